//! The bytes of a packed geography: whole numbers in streams, one stream for each kind of number, since
//! numbers of a kind compress best beside each other. It never trusts a length.
//!
//! First stand the magic bytes and the version, then as numbers: the grid's cells in one map unit; the map's
//! width and height in cells; how many insets there are, and of each the state's code and left, top, right
//! and bottom in cells; the length in bytes of each stream. Then the streams, and nothing after them.
//!
//! A number is written in LEB128, seven bits to a byte, lowest first, the high bit set on all bytes but
//! the last; a signed one is folded first (0, -1, 1, -2 … become 0, 1, 2, 3 …).

use crate::error::{Error, Kind, Result};

/// The first bytes of every packed geography.
pub(super) const MAGIC: [u8; 5] = *b"ATLAS";
/// The one version of the format that this code writes and reads; it follows the magic bytes.
pub(super) const VERSION: u8 = 1;

/// The streams in the order in which they stand, after the lengths of all of them.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    /// For each county in the order of codes: the code less the one before it.
    Codes,
    /// The counties' bare names in UTF-8, each ended by a line feed; or nothing, where another file has them.
    Names,
    /// For each ring its county: 0 one met before, from 1 one not met yet, a signed number plus 1. See `Owners`.
    Owners,
    /// For each ring, where it starts: 0 a new node, 1 a known node, from 2 an open arc, newest first.
    Starts,
    /// At each node where open arcs end: 0 a new arc follows, from 1 the open arc to go back along, newest first.
    Turns,
    /// For each new arc: 1, plus 1 if another ring will go back along it, plus twice its points between its ends.
    /// 0 in its place goes along an arc in a direction it was gone before: see `Back`.
    Lengths,
    /// For each new arc, its end: 0 a new node, 1 the ring's start, 2 a known node, from 3 the node where an
    /// open arc ends, newest first, which the ring then goes back along.
    Ends,
    /// Known nodes, and arcs gone along again (twice, plus 1 if backwards), counted back from the newest; and
    /// for rings of a county met before the way to it, signed.
    Back,
    /// Eastward steps from point to point in cells of the grid, signed.
    X,
    /// Southward steps.
    Y,
}

/// How many streams there are.
pub(super) const N_STREAMS: usize = 10;

/// Something for each stream, in their order.
#[derive(Default)]
pub(super) struct Streams<T>(pub(super) [T; N_STREAMS]);

impl<T> Streams<T> {
    /// What there is for one.
    pub(super) fn of(&mut self, stream: Stream) -> &mut T {
        let [codes, names, owners, starts, turns, lengths, ends, back, x, y] = &mut self.0;
        match stream {
            Stream::Codes => codes,
            Stream::Names => names,
            Stream::Owners => owners,
            Stream::Starts => starts,
            Stream::Turns => turns,
            Stream::Lengths => lengths,
            Stream::Ends => ends,
            Stream::Back => back,
            Stream::X => x,
            Stream::Y => y,
        }
    }
}

/// Reads one stream from its start to its end.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// Whether all has been read.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// All bytes that are left, as they are.
    pub(super) fn take_rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// The next `n` bytes as they are.
    pub(super) fn bytes(&mut self, n: usize) -> Result<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or_else(cut_short)?;
        self.rest = rest;
        Ok(head)
    }

    /// The next number.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let (&byte, rest) = self.rest.split_first().ok_or_else(cut_short)?;
            self.rest = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(broken("a number above 268,435,455", "a smaller one"))
    }

    /// The next signed number.
    pub(super) fn signed(&mut self) -> Result<i32> {
        self.number().map(unfold)
    }
}

/// A signed number from a folded one.
pub(super) fn unfold(folded: u32) -> i32 {
    (folded >> 1) as i32 ^ -((folded & 1) as i32)
}

/// A signed number as one without sign, small when it is near zero.
#[cfg(not(target_family = "wasm"))]
pub(super) fn fold(number: i32) -> u32 {
    (number << 1 ^ number >> 31) as u32
}

/// What was wrong with the bytes, or with the text that they are made from. Out of line, as all that is called
/// from many places here: in a page each copy would be loaded.
#[cold]
#[inline(never)]
pub(super) fn broken(found: &str, expected: &str) -> Error {
    Error::new(Kind::Geography, found, expected)
}

fn cut_short() -> Error {
    broken("the end of the bytes", "more of them: the file is cut short")
}

/// Collects one stream.
#[cfg(not(target_family = "wasm"))]
#[derive(Clone, Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

#[cfg(not(target_family = "wasm"))]
impl Writer {
    /// Appends a number below 2^28.
    pub(super) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Appends a signed number.
    pub(super) fn signed(&mut self, number: i32) {
        self.number(fold(number));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let check = |number: i32, bytes: usize| {
            let mut writer = Writer::default();
            writer.signed(number);
            assert_eq!(writer.bytes.len(), bytes, "{number}");
            assert_eq!(Reader::new(&writer.bytes).signed(), Ok(number));
            for n in 0..bytes {
                assert!(Reader::new(&writer.bytes[..n]).signed().is_err());
            }
        };
        check(0, 1);
        check(-1, 1);
        check(63, 1);
        check(64, 2);
        check(-64, 1);
        check(-65, 2);
        check(100_000, 3);
        check(-134_217_728, 4);
    }

    #[test]
    fn a_number_without_end_is_refused() {
        assert!(Reader::new(&[0xff; 9]).number().is_err());
    }
}
