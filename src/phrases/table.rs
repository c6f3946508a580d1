//! What a language has to say: the table that each language's file fills in. It holds no words itself.
//!
//! A `#` is a hole, filled in turn by what the field's line names; `#2` is filled by the second, for a language with
//! another order. A noun has two forms, for one and for several.

use super::background::BackgroundPhrases;
use super::builder::BuilderPhrases;
use super::changes::ChangesPhrases;
use super::controls::{Controls, Hands};
use super::filters::FiltersPhrases;
use super::grid::GridPhrases;
use super::headline::HeadlinePhrases;
use super::map::MapPhrases;
use super::place::PlacePhrases;
use super::rows::RowsPhrases;
use super::search::SearchPhrases;
use super::share::Share;

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Phrases {
    /// What the language calls itself.
    pub name: &'static str,
    /// How numbers and days are written.
    pub forms: Forms,
    /// Postal codes and names of the states that are not called as in English.
    pub states: &'static [(&'static str, &'static str)],
    /// Words for counties, as English has them, and what stands for them in the language: a hole for the bare name.
    pub counties: &'static [(&'static str, &'static str)],
    /// Which wording of a source in `data/totals.csv` is read: 0 for the column `source`, 1 for `source_es`.
    pub wording: usize,
    /// The models of agreements.
    pub models: Models,
    /// The levels of government.
    pub levels: Levels,
    /// How many of what.
    pub counts: Counts,
    /// What stands around every picture.
    pub caption: Captions,
    /// What is said around a map and of a place on it.
    pub map: MapPhrases,
    /// What is said of one place in its panel.
    pub place: PlacePhrases,
    /// What is said around a growth chart and of a day on it.
    pub growth: GrowthPhrases,
    /// What is said of days after the record's last list.
    pub restated: RestatedPhrases,
    /// What is found, and what readers call it.
    pub search: SearchPhrases,
    /// The annotations of the growth chart.
    pub events: Events,
    /// The date and the filters.
    pub filters: FiltersPhrases,
    /// The grid of states.
    pub grid: GridPhrases,
    /// The agreements, row by row.
    pub rows: RowsPhrases,
    /// Statements of others.
    pub background: BackgroundPhrases,
    /// What changed.
    pub changes: ChangesPhrases,
    /// The headline.
    pub headline: HeadlinePhrases,
    /// The page's other controls.
    pub controls: Controls,
    /// The ways to take a view along.
    pub share: Share,
    /// The words of what only a reader's hands need.
    pub hands: Hands,
    /// The page that makes embeds.
    pub builder: &'static BuilderPhrases,
}

/// How numbers and days are written.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    /// What parts thousands.
    pub thousands: &'static str,
    /// Whether a noun beside a number has its form for one.
    pub is_one: fn(usize) -> bool,
    /// The months, January first, as they stand within a sentence.
    pub months: &'static [&'static str; 12],
    /// The same for an axis, three letters or four.
    pub short_months: &'static [&'static str; 12],
    /// Day, month, year.
    pub day: &'static str,
    /// Month, year.
    pub month_of_year: &'static str,
    /// Day, short month.
    pub short_day: &'static str,
    /// Day, short month, year.
    pub short_day_of_year: &'static str,
}

/// The models of agreements, where there is room for a few words.
#[derive(Clone, Copy, Debug)]
pub struct Models {
    /// JEM.
    pub jem: &'static str,
    /// TFM.
    pub tfm: &'static str,
    /// WSO.
    pub wso: &'static str,
}

/// The levels of government.
#[derive(Clone, Copy, Debug)]
pub struct Levels {
    /// Of a county.
    pub county: &'static str,
    /// Of a municipality.
    pub municipal: &'static str,
    /// Of a state.
    pub state: &'static str,
    /// ICE never gave it.
    pub unknown: &'static str,
}

