//! The program's flags: each is told of in docs/program.md, and no page names one that there is not.

use std::collections::BTreeSet;

use crate::program::{Folder, run};
use crate::{Test, tests, text};

pub const TESTS: &[Test] = tests![
    the_guide_tells_of_each_subcommand_and_flag,
    no_command_of_a_page_has_a_flag_that_there_is_not,
    queries_of_a_file_are_counted_as_one_by_one,
];

/// The pages that name commands.
const PAGES: [&str; 5] = ["README.md", "docs/newsroom.md", "docs/espanol.md", "docs/program.md", "data/SOURCES.md"];

type Flags = BTreeSet<String>;

/// The flags in a text, `--help` apart.
fn flags(text: &str) -> Flags {
    let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    words.filter(|word| word.len() > 2 && word.starts_with("--") && *word != "--help").map(str::to_owned).collect()
}

/// The program's subcommands, by its own help.
fn subcommands() -> Vec<String> {
    below(&run(&["--help"]).out)
}

/// The subcommands that a help names.
fn below(help: &str) -> Vec<String> {
    let (_, rest) = help.split_once("Commands:\n").unwrap_or_default();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The flags of a subcommand and of those below it, by their own help: each begins a line.
fn own(subcommand: &str) -> Flags {
    let help = run(&[subcommand, "--help"]).out;
    let helps = below(&help).into_iter().map(|name| run(&[subcommand, &name, "--help"]).out).chain([help.clone()]);
    helps
        .flat_map(|help| {
            let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with("--"));
            lines.flat_map(|line| flags(line.split(' ').next().unwrap_or_default())).collect::<Flags>()
        })
        .collect()
}

fn the_guide_tells_of_each_subcommand_and_flag() {
    let guide = text("docs/program.md");
    let rows: Vec<(&str, &str)> =
        guide.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).collect();
    let told: BTreeSet<String> = rows.iter().map(|(name, _)| (*name).to_owned()).collect();
    let subcommands = subcommands();
    assert!(subcommands.len() > 5, "{subcommands:?}");
    assert_eq!(told, subcommands.iter().cloned().collect::<BTreeSet<_>>(), "docs/program.md");
    for (name, row) in rows {
        assert_eq!(flags(row), own(name), "docs/program.md: {name}");
    }
}

/// Each line of a file is answered as its flags would be; one that is not understood is named, and nothing is counted.
fn queries_of_a_file_are_counted_as_one_by_one() {
    const RECORD: &str = "\
state,agency,level,model,first_listed,last_listed,ended
AL,A,county,TFM,2025-03-05,2025-05-01,
FL,B,county,TFM,2025-03-05,2025-05-01,
FL,B,county,JEM,2021-01-12,2025-02-01,2025-03-05
";
    let folder = Folder::new("queries");
    let record = folder.put("record.csv", RECORD);
    // A page's address may say which place is open, too: that narrows nothing.
    let queries = folder.put("queries.txt", "place=12071&state=FL\n\nas-of=2021-01-12&model=JEM%2CTFM\n");
    let count = |words: &[&str]| run(&[&["count", &record, "--format", "csv"], words].concat());
    let answer = count(&["--queries", &queries]);
    assert_eq!(
        answer.out, "query,agreements,agencies\nplace=12071&state=FL,1,1\n,2,2\nas-of=2021-01-12&model=JEM%2CTFM,1,1\n",
        "{answer:?}"
    );
    for (line, flags) in [(1, vec!["--state", "FL"]), (3, vec!["--as-of", "2021-01-12", "--model", "JEM,TFM"])] {
        let alone = count(&flags).out;
        let number = alone.lines().nth(1).unwrap();
        assert!(answer.out.lines().nth(line).unwrap().ends_with(&format!(",{number}")), "{alone}");
    }
    let by = count(&["--queries", &queries, "--by", "model", "--unit", "agencies"]).out;
    assert_eq!(by.lines().nth(1), Some("place=12071&state=FL,TFM,1"), "{by}");
    let refused = |file: &str, more: &[&str], words: &str| {
        let queries = folder.put("bad.txt", file);
        let ran = count(&[&["--queries", &queries], more].concat());
        assert!(!ran.ok && ran.out.is_empty() && ran.err.contains(words), "{ran:?}");
    };
    refused("state=FL\nsate=FL\n", &[], "bad.txt:2: found the unknown name \"sate\"");
    refused("as-of=2999-01-01\n", &[], "expected a day that has come");
    refused("as-of=2020-01-01\n", &[], "bad.txt:1");
    refused("county=72127\n", &[], "bad.txt:1: county: found 72127");
    refused("state=FL\n", &["--state", "FL"], "--queries: ");
    refused("state=FL\nFL\n", &[], "bad.txt:2: found FL, expected a name and a value");
    // As an address has it, and days after the last list, whose totals are marked as what they are.
    let queries = folder.put("more.txt", "?state=AL&state=FL\nas-of=2026-10-09\nas-of=2026-10-09&level=county\n");
    let answer = count(&["--queries", &queries]);
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(
        lines[..2],
        ["query,agreements,agencies,basis,date,source", "?state=AL&state=FL,1,1,counted,2025-05-01,"]
    );
    let (alone, whole) = (count(&["--as-of", "2026-10-09"]).out, lines[2].strip_prefix("as-of=2026-10-09,"));
    let (n, rest) = alone.lines().nth(1).unwrap().split_once(',').unwrap();
    assert_eq!(whole, Some(&*format!("{n},,{rest}")), "{alone}");
    assert_eq!(lines[3], "as-of=2026-10-09&level=county,2,2,counted,2025-05-01,");
    let ran = count(&["--queries", &queries, "--unit", "agencies"]);
    assert!(!ran.ok && ran.err.contains("totals after 2025-05-01 are of agreements alone"), "{ran:?}");
}

fn no_command_of_a_page_has_a_flag_that_there_is_not() {
    let subcommands = subcommands();
    for page in PAGES {
        for (index, line) in text(page).lines().enumerate() {
            for command in line.split("agreement-atlas ").skip(1) {
                let name = command.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
                if !subcommands.iter().any(|subcommand| subcommand == name) {
                    continue;
                }
                // What follows belongs to another program, or is words.
                let command = command.split(['`', '|', '>', ';', ')']).next().unwrap_or_default();
                let known = own(name);
                let unknown: Vec<_> = flags(command).difference(&known).cloned().collect();
                assert!(unknown.is_empty(), "{page}:{}: {name} has no {unknown:?}", index + 1);
            }
        }
    }
}
