//! A map whose record and shapes have got their names: counties that are looked at closely bear theirs. It names
//! nothing itself.

use std::rc::Rc;

use crate::chart::labels::{self, Label, overlap};
use crate::place::Fips;
use crate::roster::query::step::{self, Moves};
use crate::roster::record::Record;

use super::view::MapView;

impl MapView {
    /// Whether it has such a county.
    pub fn has(&self, fips: Fips) -> bool {
        self.geography.position(fips).is_some()
    }

    /// Gives it its record again, with names, once its shapes have theirs, too: answers and words on the map have them
    /// from then on. Its counts follow the day from then on, too.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.step = Some((step::step, Rc::new(Moves::new(&record))));
        self.record = record;
        self.names = Some(set);
        self.count();
    }
}

/// Sets the names of counties where nothing else stands: no number, and no dot that is there on any day.
fn set(view: &mut MapView) {
    let (fit, radius) = (view.fit(), view.radius);
    let dots = view.places.iter().flatten().filter(|_| !view.dots.is_empty());
    let dots: Vec<[f32; 4]> = dots
        .map(|dot| {
            let (x, y) = fit.box_point(dot.at.0, dot.at.1);
            [x - radius, y - radius, x + radius, y + radius]
        })
        .collect();
    let free = |name: &Label| {
        let rect = name.rect();
        name.on.is_some_and(|on| view.is_shown(on))
            && view.labels.iter().all(|label| !overlap(label.rect(), rect))
            && dots.iter().all(|dot| !overlap(*dot, rect))
    };
    let mut names = labels::names((view.shapes(), &view.geography), &free, view.letters(), fit, view.size);
    view.labels.append(&mut names);
}
