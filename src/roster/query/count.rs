//! Counts of agreements and agencies on a day, by place, model or whatever else an agreement is sorted by.
//!
//! An agreement counts once, an agency once per state and name. State agencies count in their state, never in a county.

use std::ops::Range;

use crate::date::Date;
use crate::place::Fips;
use crate::vocabulary::vocabulary;

use super::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Seat, Status};

/// What answers are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Postal code.
    State,
    /// Five-digit codes; an agreement of several counties counts in each, one of none under an empty code.
    County,
    /// State and name, as `FL Lee County Sheriff's Office`.
    Agency,
    /// `JEM`, `TFM`, `WSO`.
    Model,
    /// `county`, `municipal`, `state`, or empty.
    Level,
    /// `active`, `pending`, `renewed`, `ended` on the day.
    Status,
}

vocabulary!(By {
    State => "state",
    County => "county",
    Agency => "agency",
    Model => "model",
    Level => "level",
    Status => "status",
});

impl By {
    /// The groups that an agreement falls into: one, but for counties.
    pub fn groups(self, agreement: &Agreement, day: Date) -> Vec<String> {
        let group = match self {
            By::State => agreement.state.postal(),
            By::County if !agreement.counties.is_empty() => {
                return agreement.counties.iter().map(Fips::to_string).collect();
            }
            By::County => "",
            By::Agency => return vec![[agreement.state.postal(), agreement.agency].join(" ")],
            By::Model => agreement.model.code(),
            By::Level => agreement.level.map_or("", Level::code),
            By::Status => agreement.status_on(day).map_or("", Status::code),
        };
        vec![group.to_owned()]
    }
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// A group for each [`By`] asked for, in that order.
    pub groups: Vec<String>,
    /// Agreements, each once.
    pub agreements: usize,
    /// Agencies, each once.
    pub agencies: usize,
}

/// Counts what a filter admits on a day. Without any [`By`] the answer is one line, all zero when nothing is admitted;
/// with some, only groups that have an agreement, in their own order.
pub fn count(record: &Record, filter: &Filter, day: Date, by: &[By]) -> Vec<Count> {
    // The lines as they are met, each with the last agency that counted in it, and their numbers in their own order.
    let mut lines: Vec<(Count, Option<u32>)> = Vec::new();
    let mut order: Vec<usize> = Vec::new();
    let mut line = |lines: &mut Vec<(Count, Option<u32>)>, groups: Vec<String>| {
        let place = order.binary_search_by(|number| lines.get(*number).map(|(it, _)| &it.groups).cmp(&Some(&groups)));
        match place {
            Ok(place) => order.get(place).copied().unwrap_or_default(),
            Err(place) => {
                order.insert(place, lines.len());
                lines.push((Count { groups, agreements: 0, agencies: 0 }, None));
                lines.len() - 1
            }
        }
    };
    if by.is_empty() {
        line(&mut lines, Vec::new());
    }
    for (agreement, agency) in record.with_agencies().filter(|(agreement, _)| filter.admits_on(agreement, day)) {
        let mut all = vec![Vec::new()];
        for by in by {
            let groups = by.groups(&agreement, day);
            let longer = |line: &Vec<String>| {
                let line = line.clone();
                groups.clone().into_iter().map(move |group| [line.clone(), vec![group]].concat())
            };
            all = all.iter().flat_map(longer).collect();
        }
        for groups in all {
            let number = line(&mut lines, groups);
            let Some((count, last)) = lines.get_mut(number) else { continue };
            count.agreements += 1;
            count.agencies += usize::from(last.replace(agency) != Some(agency));
        }
    }
    order.iter().filter_map(|number| lines.get(*number).map(|(count, _)| count.clone())).collect()
}

/// How many agreements, in all and of each model, and of how many agencies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Agreements, each once.
    pub agreements: usize,
    /// Agencies, each once.
    pub agencies: usize,
    /// Agreements of each model, in the order of [`Model::ALL`](crate::roster::record::agreement::Model::ALL).
    pub models: [usize; 3],
}

impl Tally {
    /// The sums of two.
    pub fn with(self, other: &Tally) -> Tally {
        self.paired(other, |one, other| one + other)
    }

    /// What it has more than another.
    pub fn without(self, other: &Tally) -> Tally {
        self.paired(other, usize::saturating_sub)
    }

    #[inline(never)]
    fn paired(mut self, other: &Tally, act: fn(usize, usize) -> usize) -> Tally {
        self.agreements = act(self.agreements, other.agreements);
        self.agencies = act(self.agencies, other.agencies);
        for (one, other) in self.models.iter_mut().zip(other.models) {
            *one = act(*one, other);
        }
        self
    }
}

/// The tally of everything that a filter admits on a day.
pub fn total(record: &Record, filter: &Filter, day: Date) -> Tally {
    tally(record, filter, day, 1, &mut |_, count| count(0)).into_iter().next().unwrap_or_default()
}

/// Tells for a seat the number of each group that its agreements count in.
pub type Groups<'a> = dyn FnMut(Seat, &mut dyn FnMut(usize)) + 'a;

/// Tallies of `n` groups, numbered from 0, by where agencies sit. Other numbers count nowhere.
pub fn tally(record: &Record, filter: &Filter, day: Date, n: usize, groups: &mut Groups) -> Vec<Tally> {
    Tallies::new(record, filter, day, n, groups).of
}

