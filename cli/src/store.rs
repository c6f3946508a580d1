//! The record's files as a set: written together, known by a stamp, read together or not at all.
//!
//! `agreements.stamp` says of each file of the set how many bytes it has and their hash. It is renamed into its place
//! first: wherever writing is broken off, the stamp says that the set is mixed. A set without a stamp is taken as it
//! is.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use agreement_atlas::roster::import::sighting::Archive;
use agreement_atlas_importer::set::{self, LISTS, RECORD, SIGHTINGS};
use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::path::shown;

/// How often, and how long between, an import waits for another.
const TRIES: usize = 20;
const WAIT: Duration = Duration::from_millis(250);

/// A record and what stands beside it.
pub struct Store<'a> {
    record: &'a Path,
}

/// A record held for writing; the system lets it go when the program ends, however it ends.
pub struct Hold(#[allow(dead_code)] File);

impl Store<'_> {
    /// The set of a record's file.
    pub fn of(record: &Path) -> Store<'_> {
        Store { record }
    }

    /// The record, what it was made of, and the stamp, in the order in which they are put in place: the stamp first.
    pub fn files(&self) -> [PathBuf; 4] {
        [self.stamp(), self.beside(SIGHTINGS), self.beside(LISTS), self.record.to_owned()]
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.record.with_file_name(name)
    }

    fn stamp(&self) -> PathBuf {
        self.record.with_extension("stamp")
    }

    /// Holds the record for writing, and waits some seconds for another import that holds it. One that was broken off
    /// after its files were whole is brought to its end; what one left that was broken off before is removed, of the
    /// set and of other files that imports write.
    ///
    /// # Errors
    /// Another import holds it still, or there is no writing where it stands.
    pub fn hold(&self, others: &[&Path]) -> Result<Hold> {
        let path = with(self.record, ".lock");
        let file =
            File::options().create(true).write(true).truncate(false).open(&path).with_context(|| shown(&path))?;
        let mut tries = 0;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tries < TRIES => {
                    tries += 1;
                    thread::sleep(WAIT);
                }
                Err(TryLockError::WouldBlock) => {
                    bail!("{}: another import is at work: try again when it is over", shown(self.record))
                }
                Err(TryLockError::Error(error)) => return Err(error).with_context(|| shown(&path)),
            }
        }
        if self.finish()? {
            eprintln!("{}: an import that was broken off is brought to its end", shown(self.record));
        }
        // Of a set that is mixed, what lies beside it may be all that is left.
        let set = self.verify().map_or(Vec::new(), |()| self.files().to_vec());
        for file in set.iter().map(PathBuf::as_path).chain(others.iter().copied()) {
            match fs::remove_file(part(file)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| shown(file));
                }
                _ => {}
            }
        }
        Ok(Hold(file))
    }

    /// Puts what an import left beside its places into them, where the set is whole with it: the stamp goes first and
    /// names the others. Whether there was anything to do.
    fn finish(&self) -> Result<bool> {
        let mut late = Vec::new();
        for (file, seal) in self.sealed()? {
            let is = |path: &Path| fs::read(path).is_ok_and(|bytes| set::seal(&bytes) == seal);
            match (is(&file), is(&part(&file))) {
                (true, _) => {}
                (false, true) => late.push(file),
                (false, false) => return Ok(false),
            }
        }
        late.iter().try_for_each(|file| Step::Rename(file.clone()).take())?;
        Ok(!late.is_empty())
    }

    /// What the stamp says of each file; nothing without one.
    fn sealed(&self) -> Result<Vec<(PathBuf, String)>> {
        let path = self.stamp();
        let stamp = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            stamp => stamp.with_context(|| shown(&path))?,
        };
        let sealed = set::sealed(&stamp)
            .map_err(|word| anyhow!("{}: found \"{word}\", expected a stamp as import writes it", shown(&path)))?;
        let file = |name: &str| if name == RECORD { self.record.to_owned() } else { self.beside(name) };
        Ok(sealed.into_iter().map(|(name, seal)| (file(name), seal.to_owned())).collect())
    }

    /// Whether the files are of one import, as far as a stamp says.
    ///
    /// # Errors
    /// The set is mixed; the error says of which file, and what to do.
    pub fn verify(&self) -> Result<()> {
        for (file, seal) in self.sealed()? {
            let found = fs::read(&file).map(|bytes| set::seal(&bytes)).unwrap_or_default();
            ensure!(
                found == seal,
                "{}: found another file than the one that {} was written for: an import was broken off, or a file was changed or \
                 taken from elsewhere; import once more where it was broken off, or bring back the files of one import",
                shown(&file),
                shown(&self.stamp())
            );
        }
        Ok(())
    }

    /// The evidence beside the record, participating and pending; `None` when there is none.
    ///
    /// # Errors
    /// The set is mixed, or one of the two files is not what import writes.
    pub fn evidence(&self) -> Result<Option<[Archive; 2]>> {
        self.verify()?;
        let (lists, sightings) = (self.beside(LISTS), self.beside(SIGHTINGS));
        if !lists.exists() && !sightings.exists() {
            return Ok(None);
        }
        let text = |path: &Path| fs::read_to_string(path).with_context(|| shown(path));
        Ok(Some(set::evidence(&text(&lists)?, &text(&sightings)?, &shown(&sightings))?))
    }

    /// Writes the set: every file whole beside its place, then all renamed, the stamp first.
    pub fn write(&self, record: Vec<u8>, lists: Vec<u8>, sightings: Vec<u8>) -> Result<()> {
        self.steps(record, lists, sightings).iter().try_for_each(Step::take)
    }

    /// The steps of writing, in order. Between any two the program may be killed.
    fn steps(&self, record: Vec<u8>, lists: Vec<u8>, sightings: Vec<u8>) -> Vec<Step> {
        let stamp = set::stamp(&record, &lists, &sightings);
        let places = self.files();
        let contents = [stamp.into_bytes(), sightings, lists, record];
        let writes = places.clone().into_iter().zip(contents).map(|(path, bytes)| Step::Write(path, bytes));
        writes.chain(places.into_iter().map(Step::Rename)).collect()
    }
}

