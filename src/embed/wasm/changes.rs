//! What changed, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;
use crate::roster::review::beside::Beside;

use super::super::changes;
use super::{Answer, Record, answered, set};

/// What changed in a record.
#[wasm_bindgen]
pub struct ChangesView {
    view: changes::ChangesView,
    asked: Asked,
}

#[wasm_bindgen]
impl ChangesView {
    /// Of a record that has names, of what `changes.bin` knows beside the one that ships, nothing for another, and of
    /// what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const changes = new ChangesView(record, beside, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, beside: Option<Vec<u8>>, restated: Option<Vec<u8>>) -> Answer<ChangesView> {
        let beside = match beside {
            Some(bytes) => Beside::read(&bytes, &record.0)?,
            None => Beside::of(&record.0, &[]),
        };
        let restated = restated.and_then(|bytes| Restated::read_written(&bytes).ok()).unwrap_or_default();
        let view = changes::ChangesView::new(record.0.clone(), beside, restated)?;
        Ok(ChangesView { view, asked: Asked::default() })
    }

    /// Gives it the bytes of `documents.bin`.
    ///
    /// ```js
    /// changes.furnish(documents);
    /// ```
    pub fn furnish(&mut self, documents: &[u8]) -> Answer<()> {
        Ok(self.view.furnish(documents)?)
    }

    /// Takes a query, the code of a place that narrows it, or nothing, and how many days are wanted; gives all that is
    /// told, as lines of cells parted by tabs: `{facts, warnings}`.
    ///
    /// ```js
    /// const lines = changes.setQuery('since\t90d', 'FL', 30).facts.split('\n');
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, code: &str, most: usize) -> js_sys::Object {
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        self.view.narrow(code);
        answered(self.view.told(most), &self.asked.warnings)
    }

    /// What changed on a day, as lines of cells parted by tabs.
    ///
    /// ```js
    /// const lines = changes.day('2026-05-18').split('\n');
    /// ```
    pub fn day(&self, day: &str) -> String {
        self.view.day(day)
    }

    /// The place of an agency by the number of one of its changes: `{code, name, agreements, agencies, agency}`.
    ///
    /// ```js
    /// const { code, agency } = changes.choose(0);
    /// ```
    pub fn choose(&self, at: usize) -> Option<js_sys::Object> {
        let chosen = self.view.choose(at)?;
        let object = js_sys::Object::new();
        for (key, text) in [("code", chosen.code), ("name", chosen.name), ("agency", chosen.agency)] {
            set(&object, key, text);
        }
        set(&object, "agreements", chosen.agreements as u32);
        set(&object, "agencies", chosen.agencies as u32);
        Some(object)
    }
}
