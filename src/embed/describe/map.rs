//! What is said around a map and of a place on it. It counts nothing.

use crate::chart::choropleth::{Area, Choropleth, Unit};
use crate::chart::figure::Caption;
use crate::chart::{Lang, Theme};
use crate::date::Date;
use crate::roster::count::Tally;
use crate::roster::{Model, Record};

use super::super::query::Query;
use super::{agencies, agreements, as_of, conditions, model_name, source, subject};

/// The caption of a map.
pub fn caption(query: &Query, record: &Record, choropleth: &Choropleth, day: Date, theme: &Theme) -> Caption {
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
