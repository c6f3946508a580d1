//! What a growth chart says: of a point, of a list, of all that it shows in rows. Every number was counted before.

use serde::Serialize;

use crate::chart::growth::Panel;
use crate::date::{Date, Days};
use crate::phrases::{Each, phrase};
use crate::roster::query::earlier::Total;
use crate::roster::query::series::{self, Every, Split, Step};

use super::super::restated as after;
use super::super::table::Table;
use super::super::words::{agreements, labelled, period};
use super::view::GrowthView;
use super::{events, words};

/// What a pointer or a key is answered on the growth chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The day, or the first day of the period, `YYYY-MM-DD`.
    pub day: String,
    /// The same day, or the period's last one; after the record that of its last list, behind which no signing is
    /// known.
    pub until: String,
    /// The day or the period in words.
    pub name: String,
    /// Agreements on that day or in that period; of days before the record what a source says.
    pub agreements: usize,
    /// The same in words, a line each.
    pub lines: Vec<String>,
    /// Where the day lies, in CSS pixels of the picture.
    pub x: f32,
    /// See `x`.
    pub y: f32,
    /// Where a line through each plot marks the day, three numbers for each: from the left, from the top, how high.
    pub rules: Vec<f32>,
}

/// An annotation is told to a pointer this near, in CSS pixels.
const NEAR: f32 = 5.0;

/// The nearest of some days, the first of two; the day itself where there are none.
fn nearest(stops: impl Iterator<Item = Date>, day: Date) -> Date {
    stops.reduce(|a, b| if b.since(day).abs() < a.since(day).abs() { b } else { a }).unwrap_or(day)
}

impl GrowthView {
    /// What the chart says at a point of the picture, in CSS pixels; `None` for a chart without a plot.
    pub fn reading_at(&self, x: f32, y: f32) -> Option<Reading> {
        let panel = self.layout.panel_at(x, y);
        let plot = self.layout.plots.get(panel)?;
        let near = |by: f32| self.layout.day_at(plot, x + by);
        let mut day = near(0.0);
        // Before the record only the days of totals have one to tell.
        if day < self.growth.known.0 && self.growth.panels.iter().any(|panel| !panel.totals.is_empty()) {
            let stops = self.stops();
            let before = stops.iter().copied().filter(|stop| *stop < self.growth.known.0);
            day = nearest(before, day);
        }
        // After it only those of restated totals, beside its last list.
        if day > self.growth.known.1 && self.growth.bars.is_none() {
            let stops = self.stops();
            day = nearest(stops.into_iter().filter(|stop| *stop >= self.growth.known.1), day);
        }
        Some(self.reading(day, panel, (near(-NEAR), near(NEAR))))
    }

    /// What the chart says of the list before or after a day, or of the first or last one; an arrow key each. Where
    /// bars stand it goes from period to period, before the record from total to total.
    pub fn reading_beside(&self, day: Option<Date>, by: isize) -> Reading {
        let stops = self.stops();
        let here = day.map_or(stops.len(), |day| stops.partition_point(|date| *date < day));
        let there = here.saturating_add_signed(by).min(stops.len().saturating_sub(1));
        let day = stops.get(there).copied().unwrap_or(self.growth.range.1);
        let since =
            there.checked_sub(1).and_then(|before| stops.get(before)).map_or(self.growth.range.0, |day| day.plus(1));
        self.reading(day, 0, (since, day))
    }

    /// The days that keys go to, in order.
    fn stops(&self) -> Vec<Date> {
        let (from, to) = self.growth.range;
        let mut stops = Days::default();
        let mut stop = |day: Date| {
            if (from..=to).contains(&day) {
                stops.add(day);
            }
        };
        for panel in &self.growth.panels {
            panel.totals.iter().chain(&panel.restated).for_each(|(day, _)| stop(*day));
            if self.growth.bars.is_some() {
                panel.steps.iter().for_each(|step| stop(step.date));
            }
        }
        if self.growth.bars.is_none() {
            self.record.dates().iter().for_each(|day| stop(*day));
        }
        stops.all()
    }

