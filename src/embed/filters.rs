//! The controls of a page: the days of the lists, inaugurations among them, how much was listed on each, the models. It
//! keeps no choice but the query.

use std::rc::Rc;

use crate::contract::Query;
use crate::date::Date;
use crate::phrases::phrase;
use crate::roster::query::count;
use crate::roster::query::filter::Filter;
use crate::roster::query::series::{self, Split};
use crate::roster::record::Record;
use crate::roster::record::agreement::Model;

use super::curve;
use super::terms;
use super::words::model_name;

/// The controls of one record.
#[derive(Clone, Debug)]
pub struct FiltersView {
    pub(super) record: Rc<Record>,
    pub(super) query: Query,
    /// What the curve was drawn for, and the curve: time moves more often than the filter.
    curve: Option<(Filter, String)>,
}

/// Width and height of the box that the curve is drawn in, of no unit: it is stretched under the slider. Whole numbers
/// of a width that no slider exceeds are fine enough.
pub const CURVE_BOX: curve::Box = (2000, 100);

/// A model as a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub model: Model,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is counted.
    pub chosen: bool,
}

impl FiltersView {
    /// Controls of a record, with the default query.
    pub fn new(record: Rc<Record>) -> FiltersView {
        FiltersView { record, query: Query::default(), curve: None }
    }

    /// Follows another query.
    pub fn update(&mut self, query: Query) {
        self.query = query;
    }

    /// The days of the lists on which something changed, in order.
    pub fn dates(&self) -> &[Date] {
        self.record.dates()
    }

    /// The day that is counted; `None` for a record without lists.
    pub fn day(&self) -> Option<Date> {
        self.record.clamp(self.query.as_of)
    }

    /// How many agreements were listed over time, of what the query admits, as path data of an SVG in a box of
    /// [`CURVE_BOX`]: steps from the first list's day at its left edge to the last's at its right, filled down to its
    /// lower edge, the highest one as high as the box. Empty where nothing was ever listed.
    pub fn curve(&mut self) -> &str {
        let filter = &self.query.filter;
        if self.curve.as_ref().is_none_or(|(drawn, _)| drawn != filter) {
            self.curve = Some((filter.clone(), drawn(&self.record, filter)));
        }
        self.curve.as_ref().map_or("", |(_, curve)| curve)
    }

    /// What the controls are called, each with the name that the script calls it by.
    pub fn words(&self) -> [(&'static str, &'static str); 9] {
        let pick = |phrase| self.query.lang.pick(phrase);
        [
            ("date", pick(phrase!(filters.date))),
            ("typed", pick(phrase!(filters.typed))),
            ("previous", pick(phrase!(filters.previous))),
            ("next", pick(phrase!(filters.next))),
            ("play", pick(phrase!(filters.play))),
            ("pause", pick(phrase!(filters.pause))),
            ("inauguration", pick(phrase!(filters.inauguration))),
            ("models", pick(phrase!(filters.models))),
            ("more", pick(phrase!(filters.more))),
        ]
    }

    /// A day in the query's language.
    pub fn in_words(&self, day: Date) -> String {
        self.query.lang.day(day)
    }

    /// The models, all of them chosen by a query without any.
    pub fn models(&self) -> [Choice; Model::ALL.len()] {
        let models = &self.query.filter.models;
        Model::ALL.map(|model| {
            let chosen = models.is_empty() || models.contains(&model);
            Choice { model, name: model_name(model, self.query.lang), chosen }
        })
    }

    /// Whether the query leaves nothing on its day.
    pub fn is_empty(&self) -> bool {
        let admitted = |day| count::total(&self.record, &self.query.filter, day).agreements > 0;
        !self.day().is_some_and(admitted)
    }

    /// Counts by the names that its record was given.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
        self.curve = None;
    }

    /// The list that stood some months after another, or before it where they are negative: both by their place among
    /// [`dates`](FiltersView::dates). Lists can lie more than that apart: it is another one all the same, unless there
    /// is none.
    pub fn months_from(&self, at: usize, months: i32) -> usize {
        let dates = self.dates();
        let Some(day) = dates.get(at) else { return at };
        let day = series::months_before(*day, -months);
        let held = dates.partition_point(|date| *date <= day).saturating_sub(1);
        let other = if months > 0 { held.max(at + 1) } else { held.min(at.saturating_sub(1)) };
        other.min(dates.len() - 1)
    }

    /// The inaugurations from the first list to the last, the latest first.
    pub fn inaugurations(&self) -> impl Iterator<Item = Date> {
        let (first, last) = match self.dates() {
            [first, .., last] => (*first, *last),
            // One list spans no time, none still less.
            _ => (Date::from_days(1), Date::from_days(0)),
        };
        let years = first.ymd().0..=last.ymd().0;
        years.rev().filter_map(terms::inauguration).filter(move |day| (first..=last).contains(day))
    }
}

