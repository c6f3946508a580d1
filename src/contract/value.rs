//! The kinds of values that an attribute can have: how each is read from text, written again, and what is said when it is not understood.
//!
//! It knows no attribute by name and no default.

use serde::Serialize;

use crate::date::Date;
use crate::place::{Fips, State};
use crate::vocabulary::Vocabulary;

/// From a day to another, each end open when `None`.
pub type Span = (Option<Date>, Option<Date>);

/// What the values of an attribute are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of some words.
    One(&'static [&'static str]),
    /// Any of some words.
    Any(&'static [&'static str]),
    /// Postal codes of states.
    States,
    /// Codes of counties.
    Counties,
    /// A day, or the last that is known.
    Day,
    /// A span of days.
    Span,
    /// Words of a reader's own.
    Text,
    /// Where a file is.
    Address,
}

impl Kind {
    /// What is expected, in a line; each word stands between two `marks`.
    pub fn expected(self, mark: &str) -> String {
        let words = |words: &[&str]| mark.to_owned() + &words.join(&[mark, " ", mark].concat()) + mark;
        match self {
            Kind::One(known) => words(known),
            Kind::Any(known) => words(known) + ", comma-separated",
            Kind::States => "postal codes, comma-separated".to_owned(),
            Kind::Counties => "five-digit FIPS codes, comma-separated".to_owned(),
            Kind::Day => ["a date, or ", mark, LATEST, mark].concat(),
            Kind::Span => [mark, "FROM..TO", mark, ", either end open or ", mark, LATEST, mark].concat(),
            Kind::Text => "words".to_owned(),
            Kind::Address => "an address".to_owned(),
        }
    }
}

/// The word for the last day that is known.
const LATEST: &str = "latest";

/// A value as a page reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Written {
    /// One word or text; empty for none.
    Text(String),
    /// Several; empty for no choice.
    List(Vec<String>),
}

/// What an attribute sets.
pub trait Value {
    /// What its values are.
    fn kind(&self) -> Kind;

    /// Reads text that is not blank. False, and nothing set, when it is not understood.
    fn read(&mut self, text: &str) -> bool;

    /// Writes what [`read`](Value::read) reads.
    fn write(&self) -> Written;
}

/// Sets a value, if there is one.
fn set<T>(value: &mut T, read: Option<T>) -> bool {
    let understood = read.is_some();
    if let Some(read) = read {
        *value = read;
    }
    understood
}

impl<T: Vocabulary> Value for T {
    fn kind(&self) -> Kind {
        Kind::One(T::CODES)
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, T::from_code(text))
    }

    fn write(&self) -> Written {
        Written::Text(self.code().to_owned())
    }
}

/// Every word of a list, or `None` when one is not understood: half a filter would be another filter.
fn all<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split([',', ' ']).filter(|word| !word.is_empty()).map(read).collect()
}

fn list<T>(values: &[T], write: impl Fn(&T) -> String) -> Written {
    Written::List(values.iter().map(write).collect())
}

impl<T: Vocabulary> Value for Vec<T> {
    fn kind(&self) -> Kind {
        Kind::Any(T::CODES)
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, all(text, T::from_code))
    }

    fn write(&self) -> Written {
        list(self, |value| value.code().to_owned())
    }
}

impl Value for Vec<State> {
    fn kind(&self) -> Kind {
        Kind::States
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, all(text, State::from_postal))
    }

    fn write(&self) -> Written {
        list(self, |state| state.postal().to_owned())
    }
}

impl Value for Vec<Fips> {
    fn kind(&self) -> Kind {
        Kind::Counties
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, all(text, Fips::parse))
    }

    fn write(&self) -> Written {
        list(self, Fips::to_string)
    }
}

/// A date, or `Some(None)` for the last.
fn day(text: &str) -> Option<Option<Date>> {
    if text.eq_ignore_ascii_case(LATEST) { Some(None) } else { Date::parse(text).map(Some) }
}

/// The last day when `None`.
impl Value for Option<Date> {
    fn kind(&self) -> Kind {
        Kind::Day
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, day(text))
    }

    fn write(&self) -> Written {
        Written::Text(self.map_or_else(|| LATEST.to_owned(), |day| day.to_string()))
    }
}

/// `FROM..TO`; empty when both ends are open.
impl Value for Span {
    fn kind(&self) -> Kind {
        Kind::Span
    }

    fn read(&mut self, text: &str) -> bool {
        let end = |text: &str| if text.is_empty() { Some(None) } else { day(text) };
        let ends = text.split_once("..").and_then(|(from, to)| end(from).zip(end(to)));
        set(self, ends.filter(|(from, to)| from.zip(*to).is_none_or(|(from, to)| from <= to)))
    }

    fn write(&self) -> Written {
        let end = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        Written::Text(if *self == (None, None) { String::new() } else { end(self.0) + ".." + &end(self.1) })
    }
}

impl Value for String {
    fn kind(&self) -> Kind {
        Kind::Text
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, Some(text.to_owned()))
    }

    fn write(&self) -> Written {
        Written::Text(self.clone())
    }
}

/// Where a file is; empty for the one that ships.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address(pub String);

impl Value for Address {
    fn kind(&self) -> Kind {
        Kind::Address
    }

    fn read(&mut self, text: &str) -> bool {
        self.0.read(text)
    }

    fn write(&self) -> Written {
        self.0.write()
    }
}
