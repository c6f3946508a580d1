//! The entries of an index that are meant, the best first. It knows no language and no record.

use super::fold::starts;
use super::index::{Entry, Form, Index, Subject};
use super::matching::{Class, Stretches, begins, fit, slip, word_with};
use super::reading::{Reading, Word};

/// So many letters are initials: fewer are the beginnings of too many names.
const LEAST_INITIALS: usize = 3;
/// Where the class stands in what orders hits, the place in that, and the kind: in bits.
const CLASS: u32 = 60;
const PLACE: u32 = 52;
const KIND: u32 = 16;

/// An entry that was found. What comes first is smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    order: u64,
    /// Its index.
    pub entry: usize,
}

impl Hit {
    /// Whether it would be found but for a typing error.
    pub fn is_slip(&self) -> bool {
        self.order >> CLASS == Class::Slip as u64
    }
}

/// Whether an entry may be found.
pub type Admitted<'a> = dyn Fn(&Entry) -> bool + 'a;

/// Which errors are forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Errors {
    /// None.
    None,
    /// One in a whole name.
    Whole,
    /// One in the beginning of a name or of one of its words.
    Begun,
}

/// The entries that some readings mean, no more than `most` of them, and how many there are in all. A typing error is
/// forgiven where there is room; in a beginning only where nothing else fits. What is not `admitted` is not found.
pub fn find(index: &Index, readings: &[Reading], most: usize, admitted: &Admitted) -> (Vec<Hit>, usize) {
    let (hits, n) = search(index, readings, most, admitted, Errors::None);
    match n {
        0 => search(index, readings, most, admitted, Errors::Begun),
        n if n < most => search(index, readings, most, admitted, Errors::Whole),
        _ => (hits, n),
    }
}

fn search(index: &Index, readings: &[Reading], most: usize, admitted: &Admitted, errors: Errors) -> (Vec<Hit>, usize) {
    let mut all: Vec<Hit> = Vec::new();
    let mut marks = Vec::new();
    for (form, letters) in index.forms() {
        let Some(entry) = index.entries().get(form.entry) else { continue };
        for reading in readings {
            let Some((class, place)) = fits(index, entry, (form, letters), reading, errors, &mut marks) else {
                continue;
            };
            let hit = Hit { order: order(entry, letters.len(), class.max(reading.best), place), entry: form.entry };
            // The names of an entry stand together: the one that fits best counts.
            match all.last_mut().filter(|last| last.entry == hit.entry) {
                Some(last) => *last = hit.min(*last),
                None if admitted(entry) => all.push(hit),
                None => break,
            }
        }
    }
    // Of places that are called what was typed, one of each kind is among the first.
    for kind in [COUNTY, TOWN] {
        let first = all.iter_mut().filter(|hit| hit.order >> CLASS == 0 && hit.order >> KIND & 15 == kind).min();
        if let Some(first) = first {
            first.order -= 1 << PLACE;
        }
    }
    // Few are wanted of many: each is looked for.
    let mut hits: Vec<Hit> = Vec::new();
    while let Some(next) = all.iter().filter(|hit| hits.last() < Some(*hit)).min().filter(|_| hits.len() < most) {
        hits.push(*next);
    }
    (hits, all.len())
}

