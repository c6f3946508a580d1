//! The headline, sentence by sentence: a golden text that somebody read, and that its numbers are those of a count.

use std::fmt::Write;

use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::embed::HeadlineView;
use agreement_atlas::phrases::Lang;
use agreement_atlas::roster::query::count::{self, By};
use agreement_atlas::roster::query::restated::Restated;

use crate::golden::{earlier, named};
use crate::project;

/// The day on which the headline of the committed record is read.
const TODAY: &str = "2026-11-27";

/// A record of our own making, with what the committed one has nowhere: absent and renewed ones, ties, every kind of
/// county.
const SMALL: &str = include_str!("fixtures/headline.csv");

/// Asked of the committed record and of what is known beside it.
const WHOLE: [&str; 67] = [
    // The whole country.
    "",
    "unit=agencies",
    "unit=share&by=state",
    "unit=share&as-of=2025-05-28&state=FL",
    "unit=share&state=AL,FL,GA&model=TFM&signed=2025-01-20..",
    "unit=share&state=AL,FL,GA,TX,VA&q=sheriff",
    "unit=share&state=GU",
    "unit=share&level=municipal",
    "as-of=2026-05-18",
    "as-of=2025-05-28",
    "as-of=2025-05-28&unit=agencies",
    "as-of=2021-01-12",
    // One state, several, none of them.
    "state=FL",
    "state=FL&unit=agencies",
    "state=NY",
    "state=MP",
    "state=GU",
    "state=DC",
    "state=CA",
    "state=CA&unit=agencies",
    "state=FL&as-of=2025-02-20",
    "state=FL,GA",
    "state=FL,GA,CA",
    "state=FL,GA,CA&unit=agencies",
    "state=CA,IL,OR",
    "state=FL,GA,TX,AL",
    "state=FL,GA,TX,CA,NY,GU",
    "state=CA,IL,OR,WA,VT",
    // Counties.
    "county=12071",
    "county=12071&unit=agencies",
    "county=12071&as-of=2025-02-20",
    "county=22051",
    "county=51760",
    "county=06037",
    "county=36029",
    "county=12071,12086",
    "county=12071,06037",
    "county=12071,13049,48201",
    "county=06037,06059",
    "county=12071&state=GA",
    "county=11001",
    // Models and levels.
    "model=TFM",
    "model=JEM,WSO",
    "model=JEM,TFM,WSO",
    "model=TFM&state=CA",
    "level=municipal",
    "level=state",
    "level=county,municipal&state=TX",
    "level=municipal&county=12071&model=TFM",
    // Other statuses.
    "status=pending",
    "status=ended",
    "status=ended&state=MD&unit=agencies",
    "status=absent",
    "status=renewed",
    "status=active,ended&state=VA",
    "status=ended&state=WY",
    // Days of signing.
    "signed=2025-01-20..",
    "signed=..2024-12-31",
    "signed=2025-03-01..2025-03-31&state=FL,TX",
    "signed=2025-02-26..2025-02-26&state=FL",
    // A search.
    "q=highway+patrol",
    "q=sheriff&state=TX&model=JEM",
    "q=zzyzx",
    // After the last list, and before the first.
    "as-of=2026-10-09",
    "as-of=2026-08-01&state=FL,TX&model=TFM",
    "as-of=2026-10-09&state=CA",
    "as-of=2026-10-09&level=municipal",
];

/// Asked on days before the first list.
const EARLY: [&str; 8] = [
    "as-of=2010-06-15",
    "as-of=2018-05-28&unit=agencies",
    "as-of=2002-07-02",
    "as-of=1999-01-01",
    "as-of=2010-06-15&state=NC",
    "as-of=2010-06-15&state=AZ,FL,VT",
    "as-of=2010-06-15&model=TFM",
    "as-of=2010-06-15&county=04013",
];

/// Asked of the record of our own making.
const OWN: [&str; 22] = [
    "",
    "unit=agencies",
    "state=AL",
    "state=MP",
    "state=DC,MP",
    "county=02110",
    "county=02020",
    "county=09190",
    "county=22071",
    "county=51760",
    "county=66010",
    "county=12999",
    "status=pending",
    "status=pending&state=AL",
    "status=absent",
    "status=absent&state=FL&unit=agencies",
    "status=renewed",
    "status=ended",
    "status=active,pending,ended",
    "as-of=2025-04-01&status=pending",
    "as-of=2025-06-02",
    "q=lee+county",
];

fn headline(csv: &str, known: bool) -> HeadlineView {
    HeadlineView::new(named(csv), known.then(earlier)).unwrap()
}

