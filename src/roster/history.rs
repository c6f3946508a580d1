//! From many lists to one record: each agreement once, with the lists that first and last carried it.
//!
//! An agreement is the same from list to list when state, name (case and punctuation aside), model and day of signing are.
//! It opens no file, and what it joins, corrects or cannot place goes to the log.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::place::{Gazetteer, State};

use super::agreement::{Agreement, Level, Model, Status, id, slug};
use super::list::{Entry, List, ListKind};
use super::locate::locate;
use super::log::Log;
use super::record::Record;

/// An absence of up to so many days that closes again ends nothing (design, section 3).
const GAP_DAYS: i32 = 60;
/// At the archive's end so many lists without an agreement end it, or so many days (design, section 3).
const FINAL_LISTS: usize = 3;
/// See [`FINAL_LISTS`].
const FINAL_DAYS: i32 = 21;
/// The year of the first agreement: Florida's, 2 July 2002. No agreement was signed before.
const FIRST_YEAR: i32 = 2002;

/// An agency, as lists tell agencies apart: its state and the folded name.
type Body = (State, String);
/// An agreement, as lists tell agreements apart.
type Key = (Body, Model, Option<Date>);

/// What the lists say of one agreement. List numbers count from 0 in order of publication, and are in order.
#[derive(Default)]
struct Sightings {
    lists: Vec<usize>,
    level: Option<Level>,
    /// The last county printed, with where.
    county: Option<(String, usize, usize)>,
    document: Option<String>,
}

impl Sightings {
    fn add(&mut self, list: usize, entry: &Entry) {
        self.lists.push(list);
        self.level = entry.row.level.or(self.level);
        if let Some(county) = &entry.row.county {
            self.county = Some((county.clone(), list, entry.row.number));
        }
        if entry.row.document.is_some() {
            self.document.clone_from(&entry.row.document);
        }
    }

    /// Takes in the sightings of the same agreement under another day.
    fn join(&mut self, other: Sightings) {
        let later = other.lists.last() > self.lists.last();
        self.lists.extend(other.lists);
        self.lists.sort_unstable();
        self.lists.dedup();
        if later || self.level.is_none() {
            self.level = other.level.or(self.level);
        }
        if later || self.county.is_none() {
            self.county = other.county.or(self.county.take());
        }
        if later || self.document.is_none() {
            self.document = other.document.or(self.document.take());
        }
    }
}

/// What is known of an agency from all its rows on all lists.
#[derive(Default)]
struct Agency {
    name: String,
    level: Option<Level>,
    county: Option<(String, usize, usize)>,
}

/// Makes the record of an archive, in whatever order its lists come.
pub fn record(mut lists: Vec<List>, gazetteer: &Gazetteer, log: &mut Log) -> Record {
    lists.sort_by(|a, b| (&a.issue, &a.name).cmp(&(&b.issue, &b.name)));
    let (participating, pending): (Vec<List>, Vec<List>) =
        lists.into_iter().partition(|list| list.kind == ListKind::Participating);
    let agencies = agencies(&[&pending, &participating], log);
    let mut agreements = Vec::new();
    for (key, sightings) in with_possible_years(sightings(&participating), &participating, log) {
        let spells = spells(&sightings.lists, &participating);
        if spells.last().is_some_and(|spell| spell.ended.is_none() && spell.last + 1 < participating.len()) {
            let absent = participating.len() - 1 - spells.last().map_or(0, |spell| spell.last);
            let (list, agency) = (participating.last(), agencies.get(&key.0));
            let found = agency.map_or("", |agency| agency.name.as_str());
            let made = format!(
                "absent from the last {absent} of the lists: counted as active until absent from {FINAL_LISTS}"
            );
            log.note(list.map_or("", |list| &list.name), 0, "ended", &format!("{} {found}", key.0.0.postal()), &made);
        }
        let draft = draft(&key, &sightings, &agencies, &participating, gazetteer, log);
        for (n, spell) in spells.iter().enumerate() {
            let date = |list: usize| participating.get(list).map(|list| list.issue.date);
            let mut agreement = draft.clone();
            if n > 0 {
                // An agreement that came back after more than a gap: the same words, a spell of its own.
                agreement.id = format!("{}-{}", draft.id, n + 1);
            }
            agreement.first_listed = date(spell.first);
            agreement.last_listed = date(spell.last);
            agreement.ended = spell.ended;
            agreement.status = if spell.ended.is_some() { Status::Ended } else { Status::Active };
            agreements.push(agreement);
        }
    }
    let waiting = waiting(&pending);
    agreements = add_pending(agreements, &waiting, &agencies, &pending, gazetteer, log);
    Record::new(agreements)
}

