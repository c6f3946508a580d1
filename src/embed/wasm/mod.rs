//! The functions that JavaScript calls: bytes in once, a query in on each change, a canvas in on each draw; small
//! answers out.
//!
//! Each is an adapter of a few lines around the widget's function of the same name. Nothing here counts, decides or
//! remembers. This file has what the first map needs; a page loads what the others have when it uses it.

mod answers;
mod growth;

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::atlas;
use crate::chart::Theme;
use crate::chart::choropleth::Area;
use crate::chart::map::{self, Drawn, Outlines};
use crate::chart::surface::{Fit, Surface};
use crate::contract::{ATTRIBUTES, Query};
use crate::date::Date;
use crate::error::{Error, Kind};
use crate::roster::query::restated::Restated;
use crate::roster::record;
use crate::roster::record::agreement::Model;

use super::canvas::Canvas;
use super::describe;
use super::widget::{self, Facts, MapWidget};

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

/// The colours of a tone: light on dark when its lowest bit is set, with strong borders when the next one is.
fn theme(tone: u8) -> Theme {
    let theme = if tone & 1 == 1 { Theme::DARK } else { Theme::LIGHT };
    if tone & 2 == 2 { theme.strong() } else { theme }
}

/// Reads a query: a line for each name, then a tab and its value. What was not understood is said, a line each.
fn read(text: &str) -> (Query, Vec<String>) {
    Query::read(text.lines().filter_map(|line| line.split_once('\t')))
}

/// The query that a view was given last.
#[derive(Default)]
struct Asked {
    text: String,
    query: Query,
    warnings: Vec<String>,
}

impl Asked {
    /// Takes a query; false when it is the one before.
    fn set(&mut self, text: &str) -> bool {
        let other = self.text != text;
        if other {
            (self.query, self.warnings) = read(text);
            self.text = text.to_owned();
        }
        other
    }

    /// A view's answer: `{facts, warnings}`.
    fn answer(&self, facts: impl Into<JsValue>) -> js_sys::Object {
        answered(facts, &self.warnings)
    }
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

/// Written property by property: the first picture waits for it, and for nothing else that serde would have to be
/// loaded for.
impl From<Facts> for JsValue {
    fn from(facts: Facts) -> JsValue {
        let object = js_sys::Object::new();
        let words = [
            ("title", &facts.title),
            ("date", &facts.date),
            ("unit", &facts.unit),
            ("source", &facts.source),
            ("summary", &facts.summary),
        ];
        for (key, text) in words {
            set(&object, key, text);
        }
        set(&object, "notes", lines(&facts.notes));
        let entry = |key: &widget::Key| {
            let entry = js_sys::Object::new();
            for (name, text) in [("swatch", key.swatch), ("color", &key.color), ("label", &key.label)] {
                set(&entry, name, text);
            }
            entry
        };
        set(&object, "legend", facts.legend.iter().map(entry).collect::<js_sys::Array>());
        object.into()
    }
}

/// A whole query, defaults included, by the keys of a script, lists as arrays: `{facts, warnings}`.
#[wasm_bindgen(js_name = wholeQuery)]
pub fn whole_query(text: &str) -> js_sys::Object {
    let (mut query, warnings) = read(text);
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
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Answer<Record> {
        listed(record::Record::packed(bytes)?)
    }
}

/// A record with lists.
fn listed(record: record::Record) -> Answer<Record> {
    widget::last_list(&record)?;
    Ok(Record(Rc::new(record)))
}

/// Nothing is told by names that have not come.
fn require_names(record: &record::Record) -> Answer<()> {
    match record.is_named() {
        true => Ok(()),
        false => Err(Error::new(Kind::Record, "agencies without names", "those of names.bin").into()),
    }
}

/// Nor is it counted by them.
fn answerable(record: &record::Record, query: &Query) -> Answer<()> {
    if query.filter.words.is_empty() { Ok(()) } else { require_names(record) }
}

/// Packed geometry, decoded once for all elements of a page.
#[wasm_bindgen]
pub struct Geography(Rc<atlas::Geography>);

#[wasm_bindgen]
impl Geography {
    /// Reads `us.atlas` or another made by `agreement-atlas pack`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Answer<Geography> {
        Ok(Geography(Rc::new(atlas::Geography::decode(bytes)?)))
    }

    /// Height over width of the map.
    pub fn aspect(&self) -> f32 {
        let (width, height) = self.0.frame();
        height / width
    }
}

/// The date and the models of a page.
#[wasm_bindgen]
pub struct FiltersView {
    record: Rc<record::Record>,
    asked: Asked,
}

