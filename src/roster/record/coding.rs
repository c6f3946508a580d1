//! The columns of a packed record, each coded by what was learnt of it: one walk for writing and reading. What they
//! mean is [`packed`](super::packed)'s business.

use crate::arithmetic::{Coder, Numbers};
use crate::error::Result;

/// The bits of kinds: the model in the lowest two, the level from 1 in the next two, then these.
pub(super) mod kind {
    /// The agency of the agreement before.
    pub(in super::super) const SAME: u8 = 16;
    /// A later agreement took over.
    pub(in super::super) const RENEWED: u8 = 32;
    /// The first agreement of another state, whose code follows.
    pub(in super::super) const STATE: u8 = 64;
    /// The number of counties follows. Without it they are those of the agreement before where the agency is, else one;
    /// none for a state's agency and for one whose level is unknown.
    pub(in super::super) const COUNTIES: u8 = 128;
}

/// The kinds of numbers, for [`Numbers`].
pub(super) mod column {
    pub(in super::super) const DAY: usize = 0;
    /// The first of five columns of spans.
    pub(in super::super) const SPANS: usize = 1;
    /// An agreement's span, of the agency before or another.
    pub(in super::super) const SPAN: [usize; 2] = [6, 7];
    pub(in super::super) const STATE: usize = 8;
    pub(in super::super) const N_COUNTIES: usize = 9;
    /// By level.
    pub(in super::super) const COUNTY: usize = 10;
    /// What kinds tell: state, same, level, level, model, model, renewed, counties.
    pub(in super::super) const KINDS: usize = 14;
    pub(in super::super) const N: usize = 22;
}

/// The columns of a packed record, written or read.
pub(super) struct Columns<C> {
    pub(super) numbers: Numbers<C>,
    /// The kinds of the agreement before.
    before: u8,
    /// The state.
    state: u32,
    /// The last number of any column.
    latest: u32,
    /// The last two numbers of each column, the newest first.
    pasts: [[u32; 2]; column::N],
}

impl<C: Coder> Columns<C> {
    pub(super) fn new(coder: C) -> Columns<C> {
        Columns { numbers: Numbers::new(coder, column::N), before: 0, state: 0, latest: 0, pasts: [[0; 2]; column::N] }
    }

    /// Writes the next number of a column, or reads one in its place.
    pub(super) fn number(&mut self, column: usize, number: u32) -> u32 {
        let [last, before] = self.pasts.get(column).copied().unwrap_or_default();
        let zeros = u32::from(last == 0) * 2 + u32::from(before == 0);
        let kinds = self.state << 8 | u32::from(self.before);
        let number = self.numbers.number(
            column,
            [
                if column < column::SPAN[0] { self.latest } else { zeros },
                if column < column::SPAN[0] { zeros } else { kinds },
            ],
            number,
        );
        if let Some(past) = self.pasts.get_mut(column) {
            *past = [number, last];
        }
        self.latest = number;
        if column == column::STATE {
            self.state = number;
        }
        number
    }

    /// Reads the next number of a column.
    pub(super) fn read(&mut self, column: usize) -> Result<u32> {
        let number = self.number(column, 0);
        self.numbers.coder.check().map(|()| number)
    }

    /// Writes the kinds of an agreement, or reads them in their place.
    pub(super) fn code_kinds(&mut self, kinds: u8) -> u8 {
        let mut found = 0;
        let mut ask = |question: usize, before: u8, bit: u8| {
            let yes = self.numbers.answer(column::KINDS + question, 0, [u32::from(before), 0], kinds & bit != 0);
            found |= if yes { bit } else { 0 };
            u8::from(yes)
        };
        let before = self.before;
        let state = ask(0, 0, kind::STATE);
        let same = if state == 1 { 0 } else { ask(1, before & 31, kind::SAME) };
        let level = same << 2 | before >> 2 & 3;
        let low = ask(2, level, 4);
        let level = low | ask(3, level << 1 | low, 8) << 1;
        let model = (same << 2 | before & 3) << 2 | level;
        let low = ask(4, model, 1);
        ask(5, model << 1 | low, 2);
        ask(6, same, kind::RENEWED);
        ask(7, level << 1 | same, kind::COUNTIES);
        self.before = found;
        found
    }
}
