//! One list as ICE published it on a day: which columns it has, what each row says.
//!
//! Columns are found by their headers, never by position. It reads cells that somebody else took from a
//! workbook or CSV; it opens no file.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::State;

use super::agreement::{Level, Model};
use super::cell::{self, Cell};
use super::log::Log;

/// Which of ICE's two lists it is. ICE prints a signing day only for agreements that are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// Agreements in force.
    Participating,
    /// Agencies still in process.
    Pending,
}

/// When a list was published: its day, then the part of the day, then the second list of one part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// The day.
    pub date: Date,
    /// 0 for the morning (`am`), 1 for `mid`, 2 for `pm` and where ICE marked none, as its single list of the day stood at its end.
    part: u8,
    /// `B` for a second list in the same part of a day.
    second: bool,
}

impl Issue {
    /// A list's day without a part of it.
    pub fn on(date: Date) -> Issue {
        Issue { date, part: 2, second: false }
    }

    /// Reads the beginning of a file's name: `2025-07-24pmB`, or ICE's own `participatingAgencies07242025pm`.
    pub fn from_name(name: &str) -> Option<Issue> {
        let (date, rest) = (0..name.len())
            .find_map(|at| Some((Date::parse(name.get(at..at + 10)?)?, name.get(at + 10..)?)))
            .or_else(|| {
                (0..name.len()).find_map(|at| {
                    let digits = name.get(at..at + 8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
                    let number = |from: usize, to: usize| digits.get(from..to)?.parse().ok();
                    let date = Date::new(number(4, 8)? as i32, number(0, 2)?, number(2, 4)?)?;
                    Some((date, name.get(at + 8..)?))
                })
            })?;
        let rest = rest.trim_start_matches(['-', '_', ' ']).to_lowercase();
        let (part, rest) = match [("am", 0), ("mid", 1), ("pm", 2)].into_iter().find(|(word, _)| rest.starts_with(word))
        {
            Some((word, part)) => (part, rest.get(word.len()..).unwrap_or_default().to_owned()),
            None => (2, rest),
        };
        Some(Issue { date, part, second: rest == "b" })
    }
}

/// One row that is not blank. What could not be read is `None`; the row stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Counted from 1, with the header where the sheet has it.
    pub number: usize,
    /// The state or territory.
    pub state: Option<State>,
    /// The agency's name, cleaned; empty where there is none.
    pub agency: String,
    /// ICE's TYPE.
    pub level: Option<Level>,
    /// ICE's COUNTY, cleaned; `None` where ICE says that it has none.
    pub county: Option<String>,
    /// ICE's SUPPORT TYPE.
    pub model: Option<Model>,
    /// ICE's SIGNED.
    pub signed: Option<Date>,
    /// The address of the agreement's text.
    pub document: Option<String>,
}

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its file's name without the ending: how the log and the errors call it.
    pub name: String,
    /// When it was published.
    pub issue: Issue,
    /// Read from its header, not from its name.
    pub kind: ListKind,
    /// The rows that are not blank, as printed.
    pub rows: Vec<Row>,
    /// Whether it is a workbook of ICE's own, which has a TYPE column; until February 2025 ICE published a table on a page.
    pub own_workbook: bool,
    /// When the workbook was saved, as it says itself: `2025-05-28T19:02:11Z`.
    pub saved: Option<String>,
}

/// The columns of ICE's lists, by header.
const STATE: &str = "STATE";
const AGENCY: &str = "LAW ENFORCEMENT AGENCY";
const TYPE: &str = "TYPE";
const COUNTY: &str = "COUNTY";
const MODEL: &str = "SUPPORT TYPE";
const SIGNED: &str = "SIGNED";
const MOA: &str = "MOA";

impl List {
    /// Reads a sheet, first row first. Blank rows are passed over, wherever they stand.
    ///
    /// # Errors
    /// No row holds the headers STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE; nothing stands below those of a
    /// participating list; or SIGNED holds text that is no date. The error names row and column.
    pub fn read(name: &str, issue: Issue, sheet: &[Vec<Cell>], log: &mut Log) -> Result<List> {
        let head = Head::find(sheet)?;
        let kind = if head.signed.is_some() { ListKind::Participating } else { ListKind::Pending };
        let mut rows = Vec::new();
        for (index, cells) in sheet.iter().enumerate().skip(head.row + 1) {
            if cells.iter().any(|cell| !cell::clean(&cell.text).is_empty()) {
                rows.push(head.row_of(name, index + 1, cells, log)?);
            }
        }
        // Nobody in process is an answer; nobody taking part never was one.
        if rows.is_empty() && kind == ListKind::Participating {
            let found = "nothing below the header";
            return Err(Error::new(Kind::List, found, "a row for each agreement").at_row(head.row + 1));
        }
        let own_workbook = head.level.is_some();
        Ok(List { name: name.to_owned(), issue, kind, rows, own_workbook, saved: None })
    }

