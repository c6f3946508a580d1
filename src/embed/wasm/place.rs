//! The panel of a place: the part of the module that a page loads when a place is chosen.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::residents::Residents;
use crate::roster::record::documents::Documents;

use super::super::needs::require_names;
use super::super::place;
use super::{Answer, Geography, Record, answered, set};

/// The panel of a place on a page.
#[wasm_bindgen]
pub struct PlaceView {
    view: place::PlaceView,
    asked: Asked,
}

#[wasm_bindgen]
impl PlaceView {
    /// A panel of a record, whose places a geography knows.
    ///
    /// ```js
    /// const panel = new PlaceView(record, geography);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, geography: &Geography) -> Answer<PlaceView> {
        let view = place::PlaceView::new(record.0.clone(), geography.0.clone())?;
        Ok(PlaceView { view, asked: Asked::default() })
    }

    /// Gives it its record again, with names.
    ///
    /// ```js
    /// panel.learn(record);
    /// ```
    pub fn learn(&mut self, record: &Record) -> Answer<()> {
        require_names(&record.0)?;
        self.view.learn(record.0.clone());
        Ok(())
    }

    /// Gives it the addresses of `documents.bin`, once its record has names.
    ///
    /// ```js
    /// panel.link(documents);
    /// ```
    pub fn link(&mut self, documents: &[u8]) -> Answer<()> {
        let documents = Documents::read(documents, self.view.record())?;
        self.view.link(documents);
        Ok(())
    }

    /// Gives it the residents of `residents.bin`.
    ///
    /// ```js
    /// panel.populate(residents);
    /// ```
    pub fn populate(&mut self, residents: &[u8]) -> Answer<()> {
        self.view.populate(Residents::read(residents)?);
        Ok(())
    }

    /// Takes a query; gives the code of the one place that it asks for: `{facts: {code}, warnings}`.
    ///
    /// ```js
    /// panel.setQuery('county\t12071').facts.code; // '12071'
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> js_sys::Object {
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        let facts = js_sys::Object::new();
        if let Some(code) = self.view.asked() {
            set(&facts, "code", code);
        }
        answered(facts, &self.asked.warnings)
    }

    /// All that is told of a place, once names have come, as lines of cells parted by tabs; of no place what is told
    /// before one is chosen.
    ///
    /// ```js
    /// const lines = panel.dossier('12071').split('\n');
    /// ```
    pub fn dossier(&self, code: &str) -> String {
        self.view.dossier(code)
    }
}
