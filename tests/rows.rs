//! The rows of the table against a plain recount of the record's file, text by text, for many queries made by chance.

use std::collections::BTreeSet;
use std::rc::Rc;

use agreement_atlas::contract::Query;
use agreement_atlas::embed::TableView;
use agreement_atlas::embed::rows::Column;
use agreement_atlas::place::{State, key};
use agreement_atlas::roster::query::count;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;

use crate::{geography, text};

/// Numbers by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Some of several, mostly none.
    fn some<'a>(&mut self, all: &[&'a str], most: usize) -> Vec<&'a str> {
        let n = if self.below(3) > 0 { 0 } else { 1 + self.below(most) };
        (0..n).map(|_| *self.of(all)).collect()
    }
}

/// A row of the file, by its columns.
struct Line(Vec<String>);

const COLUMNS: [&str; 13] = [
    "state",
    "agency",
    "level",
    "fips",
    "model",
    "signed",
    "pending_from",
    "first_listed",
    "last_listed",
    "absent_since",
    "ended",
    "renewed_by",
    "document",
];

impl Line {
    fn get(&self, column: &str) -> &str {
        &self.0[COLUMNS.iter().position(|name| *name == column).unwrap()]
    }

    /// The day in a column, when it is one and not after another.
    fn by(&self, column: &str, day: &str) -> bool {
        !self.get(column).is_empty() && self.get(column) <= day
    }

    fn status(&self, day: &str) -> &'static str {
        let (listed, pending) = (self.get("first_listed"), self.by("pending_from", day));
        match () {
            () if !listed.is_empty() && day < listed => ["", "pending"][usize::from(pending)],
            () if listed.is_empty() && self.by("ended", day) => "",
            () if self.by("ended", day) => {
                if self.get("renewed_by").is_empty() {
                    "ended"
                } else {
                    "renewed"
                }
            }
            () if listed.is_empty() => ["", "pending"][usize::from(pending)],
            () if self.by("absent_since", day) => "absent",
            () => "active",
        }
    }

    /// What a column of days is sorted by, and whether anything is known.
    fn day(&self, column: Column, day: &str) -> (bool, String) {
        let status = self.status(day);
        let known = |column: &str, is: bool| {
            if is && self.by(column, day) { self.get(column).to_owned() } else { String::new() }
        };
        let key = match column {
            Column::Signed => known("signed", status != "pending"),
            Column::First => known("first_listed", true),
            Column::Last if status == "active" => "9999".to_owned(),
            _ => known("last_listed", status != "pending"),
        };
        (key.is_empty(), key)
    }
}

fn lines() -> Vec<Line> {
    let file = text("data/agreements.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = COLUMNS.map(|name| header.iter().position(|column| column == name).unwrap());
    reader.records().map(|row| Line(at.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect())).collect()
}

fn record() -> Rc<Record> {
    let mut record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let geography = geography();
    let names: Vec<_> =
        geography.counties().iter().enumerate().map(|(at, it)| (it.fips, geography.name_of(at).to_owned())).collect();
    record.name_counties(names.iter().map(|(fips, name)| (*fips, name.as_str())));
    Rc::new(record)
}

/// A query by chance: as text, its day, and the lines that it admits.
fn ask<'a>(chance: &mut Chance, lines: &'a [Line], days: &[String]) -> (String, String, Vec<&'a Line>) {
    let any = chance.below(lines.len());
    let states: BTreeSet<&str> = lines.iter().map(|line| line.get("state")).collect();
    let states = chance.some(&states.into_iter().collect::<Vec<_>>(), 3);
    let counties = if chance.below(6) > 0 {
        vec![]
    } else {
        lines[any].get("fips").split(';').filter(|it| !it.is_empty()).collect()
    };
    let models = chance.some(&["JEM", "TFM", "WSO"], 2);
    let levels = chance.some(&["county", "municipal", "state"], 2);
    let statuses = chance.some(&["active", "pending", "renewed", "ended", "absent"], 4);
    let all: Vec<&str> = lines[any].get("agency").split(' ').collect();
    let words = if chance.below(4) > 0 { "" } else { *chance.of(&all) };
    let signed = if chance.below(5) > 0 { String::new() } else { chance.of(days).clone() };
    let last = days.last().unwrap();
    let day = if chance.below(3) > 0 { last } else { chance.of(days) };
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, list) in
        [("state", &states), ("county", &counties), ("model", &models), ("level", &levels), ("status", &statuses)]
    {
        text.append_pair(name, &list.join(","));
    }
    if !signed.is_empty() {
        text.append_pair("signed", &format!("{signed}.."));
    }
    text.append_pair("q", words).append_pair("as-of", day);
    let among = |list: &[&str], word: &str| list.is_empty() || list.contains(&word);
    let admitted = lines.iter().filter(|line| {
        let status = line.status(day);
        (if statuses.is_empty() { status == "active" } else { statuses.contains(&status) })
            && among(&states, line.get("state"))
            && (counties.is_empty() || line.get("fips").split(';').any(|fips| counties.contains(&fips)))
            && among(&models, line.get("model"))
            && among(&levels, line.get("level"))
            && (signed.is_empty() || (!line.get("signed").is_empty() && *line.get("signed") >= *signed))
            && key(line.get("agency")).contains(&key(words))
    });
    (text.finish(), day.clone(), admitted.collect())
}

