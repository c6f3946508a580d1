//! Where a state has room for words: the middle of the county that lies furthest from the state's outline.

use super::geography::{Border, Geography};
use crate::place::State;

/// Words are wider than high: so many times as much room is wanted to the sides as above and below.
const WIDER: f32 = 1.6;
/// Long straight borders are measured at points so many map units apart.
const APART: f32 = 1.5;

/// A place for words in a state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Which.
    pub state: State,
    /// The middle of the place, in map units.
    pub at: (f32, f32),
    /// How far it is to the outline at least, to the sides and up or down, in map units.
    pub room: (f32, f32),
}

impl Geography {
    /// A place for words in each state of the map, in the order of their codes.
    pub fn anchors(&self) -> Vec<Anchor> {
        let state_of = |county: usize| self.counties().get(county).map(|county| county.fips.state());
        let mut states: Vec<State> = self.counties().iter().map(|county| county.fips.state()).collect();
        states.dedup();
        states
            .into_iter()
            .map(|state| {
                let mut outline: Vec<(f32, f32)> = Vec::new();
                let borders = self.borders_beside(|county| state_of(county) == Some(state));
                for (_, points) in borders.filter(|(border, _)| *border != Border::County) {
                    let mut last = None;
                    for (x, y) in points {
                        let (x0, y0) = last.replace((x, y)).unwrap_or((x, y));
                        let n = ((x - x0).hypot(y - y0) / APART).ceil().max(1.0);
                        outline.extend((1..=n as usize).map(|at| {
                            let share = at as f32 / n;
                            (x0 + (x - x0) * share, y0 + (y - y0) * share)
                        }));
                    }
                }
                let (mut at, mut most) = ((0.0, 0.0), -1.0);
                for county in self.counties().iter().filter(|county| county.fips.state() == state) {
                    let (x, y) = county.centre;
                    let mut room = f32::INFINITY;
                    for point in &outline {
                        room = room.min(((point.0 - x).abs() / WIDER).max((point.1 - y).abs()));
                        if room <= most {
                            break;
                        }
                    }
                    if room > most {
                        (at, most) = (county.centre, room);
                    }
                }
                Anchor { state, at, room: (most * WIDER, most) }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_states_have_room_and_small_ones_little() {
        let us = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        let anchors = us.anchors();
        assert_eq!(anchors.len(), 53);
        for anchor in &anchors {
            let county = us.county_at(anchor.at.0, anchor.at.1).unwrap();
            assert_eq!(us.counties()[county].fips.state(), anchor.state);
            // Words as large as it says lie inside, but on islets no larger than the grid's cells.
            if anchor.room.1 < 1.0 {
                continue;
            }
            let (right, down) = (anchor.room.0 * 0.8, anchor.room.1 * 0.8);
            for (x, y) in [(-right, -down), (right, -down), (right, down), (-right, down)] {
                let corner = us.county_at(anchor.at.0 + x, anchor.at.1 + y).map(|at| us.counties()[at].fips.state());
                assert_eq!(corner, Some(anchor.state), "{}", anchor.state.postal());
            }
        }
        let room = |postal: &str| anchors.iter().find(|anchor| anchor.state.postal() == postal).unwrap().room.0;
        assert!(room("TX") > 50.0 && room("FL") > 10.0, "{} {}", room("TX"), room("FL"));
        assert!(room("DC") < 3.0 && room("RI") < 8.0, "{} {}", room("DC"), room("RI"));
    }
}
