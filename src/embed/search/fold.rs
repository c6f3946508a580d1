//! Names and what readers type, folded so that they can be compared: small letters without accents, punctuation and
//! blanks, the usual short forms written out. It knows where words begin, and which letters of the text each came from.

use crate::place::plain;

/// Short forms, as names and readers write them, and the words that they stand for.
const SHORT: [(&str, &str); 7] = [
    ("st", "saint"),
    ("ste", "sainte"),
    ("ft", "fort"),
    ("mt", "mount"),
    ("twp", "township"),
    ("dept", "department"),
    ("pd", "policedepartment"),
];

/// Longer texts are cut, in bytes: no name is so long.
const LONGEST: usize = 120;

/// A folded text. Made once and filled anew for each text: an index folds thousands.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The letters and digits, one after the other.
    pub letters: String,
    /// Where the last comma stands among `letters`; `None` without one.
    pub comma: Option<usize>,
    /// The bytes of `letters` at which words begin.
    begins: Vec<usize>,
    /// Of each byte of `letters` from where to where its letter stands in the text, in bytes.
    spans: Vec<[usize; 2]>,
}

impl Folded {
    /// A text folded.
    pub fn of(text: &str) -> Folded {
        let mut folded = Folded::default();
        folded.fill(text, false);
        folded
    }

    /// Takes another text. With `open` its last word may not be at its end yet, and is no short form.
    pub fn fill(&mut self, text: &str, open: bool) {
        self.letters.clear();
        self.begins.clear();
        self.spans.clear();
        self.comma = None;
        let mut word = 0;
        for (at, letter) in text.char_indices() {
            if self.letters.len() >= LONGEST {
                break;
            }
            if parts(letter) {
                self.end_word(word);
                word = self.letters.len();
                if letter == ',' {
                    self.comma = Some(word);
                }
                continue;
            }
            // Accents that stand behind their letters go as others do.
            let Some(folded) = plain(letter).filter(|_| !matches!(letter, '\u{300}'..='\u{36f}')) else { continue };
            if word == self.letters.len() {
                self.begins.push(word);
            }
            self.letters.push(folded);
            self.spans.resize(self.letters.len(), [at, at + letter.len_utf8()]);
        }
        if !open {
            self.end_word(word);
        }
    }

    /// Where a stretch of `letters` stands in the text, in bytes: from, to.
    pub fn span(&self, from: usize, to: usize) -> Option<[usize; 2]> {
        let [first, _] = *self.spans.get(from)?;
        let [_, last] = *self.spans.get(to.checked_sub(1)?)?;
        Some([first, last])
    }

    /// How many words there are.
    pub fn n_words(&self) -> usize {
        self.begins.len()
    }

    /// Where a word begins among `letters`; their end for one beyond the last.
    pub fn begin(&self, word: usize) -> usize {
        self.begins.get(word).copied().unwrap_or(self.letters.len())
    }

    /// A word; empty beyond the last.
    pub fn word(&self, word: usize) -> &str {
        self.letters.get(self.begin(word)..self.begin(word + 1)).unwrap_or_default()
    }

    /// The bytes of `letters` at which a word begins, a bit for each of the first 64.
    pub fn starts(&self) -> u64 {
        self.begins.iter().fold(0, |starts, at| starts | bit(*at))
    }

    /// Writes out a word that has come to its end.
    fn end_word(&mut self, from: usize) {
        let word = self.letters.get(from..).unwrap_or_default();
        let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == word) else { return };
        self.letters.truncate(from);
        self.letters.push_str(long);
        // The letters that are not there are marked by the last one that is.
        if let Some(last) = self.spans.last().copied() {
            self.spans.resize(self.letters.len(), last);
        }
    }
}

/// Whether a word is one of several with blanks between them: a list of texts would be twice as long to load.
#[inline(never)]
pub fn is_among(word: &str, several: &str) -> bool {
    several.as_bytes().split(|byte| *byte == b' ').any(|one| one == word.as_bytes())
}

/// Where words begin, ascending.
pub fn starts(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        at
    })
}

/// Which letters there are among some, a bit for each that may stand for several others: what has a bit that a name has
/// not is not in that name.
pub fn mask(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |mask, byte| mask | 1 << (byte & 31))
}

/// The bit of a place; none beyond the last.
pub fn bit(at: usize) -> u64 {
    1_u64.checked_shl(at as u32).unwrap_or_default()
}

/// What stands between words.
fn parts(letter: char) -> bool {
    // Written out: the standard library's tables of blanks, in which there are rarer ones, would be loaded for it.
    matches!(letter, '\0'..=' ' | '-' | '/' | ',' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{2010}'..='\u{2015}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(folded: &Folded) -> Vec<&str> {
        (0..folded.n_words()).map(|word| folded.word(word)).collect()
    }

    #[test]
    fn words_are_told_apart_and_written_out() {
        let check = |text: &str, words: &[&str]| assert_eq!(self::words(&Folded::of(text)), words, "{text}");
        check("Lee County", &["lee", "county"]);
        check("St. Johns", &["saint", "johns"]);
        check("Miami-Dade", &["miami", "dade"]);
        check("  lee,fl ", &["lee", "fl"]);
        check("Prince George’s", &["prince", "georges"]);
        check("Cut \"N\" Shoot P.D.", &["cut", "n", "shoot", "policedepartment"]);
        check("DOÑA ANA", &["dona", "ana"]);
        // The accent behind its letter.
        check("Don\u{303}a Ana", &["dona", "ana"]);
        check("", &[]);
        check(" - , “” ", &[]);
        let mut open = Folded::default();
        open.fill("ft st", true);
        assert_eq!(words(&open), ["fort", "st"]);
    }

    #[test]
    fn a_comma_is_known_by_the_letters_before_it() {
        let check = |text: &str, comma| assert_eq!(Folded::of(text).comma, comma, "{text}");
        check("lee, fl", Some(3));
        check("lee fl", None);
        check(", lee", Some(0));
        check("st. johns, fl,", Some(12));
    }

    #[test]
    fn stretches_stand_where_their_letters_do() {
        let check = |text: &str, part: &str, expected: &str| {
            let folded = Folded::of(text);
            let from = folded.letters.find(part).unwrap();
            let [first, last] = folded.span(from, from + part.len()).unwrap();
            assert_eq!(&text[first..last], expected, "{part} of {text}");
        };
        check("Doña Ana County", "na", "ña");
        check("Miami-Dade County", "miamidade", "Miami-Dade");
        check("St. Johns", "sa", "St");
        check("St. Johns", "saintj", "St. J");
        check("St. Johns", "johns", "Johns");
        check("𝒳 Lee", "lee", "Lee");
        check("Ñandú Springs", "nandu", "Ñandú");
        assert_eq!(Folded::of("Lee").span(0, 4), None);
        assert_eq!(Folded::of("Lee").span(0, 0), None);
    }

    #[test]
    fn long_texts_have_starts_up_to_the_last_bit() {
        let folded = Folded::of(&"ab ".repeat(2000));
        assert_eq!(folded.letters.len(), LONGEST);
        assert_eq!(folded.n_words(), LONGEST / 2);
        assert_eq!(starts(folded.starts()).collect::<Vec<_>>(), (0..64).step_by(2).collect::<Vec<_>>());
    }
}
