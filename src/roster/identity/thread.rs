//! One agreement through the lists: every row that printed it, and why they are one. It decides nothing; the rules of
//! [`identity`](super::join) do.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::place::State;

use crate::roster::import::sighting::Printed;
use crate::roster::record::agreement::{Level, Model};

/// An agency, as lists tell agencies apart: its state and its folded name.
pub type Body = (State, String);

/// Why two rows are one agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// 1: the same name, after the agency was found under another one.
    SameName,
    /// 2: on one list under two days, or with one text.
    DoubleListing,
    /// 3: the same signed document and day, never both on one list.
    SameDocument,
    /// 4: a typing error in the name.
    Spelling,
    /// 5: words added to the name, dropped or swapped.
    Wording,
    /// 6: handed over to another agency of the county.
    Relabelled,
    /// 7: the day of signing corrected.
    CorrectedDay,
    /// 8: moved to its right state.
    WrongState,
    /// 9: a mangled name, on the very lists on which the agreement is missing under its own.
    StandIn,
    /// A year that cannot be.
    ImpossibleYear,
    /// No join of rows: the agency's later agreement stands under other words of its name.
    Renewed,
}

impl Rule {
    /// The rule in words, for the log and for `why`.
    pub fn words(self) -> &'static str {
        match self {
            Rule::SameName => "the same agency, model and day",
            Rule::DoubleListing => "listed twice at once",
            Rule::SameDocument => "the same document of the same day",
            Rule::Spelling => "spelling",
            Rule::Wording => "words added, dropped or swapped",
            Rule::Relabelled => "handed over to another agency of the county",
            Rule::CorrectedDay => "the day of signing was corrected",
            Rule::WrongState => "listed under a wrong state",
            Rule::StandIn => "a mangled name on the lists that lack the agreement",
            Rule::ImpossibleYear => "a year that cannot be",
            Rule::Renewed => "the agency renewed under other words",
        }
    }
}

/// One join: what was printed before, from which list on it was printed otherwise, and by which rule the two are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// Why.
    pub rule: Rule,
    /// The state as printed before.
    pub state: State,
    /// The name as printed before.
    pub agency: String,
    /// The day as printed before.
    pub signed: Option<Date>,
    /// The number of the first list that printed it otherwise.
    pub list: usize,
}

/// One agreement: all rows that printed it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The agency that has it now.
    pub body: Body,
    /// The name as last printed, be it beside a later agreement.
    pub agency: String,
    /// What the agency may do.
    pub model: Model,
    /// The day of signing, corrected.
    pub signed: Option<Date>,
    /// The numbers of the lists that carried it, in order.
    pub lists: Vec<usize>,
    /// Every row that printed it.
    pub rows: Vec<Printed>,
    /// The level last printed.
    pub level: Option<Level>,
    /// The county last printed.
    pub county: Option<String>,
    /// The address last linked.
    pub document: Option<String>,
    /// The joins that made it.
    pub joins: Vec<Join>,
    /// Every address that a row linked.
    pub documents: BTreeSet<String>,
}

impl Thread {
    /// Whether a list carried both.
    pub fn shares_a_list(&self, other: &Thread) -> bool {
        self.lists.iter().any(|list| other.lists.binary_search(list).is_ok())
    }

    /// An agreement without a day, a row or a join: an agency that is in process.
    pub fn pending(body: Body, agency: String, model: Model, lists: Vec<usize>) -> Thread {
        Thread {
            body,
            agency,
            model,
            signed: None,
            lists,
            rows: Vec::new(),
            level: None,
            county: None,
            document: None,
            joins: Vec::new(),
            documents: BTreeSet::new(),
        }
    }
}
