//! A map between two questions: what was counted for its query, and where its dots and words stand. It draws nothing
//! itself.

use std::borrow::Cow;
use std::rc::Rc;

use crate::atlas::{self, Geography};
use crate::chart::Theme;
use crate::chart::camera::Camera;
use crate::chart::choropleth::{Area, Choropleth, Unit};
use crate::chart::classes::Classes;
use crate::chart::dots::Dot;
use crate::chart::figure::Caption;
use crate::chart::labels::{self, Label, Spot};
use crate::chart::map::Scene;
use crate::chart::surface::Fit;
use crate::contract::Query;
use crate::date::Date;
use crate::error::Result;
use crate::place::State;
use crate::roster::query::count::{Tallies, Tally};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Restated, StateTable};
use crate::roster::query::series::Measure;
use crate::roster::query::step::Moves;
use crate::roster::record::Record;

use super::super::needs::last_list;
use super::super::restated as after;
use super::super::table::Table;
use super::super::words::model_name;
use super::words;

/// From so much closer on, counties bear their names.
const NAMES: f32 = 3.0;

/// A name, how many agreements, lines.
pub(super) type Told = (String, usize, Vec<String>);

/// What a map needs to show something else than counties by how many there are. A page loads it when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms {
    /// Gives places other colours than those of their counts, where the query asks for some.
    pub(super) color: fn(&MapView, &Filter, Choropleth) -> Choropleth,
    /// Finds where dots and states' numbers stand, anew when the map has moved.
    pub(super) place: fn(&mut MapView, bool),
    /// Says what only they show.
    pub(super) caption: fn(&MapView, &Filter, &Choropleth, &Theme, &mut Caption),
    /// Adds columns to a table whose rows are those places, in their order, that have any, then others.
    pub(super) table: fn(&MapView, &Filter, &Choropleth, &mut Table),
    /// What is said first of a place: of a state, or of one whose first signature is known.
    pub(super) line: fn(&MapView, State, Option<Date>) -> Option<String>,
    /// What is said of a dot's agency: its name, how many agreements it has, lines. `None` until names have come.
    pub(super) agency: fn(&MapView, &Dot) -> Option<Told>,
}

