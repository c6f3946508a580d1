//! Writes a lattice as packed bytes: the walk that [`decode`](super::decode) reads, with the small numbers
//! that it needs. It decides the order of the rings: each starts at the newest open arc, so most
//! references are to the last few.

use super::front::{ArcIndex, Front, NodeIndex, Owners};
use super::lattice::{Cell, Lattice, arc_of};
use super::stream::{MAGIC, Stream, Streams, VERSION};
use crate::arithmetic::Encoder;
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
pub(super) fn encode(heading: &Heading, lattice: &Lattice) -> Vec<u8> {
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
    let mut walk = Walk::new(lattice, heading.places.len());
    let mut before = 0;
    for (fips, _) in heading.places {
        walk.write(Stream::Codes, fips.code() - before);
        before = fips.code();
    }
    walk.rings();
    head.bytes.extend(walk.streams.numbers.coder.finish());
    head.bytes
}

struct Walk<'a> {
    lattice: &'a Lattice,
    streams: Streams<Encoder>,
    front: Front,
    /// The step of the lattice by which each arc was written, in the order of writing.
    written: Vec<i32>,
    /// Where each of the lattice's arcs stands in that order.
    places: HashMap<usize, ArcIndex>,
    nodes: HashMap<Cell, NodeIndex>,
    /// The rings that make each step.
    users: HashMap<i32, Vec<usize>>,
    done: Vec<bool>,
    owners: Owners,
    at: Cell,
}

