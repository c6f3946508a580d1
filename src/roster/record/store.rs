//! The record in memory: what each count asks of all agreements lies together, sixteen bytes for each, and the rest
//! apart from it; seats and texts that many share are kept once. It decides nothing.

use std::collections::BinaryHeap;

use crate::date::Date;
use crate::place::{Fips, State};

use super::agreement::{Agreement, Level, Model, Seat, Status};

/// What counts ask of an agreement.
#[derive(Clone, Copy, Debug)]
pub(in crate::roster) struct Row {
    /// The first list that carried it.
    pub(in crate::roster) first: Option<Date>,
    /// The first day on which it is not counted any more.
    pub(in crate::roster) gone: Option<Date>,
    /// The number of its seat.
    pub(in crate::roster) seat: u32,
    pub(in crate::roster) model: Model,
    pub(super) status: Status,
    /// Whether a later agreement took over.
    pub(super) renewed: bool,
    /// Whether its agency is that of the row before.
    pub(in crate::roster) again: bool,
}

impl Row {
    /// Whether ICE listed it on a day; see [`Agreement::is_active`].
    pub(in crate::roster) fn is_active(&self, day: Date) -> bool {
        self.first.is_some_and(|first| first <= day) && self.gone.is_none_or(|gone| day < gone)
    }
}

/// The rest of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    pub(super) signed: Option<Date>,
    pub(super) pending: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) absent: Option<Date>,
    pub(super) ended: Option<Date>,
    /// The numbers of its id, its agency's name, the id of what took over, the address of its text.
    pub(super) texts: [u32; 4],
}

/// Agreements, each by its place among them.
#[derive(Clone, Debug, Default)]
pub(in crate::roster) struct Store {
    rows: Vec<Row>,
    rest: Vec<Rest>,
    /// The places of those that have a day in `absent_since`.
    absent: Vec<u32>,
    /// Of each seat the state, the level, and how many of `counties` stand before its own and with them.
    seats: Vec<(State, Option<Level>, [usize; 2])>,
    counties: Vec<Fips>,
    /// All texts behind one another, and where each ends; number 0 is the empty one.
    text: String,
    ends: Vec<usize>,
}

