//! Reads packed bytes into a [`Geography`]. Any bytes may come: it refuses what it cannot read and never
//! takes more memory than a fixed multiple of what it was given.
//!
//! A border between two counties is an arc that the ring of one goes along and the ring of the other goes
//! back along. The file therefore walks over rings: each step is either a new arc, whose points follow, or
//! an arc already met, named by a small number. See [`Stream`] for what stands where.

use super::front::{ArcIndex, Front, NodeIndex, Owners, Side};
use super::geography::{Arc, Geography, Inset, NO_COUNTY, Rings};
use super::stream::{Around, MAGIC, Stream, Streams, VERSION, broken, digits, direction, length};
use crate::arithmetic::{Coder, Decoder};
use crate::error::{Error, Kind, Result};
use crate::leb128::{Reader, unfold};
use crate::place::{Fips, State};
use std::cell::OnceCell;

/// A byte tells of no more points: those of counties tell of less than one. It bounds the memory that bytes ask for.
const MOST_POINTS: usize = 64;

impl Geography {
    /// Reads a packed geography.
    ///
    /// # Errors
    /// When the bytes are no packed geography, are of another version, are cut short, or contradict
    /// themselves. The message says what was found and what was expected.
    pub fn decode(bytes: &[u8]) -> Result<Geography> {
        let reader = |bytes| Reader::new(Kind::Geography, bytes);
        let mut head = reader(bytes).open(&MAGIC, VERSION, "a packed geography, which begins with ATLAS")?;
        let cells = head.number()?;
        let (width, height) = (head.number()?, head.number()?);
        if cells == 0 {
            return Err(broken("a grid without cells", "at least one in a unit"));
        }
        let cell = 1.0 / cells as f32;
        let mut insets = Vec::new();
        for _ in 0..head.number()? {
            let state = u8::try_from(head.number()?).ok().and_then(State::from_code);
            let state = state.ok_or_else(|| broken("an inset of no state", "a state's code"))?;
            let mut frame = [0.0; 4];
            for side in &mut frame {
                *side = head.number()? as f32 * cell;
            }
            insets.push(Inset { state, frame });
        }
        let (n_counties, n_rings) = (head.number()?, head.number()?);
        let n_bytes = head.count()?;
        let names = names(head.bytes(n_bytes)?, n_counties as usize)?;
        let rest = head.take_rest();
        let decoder = Decoder::new(Kind::Geography, rest);
        let (codes, walk) = walk(decoder, [cells, n_counties, n_rings], rest.len() * MOST_POINTS)?;
        if !walk.streams.numbers.coder.is_done() {
            return Err(broken("more bytes after the last ring", "the end"));
        }
        let frame = (width as f32 * cell, height as f32 * cell);
        Geography::new(frame, cell, insets, codes, names, (walk.points, walk.arcs, walk.rings))
            .ok_or_else(|| broken("a county without a ring", "one or more for each"))
    }
}

/// Walks over the counties' codes and rings: reads them, or writes what is given. No more than `most_points` are met.
pub(super) fn walk<C: Coder>(
    coder: C,
    [cells, n_counties, n_rings]: [u32; 3],
    most_points: usize,
) -> Result<(Vec<Fips>, Walk<C>)> {
    let mut streams = Streams::new(coder, cells);
    let codes = codes(&mut streams, n_counties)?;
    let mut walk = Walk {
        streams,
        most_points,
        front: Front::default(),
        nodes: Vec::new(),
        touched: Vec::new(),
        points: Vec::new(),
        arcs: Vec::new(),
        sides: Vec::new(),
        ends: Vec::new(),
        rings: Rings::default(),
        fresh: Vec::new(),
        owners: Owners::new(codes.iter().copied()),
        at: [0, 0],
        side: Side::None,
        past: 0,
    };
    for _ in 0..n_rings {
        walk.ring()?;
    }
    Ok((codes, walk))
}

