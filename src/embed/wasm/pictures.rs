//! Views as pictures and tables to take along, for JavaScript: a part of the module of its own, which no page loads
//! before somebody asks for one.
//!
//! A canvas has the words around a picture, another one the picture; the page lays the one on the other.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::figure::{self, Caption};
use crate::chart::page::{self, Form};
use crate::chart::surface::Fit;
use crate::chart::{Theme, Tone, tiles};

use super::super::canvas::{self, Canvas};
use super::super::map::Painter;
use super::grid::GridView;
use super::growth::GrowthView;
use super::{Answer, MapView};

/// The map as it is looked at, as an SVG document with title, legend, notes and source.
///
/// ```js
/// const svg = mapSvg(map, tone);
/// ```
#[wasm_bindgen(js_name = mapSvg)]
pub fn map_svg(map: &MapView, tone: u8) -> String {
    let theme = Tone(tone).theme();
    figure::map(&map.view.caption(&theme), &map.view.scene(&theme), Form::Column).svg
}

/// The growth chart as an SVG document.
///
/// ```js
/// const svg = growthSvg(chart, tone);
/// ```
#[wasm_bindgen(js_name = growthSvg)]
pub fn growth_svg(chart: &GrowthView, tone: u8) -> Answer<String> {
    let (theme, view) = (Tone(tone).theme(), &chart.view);
    Ok(figure::growth(&view.caption(&theme), &view.marks(&theme), &theme, view.size(), Form::Column)?.svg)
}

/// The grid of states as an SVG document, at a width in CSS pixels.
///
/// ```js
/// const svg = gridSvg(grid, tone, width);
/// ```
#[wasm_bindgen(js_name = gridSvg)]
pub fn grid_svg(grid: &mut GridView, tone: u8, width: f32) -> String {
    let caption = grid.view.caption();
    figure::grid(&caption, &grid.view.drawing(width), &Tone(tone).theme(), Form::Column).svg
}

/// Draws the words around the map on one canvas and the map on another; gives where the one has its place for the
/// other, in device pixels.
///
/// ```js
/// const [x, y] = mapPage(map, words, picture, ratio, tone, 'Georgia, serif');
/// ```
#[wasm_bindgen(js_name = mapPage)]
pub fn map_page(
    map: &MapView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
) -> Answer<Vec<f32>> {
    let (theme, view) = (Tone(tone).theme(), &map.view);
    let mut surface = Canvas::new(picture, view.fit(), view.size(), ratio, canvas::face(picture, family)?)?;
    Painter::default().paint(&mut surface, view, ratio, Tone(tone));
    // A map of days has colours of its own, in its legend, too.
    around(words, (&view.caption(&theme), &view.scene(&theme).theme), view.size(), ratio, family)
}

/// The same for the growth chart.
///
/// ```js
/// const [x, y] = growthPage(chart, words, picture, ratio, tone, 'Georgia, serif');
/// ```
#[wasm_bindgen(js_name = growthPage)]
pub fn growth_page(
    chart: &GrowthView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
) -> Answer<Vec<f32>> {
    chart.draw(picture, ratio, tone, family)?;
    let theme = Tone(tone).theme();
    around(words, (&chart.view.caption(&theme), &theme), chart.view.size(), ratio, family)
}

/// The same for the grid of states, at a width in CSS pixels.
///
/// ```js
/// const [x, y] = gridPage(grid, words, picture, ratio, tone, 'Georgia, serif', width);
/// ```
#[wasm_bindgen(js_name = gridPage)]
pub fn grid_page(
    grid: &mut GridView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
    width: f32,
) -> Answer<Vec<f32>> {
    let (theme, drawing) = (Tone(tone).theme(), grid.view.drawing(width));
    let mut surface = Canvas::new(picture, Fit::SAME, drawing.size(), ratio, canvas::face(picture, family)?)?;
    tiles::draw(&mut surface, &drawing, &theme);
    around(words, (&grid.view.caption(), &theme), drawing.size(), ratio, family)
}

/// Draws paper and words for a picture of a size.
fn around(
    canvas: &HtmlCanvasElement,
    (caption, theme): (&Caption, &Theme),
    picture: (f32, f32),
    ratio: f32,
    family: &str,
) -> Answer<Vec<f32>> {
    let page = page::measure(caption, theme, picture, Form::Column);
    let mut surface = Canvas::new(canvas, Fit::SAME, page.size, ratio, canvas::face(canvas, family)?)?;
    page::draw(&mut surface, caption, theme, picture, Form::Column);
    Ok(vec![(page.at.0 * ratio).round(), (page.at.1 * ratio).round()])
}

/// The numbers of the map as CSV.
///
/// ```js
/// const csv = mapCsv(map);
/// ```
#[wasm_bindgen(js_name = mapCsv)]
pub fn map_csv(map: &MapView) -> String {
    map.view.table().to_csv()
}

/// The numbers of the growth chart as CSV.
///
/// ```js
/// const csv = growthCsv(chart);
/// ```
#[wasm_bindgen(js_name = growthCsv)]
pub fn growth_csv(chart: &GrowthView) -> String {
    chart.view.table().to_csv()
}

/// The numbers of the grid as CSV.
///
/// ```js
/// const csv = gridCsv(grid);
/// ```
#[wasm_bindgen(js_name = gridCsv)]
pub fn grid_csv(grid: &GridView) -> String {
    grid.view.table().to_csv()
}
