//! How many agreements were active over time, split by model or not: steps from list to list, nothing smoothed.
//!
//! Or by day, month or year: how many were active at its end, were signed in it, were no longer listed from a day in
//! it.

use crate::date::Date;
use crate::place::State;
use crate::vocabulary::vocabulary;

use super::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Model};

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

vocabulary!(Split { Model => "model", Level => "level", None => "none" });

impl Split {
    /// How many parts there are.
    pub fn parts(self) -> usize {
        match self {
            Split::Model => Model::ALL.len(),
            Split::Level => Level::ALL.len() + 1,
            Split::None => 1,
        }
    }

    /// The parts' names, in order; none for a single part.
    pub fn part_names(self) -> Vec<&'static str> {
        match self {
            Split::Model => Model::ALL.into_iter().map(Model::code).collect(),
            Split::Level => Level::ALL.into_iter().map(Level::code).chain(["unknown"]).collect(),
            Split::None => Vec::new(),
        }
    }

    /// The part that an agreement belongs to, less than [`parts`](Split::parts).
    fn part(self, agreement: &Agreement) -> usize {
        match self {
            Split::Model => agreement.model as usize,
            Split::Level => level_part(agreement.level),
            Split::None => 0,
        }
    }
}

/// The part of a level: behind them all that of none.
fn level_part(level: Option<Level>) -> usize {
    level.map_or(Level::ALL.len(), |level| level as usize)
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

/// The steps of what a filter admits, statuses aside, from the record's first list to its last; empty for a record
/// without lists. The first step stands on the first list's day, and each day on which the count of a part changed has
/// one.
pub fn active(record: &Record, filter: &Filter, split: Split) -> Vec<Step> {
    let (dates, n_parts) = (record.dates(), split.parts());
    let mut changes = vec![0_isize; dates.len() * n_parts];
    let mut change = |date: Date, part: usize, by: isize| {
        let at = dates.binary_search(&date).map(|index| index * n_parts + part);
        if let Some(n) = at.ok().and_then(|at| changes.get_mut(at)) {
            *n += by;
        }
    };
    filter.each(record, None, &mut |_, row, _| {
        let (Some(first), gone) = (row.first, row.gone) else { return };
        // Gone within the day it came: no list at a day's end carried it.
        if gone.is_some_and(|gone| gone <= first) {
            return;
        }
        let part = match split {
            Split::Model => row.model as usize,
            Split::Level => level_part(record.store().seat(row.seat).and_then(|seat| seat.level)),
            Split::None => 0,
        };
        change(first, part, 1);
        if let Some(gone) = gone {
            change(gone, part, -1);
        }
    });
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

/// How many of some agreements were active from which of a record's days on, in order: the first of the days, and each
/// on which the count changed. Empty without days.
pub fn course(agreements: &[Agreement], dates: &[Date]) -> Vec<(Date, usize)> {
    let mut steps: Vec<(Date, usize)> = Vec::new();
    for date in dates {
        let n = agreements.iter().filter(|agreement| agreement.is_active(*date)).count();
        if steps.last().is_none_or(|(_, before)| *before != n) {
            steps.push((*date, n));
        }
    }
    steps
}

/// What is counted for each period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Agreements active on the period's last day.
    #[default]
    Active,
    /// Agreements signed in it, whatever became of them, once ICE has listed them.
    Signed,
    /// Agreements no longer listed from a day in it. A renewal is no end, and what was only ever pending had no
    /// beginning.
    Ended,
    /// A map's: when the first was signed. A series counts active ones.
    First,
}

vocabulary!(Measure { Active => "active", Signed => "signed", Ended => "ended", First => "first" });

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// A day.
    Day,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar year.
    Year,
}

vocabulary!(Every { Day => "day", Month => "month", Year => "year" });

impl Every {
    /// The first day of the period that a day lies in.
    pub fn first_day(self, day: Date) -> Date {
        let (year, month, _) = day.ymd();
        let first = match self {
            Every::Day => Some(day),
            Every::Month => Date::new(year, month, 1),
            Every::Year => Date::new(year, 1, 1),
        };
        first.unwrap_or(day)
    }

    /// The first day of the period after the one that a day lies in.
    pub fn next(self, day: Date) -> Date {
        // As many days after a first day lie in the next period, whatever the month or year.
        let n_days = match self {
            Every::Day => 1,
            Every::Month => 31,
            Every::Year => 366,
        };
        self.first_day(self.first_day(day).plus(n_days))
    }

    /// A period's name: `2025-05-28`, `2025-05` or `2025`.
    pub fn label(self, day: Date) -> String {
        let (year, month, _) = day.ymd();
        match self {
            Every::Day => day.to_string(),
            Every::Month => format!("{year:04}-{month:02}"),
            Every::Year => format!("{year:04}"),
        }
    }
}

/// Counts period by period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {
    /// One for each period, empty ones included, each dated by its first day.
    pub steps: Vec<Step>,
    /// Each period's total, where it is not the sum of its parts: an agency of two models is one.
    pub totals: Vec<usize>,
    /// Agreements that could not be counted: their day of signing is unknown, or lies after the record's last list.
    pub n_left_out: usize,
}