/// The record of one list alone, participating or pending, as though all its rows were in force from its day: how a
/// single list is counted.
pub fn record_of(list: &List, gazetteer: &Gazetteer) -> Record {
    let agreement = |entry: &Entry| Agreement {
        id: id(entry.state, &entry.row.agency, entry.model, entry.row.signed),
        state: entry.state,
        agency: entry.row.agency.clone(),
        level: entry.row.level,
        counties: locate(gazetteer, entry.state, &entry.row.agency, entry.row.level, entry.row.county.as_deref())
            .counties,
        model: entry.model,
        status: Status::Active,
        signed: entry.row.signed,
        pending_from: None,
        first_listed: Some(list.issue.date),
        last_listed: Some(list.issue.date),
        ended: None,
        renewed_by: None,
        document: entry.row.document.clone(),
    };
    Record::new(list.entries().iter().map(agreement).collect())
}

fn body(entry: &Entry) -> Body {
    (entry.state, slug(&entry.row.agency))
}

/// Name, level and county of every agency, the later list overruling the earlier.
fn agencies(archives: &[&[List]], log: &mut Log) -> BTreeMap<Body, Agency> {
    let mut rows: Vec<(&List, usize, Entry)> = archives
        .iter()
        .flat_map(|lists| lists.iter().enumerate())
        .flat_map(|(number, list)| list.entries().into_iter().map(move |entry| (list, number, entry)))
        .collect();
    rows.sort_by(|a, b| a.0.issue.cmp(&b.0.issue));
    let mut agencies: BTreeMap<Body, Agency> = BTreeMap::new();
    for (list, number, entry) in rows {
        let agency = agencies.entry(body(&entry)).or_default();
        if agency.name != entry.row.agency {
            if !agency.name.is_empty() {
                log.note(&list.name, entry.row.number, "agency", &agency.name, &entry.row.agency);
            }
            agency.name.clone_from(&entry.row.agency);
        }
        agency.level = entry.row.level.or(agency.level);
        if let Some(county) = &entry.row.county {
            agency.county = Some((county.clone(), number, entry.row.number));
        }
    }
    agencies
}

fn sightings(lists: &[List]) -> BTreeMap<Key, Sightings> {
    let mut all: BTreeMap<Key, Sightings> = BTreeMap::new();
    for (number, list) in lists.iter().enumerate() {
        for entry in list.entries() {
            let sightings = all.entry((body(&entry), entry.model, entry.row.signed)).or_default();
            if sightings.lists.last() != Some(&number) {
                sightings.add(number, &entry);
            }
        }
    }
    all
}

/// A day signed in a year that cannot be (5025) gets the year of the first list that carried it.
fn with_possible_years(all: BTreeMap<Key, Sightings>, lists: &[List], log: &mut Log) -> BTreeMap<Key, Sightings> {
    let mut possible: BTreeMap<Key, Sightings> = BTreeMap::new();
    for ((body, model, signed), sightings) in all {
        let first = sightings.lists.first().and_then(|number| lists.get(*number));
        let corrected = signed.zip(first).and_then(|(signed, list)| {
            let ((year, month, day), (listed, ..)) = (signed.ymd(), list.issue.date.ymd());
            let impossible = year > listed + 1 || year < FIRST_YEAR;
            let corrected = Date::new(listed, month, day).filter(|_| impossible)?;
            log.note(&list.name, 0, "signed", &signed.to_string(), &corrected.to_string());
            Some(corrected)
        });
        possible.entry((body, model, corrected.or(signed))).or_default().join(sightings);
    }
    possible
}

/// A stretch of lists that carried an agreement, gaps that closed again included.
#[derive(Debug, PartialEq, Eq)]
struct Spell {
    first: usize,
    last: usize,
    ended: Option<Date>,
}

