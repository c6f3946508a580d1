//! Lists taken in: told apart, and said aloud where one is moved, replaced or set aside. `import`, `check` and the page
//! take them in alike. It reads no file and writes nothing.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::issue::Issue;
use agreement_atlas::roster::import::list::{List, ListKind};
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sighting::{self, Archive};

use crate::reading::{Reading, shown};
use crate::refusal::{Reason, Refusal};

/// What an import takes in, onto what was read before.
#[derive(Default)]
pub struct Intake {
    /// Of participating and of pending agencies.
    pub archives: [Archive; 2],
    /// What is to be said of the lists, and everything repaired.
    pub log: Log,
    /// The days whose lists somebody has looked at.
    pub accept: Vec<Date>,
    /// How often a row could not be used, by why.
    pub unusable: BTreeMap<&'static str, usize>,
    /// What is to be said at once, a line each.
    pub told: Vec<String>,
    /// Lists of one issue that differ.
    pub conflicts: Vec<Refusal>,
    /// The lists read now.
    read: BTreeMap<(ListKind, Issue), Seen>,
}

/// A list that was read in this import.
struct Seen {
    path: PathBuf,
    rows: u64,
    moved: bool,
    saved: Option<String>,
}

impl Intake {
    /// An intake onto archives that were read before, with what the log holds already.
    pub fn onto(archives: [Archive; 2], log: Log) -> Intake {
        Intake { archives, log, ..Intake::default() }
    }

    /// Puts lists beside those that the archives have; one of the same issue is replaced.
    pub fn keep(&mut self, lists: Vec<List>) {
        let (new, new_pending): (Vec<List>, Vec<List>) =
            lists.into_iter().partition(|list: &List| list.kind == ListKind::Participating);
        let [participating, pending] = std::mem::take(&mut self.archives);
        self.archives = [participating.with(new), pending.with(new_pending)];
    }

    /// The names of the lists read.
    pub fn names(&self) -> Vec<String> {
        self.read.keys().map(|(_, issue)| issue.to_string()).collect()
    }

    /// The files of the lists of a kind that were read.
    pub fn files(&self, kind: ListKind) -> impl Iterator<Item = &Path> {
        self.read.iter().filter(move |((known, _), _)| *known == kind).map(|(_, seen)| seen.path.as_path())
    }

    /// The list, if it is news, or else why it is not.
    pub fn take(&mut self, reading: Reading) -> Option<List> {
        let Reading { path, list, findings, remarks, moved } = reading;
        for remark in &remarks {
            self.tell(&path, &list.name, remark);
        }
        let key = (list.kind, list.issue.clone());
        let rows = hash(&list);
        let seen = Seen { path: path.clone(), rows, moved, saved: list.saved.clone() };
        let earlier = |known: &Option<String>| list.saved.is_some() && known.is_some() && list.saved < *known;
        let of_kind = usize::from(list.kind == ListKind::Pending);
        if let Some(known) = self.read.get(&key) {
            let other = shown(&known.path);
            if known.rows == rows {
                self.tell(&path, &list.name, &format!("the same list as {other}"));
                return None;
            }
            // A list that its time of saving moved can meet one of that day: the later one stood at the day's end.
            if !((moved || known.moved) && known.saved.is_some() && list.saved.is_some()) {
                let (file, kind, name) = (shown(&path), list.kind.code(), &list.name);
                let message = format!("{file}: found other rows than in {other}, expected one {kind} list of {name}");
                let remedy = "--date or another name tells them apart".to_owned();
                self.conflicts.push(Refusal { remedy, ..Refusal::new(Reason::Twice, message) });
                return None;
            }
            if earlier(&known.saved) {
                self.tell(&path, &list.name, &format!("saved before {other}, of the same day: stale, not used"));
                return None;
            }
            let (path, name) = (known.path.clone(), list.name.clone());
            self.tell(&path, &name, &format!("saved before {}, of the same day: stale, not used", shown(&seen.path)));
        } else if let Some((known, printed)) = self.archives.get(of_kind).and_then(|archive| archive.list(&list.issue))
        {
            let same = known.rows == list.rows.len() && printed.into_iter().eq(&sighting::printed(&list));
            if !same && earlier(&known.saved) {
                self.tell(
                    &path,
                    &list.name,
                    "saved before the list of that name that was read before: stale, not used",
                );
                return None;
            }
            if same {
                self.finish(key, seen, &list, findings);
                return None;
            }
            let (file, date) = (shown(&path), list.issue.date);
            if !self.accept.contains(&date) {
                let message = format!(
                    "{file}: found other rows than those that were read before for {}, expected the same, or a list of another day",
                    list.name
                );
                let remedy = format!("--accept {date} replaces them");
                self.conflicts.push(Refusal { accept: Some(date), remedy, ..Refusal::new(Reason::Other, message) });
                return None;
            }
            self.tell(&path, &list.name, "other rows than those read before: they are replaced");
        }
        self.finish(key, seen, &list, findings);
        Some(list)
    }

    fn finish(&mut self, key: (ListKind, Issue), seen: Seen, list: &List, findings: Log) {
        self.read.insert(key, seen);
        for (reason, n) in list.unusable() {
            *self.unusable.entry(reason).or_default() += n;
        }
        self.log.append(&list.name, findings);
    }

    /// Says something of a file, aloud and in the log.
    fn tell(&mut self, path: &Path, list: &str, remark: &str) {
        self.told.push(format!("{}: {remark}", shown(path)));
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        self.log.note(list, 0, "file", &file, remark);
    }
}

/// A hash of a list's usable rows and of how many rows it has in all.
fn hash(list: &List) -> u64 {
    let mut hasher = DefaultHasher::new();
    (list.rows.len(), sighting::printed(list)).hash(&mut hasher);
    hasher.finish()
}

/// An archive without its stale lists, each of which is named, aloud and in the log.
pub fn current(archive: Archive, log: &mut Log, told: &mut Vec<String>) -> Archive {
    let stale: Vec<String> = archive.stale().into_iter().map(str::to_owned).collect();
    for list in &stale {
        told.push(format!("{list}: its workbook was saved before that of an earlier list: stale, not used"));
        log.note(list, 0, "list", "saved before an earlier list was", "stale: not used");
    }
    archive.without(&stale)
}
