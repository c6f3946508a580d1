//! Reads packed bytes into a [`Geography`]. Any bytes may come: it refuses what it cannot read and never
//! takes more memory than a fixed multiple of what it was given.
//!
//! A border between two counties is an arc that the ring of one goes along and the ring of the other goes
//! back along. The file therefore walks over rings: each step is either a new arc, whose points follow, or
//! an arc already met, named by a small number. See [`Stream`] for what stands where.

use super::front::{ArcIndex, Front, NodeIndex, Owners};
use super::geography::{Arc, Geography, Inset, NO_COUNTY, Rings};
use super::stream::{MAGIC, Stream, Streams, VERSION, broken};
use crate::arithmetic::Decoder;
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
        let mut streams = Streams::new(Decoder::new(Kind::Geography, rest));
        let codes = codes(&mut streams, n_counties)?;
        let mut walk = Walk::new(streams, codes.len(), rest.len() * MOST_POINTS);
        for _ in 0..n_rings {
            walk.ring()?;
        }
        if !walk.streams.numbers.coder.is_done() {
            return Err(broken("more bytes after the last ring", "the end"));
        }
        let frame = (width as f32 * cell, height as f32 * cell);
        Geography::new(frame, cell, insets, codes, names, (walk.points, walk.arcs, walk.rings))
            .ok_or_else(|| broken("a county without a ring", "one or more for each"))
    }
}

/// The counties' codes, ascending.
fn codes(streams: &mut Streams<Decoder>, n_counties: u32) -> Result<Vec<Fips>> {
    if n_counties >= u32::from(NO_COUNTY) {
        return Err(broken("more than 65,534 counties", "fewer"));
    }
    let (mut codes, mut code) = (Vec::new(), 0u32);
    for _ in 0..n_counties {
        let step = streams.number(Stream::Codes)?;
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

/// The state of reading rings: what has been met so far.
struct Walk<'a> {
    streams: Streams<Decoder<'a>>,
    /// No more points are read.
    most_points: usize,
    front: Front,
    nodes: Vec<[i16; 2]>,
    points: Vec<[i16; 2]>,
    arcs: Vec<Arc>,
    /// The nodes where each arc starts and ends.
    ends: Vec<[NodeIndex; 2]>,
    rings: Rings,
    /// The shared arcs of the ring being read, which it never goes back along itself.
    fresh: Vec<(ArcIndex, NodeIndex)>,
    owners: Owners,
    at: [i16; 2],
}

/// One arc of a ring.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    backwards: bool,
}

