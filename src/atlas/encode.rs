//! Writes a lattice as packed bytes: the walk that [`decode`](super::decode) reads, with the small numbers
//! that it needs. It decides the order of the rings: each starts at the newest open arc, so most
//! references are to the last few.

use super::decode::{walk, way};
use super::front::{ArcIndex, Front, NodeIndex, Owners, Side};
use super::geography::Geography;
use super::lattice::{Cell, Lattice, arc_of};
use super::stream::{MAGIC, Meridians, VERSION};
use crate::arithmetic::Encoder;
use crate::error::Result;
use crate::leb128::{Writer, fold};
use crate::place::{Fips, State};
use std::collections::HashMap;

/// What stands before the shapes.
pub(super) struct Heading<'a> {
    /// Cells of the grid in one map unit.
    pub(super) cells: u32,
    /// Width and height in cells.
    pub(super) frame: [u32; 2],
    /// Left, top, right, bottom in cells.
    pub(super) insets: &'a [(State, [u32; 4])],
    /// Ascending, without the county's word.
    pub(super) places: &'a [(Fips, String)],
    /// Whether their names are written.
    pub(super) names: bool,
}

/// The packed bytes. Every ring must close and have a node at most once.
pub(super) fn encode(heading: &Heading, lattice: &Lattice) -> Result<Vec<u8>> {
    let mut head = Writer::default();
    head.bytes.extend(MAGIC);
    head.bytes.push(VERSION);
    head.number(heading.cells);
    heading.frame.iter().for_each(|&side| head.number(side));
    head.number(heading.insets.len() as u32);
    for (state, frame) in heading.insets {
        head.number(u32::from(state.code()));
        frame.iter().for_each(|&side| head.number(side));
    }
    head.number(heading.places.len() as u32);
    head.number(lattice.rings.len() as u32);
    let names: String = heading.places.iter().map(|(_, name)| name.replace('\n', " ") + "\n").collect();
    let names = if heading.names { names.as_str() } else { "" };
    head.number(names.len() as u32);
    head.bytes.extend(names.bytes());
    let mut script = Script::new(lattice, heading.places.iter().map(|(fips, _)| *fips), heading.cells);
    script.rings();
    let given = Encoder::new(script.given);
    let counts = [heading.cells, heading.places.len() as u32, lattice.rings.len() as u32];
    let (_, walk) = walk(given, counts, usize::MAX)?;
    head.bytes.extend(walk.streams.numbers.coder.finish());
    // Counties more regular than bytes may tell of are refused here, not by a page.
    Geography::decode(&head.bytes)?;
    Ok(head.bytes)
}

/// The numbers that the walk is given, in the order in which it asks.
struct Script<'a> {
    lattice: &'a Lattice,
    given: Vec<i32>,
    front: Front,
    /// The step of the lattice by which each arc was written, in the order of writing.
    written: Vec<i32>,
    /// Where each of the lattice's arcs stands in that order.
    places: HashMap<usize, ArcIndex>,
    nodes: HashMap<Cell, NodeIndex>,
    /// The rings that make each step.
    users: HashMap<i32, Vec<usize>>,
    done: Vec<bool>,
    /// Of each written arc, whether it is open.
    open: Vec<bool>,
    /// The county that each arc was written for.
    writers: Vec<usize>,
    codes: Vec<Fips>,
    owners: Owners,
    meridians: Meridians,
    at: Cell,
}

