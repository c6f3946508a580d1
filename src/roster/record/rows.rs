//! Rows of CSV as a page reads them. It knows no columns.

use crate::error::{Error, Kind, Result};

use super::guard::unguarded;

/// Rows of CSV that is in memory already, [unguarded], each with the line that it begins on. It stands on the core of
/// the csv crate: with that crate's own reader, which buffers and copies, a page would load 2.6 kB more.
pub(super) struct Rows<'a> {
    core: csv_core::Reader,
    rest: &'a [u8],
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// No row has more cells: the record has sixteen columns.
const MOST_CELLS: usize = 64;
/// So many bytes there is room for in a row at first. Room for all of the file would be one more large piece of a
/// page's memory to be found for each record that comes.
const ROW: usize = 1024;

impl<'a> Rows<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Rows<'a>> {
        if let Err(error) = str::from_utf8(bytes) {
            let before = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            return Err(shapeless("bytes that are not UTF-8".to_owned(), before + 1));
        }
        let (cells, ends) = (vec![0; ROW], vec![0; MOST_CELLS]);
        Ok(Rows { core: csv_core::Reader::new(), rest: bytes, cells, ends })
    }

    pub(super) fn next(&mut self) -> Result<Option<(usize, Vec<String>)>> {
        let line = self.core.line() as usize;
        let (mut n_bytes, mut n_ends) = (0, 0);
        loop {
            let cells = self.cells.get_mut(n_bytes..).unwrap_or_default();
            let ends = self.ends.get_mut(n_ends..).unwrap_or_default();
            let (found, read, written, ended) = self.core.read_record(self.rest, cells, ends);
            self.rest = self.rest.get(read..).unwrap_or_default();
            (n_bytes, n_ends) = (n_bytes + written, n_ends + ended);
            match found {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull => self.cells.resize(2 * self.cells.len(), 0),
                csv_core::ReadRecordResult::Record => break,
                csv_core::ReadRecordResult::End => return Ok(None),
                _ => return Err(shapeless(format!("more than {MOST_CELLS} cells"), line)),
            }
        }
        let mut start = 0;
        let row = self.ends.iter().take(n_ends).map(|end| {
            let cell = self.cells.get(start..*end).unwrap_or_default();
            start = *end;
            unguarded(&String::from_utf8_lossy(cell)).to_owned()
        });
        Ok(Some((line, row.collect())))
    }
}

/// What is no record's CSV.
pub(super) fn shapeless(found: String, row: usize) -> Error {
    Error::new(Kind::Record, found, "UTF-8 CSV with as many cells in each row as headers").at_row(row)
}
