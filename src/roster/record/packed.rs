//! The record as a page loads it first: when, what and where of every agreement, in a third of the bytes of its leanest
//! CSV. Names of agencies are in a file of their own, see [`names`](super::names), and so are the addresses of signed
//! texts, see [`documents`](super::documents); identifiers stay in the CSV. Any bytes may come: it refuses what it
//! cannot read.
//!
//! First stand the magic bytes and the version, then numbers as `leb128` writes them, each kind beside
//! its own:
//!
//! - the stamp of the file of names;
//! - the days of lists, newest first, how many and how far each lies before the one before it; a day is known by its
//!   ordinal from 1, and 0 is none;
//! - the spans, which agreements of one wave share: how many; of each the ordinal of `first_listed` less that of the
//!   span before; then of each the day of signing, of each `pending_from`, of each `ended` or `absent_since`, of each
//!   `last_listed` (see [`Span`]);
//! - the agreements in the record's order: how many; of each a byte of [kinds](kind); of each its span from 1, or 0 for
//!   that of the one before; then of each what its kinds announce: the state, the number of its counties, and their
//!   codes, each less the last one of an agency of that level.

use crate::date::Date;
use crate::error::{Kind, Result};
use crate::leb128::{Reader, unfold};
use crate::place::{Fips, State};

use super::Record;
use super::agreement::{Agreement, Level, Model, Status};

/// The first bytes of every packed record.
const MAGIC: [u8; 5] = *b"AGREE";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 1;

/// The bits of a byte of kinds: the model in the lowest two, the level from 1 in the next two, then these.
mod kind {
    /// The agency of the agreement before.
    pub(super) const SAME: u8 = 16;
    /// A later agreement took over.
    pub(super) const RENEWED: u8 = 32;
    /// The first agreement of another state, whose code follows.
    pub(super) const STATE: u8 = 64;
    /// The number of counties follows. Without it they are those of the agreement before where the agency is, else one;
    /// none for a state's agency and for one whose level is unknown.
    pub(super) const COUNTIES: u8 = 128;
}

/// So many letters of a name are packed, of four bytes at the most.
#[cfg(not(target_family = "wasm"))]
const LONGEST_NAME: usize = 250;

/// No agreement has more counties: agencies share theirs, and no file may ask for more memory than a multiple of its
/// size.
const MOST_COUNTIES: usize = 1_000;

/// The days of an agreement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Span {
    first: Option<Date>,
    signed: Option<Date>,
    pending: Option<Date>,
    last: Option<Date>,
    absent: Option<Date>,
    ended: Option<Date>,
}

/// How many counties an agency has unless it is said.
fn usual(level: Option<Level>) -> usize {
    usize::from(matches!(level, Some(Level::County | Level::Municipal)))
}

impl Record {
    /// Reads a packed record. Its agencies are told apart, but have no names yet.
    ///
    /// # Errors
    /// When the bytes are no packed record, are of another version, are cut short, hold nothing, or contradict
    /// themselves.
    pub fn packed(bytes: &[u8]) -> Result<Record> {
        let reader = Reader::new(Kind::Record, bytes);
        let mut reader = reader.open(&MAGIC, VERSION, "a packed record, which begins with AGREE")?;
        let stamp = reader.number()?;
        let spans = spans(&mut reader)?;
        let n = reader.count()?;
        let kinds = reader.bytes(n)?;
        let numbers = reader.numbers(n)?;
        let mut agreements: Vec<Agreement> = Vec::with_capacity(n);
        let mut agencies: Vec<u32> = Vec::with_capacity(n);
        let (mut state, mut codes, mut span) = (None, [0; 4], None);
        for (kinds, number) in kinds.iter().zip(numbers) {
            if kinds & kind::STATE != 0 {
                state = u8::try_from(reader.number()?).ok().and_then(State::from_code);
                codes = [state.map_or(0, |state| u32::from(state.code()) * 1000); 4];
            }
            let same = kinds & kind::SAME != 0 && kinds & kind::STATE == 0;
            let before = agreements.last().filter(|_| same);
            let at = usize::from(kinds >> 2 & 3);
            let level = at.checked_sub(1).and_then(|at| Level::ALL.get(at)).copied();
            let counties = match (kinds & kind::COUNTIES, before) {
                (0, Some(before)) => before.counties.clone(),
                (said, _) => {
                    let n = if said == 0 { usual(level) } else { reader.count()?.min(MOST_COUNTIES) };
                    let mut counties = Vec::new();
                    for step in reader.numbers(n)? {
                        let Some(code) = codes.get_mut(at) else { break };
                        *code = code.wrapping_add_signed(unfold(step));
                        let fips = Fips::new(*code);
                        counties.push(fips.ok_or_else(|| reader.broken("a county of no state", "a known state's"))?);
                    }
                    counties
                }
            };
            span = if number == 0 { span } else { spans.get(number as usize - 1).copied() };
            let (Some(state), Some(model), Some(span)) = (state, Model::ALL.get(usize::from(kinds & 3)), span) else {
                return Err(reader.broken("an agreement of unknown state, model or days", "known ones"));
            };
            let renewed = kinds & kind::RENEWED != 0;
            agencies.push(agencies.last().map_or(0, |last| last + u32::from(!same)));
            agreements.push(Agreement {
                id: String::new(),
                state,
                agency: String::new(),
                level,
                counties,
                model: *model,
                status: match (span.first, span.ended, span.absent) {
                    _ if renewed => Status::Renewed,
                    (_, Some(_), _) => Status::Ended,
                    (None, None, _) => Status::Pending,
                    (Some(_), None, Some(_)) => Status::Absent,
                    (Some(_), None, None) => Status::Active,
                },
                signed: span.signed,
                pending_from: span.pending,
                first_listed: span.first,
                last_listed: span.last,
                absent_since: span.absent,
                ended: span.ended,
                renewed_by: renewed.then(String::new),
                document: None,
            });
        }
        if agreements.is_empty() {
            return Err(reader.broken("no agreements", "one or more"));
        }
        if !reader.is_done() {
            return Err(reader.broken("more bytes after the agreements", "the end"));
        }
        Ok(Record::in_order(agreements, agencies, Some(stamp)))
    }
}

