//! What changed on ICE's lists, day by day: what was added, renewed, re-dated, is absent or no longer listed.
//!
//! It tells the record's own days apart and never guesses why a row went. What was printed before a correction only the evidence
//! knows, so days corrected are told where it is at hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::place::State;

use super::agreement::Agreement;
use super::count;
use super::filter::Filter;
use super::history::followed;
use super::identity::Identities;
use super::record::Record;
use super::sighting::Archive;
use super::thread::Rule;

/// What became of an agreement on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// First listed, a renewal of an earlier day's agreement included.
    Added,
    /// Listed again after it was no longer listed.
    Returned,
    /// Left the list as its successor, of the same agency and model, came onto it.
    Renewed,
    /// No longer listed; its agency has a new agreement of another model.
    Switched,
    /// No longer listed.
    Ended,
    /// Missing from the list, for too short a time to say that it is no longer listed.
    Absent,
    /// The day of signing was corrected.
    Redated,
}

impl Kind {
    /// All of them, in the order in which a day tells them.
    pub const ALL: [Kind; 7] =
        [Kind::Added, Kind::Returned, Kind::Renewed, Kind::Switched, Kind::Ended, Kind::Absent, Kind::Redated];

    /// The word of the column `change`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Returned => "listed again",
            Kind::Renewed => "renewed",
            Kind::Switched => "switched",
            Kind::Ended => "no longer listed",
            Kind::Absent => "absent",
            Kind::Redated => "re-dated",
        }
    }
}

/// One change of one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The list's day.
    pub day: Date,
    /// What changed.
    pub kind: Kind,
    /// The agreement as the record has it.
    pub agreement: &'a Agreement,
    /// What was there before: the earlier day of signing of one re-dated; empty otherwise.
    pub found: String,
    /// What took its place: the `id` of a successor, the corrected day of signing; empty otherwise.
    pub made: String,
}

/// A corrected day of signing, from the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day of the first list with the corrected day.
    pub day: Date,
    /// The agreement's `id`.
    pub id: String,
    /// The day as printed before, `None` where it was blank.
    pub was: Option<Date>,
}

/// The corrected days of signing that the evidence tells of.
pub fn corrections(identities: &Identities, archive: &Archive) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for thread in &identities.threads {
        let joins = thread.joins.iter().filter(|join| join.rule == Rule::CorrectedDay && join.signed != thread.signed);
        for join in joins {
            let body = identities.current(&thread.body);
            let name = identities.name(&body).unwrap_or(&thread.agency);
            let id = super::agreement::id(body.0, name, thread.model, thread.signed);
            corrections.extend(archive.date(join.list).map(|day| Correction { day, id, was: join.signed }));
        }
    }
    corrections
}

/// The changes that a filter admits, statuses aside, on the lists from one day to another, both included: by day, then by kind,
/// then in the record's order. Empty where no list brought any.
pub fn changes<'a>(
    record: &'a Record,
    corrections: &[Correction],
    filter: &Filter,
    (from, to): (Date, Date),
) -> Vec<Change<'a>> {
    let by_id: BTreeMap<&str, &Agreement> = record.agreements().iter().map(|one| (one.id.as_str(), one)).collect();
    let mut agencies: BTreeMap<u32, Vec<&Agreement>> = BTreeMap::new();
    for (agreement, agency) in record.with_agencies() {
        agencies.entry(agency).or_default().push(agreement);
    }
    // What came onto the list that its predecessor left is told once, as a renewal.
    let same_day = |old: &Agreement| -> Option<&str> {
        let later = by_id.get(old.renewed_by.as_deref()?)?;
        (later.first_listed == old.ended).then_some(later.id.as_str())
    };
    let heirs: BTreeSet<&str> = record.agreements().iter().filter_map(same_day).collect();
    let mut changes = Vec::new();
    let mut tell = |day: Option<Date>, kind: Kind, agreement: &'a Agreement, found: String, made: String| {
        if let Some(day) = day.filter(|day| (from..=to).contains(day)) {
            changes.push(Change { day, kind, agreement, found, made });
        }
    };
    for (agreement, agency) in record.with_agencies().filter(|(one, _)| filter.admits(one)) {
        // Gone within the day it came: no list at a day's end carried it.
        if agreement.first_listed.is_none() || agreement.gone() == agreement.first_listed {
            continue;
        }
        let own = agencies.get(&agency).map(Vec::as_slice).unwrap_or_default();
        let again = own.iter().any(|other| {
            other.model == agreement.model
                && other.signed == agreement.signed
                && other.ended <= agreement.first_listed
                && other.ended.is_some()
        });
        if !heirs.contains(agreement.id.as_str()) {
            let kind = if again { Kind::Returned } else { Kind::Added };
            tell(agreement.first_listed, kind, agreement, String::new(), String::new());
        }
        let later = own.iter().find(|new| new.model != agreement.model && followed(agreement, new));
        let (kind, made) = match (same_day(agreement), &agreement.renewed_by, later) {
            (Some(heir), ..) => (Kind::Renewed, heir.to_owned()),
            (None, Some(heir), _) => (Kind::Ended, heir.clone()),
            (None, None, Some(later)) => (Kind::Switched, later.id.clone()),
            (None, None, None) => (Kind::Ended, String::new()),
        };
        tell(agreement.ended, kind, agreement, String::new(), made);
        tell(agreement.absent_since, Kind::Absent, agreement, String::new(), String::new());
    }
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    for correction in corrections {
        let Some(agreement) = by_id.get(correction.id.as_str()).filter(|one| filter.admits(one)) else { continue };
        tell(Some(correction.day), Kind::Redated, agreement, day(correction.was), day(agreement.signed));
    }
    changes.sort_by_key(|change| (change.day, change.kind));
    changes
}

