//! Whole numbers in fractions of bits: adaptive binary arithmetic coding. A number is told as yes and no; each answer
//! has a chance, learnt from those before it, and takes the fewer bits the more it was expected. One walk serves
//! writing and reading. It never trusts its bytes to go on.
//!
//! Several contexts may tell what to expect: each has a chance of its own, and what they say is mixed by weights that
//! are learnt, too, in the logistic domain. That and the coder, carryless with bounds of 32 bits, are as in Mahoney's
//! public description of his PAQ archivers: what both bounds begin with is written and leaves them. All of it is
//! whole numbers, the same on every machine.

use crate::error::{Error, Kind, Result};

/// What takes a yes or no at a chance: it writes the one that it is given, or gives the one that it reads.
pub(crate) trait Coder {
    /// `chance` is that of a yes, in 65,536ths, never 0 nor 1.
    fn bit(&mut self, chance: u32, yes: bool) -> bool;

    /// The next number to be written; 0 for what reads.
    fn given(&mut self) -> i32;

    /// An error once more was read than there is. Whoever reads in a loop asks in it.
    fn check(&self) -> Result<()>;
}

/// A chance that learns: of a yes, in 4,096ths, in the upper twelve bits, and how many answers it has seen, up to
/// [`MEMORY`], in the lower four.
type Chance = u16;

/// Of as many yes as no, nothing seen. Chances are kept by how they differ from it, so that a table begins as zeros.
const EVEN: Chance = 1 << 15;
/// A chance is the mean of all answers so far, but never slower to learn than by a 16th.
const MEMORY: u16 = 15;
/// The least chance of an answer, in 65,536ths.
const LEAST: i32 = 16;
/// How much less weights learn than errors are large, in binary digits.
const LEARNT: u32 = 15;
/// The chances that contexts share: where two meet in one, it costs bits, no more.
const CHANCES: u32 = 17;
/// Numbers below this are told one by one.
const SMALL: u32 = 3;
/// The most binary digits of a number: numbers are below 2^28.
const LONGEST: u32 = 29;

/// The binary logarithm of a number up to 2^16, in 256ths: near enough, and the same everywhere.
fn log2(number: u32) -> i32 {
    let whole = number.max(1).ilog2();
    let part = number << (16 - whole) >> 8 & 255;
    (whole << 8 | part) as i32 + bow(part)
}

/// How far the logarithm of 1 and so many 256ths lies above a straight line, in 256ths.
fn bow(part: u32) -> i32 {
    ((part * (256 - part) * 88) >> 16) as i32
}

/// The chance, in 65,536ths, that belongs to odds.
fn chance(odds: i32) -> i32 {
    let odds = odds.clamp(-MOST_ODDS, MOST_ODDS - 1) + MOST_ODDS;
    let part = (odds & 255) as u32;
    let odds = (256 + part - bow(part) as u32) << (odds >> 8);
    // 2^32 is 2^16 times the odds of a half, each with one more digit than the chance.
    let chance = 65_536 - ((1 << 30) / ((odds >> 6) + (1 << 14))) as i32;
    chance.clamp(LEAST, (1 << 16) - LEAST)
}

/// The largest odds, in 256ths: of 4,096 to 1.
const MOST_ODDS: i32 = 12 * 256;

/// Numbers and answers of several kinds, one after another, each expected by its contexts: numbers that are the same
/// for what writes and what reads.
pub(crate) struct Numbers<C> {
    pub(crate) coder: C,
    chances: Vec<Chance>,
    /// The odds that belong to a chance.
    odds: Vec<i32>,
    /// How much a chance learns, in 32,768ths, by the answers that it has seen.
    shares: [i32; 1 + MEMORY as usize],
    /// By kind, context and the answers that its chance has seen, in 65,536ths.
    weights: Vec<[[i32; 1 + MEMORY as usize]; 2]>,
}

/// What a context says.
#[derive(Clone, Copy, Default)]
struct Said {
    place: usize,
    chance: u16,
    odds: i32,
}

impl Said {
    fn seen(self) -> usize {
        usize::from(self.chance & MEMORY)
    }
}

