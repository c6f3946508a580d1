//! The growth chart on a page: the part of the module that plotters draws in.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::{Tone, sheet};
use crate::contract::Asked;
use crate::error::{Error, Kind};
use crate::roster::query::earlier::Earlier;
use crate::roster::query::restated::Restated;

use super::super::canvas;
use super::super::growth;
use super::super::needs::answerable;
use super::{Answer, Record, answered, lines, object, set};

/// A growth chart on a page.
#[wasm_bindgen]
pub struct GrowthView {
    pub(super) view: growth::GrowthView,
    asked: Asked,
    width: f32,
    notes: String,
    /// What is still to be said of files that could not be read.
    unread: Vec<String>,
}

#[wasm_bindgen]
impl GrowthView {
    /// A chart of a record, of what `earlier.tsv` knows of the years before it, and of what `restated.tsv` knows of the
    /// days after it. Of bytes that are no such file it says that they could not be shown.
    ///
    /// ```js
    /// const chart = new GrowthView(record, earlier, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, earlier: Option<Vec<u8>>, restated: Option<Vec<u8>>) -> Answer<GrowthView> {
        let mut unread = Vec::new();
        let mut earlier =
            earlier.and_then(|bytes| Earlier::read(&bytes).ok().or_else(|| said(&mut unread, "earlier.tsv")));
        if let (Some(earlier), Some(bytes)) = (&mut earlier, restated) {
            let restated = Restated::read_written(&bytes).ok().or_else(|| said(&mut unread, "restated.tsv"));
            earlier.restated = restated.unwrap_or_default();
        }
        let view = growth::GrowthView::new(record.0.clone(), earlier)?;
        Ok(GrowthView { view, asked: Asked::default(), width: 0.0, notes: String::new(), unread })
    }

    /// Says how wide the next picture is, in CSS pixels.
    ///
    /// ```js
    /// chart.resize(width);
    /// ```
    pub fn resize(&mut self, width: f32) {
        self.width = width;
    }

    /// Takes a page's own annotations for the next picture, a line each: its day, a tab, its words.
    ///
    /// ```js
    /// chart.annotate('2025-01-20\tInauguration');
    /// ```
    pub fn annotate(&mut self, notes: String) {
        self.notes = notes;
    }

    /// Counts for a query and lays the chart out; gives what stands around the picture, and where the chart can begin
    /// earlier, or does, what the two buttons for that are called and whether the later one is pressed: `{facts: {…,
    /// since, whole}, warnings}`.
    ///
    /// ```js
    /// const { facts, warnings } = chart.setQuery('split\tmodel', tone);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, tone: u8) -> Answer<js_sys::Object> {
        let query = self.asked.read(text).unwrap_or_else(|| self.view.query().clone());
        self.view.update(query, self.width, &self.notes);
        answerable(self.view.record(), self.view.query())?;
        let facts = object(&self.view.caption(&Tone(tone).theme()));
        if let Some((since, whole)) = self.view.since() {
            set(&facts, "since", lines(&since));
            set(&facts, "whole", whole);
        }
        self.asked.warnings.append(&mut self.unread);
        Ok(answered(facts, &self.asked.warnings))
    }

    /// Draws into a canvas, at a ratio of device pixels to CSS pixels.
    ///
    /// ```js
    /// chart.draw(canvas, devicePixelRatio, tone, 'Georgia, serif');
    /// ```
    pub fn draw(&self, canvas: &HtmlCanvasElement, ratio: f32, tone: u8, family: &str) -> Answer<()> {
        let mut backend = canvas::backend(canvas, self.view.size(), ratio)?;
        let refused = |_| Error::new(Kind::Picture, "a canvas that refused", "one to draw the chart on");
        let face = canvas::face(canvas, family)?;
        Ok(sheet::play(&mut backend, &self.view.marks(&Tone(tone).theme()), ratio, &face).map_err(refused)?)
    }

    /// How high the picture is, in CSS pixels.
    ///
    /// ```js
    /// canvas.style.height = `${chart.height()}px`;
    /// ```
    pub fn height(&self) -> f32 {
        self.view.size().1
    }

    /// The days of signing that are chosen, in words.
    ///
    /// ```js
    /// const words = chart.chosen() ?? '';
    /// ```
    pub fn chosen(&self) -> Option<String> {
        self.view.chosen()
    }
}

/// Notes a file that is not what it should be.
fn said<T>(unread: &mut Vec<String>, file: &str) -> Option<T> {
    unread.push([file, ": found other bytes, or not all of them"].concat());
    None
}

/// Lets a chart count by the names that its record was given.
///
/// ```js
/// nameGrowth(chart, record);
/// ```
#[wasm_bindgen(js_name = nameGrowth)]
pub fn name_growth(growth: &mut GrowthView, record: &Record) {
    growth.view.learn(record.0.clone());
}
