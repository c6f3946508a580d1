//! A day on the command line. A query's days are read by the contract.

use agreement_atlas::date::Date;

/// Reads a date given on the command line.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date as YYYY-MM-DD".to_owned())
}