/// One step of writing a file.
enum Step {
    /// Writes it beside its place, down to the disk.
    Write(PathBuf, Vec<u8>),
    /// Puts it in its place.
    Rename(PathBuf),
}

impl Step {
    fn take(&self) -> Result<()> {
        match self {
            Step::Write(path, bytes) => {
                let write = || -> std::io::Result<()> {
                    fs::write(part(path), bytes)?;
                    File::open(part(path))?.sync_all()
                };
                write().with_context(|| shown(path))
            }
            Step::Rename(path) => fs::rename(part(path), path).with_context(|| shown(path)),
        }
    }
}

/// Writes files beside their places, then renames them all, in their order.
pub fn replace(files: &[(&Path, Vec<u8>)]) -> Result<()> {
    let writes = files.iter().map(|(path, bytes)| Step::Write((*path).to_owned(), bytes.clone()));
    let renames = files.iter().map(|(path, _)| Step::Rename((*path).to_owned()));
    writes.chain(renames).try_for_each(|step| step.take())
}

fn part(path: &Path) -> PathBuf {
    with(path, ".part")
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-store-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn set(word: &str) -> [Vec<u8>; 3] {
        ["record", "lists", "sightings"].map(|file| format!("{word} {file}\n").into_bytes())
    }

    #[test]
    fn a_kill_between_any_two_steps_is_recognised() {
        let folder = folder("kill");
        let record = folder.join("agreements.csv");
        let store = Store::of(&record);
        let [a, b, c] = set("new");
        let n_steps = store.steps(a, b, c).len();
        for stamped in [true, false] {
            for done in 0..=n_steps {
                let [a, b, c] = set("old");
                store.write(a, b, c).unwrap();
                if !stamped {
                    fs::remove_file(store.stamp()).unwrap();
                }
                let [a, b, c] = set("new");
                store.steps(a, b, c).iter().take(done).try_for_each(Step::take).unwrap();
                let whole = |word: &str| {
                    let found = [record.clone(), store.beside(LISTS), store.beside(SIGHTINGS)]
                        .map(|file| fs::read(file).unwrap());
                    found == set(word)
                };
                assert_eq!(
                    store.verify().is_ok(),
                    whole("old") && done <= n_steps / 2 || whole("new"),
                    "after {done} steps"
                );
                drop(store.hold(&[]).unwrap());
                assert!(whole(if done <= n_steps / 2 { "old" } else { "new" }), "after {done} steps");
                store.verify().unwrap();
                let left = fs::read_dir(&folder)
                    .unwrap()
                    .filter(|it| it.as_ref().unwrap().path().extension().unwrap() == "part");
                assert_eq!(left.count(), 0);
            }
        }
        // What no import left whole is not mended, and nothing of it is removed.
        fs::remove_file(&record).unwrap();
        fs::write(part(&record), "half a rec").unwrap();
        drop(store.hold(&[]).unwrap());
        assert!(part(&record).exists());
        let error = store.verify().unwrap_err().to_string();
        assert!(error.contains("agreements.csv: found another file than the one that"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn two_imports_do_not_meet() {
        let folder = folder("lock");
        let record = folder.join("agreements.csv");
        let first = Store::of(&record).hold(&[]).unwrap();
        let error = Store::of(&record).hold(&[]).map(|_| ()).unwrap_err().to_string();
        assert!(error.ends_with("agreements.csv: another import is at work: try again when it is over"), "{error}");
        drop(first);
        Store::of(&record).hold(&[]).unwrap();
        fs::remove_dir_all(folder).unwrap();
    }
}
