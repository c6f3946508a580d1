//! What is said around a map and of a place on it. It counts nothing.

use crate::chart::choropleth::{Area, Choropleth, Fill, Unit};
use crate::chart::dots::Dot;
use crate::chart::figure::{Caption, Key, Swatch};
use crate::chart::{Lang, Theme};
use crate::contract::Query;
use crate::date::Date;
use crate::place::State;
use crate::roster::query::count::Tally;
use crate::roster::record::Record;
use crate::roster::record::agreement::Model;

use super::super::widget::Presence;
use super::{agencies, agreements, as_of, conditions, model_name, source, state_name, subject};

/// So many agencies of a place are named; the rest are counted.
const NAMED: usize = 4;

/// The caption of a map. `places` are how many places have nothing and how many are in each class, `looked_at` the state that is
/// looked at closely, `hidden` the states whose count had no room in the picture.
pub fn caption(
    query: &Query,
    record: &Record,
    choropleth: &Choropleth,
    (none, places): (usize, Vec<usize>),
    (looked_at, hidden): (Option<State>, &[State]),
    day: Date,
    theme: &Theme,
) -> Caption {
    let lang = query.lang;
    let place = match choropleth.area {
        Area::County => lang.pick("by county", "por condado"),
        Area::State => lang.pick("by state", "por estado"),
        Area::Agency => lang.pick("by agency", "por agencia"),
    };
    let title = match choropleth.unit {
        Unit::Agencies if choropleth.area != Area::Agency => {
            let of = lang.pick("Agencies with", "Agencias con");
            format!("{of} {}, {place}", lower_first(&subject(&query.filter, lang)))
        }
        _ => format!("{} {place}", subject(&query.filter, lang)),
    };
    let title = match looked_at {
        Some(state) => format!("{title}: {}", state_name(state, lang)),
        None => title,
    };
    let key = |swatch, color, label| Key { swatch, color, label };
    let counted = |label: String, n: usize| format!("{label} ({})", lang.number(n));
    let mut legend = Vec::new();
    if choropleth.area == Area::Agency {
        let models = Model::ALL.into_iter().zip(theme.parts);
        legend.extend(models.map(|(model, color)| key(Swatch::Dot, color, model_name(model, lang).to_owned())));
    } else {
        legend.push(key(Swatch::Whole, theme.land, counted(lang.pick("none", "ninguno").to_owned(), none)));
        for (class, n) in places.into_iter().enumerate() {
            let color = theme.ramp.get(choropleth.classes.shade(class)).copied().unwrap_or(theme.land);
            legend.push(key(Swatch::Whole, color, counted(choropleth.classes.label(class, lang), n)));
        }
    }
    if choropleth.striped() > 0 {
        let [_, _, color, ..] = theme.ramp;
        let label = lang
            .pick("of these only a town’s or campus’s agency", "de estos solo una agencia municipal o universitaria");
        legend.push(key(Swatch::Striped, color, counted(label.to_owned(), choropleth.striped())));
    }
    if !choropleth.state_agencies.is_empty() {
        let label = lang.pick("state with an agency of its own", "estado con una agencia propia");
        let n = choropleth.state_agencies.len();
        legend.push(key(Swatch::Whole, theme.tint, counted(label.to_owned(), n)));
    }
    let mut notes = Vec::new();
    // A choice of that one state is told of in the next line.
    if let Some(state) = looked_at.filter(|state| query.filter.states != [*state]) {
        let tally = choropleth.of_state(state);
        notes.push(format!("{}: {}.", state_name(state, lang), sum(&tally, day, lang)));
    }
    notes.push(total(choropleth, day, lang));
    notes.extend(conditions(&query.filter, lang));
    notes.extend(beside(choropleth, lang));
    let hidden: Vec<String> = (hidden.iter())
        .map(|state| {
            let n = choropleth.unit.of(&choropleth.of_state(*state));
            format!("{} {}", state_name(*state, lang), lang.number(n))
        })
        .collect();
    if !hidden.is_empty() {
        notes.push(format!(
            "{} {}.",
            lang.pick("No room on the map for:", "Sin espacio en el mapa:"),
            hidden.join(", ")
        ));
    }
    let unit = heading(choropleth, lang).to_owned();
    Caption { title, date: as_of(day, lang), unit, legend, notes, source: source(record, lang) }
}

/// The legend's heading: what is counted, and what the figures in brackets are.
fn heading(choropleth: &Choropleth, lang: Lang) -> &'static str {
    match (choropleth.unit, choropleth.area) {
        (_, Area::Agency) => lang.pick(
            "Agencies by model; several models share a dot",
            "Agencias por modelo; varios modelos comparten un punto",
        ),
        (Unit::Agreements, Area::County) => {
            lang.pick("Agreements per county (counties)", "Acuerdos por condado (condados)")
        }
        (Unit::Agreements, Area::State) => lang.pick("Agreements per state (states)", "Acuerdos por estado (estados)"),
        (Unit::Agencies, Area::County) => {
            lang.pick("Agencies per county (counties)", "Agencias por condado (condados)")
        }
        (Unit::Agencies, Area::State) => lang.pick("Agencies per state (states)", "Agencias por estado (estados)"),
    }
}

