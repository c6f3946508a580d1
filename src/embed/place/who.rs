//! Who has an agreement in a place: its agencies with their agreements, each as it stood on the day.

use crate::phrases::phrase;
use crate::place::State;
use crate::roster::record::agreement::{Agreement, Level, Status};

use super::super::title;
use super::dossier::{Agency, Group, Line};
use super::view::{PlaceView, Subject};
use super::words;

/// So many agencies are shown at once.
const MOST: usize = 12;
/// So many of a state in the panel of one of its counties.
const MOST_OF_STATE: usize = 3;
/// Between two words about an agency.
const APART: &str = " · ";

impl PlaceView {
    /// Agencies that sit in a place, those of its state, and those whose agreements there are no longer listed.
    pub(super) fn groups(&self, subject: Subject, state: State) -> Vec<Group> {
        let lang = self.query.lang;
        let here = self.agencies(subject, &|it| self.is_of(subject, it) && !it.is_state_wide());
        let own = self.agencies(subject, &|it| it.state == state && it.is_state_wide());
        let is_past = |agency: &Agency| agency.agreements.iter().all(|line| line.past);
        let (mut past, here): (Vec<Agency>, Vec<Agency>) = here.into_iter().partition(is_past);
        let (gone, own): (Vec<Agency>, Vec<Agency>) = own.into_iter().partition(is_past);
        let (words, most) = match subject {
            Subject::County(_) => ([phrase!(place.here), phrase!(place.of_state)], MOST_OF_STATE),
            Subject::State(_) => {
                past.extend(gone);
                ([phrase!(place.local), phrase!(place.own)], MOST)
            }
        };
        // What is over stands open only where nothing else does.
        let most_past = if here.is_empty() && own.is_empty() { MOST } else { 0 };
        let [here_words, own_words] = words;
        let groups = [(here, here_words, MOST), (own, own_words, most), (past, phrase!(place.earlier), most_past)];
        let groups = groups.into_iter().filter(|(agencies, ..)| !agencies.is_empty());
        let group = |(agencies, words, most): (Vec<Agency>, _, usize)| Group {
            heading: words::heading(lang.pick(words), agencies.len(), lang),
            folded: agencies.len() > most,
            agencies,
        };
        groups.map(group).collect()
    }

    /// The agencies of some agreements that were heard of by the day: a county's own first, then towns', each in the
    /// record's order.
    fn agencies(&self, subject: Subject, among: &dyn Fn(&Agreement) -> bool) -> Vec<Agency> {
        let (filter, statuses) = (self.filter(), &self.query.filter.statuses);
        let mut agencies: Vec<(bool, Agency)> = Vec::new();
        let mut last = None;
        let mut lines: [Vec<Line>; 3] = Default::default();
        for (agreement, agency) in self.record.with_agencies().filter(|(it, _)| among(it) && filter.admits(it)) {
            let status = agreement.status_on(self.day);
            let Some(status) = status.filter(|status| statuses.is_empty() || statuses.contains(status)) else { continue };
            if last.replace(agency) != Some(agency) {
                gather(&mut lines, &mut agencies);
                let (name, seat) = (agreement.agency.clone(), self.seat(subject, agreement));
                agencies.push((false, Agency { name, seat, agreements: Vec::new() }));
            }
            if let Some((of_town, _)) = agencies.last_mut() {
                *of_town |= agreement.level == Some(Level::Municipal);
            }
            let [standing, pending, past] = &mut lines;
            let like = match status {
                Status::Active | Status::Absent => standing,
                Status::Pending => pending,
                Status::Ended | Status::Renewed => past,
            };
            like.push(words::line(agreement, status, self.day, self.query.lang));
        }
        gather(&mut lines, &mut agencies);
        let (towns, own): (Vec<_>, Vec<_>) = agencies.into_iter().partition(|(of_town, _)| *of_town);
        own.into_iter().chain(towns).map(|(_, agency)| agency).collect()
    }

    /// Where an agency sits, seen from a place, and where its agreement holds.
    fn seat(&self, subject: Subject, agreement: &Agreement) -> String {
        let lang = self.query.lang;
        let name = |county: usize| title::bare(&self.geography, county);
        let mut said = Vec::new();
        match subject {
            Subject::County(here) => {
                let elsewhere: Vec<String> = self.seats(agreement).filter(|seat| *seat != here).map(name).collect();
                said.extend(words::extent(agreement, &elsewhere, lang));
            }
            Subject::State(_) if agreement.is_state_wide() => {}
            Subject::State(_) => {
                let seats: Vec<String> = self.seats(agreement).map(name).collect();
                said.push(if seats.is_empty() { lang.pick(phrase!(map.unplaced)).to_owned() } else { seats.join(", ") });
                said.extend(words::extent(agreement, &[], lang));
            }
        }
        said.join(APART)
    }
}

/// Gives the last agency its agreements: those that stand, those to come, those that are over.
fn gather(lines: &mut [Vec<Line>; 3], agencies: &mut [(bool, Agency)]) {
    let Some((_, agency)) = agencies.last_mut() else { return };
    for lines in lines {
        agency.agreements.append(lines);
    }
}
