//! A whole figure in SVG: title, picture, legend, notes and source, one below the other, at a width of one's choice.
//!
//! A page shows the same words as text of its own; this is the figure that stands alone: a golden image, an export.

use std::fmt::Write;

use plotters::prelude::{DrawingBackend, SVGBackend};

use crate::error::{Error, Kind, Result};

use super::map::{self, Scene};
use super::sheet::{self, Face, Mark};
use super::svg::{Svg, escape};
use super::text;
use super::theme::{Color, Theme};

/// The words around a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// What is shown.
    pub title: String,
    /// As of when.
    pub date: String,
    /// The legend's heading: the unit.
    pub unit: String,
    /// The legend's entries.
    pub legend: Vec<Key>,
    /// What the picture cannot show.
    pub notes: Vec<String>,
    /// Where the figures come from.
    pub source: String,
}

impl Caption {
    /// Title, date and notes in one line, for those who hear it.
    pub fn summary(&self) -> String {
        let mut spoken = vec![self.title.as_str(), &self.date];
        spoken.extend(self.notes.iter().map(|note| note.trim_end_matches('.')));
        spoken.join(". ") + "."
    }
}

/// How a legend shows what stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// All of a patch.
    Whole,
    /// A patch with stripes.
    Striped,
    /// A dot.
    Dot,
    /// A dot's outline.
    Ring,
    /// An outlined box.
    Badge,
}

impl Swatch {
    /// Its word, as a page's style knows it.
    pub fn name(self) -> &'static str {
        match self {
            Swatch::Whole => "whole",
            Swatch::Striped => "striped",
            Swatch::Dot => "dot",
            Swatch::Ring => "ring",
            Swatch::Badge => "badge",
        }
    }
}

/// An entry of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// How it is shown.
    pub swatch: Swatch,
    /// In which colour.
    pub color: Color,
    /// What it stands for.
    pub label: String,
}

/// Units of the growth chart's drawing for one of the figure: plotters draws on whole units.
const FINE: u32 = 4;
/// What plotters' SVG divides font sizes by (plotters-svg 0.3, `draw_text`).
const SVG_TEXT: f32 = 1.24;

/// A map as a figure as wide as the scene's picture. What reaches beyond the picture is cut at its edge.
pub fn map(caption: &Caption, scene: &Scene) -> String {
    let mut svg = Svg::new(scene.fit);
    map::draw_once(&mut svg, scene);
    stack(caption, scene.theme, scene.size.0 as u32, scene.size.1, &svg.finish())
}

/// How high a map is at a width.
pub fn map_height(frame: (f32, f32), width: f32) -> f32 {
    (width * frame.1 / frame.0).round()
}

/// A growth chart as a figure of a size in pixels.
///
/// # Errors
/// The backend refused: a figure without extent, say.
pub fn growth(caption: &Caption, marks: &[Mark], theme: &Theme, size: (f32, f32)) -> Result<String> {
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
    Ok(stack(caption, theme, width, height as f32, &inner))
}

/// The words around a picture `height` units high, as an SVG document.
fn stack(caption: &Caption, theme: &Theme, width: u32, height: f32, picture: &str) -> String {
    let mut page = Page { body: String::new(), width: width as f32, y: 0.0 };
    page.words(&caption.title, 18.0, true, theme.ink);
    page.words(&caption.date, 13.0, false, theme.faint);
    page.y += 8.0;
    let _ = writeln!(page.body, r#"<svg y="{}" width="{width}" height="{height}">{picture}</svg>"#, page.y);
    page.y += height + 4.0;
    if !caption.legend.is_empty() {
        page.words(&caption.unit, 12.0, true, theme.ink);
        page.legend(&caption.legend, theme);
    }
    for note in &caption.notes {
        page.words(note, 12.0, false, theme.ink);
    }
    page.words(&caption.source, 11.0, false, theme.faint);
    let (height, body) = ((page.y + 8.0).ceil(), page.body);
    let title = escape(&caption.title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="{}"/>
{body}</svg>
"#,
        theme.paper
    )
}

/// A column of words, growing downwards.
struct Page {
    body: String,
    width: f32,
    y: f32,
}

/// The margin to either side.
const MARGIN: f32 = 8.0;

impl Page {
    fn words(&mut self, words: &str, size: f32, bold: bool, color: Color) {
        if words.is_empty() {
            return;
        }
        // Bold letters are about a twelfth wider.
        let room = (self.width - 2.0 * MARGIN) * if bold { 0.92 } else { 1.0 };
        for line in text::wrap(words, size, room) {
            self.y += (size * 1.35).round();
            self.line(&line, MARGIN, size, bold, color);
        }
    }

    fn line(&mut self, line: &str, x: f32, size: f32, bold: bool, color: Color) {
        let weight = if bold { r#" font-weight="bold""# } else { "" };
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{}" font-family="{}" font-size="{size}"{weight} fill="{color}">{}</text>"#,
            self.y,
            text::FONT,
            escape(line)
        );
    }

    fn legend(&mut self, legend: &[Key], theme: &Theme) {
        let mut x = MARGIN;
        self.y += 18.0;
        for Key { swatch, color, label } in legend {
            let wide = 22.0 + text::width(label, 12.0) + 14.0;
            if x > MARGIN && x + wide > self.width {
                x = MARGIN;
                self.y += 18.0;
            }
            let y = self.y - 10.0;
            let edge = theme.state_border;
            let _ = match swatch {
                Swatch::Whole => writeln!(
                    self.body,
                    r#"<rect x="{x:.1}" y="{y}" width="16" height="12" fill="{color}" stroke="{edge}" stroke-width=".5"/>"#
                ),
                Swatch::Striped => writeln!(
                    self.body,
                    r#"<rect x="{x:.1}" y="{y}" width="16" height="12" fill="{}" stroke="{edge}" stroke-width=".5"/>
<path transform="translate({x:.1} {y})" d="M0 6l6-6M0 12l12-12M5 12l11-11M11 12l5-5" stroke="{color}" stroke-width="1.4"/>"#,
                    theme.land.mixed(*color, map::TINT)
                ),
                Swatch::Badge => writeln!(
                    self.body,
                    r#"<rect x="{:.1}" y="{y}" width="12" height="12" fill="{}" stroke="{color}" stroke-width=".75"/>"#,
                    x + 2.0,
                    theme.paper
                ),
                Swatch::Dot => {
                    writeln!(self.body, r#"<circle cx="{:.1}" cy="{}" r="5" fill="{color}"/>"#, x + 8.0, y + 6.0)
                }
                Swatch::Ring => {
                    let (x, y) = (x + 8.0, y + 6.0);
                    writeln!(
                        self.body,
                        r#"<circle cx="{x:.1}" cy="{y}" r="3.5" fill="none" stroke="{color}" stroke-width="1.5"/>"#
                    )
                }
            };
            self.line(label, x + 22.0, 12.0, false, theme.ink);
            x += wide;
        }
        self.y += 4.0;
    }
}
