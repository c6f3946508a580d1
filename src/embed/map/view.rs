//! A map between two questions: what was counted for its query, and where its dots and words stand. It draws nothing
//! itself.

use std::borrow::Cow;
use std::rc::Rc;

use crate::atlas::{self, Geography};
use crate::chart::camera::Camera;
use crate::chart::choropleth::{Area, Choropleth, Unit};
use crate::chart::classes::Classes;
use crate::chart::dots::{self, Dot};
use crate::chart::figure::Caption;
use crate::chart::labels::{self, Label, Spot};
use crate::chart::map::Scene;
use crate::chart::surface::Fit;
use crate::chart::{Theme, text};
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::place::State;
use crate::roster::query::count::Tally;
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Restated, StateTable};
use crate::roster::record::Record;

use super::super::needs::last_list;
use super::super::restated as after;
use super::super::table::Table;
use super::super::words::model_name;
use super::words;

/// From so much closer on, counties bear their names.
const NAMES: f32 = 3.0;

/// What the view is aimed at, so that it stays so when the picture changes its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Aim {
    /// All of the map.
    Whole,
    /// A rectangle of the map.
    Bounds([f32; 4]),
    /// Wherever a reader's fingers took it.
    Free,
}

/// A map of one record.
#[derive(Clone, Debug)]
pub struct MapView {
    pub(super) record: Rc<Record>,
    pub(super) geography: Rc<Geography>,
    pub(super) fine: Option<Rc<Geography>>,
    pub(super) query: Query,
    pub(super) day: Date,
    /// What others know of the days after the record's last list.
    pub(super) restated: Restated,
    pub(super) choropleth: Choropleth,
    pub(super) size: (f32, f32),
    pub(super) aim: Aim,
    pub(super) camera: Camera,
    /// From where a journey to `camera` began.
    pub(super) from: Camera,
    /// The state that a reader chose to look at.
    pub(super) looked_at: Option<State>,
    /// The tallies of states on the record's last list without any filter, by their codes.
    pub(super) usual: Vec<Tally>,
    pub(super) anchors: Vec<atlas::Anchor>,
    /// Where states' counts and agencies' dots stand, and for which fit and area that was found out.
    pub(super) placed: Option<(Fit, Area)>,
    pub(super) spots: Vec<Spot>,
    pub(super) places: Vec<Option<Dot>>,
    pub(super) dots: Vec<Dot>,
    pub(super) labels: Vec<Label>,
}

