//! The bytes of a packed geography: small numbers of several kinds, in the order in which rings are walked along, each
//! kind coded by what was learnt of it. It never trusts a length.
//!
//! First stand the magic bytes and the version, then as numbers: the grid's cells in one map unit; the map's
//! width and height in cells; how many insets there are, and of each the state's code and left, top, right
//! and bottom in cells; how many counties and rings there are; the length in bytes of the counties' names. Then
//! the names, in the order of their codes, in UTF-8, each ended by a line feed; or nothing, where another file has
//! them. The numbers up to here are written as [`leb128`](crate::leb128) says. Then, coded as
//! [`arithmetic`](crate::arithmetic) says, the counties' codes, the rings, and nothing after them.

use crate::arithmetic::{Coder, Decoder, N_PASTS, Numbers};
use crate::error::{Error, Kind, Result};

/// The first bytes of every packed geography.
pub(super) const MAGIC: [u8; 5] = *b"ATLAS";
/// The one version of the format that this code writes and reads; it follows the magic bytes.
pub(super) const VERSION: u8 = 2;

/// The kinds of numbers.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    /// For each county in the order of codes: the code less the one before it.
    Codes,
    /// For each ring its county: 0 one met before, from 1 one not met yet, a signed number plus 1. See `Owners`.
    Owners,
    /// For each ring, where it starts: 0 a new node, 1 a known node, from 2 an open arc, newest first.
    Starts,
    /// At each node where open arcs end: 0 a new arc follows, from 1 the open arc to go back along, newest first.
    Turns,
    /// For each new arc: 1, plus 1 if another ring will go back along it, plus twice its points between its ends.
    /// 0 in its place goes along an arc in a direction it was gone before: see `Back`.
    Lengths,
    /// For each new arc, its end: 0 a new node, 1 the ring's start, 2 a known node, from 3 the node where an
    /// open arc ends, newest first, which the ring then goes back along.
    Ends,
    /// Known nodes, and arcs gone along again (twice, plus 1 if backwards), counted back from the newest; and
    /// for rings of a county met before the way to it, signed.
    Back,
}

const N_STREAMS: usize = 7;
/// Where the kinds of steps begin: whether one is 0, its sign, how far it leads; first those eastward.
const EAST: [usize; 3] = [N_STREAMS * N_PASTS, EAST_SIGN, EAST_SIGN + 9];
const EAST_SIGN: usize = N_STREAMS * N_PASTS + 1;
const SOUTH: [usize; 3] = [EAST_SIGN + 10, EAST_SIGN + 13, EAST_SIGN + 22];
const N_KINDS: usize = EAST_SIGN + 28;

/// The numbers of a geography, written or read.
pub(super) struct Streams<C> {
    pub(super) numbers: Numbers<C>,
    /// The last step.
    last: [i32; 2],
}

impl<C: Coder> Streams<C> {
    pub(super) fn new(coder: C) -> Streams<C> {
        Streams { numbers: Numbers::new(coder, N_KINDS), last: [0; 2] }
    }

    /// Writes a number of a stream, or reads one in its place.
    pub(super) fn code(&mut self, stream: Stream, number: u32) -> u32 {
        self.numbers.next(stream as usize * N_PASTS, number)
    }

    /// Writes a step from a point to the next in cells of the grid, eastward and southward, or reads one in its place.
    /// Borders go on as they went, or turn by a right angle, and a step that is long one way is long the other.
    pub(super) fn code_step(&mut self, [east, south]: [i32; 2]) -> [i32; 2] {
        let sign = |number: i32| (number.signum() + 1) as usize;
        let [last_east, last_south] = self.last;
        let [zero, signs, far] = EAST;
        let east = self.signed([zero, signs + 3 * sign(last_east) + sign(last_south), far], east);
        let long = (u32::BITS - east.unsigned_abs().leading_zeros()) as usize;
        let [zero, signs, far] = SOUTH;
        let turn = sign(last_east * east.signum());
        let south = self.signed([zero + long.min(2), signs + 3 * sign(last_south) + turn, far + long.min(5)], south);
        self.last = [east, south];
        self.last
    }

    fn signed(&mut self, [zero, sign, far]: [usize; 3], number: i32) -> i32 {
        if self.numbers.answer(zero, 0, number == 0) {
            return 0;
        }
        let negative = self.numbers.answer(sign, 0, number < 0);
        let far = self.numbers.number(far, number.unsigned_abs().saturating_sub(1)) as i32 + 1;
        if negative { -far } else { far }
    }
}

impl Streams<Decoder<'_>> {
    /// The next number of a stream.
    pub(super) fn number(&mut self, stream: Stream) -> Result<u32> {
        let number = self.code(stream, 0);
        self.numbers.coder.check().map(|()| number)
    }

    /// The next step.
    pub(super) fn step(&mut self) -> Result<[i32; 2]> {
        let step = self.code_step([0; 2]);
        self.numbers.coder.check().map(|()| step)
    }
}

/// What was wrong with the bytes, or with the text that they are made from. Out of line, as all that is called
/// from many places here: in a page each copy would be loaded.
#[cold]
#[inline(never)]
pub(super) fn broken(found: &str, expected: &str) -> Error {
    Error::new(Kind::Geography, found, expected)
}