/// The counties' codes, ascending.
fn codes<C: Coder>(streams: &mut Streams<C>, n_counties: u32) -> Result<Vec<Fips>> {
    if n_counties >= u32::from(NO_COUNTY) {
        return Err(broken("more than 65,534 counties", "fewer"));
    }
    let (mut codes, mut code, mut step) = (Vec::new(), 0u32, 0);
    for _ in 0..n_counties {
        step = streams.number(Stream::Codes, [step.min(9), 0])?;
        code = code.saturating_add(step);
        let fips = Fips::new(code).filter(|_| step > 0);
        codes.push(fips.ok_or_else(|| broken(&format!("county {code}"), "codes that ascend, of known states"))?);
    }
    Ok(codes)
}

/// Their names, where the file has them.
fn names(bytes: &[u8], n_counties: usize) -> Result<OnceCell<Vec<String>>> {
    let text = str::from_utf8(bytes).map_err(|_| broken("names in another encoding", "UTF-8"))?;
    if text.is_empty() {
        return Ok(OnceCell::new());
    }
    let names: Vec<String> = text.split_terminator('\n').map(str::to_owned).collect();
    match names.len() == n_counties {
        true => Ok(OnceCell::from(names)),
        false => Err(broken(&format!("{} names", names.len()), &format!("{n_counties}, one for each county"))),
    }
}

/// The state of walking along rings: what has been met so far.
pub(super) struct Walk<C> {
    pub(super) streams: Streams<C>,
    /// No more points are met.
    most_points: usize,
    front: Front,
    nodes: Vec<[i16; 2]>,
    /// By node, what its arcs divide, a bit each.
    touched: Vec<u32>,
    points: Vec<[i16; 2]>,
    arcs: Vec<Arc>,
    /// What each arc divides.
    sides: Vec<Side>,
    /// The nodes where each arc starts and ends.
    ends: Vec<[NodeIndex; 2]>,
    rings: Rings,
    /// The shared arcs of the ring being met, which it never goes back along itself.
    fresh: Vec<ArcIndex>,
    owners: Owners,
    at: [i16; 2],
    /// What the last arc divides.
    side: Side,
    /// Of the last rings, whether their counties were met before, the newest in the lowest bit.
    past: u32,
}

/// One arc of a ring.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    backwards: bool,
}

impl<C: Coder> Walk<C> {
    /// Meets one ring. Every turn of the loop asks for a number or closes an open arc, so it ends.
    fn ring(&mut self) -> Result<()> {
        let newest = self.front.newest();
        let mut known = newest.filter(|_| self.streams.answer(Stream::Picks, [0, 1]));
        let beside = known.and_then(|arc| self.arcs.get(arc as usize)).map(|arc| usize::from(arc.sides[0]));
        let start = match known {
            Some(arc) => self.end_of(arc),
            None if self.streams.answer(Stream::Starts, [0, 1]) => self.known_node()?,
            None => {
                self.advance(&Around { to: 3, ..Around::default() })?;
                self.add_node()
            }
        };
        let owner = self.owner(beside, known)?;
        let (mut node, mut n_arcs) = (start, 0);
        loop {
            let n_ending = self.front.ending_at(node).take(3).count() as u32;
            let step = match known.take() {
                Some(arc) => self.go_back(arc),
                None if n_ending == 0 => self.new_arc(node, start, n_arcs, &mut known)?,
                None => {
                    let degree = self.front.degree(node).min(5) * 4 + n_ending;
                    match self.streams.number(Stream::Turns, [degree, degree * 8 + n_arcs.min(7)])? {
                        0 => self.new_arc(node, start, n_arcs, &mut known)?,
                        nth => {
                            let arc = self.front.ending_at(node).nth(nth as usize - 1);
                            self.go_back(arc.ok_or_else(no_such_arc)?)
                        }
                    }
                }
            };
            n_arcs += 1;
            let ends = self.ends.get(step.arc).copied().unwrap_or_default();
            let [from, to] = if step.backwards { [ends[1], ends[0]] } else { ends };
            if from != node {
                return Err(broken("an arc that starts elsewhere", "one that goes on from the last"));
            }
            if let Some(arc) = self.arcs.get_mut(step.arc) {
                arc.add_side(owner);
            }
            self.rings.steps.push(if step.backwards { !(step.arc as i32) } else { step.arc as i32 });
            node = to;
            if node == start {
                break;
            }
        }
        for arc in self.fresh.drain(..).rev() {
            let of = |arc: ArcIndex| Some((*self.ends.get(arc as usize)?, *self.sides.get(arc as usize)?));
            if let Some((ends, side)) = of(arc) {
                self.front.open(arc, ends, side);
            }
        }
        self.at = self.place(node);
        self.rings.ends.push(self.rings.steps.len() as u32);
        self.rings.owners.push(owner);
        Ok(())
    }

