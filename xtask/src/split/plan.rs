//! Which part of the module each function and each piece of data stands in: the first one when it reaches them, else
//! each later part that does, but for one that comes after another that does. No part needs any but those. What several
//! parts reach that come after the same one stands in that, once. For rare parts nothing is moved: they have copies.

use super::graph::{Graph, Node};
use super::part::Order;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, ElementKind, ExportItem, FunctionKind, Module};

/// A function of no more than so many instructions is copied where it is called: to share it takes two names, a type
/// and an index.
const LONGEST_COPY: u64 = 8;

/// Where everything stands. Functions go by the number of their id in the bound module.
pub struct Plan {
    /// The functions that each part holds.
    pub functions: Vec<BTreeSet<usize>>,
    /// The part of each piece of data; `None` for what nothing reaches. What several later parts reach stands in the
    /// first, once: it may change.
    pub pieces: Vec<Option<usize>>,
    /// The pieces that each part brings once more.
    pub copies: Vec<BTreeSet<usize>>,
    /// The functions of others that each part calls.
    wanted: Vec<BTreeSet<usize>>,
    order: Vec<Order>,
    /// The functions of the table, by slot.
    pub slots: BTreeMap<u32, usize>,
}

impl Plan {
    /// Follows each part's exports through calls, addresses in code and addresses in data. `order` says where each part
    /// stands, `part_of` gives the part of an export.
    ///
    /// # Errors
    /// The table is filled in a way that is not understood here.
    pub fn new(
        module: &Module,
        references: &References,
        order: Vec<Order>,
        part_of: impl Fn(&str) -> usize,
    ) -> Result<Plan> {
        let mut pieces = vec![None; references.graph.pieces.len()];
        let mut functions: Vec<BTreeSet<usize>> = Vec::new();
        let mut late: Vec<(usize, BTreeSet<usize>)> = Vec::new();
        let of = |part: usize| order.get(part).and_then(|order| order.after.first()).copied();
        let entries = |part: usize| {
            let own = module.exports.iter().filter(|export| part_of(&export.name) == part);
            let entries = own.filter_map(|export| match export.item {
                ExportItem::Function(function) => Some(function),
                _ => None,
            });
            entries.chain(module.start.filter(|_| part == 0)).map(|function| function.index()).collect::<Vec<_>>()
        };
        let alike = alike(&order, &(0..order.len()).map(|part| references.reached(entries(part))).collect::<Vec<_>>());
        for part in 0..order.len() {
            let lent = alike.get(part).into_iter().flatten().copied();
            let reached = references.reached(entries(part).into_iter().chain(lent).collect());
            let rare = order.get(part).is_some_and(|order| order.rare);
            if rare {
                late.push((part, reached.pieces.clone()));
            }
            for piece in reached.pieces.into_iter().filter(|_| !rare) {
                if let Some(place) = pieces.get_mut(piece) {
                    *place = Some(match *place {
                        None => part,
                        // What one of two lends the other stands there.
                        Some(other) if of(part) == Some(other) => other,
                        Some(other) if of(other) == Some(part) => part,
                        Some(other) if of(part).is_some() && of(part) == of(other) => of(part).unwrap_or(0),
                        Some(_) => 0,
                    });
                }
            }
            functions.push(reached.functions);
        }
        let mut copies = vec![BTreeSet::new(); order.len()];
        for (part, reached) in late {
            let there = |owner: usize| owner == 0 || order.get(part).is_some_and(|it| it.after.contains(&owner));
            for at in reached {
                let Some(place) = pieces.get_mut(at).filter(|place| !place.is_some_and(there)) else { continue };
                match (references.graph.pieces.get(at), copies.get_mut(part)) {
                    (Some(piece), Some(copies)) if piece.fixed => _ = copies.insert(at),
                    // What may have changed is written once, before all others.
                    _ => *place = Some(0),
                }
            }
        }
        let reached = functions.clone();
        for (part, held) in functions.iter_mut().enumerate().skip(1) {
            let after = order.get(part).map(|order| order.after.clone()).unwrap_or_default();
            let others: Vec<_> = std::iter::once(0).chain(after).filter_map(|other| reached.get(other)).collect();
            held.retain(|function| others.iter().all(|other| !other.contains(function)));
        }
        let n_parts = order.len();
        let wanted = vec![BTreeSet::new(); n_parts];
        let mut plan = Plan { wanted, slots: slots(module)?, functions, pieces, copies, order };
        for part in 1..n_parts {
            plan.share(references, part);
        }
        Ok(plan)
    }

    /// Whether a part holds a function.
    pub fn holds(&self, part: usize, function: usize) -> bool {
        self.functions.get(part).is_some_and(|held| held.contains(&function))
    }

    /// The parts that lend one what it has not.
    pub fn lenders(&self, part: usize) -> impl Iterator<Item = usize> {
        let first = (part > 0).then_some(0);
        first.into_iter().chain(self.order.get(part).into_iter().flat_map(|order| order.after.iter().copied()))
    }

    /// The functions of another part that a later one calls.
    pub fn shared(&self) -> BTreeSet<usize> {
        self.wanted.iter().flatten().copied().collect()
    }

    /// Whether a part lends a function to a later one: the first of several that could does.
    pub fn lends(&self, part: usize, function: usize) -> bool {
        let wants = |(later, wanted): (usize, &BTreeSet<usize>)| {
            wanted.contains(&function) && self.lenders(later).find(|lender| self.holds(*lender, function)) == Some(part)
        };
        self.wanted.iter().enumerate().any(wants)
    }

