//! An import without a disk, as a page has it: the record's files and lists come in by name, the new files go out.
//!
//! What the program does with a folder it does with bytes, by the same rules; it applies none of its own.

use std::collections::BTreeMap;
use std::path::Path;

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::list::ListKind;
use agreement_atlas::roster::import::log::{Entry, Log};
use agreement_atlas::roster::import::sighting::Archive;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::review::changes::{Balance, Change, balance, changes};
use serde::Serialize;

use crate::counties::gazetteer;
use crate::import::Import;
use crate::intake::Intake;
use crate::reading::{self, Reading, Terms};
use crate::refusal::{Reason, Refusal};
use crate::set;

/// The files of the record, as they are called on every page: the record, the evidence, the stamp, the log.
pub const FILES: [&str; 5] = ["agreements.csv", set::SIGHTINGS, set::LISTS, "agreements.stamp", "import-log.csv"];

/// An import in the making.
pub struct Session {
    today: Date,
    /// The record's files, by their names.
    held: BTreeMap<String, Vec<u8>>,
    readings: Vec<Reading>,
    accept: Vec<Date>,
}

/// What an import comes to, for a page.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What `changes` says, to be quoted.
    pub sentence: String,
    /// The day of the record's newest list.
    pub day: String,
    /// The lists read, each with what it was taken for.
    pub lists: Vec<Taken>,
    /// How many of what the sentence counts, by the words of the page.
    pub numbers: Vec<(&'static str, usize)>,
    /// What became of which agreement on the newest list.
    pub changes: Vec<Changed>,
    /// What was repaired or could not be used, the lines of the log.
    pub repaired: Vec<Entry>,
    /// What has to be looked at, a line each.
    pub told: Vec<String>,
}

/// A list that was read.
#[derive(Debug, Serialize)]
pub struct Taken {
    /// Its file.
    pub file: String,
    /// Its name, which begins with its day.
    pub list: String,
    /// Its kind.
    pub kind: &'static str,
    /// How many rows it has.
    pub rows: usize,
}

/// What became of an agreement.
#[derive(Debug, Serialize)]
pub struct Changed {
    /// The word of the column `change`.
    pub change: &'static str,
    /// Its state, by its postal code.
    pub state: &'static str,
    /// Its agency.
    pub agency: String,
    /// Its model.
    pub model: &'static str,
    /// The day of its signing; empty where it is not known.
    pub signed: String,
    /// The day of signing before it was corrected; empty otherwise.
    pub found: String,
    /// What took its place; empty otherwise.
    pub made: String,
}

/// The files that an import writes, by their names.
pub type Written = BTreeMap<&'static str, Vec<u8>>;

impl Session {
    /// An import on a day, in UTC.
    pub fn on(today: Date) -> Session {
        Session { today, held: BTreeMap::new(), readings: Vec::new(), accept: Vec::new() }
    }

    /// Takes one of the record's files.
    pub fn hold(&mut self, name: &str, bytes: Vec<u8>) {
        self.held.insert(name.to_owned(), bytes);
    }

    /// Lets in the lists of a day although they look wrong.
    pub fn accept(&mut self, date: Date) {
        self.accept.push(date);
    }

    /// Reads a list, of the day given or of the one that its name says.
    ///
    /// # Errors
    /// It is none, or of no day that one can know.
    pub fn read(&mut self, name: &str, bytes: Vec<u8>, date: Option<Date>) -> Result<(), Refusal> {
        let path = Path::new(name);
        reading::fits(path, bytes.len() as u64)?;
        let terms = Terms { date, kind: None };
        self.readings.push(reading::read(path, bytes, terms, self.today)?);
        Ok(())
    }

    /// Imports what was read onto what is held.
    ///
    /// # Errors
    /// Lists look wrong, or the record's files are not of one import: all that was found of it.
    pub fn import(mut self) -> Result<(Report, Written), Vec<Refusal>> {
        let one = |refusal: Refusal| vec![refusal];
        let mut intake = Intake::onto(self.evidence().map_err(one)?, Log::default());
        let logged = self.logged().map_err(one)?;
        intake.accept.clone_from(&self.accept);
        // As the program reads them: lists of participating agencies first, each kind by the names of the files.
        self.readings.sort_by_key(|reading| (reading.list.kind == ListKind::Pending, reading.path.clone()));
        let mut lists = Vec::new();
        for reading in self.readings {
            let (path, list) = (reading::shown(&reading.path), &reading.list);
            let (kind, rows) = (list.kind.code(), list.rows.len());
            lists.push(Taken { file: path, list: list.name.clone(), kind, rows });
            if let Some(list) = intake.take(reading) {
                intake.keep(vec![list]);
            }
        }
        if !intake.conflicts.is_empty() {
            return Err(intake.conflicts);
        }
        let mut told = std::mem::take(&mut intake.told);
        let counties = gazetteer().map_err(|error| one(error.into()))?;
        let import = Import::of(intake, &counties, &mut told).map_err(one)?;
        Ok(finished(import, &logged, lists, told))
    }

