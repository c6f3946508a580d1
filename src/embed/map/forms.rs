//! What a map shows beside counties by how many: states with their numbers, agencies as dots or, where dots have no
//! room, as numbers, shares of counties, first signatures. A page loads it when it asks for one of them.

use std::rc::Rc;

use crate::atlas::Geography;
use crate::chart::choropleth::{Area, Choropleth, Unit};
use crate::chart::dots::{self, Dot};
use crate::chart::figure::Caption;
use crate::chart::labels::{self, Spot};
use crate::chart::{Theme, text};
use crate::date::Date;
use crate::error::Result;
use crate::phrases::phrase;
use crate::place::State;
use crate::roster::query::filter::Filter;
use crate::roster::record::Record;
use crate::roster::record::agreement::Agreement;

use super::super::table::Table;
use super::super::words::model_name;
use super::view::{Forms, MapView};
use super::{first, share, words};

/// Half the width of the largest dot and of the smallest that is still seen, in CSS pixels.
const RADII: (f32, f32) = (4.0, 1.2);
/// A hair between two dots, in CSS pixels.
const HAIR: f32 = 0.3;

impl MapView {
    /// A map that has all there is to show, as a page has it in the end: its forms, and names where its record and its
    /// shapes have them.
    ///
    /// # Errors
    /// The record holds no agreement that was ever listed.
    pub fn whole(record: Rc<Record>, geography: Rc<Geography>) -> Result<MapView> {
        let mut view = MapView::new(record.clone(), geography)?;
        view.equip();
        view.learn(record);
        Ok(view)
    }

    /// Lets it show more than counties by how many.
    pub fn equip(&mut self) {
        self.forms = Some(Forms { color, place, caption, table, line, agency });
        self.placed = None;
        self.count();
    }

    /// What stands on a state, or beside it: how many, or which share; nothing where that is none.
    fn figure(&self, state: State) -> Option<String> {
        let lang = self.query.lang;
        match self.choropleth.unit {
            _ if self.is_of_first() => None,
            Unit::Share => {
                let share = share::percent(share::counties(&self.geography, &self.choropleth, state));
                (share > 0).then(|| lang.number(share) + "%")
            }
            unit => Some(unit.of(&self.choropleth.of_state(state))).filter(|n| *n > 0).map(|n| lang.number(n)),
        }
    }

    /// As wide as a state's figure is on the last list without any filter, or as most shares are, so that its place is
    /// the same while it grows; nothing where there was none.
    fn usual_figure(&self, state: State) -> Option<String> {
        let n = self.usual.get(usize::from(state.code())).map_or(0, |tally| self.choropleth.unit.of(tally));
        let figure = || if self.choropleth.unit == Unit::Share { "88%".to_owned() } else { self.query.lang.number(n) };
        (n > 0).then(figure)
    }

    /// Finds the dots' places at the largest size at which the land of each state holds its own; none where none does.
    fn place_dots(&mut self) {
        let scale = self.fit().scale.max(f32::EPSILON);
        let (largest, smallest) = RADII;
        let mut radius = (scale * 2.6).max(smallest).min(largest);
        loop {
            if let Some(places) = dots::places(&self.geography, &self.record, (2.0 * radius + HAIR) / scale) {
                (self.places, self.radius) = (places, radius);
                return;
            }
            if radius <= smallest {
                (self.places, self.radius) = (Vec::new(), 0.0);
                return;
            }
            radius = (radius * 0.85).max(smallest);
        }
    }
}

fn color(view: &MapView, filter: &Filter, choropleth: Choropleth) -> Choropleth {
    match choropleth.unit {
        _ if view.is_of_first() => first::color(choropleth, &view.geography, &view.record, filter, view.day),
        Unit::Share => share::color(choropleth, &view.geography, filter),
        _ => choropleth,
    }
}

