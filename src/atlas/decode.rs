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
use crate::error::{Kind, Result};
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
        points: Vec::new(),
        arcs: Vec::new(),
        met: Vec::new(),
        rings: Rings::default(),
        fresh: Vec::new(),
        owners: Owners::new(&codes),
        at: [0, 0],
        known: None,
        side: Side::None,
        told: 0,
        wrong: None,
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
        step = streams.number(Stream::Codes, [step.min(9), 0]);
        streams.numbers.coder.check()?;
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
    points: Vec<[i16; 2]>,
    arcs: Vec<Arc>,
    /// What each arc was.
    met: Vec<Met>,
    rings: Rings,
    /// The shared arcs of the ring being met, which it never goes back along itself.
    fresh: Vec<ArcIndex>,
    owners: Owners,
    at: [i16; 2],
    /// The open arc that is known to be gone back along next.
    known: Option<ArcIndex>,
    /// What the last arc divides.
    side: Side,
    /// How the last ring's county was told.
    told: u32,
    /// What was found first that cannot be, and what was expected. All else is then of no meaning.
    wrong: Option<[&'static str; 2]>,
}

/// What is known of an arc that was met.
#[derive(Clone, Copy, Default)]
struct Met {
    side: Side,
    /// The nodes where it starts and ends.
    ends: [NodeIndex; 2],
    /// Its first step and its last, turned.
    first: [i32; 2],
    last: [i32; 2],
}

impl<C: Coder> Walk<C> {
    /// Meets one ring. Every turn of the loop asks for a number or closes an open arc, so it ends.
    fn ring(&mut self) -> Result<()> {
        let newest = self.front.newest();
        let start = match self.streams.number(Stream::Starts, [u32::from(newest.is_some()), 0]) {
            0 => {
                self.known = newest;
                self.met(newest.unwrap_or(ArcIndex::MAX)).ends[1]
            }
            1 => {
                self.advance(&Around { to: 3, ..Around::default() });
                self.add_node()
            }
            _ => self.known_node(),
        };
        let owner = self.owner();
        let (mut node, mut n_arcs) = (start, 0);
        loop {
            if self.known.is_none() && self.front.at(node).ending.is_some() {
                let n_ending = self.front.ending_at(node).take(3).count() as u32;
                let degree = self.front.at(node).degree.min(5) * 4 + n_ending;
                let turn = self.streams.number(Stream::Turns, [degree, degree * 8 + n_arcs]) as usize;
                if turn > 0 {
                    self.known = self.front.ending_at(node).nth(turn - 1);
                    self.expect(self.known.is_some(), NO_SUCH_ARC);
                }
            }
            let step = match self.known.take() {
                Some(arc) => {
                    self.front.close(arc);
                    let met = self.met(arc);
                    self.side = met.side;
                    self.streams.last = met.first.map(|way| -way);
                    !(arc as i32)
                }
                None => self.new_arc(node, start, n_arcs),
            };
            n_arcs = 7.min(n_arcs + 1);
            let arc = (if step < 0 { !step } else { step }) as ArcIndex;
            let [from, to] = self.met(arc).ends;
            let [from, to] = if step < 0 { [to, from] } else { [from, to] };
            self.expect(from == node, ["an arc that starts elsewhere", "one that goes on from the last"]);
            if let Some(arc) = self.arcs.get_mut(arc as usize) {
                arc.add_side(owner);
            }
            self.rings.steps.push(step);
            node = to;
            self.streams.numbers.coder.check()?;
            if let Some([found, expected]) = self.wrong {
                return Err(broken(found, expected));
            }
            if node == start {
                break;
            }
        }
        while let Some(arc) = self.fresh.pop() {
            let met = self.met(arc);
            self.front.open(arc, met.ends, met.side);
        }
        self.at = self.place(node);
        self.rings.ends.push(self.rings.steps.len() as u32);
        self.rings.owners.push(owner);
        Ok(())
    }

