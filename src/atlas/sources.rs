//! The counties of one or two files brought onto one map, simplified and laid on the grid. Everything is in
//! map units until it lies on the grid, in cells from then on.

use super::lattice::{Cell, Lattice, Ring, arc_of, around};
use super::options::Options;
use super::projection::is_inset;
use super::simplify::simplify;
use super::stream::broken;
use super::topojson::{Shape, Topology};
use crate::error::Result;
use crate::place::{Fips, State};
use std::collections::BTreeSet;

/// The counties of all sources in map units.
#[derive(Default)]
pub(super) struct Sources {
    arcs: Vec<Vec<[f64; 2]>>,
    pub(super) counties: Vec<Placed>,
}

pub(super) struct Placed {
    pub(super) fips: Fips,
    pub(super) name: String,
    /// Outer rings turn from east to south, holes the other way.
    rings: Vec<Vec<i32>>,
}

impl Sources {
    /// Adds a file's counties; `place` puts a point of a state on the map, or says that there is no room for it.
    pub(super) fn add(
        &mut self,
        source: Topology,
        known: &mut BTreeSet<Fips>,
        left_out: &mut Vec<String>,
        place: impl Fn(State, f64, f64) -> Option<(f64, f64)>,
    ) -> Result<()> {
        let offset = self.arcs.len() as i32;
        self.arcs.extend(std::iter::repeat_n(Vec::new(), source.arcs.len()));
        for shape in source.shapes {
            let Some(fips) = fips(&shape).filter(|fips| place(fips.state(), 0.0, 0.0).is_some()) else {
                left_out.push(format!("{} {}", shape.id, shape.name));
                continue;
            };
            if !known.insert(fips) {
                return Err(broken(&format!("county {fips} twice"), "each county once"));
            }
            let moved = |step: i32| if step < 0 { step - offset } else { step + offset };
            for step in shape.polygons.iter().flatten().flatten() {
                let points = source.arcs.get(arc_of(*step)).into_iter().flatten();
                if let Some(arc) = self.arcs.get_mut(arc_of(moved(*step)))
                    && arc.is_empty()
                {
                    arc.extend(points.filter_map(|&[x, y]| place(fips.state(), x, y)).map(|(x, y)| [x, y]));
                }
            }
            let mut rings = Vec::new();
            for polygon in shape.polygons {
                for (index, ring) in polygon.into_iter().enumerate() {
                    let mut steps: Vec<i32> = ring.into_iter().map(moved).collect();
                    if (self.area(&steps) < 0.0) == (index == 0) {
                        steps.reverse();
                        steps.iter_mut().for_each(|step| *step = !*step);
                    }
                    rings.push(steps);
                }
            }
            self.counties.push(Placed { fips, name: shape.name, rings });
        }
        Ok(())
    }

    /// The area inside a ring, positive when it turns from east to south.
    fn area(&self, steps: &[i32]) -> f64 {
        let points = self.points(steps);
        let edges = points.iter().zip(points.iter().cycle().skip(1));
        edges.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
    }

    fn points(&self, steps: &[i32]) -> Vec<[f64; 2]> {
        around(&self.arcs, steps)
    }

    /// Simplifies, lays on the grid and repairs. Also the counties that got a square.
    pub(super) fn lattice(&self, options: &Options) -> Result<(Lattice, Vec<Fips>)> {
        let mut kept = BTreeSet::new();
        for county in &self.counties {
            let area: f64 = county.rings.iter().map(|ring| self.area(ring)).sum();
            if area < options.small_county {
                kept.extend(county.rings.iter().flatten().map(|&step| arc_of(step)));
            }
        }
        let mut arcs = Vec::with_capacity(self.arcs.len());
        for (index, arc) in self.arcs.iter().enumerate() {
            let arc = if kept.contains(&index) { arc.clone() } else { simplify(arc, options.least_triangle) };
            arcs.push(arc.into_iter().map(|point| cell(point, options)).collect::<Result<Vec<Cell>>>()?);
        }
        let (mut rings, mut squares) = (Vec::new(), Vec::new());
        for (owner, county) in self.counties.iter().enumerate() {
            for steps in &county.rings {
                match self.speck(steps, options).filter(|_| is_territory_inset(county.fips)) {
                    Some(middle) => squares.push((owner, cell(middle, options)?)),
                    None => rings.push(Ring { owner, steps: steps.clone() }),
                }
            }
        }
        let mut lattice = Lattice::new(arcs, rings);
        for (owner, middle) in squares {
            lattice.add_square(owner, middle, options.island_square);
        }
        let mut squared = Vec::new();
        for (owner, county) in self.counties.iter().enumerate() {
            if lattice.twice_area(owner) == 0 {
                let middle =
                    middle(county.rings.iter().flatten().filter_map(|&step| self.arcs.get(arc_of(step))).flatten());
                let Some(middle) = middle else {
                    return Err(broken(&format!("county {} without a point", county.fips), "a shape for each county"));
                };
                lattice.add_square(owner, cell(middle, options)?, options.county_square);
                squared.push(county.fips);
            }
        }
        Ok((lattice, squared))
    }

    /// The middle of a ring that is no wider or taller than an island's square.
    fn speck(&self, steps: &[i32], options: &Options) -> Option<[f64; 2]> {
        let points = self.points(steps);
        let [left, top, right, bottom] = bounds(&points);
        let least = f64::from(options.island_square) / f64::from(options.cells);
        (right - left < least && bottom - top < least).then(|| [(left + right) / 2.0, (top + bottom) / 2.0])
    }
}

fn is_territory_inset(fips: Fips) -> bool {
    is_inset(fips.state()) && fips.state().is_territory()
}

/// Left, top, right, bottom.
pub(super) fn bounds<'a>(points: impl IntoIterator<Item = &'a [f64; 2]>) -> [f64; 4] {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points
        .into_iter()
        .fold(none, |[left, top, right, bottom], &[x, y]| [left.min(x), top.min(y), right.max(x), bottom.max(y)])
}

/// The middle of points' bounds; `None` without points.
fn middle<'a>(points: impl IntoIterator<Item = &'a [f64; 2]>) -> Option<[f64; 2]> {
    let [left, top, right, bottom] = bounds(points);
    (left <= right).then(|| [(left + right) / 2.0, (top + bottom) / 2.0])
}

/// The county's code; `None` when it lies in no known state.
pub(super) fn fips(shape: &Shape) -> Option<Fips> {
    Fips::parse(&shape.id)
}

fn cell(point: [f64; 2], options: &Options) -> Result<Cell> {
    let mut cell = [0; 2];
    for (cell, at) in cell.iter_mut().zip(point) {
        let at = (at * f64::from(options.cells)).round();
        if !(f64::from(i16::MIN)..=f64::from(i16::MAX)).contains(&at) {
            return Err(broken(&format!("a point {at} cells off"), "at most 32,767: fewer cells to a unit"));
        }
        *cell = at as i16;
    }
    Ok(cell)
}
