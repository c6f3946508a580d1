//! One list as ICE published it on a day: which columns it has, what each row says.
//!
//! Columns are found by their headers, never by position. It reads cells that somebody else took from a
//! workbook or CSV; it opens no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::State;
use crate::roster::record::agreement::{Level, Model};
use crate::vocabulary::vocabulary;

use super::doubt::{MISNAMED_DAYS, UNDATED_ROWS};
use super::log::Log;
use super::sheet::{Cells, Sheet};
use super::{cell, eastern};

use super::issue::Issue;

/// Which of ICE's two lists it is. ICE prints a signing day only for agreements that are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListKind {
    /// Agreements in force.
    Participating,
    /// Agencies still in process.
    Pending,
}

// The names of the program's options and of the evidence's folders, too.
vocabulary!(ListKind { Participating => "participating", Pending => "pending" });

/// What a workbook's time of saving says of the day in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// Nothing against it.
    Stands,
    /// The list was published on the day it was saved, more than a day after the one in its name, which was this.
    Moved(Date),
    /// Somebody saved the workbook again, on this day: its rows are of the day in its name, which stays.
    Resaved(Date),
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
    /// How it is called: its issue as shown.
    pub name: String,
    /// When it was published.
    pub issue: Issue,
    /// Read from its header, not from its name.
    pub kind: ListKind,
    /// The rows that are not blank, as printed.
    pub rows: Vec<Row>,
    /// Whether it is a workbook of ICE's own, which has a TYPE column; until February 2025 ICE published a table on a
    /// page.
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
const ADDENDUM: &str = "ADDENDUM";

/// What the log says of a row that lacks state, agency or model.
pub const UNUSABLE: &str = "not usable: the row is not counted";
/// What the log says of a column that is not one of ICE's.
pub const UNREAD: &str = "a column of no known name: not read";
/// What the log says of a TYPE that is not one of ICE's.
pub const UNKNOWN: &str = "unknown";

impl List {
    /// Whether a sheet has the header that no list goes without.
    pub fn heads(sheet: &Sheet) -> bool {
        sheet.rows().any(|(_, cells)| column(cells, AGENCY).is_some())
    }

    /// Reads a sheet, first row first. Blank rows are passed over, wherever they stand.
    ///
    /// # Errors
    /// No row holds the headers STATE, LAW ENFORCEMENT AGENCY and SUPPORT TYPE; nothing stands below those of a
    /// participating list; SIGNED holds text that is no date, or nothing on most rows. The error names row and column.
    pub fn read(name: &str, issue: Issue, sheet: impl Into<Sheet>, log: &mut Log) -> Result<List> {
        List::read_sheet(name, issue, &sheet.into(), log)
    }

    /// As [`read`](List::read), of a sheet that is kept.
    ///
    /// # Errors
    /// The same.
    pub fn read_sheet(name: &str, issue: Issue, sheet: &Sheet, log: &mut Log) -> Result<List> {
        let head = Head::find(sheet)?;
        let kind = if head.signed.is_some() { ListKind::Participating } else { ListKind::Pending };
        for header in &head.unread {
            log.note(name, head.row + 1, header, "", UNREAD);
        }
        let mut rows = Vec::new();
        for (index, cells) in sheet.rows().filter(|(row, _)| *row > head.row) {
            if cells.iter().any(|(_, cell)| !cell::clean(&cell.text).is_empty()) {
                rows.push(head.row_of(name, index + 1, cells, log)?);
            }
        }
        // Nobody in process is an answer; nobody taking part never was one.
        if rows.is_empty() && kind == ListKind::Participating {
            let found = "nothing below the header";
            return Err(Error::new(Kind::List, found, "a row for each agreement").at_row(head.row + 1));
        }
        let n_undated = rows.iter().filter(|row| row.signed.is_none()).count();
        if kind == ListKind::Participating && n_undated > UNDATED_ROWS && n_undated * 2 > rows.len() {
            let found = format!("no day on {n_undated} of {} rows", rows.len());
            return Err(Error::new(Kind::List, found, "a day of signing on nearly all").in_column(SIGNED));
        }
        let own_workbook = head.level.is_some();
        Ok(List { name: name.to_owned(), issue, kind, rows, own_workbook, saved: None })
    }

    /// The same list under its issue, which names it.
    pub fn issued(mut self, issue: Issue) -> List {
        self.name = issue.to_string();
        self.issue = issue;
        self
    }

    /// The same list, saved at a time. A workbook of ICE's that was saved more than a day after the day in its name was
    /// published on the day it was saved, a U.S. Eastern one, unless the rows say otherwise: a week later and more, one
    /// of them must be signed after the day in its name. Else somebody saved an old workbook again, and its time says
    /// nothing of the list. Tables of a page were saved by an archive, long after: their names stand.
    pub fn saved_at(mut self, saved: Option<String>) -> (List, Stamp) {
        let Some(day) = self.saving(saved.as_deref()) else { return (self, Stamp::Stands) };
        let named = self.issue.date;
        let after = day.since(named);
        let newer = self.latest_signing(day).is_some_and(|signed| signed > named);
        if after > MISNAMED_DAYS && !newer {
            return (self, Stamp::Resaved(day));
        }
        self.saved = saved;
        if after > 1 { (self.issued(Issue::on(day)), Stamp::Moved(named)) } else { (self, Stamp::Stands) }
    }

