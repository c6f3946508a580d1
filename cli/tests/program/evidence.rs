//! ICE's lists through the program's commands: each counts as somebody else counted it, all of them give the committed
//! record, and it does not matter in which steps they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use agreement_atlas::place::State;
use agreement_atlas::roster::import::sighting::{lists_csv, sightings_csv};
use rayon::prelude::*;

use crate::lists::{PARTICIPATING, PENDING, csv, rows};
use crate::program::{Folder, run};
use crate::{Given, Test, archive, project, tests};

pub const TESTS: &[Test] =
    tests![cut_down_lists_count_as_counted_by_hand, made_lists_one_at_a_time_give_what_all_at_once_give,];

pub const OF_EVIDENCE: &[Given] = tests![
    every_list_counts_as_expected,
    the_committed_record_is_what_the_lists_give,
    the_committed_record_passes_its_check,
    what_the_record_lacks_fails_its_check,
    lists_one_at_a_time_give_what_all_at_once_give,
];

/// How many of the newest lists of participating and of pending agencies are read one at a time.
const LATE: [usize; 2] = [5, 3];

fn cut_down_lists_count_as_counted_by_hand() {
    let fixtures = project("tests/fixtures");
    assert_eq!(count_all(&fixtures.join("lists"), &fixtures.join("list-counts.csv")), 5);
    // An agency is counted once in its state, whatever it has there.
    for row in table(&fixtures.join("list-counts.csv")) {
        let lines = counted(fixtures.join("lists").join(&row["file"]).to_str().unwrap(), "state");
        let agencies: usize = lines.iter().map(|line| line["agencies"].parse::<usize>().unwrap()).sum();
        assert_eq!(agencies.to_string(), row["agencies"], "{}", row["file"]);
    }
}

fn every_list_counts_as_expected(folder: &Path) {
    assert!(count_all(&folder.join("ice"), &folder.join("expected/list-counts.csv")) > 500);
}

/// A table of expected counts, a row for each list.
fn table(expected: &Path) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(expected).unwrap().deserialize().map(Result::unwrap).collect()
}

