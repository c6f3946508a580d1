//! Two records of different days: what was added, renewed, corrected, renamed, no longer listed.
//!
//! It pairs the agreements of both and reports each change once. Nothing that is in either record is passed over.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::place::{Fips, State};

use crate::roster::query::filter::Filter;
use crate::roster::query::{count, departure};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Model, slug};

/// A new list with more agreements fewer than this, and more than [`FEWER_SHARE`] of all, was perhaps cut off.
const FEWER: usize = 10;
/// One in so many: 2 %.
const FEWER_SHARE: usize = 50;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Listed for the first time. What took over from an agreement no longer listed is in its line, not here.
    Added,
    /// Pending for the first time, or again.
    Pending,
    /// No longer listed, and a later agreement took over.
    Renewed,
    /// No longer listed, while the agency's agreement of another model came.
    Switched,
    /// Listed again after it had been absent, or thought gone.
    Returned,
    /// The same agreement with another day of signing, level, county, document or state.
    Corrected(Field),
    /// The same agreement under another name.
    Renamed,
    /// Not on the newest lists, for too short a time to say that it is no longer listed.
    Absent,
    /// No longer listed.
    Ended,
    /// No longer pending, and never listed.
    Withdrawn,
    /// In the old record alone: merged with another, or never one.
    Dropped,
}

impl Kind {
    /// The word in a column `change`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Pending => "pending",
            Kind::Renewed => "renewed",
            Kind::Switched => "switched",
            Kind::Returned => "listed again",
            Kind::Corrected(Field::Signed) => "re-dated",
            Kind::Corrected(Field::Level) => "corrected level",
            Kind::Corrected(Field::County) => "corrected county",
            Kind::Corrected(Field::Document) => "corrected document",
            Kind::Corrected(Field::State) => "corrected state",
            Kind::Renamed => "renamed",
            Kind::Absent => "absent",
            Kind::Ended => "ended",
            Kind::Withdrawn => "no longer pending",
            Kind::Dropped => "no longer in the record",
        }
    }
}

/// A column that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The day of signing.
    Signed,
    /// The level.
    Level,
    /// The counties.
    County,
    /// The address of the text.
    Document,
    /// The state.
    State,
}

impl Field {
    /// The column's name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Field::Signed => "signed",
            Field::Level => "level",
            Field::County => "county",
            Field::Document => "document",
            Field::State => "state",
        }
    }
}

/// One change of one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// What changed.
    pub kind: Kind,
    /// The agreement as the new record has it, or the old one where the new one has not.
    pub agreement: Agreement<'a>,
    /// What the old record says; empty where it says nothing.
    pub found: String,
    /// What the new record says; empty where it says nothing.
    pub made: String,
}

/// The changes from one record to another: by kind, corrections by column, then in the record's order. `county` gives a
/// county's bare name.
pub fn diff<'a>(old: &'a Record, new: &'a Record, county: impl Fn(Fips) -> String) -> Vec<Change<'a>> {
    let (pairs, dropped) = pairs(old, new);
    let mut changes = Changes(Vec::new());
    for ((agreement, before), other) in new.agreements().zip(pairs).zip(departure::switched(new)) {
        changes.listing(before, agreement, other.and_then(|at| new.agreements().get(at)));
        if let Some(before) = before {
            changes.corrections(before, agreement, &county);
        }
    }
    for agreement in dropped {
        changes.push(Kind::Dropped, agreement, agreement.status.code().to_owned(), String::new());
    }
    // What took over stands in the line of what it renewed.
    let renewed = changes.0.iter().filter(|change| change.kind == Kind::Renewed);
    let later: BTreeSet<String> = renewed.map(|change| change.made.clone()).collect();
    changes.0.retain(|change| change.kind != Kind::Added || !later.contains(change.agreement.id));
    changes.0.sort_by_key(|change| change.kind);
    changes.0
}

/// What two records list on the days of their last lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fewer {
    /// The old record's last day and its active agreements.
    pub old: (Date, usize),
    /// The new record's.
    pub new: (Date, usize),
}

