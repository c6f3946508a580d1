//! The native tests, linked once.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

/// The record and what it was made of.
mod archive;
/// Which file uses which, and that none uses itself by way of another.
mod arrows;
/// The sentence of every day.
mod changes;
/// The codebook and the guard of every CSV.
mod codebook;
/// The record's columns against a plain pass over its rows.
mod columns;
/// Counties' figures and the agencies beside them.
mod context;
/// The README's tables against the code.
mod contract;
/// The early agencies and the national totals, of the years before the first list.
mod early;
/// What can fail, and what is said of it.
mod faults;
/// Reviewed pictures: any change of a drawing shows as a change of its file.
mod golden;
/// The headline of each question.
mod headline;
/// The packed record and the file of names.
mod packed;
/// The agencies that are placed by hand.
mod places;
/// What holds of every archive.
mod properties;
/// The names by which a page reaches elements.
mod public;
/// The committed record.
mod record;
/// The rows of the table against a plain recount.
mod rows;
/// The article that leads an atlas, number by number.
mod story;
/// The layout of the sources and the words in them.
mod tidy;

use std::path::PathBuf;

use agreement_atlas::atlas::Geography;

/// A path inside the project.
fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The shapes of the counties with their names.
fn geography() -> Geography {
    let geography = Geography::decode(&std::fs::read(project("data/us.atlas")).unwrap()).unwrap();
    let names = archive::counties();
    geography.name(|fips| names.name(fips));
    geography
}

/// A text file of the project.
fn text(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
