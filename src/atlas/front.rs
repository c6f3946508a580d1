//! What a walk over rings remembers: its open arcs, those that one ring has gone along and another will go
//! back along, and the counties that no ring was met of. Reading and writing remember the same, so a
//! small number names an arc or a county to both.

use crate::place::{Fips, State};

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
pub(super) struct Node {
    /// The newest open arc that ends here.
    pub(super) ending: Option<ArcIndex>,
    /// The newest arc that starts here, if it is open.
    starting: Option<ArcIndex>,
    /// How many ends of arcs were met here.
    pub(super) degree: u32,
    /// What those arcs divide: a bit each.
    pub(super) touched: u32,
}

/// Where three arcs meet none is to come, as a rule.
const FULL: u32 = 3;
/// The most arcs that [`Front::corner`] follows.
const LONGEST: usize = 16;

impl Front {
    /// Opens an arc, which becomes the newest.
    pub(super) fn open(&mut self, arc: ArcIndex, ends: [NodeIndex; 2], side: Side) {
        let list = usize::from(side == Side::State);
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

    /// Another node.
    pub(super) fn add_node(&mut self) {
        self.nodes.push(Node::default());
    }

    /// Notes that an arc was met.
    pub(super) fn meet(&mut self, ends: [NodeIndex; 2], side: Side) {
        self.links.push(Link::default());
        for node in ends {
            self.node(node, |node| {
                node.degree += 1;
                node.touched |= 1 << side as u32;
            });
        }
    }

    /// What is known of a node.
    pub(super) fn at(&self, node: NodeIndex) -> Node {
        self.nodes.get(node as usize).copied().unwrap_or_default()
    }

    /// The arc that the next ring goes back along, if it goes along an open one: the newest within a state, so that
    /// states are walked over one after another.
    pub(super) fn newest(&self) -> Option<ArcIndex> {
        let [county, state] = self.newest;
        county.or(state)
    }

    /// The open arcs that end at a node, newest first.
    pub(super) fn ending_at(&self, node: NodeIndex) -> impl Iterator<Item = ArcIndex> {
        std::iter::successors(self.at(node).ending, |&arc| self.links.get(arc as usize)?.older_here)
    }

    /// Where a ring that starts at `start` will come back to the open arcs, and which it then goes back along: before
    /// nodes that have all their arcs.
    pub(super) fn corner(&self, start: NodeIndex) -> (NodeIndex, Option<ArcIndex>) {
        let (mut corner, mut next) = (start, None);
        for _ in 0..LONGEST {
            let node = self.at(corner);
            let Some(arc) = node.starting.filter(|_| node.degree >= FULL) else { break };
            (corner, next) = (self.links.get(arc as usize).map_or(0, |link| link.ends[1]), Some(arc));
        }
        (corner, next)
    }

    fn link(&mut self, arc: ArcIndex, set: impl FnOnce(&mut Link)) {
        if let Some(link) = self.links.get_mut(arc as usize) {
            set(link);
        }
    }

    fn node(&mut self, node: NodeIndex, set: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(node as usize) {
            set(node);
        }
    }
}

/// Whose ring is next: one of the counties of a state not met yet, or any by the way from the last one.
pub(super) struct Owners {
    /// By county.
    states: Vec<State>,
    /// By the state's code, the indexes of counties not met yet, ascending.
    unmet: Vec<Vec<u16>>,
    pub(super) last: usize,
}

impl Owners {
    pub(super) fn new(counties: &[Fips]) -> Owners {
        let states: Vec<State> = counties.iter().map(|fips| fips.state()).collect();
        let mut unmet = vec![Vec::new(); 1 + usize::from(u8::MAX)];
        for (county, state) in (0..).zip(&states) {
            if let Some(unmet) = unmet.get_mut(usize::from(state.code())) {
                unmet.push(county);
            }
        }
        Owners { states, unmet, last: 0 }
    }

    /// The counties not met yet of the state that a county is of.
    pub(super) fn beside(&self, county: usize) -> &[u16] {
        let state = self.states.get(county).map_or(0, |state| state.code());
        self.unmet.get(usize::from(state)).map_or(&[], Vec::as_slice)
    }

    /// Notes that a ring of a county was met; whether there is such a county.
    pub(super) fn meet(&mut self, county: usize) -> bool {
        let Some(state) = self.states.get(county) else { return false };
        self.last = county;
        if let Some(unmet) = self.unmet.get_mut(usize::from(state.code())) {
            unmet.retain(|&other| usize::from(other) != county);
        }
        true
    }
}
