//! Whole numbers in fractions of bits: adaptive binary arithmetic coding. A number is told as yes and no; each answer
//! has a chance, learnt from those before it, and takes the fewer bits the more it was expected. One walk serves
//! writing and reading. It never trusts its bytes to go on.
//!
//! The coder is carryless, with bounds of 32 bits (as in Mahoney's public description of his PAQ archivers): what both
//! bounds begin with is written and leaves them.

use crate::error::{Error, Kind, Result};

/// What takes a yes or no at a chance: it writes the one that it is given, or gives the one that it reads.
pub(crate) trait Coder {
    /// `chance` is that of a yes, in 65,536ths, never 0 nor 1.
    fn bit(&mut self, chance: u32, yes: bool) -> bool;
}

/// A chance that learns.
#[derive(Clone, Copy)]
struct Chance {
    /// Of a yes, in 65,536ths.
    yes: u16,
    /// The answers so far, up to [`MEMORY`].
    seen: u8,
}

/// A chance is the mean of all answers so far, but never slower to learn than by a 25th. Measured on the counties of
/// the United States: 60 and 120 in its place take 0.2 and 0.7 per cent more.
const MEMORY: u8 = 24;
/// The least chance of an answer, in 65,536ths: a 256th. So a byte tells of 1,500 answers at most.
const LEAST: u16 = 256;
/// How many chances a kind has: for numbers one of each length, and one of each binary digit of a length up to
/// [`LONG`].
const CHANCES: usize = 64;
/// Binary digits of longer numbers share one chance.
const LONG: usize = 8;
/// The most binary digits: numbers are below 2^28.
const LONGEST: usize = 29;

impl Chance {
    const EVEN: Chance = Chance { yes: 1 << 15, seen: 0 };

    fn learn(&mut self, yes: bool) {
        let weight = 2 * i32::from(self.seen) + 3;
        let goal = if yes { i32::from(u16::MAX) } else { 0 };
        let next = i32::from(self.yes) + (goal - i32::from(self.yes)) * 2 / weight;
        self.yes = (next as u16).clamp(LEAST, u16::MAX - LEAST);
        self.seen = MEMORY.min(self.seen + 1);
    }
}

/// Numbers of several kinds, each with chances of its own, one after another.
pub(crate) struct Numbers<C> {
    pub(crate) coder: C,
    chances: Vec<[Chance; CHANCES]>,
    /// Of each series, whether its last numbers were 0, the newest in the lowest bit.
    pasts: Vec<usize>,
}

/// A series of numbers takes the indices of so many kinds: by whether its last two were 0.
pub(crate) const N_PASTS: usize = 4;

impl Numbers<Decoder<'_>> {
    /// The next number of a kind.
    pub(crate) fn read(&mut self, kind: usize) -> Result<u32> {
        let number = self.number(kind, 0);
        self.coder.check().map(|()| number)
    }
}

impl<C: Coder> Numbers<C> {
    /// Kinds of numbers are told apart by an index below `n_kinds`.
    pub(crate) fn new(coder: C, n_kinds: usize) -> Numbers<C> {
        Numbers { coder, chances: vec![[Chance::EVEN; CHANCES]; n_kinds], pasts: vec![0; n_kinds] }
    }

    /// Writes a yes or no, or reads one in its place: of a kind that has no numbers, with the chance that is learnt
    /// where `before` is the same, below 64.
    pub(crate) fn answer(&mut self, kind: usize, before: usize, yes: bool) -> bool {
        self.bit(kind, before, yes)
    }

    /// Writes a number below 2^28, or reads one in its place: how many binary digits it has when one is added, then
    /// those after the first.
    pub(crate) fn number(&mut self, kind: usize, number: u32) -> u32 {
        let number = number + 1;
        let mut length = 1;
        while length < LONGEST && self.bit(kind, length, number >> length != 0) {
            length += 1;
        }
        let mut found = 1;
        for digit in 1..length {
            let of_its_own = length * (length - 1) / 2 + digit;
            let chance = LONGEST + if length <= LONG { of_its_own - 1 } else { 0 };
            let one = number >> (length - 1 - digit) & 1 == 1;
            found = found << 1 | u32::from(self.bit(kind, chance, one));
        }
        found - 1
    }

    /// Writes the next number of a series, or reads one in its place. `first` is the first of its [`N_PASTS`] kinds.
    pub(crate) fn next(&mut self, first: usize, number: u32) -> u32 {
        let past = self.pasts.get(first).copied().unwrap_or_default();
        let number = self.number(first + past, number);
        if let Some(past) = self.pasts.get_mut(first) {
            *past = *past << 1 & 2 | usize::from(number != 0);
        }
        number
    }

    fn bit(&mut self, kind: usize, chance: usize, yes: bool) -> bool {
        let Some(chance) = self.chances.get_mut(kind).and_then(|chances| chances.get_mut(chance)) else { return false };
        let yes = self.coder.bit(u32::from(chance.yes), yes);
        chance.learn(yes);
        yes
    }
}

/// The numbers that are still possible, both ends among them.
struct Bounds {
    low: u32,
    high: u32,
}

impl Bounds {
    const ALL: Bounds = Bounds { low: 0, high: u32::MAX };

    /// The last number that means a yes.
    fn last_yes(&self, chance: u32) -> u32 {
        self.low + ((u64::from(self.high - self.low) * u64::from(chance)) >> 16) as u32
    }

