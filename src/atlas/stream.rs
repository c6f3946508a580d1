//! The bytes of a packed geography: small numbers of several kinds, in the order in which rings are walked along, each
//! kind coded by what was learnt of it where things stood alike. It never trusts a length.
//!
//! First stand the magic bytes and the version, then as numbers: the grid's cells in one map unit; the map's
//! width and height in cells; how many insets there are, and of each the state's code and left, top, right
//! and bottom in cells; how many counties and rings there are; the length in bytes of the counties' names. Then
//! the names, in the order of their codes, in UTF-8, each ended by a line feed; or nothing, where another file has
//! them. The numbers up to here are written as [`leb128`](crate::leb128) says. Then, coded as
//! [`arithmetic`](crate::arithmetic) says, the counties' codes, the rings, and nothing after them.

use crate::arithmetic::{Coder, Numbers};
use crate::error::{Error, Kind};

/// The first bytes of every packed geography.
pub(super) const MAGIC: [u8; 5] = *b"ATLAS";
/// The one version of the format that this code writes and reads; it follows the magic bytes.
pub(super) const VERSION: u8 = 3;

/// The kinds of numbers and answers.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    /// For each county in the order of codes: the code less the one before it.
    Codes,
    /// For each ring, where it starts: 0 by going back along [the newest open arc](super::front::Front::newest), 1 at a
    /// new node, 2 at a known node.
    Starts,
    /// For each ring, its county: 0 one not met before, of the state of the county across the first arc, or else of the
    /// last county; which of those it is follows. 1 any, by the way from the last one, which stands in `Back`.
    Owners,
    /// At each node where open arcs end: 0 a new arc follows, from 1 the open arc to go back along, newest first.
    Turns,
    /// For each new arc: 0 no other ring will go back along it, 1 one of a county of the same state, 2 of another
    /// state. 3 in its place goes along an arc in a direction it was gone before: see `Back`.
    Sides,
    /// For each new arc, its end: 0 a new node, 1 the ring's [corner](super::front::Front::corner), which is its start
    /// or from which it goes back along open arcs, 2 another known node.
    Ends,
    /// Known nodes, and arcs gone along again (twice, plus 1 if backwards), counted back from the newest; and ways to
    /// counties, signed.
    Back,
    /// At each point of a new arc but its end, whether the next one is its end.
    Lasts,
    /// The first of three kinds each for how far points lie eastward and southward of those before: whether they do not
    /// at all and to which side, how many binary digits that takes, and the digits.
    Steps,
}

const N_KINDS: usize = Stream::Steps as usize + 6;

/// What is around a step.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    /// Whether it leads to a point whose arc's end is known, to another point within an arc, to its end, or to a first
    /// node.
    pub(super) to: u32,
    /// The way to where the arc ends, as far as it is known or may be expected.
    pub(super) goal: [i32; 2],
    /// The last edge of the open arc that ends where a new arc starts.
    pub(super) other: [i32; 2],
}

/// The numbers of a geography, written or read.
pub(super) struct Streams<C> {
    pub(super) numbers: Numbers<C>,
    pub(super) meridians: Meridians,
    /// The last step, turned north.
    pub(super) last: [i32; 2],
    /// How long steps have been of late, in 16ths of a cell.
    usual: u32,
}

/// Where the meridians of the map of the United States meet, in map units: borders go along them and across them.
const POLE: [i32; 2] = [498, -1362];
/// The finest grid that has room.
const MOST_CELLS: u32 = 64;
/// Steps are shorter, in cells and binary digits.
const LONGEST: u32 = 18;

/// The meridians of a map: borders go along them and across them.
#[derive(Clone, Copy)]
pub(super) struct Meridians {
    /// Where they meet, in cells.
    pole: [i32; 2],
}

impl Meridians {
    /// Of a grid with so many cells in a unit.
    pub(super) fn new(cells: u32) -> Meridians {
        Meridians { pole: POLE.map(|at| at * cells.min(MOST_CELLS) as i32) }
    }

    /// The slopes of the meridian and of the parallel at a point, in 1024ths.
    fn slopes(&self, at: [i16; 2]) -> [i32; 2] {
        let [east, south] = [i32::from(at[0]) - self.pole[0], i32::from(at[1]) - self.pole[1]];
        let slope = ((east << 10) / south.max(1)).clamp(-1024, 1024);
        [slope, (slope << 20) / ((1 << 20) + slope * slope)]
    }

    /// A way in cells, turned so that meridians go straight to the south.
    pub(super) fn turned(&self, at: [i16; 2], [east, south]: [i32; 2]) -> [i32; 2] {
        let [meridian, parallel] = self.slopes(at);
        let east = east - ((south * meridian + 512) >> 10);
        [east, south + ((east * parallel + 512) >> 10)]
    }

    /// The way in cells of one that was [turned](Self::turned).
    fn unturned(&self, at: [i16; 2], [east, south]: [i32; 2]) -> [i32; 2] {
        let [meridian, parallel] = self.slopes(at);
        let south = south - ((east * parallel + 512) >> 10);
        [east + ((south * meridian + 512) >> 10), south]
    }
}