impl MapView {
    /// A map with the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<MapView> {
        let (query, day) = (Query::default(), last_list(&record)?);
        let kind = (query.area, query.unit);
        let choropleth = Choropleth::new(&geography, &record, &query.filter, day, kind, Classes::up_to(0));
        let anchors = geography.anchors();
        let mut view = MapView {
            record,
            geography,
            fine: None,
            query,
            day,
            restated: Restated::default(),
            choropleth,
            size: (0.0, 0.0),
            aim: Aim::Whole,
            camera: Camera::default(),
            from: Camera::default(),
            looked_at: None,
            usual: Vec::new(),
            anchors,
            placed: None,
            spots: Vec::new(),
            places: Vec::new(),
            dots: Vec::new(),
            labels: Vec::new(),
        };
        view.classify();
        view.count();
        Ok(view)
    }

    /// Gives it finer shapes of the same counties, for a closer look.
    pub fn refine(&mut self, fine: Rc<Geography>) {
        self.fine = Some(fine);
        self.place();
    }

    /// The record that it counts.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Gives it its record again, with names, once its shapes have theirs, too: answers and words on the map have them
    /// from then on.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
        self.count();
    }

    /// Gives it what others know of the days after the record's last list.
    pub fn restate(&mut self, restated: Restated) {
        if let Some(last) = self.record.clamp(None) {
            self.restated = restated.after(last);
            self.count();
        }
    }

    /// The restated totals that are shown in place of a count: on a map of states for a day after the last list, where
    /// they can answer.
    pub(super) fn shown(&self) -> Option<&StateTable> {
        let asked = self.query.as_of.filter(|_| self.area() == Area::State && self.query.unit == Unit::Agreements)?;
        self.restated.on(asked).filter(|_| restated::answers(&self.query.filter))
    }

    /// Counts for another query. One that asks for other states than the last is looked at where they lie.
    pub fn update(&mut self, query: Query) {
        let elsewhere = query.filter.states != self.query.filter.states;
        let other = (query.area, query.unit) != (self.query.area, self.query.unit);
        self.query = query;
        if elsewhere {
            self.looked_at = match self.query.filter.states.as_slice() {
                [state] => Some(*state),
                _ => None,
            };
            let states = self.query.filter.states.clone();
            self.aim = if states.is_empty() { Aim::Whole } else { self.bounds(|state| states.contains(&state)) };
            self.direct();
        }
        self.day = self.record.clamp(self.query.as_of).unwrap_or(self.day);
        if elsewhere || other {
            self.classify();
        }
        self.count();
    }

    /// Makes the classes for the record's last list without any filter, so that a colour means the same while time is
    /// scrubbed and models are switched on and off.
    pub(super) fn classify(&mut self) {
        let (all, kind) = (Filter::default(), (self.area(), self.query.unit));
        let last = self.record.clamp(None).unwrap_or(self.day);
        let usual = Choropleth::new(&self.geography, &self.record, &all, last, kind, Classes::up_to(0));
        self.choropleth.classes = Classes::up_to(usual.largest());
        self.usual = usual.of_states;
        self.placed = None;
    }

    pub(super) fn count(&mut self) {
        let (classes, kind) = (self.choropleth.classes.clone(), (self.area(), self.query.unit));
        let filter = &self.query.filter;
        let mut choropleth = Choropleth::new(&self.geography, &self.record, filter, self.day, kind, classes);
        if let Some(table) = self.shown() {
            choropleth = choropleth.restated(&self.geography, filter, |state| table.of_state(state, filter));
        }
        self.choropleth = choropleth;
        self.place();
    }

    /// What is shown: a state that is looked at closely shows its counties.
    fn area(&self) -> Area {
        match self.query.area {
            Area::State if self.looked_at.is_some() => Area::County,
            area => area,
        }
    }

    /// Finds where dots and words stand.
    pub(super) fn place(&mut self) {
        let (fit, area) = (self.fit(), self.choropleth.area);
        let scale = fit.scale.max(f32::EPSILON);
        let moved = self.placed.replace((fit, area)) != Some((fit, area));
        let size = if self.size.0 < 480.0 { 9.0 } else { 11.0 };
        self.dots.clear();
        self.labels.clear();
        if area == Area::Agency {
            if moved {
                // A hair between two dots.
                let apart = (2.0 * self.radius() + 0.3) / scale;
                self.places = dots::places(&self.geography, &self.record, apart);
            }
            self.dots = dots::dots(&self.record, &self.query.filter, self.day, &self.places);
        }
        if area == Area::State {
            if moved {
                // As wide as the count is now, so that it stands still while it grows.
                let widths = |state: State, beside: bool| {
                    let usual = self.usual.get(usize::from(state.code())).map_or(0, |tally| self.query.unit.of(tally));
                    let words = self.query.lang.number(usual);
                    text::width(&if beside { format!("{} {words}", state.postal()) } else { words }, size)
                };
                self.spots = labels::spots(&self.geography, &self.anchors, &widths, size, fit, self.size);
            }
            for (anchor, spot) in self.anchors.iter().zip(&self.spots) {
                let n = self.choropleth.unit.of(&self.choropleth.of_state(anchor.state));
                let on = self.geography.county_at(anchor.at.0, anchor.at.1);
                let n = if n > 0 { self.query.lang.number(n) } else { continue };
                let words = match spot {
                    Spot::Beside(..) => format!("{} {n}", anchor.state.postal()),
                    _ => n,
                };
                self.labels.extend(labels::label(*spot, words, size, on));
            }
            return;
        }
        let named = self.camera.zoom >= NAMES;
        // Dots have no room for more.
        for (state, own) in self.choropleth.state_agencies.iter().filter(|_| area == Area::County) {
            let anchor = self.anchors.iter().find(|anchor| anchor.state == *state && self.shows(*state));
            let n = self.query.lang.number(own.agencies);
            self.labels.extend(anchor.and_then(|anchor| labels::badge(anchor, n, size, fit, named)));
        }
        if named {
            let mut names = labels::names(self.shapes(), &self.geography, size, fit, self.size);
            names.retain(|name| {
                let free = self.labels.iter().all(|badge| !labels::overlap(badge.rect(), name.rect()));
                free && name.on.is_some_and(|on| self.is_shown(on))
            });
            self.labels.append(&mut names);
        }
    }

    /// Half the width of a dot, in CSS pixels: small on a phone, so that dots stay near their counties.
    pub(super) fn radius(&self) -> f32 {
        (self.fit().scale * 2.6).clamp(1.0, 4.0)
    }

    /// What the words around the picture are of, and what that counts: a state that is looked at closely is all of it,
    /// wherever the look came from.
    fn told(&self) -> (Option<State>, Filter, Cow<'_, Choropleth>) {
        let mut filter = self.query.filter.clone();
        let states = &mut filter.states;
        let only = self.looked_at.filter(|state| states.is_empty() || states.contains(state));
        match only.filter(|state| *states != [*state]) {
            None => (only, filter, Cow::Borrowed(&self.choropleth)),
            Some(state) => {
                *states = vec![state];
                let Choropleth { area, unit, classes, .. } = &self.choropleth;
                let (kind, classes) = ((*area, *unit), classes.clone());
                let told = Choropleth::new(&self.geography, &self.record, &filter, self.day, kind, classes);
                (only, filter, Cow::Owned(told))
            }
        }
    }

    /// The words around the picture.
    pub fn caption(&self, theme: &Theme) -> Caption {
        let (lang, (only, filter, choropleth)) = (self.query.lang, self.told());
        let places = choropleth.places(&self.geography);
        let insets = self.geography.insets();
        let hidden = self.anchors.iter().zip(&self.spots).filter(|(anchor, spot)| {
            let counted = self.choropleth.of_state(anchor.state).agreements > 0;
            **spot == Spot::Nowhere && counted && insets.iter().all(|inset| inset.state != anchor.state)
        });
        let hidden: Vec<State> = match self.choropleth.area {
            Area::State => hidden.map(|(anchor, _)| anchor.state).collect(),
            Area::County | Area::Agency => Vec::new(),
        };
        let badges = self.labels.iter().any(|label| label.badge);
        // Bare names: what a state calls its counties comes with the part that answers.
        let counties = filter.counties.iter().map(|fips| match self.geography.position(*fips) {
            Some(county) if !self.geography.name_of(county).is_empty() => {
                [self.geography.name_of(county), ", ", lang.state(fips.state())].concat()
            }
            _ => fips.to_string(),
        });
        let counties = counties.collect::<Vec<_>>().join(", ");
        let beside = (only, counties, hidden.as_slice(), badges);
        let mut caption = words::caption((&filter, lang), &self.record, &choropleth, places, beside, self.day, theme);
        if let Some(table) = self.shown() {
            after::caption(&mut caption, &self.choropleth, table, lang);
            return caption;
        }
        // Where the record's last day might be taken for today; behind the sum.
        let last = self.record.clamp(None).filter(|last| *last == self.day);
        let newest = last.and_then(|last| after::newest(&self.restated, &filter, last, lang));
        let absent = self
            .absent(|agreement| only.is_none_or(|state| agreement.state == state))
            .map(|absent| after::absent_note(absent, lang));
        let at = caption.notes.len().min(1);
        caption.notes.splice(at..at, newest.into_iter().chain(absent));
        caption
    }

    /// The numbers of the picture: a row for each place that has any, then what is in no place.
    pub fn table(&self) -> Table {
        let (_, filter, choropleth) = self.told();
        let (lang, area) = (self.query.lang, choropleth.area);
        let mut rows = Vec::new();
        if area == Area::Agency {
            let mut last = None;
            for (agreement, agency) in self.counted(&filter) {
                let model = model_name(agreement.model, lang);
                // The agreements of an agency stand together, those of a model beside each other.
                let known = last.replace(agency) == Some(agency);
                match rows.last_mut().filter(|_| known).and_then(|row: &mut Vec<String>| row.last_mut()) {
                    Some(models) if models.ends_with(model) => {}
                    Some(models) => *models = [models.as_str(), model].join(", "),
                    None => rows.push(vec![agreement.agency.clone(), self.seat(agreement), model.to_owned()]),
                }
            }
        } else {
            let mut last = None;
            for (index, county) in self.geography.counties().iter().enumerate() {
                let again = area == Area::State && last.replace(county.fips.state()) == Some(county.fips.state());
                let Some(tally) = choropleth.tallies.get(index).filter(|tally| tally.agreements > 0) else {
                    continue;
                };
                if !again {
                    rows.push(words::row(self.name(index), tally, lang));
                }
            }
            for (state, tally) in &choropleth.state_agencies {
                rows.push(words::row(words::own_agencies(*state, lang), tally, lang));
            }
            if choropleth.unplaced.agreements > 0 {
                rows.push(words::row(words::unplaced(lang).to_owned(), &choropleth.unplaced, lang));
            }
        }
        let mut table = Table { head: words::columns(area, lang), rows };
        if let Some(shown) = self.shown() {
            after::table(&mut table, shown, lang);
        }
        table
    }

    /// Everything that a drawing shows, in the colours of a theme.
    pub fn scene<'a>(&'a self, theme: &'a Theme) -> Scene<'a> {
        Scene {
            geography: self.shapes(),
            choropleth: &self.choropleth,
            dots: &self.dots,
            radius: self.radius(),
            lang: self.query.lang,
            labels: &self.labels,
            theme,
            fit: self.fit(),
            size: self.size,
        }
    }

    /// The shapes that are drawn: the finer ones from close up.
    pub(super) fn shapes(&self) -> &Geography {
        self.fine.as_ref().filter(|_| self.wants_fine()).unwrap_or(&self.geography)
    }
}
