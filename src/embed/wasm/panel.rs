//! The unfolded filters of a page, for JavaScript. A part of the module of its own: most readers never unfold them.

use wasm_bindgen::prelude::*;

use crate::contract::Query;

use super::super::panel;
use super::filters::FiltersView;

/// What the unfolded filters tell for the query of a page's controls, beside the query as the page itself would have
/// it: lines, which `src/embed/panel.rs` tells of.
///
/// ```js
/// const lines = unfolded(filters, 'state\tFL');
/// ```
#[wasm_bindgen]
pub fn unfolded(filters: &FiltersView, own: &str) -> String {
    panel::panel(&filters.view, &Query::read_lines(own).0)
}
