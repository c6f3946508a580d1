//! Round numbers and days for axes. It places them; it draws nothing.

use crate::date::Date;

use super::locale::Lang;
use super::text;

/// Round numbers from 0 to the first at or above `largest`, three to six of them; `[0, 1]` when nothing is counted.
pub fn numbers(largest: usize) -> Vec<usize> {
    let step = (0..)
        .flat_map(|power: u32| [1, 2, 5].map(|lead| lead * 10_usize.saturating_pow(power)))
        .find(|step| largest.div_ceil(*step) <= 5)
        .unwrap_or(1);
    (0..=largest.div_ceil(step).max(1)).map(|n| n * step).collect()
}

/// Days on an axis from `from` to `to` with their labels: years, or months where a year would be all there is to say; as many as
/// stand apart in `room`, in the units of `size`. Empty when the days are out of order.
pub fn days(from: Date, to: Date, room: f32, size: f32, lang: Lang) -> Vec<(Date, String)> {
    if from >= to {
        return Vec::new();
    }
    let (first, _, _) = from.ymd();
    let (last, _, _) = to.ymd();
    // Months between ticks, from the finest that fits; from twelve on only years are named.
    for every in [1, 2, 3, 6, 12, 24, 60, 120] {
        let mut ticks = Vec::new();
        for month in (0..(last - first + 1) * 12).step_by(every.min(12) as usize) {
            let year = first + month / 12;
            if every > 12 && year % (every / 12) != 0 {
                continue;
            }
            let Some(date) = Date::new(year, (month % 12 + 1) as u32, 1) else { continue };
            if (from..=to).contains(&date) {
                let label = if month % 12 == 0 { year.to_string() } else { lang.short_month(date) };
                ticks.push((date, label));
            }
        }
        let x = |date: Date| date.since(from) as f32 / to.since(from) as f32 * room;
        // Six letters' width between labels: crowded months read worse than years.
        let apart = |pair: &[(Date, String)]| match pair {
            [(a, one), (b, other)] => {
                x(*b) - x(*a) >= (text::width(one, size) + text::width(other, size)) / 2.0 + size * 1.5
            }
            _ => true,
        };
        if ticks.windows(2).all(apart) {
            return ticks;
        }
    }
    Vec::new()
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
        check("2025-02-10", "2025-05-10", 300.0, &["Mar", "Apr", "May"]);
        check("2025-02-10", "2025-02-10", 300.0, &[]);
    }
}
