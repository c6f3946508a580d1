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
mod rows;
pub(in crate::roster) mod stamp;
pub mod table;

use std::collections::BinaryHeap;
use std::rc::Rc;

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::Fips;

use agreement::Agreement;
pub use columns::undirected;
use columns::{COLUMNS, Cells, Column, shorten, written};
use rows::{Rows, shapeless};
use table::Table;

/// Every agreement, sorted by state, agency, model and day of signing.
#[derive(Clone, Debug, Default)]
pub struct Record {
    agreements: Vec<Agreement>,
    /// For each agreement the number of its agency; agencies are told apart by state and name, case aside, and so stand
    /// together.
    agencies: Vec<u32>,
    dates: Vec<Date>,
    /// By what a packed record knows its file of names; `None` once the agencies have them.
    unnamed: Option<u32>,
    /// What counties are called, `Lee`, in the order of their codes; none until they are told.
    counties: Rc<Vec<(Fips, String)>>,
}

impl Record {
    /// From agreements in any order.
    pub fn new(mut agreements: Vec<Agreement>) -> Record {
        // A heap sorts in a tenth of the code of the library's sorts, which every page would load; records come sorted.
        let order = |agreement: &Agreement| {
            let signed = agreement.signed.map_or(String::new(), |day| day.to_string());
            let first = agreement.first_listed.map_or(String::new(), |day| day.to_string());
            let agency = agreement.agency.to_ascii_lowercase();
            [agreement.state.postal(), &agency, agreement.model.code(), &signed, &first, &agreement.id].join("\0")
        };
        if !agreements.is_sorted_by_key(order) {
            let keys: BinaryHeap<(String, usize)> = agreements.iter().map(order).zip(0..).collect();
            let mut taken: Vec<Option<Agreement>> = agreements.into_iter().map(Some).collect();
            let sorted = keys.into_sorted_vec();
            agreements = sorted.into_iter().filter_map(|(_, index)| taken.get_mut(index)?.take()).collect();
        }
        let mut agencies: Vec<u32> = Vec::with_capacity(agreements.len());
        let mut last: Option<&Agreement> = None;
        for agreement in &agreements {
            let same = last.is_some_and(|last| {
                last.state == agreement.state && last.agency.eq_ignore_ascii_case(&agreement.agency)
            });
            let number = agencies.last().map_or(0, |number| number + u32::from(!same));
            agencies.push(number);
            last = Some(agreement);
        }
        Record::in_order(agreements, agencies, None)
    }

    /// From agreements in the record's order, the number of the agency of each, and by what the file of their names is
    /// known if they have none yet.
    fn in_order(agreements: Vec<Agreement>, agencies: Vec<u32>, unnamed: Option<u32>) -> Record {
        let mut dates = BinaryHeap::new();
        for agreement in agreements.iter().filter(|agreement| agreement.first_listed.is_some()) {
            dates.extend([agreement.first_listed, agreement.gone()].into_iter().flatten());
        }
        dates.extend(agreements.iter().filter_map(|agreement| agreement.last_listed).max());
        let mut dates = dates.into_sorted_vec();
        dates.dedup();
        Record { agreements, agencies, dates, unnamed, counties: Rc::default() }
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

    /// Gives each agreement the name of its agency; `None`, and nothing given, when they are not as many.
    fn set_names(&mut self, names: Vec<String>) -> Option<()> {
        if names.len() != self.agreements.len() {
            return None;
        }
        for (agreement, name) in self.agreements.iter_mut().zip(names) {
            agreement.agency = name;
        }
        self.unnamed = None;
        Some(())
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
    pub fn agreements(&self) -> &[Agreement] {
        &self.agreements
    }

    /// All agreements, each with the number of its agency.
    pub fn with_agencies(&self) -> impl Iterator<Item = (&Agreement, u32)> {
        self.agreements.iter().zip(self.agencies.iter().copied())
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

    /// Reads CSV. Columns are found by header; `state`, `agency`, `model`, `first_listed` and `ended` are required, the
    /// others may be missing.
    ///
    /// # Errors
    /// Not UTF-8, a column missing, a row of the wrong length, or a cell that is not what its column holds; the error
    /// names row and column.
    pub fn read(bytes: &[u8]) -> Result<Record> {
        let mut rows = Rows::new(bytes)?;
        let headers = rows.next()?.map(|(_, headers)| headers).unwrap_or_default();
        let places = COLUMNS.map(|name| headers.iter().position(|header| header == name));
        for column in [Column::State, Column::Agency, Column::Model, Column::FirstListed, Column::Ended] {
            if places.get(column as usize).copied().flatten().is_none() {
                let found = format!("the columns {}", headers.join(", "));
                let expected = format!("{} among them", column.name());
                return Err(Error::new(Kind::Record, shorten(&found), expected).at_row(1));
            }
        }
        // Room for all at once: what grows leaves holes in a page's memory that the next record does not fit into.
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let (mut agreements, mut last) = (Vec::with_capacity(lines), 0);
        while let Some((number, row)) = rows.next()? {
            last = number;
            if row.len() != headers.len() {
                return Err(shapeless(format!("{} cells under {} headers", row.len(), headers.len()), number));
            }
            agreements.push(Cells { row: &row, places: &places, number }.agreement()?);
        }
        if agreements.is_empty() {
            return Err(Error::new(Kind::Record, "no rows", "a row for each agreement").at_row(2));
        }
        // What begins as it is written here ends so, too; others may end as they like.
        let ours = bytes.strip_prefix(COLUMNS.join(",").as_bytes()).is_some_and(|rest| rest.starts_with(b"\n"));
        if ours && !bytes.ends_with(b"\n") {
            let found = "no line break at the end".to_owned();
            let expected = "one after the last row: the file may be cut short";
            return Err(Error::new(Kind::Record, found, expected).at_row(last));
        }
        Ok(Record::new(agreements))
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
        self.agreements.iter().map(|one| Column::ALL.iter().map(|column| cell(one, *column)).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            Record::read(csv).unwrap().agreements().iter().map(|agreement| agreement.agency.clone()).collect()
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
        check("01087", "1087", "row 2, column fips: found \"01081;1087\", expected five-digit codes joined by ;");
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