/// Tallies of groups on a day; what they are made of has them [follow](super::step) it to another.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    /// The tally of each group.
    pub of: Vec<Tally>,
    pub(super) filter: Filter,
    pub(super) day: Option<Date>,
    /// The groups of all seats, behind one another, and where those of each seat end.
    pub(super) groups: Vec<usize>,
    ends: Vec<usize>,
    /// Whether each agreement is counted.
    pub(super) counted: Vec<bool>,
}

impl Tallies {
    /// One pass: the groups of each seat are asked for once, and the agreements of an agency stand together, so that
    /// each group need only remember the last agency.
    pub fn new(record: &Record, filter: &Filter, day: Date, n: usize, groups: &mut Groups) -> Tallies {
        let mut it = Tallies { filter: filter.clone(), day: Some(day), ..Tallies::default() };
        while let Some(seat) = record.store().seat(it.ends.len() as u32) {
            let begin = it.groups.len();
            groups(seat, &mut |group| {
                if !it.groups.get(begin..).is_some_and(|own| own.contains(&group)) {
                    it.groups.push(group);
                }
            });
            it.ends.push(it.groups.len());
        }
        it.counted.resize(record.store().rows().len(), false);
        let (mut of, mut lasts) = (vec![Tally::default(); n], vec![0; n]);
        let mut counted = std::mem::take(&mut it.counted);
        filter.each(record, Some(day), &mut |at, row, agency| {
            counted.get_mut(at).into_iter().for_each(|counted| *counted = true);
            for group in it.groups.get(it.of_seat(row.seat)).unwrap_or_default() {
                let (Some(tally), Some(last)) = (of.get_mut(*group), lasts.get_mut(*group)) else { continue };
                tally.agreements += 1;
                tally.models.get_mut(row.model as usize).into_iter().for_each(|n| *n += 1);
                tally.agencies += usize::from(std::mem::replace(last, agency) != agency);
            }
        });
        (it.of, it.counted) = (of, counted);
        it
    }

    /// Where the groups of a seat stand.
    pub(super) fn of_seat(&self, seat: u32) -> Range<usize> {
        let end = |seats: u32| self.ends.get(seats.wrapping_sub(1) as usize).copied().unwrap_or_default();
        end(seat)..end(seat + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::State;
    use crate::roster::record::agreement::Model;

    const CSV: &str = "\
state,agency,level,fips,model,signed,first_listed,ended
AL,Lee and Macon Drug Unit,county,01081;01087,TFM,2025-03-01,2025-03-05,
FL,State Guard,state,,TFM,2025-03-01,2025-03-05,
FL,Lee County Sheriff,county,12071,JEM,2020-01-01,2021-01-12,2025-03-05
FL,Lee County Sheriff,county,12071,TFM,2025-03-01,2025-03-05,
FL,LEE COUNTY SHERIFF,county,12071,WSO,2025-03-01,2025-03-05,
FL,Nowhere Police,municipal,,WSO,2025-03-01,2025-03-05,
";

    fn lines(filter: &Filter, day: &str, by: &[By]) -> Vec<String> {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let counts = count(&record, filter, Date::parse(day).unwrap(), by);
        counts.iter().map(|c| format!("{} {} {}", c.groups.join(","), c.agreements, c.agencies)).collect()
    }

    #[test]
    fn counts_agreements_and_agencies_once() {
        let all = Filter::default();
        let check = |filter: &Filter, day, by: &[By], expected: &[&str]| assert_eq!(lines(filter, day, by), expected);
        check(&all, "2025-03-04", &[], &[" 1 1"]);
        check(&all, "2025-03-05", &[], &[" 5 4"]);
        check(&all, "2020-03-05", &[], &[" 0 0"]);
        check(&all, "2020-03-05", &[By::State], &[]);
        check(&all, "2025-03-05", &[By::State, By::Model], &["AL,TFM 1 1", "FL,TFM 2 2", "FL,WSO 2 2"]);
        check(&all, "2025-03-05", &[By::County], &[" 2 2", "01081 1 1", "01087 1 1", "12071 2 1"]);
        let filter = Filter { statuses: vec![Status::Ended], ..Filter::default() };
        check(&filter, "2025-03-05", &[By::Status, By::Level], &["ended,county 1 1"]);
    }

    #[test]
    fn each_condition_of_a_filter_narrows() {
        let check = |filter: Filter, expected: &str| assert_eq!(lines(&filter, "2025-03-05", &[]), [expected]);
        let florida = State::from_postal("FL").unwrap();
        check(Filter { states: vec![florida], ..Filter::default() }, " 4 3");
        check(Filter { counties: vec![Fips::new(1_087).unwrap()], ..Filter::default() }, " 1 1");
        check(Filter { models: vec![Model::Wso], ..Filter::default() }, " 2 2");
        check(Filter { levels: vec![Level::State, Level::Municipal], ..Filter::default() }, " 2 2");
        check(Filter { words: "lee sheriff".to_owned(), ..Filter::default() }, " 2 1");
        check(Filter { signed: (None, Date::parse("2025-02-28")), ..Filter::default() }, " 0 0");
    }

    #[test]
    fn an_agency_counts_once_in_each_group() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let day = Date::parse("2025-03-05").unwrap();
        let tallies = tally(&record, &Filter::default(), day, 2, &mut |agreement, count| {
            count(usize::from(agreement.level == Some(Level::County)));
            count(7);
        });
        assert_eq!(tallies[0], Tally { agreements: 2, agencies: 2, models: [0, 1, 1] });
        assert_eq!(tallies[1], Tally { agreements: 3, agencies: 2, models: [0, 2, 1] });
        assert_eq!(total(&record, &Filter::default(), day), Tally { agreements: 5, agencies: 4, models: [0, 3, 2] });
    }
}