#[wasm_bindgen]
impl FiltersView {
    /// Controls of a record.
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record) -> FiltersView {
        FiltersView { record: record.0.clone(), asked: Asked::default() }
    }

    /// The days of the lists on which something changed, as days since 1970, in order.
    pub fn dates(&self) -> Vec<i32> {
        self.record.dates().iter().map(|date| date.days()).collect()
    }

    /// Takes a query; gives the day counted, as days since 1970 and in words, and the models, chosen or not:
    /// `{facts: {day, date, models: [{code, name, chosen}]}, warnings}`.
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str) -> js_sys::Object {
        self.asked.set(text);
        let Query { lang, as_of, ref filter, .. } = self.asked.query;
        let facts = js_sys::Object::new();
        if let Some(day) = self.record.clamp(as_of) {
            set(&facts, "day", day.days());
            set(&facts, "date", lang.day(day));
        }
        let model = |model: Model| {
            let choice = js_sys::Object::new();
            set(&choice, "code", model.code());
            set(&choice, "name", describe::model_name(model, lang));
            set(&choice, "chosen", filter.models.is_empty() || filter.models.contains(&model));
            choice
        };
        set(&facts, "models", Model::ALL.into_iter().map(model).collect::<js_sys::Array>());
        self.asked.answer(facts)
    }

    /// A day in words, from days since 1970.
    #[wasm_bindgen(js_name = dayInWords)]
    pub fn day_in_words(&self, days: i32) -> String {
        self.asked.query.lang.day(Date::from_days(days))
    }
}

/// A map on a page.
#[wasm_bindgen]
pub struct MapView {
    widget: MapWidget,
    asked: Asked,
    /// The outlines of the coarse and of the fine shapes, each drawn once.
    outlines: [Option<Outlines<Option<web_sys::Path2d>>>; 2],
    /// What stands on the canvas, and how.
    drawn: Option<(Drawn, Manner)>,
    /// Where on the canvas above it a place is outlined.
    outlined: Option<[f32; 4]>,
}

/// How a picture was drawn: when any of it changes, all of the picture does.
#[derive(Clone, Copy, PartialEq)]
struct Manner {
    fit: Fit,
    size: (f32, f32),
    ratio: f32,
    tone: u8,
    fine: bool,
    area: Area,
}

#[wasm_bindgen]
impl MapView {
    /// A map of a record, and of what `restated.tsv` knows of the days after it.
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, geography: &Geography, restated: Option<Vec<u8>>) -> Answer<MapView> {
        let mut widget = MapWidget::new(record.0.clone(), geography.0.clone())?;
        if let Some(Ok(restated)) = restated.map(|bytes| Restated::read_written(&bytes)) {
            widget.restate(restated);
        }
        Ok(MapView { widget, asked: Asked::default(), outlines: [None, None], drawn: None, outlined: None })
    }

    /// Says how large the picture is, in CSS pixels.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.widget.resize(width, height);
    }

    /// Counts for a query; gives what stands around the picture: `{facts, warnings}`.
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, tone: u8) -> Answer<js_sys::Object> {
        if self.asked.set(text) {
            self.widget.update(self.asked.query.clone());
        }
        answerable(self.widget.record(), &self.asked.query)?;
        Ok(self.asked.answer(self.widget.facts(&theme(tone))))
    }

    /// Draws into a canvas, at a ratio of device pixels to CSS pixels; where it differs from what was drawn there
    /// before, and nowhere else.
    pub fn draw(&mut self, canvas: &HtmlCanvasElement, ratio: f32, tone: u8) -> Answer<()> {
        let (fit, size) = (self.widget.fit(), self.widget.size());
        let theme = theme(tone);
        let mut surface = Canvas::new(canvas, fit, size, ratio)?;
        let scene = self.widget.scene(&theme);
        let fine = self.widget.is_fine();
        let [coarse, closer] = &mut self.outlines;
        let outlines = if fine { closer } else { coarse };
        let outlines = outlines.get_or_insert_with(|| Outlines::new(&mut surface, scene.geography));
        let manner = Manner { fit, size, ratio, tone, fine, area: scene.choropleth.area };
        match &self.drawn {
            Some((before, same)) if *same == manner => map::redraw(&mut surface, &scene, outlines, before),
            _ => {
                let all = [0.0, 0.0, size.0, size.1];
                surface.within(&[all], &mut |surface| map::draw(surface, &scene, outlines));
            }
        }
        self.drawn = Some((scene.drawn(), manner));
        Ok(())
    }

    /// How close the view is: 1 for the whole.
    pub fn zoom(&self) -> f32 {
        self.widget.zoom()
    }

    /// Whether a finer geometry is wanted for the next picture, and not there.
    #[wasm_bindgen(js_name = wantsFine)]
    pub fn wants_fine(&self) -> bool {
        self.widget.wants_fine() && !self.widget.is_fine()
    }

    fn laid(&self, fit: Fit) -> Vec<f32> {
        let drawn = self.drawn.as_ref().map_or(fit, |(_, manner)| manner.fit);
        let scale = fit.scale / drawn.scale.max(f32::EPSILON);
        vec![scale, fit.offset.0 - drawn.offset.0 * scale, fit.offset.1 - drawn.offset.1 * scale]
    }
}
