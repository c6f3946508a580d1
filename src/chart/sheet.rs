//! A drawing before it is drawn: lines, areas and words in CSS pixels, laid out once and played on any of plotters'
//! backends.
//!
//! It speaks to the backend itself. Neither is a word measured through it, nor is the library's own mesh drawn, which
//! weighs as much as all the rest.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
};

use super::surface::Anchor;
use super::theme::Color;

/// A point in CSS pixels, from the left and from the top.
pub type Point = (f32, f32);

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line through points, of a width in CSS pixels.
    Line(Vec<Point>, Color, f32),
    /// A filled outline, of a strength from 0 (nothing) to 1 (opaque).
    Area(Vec<Point>, Color, f32),
    /// A disc or a ring of a radius in CSS pixels.
    Dot(Point, f32, Color, bool),
    /// Words that stand at a point, half above and half below it.
    Word(String, Point, Anchor, Color),
}

/// The height of words, in CSS pixels.
pub const LABEL: f32 = 12.0;

/// A colour of a strength, and a width in the backend's pixels.
struct Stroke(BackendColor, u32);

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.0
    }

    fn stroke_width(&self) -> u32 {
        self.1
    }
}

struct Letters<'a> {
    color: BackendColor,
    size: f64,
    anchor: HPos,
    family: &'a str,
}

/// What words are set in.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// As CSS lists families.
    pub family: String,
    /// What the size of words is multiplied by, so that they have room.
    pub scale: f32,
}

impl BackendTextStyle for Letters<'_> {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.anchor, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.family)
    }

    // Only backends without letters of their own ask for the two below; neither the canvas nor SVG does.
    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

/// Draws marks in their order. `ratio` is the backend's pixels for one of CSS, `face` what words are set in. Only the
/// outermost caller presents the backend.
///
/// # Errors
/// Those of the backend: a canvas that has lost its context, say.
pub fn play<B: DrawingBackend>(
    backend: &mut B,
    marks: &[Mark],
    ratio: f32,
    face: &Face,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let px = |css: f32| (css * ratio).round() as i32;
    let at = |point: &Point| (px(point.0), px(point.1));
    let ink = |color: &Color, strength: f32| BackendColor {
        alpha: (f64::from(strength) * 100.0).round() / 100.0,
        rgb: (color.0, color.1, color.2),
    };
    for mark in marks {
        match mark {
            Mark::Line(points, color, width) => {
                let stroke = Stroke(ink(color, 1.0), px(*width).max(1) as u32);
                match points.as_slice() {
                    // The canvas moves straight lines by half a pixel, which is right for odd widths alone.
                    [from, to] if stroke.1 % 2 == 1 => backend.draw_line(at(from), at(to), &stroke)?,
                    points => backend.draw_path(points.iter().map(at), &stroke)?,
                }
            }
            Mark::Area(points, color, strength) => {
                backend.fill_polygon(points.iter().map(at), &Stroke(ink(color, *strength), 0))?;
            }
            Mark::Dot(point, radius, color, filled) => {
                let stroke = Stroke(ink(color, 1.0), px(1.5).max(1) as u32);
                backend.draw_circle(at(point), px(*radius).max(1) as u32, &stroke, *filled)?;
            }
            Mark::Word(word, point, anchor, color) => {
                let anchor = match anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let letters = Letters {
                    color: ink(color, 1.0),
                    size: f64::from(LABEL * ratio * face.scale),
                    anchor,
                    family: &face.family,
                };
                backend.draw_text(word, &letters, at(point))?;
            }
        }
    }
    Ok(())
}
