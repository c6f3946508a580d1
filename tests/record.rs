//! The committed record: it reads, it is written as it stands, it counts what ICE's lists say, and it is what the importer makes of them.

use std::collections::BTreeSet;
use std::path::Path;

use agreement_atlas::atlas::Geography;
use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::{Filter, Record, count};

use crate::{project, text};

fn record() -> Record {
    Record::read(text("data/agreements.csv").as_bytes()).unwrap()
}

fn geography() -> Geography {
    Geography::decode(&std::fs::read(project("data/us.atlas")).unwrap()).unwrap()
}

#[test]
fn it_is_written_as_it_stands() {
    let geography = geography();
    let name = |fips: Fips| geography.counties()[geography.position(fips).unwrap()].name.clone();
    assert_eq!(record().to_csv(name), text("data/agreements.csv"));
}

#[test]
fn ids_are_unique_dates_in_order_and_counties_in_their_state() {
    let record = record();
    let ids: BTreeSet<&str> = record.agreements().iter().map(|agreement| agreement.id.as_str()).collect();
    assert_eq!(ids.len(), record.agreements().len());
    for agreement in record.agreements() {
        let id = &agreement.id;
        assert!(agreement.first_listed <= agreement.last_listed, "{id}");
        assert!(agreement.ended.is_none_or(|ended| agreement.last_listed.is_none_or(|last| last <= ended)), "{id}");
        assert!(agreement.counties.iter().all(|fips| fips.state() == agreement.state), "{id}");
        assert!(geography_has(agreement.counties.as_slice()), "{id}");
    }
}

fn geography_has(counties: &[Fips]) -> bool {
    thread_local!(static GEOGRAPHY: Geography = geography());
    GEOGRAPHY.with(|geography| counties.iter().all(|fips| geography.position(*fips).is_some()))
}

#[test]
fn no_clerks_address_and_no_gateway_is_in_it() {
    let text = text("data/agreements.csv");
    assert!(!text.contains('@') && !text.contains("safelinks") && !text.contains("outlook"));
}

#[test]
fn the_leaner_record_of_the_page_counts_the_same() {
    let record = record();
    let lean = Record::read(record.to_lean_csv().as_bytes()).unwrap();
    assert_eq!(record.dates(), lean.dates());
    for day in record.dates() {
        let counts = |record: &Record| count::total(record, &Filter::default(), *day);
        assert_eq!(counts(&record), counts(&lean), "{day}");
    }
}

/// The figures that have been in newspapers.
#[test]
fn it_counts_what_was_printed() {
    let record = record();
    let on = |day: &str| count::total(&record, &Filter::default(), Date::parse(day).unwrap()).agreements;
    assert_eq!(on("2024-12-31"), 135);
}

/// No list counts more than it prints, and the record stays close to every list until its history is told in full.
#[test]
fn it_stays_close_to_every_list() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/expected/list-counts.csv");
    let Ok(expected) = std::fs::read(shared) else { return };
    let record = record();
    let mut reader = csv::Reader::from_reader(expected.as_slice());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let mut last_of_day = std::collections::BTreeMap::new();
    for row in reader.records().map(Result::unwrap).filter(|row| &row[at("kind")] == "participating") {
        last_of_day.insert(Date::parse(&row[at("date")]).unwrap(), row[at("agreements")].parse::<usize>().unwrap());
    }
    for (day, listed) in last_of_day {
        let counted = count::total(&record, &Filter::default(), day).agreements;
        assert!(counted.abs_diff(listed) <= 10, "{day}: counted {counted}, listed {listed}");
    }
}
