//! The record and its evidence as one set of files, copied aside: lists are tried on the copy, and the record's own
//! files are written once, when all is well. It decides nothing.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::path::shown;
use crate::store::{self, Store};

/// What a set holds, file by file; `None` where there is no such file.
type Held = Vec<Option<Vec<u8>>>;

/// A record with its evidence and its log.
pub struct Set {
    /// The record.
    pub out: PathBuf,
    /// The import log.
    pub log: PathBuf,
}

impl Set {
    fn paths(&self) -> Vec<PathBuf> {
        Store::of(&self.out).files().into_iter().chain([self.log.clone()]).collect()
    }

    /// All of its files.
    pub fn held(&self) -> Result<Held> {
        let read = |path: PathBuf| match path.exists() {
            true => fs::read(&path).map(Some).with_context(|| shown(&path)),
            false => Ok(None),
        };
        self.paths().into_iter().map(read).collect()
    }

    /// Makes the set hold that and nothing else.
    pub fn hold(&self, held: &Held) -> Result<()> {
        let paths = self.paths();
        let mut whole = Vec::new();
        for (path, bytes) in paths.iter().zip(held) {
            match bytes {
                Some(bytes) => whole.push((path.as_path(), bytes.clone())),
                None if path.exists() => fs::remove_file(path).with_context(|| shown(path))?,
                None => {}
            }
        }
        store::replace(&whole)
    }

    /// Puts another set's files in place of this one's.
    ///
    /// # Errors
    /// This set is no longer what it was: somebody else imported meanwhile.
    pub fn take_over(&self, other: &Set, was: &Held) -> Result<()> {
        ensure!(
            self.held()? == *was,
            "{}: found that it changed meanwhile, expected nobody else to import: run it again",
            shown(&self.out)
        );
        self.hold(&other.held()?)
    }
}
