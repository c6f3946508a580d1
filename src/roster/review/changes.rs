//! What changed on ICE's lists, day by day: what was added, renewed, re-dated, is absent or no longer listed.
//!
//! It tells the record's own days apart and never guesses why a row went. What was printed before a correction only the
//! evidence knows, so days corrected are told where it is at hand, see [`Beside`].

use std::collections::BinaryHeap;

use crate::date::Date;
use crate::place::State;

use crate::roster::query::departure::switched;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Status};

use super::beside::Beside;
pub use super::beside::{Correction, corrections};

/// What became of an agreement on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// First listed, a renewal of an earlier day's agreement included.
    Added,
    /// Listed again after it was no longer listed.
    Returned,
    /// Left the list as its successor, of the same agency and model, came onto it.
    Renewed,
    /// No longer listed; its successor stood beside it on a list before, or came later.
    Superseded,
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
    pub const ALL: [Kind; 8] = [
        Kind::Added,
        Kind::Returned,
        Kind::Renewed,
        Kind::Superseded,
        Kind::Switched,
        Kind::Ended,
        Kind::Absent,
        Kind::Redated,
    ];

    /// The word of the column `change`. A renewal is one whenever the successor came.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Returned => "listed again",
            Kind::Renewed | Kind::Superseded => "renewed",
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
    /// The agreement's place in the record.
    pub at: usize,
    /// The agreement as the record has it.
    pub agreement: Agreement<'a>,
    /// What took its place, where the record has it: the agreement that renewed it, or that its agency switched to.
    pub other: Option<Agreement<'a>>,
    /// The earlier day of signing of one re-dated; `None` where it was blank, and otherwise.
    pub was: Option<Date>,
}

impl Change<'_> {
    /// What was there before: the earlier day of signing of one re-dated; empty otherwise.
    pub fn found(&self) -> String {
        written(self.was)
    }

    /// What took its place: the `id` of a successor, the corrected day of signing; empty otherwise.
    pub fn made(&self) -> String {
        match self.kind {
            Kind::Renewed | Kind::Superseded => self.agreement.renewed_by.unwrap_or_default().to_owned(),
            Kind::Switched => self.other.map(|other| other.id.to_owned()).unwrap_or_default(),
            Kind::Redated => written(self.agreement.signed),
            Kind::Added | Kind::Returned | Kind::Ended | Kind::Absent => String::new(),
        }
    }
}

fn written(day: Option<Date>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

/// The first day of a stretch of changes that is to begin on a day: of the time before its first list a record says
/// nothing.
pub fn begin(record: &Record, day: Date) -> Date {
    record.dates().first().map_or(day, |first| day.max(*first))
}

/// The changes that a filter admits, statuses aside, on the lists from one day to another, both included: by day, then
/// by kind, then in the record's order. Empty where no list brought any. What the record's first list carried was there
/// before: nothing of it was added that day.
pub fn changes<'a>(
    record: &'a Record,
    corrections: &[Correction],
    filter: &Filter,
    span: (Date, Date),
) -> Vec<Change<'a>> {
    changes_beside(record, &Beside::of(record, corrections), filter, span)
}

/// A change as it is found: its day, its kind, the places of its agreement and of the other one, the day before.
type Found = (Date, Kind, usize, Option<usize>, Option<Date>);

