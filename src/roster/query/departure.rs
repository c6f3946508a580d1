//! What ICE no longer lists, year by year: ended, of those switched to another model, renewed.
//!
//! It counts what the record says: from when an agreement was not listed any more, never why.

use std::collections::BTreeMap;

use crate::roster::identity::rules::followed;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Status};

/// What was no longer listed from a day in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Departures {
    /// Agreements that no later one of the same agency and model took over. What was only ever pending is not among
    /// them.
    pub ended: usize,
    /// Of the ended, those whose agency had an agreement of another model first listed at most 30 days before the end
    /// or 60 days after.
    pub switched: usize,
    /// Agreements that a later one of the same agency and model took over.
    pub renewed: usize,
}

/// For each agreement, in the record's order, the place of the one of another model that its agency switched to: of
/// those first listed near its end the first. `None` where it stands, was renewed, was only ever pending, or nothing
/// followed.
pub fn switched(record: &Record) -> Vec<Option<usize>> {
    let rows: Vec<(Agreement, u32)> = record.with_agencies().collect();
    let mut switched = Vec::with_capacity(rows.len());
    // The agreements of an agency stand together.
    for own in rows.chunk_by(|(_, agency), (_, other)| agency == other) {
        let begin = switched.len();
        switched.extend(own.iter().map(|(old, _)| {
            let ended = old.first_listed.is_some() && old.status != Status::Renewed;
            let others =
                (begin..).zip(own).filter(|(_, (new, _))| ended && new.model != old.model && followed(old, new));
            others.min_by_key(|(_, (new, _))| new.first_listed).map(|(at, _)| at)
        }));
    }
    switched
}

/// The departures of each year that had any.
pub fn by_year(record: &Record) -> BTreeMap<i32, Departures> {
    let mut years: BTreeMap<i32, Departures> = BTreeMap::new();
    let listed = record.agreements().zip(switched(record)).filter(|(old, _)| old.first_listed.is_some());
    for (old, later) in listed {
        let Some(ended) = old.ended else { continue };
        let year = years.entry(ended.ymd().0).or_default();
        if old.status == Status::Renewed {
            year.renewed += 1;
            continue;
        }
        year.ended += 1;
        year.switched += usize::from(later.is_some());
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_departure_counts_in_its_year() {
        let record = Record::read(
            b"\
state,agency,model,status,first_listed,last_listed,ended,renewed_by,pending_from
AL,A,TFM,ended,2021-01-12,2024-12-31,2025-01-02,,
AL,A,WSO,active,2025-03-03,2025-05-01,,,
AL,B,JEM,ended,2021-01-12,2025-01-01,2025-01-02,,
AL,B,TFM,active,2025-03-04,2025-05-01,,,
AL,C,TFM,renewed,2021-01-12,2025-01-01,2025-01-02,x,
AL,C,TFM,active,2025-01-02,2025-05-01,,,
AL,D,WSO,ended,2021-01-12,2021-01-12,2021-04-01,,
AL,E,WSO,ended,,,2025-02-01,,2025-01-02
",
        )
        .unwrap();
        let told: Vec<String> = (by_year(&record).iter())
            .map(|(year, of)| format!("{year} {} {} {}", of.ended, of.switched, of.renewed))
            .collect();
        assert_eq!(told, ["2021 1 0 0", "2025 2 1 1"]);
    }
}
