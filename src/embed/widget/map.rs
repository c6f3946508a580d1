//! A map between two questions: what was counted for its query, where it is looked at, and which place lies under a point or in a
//! direction. It draws nothing itself.

use std::rc::Rc;

use serde::Serialize;

use crate::atlas::{self, Geography};
use crate::chart::camera::Camera;
use crate::chart::choropleth::{Area, Choropleth, Fill};
use crate::chart::classes::Classes;
use crate::chart::dots::{self, Dot};
use crate::chart::figure::Caption;
use crate::chart::labels::{self, Label, Spot};
use crate::chart::map::{self, Scene};
use crate::chart::surface::Fit;
use crate::chart::{Theme, text};
use crate::date::Date;
use crate::error::Result;
use crate::place::{Fips, State, county_title, key};
use crate::roster::count::{self, Tally};
use crate::roster::{Agreement, Filter, Record};

use super::super::describe;
use super::super::query::Query;
use super::{Facts, Table, last_list};

/// From so much closer than whole on, borders are drawn from the finer geometry.
const FINE: f32 = 2.0;
/// From so much closer on, counties bear their names.
const NAMES: f32 = 3.0;

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
    /// The same in words, a line each, with the first agencies and the days of signing.
    pub lines: Vec<String>,
    /// Where its middle lies, in CSS pixels of the picture.
    pub x: f32,
    /// See `x`.
    pub y: f32,
}

/// Who is there, and since when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// The agencies' names, in the record's order.
    pub agencies: Vec<String>,
    /// The earliest and the latest day of signing; `None` where no day is known.
    pub signed: Option<(Date, Date)>,
}

/// What the view is aimed at, so that it stays so when the picture changes its size.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Aim {
    /// All of the map.
    Whole,
    /// A rectangle of the map.
    Bounds([f32; 4]),
    /// Wherever a reader's fingers took it.
    Free,
}

/// A map of one record.
#[derive(Clone, Debug)]
pub struct MapWidget {
    record: Rc<Record>,
    geography: Rc<Geography>,
    fine: Option<Rc<Geography>>,
    query: Query,
    day: Date,
    choropleth: Choropleth,
    size: (f32, f32),
    aim: Aim,
    camera: Camera,
    /// From where a journey to `camera` began.
    left: Camera,
    /// The state that a reader chose to look at.
    looked_at: Option<State>,
    /// The tallies of states on the record's last list without any filter, by their codes.
    usual: Vec<Tally>,
    anchors: Vec<atlas::Anchor>,
    /// Where states' counts and agencies' dots stand, and for which fit and area that was found out.
    placed: Option<(Fit, Area)>,
    spots: Vec<Spot>,
    places: Vec<Option<Dot>>,
    dots: Vec<Dot>,
    labels: Vec<Label>,
}

