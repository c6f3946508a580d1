//! Whether a name is what a reader means, and how well: which of its letters were typed. It knows no record.

use super::fold::starts;

/// How well a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It is what was typed.
    Exact,
    /// It begins with that.
    Whole,
    /// One of its words does, or each word that was typed begins one of its own.
    Word,
    /// One of its words contains that.
    Within,
    /// It would fit but for one typing error.
    Slip,
}

/// So many letters are needed to be found in the middle of a word: fewer are in nearly every name.
const LEAST_WITHIN: usize = 3;
/// So many letters are needed for an error among them.
const LEAST_SLIP: usize = 4;

/// Stretches of a name's letters: from, to.
pub type Stretches = Vec<[usize; 2]>;

/// How well a name fits some letters without an error, and where they stand in it; `bare` letters at its beginning are
/// a whole name, too.
pub fn fit(letters: &[u8], name: &[u8], word_starts: u64, bare: usize) -> Option<(Class, usize)> {
    if let Some(at) = word_with(name, word_starts, letters) {
        let whole = letters.len() == name.len() || letters.len() == bare;
        let class = match (at, whole) {
            (0, true) => Class::Exact,
            (0, false) => Class::Whole,
            _ => Class::Word,
        };
        return Some((class, at));
    }
    let mut within = (0..name.len()).filter(|_| letters.len() >= LEAST_WITHIN);
    let in_word = |at: usize| starts(word_starts).all(|start| start <= at || start >= at + letters.len());
    within.find(|at| begins(name, *at, letters) && in_word(*at)).map(|at| (Class::Within, at))
}

/// Where the first word of a name stands that begins with letters.
#[inline(never)]
pub fn word_with(name: &[u8], word_starts: u64, letters: &[u8]) -> Option<usize> {
    starts(word_starts).find(|at| begins(name, *at, letters))
}

/// Whether letters stand at a place of a name.
#[inline(never)]
pub fn begins(name: &[u8], at: usize, letters: &[u8]) -> bool {
    name.get(at..).is_some_and(|rest| rest.starts_with(letters))
}

/// How a name fits but for one error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// So many letters are the same before the error.
    pub before: usize,
    /// And so many of the name's from here on after it.
    pub from: usize,
    /// See `from`.
    pub after: usize,
    /// Whether nothing of the name is left.
    pub whole: bool,
}

/// Whether the beginning of a name is what was typed, but for one letter that is wrong, missing or too many, or two
/// that changed places; `bare` letters are a whole name, too. `None` for fewer than four letters.
pub fn slip(typed: &[u8], name: &[u8], bare: usize) -> Option<Slip> {
    if typed.len() < LEAST_SLIP {
        return None;
    }
    let before = typed.iter().zip(name).take_while(|(a, b)| a == b).count();
    let swapped = match (typed.get(before..), name.get(before..)) {
        (Some([a, b, ..]), Some([c, d, ..])) => a == d && b == c,
        _ => false,
    };
    let mut found: Option<Slip> = None;
    // How many letters of either the error takes.
    for (of_typed, of_name) in [(1, 1), (0, 1), (1, 0), (2, 2)] {
        let from = before + of_name;
        let Some(rest) = typed.get(before + of_typed..).filter(|_| of_typed < 2 || swapped) else { continue };
        if from > name.len() || !begins(name, from, rest) {
            continue;
        }
        let end = from + rest.len();
        let whole = end == name.len() || end == bare;
        // Of several errors the one that leaves nothing of the name.
        if whole || found.is_none() {
            found = Some(Slip { before, from, after: rest.len(), whole });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fold::Folded;
    use super::*;

    /// The class, and the letters that are marked.
    fn fitted(typed: &str, name: &str, bare: usize) -> Option<(Class, String)> {
        let (typed, name) = (Folded::of(typed).letters, Folded::of(name));
        let (class, at) = fit(typed.as_bytes(), name.letters.as_bytes(), name.starts(), bare)?;
        Some((class, name.letters[at..at + typed.len()].to_owned()))
    }

    #[test]
    fn names_fit_the_better_the_more_of_them_was_typed() {
        let check = |typed, name, expected: Option<(Class, &str)>| {
            let expected = expected.map(|(class, marked)| (class, marked.to_owned()));
            assert_eq!(fitted(typed, name, 0), expected, "{typed} in {name}");
        };
        check("lee county", "Lee County", Some((Class::Exact, "leecounty")));
        check("le", "Lee County", Some((Class::Whole, "le")));
        check("leec", "Lee County", Some((Class::Whole, "leec")));
        check("dade", "Miami-Dade County", Some((Class::Word, "dade")));
        check("dade co", "Miami-Dade County", Some((Class::Word, "dadeco")));
        check("ade", "Miami-Dade County", Some((Class::Within, "ade")));
        check("ad", "Miami-Dade County", None);
        check("eco", "Miami-Dade County", None);
        check("leon", "Lee County", None);
        check("lee county florida", "Lee County", None);
        assert_eq!(fitted("lee", "Lee County", 3), Some((Class::Exact, "lee".to_owned())));
    }

    #[test]
    fn one_typing_error_is_forgiven() {
        let check = |typed: &str, name: &str, expected: Option<(&str, &str, bool)>| {
            let found = slip(typed.as_bytes(), name.as_bytes(), 0).map(|slip| {
                let Slip { before, from, after, whole } = slip;
                (&name[..before], &name[from..from + after], whole)
            });
            assert_eq!(found, expected, "{typed} for {name}");
        };
        // Substitution, deletion, insertion, transposition; in the middle, at either end.
        check("orkando", "orlando", Some(("or", "ando", true)));
        check("orlndo", "orlando", Some(("orl", "ndo", true)));
        check("orllando", "orlando", Some(("orl", "ando", true)));
        check("ordlando", "orlando", Some(("or", "lando", true)));
        check("olrando", "orlando", Some(("o", "ando", true)));
        check("irlando", "orlando", Some(("", "rlando", true)));
        check("rlando", "orlando", Some(("", "rlando", true)));
        check("rolando", "orlando", Some(("", "lando", true)));
        check("orlandi", "orlando", Some(("orland", "", true)));
        check("orlandoo", "orlando", Some(("orlando", "", true)));
        check("orland", "orlando", Some(("orland", "", true)));
        // A beginning.
        check("olra", "orlando", Some(("o", "a", false)));
        // Two errors, or too few letters for one.
        check("olrnado", "orlando", None);
        check("orkamdo", "orlando", None);
        check("olr", "orlando", None);
        check("", "orlando", None);
        check("orlando", "", None);
        // Letters of several bytes do not break.
        assert!(slip("łóda".as_bytes(), "łódź".as_bytes(), 0).is_some());
    }

    #[test]
    fn errors_are_those_of_the_definition() {
        // All words of three letters against the distance as it is defined, to any beginning of the name.
        let words = |n: u32| {
            (0..3_u32.pow(n)).map(move |at| -> String {
                (0..n).map(|place| char::from(b'a' + (at / 3_u32.pow(place) % 3) as u8)).collect()
            })
        };
        let names: Vec<String> = (0..=5).flat_map(words).collect();
        for typed in words(4) {
            // What begins with it fits without an error.
            for name in names.iter().filter(|name| !name.starts_with(&typed)) {
                let begun = (0..=name.len()).any(|end| strsim::osa_distance(&typed, &name[..end]) <= 1);
                assert_eq!(slip(typed.as_bytes(), name.as_bytes(), 0).is_some(), begun, "{typed} for {name}");
            }
        }
    }
}
