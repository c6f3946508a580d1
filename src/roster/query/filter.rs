//! Which agreements a view speaks of. It admits or it does not; it never counts.

use crate::date::Date;
use crate::place::{Fips, State, key};

use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Model, Seat, Status};
use crate::roster::record::store::{Row, Store};

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
        self.admits_seat(agreement.seat()) && self.admits_model(agreement.model) && self.admits_rest(agreement)
    }

    /// Whether its day of signing and its agency's name are admitted.
    fn admits_rest(&self, agreement: &Agreement) -> bool {
        self.admits_signed(agreement.signed) && self.admits_name(agreement.agency)
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

    /// Whether an agreement is admitted with the status it had on a day.
    pub fn admits_on(&self, agreement: &Agreement, day: Date) -> bool {
        let status = if self.statuses.is_empty() {
            agreement.is_active(day)
        } else {
            agreement.status_on(day).is_some_and(|status| self.statuses.contains(&status))
        };
        status && self.admits(agreement)
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

/// A filter as the rows of a record are asked it: what it says of seats is found out once for each of them.
pub struct Sieve<'a> {
    filter: &'a Filter,
    store: &'a Store,
    seats: Vec<bool>,
    /// Whether it asks for nothing but what rows and seats tell, statuses aside.
    plain: bool,
}

impl<'a> Sieve<'a> {
    /// Of a record.
    pub fn new(filter: &'a Filter, record: &'a Record) -> Sieve<'a> {
        let store = record.store();
        let seats = store.seats().map(|seat| filter.admits_seat(seat)).collect();
        Sieve { filter, store, seats, plain: filter.signed == (None, None) && filter.words.is_empty() }
    }

    /// The agreements admitted, whatever their status, that were missing from the newest lists on a day: of each its seat
    /// and the first list without it.
    pub fn absent_on(&self, day: Date) -> impl Iterator<Item = (Seat<'a>, Date)> {
        self.store.absent().iter().filter_map(move |at| {
            let (row, one) = (self.store.rows().get(*at as usize)?, self.store.get(*at as usize)?);
            let is_absent = one.status_on(day) == Some(Status::Absent) && self.admits(*at as usize, row);
            Some((one.seat(), one.absent_since.filter(|_| is_absent)?))
        })
    }

    /// Whether the agreement at a place is admitted whatever its status.
    pub(super) fn admits(&self, at: usize, row: &Row) -> bool {
        self.seats.get(row.seat as usize) == Some(&true)
            && self.filter.admits_model(row.model)
            && (self.plain || self.store.get(at).is_some_and(|agreement| self.filter.admits_rest(&agreement)))
    }

    /// Whether it is admitted with the status it had on a day.
    pub(super) fn admits_on(&self, at: usize, row: &Row, day: Date) -> bool {
        let status = match self.filter.statuses.as_slice() {
            [] => row.is_active(day),
            statuses => {
                let status = self.store.get(at).and_then(|agreement| agreement.status_on(day));
                status.is_some_and(|status| statuses.contains(&status))
            }
        };
        status && self.admits(at, row)
    }
}
