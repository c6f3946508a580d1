//! What a map is drawn on: a canvas in a page, SVG in a file, a recorder in a test.
//!
//! Outlines are in map units; the surface knows how many pixels one is and where the map's corner lies. Words are in
//! pixels.

use super::theme::Color;

/// Takes an outline, point by point, in map units.
pub trait Pen {
    /// Begins a line or ring.
    fn move_to(&mut self, x: f32, y: f32);
    /// Goes on to a point. A ring is closed by going back to its first point.
    fn line_to(&mut self, x: f32, y: f32);
}

/// Where words stand from their point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They are centred on it.
    Middle,
    /// They end there.
    End,
}

/// Something to draw a map on.
pub trait Surface {
    /// An outline that was drawn once and can be filled and stroked often.
    type Path;

    /// Draws an outline.
    fn path(&mut self, draw: &mut dyn FnMut(&mut dyn Pen)) -> Self::Path;
    /// Fills an outline by the non-zero rule: a hole turns the other way, and where two neighbours overlap by a hair
    /// both are filled.
    fn fill(&mut self, path: &Self::Path, color: Color);
    /// Strokes an outline, `width` CSS pixels wide.
    fn stroke(&mut self, path: &Self::Path, color: Color, width: f32);
    /// Sets a line of words, `size` CSS pixels high, with the base line at a point of the picture in CSS pixels.
    fn text(&mut self, text: &str, at: (f32, f32), anchor: Anchor, size: f32, color: Color);
    /// Sets a line of words in bold that begins at a point: a heading.
    fn heading(&mut self, text: &str, at: (f32, f32), size: f32, color: Color) {
        self.text(text, at, Anchor::Start, size, color);
    }
    /// Clears rectangles of the picture (left, top, right, bottom in CSS pixels) and draws in them, and nowhere else.
    fn within(&mut self, rects: &[[f32; 4]], draw: &mut dyn FnMut(&mut Self));
}

/// Draws a line from its points; `closed` goes back to the first.
pub(crate) fn trace(pen: &mut dyn Pen, mut points: impl Iterator<Item = (f32, f32)>, closed: bool) {
    let Some(first) = points.next() else { return };
    pen.move_to(first.0, first.1);
    for (x, y) in points {
        pen.line_to(x, y);
    }
    if closed {
        // Not a close command: in long paths browsers take time that grows with the square of their number.
        pen.line_to(first.0, first.1);
    }
}

/// The circle of one unit: x and y of each sixteenth of a turn, from the east by the south. A table, since a page would
/// load the sine for nothing else.
pub(crate) const CIRCLE: [(f32, f32); 16] = {
    // Of a sixteenth and of an eighth of a turn.
    const COS: f32 = 0.923_879_5;
    const SIN: f32 = 0.382_683_43;
    const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;
    [
        (1.0, 0.0),
        (COS, SIN),
        (HALF, HALF),
        (SIN, COS),
        (0.0, 1.0),
        (-SIN, COS),
        (-HALF, HALF),
        (-COS, SIN),
        (-1.0, 0.0),
        (-COS, -SIN),
        (-HALF, -HALF),
        (-SIN, -COS),
        (0.0, -1.0),
        (SIN, -COS),
        (HALF, -HALF),
        (COS, -SIN),
    ]
};

/// How a map of one size lies in a box of another: as large as fits, centred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Box units for one map unit.
    pub scale: f32,
    /// Where the map's left upper corner lies in the box.
    pub offset: (f32, f32),
}

impl Fit {
    /// What is drawn in CSS pixels already.
    pub const SAME: Fit = Fit { scale: 1.0, offset: (0.0, 0.0) };

    /// Fits a map of `size` into a box; a map or a box without extent gives a scale of zero.
    pub fn new(size: (f32, f32), into: (f32, f32)) -> Fit {
        let scale = (into.0 / size.0).min(into.1 / size.1);
        let scale = if scale.is_finite() { scale.max(0.0) } else { 0.0 };
        Fit { scale, offset: ((into.0 - size.0 * scale) / 2.0, (into.1 - size.1 * scale) / 2.0) }
    }

    /// The map point under a point of the box; `None` when the scale is zero.
    pub fn map_point(&self, x: f32, y: f32) -> Option<(f32, f32)> {
        (self.scale > 0.0).then(|| ((x - self.offset.0) / self.scale, (y - self.offset.1) / self.scale))
    }

    /// The point of the box over a map point.
    pub fn box_point(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale + self.offset.0, y * self.scale + self.offset.1)
    }

    /// The rectangle of the box (left, top, right, bottom) over one of the map.
    pub fn box_rect(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let ((left, top), (right, bottom)) = (self.box_point(left, top), self.box_point(right, bottom));
        [left, top, right, bottom]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_centred_and_points_come_back() {
        let fit = Fit::new((100.0, 50.0), (300.0, 300.0));
        assert_eq!(fit, Fit { scale: 3.0, offset: (0.0, 75.0) });
        assert_eq!(fit.map_point(150.0, 150.0), Some((50.0, 25.0)));
        assert_eq!(fit.box_point(50.0, 25.0), (150.0, 150.0));
        assert_eq!(Fit::new((100.0, 50.0), (0.0, 0.0)).map_point(1.0, 1.0), None);
        assert_eq!(Fit::new((0.0, 0.0), (10.0, 10.0)).scale, 0.0);
    }
}
