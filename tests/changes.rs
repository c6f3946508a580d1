//! The sentence of every day of the record, against what the lists of that day printed.

use std::collections::{BTreeMap, BTreeSet};

use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::review::changes::{Kind, balance, changes};
use agreement_atlas::roster::review::sentence;

use crate::archive::evidence;
use crate::text;

/// An absence of so many days that closed again ended nothing: the record counts through it.
const ABSENCE_DAYS: i32 = 60;

/// For every day with a list: the agreements on that day's last list, told from the rows alone, gaps that closed
/// filled.
fn printed() -> Vec<(Date, BTreeSet<usize>)> {
    let (participating, _, gazetteer) = evidence();
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    for (number, list) in participating.lists.iter().enumerate() {
        days.insert(list.issue.date, number);
    }
    let threads = identify(&participating, &gazetteer).threads;
    let day = |list: usize| participating.lists[list].issue.date;
    let on = |list: usize| -> BTreeSet<usize> {
        let stands = |lists: &[usize]| {
            let after = lists.partition_point(|one| *one <= list);
            let (before, next) = (after.checked_sub(1).map(|at| lists[at]), lists.get(after));
            before == Some(list)
                || before.zip(next).is_some_and(|(before, next)| day(*next).since(day(before + 1)) <= ABSENCE_DAYS)
        };
        threads.iter().enumerate().filter(|(_, thread)| stands(&thread.lists)).map(|(at, _)| at).collect()
    };
    days.into_iter().map(|(date, list)| (date, on(list))).collect()
}

#[test]
fn every_days_sentence_is_what_its_lists_say() {
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let (all, days) = (Filter::default(), printed());
    let mut ever: BTreeSet<usize> = days[0].1.clone();
    for pair in days.windows(2) {
        let ((_, before), (day, now)) = (&pair[0], &pair[1]);
        let new: BTreeSet<usize> = now.difference(before).copied().collect();
        let again = new.intersection(&ever).count();
        let span = (*day, *day);
        let told = changes(&record, &[], &all, span);
        let found = balance(&record, &told, &all, span);
        let expected = (Some(before.len()), new.len() - again, again, before.difference(now).count(), now.len());
        let (added, gone) = (found.added + found.renewed, found.gone + found.renewed);
        assert_eq!((found.before, added, found.returned, gone, found.total), expected, "{day}");
        // A row of the table for each number of the sentence.
        let rows = |kinds: &[Kind]| told.iter().filter(|change| kinds.contains(&change.kind)).count();
        assert_eq!(rows(&[Kind::Added, Kind::Returned]), found.added + found.returned, "{day}");
        assert_eq!(rows(&[Kind::Ended, Kind::Superseded, Kind::Switched, Kind::Absent]), found.gone, "{day}");
        assert_eq!(rows(&[Kind::Renewed]), found.renewed, "{day}");
        let said = sentence::sentence(&found, &all, span);
        assert!(said.contains(&format!(" {} in all", sentence::number(now.len()))), "{said}");
        ever.extend(now);
    }
    assert!(days.len() > 300);
}

/// Any two days, one filter after another: what was there, what came and what went make what is there.
#[test]
fn every_span_adds_up() {
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let filters = ["state=FL", "state=MD,TX", "model=TFM", "level=county", "signed=2025-04-01..", "q=sheriff", ""];
    let filters = filters.map(|query| Query::parse(query).0.filter);
    for (n, from) in record.dates().iter().enumerate().step_by(29) {
        for to in record.dates().iter().skip(n).step_by(41) {
            for filter in &filters {
                let span = (*from, *to);
                let found = balance(&record, &changes(&record, &[], filter, span), filter, span);
                let Some(before) = found.before else { continue };
                assert_eq!(
                    before + found.added + found.returned,
                    found.total + found.gone,
                    "{from} to {to}: {filter:?}"
                );
                assert!(found.absent + found.switched + found.superseded <= found.gone);
            }
        }
    }
}
