//! The panel of a place: the part of the module that a page loads when a place is chosen.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;

use super::super::place;
use super::{Answer, Geography, Record, answered, beside, set};

/// The panel of a place on a page.
#[wasm_bindgen]
pub struct PlaceView {
    view: place::PlaceView,
    asked: Asked,
}

#[wasm_bindgen]
impl PlaceView {
    /// A panel of a record, whose places a geography knows, and of what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const panel = new PlaceView(record, geography, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, geography: &Geography, restated: Option<Vec<u8>>) -> Answer<PlaceView> {
        let restated = beside(restated, Restated::read_written)?;
        let mut view = place::PlaceView::new(record.0.clone(), geography.0.clone())?;
        view.restate(restated);
        Ok(PlaceView { view, asked: Asked::default() })
    }

    /// Gives it the bytes of `documents.bin`, once its record has names, or else those of `residents.bin`.
    ///
    /// ```js
    /// panel.furnish(documents, true);
    /// ```
    pub fn furnish(&mut self, bytes: &[u8], texts: bool) -> Answer<()> {
        Ok(self.view.furnish(bytes, texts)?)
    }

    /// Gives it the bytes of `background.tsv`: what others say of counties.
    ///
    /// ```js
    /// panel.quote(statements);
    /// ```
    pub fn quote(&mut self, background: Vec<u8>) -> Answer<()> {
        Ok(self.view.quote(background)?)
    }

    /// Takes a query, and its record again; gives the code of the one place that the query asks for, and whether
    /// agencies and counties have names: `{facts: {code, named}, warnings}`.
    ///
    /// ```js
    /// panel.setQuery('county\t12071', record).facts.code; // '12071'
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, record: &Record) -> js_sys::Object {
        self.view.learn(record.0.clone());
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        let facts = js_sys::Object::new();
        if let Some(code) = self.view.asked() {
            set(&facts, "code", JsValue::from(code));
        }
        set(&facts, "named", JsValue::from(self.view.is_named()));
        answered(facts, &self.asked.warnings)
    }

    /// All that is told of a place, once names have come, as lines of cells parted by tabs; of no place what is told
    /// before one is chosen.
    ///
    /// ```js
    /// const lines = panel.dossier('12071').split('\n');
    /// ```
    pub fn dossier(&mut self, code: &str) -> String {
        self.view.dossier(code)
    }
}
