//! `agreement-atlas update`: what is new on ICE's page, or in a folder, kept, imported and checked.
//!
//! The record stays as it was unless all is well.
//!
//! It dates, merges and counts nothing: `import` and `check` do.

mod fetch;
#[cfg(test)]
mod loopback;
mod page;
mod shelf;
mod stage;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::list::ListKind;
use agreement_atlas::roster::import::sighting::{Archive, Published};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use url::Url;

use self::fetch::{Client, LARGEST, Marks, Patience};
use self::shelf::{Entry, Fate, Shelf};
use self::stage::Set;
use crate::check::Check;
use crate::import::Import;
use crate::path::shown;
use crate::store::Store;
use crate::{answer, folder};

/// ICE's page of the program: it links the lists. The address that public trackers of the lists read.
const PAGE: &str = "https://www.ice.gov/identify-and-arrest/287g";
/// The end of a run that found nothing new. Not 2: that is how a mistyped command ends.
const NOTHING_NEW: u8 = 3;

/// Fetches what is new of ICE's lists, keeps it, imports it and checks the record.
///
/// Reads ICE's page, follows its links to lists of participating and pending agencies and asks for each only if it is
/// new. A list is kept in the folder of --lists, in participating/ or pending/, under its server's name; fetched.csv
/// beside them says when it came, from where and with which SHA-256. Each new list is tried on a copy of the record.
/// One that import refuses, that is older than the last list, or with which the check fails lies in refused/, its
/// reason in fetched.csv, and is tried again as long as the page links it; the record stays as it was.
///
/// Ends with 0 when something new was imported, 3 when nothing is new, 1 when something was refused or could not be
/// fetched (other lists of that run may have been imported all the same), 2 when the command is mistyped.
#[derive(Args)]
pub struct Update {
    /// The page that links the lists (https, or http on this machine), or a folder of lists in place of it.
    #[arg(long, value_name = "ADDRESS|FOLDER", default_value = PAGE)]
    from: String,
    /// The record; sightings.csv and lists.csv stand beside it.
    #[arg(long, value_name = "FILE", default_value = "data/agreements.csv")]
    out: PathBuf,
    /// The folder where lists are kept; the log of the import goes there too.
    #[arg(long, value_name = "FOLDER", default_value = "lists")]
    lists: PathBuf,
    /// Lets in a list of this date although it holds fewer than seven in ten of the agreements of the last good one.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = crate::day::day)]
    accept: Vec<Date>,
    #[arg(skip)]
    patience: Patience,
}

/// A list that is to be tried.
struct Candidate {
    kind: ListKind,
    name: String,
    address: String,
    marks: Marks,
    bytes: Vec<u8>,
}

/// What a run came to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    /// The names of the lists that changed the record.
    new: Vec<String>,
    /// What was refused or could not be fetched, and why.
    refused: Vec<String>,
}

impl Update {
    /// Runs it.
    pub fn run(&self) -> Result<ExitCode> {
        let outcome = self.outcome()?;
        answer::say(&news(&outcome.new))?;
        match outcome.refused.len() {
            0 if outcome.new.is_empty() => Ok(ExitCode::from(NOTHING_NEW)),
            0 => Ok(ExitCode::SUCCESS),
            _ => bail!("refused: {}", outcome.refused.join("\n")),
        }
    }

    fn outcome(&self) -> Result<Outcome> {
        let mut shelf = Shelf::open(&self.lists)?;
        // Held until the command ends; the system lets go of it when the command is killed.
        let lock = File::create(self.lists.join("update.lock")).with_context(|| shown(&self.lists))?;
        ensure!(lock.try_lock().is_ok(), "{}: another update is at work there", shown(&self.lists));
        let incoming = self.lists.join(shelf::INCOMING);
        clear(&incoming)?;
        let mut outcome = Outcome::default();
        let candidates = match self.from.contains("://") {
            true => self.on_site(&mut shelf, &mut outcome)?,
            false => self.in_folder(&mut shelf, &mut outcome)?,
        };
        let tried = self.try_all(&mut shelf, candidates, &mut outcome);
        // What is known by now is kept, also when the record could not be written.
        shelf.write()?;
        clear(&incoming)?;
        tried.map(|()| outcome)
    }