    /// The same list, saved at a time. A workbook of ICE's that was saved more than a day after the day in its name was published on the
    /// day it was saved. Tables of a page were saved by an archive, long after: their names stand.
    pub fn saved_at(mut self, saved: Option<String>) -> List {
        let day = saved.as_ref().and_then(|saved| Date::parse(saved.get(..10)?)).filter(|_| self.own_workbook);
        if let Some(day) = day {
            if day.since(self.issue.date) > 1 {
                self.issue = Issue::on(day);
            }
            self.saved = saved;
        }
        self
    }

    /// The rows that name state, agency and model, each agreement once: of rows equal in state, name (case aside), model
    /// and day, the last stands.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut seen = BTreeSet::new();
        let mut entries: Vec<Entry> = (self.rows.iter().rev())
            .filter_map(|row| {
                let entry = Entry { state: row.state?, model: row.model?, row };
                let key = (entry.state, row.agency.to_lowercase(), entry.model, row.signed);
                (!row.agency.is_empty() && seen.insert(key)).then_some(entry)
            })
            .collect();
        entries.reverse();
        entries
    }
}

/// A usable row of a list: it has a state, an agency's name and a model.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The row's state.
    pub state: State,
    /// The row's model.
    pub model: Model,
    /// The row itself.
    pub row: &'a Row,
}

/// Where the header stands and which column is which.
struct Head {
    row: usize,
    state: usize,
    agency: usize,
    model: usize,
    level: Option<usize>,
    county: Option<usize>,
    signed: Option<usize>,
    document: Option<usize>,
}

impl Head {
    fn find(sheet: &[Vec<Cell>]) -> Result<Head> {
        let column = |cells: &[Cell], header: &str| {
            cells.iter().position(|cell| cell::clean(&cell.text).eq_ignore_ascii_case(header))
        };
        // The header is the first row with the column that no list goes without.
        let found = sheet.iter().enumerate().find_map(|(row, cells)| Some((row, cells, column(cells, AGENCY)?)));
        let Some((row, cells, agency)) = found else {
            return Err(
                Error::new(Kind::List, "no row with that header", "a table under ICE's headers").in_column(AGENCY)
            );
        };
        let required = |header: &str| {
            column(cells, header).ok_or_else(|| {
                let headers: Vec<String> = cells.iter().filter_map(|cell| cell::given(&cell.text)).collect();
                Error::new(Kind::List, format!("the headers {}", headers.join(", ")), format!("{header} among them"))
                    .at_row(row + 1)
            })
        };
        Ok(Head {
            row,
            state: required(STATE)?,
            agency,
            model: required(MODEL)?,
            level: column(cells, TYPE),
            county: column(cells, COUNTY),
            signed: column(cells, SIGNED),
            document: column(cells, MOA),
        })
    }

    /// Reads one row; what had to be repaired, or cannot be used, goes to the log.
    fn row_of(&self, list: &str, number: usize, cells: &[Cell], log: &mut Log) -> Result<Row> {
        let empty = Cell::default();
        let cell = |column: usize| cells.get(column).unwrap_or(&empty);
        let optional = |column: Option<usize>| column.map_or(&empty, cell);

        let state = cell::state(&cell(self.state).text);
        let agency = cell::clean(&cell(self.agency).text);
        let model = cell::model(&cell(self.model).text);
        let level = cell::level(&optional(self.level).text);
        let county = cell::given(&optional(self.county).text);
        let day = cell::clean(&optional(self.signed).text);
        let signed = cell::day(&day);
        if signed.is_none() && !day.is_empty() {
            return Err(Error::new(Kind::List, format!("\"{day}\""), "a date").at_row(number).in_column(SIGNED));
        }

        let mut repaired = |column: &str, cell: &Cell, usual: &str, made: &str| {
            if cell.text != usual && !cell.text.is_empty() {
                log.note(list, number, column, &cell.text, made);
            }
        };
        let unusable = "not usable: the row is not counted";
        // ICE prints states in capitals; three nouns of TYPE and three of SUPPORT TYPE are its usual ones.
        let usual = state.map_or(String::new(), |state| state.name().to_uppercase());
        repaired(STATE, cell(self.state), &usual, state.map_or(unusable, State::postal));
        repaired(AGENCY, cell(self.agency), &agency, &agency);
        repaired(MODEL, cell(self.model), model.map_or("", model_noun), model.map_or(unusable, Model::code));
        repaired(TYPE, optional(self.level), level.map_or("", level_noun), level.map_or("unknown", Level::code));
        if let Some(county) = &county {
            repaired(COUNTY, optional(self.county), county, county);
        }
        if let Some(signed) = signed {
            let made = signed.to_string();
            repaired(SIGNED, optional(self.signed), &made, &made);
        }
        for (column, cell) in [(STATE, cell(self.state)), (AGENCY, cell(self.agency)), (MODEL, cell(self.model))] {
            if cell::clean(&cell.text).is_empty() {
                log.note(list, number, column, "", unusable);
            }
        }
        let document = cell::document(optional(self.document));
        Ok(Row { number, state, agency, level, county, model, signed, document })
    }
}

