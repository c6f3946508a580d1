//! A whole figure in SVG: a picture with title, legend, notes and source around it, as [`page`] lays them out.
//!
//! A page shows the same words as text of its own; this is the figure that stands alone: a golden image, an export. It
//! holds neither script nor style, and asks for no other file.

use plotters::prelude::{DrawingBackend, SVGBackend};

use crate::error::{Error, Kind, Result};

pub use super::caption::{Caption, Key, Swatch};
use super::map::{self, Scene};
use super::page::{self, Form, Page};
use super::sheet::{self, Face, Mark};
use super::surface::Fit;
use super::svg::{Svg, escape};
use super::text;
use super::theme::Theme;
use super::tiles::{self, Tiles};

/// A whole figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// It as an SVG document.
    pub svg: String,
    /// Width and height, in pixels.
    pub size: (f32, f32),
}

/// Units of the growth chart's drawing for one of the figure: plotters draws on whole units.
const FINE: u32 = 4;
/// What plotters' SVG divides font sizes by (plotters-svg 0.3, `draw_text`).
const SVG_TEXT: f32 = 1.24;

/// A map as a figure. What reaches beyond the picture is cut at its edge.
pub fn map(caption: &Caption, scene: &Scene, form: Form) -> Drawn {
    let mut svg = Svg::new(scene.fit);
    map::draw_once(&mut svg, scene);
    document(caption, &scene.theme, (scene.size, &svg.finish()), form)
}

/// How high a map is at a width.
pub fn map_height(frame: (f32, f32), width: f32) -> f32 {
    (width * frame.1 / frame.0).round()
}

/// A growth chart as a figure; `size` is that of the picture, in pixels.
///
/// # Errors
/// The backend refused: a figure without extent, say.
pub fn growth(caption: &Caption, marks: &[Mark], theme: &Theme, size: (f32, f32), form: Form) -> Result<Drawn> {
    let (width, height) = (size.0 as u32, size.1 as u32);
    let mut picture = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut picture, (width * FINE, height * FINE));
        let refused =
            |error: &dyn std::fmt::Display| Error::new(Kind::Picture, error.to_string(), "a chart drawn in SVG");
        let face = Face { family: text::FONT.to_owned(), scale: SVG_TEXT };
        sheet::play(&mut backend, marks, FINE as f32, &face).map_err(|error| refused(&error))?;
        backend.present().map_err(|error| refused(&error))?;
    }
    // The backend's own root becomes an inner one, in the figure's units.
    let inner = picture.split_once('>').map_or("", |(_, rest)| rest);
    let inner =
        format!(r#"<svg width="{width}" height="{height}" viewBox="0 0 {} {}">{inner}"#, width * FINE, height * FINE);
    Ok(document(caption, theme, (size, &inner), form))
}

/// A grid of states as a figure.
pub fn grid(caption: &Caption, tiles: &Tiles, theme: &Theme, form: Form) -> Drawn {
    let mut svg = Svg::new(Fit::SAME);
    tiles::draw(&mut svg, tiles, theme);
    document(caption, theme, (tiles.size(), &svg.finish()), form)
}

/// Words alone as a figure, at a width.
pub fn words(caption: &Caption, theme: &Theme, width: f32, form: Form) -> Drawn {
    let mut svg = Svg::new(Fit::SAME);
    let page = page::words(&mut svg, caption, theme, width, form);
    // Its title is a sentence, as its notes are.
    let told = [&caption.title].into_iter().chain(&caption.notes).map(String::as_str);
    whole(&caption.title, &told.collect::<Vec<_>>().join(" "), page, &svg.finish())
}

/// A picture of a size with the words around it, as an SVG document.
fn document(caption: &Caption, theme: &Theme, (size, picture): ((f32, f32), &str), form: Form) -> Drawn {
    let mut words = Svg::new(Fit::SAME);
    let page = page::draw(&mut words, caption, theme, size, form);
    let (x, y) = page.at;
    let (wide, high) = (size.0 * page.scale, size.1 * page.scale);
    let view = format!("0 0 {} {}", size.0, size.1);
    let picture = format!(r#"<svg x="{x}" y="{y}" width="{wide}" height="{high}" viewBox="{view}">{picture}</svg>"#);
    whole(&caption.title, &caption.summary(), page, &(words.finish() + &picture))
}

/// What is drawn on a page, as an SVG document that says what it shows.
fn whole(title: &str, summary: &str, page: Page, drawn: &str) -> Drawn {
    let (width, height) = page.size;
    let [shown_wide, shown_high] = page.shown();
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{shown_wide}" height="{shown_high}" viewBox="0 0 {width} {height}" role="img">
<title>{}</title>
<desc>{}</desc>
{drawn}
</svg>
"#,
        escape(title),
        escape(summary),
    );
    Drawn { svg, size: (shown_wide, shown_high) }
}
