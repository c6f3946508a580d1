//! A table on its way out: rows under a codebook. It knows no record.

use agreement_atlas::roster::record::codebook::Codebook;
use agreement_atlas::roster::record::table::Table;

/// A table that is exported: its codebook, and rows of as many cells, unguarded.
pub struct Sheet {
    /// What each column means.
    pub codebook: &'static Codebook,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// It as CSV, guarded.
    pub fn csv(&self) -> String {
        let header: Vec<&str> = self.codebook.columns.iter().map(|column| column.name).collect();
        let mut table = Table::new(&header);
        self.rows.iter().for_each(|row| table.push(row));
        table.finish()
    }
}
