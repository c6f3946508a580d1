//! The grid of states, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;

use super::super::grid;
use super::super::needs::answerable;
use super::{Answer, Record, answered, lines, set};

/// A grid of states on a page.
#[wasm_bindgen]
pub struct GridView {
    view: grid::GridView,
    asked: Asked,
}

#[wasm_bindgen]
impl GridView {
    /// A grid of a record, and of what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const grid = new GridView(record, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, restated: Option<Vec<u8>>) -> Answer<GridView> {
        let restated = restated.and_then(|bytes| Restated::read_written(&bytes).ok()).unwrap_or_default();
        Ok(GridView { view: grid::GridView::new(record.0.clone(), restated)?, asked: Asked::default() })
    }

    /// Takes a query, and whether each curve has a scale of its own; gives the tiles, each with its place where all
    /// have room and its curve as path data in a box of `width` by `height`, where the day counted lies in it, unless
    /// it is the last, and what stands around them: `{facts: {title, date, hint, own, notes, source, whole, width,
    /// height, day, tiles: [{code, name, agreements, agencies, number, label, curve, column, row}]}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = grid.setQuery('model\tTFM', false);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, own: bool) -> Answer<js_sys::Object> {
        let query = self.asked.read(text).unwrap_or_else(|| self.view.query().clone());
        self.view.update(query, own);
        answerable(self.view.record(), self.view.query())?;
        let facts = js_sys::Object::new();
        let words = self.view.words();
        let said = [
            ("title", words.title.as_str()),
            ("date", &words.date),
            ("hint", words.hint),
            ("own", words.own),
            ("source", &words.source),
        ];
        said.into_iter().for_each(|(name, word)| set(&facts, name, word));
        set(&facts, "notes", lines(&words.notes));
        set(&facts, "whole", self.view.is_whole());
        let (width, height) = grid::SIZE;
        set(&facts, "width", width);
        set(&facts, "height", height as u32);
        set(&facts, "day", self.view.day());
        let all = self.view.tiles();
        let tiles = js_sys::Array::new();
        for (tile, curve) in all.into_iter().zip(self.view.curves()) {
            let object = js_sys::Object::new();
            let said = [
                ("code", tile.state.postal()),
                ("name", tile.name),
                ("number", &tile.number),
                ("label", &tile.label),
                ("curve", curve),
            ];
            said.into_iter().for_each(|(name, word)| set(&object, name, word));
            let counts = [
                ("agreements", tile.agreements),
                ("agencies", tile.agencies),
                ("column", tile.column),
                ("row", tile.row),
            ];
            counts.into_iter().for_each(|(name, n)| set(&object, name, n as u32));
            tiles.push(&object);
        }
        set(&facts, "tiles", tiles);
        Ok(answered(facts, &self.asked.warnings))
    }
}
