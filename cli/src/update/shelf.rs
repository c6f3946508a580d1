//! The folder of kept lists: `participating/`, `pending/` and `refused/`, and `fetched.csv`, which says of each file
//! when it came, from where and by which hash it is known again. It asks no server and reads no list.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::list::ListKind;
use agreement_atlas::vocabulary::Vocabulary;
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fetch::Marks;
use crate::path::shown;
use crate::store;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It is in the record.
    Kept,
    /// It lies in `refused/`, for the reason given.
    Refused,
}

/// A line of `fetched.csv`: a file at an address (or a path, where it came from a folder), the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it came, in UTC: `2026-06-01T14:05:09Z`.
    pub fetched: String,
    /// What it is a list of: `participating` or `pending`, as the folder is called.
    pub kind: String,
    /// Its name in its folder.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What became of it.
    pub fate: Fate,
    /// Why it was refused; empty otherwise.
    pub reason: String,
    /// Where it came from.
    pub address: String,
    /// The server's ETag.
    pub etag: String,
    /// The server's Last-Modified.
    pub modified: String,
}

impl Entry {
    /// The server's marks of it.
    pub fn marks(&self) -> Marks {
        Marks { etag: self.etag.clone(), modified: self.modified.clone() }
    }
}

/// The file that says what came.
const FETCHED: &str = "fetched.csv";
/// The folder of lists that are being tried: gone when the command ends, and emptied by the next one if it was killed.
pub const INCOMING: &str = "incoming";
/// The folder of refused lists.
const REFUSED: &str = "refused";

/// The folder, and what `fetched.csv` says.
pub struct Shelf {
    folder: PathBuf,
    entries: Vec<Entry>,
}

impl Shelf {
    /// Opens the folder, or makes it.
    ///
    /// # Errors
    /// `fetched.csv` cannot be read as what this program wrote.
    pub fn open(folder: &Path) -> Result<Shelf> {
        for name in [ListKind::Participating.code(), ListKind::Pending.code(), REFUSED] {
            let path = folder.join(name);
            fs::create_dir_all(&path).with_context(|| shown(&path))?;
        }
        let path = folder.join(FETCHED);
        let bytes = if path.exists() { fs::read(&path) } else { Ok(Vec::new()) };
        let entries = read(&bytes.with_context(|| shown(&path))?).with_context(|| shown(&path))?;
        Ok(Shelf { folder: folder.to_owned(), entries })
    }

    /// What came from an address last.
    pub fn at(&self, address: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.address == address)
    }

    /// What came with these bytes, whatever its address and name: rather what was kept than what was refused.
    pub fn with_hash(&self, sha256: &str) -> Option<&Entry> {
        let same = || self.entries.iter().filter(|entry| entry.sha256 == sha256);
        same().find(|entry| entry.fate == Fate::Kept).or_else(|| same().next())
    }

    /// Where a file lies.
    pub fn path(&self, entry: &Entry) -> PathBuf {
        let folder = if entry.fate == Fate::Refused { REFUSED } else { &entry.kind };
        self.folder.join(folder).join(&entry.file)
    }

    /// The folder of the kept lists of a kind.
    pub fn lists(&self, kind: ListKind) -> PathBuf {
        self.folder.join(kind.code())
    }

    /// The folder of lists of a kind that are being tried.
    pub fn incoming(&self, kind: ListKind) -> PathBuf {
        self.folder.join(INCOMING).join(kind.code())
    }

    /// A file's name by which nothing else lies in its folder, among the refused or among those that just came. Other
    /// bytes under a name that is taken are a
    /// further list of that part of its day, by the archive's custom: B, C and so on behind the name.
    ///
    /// # Errors
    /// All letters are taken.
    pub fn free_name(&self, kind: ListKind, name: &str, bytes: &[u8]) -> Result<String> {
        let taken = |name: &str| {
            let paths =
                [self.lists(kind), self.folder.join(REFUSED), self.incoming(kind)].map(|folder| folder.join(name));
            paths.iter().any(|path| path.exists() && fs::read(path).ok().as_deref() != Some(bytes))
        };
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let further = ('B'..='Z').map(|letter| format!("{stem}{letter}.{ending}"));
        let mut names = std::iter::once(name.to_owned()).chain(further);
        names.find(|name| !taken(name)).with_context(|| format!("{name}: found 26 other files of that name"))
    }

    /// Lays a file where its line says and takes the line; the same bytes lie nowhere else any more.
    pub fn put(&mut self, entry: Entry, bytes: &[u8]) -> Result<()> {
        let path = self.path(&entry);
        store::replace(&[(&path, bytes.to_vec())])?;
        for other in self.entries.iter().filter(|other| other.sha256 == entry.sha256) {
            let old = self.path(other);
            if old != path && old.exists() {
                fs::remove_file(&old).with_context(|| shown(&old))?;
            }
        }
        // Whatever bears these bytes shares their fate.
        for other in self.entries.iter_mut().filter(|other| other.sha256 == entry.sha256) {
            (other.fate, other.kind, other.file) = (entry.fate, entry.kind.clone(), entry.file.clone());
            other.reason.clone_from(&entry.reason);
        }
        self.note(entry);
        Ok(())
    }

    /// Takes a line; one that said the same bytes of the same address goes.
    pub fn note(&mut self, entry: Entry) {
        self.entries.retain(|other| other.address != entry.address || other.sha256 != entry.sha256);
        self.entries.insert(0, entry);
    }

    /// Writes `fetched.csv`, the latest first.
    pub fn write(&self) -> Result<()> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for entry in &self.entries {
            writer.serialize(entry)?;
        }
        let bytes = writer.into_inner().map_err(|error| error.into_error())?;
        store::replace(&[(&self.folder.join(FETCHED), bytes)])
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A time of the clock in UTC, to the second.
pub fn hour(time: SystemTime) -> Result<String> {
    let seconds = time.duration_since(UNIX_EPOCH).context("the clock stands before 1970")?.as_secs();
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let date = Date::from_days(i32::try_from(day)?);
    Ok(format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60))
}

