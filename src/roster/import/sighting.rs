//! The evidence: each row that ICE printed, cleaned but not merged, with the lists that carried it.
//!
//! The record is a function of these rows alone. They are kept in two files: `lists.csv`, the lists in order, and
//! `sightings.csv`, each different row once with the runs of lists that it stood on. It joins and corrects nothing.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::State;
use crate::vocabulary::Vocabulary;

use super::doubt::{is_edge, is_fragment, seldom};
use super::issue::Issue;
use super::list::{List, ListKind};
use crate::roster::record::agreement::{Level, Model};
use crate::roster::record::guard::unguarded;
use crate::roster::record::table::Table;

/// A list that was read: what is kept of it beside its rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// When it was published; lists are ordered by it.
    pub issue: Issue,
    /// How it is called: its issue as shown.
    pub name: String,
    /// Rows as printed, blank ones apart.
    pub rows: usize,
    /// Its agreements, each once; see [`List::entries`].
    pub agreements: usize,
    /// When its workbook was saved, where ICE's own workbook says so.
    pub saved: Option<String>,
}

/// A row as printed, cleaned. Rows of several lists that say the same are one sighting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Printed {
    /// The state or territory.
    pub state: State,
    /// The agency's name.
    pub agency: String,
    /// What it may do.
    pub model: Model,
    /// The day of signing; always `None` on pending lists.
    pub signed: Option<Date>,
    /// ICE's TYPE.
    pub level: Option<Level>,
    /// ICE's COUNTY.
    pub county: Option<String>,
    /// The address of the agreement's text.
    pub document: Option<String>,
}

/// The lists of one kind in order, and every row that they printed with the numbers of the lists that carried it, in
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// In order of publication.
    pub lists: Vec<Published>,
    /// Numbers count from 0 in [`lists`](Archive::lists).
    pub rows: BTreeMap<Printed, Vec<usize>>,
}

impl Archive {
    /// The archive of some lists, in whatever order they come. Of two lists of one issue the later in the iteration
    /// stands.
    pub fn new(lists: impl IntoIterator<Item = List>) -> Archive {
        Archive::default().with(lists)
    }

    /// This archive with more lists; one of an issue that it has already is replaced.
    pub fn with(mut self, lists: impl IntoIterator<Item = List>) -> Archive {
        let new: BTreeMap<Issue, List> = lists.into_iter().map(|list| (list.issue.clone(), list)).collect();
        let stays = |list: &&Published| !new.contains_key(&list.issue);
        let mut ordered: Vec<Published> = self.lists.iter().filter(stays).cloned().collect();
        ordered.extend(new.values().map(published));
        ordered.sort();
        let numbers: BTreeMap<Issue, usize> = ordered.iter().map(|list| list.issue.clone()).zip(0..).collect();
        let moved: Vec<Option<usize>> =
            self.lists.iter().map(|list| numbers.get(&list.issue).copied().filter(|_| stays(&list))).collect();
        self.lists = ordered;
        self.renumber(&moved);
        for list in new.values() {
            let Some(&number) = numbers.get(&list.issue) else { continue };
            for row in printed(list) {
                let carried = self.rows.entry(row).or_default();
                if let Err(at) = carried.binary_search(&number) {
                    carried.insert(at, number);
                }
            }
        }
        self
    }

    /// Gives each old number of a list its new one, in the same order; what has none is gone.
    fn renumber(&mut self, moved: &[Option<usize>]) {
        self.rows.retain(|_, numbers| {
            *numbers = numbers.iter().filter_map(|old| moved.get(*old).copied().flatten()).collect();
            !numbers.is_empty()
        });
    }

    /// The list of an issue with its rows, in order; `None` when the archive has none.
    pub fn list(&self, issue: &Issue) -> Option<(&Published, Vec<&Printed>)> {
        let number = self.lists.iter().position(|list| list.issue == *issue)?;
        let rows = self.rows.iter().filter(|(_, numbers)| numbers.binary_search(&number).is_ok());
        Some((self.lists.get(number)?, rows.map(|(row, _)| row).collect()))
    }

