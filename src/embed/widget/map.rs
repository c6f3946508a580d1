//! A map between two questions: what was counted for its query, and which place lies under a point or in a direction.
//! It draws nothing itself.

use std::rc::Rc;

use serde::Serialize;

use crate::atlas::Geography;
use crate::chart::Theme;
use crate::chart::choropleth::{Area, Choropleth};
use crate::chart::figure::Caption;
use crate::chart::map;
use crate::chart::surface::Fit;
use crate::date::Date;
use crate::error::Result;
use crate::place::{Fips, State, county_title};
use crate::roster::Record;
use crate::roster::count::Tally;

use super::super::describe;
use super::super::query::Query;
use super::{Facts, last_list};

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
        describe::map::caption(&self.query, &self.record, &self.choropleth, self.day, theme)
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
                Some(false) => vec![describe::map::not_asked(lang).to_owned()],
                _ => describe::map::place(&tally, lang),
            },
            x,
            y,
        })
    }
}
