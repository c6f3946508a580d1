//! A growth chart between two questions: its series for its query, and what it says of a day. It draws nothing itself.

use std::rc::Rc;

use serde::Serialize;

use crate::chart::figure::Caption;
use crate::chart::growth::{Growth, Plot};
use crate::chart::{Lang, Theme};
use crate::date::Date;
use crate::error::Result;
use crate::roster::{Record, series};

use super::super::describe;
use super::super::query::Query;
use super::{Facts, last_list};

/// What a pointer or a key is answered on the growth chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// The day in words.
    pub name: String,
    /// Agreements on that day.
    pub agreements: usize,
    /// The same in words, a line each.
    pub lines: Vec<String>,
    /// Where the day lies, in CSS pixels of the picture.
    pub x: f32,
    /// See `x`.
    pub y: f32,
}

/// A growth chart of one record.
#[derive(Clone, Debug)]
pub struct GrowthWidget {
    record: Rc<Record>,
    query: Query,
    growth: Growth,
    size: (f32, f32),
}

impl GrowthWidget {
    /// A chart with the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>) -> Result<GrowthWidget> {
        let day = last_list(&record)?;
        let growth = Growth { steps: Vec::new(), range: (day, day), day };
        let mut widget = GrowthWidget { record, query: Query::default(), growth, size: (0.0, 0.0) };
        widget.update(Query::default());
        Ok(widget)
    }

    /// Counts for another query.
    pub fn update(&mut self, query: Query) {
        let dates = self.record.dates();
        let first = dates.first().copied().unwrap_or(self.growth.day);
        let last = dates.last().copied().unwrap_or(self.growth.day);
        // No list tells of the days before the first and after the last: they are not drawn, least of all as zero.
        let (from, to) = (query.range.0.unwrap_or(first).max(first), query.range.1.unwrap_or(last).min(last));
        self.growth = Growth {
            steps: series::active(&self.record, &query.filter, query.split),
            range: if from < to { (from, to) } else { (first, last) },
            day: self.record.clamp(query.as_of).unwrap_or(last),
        };
        self.query = query;
    }

    /// The words around the picture.
    pub fn caption(&self, theme: &Theme) -> Caption {
        let step = series::on(&self.growth.steps, self.growth.day);
        describe::growth::caption(&self.query, &self.record, step, self.growth.day, theme)
    }

    /// The words around the picture, for a page.
    pub fn facts(&self, theme: &Theme) -> Facts {
        let total = series::on(&self.growth.steps, self.growth.day).map_or(0, series::Step::total);
        Facts::new(self.caption(theme), self.growth.day, total)
    }

    /// What is drawn.
    pub fn growth(&self) -> &Growth {
        &self.growth
    }

    /// The language of the labels.
    pub fn lang(&self) -> Lang {
        self.query.lang
    }

    /// Says how large the picture is, in CSS pixels.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.size = (width, height);
    }

    /// What the chart says at a point of the picture, in CSS pixels from its left.
    pub fn reading_at(&self, x: f32) -> Reading {
        self.reading(self.growth.day_at(self.plot(), x))
    }

    /// What the chart says of the list before or after a day, or of the first or last one; an arrow key each.
    pub fn reading_beside(&self, day: Option<Date>, by: isize) -> Reading {
        let (from, to) = self.growth.range;
        let dates: Vec<Date> = self.record.dates().iter().copied().filter(|date| (from..=to).contains(date)).collect();
        let here = day.map_or(dates.len(), |day| dates.partition_point(|date| *date < day));
        let there = here.saturating_add_signed(by).min(dates.len().saturating_sub(1));
        self.reading(dates.get(there).copied().unwrap_or(to))
    }

    fn plot(&self) -> Plot {
        self.growth.plot(self.size.0, self.size.1, self.query.lang)
    }

    fn reading(&self, day: Date) -> Reading {
        let step = series::on(&self.growth.steps, day);
        let total = step.map_or(0, series::Step::total);
        let (x, y) = self.growth.point(self.plot(), day, total);
        Reading {
            day: day.to_string(),
            name: self.query.lang.day(day),
            agreements: total,
            lines: describe::growth::step(self.query.split, step, self.query.lang),
            x,
            y,
        }
    }
}
