//! What is said around a growth chart and of a day on it. It counts nothing.

use crate::chart::figure::{Caption, Key, Swatch};
use crate::chart::growth::drawing::Words;
use crate::chart::growth::{Growth, Scale};
use crate::chart::{Lang, Theme};
use crate::contract::Query;
use crate::date::Date;
use crate::roster::query::earlier::{Read, Total};
use crate::roster::query::series::{Every, Measure, Split, Step};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Level, Model};

use super::{Sentence, agencies, agreements, as_of, conditions, level_name, model_name, source, tell};

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
    /// Nothing: the page has no such file, or another record.
    Missing,
}

/// The caption of a growth chart. `counted` holds the counts shown of each part on the day counted, or over all periods;
/// `n_left_out` the agreements whose day of signing is unknown.
pub fn caption(
    (query, record, growth): (&Query, &Record, &Growth),
    counted: &Step,
    before: Before,
    n_left_out: usize,
    theme: &Theme,
) -> Caption {
    let lang = query.lang;
    let total = agreements(counted.total(), lang);
    let title: &Sentence = match query.measure {
        Measure::Active => &["Active 287(g) agreements over time", "Acuerdos 287(g) vigentes a lo largo del tiempo"],
        Measure::Signed => &["287(g) agreements signed, #", "Acuerdos 287(g) firmados, #"],
        Measure::Ended => {
            &["287(g) agreements no longer listed, #", "Acuerdos 287(g) que ya no figuran en la lista, #"]
        }
    };
    let date = match growth.bars {
        None => tell(lang, &["#: #", "#: #"], &[&as_of(counted.date, lang), &total]),
        Some(every) => {
            let period = |day: Date| lang.period(every.first_day(day), every);
            let (from, to) = (period(growth.range.0), period(growth.range.1.plus(-1)));
            tell(lang, &["# to #: #", "# a #: #"], &[&from, &to, &total])
        }
    };
    let unit = match query.split {
        Split::Model => lang.pick("Agreements by model", "Acuerdos por modelo"),
        Split::Level => lang.pick("Agreements by level of government", "Acuerdos por nivel de gobierno"),
        Split::None => lang.pick("Agreements", "Acuerdos"),
    };
    Caption {
        title: tell(lang, title, &[by(query.every, lang)]),
        date,
        unit: unit.to_owned(),
        legend: legend(query.split, counted, lang, theme),
        notes: notes(query, growth, before, n_left_out),
        source: source(record, lang),
    }
}

fn legend(split: Split, counted: &Step, lang: Lang, theme: &Theme) -> Vec<Key> {
    let mut legend = Vec::new();
    for (part, n) in counted.parts.iter().enumerate().filter(|_| split != Split::None) {
        // A part that never was is no part of the legend: agreements without a level, on later days.
        if *n > 0 || split == Split::Model {
            let color = theme.parts.get(part).copied().unwrap_or(theme.faint);
            legend.push(Key { swatch: Swatch::Whole, color, label: part_line(split, part, *n, lang) });
        }
    }
    legend
}

/// What the rings after the record are.
pub fn restated_key(lang: Lang, theme: &Theme) -> Key {
    let label = lang.pick("Restated totals, not counted here", "Totales según otro registro, no contados aquí");
    Key { swatch: Swatch::Ring, color: theme.ink, label: label.to_owned() }
}

/// `Task force: 924`.
fn part_line(split: Split, part: usize, n: usize, lang: Lang) -> String {
    tell(lang, &["#: #", "#: #"], &[part_name(split, part, lang), &lang.number(n)])
}

fn by(every: Every, lang: Lang) -> &'static str {
    match every {
        Every::Day => lang.pick("by day", "por día"),
        Every::Month => lang.pick("by month", "por mes"),
        Every::Year => lang.pick("by year", "por año"),
    }
}

