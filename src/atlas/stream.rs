//! The bytes of a packed geography: whole numbers in streams, one stream for each kind of number, since
//! numbers of a kind compress best beside each other. It never trusts a length.
//!
//! First stand the magic bytes and the version, then as numbers: the grid's cells in one map unit; the map's
//! width and height in cells; how many insets there are, and of each the state's code and left, top, right
//! and bottom in cells; the length in bytes of each stream. Then the streams, and nothing after them.
//!
//! Numbers are written as [`leb128`](crate::leb128) says.

use crate::error::{Error, Kind};

/// The first bytes of every packed geography.
pub(super) const MAGIC: [u8; 5] = *b"ATLAS";
/// The one version of the format that this code writes and reads; it follows the magic bytes.
pub(super) const VERSION: u8 = 1;

/// The streams in the order in which they stand, after the lengths of all of them.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    /// For each county in the order of codes: the code less the one before it.
    Codes,
    /// The counties' bare names in UTF-8, each ended by a line feed; or nothing, where another file has them.
    Names,
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
    /// Eastward steps from point to point in cells of the grid, signed.
    X,
    /// Southward steps.
    Y,
}

/// How many streams there are.
pub(super) const N_STREAMS: usize = 10;

/// Something for each stream, in their order.
#[derive(Default)]
pub(super) struct Streams<T>(pub(super) [T; N_STREAMS]);

impl<T> Streams<T> {
    /// What there is for one.
    pub(super) fn of(&mut self, stream: Stream) -> &mut T {
        let [codes, names, owners, starts, turns, lengths, ends, back, x, y] = &mut self.0;
        match stream {
            Stream::Codes => codes,
            Stream::Names => names,
            Stream::Owners => owners,
            Stream::Starts => starts,
            Stream::Turns => turns,
            Stream::Lengths => lengths,
            Stream::Ends => ends,
            Stream::Back => back,
            Stream::X => x,
            Stream::Y => y,
        }
    }
}

/// What was wrong with the bytes, or with the text that they are made from. Out of line, as all that is called
/// from many places here: in a page each copy would be loaded.
#[cold]
#[inline(never)]
pub(super) fn broken(found: &str, expected: &str) -> Error {
    Error::new(Kind::Geography, found, expected)
}
