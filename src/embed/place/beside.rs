//! What a panel tells beside its agencies: how it came about, who lives there, what lies next to it or is nearest.

use crate::date::Date;
use crate::phrases::{Each, phrase};
use crate::place::State;
use crate::roster::query::count::Tally;
use crate::roster::query::series;
use crate::roster::record::agreement::Agreement;

use super::super::title;
use super::super::words::agreements;
use super::dossier::{Dossier, flag};
use super::view::{PlaceView, Subject};
use super::words;

/// So many places to choose from are shown at once.
const MOST: usize = 12;
/// So many counties are told as the nearest.
const NEAREST: usize = 4;
/// How wide and how high the line of time is.
const COURSE: (i32, i32) = (1_000, 100);

impl PlaceView {
    /// How the agreements of a place came about, statuses aside; nothing where there never was any.
    pub(super) fn tell_course(&self, ever: &[Agreement], dossier: &mut Dossier) -> Option<()> {
        let (lang, dates) = (self.lang, self.record.dates());
        let (first, last) = (*dates.first()?, *dates.last()?);
        let steps = series::course(ever, dates);
        let (mut most, mut then) = (0, 0);
        for (date, n) in &steps {
            most = most.max(*n);
            then = if *date <= self.day { *n } else { then };
        }
        if most == 0 {
            return None;
        }
        let across = |day: Date| day.since(first) * COURSE.0 / last.since(first).max(1);
        let mut line = String::from("M0");
        let mut step = |letter: char, to: i32| {
            line.push(letter);
            line.push_str(&to.to_string());
        };
        for (at, (date, n)) in steps.iter().enumerate() {
            if at > 0 {
                step('H', across(*date));
            }
            let high = COURSE.1 - (*n as i32) * COURSE.1 / (most as i32);
            step(if at > 0 { 'V' } else { ' ' }, high);
        }
        step('H', across(last));
        let now = across(self.day).to_string();
        let [from, to] = [lang.month_of_year(first), lang.month_of_year(last)];
        let [most, then] = [lang.number(most), lang.number(then)];
        let label = lang.tell(phrase!(place.course), &[&from, &to, &most, &lang.day(self.day), &then]);
        dossier.line(&["course", &line, &now, &from, &to, &most, &label]);
        Some(())
    }

    /// What others say of a county by its code, each line of it as `background.rs` of `roster/query` writes it.
    fn tell_statements(&self, code: &str, dossier: &mut Dossier) {
        let own = self.lang.pick(phrase!(wording));
        for line in self.background.split(|byte| *byte == b'\n') {
            let mut cells = line.split(|byte| *byte == b'\t');
            if cells.nth(1) == Some(code.as_bytes()) {
                let said = cells.nth(8 + own).and_then(|said| std::str::from_utf8(said).ok());
                dossier.line(&["fact", said.unwrap_or_default()]);
            }
        }
    }

