//! What a cell says of an agreement, what it is sorted by, and what stands for it in a CSV. It knows no row.

use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model, Status};

use super::super::words::{labelled, level_name, model_name};
use super::known::Known;
use super::order::{Column, folded};

/// Stands where there is nothing to say.
pub(super) const NOTHING: &str = "–";

/// What a cell says. Empty where there is nothing to say.
pub(super) fn said(column: Column, known: Known, record: &Record, lang: Lang) -> String {
    let agreement = known.agreement;
    let day = |day: Option<Date>| day.map_or(String::new(), |day| lang.short_day(day, true));
    match column {
        Column::Agency => agreement.agency.to_owned(),
        Column::State => lang.state(agreement.state).to_owned(),
        Column::County if agreement.is_state_wide() => lang.pick(phrase!(rows.state_wide)).to_owned(),
        Column::County if agreement.counties.is_empty() => lang.pick(phrase!(map.unplaced)).to_owned(),
        Column::County => counties(known, record, ", ", lang),
        Column::Model => model_name(agreement.model, lang).to_owned(),
        Column::Level => agreement.level.map_or("", |level| level_name(level, lang)).to_owned(),
        Column::Status => status(known, lang),
        Column::Signed => day(known.signed()),
        Column::First => day(known.first()),
        Column::Last if known.status == Some(Status::Active) => lang.pick(phrase!(rows.still)).to_owned(),
        Column::Last => day(known.last()),
    }
}

/// What a cell is sorted by; empty where nothing is known.
pub(super) fn key(column: Column, known: Known, record: &Record, lang: Lang) -> String {
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    match column {
        Column::County => folded(&counties(known, record, " ", lang)),
        Column::Agency | Column::State | Column::Model | Column::Level => folded(&said(column, known, record, lang)),
        Column::Status => {
            let turn = known.status.map_or(String::new(), |status| (status as usize).to_string());
            turn + &day(known.since())
        }
        Column::Signed => day(known.signed()),
        Column::First => day(known.first()),
        // After whatever was last listed before.
        Column::Last if known.status == Some(Status::Active) => day(Some(known.day)) + "+",
        Column::Last => day(known.last()),
    }
}

/// The columns of a CSV: those of the record that are shown, as the record has them, and as they were known.
pub(super) const WRITTEN: &str = "state,agency,level,county,fips,model,status,signed,pending_from,first_listed,last_listed,\
    absent_since,ended,document";

/// How many they are.
pub(super) const N_WRITTEN: usize = 14;

/// The cells of an agreement in a CSV, with the address of its text.
pub(super) fn written(known: Known, record: &Record, document: &str) -> [String; N_WRITTEN] {
    let agreement = known.agreement;
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let codes: Vec<String> = agreement.counties.iter().map(ToString::to_string).collect();
    let names: Vec<&str> = agreement.counties.iter().map(|fips| record.county(*fips).unwrap_or_default()).collect();
    let by_then = |on: Option<Date>| day(on.filter(|on| *on <= known.day));
    [
        agreement.state.postal().to_owned(),
        agreement.agency.to_owned(),
        agreement.level.map_or("", Level::code).to_owned(),
        names.join(";"),
        codes.join(";"),
        agreement.model.code().to_owned(),
        known.status.map_or("", Status::code).to_owned(),
        day(known.signed()),
        by_then(agreement.pending_from),
        day(known.first()),
        // Of one that is still listed the list of the day, as the record has it.
        day(known.last().or(known.first().and(agreement.last_listed).map(|last| last.min(known.day)))),
        by_then(agreement.absent_since),
        by_then(agreement.ended),
        document.to_owned(),
    ]
}

/// What columns are called, the one of the signed texts last.
pub(super) fn heads(lang: Lang) -> [&'static str; Column::ALL.len() + 1] {
    [
        phrase!(map.agency),
        phrase!(map.state),
        phrase!(map.county),
        phrase!(rows.model),
        phrase!(rows.level),
        phrase!(rows.status),
        phrase!(rows.signed),
        phrase!(rows.first),
        phrase!(rows.last),
        phrase!(place.text),
    ]
    .map(|head| lang.pick(head))
}

/// The names of the counties that an agency sits in; the codes of those that have none.
fn counties(known: Known, record: &Record, between: &str, lang: Lang) -> String {
    let name = |fips: &crate::place::Fips| match record.county(*fips) {
        Some(name) => lang.county(*fips, name),
        None => fips.to_string(),
    };
    known.agreement.counties.iter().map(name).collect::<Vec<_>>().join(between)
}

fn status(known: Known, lang: Lang) -> String {
    let phrase = match known.status {
        Some(Status::Active) => phrase!(place.active),
        Some(Status::Pending) => phrase!(place.pending),
        Some(Status::Absent) => phrase!(rows.absent),
        Some(Status::Ended) => phrase!(rows.ended),
        Some(Status::Renewed) => phrase!(rows.renewed),
        None => return String::new(),
    };
    lang.tell(phrase, &[&known.since().map_or(String::new(), |day| lang.short_day(day, true))])
}

/// How many there are of a status that was not asked for, as `3 no longer listed`.
pub(super) fn others(status: Status, n: usize, lang: Lang) -> String {
    let noun = match status {
        Status::Active => phrase!(rows.n_active),
        Status::Pending => phrase!(rows.n_pending),
        Status::Renewed => phrase!(rows.n_renewed),
        Status::Ended => phrase!(rows.n_ended),
        Status::Absent => phrase!(rows.n_absent),
    };
    lang.count(noun, n)
}

/// What a link to a text says, and what is heard of it: of one of several its model.
pub(super) fn link(agency: &str, model: Model, of_several: bool, lang: Lang) -> [String; 2] {
    let (model, text) = (model_name(model, lang), lang.pick(phrase!(place.text)));
    let heard = labelled(text, &[agency, ", ", model].concat(), lang);
    [if of_several { model } else { text }.to_owned(), heard]
}
