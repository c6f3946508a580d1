//! What others say of the program, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::background::read;
use crate::roster::query::restated::Restated;

use super::super::background;
use super::{Answer, Record, answered, beside};

/// What others say of the program.
#[wasm_bindgen]
pub struct BackgroundView {
    view: background::BackgroundView,
    asked: Asked,
}

#[wasm_bindgen]
impl BackgroundView {
    /// Beside a record and what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const background = new BackgroundView(record, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, restated: Option<Vec<u8>>) -> Answer<BackgroundView> {
        let restated = beside(restated, Restated::read_written)?;
        let view = background::BackgroundView::new(record.0.clone(), restated)?;
        Ok(BackgroundView { view, asked: Asked::default() })
    }

    /// Gives it the bytes of `background.tsv`, or else those of `shares.tsv`.
    ///
    /// ```js
    /// background.furnish(statements, true);
    /// ```
    pub fn furnish(&mut self, bytes: &[u8], statements: bool) -> Answer<()> {
        Ok(self.view.furnish(bytes, statements)?)
    }

    /// Takes a query; gives all that is told, as lines of cells parted by tabs: `{facts, warnings}`.
    ///
    /// ```js
    /// const lines = background.setQuery('as-of\t2025-05-28').facts.split('\n');
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> js_sys::Object {
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        answered(self.view.told(), &self.asked.warnings)
    }
}

/// The statements of `background.tsv` as annotations of a growth chart, for a query: lines that `annotate` takes.
///
/// ```js
/// chart.annotate(growthNotes(statements, 'notes\tbackground'));
/// ```
#[wasm_bindgen(js_name = growthNotes)]
pub fn growth_notes(statements: &[u8], text: &str) -> Answer<String> {
    let query = Asked::default().read(text).unwrap_or_default();
    Ok(background::notes(&read(statements)?, &query))
}