    /// The names of lists whose workbook was saved before that of an earlier list: they tell an older state and are not
    /// to be used.
    pub fn stale(&self) -> Vec<&str> {
        let mut newest: Option<&String> = None;
        let mut stale = Vec::new();
        for list in &self.lists {
            match (&list.saved, newest) {
                (Some(saved), Some(before)) if saved < before => stale.push(list.name.as_str()),
                (Some(saved), _) => newest = Some(saved),
                (None, _) => {}
            }
        }
        stale
    }

    /// This archive without some lists, by name.
    pub fn without(mut self, names: &[String]) -> Archive {
        let mut kept = 0..;
        let mut number = |list: &Published| if names.contains(&list.name) { None } else { kept.next() };
        let moved: Vec<Option<usize>> = self.lists.iter().map(&mut number).collect();
        self.lists.retain(|list| !names.contains(&list.name));
        self.renumber(&moved);
        self
    }

    /// Whether a list lacks the beginning or the end of the one before: it has every state of the rest, and of the
    /// states from its last one on, or up to its first one, nearly all that is gone. ICE's lists are sorted by state.
    pub fn is_cut(&self, (before, after): (usize, usize)) -> bool {
        let states = |list: usize| -> Vec<&str> {
            let rows = self.rows.iter().filter(|(_, numbers)| numbers.binary_search(&list).is_ok());
            rows.map(|(row, _)| row.state.name()).collect()
        };
        let (was, is) = (states(before), states(after));
        let lost = was.len().saturating_sub(is.len());
        let cut = |outside: &dyn Fn(&str) -> bool, edge: &dyn Fn(&str) -> bool| {
            let of = |states: &[&str]| states.iter().filter(|state| edge(state)).count();
            let vanished = was.iter().any(|state| outside(state));
            vanished && is_edge(of(&was).saturating_sub(of(&is)), lost)
        };
        let (Some(first), Some(last)) = (is.iter().min().copied(), is.iter().max().copied()) else { return true };
        lost > 0
            && (cut(&|state| state > last, &|state| state >= last)
                || cut(&|state| state < first, &|state| state <= first))
    }

    /// Each list that lost against the one before what is [`seldom`] lost at once: the two, by their numbers.
    pub fn losses(&self) -> Vec<(usize, usize)> {
        let pairs = self.lists.iter().zip(self.lists.iter().skip(1)).enumerate();
        let lost = pairs.filter(|(_, (before, after))| {
            seldom(before.agreements.saturating_sub(after.agreements), before.agreements)
        });
        lost.map(|(number, _)| (number, number + 1)).collect()
    }

    /// The lists, by their numbers, that are too short beside the last good one, each with that one.
    pub fn suspects(&self) -> Vec<(usize, usize)> {
        let mut suspects = Vec::new();
        let mut good: Option<(usize, usize)> = None;
        for (number, list) in self.lists.iter().enumerate() {
            match good {
                Some((last, agreements)) if is_fragment(list.agreements, agreements) => suspects.push((last, number)),
                _ => good = Some((number, list.agreements)),
            }
        }
        suspects
    }

    /// The day of a list by its number; `None` beyond the last.
    pub fn date(&self, list: usize) -> Option<Date> {
        self.lists.get(list).map(|list| list.issue.date)
    }

    /// The name of a list by its number; empty beyond the last.
    pub fn name(&self, list: usize) -> &str {
        self.lists.get(list).map_or("", |list| list.name.as_str())
    }
}

/// The usable rows of a list, each agreement once, in order.
pub fn printed(list: &List) -> Vec<Printed> {
    let rows = list.entries().into_iter().map(|entry| Printed {
        state: entry.state,
        agency: entry.row.agency.clone(),
        model: entry.model,
        signed: entry.row.signed,
        level: entry.row.level,
        county: entry.row.county.clone(),
        document: entry.row.document.clone(),
    });
    let mut rows: Vec<Printed> = rows.collect();
    rows.sort();
    rows
}

/// What is kept of a list beside its rows.
fn published(list: &List) -> Published {
    Published {
        issue: list.issue.clone(),
        name: list.name.clone(),
        rows: list.rows.len(),
        agreements: list.entries().len(),
        saved: list.saved.clone(),
    }
}

