//! The kinds of values that an attribute can have: how each is read from text and written again, and what is expected
//! where it is not understood. It knows no attribute by name and no default.

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
    /// A day, or so many before the day counted on.
    Since,
    /// Words of a reader's own.
    Text,
    /// Where a file is.
    Address,
}

impl Kind {
    /// Whether there can be several.
    pub fn is_list(self) -> bool {
        matches!(self, Kind::Any(_) | Kind::States | Kind::Counties)
    }

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
            Kind::Since => ["a date, or days as ", mark, "30d", mark].concat(),
            Kind::Text => "words".to_owned(),
            Kind::Address => "an address".to_owned(),
        }
    }
}

/// The word for the last day that is known.
const LATEST: &str = "latest";

/// What an attribute sets.
pub trait Value {
    /// What its values are.
    fn kind(&self) -> Kind;

    /// Reads text that is not blank. False, and nothing set, when it is not understood.
    fn read(&mut self, text: &str) -> bool;

    /// Tells the words that [`read`](Value::read) reads, one after another; none for no choice.
    fn write(&self, tell: &mut dyn FnMut(&str));
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

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        tell(self.code());
    }
}

/// Whether every word of a list is understood. Apart from what understands it, so that a page carries it once.
fn every(text: &str, read: &mut dyn FnMut(&str) -> bool) -> bool {
    text.split([',', ' ']).filter(|word| !word.is_empty()).all(read)
}

/// Sets a list, if every word of it is understood: half a filter would be another filter.
fn set_all<T>(list: &mut Vec<T>, text: &str, read: impl Fn(&str) -> Option<T>) -> bool {
    let mut values = Vec::new();
    let understood = every(text, &mut |word| read(word).map(|value| values.push(value)).is_some());
    set(list, understood.then_some(values))
}

impl<T: Vocabulary> Value for Vec<T> {
    fn kind(&self) -> Kind {
        Kind::Any(T::CODES)
    }

    fn read(&mut self, text: &str) -> bool {
        set_all(self, text, T::from_code)
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| tell(value.code()));
    }
}

impl Value for Vec<State> {
    fn kind(&self) -> Kind {
        Kind::States
    }

    fn read(&mut self, text: &str) -> bool {
        set_all(self, text, State::from_postal)
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        self.iter().for_each(|state| tell(state.postal()));
    }
}

impl Value for Vec<Fips> {
    fn kind(&self) -> Kind {
        Kind::Counties
    }

    fn read(&mut self, text: &str) -> bool {
        set_all(self, text, Fips::parse)
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        self.iter().for_each(|fips| tell(&fips.to_string()));
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

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        match self {
            Some(day) => tell(&day.to_string()),
            None => tell(LATEST),
        }
    }
}

/// Writes `FROM..TO`, open ends as nothing.
fn write_span((from, to): Span, tell: &mut dyn FnMut(&str)) {
    let end = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    tell(&[&end(from), "..", &end(to)].concat());
}

/// `FROM..TO`; no word when both ends are open.
impl Value for Span {
    fn kind(&self) -> Kind {
        Kind::Span
    }

    fn read(&mut self, text: &str) -> bool {
        let end = |text: &str| if text.is_empty() { Some(None) } else { day(text) };
        let ends = text.split_once("..").and_then(|(from, to)| end(from).zip(end(to)));
        set(self, ends.filter(|(from, to)| from.zip(*to).is_none_or(|(from, to)| from <= to)))
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        if *self != (None, None) {
            write_span(*self, tell);
        }
    }
}

/// `FROM..TO`, `..` for all days; no word for `None`.
impl Value for Option<Span> {
    fn kind(&self) -> Kind {
        Kind::Span
    }

    fn read(&mut self, text: &str) -> bool {
        let mut span = (None, None);
        let understood = span.read(text);
        set(self, understood.then_some(Some(span)))
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        if let Some(span) = self {
            write_span(*span, tell);
        }
    }
}

/// From when changes are told: a date, or so many days before the day counted on; empty for 30.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since(pub String);

impl Since {
    /// The first day, up to another; `None` where it is neither a date nor a number of days.
    pub fn until(&self, to: Date) -> Option<Date> {
        match self.0.strip_suffix('d') {
            // No list is as old as that.
            Some(days) => days.parse::<u32>().ok().filter(|days| *days < 99_999).map(|days| to.plus(-(days as i32))),
            None if self.0.is_empty() => Some(to.plus(-30)),
            None => Date::parse(&self.0),
        }
    }
}

impl Value for Since {
    fn kind(&self) -> Kind {
        Kind::Since
    }

    fn read(&mut self, text: &str) -> bool {
        let since = Since(text.to_owned());
        let understood = since.until(Date::from_days(0));
        set(self, understood.map(|_| since))
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        self.0.write(tell);
    }
}

impl Value for String {
    fn kind(&self) -> Kind {
        Kind::Text
    }

    fn read(&mut self, text: &str) -> bool {
        set(self, Some(text.to_owned()))
    }

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        if !self.is_empty() {
            tell(self);
        }
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

    fn write(&self, tell: &mut dyn FnMut(&str)) {
        self.0.write(tell);
    }
}