    fn reading(&self, day: Date, panel: usize, (since, until): (Date, Date)) -> Reading {
        let lang = self.query.lang;
        let (day, last) = match self.growth.bars {
            None => (day, day),
            Some(every) => {
                let start = every.first_day(day.min(self.growth.known.1));
                (start, every.next(start).plus(-1))
            }
        };
        let mut lines = Vec::new();
        let (name, count) = if self.growth.bars.is_none() && day < self.growth.known.0 {
            self.before(day, &mut lines)
        } else if self.growth.bars.is_none() && day > self.growth.known.1 {
            (lang.day(day), self.after(day, &mut lines))
        } else {
            (period(day, self.growth.bars.unwrap_or(Every::Day), lang), self.counts(day, last, &mut lines))
        };
        let told = self.events.iter().filter(|event| (since..=until.max(last)).contains(&event.note.date));
        lines.extend(told.map(|event| events::line(event, lang)));

        // A period is pointed at in its middle.
        let at = day.plus(if self.growth.bars.is_some() { (last.since(day) + 1) / 2 } else { 0 });
        let mut rules = Vec::new();
        for plot in &self.layout.plots {
            rules.extend([self.layout.x(plot, at), plot.top, plot.bottom - plot.top]);
        }
        let plot = self.layout.plots.get(panel);
        Reading {
            day: day.to_string(),
            until: (if self.growth.bars.is_none() { last.min(self.growth.known.1) } else { last }).to_string(),
            name,
            agreements: count,
            lines,
            x: plot.map_or(0.0, |plot| self.layout.x(plot, at)),
            y: plot.map_or(0.0, |plot| self.layout.y(plot, count).unwrap_or(plot.bottom).max(plot.top)),
            rules,
        }
    }

    /// What is said of a day before the record: its totals with their sources, the agencies known. Gives its name and
    /// its figure.
    fn before(&self, day: Date, lines: &mut Vec<String>) -> (String, usize) {
        let lang = self.query.lang;
        let mut found = None;
        for total in self.totals(day) {
            lines.extend(words::total(total, lang));
            found.get_or_insert((period(total.period.first, total.period.every, lang), total.count));
        }
        let mut known = 0;
        for panel in self.growth.panels.iter().filter(|panel| panel.early_to >= Some(day)) {
            let Some(step) = series::on(&panel.early, day) else { continue };
            known += step.total();
            lines.push(self.of(panel, words::known(step.total(), lang)));
        }
        if lines.is_empty() {
            lines.push(words::nothing(lang));
        }
        if let Some(gap) = self.gap(day) {
            lines.push(words::gap(gap, lang));
        }
        found.unwrap_or((lang.day(day), known))
    }

    /// What is said of a day after the record: the restated totals, with their source. Gives their sum.
    fn after(&self, day: Date, lines: &mut Vec<String>) -> usize {
        let lang = self.query.lang;
        let Some(table) = self.restated.on(day).filter(|table| table.day == day) else {
            lines.push(words::nothing(lang));
            return 0;
        };
        let models = table.of_all(&self.query.filter);
        let mut told = after::lines(models, self.query.split == Split::Model, table, lang);
        let source = told.pop();
        lines.append(&mut told);
        if self.growth.panels.len() > 1 {
            for panel in &self.growth.panels {
                let n = panel.restated.iter().find(|(date, _)| *date == day).map_or(0, |(_, n)| *n);
                lines.push(self.of(panel, agreements(n, lang)));
            }
        } else {
            lines.extend(words::in_places(&table.states_with(&self.query.filter), lang));
        }
        lines.extend(source);
        models.iter().sum()
    }

    /// The national totals that stand on a day, if any are shown.
    fn totals(&self, day: Date) -> impl Iterator<Item = &Total> {
        let shown = self.growth.panels.iter().any(|panel| !panel.totals.is_empty());
        let totals = self.earlier.iter().filter(move |_| shown).flat_map(|earlier| &earlier.totals);
        totals.filter(move |total| total.period.middle() == day)
    }

    /// What is said of a day or period of the record. Gives the count.
    fn counts(&self, day: Date, last: Date, lines: &mut Vec<String>) -> usize {
        let lang = self.query.lang;
        let on = |panel: &Panel, day: Date| -> Option<usize> { self.held(panel, day).map(Step::total) };
        let several = self.growth.panels.len() > 1;
        let sum = |day: Date| self.growth.panels.iter().map(|panel| on(panel, day)).sum::<Option<usize>>();
        let count = sum(day).unwrap_or_default();
        if several {
            for panel in &self.growth.panels {
                let words = agreements(on(panel, day).unwrap_or_default(), lang);
                lines.push(self.of(panel, words));
            }
        } else {
            let none = Step { date: day, parts: Vec::new() };
            let step = self.growth.panels.first().and_then(|panel| self.held(panel, day));
            lines.extend(words::step(self.query.split, step.unwrap_or(&none), lang));
        }
        let (first_list, last_list) = self.growth.known;
        if let Some(every) = self.growth.bars {
            if last > last_list || day < every.first_day(first_list) {
                lines.push(words::incomplete(lang));
            } else {
                let year_before = every.first_day(series::months_before(day, 12));
                let mut before = vec![every.first_day(day.plus(-1)), year_before];
                before.dedup();
                let compared = before.into_iter().filter_map(|then| Some((then, sum(then)?)));
                lines
                    .extend(compared.map(|(then, n)| words::change(count, n, &period(then, every, lang), false, lang)));
            }
            return count;
        }
        // Of one state no number of states is told.
        if !several && self.query.filter.states.len() != 1 {
            lines.extend(words::in_places(&series::states(&self.record, &self.query.filter, day), lang));
        }
        for months in [1, 12] {
            let then = series::months_before(day, months);
            if let Some(n) = sum(then) {
                lines.push(words::change(count, n, &lang.day(then), true, lang));
            }
        }
        let national = self.query.filter.is_of_states() && self.query.filter.states.is_empty();
        if let Some(gap) = self.gap(day) {
            lines.push(words::gap(gap, lang));
        } else if !several
            && let Some(step) = self.growth.panels.first().and_then(|panel| self.held(panel, day))
            && step.date != day
            && !self.record.dates().contains(&day)
        {
            lines.push(words::unchanged(step.date, lang));
        }
        let rows = self.earlier.iter().filter(|_| national).flat_map(|earlier| &earlier.rows);
        lines.extend(rows.filter(|(date, _)| *date == day).map(|(_, n)| words::rows(*n, lang)));
        count
    }