fn query(text: &str, lang: Lang) -> Query {
    let (query, warnings) = Query::parse(text);
    assert!(warnings.is_empty(), "{text}: {warnings:?}");
    Query { lang, ..query }
}

/// Each question with its answer in each language.
fn told(heading: &str, view: &mut HeadlineView, today: &str, questions: &[&str], text: &mut String) {
    writeln!(text, "## {heading}\n").unwrap();
    for question in questions {
        writeln!(text, "{}", if question.is_empty() { "(nothing asked)" } else { question }).unwrap();
        for lang in [Lang::En, Lang::Es] {
            view.update(query(question, lang), Date::parse(today));
            writeln!(text, "  {}", view.text()).unwrap();
        }
        text.push('\n');
    }
}

#[test]
fn every_headline_reads_as_somebody_read_it() {
    let mut text = "# Headlines, each in English and in Spanish. Written by `cargo xtask golden`.\n\n".to_owned();
    let mut whole = headline(crate::golden::WHOLE, true);
    told("The committed record", &mut whole, TODAY, &WHOLE, &mut text);
    told("Before its first list", &mut whole, TODAY, &EARLY, &mut text);
    told("A record of our own making, read in time", &mut headline(SMALL, false), "2025-07-01", &OWN, &mut text);
    told("The same, read a month later", &mut headline(SMALL, false), "2025-08-01", &[""], &mut text);
    let path = project("tests/golden/headline.txt");
    if std::env::var("GOLDEN").as_deref() == Ok("write") {
        std::fs::write(path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differ = text.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert_eq!(differ, None, "found the first, expected the second");
    assert_eq!(text.len(), expected.len(), "{}: cargo xtask golden", path.display());
}

/// The number that stands before a noun, with up to so many words between; in digits or as a word.
fn before(said: &str, noun: &str, between: usize) -> Option<usize> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let at = words.iter().position(|word| word.trim_end_matches([',', '.', ';']) == noun)?;
    let number = |word: &&str| {
        let small = [
            ["no", "ningún"],
            ["one", "un"],
            ["two", "dos"],
            ["three", "tres"],
            ["four", "cuatro"],
            ["five", "cinco"],
            ["six", "seis"],
            ["seven", "siete"],
            ["eight", "ocho"],
            ["nine", "nueve"],
        ];
        let spelt = small.iter().position(|words| words.contains(word));
        spelt.or((*word == "una").then_some(1)).or_else(|| word.replace(',', "").parse().ok())
    };
    words[at.saturating_sub(between + 1)..at].iter().rev().find_map(number)
}

/// The first of some nouns that has a number.
fn counted(said: &str, nouns: [&str; 2]) -> usize {
    // Adjectives of three models: `jail enforcement and warrant service officer agreements`.
    nouns.iter().find_map(|noun| before(said, noun, 8)).unwrap_or(0)
}

/// What a seed draws next, below a bound.
fn draw(seed: &mut u64, below: usize) -> usize {
    // xorshift64
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed % below as u64) as usize
}

/// A question by chance: each name is asked for in one of three.
fn question(seed: &mut u64) -> String {
    let choices: [(&str, &[&str]); 8] = [
        ("state", &["FL", "TX,GA", "NY,CA,WA", "AL,FL,GA,MS,TX", "MP,GU,DC", "CA"]),
        ("county", &["12071", "48201,12086", "22051,51760,06037"]),
        ("model", &["TFM", "JEM,WSO", "WSO", "JEM,TFM,WSO"]),
        ("level", &["county", "municipal,state", "state"]),
        ("status", &["ended", "active,ended", "renewed", "absent", "pending", "active"]),
        ("signed", &["2025-01-20..", "..2024-12-31", "2025-03-01..2025-05-31"]),
        ("q", &["sheriff", "police", "highway patrol"]),
        ("as-of", &["2021-06-01", "2025-03-10", "2026-01-15", "2026-05-18"]),
    ];
    let mut asked: Vec<String> = Vec::new();
    for (name, values) in choices {
        if draw(seed, 3) == 0 {
            asked.push(format!("{name}={}", values[draw(seed, values.len())].replace(' ', "+")));
        }
    }
    if draw(seed, 3) == 0 {
        asked.push("unit=agencies".to_owned());
    }
    asked.join("&")
}

