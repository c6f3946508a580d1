//! The files that paths on the command line stand for. It opens none of them.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::error::{Error, Kind};
use anyhow::{Context, Result};

use crate::path::{ending, shown};

/// The endings of files that lists come in, and of spreadsheets that are refused by name rather than passed over.
const ENDINGS: [&str; 9] = ["xlsx", "xlsm", "csv", "tsv", "xls", "xlsb", "ods", "numbers", "fods"];
/// Folders in folders, so deep: an archive has one for each capture.
const DEPTH: usize = 4;

/// What was found below some paths.
#[derive(Default)]
pub struct Found {
    /// Lists, or what has to be read to know, by path.
    pub files: Vec<PathBuf>,
    /// Files that are no spreadsheets, in folders that hold lists.
    pub passed_over: Vec<PathBuf>,
}

/// The files that paths stand for: a file itself, or those of a folder and of the folders in it.
///
/// # Errors
/// A folder cannot be read, or holds no list.
pub fn find(paths: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    for path in paths {
        if !path.is_dir() {
            found.files.push(path.clone());
            continue;
        }
        let before = found.files.len();
        walk(path, DEPTH, &mut found)?;
        if found.files.len() == before {
            return Err(Error::new(Kind::List, "no list", "files ending in .xlsx or .csv").in_file(shown(path)).into());
        }
    }
    found.files.sort();
    found.files.dedup();
    found.passed_over.sort();
    found.passed_over.dedup();
    Ok(found)
}

fn walk(folder: &Path, depth: usize, found: &mut Found) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| shown(folder))? {
        let entry = entry.with_context(|| shown(folder))?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // Spreadsheet programs leave a lock file `~$name.xlsx` beside a workbook that is open; names with a dot are
        // hidden.
        if name.starts_with("~$") || name.starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it may lead back.
        if entry.file_type().with_context(|| shown(&path))?.is_dir() {
            match depth {
                0 => found.passed_over.push(path),
                depth => walk(&path, depth - 1, found)?,
            }
        } else if ENDINGS.contains(&ending(&path).as_str()) {
            found.files.push(path);
        } else {
            found.passed_over.push(path);
        }
    }
    Ok(())
}