/// What has tallies follow the day.
type Step = fn(&mut Tallies, &Moves, &Record, &Filter, Date) -> bool;

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
    /// What was counted last, of this record and geography.
    pub(super) tallies: Tallies,
    /// What has that follow the day; a page has it with its answers.
    pub(super) step: Option<(Step, Rc<Moves>)>,
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
    /// Half the width of a dot, in CSS pixels; 0 where there is no room for dots.
    pub(super) radius: f32,
    pub(super) labels: Vec<Label>,
    /// What stands beside the names of insets.
    pub(super) figures: Vec<(State, String)>,
    /// What shows more than counties, once it is there.
    pub(super) forms: Option<Forms>,
    /// Sets the names of counties, once they have come.
    pub(super) names: Option<fn(&mut MapView)>,
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
            tallies: Tallies::default(),
            step: None,
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
            radius: 0.0,
            labels: Vec::new(),
            figures: Vec::new(),
            forms: None,
            names: None,
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
        let plain = self.area() == Area::State && self.query.unit == Unit::Agreements && !self.is_of_first();
        let asked = self.query.as_of.filter(|_| plain)?;
        self.restated.on(asked).filter(|_| restated::answers(&self.query.filter))
    }

    /// Counts for another query. One that asks for other places than the last is looked at where they lie.
    pub fn update(&mut self, query: Query) {
        let place = |query: &Query| (query.filter.states.clone(), query.filter.counties.clone());
        let kind = |query: &Query| (query.area, query.unit, query.measure);
        let elsewhere = place(&query) != place(&self.query);
        let other = kind(&query) != kind(&self.query);
        self.query = query;
        if elsewhere {
            self.look_at_choice();
        }
        self.day = self.record.clamp(self.query.as_of).unwrap_or(self.day);
        if elsewhere || other {
            self.classify();
        }
        self.count();
    }

    /// What is shown: a state that is looked at closely shows its counties.
    pub fn area(&self) -> Area {
        match self.query.area {
            Area::State if self.looked_at.is_some() => Area::County,
            area => area,
        }
    }

    /// What is shown, and what is counted of it: dots are agencies, and a county has no share.
    pub(super) fn kind(&self) -> (Area, Unit) {
        match (self.area(), self.query.unit) {
            (Area::Agency, _) => (Area::Agency, Unit::Agencies),
            (Area::County, Unit::Share) => (Area::County, Unit::Agreements),
            kind => kind,
        }
    }

    /// Whether places are coloured by when their first agreement was signed.
    pub(super) fn is_of_first(&self) -> bool {
        self.query.measure == Measure::First && self.query.area != Area::Agency
    }

    /// Whether the query asks for more than counties by how many, and what shows it is not there.
    pub fn lacks_forms(&self) -> bool {
        self.forms.is_none() && (self.area() != Area::County || self.is_of_first())
    }

    /// Finds where dots and words stand.
    pub(super) fn place(&mut self) {
        let (fit, area) = (self.fit(), self.choropleth.area);
        let moved = self.placed.replace((fit, area)) != Some((fit, area));
        self.dots.clear();
        self.labels.clear();
        self.figures.clear();
        let named = area != Area::State && self.camera.zoom >= NAMES;
        match self.forms.filter(|_| area != Area::County) {
            Some(forms) => (forms.place)(self, moved),
            // Dots have no room for more, numbers of states have those of their own agencies in them, and on a map of
            // days a number would be taken for one.
            None if area != Area::County || self.is_of_first() => {}
            None => {
                for (state, own) in &self.choropleth.state_agencies {
                    let anchor = self.anchors.iter().find(|anchor| anchor.state == *state && self.shows(*state));
                    let n = self.query.lang.number(own.agencies);
                    let (shapes, size) = (&self.geography, self.letters());
                    self.labels.extend(anchor.and_then(|anchor| labels::badge(shapes, anchor, n, size, fit, named)));
                }
            }
        }
        if let Some(names) = self.names.filter(|_| named) {
            names(self);
        }
    }

    /// How high letters on the map are set, in CSS pixels.
    pub(super) fn letters(&self) -> f32 {
        if self.size.0 < 480.0 { 9.0 } else { 11.0 }
    }

    /// What the words around the picture are of, and what that counts: a state that is looked at closely is all of it,
    /// wherever the look came from.
    fn told(&self) -> (Filter, Cow<'_, Choropleth>) {
        let mut filter = self.query.filter.clone();
        let Filter { states, counties, .. } = &mut filter;
        let asked = |state: &State| {
            let among = counties.iter().any(|fips| fips.state() == *state);
            (states.is_empty() || states.contains(state)) && (counties.is_empty() || among)
        };
        match self.looked_at.filter(asked).filter(|state| *states != [*state]) {
            None => (filter, Cow::Borrowed(&self.choropleth)),
            Some(state) => {
                *states = vec![state];
                counties.retain(|fips| fips.state() == state);
                let told = self.counted_as(&filter);
                (filter, Cow::Owned(told))
            }
        }
    }

    /// The words around the picture.
    #[inline(never)]
    pub fn caption(&self, theme: &Theme) -> Caption {
        let (lang, (filter, choropleth)) = (self.query.lang, self.told());
        let theme = self.dressed(theme);
        let badges = self.choropleth.area == Area::County && self.labels.iter().any(|label| label.badge);
        let counted = (&*choropleth, &*self.geography);
        let mut caption = words::caption((&filter, lang), &self.record, counted, badges, self.day, &theme);
        if let Some(forms) = self.forms {
            (forms.caption)(self, &filter, &choropleth, &theme, &mut caption);
        }
        if let Some(table) = self.shown() {
            after::caption(&mut caption, &self.choropleth, table, lang);
            return caption;
        }
        // Where the record's last day might be taken for today; behind the sum.
        let last = self.record.clamp(None).filter(|last| *last == self.day);
        let newest = last.and_then(|last| after::newest(&self.restated, &filter, last, lang));
        let absent = self.absent(&filter, |_| true).map(|absent| after::absent_note(absent, lang));
        let at = caption.notes.len().min(1);
        caption.notes.splice(at..at, newest.into_iter().chain(absent));
        caption
    }

    /// A theme with the colours that the query asks for.
    fn dressed(&self, theme: &Theme) -> Theme {
        if self.is_of_first() { theme.of_first() } else { *theme }
    }

    /// The numbers of the picture: a row for each place that has any, then what is in no place, then what agencies of
    /// several counties have been counted too often.
    pub fn table(&self) -> Table {
        let (filter, choropleth) = self.told();
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
                    None => rows.push(vec![agreement.agency.to_owned(), self.seat(&agreement), model.to_owned()]),
                }
            }
        } else {
            let (mut last, mut places) = (None, Vec::new());
            for (index, county) in self.geography.counties().iter().enumerate() {
                let again = area == Area::State && last.replace(county.fips.state()) == Some(county.fips.state());
                let Some(tally) = choropleth.tallies.get(index).filter(|tally| tally.agreements > 0) else {
                    continue;
                };
                if !again {
                    places.push((self.name(index), *tally));
                }
            }
            for (state, tally) in &choropleth.state_agencies {
                places.push((words::own_agencies(*state, lang), *tally));
            }
            if choropleth.unplaced.agreements > 0 {
                places.push((words::unplaced(lang).to_owned(), choropleth.unplaced));
            }
            rows = words::rows(places, &choropleth.total, lang);
        }
        let mut table = Table { head: words::columns(area, lang), rows };
        if let Some(forms) = self.forms.filter(|_| area != Area::Agency) {
            (forms.table)(self, &filter, &choropleth, &mut table);
        }
        if let Some(shown) = self.shown() {
            after::table(&mut table, shown, lang);
        }
        table
    }

    /// Everything that a drawing shows, in the colours of a theme.
    pub fn scene(&self, theme: &Theme) -> Scene<'_> {
        Scene {
            geography: self.shapes(),
            choropleth: &self.choropleth,
            dots: &self.dots,
            radius: self.radius,
            lang: self.query.lang,
            labels: &self.labels,
            figures: &self.figures,
            theme: self.dressed(theme),
            scope: self.scope(),
            fit: self.fit(),
            size: self.size,
        }
    }

    /// The shapes that are drawn: the finer ones from close up.
    pub(super) fn shapes(&self) -> &Geography {
        self.fine.as_ref().filter(|_| self.wants_fine()).unwrap_or(&self.geography)
    }
}
