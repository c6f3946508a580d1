//! How large a county is and where its middle lies, measured once when a geography is decoded.

use super::geography::{County, Geography};

/// What is measured of one county.
pub(super) struct Measure {
    pub(super) bounds: [f32; 4],
    pub(super) area: f32,
    pub(super) centre: (f32, f32),
}

/// Counties below this area, in square map units, are hard to point at.
const SMALL: f32 = 2.0;
/// How far around the centre of a small county a point counts as inside it, in map units.
pub(super) const REACH: f32 = 1.5;
/// How many lines look for a county's widest stretch.
const LINES: u32 = 16;
/// A line cut more often than this is passed over, so that a shape torn on purpose takes no time.
const MOST_CROSSINGS: usize = 200;

impl Geography {
    /// The size and middle of a county; `None` when it has no ring.
    #[inline(never)]
    pub(super) fn measure(&self, county: usize) -> Option<Measure> {
        let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        let (mut area, mut largest, mut centre) = (0.0, 0.0, None);
        for ring in self.rings(county) {
            let (mut twice, mut sum, mut origin, mut last) = (0.0f32, (0.0, 0.0), None, (0.0, 0.0));
            for (x, y) in ring {
                bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
                // Measured from the ring's first point, so that small numbers are multiplied; the two
                // triangles beside that point have no area.
                let (x0, y0) = *origin.get_or_insert((x, y));
                let (x, y) = (x - x0, y - y0);
                let cross = last.0 * y - x * last.1;
                twice += cross;
                sum = (sum.0 + (last.0 + x) * cross, sum.1 + (last.1 + y) * cross);
                last = (x, y);
            }
            let (x0, y0) = origin?;
            area += twice / 2.0;
            if twice.abs() > largest {
                largest = twice.abs();
                centre = Some((x0 + sum.0 / (3.0 * twice), y0 + sum.1 / (3.0 * twice)));
            }
        }
        let middle = ((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0);
        let centre = centre.unwrap_or(middle);
        (bounds[0] <= bounds[2]).then_some(Measure { bounds, area: area.abs(), centre })
    }

    /// Moves centres that fall outside their county or where a small one is hit.
    pub(super) fn move_centres(&mut self) {
        let small: Vec<(f32, f32)> =
            self.counties.iter().filter(|county| is_small(county)).map(|county| county.centre).collect();
        let taken = |x: f32, y: f32| small.iter().any(|centre| within_reach(*centre, x, y));
        for index in 0..self.counties.len() {
            let Some(county) = self.counties.get(index) else { continue };
            let ((x, y), bounds, free) = (county.centre, county.bounds, is_small(county));
            if !self.covers(index, x, y) || !free && taken(x, y) {
                let moved = self.widest(index, bounds, |x, y| free || !taken(x, y));
                if let (Some(county), Some(moved)) = (self.counties.get_mut(index), moved) {
                    county.centre = moved;
                }
            }
        }
    }

    /// The middle of the widest stretch inside a county along any of a few lines from west to east, among those
    /// that are `free`.
    #[inline(never)]
    fn widest(&self, county: usize, bounds: [f32; 4], free: impl Fn(f32, f32) -> bool) -> Option<(f32, f32)> {
        let (mut widest, mut middle) = (0.0, None);
        for line in 0..LINES {
            // Between the grid's lines, so that none runs along an edge.
            let y = bounds[1] + (bounds[3] - bounds[1]) * (line as f32 + 0.53) / LINES as f32;
            let mut cut = Vec::new();
            for ring in self.rings(county) {
                cut.extend(crossings(ring, y));
            }
            if cut.len() > MOST_CROSSINGS {
                continue;
            }
            for &west in &cut {
                // The county begins at every second crossing. They are too few to be worth a sort.
                let (mut inside, mut east) = (true, f32::INFINITY);
                for &at in &cut {
                    if at < west {
                        inside = !inside;
                    } else if at > west && at < east {
                        east = at;
                    }
                }
                let width = if inside && east.is_finite() { east - west } else { 0.0 };
                if width > widest && free((west + east) / 2.0, y) {
                    widest = width;
                    middle = Some(((west + east) / 2.0, y));
                }
            }
        }
        middle
    }
}

/// Where the edges of a ring cross the line at `y`.
pub(crate) fn crossings(ring: impl Iterator<Item = (f32, f32)>, y: f32) -> impl Iterator<Item = f32> {
    let crossing = edges(ring).filter(move |((_, y0), (_, y1))| (*y0 > y) != (*y1 > y));
    crossing.map(move |((x0, y0), (x1, y1))| x0 + (y - y0) / (y1 - y0) * (x1 - x0))
}

/// Each point of a ring with the next, the last with the first.
pub(super) fn edges<P: Copy>(mut ring: impl Iterator<Item = P>) -> impl Iterator<Item = (P, P)> {
    let first = ring.next();
    let mut last = first;
    ring.chain(first).filter_map(move |point| Some((last.replace(point)?, point)))
}

/// Whether a point lies within reach of a small county's centre.
fn within_reach(centre: (f32, f32), x: f32, y: f32) -> bool {
    (x - centre.0).powi(2) + (y - centre.1).powi(2) < REACH * REACH
}

/// Whether a county is hard to point at.
pub(super) fn is_small(county: &County) -> bool {
    county.area < SMALL
}
