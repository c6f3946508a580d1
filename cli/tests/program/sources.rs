//! The committed record and the tables beside it against what they are restated from: nothing got lost on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use agreement_atlas::date::Date;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::identity::thread::Body;
use agreement_atlas::roster::query::context;
use agreement_atlas::roster::query::count::{self, By};
use agreement_atlas::roster::query::filter::Filter;

use crate::archive::{self, gaps, namesakes};
use crate::{Given, tests, text};

pub const OF_EVIDENCE: &[Given] = tests![
    the_record_counts_what_every_list_prints,
    early_agencies_are_those_of_their_source,
    restated_totals_are_those_of_their_source,
    the_table_of_counties_is_cut_from_its_source,
];

/// Rows of a table by the names of its columns.
fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv).deserialize().map(Result::unwrap).collect()
}

/// On every list's day the record counts what that list prints: the expected figures, but for gaps that closed, each of
/// them named, and for one pair of namesakes.
fn the_record_counts_what_every_list_prints(folder: &Path) {
    let expected = fs::read(folder.join("expected/list-counts.csv")).unwrap();
    let record = archive::record();
    let (participating, _, gazetteer) = archive::evidence();
    let identities = identify(&participating, &gazetteer);
    let pairs = namesakes(&identities);
    let mut last_of_day = BTreeMap::new();
    for row in rows(&expected).into_iter().filter(|row| row["kind"] == "participating") {
        let figures = ["same_agreement_counted_once", "same_agency_counted_once", "states_after_corrections"];
        let figures = figures.map(|name| row[name].parse::<usize>().unwrap());
        last_of_day.insert(Date::parse(&row["date"]).unwrap(), (row["file"].clone(), figures));
    }
    let mut days_of_namesakes = BTreeSet::new();
    for (day, (file, [agreements, agencies, states])) in last_of_day {
        let list = participating.lists.iter().rposition(|list| list.issue.date == day).unwrap();
        // A day is counted by its last list, which the table may have left out.
        if file != format!("participating/{}.xlsx", participating.name(list)) {
            continue;
        }
        let on_list = identities.threads.iter().filter(|thread| thread.lists.contains(&list));
        let printed: BTreeSet<Body> = on_list.map(|thread| identities.current(&thread.body)).collect();
        let absent: Vec<Body> = (identities.threads.iter())
            .filter(|thread| {
                gaps(thread, &participating).iter().any(|(before, after)| (before + 1..*after).contains(&list))
            })
            .map(|thread| identities.current(&thread.body))
            .collect();
        let agencies_absent: BTreeSet<&Body> = absent.iter().filter(|body| !printed.contains(body)).collect();
        let n_namesakes = pairs.iter().filter(|(one, other)| printed.contains(one) && printed.contains(other)).count();
        days_of_namesakes.extend((n_namesakes > 0).then_some(day));

        let found = count::total(&record, &Filter::default(), day);
        let by_state = count::count(&record, &Filter::default(), day, &[By::State]);
        let territories = by_state.iter().filter(|line| matches!(line.groups[0].as_str(), "GU" | "MP")).count();
        assert_eq!(found.agreements, agreements + absent.len(), "agreements on {day}, absent {absent:?}");
        assert_eq!(
            found.agencies,
            agencies + agencies_absent.len() + n_namesakes,
            "agencies on {day}, absent {absent:?}"
        );
        assert_eq!(by_state.len() - territories, states, "states on {day}");
    }
    assert!(!days_of_namesakes.is_empty(), "the pair that the expected counts take for one stands on no list");
}

fn early_agencies_are_those_of_their_source(folder: &Path) {
    let mut expected: Vec<[String; 6]> = Vec::new();
    for row in rows(&fs::read(folder.join("early-agreements.csv")).unwrap()) {
        let mut codes: Vec<&str> = row["county_fips"].split('+').collect();
        codes.sort_unstable();
        let (model, later) = (row["models"].replace('+', ";"), row["later_signings"].replace(" | ", ";"));
        let text = |name: &str| row[name].clone();
        expected.push([text("state"), text("agency"), codes.join(";"), model, text("first_signed"), later]);
    }
    expected.sort();
    let columns = ["state", "agency", "fips", "model", "first_signed", "later_signed"];
    let early = rows(text("data/early.csv").as_bytes());
    let found: Vec<[String; 6]> = early.iter().map(|row| columns.map(|column| row[column].clone())).collect();
    assert_eq!(found, expected);
}

fn restated_totals_are_those_of_their_source(folder: &Path) {
    let source = fs::read_to_string(folder.join("restated-state-totals.csv")).unwrap();
    let lines = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&text("data/restated.csv")), lines(&source));
}

fn the_table_of_counties_is_cut_from_its_source(folder: &Path) {
    let source = fs::read(folder.join("context/counties.csv")).unwrap();
    assert!(context::table(&source).unwrap() == text("data/context.csv"), "cargo xtask context makes it anew");
}
