//! The committed record: it reads, it is written as it stands, and it is what its evidence gives. Against ICE's lists
//! themselves the program's tests hold it.

use std::collections::BTreeSet;

use agreement_atlas::atlas::Geography;
use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::identity::history;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::identity::name::fold;
use agreement_atlas::roster::identity::thread::Body;
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sighting::{self, Archive, Printed};
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::series::{self, Every, Measure, Split};
use agreement_atlas::roster::query::{count, departure};
use agreement_atlas::roster::record::agreement::{Draft, Status};

use crate::archive::{counties, evidence, gaps, namesakes, record};
use crate::{geography, text};

#[test]
fn it_is_written_as_it_stands() {
    let counties = counties();
    let name = |fips: Fips| counties.name(fips).unwrap().to_owned();
    assert_eq!(record().to_csv(name), text("data/agreements.csv"));
}

#[test]
fn ids_are_unique_dates_in_order_and_counties_in_their_state() {
    let record = record();
    let ids: BTreeSet<&str> = record.agreements().map(|agreement| agreement.id).collect();
    assert_eq!(ids.len(), record.agreements().len());
    for agreement in record.agreements() {
        let id = &agreement.id;
        assert!(agreement.first_listed <= agreement.last_listed, "{id}");
        assert!(agreement.ended.is_none_or(|ended| agreement.last_listed.is_none_or(|last| last <= ended)), "{id}");
        assert!(agreement.counties.iter().all(|fips| fips.state() == agreement.state), "{id}");
        assert!(geography_has(agreement.counties), "{id}");
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

/// Every absence of an agreement that closed again: the agency, its model, the first list without it and the list that
/// had it back.
const GAPS: [&str; 4] = [
    "FL Florida Fish & Wildlife Conservation Commission TFM 2025-07-15am..2025-07-23pm",
    "MD Garrett County Sheriff's Office WSO 2026-03-03am..2026-03-05pm",
    "PA East Donegal Township Constables Office TFM 2025-07-24pm..2025-07-29am",
    "WY Wyoming State Highway Patrol TFM 2025-07-24pmB..2025-07-30am",
];

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

/// Ellis County, Kansas, and Ellis County, Texas, are two sheriffs: ICE printed the Kansas one's agreement under Texas
/// for two lists, and ever since both stand on each list, each in its state, in its county, with a signed text and a
/// wait of its own.
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
            .filter(|one| (one.state, fold(one.agency)) == *body)
            .map(Draft::from)
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
    let renewed = record.agreements().filter(|one| one.status == Status::Renewed).count();
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
    assert!(made.agreements().eq(record().agreements()), "data/agreements.csv is not what data/sightings.csv gives");
}