/// How many of what, each for one and for several.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Number.
    pub agreements: [&'static str; 2],
    /// Number.
    pub agencies: [&'static str; 2],
    /// Number.
    pub states: [&'static str; 2],
    /// Number, of inhabited territories.
    pub territories: [&'static str; 2],
    /// Number.
    pub counties: [&'static str; 2],
    /// States counted, territories counted.
    pub both: &'static str,
}

/// What stands around every picture.
#[derive(Clone, Copy, Debug)]
pub struct Captions {
    /// Day.
    pub as_of: &'static str,
    /// The days of the first list and of the last.
    pub source: &'static str,
    /// A name, and what is said of it.
    pub labelled: &'static str,
    /// What narrows the count: the conditions below, parted by commas.
    pub only: &'static str,
    /// Between two names of a condition.
    pub or: &'static str,
    /// A condition: names of states.
    pub in_states: &'static str,
    /// A condition: names of models, small.
    pub of_models: &'static str,
    /// A condition: names of levels, small.
    pub of_levels: &'static str,
    /// A condition: a reader's own words.
    pub named: &'static str,
    /// Counties counted, a state.
    pub in_place: &'static str,
    /// Day, a condition.
    pub signed_since: &'static str,
    /// Day, likewise.
    pub signed_until: &'static str,
    /// The first and the last day, likewise.
    pub signed_between: &'static str,
    /// What kind of agreements is meant.
    pub subjects: Subjects,
}

/// What kind of agreements is meant, as a title begins. Within a title the first letter is made small.
#[derive(Clone, Copy, Debug)]
pub struct Subjects {
    /// Those on the newest list.
    pub active: &'static str,
    /// Not signed by both yet.
    pub pending: &'static str,
    /// A later agreement took their place.
    pub renewed: &'static str,
    /// Missing from the newest lists for too short a time to be no longer listed.
    pub absent: &'static str,
    /// No longer listed; never say that they were revoked: lists do not tell.
    pub ended: &'static str,
    /// Of several kinds.
    pub mixed: &'static str,
}

/// What is said around a growth chart and of a day on it.
#[derive(Clone, Copy, Debug)]
pub struct GrowthPhrases {
    /// A title.
    pub active: &'static str,
    /// A title: by which period.
    pub signed: &'static str,
    /// A title: by which period.
    pub ended: &'static str,
    /// In a title.
    pub by_day: &'static str,
    /// In a title.
    pub by_month: &'static str,
    /// In a title.
    pub by_year: &'static str,
    /// The first and the last period, agreements counted.
    pub within: &'static str,
    /// The legend's heading.
    pub by_model: &'static str,
    /// The legend's heading.
    pub by_level: &'static str,
    /// The legend's heading without a split.
    pub agreements: &'static str,
    /// In the legend: rings after the record.
    pub restated: &'static str,
    /// The day of the first list.
    pub before_shown: &'static str,
    /// The same, of states.
    pub before_agencies: &'static str,
    /// The same, of states without early agencies.
    pub before_no_agencies: &'static str,
    /// Of a selection that early figures do not speak of.
    pub before_unfit: &'static str,
    /// Of a line for each part.
    pub before_whole: &'static str,
    /// The file of the early years did not come.
    pub before_missing: &'static str,
    /// One or several pairs of days.
    pub gaps: &'static str,
    /// A pair of days after `gaps`.
    pub gap_between: &'static str,
    /// Between two pairs.
    pub gap_nor: &'static str,
    /// The running period, the day of the last list.
    pub running: &'static str,
    /// The day of the first list.
    pub survivors: &'static str,
    /// How endings are counted.
    pub endings: &'static str,
    /// Agreements counted.
    pub left_out: &'static str,
    /// What the scale means.
    pub log: &'static str,
    /// In the picture.
    pub no_list: &'static str,
    /// In the picture.
    pub totals: &'static str,
    /// In the picture.
    pub early: &'static str,
    /// States and territories counted.
    pub in_places: &'static str,
    /// A sign with no blank after it, a number, a day.
    pub change_since: &'static str,
    /// A sign with no blank after it, a number, a period.
    pub change_from: &'static str,
    /// Day; in place of a change.
    pub same_on: &'static str,
    /// Period; in place of a change.
    pub same_in: &'static str,
    /// From where figures of the years before the first list are.
    pub source_each: &'static str,
    /// A source that was counted.
    pub source_listed: &'static str,
    /// A source that was seen.
    pub source_seen: &'static str,
    /// A source that a tracker restates.
    pub source_restated: &'static str,
    /// In place of a count: day, month or year of a total, the total.
    pub reported: &'static str,
    /// In place of a count: day, agencies counted.
    pub at_least: &'static str,
    /// In place of a count: day.
    pub unknown: &'static str,
    /// Figures of the time before the chart begins, each with its day in brackets.
    pub earlier: &'static str,
    /// A button: year.
    pub since: &'static str,
    /// Agencies counted.
    pub known: &'static str,
    /// The days of two lists.
    pub gap: &'static str,
    /// The day of a list.
    pub unchanged: &'static str,
    /// A number of rows.
    pub rows: &'static str,
    /// Of a day.
    pub nothing: &'static str,
    /// Of a period.
    pub incomplete: &'static str,
    /// A column of the table.
    pub date: &'static str,
    /// A column of the table.
    pub total: &'static str,
    /// A column of the table, here and of a map that is restated.
    pub source: &'static str,
    /// In the column of sources.
    pub lists: &'static str,
}

/// What is said of days after the record's last list.
#[derive(Clone, Copy, Debug)]
pub struct RestatedPhrases {
    /// A number or a column's name, where there is no room for a sentence.
    pub marked: &'static str,
    /// Agreements counted, or a title.
    pub sum: &'static str,
    /// The tracker, the name of ICE's list.
    pub source: &'static str,
    /// The day of the last list, agreements counted, a later day, the tracker.
    pub newest: &'static str,
    /// The same of what was asked for.
    pub newest_selected: &'static str,
    /// The same where the tracker does not know what was asked for.
    pub newest_unfit: &'static str,
    /// In the column of sources: the tracker, the name of ICE's list.
    pub list: &'static str,
    /// A footnote: a number, which is one; the first day without it.
    pub absent_one: &'static str,
    /// A number, the first day without them.
    pub absent_same: &'static str,
    /// A number, the first day without the first of them.
    pub absent_first: &'static str,
    /// The same three of a place, in a line.
    pub line_one: &'static str,
    /// See `line_one`.
    pub line_same: &'static str,
    /// See `line_one`.
    pub line_first: &'static str,
}

/// The annotations of the growth chart, and where they are known from.
#[derive(Clone, Copy, Debug)]
pub struct Events {
    /// When, what, the source.
    pub line: &'static str,
    /// President.
    pub begins: &'static str,
    /// President.
    pub again: &'static str,
    /// October 2012.
    pub task_forces: &'static str,
    /// The same where room is short.
    pub task_forces_short: &'static str,
    /// January 20, 2025.
    pub order: &'static str,
    /// The same where room is short.
    pub order_short: &'static str,
    /// The source of inaugurations.
    pub constitution: &'static str,
    /// The source of October 2012.
    pub fact_sheets: &'static str,
    /// The source of the order.
    pub register: &'static str,
}
