//! What finds places and agencies: the part of the module that a search is answered by.

use wasm_bindgen::prelude::*;

use crate::contract::Asked;

use super::super::search::{self, Offer};
use super::{Answer, Geography, MapView, Record, answered, chosen, lines, set};

/// A search on a page.
#[wasm_bindgen]
pub struct SearchView {
    view: search::SearchView,
    asked: Asked,
}

#[wasm_bindgen]
impl SearchView {
    /// A search of a record and a geography that have their names: see `nameRecord` and `nameGeography`.
    ///
    /// ```js
    /// const search = new SearchView(record, geography);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, geography: &Geography) -> Answer<SearchView> {
        let view = search::SearchView::new(record.0.clone(), geography.0.clone())?;
        Ok(SearchView { view, asked: Asked::default() })
    }

    /// Follows a query; gives what a list of offers is called: `{facts: {found}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = search.setQuery('lang\tes');
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> js_sys::Object {
        if let Some(query) = self.asked.read(text) {
            self.view.update(query);
        }
        let facts = js_sys::Object::new();
        set(&facts, "found", self.view.called());
        answered(facts, &self.asked.warnings)
    }

    /// What a reader may mean, or which states and counties: `{offers: [{entry, name, about}], said}`, the best first.
    /// `name` is in pieces, by turns what was not typed, which may be nothing, and what was.
    ///
    /// ```js
    /// const [best] = search.find('lee, fl', false).offers;
    /// ```
    pub fn find(&self, text: &str, places: bool) -> js_sys::Object {
        let search::Found { offers, said } = if places { self.view.find_places(text) } else { self.view.find(text) };
        let offer = |offer: Offer| {
            let object = js_sys::Object::new();
            set(&object, "entry", offer.entry as f64);
            set(&object, "about", &offer.about);
            set(&object, "name", lines(&offer.name));
            object
        };
        let found = js_sys::Object::new();
        set(&found, "offers", offers.into_iter().map(offer).collect::<js_sys::Array>());
        set(&found, "said", said);
        found
    }

    /// What an offer stands for, by its `entry`: `{code, name, agreements, agencies}`, and of an agency or a town
    /// `agency`.
    ///
    /// ```js
    /// const code = search.choose(search.find('lee, fl', false).offers[0].entry)?.code;
    /// ```
    pub fn choose(&self, entry: usize) -> Option<js_sys::Object> {
        self.view.choose(entry).map(chosen)
    }

    /// The code of the place that letters typed on a map mean; `after` is the code of the one that is told there.
    ///
    /// ```js
    /// const code = search.meant(map, 'lee, fl', '12071');
    /// ```
    pub fn meant(&self, map: &MapView, letters: &str, after: Option<String>) -> Option<String> {
        self.view.meant(&map.view, letters, after.as_deref())
    }
}
