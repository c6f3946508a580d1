//! Where everything of a growth chart lies at a width: plots, axes, labels. In CSS pixels; it draws nothing.

use crate::date::Date;
use crate::roster::query::series;

use super::super::sheet::LABEL;
use super::super::{text, ticks};
use super::labels::{self, APART, BESIDE, Spot, Wanted};
use super::{Growth, Note, Scale};

/// Where the plot lies within the drawing, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The left edge: the first day.
    pub left: f32,
    /// The right edge: the last day.
    pub right: f32,
    /// The upper edge.
    pub top: f32,
    /// The lower edge: zero, or one on a logarithmic scale.
    pub bottom: f32,
}

/// A series' name at the end of its line.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// Its part.
    pub part: usize,
    /// How wide its words become, whatever day is counted.
    pub widest: f32,
    /// How high it stands.
    pub y: f32,
}

/// Where everything lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Width and height.
    pub size: (f32, f32),
    /// A plot for each panel.
    pub plots: Vec<Plot>,
    /// How many stand side by side.
    pub n_columns: usize,
    /// Where each annotation's label stands, if there is room.
    pub spots: Vec<Option<Spot>>,
    /// Names at the ends of the lines; empty where they do not fit and a legend has to tell.
    pub ends: Vec<End>,
    /// The numbers of the vertical axis.
    pub numbers: Vec<usize>,
    top: f32,
    scale: Scale,
    range: (Date, Date),
}

/// Below a plot: its days, and room for a finger to drag along them (24 pixels at least: WCAG 2.2, 2.5.8).
pub const AXIS: f32 = 30.0;
/// A row of labels above the plot.
pub const ROW: f32 = 16.0;
/// Between two panels.
const GUTTER: f32 = 18.0;
/// From this width on a page has room for a third row of labels, a third column of panels, and names at the lines'
/// ends.
const WIDE: f32 = 480.0;
/// From the end of a line to its name: a gap, a swatch, a gap.
pub const TO_NAME: f32 = 22.0;
/// What annotations beside its last days leave of a plot's width, on a page and on a phone.
const LEAST: [f32; 2] = [0.85, 0.9];

/// How high a growth chart is at a width, labels above it aside: flat on a newspaper's page, steeper on a phone.
fn height(width: f32) -> f32 {
    (width * 0.42).clamp(200.0, 420.0).round()
}

impl Layout {
    /// Lays a chart out at a width. `held` keeps the left and the right edge of a single plot where they were.
    pub fn new(growth: &Growth, width: f32, held: Option<(f32, f32)>) -> Layout {
        let largest = growth.largest();
        let numbers = match growth.scale {
            Scale::Linear => ticks::numbers(largest),
            Scale::Log => ticks::decades(largest),
        };
        let widest = numbers.iter().map(|n| text::width(&growth.lang.number(*n), LABEL)).fold(0.0, f32::max);
        let left = (widest + 10.0).ceil();
        let mut layout = Layout {
            size: (width, height(width)),
            plots: Vec::new(),
            n_columns: 1,
            spots: vec![None; growth.notes.len()],
            ends: Vec::new(),
            top: numbers.last().copied().unwrap_or(1) as f32,
            numbers,
            scale: growth.scale,
            range: growth.range,
        };
        if growth.panels.len() > 1 {
            layout.panels(growth.panels.len(), left);
        } else {
            layout.alone(growth, held.unwrap_or((left, 0.0)));
        }
        layout
    }

    /// One plot, labels above it, names beside it.
    fn alone(&mut self, growth: &Growth, (left, held): (f32, f32)) {
        let width = self.size.0;
        let ends = ends(growth);
        let widest = ends.iter().map(|end| end.widest).fold(0.0, f32::max);
        let beside = width - (TO_NAME + widest + 2.0);
        let fits = if held > 0.0 { beside >= held } else { beside > width * 0.7 };
        let named = width >= WIDE && !ends.is_empty() && fits;
        // Half a year's label may stand out to the right.
        let bare = (width - text::width("2026", LABEL) / 2.0).floor();
        let right = if held > 0.0 { held } else { bare };
        let mut plot = Plot { left, right, top: 8.0, bottom: 0.0 };
        if held == 0.0 {
            plot.right = self.with_room(growth, Plot { right: if named { beside.floor() } else { bare }, ..plot });
        }
        let wanted: Vec<Wanted> = growth
            .notes
            .iter()
            .map(|note| Wanted {
                x: self.x(&plot, note.date),
                widths: widths(note),
                until: note.until.map_or(width, |day| self.x(&plot, day) - APART),
                weight: note.weight,
            })
            .collect();
        self.spots = labels::place(&wanted, (plot.left, width), if width < WIDE { 2 } else { 3 });
        let n_rows = self.spots.iter().flatten().map(|spot| spot.row + 1).max().unwrap_or_default();
        plot.top += n_rows as f32 * ROW;
        self.size.1 += n_rows as f32 * ROW;
        plot.bottom = self.size.1 - AXIS;
        if named {
            self.ends = self.spread(ends, &plot);
            if self.ends.is_empty() {
                // Too low for as many names: as if there were none.
                plot.right = right;
            }
        }
        self.plots.push(plot);
    }

    /// How far a plot reaches to the right where annotations of its last days have room beside it, if that is not
    /// much.
    fn with_room(&self, growth: &Growth, plot: Plot) -> f32 {
        let [page, phone] = LEAST;
        let least = plot.right * if self.size.0 < WIDE { phone } else { page };
        let mut right = plot.right;
        for note in &growth.notes {
            let [_, short] = widths(note);
            let share = (self.x(&plot, note.date) - plot.left) / (plot.right - plot.left);
            let enough = plot.left + (self.size.0 - BESIDE - short - plot.left) / share;
            if share > 0.0 && enough < right && enough >= least {
                right = enough.floor();
            }
        }
        right
    }

