//! The place that letters typed on a map mean: what a search finds first among those that the map shows. It moves no
//! map.

use super::super::map::MapView;
use super::super::title::is_alone;
use super::finding::find;
use super::fold::Folded;
use super::index::Entry;
use super::reading::read;
use super::view::SearchView;
use crate::chart::choropleth::Area;
use crate::place::Fips;

impl SearchView {
    /// The code of the place of a map that letters mean; `after` is the code of the one that is told there. One letter,
    /// however often it was typed, leads on to the next that begins with it, from the last to the first again.
    pub fn meant(&self, map: &MapView, letters: &str, after: Option<&str>) -> Option<String> {
        let typed = Folded::of(letters);
        let first = typed.letters.as_bytes().first()?;
        if typed.letters.bytes().all(|letter| letter == *first) {
            return self.next(map, *first, after);
        }
        let readings = read(letters, &self.index);
        let shown = |entry: &Entry| {
            let mut counties = self.geography.counties().iter().enumerate();
            let within =
                |at: usize, fips: Fips| entry.county.map_or(fips.state() == entry.state, |county| county == at);
            counties.any(|(at, county)| within(at, county.fips) && map.is_shown(at))
        };
        let (hits, _) = find(&self.index, &readings, 1, &shown);
        Some(self.code(self.index.entries().get(hits.first()?.entry)?))
    }

    /// The next place of a map after another that begins with a letter.
    fn next(&self, map: &MapView, letter: u8, after: Option<&str>) -> Option<String> {
        let counties = self.geography.counties();
        let from = after.and_then(|code| map.first_at(code)).unwrap_or_default();
        let of_states = map.area() == Area::State;
        for step in 0..counties.len() {
            let at = (from + step) % counties.len();
            let Some(fips) = counties.get(at).map(|county| county.fips) else { continue };
            let of_state = of_states || is_alone(&self.geography, at);
            let name = if of_state { map.query().lang.state(fips.state()) } else { self.geography.name_of(at) };
            if Folded::of(name).letters.as_bytes().first() != Some(&letter) || !map.is_shown(at) {
                continue;
            }
            let code = if of_states { fips.state().postal().to_owned() } else { fips.to_string() };
            if after != Some(&code) {
                return Some(code);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::atlas::Geography;
    use crate::contract::Query;
    use crate::roster::import::places;
    use crate::roster::record::Record;

    const CSV: &str = "\
state,agency,level,fips,model,first_listed,ended
AL,Lee County Sheriff's Office,county,01081,TFM,2025-03-05,
FL,Egret Highway Patrol,state,,TFM,2025-03-05,
FL,Heron Police Department,municipal,12086,TFM,2025-03-05,
FL,Lee County Sheriff's Office,county,12071,JEM,2025-03-05,
FL,Lee County Sheriff's Office,county,12071,TFM,2025-03-05,
";

    /// The code that letters mean on a map.
    fn meant(query: &str, closely: Option<&str>, letters: &str, after: Option<&str>) -> String {
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let names = places::counties(include_bytes!("../../../data/counties.csv")).unwrap();
        geography.name(|fips| names.name(fips));
        let (record, geography) = (Rc::new(Record::read(CSV.as_bytes()).unwrap()), Rc::new(geography));
        let mut map = MapView::new(record.clone(), geography.clone()).unwrap();
        map.equip();
        map.update(Query::parse(query).0);
        map.resize(975.0, 610.0);
        if let Some(code) = closely {
            map.look_at(MapView::state_of(code));
        }
        SearchView::new(record, geography).unwrap().meant(&map, letters, after).unwrap_or_default()
    }

    #[test]
    fn letters_mean_what_a_search_finds() {
        let check = |letters: &str, code: &str| assert_eq!(meant("", None, letters, None), code, "{letters}");
        check("lee, fl", "12071");
        check("lee", "12071");
        check("lee county, a", "01081");
        check("florida", "FL");
        check("fl", "FL");
        check("heron", "12086");
        check("egret", "FL");
        check("doña a", "35013");
        check("condado de lee", "12071");
        check("nueva york", "NY");
        check("xyz", "");
        check(",", "");
        check("", "");
        assert_eq!(meant("by=state&lang=es", None, "nueva york", None), "NY");
    }

    #[test]
    fn a_letter_leads_on_from_place_to_place() {
        let check = |query, letters: &str, after, code: &str| {
            assert_eq!(meant(query, None, letters, after), code, "{query} {letters} {after:?}");
        };
        check("", "l", Some("12071"), "12073");
        check("", "ll", Some("12071"), "12073");
        check("", "L", Some("12073"), "12075");
        check("", "é", None, "01051");
        // From a state on its counties, and from the last to the first again.
        check("", "a", Some("FL"), "12001");
        check("", "l", Some("69120"), "01075");
        check("by=state", "n", Some("NJ"), "NM");
        check("by=state&lang=es", "n", Some("NJ"), "NM");
        check("by=state&lang=es", "c", None, "CA");
        check("by=state", "n", Some("NV"), "NH");
        // The only one of its letter leads nowhere.
        check("by=state", "d", Some("DE"), "DC");
        check("by=state", "q", None, "");
    }

    #[test]
    fn letters_find_nothing_that_the_map_leaves_out() {
        let check = |query, closely, letters: &str, code: &str| {
            assert_eq!(meant(query, closely, letters, None), code, "{query} {closely:?} {letters}");
        };
        check("state=AL", None, "lee", "01081");
        check("state=AL", None, "l", "01075");
        check("state=FL", None, "harris", "");
        check("state=FL", None, "texas", "");
        check("state=FL", None, "florida", "FL");
        check("", Some("AL"), "lee", "01081");
        check("by=state", Some("FL"), "lee", "12071");
        check("county=12071", None, "florida", "FL");
    }
}
