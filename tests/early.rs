//! The years before the first list and the days after the last one: the early agencies, the national totals, the totals
//! restated by another tracker, each by itself and one against the other.

use agreement_atlas::date::Date;
use agreement_atlas::place::{Fips, State};
use agreement_atlas::roster::query::earlier::Earlier;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::query::series;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Level, Model};

use crate::{geography, project, text};

const EARLY: &str = "state,agency,level,fips,model,joint,first_signed,first_signed_precision,later_signed,\
    last_listed,last_listed_precision,last_listed_basis,sources,confidence,note";
const TOTALS: &str = "date,date_precision,unit,count,states,jem,tfm,joint,wso,source,source_es,read,milestone";

/// A file of `data`, its rows by the names of its columns.
struct Rows {
    headers: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

impl Rows {
    fn read(path: &str, columns: &str) -> Rows {
        let text = text(path);
        assert!(!text.contains('\r') && text.ends_with('\n'), "{path}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers().unwrap().clone();
        assert_eq!(headers.iter().collect::<Vec<_>>().join(","), columns, "{path}");
        let rows = reader.records().map(Result::unwrap).collect();
        Rows { headers, rows }
    }

    fn cell<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        &row[self.headers.iter().position(|header| header == column).unwrap()]
    }
}

/// Whether a date is written to its precision: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. Such dates compare as text.
fn is_date(text: &str, precision: &str) -> bool {
    let rest = match precision {
        "day" => "",
        "month" => "-01",
        "year" => "-01-01",
        _ => return false,
    };
    Date::parse(&format!("{text}{rest}")).is_some()
}

fn early() -> Rows {
    Rows::read("data/early.csv", EARLY)
}

/// The agencies that had signed by a day and were named on it or later.
fn listed(early: &Rows, day: &str) -> usize {
    let on_it = |row: &&csv::StringRecord| {
        let last = early.cell(row, "last_listed");
        early.cell(row, "first_signed") <= day && &day[..last.len()] <= last
    };
    early.rows.iter().filter(on_it).count()
}

#[test]
fn early_agencies_are_placed_dated_and_in_order() {
    let early = early();
    let geography = geography();
    assert_eq!(early.rows.len(), 106);
    assert!(early.rows.is_sorted_by(|a, b| (&a[0], &a[1]) < (&b[0], &b[1])));
    for row in &early.rows {
        let cell = |column: &str| early.cell(row, column);
        let state = State::from_postal(cell("state")).unwrap();
        let level = Level::from_code(cell("level")).unwrap();
        let codes: Vec<&str> = cell("fips").split(';').filter(|code| !code.is_empty()).collect();
        assert_eq!(codes.is_empty(), level == Level::State, "{row:?}");
        assert!(codes.is_sorted_by(|a, b| a < b), "{row:?}");
        for fips in codes.into_iter().map(|code| Fips::parse(code).unwrap()) {
            assert!(fips.state() == state && geography.position(fips).is_some(), "{row:?}");
        }
        let models = cell("model").split(';').filter(|code| !code.is_empty());
        let models: Vec<Model> = models.map(|code| Model::from_code(code).unwrap()).collect();
        assert_eq!(models == [Model::Jem, Model::Tfm], cell("joint") == "yes", "{row:?}");
        assert!(cell("joint") == "yes" || (cell("joint").is_empty() && models.len() < 2), "{row:?}");

        assert!(is_date(cell("first_signed"), cell("first_signed_precision")), "{row:?}");
        assert!(is_date(cell("last_listed"), cell("last_listed_precision")), "{row:?}");
        let later: Vec<&str> = cell("later_signed").split(';').filter(|day| !day.is_empty()).collect();
        assert!(later.iter().all(|day| is_date(day, "day") && cell("first_signed") < *day), "{row:?}");
        assert!(later.is_sorted_by(|a, b| a < b) && cell("first_signed") <= cell("last_listed"), "{row:?}");
        // What San Bernardino signed when it was no longer listed is an addendum.
        let after = later.last().is_some_and(|day| *day > cell("last_listed"));
        assert_eq!(after, cell("agency") == "San Bernardino County Sheriff's Office", "{row:?}");

        let basis = ["fact sheet", "end of series", "roster", "copy"];
        assert!(basis.contains(&cell("last_listed_basis")), "{row:?}");
        assert!(["high", "medium"].contains(&cell("confidence")) && !cell("sources").is_empty(), "{row:?}");
    }
}

#[test]
fn early_agencies_count_as_the_sources_of_their_days_do() {
    let early = early();
    for (day, expected) in [
        ("2009-02-28", 67),
        ("2010-10-29", 71),
        ("2012-10-02", 64),
        ("2012-10-16", 57),
        ("2012-12-31", 39),
        ("2014-08-13", 35),
        ("2015-12-29", 32),
        ("2017-03-05", 37),
    ] {
        assert_eq!(listed(&early, day), expected, "{day}");
    }
    // Two days cannot be told by dates alone, only by who was named: New Mexico's corrections department signed two
    // days before the list of 19 September 2007, which is without it, and only a copy of the list of 1 August 2017 has
    // Matagorda County.
    let named =
        |column: &str, word: &str| early.rows.iter().filter(|row| early.cell(row, column).contains(word)).count();
    assert_eq!((listed(&early, "2007-09-19"), named("sources", "ICE list of 2007-09-19")), (29, 28));
    assert_eq!((listed(&early, "2017-08-01"), named("last_listed_basis", "end of series")), (59, 58));
}

#[test]
fn totals_are_dated_sorted_and_never_above_what_had_been_signed() {
    let (early, totals) = (early(), Rows::read("data/totals.csv", TOTALS));
    assert!(totals.rows.is_sorted_by(|a, b| a[0] <= b[0]));
    for row in &totals.rows {
        let cell = |column: &str| totals.cell(row, column);
        let number = |column: &str| cell(column).parse::<usize>().unwrap_or_else(|_| panic!("{column} of {row:?}"));
        assert!(is_date(cell("date"), cell("date_precision")), "{row:?}");
        assert!(["agreements", "agencies"].contains(&cell("unit")), "{row:?}");
        let split = ["jem", "tfm", "joint", "wso"].into_iter().filter(|column| !cell(column).is_empty()).map(number);
        assert!(split.sum::<usize>() <= number("count"), "{row:?}");
        assert!(cell("states").is_empty() || number("states") <= 51, "{row:?}");
        assert!(["counted", "listed", "seen", "restated"].contains(&cell("read")), "{row:?}");
        assert!(!cell("source").is_empty() && !cell("source_es").is_empty(), "{row:?}");
        // ICE's tables follow the signings by some days, so they name at most the agencies that had signed.
        if cell("read") == "listed" {
            assert!(number("count") <= listed(&early, cell("date")), "{row:?}");
        }
    }
}

/// What a page loads of these years counts as the tables do, and names the times without a list.
#[test]
fn what_ships_of_the_early_years_says_what_the_tables_say() {
    let bytes = |file: &str| std::fs::read(project(&format!("data/{file}"))).unwrap();
    let record = Record::read(&bytes("agreements.csv")).unwrap();
    let tables = ["totals.csv", "early.csv", "lists.csv", "restated.csv"].map(bytes);
    let compiled = Earlier::compile(tables.each_ref().map(Vec::as_slice), &record).unwrap();
    let mut shipped = Earlier::read(compiled.written().as_bytes()).unwrap();
    shipped.cite(compiled.written_sources().as_bytes()).unwrap();
    assert_eq!(shipped.written(), compiled.written());

    let (early, totals) = (early(), Rows::read("data/totals.csv", TOTALS));
    let mut rows = totals.rows.iter().filter(|row| totals.cell(row, "read") != "counted");
    for total in &shipped.totals {
        let row = rows.next().unwrap();
        assert_eq!(total.count.to_string(), totals.cell(row, "count"));
        assert_eq!(total.period.every.label(total.period.first), totals.cell(row, "date"));
        assert_eq!(total.of_agencies, totals.cell(row, "unit") == "agencies");
        assert_eq!(total.source, ["source", "source_es"].map(|name| totals.cell(row, name).to_owned()));
        assert_eq!(total.milestone, totals.cell(row, "milestone") == "yes");
    }
    assert!(rows.next().is_none());

    let known = shipped.known(&[]);
    for day in (0..)
        .map(|n| Date::parse("2002-07-02").unwrap().plus(n * 7))
        .take_while(|day| Some(*day) <= shipped.last_roster())
    {
        let n = series::on(&known, day).map_or(0, series::Step::total);
        assert_eq!(n, listed(&early, &day.to_string()), "{day}");
    }
    let day = |text: &str| Date::parse(text).unwrap();
    // A month without a list is told of; the archive has none.
    let first = record.dates()[0];
    assert_eq!(shipped.gaps, [(shipped.last_roster().unwrap(), first)]);
    assert!(shipped.rows.contains(&(day("2025-05-28"), 628)));
}

const RESTATED: &str = "date,state,jem,tfm,wso,total,source";

/// What is restated after the record adds up, in the file and in what a page loads, and is of days after the record's
/// last list.
#[test]
fn restated_totals_add_up_and_reach_a_page_whole() {
    let rows = Rows::read("data/restated.csv", RESTATED);
    let bytes = |file: &str| std::fs::read(project(&format!("data/{file}"))).unwrap();
    let restated = Restated::read(&bytes("restated.csv")).unwrap();
    assert_eq!(restated.to_csv(), text("data/restated.csv"));

    // Added up from the rows as they stand, day by day.
    let number = |row: &csv::StringRecord, column: &str| rows.cell(row, column).parse::<usize>().unwrap();
    let mut sums: Vec<(String, [usize; 4])> = Vec::new();
    for row in &rows.rows {
        let counts = ["jem", "tfm", "wso", "total"].map(|column| number(row, column));
        assert_eq!(counts[..3].iter().sum::<usize>(), counts[3], "{row:?}");
        match sums.last_mut().filter(|(day, _)| day == rows.cell(row, "date")) {
            Some((_, sum)) => sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n),
            None => sums.push((rows.cell(row, "date").to_owned(), counts)),
        }
    }
    let all = Filter::default();
    assert_eq!(restated.tables().len(), sums.len());
    for (table, (day, [jem, tfm, wso, total])) in restated.tables().iter().zip(&sums) {
        assert_eq!((table.day.to_string(), table.of_all(&all)), (day.clone(), [*jem, *tfm, *wso]));
        assert_eq!(table.total(&all), *total, "{day}");
    }
    // As `data/SOURCES.md` gives them from the tables' own sums.
    let sum = |day: &str| sums.iter().find(|(other, _)| other == day).unwrap().1;
    assert_eq!((sum("2026-06-09")[3], sum("2026-10-09")), (1_934, [183, 1_902, 569, 2_654]));

    let record = Record::read(&bytes("agreements.csv")).unwrap();
    let last = *record.dates().last().unwrap();
    let tables = ["totals.csv", "early.csv", "lists.csv", "restated.csv"].map(bytes);
    let compiled = Earlier::compile(tables.each_ref().map(Vec::as_slice), &record).unwrap();
    let shipped = Restated::read_written(compiled.restated.written().as_bytes()).unwrap();
    assert!(shipped.tables().iter().all(|table| table.day > last));
    let expected = restated.after(last);
    assert_eq!(shipped.tables().len(), expected.tables().len());
    for (shipped, expected) in shipped.tables().iter().zip(expected.tables()) {
        assert_eq!((shipped.day, &shipped.workbook), (expected.day, &expected.workbook));
        for state in State::all() {
            assert_eq!(
                shipped.of_state(state, &all),
                expected.of_state(state, &all),
                "{} {}",
                shipped.day,
                state.postal()
            );
        }
    }
}
