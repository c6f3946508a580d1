//! The date and the models of a page, for JavaScript. A part of the module of its own: no picture waits for it.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::contract::Asked;
use crate::date::Date;

use super::super::filters::{self, Choice};
use super::{Record, answered, set};

/// The date and the models of a page.
#[wasm_bindgen]
pub struct FiltersView {
    pub(super) view: filters::FiltersView,
    asked: Asked,
}

#[wasm_bindgen]
impl FiltersView {
    /// Controls of a record.
    ///
    /// ```js
    /// const filters = new FiltersView(record);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record) -> FiltersView {
        FiltersView { view: super::super::filters::FiltersView::new(record.0.clone()), asked: Asked::default() }
    }

    /// The days of the lists on which something changed, as days since 1970, in order.
    ///
    /// ```js
    /// const last = filters.dates().at(-1);
    /// ```
    pub fn dates(&self) -> Vec<i32> {
        self.view.dates().iter().map(|date| date.days()).collect()
    }

    /// Takes a query, and the record, which may have names by now; gives the day counted, as days since 1970 and in
    /// words, how much was listed over time as path data in a box of 2000 by 100, what the controls are called, the
    /// models, chosen or not, and whether nothing is left: `{facts: {day, date, curve, words, models: [{code, name,
    /// chosen}], empty}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = filters.setQuery('as-of\t2025-05-28\nmodel\tTFM', record);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, record: &Record) -> js_sys::Object {
        if !Rc::ptr_eq(&self.view.record, &record.0) {
            self.view.learn(record.0.clone());
        }
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        let facts = js_sys::Object::new();
        if let Some(day) = self.view.day() {
            set(&facts, "day", day.days());
            set(&facts, "date", self.view.in_words(day));
        }
        set(&facts, "curve", self.view.curve());
        let words = js_sys::Object::new();
        self.view.words().into_iter().for_each(|(name, word)| set(&words, name, word));
        set(&facts, "words", words);
        let choice = |choice: Choice| {
            let object = js_sys::Object::new();
            set(&object, "code", choice.model.code());
            set(&object, "name", choice.name);
            set(&object, "chosen", choice.chosen);
            object
        };
        set(&facts, "models", self.view.models().into_iter().map(choice).collect::<js_sys::Array>());
        set(&facts, "empty", self.view.is_empty());
        answered(facts, &self.asked.warnings)
    }

    /// A day in words, from days since 1970.
    ///
    /// ```js
    /// filters.dayInWords(20236); // 'May 28, 2025'
    /// ```
    #[wasm_bindgen(js_name = dayInWords)]
    pub fn day_in_words(&self, days: i32) -> String {
        self.view.in_words(Date::from_days(days))
    }

    /// The list that stood some months after another, or before it; both by their place among `dates`.
    ///
    /// ```js
    /// const aMonthEarlier = filters.monthsFrom(at, -1);
    /// ```
    #[wasm_bindgen(js_name = monthsFrom)]
    pub fn months_from(&self, at: usize, months: i32) -> usize {
        self.view.months_from(at, months)
    }

    /// The inaugurations from the first list to the last, the latest first, two numbers for each: its day since 1970,
    /// and its year.
    ///
    /// ```js
    /// const [day, year] = filters.inaugurations();
    /// ```
    pub fn inaugurations(&self) -> Vec<i32> {
        self.view.inaugurations().flat_map(|day| [day.days(), day.ymd().0]).collect()
    }
}