/// Participating and pending archives as `lists.csv`.
pub fn lists_csv(participating: &Archive, pending: &Archive) -> String {
    let mut table = Table::new(&["kind", "list", "date", "rows", "agreements", "saved"]);
    for (kind, archive) in [(ListKind::Participating, participating), (ListKind::Pending, pending)] {
        for list in &archive.lists {
            let (date, rows, agreements) =
                (list.issue.date.to_string(), list.rows.to_string(), list.agreements.to_string());
            let saved = list.saved.as_deref().unwrap_or_default();
            table.push(&[kind.code(), &list.name, &date, &rows, &agreements, saved]);
        }
    }
    table.finish()
}

/// Participating and pending archives as `sightings.csv`. `lists` holds runs of consecutive lists, `FIRST..LAST`,
/// joined by `;`.
pub fn sightings_csv(participating: &Archive, pending: &Archive) -> String {
    let columns = ["kind", "state", "agency", "model", "signed", "level", "county", "document", "lists"];
    let mut table = Table::new(&columns);
    for (kind, archive) in [(ListKind::Participating, participating), (ListKind::Pending, pending)] {
        for (row, numbers) in &archive.rows {
            table.push(&[
                kind.code(),
                row.state.postal(),
                &row.agency,
                row.model.code(),
                &row.signed.map_or(String::new(), |day| day.to_string()),
                row.level.map_or("", Level::code),
                row.county.as_deref().unwrap_or_default(),
                row.document.as_deref().unwrap_or_default(),
                &runs(archive, numbers),
            ]);
        }
    }
    table.finish()
}

/// List numbers in order as runs of consecutive lists: `FIRST..LAST`, joined by `;`.
pub fn runs(archive: &Archive, numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b).filter_map(|run| Some((*run.first()?, *run.last()?)));
    let named = runs.map(|(first, last)| match first == last {
        true => archive.name(first).to_owned(),
        false => format!("{}..{}", archive.name(first), archive.name(last)),
    });
    named.collect::<Vec<_>>().join(";")
}

/// Reads the two files again: participating, then pending.
///
/// # Errors
/// A cell that is not what its column holds, or a list that `lists.csv` does not name; the error names row and column.
pub fn read(lists: &str, sightings: &str) -> Result<(Archive, Archive)> {
    let mut archives = [Archive::default(), Archive::default()];
    let of_kind = |word: &str| ListKind::ALL.into_iter().position(|kind| kind.code() == word);
    for (number, row) in rows(lists)? {
        let cell = |at: usize, column: &str, expected: &str| {
            row.get(at).filter(|text| !text.is_empty()).ok_or_else(|| wrong(number, column, "", expected))
        };
        let count = |at: usize, column: &str| {
            let text = cell(at, column, "a number")?;
            text.parse().map_err(|_| wrong(number, column, text, "a number"))
        };
        let (kind, name) = (cell(0, "kind", &ListKind::one_of())?, cell(1, "list", "a list's name")?);
        let date = cell(2, "date", "a date")?;
        let date = Date::parse(date).ok_or_else(|| wrong(number, "date", date, "a date as YYYY-MM-DD"))?;
        let issue = Issue::from_name(name).filter(|issue| issue.date == date);
        let issue = issue.ok_or_else(|| wrong(number, "list", name, &format!("a list of {date} as in {date}pm")))?;
        let archive = of_kind(kind).and_then(|at| archives.get_mut(at));
        let archive = archive.ok_or_else(|| wrong(number, "kind", kind, &ListKind::one_of()))?;
        let (rows, agreements) = (count(3, "rows")?, count(4, "agreements")?);
        let saved = row.get(5).filter(|text| !text.is_empty()).map(str::to_owned);
        archive.lists.push(Published { issue, name: name.to_owned(), rows, agreements, saved });
    }
    for archive in &archives {
        // Runs of lists are meant in this order, so it is never mended here.
        let pairs = archive.lists.iter().zip(archive.lists.iter().skip(1));
        if let Some((before, after)) = pairs.into_iter().find(|(before, after)| before.issue >= after.issue) {
            let found = format!("{} behind {} in lists.csv", after.name, before.name);
            return Err(Error::new(Kind::Record, found, "lists in order of publication: import all lists anew"));
        }
    }
    for (number, row) in rows(sightings)? {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let some = |at: usize| Some(cell(at).to_owned()).filter(|text| !text.is_empty());
        let archive = of_kind(cell(0)).and_then(|at| archives.get_mut(at));
        let archive = archive.ok_or_else(|| wrong(number, "kind", cell(0), &ListKind::one_of()))?;
        let printed = Printed {
            state: State::from_postal(cell(1)).ok_or_else(|| wrong(number, "state", cell(1), "a postal code"))?,
            agency: some(2).ok_or_else(|| wrong(number, "agency", "", "a name"))?,
            model: Model::from_code(cell(3)).ok_or_else(|| wrong(number, "model", cell(3), &Model::one_of()))?,
            signed: match cell(4) {
                "" => None,
                text => Some(Date::parse(text).ok_or_else(|| wrong(number, "signed", text, "a date as YYYY-MM-DD"))?),
            },
            level: match cell(5) {
                "" => None,
                text => Some(Level::from_code(text).ok_or_else(|| wrong(number, "level", text, &Level::one_of()))?),
            },
            county: some(6),
            document: some(7),
        };
        let place = |name: &str| {
            let issue = Issue::from_name(name);
            let place = issue.and_then(|issue| archive.lists.binary_search_by(|list| list.issue.cmp(&issue)).ok());
            place.ok_or_else(|| wrong(number, "lists", name, "a list that lists.csv names"))
        };
        let mut numbers = Vec::new();
        for run in cell(8).split(';') {
            let (first, last) = run.split_once("..").unwrap_or((run, run));
            numbers.extend(place(first)?..=place(last)?);
        }
        numbers.sort_unstable();
        numbers.dedup();
        archive.rows.insert(printed, numbers);
    }
    archives.iter().try_for_each(whole)?;
    let [participating, pending] = archives;
    Ok((participating, pending))
}

