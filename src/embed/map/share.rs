//! The share of a state's counties with a county-wide agreement, in classes and in words. It knows no view.

use crate::atlas::Geography;
use crate::chart::Theme;
use crate::chart::choropleth::{Choropleth, Fill};
use crate::chart::classes::Classes;
use crate::chart::figure::Caption;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::query::filter::Filter;
use crate::roster::query::profile::rounded;
use crate::roster::record::Record;

use super::super::words::{lower_first, place_of, subject};
use super::words;

/// Lower bounds of the classes, in per cent.
const CLASSES: [usize; 5] = [1, 10, 25, 50, 75];

/// How many counties of a state have a county-wide agreement, of how many.
pub fn counties(geography: &Geography, choropleth: &Choropleth, state: State) -> (usize, usize) {
    let counties = geography.counties().iter().zip(&choropleth.county_wide);
    let mut of = counties.filter(|(county, _)| county.fips.state() == state);
    of.by_ref().fold((0, 0), |(with, of), (_, signed)| (with + usize::from(*signed), of + 1))
}

/// The same in per cent, as every share is [`rounded`].
pub fn percent((with, of): (usize, usize)) -> usize {
    rounded(with as u64, of as u64, 100).unwrap_or_default() as usize
}

/// The same counts of states, coloured by their shares.
pub fn color(choropleth: Choropleth, geography: &Geography, filter: &Filter) -> Choropleth {
    let mut last = None;
    let mut values: Vec<usize> = Vec::new();
    for county in geography.counties() {
        let state = county.fips.state();
        // The counties of a state stand together.
        let same = last.replace(state) == Some(state);
        let value = values.last().copied().filter(|_| same);
        values.push(value.unwrap_or_else(|| percent(counties(geography, &choropleth, state))));
    }
    choropleth.colored(geography, filter, Classes::new(&CLASSES), values, &|_, shade| Fill::Whole(shade))
}

/// Makes a caption speak of shares.
pub fn caption(
    caption: &mut Caption,
    (choropleth, geography): (&Choropleth, &Geography),
    filter: &Filter,
    record: &Record,
    (lang, theme): (Lang, &Theme),
) {
    let share = lang.tell(phrase!(map.share_with), &[&lower_first(subject(filter, lang))]);
    let title = [&share, " ", words::by(choropleth.area, lang)].concat();
    caption.title = words::placed(title, place_of(filter, record, lang), lang);
    caption.unit = lang.pick(phrase!(map.share_per_state)).to_owned();
    let label = |class: usize| match choropleth.classes.from(class + 1) {
        Some(_) => choropleth.classes.label(class, lang) + "%",
        None => format!("{}–100%", choropleth.classes.from(class).unwrap_or_default()),
    };
    caption.legend.splice(.., words::keys((choropleth, geography), &label, lang, theme));
    let asked = geography.counties().iter().zip(&choropleth.county_wide).zip(&choropleth.fills);
    let asked: Vec<bool> = asked.filter(|(_, fill)| **fill != Fill::Unasked).map(|((_, signed), _)| *signed).collect();
    let with = asked.iter().filter(|signed| **signed).count();
    // Before the total, in one note with it: others stand right behind.
    if let Some(total) = caption.notes.first_mut() {
        let all = filter.states.is_empty() && filter.counties.is_empty();
        let too = if all { lang.pick(phrase!(map.share_too)) } else { "" };
        let (line, note) = (line(with, asked.len(), lang), lang.tell(phrase!(map.share_note), &[too]));
        *total = [&line, &note, " ", total.as_str()].concat();
    }
}

/// `67 of 67 counties have a county-wide agreement`.
pub fn line(with: usize, of: usize, lang: Lang) -> String {
    lang.tell(phrase!(map.share_line), &[&lang.number(with), &lang.number(of)])
}

/// `67 of 67`.
pub fn of(with: usize, of: usize, lang: Lang) -> String {
    lang.tell(phrase!(map.share_of), &[&lang.number(with), &lang.number(of)])
}

/// The table's column of shares.
pub fn column(lang: Lang) -> String {
    lang.pick(phrase!(map.share_column)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_one_are_not_all_and_one_is_some() {
        let check = |with, of, expected| assert_eq!(percent((with, of)), expected, "{with} of {of}");
        check(67, 67, 100);
        check(59, 95, 62);
        check(253, 254, 99);
        check(1, 254, 1);
        check(0, 254, 0);
        check(0, 0, 0);
    }
}