impl<C: Coder> Streams<C> {
    /// Of a grid with so many cells in a unit.
    pub(super) fn new(coder: C, cells: u32) -> Streams<C> {
        Streams { numbers: Numbers::new(coder, N_KINDS), meridians: Meridians::new(cells), last: [0; 2], usual: 128 }
    }

    /// Writes a number of a stream, or reads one in its place.
    pub(super) fn number(&mut self, stream: Stream, contexts: [u32; 2]) -> u32 {
        let given = self.numbers.coder.given() as u32;
        self.numbers.number(stream as usize, contexts, given)
    }

    /// Writes an answer, or reads one in its place.
    pub(super) fn answer(&mut self, stream: Stream, contexts: [u32; 2]) -> bool {
        let given = self.numbers.coder.given() != 0;
        self.numbers.answer(stream as usize, 0, contexts, given)
    }

    /// A length beside the usual, in halves, up to 15.
    pub(super) fn beside_usual(&self, way: [i32; 2]) -> u32 {
        (length(way) * 32 / self.usual.max(1)).min(15)
    }

    /// The usual length: twice its binary logarithm, about.
    pub(super) fn usual(&self) -> u32 {
        digits(((self.usual * self.usual) >> 6) as i32)
    }

    /// Writes a step from a point to the next, or reads one in its place: given turned, it comes back in cells.
    pub(super) fn step(&mut self, at: [i16; 2], around: &Around) -> [i32; 2] {
        let given = [self.numbers.coder.given(), self.numbers.coder.given()];
        let east = self.axis(0, given[0], around, 0);
        let south = self.axis(1, given[1], around, east);
        self.last = [east, south];
        self.usual = (self.usual * 7 + length(self.last).min(1 << 11) * 16) / 8;
        self.meridians.unturned(at, self.last)
    }

    /// How far a step leads along an axis: expected by what is around it.
    fn axis(&mut self, axis: usize, number: i32, around: &Around, east: i32) -> i32 {
        let Around { to, goal, other } = *around;
        let far = if axis == 0 { 0 } else { 1 + sign(east) * 8 + digits(east).min(6) };
        let [goal_way, last_way, other_way] = [goal, self.last, other].map(direction);
        let other_way = if other_way == 16 { 16 } else { (other_way + 1) >> 1 & 7 };
        let expected = if axis == 0 { goal[0] } else { goal[1] };
        let turn = if axis == 0 { 0 } else { 1 + direction([east, 0]) };
        let mut ask = |kind: usize, stage: u32, least: i32, side: i32, yes: bool| {
            let to_goal = (near(expected * side - least) * 32 + goal_way) * 32 + far;
            let other = if kind == 0 { (last_way * 32 + other_way) * 32 + turn } else { far * 4 + to };
            self.numbers.answer(Stream::Steps as usize + 3 * axis + kind, stage, [to_goal, other], yes)
        };
        if ask(0, 0, 0, 1, number == 0) {
            return 0;
        }
        let side = if ask(0, 1, 0, 1, number < 0) { -1 } else { 1 };
        let number = number.abs();
        let mut length = 1;
        while length < LONGEST && ask(1, length, 1 << length, side, number >> length != 0) {
            length += 1;
        }
        let mut found = 1_i32;
        for digit in (0..length - 1).rev() {
            let stage = if found < 4 { found as u32 } else { 8 + digit };
            let least = (found * 2 + 1) << digit;
            let one = number >> digit & 1 == 1;
            found = found << 1 | i32::from(ask(2, length * 32 + stage, least, side, one));
        }
        found * side
    }
}

/// The length of a way around corners.
pub(super) fn length(way: [i32; 2]) -> u32 {
    way[0].unsigned_abs() + way[1].unsigned_abs()
}

/// The binary digits of a number without its sign.
pub(super) fn digits(number: i32) -> u32 {
    u32::BITS - number.unsigned_abs().leading_zeros()
}

fn sign(number: i32) -> u32 {
    (number.signum() + 1) as u32
}

/// A difference, the larger the less exactly, in 18 classes below 32.
fn near(difference: i32) -> u32 {
    let class = match difference.unsigned_abs() {
        small @ 0..3 => small,
        3..5 => 3,
        5..8 => 4,
        8..12 => 5,
        12..20 => 6,
        20..40 => 7,
        _ => 8,
    };
    if difference < 0 { 16 + class } else { class }
}

/// The nearest of sixteen directions; 16 of no way.
pub(super) fn direction([east, south]: [i32; 2]) -> u32 {
    let (x, y) = (east.unsigned_abs(), south.unsigned_abs());
    if x + y == 0 {
        return 16;
    }
    let quarter = u32::from(y * 5 >= x) + u32::from(y * 3 >= x * 2) + u32::from(y * 2 > x * 3) + u32::from(y > x * 5);
    match (east < 0, south < 0) {
        (false, false) => quarter,
        (true, false) => 8 - quarter,
        (true, true) => 8 + quarter,
        (false, true) => (16 - quarter) & 15,
    }
}

/// What was wrong with the bytes, or with the text that they are made from. Out of line, as all that is called
/// from many places here: in a page each copy would be loaded.
#[cold]
#[inline(never)]
pub(super) fn broken(found: &str, expected: &str) -> Error {
    Error::new(Kind::Geography, found, expected)
}