/// Whether each list has as many rows as it had when it was read: two files of different imports seldom agree.
fn whole(archive: &Archive) -> Result<()> {
    let mut found = vec![0; archive.lists.len()];
    for number in archive.rows.values().flatten() {
        if let Some(found) = found.get_mut(*number) {
            *found += 1;
        }
    }
    match archive.lists.iter().zip(found).find(|(list, found)| list.agreements != *found) {
        Some((list, found)) => {
            let found = format!("{found} agreements on {}", list.name);
            Err(Error::new(Kind::Record, found, format!("the {} that lists.csv says", list.agreements)))
        }
        None => Ok(()),
    }
}

fn rows(text: &str) -> Result<Vec<(usize, csv::StringRecord)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| Error::new(Kind::Record, error.to_string(), "CSV as import writes it"))?;
        let number = row.position().map_or(0, |position| position.line() as usize);
        rows.push((number, row.iter().map(unguarded).collect()));
    }
    Ok(rows)
}

fn wrong(row: usize, column: &str, found: &str, expected: &str) -> Error {
    Error::new(Kind::Record, format!("\"{found}\""), expected).at_row(row).in_column(column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::cell::Cell;
    use crate::roster::import::log::Log;

    /// A list of the named agencies, all of Florida, with a task-force agreement of one day.
    fn list(name: &str, agencies: &[&str]) -> List {
        let rows = agencies.iter().map(|agency| vec!["FLORIDA", agency, "County", "Task Force Model", "2025-02-26"]);
        let head = vec!["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"];
        let sheet: Vec<Vec<Cell>> =
            std::iter::once(head).chain(rows).map(|row| row.into_iter().map(Cell::new).collect()).collect();
        List::read(name, Issue::from_name(name).unwrap(), &sheet, &mut Log::default()).unwrap()
    }

    fn lists() -> Vec<List> {
        vec![
            list("2025-03-01", &["A", "B"]),
            list("2025-03-02am", &["A", "B", "C"]),
            list("2025-03-02pm", &["B", "C"]),
            list("2025-03-03", &["A", "B", "C"]),
        ]
    }

    #[test]
    fn order_and_repetition_change_nothing() {
        let archive = Archive::new(lists());
        let mut backwards = lists();
        backwards.reverse();
        assert_eq!(Archive::new(backwards), archive);
        assert_eq!(archive.clone().with(lists()), archive);
        let runs: Vec<(&str, &[usize])> =
            archive.rows.iter().map(|(row, numbers)| (row.agency.as_str(), numbers.as_slice())).collect();
        assert_eq!(runs, [("A", &[0, 1, 3][..]), ("B", &[0, 1, 2, 3]), ("C", &[1, 2, 3])]);
    }

    #[test]
    fn one_list_at_a_time_gives_the_same_archive() {
        let mut archive = Archive::default();
        for one in [2, 0, 3, 1] {
            archive = archive.with([lists()[one].clone()]);
        }
        assert_eq!(archive, Archive::new(lists()));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (participating, pending) = (Archive::new(lists()), Archive::new([list("2025-03-01", &["D"])]));
        let (lists, sightings) = (lists_csv(&participating, &pending), sightings_csv(&participating, &pending));
        assert!(sightings.contains("participating,FL,A,TFM,2025-02-26,county,,,2025-03-01..2025-03-02am;2025-03-03\n"));
        assert_eq!(read(&lists, &sightings).unwrap(), (participating, pending));
        let error = read(&lists, &sightings.replace("2025-03-02am", "2025-03-02mid")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "row 2, column lists: found \"2025-03-02mid\", expected a list that lists.csv names"
        );
    }

    #[test]
    fn files_of_two_imports_are_found_out() {
        let (one, other) = (
            Archive::new(lists()),
            Archive::new(lists()[..3].to_vec().into_iter().chain([list("2025-03-03", &["A"])])),
        );
        let none = Archive::default();
        let error = read(&lists_csv(&one, &none), &sightings_csv(&other, &none)).unwrap_err();
        assert_eq!(error.to_string(), "record: found 1 agreements on 2025-03-03, expected the 3 that lists.csv says");
    }

    #[test]
    fn a_list_of_a_known_issue_is_replaced() {
        let archive = Archive::new(lists()).with([list("2025-03-02pm", &["A"])]);
        let (known, rows) = archive.list(&Issue::from_name("2025-03-02pm").unwrap()).unwrap();
        assert_eq!((known.agreements, rows.len(), rows[0].agency.as_str()), (1, 1, "A"));
        let runs: Vec<&[usize]> = archive.rows.values().map(Vec::as_slice).collect();
        assert_eq!(runs, [&[0, 1, 2, 3][..], &[0, 1, 3], &[1, 3]]);
    }

    #[test]
    fn bad_lists_are_found_out() {
        let many: Vec<String> = (0..100).map(|n| format!("Agency {n}")).collect();
        let names = |n: usize| many.iter().take(n).map(String::as_str).collect::<Vec<_>>();
        let sizes = [("2025-03-01", 100), ("2025-03-02", 60), ("2025-03-03", 89), ("2025-03-04", 88)];
        let archive = Archive::new(sizes.map(|(name, n)| list(name, &names(n))));
        assert_eq!(archive.suspects(), [(0, 1)]);
        let archive = archive.without(&["2025-03-02".to_owned()]);
        assert_eq!(archive.losses(), [(0, 1)]);
        assert_eq!(archive.rows.values().map(Vec::len).sum::<usize>(), 100 + 89 + 88);
    }

    #[test]
    fn a_workbook_saved_before_an_earlier_list_is_stale() {
        let saved = |name: &str, at: &str| list(name, &["A"]).saved_at(Some(at.to_owned())).0;
        let archive = Archive::new([
            saved("2025-03-01", "2025-03-01T10:00:00Z"),
            saved("2025-03-02", "2025-03-02T10:00:00Z"),
            saved("2025-03-05", "2025-03-01T09:00:00Z"),
        ]);
        assert_eq!(archive.stale(), ["2025-03-05"]);
        let late = saved("2025-03-06", "2025-03-09T10:00:00Z");
        assert_eq!(late.issue.date, Date::parse("2025-03-09").unwrap());
    }
}
