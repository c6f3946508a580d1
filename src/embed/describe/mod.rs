//! The sentences around a picture, in English and Spanish, with every number that they name.
//!
//! They tell what was counted and nothing else: an agreement that ICE does not list any more is never said to have been revoked.

pub mod growth;
pub mod map;
pub mod notes;
pub mod restated;

use crate::chart::Lang;
use crate::date::Date;
use crate::place::State;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model, Status};

/// A sentence in English and in Spanish, with a `#` where something is filled in. One call with one table is half the code of joining
/// pieces, and a translator reads it whole.
type Sentence = [&'static str; 2];

/// A sentence in a language, each `#` filled in turn.
fn tell(lang: Lang, sentence: &Sentence, filled: &[&str]) -> String {
    let [en, es] = sentence;
    let mut told = String::new();
    let mut filled = filled.iter();
    for (index, piece) in lang.pick(*en, *es).split('#').enumerate() {
        if index > 0 {
            told.push_str(filled.next().copied().unwrap_or_default());
        }
        told.push_str(piece);
    }
    told
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

/// `1 agreement`, `1,555 agreements`.
pub fn agreements(n: usize, lang: Lang) -> String {
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
        [Status::Absent] => lang.pick(
            "287(g) agreements missing from ICE's newest list",
            "Acuerdos 287(g) que faltan en la lista más reciente de ICE",
        ),
        [Status::Ended] => lang.pick("287(g) agreements no longer listed", "Acuerdos 287(g) que ya no figuran"),
        _ => lang.pick("287(g) agreements, past and present", "Acuerdos 287(g), pasados y presentes"),
    }
    .to_owned()
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
    only.extend(signed(filter.signed, lang));
    if !filter.words.is_empty() {
        only.push(format!("“{}”", filter.words));
    }
    (!only.is_empty()).then(|| format!("{} {}.", lang.pick("Only:", "Solo:"), only.join("; ")))
}

/// Which days of signing are meant, in words; `None` for all.
pub fn signed(range: (Option<Date>, Option<Date>), lang: Lang) -> Option<String> {
    let day = |day: Option<Date>| day.map_or(String::new(), |day| lang.day(day));
    let sentence: &Sentence = match range {
        (None, None) => return None,
        (Some(_), None) => &["signed since #", "firmados desde el #"],
        (None, Some(_)) => &["signed up to #", "firmados hasta el #"],
        (Some(_), Some(_)) => &["signed # to #", "firmados del # al #"],
    };
    let (from, to) = (day(range.0), day(range.1));
    let ends = [from.as_str(), to.as_str()];
    Some(tell(lang, sentence, if range.0.is_none() { &ends[1..] } else { &ends }))
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
