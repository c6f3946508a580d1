//! What is said around a map and of a place on it. It counts nothing.

use crate::chart::Theme;
use crate::chart::choropleth::{Area, Choropleth, Fill, Unit};
use crate::chart::figure::{Caption, Key, Swatch};
use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::query::count::Tally;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::Model;

use super::super::words::{
    agencies, agreements, as_of, conditions_in, labelled, model_name, places as counted_places, source, subject,
};

/// So many agencies of a place are named; the rest are counted.
const NAMED: usize = 4;
/// The same of a state's own agencies.
const STATE_WIDE: usize = 2;

/// Who is there, and since when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    /// The names of its agencies, but for those of the state, in the record's order; empty ones until names have come.
    pub agencies: Vec<String>,
    /// The same of the agencies of the state, which act in all of it.
    pub state_wide: Vec<String>,
    /// The earliest and the latest day of signing; `None` where no day is known.
    pub signed: Option<(Date, Date)>,
}

/// The caption of a map that counts what a filter admits. `places` are how many places have nothing and how many are
/// in each class, `only` the state that it speaks of alone, `counties` what the counties of the filter are called,
/// `hidden` the states whose count had no room in the picture, `badges` whether there are any in it.
pub fn caption(
    (filter, lang): (&Filter, Lang),
    record: &Record,
    choropleth: &Choropleth,
    (none, places): (usize, Vec<usize>),
    (only, counties, hidden, badges): (Option<State>, String, &[State], bool),
    day: Date,
    theme: &Theme,
) -> Caption {
    let place = lang.pick(match choropleth.area {
        Area::County => phrase!(map.by_county),
        Area::State => phrase!(map.by_state),
        Area::Agency => phrase!(map.by_agency),
    });
    let subject = subject(filter, lang);
    let title = match choropleth.unit {
        Unit::Agencies if choropleth.area != Area::Agency => {
            lang.tell(phrase!(map.agencies_with), &[&lower_first(subject), place])
        }
        _ => format!("{subject} {place}"),
    };
    let title = match only {
        Some(state) => labelled(&title, lang.state(state), lang),
        None => title,
    };
    let key = |swatch, color, label| Key { swatch, color, label };
    let counted = |label: &str, n: usize| format!("{label} ({})", lang.number(n));
    let mut legend = Vec::new();
    if choropleth.area == Area::Agency {
        let models = Model::ALL.into_iter().zip(theme.parts);
        legend.extend(models.map(|(model, color)| key(Swatch::Dot, color, model_name(model, lang).to_owned())));
    } else {
        if none > 0 {
            legend.push(key(Swatch::Whole, theme.land, counted(lang.pick(phrase!(map.none)), none)));
        }
        for (class, n) in places.into_iter().enumerate().filter(|(_, n)| *n > 0) {
            let color = theme.ramp.get(choropleth.classes.shade(class)).copied().unwrap_or(theme.land);
            legend.push(key(Swatch::Whole, color, counted(&choropleth.classes.label(class, lang), n)));
        }
    }
    if choropleth.striped() > 0 {
        let [_, _, color, ..] = theme.ramp;
        legend.push(key(Swatch::Striped, color, counted(lang.pick(phrase!(map.striped)), choropleth.striped())));
    }
    if badges {
        legend.push(key(Swatch::Badge, theme.faint, lang.pick(phrase!(map.state_agency)).to_owned()));
    }
    let mut notes = Vec::new();
    let total = match only.filter(|_| choropleth.total.agreements > 0) {
        Some(state) => labelled(lang.state(state), &sum(&choropleth.total, day, lang), lang) + ".",
        None => total(choropleth, day, lang),
    };
    notes.push(total);
    // The title and the sum have said which state.
    let states = if only.is_some() { &[] } else { filter.states.as_slice() };
    notes.extend(conditions_in(filter, states, counties, lang));
    notes.extend(beside(choropleth, only, lang));
    if !hidden.is_empty() {
        let counts = hidden.iter().map(|state| (*state, choropleth.unit.of(&choropleth.of_state(*state))));
        notes.push(lang.tell(phrase!(map.no_room), &[&with_counts(counts, lang)]));
    }
    let unit = heading(choropleth, lang).to_owned();
    Caption { title, date: as_of(day, lang), unit, legend, notes, source: source(record, lang) }
}

/// Names of states with their counts: `Guam 1, Florida 30`.
fn with_counts(counts: impl Iterator<Item = (State, usize)>, lang: Lang) -> String {
    counts.map(|(state, n)| format!("{} {}", lang.state(state), lang.number(n))).collect::<Vec<_>>().join(", ")
}

/// The legend's heading: what is counted, and what the figures in brackets are.
fn heading(choropleth: &Choropleth, lang: Lang) -> &'static str {
    lang.pick(match (choropleth.unit, choropleth.area) {
        (_, Area::Agency) => phrase!(map.dots),
        (Unit::Agreements, Area::County) => phrase!(map.agreements_per_county),
        (Unit::Agreements, Area::State) => phrase!(map.agreements_per_state),
        (Unit::Agencies, Area::County) => phrase!(map.agencies_per_county),
        (Unit::Agencies, Area::State) => phrase!(map.agencies_per_state),
    })
}

