//! The import log: every cell that was repaired, every row that could not be used or placed, and what was made of it.
//!
//! It keeps each kind of repair once, with how often it was met. It never changes a value itself.

use std::collections::BTreeMap;

use serde::Serialize;

/// What an import changed or could not use, in the order first met.
#[derive(Clone, Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    seen: BTreeMap<(String, String, String), usize>,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The first list it was met on.
    pub list: String,
    /// The row there, counted from 1 with the header as row 1.
    pub row: usize,
    /// The column, as the list's header or the record names it.
    pub column: String,
    /// What stood there.
    pub found: String,
    /// What was made of it.
    pub made: String,
    /// On how many rows of all lists the same was found in the same column and made into the same.
    pub times: usize,
}

impl Log {
    /// Notes one finding. The same finding met again only raises its count.
    pub fn note(&mut self, list: &str, row: usize, column: &str, found: &str, made: &str) {
        let (list, column, found, made) = (list.to_owned(), column.to_owned(), found.to_owned(), made.to_owned());
        self.add(Entry { list, row, column, found, made, times: 1 });
    }

    /// Takes over what was found on one list, under the list's name.
    pub fn append(&mut self, list: &str, findings: Log) {
        for entry in findings.entries {
            self.add(Entry { list: list.to_owned(), ..entry });
        }
    }

    fn add(&mut self, entry: Entry) {
        let key = (entry.column.clone(), entry.found.clone(), entry.made.clone());
        match self.seen.get(&key).and_then(|index| self.entries.get_mut(*index)) {
            Some(known) => known.times += entry.times,
            None => {
                self.seen.insert(key, self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// All lines, in the order first met.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The log as CSV, `run,list,row,column,found,made,times`: the number of the import that found it comes first.
    pub fn to_csv(&self, run: usize) -> String {
        let mut table =
            crate::roster::record::table::Table::new(&["run", "list", "row", "column", "found", "made", "times"]);
        for entry in &self.entries {
            let (run, row, times) = (run.to_string(), entry.row.to_string(), entry.times.to_string());
            table.push(&[&run, &entry.list, &row, &entry.column, &entry.found, &entry.made, &times]);
        }
        table.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_repair_stands_once() {
        let mut log = Log::default();
        log.note("2025-05-28pm", 7, "STATE", "TEXAS ", "TX");
        log.note("2025-05-29am", 9, "STATE", "TEXAS ", "TX");
        log.note("2025-05-29am", 9, "TYPE", "Muncipality", "municipal");
        let mut other = Log::default();
        other.note("", 3, "TYPE", "Muncipality", "municipal");
        log.append("2025-05-30", other);
        assert_eq!(
            log.to_csv(4),
            "run,list,row,column,found,made,times\n4,2025-05-28pm,7,STATE,TEXAS ,TX,2\n4,2025-05-29am,9,TYPE,Muncipality,municipal,2\n"
        );
    }
}