    /// Notes what was found where something else was expected.
    fn expect(&mut self, holds: bool, otherwise: [&'static str; 2]) {
        if !holds {
            self.wrong = Some(otherwise);
        }
    }

    /// Whose ring it is.
    fn owner(&mut self) -> u16 {
        let (beside, side) = match self.known {
            Some(arc) => {
                let owner = self.arcs.get(arc as usize).map_or(NO_COUNTY, |arc| arc.sides[0]);
                (usize::from(owner), self.met(arc).side as u32)
            }
            None => (self.owners.last, 3),
        };
        self.told = self.streams.number(Stream::Owners, [side, self.told]);
        let owner = if self.told == 0 {
            let unmet = self.owners.beside(beside);
            let numbers = &mut self.streams.numbers;
            let given = numbers.coder.given() as u32;
            unmet.get(numbers.any(unmet.len() as u32, given) as usize).copied().map(usize::from)
        } else {
            let way = unfold(self.streams.number(Stream::Back, [2; 2]));
            self.owners.last.checked_add_signed(way as isize)
        };
        let met = owner.is_some_and(|owner| self.owners.meet(owner));
        self.expect(met, ["a ring of no county", "one of a county in the file"]);
        self.owners.last as u16
    }

    fn met(&self, arc: ArcIndex) -> Met {
        self.met.get(arc as usize).copied().unwrap_or_default()
    }

    fn place(&self, node: NodeIndex) -> [i16; 2] {
        self.nodes.get(node as usize).copied().unwrap_or_default()
    }

    /// The way to a node, turned.
    fn way_to(&self, node: NodeIndex) -> [i32; 2] {
        self.streams.meridians.turned(self.at, way(self.at, self.place(node)))
    }

    /// Meets an arc that starts at `node`, in a ring that starts at `start` and has had `n_arcs`, up to 7.
    fn new_arc(&mut self, node: NodeIndex, start: NodeIndex, n_arcs: u32) -> i32 {
        self.at = self.place(node);
        let (corner, next) = self.front.corner(start);
        let goal = self.way_to(corner);
        let distance = digits(length(goal) as i32);
        let before = self.side as u32;
        let [touched, there] = [node, corner].map(|node| self.front.at(node).touched);
        let contexts = [(touched * 4 + before) * 8 + n_arcs, ((touched * 8 + there) * 32 + distance) * 4 + before];
        let side = match self.streams.number(Stream::Sides, contexts) {
            0 => Side::None,
            1 => Side::County,
            2 => Side::State,
            _ => {
                let back = self.streams.number(Stream::Back, [0; 2]) as i32;
                let arc = self.arcs.len() as i32 - 1 - (back >> 1);
                self.expect(arc >= 0, NO_SUCH_ARC);
                return if back & 1 == 1 { !arc } else { arc };
            }
        };
        self.side = side;
        let last = direction(self.streams.last);
        let beside = self.streams.beside_usual(goal);
        let contexts = [
            (direction(goal) * 32 + last) * 32 + distance,
            ((beside * 8 + n_arcs) * 4 + side as u32) * 2 + u32::from(next.is_some()),
        ];
        let mut end = NEW;
        let mut goal = corner;
        match self.streams.number(Stream::Ends, contexts) {
            0 => {}
            1 => {
                self.known = next;
                end = corner;
            }
            _ => {
                end = self.known_node();
                goal = end;
            }
        }
        let is_known = end != NEW;
        let other = self.front.at(node).ending.map_or([0; 2], |arc| self.met(arc).last.map(|way| -way));
        let mut around = Around { to: 0, goal: [0; 2], other };
        let mut first = None;
        let mut n_points = 0;
        loop {
            self.points.push(self.at);
            around.goal = self.way_to(goal);
            let (mut distance, mut to) = (0, 0);
            if is_known {
                distance = 1 + digits(length(around.goal) as i32);
                to = 1 + direction(around.goal);
            }
            let last = direction(self.streams.last);
            let contexts = [
                ((self.streams.usual() * 32 + distance) * 4 + side as u32) * 2 + n_points.min(1),
                (n_points * 32 + last) * 32 + to,
            ];
            let is_last = self.streams.answer(Stream::Lasts, contexts);
            if is_last && is_known {
                self.streams.last = around.goal;
            } else {
                around.to = if is_known { 0 } else { 1 + u32::from(is_last) };
                self.advance(&around);
            }
            first = first.or(Some(self.streams.last));
            if is_last || self.wrong.is_some() {
                break;
            }
            around.other = [0; 2];
            n_points = 5.min(n_points + 1);
        }
        if !is_known {
            end = self.add_node();
        }
        self.points.push(self.place(end));
        let arc = self.arcs.len() as ArcIndex;
        self.arcs.push(Arc { end: self.points.len() as u32, sides: [NO_COUNTY; 2] });
        let ends = [node, end];
        self.met.push(Met { side, ends, first: first.unwrap_or_default(), last: self.streams.last });
        self.front.meet(ends, side);
        if side != Side::None {
            self.fresh.push(arc);
        }
        arc as i32
    }

    /// Moves on by one step of the grid.
    fn advance(&mut self, around: &Around) {
        let step = self.streams.step(self.at, around);
        for (at, step) in self.at.iter_mut().zip(step) {
            let moved = i32::from(*at) + step;
            *at = moved as i16;
            if i32::from(*at) != moved {
                self.wrong = Some(["a point off the grid", "at most 32,767 cells"]);
            }
        }
        let fits = self.points.len() <= self.most_points && self.streams.numbers.coder.check().is_ok();
        self.expect(fits, ["more points than such bytes tell of", "fewer"]);
    }

    fn add_node(&mut self) -> NodeIndex {
        self.nodes.push(self.at);
        self.front.add_node();
        self.nodes.len() as NodeIndex - 1
    }

    fn known_node(&mut self) -> NodeIndex {
        let back = self.streams.number(Stream::Back, [1; 2]);
        let node = (self.nodes.len() as NodeIndex).checked_sub(1 + back);
        self.expect(node.is_some(), ["a reference to a node not met yet", "one met before"]);
        node.unwrap_or_default()
    }
}

/// In place of a node that is new.
const NEW: NodeIndex = NodeIndex::MAX;

const NO_SUCH_ARC: [&str; 2] = ["a reference to an arc not met yet", "one met before"];

/// The way from a point to another.
pub(super) fn way(from: [i16; 2], to: [i16; 2]) -> [i32; 2] {
    [i32::from(to[0]) - i32::from(from[0]), i32::from(to[1]) - i32::from(from[1])]
}