/// What the picture cannot show, and what in it is not as certain as the rest.
fn notes(query: &Query, growth: &Growth, before: Before, n_left_out: usize) -> Vec<String> {
    let lang = query.lang;
    let (first, last) = growth.known;
    let (from, to) = growth.range;
    let mut notes = Vec::new();
    notes.extend(conditions(&query.filter, lang));
    let since = lang.day(first);
    let mut note = |sentence: &Sentence, filled: &[&str]| notes.push(tell(lang, sentence, filled));
    match before {
        Before::NotAsked => {}
        Before::Shown => note(&SHOWN, &[&since]),
        Before::Agencies(true) => note(&AGENCIES, &[&since]),
        Before::Agencies(false) => note(&NO_AGENCIES, &[&since]),
        Before::Unfit => note(&UNFIT, &[]),
        Before::Missing => note(&MISSING, &[]),
    }
    let mut gaps = String::new();
    for (gap, until) in growth.gaps.iter().filter(|(gap, until)| *gap >= first && *until > from && *gap < to) {
        if !gaps.is_empty() {
            gaps.push_str(lang.pick(", nor between ", ", ni entre el "));
        }
        gaps.push_str(&tell(lang, &["# and #", "# y el #"], &[&lang.day(*gap), &lang.day(*until)]));
    }
    if !gaps.is_empty() {
        note(&GAPS, &[&gaps]);
    }
    if let Some(every) = growth.bars {
        if every.next(last).plus(-1) > last && to > last {
            note(&RUNNING, &[&lang.period(every.first_day(last), every), &lang.day(last)]);
        }
        if from < every.first_day(first) {
            note(&SURVIVORS, &[&since]);
        }
    }
    if query.measure == Measure::Ended {
        note(&ENDED, &[]);
    }
    if n_left_out > 0 {
        note(&LEFT_OUT, &[&agreements(n_left_out, lang)]);
    }
    if growth.scale == Scale::Log {
        note(&LOG, &[]);
    }
    notes
}

const SHOWN: Sentence = [
    "The counted lists begin on #. Before that, the points are national totals as each source gave them; the thin line is \
     agencies known from single rosters, a partial list. Neither is joined to what was counted.",
    "Las listas contadas comienzan el #. Antes, los puntos son totales nacionales según cada fuente; la línea fina, agencias \
     conocidas por listados sueltos, una lista parcial. Ni unos ni otra se unen a lo contado.",
];
const AGENCIES: Sentence = [
    "The counted lists begin on #. Before that, the thin line is agencies known from single rosters, a partial list; totals \
     of those years are national and not shown.",
    "Las listas contadas comienzan el #. Antes, la línea fina son agencias conocidas por listados sueltos, una lista parcial; \
     los totales de esos años son nacionales y no se muestran.",
];
const NO_AGENCIES: Sentence = [
    "The counted lists begin on #. From the years before no agency of this selection is known; totals of those years are \
     national and not shown.",
    "Las listas contadas comienzan el #. De los años anteriores no se conoce ninguna agencia de esta selección; los totales \
     de esos años son nacionales y no se muestran.",
];
const UNFIT: Sentence = [
    "Earlier years are not shown: their figures say nothing of this selection.",
    "Los años anteriores no se muestran: sus cifras nada dicen de esta selección.",
];
const MISSING: Sentence = [
    "Earlier years could not be shown: the file that holds them is missing, or belongs to another record.",
    "No se pudieron mostrar los años anteriores: falta el archivo que los contiene, o pertenece a otro registro.",
];
const GAPS: Sentence = [
    "Faded: no list is archived between #; the count before is carried on.",
    "Atenuado: no hay lista archivada entre el #; se mantiene la cuenta anterior.",
];
const RUNNING: Sentence = [
    "Outlined, incomplete: #, up to the last list of #.",
    "Solo contorno, incompleto: #, hasta la última lista, del #.",
];
const SURVIVORS: Sentence = [
    "Outlined, incomplete: before # only agreements that were still listed then are known.",
    "Solo contorno, incompleto: antes del # solo se conocen los acuerdos que aún figuraban en esa fecha.",
];
const ENDED: Sentence = [
    "Counted on the first list without the agreement; lists do not say why. Renewals are not counted.",
    "Se cuentan en la primera lista sin el acuerdo; las listas no dicen por qué. Las renovaciones no se cuentan.",
];
const LEFT_OUT: Sentence =
    ["Not shown: # without a usable day of signing.", "No se muestran: # sin fecha de firma utilizable."];
const LOG: Sentence = [
    "Logarithmic scale: equal heights are equal rates of growth. Zero has no place on it and is not drawn.",
    "Escala logarítmica: alturas iguales son tasas de crecimiento iguales. El cero no cabe en ella y no se dibuja.",
];

