//! The sentences around a picture, in English and Spanish, with every number that they name.
//!
//! It writes what was counted and nothing else: an agreement that ICE does not list any more is never said to have been revoked.

use crate::chart::choropleth::{Area, Choropleth, Unit};
use crate::chart::figure::Caption;
use crate::chart::{Lang, Theme};
use crate::date::Date;
use crate::place::State;
use crate::roster::count::Tally;
use crate::roster::series::{Split, Step};
use crate::roster::{Filter, Level, Model, Record, Status};

use super::query::Query;

/// The caption of a map.
pub fn map(query: &Query, record: &Record, choropleth: &Choropleth, day: Date, theme: &Theme) -> Caption {
    let lang = query.lang;
    let unit = match (choropleth.unit, choropleth.area) {
        (Unit::Agreements, Area::County) => lang.pick("Agreements per county", "Acuerdos por condado"),
        (Unit::Agreements, Area::State) => lang.pick("Agreements per state", "Acuerdos por estado"),
        (Unit::Agencies, Area::County) => lang.pick("Agencies per county", "Agencias por condado"),
        (Unit::Agencies, Area::State) => lang.pick("Agencies per state", "Agencias por estado"),
    };
    let place = match choropleth.area {
        Area::County => lang.pick("by county", "por condado"),
        Area::State => lang.pick("by state", "por estado"),
    };
    let title = match choropleth.unit {
        Unit::Agreements => format!("{} {place}", subject(&query.filter, lang)),
        Unit::Agencies => {
            let of = lang.pick("Agencies with", "Agencias con");
            format!("{of} {}, {place}", lower_first(&subject(&query.filter, lang)))
        }
    };
    let mut legend = vec![(theme.land, lang.pick("none", "ninguno").to_owned())];
    for class in 0..choropleth.classes.len() {
        let color = theme.ramp.get(choropleth.classes.shade(class)).copied().unwrap_or(theme.land);
        legend.push((color, choropleth.classes.label(class, lang)));
    }
    let mut notes = vec![total(choropleth, lang)];
    notes.extend(conditions(&query.filter, lang));
    notes.extend(beside(choropleth, lang));
    Caption { title, date: as_of(day, lang), unit: unit.to_owned(), legend, notes, source: source(record, lang) }
}

/// The caption of a growth chart.
pub fn growth(query: &Query, record: &Record, step: Option<&Step>, day: Date, theme: &Theme) -> Caption {
    let lang = query.lang;
    let parts = match query.split {
        Split::None => Vec::new(),
        split => (0..split.parts())
            .map(|part| {
                let color = theme.parts.get(part).copied().unwrap_or(theme.faint);
                (color, part_name(split, part, lang), part_of(step, part))
            })
            // A part that never was is no part of the legend: agreements without a level, on later days.
            .filter(|(.., n)| *n > 0 || split == Split::Model)
            .map(|(color, name, n)| (color, format!("{name}: {}", lang.number(n))))
            .collect(),
    };
    let total = step.map_or(0, Step::total);
    Caption {
        title: lang
            .pick("Active 287(g) agreements over time", "Acuerdos 287(g) vigentes a lo largo del tiempo")
            .to_owned(),
        date: format!("{}: {}", as_of(day, lang), agreements(total, lang)),
        unit: match query.split {
            Split::Model => lang.pick("Agreements by model", "Acuerdos por modelo"),
            Split::Level => lang.pick("Agreements by level of government", "Acuerdos por nivel de gobierno"),
            Split::None => lang.pick("Agreements", "Acuerdos"),
        }
        .to_owned(),
        legend: parts,
        notes: conditions(&Filter { statuses: Vec::new(), ..query.filter.clone() }, lang).into_iter().collect(),
        source: source(record, lang),
    }
}

/// What is said of a place: how many, and of which models.
pub fn place(tally: &Tally, lang: Lang) -> Vec<String> {
    if tally.agreements == 0 {
        return vec![lang.pick("No agreement listed", "Ningún acuerdo en la lista").to_owned()];
    }
    let counts = format!("{}, {}", agreements(tally.agreements, lang), agencies(tally.agencies, lang));
    let models = Model::ALL.iter().zip(tally.models).filter(|(_, n)| *n > 0);
    let models = models.map(|(model, n)| format!("{}: {}", model_name(*model, lang), lang.number(n)));
    std::iter::once(counts).chain(models).collect()
}

/// What is said of a place that the choice leaves out: nothing was counted there, which is not none.
pub fn not_asked(lang: Lang) -> &'static str {
    lang.pick("Not part of this selection", "Fuera de esta selección")
}

/// What is said of a day on the growth chart: the total, then each part that has any.
pub fn step(split: Split, step: Option<&Step>, lang: Lang) -> Vec<String> {
    let mut lines = vec![agreements(step.map_or(0, Step::total), lang)];
    if split != Split::None {
        let parts = (0..split.parts()).map(|part| (part, part_of(step, part))).filter(|(_, n)| *n > 0);
        lines.extend(parts.map(|(part, n)| format!("{}: {}", part_name(split, part, lang), lang.number(n))));
    }
    lines
}

/// `As of March 27, 2026`.
pub fn as_of(day: Date, lang: Lang) -> String {
    format!("{} {}", lang.pick("As of", "Al"), lang.day(day))
}

/// What a model is called where there is room for a few words.
pub fn model_name(model: Model, lang: Lang) -> &'static str {
    match model {
        Model::Jem => lang.pick("Jail enforcement", "Aplicación en cárceles"),
        Model::Tfm => lang.pick("Task force", "Grupo de trabajo"),
        Model::Wso => lang.pick("Warrant service officer", "Oficial de órdenes"),
    }
}

