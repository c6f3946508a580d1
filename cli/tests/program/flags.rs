//! The program's flags: each is told of in docs/program.md, and no page names one that there is not.

use std::collections::BTreeSet;

use crate::program::run;
use crate::{Test, tests, text};

pub const TESTS: &[Test] =
    tests![the_guide_tells_of_each_subcommand_and_flag, no_command_of_a_page_has_a_flag_that_there_is_not];

/// The pages that name commands.
const PAGES: [&str; 5] = ["README.md", "docs/newsroom.md", "docs/espanol.md", "docs/program.md", "data/SOURCES.md"];

type Flags = BTreeSet<String>;

/// The flags in a text, `--help` apart.
fn flags(text: &str) -> Flags {
    let words = text.split(|c: char| !(c.is_ascii_lowercase() || c == '-'));
    words.filter(|word| word.len() > 2 && word.starts_with("--") && *word != "--help").map(str::to_owned).collect()
}

/// The subcommands, by the program's own help.
fn subcommands() -> Vec<String> {
    let help = run(&["--help"]).out;
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The flags of a subcommand, by its own help: each begins a line.
fn own(subcommand: &str) -> Flags {
    let help = run(&[subcommand, "--help"]).out;
    help.lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with("--"))
        .flat_map(|line| flags(line.split(' ').next().unwrap_or_default()))
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
