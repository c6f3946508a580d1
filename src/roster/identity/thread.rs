//! One agreement through the lists: every row that printed it, and why they are one. It decides nothing; the rules of
//! [`join`](super::join) do.

use std::collections::BTreeSet;

use super::rules::Rule;
use crate::date::Date;
use crate::place::State;
use crate::roster::import::sighting::Printed;
use crate::roster::record::agreement::{Level, Model};

/// An agency, as lists tell agencies apart: its state and its folded name.
pub type Body = (State, String);

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
