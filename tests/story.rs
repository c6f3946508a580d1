//! The article that leads an atlas: every number of its text is one of the record's, or of a table beside it, and says
//! which: in a passage it is the passage's own question, but for what `data-of` says.

use std::collections::BTreeSet;

use agreement_atlas::contract::Query;
use agreement_atlas::phrases::Lang;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::query::count;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::Level;

use crate::{project, text};

/// The pages, each with its language and what none is called there.
const PAGES: [(&str, Lang, &str); 2] =
    [("www/story.html", Lang::En, "none"), ("www/demo/historia.html", Lang::Es, "ninguno")];

/// What is written with digits and is the name of something.
const NAMES: [&str; 5] = ["Tracking_287g", "287(g)", "IF11898", "OIG-18-77", "14159"];

/// The cells of a row of a table in `data/`: the first one whose column has a value.
fn cell(file: &str, column: &str, value: &str, wanted: &str) -> String {
    let mut reader = csv::Reader::from_path(project(file)).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|it| it == name).unwrap();
    let row = reader.records().map(Result::unwrap).find(|row| row[at(column)] == *value);
    row.unwrap_or_else(|| panic!("{file}: no row with the {column} {value}"))[at(wanted)].to_owned()
}

/// The part of a text before a mark and the part after it.
fn part<'a>(text: &'a str, mark: &str) -> (&'a str, &'a str) {
    text.split_once(mark).unwrap_or_else(|| panic!("found no {mark:?} in {text:?}"))
}

/// The attributes of a tag, whose values stand in quotes.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let (value, after) = part(after, "\"");
        all.push((before.rsplit([' ', '\n']).next().unwrap(), value));
        rest = after;
    }
    all
}

/// What a number is, by its `data-of` and the attributes of its passage: what is counted, then names and values that
/// are others than the passage's.
fn fact(record: &Record, passage: &[(&str, &str)], of: &str, lang: Lang, none: &str) -> String {
    let mut words = of.split(' ');
    let what = words.next().unwrap();
    if let ("total" | "rows" | "restated" | "year", Some(date)) =
        (what, words.clone().next().filter(|it| !it.contains('=')))
    {
        return match what {
            "total" => lang.number(cell("data/totals.csv", "date", date, "count").parse().unwrap()),
            "year" => cell("data/totals.csv", "date", date, "date")[..4].to_owned(),
            "rows" => lang.number(cell("data/lists.csv", "date", date, "rows").parse().unwrap()),
            _ => {
                let restated = Restated::read(text("data/restated.csv").as_bytes()).unwrap();
                let newest = restated.newest().unwrap();
                assert_eq!(newest.day.to_string(), date, "the newest of those restated");
                lang.number(newest.total(&Query::default().filter))
            }
        };
    }
    let mut asked = passage.to_vec();
    for (name, value) in words.map(|word| part(word, "=")) {
        asked.retain(|(other, _)| *other != name);
        asked.push((name, value));
    }
    asked.retain(|(name, _)| !["class", "range"].contains(name));
    let asked: Vec<String> = asked.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let (query, warnings) = Query::parse(&asked.join("&"));
    assert!(warnings.is_empty(), "{of}: {warnings:?}");
    let day = query.as_of.or(record.dates().last().copied()).unwrap();
    let filter = &query.filter;
    let tally = count::total(record, filter, day);
    let on_map = record.agreements().filter(|it| filter.admits_on(it, day));
    let n = match what {
        "day" => return day.ymd().2.to_string(),
        "year" => return day.ymd().0.to_string(),
        "agreements" => tally.agreements,
        "agencies" => tally.agencies,
        "states" => on_map.map(|it| it.state).collect::<BTreeSet<_>>().len(),
        "counties" => {
            let own = on_map.filter(|it| it.level == Some(Level::County)).flat_map(|it| it.counties.iter().copied());
            let own: BTreeSet<Fips> = own.collect();
            // The text says that these are all of them.
            let counties = text("data/counties.csv");
            let codes = counties.lines().filter_map(|line| Fips::parse(line.split(',').next()?));
            let all = codes.filter(|fips| filter.states.contains(&fips.state()));
            assert_eq!(own.len(), all.count(), "{of}");
            own.len()
        }
        other => panic!("found data-of={other:?}"),
    };
    if n == 0 { none.to_owned() } else { lang.number(n) }
}

#[test]
fn every_number_of_the_article_is_the_records() {
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    for (page, lang, none) in PAGES {
        let page_text = text(page);
        let (_, mut rest) = part(&page_text, "<main>");
        let (mut passage, mut numbers, mut plain): (Vec<(&str, &str)>, usize, String) = Default::default();
        while let Some((before, after)) = rest.split_once('<') {
            plain.push_str(before);
            let (tag, after) = part(after, ">");
            rest = after;
            if tag.starts_with("agreement-step") {
                passage = attributes(tag);
            } else if tag == "/agreement-step" {
                passage.clear();
            }
            let Some((_, of)) = attributes(tag).into_iter().find(|(name, _)| *name == "data-of") else { continue };
            let (said, after) = part(after, "</");
            assert_eq!(said, fact(&record, &passage, of, lang, none), "{page}: {passage:?}: {of}");
            numbers += 1;
            rest = after;
        }
        for name in NAMES {
            plain = plain.replace(name, "");
        }
        let bare: Vec<&str> =
            plain.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())).collect();
        assert!(bare.is_empty(), "{page}: numbers that say nowhere what they are: {bare:?}");
        assert!(numbers > 20, "{page}: {numbers}");
        // What its headline says, the window's does.
        let (_, title) = part(&page_text, "<title>");
        let of =
            [fact(&record, &[], "total 2017-03-05", lang, none), fact(&record, &[], "restated 2026-10-09", lang, none)];
        assert!(of.iter().all(|number| part(title, "</title>").0.contains(number.as_str())), "{page}");
    }
}

#[test]
fn both_articles_tell_the_same_story() {
    let steps = PAGES.map(|(page, ..)| {
        let page = text(page);
        page.split("<agreement-step ").skip(1).map(|step| part(step, ">").0.to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(steps[0], steps[1]);
    let of = PAGES.map(|(page, ..)| {
        let page = text(page);
        let mut all: Vec<String> = page.split("data-of=\"").skip(1).map(|it| part(it, "\"").0.to_owned()).collect();
        all.sort();
        all
    });
    assert_eq!(of[0], of[1]);
}