fn drawn(record: &Record, filter: &Filter) -> String {
    let steps = series::active(record, filter, Split::None);
    let most = steps.iter().map(series::Step::total).max().unwrap_or(0);
    let (Some(first), Some(last)) = (record.dates().first(), record.dates().last()) else { return String::new() };
    curve::curve(&steps, (*first, *last), most, CURVE_BOX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\
state,agency,model,first_listed,ended
AL,A,JEM,2021-01-12,
AL,B,TFM,2021-01-31,2021-02-15
AL,C,WSO,2025-01-20,
AL,D,WSO,2025-03-01,
";

    fn filters() -> FiltersView {
        FiltersView::new(Rc::new(Record::read(CSV.as_bytes()).unwrap()))
    }

    #[test]
    fn a_month_leads_to_the_list_that_stood_then_or_to_another() {
        let filters = filters();
        let days: Vec<String> = filters.dates().iter().map(Date::to_string).collect();
        assert_eq!(days, ["2021-01-12", "2021-01-31", "2021-02-15", "2025-01-20", "2025-03-01"]);
        let check = |at, months, expected| assert_eq!(filters.months_from(at, months), expected, "{at} {months}");
        // To 12 February, and from 31 January to the last day of February.
        check(0, 1, 1);
        check(1, 1, 2);
        check(2, 1, 3);
        check(4, -1, 3);
        check(3, -1, 2);
        check(2, -1, 0);
        check(0, -1, 0);
        check(4, 1, 4);
        check(9, 1, 9);
    }

    #[test]
    fn inaugurations_are_those_between_lists_on_their_own_days() {
        let days = |filters: FiltersView| filters.inaugurations().map(|day| day.to_string()).collect::<Vec<_>>();
        assert_eq!(days(filters()), ["2025-01-20", "2021-01-20"]);
        let later = Record::read(b"state,agency,model,first_listed,ended\nAL,A,JEM,2025-01-21,\n").unwrap();
        assert!(days(FiltersView::new(Rc::new(later))).is_empty());
    }

    #[test]
    fn the_curve_steps_from_the_first_list_to_the_last() {
        let curve = |text| {
            let mut filters = filters();
            filters.update(Query::parse(text).0);
            let first = filters.curve().to_owned();
            assert_eq!(filters.curve(), first);
            first
        };
        // One, two, one, two, three agreements; 1,509 days.
        assert_eq!(curve(""), "M0 100H0V67H25V34H45V67H1946V34H2000V0H2000V100z");
        assert_eq!(curve("as-of=2021-01-31"), curve(""));
        assert_eq!(curve("model=TFM"), "M0 100H0V100H25V0H45V100H2000V100z");
        assert_eq!(curve("state=TX"), "");
    }

    #[test]
    fn no_model_chosen_means_all() {
        let models = |text| {
            let mut filters = filters();
            filters.update(Query::parse(text).0);
            filters.models()
        };
        let chosen = |text| models(text).map(|choice| choice.chosen);
        assert_eq!(chosen(""), [true; 3]);
        assert_eq!(chosen("model=TFM"), [false, true, false]);
        assert_eq!(models("lang=es")[1].name, "Grupo de trabajo");
    }

    #[test]
    fn what_leaves_nothing_is_known_and_names_are_counted_when_they_have_come() {
        let check = |text: &str, is_empty: bool| {
            let mut filters = filters();
            filters.update(Query::parse(text).0);
            assert_eq!(filters.is_empty(), is_empty, "{text}");
        };
        check("", false);
        check("model=WSO&as-of=2021-02-01", true);
        check("state=TX", true);
        check("q=d", false);
        let mut filters = filters();
        filters.update(Query::parse("q=c").0);
        let before = filters.curve().to_owned();
        filters.learn(Rc::new(Record::read(CSV.replace("AL,C,", "AL,E,").as_bytes()).unwrap()));
        assert!(filters.is_empty());
        assert_ne!(filters.curve(), before);
    }
}