impl MapWidget {
    /// A map with the default query.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, geography: Rc<Geography>) -> Result<MapWidget> {
        let (query, day) = (Query::default(), last_list(&record)?);
        let kind = (query.area, query.unit);
        let choropleth = Choropleth::new(&geography, &record, &query.filter, day, kind, Classes::up_to(0));
        let anchors = geography.anchors();
        let mut widget = MapWidget {
            record,
            geography,
            fine: None,
            query,
            day,
            choropleth,
            size: (0.0, 0.0),
            aim: Aim::Whole,
            camera: Camera::default(),
            left: Camera::default(),
            looked_at: None,
            usual: Vec::new(),
            anchors,
            placed: None,
            spots: Vec::new(),
            places: Vec::new(),
            dots: Vec::new(),
            labels: Vec::new(),
        };
        widget.classify();
        widget.count();
        Ok(widget)
    }

    /// Gives it finer shapes of the same counties, for a closer look.
    pub fn refine(&mut self, fine: Rc<Geography>) {
        self.fine = Some(fine);
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

    /// Makes the classes for the record's last list without any filter, so that a colour means the same while time is scrubbed and
    /// models are switched on and off.
    fn classify(&mut self) {
        let (all, kind) = (Filter::default(), (self.area(), self.query.unit));
        let last = self.record.clamp(None).unwrap_or(self.day);
        let usual = Choropleth::new(&self.geography, &self.record, &all, last, kind, Classes::up_to(0));
        self.choropleth.classes = Classes::up_to(usual.largest());
        self.usual = usual.of_states;
        self.placed = None;
    }

    fn count(&mut self) {
        let (classes, kind) = (self.choropleth.classes.clone(), (self.area(), self.query.unit));
        self.choropleth = Choropleth::new(&self.geography, &self.record, &self.query.filter, self.day, kind, classes);
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
    fn place(&mut self) {
        let (fit, area) = (self.fit(), self.choropleth.area);
        let scale = fit.scale.max(f32::EPSILON);
        let moved = self.placed.replace((fit, area)) != Some((fit, area));
        let size = if self.size.0 < 480.0 { 9.0 } else { 11.0 };
        self.dots.clear();
        self.labels.clear();
        if area == Area::Agency {
            if moved {
                // A hair between two dots.
                let apart = (2.0 * self.radius() + 0.4) / scale;
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
        } else if self.camera.zoom >= NAMES {
            let names = labels::names(self.shapes(), size, fit, self.size);
            self.labels = names.into_iter().filter(|name| name.on.is_some_and(|on| self.is_shown(on))).collect();
        }
    }

    /// Half the width of a dot, in CSS pixels: small on a phone, so that dots stay near their counties.
    fn radius(&self) -> f32 {
        (self.fit().scale * 2.6).clamp(1.4, 4.0)
    }

    /// The words around the picture.
    pub fn caption(&self, theme: &Theme) -> Caption {
        let places = self.choropleth.places(&self.geography);
        let insets = self.geography.insets();
        let hidden = self.anchors.iter().zip(&self.spots).filter(|(anchor, spot)| {
            let counted = self.choropleth.of_state(anchor.state).agreements > 0;
            **spot == Spot::Nowhere && counted && insets.iter().all(|inset| inset.state != anchor.state)
        });
        let hidden: Vec<State> = match self.choropleth.area {
            Area::State => hidden.map(|(anchor, _)| anchor.state).collect(),
            Area::County | Area::Agency => Vec::new(),
        };
        let looked_at = (self.looked_at, hidden.as_slice());
        describe::map::caption(&self.query, &self.record, &self.choropleth, places, looked_at, self.day, theme)
    }

    /// The words around the picture, for a page.
    pub fn facts(&self, theme: &Theme) -> Facts {
        Facts::new(self.caption(theme), self.day, self.choropleth.total.agreements)
    }

    /// The numbers of the picture: a row for each place that has any, then what is in no place.
    pub fn table(&self) -> Table {
        let (lang, area) = (self.query.lang, self.choropleth.area);
        let mut rows = Vec::new();
        if area == Area::Agency {
            let names = self.record.with_agencies();
            let mut names = names.map(|(agreement, agency)| (agency, agreement.agency.as_str()));
            for dot in &self.dots {
                // Both in the record's order.
                let name = names.by_ref().find(|(agency, _)| *agency == dot.agency).map_or("", |(_, name)| name);
                rows.push(vec![name.to_owned(), self.name(dot.county), describe::map::models(dot, lang)]);
            }
        } else {
            let mut last = None;
            for (index, county) in self.geography.counties().iter().enumerate() {
                let again = area == Area::State && last.replace(county.fips.state()) == Some(county.fips.state());
                let Some(tally) = self.choropleth.tallies.get(index).filter(|tally| tally.agreements > 0) else {
                    continue;
                };
                if !again {
                    rows.push(describe::map::row(self.name(index), tally, lang));
                }
            }
            for (state, tally) in &self.choropleth.state_agencies {
                rows.push(describe::map::row(describe::map::own_agencies(*state, lang), tally, lang));
            }
            if self.choropleth.unplaced.agreements > 0 {
                rows.push(describe::map::row(
                    describe::map::unplaced(lang).to_owned(),
                    &self.choropleth.unplaced,
                    lang,
                ));
            }
        }
        Table { head: describe::map::columns(area, lang), rows }
    }

    /// Everything that a drawing shows, in the colours of a theme.
    pub fn scene<'a>(&'a self, theme: &'a Theme) -> Scene<'a> {
        Scene {
            geography: self.shapes(),
            choropleth: &self.choropleth,
            dots: &self.dots,
            radius: self.radius(),
            labels: &self.labels,
            theme,
            fit: self.fit(),
            size: self.size,
        }
    }

    /// The shapes that are drawn: the finer ones from close up.
    fn shapes(&self) -> &Geography {
        self.fine.as_ref().filter(|_| self.wants_fine()).unwrap_or(&self.geography)
    }

    /// Whether the map is looked at so closely that finer shapes are wanted.
    pub fn wants_fine(&self) -> bool {
        self.camera.zoom >= FINE
    }

    /// Whether the finer shapes are drawn.
    pub fn is_fine(&self) -> bool {
        self.wants_fine() && self.fine.is_some()
    }

    /// Says how large the picture is, in CSS pixels; gives how the map lies in it.
    pub fn resize(&mut self, width: f32, height: f32) -> Fit {
        if self.size != (width, height) {
            self.size = (width, height);
            self.direct();
        }
        self.place();
        self.fit()
    }

    /// The size of the picture, in CSS pixels.
    pub fn size(&self) -> (f32, f32) {
        self.size
    }

    /// How the map lies in the picture.
    pub fn fit(&self) -> Fit {
        self.camera.fit(self.geography.frame(), self.size)
    }

    /// The rectangle around states; all of the map without one.
    fn bounds(&self, within: impl Fn(State) -> bool) -> Aim {
        let of = self.geography.counties().iter().filter(|county| within(county.fips.state()));
        of.map(|county| county.bounds).reduce(map::united).map_or(Aim::Whole, Aim::Bounds)
    }

    /// Brings the camera to what it is aimed at.
    fn direct(&mut self) {
        let (frame, size) = (self.geography.frame(), self.size);
        self.camera = match self.aim {
            Aim::Whole => Camera::default(),
            Aim::Bounds(bounds) => Camera::around(bounds, frame, size),
            // Held at the map's edge.
            Aim::Free => self.camera.closer(1.0, (size.0 / 2.0, size.1 / 2.0), frame, size),
        };
    }

    /// Looks at a state closely, or without one at all of the map again. The way there can be followed: see
    /// [`travel`](MapWidget::travel).
    pub fn look_at(&mut self, state: Option<State>) {
        self.left = self.camera;
        self.looked_at = state;
        self.aim = state.map_or(Aim::Whole, |state| self.bounds(|other| other == state));
        self.direct();
        self.classify();
        self.count();
    }

    /// The state that is looked at closely.
    pub fn looked_at(&self) -> Option<State> {
        self.looked_at
    }

    /// How close the view is: 1 for the whole.
    pub fn zoom(&self) -> f32 {
        self.camera.zoom
    }

    /// How the map lies in the picture a `share` of the way from the view before to this one.
    pub fn travel(&self, share: f32) -> Fit {
        let frame = self.geography.frame();
        self.left.towards(&self.camera, share, frame).fit(frame, self.size)
    }

    /// Comes `factor` times closer, with the place under a point of the picture staying there. Nothing is counted or placed anew until
    /// the next [`resize`](MapWidget::resize), so that fingers are followed at once.
    pub fn closer(&mut self, factor: f32, x: f32, y: f32) -> Fit {
        let (frame, size) = (self.geography.frame(), self.size);
        self.camera = self.camera.closer(factor, (x, y), frame, size);
        self.freed()
    }

    /// Moves the map by pixels of the picture; see [`closer`](MapWidget::closer).
    pub fn moved(&mut self, x: f32, y: f32) -> Fit {
        let (frame, size) = (self.geography.frame(), self.size);
        self.camera = self.camera.moved((x, y), frame, size);
        self.freed()
    }

    fn freed(&mut self) -> Fit {
        self.aim = if self.camera.zoom > 1.0 { Aim::Free } else { Aim::Whole };
        if self.aim == Aim::Whole && self.looked_at.take().is_some() {
            self.classify();
            self.count();
        }
        self.fit()
    }

    /// The place under a point of the picture, in CSS pixels; `None` over the sea.
    pub fn place_at(&self, x: f32, y: f32) -> Option<Place> {
        if let Some(dot) = self.dot_at(x, y) {
            return self.of_county(dot.county);
        }
        self.answer(map::county_at(self.shapes(), self.fit(), x, y)?)
    }

    /// The dot under a point: a dot may stand beside the county that it speaks of.
    fn dot_at(&self, x: f32, y: f32) -> Option<&Dot> {
        let (fit, reach) = (self.fit(), self.radius() + 1.0);
        self.dots.iter().find(|dot| {
            let (at_x, at_y) = fit.box_point(dot.at.0, dot.at.1);
            (at_x - x).hypot(at_y - y) <= reach
        })
    }

    /// The place of a code, county or state.
    pub fn place_of(&self, code: &str) -> Option<Place> {
        match State::from_postal(code) {
            Some(state) => self.of_state(state),
            None => self.of_county(self.geography.position(Fips::parse(code)?)?),
        }
    }

    /// The state that a place's code stands for or lies in.
    pub fn state_of(code: &str) -> Option<State> {
        State::from_postal(code).or_else(|| Fips::parse(code).map(Fips::state))
    }

    /// The index of a county of a place's code, for its outline; `None` for a state on a map of counties, which has none.
    pub fn index(&self, code: &str) -> Option<usize> {
        match Fips::parse(code) {
            Some(fips) => self.geography.position(fips),
            None if self.choropleth.area == Area::State => self.first_of(State::from_postal(code)?),
            None => None,
        }
    }

    fn first_of(&self, state: State) -> Option<usize> {
        self.geography.counties().iter().position(|county| county.fips.state() == state)
    }

    /// The place that an arrow key leads to from another (x to the right, y down). `None` at the map's edge.
    pub fn neighbour(&self, from: Option<&str>, dx: f32, dy: f32) -> Option<Place> {
        match from.and_then(|code| self.index(code)) {
            Some(from) => self.answer(map::neighbour(&self.geography, self.choropleth.area, from, (dx, dy))?),
            None => self.end(false),
        }
    }

    /// The first or the last of the places shown, in the order of their codes.
    pub fn end(&self, last: bool) -> Option<Place> {
        let mut shown = (0..self.geography.counties().len()).filter(|county| self.is_shown(*county));
        self.answer(if last { shown.next_back() } else { shown.next() }?)
    }

    /// The next place after another whose name begins with some letters, from the first again after the last; `None` when none does.
    pub fn named(&self, letters: &str, after: Option<&str>) -> Option<Place> {
        let n = self.geography.counties().len();
        let from = after.and_then(|code| self.index(code)).unwrap_or(n.saturating_sub(1));
        let sought = key(letters);
        // A word that grows goes on meaning the place that it has found; a single letter goes on to the next.
        let again = letters.chars().count() == 1;
        let here = self.name(from);
        let order = (usize::from(again)..=n).map(|step| (from + step) % n.max(1));
        let mut fits = order.filter(|county| self.is_shown(*county)).filter(|county| {
            let name = self.name(*county);
            key(&name).starts_with(&sought) && (!again || name != here)
        });
        self.answer(fits.next()?)
    }

    /// Whether a place takes part: those that the choice leaves out, and those outside the state that is looked at, do not.
    fn is_shown(&self, county: usize) -> bool {
        let state = self.geography.counties().get(county).map(|county| county.fips.state());
        self.choropleth.fill(county) != Fill::Unasked && (self.looked_at.is_none() || state == self.looked_at)
    }

    /// A county, or on a map of states its state.
    fn answer(&self, county: usize) -> Option<Place> {
        match self.choropleth.area {
            Area::State => self.of_state(self.geography.counties().get(county)?.fips.state()),
            Area::County | Area::Agency => self.of_county(county),
        }
    }

    fn of_county(&self, county: usize) -> Option<Place> {
        let shape = self.geography.counties().get(county)?;
        let within = |agreement: &Agreement| {
            agreement.counties.iter().any(|fips| self.geography.position(*fips) == Some(county))
        };
        let name = self.county_name(county);
        Some(self.tell(shape.fips.to_string(), name, shape.centre, self.choropleth.fill(county), within))
    }

    fn of_state(&self, state: State) -> Option<Place> {
        let fill = match self.choropleth.fill(self.first_of(state)?) {
            Fill::Unasked => Fill::Unasked,
            _ => Fill::Bare,
        };
        let name = describe::state_name(state, self.query.lang).to_owned();
        let within = |agreement: &Agreement| agreement.state == state;
        let middle = map::middle_of(&self.geography, state);
        Some(self.tell(state.postal().to_owned(), name, middle, fill, within))
    }

    fn tell(
        &self,
        code: String,
        name: String,
        middle: (f32, f32),
        fill: Fill,
        within: impl Fn(&Agreement) -> bool,
    ) -> Place {
        let lang = self.query.lang;
        let (x, y) = self.fit().box_point(middle.0, middle.1);
        // Counted anew: on a map of states counties have no tallies of their own, and on one of counties states have other ones.
        let tally = count::tally(&self.record, &self.query.filter, self.day, 1, &mut |agreement, count| {
            if within(agreement) {
                count(0);
            }
        });
        let tally = tally.first().copied().unwrap_or_default();
        let lines = match fill {
            Fill::Unasked => vec![describe::map::not_asked(lang).to_owned()],
            _ => describe::map::place(&tally, fill, &self.presence(within), self.day, lang),
        };
        Place { code, name, agreements: tally.agreements, agencies: tally.agencies, lines, x, y }
    }

    fn presence(&self, within: impl Fn(&Agreement) -> bool) -> Presence {
        let mut presence = Presence::default();
        let mut last = None;
        let admitted = |agreement: &Agreement| within(agreement) && self.query.filter.admits_on(agreement, self.day);
        for (agreement, agency) in self.record.with_agencies().filter(|(agreement, _)| admitted(agreement)) {
            if last.replace(agency) != Some(agency) {
                presence.agencies.push(agreement.agency.clone());
            }
            if let Some(day) = agreement.signed {
                let (first, last) = presence.signed.unwrap_or((day, day));
                presence.signed = Some((first.min(day), last.max(day)));
            }
        }
        presence
    }

    /// What a place is called: a county with its state, or on a map of states the state.
    fn name(&self, county: usize) -> String {
        match (self.choropleth.area, self.geography.counties().get(county)) {
            (Area::State, Some(shape)) => describe::state_name(shape.fips.state(), self.query.lang).to_owned(),
            _ => self.county_name(county),
        }
    }

    fn county_name(&self, county: usize) -> String {
        let Some(shape) = self.geography.counties().get(county) else { return String::new() };
        let state = describe::state_name(shape.fips.state(), self.query.lang);
        // A territory of one county, and the District, bear one name.
        match shape.name == shape.fips.state().name() {
            true => state.to_owned(),
            false => format!("{}, {state}", county_title(shape.fips, &shape.name)),
        }
    }
}
