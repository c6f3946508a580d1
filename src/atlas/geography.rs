//! The decoded shapes: counties, their rings, the borders between them, and the frames of what is drawn elsewhere than
//! it lies. Flat arrays, each arc once; it never changes after it was made, but that names may come later.

use super::stream::broken;
use super::vintage::alias;
use crate::error::Result;
use crate::place::{Fips, State};
use std::cell::OnceCell;

/// The shapes of all counties on one flat map, in map units: x to the east, y to the south, from the
/// upper left corner of a frame of [`frame`](Geography::frame)'s size.
#[derive(Clone, Debug)]
pub struct Geography {
    frame: (f32, f32),
    /// Map units in one cell of the grid.
    cell: f32,
    pub(super) counties: Vec<County>,
    /// The bare name of each, once they are there.
    names: OnceCell<Vec<String>>,
    /// By code, the index of a county plus 1; 0 for none. Every agreement is looked up at every step of time.
    indexes: Vec<u16>,
    insets: Vec<Inset>,
    /// The points of all arcs, one arc after the other, both ends included.
    points: Vec<[i16; 2]>,
    arcs: Vec<Arc>,
    /// The arcs of all rings, one ring after the other, the rings of a county together. `!i` goes back along arc `i`.
    steps: Vec<i32>,
    /// Where each ring ends in `steps`.
    ring_ends: Vec<u32>,
    /// Where each county ends in `ring_ends`.
    county_ends: Vec<u32>,
}

/// One county, or what stands for one.
#[derive(Clone, Debug, PartialEq)]
pub struct County {
    /// Its code.
    pub fips: Fips,
    /// Left, top, right, bottom in map units.
    pub bounds: [f32; 4],
    /// In square map units, holes taken off.
    pub area: f32,
    /// A point inside, for a label or a mark: the centroid of the largest ring; where that falls outside, into
    /// a hole or within reach of a small county, the middle of a wide stretch along a line from west to east.
    pub centre: (f32, f32),
}

/// What a border divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Two counties of one state.
    County,
    /// Two states.
    State,
    /// A county and what is no county: the sea, a lake, another country.
    Coast,
}

/// A state drawn elsewhere than it lies, and at its own scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inset {
    /// Which.
    pub state: State,
    /// Left, top, right, bottom of a rectangle around all of it, in map units.
    pub frame: [f32; 4],
}

/// An arc: where its points end, and the counties to its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub(super) end: u32,
    pub(super) sides: [u16; 2],
}

impl Arc {
    /// Notes that a county's ring goes along it.
    pub(super) fn add_side(&mut self, county: u16) {
        if let Some(side) = self.sides.iter_mut().find(|side| **side == NO_COUNTY) {
            *side = county;
        }
    }
}

/// Stands for no county at an arc's side.
pub(super) const NO_COUNTY: u16 = u16::MAX;

/// Rings in any order: the arcs of all, where each ends among them, and whose it is.
#[derive(Default)]
pub(super) struct Rings {
    pub(super) steps: Vec<i32>,
    pub(super) ends: Vec<u32>,
    pub(super) owners: Vec<u16>,
}

impl Geography {
    /// Width and height in map units: 975 by 610 for the United States.
    pub fn frame(&self) -> (f32, f32) {
        self.frame
    }

    /// All counties in the order of their codes.
    pub fn counties(&self) -> &[County] {
        &self.counties
    }

    /// The index of a county among [`counties`](Geography::counties), under its code of another year too; `None` where
    /// it is not on this map.
    pub fn position(&self, fips: Fips) -> Option<usize> {
        let find = |fips: Fips| usize::from(self.indexes.get(fips.code() as usize).copied()?).checked_sub(1);
        find(fips).or_else(|| find(alias(fips)?))
    }

    /// The counties that share a border with one, in no particular order and some more than once; none for an island.
    #[inline(never)]
    pub fn neighbours(&self, county: usize) -> Vec<usize> {
        let mut neighbours = Vec::new();
        for ring in range_of(&self.county_ends, county) {
            for step in range_of(&self.ring_ends, ring) {
                let arc = self.steps.get(step).map(|step| if *step < 0 { !step } else { *step });
                let Some(arc) = arc.and_then(|arc| self.arcs.get(arc as usize)) else { continue };
                for side in arc.sides {
                    let side = usize::from(side);
                    if side != county && side < self.counties.len() {
                        neighbours.push(side);
                    }
                }
            }
        }
        neighbours
    }