    /// The new lists that a page links. A server's failure with one list is no reason to leave the others.
    fn on_site(&self, shelf: &mut Shelf, outcome: &mut Outcome) -> Result<Vec<Candidate>> {
        let client = Client::new(self.patience);
        let address = Url::parse(&self.from).with_context(|| self.from.clone())?;
        let page = client.get(&address, &Marks::default())?.with_context(|| format!("{address}: found no page"))?;
        let links = page::links(&page.bytes, &page.address)?;
        ensure!(
            links.iter().any(|link| link.kind == ListKind::Participating),
            "{address}: found no link to a list of participating agencies; has the page moved?"
        );
        let mut candidates = Vec::new();
        for link in links {
            let before = shelf.at(link.address.as_str()).filter(|entry| shelf.path(entry).exists()).cloned();
            let marks = before.as_ref().map(Entry::marks).unwrap_or_default();
            match (client.get(&link.address, &marks), before) {
                (Ok(Some(body)), _) => {
                    let name = body.name.unwrap_or(link.name);
                    let (kind, address) = (page::kind(&name), link.address.to_string());
                    let candidate = Candidate { kind, name, address, marks: body.marks, bytes: body.bytes };
                    candidates.extend(unknown(shelf, candidate, &candidates)?);
                }
                (Ok(None), Some(before)) => candidates.extend(again(shelf, &before)?),
                (Ok(None), None) => {}
                (Err(error), _) => outcome.refused.push(format!("{error:#}")),
            }
        }
        Ok(candidates)
    }

    /// The new lists of a folder, and of its folders participating/ and pending/.
    fn in_folder(&self, shelf: &mut Shelf, outcome: &mut Outcome) -> Result<Vec<Candidate>> {
        let folder = Path::new(&self.from);
        // The two folders first, which say of what kind their lists are: the whole one has their files too.
        let names = [Some(ListKind::Participating), Some(ListKind::Pending), None];
        let folders = names.map(|kind| (kind, kind.map_or(folder.to_owned(), |kind| folder.join(kind.code()))));
        let mut files: Vec<(Option<ListKind>, PathBuf)> = Vec::new();
        for (kind, folder) in folders.into_iter().filter(|(_, folder)| folder.is_dir()) {
            // A folder without a list is no error here: they may lie in another of the three.
            let found = folder::find(&[folder]).map(|found| found.files).unwrap_or_default();
            let new: Vec<PathBuf> =
                found.into_iter().filter(|file| !files.iter().any(|(_, known)| known == file)).collect();
            files.extend(new.into_iter().map(|file| (kind, file)));
        }
        ensure!(!files.is_empty(), "{}: found no list, expected a folder of .xlsx or .csv files", self.from);
        let mut candidates = Vec::new();
        for (kind, file) in files {
            if fs::metadata(&file).with_context(|| shown(&file))?.len() > LARGEST {
                outcome.refused.push(format!("{}: found more than {LARGEST} bytes, expected a list", shown(&file)));
                continue;
            }
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = fs::read(&file).with_context(|| shown(&file))?;
            let (kind, address) = (kind.unwrap_or_else(|| page::kind(&name)), shown(&file));
            let candidate = Candidate { kind, name, address, marks: Marks::default(), bytes };
            candidates.extend(unknown(shelf, candidate, &candidates)?);
        }
        Ok(candidates)
    }