/// What a stretch of lists comes to: the numbers of its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Agreements counted before the first of the lists; `None` where there is no list before.
    pub before: Option<usize>,
    /// First listed, or listed again.
    pub added: usize,
    /// Left as a successor came.
    pub renewed: usize,
    /// No longer on the list, the absent included. `before + added - gone` are in all.
    pub gone: usize,
    /// Of the gone, those missing for too short a time to be called no longer listed.
    pub absent: usize,
    /// Of the gone, those whose agency has a new agreement of another model.
    pub switched: usize,
    /// Days of signing corrected.
    pub redated: usize,
    /// Agreements counted on the last of the lists.
    pub total: usize,
    /// States that had agreements before and have none after.
    pub emptied: Vec<State>,
    /// States that have agreements after and never had any before.
    pub opened: Vec<State>,
}

/// The balance of changes from one day to another, both included.
pub fn balance(record: &Record, changes: &[Change], filter: &Filter, (from, to): (Date, Date)) -> Balance {
    let of = |kind: Kind| changes.iter().filter(|change| change.kind == kind).count();
    let counted = |day: Date| -> BTreeSet<State> {
        let admitted = record.agreements().iter().filter(|one| one.is_active(day) && filter.admits(one));
        admitted.map(|one| one.state).collect()
    };
    let filter_active = Filter { statuses: Vec::new(), ..filter.clone() };
    let total = |day: Date| count::total(record, &filter_active, day).agreements;
    let earlier = record.dates().iter().rev().find(|day| **day < from).copied();
    let had = earlier.map(&counted).unwrap_or_default();
    let has = counted(to);
    let ever = |state: &State| {
        record.agreements().iter().any(|one| one.state == *state && one.first_listed.is_some_and(|first| first < from))
    };
    let (absent, switched) = (of(Kind::Absent), of(Kind::Switched));
    Balance {
        before: earlier.map(total),
        added: of(Kind::Added) + of(Kind::Returned),
        renewed: of(Kind::Renewed),
        gone: of(Kind::Ended) + switched + absent,
        absent,
        switched,
        redated: of(Kind::Redated),
        total: total(to),
        emptied: had.difference(&has).copied().collect(),
        opened: has.difference(&had).filter(|state| earlier.is_some() && !ever(state)).copied().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\
id,state,agency,model,status,signed,first_listed,last_listed,absent_since,ended,renewed_by
A,AL,A,TFM,active,2025-01-01,2025-03-01,2025-06-01,,,
B,FL,B,TFM,renewed,2025-01-01,2025-03-01,2025-04-01,,2025-05-01,B2
B2,FL,B,TFM,active,2025-04-15,2025-05-01,2025-06-01,,,
C,FL,C,JEM,ended,2025-01-01,2025-03-01,2025-04-01,,2025-05-01,
C2,FL,C,TFM,active,2025-04-20,2025-05-01,2025-06-01,,,
D,MD,D,WSO,absent,2025-01-01,2025-03-01,2025-05-01,2025-06-01,,
E,TX,E,WSO,ended,2025-01-01,2025-03-01,2025-03-01,,2025-04-01,
E-2,TX,E,WSO,active,2025-01-01,2025-06-01,2025-06-01,,,
F,WY,F,WSO,ended,2025-01-01,2025-05-01,2025-05-01,,2025-05-01,
";

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn told(filter: &Filter, from: &str, to: &str) -> Vec<String> {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let corrections = [Correction { day: day("2025-05-01"), id: "A".to_owned(), was: Some(day("2025-01-02")) }];
        let changes = changes(&record, &corrections, filter, (day(from), day(to)));
        let line = |it: &Change| format!("{} {} {} {} {}", it.day, it.kind.name(), it.agreement.id, it.found, it.made);
        changes.iter().map(|change| line(change).trim_end().to_owned()).collect()
    }

    #[test]
    fn each_change_has_its_day_and_kind() {
        assert_eq!(
            told(&Filter::default(), "2025-03-02", "2025-06-01"),
            [
                "2025-04-01 no longer listed E",
                "2025-05-01 added C2",
                "2025-05-01 renewed B  B2",
                "2025-05-01 switched C  C2",
                "2025-05-01 re-dated A 2025-01-02 2025-01-01",
                "2025-06-01 listed again E-2",
                "2025-06-01 absent D",
            ]
        );
        let texas = Filter { states: vec![State::from_postal("TX").unwrap()], ..Filter::default() };
        assert_eq!(told(&texas, "2025-04-01", "2025-05-31"), ["2025-04-01 no longer listed E"]);
    }

    #[test]
    fn what_was_there_and_what_came_make_what_is_there() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let all = Filter::default();
        let check = |from: &str, to: &str, expected: (Option<usize>, usize, usize, usize), states: [&[&str]; 2]| {
            let span = (day(from), day(to));
            let found = balance(&record, &changes(&record, &[], &all, span), &all, span);
            assert_eq!((found.before, found.added, found.gone, found.total), expected, "{from}");
            let postal = |states: &[State]| states.iter().map(|state| state.postal()).collect::<Vec<_>>();
            assert_eq!([postal(&found.emptied), postal(&found.opened)], states.map(<[&str]>::to_vec), "{from}");
        };
        check("2025-03-01", "2025-03-01", (None, 5, 0, 5), [&[], &[]]);
        check("2025-04-01", "2025-04-01", (Some(5), 0, 1, 4), [&["TX"], &[]]);
        check("2025-05-01", "2025-05-01", (Some(4), 1, 1, 4), [&[], &[]]);
        check("2025-06-01", "2025-06-01", (Some(4), 1, 1, 4), [&["MD"], &[]]);
        check("2025-04-01", "2025-06-01", (Some(5), 2, 3, 4), [&["MD"], &[]]);
    }
}
