//! The record: one row per agreement over time, read from and written to `agreements.csv`.
//!
//! The columns are those of the design, found by header. It neither merges nor corrects: what a row says stands. Around
//! it: what an agreement is, how CSV is written, and the forms in which a page and other readers have the record. It
//! uses no other room, and never knows a list.

pub mod agreement;
pub mod codebook;
mod coding;
mod columns;
pub mod documents;
pub mod guard;
pub mod names;
mod packed;
pub mod reading;
mod rows;
pub(in crate::roster) mod stamp;
pub(in crate::roster) mod store;
pub mod table;

use std::rc::Rc;

use crate::date::Date;
use crate::place::Fips;

use agreement::Agreement;
pub use columns::undirected;
use columns::{COLUMNS, Column, written};
use store::{Store, Texts};
use table::Table;

/// Every agreement, sorted by state, agency, model and day of signing.
#[derive(Clone, Debug, Default)]
pub struct Record {
    store: Rc<Store>,
    texts: Rc<Texts>,
    dates: Vec<Date>,
    /// By what a packed record knows its file of names; `None` once the agencies have them.
    unnamed: Option<u32>,
    /// What counties are called, `Lee`, in the order of their codes; none until they are told.
    counties: Rc<Vec<(Fips, String)>>,
}

/// Agreements of a record, in its order.
#[derive(Clone, Debug)]
pub struct Agreements<'a> {
    record: &'a Record,
    next: usize,
    /// How many agencies there are up to the next one.
    n_agencies: u32,
}

impl<'a> Agreements<'a> {
    /// The one at a place of the record; `None` behind the last.
    pub fn get(&self, at: usize) -> Option<Agreement<'a>> {
        self.record.get(at)
    }

    #[inline(never)]
    fn advance(&mut self) -> Option<(Agreement<'a>, u32)> {
        let row = self.record.store.rows().get(self.next)?;
        let found = self.get(self.next)?;
        self.next += 1;
        self.n_agencies += u32::from(!row.again);
        Some((found, self.n_agencies.saturating_sub(1)))
    }
}

impl<'a> Iterator for Agreements<'a> {
    type Item = Agreement<'a>;

    fn next(&mut self) -> Option<Agreement<'a>> {
        self.advance().map(|(agreement, _)| agreement)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.record.store.rows().len() - self.next;
        (n, Some(n))
    }
}

impl ExactSizeIterator for Agreements<'_> {}

impl Record {
    /// From agreements in the record's order, and by what the file of their names is known if they have none yet.
    fn in_order(mut store: Store, texts: Texts, unnamed: Option<u32>) -> Record {
        let dates = store.index();
        Record { store: Rc::new(store), texts: Rc::new(texts), dates, unnamed, counties: Rc::default() }
    }

    /// Whether names would tell it more: its agencies', or the counties'.
    pub fn wants_names(&self) -> bool {
        self.unnamed.is_some() || self.counties.is_empty()
    }

    /// Whether its agencies have names: those of a packed record have none until they are given.
    pub fn is_named(&self) -> bool {
        self.unnamed.is_none()
    }

    /// By what a packed record knows its file of names; `None` where the agencies have theirs.
    fn unnamed(&self) -> Option<u32> {
        self.unnamed
    }

    /// Gives each agency of a packed record, which has no other texts, its name; `None`, and nothing given, when they
    /// are not as many.
    fn set_names(&mut self, names: &[String]) -> Option<()> {
        let [_, n_agencies, ..] = self.store.last_texts();
        let mut texts = Texts::default();
        names.iter().for_each(|name| _ = texts.add(name));
        (names.len() == n_agencies as usize).then(|| {
            self.texts = Rc::new(texts);
            self.unnamed = None;
        })
    }

    /// What a county is called, `Lee`; `None` until names have come.
    pub fn county(&self, fips: Fips) -> Option<&str> {
        self.counties.get(self.county_at(fips)?).map(|(_, name)| name.as_str())
    }

    /// The place of a county among [those that have names](Record::counties).
    pub fn county_at(&self, fips: Fips) -> Option<usize> {
        self.counties.binary_search_by_key(&fips, |(fips, _)| *fips).ok()
    }

    /// The counties that have names, in the order of their codes.
    pub fn counties(&self) -> impl Iterator<Item = Fips> {
        self.counties.iter().map(|(fips, _)| *fips)
    }

