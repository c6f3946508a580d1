//! ICE's lists as files: opened, read, several at a time; and the record's file.
//!
//! What a list is and of which day is the importer's business.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::list::List;
use agreement_atlas::roster::record::Record;
use agreement_atlas_importer::reading::{self, Reading, Terms};
use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::path::shown;
use crate::store::Store;

/// Reads one list.
pub fn list(path: &Path, terms: Terms) -> Result<Reading> {
    Ok(reading::read(path, bytes(path)?, terms, today())?)
}

/// Reads lists, several at a time, in the order given.
pub fn lists(files: &[(PathBuf, Terms)], each: impl Fn() + Sync) -> Vec<Result<Reading>> {
    let read = |(file, terms): &(PathBuf, Terms)| {
        let reading = list(file, *terms);
        each();
        reading
    };
    files.par_iter().map(read).collect()
}

/// Reads one list whatever its day.
pub fn list_of_any_day(path: &Path) -> Result<List> {
    Ok(reading::of_any_day(path, bytes(path)?)?)
}

/// The bytes of a file that is small enough to be a list.
fn bytes(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path).with_context(|| shown(path))?.len();
    reading::fits(path, size)?;
    fs::read(path).with_context(|| shown(path))
}

/// Today, in UTC.
pub fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    Date::from_days((seconds / 86_400) as i32)
}

/// Reads a record, if it is the one that the stamp beside it was written for.
pub fn record(path: &Path) -> Result<Record> {
    Store::of(path).verify()?;
    let bytes = fs::read(path).with_context(|| shown(path))?;
    Ok(Record::read(&bytes).map_err(|error| error.in_file(shown(path)))?)
}
