//! Numbers and days as a language writes them: English and Spanish as newspapers in the United States print them.
//!
//! It holds no sentences; those are told in [`embed`](crate::embed).

use crate::date::{Date, MONTHS};
use crate::roster::query::series::Every;
use crate::roster::review::sentence;
use crate::vocabulary::Vocabulary;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

impl Vocabulary for Lang {
    const ALL: &'static [Lang] = &[Lang::En, Lang::Es];
    const CODES: &'static [&'static str] = &["en", "es"];

    fn code(self) -> &'static str {
        self.pick("en", "es")
    }

    /// Reads a tag such as `es-MX`; `None` for others than the two languages.
    fn from_code(tag: &str) -> Option<Lang> {
        let language = tag.split('-').next()?;
        Lang::ALL.iter().copied().find(|lang| lang.code().eq_ignore_ascii_case(language))
    }
}

impl Lang {
    /// One of two wordings.
    pub fn pick<T>(self, en: T, es: T) -> T {
        match self {
            Lang::En => en,
            Lang::Es => es,
        }
    }

    /// A count with a comma between thousands, as both languages write it in the United States: `1,555`.
    pub fn number(self, n: usize) -> String {
        sentence::number(n)
    }

    /// A day in words: `May 28, 2025`, `28 de mayo de 2025`.
    pub fn day(self, date: Date) -> String {
        let (year, _, day) = date.ymd();
        let month = self.month(date);
        match self {
            Lang::En => format!("{month} {day}, {year}"),
            Lang::Es => format!("{day} de {month} de {year}"),
        }
    }

    /// The first letters of a day's month, for an axis: `May`, `may`.
    pub fn short_month(self, date: Date) -> String {
        self.month(date).chars().take(3).collect()
    }

    /// A day, a month or a year in words: `May 28, 2025`, `May 2025`, `2025`.
    pub fn period(self, date: Date, every: Every) -> String {
        let year = date.ymd().0.to_string();
        match every {
            Every::Day => self.day(date),
            Every::Month => super::text::said(&[self.month(date), self.pick(" ", " de "), &year]),
            Every::Year => year,
        }
    }

    /// A day without its year, for an axis: `May 28`, `28 may`.
    pub fn day_of_month(self, date: Date) -> String {
        let (month, day) = (self.short_month(date), date.ymd().2.to_string());
        match self {
            Lang::En => super::text::said(&[&month, " ", &day]),
            Lang::Es => super::text::said(&[&day, " ", &month]),
        }
    }

    fn month(self, date: Date) -> &'static str {
        let (_, month, _) = date.ymd();
        self.pick(MONTHS, MONTHS_ES).get(month as usize - 1).copied().unwrap_or_default()
    }
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
        assert_eq!(Lang::En.day(day), "May 28, 2025");
        assert_eq!(Lang::Es.day(day), "28 de mayo de 2025");
        assert_eq!(Lang::Es.short_month(day), "may");
        assert_eq!([Lang::En, Lang::Es].map(|lang| lang.period(day, Every::Month)), ["May 2025", "mayo de 2025"]);
        assert_eq!(Lang::En.period(day, Every::Year), "2025");
        assert_eq!([Lang::En, Lang::Es].map(|lang| lang.day_of_month(day)), ["May 28", "28 may"]);
        assert_eq!(Lang::from_code("es-MX"), Some(Lang::Es));
        assert_eq!(Lang::from_code("fr"), None);
    }
}
