//! The committed record: it reads, it is written as it stands, it counts what ICE's lists say, and it is what the importer makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use agreement_atlas::atlas::Geography;
use agreement_atlas::date::Date;
use agreement_atlas::place::{Fips, Gazetteer};
use agreement_atlas::roster::log::Log;
use agreement_atlas::roster::{By, Filter, Record, count, history, places, sighting};

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
    assert_eq!(on("2025-05-28"), 627);
    assert_eq!(on("2025-12-31"), 1_274);
}

/// On every list's day the record counts what that list prints, but for gaps that closed again.
#[test]
fn it_counts_what_every_list_prints() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/expected/list-counts.csv");
    let Ok(expected) = std::fs::read(shared) else { return };
    let record = record();
    let mut reader = csv::Reader::from_reader(expected.as_slice());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let mut last_of_day = BTreeMap::new();
    for row in reader.records().map(Result::unwrap).filter(|row| &row[at("kind")] == "participating") {
        let figure = |name: &str| row[at(name)].parse::<usize>().unwrap();
        let figures =
            ["same_agreement_counted_once", "same_agency_counted_once", "states_after_corrections"].map(figure);
        last_of_day.insert(Date::parse(&row[at("date")]).unwrap(), figures);
    }
    for (day, [agreements, agencies, states]) in last_of_day {
        let found = count::total(&record, &Filter::default(), day);
        let by_state = count::count(&record, &Filter::default(), day, &[By::State]);
        let territories = by_state.iter().filter(|line| matches!(line.groups[0].as_str(), "GU" | "MP")).count();
        let within = |from: &str, to: &str| (Date::parse(from).unwrap()..Date::parse(to).unwrap()).contains(&day);
        // Absent for a list or a few, and back within 60 days; `check` names each.
        let gaps = [
            // Florida Fish and Wildlife Conservation Commission; East Donegal's constable and Wyoming's patrol; Garrett County.
            within("2025-07-15", "2025-07-23"),
            within("2025-07-24", "2025-07-29"),
            within("2025-07-24", "2025-07-30"),
            within("2026-03-03", "2026-03-05"),
        ];
        // Agencies that the expected counts take for one: the sheriffs of Ellis County in Kansas and in Texas; a university's trustees
        // and its police; a department and its division, each with an agreement of its own while both were listed.
        let kept_apart = [
            within("2025-07-09", "9999-01-01"),
            within("2025-07-24", "2025-08-01"),
            within("2025-07-24", "2025-08-13"),
        ];
        let n = |conditions: &[bool]| conditions.iter().filter(|condition| **condition).count();
        assert_eq!(found.agreements, agreements + n(&gaps), "agreements on {day}");
        assert_eq!(found.agencies, agencies + n(&gaps) + n(&kept_apart), "agencies on {day}");
        assert_eq!(by_state.len() - territories, states, "states on {day}");
    }
}

/// The evidence beside the record is whole, and names nobody.
#[test]
fn the_evidence_gives_the_record_and_no_clerk() {
    let (lists, sightings) = (text("data/lists.csv"), text("data/sightings.csv"));
    assert!(!sightings.contains('@') && !sightings.contains("safelinks") && !sightings.contains("outlook"));
    let (participating, pending) = sighting::read(&lists, &sightings).unwrap();
    assert_eq!(sighting::lists_csv(&participating, &pending), lists);
    assert_eq!(sighting::sightings_csv(&participating, &pending), sightings);
    let geography = geography();
    let names = geography.counties().iter().map(|county| (county.fips, county.name.as_str()));
    let gazetteer = places::read(text("data/places.csv").as_bytes(), Gazetteer::new(names)).unwrap();
    let made = history::record(&participating, &pending, &gazetteer, &mut Log::default());
    assert!(made.agreements() == record().agreements(), "data/agreements.csv is not what data/sightings.csv gives");
}
