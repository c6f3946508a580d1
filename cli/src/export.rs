//! `agreement-atlas export`: the record as a data package, a folder that other programs and people can read without
//! this one.
//!
//! It adds nothing to the record. What cannot stand in a package, it refuses before anything is written.

mod agencies;
mod package;
mod sheet;
mod workbook;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::codebook::{AGENCIES, AGREEMENTS};
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, bail};
use clap::Args;

use crate::path::shown;
use crate::{archive, store};
use sheet::Sheet;

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

impl Export {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let record = archive::record(&self.record)?;
        let files = files(&record).with_context(|| shown(&self.record))?;
        fs::create_dir_all(&self.out).with_context(|| shown(&self.out))?;
        let paths: Vec<(PathBuf, Vec<u8>)> =
            files.into_iter().map(|(name, bytes)| (self.out.join(name), bytes)).collect();
        let n_files = paths.len();
        let parts: Vec<(&Path, Vec<u8>)> = paths.iter().map(|(path, bytes)| (path.as_path(), bytes.clone())).collect();
        store::replace(&parts)?;
        eprintln!("{}: {n_files} files, {} agreements", shown(&self.out), record.agreements().len());
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
            bail!("column id: found none for {}, expected the whole record", agreement.agency);
        }
        if !ids.insert(agreement.id) {
            bail!("column id: found {} twice, expected each once", agreement.id);
        }
    }
    for agreement in record.agreements() {
        let Some(by) = agreement.renewed_by else { continue };
        if !ids.contains(by) {
            bail!("column renewed_by: found \"{by}\" for {}, expected the id of an agreement", agreement.id);
        }
    }
    Ok(())
}