impl Periods {
    /// The periods with their totals.
    pub fn with_totals(&self) -> impl Iterator<Item = (&Step, usize)> {
        let total = |at: usize, step: &Step| self.totals.get(at).copied().unwrap_or_else(|| step.total());
        self.steps.iter().enumerate().map(move |(at, step)| (step, total(at, step)))
    }
}

/// Counts what a filter admits, statuses aside, period by period between two days, either end open. The periods begin
/// with the first list's, or with the first signature's, and go no further than the record's last list; empty where
/// nothing is known.
pub fn periods(
    record: &Record,
    filter: &Filter,
    split: Split,
    measure: Measure,
    every: Every,
    (from, to): (Option<Date>, Option<Date>),
) -> Periods {
    let (Some(first_list), Some(last_list)) = (record.dates().first().copied(), record.dates().last().copied()) else {
        return Periods::default();
    };
    // Each agreement's day and part; an active one has no day of its own.
    let mut marks: Vec<(Date, usize)> = Vec::new();
    let mut n_left_out = 0;
    let listed = |agreement: &Agreement| agreement.first_listed.is_some() && filter.admits(agreement);
    for agreement in record.agreements().filter(listed) {
        let day = match measure {
            Measure::Active | Measure::First => None,
            Measure::Signed => {
                let day = agreement.signed.filter(|signed| *signed <= last_list);
                n_left_out += usize::from(day.is_none());
                day
            }
            Measure::Ended => agreement.ended.filter(|_| agreement.renewed_by.is_none()),
        };
        marks.extend(day.map(|day| (day, split.part(&agreement))));
    }
    let known_from = match measure {
        Measure::Active | Measure::Ended | Measure::First => Some(first_list),
        Measure::Signed => marks.iter().map(|(day, _)| *day).min(),
    };
    let Some(known_from) = known_from else { return Periods { n_left_out, ..Periods::default() } };
    let first = from.map_or(known_from, |from| from.max(known_from));
    let last = to.map_or(last_list, |to| to.min(last_list));
    let starts = std::iter::successors(Some(every.first_day(first)), |start| Some(every.next(*start)));
    let mut steps: Vec<Step> = starts
        .take_while(|start| first <= last && *start <= last)
        .map(|date| Step { date, parts: vec![0; split.parts()] })
        .collect();
    if matches!(measure, Measure::Active | Measure::First) {
        let changes = active(record, filter, split);
        for step in &mut steps {
            if let Some(change) = on(&changes, every.next(step.date).plus(-1).min(last)) {
                step.parts.clone_from(&change.parts);
            }
        }
    }
    for (day, part) in marks.into_iter().filter(|(day, _)| (first..=last).contains(day)) {
        let after = steps.partition_point(|step| step.date <= day);
        let step = after.checked_sub(1).and_then(|at| steps.get_mut(at));
        if let Some(n) = step.and_then(|step| step.parts.get_mut(part)) {
            *n += 1;
        }
    }
    Periods { steps, totals: Vec::new(), n_left_out }
}

/// The same periods with agencies in place of agreements, each once in a part and once in a total.
pub fn agencies(
    record: &Record,
    filter: &Filter,
    split: Split,
    measure: Measure,
    every: Every,
    span: (Option<Date>, Option<Date>),
) -> Periods {
    let mut periods = periods(record, filter, split, measure, every, span);
    let (first, last) = (span.0, span.1.into_iter().chain(record.dates().last().copied()).min());
    for step in &mut periods.steps {
        let end = every.next(step.date).plus(-1);
        let end = last.map_or(end, |last| end.min(last));
        let start = first.map_or(step.date, |first| first.max(step.date));
        let within = |day: Option<Date>| day.is_some_and(|day| (start..=end).contains(&day));
        let mut parts = vec![None; split.parts()];
        let (mut counts, mut total, mut latest) = (vec![0; split.parts()], 0, None);
        // The agreements of an agency stand together.
        for (agreement, agency) in record.with_agencies().filter(|(one, _)| filter.admits(one)) {
            let counted = match measure {
                Measure::Active | Measure::First => agreement.is_active(end),
                Measure::Signed => agreement.first_listed.is_some() && within(agreement.signed),
                Measure::Ended => {
                    let listed = agreement.first_listed.is_some() && agreement.renewed_by.is_none();
                    listed && within(agreement.ended)
                }
            };
            if !counted {
                continue;
            }
            total += usize::from(latest.replace(agency) != Some(agency));
            let part = split.part(&agreement);
            if let (Some(last), Some(n)) = (parts.get_mut(part), counts.get_mut(part)) {
                *n += usize::from(last.replace(agency) != Some(agency));
            }
        }
        step.parts = counts;
        periods.totals.push(total);
    }
    periods
}

/// The same day of the month, months before; the month's last day where it has none. The day itself where the calendar
/// ends.
pub fn months_before(day: Date, n: i32) -> Date {
    let (year, month, of_month) = day.ymd();
    let months = year * 12 + month as i32 - 1 - n;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
    (0..4).find_map(|less| Date::new(year, month, of_month.saturating_sub(less))).unwrap_or(day)
}

