//! A grid of the states: in a tile for each, as large as any other, how many agreements it has and how they grew. It
//! draws nothing itself.

use std::rc::Rc;

use crate::chart::figure::Caption;
use crate::chart::tiles;
use crate::contract::{OPENING, Query};
use crate::date::Date;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::State;
use crate::roster::query::count;
use crate::roster::query::filter::Filter;
use crate::roster::query::restated::{self, Restated, StateTable};
use crate::roster::query::series::{self, Split, Step};
use crate::roster::record::Record;

use super::curve::{self, curve};
use super::needs::last_list;
use super::restated as after;
use super::table::Table;
use super::words::{agreements, as_of, conditions, labelled, source, subject};

/// Where the tiles stand where there is room: each about where its state lies, and the territories at the edges.
const ROWS: [&str; 8] = [
    "AK - - - - - - - - - - ME",
    "- - - - - - - - - - VT NH",
    "- WA ID MT ND MN WI MI - NY MA RI",
    "- OR NV WY SD IA IL IN OH PA NJ CT",
    "- CA UT CO NE MO KY WV VA MD DE DC",
    "- - AZ NM KS AR TN NC SC - - -",
    "GU - - - OK LA MS AL GA - - -",
    "MP HI - - TX - - - - FL - PR",
];

/// Width and height of the box of a tile's curve: few tiles have more pixels.
pub const SIZE: curve::Box = (240, 100);

/// A grid of one record.
#[derive(Clone, Debug)]
pub struct GridView {
    record: Rc<Record>,
    restated: Restated,
    /// Without statuses: active agreements are counted, whatever a map beside it shows.
    query: Query,
    /// Whether each curve has a scale of its own.
    own: bool,
    /// The curves, once they are drawn: time moves more often than what they depend on.
    curves: Vec<String>,
}

/// A state's tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Which.
    pub state: State,
    /// Its row among the tiles, and its column, from 1.
    pub place: [usize; 2],
    /// How many agreements it has on the day.
    pub agreements: usize,
    /// Of how many agencies; 0 where the count is restated, for then nobody knows.
    pub agencies: usize,
    /// The state's name and postal code, and how many agreements, in words.
    pub label: String,
}

