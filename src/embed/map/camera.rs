//! How closely a map is looked at, and where: by a choice, by fingers, by the size of the picture. It counts nothing
//! itself.

use crate::chart::camera::Camera;
use crate::chart::map;
use crate::chart::outlines::Scope;
use crate::chart::surface::Fit;
use crate::place::State;
use crate::roster::query::filter::Filter;

use super::view::{Aim, MapView};

/// From so much closer than whole on, borders are drawn from the finer geometry.
const FINE: f32 = 2.0;

impl MapView {
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
        if self.placed != Some((self.fit(), self.choropleth.area)) {
            self.place();
        }
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

    /// Looks at what the query chooses: at its counties with what lies around them, else at its states; at all of the
    /// map where it chooses none. What lies in one state is a look at that.
    pub(super) fn look_at_choice(&mut self) {
        let Filter { states, counties, .. } = &self.query.filter;
        self.aim = if states.is_empty() { Aim::Whole } else { self.bounds(|state| states.contains(&state)) };
        if !counties.is_empty() {
            let shapes =
                counties.iter().filter_map(|fips| self.geography.counties().get(self.geography.position(*fips)?));
            let around = shapes.map(|county| {
                let [left, top, right, bottom] = county.bounds;
                let by = (right - left).max(bottom - top);
                [left - by, top - by, right + by, bottom + by]
            });
            self.aim = around.reduce(map::united).map_or(Aim::Whole, Aim::Bounds);
        }
        let first = self.chosen().next().filter(|_| self.aim != Aim::Whole);
        self.looked_at = first.filter(|first| self.chosen().all(|state| state == *first));
        self.direct();
    }

    /// The states that the query chooses, or those of its counties.
    fn chosen(&self) -> impl Iterator<Item = State> {
        let Filter { states, counties, .. } = &self.query.filter;
        let of_counties = counties.iter().map(|fips| fips.state());
        of_counties.chain(states.iter().copied().filter(|_| counties.is_empty()))
    }

    /// Whether a state is drawn elsewhere than it lies.
    pub(super) fn is_inset(&self, state: State) -> bool {
        self.geography.insets().iter().any(|inset| inset.state == state)
    }

    /// Which states are drawn.
    pub(super) fn scope(&self) -> Scope {
        let inset = |state| self.is_inset(state);
        match (self.looked_at, self.aim) {
            (Some(state), _) if inset(state) => Scope::Only(state),
            (Some(_), _) => Scope::Mainland,
            (None, Aim::Bounds(_)) if !self.chosen().any(inset) => Scope::Mainland,
            _ => Scope::All,
        }
    }

    /// Brings the camera to what it is aimed at.
    pub(super) fn direct(&mut self) {
        let (frame, size) = (self.geography.frame(), self.size);
        self.camera = match self.aim {
            Aim::Whole => Camera::default(),
            Aim::Bounds(bounds) => Camera::around(bounds, frame, size),
            // Held at the map's edge.
            Aim::Free => self.camera.closer(1.0, (size.0 / 2.0, size.1 / 2.0), frame, size),
        };
    }

    /// Looks at a state closely, or without one at all of the map again. The way there can be followed: see
    /// [`travel`](MapView::travel).
    pub fn look_at(&mut self, state: Option<State>) {
        self.from = self.camera;
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
        self.from.towards(&self.camera, share, frame).fit(frame, self.size)
    }

    /// Comes `factor` times closer, with the place under a point of the picture staying there. Nothing is counted or
    /// placed anew until the next [`resize`](MapView::resize), so that fingers are followed at once.
    pub fn closer(&mut self, factor: f32, x: f32, y: f32) -> Fit {
        let (frame, size) = (self.geography.frame(), self.size);
        self.camera = self.camera.closer(factor, (x, y), frame, size);
        self.freed()
    }

    /// Moves the map by pixels of the picture; see [`closer`](MapView::closer).
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
}