/// The same by what is known beside the record.
pub fn changes_beside<'a>(
    record: &'a Record,
    beside: &Beside,
    filter: &Filter,
    (from, to): (Date, Date),
) -> Vec<Change<'a>> {
    let all = record.agreements();
    let admitted = |at: usize| all.get(at).filter(|one| filter.admits(one));
    // What came onto the list that its predecessor left is told once, as a renewal.
    let mut heirs = vec![false; all.len()];
    let mut renewals = vec![None; all.len()];
    for (old, heir) in &beside.heirs {
        let (Some(one), Some(later)) = (admitted(*old), admitted(*heir)) else { continue };
        if let Some(renewal) = renewals.get_mut(*old) {
            *renewal = Some(*heir);
        }
        if let Some(is_heir) = heirs.get_mut(*heir).filter(|_| later.first_listed == one.ended) {
            *is_heir = true;
        }
    }
    let first_list = record.dates().first().copied();
    let fits = |day: Option<Date>| day.filter(|day| (from..=to).contains(day) && Some(*day) > first_list);
    let mut found: Vec<Found> = Vec::new();
    let of_each = switched(record).into_iter().zip(returned(record)).zip(heirs.into_iter().zip(renewals)).enumerate();
    for (at, ((other, again), (is_heir, heir))) in of_each {
        let Some(agreement) = all.get(at) else { continue };
        // Gone within the day it came: no list at a day's end carried it.
        if agreement.first_listed.is_none() || agreement.gone() == agreement.first_listed || !filter.admits(&agreement)
        {
            continue;
        }
        let mut tell = |day: Option<Date>, kind: Kind, other: Option<usize>| {
            found.extend(fits(day).map(|day| (day, kind, at, other, None)));
        };
        if !is_heir {
            tell(agreement.first_listed, if again { Kind::Returned } else { Kind::Added }, None);
        }
        let later = heir.and_then(|at| all.get(at)).map(|later| later.first_listed);
        let (kind, other) = match (agreement.renewed_by, other) {
            _ if later == Some(agreement.ended) => (Kind::Renewed, heir),
            (Some(_), _) => (Kind::Superseded, heir),
            (None, Some(_)) => (Kind::Switched, other),
            (None, None) => (Kind::Ended, None),
        };
        tell(agreement.ended, kind, other);
        tell(agreement.absent_since, Kind::Absent, None);
    }
    for (at, day, was) in &beside.corrections {
        let day = fits(Some(*day)).filter(|_| admitted(*at).is_some());
        found.extend(day.map(|day| (day, Kind::Redated, *at, None, *was)));
    }
    // A heap sorts in a tenth of the code of the library's sorts.
    let order = found.iter().enumerate().map(|(n, (day, kind, at, ..))| (*day, *kind, *at, n));
    let order = order.collect::<BinaryHeap<_>>().into_sorted_vec();
    let change = |(day, kind, at, n): (Date, Kind, usize, usize)| {
        let (.., other, was) = *found.get(n)?;
        let other = other.and_then(|other| all.get(other));
        Some(Change { day, kind, at, agreement: all.get(at)?, other, was })
    };
    order.into_iter().filter_map(change).collect()
}

/// For each agreement, in the record's order, whether an earlier spell of it ended before it was listed again. Spells
/// of one agreement, of the same agency, model and day of signing, stand together.
fn returned(record: &Record) -> Vec<bool> {
    let rows: Vec<(Agreement, u32)> = record.with_agencies().collect();
    let mut returned = Vec::with_capacity(rows.len());
    for spells in rows.chunk_by(|(one, a), (other, b)| (a, one.model, one.signed) == (b, other.model, other.signed)) {
        let ended = spells.iter().filter(|(one, _)| one.first_listed.is_some()).filter_map(|(one, _)| one.ended);
        let earlier = ended.min();
        returned.extend(spells.iter().map(|(one, _)| {
            let after = earlier.zip(one.first_listed).is_some_and(|(earlier, first)| earlier <= first);
            after && one.gone() != earlier
        }));
    }
    returned
}

/// What a stretch of lists comes to: the numbers of its sentence, which are those of its changes. What came and went
/// within it is in both. `before + added + returned - gone - absent` are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Agreements counted on the last list before, or on the record's first; `None` where the stretch is that first
    /// list alone.
    pub before: Option<usize>,
    /// Listed for the first time.
    pub added: usize,
    /// Listed again.
    pub returned: usize,
    /// Left as a successor came.
    pub renewed: usize,
    /// No longer listed: those that switched and those renewed before they left included, the absent not.
    pub gone: usize,
    /// Missing from the newest list, for too short a time to say that they are no longer listed.
    pub absent: usize,
    /// Of the gone, those whose agency has a new agreement of another model.
    pub switched: usize,
    /// Of the gone, those whose successor was not listed on the day they left.
    pub superseded: usize,
    /// Agreements whose day of signing was corrected.
    pub redated: usize,
    /// Agreements counted on the last of the lists.
    pub total: usize,
    /// States that had agreements before and have none after, all of them no longer listed.
    pub emptied: Vec<State>,
    /// States that had agreements before, and after none but absent ones.
    pub unlisted: Vec<State>,
    /// States that have agreements after and never had any before.
    pub opened: Vec<State>,
    /// States that have agreements after, none before, and some at an earlier time.
    pub reopened: Vec<State>,
}

impl Balance {
    /// The numbers of some changes, each by its kind and the place of its agreement.
    pub fn of(changes: impl Iterator<Item = (Kind, usize)>) -> Balance {
        let (mut balance, mut redated) = (Balance::default(), Vec::new());
        for (kind, at) in changes {
            match kind {
                Kind::Added => balance.added += 1,
                Kind::Returned => balance.returned += 1,
                Kind::Renewed => balance.renewed += 1,
                Kind::Superseded => balance.superseded += 1,
                Kind::Switched => balance.switched += 1,
                Kind::Ended => balance.gone += 1,
                Kind::Absent => balance.absent += 1,
                Kind::Redated if redated.contains(&at) => {}
                Kind::Redated => redated.push(at),
            }
        }
        balance.gone += balance.superseded + balance.switched;
        balance.redated = redated.len();
        balance
    }
}

