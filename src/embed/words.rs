//! What is said around every picture: of what kind, under which conditions, from where. It counts nothing.
//!
//! An agreement that ICE does not list any more is never said to have been revoked.

use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::query::filter::Filter;
use crate::roster::query::series::Every;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model, Status};

/// `As of March 27, 2026`.
pub fn as_of(day: Date, lang: Lang) -> String {
    lang.tell(phrase!(caption.as_of), &[&lang.day(day)])
}

/// A day, a month or a year in words: `May 28, 2025`, `May 2025`, `2025`.
pub fn period(date: Date, every: Every, lang: Lang) -> String {
    match every {
        Every::Day => lang.day(date),
        Every::Month => lang.month_of_year(date),
        Every::Year => date.ymd().0.to_string(),
    }
}

/// A name and what is said of it: `Task force: 924`.
pub fn labelled(name: &str, said: &str, lang: Lang) -> String {
    lang.tell(phrase!(caption.labelled), &[name, said])
}

/// What a model is called where there is room for a few words.
pub fn model_name(model: Model, lang: Lang) -> &'static str {
    lang.pick(match model {
        Model::Jem => phrase!(models.jem),
        Model::Tfm => phrase!(models.tfm),
        Model::Wso => phrase!(models.wso),
    })
}

/// What a level is called.
pub fn level_name(level: Level, lang: Lang) -> &'static str {
    lang.pick(match level {
        Level::County => phrase!(levels.county),
        Level::Municipal => phrase!(levels.municipal),
        Level::State => phrase!(levels.state),
    })
}

/// `1 agreement`, `1,555 agreements`.
pub fn agreements(n: usize, lang: Lang) -> String {
    lang.count(phrase!(counts.agreements), n)
}

/// `1 agency`, `1,300 agencies`.
pub fn agencies(n: usize, lang: Lang) -> String {
    lang.count(phrase!(counts.agencies), n)
}

/// `1 state`, `39 states and 2 territories`; no states where there are only territories.
pub fn places((states, territories): (usize, usize), lang: Lang) -> String {
    let of_states = lang.count(phrase!(counts.states), states);
    if territories == 0 {
        return of_states;
    }
    let of_territories = lang.count(phrase!(counts.territories), territories);
    if states == 0 { of_territories } else { lang.tell(phrase!(counts.both), &[&of_states, &of_territories]) }
}

/// What kind of agreements is meant: active ones unless the filter says otherwise.
pub fn subject(filter: &Filter, lang: Lang) -> &'static str {
    lang.pick(match filter.statuses.as_slice() {
        [] | [Status::Active] => phrase!(caption.subjects.active),
        [Status::Pending] => phrase!(caption.subjects.pending),
        [Status::Renewed] => phrase!(caption.subjects.renewed),
        [Status::Absent] => phrase!(caption.subjects.absent),
        [Status::Ended] => phrase!(caption.subjects.ended),
        _ => phrase!(caption.subjects.mixed),
    })
}

/// What narrows the count, in one line; `None` when nothing does. Counties bear their codes.
pub fn conditions(filter: &Filter, lang: Lang) -> Option<String> {
    let codes = filter.counties.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    conditions_in(filter, &filter.states, lang.tell(phrase!(caption.counties), &[&codes]), lang)
}

/// The same with those states that are to be named, and with the words for the counties of the filter.
pub fn conditions_in(filter: &Filter, states: &[State], counties: String, lang: Lang) -> Option<String> {
    let mut only: Vec<String> = Vec::new();
    let join = |names: Vec<&str>| names.join(", ");
    if !states.is_empty() {
        only.push(join(states.iter().map(|state| lang.state(*state)).collect()));
    }
    if !filter.counties.is_empty() {
        only.push(counties);
    }
    if !filter.models.is_empty() {
        only.push(join(filter.models.iter().map(|model| model_name(*model, lang)).collect()));
    }
    if !filter.levels.is_empty() {
        only.push(join(filter.levels.iter().map(|level| level_name(*level, lang)).collect()));
    }
    only.extend(signed(filter.signed, lang));
    if !filter.words.is_empty() {
        only.push(lang.tell(phrase!(caption.quoted), &[&filter.words]));
    }
    (!only.is_empty()).then(|| lang.tell(phrase!(caption.only), &[&only.join("; ")]))
}

/// Which days of signing are meant, in words; `None` for all.
pub fn signed(range: (Option<Date>, Option<Date>), lang: Lang) -> Option<String> {
    let (phrase, days) = match range {
        (None, None) => return None,
        (Some(from), None) => (phrase!(caption.signed_since), [from, from]),
        (None, Some(to)) => (phrase!(caption.signed_until), [to, to]),
        (Some(from), Some(to)) => (phrase!(caption.signed_between), [from, to]),
    };
    let [from, to] = days.map(|day| lang.day(day));
    Some(lang.tell(phrase, &[&from, &to]))
}

/// Where the figures come from; empty for a record without lists.
pub fn source(record: &Record, lang: Lang) -> String {
    match (record.dates().first(), record.dates().last()) {
        (Some(first), Some(last)) => lang.tell(phrase!(caption.source), &[&lang.day(*first), &lang.day(*last)]),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_there_are() {
        let check = |n, expected: [&str; 2]| assert_eq!([Lang::En, Lang::Es].map(|lang| places(n, lang)), expected);
        check((1, 0), ["1 state", "1 estado"]);
        check((39, 2), ["39 states and 2 territories", "39 estados y 2 territorios"]);
        check((0, 1), ["1 territory", "1 territorio"]);
        check((0, 0), ["0 states", "0 estados"]);
    }

    #[test]
    fn periods_are_as_long_as_they_are() {
        let day = Date::parse("2025-05-28").unwrap();
        let check = |every, told: &str| assert_eq!(period(day, every, Lang::Es), told);
        check(Every::Day, "28 de mayo de 2025");
        check(Every::Month, "mayo de 2025");
        check(Every::Year, "2025");
    }
}
