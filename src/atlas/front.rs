//! What a walk over rings remembers: its open arcs, those that one ring has gone along and another will go
//! back along, and the counties that no ring was met of. Reading and writing remember the same, so a
//! small number names an arc or a county to both.

use crate::place::{Fips, State};
use std::ops::Range;

/// An arc's place among arcs in the order in which they were met.
pub(super) type ArcIndex = u32;
/// A node's place among nodes in the order in which they were met.
pub(super) type NodeIndex = u32;

/// What an arc divides, as far as it is told when the arc is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// No ring will go back along it.
    #[default]
    None,
    /// A ring of a county of the same state will.
    County,
    /// A ring of another state will.
    State,
}

/// The open arcs from the newest to the oldest, those of states apart, and those that start and end at each node. All
/// are chains of links through one list, so that no question is answered by a search.
#[derive(Default)]
pub(super) struct Front {
    /// Between counties of one state, and between states.
    newest: [Option<ArcIndex>; 2],
    /// By arc; those that are not open have no links.
    links: Vec<Link>,
    /// By node.
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Default)]
struct Link {
    ends: [NodeIndex; 2],
    list: usize,
    newer: Option<ArcIndex>,
    older: Option<ArcIndex>,
    /// The next older one that ends at the same node.
    older_here: Option<ArcIndex>,
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// The newest open arc that ends here.
    ending: Option<ArcIndex>,
    /// The newest arc that starts here, if it is open.
    starting: Option<ArcIndex>,
    /// How many ends of arcs were met here.
    degree: u32,
}

/// Where three arcs meet none is to come, as a rule.
const FULL: u32 = 3;
/// The most arcs that [`Front::corner`] follows.
const LONGEST: usize = 16;

impl Front {
    /// Opens an arc, which becomes the newest.
    pub(super) fn open(&mut self, arc: ArcIndex, ends: [NodeIndex; 2], side: Side) {
        let list = usize::from(side == Side::State);
        self.links.resize(self.links.len().max(arc as usize + 1), Link::default());
        let mut older_here = None;
        self.node(ends[1], |node| older_here = node.ending.replace(arc));
        self.node(ends[0], |node| node.starting = Some(arc));
        let older = self.newest.get_mut(list).and_then(|newest| newest.replace(arc));
        if let Some(older) = older {
            self.link(older, |link| link.newer = Some(arc));
        }
        self.link(arc, |link| *link = Link { ends, list, newer: None, older, older_here });
    }

    /// Closes an open arc.
    pub(super) fn close(&mut self, arc: ArcIndex) {
        let Some(Link { ends: [start, end], list, newer, older, older_here }) = self.links.get(arc as usize).copied()
        else {
            return;
        };
        match (newer, self.newest.get_mut(list)) {
            (Some(newer), _) => self.link(newer, |link| link.older = older),
            (None, Some(newest)) => *newest = older,
            (None, None) => {}
        }
        if let Some(older) = older {
            self.link(older, |link| link.newer = newer);
        }
        match self.ending_at(end).take_while(|&other| other != arc).last() {
            Some(after) => self.link(after, |link| link.older_here = older_here),
            None => self.node(end, |node| node.ending = older_here),
        }
        self.node(start, |node| node.starting = node.starting.filter(|&other| other != arc));
    }

    /// Notes that an arc was met that has an end at a node.
    pub(super) fn meet(&mut self, node: NodeIndex) {
        self.node(node, |node| node.degree += 1);
    }

    /// How many ends of arcs were met at a node.
    pub(super) fn degree(&self, node: NodeIndex) -> u32 {
        self.nodes.get(node as usize).map_or(0, |node| node.degree)
    }

    /// The arc that the next ring goes back along, if it goes along an open one: the newest within a state, so that
    /// states are walked over one after another.
    pub(super) fn newest(&self) -> Option<ArcIndex> {
        let [county, state] = self.newest;
        county.or(state)
    }

    /// The open arcs that end at a node, newest first.
    pub(super) fn ending_at(&self, node: NodeIndex) -> impl Iterator<Item = ArcIndex> {
        let newest = self.nodes.get(node as usize).and_then(|node| node.ending);
        std::iter::successors(newest, |&arc| self.links.get(arc as usize)?.older_here)
    }

    /// Where a ring that starts at `start` will come back to the open arcs, and which it then goes back along: before
    /// nodes that have all their arcs.
    pub(super) fn corner(&self, start: NodeIndex) -> (NodeIndex, Option<ArcIndex>) {
        let (mut corner, mut next) = (start, None);
        for _ in 0..LONGEST {
            let node = self.nodes.get(corner as usize).filter(|node| node.degree >= FULL);
            let Some((arc, link)) =
                node.and_then(|node| Some((node.starting?, self.links.get(node.starting? as usize)?)))
            else {
                break;
            };
            (corner, next) = (link.ends[1], Some(arc));
        }
        (corner, next)
    }

    fn link(&mut self, arc: ArcIndex, set: impl FnOnce(&mut Link)) {
        if let Some(link) = self.links.get_mut(arc as usize) {
            set(link);
        }
    }

    fn node(&mut self, node: NodeIndex, set: impl FnOnce(&mut Node)) {
        let at = node as usize;
        self.nodes.resize(self.nodes.len().max(at + 1), Node::default());
        if let Some(node) = self.nodes.get_mut(at) {
            set(node);
        }
    }
}

/// Whose ring is next: of a county not met yet, by its place among those not met, where those of a state stand together;
/// of one met before by the way among all.
pub(super) struct Owners {
    /// By county, in ascending order.
    states: Vec<State>,
    /// The indexes of counties not met yet, ascending.
    unmet: Vec<u16>,
    pub(super) last: usize,
}

impl Owners {
    pub(super) fn new(counties: impl Iterator<Item = Fips>) -> Owners {
        let states: Vec<State> = counties.map(Fips::state).collect();
        Owners { unmet: (0..states.len()).map(|county| county as u16).collect(), states, last: 0 }
    }

    /// The places among those not met that counties of the state of `beside` have.
    pub(super) fn of_state(&self, beside: usize) -> Range<usize> {
        let Some(state) = self.states.get(beside) else { return 0..0 };
        let before = |least: bool| {
            self.unmet.partition_point(|&county| {
                let it = self.states.get(usize::from(county));
                it.is_some_and(|it| it < state || (!least && it == state))
            })
        };
        before(true)..before(false)
    }

    /// The county not met yet at a place among them; `None` when there is none.
    pub(super) fn meet(&mut self, place: usize) -> Option<usize> {
        self.last = usize::from(*self.unmet.get(place)?);
        self.unmet.remove(place);
        Some(self.last)
    }

    /// The county met before that stands so far on from the last owner; `None` when there is none.
    pub(super) fn again(&mut self, way: i32) -> Option<usize> {
        self.last = self.last.checked_add_signed(way as isize).filter(|&owner| owner < self.states.len())?;
        Some(self.last)
    }

    /// The place of a county among those not met yet; `None` where it was met.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn place_of(&self, owner: usize) -> Option<usize> {
        self.unmet.binary_search(&(owner as u16)).ok()
    }
}