    /// Whether there is such a county, as far as names have come.
    pub fn has_county(&self, fips: Fips) -> bool {
        self.counties.is_empty() || self.county(fips).is_some()
    }

    /// Tells what counties are called, from bare names in the order of their codes.
    pub fn name_counties<'a>(&mut self, names: impl IntoIterator<Item = (Fips, &'a str)>) {
        self.counties = Rc::new(names.into_iter().map(|(fips, name)| (fips, name.to_owned())).collect());
    }

    /// All agreements, in the record's order.
    pub fn agreements(&self) -> Agreements<'_> {
        Agreements { record: self, next: 0, n_agencies: 0 }
    }

    /// All agreements, each with the number of its agency; agencies are told apart by state and name, case aside, and
    /// so stand together.
    pub fn with_agencies(&self) -> impl Iterator<Item = (Agreement<'_>, u32)> {
        let mut all = self.agreements();
        std::iter::from_fn(move || all.advance())
    }

    /// Those that are absent on a day.
    pub fn absent_on(&self, day: Date) -> impl Iterator<Item = Agreement<'_>> {
        self.store.absent_on(day).filter_map(|at| self.get(at))
    }

    /// The agreement at a place; `None` behind the last.
    pub fn get(&self, at: usize) -> Option<Agreement<'_>> {
        self.store.get(at, &self.texts)
    }

    /// The record in columns.
    pub(in crate::roster) fn store(&self) -> &Store {
        &self.store
    }

    /// The days of the lists that brought a change, in order, and of the record's last list; empty when nothing was
    /// ever listed.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// A day brought into the time that the record covers; `None` stands for the last list. Gives `None` for a
    /// record without lists.
    pub fn clamp(&self, day: Option<Date>) -> Option<Date> {
        let (first, last) = (*self.dates.first()?, *self.dates.last()?);
        Some(day.unwrap_or(last).clamp(first, last))
    }

    /// The record as CSV: RFC 4180, `\n`. `county` gives a county's bare name.
    pub fn to_csv(&self, county: impl Fn(Fips) -> String) -> String {
        let mut table = Table::new(&COLUMNS);
        self.rows(county).iter().for_each(|row| table.push(row));
        table.finish()
    }

    /// The cells of the record's file, a row for each agreement, as they are meant, not as CSV guards them.
    pub fn rows(&self, county: impl Fn(Fips) -> String) -> Vec<Vec<String>> {
        let cell = |agreement: &Agreement, column| match column {
            Column::County => {
                let names: Vec<String> = agreement.counties.iter().map(|fips| county(*fips)).collect();
                names.join(";")
            }
            _ => written(agreement, column),
        };
        self.agreements().map(|one| Column::ALL.iter().map(|column| cell(&one, *column)).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    const CSV: &str = "\
id,state,agency,level,county,fips,model,status,signed,pending_from,first_listed,last_listed,absent_since,ended,renewed_by,document
AL-a-TFM-2025-03-01,AL,\"A, B\",municipal,Lee;Macon,01081;01087,TFM,active,2025-03-01,2025-02-20,2025-03-05,2026-03-27,,,,https://a.gov/a
FL-b-JEM-undated,FL,b,,,,JEM,ended,,,2021-01-12,2025-02-19,,2025-02-21,,
FL-b-WSO-2020-01-01,FL,B,state,,,WSO,renewed,2020-01-01,,2021-01-12,2025-02-19,,2025-02-21,FL-b-JEM-undated,
TX-c-WSO-2020-01-01,TX,C,state,,,WSO,absent,2020-01-01,,2021-01-12,2026-03-23,2026-03-27,,,
";

    #[test]
    fn what_is_read_is_written_again() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let name = |fips: Fips| if fips.code() == 1_081 { "Lee".to_owned() } else { "Macon".to_owned() };
        assert_eq!(record.to_csv(name), CSV);
        let agencies: Vec<u32> = record.with_agencies().map(|(_, agency)| agency).collect();
        assert_eq!(agencies, [0, 1, 1, 2]);
    }

    #[test]
    fn csv_is_read_as_spreadsheets_write_it() {
        let names = |csv: &[u8]| -> Vec<String> {
            Record::read(csv).unwrap().agreements().map(|agreement| agreement.agency.to_owned()).collect()
        };
        let head = "state,agency,model,first_listed,ended";
        let check = |rows: &str, expected: &[&str]| assert_eq!(names(format!("{head}{rows}").as_bytes()), expected);
        check("\nFL,A,TFM,2025-03-05,\n", &["A"]);
        check("\r\nFL,A,TFM,2025-03-05,\r\n\r\nFL,B,TFM,2025-03-05,", &["A", "B"]);
        check("\nFL,\"A, \"\"B\"\"\nC\",TFM,2025-03-05,\n", &["A, \"B\"\nC"]);
        assert_eq!(names(format!("\u{feff}{head}\nFL,Doña Ana,TFM,2025-03-05,\n").as_bytes()), ["Doña Ana"]);
        let wrong = |csv: &[u8]| Record::read(csv).unwrap_err().to_string();
        let expected = "expected UTF-8 CSV with as many cells in each row as headers";
        let latin =
            format!("{head}\nFL,A,TFM,2025-03-05,\nFL,Do\u{fffd}a,TFM,,\n").replace('\u{fffd}', "?").into_bytes();
        let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == b'?' { 0xf1 } else { byte }).collect();
        assert_eq!(wrong(&latin), format!("row 3: found bytes that are not UTF-8, {expected}"));
        let wide = format!("{head}{}\n", ",x".repeat(80));
        assert_eq!(wrong(wide.as_bytes()), format!("row 1: found more than 64 cells, {expected}"));
        assert!(wrong(b"").starts_with("row 1: found the columns , expected state among them"));
    }

    #[test]
    fn a_file_that_is_cut_anywhere_is_no_record() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let csv = record.to_csv(|_| "Lee".to_owned());
        let rows = csv.lines().count();
        for end in 0..csv.len() {
            // Whole rows that are fewer only a manifest tells from all of them.
            if csv.as_bytes()[..end].ends_with(b"\n") && end > COLUMNS.join(",").len() + 1 {
                continue;
            }
            assert!(Record::read(&csv.as_bytes()[..end]).is_err(), "{end} of {} bytes", csv.len());
        }
        let cut = Record::read(csv.trim_end().as_bytes()).unwrap_err().to_string();
        let said = "found no line break at the end, expected one after the last row: the file may be cut short";
        assert_eq!(cut, format!("row {rows}: {said}"));
        // Other programs end a file as they like.
        assert!(Record::read(b"state,agency,model,first_listed,ended\nFL,A,TFM,2025-03-05,").is_ok());
    }

    #[test]
    fn errors_name_row_and_column() {
        let check = |old: &str, new: &str, message: &str| {
            let broken = CSV.replacen(old, new, 1);
            assert_eq!(Record::read(broken.as_bytes()).unwrap_err().to_string(), message);
        };
        let codes = "expected different five-digit codes joined by ;";
        for code in ["1087", "01081"] {
            check("01087", code, &format!("row 2, column fips: found \"01081;{code}\", {codes}"));
        }
        check("JEM,ended", "JAIL,ended", "row 3, column model: found \"JAIL\", expected JEM, TFM or WSO");
        check(
            "2020-01-01,,2021",
            "2020-13-01,,2021",
            "row 4, column signed: found \"2020-13-01\", expected a date as YYYY-MM-DD",
        );
        check("FL,b", "ZZ,b", "row 3, column state: found \"ZZ\", expected a postal code such as FL");
        check(
            ",,2021-01-12,2025-02-19",
            ",,,2025-02-19",
            "row 3, column first_listed: found \"\", expected a date, or one in pending_from",
        );
        check(
            "FL-b-JEM-undated,FL",
            "FL",
            "row 3: found 15 cells under 16 headers, expected UTF-8 CSV with as many cells in each row as headers",
        );
        let page = Record::read(b"<!doctype html>\n<p>Not found</p>").unwrap_err();
        assert_eq!(page.to_string(), "row 1: found the columns <!doctype html>, expected state among them");
        assert_eq!(Record::read(b"\xff\xfe").unwrap_err().kind(), Kind::Record);
        assert_eq!(Record::read(b"").unwrap_err().kind(), Kind::Record);
    }

    #[test]
    fn days_are_brought_into_the_record() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let check = |day: Option<&str>, clamped: &str| {
            let day = day.and_then(Date::parse);
            assert_eq!(record.clamp(day).map(|d| d.to_string()).as_deref(), Some(clamped));
        };
        check(None, "2026-03-27");
        check(Some("2030-01-01"), "2026-03-27");
        check(Some("2019-01-01"), "2021-01-12");
        check(Some("2025-02-22"), "2025-02-22");
        assert_eq!(Record::default().clamp(None), None);
    }
}
