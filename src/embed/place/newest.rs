//! What the newest lists changed, before a place is chosen: from where a reader may go on. Lists give no reasons, and
//! none is told.

use crate::date::Date;
use crate::phrases::phrase;
use crate::roster::query::count::Tally;
use crate::roster::record::agreement::Agreement;

use super::dossier::Dossier;
use super::view::{PlaceView, Subject, county};
use super::words;

/// So many changed places are told.
const MOST: usize = 5;

/// A place that a list changed: how many agreements were added, are no longer listed, are absent.
struct Changed {
    place: Subject,
    numbers: [usize; 3],
    /// All together.
    n: usize,
}

impl PlaceView {
    /// The places of the query where the newest lists up to its day changed something, those of the newest list first,
    /// and of one list those with most changes.
    pub(super) fn tell_newest(&self, tallies: &[Tally], dossier: &mut Dossier) {
        let lang = self.lang;
        let mut left = MOST;
        // What the first list carried was there before.
        for day in self.record.dates().iter().skip(1).rev().filter(|day| **day <= self.day) {
            for Changed { place, numbers, .. } in self.changed(*day) {
                if left == MOST {
                    dossier.line(&["choices", lang.pick(phrase!(place.newest)), ""]);
                }
                if left == 0 {
                    return;
                }
                left -= 1;
                self.tell_choice(place, None, &words::changed(*day, numbers, lang), tallies, dossier);
            }
        }
    }

    /// The places that a list changed, those with most changes first.
    fn changed(&self, day: Date) -> Vec<Changed> {
        let mut changed: Vec<Changed> = Vec::new();
        for (agreement, agency) in self.record.with_agencies() {
            let Some(first) = agreement.first_listed else { continue };
            let (came, gone) = (first == day, agreement.gone());
            let went = gone == Some(day) && agreement.renewed_by.is_none();
            // Gone within the day it came: no list at a day's end carried it.
            if came == went || gone == Some(first) || !self.filter.admits(&agreement) {
                continue;
            }
            // Where a later agreement took over that day, nothing was added.
            let took_over = |(other, of): (Agreement, u32)| {
                of == agency && other.model == agreement.model && other.ended == Some(day) && other.renewed_by.is_some()
            };
            if came && self.record.with_agencies().any(took_over) {
                continue;
            }
            let Some(place) = self.place_of(&agreement) else { continue };
            let at = changed.iter().position(|it| it.place == place).unwrap_or(changed.len());
            if at == changed.len() {
                changed.push(Changed { place, numbers: [0; 3], n: 0 });
            }
            let kind = if came { 0 } else { 1 + usize::from(agreement.ended.is_none()) };
            let Some(it) = changed.get_mut(at) else { continue };
            it.n += 1;
            let n = it.n;
            if let Some(number) = it.numbers.get_mut(kind) {
                *number += 1;
            }
            if let Some(before) = changed.iter().position(|it| it.n < n).filter(|before| *before < at) {
                let it = changed.remove(at);
                changed.insert(before, it);
            }
        }
        changed
    }

    /// The place of the query that an agreement is told of: its county, the first of several, or else its state.
    fn place_of(&self, agreement: &Agreement) -> Option<Subject> {
        let state = Subject::State(agreement.state);
        let all = self.asked.is_empty() || self.asked.contains(&state);
        for fips in agreement.counties {
            let county = county(&self.geography, *fips).filter(|county| all || self.asked.contains(county));
            if county.is_some() {
                return county;
            }
        }
        all.then_some(state)
    }
}
