//! What is known beside a record: the tables of the years before it and of the days after it, where they stand. It
//! knows no agreement.

use std::path::Path;

use agreement_atlas::roster::query::background::{self, Statement};
use agreement_atlas::roster::query::earlier::Earlier;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;
use anyhow::{Context, Result, bail};

use crate::path::shown;

/// What studies and findings say of the program, from the table beside a record. An error where none stands there.
pub fn statements(path: &Path) -> Result<Vec<Statement>> {
    for (name, read) in
        [("background.csv", background::compile as fn(&[u8]) -> _), ("background.tsv", background::read)]
    {
        let path = path.with_file_name(name);
        if path.is_file() {
            let bytes = std::fs::read(&path).with_context(|| shown(&path))?;
            return Ok(read(&bytes).map_err(|error| error.in_file(shown(&path)))?);
        }
    }
    bail!("--notes background: found neither background.csv nor background.tsv beside {}, expected one", shown(path))
}

/// What the tables beside a record know of the years before it and of the days after it; `None` where none stand there.
pub fn earlier(path: &Path, record: &Record) -> Result<Option<Earlier>> {
    let beside = |name: &str| {
        let path = path.with_file_name(name);
        path.is_file().then(|| std::fs::read(&path).with_context(|| shown(&path))).transpose()
    };
    let in_folder = || shown(path.parent().unwrap_or(Path::new("")));
    let [totals, early, lists, restated] = ["totals.csv", "early.csv", "lists.csv", "restated.csv"].map(beside);
    if let (Some(totals), Some(early), Some(lists), Some(restated)) = (totals?, early?, lists?, restated?) {
        let tables = [totals, early, lists, restated];
        let compiled = Earlier::compile(tables.each_ref().map(Vec::as_slice), record);
        return compiled
            .map(Some)
            .with_context(|| format!("{}: totals.csv, early.csv, lists.csv or restated.csv", in_folder()));
    }
    let Some(written) = beside("earlier.tsv")? else { return Ok(None) };
    let mut earlier = Earlier::read(&written).map_err(|error| error.in_file("earlier.tsv"))?;
    if let Some(sources) = beside("sources.tsv")? {
        earlier.cite(&sources).map_err(|error| error.in_file("sources.tsv"))?;
    }
    if let Some(restated) = beside("restated.tsv")? {
        earlier.restated = Restated::read_written(&restated).map_err(|error| error.in_file("restated.tsv"))?;
    }
    Ok(Some(earlier))
}
