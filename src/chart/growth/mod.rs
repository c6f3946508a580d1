//! The growth chart: agreements over time, counted from the record and drawn step by step; before and after it the
//! totals and agencies that others counted, beside it what happened. Nothing is smoothed, joined or guessed.

pub mod drawing;
pub mod labels;
pub mod layout;

use crate::date::Date;
use crate::phrases::Lang;
use crate::roster::query::series::{self, Every, Step};
use crate::vocabulary::vocabulary;

use super::text;

pub use drawing::{WHOLE, draw};
pub use layout::{Layout, Plot};

/// What the chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// One, or one for each state, all on one scale.
    pub panels: Vec<Panel>,
    /// The length of the periods that bars stand for; steps are drawn as areas without one.
    pub bars: Option<Every>,
    /// Of the vertical axis.
    pub scale: Scale,
    /// First and last day of the time axis.
    pub range: (Date, Date),
    /// The day counted, if it is not that of the last list. A mark stands on it, if it lies within the range.
    pub day: Option<Date>,
    /// The record's first and last list.
    pub known: (Date, Date),
    /// The list before and the list after each time without one.
    pub gaps: Vec<(Date, Date)>,
    /// What happened, in the order of days.
    pub notes: Vec<Note>,
    /// The days of signing that a reader has chosen.
    pub chosen: (Option<Date>, Option<Date>),
    /// The parts' names; empty for a single one.
    pub names: Vec<String>,
    /// Of the labels.
    pub lang: Lang,
}

/// One series with its own plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The state's name and its postal code; empty where there is one panel alone.
    pub name: [&'static str; 2],
    /// Counted from the record: see [`series::active`] and [`series::periods`].
    pub steps: Vec<Step>,
    /// Agencies known before the record, to their last roster.
    pub early: Vec<Step>,
    /// The day of that roster.
    pub early_to: Option<Date>,
    /// National totals before the record: where they stand, and how many.
    pub totals: Vec<(Date, usize)>,
    /// Totals after the record, restated by another tracker, in the order of days.
    pub restated: Vec<(Date, usize)>,
}

/// What the vertical axis is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps are equal numbers.
    #[default]
    Linear,
    /// Equal steps are equal factors; lines are drawn, for an area from zero has no height on it.
    Log,
}

vocabulary!(Scale { Linear => "linear", Log => "log" });

/// An annotation: a line of words at a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its day, or the first of its month.
    pub date: Date,
    /// The words.
    pub text: String,
    /// Fewer words, for where those have no room; empty without any.
    pub short: &'static str,
    /// The day that the words may not reach, if there is one: another president's first.
    pub until: Option<Date>,
    /// The greater, the later it drops out where room is short.
    pub weight: u32,
}

impl Growth {
    /// The largest count within the range, in any panel.
    pub fn largest(&self) -> usize {
        let (from, to) = self.range;
        let within = |date: &Date| (from..=to).contains(date);
        let mut largest = 0;
        for panel in &self.panels {
            for steps in [&panel.steps, &panel.early] {
                let held = series::on(steps, from).filter(|_| self.bars.is_none());
                let steps = steps.iter().filter(|step| within(&step.date));
                largest = held.into_iter().chain(steps).map(Step::total).fold(largest, usize::max);
            }
            let totals = panel.totals.iter().chain(&panel.restated).filter(|(date, _)| within(date));
            largest = totals.map(|(_, n)| *n).fold(largest, usize::max);
        }
        largest
    }

    /// Whether the day counted lies before the record's first list: nothing of the record speaks of it.
    pub fn is_before(&self) -> bool {
        self.day.is_some_and(|day| day < self.known.0)
    }

    /// A part's name, if it has one, and a count; without one on a day that the record does not speak of.
    fn named(&self, part: usize, n: Option<usize>) -> String {
        let name = self.names.get(part).map_or("", String::as_str);
        let Some(n) = n else { return name.to_owned() };
        text::said(&[name, if name.is_empty() { "" } else { " " }, &self.lang.number(n)])
    }

    /// The same with the count on the day counted.
    #[inline(never)]
    fn on_day(&self, part: usize) -> String {
        let step = self.panels.first().and_then(|panel| series::on(&panel.steps, self.day.unwrap_or(self.range.1)));
        let n = step.and_then(|step| step.parts.get(part).copied()).unwrap_or_default();
        self.named(part, (!self.is_before()).then_some(n))
    }

    /// How many parts a series has.
    pub fn n_parts(&self) -> usize {
        self.names.len().max(1)
    }
}
