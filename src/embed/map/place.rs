//! Which place a pointer, a key or a code means on a map, and what is told of it. It moves nothing.

use serde::Serialize;

use crate::chart::choropleth::{Area, Fill};
use crate::chart::dots::Dot;
use crate::chart::pointing;
use crate::place::{Fips, State};
use crate::roster::query::count;
use crate::roster::query::filter::Filter;
use crate::roster::record::agreement::{Agreement, Seat};

use super::super::restated as after;
use super::super::title::{self, is_alone};
use super::first::counts;
use super::view::MapView;
use super::words::{self, Presence};

/// What a pointer or a key is answered: a place and what is counted there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Five digits for a county, the postal code for a state.
    pub code: String,
    /// `Lee County, Florida`.
    pub name: String,
    /// Agreements there.
    pub agreements: usize,
    /// Agencies there.
    pub agencies: usize,
    /// The same in words, a line each, with the first agencies and the days of signing.
    pub lines: Vec<String>,
    /// Where its middle lies, in CSS pixels of the picture.
    pub x: f32,
    /// See `x`.
    pub y: f32,
}

impl MapView {
    /// The place under a point of the picture, in CSS pixels; `None` over the sea.
    pub fn place_at(&self, x: f32, y: f32) -> Option<Place> {
        self.place_under(self.under(x, y)?)
    }

    /// What is under a point, as a number: each county has its own, or on a map of states each state, and behind them
    /// each agency that has a dot.
    pub fn under(&self, x: f32, y: f32) -> Option<usize> {
        if let Some(dot) = self.dot_at(x, y) {
            return Some(self.geography.counties().len() + dot.agency as usize);
        }
        let county = pointing::county_at(self.shapes(), self.fit(), x, y)?;
        let state = self.geography.counties().get(county)?.fips.state();
        let shown = self.scope().has(&self.geography, state);
        if self.choropleth.area == Area::State { self.first_of(state) } else { Some(county) }.filter(|_| shown)
    }

    /// The place of such a number.
    pub fn place_under(&self, under: usize) -> Option<Place> {
        let Some(agency) = under.checked_sub(self.geography.counties().len()) else { return self.answer(under) };
        let dot = self.dots.iter().find(|dot| dot.agency as usize == agency)?;
        self.of_agency(dot).or_else(|| self.of_county(dot.county))
    }