/// What is said of a place: how many, of which models, whose, signed when, and who else acts there.
pub fn place(tally: &Tally, fill: Fill, presence: &Presence, day: Date, lang: Lang) -> Vec<String> {
    let mut lines = vec![sum(tally, day, lang)];
    let models = Model::ALL.iter().zip(tally.models).filter(|(_, n)| *n > 0);
    lines.extend(models.map(|(model, n)| labelled(model_name(*model, lang), &lang.number(n), lang)));
    if matches!(fill, Fill::Striped(_)) {
        lines.push(lang.pick(phrase!(map.none_own)).to_owned());
    }
    named(&presence.agencies, NAMED, &mut lines, lang);
    lines.extend(signed(presence.signed, lang));
    let n = presence.state_wide.len();
    if n > 0 {
        lines.push(labelled(lang.pick(phrase!(map.state_wide)), &lang.number(n), lang));
        named(&presence.state_wide, STATE_WIDE, &mut lines, lang);
    }
    lines
}

/// The first names, and how many more there are.
fn named(names: &[String], most: usize, lines: &mut Vec<String>, lang: Lang) {
    if names.iter().any(String::is_empty) {
        return;
    }
    lines.extend(names.iter().take(most).cloned());
    let more = names.len().saturating_sub(most);
    if more > 0 {
        lines.push(lang.tell(phrase!(map.more), &[&lang.number(more)]));
    }
}

/// What is said of a place that the choice leaves out: nothing was counted there, which is not none.
pub fn not_asked(lang: Lang) -> &'static str {
    lang.pick(phrase!(map.unasked))
}

/// The columns of a map's table: the place, the counts, the models.
pub fn columns(area: Area, lang: Lang) -> Vec<String> {
    let place = match area {
        Area::County => phrase!(map.county),
        Area::State => phrase!(map.state),
        Area::Agency => {
            let head = [phrase!(map.agency), phrase!(map.place), phrase!(map.models)];
            return head.map(|column| lang.pick(column).to_owned()).to_vec();
        }
    };
    let counts = [place, phrase!(map.agreements), phrase!(map.agencies)].map(|column| lang.pick(column));
    let models = Model::ALL.map(|model| model_name(model, lang));
    counts.into_iter().chain(models).map(str::to_owned).collect()
}

/// A row of that table.
pub fn row(name: String, tally: &Tally, lang: Lang) -> Vec<String> {
    let counts = [tally.agreements, tally.agencies].into_iter().chain(tally.models);
    std::iter::once(name).chain(counts.map(|n| lang.number(n))).collect()
}

/// What stands for a state's own agencies in a table.
pub fn own_agencies(state: State, lang: Lang) -> String {
    labelled(lang.state(state), lang.pick(phrase!(map.state_agencies)), lang)
}

/// What stands in a table for agencies of no known county.
pub fn unplaced(lang: Lang) -> &'static str {
    lang.pick(phrase!(map.unplaced))
}

/// `3 agreements, 2 agencies`; without any, on which day there was none.
fn sum(tally: &Tally, day: Date, lang: Lang) -> String {
    if tally.agreements == 0 {
        return nothing(day, lang);
    }
    format!("{}, {}", agreements(tally.agreements, lang), agencies(tally.agencies, lang))
}

fn nothing(day: Date, lang: Lang) -> String {
    lang.tell(phrase!(map.nothing), &[&lang.day(day)])
}

/// The earliest and the latest signing.
fn signed(signed: Option<(Date, Date)>, lang: Lang) -> Option<String> {
    let (first, last) = signed?;
    let phrase = if first == last { phrase!(map.signed) } else { phrase!(map.signed_between) };
    Some(lang.tell(phrase, &[&lang.day(first), &lang.day(last)]))
}

/// The first letter small, where the word is not a name of digits.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
}

fn total(choropleth: &Choropleth, day: Date, lang: Lang) -> String {
    let tally = &choropleth.total;
    if tally.agreements == 0 {
        return nothing(day, lang) + ".";
    }
    let places = counted_places((choropleth.states, choropleth.territories), lang);
    let filled = [&agreements(tally.agreements, lang), &agencies(tally.agencies, lang), &places];
    lang.tell(phrase!(map.total), &filled.map(String::as_str))
}

/// What a map counts but cannot show in a county.
fn beside(choropleth: &Choropleth, only: Option<State>, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if !choropleth.state_agencies.is_empty() {
        let n = choropleth.state_agencies.iter().map(|(_, tally)| tally.agreements).sum();
        let territories = choropleth.state_agencies.iter().filter(|(state, _)| state.is_territory()).count();
        let places = match only {
            Some(state) => lang.state(state).to_owned(),
            None => counted_places((choropleth.state_agencies.len() - territories, territories), lang),
        };
        notes.push(lang.tell(phrase!(map.of_states), &[&agreements(n, lang), &places]));
    }
    if choropleth.unplaced.agreements > 0 {
        let Tally { agreements: n, agencies: of, .. } = choropleth.unplaced;
        notes.push(lang.tell(phrase!(map.of_no_county), &[&agreements(n, lang), &agencies(of, lang)]));
    }
    notes
}
