//! What a map counts for its query: anew when that asks for something else, by what comes and goes when only time
//! moves. It places and draws nothing.

use crate::chart::choropleth::Choropleth;
use crate::chart::classes::Classes;
use crate::roster::query::count::Tallies;
use crate::roster::query::filter::Filter;

use super::view::MapView;

impl MapView {
    /// Makes the classes for the record's last list without any filter, so that a colour means the same while time is
    /// scrubbed and models are switched on and off.
    pub(super) fn classify(&mut self) {
        let (all, kind) = (Filter::default(), self.kind());
        let last = self.record.clamp(None).unwrap_or(self.day);
        let usual = Choropleth::new(&self.geography, &self.record, &all, last, kind, Classes::up_to(0));
        self.choropleth.classes = Classes::up_to(usual.largest());
        self.usual = usual.of_states;
        self.placed = None;
    }

    pub(super) fn count(&mut self) {
        let filter = &self.query.filter;
        let steps = self.step.as_ref();
        if !steps.is_some_and(|(step, moves)| step(&mut self.tallies, moves, &self.record, filter, self.day)) {
            self.tallies = Choropleth::tally(&self.geography, &self.record, filter, self.day);
        }
        let mut choropleth = self.formed(filter, &self.tallies);
        if let Some(table) = self.shown() {
            let filter = &self.query.filter;
            choropleth = choropleth.restated(&self.geography, filter, |state| table.of_state(state, filter));
        }
        self.choropleth = choropleth;
        self.place();
    }

    /// What a filter admits on the day, as it is shown.
    pub(super) fn counted_as(&self, filter: &Filter) -> Choropleth {
        self.formed(filter, &Choropleth::tally(&self.geography, &self.record, filter, self.day))
    }

    fn formed(&self, filter: &Filter, tallies: &Tallies) -> Choropleth {
        let (kind, classes) = (self.kind(), self.choropleth.classes.clone());
        let choropleth = Choropleth::of(tallies, &self.geography, filter, kind, classes);
        match self.forms {
            Some(forms) => (forms.color)(self, filter, choropleth),
            None => choropleth,
        }
    }
}
