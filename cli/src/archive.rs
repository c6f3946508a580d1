//! ICE's lists as files: workbooks and CSV, found in folders, read cell by cell; and the record's file.
//!
//! It reads; what the cells mean is the library's business. Of a workbook's properties, which name clerks, only the time of saving is read.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::error::{Error, Kind};
use agreement_atlas::roster::Record;
use agreement_atlas::roster::cell::Cell;
use agreement_atlas::roster::list::{Issue, List};
use agreement_atlas::roster::log::Log;
use anyhow::{Context, Result};
use calamine::{Data, Reader, Xlsx};

/// The endings of files that lists come in.
const ENDINGS: [&str; 2] = ["xlsx", "csv"];

/// The files that paths stand for: a file itself, or the workbooks and CSV files of a folder, by name.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
            let file = entry?.path();
            // Spreadsheet programs leave a lock file `~$name.xlsx` beside a workbook that is open.
            let lock = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
            if ending(&file).is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && !lock {
                files.push(file);
            }
        }
        if files.len() == before {
            return Err(Error::new(Kind::List, "no list", "files ending in .xlsx or .csv").in_file(shown(path)).into());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Reads one list. Its date is `date`, else the one in its name.
pub fn list(path: &Path, date: Option<Date>, log: &mut Log) -> Result<List> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(issue) = date.map(Issue::on).or_else(|| Issue::from_name(&name)) else {
        let found = format!("no date in the name \"{name}\"");
        let expected = "one as in 2025-05-28pm, or --date";
        return Err(Error::new(Kind::List, found, expected).in_file(shown(path)).into());
    };
    let (saved, sheets) = sheets(path)?;
    // A workbook's other sheets hold notes: the list is the first sheet that reads as one; if none does, the first says why.
    let mut first_error = None;
    for (sheet, cells) in &sheets {
        let mut findings = log.clone();
        match List::read(&name, issue.clone(), cells, &mut findings) {
            Ok(list) => {
                *log = findings;
                return Ok(list.saved_at(saved));
            }
            Err(error) => {
                let error = error.in_file(shown(path));
                first_error.get_or_insert(if sheet.is_empty() { error } else { error.on_sheet(sheet) });
            }
        }
    }
    let empty = || Error::new(Kind::List, "no sheet", "a sheet with ICE's list").in_file(shown(path));
    Err(first_error.unwrap_or_else(empty).into())
}

/// Reads a record.
pub fn record(path: &Path) -> Result<Record> {
    let bytes = fs::read(path).with_context(|| shown(path))?;
    Ok(Record::read(&bytes).map_err(|error| error.in_file(shown(path)))?)
}

/// How a path is printed.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

type Sheet = Vec<Vec<Cell>>;
/// When a file was saved, and its sheets with their names.
type Saved = (Option<String>, Vec<(String, Sheet)>);

/// When a file was saved, if it is a workbook that says so, and its sheets with their names; CSV is one sheet without a name.
fn sheets(path: &Path) -> Result<Saved> {
    let bytes = fs::read(path).with_context(|| shown(path))?;
    // Workbooks are zip files, whatever their names end in.
    if bytes.starts_with(b"PK") {
        return workbook(bytes).map_err(|error| not_a_list(path, &error.to_string()).into());
    }
    if ending(path).as_deref() == Some("csv") {
        let text = String::from_utf8(bytes).map_err(|_| not_a_list(path, "bytes that are not UTF-8"))?;
        let sheet = comma_separated(&text).map_err(|error| not_a_list(path, &error.to_string()))?;
        return Ok((None, vec![(String::new(), sheet)]));
    }
    Err(not_a_list(path, "bytes that are no workbook").into())
}

fn not_a_list(path: &Path, found: &str) -> Error {
    Error::new(Kind::List, found, "an XLSX workbook or UTF-8 CSV").in_file(shown(path))
}

fn comma_separated(text: &str) -> std::result::Result<Sheet, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| Ok(row?.iter().map(Cell::new).collect())).collect()
}

fn workbook(bytes: Vec<u8>) -> std::result::Result<Saved, calamine::XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes))?;
    let saved = workbook.workbook_properties().ok().and_then(|properties| properties.modified);
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name)?;
        let (top, left) = range.start().unwrap_or_default();
        // Rows are counted as the sheet counts them, also where its first rows are empty.
        let mut rows: Sheet = vec![Vec::new(); top as usize];
        for row in range.rows() {
            let blank = vec![Cell::default(); left as usize];
            rows.push(blank.into_iter().chain(row.iter().map(|data| Cell::new(text(data)))).collect());
        }
        for link in workbook.hyperlinks_by_sheet_name(&name)? {
            let at = (link.range.start.0 as usize, link.range.start.1 as usize);
            if let Some(cell) = rows.get_mut(at.0).and_then(|row| row.get_mut(at.1)) {
                cell.link = link.target;
            }
        }
        sheets.push((name, rows));
    }
    Ok((saved, sheets))
}

/// What a reader of the sheet sees; days as `YYYY-MM-DD`.
fn text(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        data => data.to_string(),
    }
}
