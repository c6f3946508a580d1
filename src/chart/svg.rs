//! A surface that writes SVG: what golden images and exports are made of. It writes plain attributes, no styles and no
//! scripts.

use std::fmt::Write;

use super::surface::{Anchor, Fit, Pen, Surface};
use super::text::FONT;
use super::theme::Color;

/// SVG being written, for a map that lies in its box as a [`Fit`] says.
#[derive(Clone, Debug)]
pub struct Svg {
    fit: Fit,
    body: String,
}

impl Svg {
    /// An empty drawing.
    pub fn new(fit: Fit) -> Svg {
        Svg { fit, body: String::new() }
    }

    fn words(&mut self, text: &str, (x, y): (f32, f32), size: f32, color: Color, how: &str) {
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-family="{FONT}" font-size="{size}"{how} fill="{color}">{}</text>"#,
            escape(text)
        );
    }

    /// The drawing as the content of an `<svg>` element whose units are those of the box.
    pub fn finish(self) -> String {
        self.body
    }
}

/// Text as SVG holds it. Characters that XML does not know are left out: a file with one of them is no SVG.
pub fn escape(text: &str) -> String {
    let known = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(known).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The `d` of a path, in tenths of box units: each point from the one before, so that it stays short.
struct Outline {
    fit: Fit,
    d: String,
    last: (i32, i32),
}

impl Outline {
    fn tenths(&self, x: f32, y: f32) -> (i32, i32) {
        let (x, y) = self.fit.box_point(x, y);
        ((x * 10.0).round() as i32, (y * 10.0).round() as i32)
    }

    fn go(&mut self, letter: char, x: i32, y: i32) {
        self.d.push(letter);
        for (n, first) in [(x, true), (y, false)] {
            if !first && n >= 0 {
                self.d.push(' ');
            }
            let (whole, tenth) = (n.abs() / 10, n.abs() % 10);
            let sign = if n < 0 { "-" } else { "" };
            // Writing to a string cannot fail.
            let _ = match (whole, tenth) {
                (_, 0) => write!(self.d, "{sign}{whole}"),
                (0, _) => write!(self.d, "{sign}.{tenth}"),
                _ => write!(self.d, "{sign}{whole}.{tenth}"),
            };
        }
    }
}

impl Pen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.tenths(x, y);
        self.go('M', self.last.0, self.last.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.tenths(x, y);
        if to != self.last {
            self.go('l', to.0 - self.last.0, to.1 - self.last.1);
            self.last = to;
        }
    }
}

impl Surface for Svg {
    type Path = String;

    fn path(&mut self, draw: &mut dyn FnMut(&mut dyn Pen)) -> String {
        let mut outline = Outline { fit: self.fit, d: String::new(), last: (0, 0) };
        draw(&mut outline);
        outline.d
    }

    fn fill(&mut self, path: &String, color: Color) {
        if !path.is_empty() {
            let _ = writeln!(self.body, r#"<path fill="{color}" d="{path}"/>"#);
        }
    }

    fn stroke(&mut self, path: &String, color: Color, width: f32) {
        if !path.is_empty() {
            let _ = writeln!(
                self.body,
                r#"<path fill="none" stroke="{color}" stroke-width="{width}" stroke-linejoin="round" d="{path}"/>"#
            );
        }
    }

    fn text(&mut self, text: &str, at: (f32, f32), anchor: Anchor, size: f32, color: Color) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        self.words(text, at, size, color, anchor);
    }

    fn heading(&mut self, text: &str, at: (f32, f32), size: f32, color: Color) {
        self.words(text, at, size, color, r#" font-weight="bold""#);
    }

    /// What is drawn is whole: there is nothing to clear, and all of it is drawn.
    fn within(&mut self, _: &[[f32; 4]], draw: &mut dyn FnMut(&mut Svg)) {
        self.body.clear();
        draw(self);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::surface::trace;

    #[test]
    fn outlines_are_short_and_exact() {
        let mut svg = Svg::new(Fit { scale: 2.0, offset: (1.0, 0.0) });
        let corners = [(0.0, 0.0), (0.25, 0.0), (0.25, 0.1), (0.0, 0.1)];
        let path = svg.path(&mut |pen| trace(pen, corners.into_iter(), true));
        assert_eq!(path, "M1 0l.5 0l0 .2l-.5 0l0-.2");
        svg.fill(&path, Color(1, 2, 255));
        assert!(svg.finish().starts_with(r##"<path fill="#0102ff""##));
    }
}
