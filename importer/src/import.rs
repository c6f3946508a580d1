//! What was taken in becomes the record and the evidence, or is refused: one rule for the program and for the page.
//!
//! It names no county itself: those stand in the tables that the crate carries.

use std::collections::BTreeMap;

use agreement_atlas::phrases::Lang;
use agreement_atlas::place::{Fips, Gazetteer};
use agreement_atlas::roster::identity::history;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::identity::name::fold;
use agreement_atlas::roster::import::cell::given;
use agreement_atlas::roster::import::doubt;
use agreement_atlas::roster::import::list::{UNKNOWN, UNREAD, UNUSABLE};
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sighting::{self, Archive, Printed, Published};
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::review::changes::{self, Correction};
use agreement_atlas::roster::review::sentence::sentence;

use crate::intake::{Intake, current};
use crate::refusal::{Reason, Refusal};

/// What an import comes to.
pub struct Import {
    /// The record.
    pub record: Record,
    /// Its file.
    pub agreements: String,
    /// The lists that were read, in order.
    pub lists: String,
    /// Every row that they printed.
    pub sightings: String,
    /// Everything repaired or unusable, of this import.
    pub log: Log,
    /// The days of signing that were corrected.
    pub corrections: Vec<Correction>,
    /// The sentence of the record's newest list; `None` for a record without lists.
    pub sentence: Option<String>,
}

impl Import {
    /// Makes the record of what was taken in, and tells what has to be looked at, a line each.
    ///
    /// # Errors
    /// A list looks wrong, and its day is not accepted; or there is none of participating agencies.
    pub fn of(intake: Intake, gazetteer: &Gazetteer, told: &mut Vec<String>) -> Result<Import, Refusal> {
        let names = intake.names();
        let Intake { archives: [participating, pending], mut log, unusable, accept, .. } = intake;
        if participating.lists.is_empty() {
            let message =
                "found only lists without a SIGNED column, expected a list of participating agencies among them";
            return Err(Refusal::new(Reason::Bare, message));
        }
        let participating = current(participating, &mut log, told);
        let pending = current(pending, &mut log, told);
        let refused = |refusal: Refusal| refusal.accept.is_none_or(|date| !accept.contains(&date)).then_some(refusal);
        let wrong = of_odd_size(&participating, &names).into_iter().chain(takers(&participating, &pending, &names));
        if let Some(refusal) = wrong.filter_map(refused).next() {
            return Err(refusal);
        }
        for (before, after) in participating.losses() {
            let size = |list: usize| participating.lists.get(list).map_or(0, |list| list.agreements);
            let (name, earlier) = (participating.name(after), participating.name(before));
            let found = format!("{} agreements after {} on {earlier}", size(after), size(before));
            log.note(name, 0, "list", &found, "taken, but look at it: so many seldom leave at once");
            told.push(format!("LOOK AT {name}: {found}"));
        }
        let identities = identify(&participating, gazetteer);
        let record = history::record_as(&identities, &participating, &pending, gazetteer, &mut log);
        let corrections = changes::corrections(&identities, &participating);
        told.extend(odd(&log, &unusable));
        let sentence = newest(&record, &corrections).map(|mut sentence| {
            // Of several lists the rows are counted in what is told, and may be of any of them.
            let n: usize = unusable.values().filter(|_| names.len() == 1).sum();
            if n > 0 {
                let rows = if n == 1 { "row" } else { "rows" };
                sentence.push_str(&format!(" Not counted: {n} {rows} of ICE's list that could not be used."));
            }
            sentence
        });
        let name = |fips: Fips| gazetteer.name(fips).unwrap_or_default().to_owned();
        Ok(Import {
            agreements: record.to_csv(name),
            lists: sighting::lists_csv(&participating, &pending),
            sightings: sighting::sightings_csv(&participating, &pending),
            record,
            log,
            corrections,
            sentence,
        })
    }
}

