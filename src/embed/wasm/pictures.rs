//! Views as pictures and tables to take along, for JavaScript: a part of the module of its own, which no page loads
//! before somebody asks for one.
//!
//! Each function answers in one of two ways, since each that there is costs every page its binding: at a ratio of 0
//! with the view as an SVG document and its numbers as CSV; else it draws the words around the view on one canvas, the
//! picture on another, and says where on the one the other has its place, in device pixels. Third comes what a file of
//! it is called. `site` is whose page it is, which the line of sources names; none where it is empty.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::figure::{self, Caption};
use crate::chart::growth::WHOLE;
use crate::chart::page::{self, Form};
use crate::chart::surface::Fit;
use crate::chart::{Theme, Tone, tiles};
use crate::roster::record::agreement::slug;

use super::super::canvas::{self, Canvas};
use super::super::table::Table;
use super::grid::GridView;
use super::growth::GrowthView;
use super::{Answer, MapView, lines};

/// The map as it is looked at.
///
/// ```js
/// const [svg, csv, name] = mapGiven(map, words, picture, 0, tone, '', location.hostname);
/// const [x, y, called] = mapGiven(map, words, picture, devicePixelRatio, tone, 'Georgia, serif', '');
/// ```
#[wasm_bindgen(js_name = mapGiven)]
pub fn map_given(
    map: &mut MapView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
    site: &str,
) -> Answer<js_sys::Array> {
    let theme = Tone(tone).theme();
    let caption = credited(map.view.caption(&theme), site);
    if ratio == 0.0 {
        let drawn = figure::map(&caption, &map.view.scene(&theme), Form::Column);
        return Ok(texts(&drawn.svg, &map.view.table(), &caption));
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
/// const [svg, csv, name] = growthGiven(chart, words, picture, 0, tone, '', location.hostname);
/// ```
#[wasm_bindgen(js_name = growthGiven)]
pub fn growth_given(
    chart: &GrowthView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
    site: &str,
) -> Answer<js_sys::Array> {
    let (theme, view) = (Tone(tone).theme(), &chart.view);
    let caption = credited(view.caption(&theme), site);
    if ratio == 0.0 {
        let drawn = figure::growth(&caption, &view.marks(&theme), &theme, view.size(), Form::Column)?;
        return Ok(texts(&drawn.svg, &view.table(), &caption));
    }
    let manner = (ratio, tone, canvas::face(picture, family)?);
    chart.play(picture, WHOLE, &manner)?;
    around(words, (&caption, &theme), view.size(), ratio, family)
}

/// The grid of states, at a width in CSS pixels.
///
/// ```js
/// const [svg, csv, name] = gridGiven(grid, words, picture, 0, tone, '', '', width);
/// ```
#[wasm_bindgen(js_name = gridGiven)]
#[expect(clippy::too_many_arguments, reason = "each is a value of its own for JavaScript")]
pub fn grid_given(
    grid: &mut GridView,
    words: &HtmlCanvasElement,
    picture: &HtmlCanvasElement,
    ratio: f32,
    tone: u8,
    family: &str,
    site: &str,
    width: f32,
) -> Answer<js_sys::Array> {
    let (theme, view) = (Tone(tone).theme(), &mut grid.view);
    let (caption, drawing) = (credited(view.caption(), site), view.drawing(width));
    if ratio == 0.0 {
        let drawn = figure::grid(&caption, &drawing, &theme, Form::Column);
        return Ok(texts(&drawn.svg, &view.table(), &caption));
    }
    let mut surface = Canvas::new(picture, Fit::SAME, drawing.size(), ratio, canvas::face(picture, family)?)?;
    tiles::draw(&mut surface, &drawing, &theme);
    around(words, (&caption, &theme), drawing.size(), ratio, family)
}

/// The two texts of a view, and what a file of them is called.
fn texts(svg: &str, table: &Table, caption: &Caption) -> js_sys::Array {
    lines(&[svg.to_owned(), table.to_csv(), called(caption)])
}

/// What a file is called, without its ending: what it shows, and of which day.
fn called(caption: &Caption) -> String {
    slug(&format!("{} {}", caption.title, caption.date))
}

/// Names the page in the line of sources.
fn credited(mut caption: Caption, site: &str) -> Caption {
    if !site.is_empty() {
        caption.source.push_str(" · ");
        caption.source.push_str(site);
    }
    caption
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
    let at = [page.at.0, page.at.1].map(|at| JsValue::from((at * ratio).round()));
    Ok(at.into_iter().chain([JsValue::from(called(caption))]).collect())
}
