//! A record that is being made, of agreements in any order or of a CSV whose bytes come in pieces: a page reads a large
//! one in as many as leave it room to answer.

use std::cmp::Ordering;

use crate::error::{Error, Kind, Result};
use crate::place::Fips;

use super::Record;
use super::agreement::{Agreement, Draft, Seat};
use super::columns::{COLUMNS, Cells, Column, shorten};
use super::rows::{Rows, shapeless};
use super::store::{Rest, Row, Store, Texts, UNSAID};

/// Agreements in any order.
#[derive(Default)]
pub(super) struct Gathered {
    store: Store,
    texts: Texts,
    /// Of each county's code, or that of a state times 1000, the last seat that begins with it, from 1; and of each
    /// seat the one before.
    last: Vec<u32>,
    before: Vec<u32>,
    seat: u32,
    /// Whether one stands before another that it should follow.
    unsorted: bool,
}

/// One more than the largest code of a county.
const CODES: usize = 100_000;

impl Gathered {
    pub(super) fn push(&mut self, one: &Agreement) {
        // Agreements of one agency stand together.
        if self.store.seat(self.seat) != Some(one.seat()) {
            self.seat = self.find(one.seat());
        }
        let last = self.store.rows().len().checked_sub(1).and_then(|at| self.get(at));
        let unsorted = last.is_some_and(|last| compare(&last, one) == Ordering::Greater);
        let again = last.is_some_and(|last| is_same_agency(&last, one));
        self.unsorted |= unsorted;
        let row = Row {
            first: one.first_listed,
            gone: one.gone(),
            seat: self.seat,
            model: one.model,
            status: one.status,
            absent: one.absent_since.is_some(),
            again,
        };
        let days = [one.signed, one.pending_from, one.last_listed, one.absent_since, one.ended];
        let texts = self.add(one);
        self.store.push(row, Rest { days, texts });
    }

    fn get(&self, at: usize) -> Option<Agreement<'_>> {
        self.store.get(at, &self.texts)
    }

    /// The numbers of an agreement's texts, added to the others unless they are those of the last one: agreements of
    /// one agency stand together, and so do those of one text.
    fn add(&mut self, one: &Agreement) -> [u32; 4] {
        let mut numbers = self.store.last_texts();
        let texts = [Some(one.id), Some(one.agency), one.renewed_by, one.document];
        for (number, text) in numbers.iter_mut().zip(texts) {
            match text {
                None => *number = 0,
                Some("") => *number = UNSAID,
                Some(text) if self.texts.get(*number) == text => {}
                Some(text) => *number = self.texts.add(text),
            }
        }
        numbers
    }

    /// The number of a seat, each once.
    fn find(&mut self, seat: Seat) -> u32 {
        self.last.resize(CODES, 0);
        let code = seat.counties.first().map_or(u32::from(seat.state.code()) * 1000, |fips| fips.code());
        let Some(last) = self.last.get_mut(code as usize) else { return self.store.add_seat(seat) };
        let mut at = *last;
        while let Some(number) = at.checked_sub(1) {
            if self.store.seat(number) == Some(seat) {
                return number;
            }
            at = self.before.get(number as usize).copied().unwrap_or_default();
        }
        self.before.push(*last);
        *last = self.before.len() as u32;
        self.store.add_seat(seat)
    }

    /// The record, sorted.
    pub(super) fn record(mut self) -> Record {
        if self.unsorted {
            let mut order: Vec<u32> = (0..self.store.rows().len() as u32).collect();
            order.sort_by(|one, other| match (self.get(*one as usize), self.get(*other as usize)) {
                (Some(one), Some(other)) => compare(&one, &other),
                _ => Ordering::Equal,
            });
            let again = |at: &[u32]| match at {
                [one, other] => match (self.get(*one as usize), self.get(*other as usize)) {
                    (Some(one), Some(other)) => is_same_agency(&one, &other),
                    _ => false,
                },
                _ => false,
            };
            let again: Vec<bool> = std::iter::once(false).chain(order.windows(2).map(again)).collect();
            self.store.sort(&order, &again);
        }
        Record::in_order(self.store, self.texts, None)
    }
}

/// Whether two agreements are of one agency, by state and name, case aside.
fn is_same_agency(one: &Agreement, other: &Agreement) -> bool {
    one.state == other.state && one.agency.eq_ignore_ascii_case(other.agency)
}