/// The two tables.
fn sheets(record: &Record, last: Date) -> Result<[Sheet; 2]> {
    let gazetteer = counties::gazetteer()?;
    let county = |fips: Fips| gazetteer.name(fips).unwrap_or_default().to_owned();
    let rows = record.rows(county);
    let agencies = agencies::rows(record, last, county);
    Ok([Sheet { codebook: &AGREEMENTS, rows }, Sheet { codebook: &AGENCIES, rows: agencies }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::roster::record::agreement::{Draft, Level, Model, Status};
    use agreement_atlas::roster::record::codebook::Holds;
    use agreement_atlas::roster::record::guard::unguarded;
    use calamine::{Data, Reader, Xlsx};

    /// Names that a spreadsheet, XML or CSV could stumble over.
    fn hostile() -> Vec<String> {
        let names = [
            "=HYPERLINK(\"https://a.example\",\"click\")",
            "'=1+1",
            "''=1+1",
            "+1 Police",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "two\nlines, \"quoted\"",
            "]]><script>alert(1)</script>&amp;",
            "_x0041_ Police",
            "警察 полиция شرطة",
            "https://a.example/",
            "mailto:a",
            "{=1}",
            "0012",
            "TRUE",
        ];
        names.map(str::to_owned).into_iter().chain(["x".repeat(32_000)]).collect()
    }

    fn record(names: &[String]) -> Record {
        let day = Date::parse("2025-03-01");
        let agreement = |(number, name): (usize, &String)| Draft {
            id: format!("FL-{number}"),
            state: agreement_atlas::place::State::from_postal("FL").unwrap(),
            agency: name.clone(),
            level: Some(Level::County),
            counties: Fips::new(12_071).into_iter().collect(),
            model: Model::Tfm,
            status: Status::Active,
            signed: if number == 0 { Date::parse("1789-03-04") } else { Date::parse("2024-02-29") },
            pending_from: None,
            first_listed: day,
            last_listed: day,
            absent_since: None,
            ended: None,
            renewed_by: None,
            document: Some(name.clone()),
        };
        Record::new(&names.iter().enumerate().map(agreement).collect::<Vec<_>>())
    }

    /// Each sheet of the workbook holds, cell by cell, what its CSV says.
    fn compare(record: &Record) {
        let files = files(record).unwrap();
        let bytes = |name: &str| &files.iter().find(|(file, _)| *file == name).unwrap().1;
        let mut workbook = Xlsx::new(std::io::Cursor::new(bytes("agreements.xlsx").clone())).unwrap();
        assert_eq!(workbook.sheet_names(), ["agreements", "agencies", "codebook"]);
        for codebook in [&AGREEMENTS, &AGENCIES] {
            let (sheet, formulas) =
                (workbook.worksheet_range(codebook.name).unwrap(), workbook.worksheet_formula(codebook.name).unwrap());
            assert!(formulas.is_empty(), "{} holds a formula", codebook.name);
            let csv = bytes(&format!("{}.csv", codebook.name));
            let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
            let mut n_rows = 0;
            for (number, row) in rows.records().map(Result::unwrap).enumerate() {
                n_rows += 1;
                for (at, (text, column)) in row.iter().zip(codebook.columns).enumerate() {
                    let found = sheet.get((number, at)).cloned().unwrap_or_default();
                    let shown = match &found {
                        Data::Empty => String::new(),
                        Data::String(text) => text.clone(),
                        Data::DateTime(day) => {
                            let (year, month, day, ..) = day.to_ymd_hms_milli();
                            format!("{year:04}-{month:02}-{day:02}")
                        }
                        Data::Float(number) => number.to_string(),
                        other => panic!("{other:?}"),
                    };
                    assert_eq!(shown, unguarded(text), "{} row {} {}", codebook.name, number + 1, column.name);
                    let is_day = number > 0 && matches!(column.holds, Holds::Day) && text > "1900";
                    assert_eq!(matches!(found, Data::DateTime(_)), is_day, "{text}");
                }
            }
            assert_eq!(sheet.height(), n_rows);
        }
    }

    #[test]
    fn the_workbook_says_what_the_csv_says() {
        compare(&record(&hostile()));
        let committed = include_bytes!("../../data/agreements.csv");
        compare(&Record::read(committed).unwrap());
    }

    #[test]
    fn the_package_reads_back_and_is_the_same_each_time() {
        let record = record(&hostile());
        let (one, other) = (files(&record).unwrap(), files(&record).unwrap());
        assert!(one == other);
        let (name, csv) = &one[0];
        assert_eq!(*name, "agreements.csv");
        assert!(Record::read(csv).unwrap().agreements().eq(record.agreements()));
        let names: BTreeSet<String> = hostile().into_iter().collect();
        let rows = sheets(&record, Date::parse("2025-03-01").unwrap()).unwrap()[1].rows.clone();
        assert_eq!(rows.iter().map(|row| row[2].clone()).collect::<BTreeSet<_>>(), names);
        assert_eq!(rows.iter().map(|row| &row[0]).collect::<BTreeSet<_>>().len(), names.len());
    }

    #[test]
    fn what_makes_no_package_is_refused_before_anything_is_written() {
        let check = |change: fn(&mut [Draft]), message: &str| {
            let record = record(&["A".to_owned(), "B".to_owned()]);
            let mut agreements: Vec<Draft> = record.agreements().map(Draft::from).collect();
            change(&mut agreements);
            let error = files(&Record::new(&agreements)).unwrap_err();
            assert_eq!(format!("{error:#}"), message);
        };
        check(|all| all[1].id.clear(), "column id: found none for B, expected the whole record");
        check(|all| all[1].id = "FL-0".to_owned(), "column id: found FL-0 twice, expected each once");
        check(
            |all| all[0].renewed_by = Some("FL-9".to_owned()),
            "column renewed_by: found \"FL-9\" for FL-0, expected the id of an agreement",
        );
        check(
            |all| all[1].agency = "x".repeat(32_768),
            "sheet agreements: row 3, column agency: found 32768 characters, expected at most 32767",
        );
    }

    #[test]
    fn a_folder_is_made_and_filled() {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-export", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let record = folder.join("record.csv");
        fs::write(&record, "id,state,agency,model,first_listed,ended\nFL-a,FL,A,TFM,2025-03-01,\n").unwrap();
        let export = Export { record, out: folder.join("new/package") };
        export.run().unwrap();
        let mut found: Vec<_> =
            fs::read_dir(&export.out).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        found.sort();
        assert_eq!(
            found,
            ["LICENSE", "README.md", "agencies.csv", "agreements.csv", "agreements.xlsx", "datapackage.json"]
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
