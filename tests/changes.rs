//! The sentence of every day of the record, against what the lists of that day printed; and what a page tells of
//! changes, against what the program does.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::embed::ChangesView;
use agreement_atlas::phrases::Lang;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::documents::Documents;
use agreement_atlas::roster::record::names::Names;
use agreement_atlas::roster::review::beside::Beside;
use agreement_atlas::roster::review::changes::{
    Balance, Change, Correction, Kind, balance, changes, changes_beside, corrections,
};
use agreement_atlas::roster::review::sentence;
use agreement_atlas::vocabulary::Vocabulary;

use crate::archive::{counties, evidence};
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
        let (added, gone) = (found.added + found.renewed, found.gone + found.absent + found.renewed);
        assert_eq!((found.before, added, found.returned, gone, found.total), expected, "{day}");
        // A row of the table for each number of the sentence.
        let rows = |kinds: &[Kind]| told.iter().filter(|change| kinds.contains(&change.kind)).count();
        assert_eq!(rows(&[Kind::Added, Kind::Returned]), found.added + found.returned, "{day}");
        assert_eq!(rows(&[Kind::Ended, Kind::Superseded, Kind::Switched]), found.gone, "{day}");
        assert_eq!(rows(&[Kind::Absent]), found.absent, "{day}");
        assert_eq!(rows(&[Kind::Renewed]), found.renewed, "{day}");
        let said = sentence::sentence(&found, &all, span, Lang::En);
        assert!(said.contains(&format!(" {} in all", Lang::En.number(now.len()))), "{said}");
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
                    found.total + found.gone + found.absent,
                    "{from} to {to}: {filter:?}"
                );
                assert!(found.switched + found.superseded <= found.gone);
            }
        }
    }
}

/// What a page loads of a record: packed, with names from their file, and what is known beside it.
fn packed(record: &Record, corrections: &[Correction]) -> ChangesView {
    let counties = counties();
    let mut loaded = Record::packed(&record.to_packed()).unwrap();
    loaded.name(&Names::read(&Names::pack(counties.counties(), record)).unwrap()).unwrap();
    let mut view = ChangesView::new(Rc::new(loaded), Restated::default()).unwrap();
    view.furnish(&Beside::of(record, corrections).to_packed(record), false).unwrap();
    view.furnish(&Documents::pack(record), true).unwrap();
    view.show(true);
    view
}

/// The cells of lines.
fn cells(told: &str) -> Vec<Vec<&str>> {
    told.lines().map(|line| line.split('\t').collect()).collect()
}

fn heading(kind: Kind, lang: Lang) -> &'static str {
    let kinds = &lang.phrases().changes.kinds;
    match kind {
        Kind::Added => kinds.added,
        Kind::Returned => kinds.returned,
        Kind::Renewed => kinds.renewed,
        Kind::Superseded => kinds.superseded,
        Kind::Switched => kinds.switched,
        Kind::Ended => kinds.ended,
        Kind::Absent => kinds.absent,
        Kind::Redated => kinds.redated,
    }
}

/// Random queries of a record, the same each time.
fn asked(record: &Record, n: usize, seed: usize) -> Vec<String> {
    let mut state = seed as u64;
    let mut below = move |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let (dates, all) = (record.dates(), record.agreements());
    let mut queries = Vec::new();
    for at in 0..n {
        let mut query = format!("lang={}", Lang::CODES[at % Lang::CODES.len()]);
        let one = all.get(below(all.len())).unwrap();
        let to = dates[below(dates.len())].plus(below(5) as i32 - 2);
        query += &match below(3) {
            0 => String::new(),
            1 => format!("&since={}d", below(2000)),
            _ => format!("&since={}", dates[below(dates.len())]),
        };
        if below(3) > 0 {
            query += &format!("&as-of={to}");
        }
        query += &match below(6) {
            0 => format!("&state={}", one.state.postal()),
            1 => format!("&state={},{}", one.state.postal(), all.get(below(all.len())).unwrap().state.postal()),
            2 => one.counties.first().map_or(String::new(), |fips| format!("&county={fips}")),
            _ => String::new(),
        };
        query += &match below(6) {
            0 => format!("&model={}", one.model.code()),
            1 => "&level=county".to_owned(),
            2 => "&q=police".to_owned(),
            3 => "&signed=2025-03-01..2026-01-01".to_owned(),
            _ => String::new(),
        };
        queries.push(query);
    }
    queries
}

