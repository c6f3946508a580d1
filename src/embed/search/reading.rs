//! What a reader may mean by what is typed: a name, a name and its state, a kind of place and a name. It finds nothing
//! itself.

use super::fold::{Folded, is_among, mask};
use super::index::Index;
use super::matching::{Class, begins, slip, word_with};
use crate::phrases::phrase;

/// Fewer letters find nothing.
const LEAST: usize = 2;
/// The words of a state's name, at the most.
const STATE_WORDS: usize = 4;
/// Words between a kind of place and its name.
const OF: &str = "of de del";

/// One meaning of what was typed.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The letters of a name, or of its beginning.
    pub letters: Vec<u8>,
    /// Which letters those are.
    pub mask: u32,
    /// Their words.
    pub words: Vec<Word>,
    /// The states that are meant.
    pub states: u64,
    /// The best that it can find.
    pub best: Class,
}

/// A word, or the beginning of one.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its letters.
    pub letters: Vec<u8>,
    /// Which those are.
    pub mask: u32,
    /// The states that have it in their names.
    pub states: u64,
}

/// The meanings of what was typed; none where it is too short.
pub fn read(text: &str, index: &Index) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut folded = Folded::default();
    for open in [false, true] {
        let before = std::mem::take(&mut folded.letters);
        folded.fill(text, open);
        if folded.letters == before || folded.letters.len() < LEAST {
            continue;
        }
        read_from(&folded, 0, index, &mut readings);
        // `County of Lee` is Lee County.
        if is_among(folded.word(1), OF) && phrase!(search.kinds).iter().any(|kinds| is_among(folded.word(0), kinds)) {
            read_from(&folded, 2, index, &mut readings);
        }
    }
    readings
}

/// The meanings of the words from one on.
fn read_from(folded: &Folded, first: usize, index: &Index, readings: &mut Vec<Reading>) {
    let letters = folded.letters.as_bytes();
    for end in first + 1..=folded.n_words() {
        let (from, to) = (folded.begin(first), folded.begin(end));
        let (name, state) = (letters.get(from..to).unwrap_or_default(), letters.get(to..).unwrap_or_default());
        let parted = folded.comma == Some(to);
        let (states, best) = match folded.n_words() - end {
            0 => (u64::MAX, Class::Exact),
            n if n > STATE_WORDS && !parted => continue,
            _ => named(state, index, parted),
        };
        if states == 0 {
            continue;
        }
        let mut words = Vec::new();
        for word in first..end {
            let letters = folded.word(word).as_bytes();
            let states = index.states(&|word_starts, name| word_with(name, word_starts, letters).is_some());
            words.push(Word { letters: letters.to_vec(), mask: mask(letters), states });
        }
        readings.push(Reading { letters: name.to_vec(), mask: mask(name), words, states, best });
    }
}

/// The states that some letters behind a name mean, and the best that can be found by that: whole names and codes, else
/// beginnings, else names with a typing error. Behind a comma a beginning is as good as the whole.
fn named(letters: &[u8], index: &Index, parted: bool) -> (u64, Class) {
    let whole = index.states(&|_, name| name == letters);
    if whole != 0 {
        return (whole, Class::Exact);
    }
    let begun = index.states(&|_, name| begins(name, 0, letters));
    match begun {
        0 => (index.states(&|_, name| slip(letters, name, 0).is_some_and(|slip| slip.whole)), Class::Slip),
        begun => (begun, if parted { Class::Exact } else { Class::Whole }),
    }
}
