//! Which agreements a view speaks of. It admits or it does not; it never counts.

use crate::date::Date;
use crate::place::{Fips, State, key};

use crate::roster::record::agreement::{Agreement, Level, Model, Status};

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
        fn among<T: PartialEq>(list: &[T], item: &T) -> bool {
            list.is_empty() || list.contains(item)
        }
        among(&self.states, &agreement.state)
            && (self.counties.is_empty() || agreement.counties.iter().any(|fips| self.counties.contains(fips)))
            && among(&self.models, &agreement.model)
            && (self.levels.is_empty() || agreement.level.is_some_and(|level| self.levels.contains(&level)))
            && self.admits_signed(agreement.signed)
            && self.admits_name(&agreement.agency)
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
