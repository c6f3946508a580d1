//! What a panel tells beside its agencies: how it came about, who lives there, what lies next to it or is nearest.

use crate::date::Date;
use crate::phrases::phrase;
use crate::place::State;
use crate::roster::query::count::{self, Tally};
use crate::roster::query::series;
use crate::roster::record::agreement::Agreement;

use super::super::title;
use super::super::words::agreements;
use super::dossier::{Choice, Choices, Course};
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
        count::tally(&self.record, &self.filter(), self.day, n, &mut |agreement, count| {
            self.seats(agreement).for_each(count);
        })
    }

    /// How the agreements of a place came about, statuses aside; `None` where there never was any.
    pub(super) fn course(&self, subject: Subject) -> Option<Course> {
        let (lang, filter, dates) = (self.query.lang, self.filter(), self.record.dates());
        let (first, last) = (*dates.first()?, *dates.last()?);
        let among = self.record.agreements().iter().filter(|it| self.is_of(subject, it) && filter.admits(it));
        let steps = series::course(&among.collect::<Vec<&Agreement>>(), dates);
        let most = steps.iter().map(|(_, n)| *n).max().filter(|most| *most > 0)?;
        let then = steps.iter().take_while(|(date, _)| *date <= self.day).last().map_or(0, |(_, n)| *n);
        let across = |day: Date| day.since(first) * COURSE.0 / last.since(first).max(1);
        let mut line = String::new();
        for (date, n) in &steps {
            let high = COURSE.1 - (*n as i32) * COURSE.1 / (most as i32).max(1);
            line.push_str(&match line.is_empty() {
                true => format!("M0 {high}"),
                false => format!("H{}V{high}", across(*date)),
            });
        }
        line.push_str(&format!("H{}", COURSE.0));
        let [from, to] = [first, last].map(|day| lang.day(day));
        let label = lang.tell(
            phrase!(place.course),
            &[&from, &to, &agreements(most, lang), &lang.day(self.day), &lang.number(then)],
        );
        let [from, to] = [first, last].map(|day| lang.month_of_year(day));
        let area = format!("{line}V{}H0Z", COURSE.1);
        Some(Course { line, area, now: across(self.day), from, to, most: lang.number(most), label })
    }

    /// Who lives there, and how many of the state's counties have any.
    pub(super) fn facts(&self, subject: Subject, state: State, tallies: &[Tally]) -> Vec<String> {
        let (lang, mut facts) = (self.query.lang, Vec::new());
        let (mut residents, mut with, mut all) = (None, 0, 0);
        for (county, shape) in self.of(state) {
            let here = matches!(subject, Subject::State(_)) || subject == Subject::County(county);
            if let Some(n) = self.residents.of(shape).filter(|_| here) {
                residents = Some(residents.unwrap_or(0) + n as usize);
            }
            all += 1;
            with += usize::from(tallies.get(county).is_some_and(|tally| tally.agreements > 0));
        }
        if let Some(residents) = residents {
            facts.push(lang.tell(phrase!(place.residents), &[&lang.number(residents)]));
        }
        // A state of one county has no share.
        if all > 1 {
            let [with, all] = [with, all].map(|n| lang.number(n));
            facts.push(lang.tell(phrase!(place.share), &[&with, &all, lang.state(state)]));
        }
        facts
    }

    /// Places to go on to: of a county its neighbours, or the nearest with an agreement where it has none, and its
    /// state; of a state its counties with any and its neighbours.
    pub(super) fn choices(&self, subject: Subject, state: State, n: usize, tallies: &[Tally]) -> Vec<Choices> {
        let lang = self.query.lang;
        let tally = |county: usize| tallies.get(county).copied().unwrap_or_default();
        let county = |county: usize| {
            let shape = self.geography.counties().get(county)?;
            let name = match shape.fips.state() == state {
                true => title::bare(&self.geography, county),
                false => title::county(&self.geography, county, lang),
            };
            Some(self.choice(shape.fips.to_string(), name, tally(county)))
        };
        let mut all: Vec<(&str, Vec<Choice>)> = Vec::new();
        match subject {
            Subject::County(here) => {
                let (words, near) = match n {
                    0 => (phrase!(place.nearest), self.nearest(here, state, tallies)),
                    _ => (phrase!(place.neighbours), self.neighbours(here)),
                };
                all.push((lang.pick(words), near.into_iter().filter_map(county).collect()));
                all.push((lang.pick(phrase!(map.state)), vec![self.choice_of(state)]));
            }
            Subject::State(_) => {
                let with = self.of(state).map(|(county, _)| county).filter(|county| tally(*county).agreements > 0);
                all.push((lang.pick(phrase!(place.counties)), with.filter_map(county).collect()));
                let mut states: Vec<State> = Vec::new();
                for (county, _) in self.of(state) {
                    for other in self.geography.neighbours(county) {
                        let other = self.state_of(Subject::County(other));
                        states.extend(other.filter(|other| *other != state && !states.contains(other)));
                    }
                }
                let states = State::all().filter(|state| states.contains(state));
                all.push((lang.pick(phrase!(place.neighbour_states)), states.map(|it| self.choice_of(it)).collect()));
            }
        }
        let choices = |(heading, places): (&str, Vec<Choice>)| Choices {
            heading: if places.len() > MOST { words::heading(heading, places.len(), lang) } else { heading.to_owned() },
            folded: places.len() > MOST,
            places,
        };
        all.into_iter().filter(|(_, places)| !places.is_empty()).map(choices).collect()
    }

    fn choice(&self, code: String, name: String, tally: Tally) -> Choice {
        let Tally { agreements: n, agencies, .. } = tally;
        let lang = self.query.lang;
        Choice { code, name, count: lang.number(n), said: agreements(n, lang), agreements: n, agencies }
    }

    fn choice_of(&self, state: State) -> Choice {
        let tally = self.tally(Subject::State(state));
        self.choice(state.postal().to_owned(), self.query.lang.state(state).to_owned(), tally)
    }

    /// The counties of a state, by index and code.
    fn of(&self, state: State) -> impl Iterator<Item = (usize, crate::place::Fips)> {
        let counties = self.geography.counties().iter().map(|county| county.fips).enumerate();
        counties.filter(move |(_, fips)| fips.state() == state)
    }

    /// The counties beside one, each once, in the order of their codes.
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
    fn nearest(&self, county: usize, state: State, tallies: &[Tally]) -> Vec<usize> {
        let counties = self.geography.counties();
        let Some((x, y)) = counties.get(county).map(|county| county.centre) else { return Vec::new() };
        let inset = |state: State| self.geography.insets().iter().any(|inset| inset.state == state);
        let mut found: Vec<usize> = Vec::new();
        for _ in 0..NEAREST {
            let mut least = (f32::INFINITY, None);
            for (at, (other, tally)) in counties.iter().zip(tallies).enumerate() {
                let of = other.fips.state();
                let near = if inset(state) { of == state } else { !inset(of) };
                let away = (other.centre.0 - x).hypot(other.centre.1 - y);
                if tally.agreements > 0 && near && away < least.0 && !found.contains(&at) {
                    least = (away, Some(at));
                }
            }
            found.extend(least.1);
        }
        found
    }
}