/// The figures of both records, where the new one lists so many fewer that its list may have been cut off: more than
/// ten and 2 %.
pub fn fewer(old: &Record, new: &Record) -> Option<Fewer> {
    let last = |record: &Record| {
        let day = *record.dates().last()?;
        Some((day, count::total(record, &Filter::default(), day).agreements))
    };
    let fewer = Fewer { old: last(old)?, new: last(new)? };
    let n_missing = fewer.old.1.saturating_sub(fewer.new.1);
    (n_missing > FEWER && n_missing * FEWER_SHARE > fewer.old.1).then_some(fewer)
}

struct Changes<'a>(Vec<Change<'a>>);

impl<'a> Changes<'a> {
    fn push(&mut self, kind: Kind, agreement: Agreement<'a>, found: String, made: String) {
        self.0.push(Change { kind, agreement, found, made });
    }

    /// Whether ICE lists it now and did not, or the other way round. One that came and went between the records has
    /// both lines.
    fn listing(&mut self, before: Option<Agreement>, after: Agreement<'a>, other: Option<Agreement>) {
        let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let was_listed = before.is_some_and(|before| before.first_listed.is_some());
        let had_ended = before.and_then(|before| before.ended);
        let had_gone = before.and_then(|before| before.gone());
        let had_renewal = before.is_some_and(|before| before.renewed_by.is_some());
        let ended = after.ended.is_some();
        if after.first_listed.is_some() {
            if !was_listed {
                self.push(Kind::Added, after, day(after.pending_from), day(after.first_listed));
            }
            match &after.renewed_by {
                Some(_) if was_listed && had_renewal => {}
                Some(later) => self.push(Kind::Renewed, after, day(after.signed), (*later).to_owned()),
                None if ended && (!was_listed || had_ended.is_none()) => match other {
                    Some(other) => self.push(Kind::Switched, after, day(after.signed), other.id.to_owned()),
                    None => self.push(Kind::Ended, after, day(after.last_listed), day(after.ended)),
                },
                None if !ended && after.absent_since.is_some() && (had_gone.is_none() || had_ended.is_some()) => {
                    self.push(Kind::Absent, after, day(after.last_listed), day(after.absent_since));
                }
                None if !ended && after.absent_since.is_none() && was_listed && had_gone.is_some() => {
                    self.push(Kind::Returned, after, day(had_gone), day(after.last_listed));
                }
                None => {}
            }
            return;
        }
        let was_pending = before.is_some_and(|before| before.first_listed.is_none() && before.ended.is_none());
        if !was_pending && (!ended || before.is_none()) {
            self.push(Kind::Pending, after, day(had_ended), day(after.pending_from));
        }
        if ended && (was_pending || before.is_none()) {
            self.push(Kind::Withdrawn, after, day(after.pending_from), day(after.ended));
        }
    }

    fn corrections(&mut self, before: Agreement, after: Agreement<'a>, county: &impl Fn(Fips) -> String) {
        if before.agency != after.agency {
            self.push(Kind::Renamed, after, before.agency.to_owned(), after.agency.to_owned());
        }
        let names = |counties: &[Fips]| counties.iter().map(|fips| county(*fips)).collect::<Vec<_>>().join(";");
        let day = |one: Agreement| one.signed.map_or(String::new(), |day| day.to_string());
        let level = |one: Agreement| one.level.map_or("", Level::code).to_owned();
        let document = |one: Agreement| one.document.unwrap_or_default().to_owned();
        let fields = [
            (Field::Signed, day(before), day(after)),
            (Field::Level, level(before), level(after)),
            (Field::County, names(before.counties), names(after.counties)),
            (Field::Document, document(before), document(after)),
            (Field::State, before.state.postal().to_owned(), after.state.postal().to_owned()),
        ];
        // Pending lists have neither days nor texts: that an agreement now has them is no correction.
        let is_new = before.first_listed.is_none() && after.first_listed.is_some();
        for (field, found, made) in fields {
            let arrived = is_new && found.is_empty();
            if found != made && !arrived {
                self.push(Kind::Corrected(field), after, found, made);
            }
        }
    }
}

