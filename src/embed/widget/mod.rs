//! A view between two questions: the query it was last given, what was counted for it, and the answers to a pointer.
//!
//! It draws on any surface and speaks to no page; the door in `wasm.rs` does.

mod growth;
mod map;

use serde::Serialize;

use crate::chart::figure::{self, Caption};
use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::roster::record::Record;

pub use growth::{GrowthWidget, Reading};
pub use map::{MapWidget, Place, Presence};

/// What a page shows around a picture: plain text and colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// What is shown.
    pub title: String,
    /// As of when, in words.
    pub date: String,
    /// The day counted, `YYYY-MM-DD`.
    pub day: String,
    /// The legend's heading.
    pub unit: String,
    /// The legend's entries.
    pub legend: Vec<Key>,
    /// What the picture cannot show.
    pub notes: Vec<String>,
    /// Where the figures come from.
    pub source: String,
    /// All of it in one line, for those who hear it.
    pub summary: String,
    /// Agreements counted.
    pub agreements: usize,
}

/// An entry of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// How it is shown: `whole`, `striped`, `dot`, `ring`.
    pub swatch: &'static str,
    /// `#rrggbb`.
    pub color: String,
    /// What it stands for.
    pub label: String,
}

impl From<figure::Key> for Key {
    fn from(key: figure::Key) -> Key {
        Key { swatch: key.swatch.name(), color: key.color.to_string(), label: key.label }
    }
}

/// The numbers of a picture as a table, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// The columns' names.
    pub head: Vec<String>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
}

impl Facts {
    fn new(caption: Caption, day: Date, agreements: usize) -> Facts {
        let mut spoken = vec![caption.title.clone(), caption.date.clone()];
        spoken.extend(caption.notes.iter().map(|note| note.trim_end_matches('.').to_owned()));
        Facts {
            summary: format!("{}.", spoken.join(". ")),
            title: caption.title,
            date: caption.date,
            day: day.to_string(),
            unit: caption.unit,
            legend: caption.legend.into_iter().map(Key::from).collect(),
            notes: caption.notes,
            source: caption.source,
            agreements,
        }
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