    /// Whose ring it is that starts along an open arc, `beside` whose county it lies, or elsewhere.
    fn owner(&mut self, beside: Option<usize>, first: Option<ArcIndex>) -> Result<u16> {
        let again = self.streams.answer(Stream::Agains, [u32::from(first.is_some()), self.past & 7]);
        self.past = self.past << 1 | u32::from(again);
        let owner = if again {
            let way = unfold(self.streams.number(Stream::Ways, [0, 0])?);
            self.owners.again(way)
        } else {
            let places = self.owners.of_state(beside.unwrap_or(self.owners.last));
            let side = first.and_then(|arc| self.sides.get(arc as usize)).copied().unwrap_or_default();
            let place = if !places.is_empty() && self.streams.answer(Stream::States, [side as u32, 0]) {
                let numbers = &mut self.streams.numbers;
                let given = numbers.coder.given() as u32;
                places.start + numbers.any(places.len() as u32, given) as usize
            } else {
                let way = unfold(self.streams.number(Stream::Ways, [1, 1])?);
                places.start.wrapping_add_signed(way as isize)
            };
            self.owners.meet(place)
        };
        owner.map(|owner| owner as u16).ok_or_else(|| broken("a ring of no county", "one of a county in the file"))
    }

    fn go_back(&mut self, arc: ArcIndex) -> Step {
        self.front.close(arc);
        let at = arc as usize;
        self.side = self.sides.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.arcs.get(before)).map_or(0, |arc| arc.end as usize);
        if let Some([to, from, ..]) = self.points.get(start..) {
            let last = self.streams.turned(*to, way(*from, *to));
            self.streams.last = last;
        }
        Step { arc: at, backwards: true }
    }

    /// The node where an arc ends.
    fn end_of(&self, arc: ArcIndex) -> NodeIndex {
        self.ends.get(arc as usize).map_or(0, |ends| ends[1])
    }

    fn place(&self, node: NodeIndex) -> [i16; 2] {
        self.nodes.get(node as usize).copied().unwrap_or_default()
    }

    /// Meets an arc that starts at `node`; `known` becomes the open arc to go back along next, if that is said.
    fn new_arc(
        &mut self,
        node: NodeIndex,
        start: NodeIndex,
        n_arcs: u32,
        known: &mut Option<ArcIndex>,
    ) -> Result<Step> {
        self.at = self.place(node);
        let (corner, next) = self.front.corner(start);
        let goal = self.streams.turned(self.at, way(self.at, self.place(corner)));
        let distance = digits(length(goal) as i32);
        let open = self.front.ending_at(node).next();
        let other = open.and_then(|arc| self.points.get(..self.arcs.get(arc as usize)?.end as usize));
        let other = match other {
            Some([.., from, to]) => self.streams.turned(*to, way(*to, *from)),
            _ => [0; 2],
        };
        let last = direction(self.streams.last);
        let arcs = n_arcs.min(7);
        let touched = |node: NodeIndex| self.touched.get(node as usize).copied().unwrap_or_default();
        let before = self.side as u32;
        let contexts = [
            (touched(node) * 4 + before) * 4 + arcs.min(3),
            ((touched(node) * 8 + touched(corner)) * 8 + distance.min(7)) * 4 + before,
        ];
        let side = match self.streams.number(Stream::Sides, contexts)? {
            0 => Side::None,
            1 => Side::County,
            2 => Side::State,
            _ => {
                let back = self.streams.number(Stream::Back, [0, 0])?;
                let arc = self.arcs.len().checked_sub(1 + (back as usize >> 1)).ok_or_else(no_such_arc)?;
                return Ok(Step { arc, backwards: back & 1 == 1 });
            }
        };
        self.side = side;
        let shared = u32::from(side != Side::None);
        let beside = self.streams.beside_usual(goal);
        let contexts = [
            (direction(goal) * 32 + last) * 32 + distance,
            ((beside * 8 + arcs) * 2 + shared) * 2 + u32::from(next.is_some()),
        ];
        let end = match self.streams.number(Stream::Ends, contexts)? {
            0 => None,
            1 => {
                *known = next;
                Some(corner)
            }
            _ => Some(self.known_node()?),
        };
        let goal = self.place(end.unwrap_or(corner));
        let mut around = Around { to: 0, goal: [0; 2], other };
        self.points.push(self.at);
        let mut n_points = 0u32;
        loop {
            around.goal = self.streams.turned(self.at, way(self.at, goal));
            let distance = end.map_or(0, |_| 1 + digits(length(around.goal) as i32));
            let points = n_points.min(5);
            let to = if end.is_some() { 1 + direction(around.goal) } else { 0 };
            let contexts = [
                ((self.streams.usual() * 16 + distance) * 4 + side as u32) * 2 + points.min(1),
                (points * 32 + direction(self.streams.last)) * 32 + to,
            ];
            let is_last = self.streams.answer(Stream::Lasts, contexts);
            if is_last && end.is_some() {
                break;
            }
            around.to = if end.is_some() { 0 } else { 1 + u32::from(is_last) };
            self.advance(&around)?;
            if is_last {
                break;
            }
            self.points.push(self.at);
            around.other = [0; 2];
            n_points += 1;
        }
        let end = match end {
            Some(end) => {
                self.streams.last = around.goal;
                end
            }
            None => self.add_node(),
        };
        self.points.push(self.place(end));
        let arc = self.arcs.len();
        self.arcs.push(Arc { end: self.points.len() as u32, sides: [NO_COUNTY; 2] });
        self.ends.push([node, end]);
        self.sides.push(side);
        for node in [node, end] {
            self.front.meet(node);
            if let Some(touched) = self.touched.get_mut(node as usize) {
                *touched |= 1 << side as u32;
            }
        }
        if side != Side::None {
            self.fresh.push(arc as ArcIndex);
        }
        Ok(Step { arc, backwards: false })
    }

    /// Moves on by one step of the grid.
    fn advance(&mut self, around: &Around) -> Result<()> {
        if self.points.len() > self.most_points {
            return Err(broken("more points than such bytes tell of", "fewer"));
        }
        let step = self.streams.step(self.at, around)?;
        for (at, step) in self.at.iter_mut().zip(step) {
            let moved = i16::try_from(i32::from(*at).saturating_add(step));
            *at = moved.map_err(|_| broken("a point off the grid", "at most 32,767 cells"))?;
        }
        Ok(())
    }

    fn add_node(&mut self) -> NodeIndex {
        self.nodes.push(self.at);
        self.touched.push(0);
        self.nodes.len() as NodeIndex - 1
    }

    fn known_node(&mut self) -> Result<NodeIndex> {
        let back = self.streams.number(Stream::Back, [1, 1])?;
        (self.nodes.len() as NodeIndex).checked_sub(1 + back).ok_or_else(no_such_node)
    }
}

fn way(from: [i16; 2], to: [i16; 2]) -> [i32; 2] {
    [i32::from(to[0]) - i32::from(from[0]), i32::from(to[1]) - i32::from(from[1])]
}

fn no_such_arc() -> Error {
    broken("a reference to an arc not met yet", "one met before")
}

fn no_such_node() -> Error {
    broken("a reference to a node not met yet", "one met before")
}
