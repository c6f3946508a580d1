//! What a page asked of a view last, and whether a record can answer it. It answers nothing itself.

use crate::contract::Query;
use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::roster::record::Record;

/// Reads a query: a line for each name, then a tab and its value. What was not understood is said, a line each.
pub fn read(text: &str) -> (Query, Vec<String>) {
    Query::read(text.lines().filter_map(|line| line.split_once('\t')))
}

/// The query that a view was given last.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    text: String,
    /// As it was understood.
    pub query: Query,
    /// What was not.
    pub warnings: Vec<String>,
}

impl Asked {
    /// Takes a query; false when it is the one before, which is not read again.
    pub fn set(&mut self, text: &str) -> bool {
        let other = self.text != text;
        if other {
            (self.query, self.warnings) = read(text);
            self.text = text.to_owned();
        }
        other
    }
}

/// The last list of a record.
///
/// # Errors
/// The record holds no agreement that was ever listed.
pub fn last_list(record: &Record) -> Result<Date> {
    record
        .clamp(None)
        .ok_or_else(|| Error::new(Kind::Record, "no agreement that was listed", "a first_listed date in a row"))
}

/// Refuses a record whose names have not come: nothing is told by them.
///
/// # Errors
/// Its agencies have no names.
pub fn require_names(record: &Record) -> Result<()> {
    match record.is_named() {
        true => Ok(()),
        false => Err(Error::new(Kind::Record, "agencies without names", "those of names.bin")),
    }
}

/// Refuses to count by names that have not come.
///
/// # Errors
/// The query asks for words in agencies' names, and they have none.
pub fn answerable(record: &Record, query: &Query) -> Result<()> {
    if query.filter.words.is_empty() { Ok(()) } else { require_names(record) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_once() {
        let mut asked = Asked::default();
        assert!(asked.set("as-of\t2025-05-28\nby\ttown"));
        assert_eq!(asked.query.as_of, Date::parse("2025-05-28"));
        assert_eq!(asked.warnings, ["by: found \"town\", expected county state agency"]);
        assert!(!asked.set("as-of\t2025-05-28\nby\ttown"));
        assert!(asked.set(""));
        assert_eq!((asked.query, asked.warnings), (Query::default(), Vec::new()));
    }
}