impl<C: Coder> Numbers<C> {
    /// Kinds are told apart by an index below `n_kinds`, up to 64.
    pub(crate) fn new(coder: C, n_kinds: usize) -> Numbers<C> {
        let counts: [u16; 1 + MEMORY as usize] = std::array::from_fn(|seen| seen as u16);
        let weights = counts.map(|seen| (3 + (u16::BITS - seen.leading_zeros()) as i32) * 5_461);
        let odds = |yes: u32| log2(yes * 64 + 32) - log2((1 << 16) - 32 - yes * 64);
        Numbers {
            coder,
            chances: vec![0; 1 << CHANCES],
            odds: (0..1 << 10).map(odds).collect(),
            shares: counts.map(|seen| (2 << 15) / (2 * i32::from(seen) + 3)),
            weights: vec![[weights; 2]; n_kinds],
        }
    }

    /// Writes a yes or no, or reads one in its place. `stage` tells answers of one kind apart in each context.
    #[inline(never)]
    pub(crate) fn answer(&mut self, kind: usize, stage: u32, [first, second]: [u32; 2], yes: bool) -> bool {
        let salt = (stage << 6 | kind as u32).wrapping_mul(0x2545_f491);
        let (first, second) = (self.said(first << 1, salt), self.said(second << 1 | 1, salt));
        let Some([firsts, seconds]) = self.weights.get_mut(kind) else { return false };
        let (Some(weight), Some(other)) = (firsts.get_mut(first.seen()), seconds.get_mut(second.seen())) else {
            return false;
        };
        let sum = weight.wrapping_mul(first.odds).wrapping_add(other.wrapping_mul(second.odds));
        let chance = chance(sum >> 16);
        let yes = self.coder.bit(chance as u32, yes);
        let error = if yes { 1 << 16 } else { 0 } - chance;
        *weight = weight.wrapping_add((error * first.odds) >> LEARNT);
        *other = other.wrapping_add((error * second.odds) >> LEARNT);
        self.learn(first, yes);
        self.learn(second, yes);
        yes
    }

    fn said(&self, context: u32, salt: u32) -> Said {
        let place = (context.wrapping_add(salt).wrapping_mul(0x9e37_79b1) >> (32 - CHANCES)) as usize;
        let chance = self.chances.get(place).copied().unwrap_or_default() ^ EVEN;
        Said { place, chance, odds: self.odds.get(usize::from(chance >> 6)).copied().unwrap_or_default() }
    }

    fn learn(&mut self, said: Said, yes: bool) {
        let seen = said.seen();
        let (now, goal) = (i32::from(said.chance >> 4), if yes { (1 << 12) - 1 } else { 0 });
        let share = self.shares.get(seen).copied().unwrap_or_default();
        let next = now + (((goal - now) * share) >> 15);
        if let Some(chance) = self.chances.get_mut(said.place) {
            *chance = ((next << 4) as u16 | MEMORY.min(seen as u16 + 1)) ^ EVEN;
        }
    }

    /// Writes a number below 2^28, or reads one in its place: whether it is above 0, 1 and 2, then how many binary
    /// digits it has, less 2, then the digits after the first.
    pub(crate) fn number(&mut self, kind: usize, contexts: [u32; 2], number: u32) -> u32 {
        for small in 0..SMALL {
            if !self.answer(kind, small, contexts, number > small) {
                return small;
            }
        }
        let number = number.saturating_sub(SMALL) + 1;
        let mut length = 1;
        while length < LONGEST && self.answer(kind, SMALL + length, contexts, number >> length != 0) {
            length += 1;
        }
        let mut found = 1;
        for digit in (0..length - 1).rev() {
            let one = number >> digit & 1 == 1;
            found = found << 1 | u32::from(self.answer(kind, length << 16 | found, contexts, one));
        }
        found - 1 + SMALL
    }

