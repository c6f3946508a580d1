//! What is said around a growth chart and of a day on it. It counts nothing.

use crate::chart::Theme;
use crate::chart::figure::{Caption, Key, Swatch};
use crate::chart::growth::drawing::Words;
use crate::chart::growth::{Growth, Scale};
use crate::contract::Query;
use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::query::earlier::{Read, Total};
use crate::roster::query::series::{Every, Measure, Split, Step};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model};

use super::super::words::{
    agencies, agreements, as_of, conditions, labelled, level_name, model_name, period, place_of, places, source,
};

/// What a chart shows of the years before the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// They lie outside of the time axis, or the measure has nothing to do with them.
    NotAsked,
    /// National totals and early agencies.
    Shown,
    /// Early agencies of the states chosen, some or none.
    Agencies(bool),
    /// Nothing: totals do not speak of this selection.
    Unfit,
    /// Nothing: on a logarithmic scale each line is a part, and nothing is known of parts.
    Whole,
    /// Nothing: the page has no such file, or another record.
    Missing,
}

/// The caption of a growth chart. `counted` holds the counts shown of each part on the day counted, or over all
/// periods; `n_left_out` the agreements whose day of signing is unknown.
pub fn caption(
    (query, record, growth): (&Query, &Record, &Growth),
    counted: &Step,
    before: Before,
    n_left_out: usize,
    theme: &Theme,
) -> Caption {
    let lang = query.lang;
    let total = agreements(counted.total(), lang);
    let measure = match query.measure {
        Measure::Active | Measure::First => phrase!(growth.active),
        Measure::Signed => phrase!(growth.signed),
        Measure::Ended => phrase!(growth.ended),
    };
    let date = match growth.bars {
        None => labelled(&as_of(counted.date, lang), &total, lang),
        Some(every) => {
            let of = |day: Date| period(every.first_day(day), every, lang);
            let (from, to) = (of(growth.range.0), of(growth.range.1.plus(-1)));
            lang.tell(phrase!(growth.within), &[&from, &to, &total])
        }
    };
    let unit = match query.split {
        Split::Model => phrase!(growth.by_model),
        Split::Level => phrase!(growth.by_level),
        Split::None => phrase!(growth.agreements),
    };
    let title = lang.tell(measure, &[by(query.every, lang)]);
    let of = place_of(&query.filter, record, lang);
    Caption {
        title: of.map_or(title.clone(), |place| labelled(&title, &place, lang)),
        date,
        unit: lang.pick(unit).to_owned(),
        legend: legend((query.split, growth), counted, theme),
        notes: notes(query, growth, before, n_left_out),
        source: source(record, lang),
    }
}

fn legend((split, growth): (Split, &Growth), counted: &Step, theme: &Theme) -> Vec<Key> {
    let mut legend = Vec::new();
    for (part, n) in counted.parts.iter().enumerate().filter(|_| split != Split::None) {
        // A part that never was is no part of the legend: agreements without a level, of a state.
        let was = |step: &Step| step.parts.get(part).is_some_and(|n| *n > 0);
        if split == Split::Model || growth.panels.iter().any(|panel| panel.steps.iter().any(was)) {
            let color = theme.parts.get(part).copied().unwrap_or(theme.faint);
            let label = match growth.is_before() {
                true => part_name(split, part, growth.lang).to_owned(),
                false => part_line(split, part, *n, growth.lang),
            };
            legend.push(Key { swatch: Swatch::Whole, color, label });
        }
    }
    legend
}

/// What the rings after the record are.
pub fn restated_key(lang: Lang, theme: &Theme) -> Key {
    Key { swatch: Swatch::Ring, color: theme.ink, label: lang.pick(phrase!(growth.restated)).to_owned() }
}

/// `Task force: 924`.
fn part_line(split: Split, part: usize, n: usize, lang: Lang) -> String {
    labelled(part_name(split, part, lang), &lang.number(n), lang)
}

fn by(every: Every, lang: Lang) -> &'static str {
    lang.pick(match every {
        Every::Day => phrase!(growth.by_day),
        Every::Month => phrase!(growth.by_month),
        Every::Year => phrase!(growth.by_year),
    })
}

/// What the picture cannot show, and what in it is not as certain as the rest.
fn notes(query: &Query, growth: &Growth, before: Before, n_left_out: usize) -> Vec<String> {
    let lang = query.lang;
    let (first, last) = growth.known;
    let (from, to) = growth.range;
    let mut notes = Vec::new();
    notes.extend(conditions(&query.filter, lang));
    let since = lang.day(first);
    let mut note = |phrase, filled: &[&str]| notes.push(lang.tell(phrase, filled));
    match before {
        Before::NotAsked => {}
        Before::Shown => note(phrase!(growth.before_shown), &[&since]),
        Before::Agencies(true) => note(phrase!(growth.before_agencies), &[&since]),
        Before::Agencies(false) => note(phrase!(growth.before_no_agencies), &[&since]),
        Before::Unfit => note(phrase!(growth.before_unfit), &[]),
        Before::Whole => note(phrase!(growth.before_whole), &[]),
        Before::Missing => note(phrase!(growth.before_missing), &[]),
    }
    let mut gaps = String::new();
    for (gap, until) in growth.gaps.iter().filter(|(gap, until)| *gap >= first && *until > from && *gap < to) {
        if !gaps.is_empty() {
            gaps.push_str(lang.pick(phrase!(growth.gap_nor)));
        }
        gaps.push_str(&lang.tell(phrase!(growth.gap_between), &[&lang.day(*gap), &lang.day(*until)]));
    }
    if !gaps.is_empty() {
        note(phrase!(growth.gaps), &[&gaps]);
    }
    if let Some(every) = growth.bars {
        if every.next(last).plus(-1) > last && to > last {
            note(phrase!(growth.running), &[&period(every.first_day(last), every, lang), &lang.day(last)]);
        }
        if from < every.first_day(first) {
            note(phrase!(growth.survivors), &[&since]);
        }
    }
    if query.measure == Measure::Ended {
        note(phrase!(growth.endings), &[]);
    }
    if n_left_out > 0 {
        note(phrase!(growth.left_out), &[&agreements(n_left_out, lang)]);
    }
    if growth.scale == Scale::Log {
        note(phrase!(growth.log), &[]);
    }
    notes
}

