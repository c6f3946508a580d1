//! The growth chart: active agreements over time, a stepped area for each part, stacked. Drawn on any of plotters' backends.
//!
//! It is generic over the backend and never measures words through one; nothing is smoothed, joined or guessed.

use plotters::coord::Shift;
use plotters::prelude::BindKeyPoints;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::{ChartBuilder, DrawingBackend, LabelAreaPosition, RGBColor};
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
        let widest = ticks::numbers(self.largest())
            .into_iter()
            .map(|n| text::width(&lang.number(n), LABEL))
            .fold(0.0, f32::max);
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
/// # Errors
/// Those of the backend: a canvas that has lost its context, say.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    growth: &Growth,
    look: &Look,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let plot = growth.plot(width as f32 / look.ratio, height as f32 / look.ratio, look.lang);
    let px = |css: f32| (css * look.ratio).round() as u32;
    let (from, to) = growth.range;
    let values = ticks::numbers(growth.largest());
    let top = values.last().copied().unwrap_or(1);
    let days = ticks::days(from, to, plot.right - plot.left, LABEL, look.lang);

    let x = (from.days()..to.days().max(from.days() + 1))
        .with_key_points(days.iter().map(|(date, _)| date.days()).collect());
    let y = (0..top as i32).with_key_points(values.iter().map(|n| *n as i32).collect());
    let mut chart = ChartBuilder::on(area)
        .margin_top(px(plot.top))
        .margin_right(width.saturating_sub(px(plot.right)))
        .set_label_area_size(LabelAreaPosition::Left, px(plot.left))
        .set_label_area_size(LabelAreaPosition::Bottom, height.saturating_sub(px(plot.bottom)))
        .build_cartesian_2d(x, y)?;

    let label = words(look, look.theme.faint);
    let day_label = |day: &i32| {
        let named = days.iter().find(|(date, _)| date.days() == *day);
        named.map_or(String::new(), |(_, label)| label.clone())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(rgb(look.theme.faint).stroke_width(px(1.0)))
        .bold_line_style(rgb(look.theme.rule).stroke_width(px(1.0)))
        .light_line_style(rgb(look.theme.rule).stroke_width(0))
        .set_all_tick_mark_size(px(4.0))
        .label_style(label)
        .x_label_formatter(&day_label)
        .y_label_formatter(&|n: &i32| look.lang.number(usize::try_from(*n).unwrap_or_default()))
        .draw()?;

    // From the whole stack down to its lowest part, each over the one before: no seam can show between two.
    let parts = growth.steps.first().map_or(0, |step| step.parts.len());
    for part in (0..parts).rev() {
        let outline = outline(growth, |step| step.parts.iter().take(part + 1).sum());
        let color = look.theme.parts.get(part).copied().unwrap_or(look.theme.faint);
        let color = if parts == 1 { look.theme.ramp[3] } else { color };
        chart.draw_series([Polygon::new(outline, rgb(color).filled())])?;
    }
    if growth.day < to && growth.day >= from {
        let total = series::on(&growth.steps, growth.day).map_or(0, Step::total) as i32;
        let mark = rgb(look.theme.highlight);
        let line = vec![(growth.day.days(), 0), (growth.day.days(), top as i32)];
        chart.draw_series([PathElement::new(line, mark.stroke_width(px(1.0)))])?;
        chart.draw_series([Circle::new((growth.day.days(), total), px(4.0), mark.filled())])?;
    }
    Ok(())
}

/// The outline of a stepped area from zero, corner by corner; empty when there are no steps.
fn outline(growth: &Growth, height: impl Fn(&Step) -> usize) -> Vec<(i32, i32)> {
    let (from, to) = growth.range;
    let held = series::on(&growth.steps, from).map_or(0, &height) as i32;
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