impl<'a> Script<'a> {
    fn new(lattice: &'a Lattice, codes: impl Iterator<Item = Fips>, cells: u32) -> Script<'a> {
        let mut users: HashMap<i32, Vec<usize>> = HashMap::new();
        for (index, ring) in lattice.rings.iter().enumerate() {
            for &step in &ring.steps {
                users.entry(step).or_default().push(index);
            }
        }
        let codes: Vec<Fips> = codes.collect();
        let mut before = 0;
        let given =
            codes.iter().map(|fips| (fips.code() - std::mem::replace(&mut before, fips.code())) as i32).collect();
        Script {
            lattice,
            given,
            front: Front::default(),
            written: Vec::new(),
            places: HashMap::new(),
            nodes: HashMap::new(),
            users,
            done: vec![false; lattice.rings.len()],
            open: Vec::new(),
            writers: Vec::new(),
            owners: Owners::new(&codes),
            codes,
            meridians: Meridians::new(cells),
            at: [0, 0],
        }
    }

    /// Writes all rings: one that goes back along the newest open arc, or where none is open the first left.
    fn rings(&mut self) {
        while let Some(first) = self.done.iter().position(|done| !done) {
            let newest = self.front.newest();
            let step = newest.and_then(|arc| self.written.get(arc as usize)).map(|step| !step);
            let next = step.and_then(|step| Some((self.next_user(step)?, step)));
            let (ring, step) = next.map_or((first, None), |(ring, step)| (ring, Some(step)));
            self.ring(ring, step, newest);
        }
    }

    /// The first ring to be written that makes a step.
    fn next_user(&self, step: i32) -> Option<usize> {
        self.users.get(&step)?.iter().copied().find(|&ring| self.done.get(ring) == Some(&false))
    }

    /// Writes a ring from one of its steps on.
    fn ring(&mut self, ring: usize, first: Option<i32>, newest: Option<ArcIndex>) {
        if let Some(done) = self.done.get_mut(ring) {
            *done = true;
        }
        let Some(ring) = self.lattice.rings.get(ring) else { return };
        let mut steps = ring.steps.clone();
        let first_at = steps.iter().position(|&step| Some(step) == first);
        steps.rotate_left(first_at.unwrap_or(0));
        let mut said = first_at.is_some();
        let Some(start) = steps.first().and_then(|&step| self.ends(step)).map(|[start, _]| start) else { return };
        match self.nodes.get(&start).copied() {
            _ if said => self.write(0),
            Some(node) => {
                self.write(2);
                self.write_node(node);
            }
            None => {
                self.write(1);
                self.advance(start);
                self.add_node(start);
            }
        }
        let beside = newest.filter(|_| said).and_then(|arc| self.writers.get(arc as usize).copied());
        self.owner(ring.owner, beside);
        let first_cell = start;
        let start = self.nodes.get(&start).copied().unwrap_or_default();
        let mut fresh = Vec::new();
        for (index, &step) in steps.iter().enumerate() {
            let Some([from, to]) = self.ends(step) else { continue };
            let node = self.nodes.get(&from).copied().unwrap_or_default();
            let open = self.open_arc(step);
            if !said && self.front.ending_at(node).next().is_some() {
                let place = self.front.ending_at(node).position(|arc| Some(arc) == open);
                self.write(place.map_or(0, |place| 1 + place as i32));
            }
            said = false;
            if let Some(arc) = open {
                self.front.close(arc);
                self.set_open(arc, false);
            } else if let Some(&arc) = self.places.get(&arc_of(step)) {
                let backwards = self.written.get(arc as usize) != Some(&step);
                self.write(3);
                self.write((self.written.len() as i32 - 1 - arc as i32) * 2 + i32::from(backwards));
            } else {
                let next = steps.get(index + 1).and_then(|&next| self.open_arc(next));
                let side = self.side(step, ring.owner);
                said = self.new_arc(step, to, start, next, side);
                self.writers.push(ring.owner);
                let end = self.nodes.get(&to).copied().unwrap_or_default();
                self.front.meet([node, end], side);
                if side != Side::None {
                    fresh.push((self.written.len() as ArcIndex - 1, [node, end], side));
                }
            }
        }
        // A ring never goes back along its own arcs.
        for (arc, ends, side) in fresh.into_iter().rev() {
            self.front.open(arc, ends, side);
            self.set_open(arc, true);
        }
        self.at = first_cell;
    }

    /// Writes whose ring it is.
    fn owner(&mut self, owner: usize, beside: Option<usize>) {
        let last = self.owners.last;
        let place = self.owners.beside(beside.unwrap_or(last)).iter().position(|&county| usize::from(county) == owner);
        self.given.extend(match place {
            Some(place) => [0, place as i32],
            None => [1, fold(owner as i32 - last as i32) as i32],
        });
        self.owners.meet(owner);
    }

    /// What a new arc divides, made by a ring of `owner`.
    fn side(&self, step: i32, owner: usize) -> Side {
        let Some(other) = self.next_user(!step).and_then(|ring| self.lattice.rings.get(ring)) else {
            return Side::None;
        };
        let state = |owner: usize| self.codes.get(owner).map(|fips| fips.state());
        if state(owner) == state(other.owner) { Side::County } else { Side::State }
    }

    /// Writes an arc; whether that also said that `next` follows.
    fn new_arc(&mut self, step: i32, to: Cell, start: NodeIndex, next: Option<ArcIndex>, side: Side) -> bool {
        let points = self.lattice.points(&[step]);
        self.write(side as i32);
        self.places.insert(arc_of(step), self.written.len() as ArcIndex);
        self.written.push(step);
        self.open.push(false);
        let end = self.nodes.get(&to).copied();
        let (corner, then) = self.front.corner(start);
        let mut said = false;
        match end {
            None => self.write(0),
            Some(end) if end == corner && (then.is_none() || then == next) => {
                self.write(1);
                said = then.is_some();
            }
            Some(end) => {
                self.write(2);
                self.write_node(end);
            }
        }
        let mut points = points.into_iter();
        self.at = points.next().unwrap_or(self.at);
        for point in points {
            self.write(0);
            self.advance(point);
        }
        self.write(1);
        if end.is_none() {
            self.advance(to);
            self.add_node(to);
        }
        said
    }

    /// The open arc that a step goes back along.
    fn open_arc(&self, step: i32) -> Option<ArcIndex> {
        let arc = *self.places.get(&arc_of(step))?;
        let is_open = self.open.get(arc as usize) == Some(&true);
        (is_open && self.written.get(arc as usize) == Some(&!step)).then_some(arc)
    }

    fn set_open(&mut self, arc: ArcIndex, is_open: bool) {
        if let Some(open) = self.open.get_mut(arc as usize) {
            *open = is_open;
        }
    }

    fn ends(&self, step: i32) -> Option<[Cell; 2]> {
        let arc = self.lattice.arcs.get(arc_of(step))?;
        let ends = [*arc.first()?, *arc.last()?];
        Some(if step < 0 { [ends[1], ends[0]] } else { ends })
    }

    fn advance(&mut self, to: Cell) {
        let way = self.meridians.turned(self.at, way(self.at, to));
        self.given.extend(way);
        self.at = to;
    }

    fn add_node(&mut self, at: Cell) {
        let node = self.nodes.len() as NodeIndex;
        self.nodes.insert(at, node);
        self.front.add_node();
    }

    fn write_node(&mut self, node: NodeIndex) {
        self.write(self.nodes.len() as i32 - 1 - node as i32);
    }

    fn write(&mut self, number: i32) {
        self.given.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Border;
    use crate::atlas::lattice::Ring;

    fn packed(lattice: &Lattice) -> Vec<u8> {
        let n = lattice.rings.iter().map(|ring| ring.owner + 1).max().unwrap_or(0);
        // The last county lies in another state.
        let code = |owner: usize| if owner + 1 == n { 13_001 } else { 12_001 + 2 * owner as u32 };
        let places: Vec<_> = (0..n).map(|owner| (Fips::new(code(owner)).unwrap(), format!("Doña {owner}"))).collect();
        let insets = [(State::from_postal("AK").unwrap(), [0, 300, 100, 400])];
        encode(&Heading { cells: 4, frame: [400, 300], insets: &insets, places: &places, names: true }, lattice)
            .unwrap()
    }

    /// Rings as points from their least one on, so that it does not matter where a ring was cut open.
    fn turned(mut points: Vec<(i32, i32)>) -> Vec<(i32, i32)> {
        let least = (0..points.len()).min_by_key(|&at| points[at]).unwrap_or(0);
        points.rotate_left(least);
        points
    }

    /// Packs and unpacks; the numbers of county borders, state borders and coasts.
    fn check(lattice: &Lattice, borders: [usize; 3]) {
        let geography = Geography::decode(&packed(lattice)).unwrap();
        let (mut found, mut expected) = (Vec::new(), Vec::new());
        for owner in 0..geography.counties().len() {
            for ring in geography.rings(owner) {
                found.push((owner, turned(ring.map(|(x, y)| ((x * 4.0) as i32, (y * 4.0) as i32)).collect())));
            }
        }
        for ring in &lattice.rings {
            let points = lattice.points(&ring.steps).into_iter().map(|[x, y]| (i32::from(x), i32::from(y)));
            expected.push((ring.owner, turned(points.collect())));
        }
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        let kinds = [Border::County, Border::State, Border::Coast];
        assert_eq!(kinds.map(|kind| geography.borders().filter(|border| border.0 == kind).count()), borders);
        assert_eq!(geography.frame(), (100.0, 75.0));
        assert_eq!(geography.insets()[0].frame, [0.0, 75.0, 25.0, 100.0]);
        assert_eq!(geography.name_of(0), "Doña 0");
    }

    fn lattice(arcs: &[&[Cell]], rings: &[(usize, &[i32])]) -> Lattice {
        let arcs = arcs.iter().map(|arc| arc.to_vec()).collect();
        Lattice { arcs, rings: rings.iter().map(|&(owner, steps)| Ring { owner, steps: steps.to_vec() }).collect() }
    }

    /// Two counties of a state, one of another below them, a city in the first, an island of the second:
    ///
    /// ```text
    ///      0     10    20    30
    ///    0 a-----b-----c
    ///      | 0 + | 1   |     +-+
    ///      |   2 |     |     |1|
    ///   10 d-----e-----f     +-+
    ///      |     3     |
    ///   20 +-----------+
    /// ```
    fn states() -> Lattice {
        lattice(
            &[
                &[[10, 10], [0, 10]],
                &[[0, 10], [0, 0], [10, 0]],
                &[[10, 0], [10, 10]],
                &[[10, 0], [20, 0], [20, 10]],
                &[[20, 10], [10, 10]],
                &[[20, 10], [20, 20], [0, 20], [0, 10]],
                &[[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]],
                &[[25, 4], [29, 4], [29, 8], [25, 8], [25, 4]],
            ],
            &[(0, &[0, 1, 2]), (0, &[!6]), (1, &[!2, 3, 4]), (1, &[7]), (2, &[6]), (3, &[5, !0, !4])],
        )
    }

    #[test]
    fn shapes_come_back() {
        check(&states(), [2, 2, 4]);
        // Two islands that touch in a node.
        let touching = lattice(
            &[&[[0, 0], [5, 0], [5, 5], [0, 0]], &[[5, 5], [9, 5], [9, 9], [5, 5]], &[[5, 5], [5, 9], [2, 9], [5, 5]]],
            &[(0, &[0]), (1, &[1]), (1, &[2])],
        );
        check(&touching, [0, 0, 3]);
        // A node of three islands that a later one comes back to.
        let chain = lattice(
            &[
                &[[0, 0], [4, 0]],
                &[[4, 0], [4, 4], [0, 0]],
                &[[4, 0], [8, 0], [8, 8], [0, 8], [0, 0]],
                &[[8, 8], [9, 9]],
                &[[9, 9], [9, 8], [8, 8]],
            ],
            &[(0, &[0, 1]), (1, &[!0, !2]), (2, &[3, 4])],
        );
        check(&chain, [1, 0, 4]);
    }

    #[test]
    fn an_arc_may_be_gone_along_twice_the_same_way() {
        // Two counties that overlap, so that both have the land to the same side of arc 0; and a third to its other.
        let overlap = lattice(
            &[
                &[[0, 0], [10, 0]],
                &[[10, 0], [10, 10], [0, 0]],
                &[[10, 0], [10, 5], [0, 0]],
                &[[0, 0], [5, -5], [10, 0]],
            ],
            &[(0, &[0, 1]), (1, &[0, 2]), (2, &[!0, 3])],
        );
        check(&overlap, [0, 1, 3]);
        let backwards = lattice(
            &overlap.arcs.iter().map(Vec::as_slice).collect::<Vec<_>>(),
            &[(0, &[!0, 3]), (1, &[!0, 3]), (2, &[0, 1])],
        );
        check(&backwards, [1, 1, 1]);
    }

    #[test]
    fn broken_bytes_are_refused() {
        let check = |bytes: &[u8], expected: &str| {
            let found = Geography::decode(bytes).map(|_| ()).unwrap_err().to_string();
            assert_eq!(found, format!("geography: found {expected}"));
        };
        let bytes = packed(&states());
        for n in 0..bytes.len() {
            assert!(Geography::decode(&bytes[..n]).is_err(), "{n} bytes");
        }
        check(&[], "other bytes, expected a packed geography, which begins with ATLAS");
        check(b"{\"type\":\"Topology\"}", "other bytes, expected a packed geography, which begins with ATLAS");
        check(b"ATLAS\x07", "version 7, expected version 3");
        check(&[&bytes[..], &[0]].concat(), "more bytes after the last ring, expected the end");
        check(&bytes[..bytes.len() - 1], "the end of the bytes, expected more of them: the file is cut short");
    }

    #[test]
    fn no_bytes_make_it_panic() {
        // Every byte of a small file replaced by every third other, and by pairs of extreme ones.
        let bytes = packed(&states());
        for at in 0..bytes.len() {
            for value in (0..=255).step_by(3) {
                let mut broken = bytes.clone();
                broken[at] = value;
                let _ = Geography::decode(&broken);
                if let Some(next) = broken.get_mut(at + 1) {
                    *next = value.rotate_left(3) ^ 0x80;
                    let _ = Geography::decode(&broken);
                }
            }
        }
        let us = include_bytes!("../../data/us.atlas");
        for n in (0..us.len()).step_by(us.len() / 20) {
            assert!(Geography::decode(&us[..n]).is_err(), "{n} bytes");
        }
    }
}