    /// Takes the side of a yes or a no.
    fn take(&mut self, last_yes: u32, yes: bool) {
        if yes {
            self.high = last_yes;
        } else {
            self.low = last_yes + 1;
        }
    }

    /// The first byte of both, which leaves them; none while they differ in it.
    fn settled(&mut self) -> Option<u8> {
        let byte = (self.low >> 24) as u8;
        ((self.low ^ self.high) >> 24 == 0).then(|| {
            self.low <<= 8;
            self.high = self.high << 8 | 0xff;
            byte
        })
    }
}

/// Reads answers from bytes.
pub(crate) struct Decoder<'a> {
    kind: Kind,
    bounds: Bounds,
    code: u32,
    rest: std::slice::Iter<'a, u8>,
    /// Whether it read past the end.
    short: bool,
}

impl<'a> Decoder<'a> {
    /// `kind` is what errors say was being read.
    pub(crate) fn new(kind: Kind, bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder { kind, bounds: Bounds::ALL, code: 0, rest: bytes.iter(), short: false };
        (0..4).for_each(|_| decoder.shift());
        decoder
    }

    fn shift(&mut self) {
        let byte = self.rest.next();
        self.short |= byte.is_none();
        self.code = self.code << 8 | u32::from(byte.copied().unwrap_or_default());
    }

    /// What was wrong with the bytes. Out of line: in a page each copy would be loaded.
    #[cold]
    #[inline(never)]
    pub(crate) fn broken(&self, found: &str, expected: &str) -> Error {
        Error::new(self.kind, found, expected)
    }

    /// An error once more was read than there is. Whoever reads in a loop asks in it.
    pub(crate) fn check(&self) -> Result<()> {
        match self.short {
            true => Err(self.broken("the end of the bytes", "more of them: the file is cut short")),
            false => Ok(()),
        }
    }

    /// Whether all has been read.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, chance: u32, _: bool) -> bool {
        let last_yes = self.bounds.last_yes(chance);
        let yes = self.code <= last_yes;
        self.bounds.take(last_yes, yes);
        while self.bounds.settled().is_some() {
            self.shift();
        }
        yes
    }
}

/// Writes answers as bytes.
#[cfg(not(target_family = "wasm"))]
pub(crate) struct Encoder {
    bounds: Bounds,
    bytes: Vec<u8>,
}

#[cfg(not(target_family = "wasm"))]
impl Encoder {
    /// Nothing so far.
    pub(crate) fn new() -> Encoder {
        Encoder { bounds: Bounds::ALL, bytes: Vec::new() }
    }

    /// All bytes: as many as reading takes.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.bounds.low.to_be_bytes());
        self.bytes
    }
}

#[cfg(not(target_family = "wasm"))]
impl Coder for Encoder {
    fn bit(&mut self, chance: u32, yes: bool) -> bool {
        let last_yes = self.bounds.last_yes(chance);
        self.bounds.take(last_yes, yes);
        while let Some(byte) = self.bounds.settled() {
            self.bytes.push(byte);
        }
        yes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(numbers: &[(usize, u32)]) -> Vec<u8> {
        let mut writer = Numbers::new(Encoder::new(), 3);
        numbers.iter().for_each(|(kind, number)| assert_eq!(writer.number(*kind, *number), *number));
        writer.coder.finish()
    }

    #[test]
    fn numbers_come_back() {
        let check = |numbers: &[(usize, u32)]| {
            let bytes = written(numbers);
            let mut reader = Numbers::new(Decoder::new(Kind::Geography, &bytes), 3);
            for (kind, number) in numbers {
                assert_eq!(reader.number(*kind, 0), *number);
            }
            assert!(reader.coder.check().is_ok() && reader.coder.is_done());
            // All bytes are needed, and no more.
            for n in 0..bytes.len() {
                let mut reader = Numbers::new(Decoder::new(Kind::Geography, &bytes[..n]), 3);
                numbers.iter().for_each(|(kind, _)| _ = reader.number(*kind, 0));
                assert!(reader.coder.check().is_err(), "{n} of {}", bytes.len());
            }
        };
        check(&[]);
        check(&[(0, 0)]);
        check(&[(1, (1 << 28) - 1), (1, 0), (2, 254), (0, 255), (1, 256)]);
        // A sequence without order, of all lengths.
        let mut state = 1u32;
        let mut next = |kind: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((kind % 3) as usize, (state >> 4) >> (state % 28))
        };
        check(&(0..200).map(&mut next).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_expected_takes_little() {
        let alike = written(&[(0, 5); 10_000]).len();
        // Four answers of a 256th part of surprise each, at most.
        assert!(alike < 10_000 * 4 * 6 / 1_000 / 8 + 60, "{alike} bytes");
        // Kinds do not learn from each other.
        let mixed = |n_kinds| written(&(0..1_000).map(|at| (at % n_kinds, [5, 900][at % 2])).collect::<Vec<_>>()).len();
        assert!(mixed(2) < mixed(1), "{} and {} bytes", mixed(2), mixed(1));
    }

    #[test]
    fn bytes_without_end_are_not_read() {
        let mut reader = Numbers::new(Decoder::new(Kind::Geography, &[0; 5]), 1);
        let read = (0..100_000).take_while(|_| {
            reader.number(0, 0);
            reader.coder.check().is_ok()
        });
        assert!(read.count() < 10_000);
    }
}
