//! The record in memory: what each count asks of all agreements lies together, sixteen bytes for each, and the rest
//! apart from it; seats and texts that many share are kept once. It decides nothing.

use crate::date::{Date, Days};
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
    /// Whether it has a day in `absent_since`.
    pub(super) absent: bool,
    /// Whether its agency is that of the row before.
    pub(in crate::roster) again: bool,
}

impl Row {
    /// The days on which it comes and goes; none where ICE never listed it.
    pub(in crate::roster) fn moves(&self) -> impl Iterator<Item = Date> {
        [self.first, self.gone.filter(|_| self.first.is_some())].into_iter().flatten()
    }

    /// Whether ICE listed it on a day; see [`Agreement::is_active`].
    pub(in crate::roster) fn is_active(&self, day: Date) -> bool {
        self.first.is_some_and(|first| first <= day) && self.gone.is_none_or(|gone| day < gone)
    }
}

/// The rest of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// The days in `signed`, `pending_from`, `last_listed`, `absent_since` and `ended`.
    pub(super) days: [Option<Date>; 5],
    /// The numbers of its id, its agency's name, the id of what took over, the address of its text.
    pub(super) texts: [u32; 4],
}

/// The number of a text that is there and says nothing.
pub(super) const UNSAID: u32 = u32::MAX;

/// Texts behind one another, each by its number from 1: 0 is that of none.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text; gives its number.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() as u32
    }

    /// A text by its number; empty where there is none.
    #[inline(never)]
    pub(super) fn get(&self, number: u32) -> &str {
        let end = |number: usize| number.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or_default();
        let number = number as usize;
        self.text.get(end(number.saturating_sub(1))..end(number)).unwrap_or_default()
    }
}

/// Agreements, each by its place among them.
#[derive(Debug, Default)]
pub(in crate::roster) struct Store {
    rows: Vec<Row>,
    rest: Vec<Rest>,
    /// Of each seat the state, the level, and how many of `counties` stand before its own and with them.
    seats: Vec<(State, Option<Level>, [usize; 2])>,
    counties: Vec<Fips>,
    /// The places of the absent ones.
    absent: Vec<u32>,
}

impl Store {
    /// All rows, in order.
    pub(in crate::roster) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The agreement at a place; `None` behind the last.
    #[inline(never)]
    pub(super) fn get<'a>(&'a self, at: usize, texts: &'a Texts) -> Option<Agreement<'a>> {
        let (row, rest) = (self.rows.get(at)?, self.rest.get(at)?);
        let seat = self.seat(row.seat)?;
        let [signed, pending_from, last_listed, absent_since, ended] = rest.days;
        let text = |at: u32| if at > 0 { Some(texts.get(at)) } else { None };
        let [id, agency, renewed_by, document] = rest.texts;
        Some(Agreement {
            id: texts.get(id),
            state: seat.state,
            agency: texts.get(agency),
            level: seat.level,
            counties: seat.counties,
            model: row.model,
            status: row.status,
            signed,
            pending_from,
            first_listed: row.first,
            last_listed,
            absent_since,
            ended,
            renewed_by: text(renewed_by),
            document: text(document),
        })
    }

    /// The places of those that are absent on a day; see [`Agreement::status_on`].
    pub(super) fn absent_on(&self, day: Date) -> impl Iterator<Item = usize> {
        let all = self.absent.iter().map(|at| *at as usize);
        all.filter(move |at| match (self.rows.get(*at), self.rest.get(*at).map(|rest| rest.days)) {
            (Some(row), Some([.., since, ended])) => {
                let was = |it: Option<Date>| it.is_some_and(|it| it <= day);
                was(row.first) && was(since) && !was(ended)
            }
            _ => false,
        })
    }

    /// The numbers of the last agreement's texts; none when there is no agreement.
    pub(super) fn last_texts(&self) -> [u32; 4] {
        self.rest.last().map_or([0; 4], |rest| rest.texts)
    }

    /// Finds the absent ones, once no more is added. Gives the days of the lists that brought a change, in order, and
    /// of the last list.
    pub(super) fn index(&mut self) -> Vec<Date> {
        let (mut days, mut newest) = (Days::default(), None);
        for (at, (row, rest)) in self.rows.iter().zip(&self.rest).enumerate() {
            newest = newest.max(rest.days[2]);
            if row.absent {
                self.absent.push(at as u32);
            }
            row.moves().for_each(|day| days.add(day));
        }
        newest.into_iter().for_each(|day| days.add(day));
        days.all()
    }

    /// Adds an agreement.
    #[inline]
    pub(super) fn push(&mut self, row: Row, rest: Rest) {
        self.rows.push(row);
        self.rest.push(rest);
    }

    /// Adds a seat; gives its number.
    pub(super) fn add_seat(&mut self, seat: Seat) -> u32 {
        let begin = self.counties.len();
        self.counties.extend_from_slice(seat.counties);
        self.seats.push((seat.state, seat.level, [begin, self.counties.len()]));
        self.seats.len() as u32 - 1
    }

    /// Brings agreements into another order: `order` has the place of each, `again` whether its agency is then that of
    /// the one before.
    pub(super) fn sort(&mut self, order: &[u32], again: &[bool]) {
        fn sort<T: Copy>(all: &mut Vec<T>, order: &[u32]) {
            *all = order.iter().filter_map(|at| all.get(*at as usize)).copied().collect();
        }
        sort(&mut self.rows, order);
        sort(&mut self.rest, order);
        self.rows.iter_mut().zip(again).for_each(|(row, again)| row.again = *again);
    }

    /// A seat by its number.
    pub(in crate::roster) fn seat(&self, number: u32) -> Option<Seat<'_>> {
        let (state, level, [begin, end]) = *self.seats.get(number as usize)?;
        Some(Seat { state, level, counties: self.counties.get(begin..end)? })
    }
}
