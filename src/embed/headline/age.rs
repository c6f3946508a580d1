//! How long ago a day was, in words, for whoever reads today. It asks no clock.

use crate::date::Date;
use crate::phrases::{Lang, phrase};

use super::grammar::some;

/// An age of so many days is no news: ICE has published its list more often than once a month.
const FRESH_DAYS: i32 = 30;

/// How long ago a day was: `six months ago`; `None` while that is no more than 30 days.
pub fn ago(day: Date, today: Date, lang: Lang) -> Option<String> {
    let days = today.since(day);
    let months = months_between(day, today);
    let (noun, n) = match months {
        _ if days <= FRESH_DAYS => return None,
        ..2 => (phrase!(headline.weeks_ago), days / 7),
        2..24 => (phrase!(headline.months_ago), months),
        _ => (phrase!(headline.years_ago), months / 12),
    };
    Some(some(noun, usize::try_from(n).unwrap_or_default(), &[], lang))
}

/// Whole months from one day to a later one.
fn months_between(from: Date, to: Date) -> i32 {
    let ((year, month, day), (to_year, to_month, to_day)) = (from.ymd(), to.ymd());
    let months = 12 * (to_year - year) + to_month as i32 - month as i32;
    if to_day < day { months - 1 } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_the_largest_unit_that_fits() {
        let day = |text| Date::parse(text).unwrap();
        let check = |today, told: [&str; 2]| {
            let found = [Lang::En, Lang::Es].map(|lang| ago(day("2026-05-18"), day(today), lang).unwrap_or_default());
            assert_eq!(found, told, "{today}");
        };
        check("2020-01-01", ["", ""]);
        check("2026-06-17", ["", ""]);
        check("2026-06-18", ["four weeks ago", "hace cuatro semanas"]);
        check("2026-07-17", ["eight weeks ago", "hace ocho semanas"]);
        check("2026-07-18", ["two months ago", "hace dos meses"]);
        check("2026-11-17", ["five months ago", "hace cinco meses"]);
        check("2026-11-18", ["six months ago", "hace seis meses"]);
        check("2027-05-18", ["12 months ago", "hace 12 meses"]);
        check("2028-05-17", ["23 months ago", "hace 23 meses"]);
        check("2028-05-18", ["two years ago", "hace dos años"]);
    }
}
