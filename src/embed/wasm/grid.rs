//! The grid of states, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;

use super::super::grid::{self, Tile};
use super::super::needs::answerable;
use super::{Answer, Record, answered, beside, lines, object, set};

/// A grid of states on a page.
#[wasm_bindgen]
pub struct GridView {
    pub(super) view: grid::GridView,
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
        let restated = beside(restated, Restated::read_written)?;
        Ok(GridView { view: grid::GridView::new(record.0.clone(), restated)?, asked: Asked::default() })
    }

    /// Takes a query, and whether each curve has a scale of its own; gives what stands around the tiles, what a reader
    /// may do with them, what a button for the scale is called, whether every state has a tile, and where in the box
    /// of the curves the day counted lies, unless it is the last; then a line for each tile, of cells parted by tabs:
    /// code, name, agreements, agencies, the first number as the language writes it, all in words, its row and its
    /// column where all have room, its curve as path data in a box of 240 by 100: `{facts: {…, hint, own, whole, day,
    /// tiles}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = grid.setQuery('model\tTFM', false);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, own: bool) -> Answer<js_sys::Object> {
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        self.view.scale(own);
        answerable(self.view.record(), self.view.query())?;
        let facts = object(&self.view.caption());
        let [hint, own] = self.view.words();
        set(&facts, "hint", hint);
        set(&facts, "own", own);
        set(&facts, "whole", self.view.is_whole());
        set(&facts, "day", self.view.day());
        let (tiles, lang) = (self.view.tiles(), self.view.query().lang);
        let line = |(tile, curve): (&Tile, &String)| {
            let [row, column] = tile.place;
            let [agreements, agencies, row, column] =
                [tile.agreements, tile.agencies, row, column].map(|n| n.to_string());
            let (code, name, number) = (tile.state.postal(), lang.state(tile.state), lang.number(tile.agreements));
            [code, name, &agreements, &agencies, &number, &tile.label, &row, &column, curve].join("\t")
        };
        let tiles: Vec<String> = tiles.iter().zip(self.view.curves()).map(line).collect();
        set(&facts, "tiles", lines(&tiles));
        Ok(answered(facts, &self.asked.warnings))
    }
}
