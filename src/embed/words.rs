//! What is said around every picture: of what kind, under which conditions, from where. It counts nothing.
//!
//! An agreement that ICE does not list any more is never said to have been revoked.

use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::{Fips, State};
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

/// `Florida`, `39 states and 2 territories`; no states where there are only territories.
pub fn places(states: &[State], lang: Lang) -> String {
    if let [state] = states {
        return lang.state(*state).to_owned();
    }
    let territories = states.iter().filter(|state| state.is_territory()).count();
    let states = states.len() - territories;
    let of_states = lang.count(phrase!(counts.states), states);
    if territories == 0 {
        return of_states;
    }
    let of_territories = lang.count(phrase!(counts.territories), territories);
    if states == 0 { of_territories } else { lang.tell(phrase!(counts.both), &[&of_states, &of_territories]) }
}

/// What a filter is of, as a title says it: its county by name, counties by their number, its one state; `None` for
/// several states and for none. Of a county whose name has not come it says that there is one.
pub fn place_of(filter: &Filter, record: &Record, lang: Lang) -> Option<String> {
    let Some(first) = filter.counties.first() else {
        return match filter.states.as_slice() {
            [state] => Some(lang.state(*state).to_owned()),
            _ => None,
        };
    };
    let (state, name) = (first.state(), lang.state(first.state()));
    let mut counties: Vec<Fips> = Vec::new();
    for fips in &filter.counties {
        // A code may be given twice.
        if !counties.contains(fips) {
            counties.push(*fips);
        }
    }
    if let Some(short) = record.county(*first).filter(|_| counties.len() == 1) {
        let county = lang.county(*first, short);
        // A territory of one county, and the District, are that county.
        return Some(if county == state.name() { name.to_owned() } else { [&county, ", ", name].concat() });
    }
    let n = lang.count(phrase!(counts.counties), counties.len());
    let one = counties.iter().all(|fips| fips.state() == state);
    Some(if one { lang.tell(phrase!(caption.in_place), &[&n, name]) } else { n })
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

/// What narrows the count beside the place of the title, in one sentence; `None` when nothing does.
pub fn conditions(filter: &Filter, lang: Lang) -> Option<String> {
    let mut only: Vec<String> = Vec::new();
    let mut add = |phrase, names: Vec<String>, between: &str| {
        if !names.is_empty() {
            only.push(lang.tell(phrase, &[&names.join(between)]));
        }
    };
    let or = lang.pick(phrase!(caption.or));
    if filter.states.len() > 1 && filter.counties.is_empty() {
        let names = filter.states.iter().map(|state| lang.state(*state).to_owned());
        add(phrase!(caption.in_states), names.collect(), ", ");
    }
    let models = filter.models.iter().map(|model| lower_first(model_name(*model, lang)));
    add(phrase!(caption.of_models), models.collect(), or);
    let levels = filter.levels.iter().map(|level| lower_first(level_name(*level, lang)));
    add(phrase!(caption.of_levels), levels.collect(), or);
    only.extend(signed(filter.signed, lang));
    if !filter.words.is_empty() {
        only.push(lang.tell(phrase!(caption.named), &[&filter.words]));
    }
    (!only.is_empty()).then(|| lang.tell(phrase!(caption.only), &[&only.join(", ")]))
}

/// The first letter small: a name within a sentence, or digits, which stay.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
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
        let check = |postal: &str, expected: [&str; 2]| {
            let states: Vec<State> = postal.split_whitespace().filter_map(State::from_postal).collect();
            assert_eq!([Lang::En, Lang::Es].map(|lang| places(&states, lang)), expected);
        };
        check("NY", ["New York", "Nueva York"]);
        check("AL FL GU", ["2 states and 1 territory", "2 estados y 1 territorio"]);
        check("AL GU MP", ["1 state and 2 territories", "1 estado y 2 territorios"]);
        check("GU PR", ["2 territories", "2 territorios"]);
        check("", ["0 states", "0 estados"]);
    }

    #[test]
    fn a_title_names_a_county_and_counts_several() {
        let mut record = Record::default();
        let of = |record: &Record, codes: &str, states: &str| {
            let counties = codes.split_whitespace().filter_map(Fips::parse).collect();
            let states = states.split_whitespace().filter_map(State::from_postal).collect();
            let filter = Filter { counties, states, ..Filter::default() };
            [Lang::En, Lang::Es].map(|lang| place_of(&filter, record, lang).unwrap_or_default())
        };
        let check = |record: &Record, codes, states, expected| assert_eq!(of(record, codes, states), expected);
        // Before names have come no code is told.
        check(&record, "36061", "", ["1 county in New York", "1 condado en Nueva York"]);
        let names = [(12_071, "Lee"), (36_061, "New York"), (66_010, "Guam")];
        record.name_counties(names.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        check(&record, "36061 36061", "", ["New York County, New York", "Condado de New York, Nueva York"]);
        check(&record, "66010", "", ["Guam", "Guam"]);
        check(&record, "12071 12086 12087", "FL", ["3 counties in Florida", "3 condados en Florida"]);
        check(&record, "12071 36061", "", ["2 counties", "2 condados"]);
        check(&record, "", "NY", ["New York", "Nueva York"]);
        check(&record, "", "NY FL", ["", ""]);
    }

    #[test]
    fn conditions_are_told_as_a_person_would() {
        use crate::contract::Query;
        let check = |query: &str, expected: [&str; 2]| {
            let filter = Query::parse(query).0.filter;
            let told = [Lang::En, Lang::Es].map(|lang| conditions(&filter, lang).unwrap_or_default());
            assert_eq!(told, expected, "{query}");
        };
        check("state=FL&county=12071", ["", ""]);
        check(
            "state=FL,GA&model=TFM,WSO",
            [
                "Counted here are only agreements in Florida, Georgia, of the task force or warrant service officer model.",
                "Aquí se cuentan solo acuerdos en Florida, Georgia, de modelo grupo de trabajo o bien oficial de órdenes.",
            ],
        );
        check(
            "level=municipal&signed=2025-03-01..&q=police",
            [
                "Counted here are only agreements with municipal agencies, signed since March 1, 2025, with “police” in \
                 the agency’s name.",
                "Aquí se cuentan solo acuerdos con agencias de nivel municipal, firmados desde el 1 de marzo de 2025, con \
                 “police” en el nombre de la agencia.",
            ],
        );
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
