//! What is said around a map and of a place on it. It counts nothing.

use crate::atlas::Geography;
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
    agencies, agreements, as_of, conditions, labelled, lower_first, model_name, place_of, places, source, subject,
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

/// The caption of a map that counts what a filter admits. `badges` says whether there are any in the picture.
pub fn caption(
    (filter, lang): (&Filter, Lang),
    record: &Record,
    (choropleth, geography): (&Choropleth, &Geography),
    badges: bool,
    day: Date,
    theme: &Theme,
) -> Caption {
    let of = place_of(filter, record, lang);
    let key = |swatch, color, label| Key { swatch, color, label };
    let mut legend = Vec::new();
    if choropleth.area == Area::Agency {
        let models = Model::ALL.into_iter().zip(theme.parts);
        legend.extend(models.map(|(model, color)| key(Swatch::Dot, color, model_name(model, lang).to_owned())));
    } else {
        legend = keys((choropleth, geography), &|class| choropleth.classes.label(class, lang), lang, theme);
    }
    if choropleth.striped() > 0 {
        let [_, _, color, ..] = theme.ramp;
        let striped = counted(lang.pick(phrase!(map.striped)), choropleth.striped(), lang);
        legend.push(key(Swatch::Striped, color, striped));
    }
    if badges {
        legend.push(key(Swatch::Badge, theme.faint, lang.pick(phrase!(map.state_agency)).to_owned()));
    }
    let mut notes = Vec::new();
    let total = match of.as_ref().filter(|_| choropleth.total.agreements > 0) {
        Some(place) => labelled(place, &sum(&choropleth.total, day, lang), lang) + ".",
        None => total(choropleth, day, lang),
    };
    notes.push(total);
    notes.extend(conditions(filter, lang));
    notes.extend(beside(choropleth, lang));
    let unit = heading(choropleth, lang).to_owned();
    let title = title(choropleth, filter, of, lang);
    Caption { title, date: as_of(day, lang), unit, legend, notes, source: source(record, lang) }
}

/// What kind of agreements or of agencies is shown by what, and where.
fn title(choropleth: &Choropleth, filter: &Filter, of: Option<String>, lang: Lang) -> String {
    let mut title = subject(filter, lang).to_owned();
    if choropleth.unit == Unit::Agencies && choropleth.area != Area::Agency {
        title = lang.tell(phrase!(map.agencies_with), &[&lower_first(&title)]);
    }
    // Of a single county nothing is shown by county.
    if choropleth.area != Area::County || filter.counties.len() != 1 {
        title = [&title, " ", by(choropleth.area, lang)].concat();
    }
    placed(title, of, lang)
}

/// A title with the place that it is of, if there is one.
pub fn placed(title: String, of: Option<String>, lang: Lang) -> String {
    match of {
        Some(place) => labelled(&title, &place, lang),
        None => title,
    }
}

/// `by county`.
pub fn by(area: Area, lang: Lang) -> &'static str {
    lang.pick(match area {
        Area::County => phrase!(map.by_county),
        Area::State => phrase!(map.by_state),
        Area::Agency => phrase!(map.by_agency),
    })
}

/// A legend's entries: the places without any, then each class that has members.
pub fn keys(
    (choropleth, geography): (&Choropleth, &Geography),
    label: &dyn Fn(usize) -> String,
    lang: Lang,
    theme: &Theme,
) -> Vec<Key> {
    let (none, places) = choropleth.places(geography);
    let mut keys = Vec::new();
    let mut add = |color, label: &str, n| {
        if n > 0 {
            keys.push(Key { swatch: Swatch::Whole, color, label: counted(label, n, lang) });
        }
    };
    add(theme.land, lang.pick(phrase!(map.none)), none);
    for (class, n) in places.into_iter().enumerate() {
        let color = theme.ramp.get(choropleth.classes.shade(class)).copied().unwrap_or(theme.land);
        add(color, &label(class), n);
    }
    keys
}

/// What an entry stands for, and of how many places.
pub fn counted(label: &str, n: usize, lang: Lang) -> String {
    [label, " (", &lang.number(n), ")"].concat()
}

/// The legend's heading: what is counted, and what the figures in brackets are.
fn heading(choropleth: &Choropleth, lang: Lang) -> &'static str {
    lang.pick(match (choropleth.unit, choropleth.area) {
        (_, Area::Agency) => phrase!(map.dots),
        (Unit::Agreements | Unit::Share, Area::County) => phrase!(map.agreements_per_county),
        (Unit::Agreements | Unit::Share, Area::State) => phrase!(map.agreements_per_state),
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

/// The rows of that table for places and what is in none. A last one takes off what agencies of several counties, each
/// of which counts them, have been counted too often: with it, sums are the total.
pub fn rows(places: Vec<(String, Tally)>, total: &Tally, lang: Lang) -> Vec<Vec<String>> {
    let mut sums = Tally::default();
    let mut rows = Vec::new();
    for (name, tally) in places {
        sums = sums.with(&tally);
        rows.push(row(name, &tally, lang));
    }
    let more = sums.without(total);
    if more != Tally::default() {
        let mut last = row(lang.pick(phrase!(map.repeated)).to_owned(), &more, lang);
        last.iter_mut().skip(1).filter(|cell| *cell != "0").for_each(|cell| cell.insert(0, '-'));
        rows.push(last);
    }
    rows
}

fn row(name: String, tally: &Tally, lang: Lang) -> Vec<String> {
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
pub fn signed(signed: Option<(Date, Date)>, lang: Lang) -> Option<String> {
    let (first, last) = signed?;
    let phrase = if first == last { phrase!(map.signed) } else { phrase!(map.signed_between) };
    Some(lang.tell(phrase, &[&lang.day(first), &lang.day(last)]))
}

fn total(choropleth: &Choropleth, day: Date, lang: Lang) -> String {
    let tally = &choropleth.total;
    if tally.agreements == 0 {
        return nothing(day, lang) + ".";
    }
    let places = places(&choropleth.states, lang);
    let filled = [&agreements(tally.agreements, lang), &agencies(tally.agencies, lang), &places];
    lang.tell(phrase!(map.total), &filled.map(String::as_str))
}

/// What a map counts but cannot show in a county.
fn beside(choropleth: &Choropleth, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    if !choropleth.state_agencies.is_empty() {
        let n = choropleth.state_agencies.iter().map(|(_, tally)| tally.agreements).sum();
        let states: Vec<State> = choropleth.state_agencies.iter().map(|(state, _)| *state).collect();
        notes.push(lang.tell(phrase!(map.of_states), &[&agreements(n, lang), &places(&states, lang)]));
    }
    if choropleth.unplaced.agreements > 0 {
        let Tally { agreements: n, agencies: of, .. } = choropleth.unplaced;
        notes.push(lang.tell(phrase!(map.of_no_county), &[&agreements(n, lang), &agencies(of, lang)]));
    }
    notes
}