    /// The dot under a point: a dot may stand beside the county that it speaks of.
    fn dot_at(&self, x: f32, y: f32) -> Option<&Dot> {
        let (fit, reach) = (self.fit(), self.radius + 1.0);
        let away = |dot: &Dot| {
            let (at_x, at_y) = fit.box_point(dot.at.0, dot.at.1);
            (at_x - x).hypot(at_y - y)
        };
        // Dots overlap where agencies stand close: the one whose middle is nearest is meant.
        let near = self.dots.iter().map(|dot| (away(dot), dot)).filter(|(away, _)| *away <= reach);
        near.min_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, dot)| dot)
    }

    /// The place of a code, county or state.
    pub fn place_of(&self, code: &str) -> Option<Place> {
        match State::from_postal(code) {
            Some(state) => self.of_state(state),
            None => self.of_county(self.geography.position(Fips::parse(code)?)?),
        }
    }

    /// The state that a place's code stands for or lies in.
    pub fn state_of(code: &str) -> Option<State> {
        State::from_postal(code).or_else(|| Fips::parse(code).map(Fips::state))
    }

    /// The index of a county of a place's code, for its outline; `None` for a state on a map of counties, which has
    /// none.
    pub fn index(&self, code: &str) -> Option<usize> {
        match Fips::parse(code) {
            Some(fips) => self.geography.position(fips),
            None if self.choropleth.area == Area::State => self.first_of(State::from_postal(code)?),
            None => None,
        }
    }

    /// The same; of a state on a map of counties the first of those.
    pub fn first_at(&self, code: &str) -> Option<usize> {
        self.index(code).or_else(|| self.first_of(State::from_postal(code)?))
    }

    fn first_of(&self, state: State) -> Option<usize> {
        self.geography.counties().iter().position(|county| county.fips.state() == state)
    }

    /// The place that an arrow key leads to from another (x to the right, y down). `None` at the map's edge.
    pub fn neighbour(&self, from: Option<&str>, dx: f32, dy: f32) -> Option<Place> {
        match from.and_then(|code| self.first_at(code)) {
            Some(from) => self.answer(pointing::neighbour(&self.geography, self.choropleth.area, from, (dx, dy))?),
            None => self.end(false),
        }
    }

    /// The first or the last of the places shown, in the order of their codes.
    pub fn end(&self, last: bool) -> Option<Place> {
        let mut shown = (0..self.geography.counties().len()).filter(|county| self.is_shown(*county));
        self.answer(if last { shown.next_back() } else { shown.next() }?)
    }

    /// Whether a place takes part: those that the choice leaves out, and those outside the state that is looked at, do
    /// not.
    pub fn is_shown(&self, county: usize) -> bool {
        let state = self.geography.counties().get(county).map(|county| county.fips.state());
        self.choropleth.fill(county) != Fill::Unasked && state.is_some_and(|state| self.shows(state))
    }

    /// Whether a state is among those that are looked at.
    pub(super) fn shows(&self, state: State) -> bool {
        self.looked_at.is_none_or(|looked_at| looked_at == state)
    }

    /// What is said of the agency of a dot. Its code is its county's. `None` until names have come.
    fn of_agency(&self, dot: &Dot) -> Option<Place> {
        let (name, agreements, lines) = self.forms.and_then(|forms| (forms.agency)(self, dot))?;
        let code = self.geography.counties().get(dot.county)?.fips.to_string();
        let (x, y) = self.fit().box_point(dot.at.0, dot.at.1);
        Some(Place { code, name, agreements, agencies: 1, lines, x, y })
    }

    /// A county, or on a map of states its state.
    fn answer(&self, county: usize) -> Option<Place> {
        match self.choropleth.area {
            Area::State => self.of_state(self.geography.counties().get(county)?.fips.state()),
            Area::County | Area::Agency => self.of_county(county),
        }
    }

    fn of_county(&self, county: usize) -> Option<Place> {
        let shape = self.geography.counties().get(county)?;
        // A territory of one county is that county: its own agencies sit there.
        let alone = is_alone(&self.geography, county);
        let within = |seat: Seat| {
            let of = |fips: &Fips| fips.state() == shape.fips.state() && self.geography.position(*fips) == Some(county);
            (alone && seat.state == shape.fips.state()) || seat.counties.iter().any(of)
        };
        let name = self.county_name(county);
        let at = (shape.fips.state(), shape.centre);
        Some(self.tell(shape.fips.to_string(), name, at, self.choropleth.fill(county), within))
    }

    fn of_state(&self, state: State) -> Option<Place> {
        let fill = match self.choropleth.fill(self.first_of(state)?) {
            Fill::Unasked => Fill::Unasked,
            _ => Fill::Bare,
        };
        let name = self.query.lang.state(state).to_owned();
        let within = |seat: Seat| seat.state == state;
        let at = (state, pointing::middle_of(&self.geography, state));
        let mut place = self.tell(state.postal().to_owned(), name, at, fill, within);
        let line = self.forms.filter(|_| fill != Fill::Unasked).and_then(|forms| (forms.line)(self, state, None));
        place.lines.splice(0..0, line);
        if let Some(table) = self.shown().filter(|_| fill != Fill::Unasked) {
            let models = table.of_state(state, &self.query.filter);
            (place.agreements, place.agencies) = (models.iter().sum(), 0);
            place.lines = after::lines(models, true, table, self.query.lang);
        }
        Some(place)
    }

    /// What is absent on the day counted, of what a filter for active ones would admit.
    pub(super) fn absent(&self, filter: &Filter, within: impl Fn(Seat) -> bool) -> after::Absent {
        let active = filter.is_of_active();
        let admits = |agreement: &Agreement| active && within(agreement.seat()) && filter.admits(agreement);
        after::absent(&self.record, self.day, admits)
    }

    fn tell(
        &self,
        code: String,
        name: String,
        (state, middle): (State, (f32, f32)),
        fill: Fill,
        within: impl Fn(Seat) -> bool,
    ) -> Place {
        let lang = self.query.lang;
        let (x, y) = self.fit().box_point(middle.0, middle.1);
        // Counted anew: on a map of states counties have no tallies of their own, and on one of counties states have
        // other ones.
        let tally = count::tally(&self.record, &self.query.filter, self.day, 1, &mut |seat, count| {
            if within(seat) {
                count(0);
            }
        });
        let tally = tally.first().copied().unwrap_or_default();
        let lines = match fill {
            Fill::Unasked => vec![words::not_asked(lang).to_owned()],
            _ => {
                let absent = self.absent(&self.query.filter, &within).map(|absent| after::absent_line(absent, lang));
                let known =
                    |agreement: &Agreement| within(agreement.seat()) && counts(agreement, &self.query.filter, self.day);
                let first = self.record.agreements().filter(|_| self.is_of_first()).filter(known);
                let first = first.filter_map(|agreement| agreement.signed).min();
                let mut presence = self.presence(state, within);
                presence.signed.take_if(|_| self.is_of_first());
                let first = first.zip(self.forms).and_then(|(day, forms)| (forms.line)(self, state, Some(day)));
                let mut lines = words::place(&tally, fill, &presence, self.day, lang);
                // Behind the sum.
                lines.splice(1..1, first.into_iter().chain(absent));
                lines
            }
        };
        Place { code, name, agreements: tally.agreements, agencies: tally.agencies, lines, x, y }
    }

    fn presence(&self, state: State, within: impl Fn(Seat) -> bool) -> Presence {
        let mut presence = Presence::default();
        let mut last = None;
        for (agreement, agency) in self.counted(&self.query.filter) {
            let state_wide = agreement.state == state && agreement.is_state_wide();
            let within = within(agreement.seat());
            if !state_wide && !within {
                continue;
            }
            let first = last.replace(agency) != Some(agency);
            if first {
                let names = if state_wide { &mut presence.state_wide } else { &mut presence.agencies };
                names.push(agreement.agency.to_owned());
            }
            if let Some(day) = agreement.signed.filter(|_| within) {
                let (first, last) = presence.signed.unwrap_or((day, day));
                presence.signed = Some((first.min(day), last.max(day)));
            }
        }
        presence
    }

    /// The agreements that a filter admits on the day counted, with the numbers of their agencies.
    pub(super) fn counted<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = (Agreement<'a>, u32)> {
        self.record.with_agencies().filter(|(agreement, _)| filter.admits_on(agreement, self.day))
    }

    /// Where an agency sits, in words: in a county, in no known one, or in all of its state.
    pub(super) fn seat(&self, agreement: &Agreement) -> String {
        let lang = self.query.lang;
        match agreement.counties.iter().find_map(|fips| self.geography.position(*fips)) {
            Some(county) => self.county_name(county),
            None if agreement.is_state_wide() => lang.state(agreement.state).to_owned(),
            None => words::unplaced(lang).to_owned(),
        }
    }

    /// What a place is called: a county with its state, or on a map of states the state.
    pub(super) fn name(&self, county: usize) -> String {
        match (self.choropleth.area, self.geography.counties().get(county)) {
            (Area::State, Some(shape)) => self.query.lang.state(shape.fips.state()).to_owned(),
            _ => self.county_name(county),
        }
    }

    fn county_name(&self, county: usize) -> String {
        title::county(&self.geography, county, self.query.lang)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::atlas::Geography;
    use crate::chart::Theme;
    use crate::chart::figure::Swatch;
    use crate::chart::labels::{Label, overlap};
    use crate::contract::Query;
    use crate::roster::import::places;
    use crate::roster::query::count::Tally;
    use crate::roster::query::restated::Restated;
    use crate::roster::record::Record;
    use crate::roster::record::names::Names;

    const CSV: &str = "\
state,agency,level,fips,model,signed,first_listed,ended
FL,Highway Patrol,state,,TFM,2025-03-01,2025-03-05,
FL,Lee County Sheriff,county,12071,JEM,2025-02-01,2025-03-05,
FL,Lee County Sheriff,county,12071,TFM,2025-03-01,2025-03-05,
FL,Sanibel Police,municipal,12071,TFM,2025-03-02,2025-03-05,
FL,Tampa Police,municipal,12057,WSO,,2025-03-05,
";

    fn map(query: &str) -> MapView {
        map_of(CSV.as_bytes(), query)
    }

    fn map_of(csv: &[u8], query: &str) -> MapView {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        geography.name(|fips| names.name(fips));
        let mut record = Record::read(csv).unwrap();
        record.name_counties(names.counties());
        let mut map = MapView::whole(Rc::new(record), Rc::new(geography)).unwrap();
        map.resize(975.0, 610.0);
        map.update(Query::parse(query).0);
        map
    }

    #[test]
    fn a_point_of_a_dot_means_that_dot() {
        let mut map = map_of(include_bytes!("../../../data/agreements.csv"), "by=agency");
        for width in [640.0, 975.0] {
            map.resize(width, width * 0.63);
            assert!(map.dots.len() > 100);
            let middles: Vec<(f32, f32)> = map.dots.iter().map(|dot| map.fit().box_point(dot.at.0, dot.at.1)).collect();
            let (inside, beside) = (0.8 * map.radius, map.radius + 1.5);
            // A fifth of them has every kind of neighbour.
            let asked = middles.iter().step_by(5);
            for ((x, y), away) in asked.flat_map(|middle| [(middle, 0.0), (middle, inside), (middle, beside)]) {
                for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                    let (x, y) = (x + dx * away, y + dy * away);
                    let nearest = middles.iter().map(|(a, b)| (a - x).hypot(b - y)).fold(f32::INFINITY, f32::min);
                    let found = map.dot_at(x, y).map(|dot| map.fit().box_point(dot.at.0, dot.at.1));
                    let found = found.map_or(f32::INFINITY, |(a, b)| (a - x).hypot(b - y));
                    let meant = nearest <= map.radius + 1.0;
                    assert_eq!(found, if meant { nearest } else { f32::INFINITY }, "{width}: {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn a_place_is_told_of_whatever_the_map_is_of() {
        for query in ["", "by=state", "by=agency"] {
            let map = map(query);
            let check = |code, lines: &[&str]| assert_eq!(map.place_of(code).unwrap().lines, lines, "{query} {code}");
            check(
                "FL",
                &[
                    "5 agreements, 4 agencies",
                    "Jail enforcement: 1",
                    "Task force: 3",
                    "Warrant service officer: 1",
                    "Lee County Sheriff",
                    "Sanibel Police",
                    "Tampa Police",
                    "Signed February 1, 2025 to March 2, 2025",
                    "State agencies: 1",
                    "Highway Patrol",
                ],
            );
            check("12086", &["No agreements here as of March 5, 2025", "State agencies: 1", "Highway Patrol"]);
            check("13121", &["No agreements here as of March 5, 2025"]);
            let lee = map.place_of("12071").unwrap();
            assert_eq!((lee.name.as_str(), lee.agreements, lee.agencies), ("Lee County, Florida", 3, 2));
            assert!(map.place_of("99999").is_none() && map.place_of("").is_none());
        }
        let lines = map("").place_of("12057").unwrap().lines;
        assert_eq!(lines[2..], ["None is county-wide", "Tampa Police", "State agencies: 1", "Highway Patrol"]);
        // What the choice leaves out is nowhere.
        let lines = map("level=municipal").place_of("12086").unwrap().lines;
        assert_eq!(lines, ["No agreements here as of March 5, 2025"]);
        let lines = map("state=GA&lang=es").place_of("12071").unwrap().lines;
        assert_eq!(lines, ["Fuera de esta selección"]);
    }

    #[test]
    fn only_a_state_of_one_county_lends_it_its_name() {
        for query in ["", "by=agency"] {
            let map = map(query);
            let (mut alone, mut alike) = (0, 0);
            for (at, county) in map.geography.counties().iter().enumerate() {
                let state = county.fips.state();
                let n = map.geography.counties().iter().filter(|other| other.fips.state() == state).count();
                let name = map.place_of(&county.fips.to_string()).unwrap().name;
                assert_eq!(name == state.name(), n == 1, "{query} {name}");
                assert_eq!(map.name(at), name);
                alone += usize::from(n == 1);
                alike += usize::from(n > 1 && map.geography.name_of(at) == state.name());
            }
            assert!(alone > 1 && alike > 5, "{alone} alone, {alike} named alike");
        }
    }

    #[test]
    fn a_county_that_is_all_of_its_state_has_the_state_s_agencies() {
        let csv = "state,agency,level,fips,model,signed,first_listed,ended\nGU,Port Police,state,,TFM,2025-03-01,2025-03-05,\n";
        let guam = map_of(csv.as_bytes(), "").place_of("66010").unwrap();
        assert_eq!((guam.name.as_str(), guam.agreements, guam.agencies), ("Guam", 1, 1));
        assert_eq!(guam.lines[..2], ["1 agreement, 1 agency", "Task force: 1"]);
    }

    #[test]
    fn each_territory_of_the_map_shows_how_many_agencies_it_has() {
        let csv = "state,agency,level,fips,model,first_listed,ended\nGU,Port Police,state,,TFM,2025-03-05,\n\
                   MP,Prisons,state,,JEM,2025-03-05,\nMP,Public Safety,state,,TFM,2025-03-05,\n";
        for (width, height) in [(320.0, 200.0), (640.0, 400.0), (975.0, 610.0), (1_200.0, 750.0)] {
            let mut map = map_of(csv.as_bytes(), "");
            map.resize(width, height);
            let badges: Vec<&Label> = map.labels.iter().filter(|label| label.badge).collect();
            assert_eq!(badges.iter().map(|badge| &*badge.text).collect::<Vec<_>>(), ["1", "2"], "{width}");
            assert!(!overlap(badges[0].rect(), badges[1].rect()), "{width}");
            for words in map.scene(&Theme::LIGHT).inset_words() {
                assert!(badges.iter().all(|badge| !overlap(badge.rect(), words)), "{width}");
            }
            assert_eq!(map.caption(&Theme::LIGHT).legend.last().unwrap().swatch, Swatch::Badge);
        }
        // Looked at alone it fills the picture, as other states do.
        let map = map_of(csv.as_bytes(), "state=GU");
        assert_eq!(map.labels.iter().filter(|label| label.badge).count(), 1);
    }

    /// Each column of a table of numbers, added up.
    fn sums(map: &MapView) -> Vec<i64> {
        let rows = map.table().rows;
        let number = |cell: &String| cell.replace(',', "").parse::<i64>().unwrap();
        (1..rows[0].len()).map(|column| rows.iter().map(|row| number(&row[column])).sum()).collect()
    }

    #[test]
    fn the_sums_of_a_table_are_the_total_though_an_agency_stands_for_several_counties() {
        let real = include_bytes!("../../../data/agreements.csv");
        for query in ["", "model=TFM", "state=VA,FL", "status=active,ended,absent", "as-of=2025-06-30", "by=state"] {
            let map = map_of(real, query);
            let Tally { agreements, agencies, models } = map.choropleth.total;
            let total = [[agreements, agencies].as_slice(), &models].concat();
            assert_eq!(sums(&map), total.iter().map(|n| *n as i64).collect::<Vec<_>>(), "{query}");
        }
        let csv = "state,agency,level,fips,model,first_listed,ended\nVA,Regional Jail,county,51157;51171;51187,WSO,2025-03-05,\n";
        let last = map_of(csv.as_bytes(), "lang=es").table().rows.pop().unwrap();
        assert_eq!(last[1..], ["-2", "-2", "0", "0", "-2"]);
        assert_eq!(last[0], "Contados arriba en cada uno de varios condados, una vez en el total");
        // Where one of its counties is looked at alone, it is told once.
        let once = map_of(csv.as_bytes(), "by=state").table();
        assert_eq!(once.rows.len(), 1);
    }

    #[test]
    fn some_of_many_state_agencies_are_named() {
        let agencies = ["Guard", "Highway Patrol", "Lottery", "Parks"]
            .map(|name| format!("FL,{name},state,,JEM,2025-03-05,\nFL,{name},state,,TFM,2025-03-05,\n"));
        let csv = ["state,agency,level,fips,model,first_listed,ended\n", &agencies.concat()].concat();
        let map = map_of(csv.as_bytes(), "lang=es");
        let lines = map.place_of("12071").unwrap().lines;
        assert_eq!(lines[1..], ["Agencias estatales: 4", "Guard", "Highway Patrol", "y 2 más"]);
        assert_eq!(map.place_of("FL").unwrap().lines[3..], lines[1..]);
        assert_eq!(
            map.caption(&Theme::LIGHT).notes[1],
            "El total incluye 8 acuerdos con agencias estatales en Florida, que ningún condado muestra."
        );
    }

    #[test]
    fn a_legend_explains_what_is_in_the_picture_and_nothing_else() {
        let check = |query: &str, swatches: &[Swatch], badges: &[&str]| {
            let map = map(query);
            let legend = map.caption(&Theme::LIGHT).legend;
            assert_eq!(legend.iter().map(|key| key.swatch).collect::<Vec<_>>(), swatches, "{query}");
            assert!(legend.iter().all(|key| !key.label.ends_with("(0)")), "{query} {legend:?}");
            let shown: Vec<_> =
                map.labels.iter().filter(|label| label.badge).map(|label| label.text.as_str()).collect();
            assert_eq!(shown, badges, "{query}");
        };
        // None, one, three or more; a town's alone, and the state's.
        let [whole, striped, badge] = [Swatch::Whole, Swatch::Striped, Swatch::Badge];
        check("", &[whole, whole, whole, striped, badge], &["1"]);
        check("state=GA", &[whole], &[]);
        check("level=county", &[whole, whole], &[]);
        check("level=state", &[whole, badge], &["1"]);
        check("by=state", &[whole, whole], &[]);
        check("by=agency", &[Swatch::Dot; 3], &[]);
    }

    #[test]
    fn a_state_looked_at_is_all_that_is_told_of_wherever_the_look_came_from() {
        let csv = [CSV, "GA,State Patrol,state,,TFM,2025-03-02,2025-03-05,\nGA,Cobb,county,13067,JEM,,2025-03-05,\n"];
        let restated =
            "date,state,jem,tfm,wso,total,source\n2025-06-09,FL,1,6,2,9,a.xlsx\n2025-06-09,GA,0,1,0,1,a.xlsx\n";
        let told = |query: &str, at: Option<&str>| {
            let mut map = map_of(csv.concat().as_bytes(), query);
            map.restate(Restated::read(restated.as_bytes()).unwrap());
            if let Some(state) = at {
                map.look_at(MapView::state_of(state));
            }
            (map.caption(&Theme::LIGHT), map.table())
        };
        for query in ["", "by=state", "by=agency", "model=TFM&unit=agencies&lang=es"] {
            let chosen = told(&format!("{query}&state=FL"), None);
            assert_eq!(told(query, Some("FL")), chosen, "{query}");
            assert_eq!(told(&format!("{query}&state=GA,FL"), Some("FL")), chosen, "{query}");
            assert!(!chosen.0.summary().contains("Georgia") && !chosen.0.source.is_empty());
        }
        let (florida, _) = told("", Some("FL"));
        assert_eq!(florida.title, "287(g) agreements by county: Florida");
        assert_eq!(florida.notes[0], "Florida: 5 agreements, 4 agencies.");
        assert!(florida.notes[1].contains("9 agreements"), "{}", florida.notes[1]);
        assert_eq!(
            florida.notes[2..],
            ["The total includes 1 agreement with state agencies in Florida, which no county shows."]
        );
        // One that the choice leaves out is not what is counted.
        assert_eq!(told("state=GA", Some("FL")).0.title, "287(g) agreements by county: Georgia");
    }

    #[test]
    fn counties_that_are_asked_for_are_looked_at_and_named() {
        let title = |map: &MapView| map.caption(&Theme::LIGHT).title;
        let lee = map("county=12071");
        assert_eq!(title(&lee), "287(g) agreements: Lee County, Florida");
        assert_eq!(lee.caption(&Theme::LIGHT).notes, ["Lee County, Florida: 3 agreements, 2 agencies."]);
        let (x, y) = (lee.place_of("12071").unwrap().x, lee.place_of("12071").unwrap().y);
        assert!(lee.zoom() > 4.0 && (300.0..675.0).contains(&x) && (150.0..450.0).contains(&y), "{x} {y}");
        assert_eq!(lee.looked_at(), State::from_postal("FL"));
        let several = map("county=12071,12057");
        assert_eq!(title(&several), "287(g) agreements by county: 2 counties in Florida");
        assert!(several.zoom() > 1.0 && several.zoom() < lee.zoom());
        assert_eq!(title(&map("county=12071,13067&lang=es")), "Acuerdos 287(g) por condado: 2 condados");
        assert_eq!(
            title(&map("county=12071&by=agency&unit=agencies")),
            "287(g) agreements by agency: Lee County, Florida"
        );
        // A reader goes back to the whole, and looks closely again.
        let mut map = lee;
        map.look_at(None);
        assert_eq!((map.zoom(), title(&map).as_str()), (1.0, "287(g) agreements: Lee County, Florida"));
        // No code is told before names have come, nor the counties of another state.
        let bare = MapView::new(Rc::new(Record::read(CSV.as_bytes()).unwrap()), map.geography.clone()).unwrap();
        let asked = |query: &str| {
            let mut map = bare.clone();
            map.update(Query::parse(query).0);
            title(&map)
        };
        assert_eq!(asked("county=12071"), "287(g) agreements: 1 county in Florida");
    }

    #[test]
    fn a_closer_look_shows_what_lies_there_and_no_inset() {
        let shown = |query: &str, look: Option<&str>| {
            let mut map = map(query);
            if let Some(state) = look {
                map.look_at(MapView::state_of(state));
            }
            ["48201", "15003", "02020", "66010"]
                .map(|code| map.scope().has(&map.geography, MapView::state_of(code).unwrap()))
        };
        let check = |query, look, expected| assert_eq!(shown(query, look), expected, "{query} {look:?}");
        let (all, mainland, hawaii) = ([true; 4], [true, false, false, false], [false, true, false, false]);
        check("", None, all);
        check("state=TX", None, mainland);
        check("by=agency", Some("TX"), mainland);
        check("county=48201", None, mainland);
        check("state=TX,OK", None, mainland);
        check("state=HI", None, hawaii);
        check("state=TX,HI", None, all);
        // What is not drawn is not answered for.
        let texas = map("state=TX");
        let hawaii = texas.place_of("15003").unwrap();
        assert_eq!(texas.place_at(hawaii.x, hawaii.y), None);
    }

    #[test]
    fn each_agency_has_a_row_wherever_it_sits() {
        let csv = [CSV, "FL,Nowhere Police,municipal,,WSO,,2025-03-05,\n"].concat();
        let map = map_of(csv.as_bytes(), "by=agency");
        let rows: Vec<[String; 3]> = map.table().rows.into_iter().map(|row| row.try_into().unwrap()).collect();
        let row = |name: &str, place: &str, models: &str| [name, place, models].map(str::to_owned);
        let expected = [
            row("Highway Patrol", "Florida", "Task force"),
            row("Lee County Sheriff", "Lee County, Florida", "Jail enforcement, Task force"),
            row("Nowhere Police", "County not known", "Warrant service officer"),
            row("Sanibel Police", "Lee County, Florida", "Task force"),
            row("Tampa Police", "Hillsborough County, Florida", "Warrant service officer"),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn names_come_after_the_picture() {
        let whole = Record::read(CSV.as_bytes()).unwrap();
        let record = Record::packed(&whole.to_packed()).unwrap();
        let geography = Rc::new(Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap());
        let mut map = MapView::new(Rc::new(record.clone()), geography.clone()).unwrap();
        map.equip();
        map.update(Query::parse("state=FL").0);
        map.resize(975.0, 610.0);
        // But for the number of the state's own agencies.
        let badges = |map: &MapView| map.labels.iter().filter(|label| label.badge).count();
        assert_eq!((map.labels.len(), badges(&map)), (1, 1));
        let lee = map.place_of("12071").unwrap();
        assert_eq!((lee.name.as_str(), lee.agreements, lee.lines.len()), ("12071, Florida", 3, 5));

        let counties = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        let names = Names::read(&Names::pack(counties.counties(), &whole)).unwrap();
        let mut record = record;
        record.name(&names).unwrap();
        geography.name(|fips| names.county(fips));
        map.learn(Rc::new(record));
        assert!(map.labels.len() > 5 && badges(&map) == 1);
        let badge = map.labels.iter().find(|label| label.badge).unwrap().rect();
        assert!(map.labels.iter().all(|label| label.badge || !overlap(badge, label.rect())));
        let named = map.place_of("12071").unwrap();
        assert_eq!((named.name.as_str(), named.agreements), ("Lee County, Florida", 3));
        assert!(named.lines.contains(&"Sanibel Police".to_owned()));
        // What was asked before the names were there is counted anew.
        map.update(Query::parse("q=sanibel").0);
        assert_eq!(map.choropleth.total.agreements, 1);
    }

    #[test]
    fn after_the_last_list_a_map_of_states_tells_what_is_restated_and_others_where_they_end() {
        let csv = "date,state,jem,tfm,wso,total,source\n2025-06-09,FL,1,6,2,9,a.xlsx\n2025-06-09,GA,0,1,0,1,a.xlsx\n";
        let of = |query: &str| {
            let mut map = map(query);
            map.restate(Restated::read(csv.as_bytes()).unwrap());
            map
        };
        let source = "Source: restated by the tracker Tracking_287g from ICE’s list a.xlsx; no agencies known";
        let states = of("by=state&as-of=2025-07-01");
        let florida = states.place_of("FL").unwrap();
        assert_eq!((florida.agreements, florida.agencies), (9, 0));
        assert_eq!(florida.lines[0], "9 agreements, restated");
        assert_eq!(florida.lines.last().unwrap(), source);
        let caption = states.caption(&Theme::LIGHT);
        assert_eq!(caption.title, "287(g) agreements by state, restated");
        assert_eq!(caption.date, "As of June 9, 2025");
        assert_eq!(caption.notes, ["10 agreements, restated. In 2 states."]);
        assert_eq!(caption.source, format!("{source}."));
        let table = states.table();
        assert_eq!(table.head[1..3], ["Agreements (restated)", "Source"]);
        assert_eq!(table.rows[0][..3], ["Florida", "9", "Tracking_287g, ICE’s list a.xlsx"]);

        // Counted, and said where that ends.
        let ends = "The lists counted here end on March 5, 2025; the total";
        for query in
            ["as-of=2025-07-01", "by=agency&as-of=2025-07-01", "by=state&unit=agencies&as-of=2025-07-01", "by=state"]
        {
            let counted = of(query);
            assert_eq!(counted.place_of("FL").unwrap().lines[0], "5 agreements, 4 agencies", "{query}");
            let caption = counted.caption(&Theme::LIGHT);
            assert_eq!(caption.date, "As of March 5, 2025");
            let note =
                format!("{ends} was 10 agreements on June 9, 2025, as restated by another tracker, Tracking_287g.");
            assert_eq!(caption.notes[1], note, "{query}");
            assert!(!caption.title.contains("restated"), "{query}");
        }
        // A day between the last list and the first restated one is counted, too.
        assert_eq!(of("by=state&as-of=2025-04-01").caption(&Theme::LIGHT).date, "As of March 5, 2025");
    }

    #[test]
    fn keys_find_places() {
        let found = |place: Option<Place>| place.map(|place| place.code).unwrap_or_default();
        let counties = map("");
        assert_eq!([false, true].map(|last| found(counties.end(last))), ["01001", "69120"]);
        assert_eq!(found(counties.neighbour(Some("12071"), 1.0, 0.0)), "12051");
        assert_eq!(found(counties.neighbour(None, 1.0, 0.0)), "01001");
        // From a state on, which letters find.
        let beside = found(counties.neighbour(Some("FL"), 0.0, -1.0));
        assert!(beside.starts_with("12") || beside.starts_with("13"), "{beside}");
        // One state alone: its places are all there are.
        let florida = map("state=FL");
        assert_eq!([false, true].map(|last| found(florida.end(last))), ["12001", "12133"]);
    }
}
