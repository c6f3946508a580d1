//! A growth chart as marks: axes, areas, bars, lines, points and words, from what is shown and where it lies. It counts
//! nothing.

use crate::date::Date;
use crate::roster::query::series::{self, Step};

use super::super::sheet::{LABEL, Mark, Point};
use super::super::surface::Anchor;
use super::super::theme::{Color, Theme};
use super::super::{text, ticks};
use super::layout::{Layout, Plot, ROW, TO_NAME};
use super::{Growth, Panel, Scale};

/// The words within a picture, in its language.
pub struct Words {
    /// Over the years without a list.
    pub no_list: &'static str,
    /// Beside a point.
    pub totals: &'static str,
    /// Beside the thin line.
    pub early: &'static str,
}

/// Both layers of a chart: what is the same whatever day is counted, and what that day moves.
pub const WHOLE: [bool; 2] = [true; 2];

/// The marks of some layers of a chart, from the lowest to the topmost.
pub fn draw(growth: &Growth, layout: &Layout, theme: &Theme, words: &Words, layers: [bool; 2]) -> Vec<Mark> {
    let mut sheet = Sheet { growth, layout, theme, words, layers, marks: Vec::new() };
    let [still, moving] = layers;
    for (index, (panel, plot)) in growth.panels.iter().zip(&layout.plots).enumerate() {
        if still {
            sheet.grid(plot, index % layout.n_columns.max(1) == 0);
            sheet.leaders(plot);
            match (growth.bars, growth.scale) {
                (_, Scale::Log) => sheet.lines(panel, plot),
                (None, _) => sheet.areas(panel, plot),
                (Some(_), _) => sheet.bars(panel, plot),
            }
            sheet.before(panel, plot);
            sheet.after(panel, plot);
            sheet.axis(plot);
        }
        if moving {
            sheet.day(panel, plot);
        }
        if growth.panels.len() == 1 {
            sheet.around(panel, plot);
        } else if moving {
            sheet.title(panel, plot);
        }
    }
    sheet.marks
}

struct Sheet<'a> {
    growth: &'a Growth,
    layout: &'a Layout,
    theme: &'a Theme,
    words: &'a Words,
    layers: [bool; 2],
    marks: Vec<Mark>,
}

