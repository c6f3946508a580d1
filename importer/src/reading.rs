//! ICE's lists as bytes: recognised, read, dated.
//!
//! What the cells mean is the library's business, and nothing is taken for a list in silence. It opens no file and asks
//! no clock.

use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::error::{Error, Kind};
use agreement_atlas::roster::import::dating::Clues;
use agreement_atlas::roster::import::doubt;
use agreement_atlas::roster::import::issue::Issue;
use agreement_atlas::roster::import::list::{List, ListKind, Stamp};
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sheet::Sheet;

use crate::refusal::{Reason, Refusal};
use crate::{delimited, workbook};

/// Bytes of a file; ICE's largest list has 0.2 MB.
const FILE: u64 = 20 << 20;

/// A list as it was read from a file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The file.
    pub path: PathBuf,
    /// The list, under its issue.
    pub list: List,
    /// What was repaired or cannot be used.
    pub findings: Log,
    /// What somebody has to know of it: how it was dated, what was not read.
    pub remarks: Vec<String>,
    /// Whether its time of saving moved it to another day.
    pub moved: bool,
}

/// How lists are to be read.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The day of the list, which rules over its name and its time of saving.
    pub date: Option<Date>,
    /// The kind that it must be of; either without it.
    pub kind: Option<ListKind>,
}

/// Whether a file is small enough to be a list, by its bytes: asked before it is read.
///
/// # Errors
/// It is not.
pub fn fits(path: &Path, size: u64) -> Result<(), Refusal> {
    if size > FILE {
        return Err(refused(path, &format!("a file of {} MB, more than {}", size >> 20, FILE >> 20)).into());
    }
    Ok(())
}

