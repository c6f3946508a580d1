//! Days of the civil calendar: reading, writing, counting. It never asks what day it is.

use std::fmt;
use std::num::NonZeroU32;

/// A day, as days since 1 January 1970 (negative before). Ordered in time.
///
/// The arithmetic is the proleptic Gregorian calendar in eras of 400 years, 146,097 days each.
///
/// The number stands with its sign turned: no day is 0, so that a day that may be unknown has four bytes, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NonZeroU32);

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

/// The bit that tells days before 1970.
const SIGN: u32 = 1 << 31;

impl Date {
    /// The day of a year, month (1 to 12) and day of the month (1 to 31); `None` where there is no such day
    /// or the year has not four digits.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1000..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        // A year that begins in March has its leap day last.
        let shifted = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let day_of_year = (153 * ((month as i32 + 9) % 12) + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let date = Date::from_days(era * 146_097 + day_of_era - EPOCH);
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// The day `n` days after 1 January 1970.
    pub const fn from_days(n: i32) -> Date {
        match NonZeroU32::new(n as u32 ^ SIGN) {
            Some(turned) => Date(turned),
            // Six million years ago no day is told from the next.
            None => Date(NonZeroU32::MIN),
        }
    }

    /// Days since 1 January 1970.
    pub const fn days(self) -> i32 {
        (self.0.get() ^ SIGN) as i32
    }

    /// The day `n` days later; earlier when `n` is negative.
    pub fn plus(self, n: i32) -> Date {
        Date::from_days(self.days().saturating_add(n))
    }

    /// Days from `earlier` to this day; negative when it lies after.
    pub fn since(self, earlier: Date) -> i32 {
        self.days() - earlier.days()
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.days() + EPOCH;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = era * 400 + year_of_era + i32::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, n: usize| {
            (part.len() == n && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
        };
        if parts.next().is_some() {
            return None;
        }
        Date::new(digits(year, 4)? as i32, digits(month, 2)?, digits(day, 2)?)
    }
}

/// Days in their order, each once: a mark for each from the year 1000 on. It stands for the sorts of a library, which
/// are more code than every page should load.
#[derive(Default)]
pub struct Days(Vec<u32>);

/// The first day of four digits' years.
const FIRST: Date = Date::from_days(-354_285);

impl Days {
    /// Adds a day, of a year of four digits.
    #[inline(never)]
    pub fn add(&mut self, day: Date) {
        let at = day.since(FIRST).max(0) as usize;
        let word = at / 32;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0.get_mut(word).into_iter().for_each(|marks| *marks |= 1 << (at % 32));
    }

    /// All that were added.
    #[inline(never)]
    pub fn all(&self) -> Vec<Date> {
        let mut all = Vec::new();
        let mut at = FIRST;
        for marks in &self.0 {
            let mut left = *marks;
            while left != 0 {
                all.push(at.plus(left.trailing_zeros() as i32));
                left &= left - 1;
            }
            at = at.plus(32);
        }
        all
    }
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_order_each_once() {
        let mut days = Days::default();
        assert_eq!(days.all(), []);
        let day = |text| Date::parse(text).unwrap();
        for text in ["2026-11-27", "1000-01-01", "2025-02-28", "9999-12-31", "2025-03-01", "2026-11-27", "2025-02-28"] {
            days.add(day(text));
        }
        let expected = ["1000-01-01", "2025-02-28", "2025-03-01", "2026-11-27", "9999-12-31"];
        assert_eq!(days.all(), expected.map(day));
    }

    #[test]
    fn each_day_of_six_centuries_comes_back() {
        for n in -100_000..120_000 {
            let date = Date::from_days(n);
            let (year, month, day) = date.ymd();
            assert_eq!(Date::new(year, month, day), Some(date));
            assert_eq!(Date::parse(&date.to_string()), Some(date));
        }
    }

    #[test]
    fn reads_only_days_that_exist() {
        let check = |text, days| assert_eq!(Date::parse(text).map(Date::days), days, "{text}");
        check("1970-01-01", Some(0));
        check("2000-02-29", Some(11_016));
        check("2025-05-28", Some(20_236));
        check("2025-02-29", None);
        check("2025-13-01", None);
        check("2025-5-28", None);
        check("2025-05-28 ", None);
        check("+025-05-28", None);
        check("", None);
    }
}
