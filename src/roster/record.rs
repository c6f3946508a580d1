//! The record: one row per agreement over time, read from and written to `agreements.csv`.
//!
//! The columns are those of the design, found by header. It neither merges nor corrects: what a row says stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::{Fips, State};

use super::agreement::{Agreement, Level, Model, Status};

/// The columns of `agreements.csv`, in order.
pub const COLUMNS: [&str; 15] = [
    "id",
    "state",
    "agency",
    "level",
    "county",
    "fips",
    "model",
    "status",
    "signed",
    "pending_from",
    "first_listed",
    "last_listed",
    "ended",
    "renewed_by",
    "document",
];

/// The columns that views draw. The record that a page loads first has only these.
pub const LEAN_COLUMNS: [&str; 11] = [
    "state",
    "agency",
    "level",
    "fips",
    "model",
    "status",
    "signed",
    "pending_from",
    "first_listed",
    "last_listed",
    "ended",
];

/// Every agreement, sorted by state, agency, model and day of signing.
#[derive(Clone, Debug, Default)]
pub struct Record {
    agreements: Vec<Agreement>,
    /// For each agreement the number of its agency; agencies are told apart by state and name, case aside.
    agencies: Vec<u32>,
    dates: Vec<Date>,
}

impl Record {
    /// From agreements in any order.
    pub fn new(mut agreements: Vec<Agreement>) -> Record {
        agreements.sort_by(|a, b| {
            let key = |x: &Agreement| (x.state.postal(), x.model, x.signed, x.first_listed);
            (a.state.postal(), &a.agency).cmp(&(b.state.postal(), &b.agency)).then_with(|| key(a).cmp(&key(b)))
        });
        let mut numbers: BTreeMap<(State, String), u32> = BTreeMap::new();
        let mut agencies = Vec::with_capacity(agreements.len());
        let mut dates = BTreeSet::new();
        for agreement in &agreements {
            let next = numbers.len() as u32;
            agencies.push(*numbers.entry((agreement.state, agreement.agency.to_lowercase())).or_insert(next));
            if agreement.first_listed.is_some() {
                dates.extend([agreement.first_listed, agreement.last_listed, agreement.ended].into_iter().flatten());
            }
        }
        Record { agreements, agencies, dates: dates.into_iter().collect() }
    }

    /// All agreements, in the record's order.
    pub fn agreements(&self) -> &[Agreement] {
        &self.agreements
    }

    /// All agreements, each with the number of its agency.
    pub fn with_agencies(&self) -> impl Iterator<Item = (&Agreement, u32)> {
        self.agreements.iter().zip(self.agencies.iter().copied())
    }