/// The lists read now that are far smaller than the last good one, and those that lack an end of the alphabet: no news
/// but a mistake, until somebody has looked at them.
fn of_odd_size(archive: &Archive, read_now: &[String]) -> Vec<Refusal> {
    let lists = |(before, after)| archive.lists.get::<usize>(before).zip(archive.lists.get::<usize>(after));
    let is_new = |(_, list): &(&Published, &Published)| read_now.contains(&list.name);
    let small = archive.suspects().into_iter().filter_map(lists).filter(is_new).map(|(good, list)| {
        let message = format!(
            "{}: found {} agreements, expected at least seven in ten of the {} on {}",
            list.name, list.agreements, good.agreements, good.name
        );
        Refusal::new(Reason::Small, message).until_accepted(list.issue.date)
    });
    let cut = archive.losses().into_iter().filter(|pair| archive.is_cut(*pair));
    let cut = cut.filter_map(lists).filter(is_new).map(|(before, list)| {
        let message = format!(
            "{}: found the list cut short: what is missing against {} lies at one end of the alphabet",
            list.name, before.name
        );
        Refusal::new(Reason::Cut, message).until_accepted(list.issue.date)
    });
    small.chain(cut).collect()
}

/// The lists of those in process, read now, that name most of those that take part: of the other kind without its days
/// of signing.
fn takers(participating: &Archive, pending: &Archive, read_now: &[String]) -> Vec<Refusal> {
    let words = |row: &Printed| (row.state, fold(&row.agency), row.model);
    let mut taking: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (row, numbers) in &participating.rows {
        taking.entry(words(row)).or_default().extend(numbers);
    }
    let mut refusals = Vec::new();
    for list in pending.lists.iter().filter(|list| read_now.contains(&list.name)) {
        let earlier = |other: &Published| other.issue.date <= list.issue.date;
        let Some(number) = participating.lists.iter().rposition(earlier) else { continue };
        let (Some(before), Some((_, waiting))) = (participating.lists.get(number), pending.list(&list.issue)) else {
            continue;
        };
        let takes = |row: &&&Printed| taking.get(&words(row)).is_some_and(|numbers| numbers.contains(&number));
        let n = waiting.iter().filter(takes).count();
        if doubt::are_takers(n, before.agreements) {
            let message = format!(
                "{}: found {n} of the {} agreements on {}, expected agencies in process",
                list.name, before.agreements, before.name
            );
            refusals.push(Refusal::new(Reason::Takers, message).until_accepted(list.issue.date));
        }
    }
    refusals
}

/// What nobody expects in a list, on a line each: rows that cannot be used, columns and nouns that are none of ICE's.
fn odd(log: &Log, unusable: &BTreeMap<&'static str, usize>) -> Vec<String> {
    let rows = unusable.iter().map(|(reason, n)| format!("not usable: {n} rows {reason}"));
    let nouns = log.entries().iter().filter_map(|entry| {
        let (list, column, times) = (&entry.list, &entry.column, entry.times);
        match entry.made.as_str() {
            UNREAD => Some(format!("column {column}: none of ICE's, not read; first on {list}")),
            UNUSABLE | UNKNOWN if given(&entry.found).is_some() => {
                Some(format!("{column} \"{}\": unknown, {times} rows; first on {list}, row {}", entry.found, entry.row))
            }
            _ => None,
        }
    });
    rows.chain(nouns).collect()
}

/// The sentence of a record's newest list, for who has just imported it; `None` for a record without lists.
fn newest(record: &Record, corrections: &[Correction]) -> Option<String> {
    let last = record.dates().last().copied()?;
    let (filter, span) = (Filter::default(), (last, last));
    let changes = changes::changes(record, corrections, &filter, span);
    Some(sentence(&changes::balance(record, &changes, &filter, span), &filter, span, Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_expects_is_said_from_the_first_row() {
        let mut log = Log::default();
        log.note("2025-03-01", 1, "TRAINED", "", UNREAD);
        log.note("2025-03-01", 2, "SUPPORT TYPE", "Tribal Model", UNUSABLE);
        log.note("2025-03-01", 3, "SUPPORT TYPE", "", UNUSABLE);
        assert_eq!(
            odd(&log, &[("without a known model", 2)].into()),
            [
                "not usable: 2 rows without a known model",
                "column TRAINED: none of ICE's, not read; first on 2025-03-01",
                "SUPPORT TYPE \"Tribal Model\": unknown, 1 rows; first on 2025-03-01, row 2",
            ]
        );
    }
}
