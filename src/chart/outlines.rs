//! The outlines of a map, which stay the same however it is coloured, and of which states they are. They are drawn on a
//! surface once; nothing is filled here.

use crate::atlas::{Border, Geography};
use crate::place::State;

use super::surface::{Pen, Surface, trace};

/// Which states are drawn: insets lie where other places are, and have no part in a closer look at others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Those that lie where they are.
    Mainland,
    /// An inset alone.
    Only(State),
}

impl Scope {
    /// Whether a state is drawn.
    pub fn has(self, geography: &Geography, state: State) -> bool {
        match self {
            Scope::All => true,
            Scope::Mainland => geography.insets().iter().all(|inset| inset.state != state),
            Scope::Only(only) => only == state,
        }
    }
}

/// The outlines that stay the same however a map is coloured.
#[derive(Clone, Debug)]
pub struct Outlines<P> {
    pub(super) land: P,
    pub(super) borders: Borders<P>,
    pub(super) frames: P,
}

/// The lines between counties, and those between states and along the coast.
#[derive(Clone, Debug)]
pub(super) struct Borders<P> {
    pub(super) of_counties: P,
    pub(super) of_states: P,
}

impl<P> Outlines<P> {
    /// Draws them once on a surface.
    pub fn new<S: Surface<Path = P>>(surface: &mut S, geography: &Geography, scope: Scope) -> Outlines<P> {
        let counties = geography.counties();
        let near = |at: usize| counties.get(at).is_some_and(|county| scope.has(geography, county.fips.state()));
        let borders = Borders::beside(surface, geography, &near);
        Outlines { land: land(surface, geography, &near), borders, frames: frames(surface, geography, scope) }
    }

    /// The same of counties that are `near`, for a drawing that is made once and kept as text: each line as long as it
    /// gets.
    pub(super) fn once<S: Surface<Path = P>>(
        surface: &mut S,
        geography: &Geography,
        scope: Scope,
        near: &dyn Fn(usize) -> bool,
    ) -> Outlines<P> {
        let mut lines = |county: bool| {
            let borders = geography.borders_beside(near).filter(|(border, _)| (*border == Border::County) == county);
            let lines = joined(borders.map(|(_, points)| points.collect()).collect());
            surface.path(&mut |pen| lines.iter().for_each(|line| trace(pen, line.iter().copied(), false)))
        };
        let borders = Borders { of_counties: lines(true), of_states: lines(false) };
        Outlines { land: land(surface, geography, near), borders, frames: frames(surface, geography, scope) }
    }
}

impl<P> Borders<P> {
    /// Those beside counties that are `near`.
    pub(super) fn beside<S: Surface<Path = P>>(
        surface: &mut S,
        geography: &Geography,
        near: &dyn Fn(usize) -> bool,
    ) -> Borders<P> {
        let borders = |pen: &mut dyn Pen, county: bool| {
            for (border, points) in geography.borders_beside(near) {
                if (border == Border::County) == county {
                    trace(pen, points, false);
                }
            }
        };
        Borders {
            of_counties: surface.path(&mut |pen| borders(pen, true)),
            of_states: surface.path(&mut |pen| borders(pen, false)),
        }
    }
}

fn frames<S: Surface>(surface: &mut S, geography: &Geography, scope: Scope) -> S::Path {
    surface.path(&mut |pen| {
        let framed = |state: State| state.is_territory() && scope.has(geography, state);
        for inset in geography.insets().iter().filter(|inset| framed(inset.state)) {
            let [left, top, right, bottom] = inset.frame;
            trace(pen, [(left, top), (right, top), (right, bottom), (left, bottom)].into_iter(), true);
        }
    })
}

/// Counties as one shape, without the lines between them: a browser fills it in a thirtieth of the time that it takes
/// for the shapes of all of them.
pub(super) fn land<S: Surface>(surface: &mut S, geography: &Geography, within: &dyn Fn(usize) -> bool) -> S::Path {
    surface.path(&mut |pen| geography.around(within, &mut |ring| trace(pen, ring, true)))
}