impl<'a> Walk<'a> {
    fn new(lattice: &'a Lattice, n_counties: usize) -> Walk<'a> {
        let mut users: HashMap<i32, Vec<usize>> = HashMap::new();
        for (index, ring) in lattice.rings.iter().enumerate() {
            for &step in &ring.steps {
                users.entry(step).or_default().push(index);
            }
        }
        Walk {
            lattice,
            streams: Streams::new(Encoder::new()),
            front: Front::default(),
            written: Vec::new(),
            places: HashMap::new(),
            nodes: HashMap::new(),
            users,
            done: vec![false; lattice.rings.len()],
            owners: Owners::new(n_counties),
            at: [0, 0],
        }
    }

    /// Writes all rings: one that goes back along the newest open arc, or where none is open the first left.
    fn rings(&mut self) {
        while let Some(first) = self.done.iter().position(|done| !done) {
            let newest = self.front.newest().next();
            let step = newest.and_then(|arc| self.written.get(arc as usize)).map(|step| !step);
            let next = step.and_then(|step| Some((self.next_user(step)?, step)));
            let (ring, step) = next.map_or((first, None), |(ring, step)| (ring, Some(step)));
            self.ring(ring, step);
        }
    }

    /// The first ring to be written that makes a step.
    fn next_user(&self, step: i32) -> Option<usize> {
        self.users.get(&step)?.iter().copied().find(|&ring| self.done.get(ring) == Some(&false))
    }

    /// Writes a ring from one of its steps on.
    fn ring(&mut self, ring: usize, first: Option<i32>) {
        if let Some(done) = self.done.get_mut(ring) {
            *done = true;
        }
        let Some(ring) = self.lattice.rings.get(ring) else { return };
        match self.owners.way_to(ring.owner) {
            Ok(way) => self.write(Stream::Owners, 1 + fold(way)),
            Err(way) => {
                self.write(Stream::Owners, 0);
                self.write(Stream::Back, fold(way));
            }
        }
        let mut steps = ring.steps.clone();
        let first_at = steps.iter().position(|&step| Some(step) == first);
        steps.rotate_left(first_at.unwrap_or(0));
        let mut said = first_at.is_some();
        let Some(start) = steps.first().and_then(|&step| self.ends(step)).map(|[start, _]| start) else { return };
        match self.nodes.get(&start) {
            _ if said => self.write(Stream::Starts, 2),
            Some(&node) => {
                self.write(Stream::Starts, 1);
                self.write(Stream::Back, self.nodes.len() as u32 - 1 - node);
            }
            None => {
                self.write(Stream::Starts, 0);
                self.advance(start);
                self.add_node(start);
            }
        }
        let mut fresh = Vec::new();
        for (index, &step) in steps.iter().enumerate() {
            let Some([from, to]) = self.ends(step) else { continue };
            let node = self.nodes.get(&from).copied().unwrap_or_default();
            let open = self.open_arc(step);
            if !said && self.front.ending_at(node).next().is_some() {
                let place = self.front.ending_at(node).position(|arc| Some(arc) == open);
                self.write(Stream::Turns, place.map_or(0, |place| 1 + place as u32));
            }
            said = false;
            if let Some(arc) = open {
                self.front.close(arc);
            } else if let Some(&arc) = self.places.get(&arc_of(step)) {
                let backwards = self.written.get(arc as usize) != Some(&step);
                self.write(Stream::Lengths, 0);
                self.write(Stream::Back, (self.written.len() as u32 - 1 - arc) * 2 + u32::from(backwards));
            } else {
                let next = steps.get(index + 1).and_then(|&next| self.open_arc(next));
                said = self.new_arc(step, from, to, start, next);
                if self.next_user(!step).is_some() {
                    fresh.push((self.written.len() as ArcIndex - 1, to));
                }
            }
        }
        // A ring never goes back along its own arcs.
        for (arc, end) in fresh.into_iter().rev() {
            self.front.open(arc, self.nodes.get(&end).copied().unwrap_or_default());
        }
        self.at = start;
    }

    /// Writes an arc; whether that also said that `next` follows.
    fn new_arc(&mut self, step: i32, from: Cell, to: Cell, start: Cell, next: Option<ArcIndex>) -> bool {
        let points = self.lattice.points(&[step]);
        let shared = self.next_user(!step).is_some();
        let between = points.get(1..).unwrap_or_default();
        self.write(Stream::Lengths, 1 + u32::from(shared) + 2 * between.len() as u32);
        self.places.insert(arc_of(step), self.written.len() as ArcIndex);
        self.written.push(step);
        self.at = from;
        between.iter().for_each(|&point| self.advance(point));
        let place = next.and_then(|next| self.front.newest().position(|arc| arc == next));
        match (self.nodes.get(&to).copied(), place) {
            _ if to == start => self.write(Stream::Ends, 1),
            (None, _) => {
                self.write(Stream::Ends, 0);
                self.advance(to);
                self.add_node(to);
            }
            (Some(_), Some(place)) => {
                self.write(Stream::Ends, 3 + place as u32);
                return true;
            }
            (Some(node), None) => {
                self.write(Stream::Ends, 2);
                self.write(Stream::Back, self.nodes.len() as u32 - 1 - node);
            }
        }
        false
    }

    /// The open arc that a step goes back along.
    fn open_arc(&self, step: i32) -> Option<ArcIndex> {
        let arc = *self.places.get(&arc_of(step))?;
        (self.written.get(arc as usize) == Some(&!step) && self.front.newest().any(|open| open == arc)).then_some(arc)
    }

    fn ends(&self, step: i32) -> Option<[Cell; 2]> {
        let arc = self.lattice.arcs.get(arc_of(step))?;
        let ends = [*arc.first()?, *arc.last()?];
        Some(if step < 0 { [ends[1], ends[0]] } else { ends })
    }

    fn advance(&mut self, to: Cell) {
        let step = [0, 1].map(|axis: usize| {
            let [from, to] = [self.at, to].map(|cell| cell.get(axis).copied().map_or(0, i32::from));
            to - from
        });
        self.streams.code_step(step);
        self.at = to;
    }

    fn add_node(&mut self, at: Cell) {
        let node = self.nodes.len() as NodeIndex;
        self.nodes.insert(at, node);
    }

    fn write(&mut self, stream: Stream, number: u32) {
        self.streams.code(stream, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::lattice::Ring;
    use crate::atlas::{Border, Geography};

    fn packed(lattice: &Lattice) -> Vec<u8> {
        let n = lattice.rings.iter().map(|ring| ring.owner + 1).max().unwrap_or(0);
        // The last county lies in another state.
        let code = |owner: usize| if owner + 1 == n { 13_001 } else { 12_001 + 2 * owner as u32 };
        let places: Vec<_> = (0..n).map(|owner| (Fips::new(code(owner)).unwrap(), format!("Doña {owner}"))).collect();
        let insets = [(State::from_postal("AK").unwrap(), [0, 300, 100, 400])];
        encode(&Heading { cells: 4, frame: [400, 300], insets: &insets, places: &places, names: true }, lattice)
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
        check(b"ATLAS\x07", "version 7, expected version 2");
        check(&[&bytes[..], &[0]].concat(), "more bytes after the last ring, expected the end");
        check(&bytes[..bytes.len() - 1], "the end of the bytes, expected more of them: the file is cut short");
    }

    #[test]
    fn no_bytes_make_it_panic() {
        // Every byte of a small file replaced by every other, and by pairs of extreme ones.
        let bytes = packed(&states());
        for at in 0..bytes.len() {
            for value in 0..=255 {
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