/// How well a name of an entry fits a reading, and its place among those that fit as well or are not meant for certain;
/// the letters that were typed go to `marks`.
pub fn fits(
    index: &Index,
    entry: &Entry,
    (form, letters): (&Form, &[u8]),
    reading: &Reading,
    errors: Errors,
    marks: &mut Stretches,
) -> Option<(Class, u64)> {
    marks.clear();
    if reading.states & entry.within == 0 || (reading.best == Class::Slip && errors == Errors::None) {
        return None;
    }
    let typed = reading.letters.as_slice();
    if form.initials {
        let place = stand_for(typed, letters).filter(|_| reading.words.len() == 1);
        return place.map(|place| placed(Class::Word, place));
    }
    // A name that lacks a letter is not asked further, one that lacks two is no typing error.
    let missing = (reading.mask & !form.mask).count_ones();
    let found = if missing == 0 { fit(typed, letters, form.starts, form.bare) } else { None };
    if found.is_none_or(|(class, _)| class > Class::Word)
        && let Some(others) = words_fit(index, entry, (form, letters), reading, marks)
    {
        return Some(placed(Class::Word, 1 + others));
    }
    if let Some((class, at)) = found {
        marks.push([at, at + typed.len()]);
        // A state comes before the counties and towns that are called as it is.
        let behind = class == Class::Exact && entry.subject != Subject::State;
        return Some(placed(class, if behind { 2 } else { 0 }));
    }
    if errors == Errors::None || missing > 1 {
        return None;
    }
    for at in starts(form.starts) {
        let Some(slip) = slip(typed, letters.get(at..)?, form.bare) else { continue };
        let whole = slip.whole && at == 0;
        if whole || errors == Errors::Begun {
            for [from, to] in [[0, slip.before], [slip.from, slip.from + slip.after]] {
                if from < to {
                    marks.push([at + from, at + to]);
                }
            }
            return Some(placed(Class::Slip, if at > 0 { 2 } else { u64::from(!whole) }));
        }
    }
    None
}

/// Whether letters are initials as people use them, and their place among those: some in a row, better from the first
/// on, or the first and some in a row, as a division of a state's department goes by the state's initial and its own.
fn stand_for(typed: &[u8], initials: &[u8]) -> Option<u64> {
    let (first, rest) = typed.split_first().filter(|_| typed.len() >= LEAST_INITIALS)?;
    let are_there = |run: &[u8]| (1..initials.len()).any(|at| begins(initials, at, run));
    match begins(initials, 0, typed) {
        true => Some(0),
        false => (are_there(typed) || initials.first() == Some(first) && are_there(rest)).then_some(1),
    }
}

/// A class, and a place among those that come into it: what is of a better one by its name comes first.
fn placed(class: Class, place: u64) -> (Class, u64) {
    (class, 16 * class as u64 + place.min(15))
}

/// Whether each of several words begins one of the name's, of its county's or of its state's, one of its own at least;
/// and how many do not begin its own.
fn words_fit(
    index: &Index,
    entry: &Entry,
    (form, letters): (&Form, &[u8]),
    reading: &Reading,
    marks: &mut Stretches,
) -> Option<u64> {
    if reading.words.len() < 2 {
        return None;
    }
    let county = entry.county.and_then(|county| index.form_of_county(county));
    let mut others = 0;
    for Word { letters: word, mask, states } in &reading.words {
        // Most names lack a letter of it.
        if mask & !form.mask == 0
            && let Some(at) = word_with(letters, form.starts, word)
        {
            marks.push([at, at + word.len()]);
            continue;
        }
        others += 1;
        let of_county = |(form, name): (&Form, &[u8])| word_with(name, form.starts, word).is_some();
        if states & entry.within == 0 && !county.is_some_and(of_county) {
            marks.clear();
            return None;
        }
    }
    (!marks.is_empty()).then_some(others)
}

/// What comes first is smaller: by class, by its place in that, then the larger number of agreements, then states
/// before counties, towns, agencies, then shorter names.
fn order(entry: &Entry, length: usize, class: Class, place: u64) -> u64 {
    let kind = match entry.subject {
        Subject::State => 0,
        Subject::County(_) => COUNTY,
        Subject::Town(_) => TOWN,
        Subject::Agency(_) => 3,
    };
    let fewer = u64::from(u32::MAX - entry.agreements);
    ((class as u64) << CLASS) | (place << PLACE) | (fewer << 20) | (kind << KIND) | length.min(0xffff) as u64
}

/// Kinds in what orders hits: a state is 0.
const COUNTY: u64 = 1;
const TOWN: u64 = 2;