#[test]
fn a_page_tells_what_the_program_tells() {
    let real = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let (participating, _, gazetteer) = evidence();
    let corrected = corrections(&identify(&participating, &gazetteer), &participating);
    let small = Record::read(text("tests/fixtures/record.csv").as_bytes()).unwrap();
    let mut told_of = BTreeMap::new();
    for (record, corrections, n) in [(&real, &corrected[..], 300), (&small, &[], 100)] {
        let mut view = packed(record, corrections);
        let beside = Beside::of(record, corrections);
        for query in asked(record, n, 287) {
            let (wanted, warnings) = Query::parse(&query);
            assert_eq!(warnings, Vec::<String>::new(), "{query}");
            let (lang, filter) = (wanted.lang, wanted.filter.clone());
            let to = record.clamp(wanted.as_of).unwrap();
            let from = wanted.since.until(to).unwrap().max(record.dates()[0]);
            view.update(wanted);
            let told = view.dossier("");
            let told = cells(&told);
            let of = |kind: &str| told.iter().filter(|line| line[0] == kind).collect::<Vec<_>>();
            if from > to {
                assert_eq!((of("said").len(), of("day").len(), of("empty").len()), (0, 0, 1), "{query}");
                continue;
            }
            let expected = changes(record, corrections, &filter, (from, to));
            let balance = balance(record, &expected, &filter, (from, to));
            assert_eq!(of("said")[0][1], sentence::sentence(&balance, &filter, (from, to), lang), "{query}");
            // The lines: which day, what became of which agreement, what was printed before, in the same order.
            let line = |it: &Change| (it.day, heading(it.kind, lang).to_owned(), it.agreement.id.to_owned());
            let mut lines = Vec::new();
            for day in of("day").iter().rev() {
                let date = Date::parse(day[1]).unwrap();
                let told = view.dossier(day[1]);
                let mut kind = String::new();
                for cells in cells(&told) {
                    match cells[0] {
                        "kind" => kind = cells[1].split_once(": ").unwrap().0.to_owned(),
                        _ => {
                            let one = record.agreements().get(cells[1].parse().unwrap()).unwrap();
                            assert_eq!((cells[2], one.document.unwrap_or_default()), (one.agency, cells[5]));
                            lines.push(((date, kind.clone(), one.id.to_owned()), cells[4].to_owned()));
                        }
                    }
                }
            }
            assert_eq!(lines.len(), expected.len(), "{query}");
            // Its CSV has a row for each, too, in the same order.
            let csv = view.dossier("csv");
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), expected.len(), "{query}");
            for (change, row) in expected.iter().zip(&rows) {
                let one = change.agreement;
                let signed = one.signed.map_or(String::new(), |day| day.to_string());
                let head = [&*change.day.to_string(), change.kind.name(), one.state.postal(), one.agency];
                assert_eq!(row.iter().take(4).collect::<Vec<_>>(), head, "{query}");
                let rest = [one.model.code(), &signed, &change.found()];
                assert_eq!(row.iter().skip(6).take(3).collect::<Vec<_>>(), rest, "{query}");
                assert_eq!(row.get(10), Some(one.document.unwrap_or_default()), "{query}");
            }
            for (change, (found, said)) in expected.iter().zip(lines) {
                assert_eq!(found, line(change), "{query}");
                let days = [change.was, change.agreement.signed, change.other.and_then(|other| other.signed)];
                let days = if change.kind == Kind::Switched { &days[..2] } else { &days[..] };
                for day in days.iter().flatten() {
                    assert!(said.contains(&lang.day(*day)), "{query}: {said}");
                }
                *told_of.entry(change.kind).or_insert(0) += 1;
            }
            assert_eq!(of("empty").len(), usize::from(expected.is_empty()), "{query}");
            // Each state's numbers are those of its own sentence.
            for state in of("state") {
                let only = Query::parse(&format!("{query}&state={}", state[1])).0.filter;
                let own = balance_of(record, &beside, &only, (from, to));
                assert_eq!(state[3], sentence::numbers(&own, lang).join(", "), "{query}: {}", state[1]);
            }
        }
    }
    // No kind was never met.
    assert!(Kind::ALL.iter().all(|kind| told_of.contains_key(kind)), "{told_of:?}");
}

fn balance_of(record: &Record, beside: &Beside, filter: &Filter, span: (Date, Date)) -> Balance {
    balance(record, &changes_beside(record, beside, filter, span), filter, span)
}
