//! The words of a page in every language, each language in a file of its own, and how they are put together.
//!
//! A language is one [`Phrases`]: the compiler names what one lacks. It counts nothing and knows no agreement.

mod background;
mod builder;
mod changes;
mod controls;
mod filters;
mod grid;
mod headline;
mod map;
mod place;
mod rows;
mod search;
mod share;
mod table;

pub use background::BackgroundPhrases;
pub use builder::{BuilderPhrases, BuilderWords};
pub use changes::{ChangesPhrases, Kinds};
pub use controls::{Controls, Hands};
pub use filters::FiltersPhrases;
pub use grid::GridPhrases;
pub use headline::HeadlinePhrases;
pub use map::MapPhrases;
pub use place::PlacePhrases;
pub use rows::RowsPhrases;
pub use search::SearchPhrases;
pub use share::Share;
pub use table::{Captions, Counts, Events, Forms, GrowthPhrases, Levels, Models, Phrases, RestatedPhrases, Subjects};

use crate::date::Date;
use crate::place::{Fips, State, county_title, county_word};
use crate::vocabulary::Vocabulary;

/// Makes of the languages' names and files the enumeration and the list of their words. The first is the default.
macro_rules! languages {
    ($default:ident => $first:ident $(, $language:ident => $file:ident)*) => {
        /// A language of the page, by its file beside this one.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Lang {
            #[doc = concat!("`", stringify!($first), ".rs`")]
            #[default]
            $default,
            $(
                #[doc = concat!("`", stringify!($file), ".rs`")]
                $language,
            )*
        }

        /// The words of each language.
        pub(crate) const EACH: [&Phrases; Lang::ALL.len()] = [&$first::PHRASES $(, &$file::PHRASES)*];

        impl Vocabulary for Lang {
            const ALL: &'static [Lang] = &[Lang::$default $(, Lang::$language)*];
            const CODES: &'static [&'static str] = &[stringify!($first) $(, stringify!($file))*];

            fn code(self) -> &'static str {
                Lang::CODES.get(self as usize).copied().unwrap_or_default()
            }

            /// Reads a tag such as `es-MX`; `None` for a language without a file.
            fn from_code(tag: &str) -> Option<Lang> {
                let language = tag.split('-').next()?;
                Lang::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(language))
            }
        }
    };
}

// contract: begin, written by cargo xtask contract
mod en;
mod es;

languages! { En => en, Es => es }
// contract: end

/// One phrase in each language: `phrase!(map.none)`. Put together when the library is compiled, so that a page carries
/// the phrases that its code names and no others.
macro_rules! phrase {
    ($($field:ident).+) => {
        const {
            #[allow(clippy::indexing_slicing, reason = "the compiler itself would panic")]
            let each = {
                let mut each = [$crate::phrases::EACH[0].$($field).+; $crate::phrases::EACH.len()];
                let mut at = 1;
                while at < each.len() {
                    each[at] = $crate::phrases::EACH[at].$($field).+;
                    at += 1;
                }
                each
            };
            &{ each }
        }
    };
}
pub(crate) use phrase;

/// Something in each language.
pub(crate) type Each<T> = [T; Lang::ALL.len()];

impl Lang {
    /// All that the language says. A page would carry every word of every language for it.
    #[cfg(not(target_family = "wasm"))]
    pub fn phrases(self) -> &'static Phrases {
        let [first, ..] = EACH;
        EACH.get(self as usize).copied().unwrap_or(first)
    }

    /// The language's own of what there is in each.
    pub(crate) fn pick<T: Copy>(self, each: &Each<T>) -> T {
        let [first, ..] = each;
        *each.get(self as usize).unwrap_or(first)
    }

    /// A phrase with its holes filled: a `#` by what comes next, a `#2` by the second.
    pub(crate) fn tell(self, phrase: &Each<&str>, filled: &[&str]) -> String {
        fill(self.pick(phrase), filled)
    }

    /// So many of something: `1 agreement`, `1,555 agreements`.
    pub(crate) fn count(self, noun: &Each<[&'static str; 2]>, n: usize) -> String {
        let one = self.pick(phrase!(forms.is_one))(n);
        let [singular, plural] = self.pick(noun);
        fill(if one { singular } else { plural }, &[&self.number(n)])
    }

    /// A state's name.
    pub fn state(self, state: State) -> &'static str {
        let own = self.pick(phrase!(states)).iter().find(|(postal, _)| *postal == state.postal());
        own.map_or(state.name(), |(_, name)| name)
    }

    /// A county's bare name with the word that its state uses for counties: `Lee County`.
    pub fn county(self, fips: Fips, short: &str) -> String {
        let word = county_word(fips).unwrap_or_default();
        match self.pick(phrase!(counties)).iter().find(|(english, _)| *english == word) {
            // A name that carries the word already is left as it is.
            Some((_, own)) if !short.ends_with(" City") => fill(own, &[short]),
            _ => county_title(fips, short),
        }
    }

    /// A count with its digits in groups of three: `1,555`.
    pub fn number(self, n: usize) -> String {
        let digits = n.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(self.pick(phrase!(forms.thousands)));
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A day in words: `May 28, 2025`, `28 de mayo de 2025`.
    pub fn day(self, date: Date) -> String {
        let (year, _, day) = date.ymd();
        self.tell(phrase!(forms.day), &[&day.to_string(), self.month_name(date), &year.to_string()])
    }

    /// A day's month and year in words: `May 2025`, `mayo de 2025`.
    pub fn month_of_year(self, date: Date) -> String {
        self.tell(phrase!(forms.month_of_year), &[self.month_name(date), &date.ymd().0.to_string()])
    }

    /// A day's month, short, for an axis: `May`, `may`.
    pub fn short_month(self, date: Date) -> &'static str {
        of_month(self.pick(phrase!(forms.short_months)), date)
    }

    /// A day without its year, for an axis: `May 28`, `28 may`; with it, `May 28, 2025`, `28 may 2025`.
    pub fn short_day(self, date: Date, with_year: bool) -> String {
        let (year, _, day) = date.ymd();
        let form = if with_year { phrase!(forms.short_day_of_year) } else { phrase!(forms.short_day) };
        self.tell(form, &[&day.to_string(), self.short_month(date), &year.to_string()])
    }

    /// A day's month, as it stands within a sentence.
    pub fn month_name(self, date: Date) -> &'static str {
        of_month(self.pick(phrase!(forms.months)), date)
    }
}