    /// The same list, whose day is known and stays whenever it was saved.
    pub fn saved_on_its_day(mut self, saved: Option<String>) -> List {
        let day = self.saving(saved.as_deref());
        self.saved = saved.filter(|_| day.is_some_and(|day| day.since(self.issue.date) <= 1));
        self
    }

    /// The U.S. Eastern day of saving, where it says something of the list: of ICE's own workbooks.
    pub fn saving(&self, saved: Option<&str>) -> Option<Date> {
        saved.and_then(eastern::day_of).filter(|_| self.own_workbook)
    }

    /// The latest day of signing up to a day; later ones are typing errors.
    pub fn latest_signing(&self, until: Date) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.signed).filter(|signed| *signed <= until).max()
    }

    /// How many rows cannot be used, by what they lack first.
    pub fn unusable(&self) -> BTreeMap<&'static str, usize> {
        let mut reasons = BTreeMap::new();
        for row in &self.rows {
            let reason = match (row.state, row.agency.is_empty(), row.model) {
                (None, ..) => "without a known state",
                (_, true, _) => "without an agency",
                (.., None) => "without a known model",
                _ => continue,
            };
            *reasons.entry(reason).or_default() += 1;
        }
        reasons
    }

    /// The rows that name state, agency and model, each agreement once: of rows equal in state, name (case aside),
    /// model and day, the last stands.
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
    /// The headers that are none of ICE's, or stand twice.
    unread: Vec<String>,
}

/// The column under a header.
fn column(cells: &Cells, header: &str) -> Option<usize> {
    let mut named = cells.iter().filter(|(_, cell)| cell::clean(&cell.text).eq_ignore_ascii_case(header));
    named.next().map(|(column, _)| column)
}

impl Head {
    fn find(sheet: &Sheet) -> Result<Head> {
        // The header is the first row with the column that no list goes without.
        let found = sheet.rows().find_map(|(row, cells)| Some((row, cells, column(cells, AGENCY)?)));
        let Some((row, cells, agency)) = found else {
            return Err(
                Error::new(Kind::List, "no row with that header", "a table under ICE's headers").in_column(AGENCY)
            );
        };
        let required = |header: &str| {
            column(cells, header).ok_or_else(|| {
                let headers: Vec<String> = cells.iter().filter_map(|(_, cell)| cell::given(&cell.text)).collect();
                Error::new(Kind::List, format!("the headers {}", headers.join(", ")), format!("{header} among them"))
                    .at_row(row + 1)
            })
        };
        let mut head = Head {
            row,
            state: required(STATE)?,
            agency,
            model: required(MODEL)?,
            level: column(cells, TYPE),
            county: column(cells, COUNTY),
            signed: column(cells, SIGNED),
            document: column(cells, MOA),
            unread: Vec::new(),
        };
        let known = [Some(head.state), Some(agency), Some(head.model), head.level, head.county, head.signed];
        let known = [known.as_slice(), &[head.document, column(cells, ADDENDUM)]].concat();
        let unread = cells.iter().filter(|(column, _)| !known.contains(&Some(*column)));
        head.unread = unread.filter_map(|(_, cell)| cell::given(&cell.text)).collect();
        Ok(head)
    }

