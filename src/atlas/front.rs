//! What a walk over rings remembers: its open arcs, those that one ring has gone along and another will go
//! back along, and the counties that no ring was met of. Reading and writing remember the same, so a
//! small number names an arc or a county to both.

/// An arc's place among arcs in the order in which they were met.
pub(super) type ArcIndex = u32;
/// A node's place among nodes in the order in which they were met.
pub(super) type NodeIndex = u32;

/// The open arcs from the newest to the oldest, and those that end at each node, where going back along
/// them starts. Two chains of links through one list, so that no question is answered by a search.
#[derive(Default)]
pub(super) struct Front {
    newest: Option<ArcIndex>,
    /// By arc; those that are not open have no links.
    links: Vec<Link>,
    /// The newest open arc that ends at each node.
    ending: Vec<Option<ArcIndex>>,
}

#[derive(Clone, Copy, Default)]
struct Link {
    end: NodeIndex,
    newer: Option<ArcIndex>,
    older: Option<ArcIndex>,
    /// The next older one that ends at the same node.
    older_here: Option<ArcIndex>,
}

impl Front {
    /// Opens an arc, which becomes the newest.
    pub(super) fn open(&mut self, arc: ArcIndex, end: NodeIndex) {
        let (arc_at, end_at) = (arc as usize, end as usize);
        self.links.resize(self.links.len().max(arc_at + 1), Link::default());
        self.ending.resize(self.ending.len().max(end_at + 1), None);
        let older_here = self.ending.get_mut(end_at).and_then(|newest| newest.replace(arc));
        let older = self.newest.replace(arc);
        if let Some(older) = older {
            self.link(older, |link| link.newer = Some(arc));
        }
        self.link(arc, |link| *link = Link { end, newer: None, older, older_here });
    }

    /// Closes an open arc.
    pub(super) fn close(&mut self, arc: ArcIndex) {
        let Some(Link { end, newer, older, older_here }) = self.links.get(arc as usize).copied() else { return };
        match newer {
            Some(newer) => self.link(newer, |link| link.older = older),
            None => self.newest = older,
        }
        if let Some(older) = older {
            self.link(older, |link| link.newer = newer);
        }
        let after = self.ending_at(end).take_while(|&other| other != arc).last();
        match (after, self.ending.get_mut(end as usize)) {
            (Some(after), _) => self.link(after, |link| link.older_here = older_here),
            (None, Some(newest)) => *newest = older_here,
            (None, None) => {}
        }
    }

    /// The open arcs, newest first.
    pub(super) fn newest(&self) -> impl Iterator<Item = ArcIndex> {
        std::iter::successors(self.newest, |&arc| self.links.get(arc as usize)?.older)
    }

    /// The open arcs that end at a node, newest first.
    pub(super) fn ending_at(&self, node: NodeIndex) -> impl Iterator<Item = ArcIndex> {
        let newest = self.ending.get(node as usize).copied().flatten();
        std::iter::successors(newest, |&arc| self.links.get(arc as usize)?.older_here)
    }

    fn link(&mut self, arc: ArcIndex, set: impl FnOnce(&mut Link)) {
        if let Some(link) = self.links.get_mut(arc as usize) {
            set(link);
        }
    }
}

/// Whose ring is next. A county not met yet is named by the way among those not met, where neighbours stand
/// close; one met before by the way among all.
pub(super) struct Owners {
    /// The indexes of counties not met yet, ascending.
    unmet: Vec<usize>,
    n_counties: usize,
    last: usize,
}

impl Owners {
    pub(super) fn new(n_counties: usize) -> Owners {
        Owners { unmet: (0..n_counties).collect(), n_counties, last: 0 }
    }

    /// The county not met yet that stands so far on from the last owner; `None` when there is none.
    pub(super) fn meet(&mut self, way: i32) -> Option<usize> {
        let position = self.position().checked_add_signed(way as isize)?;
        self.last = *self.unmet.get(position)?;
        self.unmet.remove(position);
        Some(self.last)
    }

    /// The county met before that stands so far on from the last owner; `None` when there is none.
    pub(super) fn again(&mut self, way: i32) -> Option<usize> {
        self.last = self.last.checked_add_signed(way as isize).filter(|&owner| owner < self.n_counties)?;
        Some(self.last)
    }

    /// The way to a county: `Ok` when it is met now, `Err` when it was met before.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn way_to(&mut self, owner: usize) -> std::result::Result<i32, i32> {
        let (from, last) = (self.position() as i32, self.last as i32);
        self.last = owner;
        let way = self.unmet.binary_search(&owner).map(|position| {
            self.unmet.remove(position);
            position as i32 - from
        });
        way.map_err(|_| owner as i32 - last)
    }

    /// Where the last owner would stand among those not met.
    fn position(&self) -> usize {
        self.unmet.partition_point(|&owner| owner < self.last)
    }
}