#[test]
fn the_numbers_of_a_headline_are_those_of_a_count() {
    let mut view = headline(crate::golden::WHOLE, true);
    let record = named(crate::golden::WHOLE);
    let mut seed = 0x287_2026;
    let mut some = 0;
    for _ in 0..300 {
        let question = question(&mut seed);
        let asked = query(&question, Lang::En);
        let day = record.clamp(asked.as_of).unwrap();
        let total = &count::count(&record, &asked.filter, day, &[])[0];
        let states = count::count(&record, &asked.filter, day, &[By::State]);
        let n_states = |territories: bool| {
            states.iter().filter(|it| ["GU", "MP", "PR"].contains(&&*it.groups[0]) == territories).count()
        };
        for (lang, of, with, places) in [
            (
                Lang::En,
                ["agreement", "agreements"],
                ["agency", "agencies"],
                [["states", "state"], ["territories", "territory"]],
            ),
            (
                Lang::Es,
                ["acuerdo", "acuerdos"],
                ["agencia", "agencias"],
                [["estados", "estado"], ["territorios", "territorio"]],
            ),
        ] {
            view.update(Query { lang, ..asked.clone() }, None);
            let said = view.sentences().swap_remove(0);
            if said.starts_with("Nothing") || said.starts_with("Nada") {
                assert_eq!(total.agreements, 0, "{question}");
                continue;
            }
            assert_eq!(counted(&said, of), total.agreements, "{question}: {said}");
            if total.agreements > 0 {
                assert_eq!(counted(&said, with), total.agencies, "{question}: {said}");
            }
            // A state's agencies have the word, too.
            let countable = n_states(false) > 1 || asked.filter.levels.is_empty();
            if asked.filter.states.is_empty() && asked.filter.counties.is_empty() && states.len() > 1 && countable {
                let n = |nouns: [&str; 2]| nouns.iter().find_map(|noun| before(&said, noun, 0)).unwrap_or(0);
                assert_eq!(places.map(n), [n_states(false), n_states(true)], "{question}: {said}");
            }
            // The number in brackets is the largest of a state.
            let most = said.split_once('(').map(|(_, rest)| rest.split([')', ' ']).next().unwrap().replace(',', ""));
            if let Some(most) = most {
                let agencies = question.contains("unit=agencies");
                let n = states.iter().map(|it| if agencies { it.agencies } else { it.agreements }).max().unwrap();
                assert_eq!(most.parse(), Ok(n), "{question}: {said}");
                some += 1;
            }
        }
    }
    assert!(some > 50, "{some} with a state that has the most");
}

#[test]
fn after_the_last_list_the_numbers_are_the_trackers_and_never_without_the_word() {
    let restated = Restated::read(&std::fs::read(project("data/restated.csv")).unwrap()).unwrap();
    let mut view = headline(crate::golden::WHOLE, true);
    for (at, table) in restated.tables().iter().enumerate() {
        let place = ["", "&state=FL", "&state=TX,CA", "&state=MP", "&state=VT"][at % 5];
        let model = ["", "&model=TFM", "&model=JEM,WSO"][at % 3];
        let question = format!("as-of={}{place}{model}", table.day);
        for (lang, of, word) in [
            (Lang::En, ["agreement", "agreements"], "restated"),
            (Lang::Es, ["acuerdo", "acuerdos"], "según otro registro"),
        ] {
            let asked = query(&question, lang);
            let n = table.total(&asked.filter);
            view.update(asked, None);
            let said = view.sentences().swap_remove(0);
            assert!(said.contains(word) && said.contains(&lang.day(table.day)), "{question}: {said}");
            assert_eq!(counted(&said, of), n, "{question}: {said}");
        }
    }
}

#[test]
fn a_headline_is_cited_with_its_sources_and_the_day_it_was_read() {
    let mut view = headline(crate::golden::WHOLE, true);
    let cited = |view: &mut HeadlineView, text: &str, lang, today, at| {
        view.update(query(text, lang), Date::parse(today));
        let (said, cited) = (view.text(), view.cite(at));
        cited.strip_prefix(&said).unwrap().trim_start().to_owned()
    };
    assert_eq!(
        cited(&mut view, "as-of=2025-05-28&state=FL", Lang::En, "2026-11-27", ""),
        "Source: ICE’s lists of participating agencies, January 12, 2021 to May 18, 2026. ICE’s page of the program: \
         https://www.ice.gov/identify-and-arrest/287g Read on November 27, 2026."
    );
    let at = "https://news.example/a?b=1";
    let spanish = cited(&mut view, "", Lang::Es, "2026-11-27", at);
    assert!(spanish.contains("Tracking_287g") && spanish.contains("participatingAgencies10092026.xlsx"), "{spanish}");
    assert!(spanish.ends_with("Consultado el 27 de noviembre de 2026 en https://news.example/a?b=1"), "{spanish}");
    let undated = cited(&mut view, "", Lang::En, "", "");
    assert!(undated.ends_with("287g"), "{undated}");
}
