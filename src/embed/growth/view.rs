//! A growth chart between two questions: its series for its query, and where they lie. It draws nothing itself.

use std::rc::Rc;

use crate::chart::Theme;
use crate::chart::figure::Caption;
use crate::chart::growth::{self, Growth, Layout, Panel};
use crate::chart::sheet::Mark;
use crate::contract::{Notes, Query};
use crate::date::Date;
use crate::error::Result;
use crate::phrases::Lang;
use crate::place::State;
use crate::roster::query::earlier::{Earlier, Total};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Restated};
use crate::roster::query::series::{self, Measure, Split, Step};
use crate::roster::record::Record;

use super::super::needs::last_list;
use super::super::{restated as after, words as shared};
use super::events::{self, Event};
use super::words::{self, Before};

/// The most states that have a plot each.
const MOST_PANELS: usize = 6;

/// What stays where it is while days of signing are being chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    range: (Date, Date),
    width: f32,
    edges: (f32, f32),
}

/// A growth chart of one record.
#[derive(Clone, Debug)]
pub struct GrowthView {
    pub(super) record: Rc<Record>,
    pub(super) earlier: Option<Earlier>,
    /// What others know of the days after the record's last list.
    pub(super) restated: Restated,
    pub(super) query: Query,
    pub(super) events: Vec<Event>,
    pub(super) growth: Growth,
    pub(super) layout: Layout,
    pub(super) before: Before,
    pub(super) n_left_out: usize,
    pub(super) held: Option<Held>,
}