fn place(view: &mut MapView, moved: bool) {
    let is_of_dots = view.choropleth.area == Area::Agency;
    if is_of_dots && moved {
        view.place_dots();
    }
    if is_of_dots && view.radius > 0.0 {
        let scope = view.scope();
        view.spots.clear();
        view.dots = dots::dots(&view.record, &view.query.filter, view.day, &view.places);
        let counties = view.geography.counties();
        let state = |county: usize| counties.get(county).map(|county| county.fips.state());
        view.dots.retain(|dot| state(dot.county).is_some_and(|state| scope.has(&view.geography, state)));
        return;
    }
    let (fit, letters, scope) = (view.fit(), view.letters(), view.scope());
    if moved {
        let widths = |state: State, beside: bool| {
            let figure = view.usual_figure(state).unwrap_or("0".to_owned());
            text::width(&if beside { [state.postal(), " ", &figure].concat() } else { figure }, letters)
        };
        let first = |state: State| view.usual_figure(state).is_some();
        view.spots = labels::spots(&view.geography, &view.anchors, &widths, &first, letters, fit, view.size);
    }
    for (anchor, spot) in view.anchors.iter().zip(&view.spots) {
        if !scope.has(&view.geography, anchor.state) {
            continue;
        }
        let Some(figure) = view.figure(anchor.state) else { continue };
        let on = view.geography.county_at(anchor.at.0, anchor.at.1);
        let words = match spot {
            Spot::Beside(..) => [anchor.state.postal(), " ", &figure].concat(),
            Spot::In(_) => figure,
            // An inset has room beside its name.
            Spot::Nowhere => {
                if view.is_inset(anchor.state) {
                    view.figures.push((anchor.state, figure));
                }
                continue;
            }
        };
        view.labels.extend(labels::label(*spot, words, letters, on));
    }
}

fn caption(view: &MapView, filter: &Filter, choropleth: &Choropleth, theme: &Theme, caption: &mut Caption) {
    let lang = view.query.lang;
    let counted = (choropleth, &*view.geography);
    if view.is_of_first() {
        first::caption(caption, counted, filter, &view.record, (lang, theme));
    } else if choropleth.unit == Unit::Share {
        share::caption(caption, counted, filter, &view.record, (lang, theme));
    }
    if choropleth.area == Area::County || !view.dots.is_empty() {
        return;
    }
    if choropleth.area == Area::Agency && view.radius == 0.0 {
        // A legend without entries has no heading.
        caption.legend.clear();
        if let Some(total) = caption.notes.first_mut() {
            *total = [total.as_str(), " ", lang.pick(phrase!(map.no_dots))].concat();
        }
    }
    let hidden = view.anchors.iter().zip(&view.spots).filter(|(_, spot)| **spot == Spot::Nowhere);
    let hidden = hidden.map(|(anchor, _)| anchor.state).filter(|state| !view.is_inset(*state));
    let hidden = hidden.filter_map(|state| Some([lang.state(state), " ", &view.figure(state)?].concat()));
    let hidden = hidden.collect::<Vec<_>>().join(", ");
    if !hidden.is_empty() {
        caption.notes.push(lang.tell(phrase!(map.no_room), &[&hidden]));
    }
}

fn table(view: &MapView, filter: &Filter, choropleth: &Choropleth, table: &mut Table) {
    let lang = view.query.lang;
    let days = first::days(&view.geography, &view.record, filter, view.day, choropleth.area);
    let cell: &dyn Fn(usize, State) -> String = match choropleth.unit {
        _ if view.is_of_first() => {
            table.head.push(first::column(lang));
            &|county, _| days.get(county).copied().flatten().map_or(String::new(), |day| lang.day(day))
        }
        Unit::Share => {
            table.head.push(share::column(lang));
            &|_, state| {
                let (with, of) = share::counties(&view.geography, choropleth, state);
                share::of(with, of, lang)
            }
        }
        _ => return,
    };
    let (mut rows, mut last) = (table.rows.iter_mut(), None);
    for (at, county) in view.geography.counties().iter().enumerate() {
        let state = county.fips.state();
        let again = last.replace(state) == Some(state) && choropleth.area == Area::State;
        if !again && choropleth.tallies.get(at).is_some_and(|tally| tally.agreements > 0) {
            rows.next().into_iter().for_each(|row| row.push(cell(at, state)));
        }
    }
    // What is in no place.
    rows.for_each(|row| row.push(String::new()));
}

fn line(view: &MapView, state: State, first: Option<Date>) -> Option<String> {
    let lang = view.query.lang;
    match first {
        Some(day) => Some(first::line(day, lang)),
        None if view.choropleth.unit == Unit::Share => {
            let (with, of) = share::counties(&view.geography, &view.choropleth, state);
            Some(share::line(with, of, lang))
        }
        None => None,
    }
}

