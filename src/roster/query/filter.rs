//! Which agreements a view speaks of. It admits or it does not; it never counts.

use crate::date::Date;
use crate::place::{Fips, State, key};

use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Model, Seat, Status};
use crate::roster::record::store::Row;

/// Conditions on an agreement. An empty list admits all, but for `statuses`, where empty means active.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// States whose agencies are admitted.
    pub states: Vec<State>,
    /// Counties whose agencies are admitted; state agencies sit in none.
    pub counties: Vec<Fips>,
    /// Models admitted.
    pub models: Vec<Model>,
    /// Levels admitted; agreements without a level are admitted only when empty.
    pub levels: Vec<Level>,
    /// Statuses admitted on the day of the count.
    pub statuses: Vec<Status>,
    /// First and last day of signing admitted, each end open when `None`; agreements without a day are admitted only
    /// when both are.
    pub signed: (Option<Date>, Option<Date>),
    /// Words that must all stand in the agency's name, case, accents and punctuation aside.
    pub words: String,
}

impl Filter {
    /// Whether an agreement is admitted whatever its status: place, model, level, signing and words.
    pub fn admits(&self, agreement: &Agreement) -> bool {
        self.fits(agreement, None)
    }

    /// Whether an agreement is admitted with the status it had on a day.
    pub fn admits_on(&self, agreement: &Agreement, day: Date) -> bool {
        self.fits(agreement, Some(day))
    }

    /// Whether it is admitted, with the status it had on a day, or whatever its status.
    #[inline(never)]
    fn fits(&self, agreement: &Agreement, day: Option<Date>) -> bool {
        let status = day.is_none_or(|day| match self.statuses.as_slice() {
            [] => agreement.is_active(day),
            statuses => agreement.status_on(day).is_some_and(|status| statuses.contains(&status)),
        });
        status
            && self.admits_seat(agreement.seat())
            && self.admits_model(agreement.model)
            && self.admits_signed(agreement.signed)
            && self.admits_name(agreement.agency)
    }

    /// Whether agreements of a seat are admitted, by place and level.
    fn admits_seat(&self, seat: Seat) -> bool {
        (self.states.is_empty() || self.states.contains(&seat.state))
            && (self.counties.is_empty() || seat.counties.iter().any(|fips| self.counties.contains(fips)))
            && (self.levels.is_empty() || seat.level.is_some_and(|level| self.levels.contains(&level)))
    }

    fn admits_model(&self, model: Model) -> bool {
        self.models.is_empty() || self.models.contains(&model)
    }

    /// Whether it asks for what ICE lists on the day, and for no other status.
    pub fn is_of_active(&self) -> bool {
        matches!(self.statuses.as_slice(), [] | [Status::Active])
    }

    /// Whether it asks for nothing but states, statuses aside.
    pub fn is_of_states(&self) -> bool {
        self.counties.is_empty()
            && self.models.is_empty()
            && self.levels.is_empty()
            && self.signed == (None, None)
            && self.words.is_empty()
    }

    /// Tells of each row of a record that is admitted, with the status it had on a day, or whatever its status: its
    /// place, and the number of its agency from 1. Seats are asked for once; a row's texts and its other days where the
    /// filter asks.
    #[inline(never)]
    pub(super) fn each(&self, record: &Record, day: Option<Date>, act: &mut dyn FnMut(usize, &Row, u32)) {
        let mut seats: Vec<bool> = Vec::new();
        while let Some(seat) = record.store().seat(seats.len() as u32) {
            seats.push(self.admits_seat(seat));
        }
        let listed = day.filter(|_| self.statuses.is_empty());
        let is_plain = self.signed == (None, None) && self.words.is_empty() && day == listed;
        let mut agency = 0;
        for (at, row) in record.store().rows().iter().enumerate() {
            agency += u32::from(!row.again);
            let fits = listed.is_none_or(|day| row.is_active(day))
                && seats.get(row.seat as usize) == Some(&true)
                && self.admits_model(row.model);
            if fits && (is_plain || record.get(at).is_some_and(|one| self.fits(&one, day))) {
                act(at, row, agency);
            }
        }
    }

    /// Whether who comes and goes alone changes what counts, whatever names a record is given.
    pub(super) fn is_of_listed(&self) -> bool {
        self.statuses.is_empty() && self.words.is_empty()
    }

    /// Whether a row of a record is admitted on a day by such a filter.
    pub(super) fn admits_listed(&self, record: &Record, at: usize, row: &Row, day: Date) -> bool {
        row.is_active(day)
            && record.store().seat(row.seat).is_some_and(|seat| self.admits_seat(seat))
            && self.admits_model(row.model)
            && (self.signed == (None, None) || record.get(at).is_some_and(|one| self.admits_signed(one.signed)))
    }

    fn admits_signed(&self, signed: Option<Date>) -> bool {
        match (self.signed, signed) {
            ((None, None), _) => true,
            (_, None) => false,
            ((from, to), Some(day)) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
        }
    }

    fn admits_name(&self, agency: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let agency = key(agency);
        // Bytes are enough to compare, and a fraction of the code of a search in text.
        let holds =
            |word: String| word.is_empty() || agency.as_bytes().windows(word.len()).any(|part| part == word.as_bytes());
        self.words.split_whitespace().map(key).all(holds)
    }
}
