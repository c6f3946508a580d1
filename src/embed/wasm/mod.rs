//! The functions that JavaScript calls: bytes in once, a query in on each change, a canvas in on each draw; small
//! answers out.
//!
//! Each is an adapter of a few lines around the view's function of the same name. Nothing here counts, decides or
//! remembers. This file has what the first map needs; a page loads what the others have when it uses it.

mod answers;
mod background;
mod changes;
mod filters;
mod grid;
mod growth;
mod headline;
mod panel;
mod pictures;
mod place;
mod search;
mod table;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::atlas;
use crate::chart::Tone;
use crate::chart::figure::{Caption, Key};
use crate::chart::sheet::Face;
use crate::chart::surface::Fit;
use crate::contract::{ATTRIBUTES, Asked, Query};
use crate::error::Error;
use crate::roster::query::restated::Restated;
use crate::roster::record;

use super::canvas::{self, Canvas};
use super::map::{self, Laid, Painter, Redraw};
use super::needs::{self, answerable};
use super::search::Chosen;

/// An `Error` of JavaScript's with what was being read as its `kind`.
impl From<Error> for JsValue {
    fn from(error: Error) -> JsValue {
        let (kind, text) = (error.kind().name(), error.to_string());
        // An error without a place has its kind there.
        let message = text.strip_prefix(kind).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&text);
        let thrown = js_sys::Error::new(message);
        set(&thrown, "kind", kind);
        thrown.into()
    }
}

/// Sets a property of an object made here, which takes any.
fn set(object: &js_sys::Object, key: &str, value: impl Into<JsValue>) {
    let _ = js_sys::Reflect::set(object, &key.into(), &value.into());
}

/// A page's memory: two kilobytes less to load than the standard allocator, and faster in small pieces.
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

type Answer<T> = Result<T, JsValue>;

/// What a file beside the record that ships says; nothing beside another record, which has none.
fn beside<T: Default>(bytes: Option<Vec<u8>>, read: fn(&[u8]) -> crate::error::Result<T>) -> Answer<T> {
    Ok(bytes.map(|bytes| read(&bytes)).transpose()?.unwrap_or_default())
}

/// An answer to a query: what is to be shown, and what of the query was not understood.
fn answered(facts: impl Into<JsValue>, warnings: &[String]) -> js_sys::Object {
    let answer = js_sys::Object::new();
    set(&answer, "facts", facts);
    set(&answer, "warnings", lines(warnings));
    answer
}

fn lines(lines: &[String]) -> js_sys::Array {
    lines.iter().map(|line| JsValue::from_str(line)).collect()
}

/// What was chosen, as an object: `{code, name, agreements, agencies}`, and of an agency or a town `agency`.
fn chosen(chosen: Chosen) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (key, text) in [("code", chosen.code), ("name", chosen.name)] {
        set(&object, key, text);
    }
    set(&object, "agreements", chosen.agreements as f64);
    set(&object, "agencies", chosen.agencies as f64);
    if let Some(agency) = chosen.agency {
        set(&object, "agency", agency);
    }
    object
}

/// A caption as an object, in one text, for each that goes over by itself takes its time: a line for title, date,
/// unit, source and summary each, then for each entry of the legend, its swatch, colour and label parted by tabs, and
/// for each note. The first picture waits for it, and for nothing that serde would have to be loaded for.
fn object(caption: &Caption) -> js_sys::Object {
    let Caption { title, date, unit, source, .. } = caption;
    let mut text = [title, date, unit, source, caption.summary().as_str()].join("\n");
    for Key { swatch, color, label } in &caption.legend {
        text += &["\n", swatch.name(), "\t", &color.to_string(), "\t", label].concat();
    }
    for note in &caption.notes {
        text += &["\n", note].concat();
    }
    let object = js_sys::Object::new();
    set(&object, "caption", text);
    object
}

/// A whole query, defaults included, by the keys of a script, lists as arrays: `{facts, warnings}`.
///
/// ```js
/// wholeQuery('by\tstate').facts.asOf; // 'latest'
/// ```
#[wasm_bindgen(js_name = wholeQuery)]
pub fn whole_query(text: &str) -> js_sys::Object {
    let (mut query, warnings) = Query::read_lines(text);
    let whole = js_sys::Object::new();
    for attribute in ATTRIBUTES {
        let (words, mut text) = (attribute.kind().is_list().then(js_sys::Array::new), JsValue::from_str(""));
        attribute.write(&mut query, &mut |word| match &words {
            Some(words) => _ = words.push(&word.into()),
            None => text = word.into(),
        });
        set(&whole, &attribute.key(), words.map_or(text, JsValue::from));
    }
    answered(whole, &warnings)
}

/// A record, parsed once for all elements of a page.
#[wasm_bindgen]
pub struct Record(Rc<record::Record>);

