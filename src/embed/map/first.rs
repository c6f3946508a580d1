//! Places by when their first agreement was signed: their days, their classes, what is said of them. It knows no view.

use crate::atlas::Geography;
use crate::chart::Theme;
use crate::chart::choropleth::{Area, Choropleth, Fill};
use crate::chart::classes::Classes;
use crate::chart::figure::Caption;
use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::Fips;
use crate::roster::query::count::Tally;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::Agreement;

use super::super::words::{place_of, subject};
use super::words;

/// Half-years from this year on have classes of their own. ICE's first list of 2025, of 21 February, has the 135
/// agreements of the years before; from there on they multiply.
const YEAR: i32 = 2025;
/// What was signed earlier, three half-years, and what came after them.
const CLASSES: [usize; 5] = [1, 2, 3, 4, 5];
/// One more than the largest code of a state.
const STATES: usize = 100;

/// Whether an agreement's day of signing may be a place's first one: one that ICE had listed by a day, whatever became
/// of it; or, of a filter that names statuses, one that has such a status on that day.
pub fn counts(agreement: &Agreement, filter: &Filter, day: Date) -> bool {
    match filter.statuses.as_slice() {
        [] => agreement.first_listed.is_some_and(|first| first <= day) && filter.admits(agreement),
        _ => filter.admits_on(agreement, day),
    }
}

/// The earliest day of signing among what counts, for each county of a geography, or on a map of states for its state.
/// `None` where nothing counts, or no day is known.
pub fn days(geography: &Geography, record: &Record, filter: &Filter, day: Date, area: Area) -> Vec<Option<Date>> {
    let counties = geography.counties();
    let state = |fips: Fips| usize::from(fips.state().code());
    let mut days: Vec<Option<Date>> = vec![None; counties.len()];
    let mut of_states: Vec<Option<Date>> = vec![None; STATES];
    let note = |days: &mut Vec<Option<Date>>, at: usize, signed: Date| {
        if let Some(first) = days.get_mut(at) {
            *first = Some(first.map_or(signed, |first| first.min(signed)));
        }
    };
    for agreement in record.agreements().filter(|agreement| counts(agreement, filter, day)) {
        let Some(signed) = agreement.signed else { continue };
        note(&mut of_states, usize::from(agreement.state.code()), signed);
        for county in agreement.counties.iter().filter_map(|fips| geography.position(*fips)) {
            note(&mut days, county, signed);
        }
    }
    match area {
        Area::State => counties.iter().map(|county| of_states.get(state(county.fips)).copied().flatten()).collect(),
        Area::County | Area::Agency => days,
    }
}

/// The class of a day, from 1.
fn class(day: Date) -> usize {
    let (year, month, _) = day.ymd();
    match year - YEAR {
        ..=-1 => 1,
        years => (years as usize * 2 + usize::from(month > 6) + 2).min(CLASSES.len()),
    }
}

/// The same counts, coloured by the first days.
pub fn color(choropleth: Choropleth, geography: &Geography, record: &Record, filter: &Filter, day: Date) -> Choropleth {
    let days = days(geography, record, filter, day, choropleth.area);
    let values = days.into_iter().map(|day| day.map_or(0, class)).collect();
    choropleth.colored(geography, filter, Classes::new(&CLASSES), values, &|_, shade| Fill::Whole(shade))
}

/// What a class holds.
fn label(class: usize, lang: Lang) -> String {
    let (years, second) = (class.saturating_sub(1) / 2, class.is_multiple_of(2));
    let phrase = match class {
        0 => phrase!(map.before_year),
        _ if class + 1 == CLASSES.len() => phrase!(map.since_july),
        _ if second => phrase!(map.second_half),
        _ => phrase!(map.first_half),
    };
    lang.tell(phrase, &[&(YEAR + years as i32).to_string()])
}

/// Makes a caption speak of first days.
pub fn caption(
    caption: &mut Caption,
    (choropleth, geography): (&Choropleth, &Geography),
    filter: &Filter,
    record: &Record,
    (lang, theme): (Lang, &Theme),
) {
    let (by, unit) = match choropleth.area {
        Area::State => (phrase!(map.by_first_of_state), phrase!(map.first_per_state)),
        Area::County | Area::Agency => (phrase!(map.by_first_of_county), phrase!(map.first_per_county)),
    };
    let title = [subject(filter, lang), " ", lang.pick(by)].concat();
    caption.title = words::placed(title, place_of(filter, record, lang), lang);
    caption.unit = lang.pick(unit).to_owned();
    caption.legend.splice(.., words::keys((choropleth, geography), &|class| label(class, lang), lang, theme));
    let mut places = choropleth.tallies.iter().zip(&choropleth.values);
    let past = |(tally, value): (&Tally, &usize)| tally.agreements == 0 && *value > 0;
    if places.clone().any(past) {
        caption.notes.push(lang.pick(phrase!(map.first_past)).to_owned());
    }
    // Places without a known day are as bare as those without an agreement.
    let unknown = |(tally, value): (&Tally, &usize)| tally.agreements > 0 && *value == 0;
    if places.any(unknown) {
        caption.notes.push(lang.pick(phrase!(map.no_day)).to_owned());
    }
}

/// That a place's first was signed on a day.
pub fn line(day: Date, lang: Lang) -> String {
    lang.tell(phrase!(map.first_signed), &[&lang.day(day)])
}

/// The table's column of first days.
pub fn column(lang: Lang) -> String {
    lang.pick(phrase!(map.first_column)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_the_class_that_its_label_says() {
        let check = |day: &str, told: [&str; 2]| {
            let class = class(Date::parse(day).unwrap()) - 1;
            assert_eq!([Lang::En, Lang::Es].map(|lang| label(class, lang)), told, "{day}");
        };
        check("2002-07-02", ["before 2025", "antes de 2025"]);
        check("2024-12-31", ["before 2025", "antes de 2025"]);
        check("2025-01-01", ["January–June 2025", "enero a junio de 2025"]);
        check("2025-07-01", ["July–December 2025", "julio a diciembre de 2025"]);
        check("2026-06-30", ["January–June 2026", "enero a junio de 2026"]);
        check("2026-07-01", ["since July 2026", "desde julio de 2026"]);
        check("2031-01-01", ["since July 2026", "desde julio de 2026"]);
    }
}
