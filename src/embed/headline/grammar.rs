//! Number, gender and what stands between two of several: the grammar that a sentence needs. It knows no agreement.

use crate::date::Date;
use crate::phrases::{Each, Lang, phrase};

/// A number as it is written before a noun: up to nine in words.
pub fn small(n: usize, feminine: bool, lang: Lang) -> String {
    let words = if feminine { phrase!(headline.numbers_feminine) } else { phrase!(headline.numbers) };
    let word = n.checked_sub(1).and_then(|at| lang.pick(words).get(at).copied());
    word.map_or_else(|| lang.number(n), str::to_owned)
}

/// So many of something masculine, with what else fills the noun's holes; of none, none of it.
pub fn some(noun: &Each<[&'static str; 2]>, n: usize, more: &[&str], lang: Lang) -> String {
    let number = if n == 0 { lang.pick(phrase!(headline.none)).to_owned() } else { small(n, false, lang) };
    numbered(noun, n, &number, more, lang)
}

/// The same with its number as it is to be written.
pub fn numbered(noun: &Each<[&'static str; 2]>, n: usize, number: &str, more: &[&str], lang: Lang) -> String {
    let filled: Vec<&str> = std::iter::once(number).chain(more.iter().copied()).collect();
    lang.tell(&form(noun, n <= 1), &filled)
}

/// The form of a noun for one or for several.
pub fn form(noun: &Each<[&'static str; 2]>, one: bool) -> Each<&'static str> {
    noun.map(|[singular, plural]| if one { singular } else { plural })
}

/// The first letter large, as a sentence begins.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_uppercase()).chain(letters).collect())
}

/// `Florida, Georgia and Texas`.
pub fn enumerated(names: &[String], last: fn(&str) -> &'static str) -> String {
    let Some((end, before)) = names.split_last() else { return String::new() };
    let before = before.join(", ");
    if before.is_empty() { end.clone() } else { [&before, last(end), end].concat() }
}

/// A day, without its year where that has just been said.
pub fn day_after(day: Date, before: Date, lang: Lang) -> String {
    let whole = lang.day(day);
    if day.ymd().0 != before.ymd().0 {
        return whole;
    }
    let month = lang.month_name(day);
    lang.tell(phrase!(headline.day_of_year), &[&day.ymd().2.to_string(), month])
}
