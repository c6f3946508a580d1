//! What happened, as annotations of the growth chart: the atlas's own with their sources, and those that a page brings
//! along.

use crate::chart::growth::Note;
use crate::date::Date;
use crate::phrases::{Each, Lang, phrase};
use crate::roster::query::earlier::Period;
use crate::roster::query::series::Every;

use super::super::terms;
use super::super::words::{labelled, period};

/// An annotation with all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// As it is drawn, at the middle of its day or month.
    pub note: Note,
    /// When, in words.
    pub when: String,
    /// Where that is known from; empty for one that was brought along.
    pub source: &'static str,
    /// What is said of it, with its source, where that is more than the words drawn; else empty.
    pub said: String,
}

/// A page's own annotations outlast all of ours.
const OWN: u32 = 9;

/// Presidents' terms: the year in which each begins, the weight, the words, the name. What changed the programme most
/// weighs most.
const TERMS: [(i32, u32, &Each<&str>, &str); 6] = [
    (2005, 1, phrase!(events.again), "Bush"),
    (2009, 3, phrase!(events.begins), "Obama"),
    (2013, 2, phrase!(events.again), "Obama"),
    (2017, 5, phrase!(events.begins), "Trump"),
    (2021, 6, phrase!(events.begins), "Biden"),
    (2025, 7, phrase!(events.again), "Trump"),
];

/// A turn of the programme: the day or month, the weight, the words, fewer words, the source.
type Turn = (&'static str, u32, [&'static Each<&'static str>; 3]);

/// What changed the programme. What is said of October 2012 is what `data/totals.csv` holds: 64, 57 and 39 agreements.
const TURNS: [Turn; 2] = [
    ("2012-10", 4, [phrase!(events.task_forces), phrase!(events.task_forces_short), phrase!(events.fact_sheets)]),
    ("2025-01-20", 8, [phrase!(events.order), phrase!(events.order_short), phrase!(events.register)]),
];

/// The first day of the next president after the one of a day.
fn next_president(day: Date) -> Option<Date> {
    let mut now = "";
    for (year, .., name) in TERMS {
        let first = terms::inauguration(year)?;
        if first <= day {
            now = name;
        } else if name != now {
            return Some(first);
        }
    }
    None
}

/// The annotations of a chart, in the order of their days: ours if they are wanted, then those that were brought along,
/// a line each with its day (or month, or year), a tab and its words, and where there is more to be said of it than is
/// drawn, a tab and that. A line without a day is left out: the page says so on the console.
pub fn events(ours: bool, own: &str, lang: Lang) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |of: Option<Period>, weight: u32, [text, said]: [&str; 2], [short, source]: [&'static str; 2]| {
        let Some(of) = of else { return };
        let date = of.middle();
        let until = next_president(date).filter(|_| weight < OWN);
        let note = Note { date, text: text.to_owned(), short, until, weight };
        let event = Event { note, when: period(of.first, of.every, lang), source, said: said.to_owned() };
        let at = events.iter().take_while(|it: &&Event| it.note.date <= event.note.date).count();
        events.insert(at, event);
    };
    for (year, weight, text, name) in TERMS.into_iter().filter(|_| ours) {
        let day = terms::inauguration(year).map(|first| Period { first, every: Every::Day });
        add(day, weight, [&lang.tell(text, &[name]), ""], [name, lang.pick(phrase!(events.constitution))]);
    }
    for (date, weight, words) in TURNS.into_iter().filter(|_| ours) {
        let [text, short, source] = words.map(|words| lang.pick(words));
        add(Period::parse(date), weight, [text, ""], [short, source]);
    }
    for (date, text) in own.lines().filter_map(|line| line.split_once('\t')) {
        let (text, said) = text.split_once('\t').unwrap_or((text, ""));
        add(Period::parse(date), OWN, [text, said], ["", ""]);
    }
    events
}

/// What is said of an annotation: `January 20, 2025: Executive order promotes 287(g). Source: …`.
pub fn line(event: &Event, lang: Lang) -> String {
    if event.source.is_empty() {
        let said = if event.said.is_empty() { &event.note.text } else { &event.said };
        return labelled(&event.when, said, lang);
    }
    lang.tell(phrase!(events.line), &[&event.when, &event.note.text, event.source])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_stand_in_order_with_their_sources() {
        let own = "2025-05-28\t628 agreements\nyesterday\tno day\n2018-03\t76 agencies";
        let check = |built_in, lang, expected: &[&str]| {
            let lines: Vec<String> = events(built_in, own, lang).iter().map(|event| line(event, lang)).collect();
            assert_eq!(lines, expected);
        };
        check(false, Lang::En, &["March 2018: 76 agencies", "May 28, 2025: 628 agreements"]);
        check(false, Lang::Es, &["marzo de 2018: 76 agencies", "28 de mayo de 2025: 628 agreements"]);
        // One that has more to be said of it.
        let more = events(false, "2018-03\tReuters\tMost joined. Source: Reuters.", Lang::En);
        assert_eq!(more[0].note.text, "Reuters");
        assert_eq!(line(&more[0], Lang::En), "March 2018: Most joined. Source: Reuters.");
        let all = events(true, own, Lang::En);
        assert_eq!(all.len(), 10);
        assert!(all.is_sorted_by_key(|event| event.note.date));
        assert!(all.iter().all(|event| event.source.is_empty() == (event.note.weight == OWN)));
        let order = all.iter().find(|event| event.note.weight == OWN - 1).unwrap();
        assert_eq!(
            line(order, Lang::En),
            "January 20, 2025: Executive order promotes 287(g). Source: Executive Order 14159, “Protecting the American People Against \
             Invasion,” section 11"
        );
    }

    #[test]
    fn words_end_where_another_president_begins() {
        let until = |day: &str| next_president(Date::parse(day).unwrap()).map(|day| day.to_string());
        for (day, expected) in
            [("2005-01-20", "2009-01-20"), ("2012-10-16", "2017-01-20"), ("2017-01-20", "2021-01-20")]
        {
            assert_eq!(until(day).as_deref(), Some(expected));
        }
        assert_eq!(until("2025-01-20"), None);
        let own = events(true, "2018-03\t76 agencies", Lang::En);
        assert!(own.iter().all(|event| event.note.until.is_none() || event.note.weight < OWN));
    }

    #[test]
    fn ours_are_days_that_exist() {
        assert_eq!(events(true, "", Lang::Es).len(), TERMS.len() + TURNS.len());
        assert_eq!(events(false, "", Lang::Es).len(), 0);
        assert!(events(true, "", Lang::En).iter().all(|it| it.note.date >= Date::from_days(0)));
    }
}
