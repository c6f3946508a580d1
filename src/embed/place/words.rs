//! The sentences of a place's panel. It counts nothing.

use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::roster::query::count::Tally;
use crate::roster::query::filter::Filter;
use crate::roster::record::agreement::{Agreement, Level, Status};

use super::super::words::{agencies, agreements, model_name, subject};
use super::address::is_of_the_web;
use super::dossier::{Line, Link, Words};

/// The sentence of a place: how many with how many, and when the first was signed. `past` says that the day is before
/// the record's last list, `signed` are the first and the last day of signing.
pub fn sentence(
    name: &str,
    tally: &Tally,
    signed: Option<(Date, Date)>,
    (day, past): (Date, bool),
    filter: &Filter,
    lang: Lang,
) -> String {
    // Within a sentence a county's state stands between commas.
    let named = if name.contains(", ") { format!("{name},") } else { name.to_owned() };
    let (n, of) = (agreements(tally.agreements, lang), agencies(tally.agencies, lang));
    let day = lang.day(day);
    let active = matches!(filter.statuses.as_slice(), [] | [Status::Active]);
    let mut said = match (active, tally.agreements, past) {
        (false, ..) => lang.tell(phrase!(place.counted), &[name, &n, &of, subject(filter, lang)]),
        (true, 0, false) => lang.tell(phrase!(place.has_none), &[&named]),
        (true, 0, true) => lang.tell(phrase!(place.had_none), &[&day, &named]),
        (true, _, false) => lang.tell(phrase!(place.has), &[&named, &n, &of]),
        (true, _, true) => lang.tell(phrase!(place.had), &[&day, &named, &n, &of]),
    };
    if let Some((first, last)) = signed {
        let phrase = match (tally.agreements, first == last) {
            (1, _) => phrase!(place.signed_one),
            (_, true) => phrase!(place.signed_all),
            (_, false) => phrase!(place.signed_first),
        };
        said.push(' ');
        said.push_str(&lang.tell(phrase, &[&lang.day(first)]));
    }
    said
}

/// One agreement as it stood on a day.
pub fn line(agreement: &Agreement, status: Status, day: Date, lang: Lang) -> Line {
    let past = matches!(status, Status::Ended | Status::Renewed);
    let (phrase, since) = match status {
        Status::Active => (phrase!(place.active), None),
        Status::Pending => (phrase!(place.pending), agreement.pending_from),
        Status::Absent => (phrase!(place.absent), agreement.absent_since),
        Status::Ended => (phrase!(place.ended), agreement.ended),
        Status::Renewed => (phrase!(place.renewed), agreement.ended),
    };
    let mut said = vec![lang.tell(phrase, &[&since.map_or(String::new(), |since| lang.day(since))])];
    // While it was pending nothing was signed by both.
    let pending = status == Status::Pending;
    let known = |of: Option<Date>| of.filter(|of| *of <= day && !pending).map(|of| lang.day(of));
    said.extend(known(agreement.signed).map(|signed| lang.tell(phrase!(map.signed), &[&signed])));
    said.extend(known(agreement.first_listed).map(|listed| lang.tell(phrase!(place.listed), &[&listed])));
    let model = model_name(agreement.model, lang);
    let address = agreement.document.as_ref().filter(|address| !pending && is_of_the_web(address));
    let link = address.map(|address| Link {
        address: address.clone(),
        text: lang.pick(phrase!(place.text)).to_owned(),
        label: lang.tell(phrase!(place.text_of), &[&agreement.agency, model]),
    });
    Line { model: model.to_owned(), past, said, link }
}

/// Where an agreement holds; `elsewhere` are the other counties that it is of.
pub fn extent(agreement: &Agreement, elsewhere: &[String], lang: Lang) -> Vec<String> {
    let mut extent = vec![
        lang.pick(match agreement.level {
            _ if agreement.is_state_wide() => phrase!(place.state_wide),
            Some(Level::Municipal) => phrase!(place.town),
            // Where ICE never gave a level, it was a sheriff's.
            Some(Level::County | Level::State) | None => phrase!(place.county_wide),
        })
        .to_owned(),
    ];
    if !elsewhere.is_empty() {
        extent.push(lang.tell(phrase!(place.also_in), &[&elsewhere.join(", ")]));
    }
    extent
}

/// A heading with a number.
pub fn heading(words: &str, n: usize, lang: Lang) -> String {
    lang.tell(phrase!(place.heading), &[words, &lang.number(n)])
}

/// The words of the buttons.
pub fn buttons(lang: Lang) -> Words {
    Words {
        close: lang.pick(phrase!(place.close)),
        link: lang.pick(phrase!(place.copy_link)),
        sentence: lang.pick(phrase!(place.copy_sentence)),
        embed: lang.pick(phrase!(place.copy_embed)),
        copied: lang.pick(phrase!(place.copied)),
        by_hand: lang.pick(phrase!(place.copy_by_hand)),
        no_texts: lang.pick(phrase!(place.no_texts)),
    }
}