fn spans(reader: &mut Reader) -> Result<Vec<Span>> {
    let n = reader.count()?;
    let mut days: Vec<Date> = Vec::with_capacity(n);
    for _ in 0..n {
        let step = reader.signed()?;
        let day = days.last().map_or(step, |last| last.days().saturating_sub(step));
        days.push(known(reader, day)?);
    }
    let n = reader.count()?;
    let columns = reader.numbers(5 * n)?;
    let rest = *reader;
    let day = |ordinal: u32| match ordinal.checked_sub(1) {
        None => Ok(None),
        Some(at) => {
            days.get(at as usize).copied().map(Some).ok_or_else(|| rest.broken("a day of no list", "one of them"))
        }
    };
    let mut spans = Vec::with_capacity(n);
    let (mut ordinal, mut before) = (0_u32, days.first().map_or(0, |day| day.days()));
    for row in 0..n {
        let [first, signed, pending, gone, last] =
            [0, 1, 2, 3, 4].map(|column| columns.get(column * n + row).copied().unwrap_or_default());
        ordinal = ordinal.saturating_add(first);
        let mut span = Span { first: day(ordinal)?, ..Span::default() };
        if let Some(step) = signed.checked_sub(1) {
            before = before.saturating_sub(unfold(step));
            span.signed = Some(known(reader, before)?);
        }
        if let Some(step) = pending.checked_sub(1) {
            span.pending = day(ordinal.wrapping_add_signed(unfold(step)))?;
        }
        let gone = gone.checked_sub(1).map(|gone| (1 + (gone >> 1), gone & 1 == 1));
        match gone {
            Some((ordinal, true)) => span.absent = day(ordinal)?,
            Some((ordinal, false)) => span.ended = day(ordinal)?,
            None => {}
        }
        span.last = day(expected_last(ordinal, gone.map(|(ordinal, _)| ordinal)).wrapping_add_signed(unfold(last)))?;
        if span.first.is_none() && span.pending.is_none() {
            return Err(reader.broken("an agreement of no list", "a day in first_listed or pending_from"));
        }
        spans.push(span);
    }
    Ok(spans)
}

/// The ordinal of `last_listed` that an agreement is taken to have: the list before the one that it is gone from, or
/// the newest.
fn expected_last(first: u32, gone: Option<u32>) -> u32 {
    match gone {
        Some(gone) => gone + 1,
        None => first.min(1),
    }
}

/// A day of four digits' year, as CSV has them.
fn known(reader: &Reader, days: i32) -> Result<Date> {
    let date = Date::from_days(days);
    let fits = (1000..=9999).contains(&date.ymd().0);
    if fits { Ok(date) } else { Err(reader.broken("a day beyond the calendar", "a year of four digits")) }
}

/// What a packed record and its file of names know each other by: a hash of the agencies' names in order.
#[cfg(not(target_family = "wasm"))]
pub(super) fn stamp(record: &Record) -> u32 {
    let mut stamp = super::stamp::Stamp::new();
    for (name, _) in agencies(record) {
        stamp.add(name.as_bytes());
        stamp.add(b"\n");
    }
    stamp.number()
}

/// Each agency's name as it is packed, and its first agreement.
#[cfg(not(target_family = "wasm"))]
pub(super) fn agencies(record: &Record) -> impl Iterator<Item = (String, &Agreement)> {
    let mut last = None;
    let first = record.with_agencies().filter(move |(_, agency)| last.replace(*agency) != Some(*agency));
    first.map(|(agreement, _)| (plain(&agreement.agency), agreement))
}

/// A name as it is packed: of one line, and no longer than a reader takes.
#[cfg(not(target_family = "wasm"))]
pub(super) fn plain(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(LONGEST_NAME).collect()
}

#[cfg(not(target_family = "wasm"))]
mod encode {
    use std::cmp::Reverse;
    use std::collections::BTreeMap;

