//! Counties' figures and the agencies beside them: the committed table, and an answer counted a second way.

use std::collections::{BTreeMap, BTreeSet};

use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::embed::{self, BackgroundView};
use agreement_atlas::phrases::Lang;
use agreement_atlas::roster::query::background::{self, Statement};
use agreement_atlas::roster::query::context::Context;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::profile::{self, Line, Of, Share, Within};
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;

use crate::{geography, text};

fn figures() -> Context {
    Context::compile(text("data/context.csv").as_bytes()).unwrap()
}

/// Rows of a file of `data` by the names of its columns.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let text = text(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn the_table_has_the_counties_of_the_map() {
    let us = geography();
    let states = us.counties().iter().map(|county| county.fips).filter(|fips| !fips.state().is_territory());
    assert!(figures().counties().map(|(fips, _)| fips).eq(states));
}

#[test]
fn the_lean_file_says_the_same() {
    let figures = figures();
    assert_eq!(Context::read(figures.written().as_bytes()).unwrap(), figures);
}

#[test]
fn parts_add_up_on_every_day_of_the_record() {
    let (figures, record) = (figures(), Record::read(text("data/agreements.csv").as_bytes()).unwrap());
    let all: BTreeMap<&str, u64> =
        [("counties", 3_144), ("residents", 334_914_895), ("born abroad", 44_310_058)].into();
    for day in record.dates() {
        let agencies = profile::active(&record, *day, |fips| fips);
        let profile = profile::profile(&figures, &agencies, *day);
        let county_wide: BTreeSet<_> =
            agencies.iter().filter(|it| !it.of_state).flat_map(|it| it.county_wide.iter().copied()).collect();
        let sum = |share: Share| share.whole + share.unknown;
        for Line { of, within, here, base } in &profile.lines {
            assert!(here.part <= here.whole && base.part <= base.whole, "{day} {of:?} {within:?}");
            let expected = match of {
                Of::Agencies => (profile.agencies - profile.of_states) as u64 - here.left_out,
                Of::Counties => county_wide.len() as u64,
                Of::Residents => {
                    county_wide.iter().filter_map(|fips| figures.figures(*fips)?.residents).map(u64::from).sum()
                }
                Of::ForeignBorn => {
                    county_wide.iter().filter_map(|fips| figures.figures(*fips)?.foreign_born).map(u64::from).sum()
                }
            };
            assert_eq!(sum(*here), expected, "{day} {of:?} {within:?}");
            let whole = match of {
                Of::Agencies | Of::Counties => all["counties"],
                Of::Residents => all["residents"],
                Of::ForeignBorn => all["born abroad"],
            };
            assert_eq!(sum(*base), whole, "{day} {of:?} {within:?}");
        }
    }
}

