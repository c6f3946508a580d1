//! A growth chart between two questions: its series for its query, and where they lie. It draws nothing itself.

use std::rc::Rc;

use crate::chart::Theme;
use crate::chart::figure::Caption;
use crate::chart::growth::{self, Growth, Layout, Panel, Scale};
use crate::chart::sheet::Mark;
use crate::contract::{Notes, OPENING, Query};
use crate::date::Date;
use crate::error::Result;
use crate::phrases::{Lang, phrase};
use crate::place::State;
use crate::roster::query::earlier::{Earlier, Total};
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Restated};
use crate::roster::query::series::{self, Every, Measure, Split, Step};
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
    /// Whether anything is known of the years before the record for what is asked.
    early: bool,
    /// The first day that anything is known of, if a reader can have the chart begin there.
    pub(super) earliest: Option<Date>,
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
            scale: Scale::Linear,
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
        let (earliest, n_left_out, held) = (None, 0, None);
        let early = false;
        Ok(GrowthView {
            record,
            earlier,
            restated,
            query,
            events,
            growth,
            layout,
            before,
            early,
            earliest,
            n_left_out,
            held,
        })
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
        if self.query.measure == Measure::First {
            self.query.measure = Measure::Active;
        }
        let (query, lang) = (&self.query, self.query.lang);
        let (first, last) = self.growth.known;
        let filter = &query.filter;
        let active = query.measure == Measure::Active;
        // Totals and rosters of the early years know no more than states.
        let fitting = self.earlier.as_ref().filter(|_| active && filter.is_of_states());
        self.early = fitting.is_some();
        // On a logarithmic scale a point among lines of parts would be taken for one of theirs.
        let whole = query.scale == Scale::Log && query.split != Split::None;
        let fitting = fitting.filter(|_| !whole);
        let totals: &[Total] = match fitting {
            Some(earlier) if filter.states.is_empty() => &earlier.totals,
            _ => &[],
        };

        let speaks = active && !whole && restated::speaks_of(filter);
        let tables = if speaks { self.restated.tables() } else { &[] };

        let plots: Vec<Option<State>> = match filter.states.len() {
            2..=MOST_PANELS if query.split == Split::None => filter.states.iter().copied().map(Some).collect(),
            _ => vec![None],
        };
        let mut panels: Vec<Panel> = Vec::new();
        self.n_left_out = 0;
        let bars = (!active).then_some(query.every);
        // The first day that something is known of.
        let mut earliest = bars.map_or(first, |every| every.first_day(first));
        earliest = totals.first().map_or(earliest, |total| total.period.first.min(earliest));
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
            earliest = steps.first().map_or(earliest, |step| step.date.min(earliest));
            earliest = early.first().map_or(earliest, |step| step.date.min(earliest));
            panels.push(Panel {
                name: state.map_or(["", ""], |state| [lang.state(state), state.postal()]),
                steps,
                early,
                early_to: fitting.and_then(Earlier::last_roster),
                totals: totals.iter().map(|total| (total.period.middle(), total.count)).collect(),
                restated: tables.iter().map(|table| (table.day, table.total(filter))).collect(),
            });
        }

        // Of the days after the last list nothing was counted: beyond the last restated total nothing is drawn, least
        // of all zero.
        let end = tables.last().map_or(last, |table| table.day);
        // Whatever day is counted: a time axis that follows it would move under a reader's eyes.
        let (asked, to) = query.range.unwrap_or((Some(OPENING), None));
        let from = asked.map_or(earliest, |from| from.max(earliest));
        let to = to.unwrap_or(end).min(end);
        let (from, to) = if from < to { (from, to) } else { (earliest, end) };
        // Whoever named an axis gets that one.
        let named = query.range.is_some_and(|it| it != (None, None));
        self.earliest = (!named && earliest < OPENING && OPENING < end).then_some(earliest);
        let range = bars.map_or((from, to), |every| (every.first_day(from), every.next(to)));
        let range = self.held.map_or(range, |held| held.range);
        if bars.is_some() {
            for panel in &mut panels {
                panel.steps.retain(|step| step.date >= range.0 && step.date < range.1);
            }
        }

        self.before = match (&self.earlier, fitting) {
            _ if !active || asked.is_some_and(|from| from >= first) => Before::NotAsked,
            (None, _) => Before::Missing,
            (_, None) if whole => Before::Whole,
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
            day: None,
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
        self.step(self.query.as_of);
    }

    /// Counts another day of the same query. Nothing is laid out for that.
    pub fn step(&mut self, as_of: Option<Date>) {
        self.query.as_of = as_of;
        // The last list has no mark.
        let active = self.query.measure == Measure::Active;
        self.growth.day = as_of.filter(|day| active && *day < self.growth.known.1);
    }

    /// Keeps the time axis as it is while days of signing are being chosen on it.
    pub fn hold(&mut self) {
        let Some(plot) = self.layout.plots.first() else { return };
        let edges = (plot.left, plot.right);
        self.held = Some(Held { range: self.growth.range, width: self.layout.size.0, edges });
    }

    /// Takes the sources of the totals of the years before the record.
    ///
    /// # Errors
    /// The bytes are no file of sources; the error names the line.
    pub fn cite(&mut self, sources: &[u8]) -> Result<()> {
        self.earlier.as_mut().map_or(Ok(()), |earlier| earlier.cite(sources))
    }

    /// The words around the picture.
    #[inline(never)]
    pub fn caption(&self, theme: &Theme) -> Caption {
        let counted = self.counted();
        let shown = (&self.query, &*self.record, &self.growth);
        let mut caption = words::caption(shown, &counted, self.before, self.n_left_out, theme);
        if let Some(day) = self.growth.day.filter(|_| self.growth.is_before()) {
            caption.date = self.on_before(day);
        }
        // Whatever day is counted: a line that is longer on some days would move the page. Lists say nothing of a chart
        // that ends before the first of them.
        if self.early {
            if self.growth.range.1 > self.growth.known.0 {
                caption.source.push(' ');
            } else {
                caption.source.clear();
            }
            caption.source.push_str(self.query.lang.pick(phrase!(growth.source_each)));
        }
        // Names at the lines' ends tell what a legend would.
        if !self.layout.ends.is_empty() || self.growth.panels.len() > 1 {
            caption.legend.clear();
        }
        let (_, to) = self.growth.range;
        if self.growth.panels.iter().flat_map(|panel| &panel.restated).any(|(day, _)| *day <= to) {
            caption.legend.push(words::restated_key(self.query.lang, theme));
        }
        let filter = &self.query.filter;
        let mut first: Vec<String> = self.opens_after().into_iter().collect();
        if to >= self.growth.known.1 {
            // The early years know no models; what is restated does: each says for itself what it cannot tell.
            let asked = Filter { statuses: Vec::new(), ..filter.clone() };
            first.extend(after::newest(&self.restated, &asked, self.growth.known.1, self.query.lang));
        }
        if self.growth.bars.is_none() && to >= self.growth.known.1 {
            // The newest list is meant whatever day is counted: a line that comes and goes would move the page.
            let absent = after::absent(&self.record, self.growth.known.1, |agreement| filter.admits(agreement));
            first.extend(absent.map(|absent| after::absent_note(absent, self.query.lang)));
        }
        caption.notes.splice(0..0, first);
        caption
    }

    /// What the controls are called that have the chart begin with the month it opens with, and with the first year
    /// that anything is known of; and whether it begins with that year. `None` where nothing came before it, or the
    /// page named an axis.
    pub fn since(&self) -> Option<([String; 2], bool)> {
        let (lang, earliest) = (self.query.lang, self.earliest?);
        let days = [(OPENING, Every::Month), (earliest, Every::Year)];
        let since = days.map(|(day, every)| words::since(&shared::period(every.first_day(day), every, lang), lang));
        Some((since, self.query.range.is_some()))
    }

    /// The figures before a chart that begins later than what is known: milestones, and the count on the day before it.
    fn opens_after(&self) -> Option<String> {
        let lang = self.query.lang;
        let before = self.growth.range.0.plus(-1);
        if self.earliest.is_none() || self.query.range.is_some() || self.growth.bars.is_some() {
            return None;
        }
        let mut figures = String::new();
        let mut say = |count: &str, when: &str| {
            let apart = if figures.is_empty() { "" } else { ", " };
            figures = [&figures, apart, count, " (", when, ")"].concat();
        };
        let shown = self.growth.panels.iter().any(|panel| !panel.totals.is_empty());
        for total in self.earlier.iter().filter(|_| shown).flat_map(|earlier| &earlier.totals) {
            if total.milestone && total.period.last() <= before {
                let [count, _] = words::total(total, lang);
                say(&count, &shared::period(total.period.first, total.period.every, lang));
            }
        }
        let mut counted = None;
        for panel in &self.growth.panels {
            if let Some(step) = series::on(&panel.steps, before) {
                counted = Some(counted.unwrap_or(0) + step.total());
            }
        }
        if let Some(n) = counted {
            say(&shared::agreements(n, lang), &lang.day(before));
        }
        (!figures.is_empty()).then(|| words::earlier(&figures, lang))
    }

    /// What is known of a day before the record, in words, whether the chart reaches back to it or not.
    fn on_before(&self, day: Date) -> String {
        let filter = &self.query.filter;
        let earlier = self.earlier.as_ref().filter(|_| filter.is_of_states());
        let totals = earlier.filter(|_| filter.states.is_empty()).map_or(&[][..], |earlier| &earlier.totals);
        let total = totals.iter().rfind(|total| total.period.middle() <= day);
        let known = earlier.filter(|earlier| earlier.last_roster() >= Some(day));
        let known = known.and_then(|earlier| series::on(&earlier.known(&filter.states), day).map(Step::total));
        words::before(total, known.unwrap_or_default(), day, self.query.lang)
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
        self.layers(theme, growth::WHOLE)
    }

    /// Some layers of it: what is the same whatever day is counted, and what that day moves.
    #[inline(never)]
    pub fn layers(&self, theme: &Theme, layers: [bool; 2]) -> Vec<Mark> {
        growth::draw(&self.growth, &self.layout, theme, &words::in_picture(self.query.lang), layers)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::sheet::LABEL;
    use crate::chart::text;
    use crate::roster::query::earlier::{Period, Read, Sighted};

    const RECORD: &[u8] = b"state,agency,model,signed,first_listed,last_listed,absent_since,ended\n\
        FL,A,JEM,2020-05-06,2021-01-12,2025-06-09,,\nFL,B,TFM,,2025-04-05,2025-06-09,,\n\
        FL,C,TFM,,2025-05-05,2025-05-05,,2025-06-09\nGA,D,TFM,,2025-05-05,2025-05-05,,2025-06-09\n\
        GA,E,WSO,,2025-06-09,2025-06-09,,\nGA,F,JEM,,2025-05-05,2025-05-05,2025-06-09,\n";

    fn earlier() -> Earlier {
        let total = |period: &str, of_agencies, count| Total {
            period: Period::parse(period).unwrap(),
            of_agencies,
            count,
            milestone: [28, 67].contains(&count),
            read: Read::Seen,
            source: ["a source", "una fuente"].map(str::to_owned),
        };
        let day = |day| Date::parse(day).unwrap();
        let restated = "date,state,jem,tfm,wso,total,source\n2025-08-01,FL,3,4,0,7,a.xlsx\n";
        Earlier {
            totals: vec![
                total("2002-07-02", false, 1),
                total("2007-09-19", true, 28),
                total("2010-03", false, 67),
                total("2012-10-16", false, 57),
            ],
            agencies: vec![Sighted {
                state: State::from_postal("FL").unwrap(),
                first: day("2008-02-01"),
                last: day("2012-01-01"),
            }],
            restated: Restated::read(restated.as_bytes()).unwrap(),
            ..Earlier::default()
        }
    }

    /// A chart 1000 pixels wide for a query.
    fn chart(query: &str) -> GrowthView {
        let mut chart = GrowthView::new(Rc::new(Record::read(RECORD).unwrap()), Some(earlier())).unwrap();
        let (query, warnings) = Query::parse(query);
        assert!(warnings.is_empty(), "{warnings:?}");
        chart.update(query, 1000.0, "");
        chart
    }

    /// Words that stand in the picture or its legend.
    fn words(chart: &GrowthView) -> Vec<String> {
        let drawn = chart.marks(&Theme::LIGHT);
        let mut words: Vec<String> = chart.caption(&Theme::LIGHT).legend.into_iter().map(|key| key.label).collect();
        words.extend(drawn.into_iter().filter_map(|mark| match mark {
            Mark::Word(word, ..) => Some(word),
            _ => None,
        }));
        words
    }

    /// Whether a line in the colour of the day counted stands where the day lies.
    fn is_marked(chart: &GrowthView, day: &str) -> bool {
        let x = chart.layout.x(&chart.layout.plots[0], Date::parse(day).unwrap());
        let highlight = Theme::LIGHT.highlight;
        chart.marks(&Theme::LIGHT).iter().any(|mark| {
            matches!(mark, Mark::Line(points, color, _) if *color == highlight && points.iter().all(|at| at.0 == x))
        })
    }

    #[test]
    fn of_a_day_before_the_first_list_a_chart_says_what_is_known_of_it_and_no_count_of_the_record() {
        let check = |query: &str, date: &str| {
            let chart = chart(query);
            assert_eq!(chart.caption(&Theme::LIGHT).date, date, "{query}");
            for name in ["Jail enforcement", "Aplicación en cárceles", "Florida", "Georgia"] {
                for word in words(&chart).into_iter().filter(|word| word.starts_with(name)) {
                    assert!(!word.contains(|letter: char| letter.is_ascii_digit()), "{query}: {word}");
                }
            }
            chart
        };
        let from = |query: &str| chart(query).caption(&Theme::LIGHT).source;
        // Of what is shown: figures of earlier years, and the lists, each where there is any of it.
        let lists = "Source: ICE’s lists of participating agencies, January 12, 2021 to June 9, 2025.";
        let each = "Earlier figures: each from a source of its own.";
        for day in ["", "&as-of=2010-06-15", "&as-of=2025-05-05"] {
            let both = [lists, each].join(" ");
            assert_eq!(from(&format!("range=..{day}")), both);
            assert_eq!(from(&format!("state=FL{day}")), both);
            assert_eq!(from(&format!("range=..2020-12-31{day}")), each);
            assert_eq!(from(&format!("model=JEM{day}")), lists);
            assert_eq!(from(&format!("measure=signed{day}")), lists);
        }
        let reported = "Reported for March 2010: 67 agreements";
        check("as-of=2010-06-15", reported);
        let chart = check("as-of=2010-06-15&range=..", reported);
        assert!(is_marked(&chart, "2010-06-15"));
        let (plot, at) = (chart.layout.plots[0], Date::parse("2010-03-16").unwrap());
        let dot = (chart.layout.x(&plot, at), chart.layout.y(&plot, 67).unwrap());
        let told =
            |mark: &Mark| matches!(mark, Mark::Dot(at, _, color, _) if *at == dot && *color == Theme::LIGHT.highlight);
        assert!(chart.marks(&Theme::LIGHT).iter().any(told));
        check("as-of=2010-06-15&range=..2025-06-09", reported);
        check("as-of=2010-06-15&range=2024-01-01..2025-06-09", reported);
        check("as-of=2010-06-15&split=none&state=FL,GA", "As of June 15, 2010: at least 1 agency");
        check("as-of=2007-09-19", "Reported for September 19, 2007: 28 agencies");
        check("as-of=2007-09-19&lang=es", "Según la fuente, 19 de septiembre de 2007: 28 agencias");
        check("as-of=2010-06-15&state=FL", "As of June 15, 2010: at least 1 agency");
        check("as-of=2010-06-15&state=GA", "As of June 15, 2010: no figure known");
        check("as-of=2010-06-15&model=JEM", "As of June 15, 2010: no figure known");
        check("as-of=2010-06-15&state=FL&lang=es", "Al 15 de junio de 2010: al menos 1 agencia");
    }

    #[test]
    fn a_day_before_a_chart_opens_is_said_at_its_left_edge() {
        let check = |query: &str, expected: &[&str]| {
            for width in [320.0, 1000.0] {
                let mut chart = chart(query);
                chart.update(chart.query().clone(), width, "");
                let mut said = Vec::new();
                for mark in chart.marks(&Theme::LIGHT) {
                    if let Mark::Word(word, at, ..) = mark
                        && word.starts_with('←')
                    {
                        let within = |plot: &growth::Plot| {
                            at.0 == plot.left + 4.0 && at.0 + text::width(&word, LABEL) <= plot.right
                        };
                        assert!(chart.layout.plots.iter().any(within), "{query} {width}: {word}");
                        said.push(word);
                    }
                }
                assert_eq!(said, expected, "{query} {width}");
            }
        };
        // The caption says of what day the figure is.
        check("as-of=2010-06-15", &["← June 15, 2010: 67"]);
        check("as-of=2010-06-15&lang=es&scale=log&split=none", &["← 15 de junio de 2010: 67"]);
        check("as-of=2010-06-15&state=FL", &["← June 15, 2010"]);
        check("as-of=2024-06-15", &["← June 15, 2024: 1"]);
        check("as-of=2024-06-15&state=FL,GA&split=none", &["← June 15, 2024: 1", "← June 15, 2024: 0"]);
        check("as-of=2025-05-05&range=2025-06-01..", &["← May 5, 2025: 5"]);
        for shown in ["as-of=2010-06-15&range=..", "as-of=2025-05-05", "", "as-of=2010-06-15&measure=signed"] {
            check(shown, &[]);
        }
    }

    #[test]
    fn beside_a_total_early_agencies_are_told_as_a_count_of_their_own() {
        let of = |query: &str| chart(query).reading_beside(Date::parse("2010-03-16"), 0).lines;
        let lines = of("range=..");
        assert_eq!(lines[0], "67 agreements");
        assert_eq!(lines[2], "1 agency had signed, by rosters of then or later (thin line, a partial list)");
        assert!(
            of("range=..&lang=es")[2]
                .starts_with("1 agencia con firma, según listados de entonces o posteriores (línea fina")
        );
    }

    #[test]
    fn a_chart_opens_in_2025_and_shows_all_that_is_known_when_asked() {
        let axis = |query: &str| {
            let chart = chart(query);
            let (from, to) = chart.growth.range;
            (from.to_string(), to.to_string(), chart.since())
        };
        let axis_of = |query: &str, from: &str, to: &str, since: Option<(&str, bool)>| {
            let opening = if query.contains("lang=es") { "Desde enero de 2025" } else { "Since January 2025" };
            let since = since.map(|(words, whole)| ([opening, words].map(str::to_owned), whole));
            assert_eq!(axis(query), (from.to_owned(), to.to_owned(), since), "{query}");
        };
        axis_of("", "2025-01-01", "2025-08-01", Some(("Since 2002", false)));
        axis_of("range=..&lang=es", "2002-07-02", "2025-08-01", Some(("Desde 2002", true)));
        axis_of("range=2025-01-01..", "2025-01-01", "2025-08-01", None);
        axis_of("range=..2025-06-09", "2002-07-02", "2025-06-09", None);
        axis_of("range=2020-01-01..2023-01-01", "2020-01-01", "2023-01-01", None);
        // What is known earlier is another's where the totals do not speak of the selection.
        axis_of("model=JEM", "2025-01-01", "2025-08-01", Some(("Since 2021", false)));
        axis_of("measure=signed", "2025-01-01", "2025-07-01", Some(("Since 2020", false)));
        axis_of("measure=signed&range=..", "2020-05-01", "2025-07-01", Some(("Since 2020", true)));
    }

    #[test]
    fn a_record_whose_days_lie_all_before_2025_or_all_after_it_is_shown_whole() {
        for (day, from) in [("2023-03-05", "2021-01-12"), ("2025-01-01", "2021-01-12")] {
            let record = format!("state,agency,model,first_listed,ended\nFL,A,JEM,2021-01-12,\nFL,B,JEM,{day},\n");
            let mut chart = GrowthView::new(Rc::new(Record::read(record.as_bytes()).unwrap()), None).unwrap();
            chart.update(Query::default(), 600.0, "");
            assert_eq!(
                (chart.growth.range.0.to_string(), chart.growth.range.1.to_string()),
                (from.to_owned(), day.to_owned())
            );
            assert_eq!(chart.since(), None);
        }
        let record = b"state,agency,model,first_listed,ended\nFL,A,JEM,2025-03-05,\nFL,B,JEM,2025-06-05,\n";
        let mut chart = GrowthView::new(Rc::new(Record::read(record).unwrap()), None).unwrap();
        chart.update(Query::default(), 600.0, "");
        assert_eq!(chart.growth.range.0.to_string(), "2025-03-05");
        assert_eq!((chart.since(), chart.opens_after()), (None, None));
    }

    #[test]
    fn below_bars_of_years_stand_those_years_and_no_months() {
        let below = |query: &str| {
            let chart = chart(query);
            let bottom = chart.layout.plots[0].bottom;
            let mut below = Vec::new();
            for mark in chart.marks(&Theme::LIGHT) {
                if let Mark::Word(word, at, ..) = mark
                    && at.1 > bottom
                {
                    below.push(word);
                }
            }
            below
        };
        assert_eq!(below("measure=signed&every=year"), ["2025"]);
        let months = ["2025", "Feb", "Mar", "Apr", "May", "Jun"];
        assert_eq!(below("measure=signed"), months);
    }

    #[test]
    fn what_came_before_a_chart_opens_is_told_in_a_line() {
        let told =
            |query: &str| chart(query).caption(&Theme::LIGHT).notes.into_iter().find(|it| it.contains("31, 2024"));
        assert_eq!(
            told("").as_deref(),
            Some(
                "Earlier: 28 agencies (September 19, 2007), 67 agreements (March 2010), 1 agreement (December 31, 2024)."
            )
        );
        // National totals say nothing of a selection.
        assert_eq!(told("state=FL").as_deref(), Some("Earlier: 1 agreement (December 31, 2024)."));
        assert_eq!(told("state=GA&as-of=2025-05-05").as_deref(), Some("Earlier: 0 agreements (December 31, 2024)."));
        assert_eq!(told("split=none&state=FL,GA").as_deref(), Some("Earlier: 1 agreement (December 31, 2024)."));
        for shown in ["range=..", "range=2025-01-01..", "measure=signed"] {
            assert_eq!(told(shown), None, "{shown}");
        }
        let spanish = chart("lang=es").caption(&Theme::LIGHT).notes[0].clone();
        assert!(
            spanish
                .starts_with("Antes: 28 agencias (19 de septiembre de 2007), 67 acuerdos (marzo de 2010), 1 acuerdo (")
        );
    }

    #[test]
    fn names_at_the_ends_of_lines_bear_the_numbers_of_the_day_counted() {
        let ends = |query: &str| -> Vec<String> {
            let marks = chart(query).layers(&Theme::LIGHT, [false, true]);
            let word = |mark| if let Mark::Word(word, ..) = mark { Some(word) } else { None };
            marks.into_iter().filter_map(word).collect()
        };
        let now = "range=..2025-06-09";
        assert_eq!(ends(now), ["Jail enforcement 1", "Task force 1", "Warrant service officer 1"]);
        assert_eq!(
            ends("as-of=2025-05-05&range=..2025-06-09"),
            ["Jail enforcement 2", "Task force 3", "Warrant service officer 0"]
        );
        assert_eq!(
            ends("as-of=2010-05-05&range=..2025-06-09"),
            ["Jail enforcement", "Task force", "Warrant service officer"]
        );
    }

    #[test]
    fn beside_a_line_for_each_part_no_total_of_all_is_drawn() {
        let dots = |query: &str| {
            let chart = chart(query);
            assert_eq!(chart.growth.scale, Scale::Log);
            let marks = chart.marks(&Theme::LIGHT);
            let n = marks.iter().filter(|mark| matches!(mark, Mark::Dot(..))).count();
            (n, chart.growth.range.0.to_string(), chart.growth.range.1.to_string())
        };
        assert_eq!(dots("scale=log&notes=none&range=.."), (0, "2021-01-12".to_owned(), "2025-06-09".to_owned()));
        assert_eq!(dots("scale=log&notes=none&range=2002-01-01..2025-12-31").0, 0);
        let notes = chart("scale=log&range=..").caption(&Theme::LIGHT).notes.join(" ");
        assert!(notes.contains("totals have no place among lines of parts"), "{notes}");
        assert!(!notes.contains("the points are"), "{notes}");
        assert!(dots("scale=log&notes=none&split=none&range=..").0 >= 8);
    }

    #[test]
    fn annotations_stand_right_of_their_lines_by_rank_and_under_their_own_president() {
        for asked in ["range=2002-01-01..", "range=2002-01-01..2025-06-09", "range=2016-01-01..2019-01-01&lang=es"] {
            for width in [304.0, 375.0, 640.0, 975.0, 1200.0] {
                let mut chart = chart(asked);
                chart.update(chart.query().clone(), width, "");
                let plot = chart.layout.plots[0];
                let placed = |note: &growth::Note| {
                    let at = chart.growth.notes.iter().position(|it| it == note).unwrap();
                    chart.layout.spots[at]
                };
                let mut notes = chart.growth.notes.clone();
                notes.sort_by_key(|note| note.weight);
                for note in &notes {
                    let Some(spot) = placed(note) else { continue };
                    assert!(spot.left > chart.layout.x(&plot, note.date), "{asked} {width} {}", note.text);
                    let until = note.until.map_or(width, |day| chart.layout.x(&plot, day));
                    assert!(spot.left + spot.width <= until, "{asked} {width} {}", note.text);
                }
                let years = notes.iter().rev().filter(|note| placed(note).is_some()).map(|note| note.date.to_string());
                let mut years: Vec<String> = years.map(|day| day[..4].to_owned()).collect();
                years.dedup();
                let first = if asked.contains("2016") { &["2017"][..] } else { &["2025", "2021", "2017"] };
                assert_eq!(years[..first.len()], *first, "{asked} {width}");
            }
        }
    }

    #[test]
    fn a_day_that_is_stepped_to_is_drawn_as_if_it_were_the_first() {
        let days = ["2025-05-05", "2002-01-01", "2025-04-05", "2010-06-15", "2025-06-01", "2021-01-12", "2025-06-09"];
        for asked in [
            "",
            "range=..",
            "range=..2025-06-09",
            "split=none&range=..",
            "scale=log",
            "state=FL,GA&split=none",
            "measure=signed",
        ] {
            let mut stepped = chart(asked);
            let ground = |chart: &GrowthView| chart.layers(&Theme::LIGHT, [true, false]);
            let still = ground(&stepped);
            for day in days {
                stepped.step(Date::parse(day));
                let fresh = chart(&format!("{asked}&as-of={day}"));
                assert_eq!(stepped.marks(&Theme::LIGHT), fresh.marks(&Theme::LIGHT), "{asked} {day}");
                assert_eq!(stepped.caption(&Theme::LIGHT), fresh.caption(&Theme::LIGHT), "{asked} {day}");
                assert_eq!(ground(&fresh), still, "{asked} {day}");
            }
            stepped.step(None);
            assert_eq!(stepped.marks(&Theme::LIGHT), chart(asked).marks(&Theme::LIGHT), "{asked}");
        }
    }

    #[test]
    fn nothing_moves_while_time_does() {
        let days = ["2002-01-01", "2010-06-15", "2021-01-12", "2025-04-05", "2025-05-05", "2025-06-01", "latest"];
        for asked in [
            "",
            "range=..",
            "range=..2025-06-09",
            "split=level",
            "range=..&split=none",
            "state=FL",
            "scale=log",
            "state=FL,GA&split=none",
        ] {
            for width in [320.0, 640.0, 1200.0] {
                let of = |day: &str| {
                    let mut chart = chart(&format!("{asked}&as-of={day}"));
                    chart.update(chart.query().clone(), width, "2025-05-28\tSomething of a page");
                    let caption = chart.caption(&Theme::LIGHT);
                    let ends: Vec<(usize, f32)> = chart.layout.ends.iter().map(|end| (end.part, end.y)).collect();
                    let layout = (chart.layout.size, chart.layout.plots.clone(), chart.layout.spots.clone());
                    (layout, ends, caption.legend.len(), caption.notes)
                };
                for day in days {
                    assert_eq!(of(day), of("latest"), "{asked} {width} {day}");
                }
            }
        }
    }
}