#[test]
fn rows_are_those_that_a_plain_recount_finds_in_every_order_and_window() {
    let (record, lines) = (record(), lines());
    let days: Vec<String> = record.dates().iter().map(ToString::to_string).collect();
    let (chance, mut found, mut empty) = (&mut Chance(287), 0, 0);
    let mut table = TableView::new(record.clone(), Restated::default()).unwrap();
    for _ in 0..80 {
        let (text, day, mut expected) = ask(chance, &lines, &days);
        let (query, warnings) = Query::parse(&text);
        assert_eq!(warnings, [""; 0], "{text}");
        let (filter, on) = (query.filter.clone(), record.clamp(query.as_of).unwrap());
        table.update(query);
        let (column, down) =
            (*chance.of(&[Column::State, Column::Signed, Column::First, Column::Last]), chance.below(2) == 0);
        table.order(column, down);
        let total = count::total(&record, &filter, on);
        assert_eq!([table.n_rows(), expected.len()], [total.agreements; 2], "{text}");

        // Sorts of the library are stable.
        match column {
            Column::State => {
                let name = |line: &&Line| State::from_postal(line.get("state")).unwrap().name();
                expected.sort_by(|a, b| if down { name(b).cmp(name(a)) } else { name(a).cmp(name(b)) });
            }
            _ => expected.sort_by(|a, b| {
                let [(no_a, a), (no_b, b)] = [a, b].map(|line| line.day(column, &day));
                no_a.cmp(&no_b).then(if down { b.cmp(&a) } else { a.cmp(&b) })
            }),
        }
        let rows = table.rows(0, usize::MAX);
        let told: Vec<Vec<&str>> = rows.lines().map(|row| row.split('\t').collect()).collect();
        assert_eq!(told.len(), expected.len(), "{text}");
        for (cells, line) in told.iter().zip(&expected) {
            let state = State::from_postal(line.get("state")).unwrap().name();
            assert_eq!(cells[..2], [line.get("agency"), state], "{text}, by {column:?}, {down}");
            let is_listed = line.status(&day) == "active";
            assert_eq!([cells[5] == "Active", cells[8] == "Still listed"], [is_listed; 2], "{text}");
        }

        // Windows are pieces of the whole.
        let whole: Vec<&str> = rows.split_inclusive('\n').collect();
        for _ in 0..4 {
            let (start, n) = (chance.below(whole.len() + 5), chance.below(60));
            let window = whole.iter().skip(start).take(n).copied().collect::<String>();
            assert_eq!(table.rows(start, n), window, "{text}: {n} from {start}");
        }
        let csv = table.to_csv();
        let written = csv::Reader::from_reader(csv.as_bytes()).into_records();
        let agencies: Vec<String> = written.map(|row| row.unwrap()[1].to_owned()).collect();
        assert_eq!(agencies, expected.iter().map(|line| line.get("agency")).collect::<Vec<_>>(), "{text}");

        // By agency there are as many rows as agencies, and no agreement more or less.
        table.update(Query::parse(&format!("{text}&unit=agencies")).0);
        assert_eq!(table.n_rows(), total.agencies, "{text}");
        let names = |lines: &[&str]| lines.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>();
        let rows = table.rows(0, usize::MAX);
        let told: Vec<&str> = rows.lines().filter_map(|row| row.split('\t').next()).collect();
        assert_eq!(names(&told), names(&expected.iter().map(|line| line.get("agency")).collect::<Vec<_>>()), "{text}");
        found += usize::from(total.agreements > 20);
        empty += usize::from(total.agreements == 0);
    }
    // Chance was neither too strict nor too lax.
    assert!(found > 15 && empty > 2, "{found} with many rows, {empty} with none");
}

#[test]
fn a_place_beside_the_query_narrows_rows_as_the_query_would() {
    let (record, lines) = (record(), lines());
    let mut chance = Chance(1996);
    let mut table = TableView::new(record.clone(), Restated::default()).unwrap();
    for _ in 0..40 {
        let line = chance.of(&lines);
        let (state, county) = (line.get("state"), line.get("fips").split(';').next().unwrap_or_default());
        for (name, code) in [("state", state), ("county", county)] {
            table.update(Query::default());
            table.narrow(code);
            let narrowed = (table.n_rows(), table.rows(0, usize::MAX));
            table.narrow("");
            table.update(Query::parse(&format!("{name}={code}")).0);
            assert_eq!(narrowed, (table.n_rows(), table.rows(0, usize::MAX)), "{code}");
            // And what a row leads to counts as many.
            for row in 0..table.n_rows().min(3) {
                let chosen = table.choose(row).unwrap();
                table.narrow(&chosen.code);
                let there = count::total(&record, &table.query().filter, record.clamp(None).unwrap());
                assert!(chosen.agreements <= there.agreements && table.n_rows() == chosen.agreements, "{chosen:?}");
                table.narrow("");
            }
        }
    }
}