/// The lines of `fetched.csv`. A name in it is a name, never a path: it may have been edited by hand, or come in a pull
/// request.
fn read(bytes: &[u8]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (index, entry) in csv::Reader::from_reader(bytes).deserialize().enumerate() {
        let entry: Entry = entry?;
        let row = index + 2;
        ensure!(
            // As it is written here: it is a folder's name, too.
            ListKind::from_code(&entry.kind).is_some_and(|kind| kind.code() == entry.kind),
            "row {row}: found kind {:?}, expected {}",
            entry.kind,
            ListKind::one_of()
        );
        if Path::new(&entry.file).file_name().is_none_or(|name| name != entry.file.as_str()) {
            bail!("row {row}: found file {:?}, expected a file's name", entry.file);
        }
        entries.push(entry);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_hour_is_in_utc() {
        let at = |seconds| hour(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(1_748_455_199), "2025-05-28T17:59:59Z");
    }

    #[test]
    fn bytes_are_known_by_their_hash() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn a_line_that_names_a_path_is_refused() {
        let head = "fetched,kind,file,sha256,fate,reason,address,etag,modified\n";
        let line = |kind: &str, file: &str| {
            format!("{head}2026-06-01T00:00:00Z,{kind},{file},00,kept,,https://a.example/,,\n")
        };
        assert_eq!(read(line("pending", "a.xlsx").as_bytes()).unwrap().len(), 1);
        let error = |text: String| read(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(error(line("pending", "../a.xlsx")), "row 2: found file \"../a.xlsx\", expected a file's name");
        assert_eq!(error(line("pending", "..")), "row 2: found file \"..\", expected a file's name");
        assert_eq!(error(line("..", "a.xlsx")), "row 2: found kind \"..\", expected participating or pending");
    }

    #[test]
    fn other_bytes_under_one_name_are_a_further_list() {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-shelf", std::process::id()));
        let shelf = Shelf::open(&folder).unwrap();
        let name = |bytes: &[u8]| shelf.free_name(ListKind::Pending, "pendingAgencies05282025pm.xlsx", bytes).unwrap();
        assert_eq!(name(b"one"), "pendingAgencies05282025pm.xlsx");
        fs::write(folder.join("pending/pendingAgencies05282025pm.xlsx"), b"one").unwrap();
        assert_eq!(name(b"one"), "pendingAgencies05282025pm.xlsx");
        assert_eq!(name(b"two"), "pendingAgencies05282025pmB.xlsx");
        fs::write(folder.join("refused/pendingAgencies05282025pmB.xlsx"), b"two").unwrap();
        assert_eq!(name(b"three"), "pendingAgencies05282025pmC.xlsx");
        fs::remove_dir_all(folder).unwrap();
    }
}