    /// The bare name of a county by its index: `Lee`, not `Lee County`; see
    /// [`county_title`](crate::place::county_title). Empty where none is known.
    pub fn name_of(&self, county: usize) -> &str {
        self.names.get().and_then(|names| names.get(county)).map_or("", String::as_str)
    }

    /// Names the counties, once: those that have names keep them. A county of no known name stays without.
    pub fn name<'a>(&self, name: impl Fn(Fips) -> Option<&'a str>) {
        self.names.get_or_init(|| {
            let names = self.counties.iter().map(|county| name(county.fips).unwrap_or_default().to_owned());
            names.collect()
        });
    }

    /// The same shapes, which stand for those of a coarser geometry of the same counties. Names are the coarser one's.
    ///
    /// # Errors
    /// The two have not the same counties.
    pub fn finer_than(self, coarser: &Geography) -> Result<Geography> {
        let codes = |geography: &Geography| geography.counties.iter().map(|county| county.fips).collect::<Vec<_>>();
        if codes(&self) != codes(coarser) {
            return Err(broken("other counties", "those of the geometry that it is finer than"));
        }
        Ok(self)
    }

    /// The rings of a county by its index, islands and holes alike, each without its first point again at its end,
    /// holes turning the other way. Filled by the non-zero rule they give its shape. None for an index beyond the last.
    pub fn rings(&self, county: usize) -> impl Iterator<Item = impl Iterator<Item = (f32, f32)>> {
        let range = range_of(&self.county_ends, county);
        range.map(|ring| self.ring(self.steps.get(range_of(&self.ring_ends, ring)).unwrap_or_default()))
    }

    /// Every arc between two counties or along the land's edge, once, with what it divides.
    pub fn borders(&self) -> impl Iterator<Item = (Border, impl Iterator<Item = (f32, f32)>)> {
        self.borders_beside(|_| true)
    }

    /// Of those arcs the ones that a county lies beside for whose index `beside` holds.
    pub fn borders_beside(
        &self,
        beside: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = (Border, impl Iterator<Item = (f32, f32)>)> {
        let arcs = self.arcs.iter().enumerate();
        let arcs = arcs.filter(move |(_, arc)| arc.sides.iter().any(|side| beside(usize::from(*side))));
        arcs.map(|(index, arc)| (self.divides(arc), self.along(index as i32, false)))
    }

    /// The arcs around the counties that `within` holds for: the outline of a state, of a region, of a choice.
    /// The lines between two of them are left out. Empty when there are none.
    pub fn outline(&self, within: impl Fn(&County) -> bool) -> impl Iterator<Item = impl Iterator<Item = (f32, f32)>> {
        self.arcs.iter().enumerate().filter_map(move |(index, arc)| {
            let [one, other] = arc.sides.map(|side| self.counties.get(usize::from(side)).is_some_and(&within));
            (one != other).then(|| self.along(index as i32, false))
        })
    }

    /// Calls with the points of each ring of the outline of counties, by their index, without its first point again at
    /// its end; holes turn the other way. Filled by the non-zero rule they give the shape of all of them together.
    pub(crate) fn around(&self, within: &dyn Fn(usize) -> bool, go: &mut dyn FnMut(Around)) {
        let mut left = Vec::new();
        for county in (0..self.counties.len()).filter(|county| within(*county)) {
            for ring in range_of(&self.county_ends, county) {
                for step in self.steps.get(range_of(&self.ring_ends, ring)).unwrap_or_default() {
                    let arc = if *step < 0 { !step } else { *step };
                    let Some(arc) = self.arcs.get(arc as usize) else { continue };
                    let [one, other] = arc.sides.map(|side| within(usize::from(side)));
                    if one != other {
                        left.push(*step);
                    }
                }
            }
        }
        let start = |step: i32| {
            let Along { points, backwards, .. } = self.along(step, false);
            if backwards { points.last() } else { points.first() }
        };
        while !left.is_empty() {
            let (mut ring, mut at) = (Vec::new(), Some(0));
            while let Some(next) = at {
                let step = left.remove(next);
                ring.push(step);
                // Soon found: they stand in the order of their counties.
                at = left.iter().position(|other| start(*other) == start(!step));
            }
            go(self.ring(&ring));
        }
    }

    /// The points of a ring by its arcs, without its first point again at its end.
    fn ring<'a>(&'a self, steps: &'a [i32]) -> Around<'a> {
        Around { geography: self, steps, along: Along { points: &[], backwards: false, cell: self.cell } }
    }

    /// The states drawn elsewhere than they lie.
    pub fn insets(&self) -> &[Inset] {
        &self.insets
    }

    /// `None` when a county has no ring.
    pub(super) fn new(
        frame: (f32, f32),
        cell: f32,
        insets: Vec<Inset>,
        codes: Vec<Fips>,
        names: OnceCell<Vec<String>>,
        (points, arcs, rings): (Vec<[i16; 2]>, Vec<Arc>, Rings),
    ) -> Option<Geography> {
        let mut geography = Geography {
            frame,
            cell,
            counties: Vec::with_capacity(codes.len()),
            names,
            indexes: vec![0; codes.last().map_or(0, |fips| fips.code() as usize + 1)],
            insets,
            points,
            arcs,
            steps: Vec::with_capacity(rings.steps.len()),
            ring_ends: Vec::with_capacity(rings.ends.len()),
            county_ends: Vec::with_capacity(codes.len()),
        };
        geography.gather(&rings, codes.len());
        for (index, fips) in codes.into_iter().enumerate() {
            let measure = geography.measure(index)?;
            if let Some(place) = geography.indexes.get_mut(fips.code() as usize) {
                *place = index as u16 + 1;
            }
            geography.counties.push(County {
                fips,
                bounds: measure.bounds,
                area: measure.area,
                centre: measure.centre,
            });
        }
        geography.move_centres();
        Some(geography)
    }

    /// Brings the rings of each county together, by counting.
    fn gather(&mut self, rings: &Rings, n_counties: usize) {
        let mut starts = vec![0u32; n_counties + 1];
        for &owner in &rings.owners {
            if let Some(n) = starts.get_mut(usize::from(owner) + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for n in &mut starts {
            sum += *n;
            *n = sum;
        }
        self.county_ends.extend(starts.iter().skip(1));
        let mut order = vec![0; rings.owners.len()];
        for (ring, &owner) in rings.owners.iter().enumerate() {
            if let Some(start) = starts.get_mut(usize::from(owner)) {
                if let Some(place) = order.get_mut(*start as usize) {
                    *place = ring;
                }
                *start += 1;
            }
        }
        for ring in order {
            self.steps.extend(rings.steps.get(range_of(&rings.ends, ring)).unwrap_or_default());
            self.ring_ends.push(self.steps.len() as u32);
        }
    }

    fn divides(&self, arc: &Arc) -> Border {
        match arc.sides.map(|side| self.counties.get(usize::from(side))) {
            [Some(one), Some(other)] if one.fips.state() == other.fips.state() => Border::County,
            [Some(_), Some(_)] => Border::State,
            _ => Border::Coast,
        }
    }

    /// The points of an arc in the direction of a step; with `open` without the last, where the next arc begins.
    fn along(&self, step: i32, open: bool) -> Along<'_> {
        let backwards = step < 0;
        let arc = (if backwards { !step } else { step }) as usize;
        let start = arc.checked_sub(1).and_then(|before| self.arcs.get(before)).map_or(0, |before| before.end as usize);
        let end = self.arcs.get(arc).map_or(start, |arc| arc.end as usize);
        let mut points = self.points.get(start..end).unwrap_or_default();
        if open {
            let cut = if backwards { points.split_first() } else { points.split_last() };
            points = cut.map_or(points, |(_, rest)| rest);
        }
        Along { points, backwards, cell: self.cell }
    }
}

/// The points of a ring, arc after arc. Named rather than nested from adapters, which would be compiled anew
/// into each caller.
pub(crate) struct Around<'a> {
    geography: &'a Geography,
    steps: &'a [i32],
    along: Along<'a>,
}