impl GridView {
    /// A grid with the default query, and what others know of the days after the record's last list.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn new(record: Rc<Record>, restated: Restated) -> Result<GridView> {
        let restated = restated.after(last_list(&record)?);
        Ok(GridView { record, restated, query: Query::default(), own: false, curves: Vec::new() })
    }

    /// The record that it counts.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The query that it follows.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Follows another query.
    pub fn update(&mut self, mut query: Query) {
        query.filter.statuses.clear();
        if query.filter != self.query.filter {
            self.curves.clear();
        }
        self.query = query;
    }

    /// Draws all curves on one scale, or each on its `own`.
    pub fn scale(&mut self, own: bool) {
        if own != self.own {
            self.curves.clear();
        }
        self.own = own;
    }

    /// The first and the last day of the curves: from where the growth chart opens, or from the first list of a record
    /// that ends before that.
    fn span(&self) -> Option<(Date, Date)> {
        let (first, last) = (*self.record.dates().first()?, *self.record.dates().last()?);
        Some((if first < OPENING && OPENING < last { OPENING } else { first }, last))
    }

    /// Whether every state has a tile.
    pub fn is_whole(&self) -> bool {
        self.query.filter.states.is_empty() && self.query.filter.counties.is_empty()
    }

    /// The states that have a tile: those of the query, and those of its counties, or all.
    fn states(&self) -> Vec<State> {
        let Filter { states, counties, .. } = &self.query.filter;
        let asked = |state: &State| {
            let mut of = counties.iter().map(|fips| fips.state());
            states.contains(state) || (states.is_empty() && of.any(|other| other == *state))
        };
        State::all().filter(|state| self.is_whole() || asked(state)).collect()
    }

    /// The day counted, and the restated totals that are shown in place of a count: for a day after the last list,
    /// where they can answer. `None` for a record without lists.
    fn shown(&self) -> Option<(Date, Option<&StateTable>)> {
        let table = self.query.as_of.and_then(|day| self.restated.on(day));
        let table = table.filter(|_| restated::answers(&self.query.filter));
        Some((table.map(|table| table.day).or(self.record.clamp(self.query.as_of))?, table))
    }

    /// The tiles in the order of their states' codes, which is that of their English names, the territories last. None
    /// for a record without lists.
    pub fn tiles(&self) -> Vec<Tile> {
        let (filter, lang) = (&self.query.filter, self.query.lang);
        let Some((day, table)) = self.shown() else { return Vec::new() };
        let n_codes = usize::from(u8::MAX);
        let tallies = count::tally(&self.record, filter, day, n_codes, &mut |seat, count| {
            count(usize::from(seat.state.code()));
        });
        let tile = |state: State| {
            let tally = tallies.get(usize::from(state.code())).copied().unwrap_or_default();
            let (agreements, agencies) = match table {
                Some(table) => (table.of_state(state, filter).iter().sum(), 0),
                None => (tally.agreements, tally.agencies),
            };
            // What is seen of it stands in its name as it is seen, for whoever speaks to the page.
            let name = [lang.state(state), ", ", state.postal()].concat();
            Tile {
                state,
                place: place(state),
                agreements,
                agencies,
                label: labelled(&name, &self.said(agreements), lang),
            }
        };
        self.states().into_iter().map(tile).collect()
    }

    /// So many agreements, with the word where they are restated.
    fn said(&self, n: usize) -> String {
        let said = agreements(n, self.query.lang);
        let is_restated = self.shown().is_some_and(|(_, table)| table.is_some());
        if is_restated { self.query.lang.tell(phrase!(restated.sum), &[&said]) } else { said }
    }

    /// How many agreements were listed over time, for each of the [`tiles`](GridView::tiles) the path data of an SVG
    /// that is [`SIZE`] large; empty ones where nothing was listed in that time. On one scale the largest of them is as
    /// high as the box, else each is.
    pub fn curves(&mut self) -> &[String] {
        if self.curves.is_empty() {
            self.draw();
        }
        &self.curves
    }

    fn draw(&mut self) {
        let Some(span) = self.span() else { return };
        let states = self.states();
        let asked = std::mem::take(&mut self.query.filter.states);
        let mut all: Vec<Vec<Step>> = Vec::new();
        for state in states {
            self.query.filter.states = vec![state];
            all.push(series::active(&self.record, &self.query.filter, Split::None));
        }
        self.query.filter.states = asked;
        // What held before the span holds on its first day.
        let highest = |steps: &Vec<Step>| {
            let begun = steps.partition_point(|step| step.date <= span.0).saturating_sub(1);
            steps.iter().skip(begun).map(Step::total).fold(0, usize::max)
        };
        let most = all.iter().map(highest).fold(0, usize::max);
        let scale = |steps| if self.own { highest(steps) } else { most };
        self.curves = all.iter().map(|steps| curve(steps, span, scale(steps), SIZE)).collect();
    }

    /// The tiles as they are drawn where no page makes elements of them, at a width in CSS pixels.
    pub fn drawing(&mut self, width: f32) -> tiles::Tiles {
        let (shown, lang) = (self.tiles(), self.query.lang);
        let tile = |(tile, curve): (Tile, &String)| tiles::Tile {
            place: tile.place,
            code: tile.state.postal().to_owned(),
            number: lang.number(tile.agreements),
            none: tile.agreements == 0 && curve.is_empty(),
            curve: curve::corners(curve, SIZE),
        };
        let tiles = shown.into_iter().zip(self.curves()).map(tile).collect();
        let day = self.day().map(|day| day as f32 / SIZE.0 as f32);
        tiles::Tiles { tiles, whole: self.is_whole(), day, width }
    }

    /// Where the day counted lies from the left edge of the curves; `None` for the last day, and for one before them.
    pub fn day(&self) -> Option<i32> {
        let (span, day) = (self.span()?, self.record.clamp(self.query.as_of)?);
        (span.0 <= day && day < span.1).then(|| curve::x(day, span, SIZE))
    }

    /// What stands around the tiles.
    pub fn caption(&self) -> Caption {
        let (filter, lang) = (&self.query.filter, self.query.lang);
        let (Some((day, table)), Some((from, to))) = (self.shown(), self.span()) else { return Caption::default() };
        let n = match table {
            Some(table) => table.total(filter),
            None => count::total(&self.record, filter, day).agreements,
        };
        let mut notes: Vec<String> = conditions(filter, lang).into_iter().collect();
        let curves = if self.own { phrase!(grid.own_scale) } else { phrase!(grid.one_scale) };
        notes.push(lang.tell(curves, &[&lang.day(from), &lang.day(to)]));
        notes.extend(after::newest(&self.restated, filter, to, lang).filter(|_| table.is_none()));
        Caption {
            title: [subject(filter, lang), " ", lang.pick(phrase!(map.by_state))].concat(),
            date: labelled(&as_of(day, lang), &self.said(n), lang),
            notes,
            source: table.map_or_else(|| source(&self.record, lang), |table| after::source(table, lang) + "."),
            ..Caption::default()
        }
    }

    /// The numbers of the tiles: a row for each state. Where they are restated nobody knows of how many agencies.
    pub fn table(&self) -> Table {
        let lang = self.query.lang;
        let restated = self.shown().and_then(|(_, table)| table);
        let [state, agreements, agencies] = [phrase!(map.state), phrase!(map.agreements), phrase!(map.agencies)]
            .map(|words| lang.pick(words).to_owned());
        let agreements = if restated.is_some() { after::marked(&agreements, lang) } else { agreements };
        let n_columns = if restated.is_some() { 2 } else { 3 };
        let row = |tile: Tile| {
            let cells = [lang.state(tile.state).to_owned(), lang.number(tile.agreements), lang.number(tile.agencies)];
            cells.into_iter().take(n_columns).collect()
        };
        Table {
            head: [state, agreements, agencies].into_iter().take(n_columns).collect(),
            rows: self.tiles().into_iter().map(row).collect(),
        }
    }

    /// What a reader may do with the tiles, and what a button is called that gives each curve a scale of its own.
    pub fn words(&self) -> [&'static str; 2] {
        [phrase!(grid.hint), phrase!(grid.own)].map(|words| self.query.lang.pick(words))
    }
}

