//! The record's columns answer as a plain pass over its agreements does, whatever is asked, and however its file comes.

use std::collections::BTreeSet;

use agreement_atlas::date::Date;
use agreement_atlas::place::{Fips, State};
use agreement_atlas::roster::query::count::{self, By, Tallies, Tally};
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::series::{self, Split};
use agreement_atlas::roster::query::step::{Moves, step};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Agreement, Draft, Level, Model, Seat, Status};
use agreement_atlas::roster::record::reading::Reading;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Few enough days for some to be the same.
fn day() -> impl Strategy<Value = Date> {
    (19_000..19_020).prop_map(Date::from_days)
}

fn state() -> impl Strategy<Value = State> {
    select(["AL", "AK", "FL"].map(|code| State::from_postal(code).unwrap()).to_vec())
}

fn fips() -> impl Strategy<Value = Fips> {
    (state(), 1..4_u32).prop_map(|(state, county)| Fips::new(u32::from(state.code()) * 1000 + county).unwrap())
}

prop_compose! {
    /// An agreement; agencies recur, spelt in either case, and some sit here and there.
    fn draft()(
        state in state(),
        agency in "[a-cA-C]( Police)?",
        level in option::of(select(Level::ALL.to_vec())),
        counties in btree_set(fips(), 0..3),
        model in select(Model::ALL.to_vec()),
        signed in option::of(day()),
        pending in day(),
        listed in option::of((day(), day())),
        gone in option::of((day(), any::<bool>())),
        renewed in any::<bool>(),
        id in "[a-b]?",
    ) -> Draft {
        let ended = gone.filter(|(_, ended)| *ended).map(|(day, _)| day);
        let absent = gone.filter(|(_, ended)| !*ended).map(|(day, _)| day);
        let renewed = renewed && ended.is_some();
        Draft {
            id,
            state,
            agency,
            level,
            counties: counties.into_iter().collect(),
            model,
            status: match (listed, ended, absent) {
                _ if renewed => Status::Renewed,
                (_, Some(_), _) => Status::Ended,
                (None, None, _) => Status::Pending,
                (Some(_), None, Some(_)) => Status::Absent,
                (Some(_), None, None) => Status::Active,
            },
            signed,
            pending_from: listed.is_none().then_some(pending),
            first_listed: listed.map(|(first, _)| first),
            last_listed: listed.map(|(_, last)| last),
            absent_since: absent,
            ended,
            renewed_by: renewed.then(String::new),
            document: None,
        }
    }
}

prop_compose! {
    fn filter()(
        states in vec(state(), 0..2),
        counties in vec(fips(), 0..2),
        models in vec(select(Model::ALL.to_vec()), 0..2),
        levels in vec(select(Level::ALL.to_vec()), 0..2),
        statuses in vec(select(Status::ALL.to_vec()), 0..3),
        signed in (option::weighted(0.2, day()), option::weighted(0.2, day())),
        words in select(vec!["", "", "a", "police b"]),
    ) -> Filter {
        Filter { states, counties, models, levels, statuses, signed, words: words.to_owned() }
    }
}

/// What is counted of some agreements, one by one.
fn counted<'a>(agreements: impl Iterator<Item = Agreement<'a>>) -> Tally {
    let (mut tally, mut agencies) = (Tally::default(), BTreeSet::new());
    for one in agreements {
        tally.agreements += 1;
        tally.models[one.model as usize] += 1;
        agencies.insert((one.state, one.agency.to_ascii_lowercase()));
    }
    Tally { agencies: agencies.len(), ..tally }
}