    /// Tries the lists one by one on a copy of the record, checks the copy, and puts it in the record's place.
    fn try_all(&self, shelf: &mut Shelf, mut candidates: Vec<Candidate>, outcome: &mut Outcome) -> Result<()> {
        let real = Set { out: self.out.clone(), log: self.lists.join("import-log.csv") };
        let aside = self.lists.join(shelf::INCOMING);
        fs::create_dir_all(&aside).with_context(|| shown(&aside))?;
        let copy = Set { out: aside.join("agreements.csv"), log: aside.join("import-log.csv") };
        let was = real.held()?;
        copy.hold(&was)?;
        let start = evidence(&copy)?;
        // Without a list of participating agencies there is no record to add a pending one to.
        candidates.sort_by_key(|candidate| candidate.kind == ListKind::Pending);
        let mut good = Vec::new();
        for mut candidate in candidates {
            candidate.name = shelf.free_name(candidate.kind, &candidate.name, &candidate.bytes)?;
            let folder = shelf.incoming(candidate.kind);
            let file = folder.join(&candidate.name);
            fs::create_dir_all(&folder).with_context(|| shown(&folder))?;
            fs::write(&file, &candidate.bytes).with_context(|| shown(&file))?;
            let held = copy.held()?;
            match self.tried(&copy, &candidate, file.clone(), &start) {
                Ok(changed) => good.push((candidate, changed)),
                Err(error) => {
                    copy.hold(&held)?;
                    fs::remove_file(&file).with_context(|| shown(&file))?;
                    refuse(shelf, outcome, candidate, &format!("{error:#}"))?;
                }
            }
        }
        let changed = good.iter().any(|(_, changed)| *changed);
        if let Some(failure) = changed.then(|| failure(shelf, &copy)).transpose()?.flatten() {
            for (candidate, _) in good {
                refuse(shelf, outcome, candidate, &failure)?;
            }
            return Ok(());
        }
        // Should it end here, the lists are fetched again, change nothing any more and are kept.
        if changed {
            real.take_over(&copy, &was)?;
        }
        for (candidate, changed) in good {
            outcome.new.extend(changed.then(|| candidate.name.clone()));
            let entry = entry(shelf, &candidate, Fate::Kept, "")?;
            shelf.put(entry, &candidate.bytes)?;
        }
        Ok(())
    }

    /// Imports a list into a copy of the record: whether it changed it.
    ///
    /// # Errors
    /// Import refuses it or sets it aside, or it belongs before the last list.
    fn tried(&self, copy: &Set, candidate: &Candidate, file: PathBuf, start: &Evidence) -> Result<bool> {
        let before = evidence(copy)?;
        Import::of(file, candidate.kind, self.accept.clone(), copy.out.clone(), copy.log.clone()).run()?;
        let after = evidence(copy)?;
        let (kind, stem) = (candidate.kind, stem(&candidate.name));
        ensure!(before.of(other(kind)) == after.of(other(kind)), "found a list of another kind than its name says");
        let lists = &after.of(kind).lists;
        let touched: Vec<&Published> = lists.iter().filter(|list| !before.of(kind).lists.contains(list)).collect();
        if touched.is_empty() && !lists.iter().any(|list| list.name == stem) {
            bail!("found a list that import sets aside as stale: it was saved before a list that was read earlier");
        }
        let last = start.of(kind).lists.last();
        if let Some((list, last)) = touched.iter().zip(last).find(|(list, last)| list.issue < last.issue) {
            let (date, newest) = (list.issue.date, last.issue.date);
            bail!("found a list of {date}, expected none older than the last, {} of {newest}", last.name);
        }
        Ok(before != after)
    }
}

/// The rows that lists printed, by the kind of list.
#[derive(PartialEq)]
struct Evidence {
    participating: Archive,
    pending: Archive,
}

impl Evidence {
    fn of(&self, kind: ListKind) -> &Archive {
        match kind {
            ListKind::Participating => &self.participating,
            ListKind::Pending => &self.pending,
        }
    }
}

fn evidence(set: &Set) -> Result<Evidence> {
    let [participating, pending] = Store::of(&set.out).evidence()?.unwrap_or_default();
    Ok(Evidence { participating, pending })
}

