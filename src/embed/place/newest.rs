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

impl PlaceView {
    /// The places of the query where the newest lists up to its day changed something, those of the newest list first,
    /// and of one list those with most changes.
    pub(super) fn tell_newest(&self, tallies: &[Tally], dossier: &mut Dossier) {
        let lang = self.lang;
        let mut left = MOST;
        // What the first list carried was there before.
        for day in self.record.dates().iter().skip(1).rev().filter(|day| **day <= self.day) {
            let mut changed = self.changed(*day);
            while let Some(most) = changed.iter().map(|(_, numbers)| numbers.iter().sum::<usize>()).max() {
                let at = changed.iter().position(|(_, numbers)| numbers.iter().sum::<usize>() == most);
                let (subject, numbers) = changed.remove(at.unwrap_or_default());
                if left == MOST {
                    dossier.line(&["choices", lang.pick(phrase!(place.newest)), ""]);
                }
                let name = self.called(subject);
                self.tell_choice(subject, &name, &words::changed(*day, numbers, lang), tallies, dossier);
                left -= 1;
                if left == 0 {
                    return;
                }
            }
        }
    }

    /// The places that a list changed: how many agreements were added, are no longer listed, are absent.
    fn changed(&self, day: Date) -> Vec<(Subject, [usize; 3])> {
        let mut changed: Vec<(Subject, [usize; 3])> = Vec::new();
        for (agreement, agency) in self.record.with_agencies() {
            let (first, gone) = (agreement.first_listed, agreement.gone());
            let kind = if first == Some(day) {
                0
            } else if gone == Some(day) && agreement.renewed_by.is_none() {
                if agreement.ended.is_some() { 1 } else { 2 }
            } else {
                continue;
            };
            // Gone within the day it came, or never listed: no list at a day's end carried it.
            if first.is_none() || first == gone || !self.filter.admits(agreement) {
                continue;
            }
            // Where a later agreement took over that day, nothing was added.
            let took_over = |(other, of): (&Agreement, u32)| {
                of == agency && other.model == agreement.model && other.ended == first && other.renewed_by.is_some()
            };
            if kind == 0 && self.record.with_agencies().any(took_over) {
                continue;
            }
            let Some(subject) = self.place_of(agreement) else { continue };
            match changed.iter_mut().find(|(other, _)| *other == subject) {
                Some((_, numbers)) => numbers.iter_mut().skip(kind).take(1).for_each(|n| *n += 1),
                None => changed.push((subject, [0, 1, 2].map(|at| usize::from(at == kind)))),
            }
        }
        changed
    }

    /// The place of the query that an agreement is told of: its county, the first of several, or else its state.
    fn place_of(&self, agreement: &Agreement) -> Option<Subject> {
        let state = Subject::State(agreement.state);
        let all = self.asked.is_empty() || self.asked.contains(&state);
        let counties = agreement.counties.iter().filter_map(|fips| county(&self.geography, *fips));
        counties.chain([state]).find(|subject| all || self.asked.contains(subject))
    }
}
