//! Views as pictures and tables to take along, for JavaScript: a part of the module of its own, which no page loads
//! before somebody asks for one.
//!
//! Each function answers in one of two ways, since each that there is costs every page its binding: at a ratio of 0
//! with the view as an SVG document and its numbers as CSV; else it draws the words around the view on one canvas, the
//! picture on another, and says where on the one the other has its place, in device pixels.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::figure::{self, Caption};
use crate::chart::page::{self, Form};
use crate::chart::surface::Fit;
use crate::chart::{Theme, Tone, tiles};

use super::super::canvas::{self, Canvas};
use super::super::table::Table;
use super::grid::GridView;
use super::growth::GrowthView;
use super::{Answer, MapView, lines};

/// The map as it is looked at.
///
/// ```js
/// const [svg, csv] = mapGiven(map, words, picture, 0, tone, '');
/// const [x, y] = mapGiven(map, words, picture, devicePixelRatio, tone, 'Georgia, serif');
/// ```
#[wasm_bindgen(js_name = mapGiven)]
pub fn map_given(
    map: &mut MapView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
) -> Answer<js_sys::Array> {
    let theme = Tone(tone).theme();
    let caption = map.view.caption(&theme);
    if ratio == 0.0 {
        return Ok(texts(&figure::map(&caption, &map.view.scene(&theme), Form::Column).svg, &map.view.table()));
    }
    // What stands on the page is not what is drawn here.
    let kept = (std::mem::take(&mut map.painter), map.face.take());
    let drawn = map.draw(picture, ratio, tone, family);
    (map.painter, map.face) = kept;
    drawn?;
    around(words, (&caption, &theme), map.view.size(), ratio, family)
}

/// The growth chart.
///
/// ```js
/// const [svg, csv] = growthGiven(chart, words, picture, 0, tone, '');
/// ```
#[wasm_bindgen(js_name = growthGiven)]
pub fn growth_given(
    chart: &GrowthView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
) -> Answer<js_sys::Array> {
    let (theme, view) = (Tone(tone).theme(), &chart.view);
    let caption = view.caption(&theme);
    if ratio == 0.0 {
        let drawn = figure::growth(&caption, &view.marks(&theme), &theme, view.size(), Form::Column)?;
        return Ok(texts(&drawn.svg, &view.table()));
    }
    chart.draw(picture, ratio, tone, family)?;
    around(words, (&caption, &theme), view.size(), ratio, family)
}

/// The grid of states, at a width in CSS pixels.
///
/// ```js
/// const [svg, csv] = gridGiven(grid, words, picture, 0, tone, '', width);
/// ```
#[wasm_bindgen(js_name = gridGiven)]
pub fn grid_given(
    grid: &mut GridView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
    width: f32,
) -> Answer<js_sys::Array> {
    let (theme, view) = (Tone(tone).theme(), &mut grid.view);
    let (caption, drawing) = (view.caption(), view.drawing(width));
    if ratio == 0.0 {
        return Ok(texts(&figure::grid(&caption, &drawing, &theme, Form::Column).svg, &view.table()));
    }
    let mut surface = Canvas::new(picture, Fit::SAME, drawing.size(), ratio, canvas::face(picture, family)?)?;
    tiles::draw(&mut surface, &drawing, &theme);
    around(words, (&caption, &theme), drawing.size(), ratio, family)
}

/// The two texts of a view.
fn texts(svg: &str, table: &Table) -> js_sys::Array {
    lines(&[svg.to_owned(), table.to_csv()])
}

/// Draws paper and words for a picture of a size.
fn around(
    canvas: &HtmlCanvasElement,
    (caption, theme): (&Caption, &Theme),
    picture: (f32, f32),
    ratio: f32,
    family: &str,
) -> Answer<js_sys::Array> {
    let page = page::measure(caption, theme, picture, Form::Column);
    let mut surface = Canvas::new(canvas, Fit::SAME, page.size, ratio, canvas::face(canvas, family)?)?;
    page::draw(&mut surface, caption, theme, picture, Form::Column);
    Ok([page.at.0, page.at.1].into_iter().map(|at| JsValue::from((at * ratio).round())).collect())
}
