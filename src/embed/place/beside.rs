//! What a panel tells beside its agencies: how it came about, who lives there, what lies next to it or is nearest.

use crate::date::Date;
use crate::phrases::phrase;
use crate::place::State;
use crate::roster::query::count::{self, Tally};
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
    /// The tally of each county, by its index.
    pub(super) fn tallies(&self) -> Vec<Tally> {
        let n = self.geography.counties().len();
        count::tally(&self.record, &self.filter, self.day, n, &mut |agreement, count| {
            self.seats(agreement).for_each(count);
        })
    }

    /// How the agreements of a place came about, statuses aside; nothing where there never was any.
    pub(super) fn tell_course(&self, subject: Subject, dossier: &mut Dossier) -> Option<()> {
        let (lang, dates) = (self.lang, self.record.dates());
        let (first, last) = (*dates.first()?, *dates.last()?);
        let among = self.record.agreements().iter().filter(|it| self.is_of(subject, it) && self.filter.admits(it));
        let steps = series::course(&among.collect::<Vec<&Agreement>>(), dates);
        let (mut most, mut then) = (0, 0);
        for (date, n) in &steps {
            most = most.max(*n);
            then = if *date <= self.day { *n } else { then };
        }
        if most == 0 {
            return None;
        }
        let across = |day: Date| (day.since(first) * COURSE.0 / last.since(first).max(1)).to_string();
        let mut line = String::from("M0 ");
        for (at, (date, n)) in steps.iter().enumerate() {
            if at > 0 {
                line.push('H');
                line.push_str(&across(*date));
                line.push('V');
            }
            line.push_str(&(COURSE.1 - (*n as i32) * COURSE.1 / (most as i32)).to_string());
        }
        line.push('H');
        line.push_str(&across(last));
        let area = [&line, "V", &COURSE.1.to_string(), "H0Z"].concat();
        let said =
            [&lang.day(first), &lang.day(last), &agreements(most, lang), &lang.day(self.day), &lang.number(then)];
        let label = lang.tell(phrase!(place.course), &said.map(String::as_str));
        let [from, to] = [first, last].map(|day| lang.month_of_year(day));
        dossier.line(&["course", &line, &area, &across(self.day), &from, &to, &lang.number(most), &label]);
        Some(())
    }

    /// Who lives there, and how many of the state's counties have any.
    pub(super) fn tell_facts(&self, subject: Subject, state: State, tallies: &[Tally], dossier: &mut Dossier) {
        let lang = self.lang;
        let (mut residents, mut with, mut all) = (0, 0, 0);
        for county in self.of(state) {
            let here = matches!(subject, Subject::State(_)) || subject == Subject::County(county);
            let shape = self.geography.counties().get(county).filter(|_| here);
            residents += shape.and_then(|shape| self.residents.of(shape.fips)).unwrap_or(0) as usize;
            all += 1;
            with += usize::from(tallies.get(county).is_some_and(|tally| tally.agreements > 0));
        }
        // Unknown is not none.
        if residents > 0 {
            dossier.line(&["fact", &lang.tell(phrase!(place.residents), &[&lang.number(residents)])]);
        }
        // A state of one county has no share.
        if all > 1 {
            let share = [&lang.number(with), &lang.number(all), lang.state(state)];
            dossier.line(&["fact", &lang.tell(phrase!(place.share), &share)]);
        }
    }

    /// Places to go on to: of a county its neighbours, or the nearest with an agreement where it has none, and its
    /// state; of a state its counties with any and its neighbours.
    pub(super) fn tell_choices(
        &self,
        subject: Subject,
        state: State,
        n: usize,
        tallies: &[Tally],
        dossier: &mut Dossier,
    ) {
        let some = |county: usize| tallies.get(county).is_some_and(|tally| tally.agreements > 0);
        let mut near: Vec<Subject> = Vec::new();
        let (words, beside, more) = match subject {
            Subject::County(here) => {
                let (words, beside) = match n {
                    0 => (phrase!(place.nearest), self.nearest(here, state, &some)),
                    _ => (phrase!(place.neighbours), self.neighbours(here)),
                };
                near.push(Subject::State(state));
                (words, beside, phrase!(map.state))
            }
            Subject::State(_) => {
                let beside = self.of(state).filter(|county| some(*county)).collect();
                let mut states: Vec<State> = vec![state];
                let others = self.of(state).flat_map(|county| self.neighbours(county));
                for other in others.filter_map(|county| self.state_of(Subject::County(county))) {
                    if let Err(at) = states.binary_search(&other) {
                        states.insert(at, other);
                    }
                }
                near.extend(states.into_iter().filter(|other| *other != state).map(Subject::State));
                (phrase!(place.counties), beside, phrase!(place.neighbour_states))
            }
        };
        let counties = beside.into_iter().map(Subject::County).collect::<Vec<Subject>>();
        for (words, places) in [(words, counties), (more, near)] {
            self.tell_places(self.lang.pick(words), state, &places, tallies, dossier);
        }
    }

    fn tell_places(&self, words: &str, state: State, places: &[Subject], tallies: &[Tally], dossier: &mut Dossier) {
        let (lang, many) = (self.lang, places.len() > MOST);
        if places.is_empty() {
            return;
        }
        let heading = if many { words::heading(words, places.len(), lang) } else { words.to_owned() };
        dossier.line(&["choices", &heading, flag(many)]);
        for place in places {
            let tally = match place {
                Subject::County(county) => tallies.get(*county).copied().unwrap_or_default(),
                Subject::State(_) => self.tally(*place),
            };
            let Some((code, name)) = self.called(*place) else { continue };
            let shown = match place {
                Subject::County(county) if self.state_of(*place) == Some(state) => {
                    title::bare(&self.geography, *county, lang)
                }
                _ => name.clone(),
            };
            let (n, of) = (tally.agreements, tally.agencies);
            dossier.line(&["choice", &code, &shown, &agreements(n, lang), &name, &n.to_string(), &of.to_string()]);
        }
    }

    /// The counties of a state, by index.
    fn of(&self, state: State) -> impl Iterator<Item = usize> {
        let counties = self.geography.counties().iter().enumerate();
        counties.filter(move |(_, county)| county.fips.state() == state).map(|(index, _)| index)
    }

    /// The counties beside one, each once, in the order of their codes.
    #[inline(never)]
    fn neighbours(&self, county: usize) -> Vec<usize> {
        let mut neighbours: Vec<usize> = Vec::new();
        for other in self.geography.neighbours(county) {
            if let Err(at) = neighbours.binary_search(&other) {
                neighbours.insert(at, other);
            }
        }
        neighbours
    }

    /// The counties with an agreement whose middles are nearest to a county's, the nearest first. What is drawn
    /// elsewhere than it lies is near to nothing but itself.
    fn nearest(&self, county: usize, state: State, some: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let counties = self.geography.counties();
        let Some((x, y)) = counties.get(county).map(|county| county.centre) else { return Vec::new() };
        let inset = |state: State| self.geography.insets().iter().any(|inset| inset.state == state);
        let mut found: Vec<usize> = Vec::new();
        for _ in 0..NEAREST {
            let mut least = (f32::INFINITY, None);
            for (at, other) in counties.iter().enumerate().filter(|(at, _)| some(*at) && !found.contains(at)) {
                let of = other.fips.state();
                let (dx, dy) = (other.centre.0 - x, other.centre.1 - y);
                let away = dx * dx + dy * dy;
                if away < least.0 && (if inset(state) { of == state } else { !inset(of) }) {
                    least = (away, Some(at));
                }
            }
            found.extend(least.1);
        }
        found
    }
}
