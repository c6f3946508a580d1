//! Round numbers and days for axes. It places them; it draws nothing.

use crate::date::Date;
use crate::phrases::Lang;

use super::text;

/// Round numbers from 0 to the first at or above `largest`, three to six of them; `[0, 1]` when nothing is counted.
pub fn numbers(largest: usize) -> Vec<usize> {
    let step = (0..)
        .flat_map(|power: u32| [1, 2, 5].map(|lead| lead * 10_usize.saturating_pow(power)))
        .find(|step| largest.div_ceil(*step) <= 5)
        .unwrap_or(1);
    (0..=largest.div_ceil(step).max(1)).map(|n| n * step).collect()
}

/// The powers of ten from 1, and a round number at or above `largest` to end with; at least `[1, 10]`. A logarithmic
/// axis has no zero.
pub fn decades(largest: usize) -> Vec<usize> {
    let mut decades = vec![1];
    let mut next = 10;
    while next <= largest {
        decades.push(next);
        next = next.saturating_mul(10);
    }
    let last = next / 10;
    // Halfway up a decade there is room for one more number.
    let top = [1, 2, 5, 10].into_iter().map(|lead| last * lead).find(|top| *top >= largest.max(10));
    decades.extend(top.filter(|top| *top > last));
    decades
}

/// What stands between two ticks of days, from the finest: days of a month, then months.
const DAYS: [u32; 4] = [1, 2, 7, 14];
const MONTHS: [i32; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 240];
/// A time axis as short as this is ticked by days.
const BY_DAYS: i32 = 75;

/// Days on an axis from `from` to `to` with their labels: years, months where a year would be all there is to say, days
/// where months would be too few; as many as stand apart in `room`, in the units of `size`. Some label names the year.
/// Empty when the days are out of order.
pub fn days(from: Date, to: Date, room: f32, size: f32, lang: Lang) -> Vec<(Date, String)> {
    if from >= to {
        return Vec::new();
    }
    let x = |date: Date| date.since(from) as f32 / to.since(from) as f32 * room;
    // Six letters' width between labels: crowded ones read worse than few.
    let apart = |pair: &[(Date, String)]| match pair {
        [(a, one), (b, other)] => {
            x(*b) - x(*a) >= (text::width(one, size) + text::width(other, size)) / 2.0 + size * 1.5
        }
        _ => true,
    };
    let by_days = DAYS.into_iter().filter(|_| to.since(from) < BY_DAYS).map(|every| of_days(from, to, every, lang));
    let by_months = MONTHS.into_iter().map(|every| of_months(from, to, every, lang));
    by_days.chain(by_months).find(|ticks| ticks.windows(2).all(apart)).unwrap_or_default()
}

fn of_days(from: Date, to: Date, every: u32, lang: Lang) -> Vec<(Date, String)> {
    let mut ticks = Vec::new();
    for n in 0..=to.since(from) {
        let date = from.plus(n);
        let (_, _, day) = date.ymd();
        // From the 1st on, and no tick so late that the next 1st stands beside it.
        if (day - 1) % every == 0 && (every == 1 || day <= 31 - every) {
            let first = ticks.is_empty();
            ticks.push((date, lang.short_day(date, first)));
        }
    }
    ticks
}

fn of_months(from: Date, to: Date, every: i32, lang: Lang) -> Vec<(Date, String)> {
    let (first, _, _) = from.ymd();
    let (last, _, _) = to.ymd();
    let mut ticks: Vec<(Date, String)> = Vec::new();
    let mut named = false;
    for month in (0..(last - first + 1) * 12).step_by(every.min(12) as usize) {
        let year = first + month / 12;
        // From twelve on only years are named.
        if every > 12 && year % (every / 12) != 0 {
            continue;
        }
        let Some(date) = Date::new(year, (month % 12 + 1) as u32, 1) else { continue };
        if (from..=to).contains(&date) {
            named = named || month % 12 == 0;
            let label = if month % 12 == 0 { year.to_string() } else { lang.short_month(date).to_owned() };
            ticks.push((date, label));
        }
    }
    if let (false, Some((date, label))) = (named, ticks.first_mut()) {
        label.push(' ');
        label.push_str(&date.ymd().0.to_string());
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_round_and_few() {
        let check = |largest, expected: &[usize]| assert_eq!(numbers(largest), expected);
        check(0, &[0, 1]);
        check(1, &[0, 1]);
        check(7, &[0, 2, 4, 6, 8]);
        check(150, &[0, 50, 100, 150]);
        check(1_555, &[0, 500, 1_000, 1_500, 2_000]);
    }

    #[test]
    fn decades_reach_what_is_counted() {
        let check = |largest, expected: &[usize]| assert_eq!(decades(largest), expected);
        check(0, &[1, 10]);
        check(10, &[1, 10]);
        check(150, &[1, 10, 100, 200]);
        check(1_555, &[1, 10, 100, 1_000, 2_000]);
        check(7_000, &[1, 10, 100, 1_000, 10_000]);
    }

    #[test]
    fn days_stand_apart() {
        let check = |from: &str, to: &str, room, expected: &[&str]| {
            let ticks = days(Date::parse(from).unwrap(), Date::parse(to).unwrap(), room, 12.0, Lang::En);
            let labels: Vec<&str> = ticks.iter().map(|(_, label)| label.as_str()).collect();
            assert_eq!(labels, expected);
        };
        check(
            "2021-01-12",
            "2026-03-27",
            500.0,
            &["Jul", "2022", "Jul", "2023", "Jul", "2024", "Jul", "2025", "Jul", "2026"],
        );
        check("2021-01-12", "2026-03-27", 250.0, &["2022", "2023", "2024", "2025", "2026"]);
        check("2021-01-12", "2026-03-27", 120.0, &["2022", "2024", "2026"]);
        check("2002-07-02", "2026-03-27", 250.0, &["2005", "2010", "2015", "2020", "2025"]);
        check("2025-02-10", "2025-05-10", 300.0, &["Mar 2025", "Apr", "May"]);
        check("2025-05-10", "2025-06-20", 300.0, &["May 15, 2025", "Jun 1", "Jun 15"]);
        check("2025-05-28", "2025-06-02", 500.0, &["May 28, 2025", "May 29", "May 30", "May 31", "Jun 1", "Jun 2"]);
        check("2025-05-28", "2025-05-29", 40.0, &["May 29, 2025"]);
        check("2025-02-10", "2025-02-10", 300.0, &[]);
    }
}
