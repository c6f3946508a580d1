//! `agreement-atlas export`: the record as a data package, a folder that other programs and people can read without this one.
//!
//! It adds nothing to the record. What cannot stand in a package, it refuses before anything is written.

mod agencies;
mod package;
mod workbook;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::Record;
use agreement_atlas::roster::codebook::{AGENCIES, AGREEMENTS, Codebook};
use agreement_atlas::roster::record::Table;
use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{archive, import, pack};

/// Writes the record as a data package, for other programs, spreadsheets and archives.
///
/// The folder holds
///   agreements.csv    the record: one row an agreement
///   agencies.csv      one row an agency: its models, first and last listed, agreements now
///   agreements.xlsx   both tables and the codebook as one workbook, days as real dates
///   datapackage.json  a Tabular Data Package: types, constraints, what each column means, size and hash of each file
///   README.md         what this is, the line to quote, the terms
///   LICENSE           the terms of the compilation
///
/// In CSV a cell that a spreadsheet would take for a formula has an apostrophe before it; in the workbook it is text.
/// The same record gives the same bytes. Files of these names in the folder are replaced.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Export {
    /// The record, CSV.
    record: PathBuf,
    /// The folder; it is made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// A table that is exported: its codebook, and rows of as many cells, unguarded.
pub struct Sheet {
    codebook: &'static Codebook,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn csv(&self) -> String {
        let header: Vec<&str> = self.codebook.columns.iter().map(|column| column.name).collect();
        let mut table = Table::new(&header);
        self.rows.iter().for_each(|row| table.push(row));
        table.finish()
    }
}

impl Export {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let record = archive::record(&self.record)?;
        let files = files(&record).with_context(|| archive::shown(&self.record))?;
        fs::create_dir_all(&self.out).with_context(|| archive::shown(&self.out))?;
        let paths: Vec<(PathBuf, Vec<u8>)> =
            files.into_iter().map(|(name, bytes)| (self.out.join(name), bytes)).collect();
        let n_files = paths.len();
        let parts: Vec<(&Path, Vec<u8>)> = paths.iter().map(|(path, bytes)| (path.as_path(), bytes.clone())).collect();
        import::replace(&parts)?;
        eprintln!("{}: {n_files} files, {} agreements", archive::shown(&self.out), record.agreements().len());
        Ok(())
    }
}

/// The package's files by name.
fn files(record: &Record) -> Result<Vec<(&'static str, Vec<u8>)>> {
    refuse(record)?;
    let last = record.dates().last().copied().context("found no list in the record, expected one at least")?;
    let sheets = sheets(record, last)?;
    let csv = sheets.each_ref().map(|sheet| sheet.csv().into_bytes());
    let workbook = workbook::written(&sheets, last)?;
    let tables = [(&sheets[0], csv[0].as_slice()), (&sheets[1], csv[1].as_slice())];
    let descriptor = package::descriptor(&tables, &workbook, last);
    let readme = package::readme(last);
    let [agreements, agencies] = csv;
    Ok(vec![
        ("agreements.csv", agreements),
        ("agencies.csv", agencies),
        ("agreements.xlsx", workbook),
        ("datapackage.json", descriptor.into_bytes()),
        ("README.md", readme.into_bytes()),
        ("LICENSE", package::LICENSE.as_bytes().to_vec()),
    ])
}

/// What makes no package: keys that are missing, doubled or lead nowhere.
fn refuse(record: &Record) -> Result<()> {
    let mut ids = BTreeSet::new();
    for agreement in record.agreements() {
        if agreement.id.is_empty() {
            bail!("column id: found none for {}, expected the whole record, not the leaner one", agreement.agency);
        }
        if !ids.insert(agreement.id.as_str()) {
            bail!("column id: found {} twice, expected each once", agreement.id);
        }
    }
    for agreement in record.agreements() {
        let Some(by) = agreement.renewed_by.as_deref() else { continue };
        if !ids.contains(by) {
            bail!("column renewed_by: found \"{by}\" for {}, expected the id of an agreement", agreement.id);
        }
    }
    Ok(())
}

/// The two tables.
fn sheets(record: &Record, last: Date) -> Result<[Sheet; 2]> {
    let gazetteer = pack::gazetteer()?;
    let county = |fips: Fips| gazetteer.name(fips).unwrap_or_default().to_owned();
    let rows = record.rows(county);
    let agencies = agencies::rows(record, last, county);
    Ok([Sheet { codebook: &AGREEMENTS, rows }, Sheet { codebook: &AGENCIES, rows: agencies }])
}