fn model_noun(model: Model) -> &'static str {
    match model {
        Model::Jem => "Jail Enforcement Model",
        Model::Tfm => "Task Force Model",
        Model::Wso => "Warrant Service Officer",
    }
}

fn level_noun(level: Level) -> &'static str {
    match level {
        Level::County => "County",
        Level::Municipal => "Municipality",
        Level::State => "State Agency",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
        rows.iter().map(|row| row.iter().map(|text| Cell::new(*text)).collect()).collect()
    }

    fn read(rows: &[&[&str]]) -> Result<List> {
        let issue = Issue::from_name("2025-05-28pm").unwrap();
        List::read("2025-05-28pm", issue, &sheet(rows), &mut Log::default())
    }

    #[test]
    fn columns_are_found_by_header_and_blank_rows_are_passed_over() {
        let list = read(&[
            &["ICE", ""],
            &["", "SUPPORT TYPE ", "LAW ENFORCEMENT AGENCY", "SIGNED", "STATE"],
            &["", "", " ", "", ""],
            &["x", "Task Force Model ", "Lee County Sheriff\u{2019}s Office", "2025-02-26", "FLORIDA "],
            &["", "Warrant Services Officer", "Lee County Sheriff's Office", "", "Florida"],
            &[""],
        ])
        .unwrap();
        assert_eq!(list.kind, ListKind::Participating);
        assert_eq!(list.rows.len(), 2);
        assert_eq!(list.rows[0].number, 4);
        assert_eq!(list.rows[0].agency, list.rows[1].agency);
        assert_eq!(list.rows[1].model, Some(Model::Wso));
    }

    #[test]
    fn a_row_printed_twice_is_one_entry_and_the_last_stands() {
        let list = read(&[
            &["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"],
            &["FLORIDA", "Fort Walton Beach Police Department", "County", "Task Force Model", "2025-08-04"],
            &["FLORIDA", "FORT WALTON BEACH POLICE DEPARTMENT ", "Municipality", "Task Force Model", "2025-08-04"],
            &["FLORIDA", "", "Municipality", "Task Force Model", "2025-08-04"],
        ])
        .unwrap();
        assert_eq!(list.rows.len(), 3);
        let entries = list.entries();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].row.level, Some(Level::Municipal));
    }

    #[test]
    fn errors_name_row_and_column() {
        let check = |rows: &[&[&str]], message: &str| assert_eq!(read(rows).unwrap_err().to_string(), message);
        check(
            &[&["a", "b"]],
            "column LAW ENFORCEMENT AGENCY: found no row with that header, expected a table under ICE's headers",
        );
        check(
            &[&[], &["LAW ENFORCEMENT AGENCY", "STATE"]],
            "row 2: found the headers LAW ENFORCEMENT AGENCY, STATE, expected SUPPORT TYPE among them",
        );
        check(
            &[&["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"], &["", " "]],
            "row 1: found nothing below the header, expected a row for each agreement",
        );
        check(
            &[
                &["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"],
                &["FLORIDA", "Lee County Sheriff's Office", "Task Force Model", "soon"],
            ],
            "row 2, column SIGNED: found \"soon\", expected a date",
        );
    }

    #[test]
    fn issues_are_ordered_within_a_day() {
        let names = ["2025-07-24am", "2025-07-24mid", "2025-07-24pm", "2025-07-24pmB", "2025-07-25am", "2025-07-26"];
        let issues: Vec<Issue> = names.iter().map(|name| Issue::from_name(name).unwrap()).collect();
        assert!(issues.is_sorted());
        assert_eq!(Issue::from_name("participatingAgencies07242025pm"), Issue::from_name("2025-07-24pm"));
        assert_eq!(Issue::from_name("agencies"), None);
        assert_eq!(Issue::from_name("2025-02-30"), None);
    }
}
