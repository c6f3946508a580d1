//! What is said around a growth chart and of a day on it. It counts nothing.

use crate::chart::figure::{Caption, Key, Swatch};
use crate::chart::{Lang, Theme};
use crate::date::Date;
use crate::roster::series::{Split, Step};
use crate::roster::{Filter, Level, Model, Record};

use super::super::query::Query;
use super::{agreements, as_of, conditions, level_name, model_name, source};

/// The caption of a growth chart.
pub fn caption(query: &Query, record: &Record, step: Option<&Step>, day: Date, theme: &Theme) -> Caption {
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
            .map(|(color, name, n)| Key { swatch: Swatch::Whole, color, label: format!("{name}: {}", lang.number(n)) })
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

/// What is said of a day on the growth chart: the total, then each part that has any.
pub fn step(split: Split, step: Option<&Step>, lang: Lang) -> Vec<String> {
    let mut lines = vec![agreements(step.map_or(0, Step::total), lang)];
    if split != Split::None {
        let parts = (0..split.parts()).map(|part| (part, part_of(step, part))).filter(|(_, n)| *n > 0);
        lines.extend(parts.map(|(part, n)| format!("{}: {}", part_name(split, part, lang), lang.number(n))));
    }
    lines
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
