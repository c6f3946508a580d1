//! The committed record: it reads, it is written as it stands, it counts what ICE's lists say, and it is what the importer makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use agreement_atlas::atlas::Geography;
use agreement_atlas::date::Date;
use agreement_atlas::place::{Fips, Gazetteer};
use agreement_atlas::roster::identity::{Identities, identify};
use agreement_atlas::roster::log::Log;
use agreement_atlas::roster::name::fold;
use agreement_atlas::roster::series::{self, Every, Measure, Split};
use agreement_atlas::roster::sighting::{Archive, Printed};
use agreement_atlas::roster::thread::{Body, Rule, Thread};
use agreement_atlas::roster::{By, Filter, Record, Status, count, departure, history, places, sighting};

use crate::{counties, geography, text};

fn record() -> Record {
    Record::read(text("data/agreements.csv").as_bytes()).unwrap()
}

#[test]
fn it_is_written_as_it_stands() {
    let counties = counties();
    let name = |fips: Fips| counties.name(fips).unwrap().to_owned();
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

/// The figures that have been in newspapers.
#[test]
fn it_counts_what_was_printed() {
    let record = record();
    let on = |day: &str| count::total(&record, &Filter::default(), Date::parse(day).unwrap()).agreements;
    assert_eq!(on("2024-12-31"), 135);
    assert_eq!(on("2025-05-28"), 627);
    assert_eq!(on("2025-12-31"), 1_274);
}

/// The record's evidence: the lists of participating and of pending agencies, and what places agencies.
pub fn evidence() -> (Archive, Archive, Gazetteer) {
    let (participating, pending) = sighting::read(&text("data/lists.csv"), &text("data/sightings.csv")).unwrap();
    let gazetteer = places::read(text("data/places.csv").as_bytes(), counties()).unwrap();
    (participating, pending, gazetteer)
}

/// Every absence of an agreement that closed again: the agency, its model, the first list without it and the list that had it back.
const GAPS: [&str; 4] = [
    "FL Florida Fish & Wildlife Conservation Commission TFM 2025-07-15am..2025-07-23pm",
    "MD Garrett County Sheriff's Office WSO 2026-03-03am..2026-03-05pm",
    "PA East Donegal Township Constables Office TFM 2025-07-24pm..2025-07-29am",
    "WY Wyoming State Highway Patrol TFM 2025-07-24pmB..2025-07-30am",
];

/// The gaps of an agreement that closed within 60 days: the list before, the list after. After a longer absence it has a row of its own.
fn gaps(thread: &Thread, archive: &Archive) -> Vec<(usize, usize)> {
    let day = |list: usize| archive.date(list).unwrap();
    let pairs = thread.lists.windows(2).map(|pair| (pair[0], pair[1]));
    pairs.filter(|(before, after)| before + 1 < *after && day(*after).since(day(before + 1)) <= 60).collect()
}

/// An agency of one state whose row ICE once printed in another, where a namesake has an agreement of its own. The expected counts take the
/// two for one from the misplaced row on.
fn namesakes(identities: &Identities) -> BTreeSet<(Body, Body)> {
    let misplaced = identities.threads.iter().flat_map(|thread| {
        let joins = thread.joins.iter().filter(|join| join.rule == Rule::WrongState);
        joins.map(|join| (identities.current(&thread.body), (join.state, fold(&join.agency))))
    });
    let agencies: BTreeSet<Body> = identities.threads.iter().map(|thread| identities.current(&thread.body)).collect();
    misplaced.filter(|(_, namesake)| agencies.contains(namesake)).collect()
}

/// On every list's day the record counts what that list prints: the expected figures, but for gaps that closed, each of them named, and
/// for one pair of namesakes.
#[test]
fn it_counts_what_every_list_prints() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/expected/list-counts.csv");
    let Ok(expected) = std::fs::read(shared) else { return };
    let record = record();
    let (participating, _, gazetteer) = evidence();
    let identities = identify(&participating, &gazetteer);
    let pairs = namesakes(&identities);
    let mut reader = csv::Reader::from_reader(expected.as_slice());
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let mut last_of_day = BTreeMap::new();
    for row in reader.records().map(Result::unwrap).filter(|row| &row[at("kind")] == "participating") {
        let figure = |name: &str| row[at(name)].parse::<usize>().unwrap();
        let figures =
            ["same_agreement_counted_once", "same_agency_counted_once", "states_after_corrections"].map(figure);
        last_of_day.insert(Date::parse(&row[at("date")]).unwrap(), (row[at("file")].to_owned(), figures));
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

/// A gap is named here, or it is no gap.
#[test]
fn every_gap_that_closed_is_named() {
    let (participating, _, gazetteer) = evidence();
    let identities = identify(&participating, &gazetteer);
    let mut found: Vec<String> = Vec::new();
    for thread in &identities.threads {
        for (before, after) in gaps(thread, &participating) {
            let (missed, back) = (participating.name(before + 1), participating.name(after));
            found.push(format!(
                "{} {} {} {missed}..{back}",
                thread.body.0.postal(),
                thread.agency,
                thread.model.code()
            ));
        }
    }
    found.sort();
    assert_eq!(found, GAPS);
}

/// Ellis County, Kansas, and Ellis County, Texas, are two sheriffs: ICE printed the Kansas one's agreement under Texas for two lists, and
/// ever since both stand on each list, each in its state, in its county, with a signed text and a wait of its own.
#[test]
fn the_namesakes_that_the_expected_counts_join_are_two() {
    let (participating, pending, gazetteer) = evidence();
    let identities = identify(&participating, &gazetteer);
    let pairs: Vec<(Body, Body)> = namesakes(&identities).into_iter().collect();
    let [(one, other)] = pairs.as_slice() else { panic!("{pairs:?}") };
    let shown = |body: &Body| format!("{} {}", body.0.postal(), identities.name(body).unwrap());
    assert_eq!([one, other].map(shown), ["KS Ellis County Sheriff's Office", "TX Ellis County Sheriff's Office"]);

    let rows = |archive: &Archive, body: &Body| -> Vec<(Printed, Vec<usize>)> {
        let own = archive.rows.iter().filter(|(row, _)| row.state == body.0 && fold(&row.agency) == body.1);
        own.map(|(row, lists)| (row.clone(), lists.clone())).collect()
    };
    let of = |body: &Body| -> BTreeSet<String> {
        rows(&participating, body).into_iter().filter_map(|(row, _)| row.document).collect()
    };
    for (body, town, fips, model) in [(one, "KS", "20051", "WSO"), (other, "TX", "48139", "JEM")] {
        let own = record()
            .agreements()
            .iter()
            .filter(|one| (one.state, fold(&one.agency)) == *body)
            .cloned()
            .collect::<Vec<_>>();
        assert_eq!(own.len(), 1, "{own:?}");
        assert_eq!((own[0].model.code(), own[0].counties[0].to_string().as_str(), own[0].ended), (model, fips, None));
        assert!(of(body).iter().all(|document| document.contains(town)) && !of(body).is_empty(), "{:?}", of(body));
        // Each waited on ICE's pending lists, in its own state and for its own model.
        assert!(rows(&pending, body).iter().any(|(row, _)| row.model == own[0].model), "{body:?}");
    }
    // The one row that stood in the wrong state left as the Kansas row came, and bore no text.
    let lists = |body: &Body, model: &str| -> BTreeSet<usize> {
        let own = rows(&participating, body).into_iter().filter(|(row, _)| row.model.code() == model);
        own.flat_map(|(_, lists)| lists).collect()
    };
    let (kansas, misplaced, texas) = (lists(one, "WSO"), lists(other, "WSO"), lists(other, "JEM"));
    assert_eq!(misplaced.last().map(|list| list + 1), kansas.first().copied());
    assert!(misplaced.is_subset(&texas) && kansas.is_subset(&texas), "both stand on one list together");
    assert_eq!(kansas.last().copied(), Some(participating.lists.len() - 1));
}

/// What `check` says of each year is what the series, the statuses and the import's log say.
#[test]
fn departures_by_year_are_the_same_wherever_they_are_counted() {
    let record = record();
    let years = departure::by_year(&record);
    let ended =
        series::periods(&record, &Filter::default(), Split::None, Measure::Ended, Every::Year, (None, None)).steps;
    let ended: Vec<(i32, usize)> = ended.iter().map(|step| (step.date.ymd().0, step.total())).collect();
    for (year, n) in &ended {
        assert_eq!(years.get(year).map_or(0, |of| of.ended), *n, "{year}");
    }
    assert!(years.keys().all(|year| ended.iter().any(|(known, _)| known == year)), "{years:?}");
    let renewed = record.agreements().iter().filter(|one| one.status == Status::Renewed).count();
    assert_eq!(years.values().map(|of| of.renewed).sum::<usize>(), renewed);
    let (participating, pending, gazetteer) = evidence();
    let mut log = Log::default();
    history::record(&participating, &pending, &gazetteer, &mut log);
    let switched = log.entries().iter().filter(|entry| entry.made.starts_with("switched to ")).count();
    assert_eq!(years.values().map(|of| of.switched).sum::<usize>(), switched);
}

/// The evidence beside the record is whole, and names nobody.
#[test]
fn the_evidence_gives_the_record_and_no_clerk() {
    let (lists, sightings) = (text("data/lists.csv"), text("data/sightings.csv"));
    assert!(!sightings.contains('@') && !sightings.contains("safelinks") && !sightings.contains("outlook"));
    let (participating, pending, gazetteer) = evidence();
    assert_eq!(sighting::lists_csv(&participating, &pending), lists);
    assert_eq!(sighting::sightings_csv(&participating, &pending), sightings);
    let made = history::record(&participating, &pending, &gazetteer, &mut Log::default());
    assert!(made.agreements() == record().agreements(), "data/agreements.csv is not what data/sightings.csv gives");
}