    /// The days of the lists on which something changed, in order. The first is the record's first list, the last its last;
    /// empty when nothing was ever listed.
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
    /// others may be missing, as they are in the leaner record.
    ///
    /// # Errors
    /// Not UTF-8, a column missing, a row of the wrong length, or a cell that is not what its column holds; the error names row and column.
    pub fn read(bytes: &[u8]) -> Result<Record> {
        let mut reader = csv::Reader::from_reader(bytes);
        let headers = reader.headers().map_err(|error| broken(&error))?.clone();
        let column = |name: &str| headers.iter().position(|header| header == name);
        for name in ["state", "agency", "model", "first_listed", "ended"] {
            if column(name).is_none() {
                let found = format!("the columns {}", headers.iter().collect::<Vec<_>>().join(", "));
                return Err(Error::new(Kind::Record, shorten(&found), format!("{name} among them")).at_row(1));
            }
        }
        let places = COLUMNS.map(column);
        let mut agreements = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| broken(&error))?;
            let number = row.position().map_or(0, |position| position.line() as usize);
            let cells = Cells { row: &row, places: &places, number };
            agreements.push(cells.agreement()?);
        }
        if agreements.is_empty() {
            return Err(Error::new(Kind::Record, "no rows", "a row for each agreement").at_row(2));
        }
        Ok(Record::new(agreements))
    }

    /// The record as CSV: RFC 4180, `\n`. `county` gives a county's bare name.
    pub fn to_csv(&self, county: impl Fn(Fips) -> String) -> String {
        self.table(&COLUMNS, county)
    }

    /// The leaner CSV that a page loads first: [`LEAN_COLUMNS`] only.
    pub fn to_lean_csv(&self) -> String {
        self.table(&LEAN_COLUMNS, |_| String::new())
    }

    fn table(&self, columns: &[&str], county: impl Fn(Fips) -> String) -> String {
        let mut table = Table::new(columns);
        let date = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        let join = |names: Vec<String>| names.join(";");
        for agreement in &self.agreements {
            let cells: Vec<String> = columns
                .iter()
                .map(|column| match *column {
                    "id" => agreement.id.clone(),
                    "state" => agreement.state.postal().to_owned(),
                    "agency" => agreement.agency.clone(),
                    "level" => agreement.level.map_or("", Level::code).to_owned(),
                    "county" => join(agreement.counties.iter().map(|fips| county(*fips)).collect()),
                    "fips" => join(agreement.counties.iter().map(Fips::to_string).collect()),
                    "model" => agreement.model.code().to_owned(),
                    "status" => agreement.status.code().to_owned(),
                    "signed" => date(agreement.signed),
                    "pending_from" => date(agreement.pending_from),
                    "first_listed" => date(agreement.first_listed),
                    "last_listed" => date(agreement.last_listed),
                    "ended" => date(agreement.ended),
                    "renewed_by" => agreement.renewed_by.clone().unwrap_or_default(),
                    _ => agreement.document.clone().unwrap_or_default(),
                })
                .collect();
            table.push(&cells);
        }
        table.finish()
    }
}

/// One row being read.
struct Cells<'a> {
    row: &'a csv::StringRecord,
    places: &'a [Option<usize>; COLUMNS.len()],
    number: usize,
}

impl Cells<'_> {
    fn agreement(&self) -> Result<Agreement> {
        let ended = self.day("ended")?;
        let first_listed = self.day("first_listed")?;
        let pending_from = self.day("pending_from")?;
        if first_listed.is_none() && pending_from.is_none() {
            return Err(self.wrong("first_listed", "a date, or one in pending_from"));
        }
        let agency = self.text("agency");
        if agency.is_empty() {
            return Err(self.wrong("agency", "a name"));
        }
        let status = match (self.text("status"), ended, first_listed) {
            ("", Some(_), _) => Status::Ended,
            ("", None, None) => Status::Pending,
            ("", None, Some(_)) => Status::Active,
            (code, ..) => {
                Status::from_code(code).ok_or_else(|| self.wrong("status", "active, pending, renewed or ended"))?
            }
        };
        let renewed_by = self.text("renewed_by");
        Ok(Agreement {
            id: self.text("id").to_owned(),
            state: State::from_postal(self.text("state"))
                .ok_or_else(|| self.wrong("state", "a postal code such as FL"))?,
            agency: agency.to_owned(),
            level: self.optional("level", Level::from_code, "county, municipal or state")?,
            counties: self.counties()?,
            model: Model::from_code(self.text("model")).ok_or_else(|| self.wrong("model", "JEM, TFM or WSO"))?,
            status,
            signed: self.day("signed")?,
            pending_from,
            first_listed,
            last_listed: self.day("last_listed")?,
            ended,
            renewed_by: (!renewed_by.is_empty() || status == Status::Renewed).then(|| renewed_by.to_owned()),
            document: self.optional("document", |text| Some(text.to_owned()), "")?,
        })
    }

    fn text(&self, column: &str) -> &str {
        let place = COLUMNS.iter().position(|name| *name == column).and_then(|at| *self.places.get(at)?);
        place.and_then(|at| self.row.get(at)).unwrap_or_default()
    }

    fn optional<T>(&self, column: &str, read: impl Fn(&str) -> Option<T>, expected: &str) -> Result<Option<T>> {
        match self.text(column) {
            "" => Ok(None),
            text => read(text).map(Some).ok_or_else(|| self.wrong(column, expected)),
        }
    }

    fn day(&self, column: &str) -> Result<Option<Date>> {
        self.optional(column, Date::parse, "a date as YYYY-MM-DD")
    }

    fn counties(&self) -> Result<Vec<Fips>> {
        let codes = self.text("fips").split(';').filter(|code| !code.is_empty());
        codes.map(|code| Fips::parse(code).ok_or_else(|| self.wrong("fips", "five-digit codes joined by ;"))).collect()
    }

    fn wrong(&self, column: &str, expected: &str) -> Error {
        let found = format!("\"{}\"", shorten(self.text(column)));
        Error::new(Kind::Record, found, expected).at_row(self.number).in_column(column)
    }
}

