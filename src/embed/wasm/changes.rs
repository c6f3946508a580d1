//! What changed, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;

use super::super::changes;
use super::{Answer, Record, answered, beside};

/// What changed in a record.
#[wasm_bindgen]
pub struct ChangesView {
    view: changes::ChangesView,
    asked: Asked,
}

#[wasm_bindgen]
impl ChangesView {
    /// Of a record that has names, and of what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const changes = new ChangesView(record, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, restated: Option<Vec<u8>>) -> Answer<ChangesView> {
        let restated = beside(restated, Restated::read_written)?;
        let view = changes::ChangesView::new(record.0.clone(), restated)?;
        Ok(ChangesView { view, asked: Asked::default() })
    }

    /// Gives it the bytes of `documents.bin`, or else those of `changes.bin`: of the record that ships.
    ///
    /// ```js
    /// changes.furnish(documents, true);
    /// ```
    pub fn furnish(&mut self, bytes: &[u8], texts: bool) -> Answer<()> {
        Ok(self.view.furnish(bytes, texts)?)
    }

    /// Takes a query, and whether all days are wanted: `{facts, warnings}`, without facts.
    ///
    /// ```js
    /// const { warnings } = changes.setQuery('since\t90d', false);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, all: bool) -> js_sys::Object {
        if let Some(query) = self.asked.read(text) {
            self.asked.place(&query, &|fips| self.view.has(fips));
            self.view.update(query);
        }
        self.view.show(all);
        answered(JsValue::NULL, &self.asked.warnings)
    }

    /// All that is told, narrowed to the place of a code, as lines of cells parted by tabs; of a day, `YYYY-MM-DD`,
    /// what changed then; of the number of one of its changes the place of its agency.
    ///
    /// ```js
    /// const lines = changes.dossier('FL').split('\n');
    /// ```
    pub fn dossier(&mut self, code: &str) -> String {
        self.view.dossier(code)
    }
}
