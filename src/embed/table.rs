//! The numbers of a picture as a table, in words: one shape for every view. It counts nothing.

use serde::Serialize;

use crate::roster::record::table;

/// Rows of text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// The columns' names.
    pub head: Vec<String>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// It as CSV, RFC 4180. No cell can be taken for a formula.
    pub fn to_csv(&self) -> String {
        let head: Vec<&str> = self.head.iter().map(String::as_str).collect();
        let mut csv = table::Table::new(&head);
        self.rows.iter().for_each(|row| csv.push(row));
        csv.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_csv_without_formulas() {
        let words = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let table =
            Table { head: words(&["Name", "n"]), rows: vec![words(&["=1+1, \"A\"", "1,843"]), words(&["@B", "-2"])] };
        assert_eq!(table.to_csv(), "Name,n\n\"'=1+1, \"\"A\"\"\",\"1,843\"\n'@B,-2\n");
    }
}
