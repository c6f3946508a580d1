//! A page's canvas: as a surface for the map, whose outlines are kept as `Path2D` in map units, so that one drawing of
//! them serves every size; and for the growth chart, which plotters-canvas draws. It lays out no words and adds nothing
//! to the page.

use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::chart::sheet::Face;
use crate::chart::surface::{Anchor, Fit};
use crate::chart::text;
use crate::chart::{Color, Pen, Surface};
use crate::error::{Error, Kind, Result};

/// A canvas with the fit of its map, in CSS pixels, and the device pixels for each of them.
pub struct Canvas {
    context: CanvasRenderingContext2d,
    fit: Fit,
    ratio: f32,
    face: Face,
    /// In which size, weight and anchor words are set since the last of them.
    words: Option<(u32, &'static str, Anchor)>,
}

/// What a face is measured by: letters and digits as labels have them.
const SAMPLE: &str = "Agreements, Florida 0123456789";

/// The face that a page asks for, as large as has room where ours would: words are laid out by the widths of
/// [`text`](crate::chart::text), and in a wider face they would run into each other.
///
/// # Errors
/// The browser gives the canvas no 2D context.
pub fn face(canvas: &HtmlCanvasElement, family: &str) -> Result<Face> {
    let context = context(canvas)?;
    context.set_font(&format!("100px {family}"));
    let wide = context.measure_text(SAMPLE).map_or(0.0, |measured| measured.width() as f32);
    let scale = (text::width(SAMPLE, 100.0) / wide.max(1.0)).min(1.0);
    Ok(Face { family: family.to_owned(), scale })
}

impl Canvas {
    /// Brings a canvas to a size, which clears it; one that has the size is left as it is.
    ///
    /// # Errors
    /// The browser gives the canvas no 2D context: it is too large, or it has another kind already.
    pub fn new(canvas: &HtmlCanvasElement, fit: Fit, size: (f32, f32), ratio: f32, face: Face) -> Result<Canvas> {
        let (width, height) = (device(size.0, ratio), device(size.1, ratio));
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        let context = context(canvas)?;
        context.set_line_join("round");
        Ok(Canvas { context, fit, ratio, face, words: None })
    }

    /// Sets a line of words in CSS pixels, of a weight.
    fn words(&mut self, text: &str, at: (f32, f32), anchor: Anchor, (size, weight): (f32, &'static str), color: Color) {
        self.enter(Fit::SAME);
        self.context.set_fill_style_str(&color.to_string());
        // Tenths are enough; to write a fraction takes six kilobytes of code.
        let tenths = (size * self.face.scale * 10.0).round() as u32;
        // Whatever is passed as text takes its time.
        let how = Some((tenths, weight, anchor));
        if self.words != how {
            self.words = how;
            self.context.set_font(&format!("{weight}{}.{}px {}", tenths / 10, tenths % 10, self.face.family));
            self.context.set_text_align(match anchor {
                Anchor::Start => "left",
                Anchor::Middle => "center",
                Anchor::End => "right",
            });
        }
        let _ = self.context.fill_text(text, f64::from(at.0), f64::from(at.1));
    }

    /// Units from here on are those of a map that lies so.
    fn enter(&self, Fit { scale, offset: (x, y) }: Fit) {
        let [scale, x, y] = [scale, x, y].map(|css| f64::from(css * self.ratio));
        // The six numbers are finite: there is nothing to refuse.
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, x, y);
    }
}

/// Device pixels of a length in CSS pixels.
fn device(css: f32, ratio: f32) -> u32 {
    (css * ratio).round() as u32
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d> {
    let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
    context.ok_or_else(contextless)
}

struct Outline(Path2d);

impl Pen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(f64::from(x), f64::from(y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(f64::from(x), f64::from(y));
    }
}

impl Surface for Canvas {
    type Path = Option<Path2d>;

    fn path(&mut self, draw: &mut dyn FnMut(&mut dyn Pen)) -> Option<Path2d> {
        let mut outline = Outline(Path2d::new().ok()?);
        draw(&mut outline);
        Some(outline.0)
    }

    fn fill(&mut self, path: &Option<Path2d>, color: Color) {
        let Some(path) = path else { return };
        self.enter(self.fit);
        self.context.set_fill_style_str(&color.to_string());
        self.context.fill_with_path_2d(path);
    }

    fn stroke(&mut self, path: &Option<Path2d>, color: Color, width: f32) {
        let Some(path) = path else { return };
        self.enter(self.fit);
        self.context.set_stroke_style_str(&color.to_string());
        self.context.set_line_width(f64::from(width / self.fit.scale.max(f32::EPSILON)));
        self.context.stroke_with_path(path);
    }

    fn text(&mut self, text: &str, at: (f32, f32), anchor: Anchor, size: f32, color: Color) {
        self.words(text, at, anchor, (size, ""), color);
    }

    fn heading(&mut self, text: &str, at: (f32, f32), size: f32, color: Color) {
        self.words(text, at, Anchor::Start, (size, "bold "), color);
    }

    fn within(&mut self, rects: &[[f32; 4]], draw: &mut dyn FnMut(&mut Canvas)) {
        // Whole device pixels: on a slant of one pixel the drawing before would show through.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.save();
        self.context.begin_path();
        let pixel = |css: f32| f64::from(css * self.ratio);
        for [left, top, right, bottom] in rects {
            let (left, top) = (pixel(*left).floor(), pixel(*top).floor());
            self.context.rect(left, top, pixel(*right).ceil() - left, pixel(*bottom).ceil() - top);
        }
        self.context.clip();
        self.context.clear_rect(0.0, 0.0, f64::from(u16::MAX), f64::from(u16::MAX));
        draw(self);
        self.context.restore();
        self.words = None;
    }
}

/// The growth chart's surface: plotters' backend for a canvas, of a size in CSS pixels, cleared.
///
/// # Errors
/// The browser gives the canvas no 2D context.
pub fn backend(canvas: &HtmlCanvasElement, size: (f32, f32), ratio: f32) -> Result<CanvasBackend> {
    let (width, height) = (device(size.0, ratio), device(size.1, ratio));
    if (canvas.width(), canvas.height()) == (width, height) {
        // To set a size again would clear it, too, and take new memory for it.
        context(canvas)?.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    } else {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    CanvasBackend::with_canvas_object(canvas.clone()).ok_or_else(contextless)
}

fn contextless() -> Error {
    Error::new(Kind::Picture, "a canvas without a 2D context", "one to draw on")
}