/// Where it sits, of which models, signed when.
fn agency(view: &MapView, dot: &Dot) -> Option<(String, usize, Vec<String>)> {
    let lang = view.query.lang;
    let counted = view.counted(&view.query.filter).filter(|(_, agency)| *agency == dot.agency);
    let agreements: Vec<Agreement> = counted.map(|(agreement, _)| agreement).collect();
    let first = agreements.first().filter(|agreement| !agreement.agency.is_empty())?;
    let mut models: Vec<&str> = agreements.iter().map(|agreement| model_name(agreement.model, lang)).collect();
    // Those of a model stand beside each other.
    models.dedup();
    let days = agreements.iter().filter_map(|agreement| agreement.signed);
    let mut seat = view.seat(first);
    // Where others stand in its own county already, the nearest land of the state has room.
    if !view.geography.covers(dot.county, dot.at.0, dot.at.1) {
        seat = [seat.as_str(), " ", lang.pick(phrase!(map.beside))].concat();
    }
    let mut lines = vec![seat, models.join(", ")];
    lines.extend(words::signed(days.clone().min().zip(days.max()), lang));
    Some((first.agency.to_owned(), agreements.len(), lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::choropleth::Fill;
    use crate::chart::figure::Swatch;
    use crate::chart::labels::overlap;
    use crate::contract::Query;
    use crate::place::Fips;
    use crate::roster::import::places;

    const CSV: &str = "\
state,agency,level,fips,model,signed,first_listed,ended
DE,State Police,state,,TFM,2025-03-01,2025-03-05,
DE,Kent County Sheriff,county,10001,JEM,2020-06-08,2025-03-05,
DE,Kent County Sheriff,county,10001,TFM,2025-02-20,2025-03-05,
DE,Dover Police,municipal,10001,TFM,2025-03-02,2025-03-05,
DE,Lewes Police,municipal,10005,WSO,2025-08-02,2025-08-05,
FL,Lee County Sheriff,county,12071,WSO,,2025-03-05,
";

    fn geography() -> Geography {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        geography.name(|fips| names.name(fips));
        geography
    }

    fn map_of(csv: &[u8], query: &str, width: f32) -> MapView {
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        let mut record = Record::read(csv).unwrap();
        record.name_counties(names.counties());
        let mut map = MapView::whole(Rc::new(record), Rc::new(geography())).unwrap();
        map.resize(width, (width * 610.0 / 975.0).round());
        map.update(Query::parse(query).0);
        map
    }

    fn map(query: &str) -> MapView {
        map_of(CSV.as_bytes(), query, 975.0)
    }

    fn fill(map: &MapView, fips: &str) -> Fill {
        map.choropleth.fill(map.geography.position(Fips::parse(fips).unwrap()).unwrap())
    }

    #[test]
    fn no_words_stand_over_others_on_any_page() {
        let csv = include_bytes!("../../../data/agreements.csv");
        for query in ["by=state", "by=state&unit=share", "by=agency", "by=state&lang=es&status=active,ended"] {
            let mut map = map_of(csv, query, 975.0);
            for width in [320.0, 375.0, 640.0, 975.0_f32] {
                map.resize(width, (width * 610.0 / 975.0).round());
                let rect = |label: &labels::Label| match label.rect() {
                    rect if label.badge => rect,
                    // Capitals and digits do not reach below their line, nor to the height of their size.
                    [left, top, right, _] => [left, top + 0.28 * label.size, right, label.at.1],
                };
                let mut rects: Vec<[f32; 4]> = map.labels.iter().map(rect).collect();
                for words in map.scene(&Theme::LIGHT).inset_words() {
                    // Nor over land.
                    let [left, top, right, bottom] = words;
                    let (across, down) = ((right - left) / 20.0, (bottom - top) / 4.0);
                    for (x, y) in (0..=20).flat_map(|x| (0..=4).map(move |y| (x as f32 * across, y as f32 * down))) {
                        let (x, y) = map.fit().map_point(left + x, top + y).unwrap();
                        assert_eq!(map.geography.county_at(x, y), None, "{query} {width}: {words:?}");
                    }
                    rects.push(words);
                }
                for (at, one) in rects.iter().enumerate() {
                    assert!(one[0] >= -0.5 && one[2] <= width + 0.5, "{query} {width}: {one:?}");
                    for other in rects.iter().skip(at + 1) {
                        assert!(!overlap(*one, *other), "{query} {width}: {one:?} {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn agencies_are_dots_on_land_or_numbers_of_states() {
        let csv = include_bytes!("../../../data/agreements.csv");
        let forms = [320.0, 375.0, 640.0, 975.0].map(|width| {
            let map = map_of(csv, "by=agency", width);
            let caption = map.caption(&Theme::LIGHT);
            let dots = caption.legend.iter().any(|key| key.swatch == Swatch::Dot);
            assert_eq!(dots, map.labels.is_empty() && map.dots.len() > 1_000, "{width}");
            assert!(map.radius == 0.0 || map.radius >= RADII.1);
            dots
        });
        assert_eq!(forms, [false, false, true, true]);
        // Closer up there is room.
        let mut texas = map_of(csv, "by=agency", 320.0);
        texas.look_at(State::from_postal("TX"));
        assert!(texas.dots.len() > 1_000 && texas.labels.iter().all(|label| !label.badge));
        // Not before what shows them is there.
        let mut bare = MapView::new(texas.record.clone(), texas.geography.clone()).unwrap();
        bare.update(Query::parse("by=agency").0);
        assert!(bare.lacks_forms() && bare.dots.is_empty());
        bare.equip();
        assert!(!bare.lacks_forms());
    }

    #[test]
    fn a_dot_answers_with_its_agency() {
        let map = map("by=agency");
        let told = |name: &str| {
            let dot = map.dots.iter().find(|dot| {
                let mut of = map.record.with_agencies().filter(|(_, agency)| *agency == dot.agency);
                of.any(|(agreement, _)| agreement.agency == name)
            });
            let (x, y) = map.fit().box_point(dot.unwrap().at.0, dot.unwrap().at.1);
            map.place_at(x, y).unwrap()
        };
        let kent = told("Kent County Sheriff");
        assert_eq!((kent.name.as_str(), kent.code.as_str()), ("Kent County Sheriff", "10001"));
        assert_eq!((kent.agreements, kent.agencies), (2, 1));
        assert!(kent.lines[0].starts_with("Kent County, Delaware"));
        assert_eq!(kent.lines[1..], ["Jail enforcement, Task force", "Signed June 8, 2020 to February 20, 2025"]);
        assert_eq!(told("Dover Police").name, "Dover Police");
    }

    #[test]
    fn a_dot_that_stands_beside_its_county_says_so() {
        let csv = include_bytes!("../../../data/agreements.csv");
        for (query, words) in
            [("by=agency", " (its dot stands beside the county)"), ("by=agency&lang=es", " (su punto está")]
        {
            let map = map_of(csv, query, 975.0);
            let mut told = [0; 2];
            for dot in &map.dots {
                let (_, _, lines) = agency(&map, dot).unwrap();
                let (x, y) = dot.at;
                let home = map.geography.county_at(x, y) == Some(dot.county);
                assert_eq!(lines[0].contains(words), !home, "{lines:?}");
                told[usize::from(home)] += 1;
            }
            assert!(told[0] > 20 && told[1] > 500, "{told:?}");
        }
    }

    #[test]
    fn names_of_counties_and_dots_keep_apart() {
        let csv = include_bytes!("../../../data/agreements.csv");
        let mut map = map_of(csv, "by=agency", 975.0);
        let mut named = 0;
        for state in ["FL", "KS", "OK", "PA", "WI"] {
            map.look_at(State::from_postal(state));
            let (fit, radius) = (map.fit(), map.radius);
            let names: Vec<[f32; 4]> = map.labels.iter().map(|label| label.rect()).collect();
            named += names.len();
            for dot in &map.dots {
                let (x, y) = fit.box_point(dot.at.0, dot.at.1);
                let rect = [x - radius, y - radius, x + radius, y + radius];
                assert!(names.iter().all(|name| !overlap(*name, rect)), "{state}");
            }
        }
        assert!(named > 20, "{named}");
    }

    #[test]
    fn places_are_coloured_by_their_first_day() {
        let counties = map("measure=first");
        let [grey, early, late] = [0, 1, 2].map(Fill::Whole);
        assert_eq!(["10001", "10005", "10003"].map(|fips| fill(&counties, fips)), [grey, late, Fill::Bare]);
        // What the filter leaves out is not its first.
        assert_eq!(fill(&map("measure=first&model=TFM"), "10001"), early);
        assert_eq!(fill(&map("measure=first&as-of=2025-03-05"), "10005"), Fill::Bare);
        let caption = counties.caption(&Theme::LIGHT);
        assert_eq!(caption.title, "287(g) agreements by when each county’s first was signed");
        let labels: Vec<&str> = caption.legend.iter().map(|key| key.label.as_str()).collect();
        assert_eq!(labels, ["none (3,147)", "before 2025 (1)", "July–December 2025 (1)"]);
        assert_ne!(caption.legend[1].color, Theme::LIGHT.ramp[0]);
        assert!(caption.notes.iter().any(|note| note.contains("no known day")), "{:?}", caption.notes);
        assert_eq!(counties.place_of("10001").unwrap().lines[1], "The first was signed June 8, 2020");
        let table = counties.table();
        assert_eq!(table.head.last().unwrap(), "First signed");
        let last = |row: &[String]| (row[0].clone(), row.last().unwrap().clone());
        assert_eq!(last(&table.rows[0]), ("Kent County, Delaware".to_owned(), "June 8, 2020".to_owned()));
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));

        let states = map("measure=first&by=state&lang=es");
        assert_eq!((fill(&states, "10003"), states.labels.len()), (grey, 0));
        assert_eq!(
            states.caption(&Theme::LIGHT).title,
            "Acuerdos 287(g) según cuándo se firmó el primero de cada estado"
        );
        // Dots have their models' colours, and a chart's measures are none of a map's.
        for query in ["by=agency", "", "by=state"] {
            let other = if query == "by=agency" { "measure=first" } else { "measure=signed" };
            let (plain, measured) = (map(query), map(&format!("{query}&{other}")));
            assert_eq!(plain.caption(&Theme::LIGHT), measured.caption(&Theme::LIGHT), "{query}");
        }
    }

    #[test]
    fn the_first_day_of_a_place_is_that_of_an_agreement_that_ice_lists_no_more() {
        let csv = "state,agency,level,fips,model,signed,first_listed,ended
DE,Kent Sheriff,county,10001,JEM,2020-06-08,2021-01-12,2025-02-01
DE,Kent Sheriff,county,10001,TFM,2025-08-02,2025-08-05,
DE,Sussex Sheriff,county,10005,JEM,2020-06-08,2021-01-12,2025-02-01
";
        let map = |query: &str| map_of(csv.as_bytes(), query, 975.0);
        let first = map("measure=first");
        assert_eq!(["10001", "10005"].map(|fips| fill(&first, fips)), [Fill::Whole(0); 2]);
        assert_eq!(first.place_of("10001").unwrap().lines[1], "The first was signed June 8, 2020");
        let note = "A first agreement counts even where ICE no longer lists any.";
        assert!(first.caption(&Theme::LIGHT).notes.iter().any(|told| told == note));
        // Who names statuses means them, and a day knows nothing of later ones.
        let active = map("measure=first&status=active");
        assert_eq!(fill(&active, "10005"), Fill::Bare);
        assert!(active.caption(&Theme::LIGHT).notes.iter().all(|told| told != note));
        assert_eq!(fill(&map("measure=first&as-of=2021-01-12&model=TFM"), "10001"), Fill::Bare);
    }

    #[test]
    fn a_share_is_of_all_counties_of_a_state() {
        let states = map("by=state&unit=share");
        // One of three; that of Sussex is a town's.
        assert_eq!(fill(&states, "10003"), Fill::Whole(2));
        let told = states.place_of("DE").unwrap();
        assert_eq!(told.lines[0], "1 of 3 counties have a county-wide agreement");
        let caption = states.caption(&Theme::LIGHT);
        assert_eq!(caption.title, "Share of counties with county-wide 287(g) agreements by state");
        assert!(caption.notes[0].starts_with("2 of 3,149 counties have a county-wide agreement; "));
        assert!(caption.legend.iter().any(|key| key.label == "25–49% (1)"), "{:?}", caption.legend);
        assert!(states.labels.iter().any(|label| label.text.ends_with("33%")), "{:?}", states.labels);
        let table = states.table();
        assert_eq!(
            (table.head.last().unwrap().as_str(), table.rows[0].last().unwrap().as_str()),
            ("Counties with a county-wide agreement", "1 of 3")
        );
        // Elsewhere it is a count.
        assert_eq!(map("unit=share").caption(&Theme::LIGHT), map("").caption(&Theme::LIGHT));
        assert_eq!(map("by=state&unit=share&state=DE").caption(&Theme::LIGHT), map("state=DE").caption(&Theme::LIGHT));
    }
}
