//! Days of the civil calendar: reading, writing, counting. It never asks what day it is.

use std::fmt;

/// A day, as days since 1 January 1970 (negative before). Ordered in time.
///
/// The arithmetic is the proleptic Gregorian calendar in eras of 400 years, 146,097 days each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i32 = 719_468;

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
        let date = Date(era * 146_097 + day_of_era - EPOCH);
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// The day `n` days after 1 January 1970.
    pub const fn from_days(n: i32) -> Date {
        Date(n)
    }

    /// Days since 1 January 1970.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The day `n` days later; earlier when `n` is negative.
    pub fn plus(self, n: i32) -> Date {
        Date(self.0.saturating_add(n))
    }

    /// Days from `earlier` to this day; negative when it lies after.
    pub fn since(self, earlier: Date) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.0 + EPOCH;
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
    fn each_day_of_six_centuries_comes_back() {
        for n in -100_000..120_000 {
            let date = Date(n);
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