/// A state's name.
pub fn state_name(state: State, lang: Lang) -> &'static str {
    lang.pick(state.name(), state.spanish_name())
}

fn level_name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::County => lang.pick("County", "Condado"),
        Level::Municipal => lang.pick("Municipal", "Municipal"),
        Level::State => lang.pick("State", "Estado"),
    }
}

fn part_name(split: Split, part: usize, lang: Lang) -> String {
    let name = match split {
        Split::Model => Model::ALL.get(part).map(|model| model_name(*model, lang)),
        Split::Level => Level::ALL.get(part).map(|level| level_name(*level, lang)),
        Split::None => None,
    };
    name.unwrap_or(lang.pick("Level not given", "Nivel no indicado")).to_owned()
}

fn part_of(step: Option<&Step>, part: usize) -> usize {
    step.and_then(|step| step.parts.get(part)).copied().unwrap_or_default()
}

fn agreements(n: usize, lang: Lang) -> String {
    let noun = if n == 1 { lang.pick("agreement", "acuerdo") } else { lang.pick("agreements", "acuerdos") };
    format!("{} {noun}", lang.number(n))
}

fn agencies(n: usize, lang: Lang) -> String {
    let noun = if n == 1 { lang.pick("agency", "agencia") } else { lang.pick("agencies", "agencias") };
    format!("{} {noun}", lang.number(n))
}

/// What kind of agreements is meant: active ones unless the filter says otherwise.
fn subject(filter: &Filter, lang: Lang) -> String {
    match filter.statuses.as_slice() {
        [] | [Status::Active] => lang.pick("287(g) agreements", "Acuerdos 287(g)"),
        [Status::Pending] => lang.pick("Pending 287(g) agreements", "Acuerdos 287(g) pendientes"),
        [Status::Renewed] => lang.pick("Renewed 287(g) agreements", "Acuerdos 287(g) renovados"),
        [Status::Ended] => lang.pick("287(g) agreements no longer listed", "Acuerdos 287(g) que ya no figuran"),
        _ => lang.pick("287(g) agreements, past and present", "Acuerdos 287(g), pasados y presentes"),
    }
    .to_owned()
}

/// The first letter small, where the word is not a name of digits.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
}

fn total(choropleth: &Choropleth, lang: Lang) -> String {
    let tally = &choropleth.total;
    if tally.agreements == 0 {
        return lang
            .pick(
                "No agreement listed on this day for this choice.",
                "Ningún acuerdo en la lista de este día para esta selección.",
            )
            .to_owned();
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

/// What a county map counts but cannot colour.
fn beside(choropleth: &Choropleth, lang: Lang) -> Vec<String> {
    let note = |tally: &Tally, whose: String| {
        let counted = agreements(tally.agreements, lang);
        let beside = lang.pick("Also counted, but on no county:", "Contados también, pero en ningún condado:");
        (tally.agreements > 0).then(|| format!("{beside} {counted} {whose}."))
    };
    let (state, unplaced) = (&choropleth.state_agencies, &choropleth.unplaced);
    let of_state = match (state.agencies, lang) {
        (1, Lang::En) => "of 1 state agency".to_owned(),
        (n, Lang::En) => format!("of {} state agencies", lang.number(n)),
        (1, Lang::Es) => "de 1 agencia estatal".to_owned(),
        (n, Lang::Es) => format!("de {} agencias estatales", lang.number(n)),
    };
    let lost = format!(
        "{} {} {}",
        lang.pick("of", "de"),
        agencies(unplaced.agencies, lang),
        lang.pick("of no known county", "de condado desconocido"),
    );
    [note(state, of_state), note(unplaced, lost)].into_iter().flatten().collect()
}

/// What narrows the count, in one line; `None` when nothing does.
fn conditions(filter: &Filter, lang: Lang) -> Option<String> {
    let mut only: Vec<String> = Vec::new();
    let join = |names: Vec<&str>| names.join(", ");
    if !filter.states.is_empty() {
        only.push(join(filter.states.iter().map(|state| state_name(*state, lang)).collect()));
    }
    if !filter.counties.is_empty() {
        let noun = lang.pick("counties", "condados");
        only.push(format!("{noun} {}", filter.counties.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")));
    }
    if !filter.models.is_empty() {
        only.push(join(filter.models.iter().map(|model| model_name(*model, lang)).collect()));
    }
    if !filter.levels.is_empty() {
        only.push(join(filter.levels.iter().map(|level| level_name(*level, lang)).collect()));
    }
    match filter.signed {
        (None, None) => {}
        (Some(from), None) => {
            only.push(format!("{} {}", lang.pick("signed since", "firmados desde el"), lang.day(from)))
        }
        (None, Some(to)) => only.push(format!("{} {}", lang.pick("signed up to", "firmados hasta el"), lang.day(to))),
        (Some(from), Some(to)) => only.push(format!(
            "{} {} {} {}",
            lang.pick("signed", "firmados del"),
            lang.day(from),
            lang.pick("to", "al"),
            lang.day(to)
        )),
    }
    if !filter.words.is_empty() {
        only.push(format!("“{}”", filter.words));
    }
    (!only.is_empty()).then(|| format!("{} {}.", lang.pick("Only:", "Solo:"), only.join("; ")))
}

fn source(record: &Record, lang: Lang) -> String {
    match (record.dates().first(), record.dates().last()) {
        (Some(first), Some(last)) => format!(
            "{} {} {} {}.",
            lang.pick(
                "Source: ICE’s lists of participating agencies,",
                "Fuente: listas de agencias participantes de ICE,"
            ),
            lang.day(*first),
            lang.pick("to", "a"),
            lang.day(*last)
        ),
        _ => String::new(),
    }
}
