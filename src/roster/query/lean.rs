//! The lean files of totals beside a record: a line for each fact, cells parted by tabs, and a line for the end, so
//! that a file which arrived in part is known for one. It knows no fact.

use crate::error::{Error, Kind, Result};

/// The last line of a lean file.
pub(super) const END: &str = "end";

/// Reads the lines of a lean file, cells parted by tabs, up to the one for its end. `read` says of another line than
/// those it knows that it is none, by `None`; errors say which lines of which file were `expected`.
pub(super) fn lines(bytes: &[u8], expected: &str, mut read: impl FnMut(&[&str]) -> Option<()>) -> Result<()> {
    let text = std::str::from_utf8(bytes).unwrap_or("\u{fffd}");
    let mut row = 0;
    for line in text.split_inclusive('\n') {
        row += 1;
        let line =
            line.strip_suffix('\n').ok_or_else(|| Error::new(Kind::Record, "half a line", expected).at_row(row))?;
        if line == END {
            return Ok(());
        }
        let cells: Vec<&str> = line.split('\t').collect();
        read(&cells).ok_or_else(|| Error::new(Kind::Record, "another line", expected).at_row(row))?;
    }
    Err(Error::new(Kind::Record, "half a file", expected).at_row(row + 1))
}

/// Whether a lean file has its end, for who looks no closer.
///
/// # Errors
/// It was cut short.
pub fn whole(bytes: &[u8]) -> Result<()> {
    let end = bytes.strip_suffix(b"\n").and_then(|bytes| bytes.strip_suffix(END.as_bytes()));
    let ends = end.is_some_and(|rest| rest.ends_with(b"\n"));
    if ends { Ok(()) } else { Err(Error::new(Kind::Record, "half a file", "its last line, end")) }
}
