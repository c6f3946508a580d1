//! The columns of a packed record, each coded by what was learnt of it: one walk for writing and reading. What they
//! mean is [`packed`](super::packed)'s business.

use crate::arithmetic::{Coder, Numbers};

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

/// The kinds of numbers, for [`Numbers`]. Those of a column are told apart by whether the last two of it were 0.
pub(super) mod column {
    pub(in super::super) const DAY: usize = 0;
    /// The first of five columns of spans.
    pub(in super::super) const SPANS: usize = 1;
    /// An agreement's span, of the agency before or another.
    pub(in super::super) const SPAN: [usize; 2] = [21, 25];
    pub(in super::super) const STATE: usize = 29;
    pub(in super::super) const N_COUNTIES: usize = 30;
    /// By level.
    pub(in super::super) const COUNTY: usize = 31;
    /// What kinds tell: state, same, level, level, model, model, renewed, counties.
    pub(in super::super) const KINDS: usize = 35;
    pub(in super::super) const N: usize = 43;
}

/// The columns of a packed record, written or read.
pub(super) struct Columns<C> {
    pub(super) numbers: Numbers<C>,
    /// The kinds of the agreement before.
    before: u8,
}

impl<C: Coder> Columns<C> {
    pub(super) fn new(coder: C) -> Columns<C> {
        Columns { numbers: Numbers::new(coder, column::N), before: 0 }
    }

    /// Writes the kinds of an agreement, or reads them in their place.
    pub(super) fn code_kinds(&mut self, kinds: u8) -> u8 {
        let mut found = 0;
        let mut ask = |question: usize, before: u8, bit: u8| {
            let yes = self.numbers.answer(column::KINDS + question, usize::from(before), kinds & bit != 0);
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