impl Iterator for Around<'_> {
    type Item = (f32, f32);

    #[inline(never)]
    fn next(&mut self) -> Option<(f32, f32)> {
        loop {
            let point = self.along.next();
            if point.is_some() {
                return point;
            }
            let (&step, rest) = self.steps.split_first()?;
            self.steps = rest;
            self.along = self.geography.along(step, true);
        }
    }
}

/// The points of an arc in either direction.
struct Along<'a> {
    points: &'a [[i16; 2]],
    backwards: bool,
    cell: f32,
}

impl Iterator for Along<'_> {
    type Item = (f32, f32);

    fn next(&mut self) -> Option<(f32, f32)> {
        let (&[x, y], rest) = if self.backwards { self.points.split_last() } else { self.points.split_first() }?;
        self.points = rest;
        Some((f32::from(x) * self.cell, f32::from(y) * self.cell))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.points.len(), Some(self.points.len()))
    }
}

/// The range that the `index`th of consecutive parts takes, given where each part ends.
fn range_of(ends: &[u32], index: usize) -> std::ops::Range<usize> {
    let start = index.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied());
    match (start, ends.get(index)) {
        (Some(start), Some(&end)) => start as usize..end as usize,
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::measure::edges;
    use std::collections::{HashMap, HashSet};

    fn us() -> Geography {
        Geography::decode(include_bytes!("../../data/us.atlas")).unwrap()
    }

    #[test]
    fn the_country_is_complete() {
        let us = us();
        assert_eq!(us.frame(), (975.0, 610.0));
        let check = |postal: &str, n| {
            let state = State::from_postal(postal).unwrap();
            let counties = us.counties().iter().filter(|county| county.fips.state() == state);
            assert_eq!(counties.count(), n, "{postal}");
        };
        check("GU", 1);
        check("MP", 4);
        check("PR", 0);
        check("DC", 1);
        check("TX", 254);
        check("VA", 133);
        check("CT", 9);
        check("AK", 30);
        assert_eq!(us.counties().len(), 3_149);
        assert!(us.counties().is_sorted_by_key(|county| county.fips));
        for (index, county) in us.counties().iter().enumerate() {
            assert_eq!(us.position(county.fips), Some(index));
        }
        assert_eq!(us.position(Fips::parse("12345").unwrap()), None);
    }

    #[test]
    fn names_are_given_once() {
        let us = us();
        let lee = us.position(Fips::parse("12071").unwrap()).unwrap();
        assert_eq!(us.name_of(lee), "");
        us.name(|fips| (fips.code() == 12_071).then_some("Lee"));
        us.name(|_| Some("Another"));
        assert_eq!([us.name_of(lee), us.name_of(0), us.name_of(us.counties().len())], ["Lee", "", ""]);
    }

    #[test]
    fn a_closer_look_has_the_same_counties_and_more_points() {
        let us = us();
        let fine = Geography::decode(include_bytes!("../../data/us-fine.atlas")).unwrap();
        assert!(fine.points.len() > us.points.len(), "{} {}", fine.points.len(), us.points.len());
        let fine = fine.finer_than(&us).unwrap();
        assert!(us.counties().iter().zip(fine.counties()).all(|(one, other)| one.fips == other.fips));
        let few = Geography { counties: us.counties()[1..].to_vec(), ..us.clone() };
        assert!(us.finer_than(&few).is_err());
    }

    #[test]
    fn counties_share_borders_with_their_neighbours() {
        let us = us();
        let at = |fips: &str| us.position(Fips::parse(fips).unwrap()).unwrap();
        let check = |fips: &str, expected: &[&str]| {
            let found: std::collections::BTreeSet<usize> = us.neighbours(at(fips)).into_iter().collect();
            assert_eq!(found, expected.iter().map(|fips| at(fips)).collect(), "{fips}");
        };
        // Lee County, Florida, which meets Glades County in a point; Guam; Falls Church within Fairfax County alone, as
        // its square is cut.
        check("12071", &["12015", "12021", "12051"]);
        check("66010", &[]);
        check("51610", &["51059"]);
    }

    #[test]
    fn no_shape_is_flat() {
        let us = us();
        for (index, county) in us.counties().iter().enumerate() {
            assert!(county.area > 0.1, "{} {}", county.fips, county.area);
            for ring in us.rings(index) {
                let ring: Vec<_> = ring.collect();
                assert_ne!(ring.first(), ring.last(), "{}", county.fips);
                let twice: f32 = edges(ring.iter().copied()).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
                assert!(twice.abs() > 0.05, "{} {ring:?}", county.fips);
            }
        }
        assert_eq!(us.rings(us.counties().len()).count(), 0);
    }

    #[test]
    fn every_border_is_drawn_once() {
        let us = us();
        let mut edges_drawn: HashMap<[(u32, u32); 2], usize> = HashMap::new();
        let mut n = HashMap::new();
        let edge = |a: (f32, f32), b: (f32, f32)| {
            let mut edge = [(a.0.to_bits(), a.1.to_bits()), (b.0.to_bits(), b.1.to_bits())];
            edge.sort();
            edge
        };
        for (border, points) in us.borders() {
            *n.entry(format!("{border:?}")).or_insert(0) += 1;
            for pair in points.collect::<Vec<_>>().windows(2) {
                *edges_drawn.entry(edge(pair[0], pair[1])).or_default() += 1;
            }
        }
        assert!(edges_drawn.values().all(|&n| n == 1));
        // Three thousand counties have about six neighbours each, of which one in seven lies across a state line.
        assert!((7_000..8_000).contains(&n["County"]), "{n:?}");
        assert!((1_100..1_300).contains(&n["State"]), "{n:?}");
        assert!((500..700).contains(&n["Coast"]), "{n:?}");
        // Each edge of a ring lies on a drawn border, and no border lies where no ring goes.
        let mut walked = HashSet::new();
        for county in 0..us.counties().len() {
            for ring in us.rings(county) {
                walked.extend(edges(ring).map(|(a, b)| edge(a, b)));
            }
        }
        assert_eq!(walked, edges_drawn.into_keys().collect());
    }

    #[test]
    fn a_state_has_an_outline() {
        let us = us();
        let check = |postal, n_arcs| {
            let state = State::from_postal(postal).unwrap();
            let outline = us.outline(|county| county.fips.state() == state);
            let arcs: Vec<Vec<_>> = outline.map(Iterator::collect).collect();
            let bounds = arcs
                .iter()
                .flatten()
                .fold([f32::INFINITY, f32::NEG_INFINITY], |all, point| [all[0].min(point.0), all[1].max(point.0)]);
            let counties = us.counties().iter().filter(|county| county.fips.state() == state);
            let all = counties.fold([f32::INFINITY, f32::NEG_INFINITY], |all, county| {
                [all[0].min(county.bounds[0]), all[1].max(county.bounds[2])]
            });
            assert_eq!(bounds, all, "{postal}");
            assert_eq!(arcs.len(), n_arcs, "{postal}");
        };
        check("GU", 1);
        // Montgomery and Prince George's, Arlington, Alexandria.
        check("DC", 4);
        assert_eq!(us.outline(|_| false).count(), 0);
    }

    #[test]
    fn insets_hold_their_states_and_nothing_else() {
        let us = us();
        let states: Vec<_> = us.insets().iter().map(|inset| inset.state.postal()).collect();
        assert_eq!(states, ["AK", "HI", "GU", "MP"]);
        for Inset { state, frame: [left, top, right, bottom] } in us.insets() {
            assert!(*left >= 0.0 && *top >= 0.0 && *right <= 975.0 && *bottom <= 610.0, "{}", state.name());
            for (index, county) in us.counties().iter().enumerate() {
                let inside = |(x, y): (f32, f32)| *left <= x && x <= *right && *top <= y && y <= *bottom;
                let mut points = us.rings(index).flatten();
                // The far Aleutians lie beyond the left edge of the map, as in us-atlas.
                let far = county.fips.code() == 2_016;
                let right = if county.fips.state() == *state { far || points.all(inside) } else { !points.any(inside) };
                assert!(right, "{} and {}", state.name(), county.fips);
            }
        }
    }
}