    /// Finds what a later part calls of another.
    fn share(&mut self, references: &References, part: usize) {
        let (Some(held), Some(wanted)) = (self.functions.get_mut(part), self.wanted.get_mut(part)) else { return };
        let mut callers: Vec<usize> = held.iter().copied().collect();
        while let Some(function) = callers.pop().and_then(|caller| references.functions.get(caller)) {
            for called in &function.calls {
                let Some(other) = references.functions.get(*called).filter(|other| !other.imported) else { continue };
                if held.contains(called) {
                    continue;
                }
                if other.size > LONGEST_COPY {
                    wanted.insert(*called);
                } else {
                    held.insert(*called);
                    callers.push(*called);
                }
            }
        }
    }
}

/// For each part the functions that parts which come after it have alike, one of them at least no rare one.
fn alike(order: &[Order], reached: &[Reached]) -> Vec<BTreeSet<usize>> {
    let of_part = |part: usize| {
        let followers = order.iter().zip(reached).filter(move |(it, _)| it.after.contains(&part));
        let mut others = BTreeSet::new();
        let mut alike = BTreeSet::new();
        // Those that are not rare come last: each of them finds all others.
        let (rare, common): (Vec<_>, Vec<_>) = followers.partition(|(it, _)| it.rare);
        for (it, reached) in rare.into_iter().chain(common) {
            if !it.rare {
                alike.extend(reached.functions.intersection(&others).copied());
            }
            others.extend(&reached.functions);
        }
        alike
    };
    (0..order.len()).map(of_part).collect()
}

/// A function and what it refers to.
#[derive(Default)]
pub struct Function {
    /// Whether the bindings bring it.
    pub imported: bool,
    /// The functions that it calls.
    calls: Vec<usize>,
    /// How many instructions it has.
    size: u64,
    /// Its index in the linked module; `None` for what the bindings generator added, which holds no addresses.
    linked: Option<usize>,
}

/// What each function and each piece of data refers to, calls and addresses alike.
pub struct References<'a> {
    graph: &'a Graph,
    /// The functions, by the number of their id.
    pub functions: Vec<Function>,
    /// The functions by their index in the linked module; `None` for what the bindings generator took out.
    bound: Vec<Option<usize>>,
}

/// What can be reached.
#[derive(Default)]
pub struct Reached {
    pub functions: BTreeSet<usize>,
    pub pieces: BTreeSet<usize>,
}

impl<'a> References<'a> {
    /// Reads a bound module.
    ///
    /// # Errors
    /// A function bears an index that the linked module has not.
    pub fn new(module: &Module, graph: &'a Graph) -> Result<References<'a>> {
        let mut functions = Vec::new();
        let mut bound = vec![None; graph.functions.len()];
        for function in module.funcs.iter() {
            let at = function.id().index();
            // The name that the function was given when the linked module was read.
            let linked = function.name.as_deref().and_then(|name| name.parse().ok());
            if let Some(index) = linked {
                *bound.get_mut(index).context("found a function that was not linked")? = Some(at);
            }
            let mut called = Called::default();
            let mut size = 0;
            if let FunctionKind::Local(local) = &function.kind {
                dfs_in_order(&mut called, local, local.entry_block());
                size = local.size();
            }
            let imported = matches!(function.kind, FunctionKind::Import(_));
            functions.resize_with(functions.len().max(at + 1), Function::default);
            if let Some(place) = functions.get_mut(at) {
                *place = Function { imported, calls: called.0, size, linked };
            }
        }
        Ok(References { graph, functions, bound })
    }

    /// All that functions reach, themselves included.
    pub fn reached(&self, mut functions: Vec<usize>) -> Reached {
        let mut reached = Reached::default();
        let mut pieces: Vec<usize> = Vec::new();
        loop {
            let held = if let Some(at) = functions.pop() {
                let Some(function) = self.functions.get(at).filter(|_| reached.functions.insert(at)) else { continue };
                functions.extend(&function.calls);
                let addresses = function.linked.and_then(|index| self.graph.functions.get(index));
                addresses.into_iter().flatten().map(|address| address.to).collect()
            } else if let Some(at) = pieces.pop() {
                let piece = self.graph.pieces.get(at).filter(|_| reached.pieces.insert(at));
                piece.map(|piece| piece.refers_to.clone()).unwrap_or_default()
            } else {
                return reached;
            };
            for node in held {
                match node {
                    Node::Function(index) => functions.extend(self.bound.get(index).copied().flatten()),
                    Node::Piece(piece) => pieces.push(piece),
                }
            }
        }
    }
}

/// The functions that a function calls, or takes a reference to.
#[derive(Default)]
struct Called(Vec<usize>);

impl Visitor<'_> for Called {
    fn visit_function_id(&mut self, function: &walrus::FunctionId) {
        self.0.push(function.index());
    }
}

fn slots(module: &Module) -> Result<BTreeMap<u32, usize>> {
    let mut slots = BTreeMap::new();
    let table = module.tables.main_function_table()?;
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { table: filled, offset: ConstExpr::Value(Value::I32(offset)) },
                ElementItems::Functions(functions),
            ) if Some(*filled) == table => slots.extend((*offset as u32..).zip(functions.iter().map(|id| id.index()))),
            _ => bail!("found elements of another kind, expected functions for the table, at a constant slot"),
        }
    }
    Ok(slots)
}
