//! Tables in CSV: written with each cell guarded, and what a reader of one refused, said as our error. It knows no
//! table's columns.

use crate::error::{Error, Kind, Result};

use super::guard::guarded;

/// CSV being written: a header, then rows of as many cells. A cell that a spreadsheet would take for a formula is
/// [guarded](super::guard).
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with its header.
    pub fn new(columns: &[&str]) -> Table {
        let mut table = Table(csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()));
        table.push(columns);
        table
    }

    /// Adds a row.
    pub fn push(&mut self, cells: &[impl AsRef<str>]) {
        // Writing to memory has nothing to fail on, and rows of any length are allowed.
        let row: csv::StringRecord = cells.iter().map(|cell| guarded(cell.as_ref())).collect();
        let _ = self.0.write_record(&row);
    }

    /// The whole text, UTF-8.
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A row as a [`Table`] writes it, for pages. The csv crate's writer can tell numbers apart, and a page would load
/// 15 kB of their grammar with it.
pub fn row(cells: &[impl AsRef<str>]) -> String {
    let mut row = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        let cell = guarded(cell.as_ref());
        if cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) || (cells.len() == 1 && cell.is_empty())
        {
            row.push('"');
            row.push_str(&cell.replace('"', "\"\""));
            row.push('"');
        } else {
            row.push_str(&cell);
        }
    }
    row.push('\n');
    row
}

/// The first row and the last one of a table that has some, as they are written: what a manifest tells of it, by which
/// a page knows one that was cut between two rows.
#[cfg(not(target_family = "wasm"))]
pub fn span(bytes: &[u8]) -> Option<[&str; 2]> {
    // A cell that begins with a quote may have lines of its own, and quotes, each written twice; any other quote is a
    // letter.
    let (mut quoted, mut may_quote) = (false, true);
    let ends = |letter: char| {
        let quote = letter == '"' && may_quote;
        quoted ^= quote;
        let ends = !quoted && matches!(letter, '\r' | '\n');
        may_quote = quoted || quote || ends || letter == ',';
        ends
    };
    let rows = std::str::from_utf8(bytes).ok()?.split(ends);
    let mut rows = rows.filter(|row| !row.trim().is_empty()).skip(1);
    let first = rows.next()?;
    Some([first, rows.last().unwrap_or(first)])
}

/// What the CSV reader refused, as an error about the file it was reading.
pub(crate) fn broken(kind: Kind, error: &csv::Error) -> Error {
    let found = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "bytes that are not UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} cells under {expected_len} headers"),
        _ => "no CSV".to_owned(),
    };
    let error_at = Error::new(kind, found, "UTF-8 CSV with as many cells in each row as headers");
    match error.position() {
        Some(position) => error_at.at_row(position.line() as usize),
        None => error_at,
    }
}

/// Reads the named columns of a table, row by row, until `take` gives nothing.
pub(crate) fn rows<const N: usize>(
    bytes: &[u8],
    columns: [&str; N],
    mut take: impl FnMut([&str; N]) -> Option<()>,
) -> Result<()> {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().map_err(|error| broken(Kind::Record, &error))?.clone();
    let at = columns.map(|column| headers.iter().position(|header| header == column));
    for row in reader.records() {
        let row = row.map_err(|error| broken(Kind::Record, &error))?;
        let cells = at.map(|at| at.and_then(|at| row.get(at)).unwrap_or_default());
        if take(cells).is_none() {
            let number = row.position().map_or(0, |position| position.line() as usize);
            return Err(Error::new(Kind::Record, cells.join(", "), columns.join(", ")).at_row(number));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_begins_and_ends_with_a_row() {
        let check = |table: &str, expected| assert_eq!(span(table.as_bytes()), expected, "{table:?}");
        check("", None);
        check("a,b\n", None);
        check("a,b\n1,2", Some(["1,2", "1,2"]));
        check("a,b\r\n1,\"2\n3\"\r\n4,5\r\n\r\n6,\"\"\"7\n\"\"\"\r\n\r\n", Some(["1,\"2\n3\"", "6,\"\"\"7\n\"\"\""]));
        check("a,b\n1,2\"\n3,\"\"\n4,6\" x 8\"\n\"5\"\"\",7 \n", Some(["1,2\"", "\"5\"\"\",7 "]));
    }

    #[test]
    fn a_row_is_what_the_writer_of_tables_writes() {
        let cells = [
            "", "a", "a b", "a,b", "\"", "a\"\"b", "\n", "a\rb", "=1+1", "=\"a\"", "-5", "'=1", "1e5", "Doña", "\t",
            ";", "#",
        ];
        let check = |cells: &[&str]| assert_eq!(row(cells), Table::new(cells).finish(), "{cells:?}");
        for cell in cells {
            check(&[cell]);
            check(&[cell, cell]);
            check(&["", cell, ""]);
        }
        check(&cells);
    }
}