/// Counted from the two files by plain loops, with none of the library's types.
#[test]
fn one_day_counted_a_second_way() {
    const DAY: &str = "2025-12-31";
    let counties: BTreeMap<String, BTreeMap<String, String>> =
        rows("data/context.csv").into_iter().map(|row| (row["fips"].clone(), row)).collect();
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<u64>().ok();
    let small = |fips: &str| counties.get(fips).and_then(|row| Some(number(row, "population_2023")? < 100_000));
    let trump = |fips: &str| {
        let row = counties.get(fips)?;
        Some(number(row, "votes_gop_2024")? > number(row, "votes_dem_2024")?)
    };
    let (mut seats, mut of_states) = (BTreeMap::<(String, String), BTreeSet<String>>::new(), BTreeSet::new());
    let mut county_wide = BTreeSet::new();
    for row in rows("data/agreements.csv") {
        let gone = |column: &str| row.get(column).is_some_and(|day| !day.is_empty() && day.as_str() <= DAY);
        if row["first_listed"].is_empty() || row["first_listed"].as_str() > DAY || gone("ended") || gone("absent_since")
        {
            continue;
        }
        let agency = (row["state"].clone(), row["agency"].to_lowercase());
        if row["level"] == "state" {
            of_states.insert(agency);
            continue;
        }
        let codes: Vec<String> = row["fips"].split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        if row["level"] != "municipal" {
            county_wide.extend(codes.clone());
        }
        seats.entry(agency).or_default().extend(codes);
    }
    let mut expected = Vec::new();
    for within in [&small as &dyn Fn(&str) -> Option<bool>, &trump] {
        let (mut part, mut whole, mut unknown, mut left_out) = (0, 0, 0, 0);
        for codes in seats.values() {
            if codes.is_empty() {
                left_out += 1;
            } else if codes.iter().any(|code| within(code) == Some(false)) {
                whole += 1;
            } else if codes.iter().any(|code| within(code).is_none()) {
                unknown += 1;
            } else {
                (part, whole) = (part + 1, whole + 1);
            }
        }
        expected.push(Share { part, whole, unknown, left_out });
        for column in ["", "population_2023", "foreign_born_2017_21"] {
            let (mut part, mut whole, mut unknown, mut left_out) = (0, 0, 0, 0);
            for code in &county_wide {
                let row = counties.get(code);
                let n = if column.is_empty() { Some(1) } else { row.and_then(|row| number(row, column)) };
                match (n, within(code)) {
                    (None, _) => left_out += 1,
                    (Some(n), None) => unknown += n,
                    (Some(n), Some(true)) => (part, whole) = (part + n, whole + n),
                    (Some(n), Some(false)) => whole += n,
                }
            }
            expected.push(Share { part, whole, unknown, left_out });
        }
    }
    let (record, day) = (Record::read(text("data/agreements.csv").as_bytes()).unwrap(), Date::parse(DAY).unwrap());
    let profile = profile::profile(&figures(), &profile::active(&record, day, |fips| fips), day);
    assert_eq!(profile.lines.iter().map(|line| line.here).collect::<Vec<_>>(), expected);
    assert_eq!((profile.agencies, profile.of_states), (seats.len() + of_states.len(), of_states.len()));
    // The base rates that the evidence's own account names: 2,500 of 3,144 small, five in six for the winner of 2024.
    let base = |of, within| profile.lines.iter().find(|line| line.of == of && line.within == within).unwrap().base;
    assert_eq!(base(Of::Counties, Within::Small), Share { part: 2_526, whole: 3_144, unknown: 0, left_out: 0 });
    assert_eq!(base(Of::Counties, Within::Winner), Share { part: 2_661, whole: 3_113, unknown: 31, left_out: 0 });
}

fn statements() -> Vec<Statement> {
    background::compile(text("data/background.csv").as_bytes()).unwrap()
}

#[test]
fn statements_come_back_and_a_cut_file_is_refused() {
    let written = background::written(text("data/background.csv").as_bytes()).unwrap();
    assert_eq!(background::read(written.as_bytes()).unwrap(), statements());
    for end in 0..written.len() - 1 {
        assert!(background::read(&written.as_bytes()[..end]).is_err(), "{end}");
    }
    assert!(statements().windows(2).all(|pair| pair[0].period.first <= pair[1].period.first));
    // Whoever did not read a source says so.
    assert!(statements().iter().all(|it| it.reported));
}

