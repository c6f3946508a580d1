//! The table of agreements, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::roster::query::restated::Restated;

use super::super::rows::{self, Column};
use super::{Answer, Record, answered, beside, chosen, object, set};

/// A table of agreements on a page.
#[wasm_bindgen]
pub struct TableView {
    view: rows::TableView,
    asked: Asked,
}

#[wasm_bindgen]
impl TableView {
    /// A table of a record whose agencies have names, and of what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const table = new TableView(record, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, restated: Option<Vec<u8>>) -> Answer<TableView> {
        let restated = beside(restated, Restated::read_written)?;
        let view = rows::TableView::new(record.0.clone(), restated)?;
        Ok(TableView { view, asked: Asked::default() })
    }

    /// Gives it the bytes of `documents.bin`.
    ///
    /// ```js
    /// table.furnish(documents);
    /// ```
    pub fn furnish(&mut self, bytes: &[u8]) -> Answer<()> {
        Ok(self.view.furnish(bytes)?)
    }

    /// Takes three lines and a query: the code of a place that nothing else is to be shown of, or nothing, a column by
    /// its name, and `down` to sort from above; gives what stands around the rows, how many they are and how they are
    /// sorted in words, what is said where there is none, whether they are agencies, what a reader may do with them,
    /// what the buttons are called, for agencies and for other places, if there are any, what is said where texts did
    /// not come, and the columns, a line for each of two cells, the name by which it is sorted or nothing, and what it
    /// is called: `{facts: {…, n, sorting, nothing, grouped, hint, group, back, textless, columns}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = table.setQuery('12071\nsigned\ndown\nunit\tagencies');
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> js_sys::Object {
        let mut parts = text.splitn(4, '\n');
        let [place, column, down, text] = [(); 4].map(|()| parts.next().unwrap_or_default());
        if let Some(query) = self.asked.read(text) {
            self.asked.place(&query, &|fips| self.view.has(fips));
            self.view.update(query);
        }
        self.view.narrow(place);
        self.view.order(Column::from_code(column).unwrap_or_default(), !down.is_empty());
        let facts = object(&self.view.caption());
        set(&facts, "n", self.view.n_rows() as f64);
        set(&facts, "sorting", self.view.sorting());
        set(&facts, "nothing", self.view.nothing());
        set(&facts, "grouped", self.view.is_by_agency());
        for (name, words) in ["hint", "group", "textless"].into_iter().zip(self.view.words()) {
            set(&facts, name, words);
        }
        set(&facts, "back", self.view.back().unwrap_or_default());
        let codes = Column::ALL.map(Column::code).into_iter().chain([""]);
        let columns = codes.zip(self.view.heads()).map(|(code, head)| JsValue::from([code, "\t", head].concat()));
        set(&facts, "columns", columns.collect::<js_sys::Array>());
        answered(facts, &self.asked.warnings)
    }

    /// Some of the rows in words, a line for each; `src/embed/rows/view.rs` says what its cells are.
    ///
    /// ```js
    /// const lines = table.rows(0, 20).split('\n');
    /// ```
    pub fn rows(&self, start: usize, n: usize) -> JsValue {
        self.view.rows(start, n).into()
    }

    /// What a row leads to: `{code, name, agreements, agencies, agency}`.
    ///
    /// ```js
    /// const code = table.choose(0)?.code;
    /// ```
    pub fn choose(&self, row: usize) -> Option<js_sys::Object> {
        self.view.choose(row).map(chosen)
    }

    /// All rows as CSV.
    ///
    /// ```js
    /// const csv = table.toCsv();
    /// ```
    #[wasm_bindgen(js_name = toCsv)]
    pub fn to_csv(&self) -> JsValue {
        self.view.to_csv().into()
    }
}
