//! When a list was published: its day, the part of the day, its letter. What a file's name says of it is
//! [`dating`](super::dating)'s.

use std::fmt;

use crate::date::Date;

/// The parts of a day that ICE has marked, in order.
const PARTS: [&str; 3] = ["am", "mid", "pm"];
/// A list without a part of the day stood at its end.
const NO_PART: u8 = 3;

/// When a list was published: its day, then the part of the day, then its letter among the lists of one part. Shown as
/// it is called everywhere: `2025-05-28`, `2025-05-28am`, `2025-05-28pmB`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Issue {
    /// The day.
    pub date: Date,
    /// The place in [`PARTS`], or [`NO_PART`].
    part: u8,
    /// 0 for the first list of a part, 1 for `B`, 2 for `C`, and so on.
    letter: u8,
}

impl Issue {
    /// A list's day without a part of it.
    pub fn on(date: Date) -> Issue {
        Issue { date, part: NO_PART, letter: 0 }
    }

    /// Reads a list's name as it is shown, and nothing else.
    pub fn from_name(name: &str) -> Option<Issue> {
        let issue = Issue::before(Date::parse(name.get(..10)?)?, name.get(10..)?);
        (issue.to_string() == name).then_some(issue)
    }

    /// A day with the part and the letter that begin the text behind it.
    pub(super) fn before(date: Date, rest: &str) -> Issue {
        let rest = rest.to_lowercase();
        let marked = rest.trim_start_matches(['-', '_', ' ', '.']);
        let part = PARTS.iter().zip(0_u8..).find_map(|(word, part)| Some((part, letter(marked.strip_prefix(word)?)?)));
        let (part, letter) = part.unwrap_or_else(|| (NO_PART, letter(&rest).unwrap_or_default()));
        Issue { date, part, letter }
    }
}

/// The letter that a text begins with and that stands alone, counted from `A`; 0 where another kind of character
/// stands, `None` where the letter begins a word.
fn letter(text: &str) -> Option<u8> {
    let mut characters = text.chars();
    let first = characters.next().filter(char::is_ascii_lowercase);
    let Some(first) = first else { return Some(0) };
    let alone = !characters.next().is_some_and(char::is_alphanumeric);
    (alone && first > 'a').then_some(first as u8 - b'a')
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = PARTS.get(usize::from(self.part)).copied().unwrap_or_default();
        write!(f, "{}{part}", self.date)?;
        if self.letter > 0 { write!(f, "{}", char::from(b'A' + self.letter)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_are_ordered_within_a_day_and_shown_as_they_are_read() {
        let names =
            ["2025-07-24am", "2025-07-24amB", "2025-07-24mid", "2025-07-24pm", "2025-07-24pmB", "2025-07-24pmG"];
        let names = names.into_iter().chain(["2025-07-24", "2025-07-24B", "2025-07-25am", "2025-07-26"]);
        let issues: Vec<Issue> = names.clone().map(|name| Issue::from_name(name).unwrap()).collect();
        assert!(issues.is_sorted());
        assert!(issues.iter().zip(names).all(|(issue, name)| issue.to_string() == name));
        for name in
            ["agencies", "2025-02-30", "2025-07-24noon", "2025-07-24pmA", "2025-07-24PM", "participating2025-07-24"]
        {
            assert_eq!(Issue::from_name(name), None, "{name}");
        }
    }
}