#[test]
fn a_share_stands_beside_that_of_all_counties_as_context_counts_them() {
    let (figures, geography) = (figures(), geography());
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let written = background::written(text("data/background.csv").as_bytes()).unwrap();
    let context = figures.coarse(profile::SMALL).written();
    let mut view = BackgroundView::new(record.clone().into(), Restated::default()).unwrap();
    view.furnish(written.as_bytes(), true).unwrap();
    view.furnish(context.as_bytes(), false).unwrap();
    let current = |fips| geography.position(fips).map_or(fips, |at| geography.counties()[at].fips);
    for as_of in ["2026-05-18", "2025-03-05", "2021-01-12"] {
        view.update(Query::parse(&format!("as-of={as_of}")).0);
        let told = view.told();
        let shares: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("share\t")).collect();
        let day = Date::parse(as_of).unwrap();
        let profile = profile::profile(&figures, &profile::active(&record, day, current), day);
        // Each share of a statement once for its own time, of which no list is known, and once for the day counted.
        let n: usize = statements().iter().map(|it| it.shares.len()).sum();
        // Nobody knows here how counties voted in 2020.
        let known = |within: &Within| *within == Within::Small || profile.winner.is_some();
        let unknown = statements().iter().flat_map(|it| it.shares.clone()).filter(|it| !known(it)).count();
        assert_eq!(shares.len(), 2 * n - unknown, "{told}");
        for within in [Within::Winner, Within::Small].into_iter().filter(known) {
            let line = profile.lines.iter().find(|it| it.of == Of::Agencies && it.within == within).unwrap();
            let share = |share: &Share| format!("{:.1}%", 100.0 * share.part as f64 / share.whole as f64);
            let counted =
                |it: &Share| [it.part, it.whole].map(|n| agreement_atlas::phrases::Lang::En.number(n as usize));
            let ([part, whole], [all, of_all]) = (counted(&line.here), counted(&line.base));
            let now = shares
                .iter()
                .find(|said| said.starts_with("On ") && said.contains("Trump") == (within == Within::Winner));
            let now = now.unwrap();
            assert!(now.contains(&format!("{} of the local agencies ({part} of {whole})", share(&line.here))), "{now}");
            assert!(now.ends_with(&format!("{} ({all} of {of_all}).", share(&line.base))), "{now}");
        }
        assert!(
            shares
                .iter()
                .any(|it| it.starts_with("No list of February 2018 is known here.") && it.contains("in 2016: "))
        );
    }
    // Where the shares are of the last list, what the total is now stands above them.
    let restated = Restated::read(text("data/restated.csv").as_bytes()).unwrap();
    let mut view = BackgroundView::new(record.clone().into(), restated.clone()).unwrap();
    let n_notes = |view: &BackgroundView| view.told().lines().filter(|line| line.starts_with("note\t")).count();
    let total = restated.newest().unwrap().total(&Filter::default());
    let said = format!("the total was {} agreements on October 9, 2026", Lang::En.number(total));
    assert!(view.told().contains(&said), "{}", view.told());
    assert_eq!(n_notes(&view), 2);
    view.update(Query::parse("as-of=2025-03-05").0);
    assert_eq!(n_notes(&view), 1);
    // Without the figures no share is told, and what others say is.
    let mut view = BackgroundView::new(record.into(), Restated::default()).unwrap();
    view.furnish(written.as_bytes(), true).unwrap();
    assert!(!view.told().contains("share\t"));
    assert_eq!(view.told().matches("item\t").count(), statements().len());
}

#[test]
fn what_others_say_stands_on_a_chart_in_a_line_each() {
    let notes = |query: &str| {
        let told = embed::background::notes(&statements(), &Query::parse(query).0);
        told.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let all = notes("");
    assert_eq!(all.len(), statements().len());
    for (line, statement) in all.iter().zip(statements()) {
        let [when, short, told] = &line[..] else { panic!("{line:?}") };
        let name = statement.source[0].split(',').next().unwrap();
        assert_eq!((when, short), (&statement.period.every.label(statement.period.first), &statement.short[0]));
        assert_eq!(*told, format!("{short} ({name}, as others reported it)"));
    }
    let spanish = notes("lang=es");
    assert!(spanish.iter().all(|line| line[2].ends_with(", según lo informaron otros)")), "{spanish:?}");
    // What is drawn is short enough to stand on a chart, in either language.
    assert!(all.iter().chain(&spanish).all(|line| line[1].chars().count() <= 42));
    // A finding of one county is no annotation of other places.
    let of_county = statements().iter().filter(|it| it.county.is_some()).count();
    let county = statements().iter().find_map(|it| it.county).unwrap();
    let place = |query: String| notes(&query).len();
    assert_eq!(place(format!("county={county}")), all.len());
    assert_eq!(place(format!("state={}", county.state().postal())), all.len());
    assert_eq!(place("state=MP".to_owned()), all.len() - of_county);
    assert_eq!(place("county=12071".to_owned()), all.len() - of_county);
}
