//! The growth chart: active agreements over time, a stepped area for each part, stacked. Drawn on any of plotters' backends.
//!
//! It is generic over the backend and never measures words through one; nothing is smoothed, joined or guessed.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordi32;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::{DrawingBackend, RGBColor};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontFamily, FontStyle, IntoFont, TextStyle};

use crate::date::Date;
use crate::roster::series::{self, Step};

use super::locale::Lang;
use super::text;
use super::theme::{Color, Theme};
use super::ticks;

/// What the chart shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// The steps of the series, in order; see [`series::active`].
    pub steps: Vec<Step>,
    /// First and last day of the time axis.
    pub range: (Date, Date),
    /// The day that a mark stands on.
    pub day: Date,
}

/// The look of one drawing.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Of the axes' labels.
    pub lang: Lang,
    /// Backend pixels for one CSS pixel.
    pub ratio: f32,
    /// What the backend divides font sizes by: SVG by 1.24, a canvas by nothing.
    pub text: f32,
}

/// The height of labels, in CSS pixels.
const LABEL: f32 = 12.0;

/// Where the plot lies within the drawing, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    /// The left edge: the first day.
    pub left: f32,
    /// The right edge: the last day.
    pub right: f32,
    /// The upper edge.
    pub top: f32,
    /// The lower edge: zero.
    pub bottom: f32,
}

impl Growth {
    /// The largest total within the range.
    pub fn largest(&self) -> usize {
        let (from, to) = self.range;
        let held = series::on(&self.steps, from);
        let within = self.steps.iter().filter(|step| (from..=to).contains(&step.date));
        held.into_iter().chain(within).map(Step::total).max().unwrap_or_default()
    }

    /// Where the plot lies in a drawing of a size in CSS pixels.
    pub fn plot(&self, width: f32, height: f32, lang: Lang) -> Plot {
        let widest =
            ticks::numbers(self.largest()).into_iter().map(|n| text::width(&lang.number(n), LABEL)).fold(0.0, f32::max);
        // Half a year's label may stand out to the right.
        let right = width - text::width("2026", LABEL) / 2.0;
        Plot { left: (widest + 10.0).ceil(), right: right.floor(), top: 8.0, bottom: height - 24.0 }
    }

    /// The day under a point of a drawing; the first or last one beside the plot.
    pub fn day_at(&self, plot: Plot, x: f32) -> Date {
        let (from, to) = self.range;
        let share = ((x - plot.left) / (plot.right - plot.left)).clamp(0.0, 1.0);
        from.plus((share * to.since(from) as f32).round() as i32)
    }

    /// Where a day and a count lie in a drawing.
    pub fn point(&self, plot: Plot, day: Date, count: usize) -> (f32, f32) {
        let (from, to) = self.range;
        let across = day.since(from) as f32 / to.since(from).max(1) as f32;
        let top = ticks::numbers(self.largest()).last().copied().unwrap_or(1);
        let up = count as f32 / top as f32;
        (plot.left + across * (plot.right - plot.left), plot.bottom - up * (plot.bottom - plot.top))
    }
}

/// Draws the chart into all of an area. Only the outermost caller presents the backend.
///
/// Axes are drawn line by line: the library's own mesh would measure words through the backend, and weighs as much as all the rest.
///
/// # Errors
/// Those of the backend: a canvas that has lost its context, say.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    growth: &Growth,
    look: &Look,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let plot = growth.plot(width as f32 / look.ratio, height as f32 / look.ratio, look.lang);
    let px = |css: f32| (css * look.ratio).round() as i32;
    let line = |color: Color, css: f32| rgb(color).stroke_width(px(css).max(1) as u32);
    let (from, to) = (growth.range.0.days(), growth.range.1.days());
    let counts = ticks::numbers(growth.largest());
    let top = counts.last().copied().unwrap_or(1) as i32;
    let (across, up) = (px(plot.left)..px(plot.right), px(plot.bottom)..px(plot.top));
    let axes = Cartesian2d::<RangedCoordi32, RangedCoordi32>::new(from..to.max(from + 1), 0..top, (across, up));
    let chart = area.apply_coord_spec(axes);

    let words = words(look, look.theme.faint);
    let beside = words.pos(Pos::new(HPos::Right, VPos::Center));
    for count in counts {
        let n = count as i32;
        chart.draw(&PathElement::new(vec![(from, n), (to, n)], line(look.theme.rule, 1.0)))?;
        let (x, y) = chart.map_coordinate(&(from, n));
        area.draw_text(&look.lang.number(count), &beside, (x - px(6.0), y))?;
    }

    // From the whole stack down to its lowest part, each over the one before: no seam can show between two.
    let parts = growth.steps.first().map_or(0, |step| step.parts.len());
    for part in (0..parts).rev() {
        let [.., single, _] = look.theme.ramp;
        let color = if parts == 1 { Some(&single) } else { look.theme.parts.get(part) };
        let outline = outline(growth, &|step| step.parts.iter().take(part + 1).sum());
        chart.draw(&Polygon::new(outline, rgb(*color.unwrap_or(&single)).filled()))?;
    }

    let below = words.pos(Pos::new(HPos::Center, VPos::Top));
    chart.draw(&PathElement::new(vec![(from, 0), (to, 0)], line(look.theme.faint, 1.0)))?;
    for (date, label) in ticks::days(growth.range.0, growth.range.1, plot.right - plot.left, LABEL, look.lang) {
        let (x, y) = chart.map_coordinate(&(date.days(), 0));
        area.draw(&PathElement::new(vec![(x, y), (x, y + px(4.0))], line(look.theme.faint, 1.0)))?;
        area.draw_text(&label, &below, (x, y + px(7.0)))?;
    }

    let day = growth.day.days();
    if (from..to).contains(&day) {
        let total = series::on(&growth.steps, growth.day).map_or(0, Step::total) as i32;
        chart.draw(&PathElement::new(vec![(day, 0), (day, top)], line(look.theme.highlight, 1.0)))?;
        chart.draw(&Circle::new((day, total), px(4.0), rgb(look.theme.highlight).filled()))?;
    }
    Ok(())
}

/// The outline of a stepped area from zero, corner by corner; empty when there are no steps.
fn outline(growth: &Growth, height: &dyn Fn(&Step) -> usize) -> Vec<(i32, i32)> {
    let (from, to) = growth.range;
    let held = series::on(&growth.steps, from).map_or(0, height) as i32;
    let mut corners = vec![(from.days(), 0), (from.days(), held)];
    let mut last = held;
    for step in growth.steps.iter().filter(|step| step.date > from && step.date <= to) {
        let now = height(step) as i32;
        corners.extend([(step.date.days(), last), (step.date.days(), now)]);
        last = now;
    }
    corners.extend([(to.days(), last), (to.days(), 0)]);
    corners
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

fn words(look: &Look, color: Color) -> TextStyle<'static> {
    let size = f64::from(LABEL * look.ratio * look.text);
    (FontFamily::Name(text::FONT), size, FontStyle::Normal).into_font().color(&rgb(color))
}
