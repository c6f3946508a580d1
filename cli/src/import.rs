//! `agreement-atlas import`: ICE's lists in, the record and the log of repairs out.
//!
//! Both files are written beside their places and renamed when they are whole: a failed import leaves the old ones.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::list::ListKind;
use agreement_atlas::roster::log::Log;
use agreement_atlas::roster::{Agreement, Level, Record, Status, history};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::archive;
use crate::pack;

/// Reads ICE's lists (XLSX or CSV, files or folders) and writes the record made of all of them.
///
/// A list's date is read from its name, as in 2025-05-28pm.xlsx. Which kind of list it is, its header says: only
/// lists of participating agencies have a SIGNED column.
#[derive(Args)]
pub struct Import {
    /// Lists of participating agencies, or folders of them.
    #[arg(long, num_args = 1.., required = true, value_name = "PATH")]
    participating: Vec<PathBuf>,
    /// Lists of pending agencies, or folders of them.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pending: Vec<PathBuf>,
    /// The date of the list, where a single one is read and its name carries none.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Where the record goes.
    #[arg(long, value_name = "FILE", default_value = "agreements.csv")]
    out: PathBuf,
    /// Where the log of everything repaired or unusable goes.
    #[arg(long, value_name = "FILE", default_value = "import-log.csv")]
    log: PathBuf,
}

/// Reads a date given on the command line.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date as YYYY-MM-DD".to_owned())
}

impl Import {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let participating = archive::files(&self.participating)?;
        let files: Vec<PathBuf> = participating.into_iter().chain(archive::files(&self.pending)?).collect();
        if self.date.is_some() && files.len() > 1 {
            bail!("--date: found {} lists, expected one", files.len());
        }
        ensure!(self.out != self.log, "--log: found the path of --out, expected another");
        let bar = ProgressBar::new(files.len() as u64).with_style(
            ProgressStyle::with_template("reading lists {bar:30} {pos}/{len} {msg} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let mut log = Log::default();
        let mut lists = Vec::new();
        for file in &files {
            bar.set_message(file.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            lists.push(archive::list(file, self.date, &mut log).inspect_err(|_| bar.abandon())?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        ensure!(
            lists.iter().any(|list| list.kind == ListKind::Participating),
            "found only lists without a SIGNED column, expected a list of participating agencies among them"
        );
        let n_lists = lists.len();
        let gazetteer = pack::gazetteer()?;
        let record = history::record(lists, &gazetteer, &mut log);
        let name = |fips: Fips| gazetteer.name(fips).unwrap_or_default().to_owned();
        replace(&[(&self.out, record.to_csv(name).into_bytes()), (&self.log, log.to_csv().into_bytes())])?;
        self.say(n_lists, &record, &log);
        Ok(())
    }

    fn say(&self, n_lists: usize, record: &Record, log: &Log) {
        let of = |status: Status| record.agreements().iter().filter(|a| a.status == status).count();
        let homeless = |a: &&Agreement| a.counties.is_empty() && a.level != Some(Level::State);
        let unplaced = record.agreements().iter().filter(homeless);
        eprintln!(
            "{n_lists} lists: {} agreements, {} active, {} pending, {} no longer listed; {} of no known county",
            record.agreements().len(),
            of(Status::Active),
            of(Status::Pending),
            of(Status::Ended) + of(Status::Renewed),
            unplaced.count(),
        );
        eprintln!("{}; {} findings in {}", self.out.display(), log.entries().len(), self.log.display());
    }
}

/// Writes files beside their places, then renames them all.
pub fn replace(files: &[(&Path, Vec<u8>)]) -> Result<()> {
    let beside = |path: &Path| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        path.with_file_name(name)
    };
    for (path, bytes) in files {
        fs::write(beside(path), bytes).with_context(|| archive::shown(path))?;
    }
    for (path, _) in files {
        fs::rename(beside(path), path).with_context(|| archive::shown(path))?;
    }
    Ok(())
}
