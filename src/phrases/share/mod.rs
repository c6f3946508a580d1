//! What the ways to take a view along are called, each language in a file of its own beside this one. It holds no words
//! itself.

pub mod en;
pub mod es;

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
        /// A link: the whole record as CSV.
        record,
        /// A button: the headline with its sources.
        cite,
    }
}
