//! Which place of a map is meant: by a point, by an arrow key. It draws nothing and counts nothing.

use crate::atlas::Geography;
use crate::place::State;

use super::choropleth::Area;
use super::surface::Fit;

/// How far from the pointer, in CSS pixels, a county may lie that was meant all the same: beside the shore, say.
const REACH: f32 = 3.0;

/// The county under a point of the box, or within reach of it; `None` over the sea.
pub fn county_at(geography: &Geography, fit: Fit, x: f32, y: f32) -> Option<usize> {
    let (x, y) = fit.map_point(x, y)?;
    geography.county_at(x, y).or_else(|| {
        let reach = REACH / fit.scale;
        [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)]
            .into_iter()
            .find_map(|(dx, dy)| geography.county_at(x + dx * reach, y + dy * reach))
    })
}

/// The place to which an arrow key leads from another: of those beside it the one that lies most nearly in that
/// direction; where none does, across water, the nearest of all in it, leaning no more than 45° to either side. On a
/// map of states, of states. `None` at the map's edge.
pub fn neighbour(geography: &Geography, area: Area, from: usize, direction: (f32, f32)) -> Option<usize> {
    let counties = geography.counties();
    let middle = |county: usize| match area {
        Area::State => counties.get(county).map(|county| middle_of(geography, county.fips.state())),
        Area::County | Area::Agency => counties.get(county).map(|county| county.centre),
    };
    let state = |county: usize| counties.get(county).map(|county| county.fips.state());
    let origin = middle(from)?;
    let here = |county: usize| county == from || (area == Area::State && state(county) == state(from));
    // How far ahead and how far aside; `None` behind.
    let way = |county: usize| {
        let (x, y) = middle(county)?;
        let (dx, dy) = (x - origin.0, y - origin.1);
        let (ahead, aside) = (dx * direction.0 + dy * direction.1, (dx * direction.1 - dy * direction.0).abs());
        (ahead > 0.0 && aside <= ahead && !here(county)).then_some((ahead, aside))
    };
    let mut beside: Vec<usize> = match area {
        Area::State => {
            (0..counties.len()).filter(|county| here(*county)).flat_map(|c| geography.neighbours(c)).collect()
        }
        Area::County | Area::Agency => geography.neighbours(from),
    };
    beside.retain(|county| !here(*county));
    let straight = |county: &usize| way(*county).map(|(ahead, aside)| (*county, aside / ahead));
    let nearest = |county: usize| way(county).map(|(ahead, aside)| (county, ahead + 2.0 * aside));
    let first = |(county, _): (usize, f32)| county;
    let adjacent = beside.iter().filter_map(straight).min_by(|a, b| a.1.total_cmp(&b.1)).map(first);
    adjacent.or_else(|| (0..counties.len()).filter_map(nearest).min_by(|a, b| a.1.total_cmp(&b.1)).map(first))
}

/// The middle of a state, in map units: that of its counties, each as heavy as it is large.
pub fn middle_of(geography: &Geography, state: State) -> (f32, f32) {
    let (mut area, mut sum) = (0.0, (0.0, 0.0));
    for county in geography.counties().iter().filter(|county| county.fips.state() == state) {
        area += county.area;
        sum = (sum.0 + county.centre.0 * county.area, sum.1 + county.centre.1 * county.area);
    }
    (sum.0 / area, sum.1 / area)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;

    fn us() -> Geography {
        Geography::decode(include_bytes!("../../data/us.atlas")).unwrap()
    }

    #[test]
    fn a_county_is_meant_three_pixels_off_its_shore_and_no_further() {
        let us = us();
        let fit = Fit::new(us.frame(), (975.0, 610.0));
        let on = |x, y| fit.map_point(x, y).and_then(|(x, y)| us.county_at(x, y)).is_some();
        let land = |x: f32, y: f32, by: f32| on(x - by, y) || on(x + by, y) || on(x, y - by) || on(x, y + by);
        let (mut near, mut far) = (0, 0);
        for (x, y) in (0..60).flat_map(|y| (0..95).map(move |x| (x as f32 * 10.0 + 0.4, y as f32 * 10.0 + 0.4))) {
            if on(x, y) {
                continue;
            }
            let meant = county_at(&us, fit, x, y).is_some();
            if land(x, y, 3.0) {
                near += 1;
                assert!(meant, "{x}, {y}");
            } else if meant {
                // Nothing but land at that distance makes it so.
                panic!("{x}, {y}");
            } else {
                far += 1;
            }
        }
        assert!(near > 20 && far > 1_000, "{near} near, {far} far");
    }

    #[test]
    fn keys_lead_to_what_lies_beside() {
        let us = us();
        let at = |fips: &str| us.position(Fips::parse(fips).unwrap()).unwrap();
        let check = |area, from: &str, direction, to: Option<&str>| {
            let found = neighbour(&us, area, at(from), direction).map(|county| us.counties()[county].fips);
            let found =
                found.map(|fips| if area == Area::State { fips.state().postal().to_owned() } else { fips.to_string() });
            assert_eq!(found.as_deref(), to, "{from} {direction:?}");
        };
        let (west, east, north, south) = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0));
        // Lee County, Florida: Hendry, Charlotte; to the west only water, and Sarasota across a corner of it.
        check(Area::County, "12071", east, Some("12051"));
        check(Area::County, "12071", north, Some("12015"));
        check(Area::County, "12071", west, Some("12115"));
        // Falls Church lies within Fairfax, to the east of its middle.
        check(Area::County, "51610", west, Some("51059"));
        // Maine is the end of the country; Kansas has a state on each side.
        check(Area::State, "23003", east, None);
        for (direction, to) in [(west, "CO"), (east, "MO"), (north, "NE"), (south, "OK")] {
            check(Area::State, "20155", direction, Some(to));
        }
        // From island to island.
        check(Area::Agency, "15003", east, Some("15005"));
        assert_eq!(neighbour(&us, Area::County, us.counties().len(), east), None);
    }

    #[test]
    fn a_point_beside_the_shore_means_the_shore() {
        let us = us();
        let fit = Fit::new(us.frame(), (975.0, 610.0));
        let found = |x: f32, y: f32| county_at(&us, fit, x, y).map(|county| us.counties()[county].fips.to_string());
        let miami = us.counties()[us.position(Fips::parse("12086").unwrap()).unwrap()].clone();
        let [_, _, right, _] = miami.bounds;
        assert_eq!(found(right + 30.0, miami.centre.1), None);
        let shore = (0..40)
            .map(|n| miami.centre.0 + n as f32)
            .take_while(|x| us.county_at(*x, miami.centre.1).is_some())
            .last();
        assert_eq!(found(shore.unwrap() + 2.0, miami.centre.1).as_deref(), Some("12086"));
        assert_eq!(county_at(&us, Fit::new(us.frame(), (0.0, 0.0)), 1.0, 1.0), None);
    }
}