impl<'a> Walk<'a> {
    fn new(streams: Streams<Decoder<'a>>, n_counties: usize, most_points: usize) -> Walk<'a> {
        Walk {
            streams,
            most_points,
            front: Front::default(),
            nodes: Vec::new(),
            points: Vec::new(),
            arcs: Vec::new(),
            ends: Vec::new(),
            rings: Rings::default(),
            fresh: Vec::new(),
            owners: Owners::new(n_counties),
            at: [0, 0],
        }
    }

    /// Reads one ring. Every turn of the loop reads a number or closes an open arc, so it ends.
    fn ring(&mut self) -> Result<()> {
        let owner = match self.streams.number(Stream::Owners)?.checked_sub(1) {
            Some(way) => self.owners.meet(unfold(way)),
            None => {
                let way = unfold(self.streams.number(Stream::Back)?);
                self.owners.again(way)
            }
        };
        let owner = owner.ok_or_else(|| broken("a ring of no county", "one of a county in the file"))? as u16;
        let mut known = None;
        let start = match self.streams.number(Stream::Starts)? {
            0 => {
                self.advance()?;
                self.add_node()
            }
            1 => self.known_node()?,
            nth => {
                let arc = self.front.newest().nth(nth as usize - 2).ok_or_else(no_such_arc)?;
                known = Some(arc);
                self.end_of(arc)
            }
        };
        let mut node = start;
        loop {
            let step = match known.take() {
                Some(arc) => self.go_back(arc),
                None if self.front.ending_at(node).next().is_none() => self.new_arc(node, start, &mut known)?,
                None => match self.streams.number(Stream::Turns)? {
                    0 => self.new_arc(node, start, &mut known)?,
                    nth => {
                        let arc = self.front.ending_at(node).nth(nth as usize - 1);
                        self.go_back(arc.ok_or_else(no_such_arc)?)
                    }
                },
            };
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
        for (arc, end) in self.fresh.drain(..).rev() {
            self.front.open(arc, end);
        }
        self.at = self.nodes.get(node as usize).copied().unwrap_or_default();
        self.rings.ends.push(self.rings.steps.len() as u32);
        self.rings.owners.push(owner);
        Ok(())
    }

    fn go_back(&mut self, arc: ArcIndex) -> Step {
        self.front.close(arc);
        Step { arc: arc as usize, backwards: true }
    }

    /// The node where an arc ends.
    fn end_of(&self, arc: ArcIndex) -> NodeIndex {
        self.ends.get(arc as usize).map_or(0, |ends| ends[1])
    }

    /// Reads an arc that starts at `node`; `known` becomes the open arc to go back along next, if that is said.
    fn new_arc(&mut self, node: NodeIndex, start: NodeIndex, known: &mut Option<ArcIndex>) -> Result<Step> {
        let Some(length) = self.streams.number(Stream::Lengths)?.checked_sub(1) else {
            let back = self.streams.number(Stream::Back)?;
            let arc = self.arcs.len().checked_sub(1 + (back as usize >> 1)).ok_or_else(no_such_arc)?;
            return Ok(Step { arc, backwards: back & 1 == 1 });
        };
        let (shared, n_between) = (length & 1 == 1, length >> 1);
        self.at = self.nodes.get(node as usize).copied().ok_or_else(no_such_node)?;
        self.points.push(self.at);
        for _ in 0..n_between {
            self.advance()?;
            self.points.push(self.at);
        }
        let end = match self.streams.number(Stream::Ends)? {
            0 => {
                self.advance()?;
                self.add_node()
            }
            1 => start,
            2 => self.known_node()?,
            nth => {
                let arc = self.front.newest().nth(nth as usize - 3).ok_or_else(no_such_arc)?;
                *known = Some(arc);
                self.end_of(arc)
            }
        };
        self.points.push(self.nodes.get(end as usize).copied().ok_or_else(no_such_node)?);
        let arc = self.arcs.len();
        self.arcs.push(Arc { end: self.points.len() as u32, sides: [NO_COUNTY; 2] });
        self.ends.push([node, end]);
        if shared {
            self.fresh.push((arc as ArcIndex, end));
        }
        Ok(Step { arc, backwards: false })
    }

    /// Moves on by one step of the grid.
    fn advance(&mut self) -> Result<()> {
        if self.points.len() > self.most_points {
            return Err(broken("more points than such bytes tell of", "fewer"));
        }
        for (at, step) in self.at.iter_mut().zip(self.streams.step()?) {
            let moved = i16::try_from(i32::from(*at).saturating_add(step));
            *at = moved.map_err(|_| broken("a point off the grid", "at most 32,767 cells"))?;
        }
        Ok(())
    }

    fn add_node(&mut self) -> NodeIndex {
        self.nodes.push(self.at);
        self.nodes.len() as NodeIndex - 1
    }

    fn known_node(&mut self) -> Result<NodeIndex> {
        let back = self.streams.number(Stream::Back)?;
        (self.nodes.len() as NodeIndex).checked_sub(1 + back).ok_or_else(no_such_node)
    }
}

fn no_such_arc() -> Error {
    broken("a reference to an arc not met yet", "one met before")
}

fn no_such_node() -> Error {
    broken("a reference to a node not met yet", "one met before")
}
