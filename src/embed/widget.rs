//! A view between two questions: the query it was last given, what was counted for it, and the answers to a pointer.
//!
//! It draws on any surface and speaks to no page; the door in `wasm.rs` does.

use std::rc::Rc;

use serde::Serialize;

use crate::atlas::Geography;
use crate::chart::choropleth::{Area, Choropleth};
use crate::chart::figure::Caption;
use crate::chart::growth::{Growth, Plot};
use crate::chart::map;
use crate::chart::surface::Fit;
use crate::chart::{Lang, Theme};
use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::{Fips, State, county_title};
use crate::roster::count::Tally;
use crate::roster::{Record, series};

use super::describe;
use super::query::Query;

/// What a page shows around a picture: plain text and colours.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// What is shown.
    pub title: String,
    /// As of when, in words.
    pub date: String,
    /// The day counted, `YYYY-MM-DD`.
    pub day: String,
    /// The legend's heading.
    pub unit: String,
    /// The legend's entries.
    pub legend: Vec<Key>,
    /// What the picture cannot show.
    pub notes: Vec<String>,
    /// Where the figures come from.
    pub source: String,
    /// All of it in one line, for those who hear it.
    pub summary: String,
    /// Agreements counted.
    pub agreements: usize,
}

/// An entry of a legend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Key {
    /// `#rrggbb`.
    pub color: String,
    /// What it stands for.
    pub label: String,
}

/// What a pointer or a key is answered: a place and what is counted there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Five digits for a county, the postal code for a state.
    pub code: String,
    /// `Lee County, Florida`.
    pub name: String,
    /// Agreements there.
    pub agreements: usize,
    /// Agencies there.
    pub agencies: usize,
    /// The same in words, a line each.
    pub lines: Vec<String>,
    /// Where its middle lies, in CSS pixels of the picture.
    pub x: f32,
    /// See `x`.
    pub y: f32,
}

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

impl Facts {
    fn new(caption: Caption, day: Date, agreements: usize) -> Facts {
        let mut spoken = vec![caption.title.clone(), caption.date.clone()];
        spoken.extend(caption.notes.iter().map(|note| note.trim_end_matches('.').to_owned()));
        Facts {
            summary: format!("{}.", spoken.join(". ")),
            title: caption.title,
            date: caption.date,
            day: day.to_string(),
            unit: caption.unit,
            legend: caption.legend.into_iter().map(|(color, label)| Key { color: color.to_string(), label }).collect(),
            notes: caption.notes,
            source: caption.source,
            agreements,
        }
    }
}

/// The last list of a record.
///
/// # Errors
/// The record holds no agreement that was ever listed.
pub fn last_list(record: &Record) -> Result<Date> {
    record
        .clamp(None)
        .ok_or_else(|| Error::new(Kind::Record, "no agreement that was listed", "a first_listed date in a row"))
}

/// A map of one record.
#[derive(Clone, Debug)]
pub struct MapWidget {
    record: Rc<Record>,
    geography: Rc<Geography>,
    query: Query,
    day: Date,
    choropleth: Choropleth,
    size: (f32, f32),
}

