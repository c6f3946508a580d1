//! The classes of a choropleth: few, with round lower bounds, and the same while time is scrubbed.
//! Zero is never one of them: a place without an agreement is land.

use crate::phrases::Lang;

/// Lower bounds of up to five classes, from ladders that suit counts of ever larger places.
const LADDERS: [[usize; 5]; 5] =
    [[1, 2, 3, 4, 5], [1, 2, 3, 5, 10], [1, 3, 5, 10, 20], [1, 5, 10, 25, 50], [1, 10, 25, 50, 100]];

/// The classes that counts are sorted into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classes {
    bounds: Vec<usize>,
}

impl Classes {
    /// Classes of ascending lower bounds, at most five; the last is open.
    pub fn new(bounds: &[usize]) -> Classes {
        Classes { bounds: bounds.to_vec() }
    }

    /// Classes for counts up to `largest`: the first ladder whose top class begins at no less than a third of it, as
    /// far as it is climbed. One class when nothing is counted.
    pub fn up_to(largest: usize) -> Classes {
        let [.., last] = LADDERS;
        let ladder = LADDERS.into_iter().find(|[.., top]| top * 3 >= largest).unwrap_or(last);
        let [lowest, ..] = ladder;
        let bounds: Vec<usize> = ladder.into_iter().filter(|bound| *bound <= largest.max(lowest)).collect();
        Classes { bounds }
    }

    /// How many classes there are, one to five.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Never: there is always one class.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// The class of a count, from 0; `None` for zero.
    pub fn class(&self, count: usize) -> Option<usize> {
        self.bounds.partition_point(|bound| *bound <= count).checked_sub(1)
    }

    /// The lower bound of a class.
    pub fn from(&self, class: usize) -> Option<usize> {
        self.bounds.get(class).copied()
    }

    /// What a class holds, for a legend: `1`, `3–4`, `10+`. The last class is open.
    pub fn label(&self, class: usize, lang: Lang) -> String {
        match (self.bounds.get(class), self.bounds.get(class + 1)) {
            (Some(from), Some(next)) if from + 1 == *next => lang.number(*from),
            (Some(from), Some(next)) => format!("{}–{}", lang.number(*from), lang.number(next - 1)),
            (Some(from), None) => format!("{}+", lang.number(*from)),
            _ => String::new(),
        }
    }

    /// Where in the ramp of five a class stands, so that two classes use its ends and not two pale neighbours.
    pub fn shade(&self, class: usize) -> usize {
        match self.len() {
            0 | 1 => 2,
            n => (class * 4).div_ceil(n - 1).min(4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_round_and_reached() {
        let check = |largest, labels: &[&str]| {
            let classes = Classes::up_to(largest);
            let found: Vec<String> = (0..classes.len()).map(|class| classes.label(class, Lang::En)).collect();
            assert_eq!(found, labels, "{largest}");
        };
        check(0, &["1+"]);
        check(3, &["1", "2", "3+"]);
        check(9, &["1", "2", "3", "4", "5+"]);
        check(25, &["1", "2", "3–4", "5–9", "10+"]);
        check(60, &["1–2", "3–4", "5–9", "10–19", "20+"]);
        check(330, &["1–9", "10–24", "25–49", "50–99", "100+"]);
    }

    #[test]
    fn every_count_has_the_class_that_its_label_says() {
        let classes = Classes::up_to(25);
        let check = |count, class| assert_eq!(classes.class(count), class, "{count}");
        check(0, None);
        check(1, Some(0));
        check(4, Some(2));
        check(5, Some(3));
        check(10, Some(4));
        check(1_000, Some(4));
    }

    #[test]
    fn shades_span_the_ramp() {
        for largest in [3, 9, 25, 330] {
            let classes = Classes::up_to(largest);
            let shades: Vec<usize> = (0..classes.len()).map(|class| classes.shade(class)).collect();
            assert_eq!((shades.first(), shades.last()), (Some(&0), Some(&4)));
            assert!(shades.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
