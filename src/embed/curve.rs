//! How much was listed over time as a small curve: path data of an SVG, of no unit and stretched as a page likes. It
//! counts nothing.

use std::fmt::Write;

use crate::date::Date;
use crate::roster::query::series::Step;

/// Width and height of the box that a curve is drawn in. Whole numbers of it are fine enough.
pub type Box = (i32, usize);

/// Where a day of a span lies from the left edge of a box; beyond the span at one of its edges.
pub fn x(day: Date, (from, to): (Date, Date), (width, _): Box) -> i32 {
    day.clamp(from, to.max(from)).since(from) * width / to.since(from).max(1)
}

/// Path data: steps from the first day of a span at the left edge to its last at the right, filled down to the lower
/// edge, `most` as high as the box. Empty where nothing was ever listed in that time.
pub fn curve(steps: &[Step], (from, to): (Date, Date), most: usize, size: Box) -> String {
    let (width, height) = size;
    // What held before the span holds on its first day.
    let begun = steps.partition_point(|step| step.date <= from).saturating_sub(1);
    let shown = || steps.iter().skip(begun).take_while(|step| step.date <= to);
    let mut path = String::new();
    if most == 0 || shown().all(|step| step.total() == 0) {
        return path;
    }
    // Text always has room.
    let _ = write!(path, "M0 {height}");
    for step in shown() {
        let y = height - (step.total().min(most) * height).checked_div(most).unwrap_or(0);
        let _ = write!(path, "H{}V{y}", x(step.date, (from, to), size));
    }
    let _ = write!(path, "H{width}V{height}z");
    path
}

/// The corners of such path data, as shares of its box from the left and from the top.
pub fn corners(path: &str, (width, height): Box) -> Vec<(f32, f32)> {
    let mut corners = Vec::new();
    // From the lower left, to the side and up or down by turns.
    let (mut x, mut y) = (0.0, 1.0);
    let Some((_, mut rest)) = path.trim_end_matches('z').split_once('H') else { return corners };
    let mut aside = true;
    loop {
        let (number, next) = rest.split_once(['H', 'V']).unwrap_or((rest, ""));
        let n: f32 = number.parse().unwrap_or_default();
        if aside {
            x = n / width as f32
        } else {
            y = n / height as f32
        }
        corners.push((x, y));
        if next.is_empty() {
            return corners;
        }
        (aside, rest) = (!aside, next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_curve_steps_through_its_span_and_no_further() {
        let steps: Vec<Step> =
            [("2024-12-01", 1), ("2025-01-01", 2), ("2025-01-06", 4), ("2025-01-11", 1), ("2025-02-01", 9)]
                .map(|(date, n)| Step { date: day(date), parts: vec![n] })
                .to_vec();
        let check = |from: &str, to: &str, most, expected: &str| {
            assert_eq!(curve(&steps, (day(from), day(to)), most, (100, 20)), expected, "{from} {to}");
        };
        check("2025-01-01", "2025-01-11", 4, "M0 20H0V10H50V0H100V15H100V20z");
        // Begun before, and higher than the box.
        check("2025-01-03", "2025-01-13", 2, "M0 20H0V0H30V0H80V10H100V20z");
        check("2025-01-02", "2025-01-02", 4, "M0 20H0V10H100V20z");
        check("2024-11-01", "2024-11-11", 4, "");
        check("2025-01-01", "2025-01-11", 0, "");
        assert_eq!(curve(&[], (day("2025-01-01"), day("2025-01-11")), 1, (100, 20)), "");
    }

    #[test]
    fn the_corners_of_a_curve_are_those_that_its_path_names() {
        let check = |path: &str, expected: &[(f32, f32)]| assert_eq!(corners(path, (100, 20)), expected, "{path}");
        check("M0 20H0V10H50V20z", &[(0.0, 1.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0)]);
        check("", &[]);
    }

    #[test]
    fn a_day_beyond_the_span_lies_at_its_edge() {
        let span = (day("2025-01-01"), day("2025-01-11"));
        let at = |date: &str| x(day(date), span, (100, 20));
        assert_eq!(
            ["2024-01-01", "2025-01-01", "2025-01-06", "2025-01-11", "2026-01-01"].map(at),
            [0, 0, 50, 100, 100]
        );
    }
}
