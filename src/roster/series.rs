//! How many agreements were active over time, split by model or not: steps from list to list, nothing smoothed.

use crate::date::Date;

use super::agreement::{Agreement, Level, Model};
use super::filter::Filter;
use super::record::Record;

/// What a series is split by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// One part for each model.
    #[default]
    Model,
    /// One part for each level, then one for agreements whose level ICE never gave.
    Level,
    /// A single part.
    None,
}

impl Split {
    /// How many parts there are.
    pub fn parts(self) -> usize {
        match self {
            Split::Model => Model::ALL.len(),
            Split::Level => Level::ALL.len() + 1,
            Split::None => 1,
        }
    }

    /// The part that an agreement belongs to, less than [`parts`](Split::parts).
    fn part(self, agreement: &Agreement) -> usize {
        match self {
            Split::Model => Model::ALL.iter().position(|model| *model == agreement.model).unwrap_or_default(),
            Split::Level => {
                let level = Level::ALL.iter().position(|level| Some(*level) == agreement.level);
                level.unwrap_or(Level::ALL.len())
            }
            Split::None => 0,
        }
    }
}

/// The count from a day on, until the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day of the list that brought the change.
    pub date: Date,
    /// Active agreements of each part, in the order of the split.
    pub parts: Vec<usize>,
}

impl Step {
    /// All parts together.
    pub fn total(&self) -> usize {
        self.parts.iter().sum()
    }
}

/// The steps of what a filter admits, statuses aside, from the record's first list to its last; empty for a record without lists.
/// The first step stands on the first list's day, and each day on which the count of a part changed has one.
pub fn active(record: &Record, filter: &Filter, split: Split) -> Vec<Step> {
    let (dates, n_parts) = (record.dates(), split.parts());
    let mut changes = vec![0_isize; dates.len() * n_parts];
    let mut change = |date: Date, part: usize, by: isize| {
        let at = dates.binary_search(&date).map(|index| index * n_parts + part);
        if let Some(n) = at.ok().and_then(|at| changes.get_mut(at)) {
            *n += by;
        }
    };
    for agreement in record.agreements().iter().filter(|agreement| filter.admits(agreement)) {
        let Some(first) = agreement.first_listed else { continue };
        // Gone within the day it came: no list at a day's end carried it.
        if agreement.ended.is_some_and(|ended| ended <= first) {
            continue;
        }
        change(first, split.part(agreement), 1);
        if let Some(ended) = agreement.ended {
            change(ended, split.part(agreement), -1);
        }
    }
    let mut parts = vec![0_isize; n_parts];
    let mut steps: Vec<Step> = Vec::new();
    for (date, by) in dates.iter().zip(changes.chunks_exact(n_parts)) {
        if !steps.is_empty() && by.iter().all(|by| *by == 0) {
            continue;
        }
        for (n, by) in parts.iter_mut().zip(by) {
            *n += by;
        }
        steps.push(Step { date: *date, parts: parts.iter().map(|n| n.unsigned_abs()).collect() });
    }
    steps
}

/// The step that holds on a day; `None` before the first.
pub fn on(steps: &[Step], day: Date) -> Option<&Step> {
    let after = steps.partition_point(|step| step.date <= day);
    steps.get(after.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::count;

    const CSV: &str = "\
state,agency,level,fips,model,first_listed,ended
AL,A,county,,TFM,2021-01-12,2025-03-05
AL,B,state,,JEM,2025-03-05,
AL,C,,,WSO,2025-03-05,2025-03-05
AL,D,,,WSO,2025-04-01,
";

    #[test]
    fn steps_stand_where_counts_change() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let check = |split, expected: &[(&str, &[usize])]| {
            let steps = active(&record, &Filter::default(), split);
            let expected: Vec<Step> = expected
                .iter()
                .map(|(date, parts)| Step { date: Date::parse(date).unwrap(), parts: parts.to_vec() })
                .collect();
            assert_eq!(steps, expected);
        };
        check(Split::Model, &[("2021-01-12", &[0, 1, 0]), ("2025-03-05", &[1, 0, 0]), ("2025-04-01", &[1, 0, 1])]);
        check(
            Split::Level,
            &[("2021-01-12", &[1, 0, 0, 0]), ("2025-03-05", &[0, 0, 1, 0]), ("2025-04-01", &[0, 0, 1, 1])],
        );
        check(Split::None, &[("2021-01-12", &[1]), ("2025-04-01", &[2])]);
    }

    #[test]
    fn a_step_equals_the_count_of_its_day() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let steps = active(&record, &Filter::default(), Split::Model);
        for n in 0..2_000 {
            let day = Date::parse("2021-01-12").unwrap().plus(n);
            let total = count::total(&record, &Filter::default(), day).agreements;
            assert_eq!(on(&steps, day).map(Step::total), Some(total), "{day}");
        }
        assert_eq!(on(&steps, Date::parse("2021-01-11").unwrap()), None);
    }
}
