//! When a list is doubted: every threshold by which one is not taken for what its name and its header say. It decides
//! nothing about agreements.

use crate::date::Date;

/// So many rows signed more than [`SIGNED_DAYS`] after a list's day, and the day is not the list's.
const SIGNED_ROWS: usize = 3;
/// ICE prints days of signing that are to come, by days or weeks.
pub const SIGNED_DAYS: i32 = 31;
/// A workbook saved so many days after the day in its name may be misnamed although none of its rows is signed after
/// that day.
pub(super) const MISNAMED_DAYS: i32 = 7;
/// So many rows without a day of signing may stand on a list, however short: ICE has left one blank, seldom two.
pub(super) const UNDATED_ROWS: usize = 10;
/// Fewer agreements than so many in ten of those before are another list, or a part of one.
const KEPT_TENTHS: usize = 7;
/// A list that was cut lacks so many in ten of what is gone at the one edge.
const CUT_TENTHS: usize = 9;
/// More agreements than these, and than one in [`SELDOM_SHARE`], seldom leave at once.
const SELDOM: usize = 10;
const SELDOM_SHARE: usize = 50;
/// A short list of those in process may hold so many, less one, that were listed as taking part by then.
const TAKERS: usize = 10;

/// How many of a list's days of signing lie so far behind its own day that it is not the list's, up to the last day
/// that is possible; `None` when they are too few to tell.
pub fn signed_later(signed: impl Iterator<Item = Date>, date: Date, last: Date) -> Option<usize> {
    let late = signed.filter(|day| *day > date.plus(SIGNED_DAYS) && *day <= last).count();
    (late >= SIGNED_ROWS).then_some(late)
}

/// Whether a list with so many agreements is too short beside the last good one.
pub(super) fn is_fragment(agreements: usize, good: usize) -> bool {
    agreements * 10 < good * KEPT_TENTHS
}

/// Whether nearly all that is gone is gone at one edge.
pub(super) fn is_edge(gone_there: usize, gone: usize) -> bool {
    gone_there * 10 >= gone * CUT_TENTHS
}

/// Whether a list that lost so many agreements of those before it is to be looked at: more than ten and two in a
/// hundred.
pub fn seldom(lost: usize, before: usize) -> bool {
    lost > SELDOM && lost * SELDOM_SHARE > before
}

/// Whether a list of those in process that names so many of those taking part is one of those taking part, without its
/// days: most of them, and not just a few.
pub fn are_takers(n: usize, taking_part: usize) -> bool {
    n >= TAKERS && n * 2 > taking_part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_count_from_their_edge_on() {
        let check = |named: &str, is: [bool; 3], expected| assert_eq!(is, expected, "{named}");
        check("seven in ten", [69, 70, 71].map(|n| is_fragment(n, 100)), [true, false, false]);
        check("nine in ten", [89, 90, 91].map(|n| is_edge(n, 100)), [false, true, true]);
        check("more than ten", [10, 11, 12].map(|n| seldom(n, 100)), [false, true, true]);
        check("more than two in a hundred", [19, 20, 21].map(|n| seldom(n, 1000)), [false, false, true]);
        check("ten takers", [9, 10, 11].map(|n| are_takers(n, 12)), [false, true, true]);
        check("more than half", [49, 50, 51].map(|n| are_takers(n, 100)), [false, false, true]);
    }
}