/// The words within the picture.
pub fn words(lang: Lang) -> Words {
    Words {
        no_list: lang.pick("no list archived", "sin lista archivada"),
        totals: lang.pick("National totals, as reported", "Totales nacionales, según la fuente"),
        early: lang.pick("Agencies known, a partial list", "Agencias conocidas, lista parcial"),
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

/// In how many states and territories; `None` in none.
pub fn states((states, territories): (usize, usize), lang: Lang) -> Option<String> {
    let sentence: &Sentence = match (states, territories) {
        (0, 0) => return None,
        (1, 0) => &["In # state", "En # estado"],
        (_, 0) => &["In # states", "En # estados"],
        (1, 1) => &["In # state and # territory", "En # estado y # territorio"],
        (1, _) => &["In # state and # territories", "En # estado y # territorios"],
        (_, 1) => &["In # states and # territory", "En # estados y # territorio"],
        _ => &["In # states and # territories", "En # estados y # territorios"],
    };
    Some(tell(lang, sentence, &[&lang.number(states), &lang.number(territories)]))
}

/// A change from an earlier day or period: `+12 since February 27, 2026`, `−3 compared with February 2026`.
pub fn change(now: usize, then: usize, when: &str, since: bool, lang: Lang) -> String {
    let sentence: &Sentence =
        if since { &["## since #", "## desde el #"] } else { &["## compared with #", "## frente a #"] };
    tell(lang, sentence, &[if now < then { "−" } else { "+" }, &lang.number(now.abs_diff(then)), when])
}

/// A national total: the figure, then its source and how that was read.
pub fn total(total: &Total, lang: Lang) -> [String; 2] {
    let count = if total.of_agencies { agencies(total.count, lang) } else { agreements(total.count, lang) };
    let [en, es] = &total.source;
    let sentence: &Sentence = match total.read {
        Read::Listed => &["Source: # (counted from it)", "Fuente: # (contado en ella)"],
        Read::Seen => &["Source: # (as it states or is quoted)", "Fuente: # (según lo que afirma o se cita)"],
        Read::Restated => {
            &["Source: # (as a public tracker restates it)", "Fuente: # (según lo recoge un registro público)"]
        }
    };
    [count, tell(lang, sentence, &[lang.pick(en, es)])]
}

/// How many early agencies are known.
pub fn known(n: usize, lang: Lang) -> String {
    tell(
        lang,
        &["Known from rosters, a partial list: #", "Conocidas por listados, lista parcial: #"],
        &[&agencies(n, lang)],
    )
}

/// That nothing was archived between two lists.
pub fn gap((from, to): (Date, Date), lang: Lang) -> String {
    let sentence = ["No list archived between # and #", "Sin lista archivada entre el # y el #"];
    tell(lang, &sentence, &[&lang.day(from), &lang.day(to)])
}

/// That the count has stood since a list.
pub fn unchanged(since: Date, lang: Lang) -> String {
    tell(lang, &["Unchanged since the list of #", "Sin cambios desde la lista del #"], &[&lang.day(since)])
}

/// That a list printed another number of rows than the record counts agreements.
pub fn rows(n: usize, lang: Lang) -> String {
    let sentence = [
        "ICE’s list has # rows; an agreement printed twice counts once, one missing for up to 60 days counts on",
        "La lista de ICE tiene # filas; un acuerdo impreso dos veces cuenta una vez, uno ausente hasta 60 días sigue contando",
    ];
    tell(lang, &sentence, &[&lang.number(n)])
}

/// That nothing is known of a day.
pub fn nothing(lang: Lang) -> String {
    lang.pick("No figure is known of this day", "No se conoce ninguna cifra de este día").to_owned()
}

/// That a period is not whole.
pub fn incomplete(lang: Lang) -> String {
    lang.pick("Incomplete", "Incompleto").to_owned()
}

/// The name of a part; empty for a single one.
pub fn part_name(split: Split, part: usize, lang: Lang) -> &'static str {
    let name = match split {
        Split::Model => Model::ALL.get(part).map(|model| model_name(*model, lang)),
        Split::Level => Level::ALL.get(part).map(|level| level_name(*level, lang)),
        Split::None => Some(""),
    };
    name.unwrap_or(lang.pick("Level not given", "Nivel no indicado"))
}
