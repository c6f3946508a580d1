//! What was wrong with the bytes that came in, and where: file, sheet, row, column, found, expected.
//!
//! Only reading can fail; nothing here is raised once a record and a geography stand.

use std::fmt;

/// The outcome of reading bytes.
pub type Result<T> = std::result::Result<T, Error>;

/// What was being read. Its [`name`](Kind::name) is the `kind` of the page's `agreement-error` event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One list as ICE publishes it: a workbook or CSV.
    List,
    /// The record: `agreements.csv`, or packed for pages with its file of names.
    Record,
    /// Packed geometry, or the TopoJSON it is packed from.
    Geography,
    /// The names of counties, `counties.csv`, or the hand table of agencies' counties, `places.csv`.
    Places,
    /// What is known of counties: `context.csv` or its leaner twin.
    Context,
    /// A picture that its surface refused, a canvas without room for one say.
    Picture,
}

impl Kind {
    /// One lower-case word.
    pub fn name(self) -> &'static str {
        match self {
            Kind::List => "list",
            Kind::Record => "record",
            Kind::Geography => "geography",
            Kind::Places => "places",
            Kind::Context => "context",
            Kind::Picture => "picture",
        }
    }
}

/// One thing wrong in one place. Built from what was found and what was expected, then placed by
/// whoever knows the row, the sheet or the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Report>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Report {
    kind: Kind,
    file: Option<String>,
    sheet: Option<String>,
    row: Option<usize>,
    column: Option<String>,
    found: String,
    expected: String,
}

impl Error {
    /// An error without a place yet. `found` and `expected` are phrases, lower case, no full stop.
    pub fn new(kind: Kind, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Error(Box::new(Report {
            kind,
            file: None,
            sheet: None,
            row: None,
            column: None,
            found: found.into(),
            expected: expected.into(),
        }))
    }

    /// The same error in a named file.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.file = Some(file.into());
        self
    }

    /// The same error on a named sheet of its workbook.
    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.0.sheet = Some(sheet.into());
        self
    }

    /// The same error at a row, counted from 1 with the header as row 1, as a spreadsheet counts.
    pub fn at_row(mut self, row: usize) -> Self {
        self.0.row = Some(row);
        self
    }

    /// The same error in a column, named by its header.
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// What was being read.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = &*self.0;
        let mut place = Vec::new();
        place.extend(report.file.clone());
        place.extend(report.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
        place.extend(report.row.map(|row| format!("row {row}")));
        place.extend(report.column.as_ref().map(|column| format!("column {column}")));
        if place.is_empty() {
            place.push(report.kind.name().to_owned());
        }
        write!(f, "{}: found {}, expected {}", place.join(", "), report.found, report.expected)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_what_and_what_instead() {
        let error = Error::new(Kind::List, "\"soon\"", "a date");
        assert_eq!(error.to_string(), "list: found \"soon\", expected a date");
        let placed = error.in_column("SIGNED").at_row(7).on_sheet("Sheet1").in_file("a.xlsx");
        assert_eq!(placed.to_string(), "a.xlsx, sheet Sheet1, row 7, column SIGNED: found \"soon\", expected a date");
    }
}
