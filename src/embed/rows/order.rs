//! The columns that rows are sorted by, and how: by keys of text, equal ones in the record's order. It knows no row.

use std::collections::BinaryHeap;

use crate::vocabulary::vocabulary;

use super::super::search::fold::Folded;

/// A column that rows can be sorted by, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The agency's name.
    Agency,
    /// Its state: within one the record's order is by agency.
    #[default]
    State,
    /// The counties that it sits in.
    County,
    /// What it may do.
    Model,
    /// What it is of.
    Level,
    /// Where the agreement stood on the day, and since when.
    Status,
    /// The day of signing.
    Signed,
    /// The first list that carried it.
    First,
    /// The last one, where it stood on none any more.
    Last,
}

vocabulary!(Column {
    Agency => "agency",
    State => "state",
    County => "county",
    Model => "model",
    Level => "level",
    Status => "status",
    Signed => "signed",
    First => "first-listed",
    Last => "last-listed",
});

/// A name as it is sorted: word by word, case, accents, punctuation and short forms aside.
pub(super) fn folded(name: &str) -> String {
    let (folded, mut key) = (Folded::of(name), String::new());
    for word in 0..folded.n_words() {
        key.push_str(folded.word(word));
        key.push(' ');
    }
    key
}

/// Numbers from 0 in the order of their keys, from below or from above. Equal keys stay in the order of their numbers
/// either way, and empty ones come last: nothing is known of them.
pub(super) fn sorted(keys: impl Iterator<Item = String>, down: bool) -> Vec<usize> {
    // A heap, as for the record: it sorts in a tenth of the code of the library's sorts.
    let heap: BinaryHeap<(String, usize)> = keys.zip(0..).collect();
    let sorted = heap.into_sorted_vec();
    let (unknown, known) = sorted.split_at(sorted.partition_point(|(key, _)| key.is_empty()));
    let mut order = Vec::with_capacity(sorted.len());
    let mut take = |same: &[(String, usize)]| order.extend(same.iter().map(|(_, number)| *number));
    if down {
        known.chunk_by(|(one, _), (other, _)| one == other).rev().for_each(&mut take);
    } else {
        take(known);
    }
    take(unknown);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order_and_empty_ones_come_last() {
        let check = |keys: &str, down, expected: &[usize]| {
            let keys = keys.split(',').map(str::to_owned);
            assert_eq!(sorted(keys, down), expected, "{down}");
        };
        check("b,,a,b,,a,c", false, &[2, 5, 0, 3, 6, 1, 4]);
        check("b,,a,b,,a,c", true, &[6, 0, 3, 2, 5, 1, 4]);
        check("", false, &[0]);
        check("a", true, &[0]);
    }

    #[test]
    fn names_are_sorted_word_by_word() {
        let check = |names: &[&str]| assert!(names.is_sorted_by_key(|name| folded(name)), "{names:?}");
        check(&["De Soto County", "Denton County", "Desoto Police"]);
        check(&["Dona Ana", "Doña Ana County", "Dunn"]);
        check(&["lee", "Lee County Sheriff's Office", "LEE COUNTY SHERIFFS OFFICE", "Leesburg"]);
        check(&["Saint Cloud", "St. Johns", "Santa Rosa"]);
        assert_eq!(folded(" – “” "), "");
    }
}