    /// Writes a number below `n`, or reads one in its place: all are as likely.
    pub(crate) fn any(&mut self, n: u32, number: u32) -> u32 {
        let (mut low, mut high) = (0, n);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let chance = (u64::from(high - middle) << 16) / u64::from(high - low);
            if self.coder.bit(chance as u32, number >= middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
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
    /// The answers that such bytes may still tell of.
    left: usize,
}

/// The most answers that a byte tells of, and 65,536 more: counties take 15, agreements 30. What is more regular than
/// that cannot be read, and bytes that would go on forever come to an end.
const ANSWERS: usize = 256;

impl<'a> Decoder<'a> {
    /// `kind` is what errors say was being read.
    pub(crate) fn new(kind: Kind, bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder {
            kind,
            bounds: Bounds::ALL,
            code: 0,
            rest: bytes.iter(),
            short: false,
            left: (bytes.len() + ANSWERS) * ANSWERS,
        };
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

    /// Whether all has been read.
    pub(crate) fn is_done(&self) -> bool {
        self.rest.as_slice().is_empty()
    }
}

impl Coder for Decoder<'_> {
    fn given(&mut self) -> i32 {
        0
    }

    fn check(&self) -> Result<()> {
        match self.short {
            true => Err(self.broken("the end of the bytes", "more of them: the file is cut short")),
            false => Ok(()),
        }
    }

    fn bit(&mut self, chance: u32, _: bool) -> bool {
        self.left = self.left.saturating_sub(1);
        self.short |= self.left == 0;
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
    given: std::vec::IntoIter<i32>,
}

#[cfg(not(target_family = "wasm"))]
impl Encoder {
    /// Nothing so far; `given` is what a walk takes that was made for reading.
    pub(crate) fn new(given: Vec<i32>) -> Encoder {
        Encoder { bounds: Bounds::ALL, bytes: Vec::new(), given: given.into_iter() }
    }

    /// All bytes: as many as reading takes.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.bounds.low.to_be_bytes());
        self.bytes
    }
}

#[cfg(not(target_family = "wasm"))]
impl Coder for Encoder {
    fn given(&mut self) -> i32 {
        self.given.next().unwrap_or_default()
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }

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
        let mut writer = Numbers::new(Encoder::new(Vec::new()), 3);
        numbers.iter().for_each(|(kind, number)| assert_eq!(writer.number(*kind, [0; 2], *number), *number));
        writer.coder.finish()
    }

    #[test]
    fn numbers_come_back() {
        let check = |numbers: &[(usize, u32)]| {
            let bytes = written(numbers);
            let mut reader = Numbers::new(Decoder::new(Kind::Geography, &bytes), 3);
            for (kind, number) in numbers {
                assert_eq!(reader.number(*kind, [0; 2], 0), *number);
            }
            assert!(reader.coder.check().is_ok() && reader.coder.is_done());
            // All bytes are needed, and no more.
            for n in 0..bytes.len() {
                let mut reader = Numbers::new(Decoder::new(Kind::Geography, &bytes[..n]), 3);
                numbers.iter().for_each(|(kind, _)| _ = reader.number(*kind, [0; 2], 0));
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
        // Five answers of a 1,000th part of surprise each, at most.
        assert!(alike < 10_000 * 5 / 500 / 8 + 60, "{alike} bytes");
        // Kinds do not learn from each other.
        let mixed = |n_kinds| written(&(0..1_000).map(|at| (at % n_kinds, [5, 900][at % 2])).collect::<Vec<_>>()).len();
        assert!(mixed(2) < mixed(1), "{} and {} bytes", mixed(2), mixed(1));
    }

    #[test]
    fn contexts_are_mixed() {
        // Numbers that follow from one of two contexts, the other being noise: which one, weights learn.
        let numbers = |contexts: fn(u32, u32) -> [u32; 2]| {
            let mut writer = Numbers::new(Encoder::new(Vec::new()), 1);
            let mut state = 1u32;
            for _ in 0..2_000 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                writer.number(0, contexts(state >> 28, state >> 20 & 15), (state >> 28) * 3 % 16);
            }
            writer.coder.finish().len()
        };
        let [told, noise, both] =
            [numbers(|told, _| [told; 2]), numbers(|_, noise| [noise; 2]), numbers(|told, noise| [noise, told])];
        assert!(told < noise / 4 && both < noise / 2, "{told}, {noise} and {both} bytes");
    }

    #[test]
    fn any_number_takes_as_much() {
        let numbers: Vec<u32> = (0..1_000).map(|at| at * 7 % 53).collect();
        let mut writer = Numbers::new(Encoder::new(Vec::new()), 0);
        numbers.iter().for_each(|&number| assert_eq!(writer.any(53, number), number));
        let bytes = writer.coder.finish();
        // The binary logarithm of 53 is 5.73.
        assert!((715..725).contains(&bytes.len()), "{} bytes", bytes.len());
        let mut reader = Numbers::new(Decoder::new(Kind::Geography, &bytes), 0);
        numbers.iter().for_each(|&number| assert_eq!(reader.any(53, 0), number));
        assert_eq!((reader.any(1, 0), reader.any(0, 0)), (0, 0));
    }

    #[test]
    fn bytes_without_end_are_not_read() {
        let mut reader = Numbers::new(Decoder::new(Kind::Geography, &[0; 5]), 1);
        let read = (0..100_000).take_while(|_| {
            reader.number(0, [0; 2], 0);
            reader.coder.check().is_ok()
        });
        assert!(read.count() < 10_000);
    }
}