impl Sheet<'_> {
    /// Out of line: a mark is large, and pushed in a dozen places.
    #[inline(never)]
    fn push(&mut self, mark: Mark) {
        self.marks.push(mark);
    }

    fn line(&mut self, from: Point, to: Point, color: Color, width: f32) {
        self.push(Mark::Line(vec![from, to], color, width));
    }

    fn word(&mut self, word: &str, at: Point, anchor: Anchor, color: Color) {
        self.push(Mark::Word(word.to_owned(), at, anchor, color));
    }

    fn rect(&mut self, (left, top): Point, (right, bottom): Point, color: Color, strength: f32) {
        self.push(Mark::Area(vec![(left, top), (right, top), (right, bottom), (left, bottom)], color, strength));
    }

    fn x(&self, plot: &Plot, day: Date) -> f32 {
        let (from, to) = self.growth.range;
        self.layout.x(plot, day.clamp(from, to))
    }

    /// How high a count stands; the lower edge for what has no place on the axis.
    fn y(&self, plot: &Plot, count: usize) -> f32 {
        self.layout.y(plot, count).unwrap_or(plot.bottom)
    }

    fn color(&self, part: usize) -> Color {
        let [.., single, _] = self.theme.ramp;
        if self.growth.names.is_empty() { single } else { self.theme.parts.get(part).copied().unwrap_or(single) }
    }

    fn grid(&mut self, plot: &Plot, numbered: bool) {
        let (first, _) = self.growth.known;
        // The years without a list before the record's first one; of lines, that have no area to fade, each time
        // without one.
        let log = self.growth.scale == Scale::Log;
        for (from, to) in self.growth.gaps.iter().copied().filter(|(_, to)| log || *to <= first) {
            let (left, right) = (self.x(plot, from), self.x(plot, to));
            if right > left {
                self.rect((left, plot.top), (right, plot.bottom), self.theme.rule, 0.35);
            }
        }
        for count in self.layout.numbers.clone() {
            let y = self.y(plot, count);
            self.line((plot.left, y), (plot.right, y), self.theme.rule, 1.0);
            if numbered {
                self.word(&self.growth.lang.number(count), (plot.left - 6.0, y), Anchor::End, self.theme.faint);
            }
        }
    }

    /// From the whole stack down to its lowest part, each over the one before: no seam can show between two.
    fn areas(&mut self, panel: &Panel, plot: &Plot) {
        for part in (0..self.growth.n_parts()).rev() {
            let mut outline = self.outline(panel, plot, part + 1);
            if let [first, .., last] = outline.as_slice() {
                let ends = [(last.0, plot.bottom), (first.0, plot.bottom)];
                outline.extend(ends);
                self.push(Mark::Area(outline, self.color(part), 1.0));
            }
        }
        let (first, _) = self.growth.known;
        for (from, to) in self.growth.gaps.iter().copied().filter(|(from, _)| *from >= first) {
            let (left, right) = (self.x(plot, from), self.x(plot, to));
            // What the list before it said is all that there is to fade.
            let held = series::on(&panel.steps, from).map_or(0, Step::total);
            if right > left && held > 0 {
                self.rect((left, self.y(plot, held)), (right, plot.bottom), self.theme.paper, 0.55);
            }
        }
    }

    /// The upper edge of the first parts together, corner by corner; empty when there are no steps.
    fn outline(&self, panel: &Panel, plot: &Plot, n_parts: usize) -> Vec<Point> {
        let (from, to) = self.growth.range;
        let mut points: Vec<Point> = Vec::new();
        let mut push = |x: f32, y: f32| {
            // What happens within a fraction of a pixel is drawn once.
            if let [.., (before, low), (last, high)] = points.as_slice()
                && x - before < 0.25
                && x - last < 0.25
                && (high - low) * (y - high) >= 0.0
            {
                points.pop();
            }
            points.push((x, y));
        };
        let mut held: Option<f32> = None;
        // What held before the first day holds on it.
        let begun = panel.steps.partition_point(|step| step.date <= from).saturating_sub(1);
        for step in panel.steps.iter().skip(begun).filter(|step| step.date <= to) {
            let (x, y) = (self.x(plot, step.date), self.y(plot, step.parts.iter().take(n_parts).sum()));
            if let Some(held) = held {
                push(x, held);
            }
            push(x, y);
            held = Some(y);
        }
        if let Some(held) = held {
            push(self.x(plot, self.growth.known.1), held);
        }
        points
    }

    /// On a logarithmic scale: a line for each part, broken where there is none to count.
    fn lines(&mut self, panel: &Panel, plot: &Plot) {
        let (from, to) = self.growth.range;
        let end = to.min(self.growth.known.1.plus(1));
        for part in 0..self.growth.n_parts() {
            let mut run: Vec<Point> = Vec::new();
            let mut runs: Vec<Vec<Point>> = Vec::new();
            for (index, step) in panel.steps.iter().enumerate() {
                let until = match self.growth.bars {
                    Some(every) => every.next(step.date),
                    None => panel.steps.get(index + 1).map_or(end, |next| next.date),
                };
                if until <= from || step.date >= to {
                    continue;
                }
                match self.layout.y(plot, step.parts.get(part).copied().unwrap_or_default()) {
                    Some(y) => run.extend([(self.x(plot, step.date), y), (self.x(plot, until.min(end)), y)]),
                    None => runs.push(std::mem::take(&mut run)),
                }
            }
            runs.push(run);
            for run in runs.into_iter().filter(|run| !run.is_empty()) {
                self.push(Mark::Line(run, self.color(part), 2.0));
            }
        }
    }

    fn bars(&mut self, panel: &Panel, plot: &Plot) {
        let Some(every) = self.growth.bars else { return };
        let (first, last) = self.growth.known;
        for step in &panel.steps {
            let (left, right) = (self.x(plot, step.date), self.x(plot, every.next(step.date)));
            // A gap between two bars that are wide enough to have one.
            let right = right - if right - left > 4.0 { 1.0 } else { 0.0 };
            // Begun before the first list or not over at the last one: not all of it has been listed.
            let whole = step.date >= every.first_day(first) && every.next(step.date).plus(-1) <= last;
            let mut below = 0;
            for (part, n) in step.parts.iter().copied().enumerate().filter(|(_, n)| *n > 0) {
                let (low, high) = (self.y(plot, below), self.y(plot, below + n));
                let color = self.color(part);
                self.rect((left, high), (right, low), color, if whole { 1.0 } else { 0.35 });
                if !whole {
                    let corners = vec![(left, low), (left, high), (right, high), (right, low)];
                    self.push(Mark::Line(corners, color, 1.0));
                }
                below += n;
            }
        }
    }

    /// The years before the record, by others' counts: a thin line for known agencies, a point for each national total.
    fn before(&mut self, panel: &Panel, plot: &Plot) {
        let (from, to) = self.growth.range;
        if let Some(until) = panel.early_to.filter(|until| *until > from) {
            let until = self.x(plot, until.min(to));
            let mut points: Vec<Point> = Vec::new();
            for (index, step) in panel.early.iter().enumerate() {
                let next = panel.early.get(index + 1).map_or(until, |next| self.x(plot, next.date));
                if let Some(y) = self.layout.y(plot, step.total())
                    && next > plot.left
                {
                    points.extend([(self.x(plot, step.date), y), (next, y)]);
                }
            }
            self.push(Mark::Line(points, self.theme.faint, 1.0));
        }
        for (date, n) in panel.totals.iter().filter(|(date, _)| (from..=to).contains(date)) {
            let at = (self.layout.x(plot, *date), self.y(plot, *n));
            self.push(Mark::Dot(at, 3.5, self.theme.paper, true));
            self.push(Mark::Dot(at, 2.5, self.theme.ink, true));
        }
    }

    /// The days after the record, by another's totals: a ring each, open where what was counted is filled.
    fn after(&mut self, panel: &Panel, plot: &Plot) {
        let (from, to) = self.growth.range;
        for (date, n) in panel.restated.iter().filter(|(date, _)| (from..=to).contains(date)) {
            if let Some(y) = self.layout.y(plot, *n) {
                let at = (self.layout.x(plot, *date), y);
                self.push(Mark::Dot(at, 3.0, self.theme.paper, true));
                self.push(Mark::Dot(at, 3.0, self.theme.ink, false));
            }
        }
    }

    fn axis(&mut self, plot: &Plot) {
        let (from, to) = self.growth.range;
        let faint = self.theme.faint;
        self.line((plot.left, plot.bottom), (plot.right, plot.bottom), faint, 1.0);
        for (date, label) in ticks::days(from, to, plot.right - plot.left, LABEL, self.growth.lang) {
            let mut x = self.layout.x(plot, date);
            if let Some(every) = self.growth.bars {
                // Of bars that are years no month is told.
                if every.first_day(date) != date || date >= to {
                    continue;
                }
                // A month's name stands under its bar, where a bar is to be seen.
                let next = self.layout.x(plot, every.next(date));
                x = if next - x >= 8.0 { (x + next) / 2.0 } else { x };
            }
            self.line((x, plot.bottom), (x, plot.bottom + 4.0), faint, 1.0);
            let half = text::width(&label, LABEL) / 2.0;
            let x = x.max(half).min(self.layout.size.0 - half);
            self.word(&label, (x, plot.bottom + 13.0), Anchor::Middle, faint);
        }
        // The days of signing that were chosen, along the days themselves.
        let (first, last) = self.growth.chosen;
        if first.is_some() || last.is_some() {
            let (left, right) = (self.x(plot, first.unwrap_or(from)), self.x(plot, last.unwrap_or(to)));
            self.rect((left, plot.bottom), (right.max(left + 2.0), plot.bottom + 4.0), self.theme.highlight, 1.0);
        }
    }

    /// The mark of the day counted; before the record's first list also of the total that is told of it. One that lies
    /// before the axis, which stays where it is while time moves, is said at its left edge.
    fn day(&mut self, panel: &Panel, plot: &Plot) {
        let (from, to) = self.growth.range;
        let Some(day) = self.growth.day.filter(|day| *day <= to) else { return };
        let (x, off) = (self.x(plot, day), day < from);
        let told = if self.growth.is_before() {
            panel.totals.iter().copied().rfind(|(date, _)| *date <= day && (off || *date >= from))
        } else {
            let total = series::on(&panel.steps, day).map_or(0, Step::total);
            Some((day, total)).filter(|_| off || self.growth.scale == Scale::Linear)
        };
        if off {
            let lang = self.growth.lang;
            let (colon, n) = told.map_or(("", String::new()), |(_, total)| (": ", lang.number(total)));
            let words = text::said(&["← ", &lang.day(day), colon, &n]);
            // High up, where growth leaves room, and on a ground of paper: lines may run there.
            let (y, right) = (plot.top + 0.14 * (plot.bottom - plot.top), x + 8.0 + text::width(&words, LABEL));
            self.rect((x + 1.0, y - 8.0), (right, y + 8.0), self.theme.paper, 0.85);
            self.word(&words, (x + 4.0, y), Anchor::Start, self.theme.highlight);
            return;
        }
        self.line((x, plot.top), (x, plot.bottom), self.theme.highlight, 1.0);
        if let Some((date, total)) = told
            && let Some(y) = self.layout.y(plot, total)
        {
            self.push(Mark::Dot((self.x(plot, date), y), 4.0, self.theme.highlight, true));
        }
    }

    /// The lines that fall from the labels of annotations.
    fn leaders(&mut self, plot: &Plot) {
        for (note, spot) in self.growth.notes.iter().zip(&self.layout.spots) {
            let Some(spot) = spot else { continue };
            let x = self.layout.x(plot, note.date);
            self.line((x, plot.top - ROW * (spot.row + 1) as f32), (x, plot.bottom), self.theme.county_border, 1.0);
        }
    }

    /// What stands around the one plot: labels of annotations, names at the lines' ends, words for the years before the
    /// record.
    fn around(&mut self, panel: &Panel, plot: &Plot) {
        let [still, moving] = self.layers;
        for (note, spot) in self.growth.notes.iter().zip(&self.layout.spots) {
            if let Some(spot) = spot.filter(|_| still) {
                let y = plot.top - ROW * (spot.row as f32 + 0.5);
                let words = if spot.width < text::width(&note.text, LABEL) { note.short } else { &note.text };
                self.word(words, (spot.left, y), Anchor::Start, self.theme.ink);
            }
        }
        for end in &self.layout.ends {
            let x = plot.right + TO_NAME;
            if still && !self.growth.names.is_empty() {
                self.rect((x - 14.0, end.y - 5.0), (x - 4.0, end.y + 5.0), self.color(end.part), 1.0);
            }
            let x = if self.growth.names.is_empty() { x - 14.0 } else { x };
            if moving {
                self.word(&self.growth.on_day(end.part), (x, end.y), Anchor::Start, self.theme.ink);
            }
        }
        if !still {
            return;
        }
        let (from, to) = self.growth.range;
        let first = self.growth.known.0;
        for (gap, until) in self.growth.gaps.iter().copied().filter(|(_, to)| *to <= first) {
            let (left, right) = (self.x(plot, gap), self.x(plot, until));
            let lines = text::wrap(self.words.no_list, LABEL, right - left - 4.0);
            if lines.iter().all(|line| text::width(line, LABEL) <= right - left - 4.0) {
                for (row, line) in lines.iter().enumerate() {
                    let at = ((left + right) / 2.0, plot.top + 12.0 + row as f32 * 14.0);
                    self.word(line, at, Anchor::Middle, self.theme.faint);
                }
            }
        }
        // Two lines of words above what they name, where that leaves them room.
        let Some(until) = panel.early_to.filter(|until| *until > from) else { return };
        let room = self.x(plot, until.min(to)) - plot.left - 20.0;
        let highest = panel.early.iter().map(Step::total).max().unwrap_or_default();
        let y = self.y(plot, highest) - 18.0;
        let mut words = vec![self.words.early];
        if !panel.totals.is_empty() {
            words.push(self.words.totals);
        }
        let fits = words.iter().all(|word| text::width(word, LABEL) <= room);
        if !fits || y - 16.0 * words.len() as f32 <= plot.top {
            return;
        }
        for (row, word) in words.iter().enumerate() {
            let at = (plot.left + 8.0, y - 16.0 * row as f32);
            match row {
                0 => self.line(at, (at.0 + 8.0, at.1), self.theme.faint, 1.0),
                _ => self.push(Mark::Dot((at.0 + 4.0, at.1), 2.5, self.theme.ink, true)),
            }
            self.word(word, (at.0 + 13.0, at.1), Anchor::Start, self.theme.faint);
        }
    }

    /// The direct label of one of several panels: the state and its last count.
    fn title(&mut self, panel: &Panel, plot: &Plot) {
        let [name, short] = panel.name;
        let day = self.growth.day.unwrap_or(self.growth.range.1);
        let total = match self.growth.bars {
            None => series::on(&panel.steps, day).map_or(0, Step::total),
            Some(_) => panel.steps.iter().map(Step::total).sum(),
        };
        let number = self.growth.lang.number(total);
        let words = |name: &str| match self.growth.is_before() {
            true => name.to_owned(),
            false => text::said(&[name, " ", &number]),
        };
        let room = plot.right - plot.left;
        let label = if text::width(&words(name), LABEL) <= room { words(name) } else { words(short) };
        self.word(&label, (plot.left, plot.top - 11.0), Anchor::Start, self.theme.ink);
    }
}
