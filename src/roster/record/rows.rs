//! Rows of CSV as a page reads them, from bytes that come in pieces. It knows no columns.

use crate::error::{Error, Kind, Result};

use super::columns::undirected;
use super::guard::unguarded;

/// Reads rows of CSV, [unguarded], each with the line that it begins on. It stands on the core of the csv crate: with
/// that crate's own reader, which buffers and copies, a page would load 2.6 kB more.
pub(super) struct Rows {
    core: csv_core::Reader,
    /// The cells of the row that is being read, behind one another, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
    n_bytes: usize,
    n_ends: usize,
    line: usize,
    /// Whether marks that turn the direction of what follows are left out.
    undirected: bool,
}

/// No row has more cells: the record has sixteen columns.
const MOST_CELLS: usize = 64;
/// So many bytes there is room for in a row at first. Room for all of the file would be one more large piece of a
/// page's memory to be found for each record that comes.
const ROW: usize = 1024;

/// What is done with a row: the line that it begins on, and its cells.
pub(super) type Act<'a> = dyn FnMut(usize, &[&str]) -> Result<()> + 'a;

impl Rows {
    pub(super) fn new(undirected: bool) -> Rows {
        let (cells, ends) = (vec![0; ROW], vec![0; MOST_CELLS]);
        Rows { core: csv_core::Reader::new(), cells, ends, n_bytes: 0, n_ends: 0, line: 1, undirected }
    }

    /// Reads on; no bytes are the end of the file.
    pub(super) fn read(&mut self, mut bytes: &[u8], act: &mut Act) -> Result<()> {
        let is_end = bytes.is_empty();
        loop {
            let cells = self.cells.get_mut(self.n_bytes..).unwrap_or_default();
            let ends = self.ends.get_mut(self.n_ends..).unwrap_or_default();
            let (found, read, written, ended) = self.core.read_record(bytes, cells, ends);
            bytes = bytes.get(read..).unwrap_or_default();
            (self.n_bytes, self.n_ends) = (self.n_bytes + written, self.n_ends + ended);
            match found {
                csv_core::ReadRecordResult::InputEmpty if is_end => {}
                csv_core::ReadRecordResult::InputEmpty | csv_core::ReadRecordResult::End => return Ok(()),
                csv_core::ReadRecordResult::Record => {
                    self.row(act)?;
                    (self.n_bytes, self.n_ends, self.line) = (0, 0, self.core.line() as usize);
                }
                csv_core::ReadRecordResult::OutputFull => self.cells.resize(2 * self.cells.len(), 0),
                csv_core::ReadRecordResult::OutputEndsFull => {
                    return Err(shapeless(format!("more than {MOST_CELLS} cells"), self.line));
                }
            }
        }
    }

    fn row(&self, act: &mut Act) -> Result<()> {
        let bytes = self.cells.get(..self.n_bytes).unwrap_or_default();
        let text = str::from_utf8(bytes).map_err(|error| {
            let before = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            shapeless("bytes that are not UTF-8".to_owned(), self.line + before)
        })?;
        let mut start = 0;
        let cells = self.ends.iter().take(self.n_ends).map(|end| {
            let cell = text.get(start..*end).unwrap_or_default();
            start = *end;
            cell
        });
        if self.undirected && !text.is_ascii() {
            let cells: Vec<String> = cells.map(|cell| undirected(cell.to_owned())).collect();
            return self.done(cells.iter().map(String::as_str), act);
        }
        self.done(cells, act)
    }

    fn done<'a>(&self, cells: impl Iterator<Item = &'a str>, act: &mut Act) -> Result<()> {
        let mut row = [""; MOST_CELLS];
        for (place, cell) in row.iter_mut().zip(cells) {
            *place = unguarded(cell);
        }
        act(self.line, row.get(..self.n_ends).unwrap_or_default())
    }
}

/// What is no record's CSV.
pub(super) fn shapeless(found: String, row: usize) -> Error {
    Error::new(Kind::Record, found, "UTF-8 CSV with as many cells in each row as headers").at_row(row)
}
