//! What studies and findings say of the program: statements, each with its date, its source and how that was read.
//!
//! Source: `data/background.csv`, which `data/SOURCES.md` describes. It judges none of them and counts nothing: a share
//! that a statement speaks of stands beside the same share of all counties, which [`profile`](super::profile) counts.

use crate::date::Date;
use crate::error::Result;
#[cfg(not(target_family = "wasm"))]
use crate::phrases::{Lang, phrase};
use crate::place::Fips;
use crate::roster::query::earlier::Period;
#[cfg(not(target_family = "wasm"))]
use crate::roster::record::table::rows;
#[cfg(not(target_family = "wasm"))]
use crate::vocabulary::Vocabulary;

use super::lean::lines;
use super::profile::Within;

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// When it was made.
    pub period: Period,
    /// The county that it speaks of; `None` where it speaks of the program.
    pub county: Option<Fips>,
    /// The shares that it speaks of.
    pub shares: Vec<Within>,
    /// In English and in Spanish.
    pub said: [String; 2],
    /// The source, likewise.
    pub source: [String; 2],
    /// What was found in a few words, likewise: where there is room for no more.
    pub short: [String; 2],
    /// Whether it is told as others reported it, and the source was not read.
    pub reported: bool,
}

/// The cells of a statement.
type Cells<'a> = [&'a str; 10];
const COLUMNS: Cells<'static> =
    ["date", "fips", "share", "statement", "statement_es", "source", "source_es", "read", "short", "short_es"];

fn statement([date, fips, share, said, said_es, source, source_es, read, short, short_es]: Cells) -> Option<Statement> {
    let within = |word: &str| match word {
        "winner" => Some(Within::Winner),
        "small" => Some(Within::Small),
        _ => None,
    };
    let whole = ![said, said_es, source, source_es, short, short_es].iter().any(|cell| cell.is_empty());
    Some(Statement {
        period: Period::parse(date)?,
        county: if fips.is_empty() { None } else { Some(Fips::parse(fips)?) },
        shares: share.split_whitespace().map(within).collect::<Option<Vec<Within>>>()?,
        said: [said, said_es].map(str::to_owned),
        source: [source, source_es].map(str::to_owned),
        short: [short, short_es].map(str::to_owned),
        reported: match read {
            "reported" => true,
            "read" => false,
            _ => return None,
        },
    })
    .filter(|_| whole)
}

/// All statements of a table in CSV, in its order.
///
/// # Errors
/// A column is missing, or a cell is not what its column holds; the error names the row.
#[cfg(not(target_family = "wasm"))]
pub fn compile(bytes: &[u8]) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    rows(bytes, COLUMNS, |cells| {
        statements.push(statement(cells)?);
        Some(())
    })?;
    Ok(statements)
}

/// The lean file that a page loads: a line of cells for each row of the table, parted by tabs, and one for the end. Two
/// cells more have what a panel tells of a county, in English and in Spanish; nothing for the program.
///
/// # Errors
/// As [`compile`].
#[cfg(not(target_family = "wasm"))]
pub fn written(bytes: &[u8]) -> Result<String> {
    let mut file = String::new();
    rows(bytes, COLUMNS, |cells| {
        let it = statement(cells).filter(|_| !cells.iter().any(|cell| cell.contains(['\t', '\n'])))?;
        file.push_str(&cells.join("\t"));
        for (lang, (said, source)) in Lang::ALL.iter().zip(it.said.iter().zip(&it.source)) {
            let when = lang.month_of_year(it.period.first);
            let told = lang.tell(phrase!(background.of_place), &[&when, said, source]);
            file.push('\t');
            file.push_str(if it.county.is_some() { &told } else { "" });
        }
        file.push('\n');
        Some(())
    })?;
    Ok(file + super::lean::END + "\n")
}

/// Reads the lean file.
///
/// # Errors
/// Not UTF-8, a line that is no statement, or no line for its end; the error names the line.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    lines(bytes, "a statement, in background.tsv", |cells| {
        statements.push(statement(cells.get(..COLUMNS.len())?.try_into().ok()?)?);
        Some(())
    })?;
    Ok(statements)
}

/// Statements made in a time, both ends included.
pub fn within(statements: &[Statement], (from, to): (Date, Date)) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(move |it| from <= it.period.last() && it.period.first <= to)
}
