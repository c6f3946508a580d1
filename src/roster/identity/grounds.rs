//! Whether a rule holds between two agreements: what their names, days, documents, counties and lists say. It joins
//! nothing, and it does not know whether another agreement would do as well.

use std::collections::{BTreeMap, BTreeSet};

use super::name::{alike, core, named_for_one_place, reworded};
use super::rules::{CORRECTION_DAYS, MOVED_DAYS, RESPELT_DAYS, Rule, UNLINKED_DAYS, a_year_apart};
use super::thread::{Body, Thread};
use crate::place::{Fips, Gazetteer};
use crate::roster::import::locate::locate;
use crate::roster::import::sighting::{Archive, Printed};

/// What rules look at beside the two agreements.
pub(super) struct Grounds<'a> {
    pub archive: &'a Archive,
    pub gazetteer: &'a Gazetteer,
    /// The lists on which each name stood, as printed.
    pub listed: BTreeMap<Body, BTreeSet<usize>>,
}

impl Grounds<'_> {
    /// Whether `new` is `old` under a rule.
    pub(super) fn holds(&self, rule: Rule, old: &Thread, new: &Thread) -> bool {
        let next = || old.lists.iter().any(|list| new.lists.binary_search(&(list + 1)).is_ok());
        // From the first list without the one to the first list with the other.
        let gap = |last: &usize| {
            let first = new.lists.get(new.lists.partition_point(|list| list < last))?;
            Some(self.archive.date(*first)?.since(self.archive.date(last + 1)?))
        };
        let within = |most: i32| old.lists.iter().filter_map(gap).any(|days| days <= most);
        let (same_state, same_day) = (old.body.0 == new.body.0, old.signed == new.signed);
        let same_body = old.body == new.body;
        let held = match rule {
            Rule::SameDocument => same_day && !old.documents.is_disjoint(&new.documents),
            Rule::Spelling => {
                same_day
                    && !same_body
                    && within(RESPELT_DAYS)
                    && alike(&old.body.1, &new.body.1)
                    && !self.stood_together(&old.body, &new.body)
                    && !self.apart(old, new)
            }
            Rule::Wording => same_day && !same_body && within(RESPELT_DAYS) && worded_alike(old, new),
            Rule::Relabelled => {
                let same_county = || {
                    let counties = self.counties(old);
                    !counties.is_empty() && counties == self.counties(new)
                };
                // Between a town's office and its county's, nothing but the kind of office was mistaken.
                let same_place = || named_for_one_place(&old.body.1, &new.body.1);
                same_day && !same_body && next() && (same_county() || same_place())
            }
            Rule::CorrectedDay => {
                // The agreement may have been handed over since: it is the name beside the two days that counts.
                let same_body =
                    || same_body || old.rows.iter().any(|row| new.rows.iter().any(|other| named(row, other)));
                let linked = || self.linked_at_the_turn(old, new);
                let text = || !old.documents.is_disjoint(&new.documents);
                let moved = || match (old.signed, new.signed) {
                    (Some(was), Some(is)) => {
                        let moved = is.since(was);
                        let near = moved <= CORRECTION_DAYS || a_year_apart(was, is);
                        next() && (near || text() || (moved <= UNLINKED_DAYS && !linked()))
                    }
                    // A day that was blank and is filled, or the other way round, contradicts none.
                    _ => within(RESPELT_DAYS),
                };
                !same_day && same_body() && moved()
            }
            Rule::WrongState => {
                // A linked text would have the state on it: nobody linked one to the wrong row.
                let unlinked = old.documents.is_empty();
                // The day may have been corrected since.
                let day = || same_day || new.rows.iter().any(|row| row.signed == old.signed);
                !same_state && unlinked && day() && within(MOVED_DAYS)
            }
            Rule::SameName | Rule::DoubleListing | Rule::ImpossibleYear | Rule::Renewed | Rule::StandIn => false,
        };
        // ICE sometimes goes back to what it printed before: the two may alternate, but never stand on one list.
        held && !old.shares_a_list(new)
    }

    /// Whether ICE had linked a text of either agreement by the list on which the one gave way to the other. What it
    /// links later speaks of no other agreement than the one that was there.
    fn linked_at_the_turn(&self, old: &Thread, new: &Thread) -> bool {
        let turn = old.lists.iter().map(|list| list + 1).find(|list| new.lists.binary_search(list).is_ok());
        let Some(turn) = turn else { return false };
        let lists = |row: &Printed| self.archive.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        let by_turn = |row: &&Printed| lists(row).first().is_some_and(|first| *first <= turn);
        old.rows.iter().chain(&new.rows).filter(by_turn).any(|row| row.document.is_some())
    }

    /// Whether both bodies sit in counties that are known, and in others: one is no typing error for the other.
    pub(super) fn apart(&self, one: &Thread, other: &Thread) -> bool {
        let (one, other) = (self.counties(one), self.counties(other));
        !one.is_empty() && !other.is_empty() && one != other
    }

    fn stood_together(&self, one: &Body, other: &Body) -> bool {
        let lists = self.listed.get(one).zip(self.listed.get(other));
        lists.is_some_and(|(ones, others)| !ones.is_disjoint(others))
    }

    fn counties(&self, thread: &Thread) -> Vec<Fips> {
        locate(self.gazetteer, thread.body.0, &thread.agency, thread.level, thread.county.as_deref()).counties
    }
}

/// Rule 5: whether two agreements stand under names of one body, in whatever words.
pub(super) fn worded_alike(one: &Thread, other: &Thread) -> bool {
    core(&one.body.1, one.body.0) == core(&other.body.1, other.body.0)
        || reworded(&one.agency, &other.agency, one.body.0)
}

/// Whether two rows print one name.
fn named(one: &Printed, other: &Printed) -> bool {
    one.state == other.state && one.agency == other.agency
}
