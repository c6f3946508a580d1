//! The entries of an index that are meant, the best first. It knows no language and no record.

use super::fold::starts;
use super::index::{Entry, Form, Index, Subject};
use super::matching::{Class, Stretches, begins, fit, slip};
use super::reading::Reading;

/// An entry that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its index.
    pub entry: usize,
    /// The reading that fits it, by its index.
    pub reading: usize,
    /// What comes first is smaller.
    order: u64,
}

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
/// forgiven where there is room; in a beginning only where nothing else fits.
pub fn find(index: &Index, readings: &[Reading], most: usize) -> (Vec<Hit>, usize) {
    let (hits, n) = search(index, readings, most, Errors::None);
    match n {
        0 => search(index, readings, most, Errors::Begun),
        n if n < most => search(index, readings, most, Errors::Whole),
        _ => (hits, n),
    }
}

fn search(index: &Index, readings: &[Reading], most: usize, errors: Errors) -> (Vec<Hit>, usize) {
    let (mut hits, mut n): (Vec<Hit>, usize) = (Vec::new(), 0);
    let mut marks = Vec::new();
    let mut last = None;
    for at in 0..index.forms().len() {
        let Some((form, letters)) = index.form(at) else { continue };
        let Some(entry) = index.entries().get(form.entry) else { continue };
        let mut best: Option<Hit> = None;
        for (number, reading) in readings.iter().enumerate() {
            let Some((class, place)) = fits(index, entry, (form, letters), reading, errors, &mut marks) else {
                continue;
            };
            let order = order(entry, letters.len(), class.max(reading.best), place);
            if best.is_none_or(|best| order < best.order) {
                best = Some(Hit { entry: form.entry, reading: number, order });
            }
        }
        let Some(hit) = best else { continue };
        if last.replace(hit.entry) == Some(hit.entry) {
            // Found by another of its names already: the better one counts.
            let before = hits.iter().position(|other| other.entry == hit.entry);
            if before.and_then(|before| hits.get(before)).is_some_and(|before| before.order <= hit.order) {
                continue;
            }
            if let Some(before) = before {
                hits.remove(before);
            }
        } else {
            n += 1;
        }
        let place = hits.iter().position(|other| hit.order < other.order).unwrap_or(hits.len());
        if place < most {
            hits.insert(place, hit);
            hits.truncate(most);
        }
    }
    (hits, n)
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
        return Some(placed(class, u64::from(class == Class::Exact && entry.subject != Subject::State)));
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
    for (from, to, states) in &reading.words {
        let word = reading.letters.get(*from..*to)?;
        if let Some(at) = starts(form.starts).find(|at| begins(letters, *at, word)) {
            marks.push([at, at + word.len()]);
            continue;
        }
        others += 1;
        let of_county = |(form, name): (&Form, &[u8])| starts(form.starts).any(|at| begins(name, at, word));
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
        Subject::County(_) => 1,
        Subject::Town(_) => 2,
        Subject::Agency(_) => 3,
    };
    let fewer = u64::from(u32::MAX - entry.agreements);
    ((class as u64) << 60) | (place << 52) | (fewer << 20) | (kind << 16) | length.min(0xffff) as u64
}
