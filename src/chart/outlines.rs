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
    pub(super) county_borders: P,
    pub(super) state_borders: P,
    pub(super) frames: P,
}

impl<P> Outlines<P> {
    /// Draws them once on a surface.
    pub fn new<S: Surface<Path = P>>(surface: &mut S, geography: &Geography, scope: Scope) -> Outlines<P> {
        let counties = geography.counties();
        let near = |at: usize| counties.get(at).is_some_and(|county| scope.has(geography, county.fips.state()));
        Outlines::beside(surface, geography, scope, &near)
    }

    /// Those beside counties that are `near`, and the frames.
    pub(super) fn beside<S: Surface<Path = P>>(
        surface: &mut S,
        geography: &Geography,
        scope: Scope,
        near: &dyn Fn(usize) -> bool,
    ) -> Outlines<P> {
        let borders = |pen: &mut dyn Pen, county: bool| {
            for (border, points) in geography.borders_beside(near) {
                if (border == Border::County) == county {
                    trace(pen, points, false);
                }
            }
        };
        Outlines {
            land: shapes(surface, geography, &mut (0..geography.counties().len()).filter(|county| near(*county))),
            county_borders: surface.path(&mut |pen| borders(pen, true)),
            state_borders: surface.path(&mut |pen| borders(pen, false)),
            frames: surface.path(&mut |pen| {
                let framed = |state: State| state.is_territory() && scope.has(geography, state);
                for inset in geography.insets().iter().filter(|inset| framed(inset.state)) {
                    let [left, top, right, bottom] = inset.frame;
                    trace(pen, [(left, top), (right, top), (right, bottom), (left, bottom)].into_iter(), true);
                }
            }),
        }
    }
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