/// The order of a record.
fn compare(one: &Agreement, other: &Agreement) -> Ordering {
    fn name(agency: &str) -> impl Iterator<Item = u8> {
        agency.bytes().map(|byte| byte.to_ascii_lowercase())
    }
    let postal = one.state.postal().cmp(other.state.postal());
    let named = postal.then_with(|| {
        if one.agency == other.agency { Ordering::Equal } else { name(one.agency).cmp(name(other.agency)) }
    });
    named.then_with(|| {
        let rest = |one: &Agreement| (one.model.code(), one.signed, one.first_listed);
        rest(one).cmp(&rest(other)).then_with(|| one.id.cmp(other.id))
    })
}

impl Record {
    /// From agreements in any order.
    pub fn new(drafts: &[Draft]) -> Record {
        let mut gathered = Gathered::default();
        drafts.iter().for_each(|draft| gathered.push(&draft.agreement()));
        gathered.record()
    }

    /// Reads CSV. Columns are found by header; `state`, `agency`, `model`, `first_listed` and `ended` are required, the
    /// others may be missing.
    ///
    /// # Errors
    /// Not UTF-8, a column missing, a row of the wrong length, or a cell that is not what its column holds; the error
    /// names row and column.
    pub fn read(bytes: &[u8]) -> Result<Record> {
        let mut reading = Reading::new(false);
        reading.read(bytes)?;
        reading.record()
    }
}

/// A record of which part has been read.
pub struct Reading {
    rows: Rows,
    gathered: Gathered,
    /// How many headers there are, and where the columns stand; none before the first row.
    headers: Option<(usize, [Option<usize>; COLUMNS.len()])>,
    /// How the file begins, as far as that tells whose it is, and its last byte.
    head: Vec<u8>,
    end: u8,
    /// The line of the last row.
    line: usize,
    /// Room for the counties of a row.
    counties: Vec<Fips>,
}

impl Reading {
    /// Of nothing yet. `undirected` leaves out invisible marks that turn the direction of what follows.
    pub fn new(undirected: bool) -> Reading {
        let rows = Rows::new(undirected);
        let (gathered, headers, head, counties) = (Gathered::default(), None, Vec::new(), Vec::new());
        Reading { rows, gathered, headers, head, end: 0, line: 0, counties }
    }

    /// Reads on.
    ///
    /// # Errors
    /// As [`Record::read`] has them.
    pub fn read(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(end) = bytes.last() else { return Ok(()) };
        self.end = *end;
        let missing = ours().len().saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.take(bytes)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<()> {
        let Reading { rows, gathered, headers, line: last, counties, .. } = self;
        rows.read(bytes, &mut |line, row| {
            let Some((n, places)) = headers else {
                *headers = Some((row.len(), places(row)?));
                return Ok(());
            };
            *last = line;
            if row.len() != *n {
                return Err(shapeless(format!("{} cells under {n} headers", row.len()), line));
            }
            gathered.push(&Cells { row, places, number: line }.agreement(counties)?);
            Ok(())
        })
    }

    /// The record, at the end of the bytes.
    ///
    /// # Errors
    /// As [`Record::read`] has them.
    pub fn record(&mut self) -> Result<Record> {
        self.take(b"")?;
        if self.headers.is_none() {
            places(&[])?;
        }
        if self.gathered.store.rows().is_empty() {
            return Err(Error::new(Kind::Record, "no rows", "a row for each agreement").at_row(2));
        }
        // What begins as it is written here ends so, too; others may end as they like.
        if self.head == ours().as_bytes() && self.end != b'\n' {
            let found = "no line break at the end".to_owned();
            let expected = "one after the last row: the file may be cut short";
            return Err(Error::new(Kind::Record, found, expected).at_row(self.line));
        }
        Ok(std::mem::take(&mut self.gathered).record())
    }
}

/// The first line of a file that is written here.
fn ours() -> String {
    COLUMNS.join(",") + "\n"
}

/// Where the columns stand among headers.
fn places(headers: &[&str]) -> Result<[Option<usize>; COLUMNS.len()]> {
    let places = COLUMNS.map(|name| headers.iter().position(|header| *header == name));
    for column in [Column::State, Column::Agency, Column::Model, Column::FirstListed, Column::Ended] {
        if places.get(column as usize).copied().flatten().is_none() {
            let found = format!("the columns {}", headers.join(", "));
            let expected = format!("{} among them", column.name());
            return Err(Error::new(Kind::Record, shorten(&found), expected).at_row(1));
        }
    }
    Ok(places)
}
