//! The headline, for JavaScript. A part of the module of its own: no picture waits for it.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::date::Date;
use crate::roster::query::earlier::Earlier;
use crate::roster::query::restated::Restated;

use super::super::headline;
use super::super::needs::answerable;
use super::{Answer, Record, answered, beside, lines};

/// The headline of a page.
#[wasm_bindgen]
pub struct HeadlineView {
    view: headline::HeadlineView,
    asked: Asked,
}

#[wasm_bindgen]
impl HeadlineView {
    /// A headline of a record, of what `earlier.tsv` knows of the years before it, by the sources of `sources.tsv`, and
    /// `restated.tsv` of the days after it.
    ///
    /// ```js
    /// const headline = new HeadlineView(record, earlier, restated, sources);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(
        record: &Record,
        earlier: Option<Vec<u8>>,
        restated: Option<Vec<u8>>,
        sources: Option<Vec<u8>>,
    ) -> Answer<HeadlineView> {
        let mut known = beside(earlier, Earlier::read)?;
        if let Some(bytes) = sources {
            known.cite(&bytes)?;
        }
        known.restated = beside(restated, Restated::read_written)?;
        let view = headline::HeadlineView::new(record.0.clone(), Some(known))?;
        Ok(HeadlineView { view, asked: Asked::default() })
    }

    /// Takes a line of the day on which it is read, as days since 1970, a blank, and the address where; then a query's
    /// lines. Gives the sentences with their sources as a text to be copied, then the sentences, the first of which can
    /// stand alone: `{facts, warnings}`.
    ///
    /// ```js
    /// const [cited, first, ...others] = headline.setQuery('20784 https://news.example/\nstate\tFL').facts;
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> Answer<js_sys::Object> {
        let (read, text) = text.split_once('\n').unwrap_or((text, ""));
        let (today, at) = read.split_once(' ').unwrap_or((read, ""));
        let read = self.asked.read(text);
        if let Some(query) = read.as_ref() {
            self.asked.place(query, &|fips| self.view.record().has_county(fips));
        }
        let query = read.unwrap_or_else(|| self.view.query().clone());
        self.view.update(query, today.parse().ok().map(Date::from_days));
        answerable(self.view.record(), self.view.query())?;
        let mut told = vec![self.view.cite(at)];
        told.append(&mut self.view.sentences());
        Ok(answered(lines(&told), &self.asked.warnings))
    }
}