    /// Plots side by side and one below the other, of one size and one scale.
    fn panels(&mut self, n: usize, left: f32) {
        let width = self.size.0;
        let most = if width < WIDE { 2 } else { 3 };
        // Four stand two by two.
        self.n_columns = if n == 4 { 2 } else { n.min(most) };
        let columns = self.n_columns as f32;
        let right = text::width("2026", LABEL) / 2.0;
        let wide = (width - left - right - GUTTER * (columns - 1.0)) / columns;
        let high = (wide * 0.62).clamp(80.0, 220.0).round();
        for panel in 0..n {
            let (column, row) = ((panel % self.n_columns) as f32, (panel / self.n_columns) as f32);
            let from = left + column * (wide + GUTTER);
            let top = 22.0 + row * (high + AXIS + 22.0);
            self.plots.push(Plot { left: from, right: from + wide, top, bottom: top + high });
        }
        self.size.1 = self.plots.last().map_or(self.size.1, |plot| plot.bottom + AXIS);
    }

    /// Where the names stand: at the middle of their parts, or above and below each other where those are narrow.
    fn spread(&self, mut ends: Vec<End>, plot: &Plot) -> Vec<End> {
        for end in &mut ends {
            end.y = plot.bottom - end.y * (plot.bottom - plot.top);
        }
        // From the lowest up; a part's order is its place in the stack, lines may cross.
        for one in 0..ends.len() {
            for other in one + 1..ends.len() {
                let y = |index: usize| ends.get(index).map_or(0.0, |end| end.y);
                if y(other) > y(one) {
                    ends.swap(one, other);
                }
            }
        }
        let mut floor = plot.bottom - LABEL / 2.0;
        for end in &mut ends {
            end.y = end.y.min(floor);
            floor = end.y - (LABEL + 2.0);
        }
        if ends.iter().any(|end| end.y < plot.top) { Vec::new() } else { ends }
    }

    /// Where a day lies in a plot.
    pub fn x(&self, plot: &Plot, day: Date) -> f32 {
        let (from, to) = self.range;
        let across = day.since(from) as f32 / to.since(from).max(1) as f32;
        plot.left + across * (plot.right - plot.left)
    }

    /// How high a count stands in a plot; `None` for zero on a logarithmic scale, which has no place for it.
    pub fn y(&self, plot: &Plot, count: usize) -> Option<f32> {
        Some(plot.bottom - share(self.scale, count, self.top)? * (plot.bottom - plot.top))
    }

    /// The panel that a point lies in or near.
    pub fn panel_at(&self, x: f32, y: f32) -> usize {
        let far = |plot: &Plot| {
            let beside = (plot.left - x).max(x - plot.right).max(0.0);
            let above = (plot.top - y).max(y - plot.bottom - AXIS).max(0.0);
            beside + above
        };
        let mut nearest = (0, f32::MAX);
        for (index, plot) in self.plots.iter().enumerate() {
            if far(plot) < nearest.1 {
                nearest = (index, far(plot));
            }
        }
        nearest.0
    }

    /// The day under a point; the first or last one beside the plot.
    pub fn day_at(&self, plot: &Plot, x: f32) -> Date {
        let (from, to) = self.range;
        let share = ((x - plot.left) / (plot.right - plot.left)).clamp(0.0, 1.0);
        from.plus((share * to.since(from) as f32).round() as i32)
    }
}

/// How wide an annotation's words are, and the fewest of them.
fn widths(note: &Note) -> [f32; 2] {
    let short = if note.short.is_empty() { &note.text } else { note.short };
    [note.text.as_str(), short].map(|words| text::width(words, LABEL))
}

/// A count as a share of the axis.
fn share(scale: Scale, count: usize, top: f32) -> Option<f32> {
    match scale {
        Scale::Linear => Some(count as f32 / top),
        Scale::Log if count == 0 => None,
        Scale::Log => Some((count as f32).ln() / top.max(2.0).ln()),
    }
}

/// The names at the ends of the lines, each with the share of the axis that it stands at for `y`. They stand where they
/// stand whatever day is counted.
fn ends(growth: &Growth) -> Vec<End> {
    // Where the lines end before the plot does, a legend tells them: beside the last restated total their counts would
    // be taken for that day's.
    let beyond = growth.panels.iter().any(|panel| !panel.restated.is_empty()) && growth.range.1 > growth.known.1;
    if growth.bars.is_some() || beyond {
        return Vec::new();
    }
    let steps = growth.panels.first().map_or(&[][..], |panel| &panel.steps);
    let Some(step) = series::on(steps, growth.range.1) else { return Vec::new() };
    let top = match growth.scale {
        Scale::Linear => ticks::numbers(growth.largest()),
        Scale::Log => ticks::decades(growth.largest()),
    };
    let top = top.last().copied().unwrap_or(1) as f32;
    let mut below = 0;
    let mut ends = Vec::new();
    for (part, n) in step.parts.iter().copied().enumerate() {
        let at = match (growth.scale, growth.names.is_empty()) {
            (Scale::Linear, false) => share(Scale::Linear, 2 * below + n, 2.0 * top),
            (scale, _) => share(scale, n, top),
        };
        below += n;
        if let (Some(y), true) = (at, n > 0) {
            let widest = text::width(&growth.named(part, Some(growth.largest())), LABEL);
            ends.push(End { part, widest, y });
        }
    }
    ends
}
