//! The record as a page loads it first: when, what and where of every agreement, in a third of the bytes of its leanest
//! CSV. Names of agencies are in a file of their own, see [`names`](super::names), and so are the addresses of signed
//! texts, see [`documents`](super::documents); identifiers stay in the CSV. Any bytes may come: it refuses what it
//! cannot read.
//!
//! First stand the magic bytes and the version, then as numbers that `leb128` writes: the stamp of the file of names;
//! how many days, spans and agreements there are. Then, coded as `arithmetic` says:
//!
//! - the days of lists, newest first, how far each lies before the one before it; a day is known by its ordinal from 1,
//!   and 0 is none;
//! - the spans, which agreements of one wave share: of each the ordinal of `first_listed` less that of the span before,
//!   the day of signing, `pending_from`, `ended` or `absent_since`, `last_listed` (see [`Span`]);
//! - the agreements in the record's order: of each its [kinds](super::coding::kind); its span from 1, or 0 for that of
//!   the one before; then what its kinds announce: the state, the number of its counties, and their codes, each less
//!   the last one of an agency of that level.

use crate::arithmetic::{Coder, Decoder};
use crate::date::Date;
use crate::error::{Kind, Result};
use crate::leb128::{Reader, unfold};
use crate::place::{Fips, State};

use super::Record;
use super::agreement::{Level, Model, Seat, Status};
use super::coding::{Columns, column, kind};
use super::store::{Rest, Row, Store, Texts, UNSAID};

/// The first bytes of every packed record.
const MAGIC: [u8; 5] = *b"AGREE";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 3;

/// So many letters of a name are packed, of four bytes at the most.
#[cfg(not(target_family = "wasm"))]
const LONGEST_NAME: usize = 250;

/// No agreement has more counties: agencies share theirs, and no file may ask for more memory than a multiple of its
/// size.
const MOST_COUNTIES: usize = 1_000;

/// A byte tells of no more days, spans or agreements: one of ICE's tells of half an agreement. It bounds the memory
/// that bytes ask for.
const MOST: usize = 8;

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
        let [n_days, n_spans, n] = [reader.number()?, reader.number()?, reader.number()?].map(|n| n as usize);
        let rest = reader.take_rest();
        if n_days.max(n_spans).max(n) > MOST * rest.len() {
            return Err(reader.broken("more than such bytes tell of", "fewer days, spans and agreements"));
        }
        let mut columns = Columns::new(Decoder::new(Kind::Record, rest));
        let spans = spans(&mut columns, n_days, n_spans)?;
        let mut store = Store::default();
        let mut counties: Vec<Fips> = Vec::new();
        let (mut state, mut codes, mut span, mut agency) = (None, [0; 4], None, 0);
        for _ in 0..n {
            let kinds = columns.code_kinds(0);
            if kinds & kind::STATE != 0 {
                state = u8::try_from(columns.read(column::STATE)?).ok().and_then(State::from_code);
                codes = [state.map_or(0, |state| u32::from(state.code()) * 1000); 4];
            }
            let [first, again] = column::SPAN;
            let number = columns.number(if kinds & kind::SAME == 0 { first } else { again }, 0);
            let same = kinds & kind::SAME != 0 && kinds & kind::STATE == 0 && !store.rows().is_empty();
            let at = usize::from(kinds >> 2 & 3);
            let level = at.checked_sub(1).and_then(|at| Level::ALL.get(at)).copied();
            let said = kinds & kind::COUNTIES != 0;
            if said || !same {
                counties.clear();
                let n = if said { columns.read(column::N_COUNTIES)? as usize } else { usual(level) };
                for _ in 0..n.min(MOST_COUNTIES) {
                    let step = columns.read(column::COUNTY + at)?;
                    let Some(code) = codes.get_mut(at) else { break };
                    *code = code.wrapping_add_signed(unfold(step));
                    let fips = Fips::new(*code);
                    counties.push(fips.ok_or_else(|| reader.broken("a county of no state", "a known state's"))?);
                }
            }
            span = if number == 0 { span } else { spans.get(number as usize - 1).copied() };
            let (Some(state), Some(model), Some(span)) = (state, Model::ALL.get(usize::from(kinds & 3)), span) else {
                return Err(reader.broken("an agreement of unknown state, model or days", "known ones"));
            };
            let renewed = kinds & kind::RENEWED != 0;
            columns.numbers.coder.check()?;
            let status = match (span.first, span.ended, span.absent) {
                _ if renewed => Status::Renewed,
                (_, Some(_), _) => Status::Ended,
                (None, None, _) => Status::Pending,
                (Some(_), None, Some(_)) => Status::Absent,
                (Some(_), None, None) => Status::Active,
            };
            let here = Seat { state, level, counties: &counties };
            let last = store.rows().last().map(|row| row.seat);
            let seat = last.filter(|last| store.seat(*last) == Some(here)).unwrap_or_else(|| store.add_seat(here));
            let (first, gone) = (span.first, span.ended.or(span.absent));
            let row = Row { first, gone, seat, model: *model, status, absent: span.absent.is_some(), again: same };
            let days = [span.signed, span.pending, span.last, span.absent, span.ended];
            // The number of an agency is that of its name.
            agency += u32::from(!same);
            store.push(row, Rest { days, texts: [0, agency, if renewed { UNSAID } else { 0 }, 0] });
        }
        if store.rows().is_empty() {
            return Err(reader.broken("no agreements", "one or more"));
        }
        if !columns.numbers.coder.is_done() {
            return Err(reader.broken("more bytes after the agreements", "the end"));
        }
        Ok(Record::in_order(store, Texts::default(), Some(stamp)))
    }
}

