//! The numbers of a picture as a table, in words: one shape for every view. It counts nothing.

use serde::Serialize;

/// Rows of text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Table {
    /// The columns' names.
    pub head: Vec<String>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
}
