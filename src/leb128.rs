//! Whole numbers in bytes, small ones in few: LEB128, seven bits to a byte, lowest first, the high bit set on all bytes
//! but the last. A signed one is folded first (0, -1, 1, -2 … become 0, 1, 2, 3 …). It never trusts a length.

use crate::error::{Error, Kind, Result};

/// Reads bytes from their start to their end.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    kind: Kind,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// `kind` is what errors say was being read.
    pub(crate) fn new(kind: Kind, bytes: &'a [u8]) -> Reader<'a> {
        Reader { kind, rest: bytes }
    }

    /// Reads the magic bytes and the version that a file begins with; gives what follows. `expected` says what file
    /// that is.
    pub(crate) fn open(mut self, magic: &[u8; 5], version: u8, expected: &str) -> Result<Reader<'a>> {
        if self.bytes(magic.len()).ok() != Some(magic) {
            return Err(self.broken("other bytes", expected));
        }
        let found = self.bytes(1)?.first().copied().unwrap_or_default();
        if found != version {
            return Err(self.broken(&format!("version {found}"), &format!("version {version}")));
        }
        Ok(self)
    }

    /// Whether all has been read.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// All bytes that are left, as they are.
    pub(crate) fn take_rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// The next `n` bytes as they are.
    pub(crate) fn bytes(&mut self, n: usize) -> Result<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(n).ok_or_else(|| self.cut_short())?;
        self.rest = rest;
        Ok(head)
    }

    /// The next number.
    #[inline(never)]
    pub(crate) fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let (&byte, rest) = self.rest.split_first().ok_or_else(|| self.cut_short())?;
            self.rest = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.broken("a number above 268,435,455", "a smaller one"))
    }

    /// The next signed number.
    pub(crate) fn signed(&mut self) -> Result<i32> {
        self.number().map(unfold)
    }

    /// How many numbers follow, each of which takes a byte at least: no more than there are bytes.
    pub(crate) fn count(&mut self) -> Result<usize> {
        let n = self.number()? as usize;
        if n > self.rest.len() { Err(self.cut_short()) } else { Ok(n) }
    }

    /// The next `n` numbers.
    pub(crate) fn numbers(&mut self, n: usize) -> Result<Vec<u32>> {
        let mut numbers = Vec::new();
        for _ in 0..n {
            numbers.push(self.number()?);
        }
        Ok(numbers)
    }

    /// What was wrong with the bytes. Out of line, as all that is called from many places here: in a page each copy
    /// would be loaded.
    #[cold]
    #[inline(never)]
    pub(crate) fn broken(&self, found: &str, expected: &str) -> Error {
        Error::new(self.kind, found, expected)
    }

    fn cut_short(&self) -> Error {
        self.broken("the end of the bytes", "more of them: the file is cut short")
    }
}

/// A signed number from a folded one.
pub(crate) fn unfold(folded: u32) -> i32 {
    (folded >> 1) as i32 ^ -((folded & 1) as i32)
}

/// A signed number as one without sign, small when it is near zero.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn fold(number: i32) -> u32 {
    (number << 1 ^ number >> 31) as u32
}

/// Collects bytes.
#[cfg(not(target_family = "wasm"))]
#[derive(Clone, Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

#[cfg(not(target_family = "wasm"))]
impl Writer {
    /// Appends a number below 2^28.
    pub(crate) fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// Appends a signed number.
    pub(crate) fn signed(&mut self, number: i32) {
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
            assert_eq!(Reader::new(Kind::Record, &writer.bytes).signed(), Ok(number));
            for n in 0..bytes {
                assert!(Reader::new(Kind::Record, &writer.bytes[..n]).number().is_err());
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
        assert!(Reader::new(Kind::Record, &[0xff; 9]).number().is_err());
    }

    #[test]
    fn no_more_is_expected_than_there_is() {
        assert_eq!(Reader::new(Kind::Record, &[2, 0, 0]).count(), Ok(2));
        assert!(Reader::new(Kind::Record, &[3, 0, 0]).count().is_err());
    }
}
