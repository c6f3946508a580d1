//! The zip file that a workbook is (APPNOTE.TXT, 4.3): its directory, and its parts unpacked within bounds.
//!
//! It reads what spreadsheet programs write: parts that are stored or deflated. It knows no encryption, no volumes and
//! nothing of four gigabytes; it trusts no size that the file itself claims.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Bytes of one part, unpacked. The largest part of ICE's workbooks so far has 0.85 MB, for 1,850 agreements.
pub const PART: usize = 8 << 20;

/// The directory's end, from its mark on; behind it a comment may stand.
const END: usize = 22;
/// What the longest comment takes.
const COMMENT: usize = 65_535;
/// A part's entry in the directory, up to its name.
const ENTRY: usize = 46;
/// A part's own head, up to its name.
const HEAD: usize = 30;

/// A zip file that is open.
pub struct Archive<'a>(Vec<Part<'a>>);

/// What the directory says of a part.
struct Part<'a> {
    name: String,
    /// How it is packed: 0 stored, 8 deflated.
    method: u16,
    encrypted: bool,
    crc: u32,
    packed: &'a [u8],
}

/// Why a part is not had.
pub enum Failure {
    /// It has more bytes than it may.
    TooLarge,
    /// It is damaged, or packed in a way that is not known.
    Damaged(String),
}

impl<'a> Archive<'a> {
    /// Opens a zip file.
    ///
    /// # Errors
    /// What was found instead of one, for people.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, String> {
        let cut = || "a zip file that is cut off or damaged".to_owned();
        let last = bytes.len().checked_sub(END).ok_or_else(cut)?;
        let is_end = |at: &usize| {
            let comment = number(bytes, at + 20, 2).unwrap_or(usize::MAX);
            bytes.get(*at..at + 4) == Some(b"PK\x05\x06") && at + END + comment <= bytes.len()
        };
        let end = (last.saturating_sub(COMMENT)..=last).rev().find(is_end).ok_or_else(cut)?;
        let field = |at: usize, n: usize| number(bytes, end + at, n).ok_or_else(cut);
        let (n_parts, size, offset) = (field(10, 2)?, field(12, 4)?, field(16, 4)?);
        let start = end.checked_sub(size).ok_or_else(cut)?;
        // Where something stands before the zip file, every offset is short by as much.
        let before = start.checked_sub(offset).ok_or_else(cut)?;
        let mut parts = Vec::new();
        let mut at = start;
        for _ in 0..n_parts {
            let (part, next) = Part::read(bytes, at, before).ok_or_else(cut)?;
            parts.push(part);
            at = next;
        }
        Ok(Archive(parts))
    }

    /// The names of its parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|part| part.name.as_str())
    }

    /// A part unpacked, by its place in the directory.
    ///
    /// # Errors
    /// It has more bytes than [`PART`], or is not what the directory says.
    pub fn part(&self, index: usize) -> Result<Vec<u8>, Failure> {
        let damaged = |found: &str| Failure::Damaged(found.to_owned());
        let Some(part) = self.0.get(index) else { return Err(damaged("no such part")) };
        if part.encrypted {
            return Err(damaged("a part with a password"));
        }
        let bytes = match part.method {
            0 if part.packed.len() > PART => return Err(Failure::TooLarge),
            0 => part.packed.to_vec(),
            8 => decompress_to_vec_with_limit(part.packed, PART).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => Failure::TooLarge,
                _ => damaged("damaged bytes"),
            })?,
            method => return Err(damaged(&format!("packed by method {method}"))),
        };
        if crc(&bytes) == part.crc { Ok(bytes) } else { Err(damaged("damaged bytes")) }
    }
}

impl<'a> Part<'a> {
    /// Reads an entry of the directory; gives where the next one begins.
    fn read(bytes: &'a [u8], at: usize, before: usize) -> Option<(Part<'a>, usize)> {
        let field = |offset: usize, n: usize| number(bytes, at.checked_add(offset)?, n);
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let name = bytes.get(at + ENTRY..at + ENTRY + field(28, 2)?)?;
        let next = at + ENTRY + name.len() + field(30, 2)? + field(32, 2)?;
        let head = before.checked_add(field(42, 4)?)?;
        if bytes.get(head..head.checked_add(4)?)? != b"PK\x03\x04" {
            return None;
        }
        let start = head + HEAD + number(bytes, head + 26, 2)? + number(bytes, head + 28, 2)?;
        let part = Part {
            name: String::from_utf8_lossy(name).into_owned(),
            method: field(10, 2)? as u16,
            encrypted: field(8, 2)? & 1 > 0,
            crc: field(16, 4)? as u32,
            packed: bytes.get(start..start.checked_add(field(20, 4)?)?)?,
        };
        Some((part, next))
    }
}

/// A number of two or four bytes, the lowest first.
fn number(bytes: &[u8], at: usize, n: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(n)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// The check sum of zip files (CRC-32), four bits at a time.
fn crc(bytes: &[u8]) -> u32 {
    let steps: [u32; 16] = std::array::from_fn(|n| {
        (0..4).fold(n as u32, |rest, _| if rest & 1 > 0 { rest >> 1 ^ 0xEDB8_8320 } else { rest >> 1 })
    });
    let step = |rest: u32, bits: u32| rest >> 4 ^ steps.get(((rest ^ bits) & 15) as usize).copied().unwrap_or_default();
    !bytes.iter().fold(!0, |rest, byte| step(step(rest, u32::from(*byte)), u32::from(*byte) >> 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_the_one_of_its_standard() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc(b""), 0);
    }

    #[test]
    fn no_byte_that_is_changed_or_missing_goes_unseen_or_panics() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/lists/participating/2021-01-12.xlsx");
        let whole = std::fs::read(path).unwrap();
        let all = |bytes: &[u8]| {
            let archive = Archive::open(bytes).ok()?;
            (0..archive.0.len()).map(|part| archive.part(part).ok()).collect::<Option<Vec<_>>>()
        };
        let parts = all(&whole).unwrap();
        assert!(parts.len() > 5);
        for at in 0..whole.len() {
            assert!(all(&whole[..at]).is_none(), "cut off at {at}");
            let mut other = whole.clone();
            other[at] ^= 0x55;
            assert!(all(&other).is_none_or(|other| other == parts), "changed at {at}");
        }
    }
}