#[wasm_bindgen]
impl Record {
    /// Reads `agreements.bin`, whose agencies have no names yet.
    ///
    /// ```js
    /// const record = new Record(bytes);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Answer<Record> {
        listed(record::Record::packed(bytes)?)
    }
}

/// A record with lists.
fn listed(record: record::Record) -> Answer<Record> {
    needs::last_list(&record)?;
    Ok(Record(Rc::new(record)))
}

/// Packed geometry, decoded once for all elements of a page.
#[wasm_bindgen]
pub struct Geography(Rc<atlas::Geography>);

#[wasm_bindgen]
impl Geography {
    /// Reads `us.atlas` or another made by `agreement-atlas pack`.
    ///
    /// ```js
    /// const geography = new Geography(bytes);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Answer<Geography> {
        Ok(Geography(Rc::new(atlas::Geography::decode(bytes)?)))
    }

    /// Height over width of the map.
    ///
    /// ```js
    /// const height = width * geography.aspect();
    /// ```
    pub fn aspect(&self) -> f32 {
        let (width, height) = self.0.frame();
        height / width
    }
}

/// A map on a page.
#[wasm_bindgen]
pub struct MapView {
    view: map::MapView,
    asked: Asked,
    painter: Painter<Canvas>,
    /// What draws a step of time: the first picture does without.
    redraw: Option<Redraw<Canvas>>,
    face: Option<Face>,
    /// What was answered last of a point, and of what is under it.
    told: Option<(usize, JsValue)>,
}

#[wasm_bindgen]
impl MapView {
    /// A map of a record, and of what `restated.tsv` knows of the days after it.
    ///
    /// ```js
    /// const map = new MapView(record, geography, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, geography: &Geography, restated: Option<Vec<u8>>) -> Answer<MapView> {
        let restated = beside(restated, Restated::read_written)?;
        let mut view = map::MapView::new(record.0.clone(), geography.0.clone())?;
        view.restate(restated);
        let painter = Painter::default();
        Ok(MapView { view, asked: Asked::default(), painter, redraw: None, face: None, told: None })
    }

    /// Says how large the picture is, in CSS pixels.
    ///
    /// ```js
    /// map.resize(width, width * geography.aspect());
    /// ```
    pub fn resize(&mut self, width: f32, height: f32) {
        self.view.resize(width, height);
    }

    /// Counts for a query; gives what stands around the picture: `{facts, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = map.setQuery('by\tstate\nlang\tes', tone);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, tone: u8) -> Answer<js_sys::Object> {
        self.told = None;
        if let Some(query) = self.asked.read(text) {
            self.asked.place(&query, &|fips| self.view.has(fips));
            self.view.update(query);
        }
        answerable(self.view.record(), self.view.query())?;
        Ok(answered(object(&self.view.caption(&Tone(tone).theme())), &self.asked.warnings))
    }

    /// Draws into a canvas, at a ratio of device pixels to CSS pixels; once it can answer, where it differs from what
    /// was drawn there before, and nowhere else.
    ///
    /// ```js
    /// map.draw(canvas, devicePixelRatio, tone, 'Georgia, serif');
    /// ```
    pub fn draw(&mut self, canvas: &HtmlCanvasElement, ratio: f32, tone: u8, family: &str) -> Answer<()> {
        let face = canvas::face(canvas, family)?;
        if self.face.as_ref() != Some(&face) {
            // What stands there is in another face.
            self.painter = Painter::default();
            self.face = Some(face.clone());
        }
        let mut surface = Canvas::new(canvas, self.view.fit(), self.view.size(), ratio, face)?;
        self.painter.paint(&mut surface, &self.view, ratio, Tone(tone), self.redraw);
        Ok(())
    }

    /// How close the view is: 1 for the whole.
    ///
    /// ```js
    /// const isWhole = map.zoom() === 1;
    /// ```
    pub fn zoom(&self) -> f32 {
        self.view.zoom()
    }

    /// Whether the query asks for more than counties by how many, and what shows it is not there.
    ///
    /// ```js
    /// if (map.lacksForms()) equip(map);
    /// ```
    #[wasm_bindgen(js_name = lacksForms)]
    pub fn lacks_forms(&self) -> bool {
        self.view.lacks_forms()
    }

    /// Whether a finer geometry is wanted for the next picture, and not there.
    ///
    /// ```js
    /// if (map.wantsFine()) refine(map, finer(bytes, geography));
    /// ```
    #[wasm_bindgen(js_name = wantsFine)]
    pub fn wants_fine(&self) -> bool {
        self.view.wants_fine() && !self.view.is_fine()
    }

    fn laid(&mut self, fit: Fit) -> Vec<f32> {
        self.told = None;
        let Laid { scale, left, top } = self.painter.laid(fit);
        vec![scale, left, top]
    }
}
