//! What others say of the program, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;

use super::super::background;
use super::{Answer, Record, answered};

/// What others say of the program.
#[wasm_bindgen]
pub struct BackgroundView {
    view: background::BackgroundView,
    asked: Asked,
}

#[wasm_bindgen]
impl BackgroundView {
    /// Beside a record, from the bytes of `background.tsv` and of `context.tsv`.
    ///
    /// ```js
    /// const background = new BackgroundView(record, statements, context);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, statements: &[u8], context: Option<Vec<u8>>) -> Answer<BackgroundView> {
        let view = background::BackgroundView::new(record.0.clone(), statements, context.as_deref())?;
        Ok(BackgroundView { view, asked: Asked::default() })
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
