//! What holds of every archive, however its lists were shuffled, dropped or misspelt.

use std::collections::BTreeSet;

use agreement_atlas::place::{Fips, Gazetteer};
use agreement_atlas::roster::identity::history;
use agreement_atlas::roster::import::cell::Cell;
use agreement_atlas::roster::import::issue::Issue;
use agreement_atlas::roster::import::list::List;
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sighting::Archive;
use agreement_atlas::roster::query::count;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::review::check;
use proptest::prelude::*;

/// Agencies with nothing in common but their kind, so that only the generated errors make two names alike.
const AGENCIES: [&str; 8] = [
    "Alachua County Sheriff's Office",
    "Bradenton Police Department",
    "Clewiston Police Department",
    "Dunedin Constable Precinct 1",
    "Eustis Police Department",
    "Florida Highway Patrol",
    "Gulfport Police Department",
    "Holmes Beach Marshal",
];
const MODELS: [&str; 3] = ["Jail Enforcement Model", "Task Force Model", "Warrant Service Officer"];

/// One generated row: agency, model, day of May, and whether a letter is dropped.
type Line = (usize, usize, u32, bool);

/// Lists some days apart, each with some rows.
fn archives() -> impl Strategy<Value = Vec<(u8, Vec<Line>)>> {
    let line = (0..AGENCIES.len(), 0..MODELS.len(), 1..4_u32, prop::bool::weighted(0.1));
    prop::collection::vec((1..40_u8, prop::collection::vec(line, 1..12)), 1..10)
}

fn lists(archive: &[(u8, Vec<Line>)]) -> Vec<List> {
    let mut day = agreement_atlas::date::Date::new(2025, 5, 10).unwrap();
    let mut lists = Vec::new();
    for (apart, lines) in archive {
        day = day.plus(i32::from(*apart));
        let head = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"];
        let mut sheet = vec![head.map(Cell::new).to_vec()];
        for (agency, model, signed, misspelt) in lines {
            let mut name = AGENCIES[*agency].to_owned();
            if *misspelt {
                name.remove(2);
            }
            let row = ["FLORIDA", &name, "Municipality", MODELS[*model], &format!("2025-05-{signed:02}")];
            sheet.push(row.map(Cell::new).to_vec());
        }
        let name = day.to_string();
        lists.push(List::read(&name, Issue::from_name(&name).unwrap(), &sheet, &mut Log::default()).unwrap());
    }
    lists
}

fn gazetteer() -> Gazetteer {
    Gazetteer::new([(Fips::new(12_001).unwrap(), "Alachua"), (Fips::new(12_071).unwrap(), "Lee")])
}

fn record(lists: Vec<List>) -> Record {
    history::record(&Archive::new(lists), &Archive::default(), &gazetteer(), &mut Log::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_is_nothing(archive in archives()) {
        let mut shuffled = lists(&archive);
        shuffled.reverse();
        let middle = shuffled.len() / 2;
        shuffled.rotate_left(middle);
        let (one, other) = (record(shuffled), record(lists(&archive)));
        prop_assert!(one.agreements().eq(other.agreements()));
    }

    #[test]
    fn every_invariant_holds(archive in archives()) {
        let record = record(lists(&archive));
        let failures: Vec<String> = check::agreements(&record)
            .into_iter()
            .filter(|finding| finding.class == check::Class::Failure)
            .map(|finding| format!("{finding:?}"))
            .collect();
        prop_assert!(failures.is_empty(), "{:?}", failures);
    }

    #[test]
    fn nothing_is_lost(archive in archives()) {
        let lists = lists(&archive);
        let record = record(lists.clone());
        for list in &lists {
            // Each agency of a list is counted on its day, under whatever spelling: none vanishes.
            let models: BTreeSet<_> = list.entries().iter().map(|entry| (entry.row.agency.clone(), entry.model)).collect();
            let bodies: BTreeSet<usize> = models.iter().map(|(name, _)| agency(name)).collect();
            let counted = count::total(&record, &Filter::default(), list.issue.date);
            prop_assert!(counted.agencies >= bodies.len(), "{} of {} on {}", counted.agencies, bodies.len(), list.name);
        }
    }
}

/// The agency that a name, misspelt or not, was generated from.
fn agency(name: &str) -> usize {
    AGENCIES.iter().position(|agency| agency.ends_with(&name[3..])).unwrap()
}