/// The balance from one day to another, both included; `changes` are what [`changes`] gives for them.
pub fn balance(record: &Record, changes: &[Change], filter: &Filter, (from, to): (Date, Date)) -> Balance {
    let earlier = record.dates().iter().rev().find(|day| **day < from).copied();
    let earlier = earlier.or_else(|| record.dates().first().copied().filter(|first| *first < to));
    // By the states' codes.
    let mut states = vec![[0; 3]; usize::from(u8::MAX)];
    for one in record.agreements().filter(|one| filter.admits(one)) {
        let Some([before, after, absent]) = states.get_mut(usize::from(one.state.code())) else { continue };
        *before += usize::from(earlier.is_some_and(|day| one.is_active(day)));
        *after += usize::from(one.is_active(to));
        *absent += usize::from(one.status_on(to) == Some(Status::Absent));
    }
    let mut balance = Balance::of(changes.iter().map(|change| (change.kind, change.at)));
    balance.before = earlier.map(|_| states.iter().map(|[before, ..]| *before).sum());
    balance.total = states.iter().map(|[_, after, _]| *after).sum();
    if earlier.is_none() {
        return balance;
    }
    let had = |state: State| {
        let mut own = record.agreements().filter(|one| one.state == state && filter.admits(one));
        own.any(|one| one.first_listed.is_some_and(|first| Some(first) <= earlier))
    };
    for (code, n) in (0..=u8::MAX).zip(&states) {
        let Some(state) = State::from_code(code) else { continue };
        match n.map(|n| n > 0) {
            [true, false, false] => balance.emptied.push(state),
            [true, false, true] => balance.unlisted.push(state),
            [false, true, _] if had(state) => balance.reopened.push(state),
            [false, true, _] => balance.opened.push(state),
            _ => {}
        }
    }
    balance
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
        let line =
            |it: &Change| format!("{} {} {} {} {}", it.day, it.kind.name(), it.agreement.id, it.found(), it.made());
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
        assert_eq!(told(&Filter::default(), "2020-01-01", "2025-03-01"), Vec::<String>::new());
    }

    #[test]
    fn what_was_there_and_what_came_make_what_is_there() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let check = |filter: &Filter, from: &str, to: &str, expected: &str, states: [&[&str]; 4]| {
            let span = (day(from), day(to));
            let found = balance(&record, &changes(&record, &[], filter, span), filter, span);
            let numbers = [found.added, found.returned, found.renewed, found.gone, found.switched, found.absent];
            assert_eq!(format!("{:?} {numbers:?} {}", found.before, found.total), expected, "{from}");
            let postal = |states: &[State]| states.iter().map(|state| state.postal()).collect::<Vec<_>>();
            let found = [&found.emptied, &found.opened, &found.reopened, &found.unlisted].map(|states| postal(states));
            assert_eq!(found, states.map(<[&str]>::to_vec), "{from}");
        };
        let all = Filter::default();
        check(&all, "2025-03-01", "2025-03-01", "None [0, 0, 0, 0, 0, 0] 5", [&[], &[], &[], &[]]);
        check(&all, "2025-04-01", "2025-04-01", "Some(5) [0, 0, 0, 1, 0, 0] 4", [&["TX"], &[], &[], &[]]);
        check(&all, "2025-05-01", "2025-05-01", "Some(4) [1, 0, 1, 1, 1, 0] 4", [&[], &[], &[], &[]]);
        check(&all, "2025-06-01", "2025-06-01", "Some(4) [0, 1, 0, 0, 0, 1] 4", [&[], &[], &["TX"], &["MD"]]);
        // Texas' agreement is away and back in between: told twice. From before the first list on is from that list on.
        check(&all, "2025-04-01", "2025-06-01", "Some(5) [1, 1, 1, 2, 1, 1] 4", [&[], &[], &[], &["MD"]]);
        check(&all, "2020-01-01", "2025-06-01", "Some(5) [1, 1, 1, 2, 1, 1] 4", [&[], &[], &[], &["MD"]]);
        // A renewal is one where both agreements are asked for.
        let later = Filter { signed: (Some(day("2025-04-01")), None), ..Filter::default() };
        check(&later, "2025-05-01", "2025-05-01", "Some(0) [2, 0, 0, 0, 0, 0] 2", [&[], &["FL"], &[], &[]]);
        assert_eq!(told(&later, "2025-05-01", "2025-05-01"), ["2025-05-01 added B2", "2025-05-01 added C2"]);
    }
}