/// For each agreement of the new record its own in the old one, and what is left of the old.
fn pairs<'a>(old: &'a Record, new: &'a Record) -> (Vec<Option<Agreement<'a>>>, Vec<Agreement<'a>>) {
    let mut pairs = Pairs { left: old.agreements().collect(), new, found: vec![None; new.agreements().len()] };
    pairs.by(|one| Some(one.id).filter(|id| !id.is_empty()));
    pairs.by(|one| Some((one.state, slug(one.agency), one.model)));
    // Under another name: the same text, or the same day, place and beginning.
    pairs.by(|one| Some((one.state, one.model, one.document?)));
    pairs.by(|one| -> Option<(State, Model, Date, Date, &[Fips])> {
        Some((one.state, one.model, one.signed?, one.first_listed?, one.counties))
    });
    // Under another state.
    pairs.by(|one| Some((slug(one.agency), one.model, one.signed?)));
    (pairs.found, pairs.left)
}

struct Pairs<'a> {
    left: Vec<Agreement<'a>>,
    new: &'a Record,
    found: Vec<Option<Agreement<'a>>>,
}

impl<'a> Pairs<'a> {
    /// Pairs what has a key that nothing else on its side has, of what is left.
    fn by<K: Ord>(&mut self, key: impl Fn(Agreement<'a>) -> Option<K>) {
        // Of several under one key none is the only one.
        let mut new: BTreeMap<K, Option<usize>> = BTreeMap::new();
        for (place, agreement) in self.new.agreements().enumerate() {
            if self.found.get(place).is_some_and(Option::is_none)
                && let Some(key) = key(agreement)
            {
                new.entry(key).and_modify(|only| *only = None).or_insert(Some(place));
            }
        }
        let mut old: BTreeMap<K, usize> = BTreeMap::new();
        self.left.iter().filter_map(|one| key(*one)).for_each(|key| *old.entry(key).or_default() += 1);
        let found = &mut self.found;
        self.left.retain(|one| {
            let Some(key) = key(*one).filter(|key| old.get(key) == Some(&1)) else { return true };
            let pair = new.get(&key).copied().flatten().and_then(|place| found.get_mut(place));
            let Some(pair) = pair else { return true };
            *pair = Some(*one);
            false
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id,state,agency,level,fips,model,status,signed,pending_from,first_listed,last_listed,\
        absent_since,ended,renewed_by,document";
    /// Stands in both records, so that neither is empty.
    const SAME: &str = "S,AL,Same,county,01001,JEM,active,2020-01-01,,2021-01-12,2025-03-01,,,,";
    const LEE: &str = "L,FL,Lee County Sheriff,county,12071,TFM,active,2025-02-26,,2025-03-01,2025-03-01,,,,";

    fn record(rows: &[&str]) -> Record {
        Record::read(format!("{HEADER}\n{SAME}\n{}\n", rows.join("\n")).as_bytes()).unwrap()
    }

    fn check(old: &[&str], new: &[&str], expected: &[&str]) {
        let (old, new) = (record(old), record(new));
        let changes = diff(&old, &new, |fips| fips.to_string());
        let line =
            |change: &Change| format!("{:?} {}: {} -> {}", change.kind, change.agreement.id, change.found, change.made);
        assert_eq!(changes.iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_came_and_went_has_a_line() {
        check(&[LEE], &[LEE], &[]);
        check(&[], &[LEE], &["Added L:  -> 2025-03-01"]);
        let pending = "P,FL,Lee County Sheriff,county,12071,TFM,pending,,2025-02-20,,,,,,";
        check(&[], &[pending], &["Pending P:  -> 2025-02-20"]);
        check(&[pending], &[&LEE.replace("26,,", "26,2025-02-20,")], &["Added L: 2025-02-20 -> 2025-03-01"]);
        let withdrawn = pending.replace("pending", "ended").replace("2025-02-20,,,,", "2025-02-20,,,,2025-03-01");
        check(&[pending], &[&withdrawn], &["Withdrawn P: 2025-02-20 -> 2025-03-01"]);
        check(&[&withdrawn], &[pending], &["Pending P: 2025-03-01 -> 2025-02-20"]);
        let ended = LEE.replace("active", "ended").replace("2025-03-01,,,", "2025-03-01,,2025-03-05,");
        check(&[LEE], &[&ended], &["Ended L: 2025-03-01 -> 2025-03-05"]);
        check(&[&ended], &[LEE], &["Returned L: 2025-03-05 -> 2025-03-01"]);
        let absent = LEE.replace("active", "absent").replace("2025-03-01,,,", "2025-03-01,2025-03-05,,");
        check(&[LEE], &[&absent], &["Absent L: 2025-03-01 -> 2025-03-05"]);
        check(&[&absent], &[&absent], &[]);
        check(&[&absent], &[LEE], &["Returned L: 2025-03-05 -> 2025-03-01"]);
        check(&[&absent], &[&ended], &["Ended L: 2025-03-01 -> 2025-03-05"]);
        check(&[], &[&absent], &["Added L:  -> 2025-03-01", "Absent L: 2025-03-01 -> 2025-03-05"]);
        check(&[], &[&ended], &["Added L:  -> 2025-03-01", "Ended L: 2025-03-01 -> 2025-03-05"]);
        check(&[LEE], &[], &["Dropped L: active -> "]);
    }

    #[test]
    fn a_renewal_is_one_line() {
        let renewed = LEE.replace("active", "renewed").replace("2025-03-01,,,", "2025-03-01,,2025-06-05,M");
        let later = LEE.replace("L,FL", "M,FL").replace("2025-02-26", "2025-06-01").replace("2025-03-01", "2025-06-05");
        check(&[LEE], &[&renewed, &later], &["Renewed L: 2025-02-26 -> M"]);
        check(&[&renewed, &later], &[&renewed, &later], &[]);
        check(&[LEE, &later], &[&renewed, &later], &["Renewed L: 2025-02-26 -> M"]);
    }

    #[test]
    fn a_switch_names_the_other_model() {
        let ended = LEE.replace("active", "ended").replace("2025-03-01,,,", "2025-03-01,,2025-06-05,");
        let other = LEE.replace("L,FL", "M,FL").replace("TFM", "WSO").replace("2025-03-01", "2025-06-05");
        check(&[LEE], &[&ended, &other], &["Added M:  -> 2025-06-05", "Switched L: 2025-02-26 -> M"]);
        check(&[&ended, &other], &[&ended, &other], &[]);
    }

    #[test]
    fn corrections_are_of_the_same_agreement() {
        let other = |old: &str, new: &str| LEE.replace("L,FL", "N,FL").replace(old, new);
        check(&[LEE], &[&other("02-26", "02-25")], &["Corrected(Signed) N: 2025-02-26 -> 2025-02-25"]);
        check(
            &[LEE],
            &[&LEE.replace("county,12071", "municipal,12021")],
            &["Corrected(Level) L: county -> municipal", "Corrected(County) L: 12071 -> 12021"],
        );
        let linked = format!("{LEE}https://a.gov/a");
        check(&[LEE], &[&linked], &["Corrected(Document) L:  -> https://a.gov/a"]);
        check(&[LEE], &[&other("Lee County Sheriff", "Lee Jail")], &["Renamed N: Lee County Sheriff -> Lee Jail"]);
        let renamed = linked.replace("L,FL", "N,FL").replace("Lee County Sheriff", "Jail").replace("02-26", "02-25");
        check(
            &[&linked],
            &[&renamed],
            &["Corrected(Signed) N: 2025-02-26 -> 2025-02-25", "Renamed N: Lee County Sheriff -> Jail"],
        );
        check(
            &[LEE],
            &[&other("FL,Lee", "AL,Lee").replace("12071", "")],
            &["Corrected(County) N: 12071 -> ", "Corrected(State) N: FL -> AL"],
        );
        // Two on one side: nobody can say which is which.
        let (a, b) = (other("02-26", "02-01"), LEE.replace("L,FL", "O,FL").replace("02-26", "02-02"));
        check(&[LEE], &[&a, &b], &["Added N:  -> 2025-03-01", "Added O:  -> 2025-03-01", "Dropped L: active -> "]);
    }

    #[test]
    fn a_list_cut_short_is_noticed() {
        let rows: Vec<String> = (0..600).map(|n| LEE.replace("Lee", &format!("Lee {n}"))).collect();
        let of = |n: usize| record(&rows.iter().take(n).map(String::as_str).collect::<Vec<_>>());
        let check = |n_old: usize, n_new: usize, expected| {
            let fewer = fewer(&of(n_old), &of(n_new));
            assert_eq!(fewer.map(|fewer| (fewer.old.1, fewer.new.1)), expected);
        };
        check(99, 88, Some((100, 89)));
        check(99, 89, None);
        check(599, 587, None);
        check(599, 586, Some((600, 587)));
        check(88, 99, None);
    }
}
