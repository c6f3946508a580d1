//! What a record must have before a view can answer by it. Nothing is answered here.

use crate::contract::Query;
use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::roster::record::Record;

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