/// The order of a record, as words.
fn key(one: &Draft) -> [String; 6] {
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let agency = one.agency.to_ascii_lowercase();
    let model = one.model.code().to_owned();
    [one.state.postal().to_owned(), agency, model, day(one.signed), day(one.first_listed), one.id.clone()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tallies_follow_the_day(
        drafts in vec(draft(), 0..40), filter in filter(), days in vec(day(), 1..6), named in any::<bool>(),
    ) {
        let record = Record::new(&drafts);
        let groups = |seat: Seat, count: &mut dyn FnMut(usize)| {
            seat.counties.iter().for_each(|fips| count(100 + fips.code() as usize));
            count(usize::from(seat.state.code()));
        };
        let filter = if named { filter } else { Filter { statuses: vec![], words: String::new(), ..filter } };
        let mut kept = Tallies::new(&record, &filter, days[0], 3_000, &mut |seat, count| groups(seat, count));
        let moves = Moves::new(&record);
        for day in &days {
            let steps = step(&mut kept, &moves, &record, &filter, *day);
            prop_assert_eq!(steps, filter.statuses.is_empty() && filter.words.is_empty());
            if steps {
                let anew = count::tally(&record, &filter, *day, 3_000, &mut |seat, count| groups(seat, count));
                prop_assert_eq!(&kept.of, &anew);
            }
        }
        // A step of another filter is none.
        let other = Filter { words: "x".to_owned(), ..filter };
        prop_assert!(!step(&mut kept, &moves, &record, &other, days[0]));
    }

    #[test]
    fn who_is_absent_on_a_day_is_found_by_it(drafts in vec(draft(), 0..40), day in day()) {
        let record = Record::new(&drafts);
        let found: Vec<Agreement> = record.absent_on(day).collect();
        let expected: Vec<Agreement> = record.agreements().filter(|one| one.status_on(day) == Some(Status::Absent)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn counts_are_those_of_the_rows(drafts in vec(draft(), 0..40), filter in filter(), day in day()) {
        let record = Record::new(&drafts);
        let admitted = || record.agreements().filter(|one| filter.admits_on(one, day));
        prop_assert_eq!(count::total(&record, &filter, day), counted(admitted()));
        // An agreement of several counties counts in each of them, an agency of several seats once in their state.
        let groups = |seat: Seat| -> Vec<usize> {
            let counties = seat.counties.iter().map(|fips| 100 + fips.code() as usize);
            counties.chain([usize::from(seat.state.code())]).collect::<BTreeSet<_>>().into_iter().collect()
        };
        // However often a group is named.
        let tallies = count::tally(&record, &filter, day, 100_000, &mut |seat, count| {
            groups(seat).into_iter().chain(groups(seat)).for_each(count);
        });
        for (group, tally) in tallies.iter().enumerate().filter(|(group, _)| *group < 3_000) {
            let own = counted(admitted().filter(|one| groups(one.seat()).contains(&group)));
            prop_assert_eq!(*tally, own, "{}", group);
        }
        let lines = count::count(&record, &filter, day, &[By::Model, By::Status]);
        let sum: usize = lines.iter().map(|line| line.agreements).sum();
        prop_assert_eq!(sum, admitted().count());
    }

    #[test]
    fn a_series_counts_each_day_as_the_rows_do(drafts in vec(draft(), 1..40), filter in filter()) {
        let record = Record::new(&drafts);
        let filter = Filter { statuses: Vec::new(), ..filter };
        let steps = series::active(&record, &filter, Split::Model);
        for day in record.dates() {
            let step = steps.iter().rev().find(|step| step.date <= *day).unwrap();
            let own = counted(record.agreements().filter(|one| filter.admits_on(one, *day)));
            prop_assert_eq!(step.parts.as_slice(), own.models.as_slice());
        }
    }

    #[test]
    fn agreements_stand_in_the_records_order(drafts in vec(draft(), 0..40)) {
        let mut sorted = drafts.clone();
        sorted.sort_by_key(key);
        let record = Record::new(&drafts);
        let found: Vec<Draft> = record.agreements().map(Draft::from).collect();
        prop_assert_eq!(found, sorted);
        let mut last: Option<(State, String)> = None;
        let mut number = None;
        for (one, agency) in record.with_agencies() {
            let own = (one.state, one.agency.to_ascii_lowercase());
            let same = last.as_ref() == Some(&own);
            prop_assert_eq!(agency, number.map_or(0, |number: u32| number + u32::from(!same)));
            (last, number) = (Some(own), Some(agency));
        }
        let days = record.agreements().filter(|one| one.first_listed.is_some());
        let days = days.flat_map(|one| [one.first_listed, one.gone()]);
        let newest = record.agreements().filter_map(|one| one.last_listed).max();
        let days: BTreeSet<Date> = days.chain([newest]).flatten().collect();
        prop_assert!(record.dates().iter().eq(&days), "{:?}", days);
    }

    #[test]
    fn a_file_that_comes_in_pieces_is_the_same_record(drafts in vec(draft(), 1..20), cuts in vec(any::<Index>(), 0..5)) {
        let csv = Record::new(&drafts).to_csv(|_| "Doña Ana".to_owned());
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(csv.len() + 1)).chain([0, csv.len()]).collect();
        cuts.sort_unstable();
        let mut reading = Reading::new(false);
        for piece in cuts.windows(2) {
            reading.read(&csv.as_bytes()[piece[0]..piece[1]]).unwrap();
        }
        let (pieces, whole) = (reading.record().unwrap(), Record::read(csv.as_bytes()).unwrap());
        prop_assert!(pieces.agreements().eq(whole.agreements()));
        prop_assert_eq!(pieces.dates(), whole.dates());
    }
}