/// CSV being written: a header, then rows of as many cells.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with its header.
    pub fn new(columns: &[&str]) -> Table {
        let mut table = Table(csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()));
        table.push(columns);
        table
    }

    /// Adds a row.
    pub fn push(&mut self, cells: &[impl AsRef<[u8]>]) {
        // Writing to memory has nothing to fail on, and rows of any length are allowed.
        let _ = self.0.write_record(cells);
    }

    /// The whole text, UTF-8.
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

fn broken(error: &csv::Error) -> Error {
    let found = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "bytes that are not UTF-8".to_owned(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} cells under {expected_len} headers"),
        _ => "no CSV".to_owned(),
    };
    let error_at = Error::new(Kind::Record, found, "UTF-8 CSV with as many cells in each row as headers");
    match error.position() {
        Some(position) => error_at.at_row(position.line() as usize),
        None => error_at,
    }
}

/// The beginning of a text too long for a message: a page served in place of a record, say.
fn shorten(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\
id,state,agency,level,county,fips,model,status,signed,pending_from,first_listed,last_listed,ended,renewed_by,document
AL-a-TFM-2025-03-01,AL,\"A, B and C\",municipal,Lee;Macon,01081;01087,TFM,active,2025-03-01,2025-02-20,2025-03-05,2026-03-27,,,https://www.ice.gov/a.pdf
FL-b-JEM-undated,FL,b,,,,JEM,ended,,,2021-01-12,2025-02-19,2025-02-21,,
FL-b-WSO-2020-01-01,FL,B,state,,,WSO,renewed,2020-01-01,,2021-01-12,2025-02-19,2025-02-21,FL-b-JEM-undated,
";

    #[test]
    fn what_is_read_is_written_again() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let name = |fips: Fips| if fips.code() == 1_081 { "Lee".to_owned() } else { "Macon".to_owned() };
        // B comes before b.
        let sorted: Vec<&str> = CSV.lines().collect();
        let expected = [sorted[0], sorted[1], sorted[3], sorted[2]].join("\n") + "\n";
        assert_eq!(record.to_csv(name), expected);
        let agencies: Vec<u32> = record.with_agencies().map(|(_, agency)| agency).collect();
        assert_eq!(agencies, [0, 1, 1]);
    }

    #[test]
    fn the_leaner_record_counts_the_same() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let lean = Record::read(record.to_lean_csv().as_bytes()).unwrap();
        for day in ["2021-01-12", "2025-02-20", "2025-02-21", "2025-03-05"] {
            let day = Date::parse(day).unwrap();
            let on = |record: &Record| -> Vec<_> { record.agreements().iter().map(|a| a.status_on(day)).collect() };
            assert_eq!(on(&record), on(&lean));
        }
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
            "row 3: found 14 cells under 15 headers, expected UTF-8 CSV with as many cells in each row as headers",
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