fn other(kind: ListKind) -> ListKind {
    match kind {
        ListKind::Participating => ListKind::Pending,
        ListKind::Pending => ListKind::Participating,
    }
}

fn stem(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is said of the new lists, a line. The one place where the sentence of what changed belongs.
fn news(new: &[String]) -> String {
    match new {
        [] => "nothing new\n".to_owned(),
        [list] => format!("1 new list: {list}\n"),
        lists => format!("{} new lists: {}\n", lists.len(), lists.join(", ")),
    }
}

/// The first failure of the check of a record against the kept lists and those being tried; `None` when there is none.
fn failure(shelf: &Shelf, copy: &Set) -> Result<Option<String>> {
    let folders = [shelf.lists(ListKind::Participating), shelf.incoming(ListKind::Participating)];
    let lists = folders
        .iter()
        .filter_map(|folder| folder::find(std::slice::from_ref(folder)).ok())
        .flat_map(|found| found.files);
    let (report, n_failures) = Check::of(copy.out.clone(), lists.collect()).report()?;
    eprintln!("{}", report.lines().last().unwrap_or_default());
    let first = report.lines().next().unwrap_or_default();
    Ok((n_failures > 0).then(|| format!("the check fails {n_failures} times with it: {first}")))
}

/// A list that came, unless its bytes are known: then its address is noted. One that was refused before is tried again.
fn unknown(shelf: &mut Shelf, candidate: Candidate, others: &[Candidate]) -> Result<Option<Candidate>> {
    let sha256 = shelf::sha256(&candidate.bytes);
    let known = shelf.with_hash(&sha256).filter(|known| shelf.path(known).exists()).cloned();
    match known {
        Some(known) if known.fate == Fate::Kept => {
            let (etag, modified) = (candidate.marks.etag, candidate.marks.modified);
            shelf.note(Entry { address: candidate.address, etag, modified, ..known });
            Ok(None)
        }
        Some(_) => Ok(Some(candidate)),
        None => Ok((!others.iter().any(|other| other.bytes == candidate.bytes)).then_some(candidate)),
    }
}

/// A list that the server has not changed: none, or the one that was refused, to be tried again.
fn again(shelf: &Shelf, before: &Entry) -> Result<Option<Candidate>> {
    let path = shelf.path(before);
    let kind = ListKind::from_code(&before.kind).filter(|_| before.fate == Fate::Refused);
    let Some(kind) = kind else { return Ok(None) };
    let bytes = fs::read(&path).with_context(|| shown(&path))?;
    let (name, address, marks) = (before.file.clone(), before.address.clone(), before.marks());
    Ok(Some(Candidate { kind, name, address, marks, bytes }))
}

fn refuse(shelf: &mut Shelf, outcome: &mut Outcome, candidate: Candidate, reason: &str) -> Result<()> {
    let entry = entry(shelf, &candidate, Fate::Refused, reason)?;
    outcome.refused.push(format!("{} (kept as {}): {reason}", candidate.name, shown(&shelf.path(&entry))));
    shelf.put(entry, &candidate.bytes)
}

/// A list's line. Its hour is that of the first time that its bytes came.
fn entry(shelf: &Shelf, candidate: &Candidate, fate: Fate, reason: &str) -> Result<Entry> {
    let sha256 = shelf::sha256(&candidate.bytes);
    let before = shelf.with_hash(&sha256).map(|before| before.fetched.clone());
    Ok(Entry {
        fetched: before.map_or_else(|| shelf::hour(SystemTime::now()), Ok)?,
        kind: candidate.kind.code().to_owned(),
        file: candidate.name.clone(),
        sha256,
        fate,
        reason: reason.to_owned(),
        address: candidate.address.clone(),
        etag: candidate.marks.etag.clone(),
        modified: candidate.marks.modified.clone(),
    })
}

/// Removes a folder with all that is in it, if it is there.
fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| shown(folder))?;
    }
    Ok(())
}