impl MapWidget {
    /// A map with the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<MapWidget> {
        let (query, day) = (Query::default(), last_list(&record)?);
        let choropleth = Choropleth::new(&geography, &record, &query.filter, day, query.area, query.unit);
        Ok(MapWidget { record, geography, query, day, choropleth, size: (0.0, 0.0) })
    }

    /// Counts for another query.
    pub fn update(&mut self, query: Query) {
        self.day = self.record.clamp(query.as_of).unwrap_or(self.day);
        self.choropleth =
            Choropleth::new(&self.geography, &self.record, &query.filter, self.day, query.area, query.unit);
        self.query = query;
    }

    /// The words around the picture.
    pub fn caption(&self, theme: &Theme) -> Caption {
        describe::map(&self.query, &self.record, &self.choropleth, self.day, theme)
    }

    /// The words around the picture, for a page.
    pub fn facts(&self, theme: &Theme) -> Facts {
        Facts::new(self.caption(theme), self.day, self.choropleth.total.agreements)
    }

    /// The counts.
    pub fn choropleth(&self) -> &Choropleth {
        &self.choropleth
    }

    /// The shapes.
    pub fn geography(&self) -> &Geography {
        &self.geography
    }

    /// Says how large the picture is, in CSS pixels; gives how the map lies in it.
    pub fn resize(&mut self, width: f32, height: f32) -> Fit {
        self.size = (width, height);
        self.fit()
    }

    /// The size of the picture, in CSS pixels.
    pub fn size(&self) -> (f32, f32) {
        self.size
    }

    /// How the map lies in the picture.
    pub fn fit(&self) -> Fit {
        Fit::new(self.geography.frame(), self.size)
    }

    /// The place under a point of the picture, in CSS pixels; `None` over the sea.
    pub fn place_at(&self, x: f32, y: f32) -> Option<Place> {
        self.place(map::county_at(&self.geography, self.fit(), x, y)?)
    }

    /// The place of a code, county or state.
    pub fn place_of(&self, code: &str) -> Option<Place> {
        self.place(self.index(code)?)
    }

    /// The index of a county of a place's code, for its outline.
    pub fn index(&self, code: &str) -> Option<usize> {
        match Fips::parse(code) {
            Some(fips) => self.geography.position(fips),
            None => {
                let state = State::from_postal(code)?;
                self.geography.counties().iter().position(|county| county.fips.state() == state)
            }
        }
    }

    /// The place with an agreement that an arrow key leads to, from another or into the map: the one nearest in a direction
    /// (x to the right, y down). `None` where none lies there.
    pub fn neighbour(&self, from: Option<&str>, dx: f32, dy: f32) -> Option<Place> {
        let counted = |index: usize| self.choropleth.shade(index).is_some();
        let index = match from.and_then(|code| self.index(code)) {
            Some(from) => {
                let here = self.code(from)?;
                map::neighbour(&self.geography, from, (dx, dy), |index| {
                    counted(index) && self.code(index).as_ref() != Some(&here)
                })?
            }
            None => (0..self.geography.counties().len()).find(|index| counted(*index))?,
        };
        self.place(index)
    }

    fn code(&self, county: usize) -> Option<String> {
        let fips = self.geography.counties().get(county)?.fips;
        Some(match self.choropleth.area {
            Area::County => fips.to_string(),
            Area::State => fips.state().postal().to_owned(),
        })
    }

    /// The middle of a county, or of its whole state, in map units.
    fn middle(&self, county: usize) -> Option<(f32, f32)> {
        let shape = self.geography.counties().get(county)?;
        if self.choropleth.area == Area::County {
            return Some(shape.centre);
        }
        let (mut area, mut sum) = (0.0, (0.0, 0.0));
        for other in self.geography.counties().iter().filter(|other| other.fips.state() == shape.fips.state()) {
            area += other.area;
            sum = (sum.0 + other.centre.0 * other.area, sum.1 + other.centre.1 * other.area);
        }
        Some((sum.0 / area, sum.1 / area))
    }

    fn place(&self, county: usize) -> Option<Place> {
        let lang = self.query.lang;
        let shape = self.geography.counties().get(county)?;
        let state = describe::state_name(shape.fips.state(), lang);
        let name = match self.choropleth.area {
            // A territory of one county, and the District, bear one name.
            Area::County if shape.name == shape.fips.state().name() => state.to_owned(),
            Area::County => format!("{}, {state}", county_title(shape.fips, &shape.name)),
            Area::State => state.to_owned(),
        };
        let tally: Tally = self.choropleth.tallies.get(county).copied().unwrap_or_default();
        let middle = self.middle(county)?;
        let (x, y) = self.fit().box_point(middle.0, middle.1);
        Some(Place {
            code: self.code(county)?,
            name,
            agreements: tally.agreements,
            agencies: tally.agencies,
            lines: match self.choropleth.asked.get(county) {
                Some(false) => vec![describe::not_asked(lang).to_owned()],
                _ => describe::place(&tally, lang),
            },
            x,
            y,
        })
    }
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
        describe::growth(&self.query, &self.record, step, self.growth.day, theme)
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
            lines: describe::step(self.query.split, step, self.query.lang),
            x,
            y,
        }
    }
}