/// What is said of a place: how many, of which models, whose, signed when.
pub fn place(tally: &Tally, fill: Fill, presence: &Presence, day: Date, lang: Lang) -> Vec<String> {
    let mut lines = vec![sum(tally, day, lang)];
    if tally.agreements == 0 {
        return lines;
    }
    let models = Model::ALL.iter().zip(tally.models).filter(|(_, n)| *n > 0);
    lines.extend(models.map(|(model, n)| format!("{}: {}", model_name(*model, lang), lang.number(n))));
    if matches!(fill, Fill::Striped(_)) {
        lines.push(lang.pick("None of the county’s own agency", "Ninguno de la agencia del propio condado").to_owned());
    }
    lines.extend(presence.agencies.iter().take(NAMED).cloned());
    let more = presence.agencies.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("{} {} {}", lang.pick("and", "y"), lang.number(more), lang.pick("more", "más")));
    }
    lines.extend(signed(presence.signed, lang));
    lines
}

/// What is said of a place that the choice leaves out: nothing was counted there, which is not none.
pub fn not_asked(lang: Lang) -> &'static str {
    lang.pick("Not part of this selection", "Fuera de esta selección")
}

/// The columns of a map's table twin: the place, the counts, the models.
pub fn columns(area: Area, lang: Lang) -> Vec<String> {
    let place = match area {
        Area::County => lang.pick("County", "Condado"),
        Area::State => lang.pick("State", "Estado"),
        Area::Agency => {
            let head = [lang.pick("Agency", "Agencia"), lang.pick("Place", "Lugar"), lang.pick("Models", "Modelos")];
            return head.map(str::to_owned).to_vec();
        }
    };
    let counts = [place, lang.pick("Agreements", "Acuerdos"), lang.pick("Agencies", "Agencias")];
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
    format!("{}: {}", state_name(state, lang), lang.pick("state agencies", "agencias estatales"))
}

/// What stands in a table for agencies of no known county.
pub fn unplaced(lang: Lang) -> &'static str {
    lang.pick("County not known", "Condado desconocido")
}

/// The models of a dot, in words.
pub fn models(dot: &Dot, lang: Lang) -> String {
    let has = Model::ALL.into_iter().zip(dot.models).filter(|(_, has)| *has);
    has.map(|(model, _)| model_name(model, lang)).collect::<Vec<_>>().join(", ")
}

/// `3 agreements, 2 agencies`; without any, on which day there was none.
fn sum(tally: &Tally, day: Date, lang: Lang) -> String {
    if tally.agreements == 0 {
        return nothing(day, lang);
    }
    format!("{}, {}", agreements(tally.agreements, lang), agencies(tally.agencies, lang))
}

fn nothing(day: Date, lang: Lang) -> String {
    let (none, on) = (lang.pick("No agreements here as of", "Ningún acuerdo aquí al"), lang.day(day));
    format!("{none} {on}")
}

/// The earliest and the latest signing.
fn signed(signed: Option<(Date, Date)>, lang: Lang) -> Option<String> {
    let (first, last) = signed?;
    Some(match first == last {
        true => format!("{} {}", lang.pick("Signed", "Firmado el"), lang.day(first)),
        false => format!(
            "{} {} {} {}",
            lang.pick("Signed", "Firmados del"),
            lang.day(first),
            lang.pick("to", "al"),
            lang.day(last)
        ),
    })
}

/// The first letter small, where the word is not a name of digits.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
}

fn total(choropleth: &Choropleth, day: Date, lang: Lang) -> String {
    let tally = &choropleth.total;
    if tally.agreements == 0 {
        return format!("{}.", nothing(day, lang));
    }
    let states = match choropleth.states {
        1 => lang.pick("1 state", "1 estado").to_owned(),
        n => format!("{} {}", lang.number(n), lang.pick("states", "estados")),
    };
    let territories = match choropleth.territories {
        0 => None,
        1 => Some(lang.pick("1 territory", "1 territorio").to_owned()),
        n => Some(format!("{} {}", lang.number(n), lang.pick("territories", "territorios"))),
    };
    let places = match (choropleth.states, territories) {
        (0, Some(territories)) => territories,
        (_, Some(territories)) => format!("{states} {} {territories}", lang.pick("and", "y")),
        (_, None) => states,
    };
    format!(
        "{} {} {} {} {places}.",
        agreements(tally.agreements, lang),
        lang.pick("with", "con"),
        agencies(tally.agencies, lang),
        lang.pick("in", "en"),
    )
}

/// What a map counts but cannot show in a county.
fn beside(choropleth: &Choropleth, lang: Lang) -> Vec<String> {
    let beside = lang.pick("Also counted, but in no county:", "Contados también, pero en ningún condado:");
    let mut notes = Vec::new();
    if !choropleth.state_agencies.is_empty() {
        let mut of_states = choropleth.state_agencies.clone();
        // Most first, as a list in a margin is read; a few dozen are not worth a sort.
        let mut list = Vec::new();
        while let Some(at) = (0..of_states.len()).rev().max_by_key(|at| of_states.get(*at).map(|(_, t)| t.agreements)) {
            let (state, tally) = of_states.remove(at);
            list.push(format!("{} {}", state_name(state, lang), lang.number(tally.agreements)));
        }
        let n: usize = choropleth.state_agencies.iter().map(|(_, tally)| tally.agreements).sum();
        let whose = lang.pick("of state agencies", "de agencias estatales");
        notes.push(format!("{beside} {} {whose}. {}.", agreements(n, lang), list.join(", ")));
    }
    if choropleth.unplaced.agreements > 0 {
        let (n, of) = (&choropleth.unplaced, lang.pick("of", "de"));
        let whose = lang.pick("of no known county", "de condado desconocido");
        notes.push(format!("{beside} {} {of} {} {whose}.", agreements(n.agreements, lang), agencies(n.agencies, lang)));
    }
    notes
}
