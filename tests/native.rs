//! The native tests, linked once.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

/// The sentence of every day.
mod changes;
/// The codebook and the guard of every CSV.
mod codebook;
/// Counties' figures and the agencies beside them.
mod context;
/// The README's tables against the code.
mod contract;
/// The early agencies and the national totals, of the years before the first list.
mod early;
/// The project's files, as tests read them.
mod files;
/// Reviewed pictures: any change of a drawing shows as a change of its file.
mod golden;
/// The packed record and the file of names.
mod packed;
/// The agencies that are placed by hand.
mod places;
/// What holds of every archive.
mod properties;
/// The committed record.
mod record;
/// The layout of the sources and the words in them.
mod tidy;

use files::{counties, geography, project, text};