/// In which states and territories, in the order of the record, what a filter admits was active on a day.
pub fn states(record: &Record, filter: &Filter, day: Date) -> Vec<State> {
    let admitted = record.agreements().filter(|it| it.is_active(day) && filter.admits(it));
    let mut states: Vec<State> = admitted.map(|agreement| agreement.state).collect();
    // The record is sorted by state.
    states.dedup();
    states
}

/// The step that holds on a day; `None` before the first.
pub fn on(steps: &[Step], day: Date) -> Option<&Step> {
    let after = steps.partition_point(|step| step.date <= day);
    steps.get(after.checked_sub(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::query::count;

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

    #[test]
    fn a_course_has_a_step_where_its_count_changes() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let all: Vec<Agreement> = record.agreements().collect();
        let steps: Vec<(Date, usize)> =
            active(&record, &Filter::default(), Split::None).iter().map(|step| (step.date, step.total())).collect();
        assert_eq!(course(&all, record.dates()), steps);
        assert_eq!(course(&[], record.dates()), [(record.dates()[0], 0)]);
        assert_eq!(course(&all, &[]), []);
    }

    #[test]
    fn months_go_back_to_a_day_that_exists() {
        let check = |day: &str, n, expected: &str| {
            assert_eq!(months_before(Date::parse(day).unwrap(), n).to_string(), expected);
        };
        check("2026-03-27", 1, "2026-02-27");
        check("2025-03-31", 1, "2025-02-28");
        check("2024-02-29", 12, "2023-02-28");
        check("2025-01-15", 1, "2024-12-15");
    }

    #[test]
    fn each_state_is_named_once() {
        let record = Record::read(
            b"state,agency,model,first_listed,ended\nAL,A,TFM,2021-01-12,\nAL,B,JEM,2021-01-12,2021-02-01\n\
              GU,C,TFM,2021-01-12,\nTX,D,JEM,2021-01-12,2021-02-01\n",
        )
        .unwrap();
        let on = |day| states(&record, &Filter::default(), Date::parse(day).unwrap());
        let on = |day| on(day).into_iter().map(State::postal).collect::<Vec<_>>().join(" ");
        assert_eq!([on("2021-01-12"), on("2021-02-01"), on("2020-01-01")], ["AL GU TX", "AL GU", ""]);
    }

    #[test]
    fn periods_count_what_was_active_signed_or_no_longer_listed() {
        let record = Record::read(
            b"\
state,agency,level,model,status,signed,pending_from,first_listed,last_listed,ended
AL,A,county,TFM,ended,2020-11-30,,2021-01-12,2021-02-20,2021-03-01
AL,B,county,JEM,renewed,2021-01-01,,2021-01-12,2021-01-12,2021-03-31
AL,B,county,JEM,active,2021-03-20,,2021-03-31,2021-05-03,
AL,C,,WSO,active,,,2021-05-03,2021-05-03,
AL,D,,WSO,active,2022-01-01,,2021-05-03,2021-05-03,
AL,E,,WSO,ended,,2021-01-12,,,2021-05-01
",
        )
        .unwrap();
        let check = |measure, every: Every, range: [&str; 2], expected: &[&str]| {
            let range = (Date::parse(range[0]), Date::parse(range[1]));
            let periods = periods(&record, &Filter::default(), Split::Model, measure, every, range);
            let line = |step: &Step| format!("{} {:?}", every.label(step.date), step.parts);
            assert_eq!(periods.steps.iter().map(line).collect::<Vec<_>>(), expected);
            assert_eq!(periods.n_left_out, if measure == Measure::Signed { 2 } else { 0 });
        };
        // The running month is counted on the last list's day; a month without a list holds what the last list said.
        check(
            Measure::Active,
            Every::Month,
            ["", ""],
            &["2021-01 [1, 1, 0]", "2021-02 [1, 1, 0]", "2021-03 [1, 0, 0]", "2021-04 [1, 0, 0]", "2021-05 [1, 0, 2]"],
        );
        check(
            Measure::Active,
            Every::Day,
            ["2021-02-28", "2021-03-01"],
            &["2021-02-28 [1, 1, 0]", "2021-03-01 [1, 0, 0]"],
        );
        check(Measure::Active, Every::Year, ["", "2021-02-01"], &["2021 [1, 1, 0]"]);
        check(Measure::Signed, Every::Year, ["", ""], &["2020 [0, 1, 0]", "2021 [2, 0, 0]"]);
        check(Measure::Signed, Every::Month, ["2020-12-31", "2021-01-31"], &["2020-12 [0, 0, 0]", "2021-01 [1, 0, 0]"]);
        // Neither the renewal of B nor the end of E's waiting is counted.
        check(Measure::Ended, Every::Month, ["2021-03-01", "2021-04-30"], &["2021-03 [0, 1, 0]", "2021-04 [0, 0, 0]"]);
        check(Measure::Ended, Every::Month, ["2022-01-01", ""], &[]);
    }
}