/// The words within the picture.
pub fn in_picture(lang: Lang) -> Words {
    Words {
        no_list: lang.pick(phrase!(growth.no_list)),
        totals: lang.pick(phrase!(growth.totals)),
        early: lang.pick(phrase!(growth.early)),
    }
}

/// What is said of a step: the total, then each part that has any.
pub fn step(split: Split, step: &Step, lang: Lang) -> Vec<String> {
    let mut lines = vec![agreements(step.total(), lang)];
    for (part, n) in step.parts.iter().enumerate() {
        if split != Split::None && *n > 0 {
            lines.push(part_line(split, part, *n, lang));
        }
    }
    lines
}

/// In how many states and territories, or in which one; `None` in none.
pub fn in_places(states: &[State], lang: Lang) -> Option<String> {
    (!states.is_empty()).then(|| lang.tell(phrase!(growth.in_places), &[&places(states, lang)]))
}

/// A change from an earlier day or period: `+12 since February 27, 2026`, `−3 compared with May 2026`, `The same as
/// in May 2026`.
pub fn change(now: usize, then: usize, when: &str, since: bool, lang: Lang) -> String {
    if now == then {
        return lang.tell(if since { phrase!(growth.same_on) } else { phrase!(growth.same_in) }, &[when]);
    }
    let phrase = if since { phrase!(growth.change_since) } else { phrase!(growth.change_from) };
    lang.tell(phrase, &[if now < then { "−" } else { "+" }, &lang.number(now.abs_diff(then)), when])
}

/// A national total: the figure, then its source and how that was read.
pub fn total(total: &Total, lang: Lang) -> [String; 2] {
    let count = if total.of_agencies { agencies(total.count, lang) } else { agreements(total.count, lang) };
    let source = total.source.get(lang.pick(phrase!(wording))).map_or("", String::as_str);
    let phrase = match total.read {
        Read::Listed => phrase!(growth.source_listed),
        Read::Seen => phrase!(growth.source_seen),
        Read::Restated => phrase!(growth.source_restated),
    };
    [count, lang.tell(phrase, &[source])]
}

/// What is known of a day before the record: the last national total, or how many agencies at least.
pub fn before(total: Option<&Total>, known: usize, day: Date, lang: Lang) -> String {
    let day = lang.day(day);
    match (total, known) {
        (Some(total), _) => {
            let [count, _] = self::total(total, lang);
            let of = period(total.period.first, total.period.every, lang);
            lang.tell(phrase!(growth.reported), &[&of, &count])
        }
        (None, 0) => lang.tell(phrase!(growth.unknown), &[&day]),
        (None, known) => lang.tell(phrase!(growth.at_least), &[&day, &agencies(known, lang)]),
    }
}

/// What was before the first day shown: figures, each with its day.
pub fn earlier(figures: &str, lang: Lang) -> String {
    lang.tell(phrase!(growth.earlier), &[figures])
}

/// What shows the time from a month or year on.
pub fn since(first: &str, lang: Lang) -> String {
    lang.tell(phrase!(growth.since), &[first])
}

/// How many early agencies are known, and of what that is a count: a list of the day follows the signings.
pub fn known(n: usize, lang: Lang) -> String {
    lang.tell(phrase!(growth.known), &[&agencies(n, lang)])
}

/// That nothing was archived between two lists.
pub fn gap((from, to): (Date, Date), lang: Lang) -> String {
    lang.tell(phrase!(growth.gap), &[&lang.day(from), &lang.day(to)])
}

/// That the count has stood since a list.
pub fn unchanged(since: Date, lang: Lang) -> String {
    lang.tell(phrase!(growth.unchanged), &[&lang.day(since)])
}

/// That a list printed another number of rows than the record counts agreements.
pub fn rows(n: usize, lang: Lang) -> String {
    lang.tell(phrase!(growth.rows), &[&lang.number(n)])
}

/// That nothing is known of a day.
pub fn nothing(lang: Lang) -> String {
    lang.pick(phrase!(growth.nothing)).to_owned()
}

/// That a period is not whole.
pub fn incomplete(lang: Lang) -> String {
    lang.pick(phrase!(growth.incomplete)).to_owned()
}

/// The name of a part; empty for a single one.
pub fn part_name(split: Split, part: usize, lang: Lang) -> &'static str {
    let name = match split {
        Split::Model => Model::ALL.get(part).map(|model| model_name(*model, lang)),
        Split::Level => Level::ALL.get(part).map(|level| level_name(*level, lang)),
        Split::None => Some(""),
    };
    name.unwrap_or(lang.pick(phrase!(levels.unknown)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_as_a_person_would() {
        let check = |(now, then), since, when, expected: [&str; 2]| {
            assert_eq!([Lang::En, Lang::Es].map(|lang| change(now, then, when, since, lang)), expected);
        };
        check((1_274, 135), true, "2024", ["+1,139 since 2024", "+1,139 desde el 2024"]);
        check((3, 5), false, "2024", ["−2 compared with 2024", "−2 frente a 2024"]);
        check((5, 5), true, "2024", ["The same as on 2024", "Los mismos que el 2024"]);
        check((0, 0), false, "2024", ["The same as in 2024", "Los mismos que en 2024"]);
    }
}