pub(crate) fn fill(phrase: &str, filled: &[&str]) -> String {
    let mut told = String::new();
    for (index, piece) in phrase.split('#').enumerate() {
        let digit = piece.chars().next().and_then(|letter| letter.to_digit(10)).filter(|_| index > 0);
        let (hole, piece) = match digit {
            Some(digit) => (digit as usize, piece.get(1..).unwrap_or_default()),
            None => (index, piece),
        };
        // What stands before the first `#` fills nothing.
        told.push_str(hole.checked_sub(1).and_then(|at| filled.get(at)).copied().unwrap_or_default());
        told.push_str(piece);
    }
    told
}

/// The name of a day's month.
fn of_month(names: &'static [&'static str; 12], date: Date) -> &'static str {
    names.get((date.ymd().1 as usize).saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let check = |n, text| assert_eq!(Lang::En.number(n), text);
        check(0, "0");
        check(999, "999");
        check(1_555, "1,555");
        check(1_234_567, "1,234,567");
    }

    #[test]
    fn days_are_told_in_words() {
        let day = Date::parse("2025-05-28").unwrap();
        let check = |of: fn(Lang, Date) -> String, told: [&str; 2]| {
            assert_eq!([Lang::En, Lang::Es].map(|lang| of(lang, day)), told);
        };
        check(Lang::day, ["May 28, 2025", "28 de mayo de 2025"]);
        check(Lang::month_of_year, ["May 2025", "mayo de 2025"]);
        check(|lang, day| lang.short_month(day).to_owned(), ["May", "may"]);
        check(|lang, day| lang.short_day(day, false), ["May 28", "28 may"]);
        check(|lang, day| lang.short_day(day, true), ["May 28, 2025", "28 may 2025"]);
    }

    #[test]
    fn tags_are_read_without_their_country() {
        let check = |tag, lang| assert_eq!(Lang::from_code(tag), lang, "{tag}");
        check("en", Some(Lang::En));
        check("es-MX", Some(Lang::Es));
        check("ES", Some(Lang::Es));
        check("tlh", None);
        check("", None);
    }

    #[test]
    fn holes_are_filled_in_turn_or_by_their_number() {
        let check = |phrase, told: &str| {
            assert_eq!(Lang::En.tell(&[phrase; Lang::ALL.len()], &["one", "two"]), told, "{phrase}");
        };
        check("# and #", "one and two");
        check("#2, then #1", "two, then one");
        check("##", "onetwo");
        check("3 of # (287)", "3 of one (287)");
        check("#, #, #", "one, two, ");
        check("none", "none");
    }

    #[test]
    fn counts_have_their_number() {
        let count = |lang: Lang, n| lang.count(phrase!(counts.agencies), n);
        assert_eq!([0, 1, 1_555].map(|n| count(Lang::En, n)), ["0 agencies", "1 agency", "1,555 agencies"]);
        assert_eq!([1, 2].map(|n| count(Lang::Es, n)), ["1 agencia", "2 agencias"]);
    }

    #[test]
    fn a_language_has_the_holes_that_english_has() {
        // Each phrase as it is printed, with its holes in order: a translator can forget one.
        let holes = |phrases: &Phrases| -> Vec<(String, usize)> {
            let printed = format!("{phrases:#?}");
            let lines = printed.lines().filter_map(|line| line.trim().split_once(": \""));
            // A language has its own order of a day.
            let lines = lines.filter(|(name, _)| !name.contains("day") && !name.contains("month"));
            lines.map(|(name, words)| (name.to_owned(), words.matches('#').count())).collect()
        };
        let [english, ..] = EACH;
        assert!(holes(english).len() > 100);
        for (code, phrases) in Lang::CODES.iter().zip(EACH) {
            for (own, english) in holes(phrases).into_iter().zip(holes(english)) {
                assert_eq!(own, english, "{code}");
            }
            for (postal, _) in phrases.states {
                assert!(State::from_postal(postal).is_some(), "{code}: {postal}");
            }
        }
    }
}