impl Store {
    /// All rows, in order.
    pub(in crate::roster) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The agreement at a place; `None` behind the last.
    #[inline(never)]
    pub(in crate::roster) fn get(&self, at: usize) -> Option<Agreement<'_>> {
        let (row, rest) = (self.rows.get(at)?, self.rest.get(at)?);
        let seat = self.seat(row.seat)?;
        let [id, agency, renewed_by, document] = rest.texts;
        Some(Agreement {
            id: self.text(id),
            state: seat.state,
            agency: self.text(agency),
            level: seat.level,
            counties: seat.counties,
            model: row.model,
            status: row.status,
            signed: rest.signed,
            pending_from: rest.pending,
            first_listed: row.first,
            last_listed: rest.last,
            absent_since: rest.absent,
            ended: rest.ended,
            renewed_by: row.renewed.then(|| self.text(renewed_by)),
            document: (document > 0).then(|| self.text(document)),
        })
    }

    /// The last agreement.
    pub(super) fn last(&self) -> Option<Agreement<'_>> {
        self.get(self.rows.len().checked_sub(1)?)
    }

    /// The places of those that have a day in `absent_since`.
    pub(in crate::roster) fn absent(&self) -> &[u32] {
        &self.absent
    }

    /// The number of each agreement's agency.
    pub(super) fn agencies(&self) -> impl Iterator<Item = u32> + Clone {
        self.rows.iter().scan(u32::MAX, |number, row| {
            *number = number.wrapping_add(u32::from(!row.again));
            Some(*number)
        })
    }

    /// Takes down which are absent.
    pub(super) fn note_absent(&mut self) {
        let absent = self.rest.iter().zip(0..).filter(|(rest, _)| rest.absent.is_some());
        self.absent = absent.map(|(_, at)| at).collect();
    }

    /// The days of the lists that brought a change, in order, and of the last list.
    pub(super) fn dates(&self) -> Vec<Date> {
        let mut dates = BinaryHeap::new();
        // Each day of many rows is taken in once, or seldom.
        let mut latest = [None; 512];
        let mut take = |day: Date| {
            let place = latest.get_mut(day.days() as usize % 512);
            if place.is_some_and(|place| place.replace(day) != Some(day)) {
                dates.push(day);
            }
        };
        for row in self.rows.iter().filter(|row| row.first.is_some()) {
            [row.first, row.gone].into_iter().flatten().for_each(&mut take);
        }
        self.rest.iter().filter_map(|rest| rest.last).max().into_iter().for_each(take);
        let mut dates = dates.into_sorted_vec();
        dates.dedup();
        dates
    }

    /// Adds an agreement.
    #[inline]
    pub(super) fn push(&mut self, row: Row, rest: Rest) {
        self.rows.push(row);
        self.rest.push(rest);
    }

    /// The numbers of an agreement's texts, added to the others unless they are those of the last one: agreements of
    /// one agency stand together, and so do those of one text.
    pub(super) fn add(&mut self, one: &Agreement) -> [u32; 4] {
        let mut numbers = self.rest.last().map_or([0; 4], |rest| rest.texts);
        let texts = [one.id, one.agency, one.renewed_by.unwrap_or_default(), one.document.unwrap_or_default()];
        for (number, text) in numbers.iter_mut().zip(texts) {
            if self.text(*number) != text {
                *number = self.add_text(text);
            }
        }
        numbers
    }

    /// Adds a text; gives its number.
    fn add_text(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() as u32
    }

    /// Adds a seat; gives its number.
    pub(super) fn add_seat(&mut self, seat: Seat) -> u32 {
        let begin = self.counties.len();
        self.counties.extend_from_slice(seat.counties);
        self.seats.push((seat.state, seat.level, [begin, self.counties.len()]));
        self.seats.len() as u32 - 1
    }

    /// Brings agreements into another order: `order` has the place of each. `same` tells whether the agency of one is
    /// that of another.
    pub(super) fn sort(&mut self, order: &[u32], same: fn(&Agreement, &Agreement) -> bool) {
        fn sort<T: Copy>(all: &mut Vec<T>, order: &[u32]) {
            *all = order.iter().filter_map(|at| all.get(*at as usize)).copied().collect();
        }
        sort(&mut self.rows, order);
        sort(&mut self.rest, order);
        let again = |at: usize| at.checked_sub(1).and_then(|last| Some(same(&self.get(last)?, &self.get(at)?)));
        let again: Vec<bool> = (0..order.len()).map(|at| again(at) == Some(true)).collect();
        self.rows.iter_mut().zip(again).for_each(|(row, again)| row.again = again);
    }

    /// Gives each agency a name, in order.
    pub(super) fn name(&mut self, names: &[String]) {
        let numbers: Vec<u32> = names.iter().map(|name| self.add_text(name)).collect();
        let agencies: Vec<u32> = self.agencies().collect();
        for (rest, agency) in self.rest.iter_mut().zip(agencies) {
            rest.texts[1] = numbers.get(agency as usize).copied().unwrap_or_default();
        }
    }

    /// A seat by its number.
    pub(in crate::roster) fn seat(&self, number: u32) -> Option<Seat<'_>> {
        let (state, level, [begin, end]) = *self.seats.get(number as usize)?;
        Some(Seat { state, level, counties: self.counties.get(begin..end)? })
    }

    /// All seats, in the order of their numbers.
    pub(in crate::roster) fn seats(&self) -> impl Iterator<Item = Seat<'_>> {
        (0..self.seats.len()).filter_map(|number| self.seat(number as u32))
    }

    /// A text by its number.
    #[inline(never)]
    fn text(&self, number: u32) -> &str {
        let end = |number: usize| number.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or_default();
        let number = number as usize;
        self.text.get(end(number.saturating_sub(1))..end(number)).unwrap_or_default()
    }
}