fn spans(columns: &mut Columns<Decoder>, n_days: usize, n_spans: usize) -> Result<Vec<Span>> {
    let mut days: Vec<Date> = Vec::with_capacity(n_days);
    for _ in 0..n_days {
        let step = unfold(columns.read(column::DAY)?);
        let day = days.last().map_or(step, |last| last.days().saturating_sub(step));
        days.push(known(&columns.numbers.coder, day)?);
    }
    let mut spans = Vec::with_capacity(n_spans);
    let (mut ordinal, mut before) = (0_u32, days.first().map_or(0, |day| day.days()));
    for _ in 0..n_spans {
        let [first, signed, pending, gone, last] = [0, 1, 2, 3, 4].map(|at| columns.number(column::SPANS + at, 0));
        let coder = &columns.numbers.coder;
        coder.check()?;
        let day = |ordinal: u32| match ordinal.checked_sub(1) {
            None => Ok(None),
            Some(at) => {
                days.get(at as usize).copied().map(Some).ok_or_else(|| coder.broken("a day of no list", "one of them"))
            }
        };
        ordinal = ordinal.saturating_add(first);
        let mut span = Span { first: day(ordinal)?, ..Span::default() };
        if let Some(step) = signed.checked_sub(1) {
            before = before.saturating_sub(unfold(step));
            span.signed = Some(known(coder, before)?);
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
            return Err(coder.broken("an agreement of no list", "a day in first_listed or pending_from"));
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
fn known(coder: &Decoder, days: i32) -> Result<Date> {
    let date = Date::from_days(days);
    let fits = (1000..=9999).contains(&date.ymd().0);
    if fits { Ok(date) } else { Err(coder.broken("a day beyond the calendar", "a year of four digits")) }
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
pub(super) fn agencies(record: &Record) -> impl Iterator<Item = (String, super::agreement::Agreement<'_>)> {
    let mut last = None;
    let first = record.with_agencies().filter(move |(_, agency)| last.replace(*agency) != Some(*agency));
    first.map(|(agreement, _)| (plain(agreement.agency), agreement))
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

    use super::super::agreement::Agreement;
    use super::*;
    use crate::arithmetic::Encoder;
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
            let days = self.agreements().flat_map(|it| {
                [it.first_listed, it.pending_from, it.last_listed, it.absent_since, it.ended].into_iter().flatten()
            });
            let days: BTreeMap<Reverse<Date>, u32> = days.map(|day| (Reverse(day), 0)).collect();
            let days: BTreeMap<Reverse<Date>, u32> = days.into_keys().zip(1..).collect();
            let mut columns = Columns::new(Encoder::new(Vec::new()));
            let mut before = None;
            for Reverse(day) in days.keys() {
                columns.number(column::DAY, fold(before.map_or(day.days(), |before: Date| before.since(*day))));
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
            let rows: BTreeMap<Row, u32> = self.agreements().map(|it| (row(&it), 0)).collect();
            let rows: BTreeMap<Row, u32> = rows.into_keys().zip(1..).collect();
            let newest = days.keys().next().map_or(0, |day| day.0.days());
            write_spans(&mut columns, rows.keys(), newest);
            head.number(days.len() as u32);
            head.number(rows.len() as u32);

            head.number(self.agreements().len() as u32);
            let mut codes = [0_i32; 4];
            let mut before: Option<(Agreement, u32)> = None;
            for (it, agency) in self.with_agencies() {
                let same = before.is_some_and(|(_, before)| before == agency);
                let at = it.level.map_or(0, |level| 1 + level as usize);
                let mut kinds = it.model as u8 | (at as u8) << 2;
                if before.is_none_or(|(before, _)| before.state != it.state) {
                    kinds |= kind::STATE;
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
                }
                columns.code_kinds(kinds);
                let span = row(&it);
                let again = before.is_some_and(|(before, _)| row(&before) == span);
                let number = rows.get(&span).copied().filter(|_| !again).unwrap_or_default();
                if kinds & kind::STATE != 0 {
                    columns.number(column::STATE, u32::from(it.state.code()));
                }
                let [first, again] = column::SPAN;
                columns.number(if same { again } else { first }, number);
                if kinds & kind::COUNTIES != 0 {
                    columns.number(column::N_COUNTIES, it.counties.len().min(MOST_COUNTIES) as u32);
                }
                for fips in it.counties.iter().take(MOST_COUNTIES).filter(|_| inherited != Some(true)) {
                    if let Some(code) = codes.get_mut(at) {
                        columns.number(column::COUNTY + at, fold(fips.code() as i32 - *code));
                        *code = fips.code() as i32;
                    }
                }
                before = Some((it, agency));
            }
            head.bytes.extend(columns.numbers.coder.finish());
            head.bytes
        }
    }

    fn write_spans<'a>(columns: &mut Columns<Encoder>, rows: impl Iterator<Item = &'a Row>, newest: i32) {
        let (mut ordinal, mut before) = (0, newest);
        for row in rows {
            let first = row.first - ordinal;
            ordinal = row.first;
            let signed = row.signed.map_or(0, |Reverse(day)| 1 + fold(before - day.days()));
            before = row.signed.map_or(before, |Reverse(day)| day.days());
            let from_first = fold(row.pending as i32 - ordinal as i32);
            let pending = if row.pending == 0 { 0 } else { 1 + from_first };
            let gone = row.gone.map_or(0, |(day, absent)| 1 + (day - 1) * 2 + u32::from(absent));
            let expected = expected_last(ordinal, row.gone.map(|(day, _)| day));
            let last = fold(row.last as i32 - expected as i32);
            for (at, number) in [first, signed, pending, gone, last].into_iter().enumerate() {
                columns.number(column::SPANS + at, number);
            }
        }
    }
}
