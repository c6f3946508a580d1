//! A page's canvas: as a surface for the map, whose outlines are kept as `Path2D` in map units, so that one drawing of them serves every
//! size; and as a backend of plotters for the growth chart.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::chart::surface::{Anchor, Fit};
use crate::chart::text::FONT;
use crate::chart::{Color, Pen, Surface};
use crate::error::{Error, Kind, Result};

/// A canvas with the fit of its map, in CSS pixels, and the device pixels for each of them.
pub struct Canvas {
    context: CanvasRenderingContext2d,
    fit: Fit,
    ratio: f32,
}

impl Canvas {
    /// Brings a canvas to a size, which clears it; one that has the size is left as it is.
    ///
    /// # Errors
    /// The browser gives the canvas no 2D context: it is too large, or it has another kind already.
    pub fn new(canvas: &HtmlCanvasElement, fit: Fit, size: (f32, f32), ratio: f32) -> Result<Canvas> {
        let (width, height) = (device(size.0, ratio), device(size.1, ratio));
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        Ok(Canvas { context: context(canvas)?, fit, ratio })
    }

    /// Units of a path from here on are map units.
    fn enter_map(&self) {
        let (scale, (x, y)) = (f64::from(self.fit.scale * self.ratio), self.fit.offset);
        // The six numbers are finite: there is nothing to refuse.
        let _ =
            self.context.set_transform(scale, 0.0, 0.0, scale, f64::from(x * self.ratio), f64::from(y * self.ratio));
    }
}

/// Device pixels of a length in CSS pixels.
fn device(css: f32, ratio: f32) -> u32 {
    (css * ratio).round() as u32
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d> {
    let context = canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into().ok());
    context.ok_or_else(|| Error::new(Kind::Picture, "a canvas without a 2D context", "one to draw on"))
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
        self.enter_map();
        self.context.set_fill_style_str(&color.to_string());
        self.context.fill_with_path_2d(path);
    }

    fn stroke(&mut self, path: &Option<Path2d>, color: Color, width: f32) {
        let Some(path) = path else { return };
        self.enter_map();
        self.context.set_stroke_style_str(&color.to_string());
        self.context.set_line_width(f64::from(width / self.fit.scale.max(f32::EPSILON)));
        self.context.set_line_join("round");
        self.context.stroke_with_path(path);
    }

    fn text(&mut self, text: &str, at: (f32, f32), anchor: Anchor, size: f32, color: Color) {
        let (x, y) = at;
        let ratio = f64::from(self.ratio);
        let _ = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        self.context.set_fill_style_str(&color.to_string());
        self.context.set_font(&format!("{}px {FONT}", size as i32));
        self.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        self.context.set_text_baseline("alphabetic");
        let _ = self.context.fill_text(text, f64::from(x), f64::from(y));
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
    }
}

/// A page's canvas as a backend of plotters. The one in plotters-canvas prints colours and sizes with fractions: the code that prints those
/// is a tenth of a page's module (7.5 kB of brotli), and nothing else needs it.
pub struct Paper(CanvasRenderingContext2d);

impl Paper {
    /// Sets a canvas to a size in CSS pixels and clears it.
    ///
    /// # Errors
    /// The browser gives the canvas no 2D context.
    pub fn new(canvas: &HtmlCanvasElement, size: (f32, f32), ratio: f32) -> Result<Paper> {
        canvas.set_width(device(size.0, ratio));
        canvas.set_height(device(size.1, ratio));
        context(canvas).map(Paper)
    }

    fn ink(&self, color: BackendColor) {
        // The strength apart: a number with a fraction is not worth the code that writes it.
        self.0.set_global_alpha(color.alpha);
        let (red, green, blue) = color.rgb;
        let color = Color(red, green, blue).to_string();
        self.0.set_fill_style_str(&color);
        self.0.set_stroke_style_str(&color);
    }

    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        self.0.begin_path();
        for (x, y) in points {
            self.0.line_to(f64::from(x), f64::from(y));
        }
    }
}

type Drawn = std::result::Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Paper {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.canvas().map_or((0, 0), |canvas| (canvas.width(), canvas.height()))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.ink(color);
        self.0.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.ink(style.color());
        self.0.set_line_width(f64::from(style.stroke_width()));
        // A straight line of an odd width lies on whole pixels half a pixel aside.
        let odd = style.stroke_width() % 2 == 1;
        let half = |a: i32, b: i32| if odd && a == b { 0.5 } else { 0.0 };
        let (dx, dy) = (half(from.0, to.0), half(from.1, to.1));
        self.0.begin_path();
        for (x, y) in [from, to] {
            self.0.line_to(f64::from(x) - dx, f64::from(y) - dy);
        }
        self.0.stroke();
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.ink(style.color());
        self.0.set_line_width(f64::from(style.stroke_width()));
        self.trace(path);
        self.0.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, ring: I, style: &S) -> Drawn {
        self.ink(style.color());
        self.trace(ring);
        self.0.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.ink(style.color());
        self.0.begin_path();
        // A radius is never negative: there is nothing to refuse.
        let _ = self.0.arc(f64::from(at.0), f64::from(at.1), f64::from(radius), 0.0, std::f64::consts::TAU);
        if fill {
            self.0.fill()
        } else {
            self.0.stroke()
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.ink(style.color());
        self.0.set_font(&format!("{}px {FONT}", style.size() as i32));
        self.0.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        self.0.set_text_baseline("middle");
        let _ = self.0.fill_text(text, f64::from(at.0), f64::from(at.1));
        Ok(())
    }
}
