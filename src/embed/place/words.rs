//! The sentences of a place's panel. It counts nothing.

use crate::date::Date;
use crate::phrases::{Each, Lang, phrase};
use crate::roster::query::filter::Filter;
use crate::roster::record::agreement::{Agreement, Level, Status};

use super::super::words::{agencies, agreements, labelled, subject};

/// Between two things that are said of an agency or an agreement.
pub const APART: &str = " · ";

/// What is counted in some places, each agreement once.
#[derive(Default)]
pub struct Counted {
    pub agreements: usize,
    pub agencies: usize,
    /// The first and the last day of signing.
    pub signed: Option<(Date, Date)>,
}

/// The sentence of a place, or of several together: how many with how many, and when the first was signed. `places` is
/// how they are called and how many they are, `past` says that the day is before the record's last list.
pub fn sentence(
    (name, places): (&str, usize),
    counted: &Counted,
    (day, past): (Date, bool),
    filter: &Filter,
    lang: Lang,
) -> String {
    let (n, of, day) = (agreements(counted.agreements, lang), agencies(counted.agencies, lang), lang.day(day));
    // Within a sentence a county's state stands between commas.
    let named = if name.contains(',') { [name, ","].concat() } else { name.to_owned() };
    let mut said = if !filter.is_of_active() {
        lang.tell(phrase!(place.counted), &[name, &n, &of, subject(filter, lang)])
    } else {
        let [now, then] = match (places, counted.agreements) {
            (1, 0) => [phrase!(place.has_none), phrase!(place.had_none)],
            (1, _) => [phrase!(place.has), phrase!(place.had)],
            (_, 0) => [phrase!(place.have_none), phrase!(place.have_none)],
            _ => [phrase!(place.have), phrase!(place.had_together)],
        };
        lang.tell(if past { then } else { now }, &[&named, &n, &of, &day])
    };
    if let Some((first, last)) = counted.signed {
        let phrase = match (counted.agreements, first == last) {
            (1, _) => phrase!(place.signed_one),
            (_, true) => phrase!(place.signed_all),
            (_, false) => phrase!(place.signed_first),
        };
        said.push(' ');
        said.push_str(&lang.tell(phrase, &[&lang.day(first)]));
    }
    said
}

/// Where an agreement stood on a day, when it was signed and since when it has been listed, as far as that was known.
pub fn standing(agreement: &Agreement, status: Status, day: Date, lang: Lang) -> String {
    let (phrase, since) = match status {
        Status::Active => (phrase!(place.active), None),
        Status::Pending => (phrase!(place.pending), agreement.pending_from),
        Status::Absent => (phrase!(place.absent), agreement.absent_since),
        Status::Ended => (phrase!(place.ended), agreement.ended),
        Status::Renewed => (phrase!(place.renewed), agreement.ended),
    };
    let mut said = dated(phrase, since.unwrap_or(day), lang);
    let known = [(phrase!(map.signed), agreement.signed), (phrase!(place.listed), agreement.first_listed)];
    for (phrase, of) in known {
        // While it was pending nothing was signed by both.
        if let Some(of) = of.filter(|of| *of <= day && status != Status::Pending) {
            said.push_str(APART);
            said.push_str(&dated(phrase, of, lang));
        }
    }
    said
}

fn dated(phrase: &Each<&str>, day: Date, lang: Lang) -> String {
    lang.tell(phrase, &[&lang.day(day)])
}

/// Where an agreement holds.
pub fn extent(agreement: &Agreement, lang: Lang) -> &'static str {
    lang.pick(match agreement.level {
        Some(Level::Municipal) => phrase!(place.town),
        _ if agreement.is_state_wide() => phrase!(place.state_wide),
        // Where ICE never gave a level, it was a sheriff's.
        _ => phrase!(place.county_wide),
    })
}

/// What changed in a place on a list's day: how many were added, are no longer listed, are absent.
pub fn changed(day: Date, numbers: [usize; 3], lang: Lang) -> String {
    let mut said = String::new();
    for (n, noun) in numbers.into_iter().zip([phrase!(place.added), phrase!(place.gone), phrase!(place.missing)]) {
        if n > 0 {
            said.push_str(if said.is_empty() { "" } else { ", " });
            said.push_str(&lang.count(noun, n));
        }
    }
    labelled(&lang.day(day), &said, lang)
}

/// A heading with a number.
pub fn heading(words: &str, n: usize, lang: Lang) -> String {
    lang.tell(phrase!(place.heading), &[words, &lang.number(n)])
}

/// What the buttons are called, as a line of a dossier.
pub fn buttons(lang: Lang) -> [&'static str; 8] {
    let pick = |phrase| lang.pick(phrase);
    [
        "words",
        pick(phrase!(place.close)),
        pick(phrase!(place.copy_link)),
        pick(phrase!(place.copy_sentence)),
        pick(phrase!(place.copy_embed)),
        pick(phrase!(place.copied)),
        pick(phrase!(place.copy_by_hand)),
        pick(phrase!(place.no_texts)),
    ]
}