    use super::*;
    use crate::leb128::{Writer, fold};

    /// A span as it is written, in the order in which spans stand: newest first.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Row {
        first: u32,
        signed: Option<Reverse<Date>>,
        pending: u32,
        gone: Option<(u32, bool)>,
        last: u32,
    }

    impl Record {
        /// The packed record; [`packed`](Record::packed) reads it.
        ///
        /// An agreement that is said to be absent and to have ended is written as ended, and its status as its days
        /// say.
        pub fn to_packed(&self) -> Vec<u8> {
            let mut head = Writer::default();
            head.bytes.extend(MAGIC);
            head.bytes.push(VERSION);
            head.number(stamp(self));
            let days = self.agreements().iter().flat_map(|it| {
                [it.first_listed, it.pending_from, it.last_listed, it.absent_since, it.ended].into_iter().flatten()
            });
            let days: BTreeMap<Reverse<Date>, u32> = days.map(|day| (Reverse(day), 0)).collect();
            let days: BTreeMap<Reverse<Date>, u32> = days.into_keys().zip(1..).collect();
            head.number(days.len() as u32);
            let mut before = None;
            for Reverse(day) in days.keys() {
                head.signed(before.map_or(day.days(), |before: Date| before.since(*day)));
                before = Some(*day);
            }
            let ordinal = |day: Option<Date>| day.and_then(|day| days.get(&Reverse(day))).copied().unwrap_or_default();
            let row = |it: &Agreement| Row {
                first: ordinal(it.first_listed),
                signed: it.signed.map(Reverse),
                pending: ordinal(it.pending_from),
                gone: it.gone().map(|day| (ordinal(Some(day)), it.ended.is_none())),
                last: ordinal(it.last_listed),
            };
            let rows: BTreeMap<Row, u32> = self.agreements().iter().map(|it| (row(it), 0)).collect();
            let rows: BTreeMap<Row, u32> = rows.into_keys().zip(1..).collect();
            let newest = days.keys().next().map_or(0, |day| day.0.days());
            write_spans(&mut head, rows.keys(), newest);

            head.number(self.agreements().len() as u32);
            let mut numbers = Writer::default();
            let mut places = Writer::default();
            let mut codes = [0_i32; 4];
            let mut before: Option<(&Agreement, u32)> = None;
            for (it, agency) in self.with_agencies() {
                let same = before.is_some_and(|(_, before)| before == agency);
                let at = it.level.map_or(0, |level| 1 + level as usize);
                let mut kinds = it.model as u8 | (at as u8) << 2;
                if before.is_none_or(|(before, _)| before.state != it.state) {
                    kinds |= kind::STATE;
                    places.number(u32::from(it.state.code()));
                    codes = [i32::from(it.state.code()) * 1000; 4];
                }
                let inherited = before.filter(|_| same).map(|(before, _)| before.counties == it.counties);
                if same {
                    kinds |= kind::SAME;
                }
                if it.renewed_by.is_some() {
                    kinds |= kind::RENEWED;
                }
                if !inherited.unwrap_or(it.counties.len() == usual(it.level)) {
                    kinds |= kind::COUNTIES;
                    places.number(it.counties.len().min(MOST_COUNTIES) as u32);
                }
                for fips in it.counties.iter().take(MOST_COUNTIES).filter(|_| inherited != Some(true)) {
                    if let Some(code) = codes.get_mut(at) {
                        places.number(fold(fips.code() as i32 - *code));
                        *code = fips.code() as i32;
                    }
                }
                let span = row(it);
                let again = before.is_some_and(|(before, _)| row(before) == span);
                numbers.number(rows.get(&span).copied().filter(|_| !again).unwrap_or_default());
                head.bytes.push(kinds);
                before = Some((it, agency));
            }
            head.bytes.extend(numbers.bytes);
            head.bytes.extend(places.bytes);
            head.bytes
        }
    }

    fn write_spans<'a>(head: &mut Writer, rows: impl ExactSizeIterator<Item = &'a Row>, newest: i32) {
        head.number(rows.len() as u32);
        let [mut signed, mut pending, mut gone, mut last] = [const { Writer { bytes: Vec::new() } }; 4];
        let (mut ordinal, mut before) = (0, newest);
        for row in rows {
            head.number(row.first - ordinal);
            ordinal = row.first;
            signed.number(row.signed.map_or(0, |Reverse(day)| 1 + fold(before - day.days())));
            before = row.signed.map_or(before, |Reverse(day)| day.days());
            let from_first = fold(row.pending as i32 - ordinal as i32);
            pending.number(if row.pending == 0 { 0 } else { 1 + from_first });
            gone.number(row.gone.map_or(0, |(day, absent)| 1 + (day - 1) * 2 + u32::from(absent)));
            let expected = expected_last(ordinal, row.gone.map(|(day, _)| day));
            last.number(fold(row.last as i32 - expected as i32));
        }
        for stream in [signed, pending, gone, last] {
            head.bytes.extend(stream.bytes);
        }
    }
}