    /// What stands in the record's evidence, if it is whole.
    fn evidence(&self) -> Result<[Archive; 2], Refusal> {
        let mixed = |message: String| Refusal::new(Reason::Mixed, message);
        let [record, _, _, stamp, _] = FILES;
        for (name, seal) in set::sealed(self.text(stamp)?)
            .map_err(|word| mixed(format!("{stamp}: found \"{word}\", expected a stamp as import writes it")))?
        {
            let file = if name == set::RECORD { record } else { name };
            let found = self.held.get(file).map(|bytes| set::seal(bytes)).unwrap_or_default();
            if found != seal {
                return Err(mixed(format!("{file}: found another file than the one that {stamp} was written for")));
            }
        }
        let has = |name: &str| self.held.contains_key(name);
        match (has(set::LISTS), has(set::SIGHTINGS)) {
            (true, true) => {}
            (false, false) if !has(record) && !has(stamp) => return Ok(Default::default()),
            _ => {
                return Err(mixed(format!(
                    "found a record without the lists that it was made of, expected {} and {} with it",
                    set::LISTS,
                    set::SIGHTINGS
                )));
            }
        }
        let archives = set::evidence(self.text(set::LISTS)?, self.text(set::SIGHTINGS)?, set::SIGHTINGS);
        archives.map_err(|error| mixed(error.to_string()))
    }

    /// What the log holds already.
    fn logged(&self) -> Result<String, Refusal> {
        let [.., log] = FILES;
        let logged = self.text(log)?;
        if !logged.is_empty() && !logged.starts_with(set::LOG_HEAD) {
            let head = set::LOG_HEAD.trim();
            let message = format!("{log}: found another file, expected a log that begins {head}");
            return Err(Refusal::new(Reason::Mixed, message));
        }
        Ok(logged.to_owned())
    }

    /// A file of the record as text; empty without it.
    fn text(&self, name: &str) -> Result<&str, Refusal> {
        let bytes = self.held.get(name).map(Vec::as_slice).unwrap_or_default();
        let mixed = |_| {
            Refusal::new(Reason::Mixed, format!("{name}: found bytes that are no UTF-8, expected what import writes"))
        };
        std::str::from_utf8(bytes).map_err(mixed)
    }
}

fn finished(import: Import, logged: &str, lists: Vec<Taken>, told: Vec<String>) -> (Report, Written) {
    let Import { record, agreements, lists: lists_csv, sightings, log, corrections, sentence } = import;
    let day = record.dates().last().copied();
    let filter = Filter::default();
    let span = day.map(|day| (day, day));
    let changed = span.map(|span| changes(&record, &corrections, &filter, span)).unwrap_or_default();
    let balance = span.map(|span| balance(&record, &changed, &filter, span)).unwrap_or_default();
    let report = Report {
        sentence: sentence.unwrap_or_default(),
        day: day.map_or(String::new(), |day| day.to_string()),
        lists,
        numbers: numbers(&balance),
        changes: changed.iter().map(told_change).collect(),
        repaired: log.entries().to_vec(),
        told,
    };
    let stamp = set::stamp(agreements.as_bytes(), lists_csv.as_bytes(), sightings.as_bytes());
    let bytes = [agreements, sightings, lists_csv, stamp, set::appended(logged.to_owned(), &log)];
    (report, FILES.into_iter().zip(bytes.map(String::into_bytes)).collect())
}

/// What a sentence counts, by the words of the page; what is none is left out, but for all of them.
fn numbers(balance: &Balance) -> Vec<(&'static str, usize)> {
    let all = [
        ("added", balance.added),
        ("returned", balance.returned),
        ("renewed", balance.renewed),
        ("redated", balance.redated),
        ("gone", balance.gone),
        ("switched", balance.switched),
        ("superseded", balance.superseded),
        ("absent", balance.absent),
        ("total", balance.total),
    ];
    all.into_iter().filter(|(name, n)| *n > 0 || *name == "total").collect()
}

fn told_change(change: &Change) -> Changed {
    let one = change.agreement;
    Changed {
        change: change.kind.name(),
        state: one.state.postal(),
        agency: one.agency.to_owned(),
        model: one.model.code(),
        signed: one.signed.map_or(String::new(), |day| day.to_string()),
        found: change.found(),
        made: change.made(),
    }
}