/// Reads one list. `today` is the day in UTC.
///
/// # Errors
/// It is none, or not of the kind asked for, or of no day that one can know.
pub fn read(path: &Path, bytes: Vec<u8>, terms: Terms, today: Date) -> Result<Reading, Refusal> {
    let Undated { list, findings, saved, sheet, mut remarks } = undated(path, bytes)?;
    let placed = |error: Error| if sheet.is_empty() { error } else { error.on_sheet(&sheet) }.in_file(shown(path));
    if let Some(kind) = terms.kind.filter(|kind| *kind != list.kind) {
        let (found, expected) = match kind {
            ListKind::Participating => ("no column SIGNED, as on lists of pending agencies", "one, or --pending"),
            ListKind::Pending => ("a column SIGNED, as on lists of participating agencies", "none, or --participating"),
        };
        return Err(placed(Error::new(Kind::List, found, expected)).into());
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // A capture's folder stands next to the list, or holds a folder for each kind.
    let above = path.ancestors().skip(1).take(2).filter_map(Path::file_name);
    let folders: Vec<String> = above.map(|folder| folder.to_string_lossy().into_owned()).collect();
    // No list is of a day to come, but for a clock that is slow.
    let last = today.plus(1);
    let clues = Clues {
        name: &name,
        folders: &folders,
        signed: list.latest_signing(last),
        saved: list.saving(saved.as_deref()),
        last,
    };
    let (list, moved) = match terms.date {
        Some(date) => (list.issued(clues.issue_on(date)).saved_on_its_day(saved), false),
        None => {
            let (issue, remark) = clues.issue().map_err(|error| undatable(error.in_file(shown(path))))?;
            remarks.extend(remark);
            let (list, stamp) = list.issued(issue).saved_at(saved);
            match stamp {
                Stamp::Stands => {}
                Stamp::Moved(named) => remarks.push(format!(
                    "its workbook was saved more than a day after {named}, the day in its name: taken for a list of {}",
                    list.issue.date
                )),
                Stamp::Resaved(day) => remarks.push(format!(
                    "its workbook was saved on {day}, with no row signed after {}, the day in its name: an old list saved again, \
                     taken for one of the day in its name",
                    list.issue.date
                )),
            }
            plausible(&list, last).map_err(|error| undatable(placed(error)))?;
            (list, matches!(stamp, Stamp::Moved(_)))
        }
    };
    Ok(Reading { path: path.to_owned(), list, findings, remarks, moved })
}

/// Reads one list whatever its day.
///
/// # Errors
/// It is none.
pub fn of_any_day(path: &Path, bytes: Vec<u8>) -> Result<List, Refusal> {
    Ok(undated(path, bytes)?.list)
}

/// What a day given along with the list overcomes.
fn undatable(error: Error) -> Refusal {
    Refusal { reason: Reason::Undated, ..error.into() }
}

/// A list of a day far before its signings was given a wrong one.
fn plausible(list: &List, last: Date) -> Result<(), Error> {
    let signed = list.rows.iter().filter_map(|row| row.signed);
    let Some(late) = doubt::signed_later(signed, list.issue.date, last) else { return Ok(()) };
    let found = format!("{late} rows signed more than {} days after {}", doubt::SIGNED_DAYS, list.issue.date);
    Err(Error::new(Kind::List, found, "a list of the day in its name, or --date"))
}

/// A list before anything is said of its day.
struct Undated {
    list: List,
    findings: Log,
    /// When its workbook was saved.
    saved: Option<String>,
    /// The name of its sheet.
    sheet: String,
    remarks: Vec<String>,
}

/// A list is the one sheet with ICE's header; where none has it, the first says why. Sheets beside it are named.
fn undated(path: &Path, bytes: Vec<u8>) -> Result<Undated, Error> {
    let (saved, sheets) = sheets(path, bytes)?;
    let mut findings = Log::default();
    let mut remarks = Vec::new();
    let (with_header, others): (Vec<_>, Vec<_>) = sheets.iter().partition(|(_, sheet)| List::heads(sheet));
    if let [(one, _), (other, _), ..] = with_header.as_slice() {
        let found = format!("lists on the sheets {one} and {other}");
        return Err(Error::new(Kind::List, found, "a workbook with one").in_file(shown(path)));
    }
    let Some((sheet, cells)) = with_header.first().copied().or(sheets.first()) else {
        return Err(Error::new(Kind::List, "no sheet", "a sheet with ICE's list").in_file(shown(path)));
    };
    if !with_header.is_empty() {
        for (other, cells) in others {
            let n_rows = cells.rows().count();
            findings.note("", 0, "sheet", other, &format!("no list: {n_rows} rows not read"));
            if n_rows > 0 {
                remarks.push(format!("the sheet {other} is no list: its {n_rows} rows are not read"));
            }
        }
    }
    let list = List::read_sheet("", Issue::on(Date::from_days(0)), cells, &mut findings).map_err(|error| {
        let error = error.in_file(shown(path));
        if sheet.is_empty() { error } else { error.on_sheet(sheet) }
    })?;
    Ok(Undated { list, findings, saved, sheet: sheet.clone(), remarks })
}

/// When a file was saved, and its sheets with their names.
type Saved = (Option<String>, Vec<(String, Sheet)>);

/// When a file was saved, if it is a workbook that says so, and its sheets with their names; text is one sheet without
/// a name.
fn sheets(path: &Path, bytes: Vec<u8>) -> Result<Saved, Error> {
    if let Some(found) = other_form(&bytes) {
        return Err(refused(path, found));
    }
    // Workbooks are zip files, whatever their names end in.
    if bytes.starts_with(b"PK") {
        let workbook = workbook::read(bytes).map_err(|found| refused(path, &found))?;
        return Ok((workbook.saved, workbook.sheets));
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "tsv" | "txt")) {
        let sheet = delimited::sheet(&bytes, workbook::CELLS).map_err(|found| refused(path, &found))?;
        return Ok((None, vec![(String::new(), sheet)]));
    }
    Err(refused(path, "bytes that are no workbook"))
}

fn refused(path: &Path, found: &str) -> Error {
    Error::new(Kind::List, found, "an XLSX workbook or UTF-8 CSV").in_file(shown(path))
}

/// How a path is printed.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What a file is that is taken for a list now and then, by how it begins.
fn other_form(bytes: &[u8]) -> Option<&'static str> {
    let begins = bytes.get(..512).unwrap_or(bytes).trim_ascii_start();
    let text = String::from_utf8_lossy(begins).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if bytes.is_empty() {
        Some("an empty file")
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Some("an old workbook (XLS) or one with a password")
    } else if bytes.starts_with(b"%PDF") {
        Some("a PDF")
    } else if bytes.starts_with(&[0x1F, 0x8B]) {
        Some("a file packed by gzip")
    } else if text.starts_with('<') && (text.contains("<!doctype html") || text.contains("<html")) {
        Some("a page (HTML)")
    } else if text.starts_with('<') {
        Some("XML")
    } else if text.starts_with('{') || text.starts_with('[') {
        Some("JSON")
    } else {
        None
    }
}