    /// Reads one row; what had to be repaired, or cannot be used, goes to the log.
    fn row_of(&self, list: &str, number: usize, cells: &Cells, log: &mut Log) -> Result<Row> {
        let cell = |column: usize| cells.at(column);
        let optional = |column: Option<usize>| column.map_or(cells.at(usize::MAX), cell);

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

        let mut repaired = |column: &str, cell: &cell::Cell, usual: &str, made: &str| {
            if cell.text != usual && !cell.text.is_empty() {
                log.note(list, number, column, &cell.text, made);
            }
        };
        // ICE prints states in capitals; three nouns of TYPE and three of SUPPORT TYPE are its usual ones.
        let usual = state.map_or(String::new(), |state| state.name().to_uppercase());
        repaired(STATE, cell(self.state), &usual, state.map_or(UNUSABLE, State::postal));
        repaired(AGENCY, cell(self.agency), &agency, &agency);
        repaired(MODEL, cell(self.model), model.map_or("", model_noun), model.map_or(UNUSABLE, Model::code));
        repaired(TYPE, optional(self.level), level.map_or("", level_noun), level.map_or(UNKNOWN, Level::code));
        if let Some(county) = &county {
            repaired(COUNTY, optional(self.county), county, county);
        }
        if let Some(signed) = signed {
            let made = signed.to_string();
            repaired(SIGNED, optional(self.signed), &made, &made);
        }
        for (column, cell) in [(STATE, cell(self.state)), (AGENCY, cell(self.agency)), (MODEL, cell(self.model))] {
            if cell::clean(&cell.text).is_empty() {
                log.note(list, number, column, "", UNUSABLE);
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
    use super::cell::Cell;
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
    fn a_column_of_no_known_name_and_an_unknown_model_are_noted() {
        let mut log = Log::default();
        let issue = Issue::from_name("2025-05-28pm").unwrap();
        let rows = sheet(&[
            &["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED", "TRAINED", "ADDENDUM", ""],
            &["FLORIDA", "Florida Highway Patrol", "Tribe", "Tribal Model", "2025-02-26", "yes", "link", "x"],
            &["ATLANTIS", "Atlantis Marshal", "County", "Task Force Model", "2025-02-26", "", "", ""],
            &["FLORIDA", "", "County", "Task Force Model", "2025-02-26", "", "", ""],
        ]);
        let list = List::read("a", issue, &rows, &mut log).unwrap();
        let noted: Vec<(&str, &str, &str)> =
            log.entries().iter().map(|it| (it.column.as_str(), it.found.as_str(), it.made.as_str())).collect();
        assert_eq!(
            noted,
            [
                ("TRAINED", "", UNREAD),
                ("SUPPORT TYPE", "Tribal Model", UNUSABLE),
                ("TYPE", "Tribe", UNKNOWN),
                ("STATE", "ATLANTIS", UNUSABLE),
                ("LAW ENFORCEMENT AGENCY", "", UNUSABLE),
            ]
        );
        let reasons: Vec<(&str, usize)> = list.unusable().into_iter().collect();
        assert_eq!(reasons, [("without a known model", 1), ("without a known state", 1), ("without an agency", 1)]);
    }

    #[test]
    fn the_time_of_saving_moves_a_misnamed_list_and_no_old_one_saved_again() {
        let signed = |day: &str| {
            let head: &[&str] = &["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"];
            let row: &[&str] = &["FLORIDA", "Florida Highway Patrol", "State Agency", "Task Force Model", day];
            read(&[head, row]).unwrap()
        };
        let check = |signed_on: &str, saved: &str, name: &str, stamp: Stamp| {
            let (list, found) = signed(signed_on).saved_at(Some(saved.to_owned()));
            assert_eq!((list.name.as_str(), found), (name, stamp), "{saved}");
            assert_eq!(list.saved.is_some(), !matches!(stamp, Stamp::Resaved(_)));
        };
        let (named, day) = (Date::parse("2025-05-28").unwrap(), |text| Date::parse(text).unwrap());
        check("2025-05-20", "2025-05-28T19:00:00Z", "2025-05-28pm", Stamp::Stands);
        // The evening of the 29th at ICE's desk.
        check("2025-05-20", "2025-05-30T02:00:00Z", "2025-05-28pm", Stamp::Stands);
        check("2025-05-20", "2025-05-30T14:00:00Z", "2025-05-30", Stamp::Moved(named));
        check("2025-05-20", "2025-06-04T14:00:00Z", "2025-06-04", Stamp::Moved(named));
        check("2025-05-20", "2025-06-05T14:00:00Z", "2025-05-28pm", Stamp::Resaved(day("2025-06-05")));
        check("2025-06-03", "2025-06-05T14:00:00Z", "2025-06-05", Stamp::Moved(named));
        check("5025-06-03", "2026-06-05T14:00:00Z", "2025-05-28pm", Stamp::Resaved(day("2026-06-05")));
        let fixed = |saved: &str| signed("2025-06-03").saved_on_its_day(Some(saved.to_owned()));
        let saved = |saved: &str| fixed(saved).saved;
        assert_eq!(fixed("2025-05-30T14:00:00Z").name, "2025-05-28pm");
        assert_eq!(saved("2025-05-30T14:00:00Z"), None);
        assert_eq!(saved("2025-05-29T14:00:00Z").as_deref(), Some("2025-05-29T14:00:00Z"));
    }

    #[test]
    fn a_list_without_days_is_refused_and_a_short_one_with_none_is_not() {
        let of = |n: usize| {
            let head: &[&str] = &["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"];
            let names: Vec<String> = (0..n).map(|n| format!("Town {n} Police")).collect();
            let row = |name| ["FLORIDA", name, "Municipality", "Task Force Model", ""];
            let rows: Vec<[&str; 5]> = names.iter().map(|name| row(name)).collect();
            read(&std::iter::once(head).chain(rows.iter().map(|row| &row[..])).collect::<Vec<_>>())
        };
        assert_eq!(of(10).unwrap().rows.len(), 10);
        assert!(of(11).unwrap_err().to_string().contains("no day on 11 of 11 rows"));
    }
}
