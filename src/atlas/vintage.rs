//! County codes of other years than the map's, and the county of the map that each is looked up as.
//!
//! The map has the counties of 2017 (see `data/SOURCES.md`). Source of the changes: U.S. Census Bureau, Substantial Changes to Counties
//! and County Equivalent Entities, <https://www.census.gov/programs-surveys/geography/technical-documentation/county-changes.html>. It
//! never splits a count: a code that became several is looked up as the one that holds most of its people.

use crate::place::Fips;

/// A code that is not on the map, and the one that stands for it.
const ALIASES: [(u32, u32); 15] = [
    // Alaska: Chugach and Copper River, made of Valdez-Cordova in 2019; Kusilvak was Wade Hampton until 2015.
    (2_063, 2_261),
    (2_066, 2_261),
    (2_270, 2_158),
    // Connecticut's planning regions of 2022, each as the county of 2017 that holds most of its people. They overlap: an agency's
    // town decides better, where `places.csv` names it.
    (9_110, 9_003),
    (9_120, 9_001),
    (9_130, 9_007),
    (9_140, 9_009),
    (9_150, 9_015),
    (9_160, 9_005),
    (9_170, 9_009),
    (9_180, 9_011),
    (9_190, 9_001),
    // South Dakota: Oglala Lakota was Shannon until 2015.
    (46_113, 46_102),
    // Virginia: Bedford City became part of Bedford County in 2013; Clifton Forge of Alleghany in 2001.
    (51_515, 51_019),
    (51_560, 51_005),
];

/// The map's code for one of another year; `None` for a code that is no such.
pub(super) fn alias(fips: Fips) -> Option<Fips> {
    ALIASES.iter().find(|(code, _)| *code == fips.code()).and_then(|(_, on_map)| Fips::new(*on_map))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Geography;

    #[test]
    fn each_stands_for_a_county_of_the_map() {
        let us = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        for (code, on_map) in ALIASES {
            let fips = Fips::new(code).unwrap();
            let index = us.position(fips).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(us.counties()[index].fips.code(), on_map);
            assert_eq!(us.counties()[index].fips.state(), fips.state());
            assert!(us.counties().iter().all(|county| county.fips != fips), "{code} is on the map itself");
        }
    }
}
