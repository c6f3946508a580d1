//! The growth chart on a page: the part of the module that plotters draws in.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::sheet::{Face, Mark};
use crate::chart::{Color, Tone, sheet};
use crate::contract::Asked;
use crate::error::{Error, Kind};
use crate::roster::query::earlier::Earlier;
use crate::roster::query::restated::Restated;

use super::super::canvas;
use super::super::growth;
use super::super::needs::answerable;
use super::{Answer, Record, answered, beside, lines, object, set};

/// A growth chart on a page.
#[wasm_bindgen]
pub struct GrowthView {
    pub(super) view: growth::GrowthView,
    asked: Asked,
    width: f32,
    notes: String,
    /// What was asked for but the day counted, and whether it was counted and laid out as it is now.
    still: String,
    laid: bool,
    /// At which ratio, in which colours and face what stands still was drawn; none where it was not.
    manner: Option<(f32, u8, Face)>,
}

#[wasm_bindgen]
impl GrowthView {
    /// A chart of a record, of what `earlier.tsv` knows of the years before it, and of what `restated.tsv` knows of the
    /// days after it.
    ///
    /// ```js
    /// const chart = new GrowthView(record, earlier, restated);
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(record: &Record, earlier: Option<Vec<u8>>, restated: Option<Vec<u8>>) -> Answer<GrowthView> {
        let mut earlier = earlier.map(|bytes| Earlier::read(&bytes)).transpose()?;
        if let Some(earlier) = &mut earlier {
            earlier.restated = beside(restated, Restated::read_written)?;
        }
        let view = growth::GrowthView::new(record.0.clone(), earlier)?;
        Ok(GrowthView {
            view,
            asked: Asked::default(),
            width: 0.0,
            notes: String::new(),
            still: String::new(),
            laid: false,
            manner: None,
        })
    }

    /// Says how wide the next picture is, in CSS pixels.
    ///
    /// ```js
    /// chart.resize(width);
    /// ```
    pub fn resize(&mut self, width: f32) {
        self.laid &= self.width == width;
        self.width = width;
    }

    /// Takes a page's own annotations for the next picture, a line each: its day, a tab, its words.
    ///
    /// ```js
    /// chart.annotate('2025-01-20\tInauguration');
    /// ```
    pub fn annotate(&mut self, notes: String) {
        self.laid &= self.notes == notes;
        self.notes = notes;
    }

    /// Counts for a query and lays the chart out; gives what stands around the picture, and where the chart can begin
    /// earlier, or does, what the two buttons for that are called and whether the later one is pressed: `{facts: {…,
    /// since, whole}, warnings}`. Where no more than the day counted is another, all else stands as it is.
    ///
    /// ```js
    /// const { facts, warnings } = chart.setQuery('split\tmodel', tone);
    /// ```
    #[wasm_bindgen(js_name = setQuery)]
    pub fn set_query(&mut self, text: &str, tone: u8) -> Answer<js_sys::Object> {
        let query = self.asked.read(text).unwrap_or_else(|| self.view.query().clone());
        let still: String = text.split_inclusive('\n').filter(|line| !line.starts_with("as-of")).collect();
        if self.laid && self.still == still {
            self.view.step(query.as_of);
        } else {
            self.view.update(query, self.width, &self.notes);
            (self.still, self.laid, self.manner) = (still, true, None);
        }
        answerable(self.view.record(), self.view.query())?;
        let facts = object(&self.view.caption(&Tone(tone).theme()));
        if let Some((since, whole)) = self.view.since() {
            set(&facts, "since", lines(&since));
            set(&facts, "whole", whole);
        }
        Ok(answered(facts, &self.asked.warnings))
    }

    /// Draws into a canvas, at a ratio of device pixels to CSS pixels, what is the same whatever day is counted, unless
    /// it stands there. Gives the size of its words.
    ///
    /// ```js
    /// const size = chart.draw(canvas, devicePixelRatio, tone, 'Georgia, serif');
    /// ```
    pub fn draw(&mut self, canvas: &HtmlCanvasElement, ratio: f32, tone: u8, family: &str) -> Answer<f32> {
        let manner = (ratio, tone, canvas::face(canvas, family)?);
        if self.manner.as_ref() != Some(&manner) {
            self.play(canvas, [true, false], &manner)?;
        }
        let (.., face) = self.manner.insert(manner);
        Ok(sheet::LABEL * face.scale)
    }

    /// What the day counted moves, to be laid over the picture: for each mark its kind, left, top, width and height in
    /// CSS pixels, its colour and its words, parted by tabs. A canvas of its own would cost each step more than that.
    ///
    /// ```js
    /// const [kind, left, top, width, height, color, words] = chart.moving(tone)[0]?.split('\t') ?? [];
    /// ```
    pub fn moving(&self, tone: u8) -> js_sys::Array {
        let mark = |kind: &str, [left, top, right, bottom]: [f32; 4], color: Color, words: &str| {
            let [left, top, right, bottom] = [left, top, right, bottom].map(|css| css.round() as i32);
            JsValue::from(format!("{kind}\t{left}\t{top}\t{}\t{}\t{color}\t{words}", right - left, bottom - top))
        };
        let marks = self.view.layers(&Tone(tone).theme(), [false, true]);
        let told = marks.iter().map(|it| match it {
            // From one corner to another.
            Mark::Line(points, color, _) | Mark::Area(points, color, _) => {
                let (from, to) = (points.first().copied().unwrap_or_default(), points.get(points.len() / 2));
                let (right, bottom) = to.copied().unwrap_or_default();
                mark(if points.len() > 2 { "area" } else { "line" }, [from.0, from.1, right, bottom], *color, "")
            }
            Mark::Dot((x, y), radius, color, _) => {
                mark("dot", [x - radius, y - radius, x + radius, y + radius], *color, "")
            }
            Mark::Word(word, (x, y), _, color) => mark("word", [*x, *y, *x, *y], *color, word),
        });
        told.collect()
    }

    /// Draws layers of the chart on a canvas as large as it.
    #[inline(never)]
    pub(super) fn play(
        &self,
        canvas: &HtmlCanvasElement,
        layers: [bool; 2],
        (ratio, tone, face): &(f32, u8, Face),
    ) -> Answer<()> {
        let refused = |_| Error::new(Kind::Picture, "a canvas that refused", "one to draw the chart on");
        let mut backend = canvas::backend(canvas, self.view.size(), *ratio)?;
        let marks = self.view.layers(&Tone(*tone).theme(), layers);
        Ok(sheet::play(&mut backend, &marks, *ratio, face).map_err(refused)?)
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

/// Lets a chart count by the names that its record was given.
///
/// ```js
/// nameGrowth(chart, record);
/// ```
#[wasm_bindgen(js_name = nameGrowth)]
pub fn name_growth(growth: &mut GrowthView, record: &Record) {
    growth.view.learn(record.0.clone());
    growth.laid = false;
}