/// The spells in which an agreement was listed. `seen` are the numbers of the lists that carried it, in order.
fn spells(seen: &[usize], lists: &[List]) -> Vec<Spell> {
    let date = |list: usize| lists.get(list).map(|list| list.issue.date);
    let mut spells: Vec<Spell> = Vec::new();
    for &list in seen {
        match spells.last_mut() {
            Some(spell) => {
                let missed = date(spell.last + 1).filter(|_| spell.last + 1 < list);
                let absent = missed.zip(date(list)).map_or(0, |(from, to)| to.since(from));
                if absent <= GAP_DAYS {
                    spell.last = list;
                } else {
                    spell.ended = missed;
                    spells.push(Spell { first: list, last: list, ended: None });
                }
            }
            None => spells.push(Spell { first: list, last: list, ended: None }),
        }
    }
    if let Some(spell) = spells.last_mut() {
        let without = lists.len().saturating_sub(spell.last + 1);
        let missed = date(spell.last + 1);
        let days = missed.zip(lists.last()).map_or(0, |(from, last)| last.issue.date.since(from));
        if without >= FINAL_LISTS || days >= FINAL_DAYS {
            spell.ended = missed;
        }
    }
    spells
}

/// An agreement without its dates of listing.
fn draft(
    key: &Key,
    sightings: &Sightings,
    agencies: &BTreeMap<Body, Agency>,
    lists: &[List],
    gazetteer: &Gazetteer,
    log: &mut Log,
) -> Agreement {
    let ((state, _), model, signed) = key;
    let nobody = Agency::default();
    let agency = agencies.get(&key.0).unwrap_or(&nobody);
    let level = sightings.level.or(agency.level);
    // Two departments can share a name: an agreement's own county comes before its namesake's.
    let printed = sightings.county.as_ref().or(agency.county.as_ref());
    let location = locate(gazetteer, *state, &agency.name, level, printed.map(|(county, ..)| county.as_str()));
    let codes = location.counties.iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
    if let (Some((county, list, row)), Some(remark)) = (printed, location.remark) {
        let list = lists.get(*list).map_or("", |list| list.name.as_str());
        let found = format!("{}, {county}: {}", state.postal(), agency.name);
        log.note(list, *row, "fips", &found, format!("{codes} {remark}").trim());
    } else if location.counties.is_empty() && level != Some(Level::State) {
        let list = sightings.lists.last().and_then(|list| lists.get(*list)).map_or("", |list| list.name.as_str());
        log.note(list, 0, "fips", &format!("{}: {}", state.postal(), agency.name), "no county given: unplaced");
    }
    Agreement {
        id: id(*state, &agency.name, *model, *signed),
        state: *state,
        agency: agency.name.clone(),
        level,
        counties: location.counties,
        model: *model,
        status: Status::Active,
        signed: *signed,
        pending_from: None,
        first_listed: None,
        last_listed: None,
        ended: None,
        renewed_by: None,
        document: sightings.document.clone(),
    }
}

/// The numbers of the pending lists that carried an agency with a model.
fn waiting(pending: &[List]) -> BTreeMap<(Body, Model), BTreeSet<usize>> {
    let mut waiting: BTreeMap<(Body, Model), BTreeSet<usize>> = BTreeMap::new();
    for (number, list) in pending.iter().enumerate() {
        for entry in list.entries() {
            waiting.entry((body(&entry), entry.model)).or_default().insert(number);
        }
    }
    waiting
}

/// Gives agreements the day from which they were pending; what was pending and never listed becomes a row of its own.
fn add_pending(
    mut agreements: Vec<Agreement>,
    waiting: &BTreeMap<(Body, Model), BTreeSet<usize>>,
    agencies: &BTreeMap<Body, Agency>,
    pending: &[List],
    gazetteer: &Gazetteer,
    log: &mut Log,
) -> Vec<Agreement> {
    let date = |list: usize| pending.get(list).map(|list| list.issue.date);
    agreements.sort_by_key(|agreement| agreement.first_listed);
    let mut left = waiting.clone();
    for agreement in &mut agreements {
        let key = ((agreement.state, slug(&agreement.agency)), agreement.model);
        let (Some(numbers), Some(first)) = (left.get_mut(&key), agreement.first_listed) else { continue };
        agreement.pending_from = numbers.first().and_then(|list| date(*list)).filter(|from| *from <= first);
        // A row may stay on the pending list for some days after the agreement was listed; it waits for nothing more.
        numbers.retain(|list| date(*list).is_some_and(|day| !agreement.is_active(day) && day > first));
    }
    for (key, numbers) in left {
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { continue };
        let sightings = Sightings { lists: numbers.iter().copied().collect(), ..Sightings::default() };
        let mut agreement = draft(&(key.0, key.1, None), &sightings, agencies, pending, gazetteer, log);
        agreement.id = agreement.id.replace("-undated", "-pending");
        agreement.pending_from = date(*first);
        agreement.ended = date(*last + 1);
        agreement.status = if agreement.ended.is_some() { Status::Ended } else { Status::Pending };
        agreements.push(agreement);
    }
    agreements
}
