//! Where a place lies on the picture, as a box: what is told of it keeps clear of that. It tells nothing.

use crate::chart::choropleth::Area;
use crate::chart::map;
use crate::place::{Fips, State};

use super::view::MapView;

impl MapView {
    /// The box of a place's outline, in CSS pixels of the picture: left, top, right, bottom. `None` for another code,
    /// and for a state on a map of counties, which has no outline.
    pub fn extent(&self, code: &str) -> Option<[f32; 4]> {
        let within = |fips: Fips| match self.choropleth.area {
            Area::State => Some(fips.state()) == State::from_postal(code),
            Area::County | Area::Agency => Some(fips) == Fips::parse(code),
        };
        let counties = self.geography.counties().iter().filter(|county| within(county.fips));
        counties.map(|county| county.bounds).reduce(map::united).map(|bounds| self.fit().box_rect(bounds))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::atlas::Geography;
    use crate::contract::Query;
    use crate::roster::record::Record;

    #[test]
    fn a_place_lies_in_its_box_and_a_state_holds_its_counties() {
        let record = Record::read(b"state,agency,fips,model,first_listed,ended\nFL,A,12071,TFM,2025-03-01,\n").unwrap();
        let geography = Geography::decode(include_bytes!("../../../data/us.atlas")).unwrap();
        let mut map = MapView::new(Rc::new(record), Rc::new(geography)).unwrap();
        map.resize(975.0, 610.0);
        let mut county = None;
        for query in ["", "by=agency"] {
            map.update(Query::parse(query).0);
            let place = map.place_of("12071").unwrap();
            let [left, top, right, bottom] = map.extent("12071").unwrap();
            assert!(left < place.x && place.x < right && top < place.y && place.y < bottom, "{query}");
            assert!(right - left < 30.0 && bottom - top < 30.0, "{query}");
            for code in ["FL", "12999", "", "ZZ"] {
                assert_eq!(map.extent(code), None, "{query} {code}");
            }
            county = Some([left, top, right, bottom]);
        }
        map.update(Query::parse("by=state").0);
        assert_eq!(map.extent("12071"), None);
        let (state, county) = (map.extent("FL").unwrap(), county.unwrap());
        assert!(state[0] <= county[0] && state[1] <= county[1] && county[2] <= state[2] && county[3] <= state[3]);
        assert!(state[2] - state[0] > 60.0);
    }
}
