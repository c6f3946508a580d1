//! Tallies that follow time: from one day to another by what comes or goes between the two. It makes none anew.

use std::ops::Range;

use crate::date::Date;
use crate::roster::record::Record;
use crate::roster::record::store::Row;

use super::count::{Tallies, Tally};
use super::filter::Filter;

/// What comes and goes in a record, by its days.
#[derive(Clone, Debug)]
pub struct Moves {
    /// The places of agreements, day by day of the record, and where those of each day begin.
    places: Vec<u32>,
    begins: Vec<usize>,
    /// Whether no agency has so many agreements that to look through them would take longer than to count anew.
    are_few: bool,
}

/// An agency has so many agreements at the most: one in the lists has a handful.
const MOST: usize = 100;

impl Moves {
    /// Of a record.
    pub fn new(record: &Record) -> Moves {
        let dates = record.dates();
        let mut begins = vec![0; dates.len() + 1];
        let each = |act: &mut dyn FnMut(usize, usize)| {
            for (at, row) in record.store().rows().iter().enumerate() {
                for day in row.moves() {
                    act(dates.partition_point(|date| *date < day), at);
                }
            }
        };
        // Counted, then laid where as many as were counted have their room.
        each(&mut |day, _| begins.get_mut(day).into_iter().for_each(|n| *n += 1));
        let mut sum = 0;
        for n in &mut begins {
            sum += std::mem::replace(n, sum);
        }
        let (mut places, mut next) = (vec![0; sum], begins.clone());
        each(&mut |day, at| {
            let Some(next) = next.get_mut(day) else { return };
            places.get_mut(*next).into_iter().for_each(|place| *place = at as u32);
            *next += 1;
        });
        let rows = record.store().rows();
        let are_few = !rows.windows(MOST).any(|run| run.iter().skip(1).all(|row| row.again));
        Moves { places, begins, are_few }
    }

    /// What comes or goes after the earlier of two days, and no later than the other.
    fn between(&self, record: &Record, one: Date, other: Date) -> &[u32] {
        let place = |day: Date| record.dates().partition_point(|date| *date <= day);
        let begin = |day: Date| self.begins.get(place(day)).copied().unwrap_or_default();
        self.places.get(begin(one.min(other))..begin(one.max(other))).unwrap_or_default()
    }
}

/// Counts for another day of the same record, whose moves these are. False, and nothing done, where the filter is
/// another, or is of more than what ICE lists, or an agency has hundreds of agreements.
pub fn step(tallies: &mut Tallies, moves: &Moves, record: &Record, filter: &Filter, day: Date) -> bool {
    let same = moves.are_few && tallies.filter == *filter && filter.is_of_listed();
    let Some(before) = tallies.day.filter(|_| same) else { return false };
    let rows = record.store().rows();
    for at in moves.between(record, before, day) {
        let at = *at as usize;
        let Some(row) = rows.get(at) else { continue };
        let counts = filter.admits_listed(record, at, row, day);
        if tallies.counted.get(at) != Some(&counts) {
            turn(tallies, rows, at, row, counts);
        }
    }
    tallies.day = Some(day);
    true
}

/// Where the agreements of an agency stand, around one of them.
fn beside(rows: &[Row], at: usize) -> Range<usize> {
    let again = |at: usize| rows.get(at).is_some_and(|row| row.again);
    let (mut begin, mut end) = (at, at + 1);
    while begin > 0 && again(begin) {
        begin -= 1;
    }
    while again(end) {
        end += 1;
    }
    begin..end
}

/// Counts an agreement, or counts it no more.
fn turn(tallies: &mut Tallies, rows: &[Row], at: usize, row: &Row, counts: bool) {
    tallies.counted.get_mut(at).into_iter().for_each(|counted| *counted = counts);
    for own in tallies.of_seat(row.seat) {
        let group = tallies.groups.get(own).copied().unwrap_or(usize::MAX);
        let shares = |row: &Row| tallies.groups.get(tallies.of_seat(row.seat)).is_some_and(|all| all.contains(&group));
        let mut others = beside(rows, at).filter(|other| *other != at && tallies.counted.get(*other) == Some(&true));
        let is_shared = others.any(|other| rows.get(other).is_some_and(shares));
        let mut one = Tally { agreements: 1, agencies: usize::from(!is_shared), ..Tally::default() };
        one.models.get_mut(row.model as usize).into_iter().for_each(|n| *n = 1);
        let Some(tally) = tallies.of.get_mut(group) else { continue };
        *tally = if counts { tally.with(&one) } else { tally.without(&one) };
    }
}
