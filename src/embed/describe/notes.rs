//! What happened, as annotations of the growth chart: the atlas's own with their sources, and those that a page brings along.

use crate::chart::Lang;
use crate::chart::growth::Note;
use crate::roster::query::earlier::Period;

use super::{Sentence, tell};

/// An annotation with all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// As it is drawn, at the middle of its day or month.
    pub note: Note,
    /// When, in words.
    pub when: String,
    /// Where that is known from; empty for a page's own.
    pub source: &'static str,
}

/// A page's own annotations outlast all of ours.
const OWN: u32 = 9;

/// Terms of presidents begin at noon of 20 January: the Twentieth Amendment, section 1.
const TERMS: [&str; 2] = [
    "U.S. Constitution, Twentieth Amendment: terms begin on January 20",
    "Constitución de EE. UU., Enmienda XX: los mandatos comienzan el 20 de enero",
];
/// What is said of October 2012 is what `data/totals.csv` holds: 64, 57 and 39 agreements on these days.
const SHEETS: [&str; 2] = [
    "ICE fact sheets: 64 agreements on October 2, 2012, 57 on October 16, 39 on December 31, when those of task forces were over",
    "hojas informativas de ICE: 64 acuerdos al 2 de octubre de 2012, 57 al 16 de octubre, 39 al 31 de diciembre, \
     cuando los de grupos de trabajo ya habían concluido",
];
const ORDER: [&str; 2] = [
    "Executive Order 14159, “Protecting the American People Against Invasion,” section 11",
    "Orden Ejecutiva 14159, “Protecting the American People Against Invasion”, sección 11",
];

/// Ours: the day or month, the weight, the words in English and Spanish, the source in both. First terms weigh more than second ones,
/// what changed the programme more than both.
const BUILT_IN: [(&str, u32, [&str; 2], [&str; 2]); 8] = [
    ("2005-01-20", 1, ["Bush’s second term", "Segundo mandato de Bush"], TERMS),
    ("2009-01-20", 3, ["Obama takes office", "Obama asume el cargo"], TERMS),
    ("2012-10", 6, ["Task force agreements run out", "Vencen los acuerdos de grupos de trabajo"], SHEETS),
    ("2013-01-20", 1, ["Obama’s second term", "Segundo mandato de Obama"], TERMS),
    ("2017-01-20", 4, ["Trump takes office", "Trump asume el cargo"], TERMS),
    ("2021-01-20", 4, ["Biden takes office", "Biden asume el cargo"], TERMS),
    ("2025-01-20", 5, ["Trump’s second term", "Segundo mandato de Trump"], TERMS),
    ("2025-01-20", 7, ["Executive order promotes 287(g)", "Orden ejecutiva impulsa el 287(g)"], ORDER),
];

/// The annotations of a chart, in the order of their days: ours if they are wanted, then a page's own, a line each with its day (or month,
/// or year), a tab and its words. A line without a day is left out: the page says so on the console.
pub fn events(built_in: bool, own: &str, lang: Lang) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |date: &str, weight: u32, text: &str, source: &'static str| {
        let Some(period) = Period::parse(date) else { return };
        let note = Note { date: period.middle(), text: text.to_owned(), weight };
        let event = Event { note, when: lang.period(period.first, period.every), source };
        let at = events.iter().take_while(|it: &&Event| it.note.date <= event.note.date).count();
        events.insert(at, event);
    };
    for (date, weight, [en, es], [source, fuente]) in BUILT_IN.into_iter().filter(|_| built_in) {
        add(date, weight, lang.pick(en, es), lang.pick(source, fuente));
    }
    for (date, text) in own.lines().filter_map(|line| line.split_once('\t')) {
        add(date, OWN, text, "");
    }
    events
}

/// What is said of an annotation: `January 20, 2025: Executive order promotes 287(g). Source: …`.
pub fn line(event: &Event, lang: Lang) -> String {
    let sentence: &Sentence =
        if event.source.is_empty() { &["#: #", "#: #"] } else { &["#: #. Source: #", "#: #. Fuente: #"] };
    tell(lang, sentence, &[&event.when, &event.note.text, event.source])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn events_stand_in_order_with_their_sources() {
        let own = "2025-05-28\t628 agreements\nyesterday\tno day\n2018-03\t76 agencies";
        let check = |built_in, lang, expected: &[&str]| {
            let lines: Vec<String> = events(built_in, own, lang).iter().map(|event| line(event, lang)).collect();
            assert_eq!(lines, expected);
        };
        check(false, Lang::En, &["March 2018: 76 agencies", "May 28, 2025: 628 agreements"]);
        check(false, Lang::Es, &["marzo de 2018: 76 agencies", "28 de mayo de 2025: 628 agreements"]);
        let all = events(true, own, Lang::En);
        assert_eq!(all.len(), 10);
        assert!(all.is_sorted_by_key(|event| event.note.date));
        assert!(all.iter().all(|event| event.source.is_empty() == (event.note.weight == OWN)));
        let order = all.iter().find(|event| event.note.weight == 7).unwrap();
        assert_eq!(
            line(order, Lang::En),
            "January 20, 2025: Executive order promotes 287(g). Source: Executive Order 14159, “Protecting the American People Against \
             Invasion,” section 11"
        );
    }

    #[test]
    fn ours_are_days_that_exist() {
        assert!(BUILT_IN.iter().all(|(date, ..)| Period::parse(date).is_some()));
        assert_eq!(events(true, "", Lang::Es).len(), BUILT_IN.len());
        assert_eq!(events(false, "", Lang::Es).len(), 0);
        assert!(events(true, "", Lang::En).iter().all(|it| it.note.date >= Date::from_days(0)));
    }
}
