//! Places as they stand within a sentence: `in Lee County, Florida,`, `en el estado de Nueva York`. It counts nothing.

use crate::phrases::{Each, Lang, fill, phrase};
use crate::place::{Fips, State, county_title, county_word};
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;

use super::counted::Counted;
use super::grammar::{enumerated, small, some};

/// So many chosen states are named; more are counted.
pub const MOST_NAMED: usize = 3;

/// The counties that a filter asks for and that lie in its states, each once.
pub fn chosen(filter: &Filter) -> Vec<Fips> {
    let mut counties: Vec<Fips> = Vec::new();
    for fips in &filter.counties {
        let among = filter.states.is_empty() || filter.states.contains(&fips.state());
        if among && !counties.contains(fips) {
            counties.push(*fips);
        }
    }
    counties
}

/// The states that it asks for, each once, in their own order.
pub fn states_of(filter: &Filter) -> Vec<State> {
    State::all().filter(|state| filter.states.contains(state)).collect()
}

/// Where the counted ones are: in the chosen places that have any, or else in all of them; `None` where nothing was
/// chosen and nothing found.
pub fn place(filter: &Filter, record: &Record, counted: &Counted, lang: Lang) -> Option<String> {
    let (counties, states) = (chosen(filter), states_of(filter));
    let found: Vec<State> = counted.states.iter().map(|(state, _)| *state).collect();
    let name = match (counties.as_slice(), states.as_slice(), found.as_slice()) {
        ([fips], ..) => county(*fips, record, lang),
        ([first, ..], ..) => {
            let n = some(phrase!(headline.chosen_counties), counties.len(), &[], lang);
            let n = of_them(counted.n_counties, counties.len(), n, lang);
            let one = counties.iter().all(|fips| fips.state() == first.state());
            if one { lang.tell(phrase!(headline.of_state), &[&n, state(first.state(), lang)]) } else { n }
        }
        (_, [one], _) | (_, [], [one]) => alone(*one, lang).to_owned(),
        (_, [], []) => return None,
        (_, [], found) => overall(found, lang),
        (_, asked, []) if asked.len() <= MOST_NAMED => enumerated(&names(asked, lang), lang.pick(phrase!(headline.or))),
        (_, asked, found) if asked.len() <= MOST_NAMED => match found {
            [one] => alone(*one, lang).to_owned(),
            _ => enumerated(&names(found, lang), lang.pick(phrase!(headline.and))),
        },
        (_, asked, found) => {
            let other = asked.iter().any(|state| state.is_territory() || state.is_district());
            let phrase = if other { phrase!(headline.chosen_places) } else { phrase!(headline.chosen_states) };
            let all = lang.tell(phrase, &[&small(asked.len(), false, lang)]);
            of_them(found.len(), asked.len(), all, lang)
        }
    };
    Some(lang.tell(phrase!(headline.within), &[&name]))
}

/// `two of the three …`; where all have some, and where none has, all of them.
fn of_them(n: usize, of: usize, all: String, lang: Lang) -> String {
    match n {
        _ if n == 0 || n == of => all,
        1 => lang.tell(phrase!(headline.one_of), &[&all]),
        _ => lang.tell(phrase!(headline.some_of), &[&small(n, false, lang), &all]),
    }
}

/// `38 states, the District of Columbia and two territories`.
fn overall(found: &[State], lang: Lang) -> String {
    let territories = found.iter().filter(|state| state.is_territory()).count();
    let district = found.iter().find(|state| state.is_district());
    let states = found.len() - territories - usize::from(district.is_some());
    let mut parts = Vec::new();
    if states > 0 {
        parts.push(some(phrase!(headline.states), states, &[], lang));
    }
    parts.extend(district.map(|district| state(*district, lang).to_owned()));
    if territories > 0 {
        parts.push(some(phrase!(headline.territories), territories, &[], lang));
    }
    enumerated(&parts, lang.pick(phrase!(headline.and)))
}

/// What some states are called, one after another.
pub fn names(states: &[State], lang: Lang) -> Vec<String> {
    states.iter().map(|it| state(*it, lang).to_owned()).collect()
}

/// A state's name within a sentence: `the District of Columbia`.
pub fn state(state: State, lang: Lang) -> &'static str {
    called(phrase!(headline.articled), state, lang).unwrap_or(lang.state(state))
}

/// The same where nothing but the place stands there: `New York state`.
fn alone(it: State, lang: Lang) -> &'static str {
    called(phrase!(headline.alone), it, lang).unwrap_or(state(it, lang))
}

fn called(
    names: &'static Each<&'static [(&'static str, &'static str)]>,
    state: State,
    lang: Lang,
) -> Option<&'static str> {
    lang.pick(names).iter().find(|(postal, _)| *postal == state.postal()).map(|(_, name)| *name)
}

/// Whether a place is several.
pub fn is_plural(states: &[State], lang: Lang) -> bool {
    match states {
        [state] => lang.pick(phrase!(headline.plural)).contains(&state.postal()),
        _ => true,
    }
}

/// A county within a sentence, parted from what comes after: `Lee County, Florida,`. Before names have come there is
/// one.
fn county(fips: Fips, record: &Record, lang: Lang) -> String {
    let of = state(fips.state(), lang);
    let Some(short) = record.county(fips) else {
        let one = some(phrase!(headline.chosen_counties), 1, &[], lang);
        return lang.tell(phrase!(headline.of_state), &[&one, of]);
    };
    // A territory of one county, and the District, are that county.
    if county_title(fips, short) == fips.state().name() {
        return of.to_owned();
    }
    let word = county_word(fips).unwrap_or_default();
    let own = lang.pick(phrase!(headline.counties)).iter().position(|(english, _)| *english == word);
    // A name that carries the word already is left as it is.
    let own = own.filter(|_| !short.ends_with(" City")).and_then(|at| lang.pick(phrase!(headline.counties)).get(at));
    let name = own.map_or_else(|| county_title(fips, short), |(_, own)| fill(own, &[short]));
    lang.tell(phrase!(headline.county_within), &[&name, of])
}