/// Counts every list named in a table of expected counts, each figure of it; gives how many they are.
fn count_all(folder: &Path, expected: &Path) -> usize {
    let table = table(expected);
    let wrong: Vec<String> = (table.par_iter())
        .flat_map_iter(|row| {
            let file = row["file"].clone();
            let figures = figures(folder.join(&file).to_str().unwrap()).into_iter();
            let wrong = figures.filter(|(name, found)| row[*name] != found.to_string());
            wrong.map(move |(name, found)| format!("{file}: {name} is {found}, expected {}", row[name]))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    table.len()
}

/// What the program counts of a list, a line for each group.
fn counted(file: &str, by: &str) -> Vec<BTreeMap<String, String>> {
    let ran = run(&["count", file, "--by", by, "--format", "csv"]);
    assert!(ran.ok, "{ran:?}");
    csv::Reader::from_reader(ran.out.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// What the program answers for a list, under the names of the table of expected counts.
fn figures(file: &str) -> Vec<(&'static str, usize)> {
    let lines = counted(file, "state,agency,model,level");
    let sum = |number: &str, group: Option<(&str, &str)>| -> usize {
        let lines = lines.iter().filter(|line| group.is_none_or(|(by, word)| line[by] == word));
        lines.map(|line| line[number].parse::<usize>().unwrap()).sum()
    };
    let kept = || lines.iter().filter(|line| line["agreements"] != "0");
    let listed = |territory: bool| {
        let states: BTreeSet<_> = kept().filter_map(|line| State::from_postal(&line["state"])).collect();
        states.into_iter().filter(|state| state.is_territory() == territory).count()
    };
    let of = |by: &str, word: &str| sum("agreements", Some((by, word)));
    vec![
        ("rows", sum("rows", None)),
        ("agreements", sum("agreements", None)),
        ("agencies", kept().map(|line| [&line["state"], &line["agency"]]).collect::<BTreeSet<_>>().len()),
        ("states", listed(false)),
        ("territories", listed(true)),
        ("JEM", of("model", "JEM")),
        ("TFM", of("model", "TFM")),
        ("WSO", of("model", "WSO")),
        ("county", of("level", "county")),
        ("municipal", of("level", "municipal")),
        ("state_agency", of("level", "state")),
        ("type_blank", of("level", "")),
    ]
}

/// The committed record and its evidence.
fn committed() -> [Option<Vec<u8>>; 3] {
    ["agreements.csv", "lists.csv", "sightings.csv"].map(|file| fs::read(project("data").join(file)).ok())
}

/// The record is what import makes of all lists; none of its files, and not the log, holds a clerk's address.
fn the_committed_record_is_what_the_lists_give(evidence: &Path) {
    let folder = Folder::new("archive");
    let lists = |kind: &str| evidence.join("ice").join(kind).to_str().unwrap().to_owned();
    let ran = folder.import(&["--participating", &lists("participating"), "--pending", &lists("pending")]);
    assert!(ran.ok, "{ran:?}");
    assert!(folder.set() == committed(), "data/ is not what import makes of the lists");
    for file in folder.files() {
        let text = String::from_utf8(fs::read(folder.path(&file)).unwrap()).unwrap().to_ascii_lowercase();
        for word in ["@", "safelinks", "outlook.com"] {
            assert!(!text.contains(word), "{word} in {file}");
        }
    }
}

fn the_committed_record_passes_its_check(evidence: &Path) {
    let lists = evidence.join("ice/participating");
    let record = project("data/agreements.csv");
    let ran = run(&["check", record.to_str().unwrap(), "--lists", lists.to_str().unwrap()]);
    assert!(ran.ok, "{ran:?}");
    // The last list of each day.
    let (participating, ..) = archive::evidence();
    let n_days = participating.lists.iter().map(|list| list.issue.date).collect::<BTreeSet<_>>().len();
    assert!(ran.out.contains(&format!(" {n_days} lists compared: 0 failures,")), "{n_days} days: {}", ran.out);
}

/// Every fourth agreement of the last list taken out of the record: each one is missed, and none is taken for a
/// neighbour's.
fn what_the_record_lacks_fails_its_check(evidence: &Path) {
    let folder = Folder::new("lacking");
    let (participating, ..) = archive::evidence();
    let last = participating.lists.last().unwrap();
    let list = evidence.join(format!("ice/participating/{}.xlsx", last.name));
    let text = crate::text("data/agreements.csv");
    let (mut n_active, mut kept) = (0, String::new());
    for line in text.lines() {
        n_active += usize::from(line.contains(",active,"));
        if !line.contains(",active,") || n_active % 4 > 0 {
            kept += &format!("{line}\n");
        }
    }
    let record = folder.put("agreements.csv", kept);
    let ran = run(&["check", &record, "--lists", list.to_str().unwrap()]);
    let missed = ran.out.lines().filter(|line| line.contains(", expected an active agreement: ")).count();
    assert!(!ran.ok);
    assert_eq!(missed, n_active / 4, "{}", ran.out);
}

/// The newest lists, read one at a time in the order of their days onto the evidence of all others, give the committed
/// files byte for byte; so does one of them that is read again.
fn lists_one_at_a_time_give_what_all_at_once_give(evidence: &Path) {
    let folder = Folder::new("step-by-step");
    let (participating, pending, _) = archive::evidence();
    let mut late = BTreeSet::new();
    let mut early = Vec::new();
    for (option, archive, n_late) in [("--participating", participating, LATE[0]), ("--pending", pending, LATE[1])] {
        let newest: Vec<String> = archive.lists.iter().rev().take(n_late).map(|list| list.name.clone()).collect();
        late.extend(archive.lists.iter().rev().take(n_late).map(|list| (list.issue.clone(), option)));
        early.push(archive.without(&newest));
    }
    assert_eq!(late.len(), LATE.iter().sum::<usize>());
    folder.put("lists.csv", lists_csv(&early[0], &early[1]));
    folder.put("sightings.csv", sightings_csv(&early[0], &early[1]));
    let read = |issue: &str, option: &str| {
        let kind = option.trim_start_matches('-');
        let list = evidence.join("ice").join(kind).join(format!("{issue}.xlsx"));
        let ran = folder.import(&[option, list.to_str().unwrap()]);
        assert!(ran.ok, "{issue}: {ran:?}");
    };
    late.iter().for_each(|(issue, option)| read(&issue.to_string(), option));
    assert!(folder.set() == committed(), "one list at a time gives another record");
    let (issue, option) = late.iter().nth_back(LATE[0] / 2).unwrap();
    read(&issue.to_string(), option);
    assert!(folder.set() == committed(), "reading a list again gives another record");
}

/// The same from nothing, with lists that grow, shrink, miss a row and have it back, in the order of their days and in
/// the reverse.
fn made_lists_one_at_a_time_give_what_all_at_once_give() {
    let lists = Folder::new("made-lists");
    let mut files = Vec::new();
    for n in 0..20 {
        let day = format!("2025-{:02}-{:02}", 3 + n / 10, 1 + n % 10 * 3);
        let (option, list) = match n % 5 {
            2 => ("--pending", csv(&rows(&PENDING, 30 + n..40 + n))),
            _ => {
                let mut list = rows(&PARTICIPATING, n / 4..30 + n);
                if n % 3 == 0 {
                    list.remove(12);
                }
                ("--participating", csv(&list))
            }
        };
        files.push((option, lists.put(&format!("{}/{day}.csv", &option[2..]), list)));
    }
    let whole = Folder::new("made-at-once");
    let ran = whole.import(&["--participating", &lists.path("participating"), "--pending", &lists.path("pending")]);
    assert!(ran.ok, "{ran:?}");
    let step_by_step = |name: &str, files: Vec<&(&str, String)>| {
        let folder = Folder::new(name);
        for (option, file) in files {
            let ran = folder.import(&[option, file]);
            assert!(ran.ok, "{file}: {ran:?}");
        }
        assert!(folder.set() == whole.set(), "{name} gives another record");
    };
    step_by_step("made-in-order", files.iter().collect());
    step_by_step("made-in-reverse", files.iter().rev().collect());
}