    /// The step of a day, or of the period that it lies in; `None` where nothing is counted.
    fn held<'a>(&self, panel: &'a Panel, day: Date) -> Option<&'a Step> {
        let step = series::on(&panel.steps, day)?;
        match self.growth.bars {
            Some(every) => (every.next(step.date) > day).then_some(step),
            None => Some(step),
        }
    }

    /// The time without a list that a day lies in, if it lies in one.
    fn gap(&self, day: Date) -> Option<(Date, Date)> {
        self.growth.gaps.iter().copied().find(|(from, to)| day > *from && day < *to)
    }

    /// Words with the state that they are of, where there are several.
    fn of(&self, panel: &Panel, words: String) -> String {
        let [name, _] = panel.name;
        if name.is_empty() { words } else { labelled(name, &words, self.query.lang) }
    }

    /// All that is drawn, in rows: for those who read, hear or copy it. One for each list, period or dated total.
    #[inline(never)]
    pub fn table(&self) -> Table {
        let lang = self.query.lang;
        let several = self.growth.panels.len() > 1;
        let mut names: Vec<&str> = self.growth.panels.iter().map(|panel| panel.name[0]).filter(|_| several).collect();
        names.extend(self.growth.names.iter().map(String::as_str));
        let row = |name: String, counts: Vec<String>, sum: String, source: String| {
            let mut row = vec![name];
            row.extend(counts);
            // What is not split has no figures for the parts.
            row.resize(names.len() + 1, String::new());
            row.extend([sum, source]);
            row
        };
        let column = |phrase: &Each<&'static str>| lang.pick(phrase).to_owned();
        let head = names.iter().map(|name| (*name).to_owned()).collect();
        let head =
            row(column(phrase!(growth.date)), head, column(phrase!(growth.total)), column(phrase!(growth.source)));
        let numbers = |counts: &[usize]| counts.iter().map(|n| lang.number(*n)).collect();
        let mut rows = Vec::new();
        for day in self.stops() {
            if day < self.growth.known.0 && self.growth.bars.is_none() {
                for total in self.totals(day) {
                    let [count, source] = words::total(total, lang);
                    let name = period(total.period.first, total.period.every, lang);
                    rows.push(row(name, Vec::new(), count, source));
                }
                continue;
            }
            let name = period(day, self.growth.bars.unwrap_or(Every::Day), lang);
            let table = self.restated.on(day).filter(|table| self.growth.bars.is_none() && table.day == day);
            if let Some(table) = table {
                let models = table.of_all(&self.query.filter);
                let of_day = |panel: &Panel| panel.restated.iter().find(|(date, _)| *date == day).map(|(_, n)| *n);
                let counts: Vec<usize> = match self.query.split {
                    _ if several => self.growth.panels.iter().filter_map(of_day).collect(),
                    Split::Model => models.to_vec(),
                    _ => Vec::new(),
                };
                let sum = after::marked(&lang.number(models.iter().sum()), lang);
                rows.push(row(name, numbers(&counts), sum, after::source(table, lang)));
                continue;
            }
            let mut counts = Vec::new();
            for panel in &self.growth.panels {
                let step = self.held(panel, day);
                let part = |part| step.and_then(|step| step.parts.get(part)).copied().unwrap_or_default();
                counts.extend((0..self.growth.n_parts()).map(part));
            }
            let sum = lang.number(counts.iter().sum());
            // A single count is the sum.
            counts.truncate(names.len());
            rows.push(row(name, numbers(&counts), sum, column(phrase!(growth.lists))));
        }
        Table { head, rows }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::chart::Theme;
    use crate::contract::Query;
    use crate::roster::query::earlier::Earlier;
    use crate::roster::query::restated::Restated;
    use crate::roster::record::Record;

    #[test]
    fn an_annotation_is_told_to_a_pointer_within_five_pixels() {
        let record = b"state,agency,model,first_listed,ended\nFL,A,JEM,2015-03-05,\nFL,B,TFM,2025-04-05,\n";
        let mut chart = GrowthView::new(Rc::new(Record::read(record).unwrap()), None).unwrap();
        chart.update(Query::parse("range=..").0, 600.0, "2019-01-01\tSomething");
        let (_, height) = chart.size();
        let told = |x: &f32| {
            chart.reading_at(*x, height / 2.0).is_some_and(|it| it.lines.iter().any(|line| line.contains("Something")))
        };
        let xs: Vec<f32> = (0..6_000).map(|x| x as f32 / 10.0).filter(told).collect();
        let wide = xs.last().unwrap() - xs[0];
        assert!((wide - 10.0).abs() < 0.5, "{wide}");
    }

    #[test]
    fn a_time_without_a_list_is_told_between_its_lists_and_on_neither() {
        let record = b"state,agency,model,first_listed,ended\nFL,A,JEM,2015-03-05,\nFL,B,TFM,2025-04-05,\n";
        let [from, to] = ["2015-03-05", "2025-04-05"].map(|day| Date::parse(day).unwrap());
        let earlier = Earlier { gaps: vec![(from, to)], ..Earlier::default() };
        let mut chart = GrowthView::new(Rc::new(Record::read(record).unwrap()), Some(earlier)).unwrap();
        chart.update(Query::parse("range=..").0, 600.0, "");
        let mut told = [false; 2];
        for x in 0..600 {
            let Some(reading) = chart.reading_at(x as f32, chart.size().1 / 2.0) else { continue };
            let day = Date::parse(&reading.day).unwrap();
            let between = day > from && day < to;
            assert_eq!(reading.lines.contains(&words::gap((from, to), chart.query.lang)), between, "{day}");
            told[usize::from(between)] = true;
        }
        assert_eq!(told, [true; 2]);
        for by in [-1, -2] {
            assert_eq!(chart.reading_beside(None, by).lines.iter().filter(|line| line.contains("No list")).count(), 0);
        }
    }

    #[test]
    fn after_the_last_list_a_chart_reads_what_is_restated_and_nothing_between() {
        let record = Record::read(
            b"state,agency,model,first_listed,ended\nFL,A,JEM,2025-03-05,\nFL,B,TFM,2025-04-05,\nGA,C,TFM,2025-04-05,\n",
        );
        let csv = "date,state,jem,tfm,wso,total,source\n2025-06-09,FL,1,6,2,9,a.xlsx\n2025-06-29,FL,1,7,2,10,b.xlsx\n\
                   2025-06-29,GA,0,1,0,1,b.xlsx\n";
        let earlier = Earlier { restated: Restated::read(csv.as_bytes()).unwrap(), ..Earlier::default() };
        let record = Rc::new(record.unwrap());
        let of = |query: &str| {
            let mut chart = GrowthView::new(record.clone(), Some(earlier.clone())).unwrap();
            chart.update(Query::parse(query).0, 600.0, "");
            chart
        };
        let chart = of("notes=none");
        let days: Vec<String> = [-1, -2, -3].map(|by| chart.reading_beside(None, by).day).to_vec();
        assert_eq!(days, ["2025-06-29", "2025-06-09", "2025-04-05"]);
        let newest = chart.reading_beside(None, -1);
        assert_eq!(newest.agreements, 11);
        assert_eq!(newest.lines[..2], ["11 agreements, restated", "Jail enforcement: 1"]);
        assert_eq!(newest.lines[4], "In 2 states");
        assert!(newest.lines[5].starts_with("Source: restated by the tracker Tracking_287g from ICE’s list b.xlsx"));
        let table = chart.table();
        assert_eq!(
            table.head,
            ["Date", "Jail enforcement", "Task force", "Warrant service officer", "Total", "Source"]
        );
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
        assert_eq!(table.rows.last().unwrap()[..5], ["June 29, 2025", "1", "8", "2", "11 (restated)"]);
        let caption = chart.caption(&Theme::LIGHT);
        assert_eq!(caption.date, "As of April 5, 2025: 3 agreements");
        assert_eq!(caption.legend.last().unwrap().label, "Restated totals, not counted here");
        assert!(caption.notes[0].contains("the total was 11 agreements on June 29, 2025, as restated"));

        let split = of("state=FL&split=none");
        assert_eq!(split.reading_beside(None, -1).agreements, 10);
        // What totals say nothing of ends with the record, and says so.
        let unfit = of("level=county");
        assert_eq!(unfit.reading_beside(None, -1).day, "2025-04-05");
        assert!(unfit.caption(&Theme::LIGHT).notes[0].ends_with("for this selection alone it is not known."));
        // Bars are of the record alone.
        assert!(!format!("{:?}", of("measure=signed").table()).contains("restated"));
    }
}
