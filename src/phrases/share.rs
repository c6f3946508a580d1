//! What the ways to take a view along are called: a part of the table in `table.rs`. It holds no words itself.

use super::controls::named;

named! {
    /// The ways to take a view along. `cargo xtask contract` writes them into `www/share-words.js`, with the words for
    /// copying that the panel of a place has, too.
    Share {
        /// A button: pixels.
        png,
        /// A button: a drawing.
        svg,
        /// A button: the numbers shown, as CSV.
        shown,
        /// A button: the same, as Excel opens it by a double click wherever its reader is.
        excel,
        /// A link: the whole record as CSV.
        record,
        /// A button: the headline with its sources.
        cite,
    }
}