/// The row and the column of a state's tile, from 1; the first of both for one that is not among [`ROWS`].
fn place(state: State) -> [usize; 2] {
    let column = |row: &str| row.split(' ').position(|postal| postal == state.postal());
    let found = ROWS.iter().enumerate().find_map(|(at, row)| Some([at + 1, column(row)? + 1]));
    found.unwrap_or([1, 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &[u8] = b"state,agency,level,fips,model,signed,first_listed,last_listed,absent_since,ended\n\
        FL,A,county,12071,JEM,2020-05-06,2024-06-01,2025-01-11,,\nFL,A,county,12071,TFM,,2025-01-06,2025-01-11,,\n\
        FL,C,,,TFM,,2025-01-06,2025-01-06,,2025-01-11\nGA,D,,,WSO,2024-12-30,2025-01-06,2025-01-11,,\n\
        GU,E,,,TFM,,2024-06-01,2024-07-01,,2024-12-01\nTX,F,,,TFM,,2025-01-11,2025-01-11,,\n";
    const RESTATED: &[u8] =
        b"date,state,jem,tfm,wso,total,source\n2025-02-01,FL,1,6,2,9,a.xlsx\n2025-02-01,MP,0,1,0,1,a.xlsx\n";

    fn grid(query: &str) -> GridView {
        let record = Rc::new(Record::read(RECORD).unwrap());
        let mut grid = GridView::new(record, Restated::read(RESTATED).unwrap()).unwrap();
        let (query, warnings) = Query::parse(query);
        assert!(warnings.is_empty(), "{warnings:?}");
        grid.update(query);
        grid
    }

    fn tile(grid: &GridView, postal: &str) -> Tile {
        grid.tiles().into_iter().find(|tile| tile.state.postal() == postal).unwrap()
    }

    #[test]
    fn every_state_has_a_tile_of_its_own() {
        let mut places: Vec<[usize; 2]> = State::all().map(place).collect();
        places.sort_unstable();
        let n = places.len();
        places.dedup();
        assert_eq!((places.len(), grid("").tiles().len()), (n, n));
        let named = ROWS.iter().flat_map(|row| row.split(' ')).filter(|postal| *postal != "-");
        assert!(named.clone().all(|postal| State::from_postal(postal).is_some()));
        assert_eq!(named.count(), n);
        assert!(ROWS.iter().all(|row| row.split(' ').count() == 12));
    }

    #[test]
    fn a_tile_says_what_its_state_has_on_the_day() {
        let check = |query: &str, postal: &str, counts: (usize, usize), label: &str| {
            let tile = tile(&grid(query), postal);
            assert_eq!(((tile.agreements, tile.agencies), tile.label.as_str()), (counts, label), "{query}");
        };
        check("", "FL", (2, 1), "Florida, FL: 2 agreements");
        check("as-of=2025-01-06", "FL", (3, 2), "Florida, FL: 3 agreements");
        check("as-of=2025-01-06", "TX", (0, 0), "Texas, TX: 0 agreements");
        check("as-of=2025-01-08&model=JEM", "FL", (1, 1), "Florida, FL: 1 agreement");
        check("as-of=2024-06-01&lang=es", "GU", (1, 1), "Guam, GU: 1 acuerdo");
        check("signed=2024-01-01..", "GA", (1, 1), "Georgia, GA: 1 agreement");
        check("status=ended", "FL", (2, 1), "Florida, FL: 2 agreements");
        // Days that only totals are known of.
        check("as-of=2025-03-01", "FL", (9, 0), "Florida, FL: 9 agreements, restated");
        check("as-of=2025-03-01&model=TFM", "MP", (1, 0), "Northern Mariana Islands, MP: 1 agreement, restated");
        check("as-of=2025-03-01&signed=2024-01-01..", "GA", (1, 1), "Georgia, GA: 1 agreement");
    }

    #[test]
    fn only_states_that_are_asked_for_have_tiles() {
        let mut asked = grid("state=TX,GA");
        let states: Vec<&str> = asked.tiles().iter().map(|tile| tile.state.postal()).collect();
        assert_eq!(states, ["GA", "TX"]);
        let of_county = grid("county=12071").tiles();
        assert_eq!(of_county.iter().map(|tile| tile.state.postal()).collect::<Vec<_>>(), ["FL"]);
        assert_eq!(asked.curves().len(), 2);
        assert_eq!(asked.caption().notes[0], "Counted here are only agreements in Texas, Georgia.");
    }

    #[test]
    fn curves_share_a_scale_or_have_each_its_own() {
        let of = |grid: &mut GridView, postal: &str| {
            let at = grid.tiles().iter().position(|tile| tile.state.postal() == postal).unwrap();
            grid.curves()[at].clone()
        };
        let mut shared = grid("");
        // From 2025-01-01 to 2025-01-11.
        assert_eq!(of(&mut shared, "FL"), "M0 100H0V67H120V0H240V34H240V100z");
        assert_eq!(of(&mut shared, "GA"), "M0 100H0V100H120V67H240V100z");
        assert_eq!((of(&mut shared, "GU"), of(&mut shared, "AL")), (String::new(), String::new()));
        let mut own = shared.clone();
        own.scale(true);
        assert_eq!(of(&mut own, "FL"), of(&mut shared, "FL"));
        assert_eq!(of(&mut own, "GA"), "M0 100H0V100H120V0H240V100z");
        assert_ne!(own.caption().notes, shared.caption().notes);
        // They follow the filter, not the day.
        assert_eq!(of(&mut grid("model=TFM"), "FL"), "M0 100H0V100H120V0H240V50H240V100z");
        assert_eq!(of(&mut grid("as-of=2025-01-06"), "FL"), of(&mut shared, "FL"));
        shared.update(Query::parse("model=TFM").0);
        assert_eq!(of(&mut shared, "GA"), "");
        own.scale(false);
        shared.update(Query::default());
        assert_eq!(of(&mut own, "GA"), of(&mut shared, "GA"));
    }

    #[test]
    fn its_table_has_a_row_for_each_tile_and_says_what_is_restated() {
        let first = |query: &str| {
            let Table { head, rows } = grid(query).table();
            (head, rows.into_iter().next().unwrap())
        };
        let (head, row) = first("state=FL");
        assert_eq!((head.join(","), row.join(",")), ("State,Agreements,Agencies".to_owned(), "Florida,2,1".to_owned()));
        let (head, row) = first("state=FL&as-of=2025-03-01");
        assert_eq!((head.join(","), row.join(",")), ("State,Agreements (restated)".to_owned(), "Florida,9".to_owned()));
    }

    #[test]
    fn the_day_counted_is_marked_where_the_curves_have_it() {
        let check = |query: &str, expected| assert_eq!(grid(query).day(), expected, "{query}");
        check("", None);
        check("as-of=2025-01-06", Some(120));
        check("as-of=2025-01-01", Some(0));
        check("as-of=2024-07-01", None);
        check("as-of=2025-03-01", None);
    }

    #[test]
    fn a_record_that_ends_before_2025_has_curves_of_its_own_time() {
        let record = b"state,agency,model,first_listed,ended\nFL,A,JEM,2021-01-01,\nFL,B,JEM,2021-01-06,\nGA,C,JEM,2021-01-11,\n";
        let mut grid = GridView::new(Rc::new(Record::read(record).unwrap()), Restated::default()).unwrap();
        let at = grid.tiles().iter().position(|tile| tile.state.postal() == "FL").unwrap();
        assert_eq!(grid.curves()[at], "M0 100H0V50H120V0H240V100z");
    }

    #[test]
    fn what_stands_around_the_tiles_says_what_they_are_of() {
        let words = grid("").caption();
        assert_eq!(words.title, "287(g) agreements by state");
        assert_eq!(words.date, "As of January 11, 2025: 4 agreements");
        assert!(words.notes[0].contains("January 1, 2025") && words.notes[0].contains("one scale"), "{words:?}");
        assert!(words.notes[1].contains("the total was 10 agreements on February 1, 2025, as restated"));
        assert!(words.source.starts_with("Source: ICE’s lists"));
        let later = grid("as-of=2025-03-01").caption();
        assert_eq!(later.date, "As of February 1, 2025: 10 agreements, restated");
        assert!(later.source.starts_with("Source: restated by the tracker"));
        assert_eq!(later.notes.len(), 1);
        let spanish = grid("lang=es&model=TFM&status=ended").caption();
        assert_eq!(spanish.title, "Acuerdos 287(g) por estado");
        assert_eq!(spanish.date, "Al 11 de enero de 2025: 2 acuerdos");
        assert_eq!(spanish.notes[0], "Aquí se cuentan solo acuerdos de modelo grupo de trabajo.");
    }
}