impl GrowthView {
    /// A chart with the default query. `earlier` is what others know of the years before this record and of the days
    /// after it.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, earlier: Option<Earlier>) -> Result<GrowthView> {
        let day = last_list(&record)?;
        let restated = earlier.as_ref().map_or_else(Restated::default, |it| it.restated.clone()).after(day);
        let growth = Growth {
            panels: Vec::new(),
            bars: None,
            scale: growth::Scale::Linear,
            range: (day, day),
            day: None,
            known: (record.dates().first().copied().unwrap_or(day), day),
            gaps: Vec::new(),
            notes: Vec::new(),
            chosen: (None, None),
            names: Vec::new(),
            lang: Lang::En,
        };
        let layout = Layout::new(&growth, 0.0, None);
        let (query, events, before) = (Query::default(), Vec::new(), Before::NotAsked);
        Ok(GrowthView { record, earlier, restated, query, events, growth, layout, before, n_left_out: 0, held: None })
    }

    /// The record that it counts.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Gives it its record again, with names: the next query is answered from it.
    pub fn learn(&mut self, record: Rc<Record>) {
        self.record = record;
    }

    /// Counts for another query and lays the chart out at a width in CSS pixels. `own` holds a page's own annotations,
    /// a line each: its day, month or year, a tab, its words.
    pub fn update(&mut self, query: Query, width: f32, own: &str) {
        if query.filter.signed == (None, None) || query.range != self.query.range || query.measure != self.query.measure
        {
            self.held = None;
        }
        self.query = query;
        let (query, lang) = (&self.query, self.query.lang);
        let (first, last) = self.growth.known;
        let filter = &query.filter;
        let active = query.measure == Measure::Active;
        // Totals and rosters of the early years know no more than states.
        let fitting = self.earlier.as_ref().filter(|_| active && filter.is_of_states());
        let totals: &[Total] = match fitting {
            Some(earlier) if filter.states.is_empty() => &earlier.totals,
            _ => &[],
        };

        let speaks = active && restated::speaks_of(filter);
        let tables = if speaks { self.restated.tables() } else { &[] };

        let plots: Vec<Option<State>> = match filter.states.len() {
            2..=MOST_PANELS if query.split == Split::None => filter.states.iter().copied().map(Some).collect(),
            _ => vec![None],
        };
        let mut panels: Vec<Panel> = Vec::new();
        self.n_left_out = 0;
        // What is shown first unless the page asks for more, and what is known first.
        let bars = (!active).then_some(query.every);
        let mut default = bars.map_or(first, |every| every.first_day(first));
        default = totals.first().map_or(default, |total| total.period.first.min(default));
        let mut earliest = default;
        for state in plots {
            let one = state.map(|state| Filter { states: vec![state], ..filter.clone() });
            let filter = one.as_ref().unwrap_or(filter);
            let steps = if active {
                series::active(&self.record, filter, query.split)
            } else {
                let all = (None, None);
                let periods = series::periods(&self.record, filter, query.split, query.measure, query.every, all);
                self.n_left_out += periods.n_left_out;
                periods.steps
            };
            let early = fitting.map_or(Vec::new(), |earlier| earlier.known(&filter.states));
            default = early.first().map_or(default, |step| step.date.min(default));
            earliest = steps.first().map_or(earliest, |step| step.date.min(earliest)).min(default);
            panels.push(Panel {
                name: state.map_or(["", ""], |state| [lang.state(state), state.postal()]),
                steps,
                early,
                early_to: fitting.and_then(Earlier::last_roster),
                totals: totals.iter().map(|total| (total.period.middle(), total.count)).collect(),
                restated: tables.iter().map(|table| (table.day, table.total(filter))).collect(),
            });
        }

        let from = query.range.0.map_or(default, |from| from.max(earliest));
        // Of the days after the last list nothing was counted: beyond the last restated total nothing is drawn, least
        // of all zero.
        let end = tables.last().map_or(last, |table| table.day);
        let to = query.range.1.unwrap_or(end).min(end);
        let (from, to) = if from < to { (from, to) } else { (default, end) };
        let range = bars.map_or((from, to), |every| (every.first_day(from), every.next(to)));
        let range = self.held.map_or(range, |held| held.range);
        if bars.is_some() {
            for panel in &mut panels {
                panel.steps.retain(|step| step.date >= range.0 && step.date < range.1);
            }
        }

        self.before = match (&self.earlier, fitting) {
            _ if !active || query.range.0.is_some_and(|from| from >= first) => Before::NotAsked,
            (None, _) => Before::Missing,
            (_, None) => Before::Unfit,
            (_, Some(_)) if filter.states.is_empty() => Before::Shown,
            (_, Some(_)) => Before::Agencies(panels.iter().any(|panel| !panel.early.is_empty())),
        };
        self.events = events::events(query.notes == Notes::BuiltIn, own, lang);
        self.events.retain(|event| (range.0..=range.1).contains(&event.note.date));
        let parts = 0..query.split.parts();
        self.growth = Growth {
            panels,
            bars,
            scale: query.scale,
            range,
            day: query.as_of.filter(|day| active && (range.0.max(first)..last.min(range.1)).contains(day)),
            known: (first, last),
            gaps: match &self.earlier {
                Some(earlier) if active => earlier.gaps.clone(),
                _ => Vec::new(),
            },
            notes: self.events.iter().map(|event| event.note.clone()).collect(),
            chosen: filter.signed,
            names: match query.split {
                Split::None => Vec::new(),
                split => parts.map(|part| words::part_name(split, part, lang).to_owned()).collect(),
            },
            lang,
        };
        let edges = self.held.filter(|held| held.width == width).map(|held| held.edges);
        self.layout = Layout::new(&self.growth, width, edges);
    }

    /// Keeps the time axis as it is while days of signing are being chosen on it.
    pub fn hold(&mut self) {
        let Some(plot) = self.layout.plots.first() else { return };
        let edges = (plot.left, plot.right);
        self.held = Some(Held { range: self.growth.range, width: self.layout.size.0, edges });
    }

    /// The words around the picture.
    pub fn caption(&self, theme: &Theme) -> Caption {
        let counted = self.counted();
        let shown = (&self.query, &*self.record, &self.growth);
        let mut caption = words::caption(shown, &counted, self.before, self.n_left_out, theme);
        // Names at the lines' ends tell what a legend would.
        if !self.layout.ends.is_empty() || self.growth.panels.len() > 1 {
            caption.legend.clear();
        }
        let (_, to) = self.growth.range;
        if self.growth.panels.iter().flat_map(|panel| &panel.restated).any(|(day, _)| *day <= to) {
            caption.legend.push(words::restated_key(self.query.lang, theme));
        }
        let filter = &self.query.filter;
        let mut first = Vec::new();
        if to >= self.growth.known.1 {
            // The early years know no models; what is restated does: each says for itself what it cannot tell.
            let asked = Filter { statuses: Vec::new(), ..filter.clone() };
            first.extend(after::newest(&self.restated, &asked, self.growth.known.1, self.query.lang));
        }
        if self.growth.bars.is_none() {
            let absent = after::absent(&self.record, counted.date, |agreement| filter.admits(agreement));
            first.extend(absent.map(|absent| after::absent_note(absent, self.query.lang)));
        }
        caption.notes.splice(0..0, first);
        caption
    }

    /// The counts of all panels together: on the day counted, or of all periods shown.
    fn counted(&self) -> Step {
        let day = self.record.clamp(self.query.as_of).unwrap_or(self.growth.known.1);
        let mut counted = Step { date: day, parts: vec![0; self.growth.n_parts()] };
        for panel in &self.growth.panels {
            let held = series::on(&panel.steps, day).filter(|_| self.growth.bars.is_none());
            let all = panel.steps.iter().filter(|_| self.growth.bars.is_some());
            for step in held.into_iter().chain(all) {
                for (sum, n) in counted.parts.iter_mut().zip(&step.parts) {
                    *sum += n;
                }
            }
        }
        counted
    }

    /// What is drawn.
    pub fn marks(&self, theme: &Theme) -> Vec<Mark> {
        growth::draw(&self.growth, &self.layout, theme, &words::in_picture(self.query.lang))
    }

    /// Width and height of the picture, in CSS pixels.
    pub fn size(&self) -> (f32, f32) {
        self.layout.size
    }

    /// The days of signing that are chosen, in words; `None` when all are.
    pub fn chosen(&self) -> Option<String> {
        shared::signed(self.query.filter.signed, self.query.lang)
    }

    /// The day under a point of the picture, no later than the last list.
    pub fn day_at(&self, x: f32, y: f32) -> Option<Date> {
        let plot = self.layout.plots.get(self.layout.panel_at(x, y))?;
        Some(self.layout.day_at(plot, x).min(self.growth.known.1))
    }
}