/// A line from its points.
type Line = Vec<(f32, f32)>;

/// Lines joined where two meet, until none can go on.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let key = |point: Option<&(f32, f32)>| point.map(|(x, y)| (x.to_bits(), y.to_bits()));
    // Where each can be gone on with, in order.
    let mut at: Vec<_> = lines.iter().enumerate().map(|(index, line)| (key(line.first()), index)).collect();
    at.extend(lines.iter().enumerate().map(|(index, line)| (key(line.last()), index)));
    at.sort_unstable();
    let mut left: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut joined = Vec::new();
    for index in 0..left.len() {
        let Some(mut line) = left.get_mut(index).and_then(Option::take) else { continue };
        loop {
            let end = key(line.last());
            let from = at.partition_point(|(start, _)| *start < end);
            let mut next = at.iter().skip(from).take_while(|(start, _)| *start == end);
            let Some(mut more) = next.find_map(|(_, next)| left.get_mut(*next).and_then(Option::take)) else { break };
            if key(more.first()) != end {
                more.reverse();
            }
            line.extend(more.into_iter().skip(1));
        }
        joined.push(line);
    }
    joined
}

/// The shapes of counties as one outline.
pub(super) fn shapes<S: Surface>(
    surface: &mut S,
    geography: &Geography,
    counties: &mut dyn Iterator<Item = usize>,
) -> S::Path {
    surface.path(&mut |pen| {
        for county in &mut *counties {
            geography.rings(county).for_each(|ring| trace(pen, ring, true));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_where_another_begins() {
        let line = |points: &[i32]| points.iter().map(|at| (*at as f32, 0.0)).collect::<Line>();
        let check = |lines: &[&[i32]], expected: &[&[i32]]| {
            let lines = lines.iter().map(|points| line(points)).collect();
            assert_eq!(joined(lines), expected.iter().map(|points| line(points)).collect::<Vec<_>>());
        };
        check(&[&[1, 2], &[3, 2], &[3, 4]], &[&[1, 2, 3, 4]]);
        // A ring comes back to where it began, and one of a single line is one already.
        check(&[&[1, 2], &[2, 3], &[3, 1], &[7, 8, 7]], &[&[1, 2, 3, 1], &[7, 8, 7]]);
        check(&[], &[]);
    }

    #[test]
    fn land_covers_what_its_counties_do() {
        let geography = Geography::decode(include_bytes!("../../data/us.atlas")).unwrap();
        for state in ["FL", "VA", "MI"].map(|postal| State::from_postal(postal).unwrap()) {
            let own: Vec<bool> = geography.counties().iter().map(|county| county.fips.state() == state).collect();
            // Twice the area under a line, with its sign: of a ring that of what it goes around.
            let area = |line: &[(f32, f32)]| -> f64 {
                let next = line.iter().cycle().skip(1);
                line.iter().zip(next).map(|(a, b)| f64::from(a.0 * b.1 - b.0 * a.1)).sum()
            };
            let mut rings: Vec<Line> = Vec::new();
            geography.around(&|at| own.get(at) == Some(&true), &mut |ring| rings.push(ring.collect()));
            let together: f64 = rings.iter().map(|ring| area(ring)).sum();
            let counties = (0..own.len()).filter(|at| own[*at]);
            let apart: f64 =
                counties.flat_map(|at| geography.rings(at)).map(|ring| area(&ring.collect::<Line>())).sum();
            assert!((together / apart - 1.0).abs() < 1e-4, "{state:?} {together} {apart}");
            // By far fewer points: browsers take so much longer to fill one long path with the lines between counties.
            let n: usize =
                (0..own.len()).filter(|at| own[*at]).flat_map(|at| geography.rings(at)).map(Iterator::count).sum();
            assert!(rings.iter().map(Vec::len).sum::<usize>() * 2 < n, "{state:?}");
        }
    }
}
