//! Which county lies under a point. Brute force over bounds first: with three thousand counties an index
//! costs more bytes than it saves time.

use super::geography::Geography;
use super::measure::{REACH, crossings, is_small};

impl Geography {
    /// The index of the county at a point in map units; `None` off the land.
    ///
    /// A county below two square units also owns what lies within 1.5 units of its centre, unless another
    /// small county covers the point: an independent city of one unit would else be out of a finger's reach.
    pub fn county_at(&self, x: f32, y: f32) -> Option<usize> {
        let mut covering = None;
        for (index, county) in self.counties().iter().enumerate() {
            let [left, top, right, bottom] = county.bounds;
            if left <= x && x <= right && top <= y && y <= bottom && self.covers(index, x, y) {
                if is_small(county) {
                    return Some(index);
                }
                covering = Some(index);
            }
        }
        self.small_county_near(x, y).or(covering)
    }

    /// The small county whose centre is nearest to a point, if it is within reach.
    fn small_county_near(&self, x: f32, y: f32) -> Option<usize> {
        let (mut near, mut nearest) = (None, REACH * REACH);
        for (index, county) in self.counties().iter().enumerate() {
            let (dx, dy) = (x - county.centre.0, y - county.centre.1);
            let distance = dx * dx + dy * dy;
            if distance < nearest && is_small(county) {
                (near, nearest) = (Some(index), distance);
            }
        }
        near
    }

    /// Whether a point lies inside a county by the even-odd rule.
    #[inline(never)]
    pub fn covers(&self, county: usize, x: f32, y: f32) -> bool {
        let mut inside = false;
        for ring in self.rings(county) {
            inside ^= crossings(ring, y).filter(|&at| at > x).count() % 2 == 1;
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use crate::atlas::{Geography, project};

    fn us() -> Geography {
        Geography::decode(include_bytes!("../../data/us.atlas")).unwrap()
    }

    #[test]
    fn cities_lie_in_their_counties() {
        let us = us();
        let check = |longitude, latitude, expected: &str| {
            let (x, y) = project(longitude, latitude).unwrap();
            let found = us.county_at(x, y).map_or(String::new(), |index| us.counties()[index].fips.to_string());
            assert_eq!(found, expected, "{longitude}, {latitude}");
        };
        // Miami, Seattle, Anchorage, Honolulu, Washington, New York, Austin.
        check(-80.21, 25.78, "12086");
        check(-122.32, 47.6, "53033");
        check(-149.8, 61.17, "02020");
        check(-157.85, 21.33, "15003");
        check(-77.02, 38.91, "11001");
        check(-73.97, 40.78, "36061");
        check(-97.74, 30.27, "48453");
        // Independent cities of less than a unit: Falls Church, Lexington.
        check(-77.17, 38.88, "51610");
        check(-79.44, 37.78, "51678");
        // Hagatna, Saipan, Pagan.
        check(144.75, 13.45, "66010");
        check(145.75, 15.18, "69110");
        check(145.76, 18.1, "69085");
        // The Gulf of Mexico, Lake Michigan, the sea off Alaska.
        check(-90.0, 26.0, "");
        check(-87.0, 43.5, "");
        check(-150.0, 57.0, "");
    }

    #[test]
    fn a_city_beside_a_city_is_hit_closer_up() {
        let fine = Geography::decode(include_bytes!("../../data/us-fine.atlas")).unwrap();
        // Manassas Park, half a unit wide, beside Manassas.
        let (x, y) = project(-77.45, 38.77).unwrap();
        assert_eq!(fine.counties()[fine.county_at(x, y).unwrap()].fips.to_string(), "51685");
    }

    #[test]
    fn each_centre_lies_in_its_county() {
        let us = us();
        for (index, county) in us.counties().iter().enumerate() {
            let (x, y) = county.centre;
            assert_eq!(us.county_at(x, y), Some(index), "{}", county.fips);
            assert!(us.covers(index, x, y), "{}", county.fips);
        }
        assert_eq!(us.county_at(f32::NAN, 0.0), None);
        assert_eq!(us.county_at(-1e9, f32::INFINITY), None);
    }
}