    /// Who lives there, how many of the state's counties have any, and places to go on to: of a county its neighbours,
    /// or the nearest with an agreement where it has none, and its state; of a state its counties with any and its
    /// neighbours.
    pub(super) fn tell_around(&self, subject: Subject, tallies: &[Tally], dossier: &mut Dossier) {
        let (lang, state) = (self.lang, subject.state());
        let counties = self.geography.counties();
        let (mut residents, mut with, mut all) = (0, 0, 0);
        let mut own: Vec<Subject> = Vec::new();
        let mut beside = vec![false; counties.len()];
        for (at, shape) in counties.iter().enumerate() {
            let county = Subject::County(at, shape.fips);
            if county.state() != state {
                continue;
            }
            all += 1;
            if self.tally(county, tallies).agreements > 0 {
                with += 1;
                own.push(county);
            }
            if subject != county && matches!(subject, Subject::County(..)) {
                continue;
            }
            residents += self.residents.of(shape.fips).unwrap_or(0) as usize;
            for other in self.geography.neighbours(at) {
                if let Some(is_beside) = beside.get_mut(other) {
                    *is_beside = true;
                }
            }
        }
        // Unknown is not none.
        if residents > 0 {
            dossier.line(&["fact", &lang.tell(phrase!(place.residents), &[&lang.number(residents)])]);
        }
        self.tell_statements(&subject.code(), dossier);
        // A state of one county has no share.
        if all > 1 {
            let share = [&lang.number(with), &lang.number(all), lang.state(state)];
            dossier.line(&["fact", &lang.tell(phrase!(place.share), &share)]);
        }

        let (mut near, mut states): (Vec<Subject>, Vec<Subject>) = (Vec::new(), Vec::new());
        for (at, shape) in counties.iter().enumerate().filter(|(at, _)| beside.get(*at) == Some(&true)) {
            near.push(Subject::County(at, shape.fips));
            let other = Subject::State(shape.fips.state());
            // The counties of a state stand together.
            if other.state() != state && states.last() != Some(&other) {
                states.push(other);
            }
        }
        let (words, places, more) = match subject {
            Subject::State(_) => (phrase!(place.counties), own, phrase!(place.neighbour_states)),
            Subject::County(here, _) => {
                states = vec![Subject::State(state)];
                let (words, places) = match self.tally(subject, tallies).agreements {
                    0 => (phrase!(place.nearest), self.nearest(here, state, tallies)),
                    _ => (phrase!(place.neighbours), near),
                };
                (words, places, phrase!(map.state))
            }
        };
        self.tell_places(words, Some(state), &places, tallies, dossier);
        self.tell_places(more, Some(state), &states, tallies, dossier);
    }

    /// Places to choose from, those of a state without its name.
    pub(super) fn tell_places(
        &self,
        words: &Each<&'static str>,
        state: Option<State>,
        places: &[Subject],
        tallies: &[Tally],
        dossier: &mut Dossier,
    ) {
        let (lang, many) = (self.lang, places.len() > MOST);
        if places.is_empty() {
            return;
        }
        let words = lang.pick(words);
        let heading = if many { words::heading(words, places.len(), lang) } else { words.to_owned() };
        dossier.line(&["choices", &heading, flag(many)]);
        for place in places {
            let said = agreements(self.tally(*place, tallies).agreements, lang);
            self.tell_choice(*place, state, &said, tallies, dossier);
        }
    }

    /// One of them, without the name of a state, and what is said of it.
    pub(super) fn tell_choice(
        &self,
        place: Subject,
        state: Option<State>,
        said: &str,
        tallies: &[Tally],
        dossier: &mut Dossier,
    ) {
        let (name, tally) = (self.called(place), self.tally(place, tallies));
        let bare = match place {
            Subject::County(at, fips) if state == Some(fips.state()) => title::bare(&self.geography, at, self.lang),
            _ => String::new(),
        };
        let shown = if bare.is_empty() { &name } else { &bare };
        let [n, of] = [tally.agreements.to_string(), tally.agencies.to_string()];
        dossier.line(&["choice", &place.code(), shown, said, &name, &n, &of]);
    }

    /// The counties with an agreement whose middles are nearest to a county's, the nearest first. What is drawn
    /// elsewhere than it lies is near to nothing but itself.
    fn nearest(&self, county: usize, state: State, tallies: &[Tally]) -> Vec<Subject> {
        let counties = self.geography.counties();
        let Some((x, y)) = counties.get(county).map(|county| county.centre) else { return Vec::new() };
        let inset = |state: State| self.geography.insets().iter().any(|inset| inset.state == state);
        let is_inset = inset(state);
        let mut found: Vec<Subject> = Vec::new();
        for _ in 0..NEAREST {
            let mut least = (f32::INFINITY, None);
            for (at, other) in counties.iter().enumerate() {
                let (it, of) = (Subject::County(at, other.fips), other.fips.state());
                let (dx, dy) = (other.centre.0 - x, other.centre.1 - y);
                let away = dx * dx + dy * dy;
                let is_nearer = away < least.0 && self.tally(it, tallies).agreements > 0 && !found.contains(&it);
                if is_nearer && (of == state || !(is_inset || inset(of))) {
                    least = (away, Some(it));
                }
            }
            found.extend(least.1);
        }
        found
    }
}
