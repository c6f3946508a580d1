//! Which part of the module each function and each piece of data stands in: the last one that comes before all who reach it.

use super::Part;
use super::graph::{Graph, Node};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, ElementItems, ElementKind, ExportItem, FunctionKind, Module};

/// Where everything stands. Functions go by the number of their id in the bound module.
pub struct Plan {
    /// The part of each function; `None` for what nothing reaches.
    pub functions: Vec<Option<usize>>,
    /// The part of each piece of data.
    pub pieces: Vec<Option<usize>>,
    /// The functions that another part than their own calls.
    pub crossing: BTreeSet<usize>,
    /// Functions that another part has a copy of, with that part.
    pub copies: BTreeSet<(usize, usize)>,
    /// The functions of the table, by slot.
    pub slots: BTreeMap<u32, usize>,
}

impl Plan {
    /// Follows each part's exports through calls, addresses in code and addresses in data. `part_of` gives the part of an export.
    ///
    /// # Errors
    /// The table is filled in a way that is not understood here.
    pub fn new(
        module: &Module,
        references: &References,
        parts: &[Part],
        part_of: impl Fn(&str) -> usize,
    ) -> Result<Plan> {
        let graph = references.graph;
        let mut functions = vec![None; references.calls.len()];
        let mut pieces = vec![None; graph.pieces.len()];
        for part in 0..parts.len() {
            let own = module.exports.iter().filter(|export| part_of(&export.name) == part);
            let entries = own.filter_map(|export| match export.item {
                ExportItem::Function(function) => Some(function),
                _ => None,
            });
            let entries = entries.chain(module.start.filter(|_| part == 0)).map(|function| function.index());
            let reached = references.reached(entries.collect());
            let places = functions.iter_mut().zip(reached.functions).chain(pieces.iter_mut().zip(reached.pieces));
            for (place, _) in places.filter(|(_, reached)| *reached) {
                *place = Some(place.map_or(part, |other| Part::before_both(parts, other, part)));
            }
        }
        let mut plan =
            Plan { crossing: BTreeSet::new(), copies: BTreeSet::new(), slots: slots(module)?, functions, pieces };
        for part in 0..parts.len() {
            plan.cross(references, part);
        }
        Ok(plan)
    }

    /// Whether a part holds a function, as its own or as a copy.
    pub fn holds(&self, part: usize, function: usize) -> bool {
        self.functions.get(function) == Some(&Some(part)) || self.copies.contains(&(part, function))
    }

    /// Finds what a part calls of other parts.
    fn cross(&mut self, references: &References, part: usize) {
        let mut callers: Vec<usize> = (0..self.functions.len()).filter(|at| self.holds(part, *at)).collect();
        while let Some(caller) = callers.pop() {
            for called in &references.calls[caller] {
                if self.holds(part, *called) || references.imported.contains(called) {
                    continue;
                }
                if references.sizes[*called] > LONGEST_COPY {
                    self.crossing.insert(*called);
                } else {
                    self.copies.insert((part, *called));
                    callers.push(*called);
                }
            }
        }
    }
}

/// A function of no more than so many instructions is copied where it is called: to share it takes a name twice, a type and an index.
const LONGEST_COPY: u64 = 8;

/// What each function and each piece of data refers to, calls and addresses alike.
pub struct References<'a> {
    graph: &'a Graph,
    /// The functions that each function calls.
    calls: Vec<Vec<usize>>,
    /// How many instructions each function has.
    sizes: Vec<u64>,
    /// The functions that the bindings bring.
    pub imported: BTreeSet<usize>,
    /// The index of each function in the linked module; `None` for what the bindings generator added, which holds no addresses.
    linked: Vec<Option<usize>>,
    /// The other way round; `None` for what the bindings generator took out.
    bound: Vec<Option<usize>>,
}

/// What can be reached.
pub struct Reached {
    pub functions: Vec<bool>,
    pub pieces: Vec<bool>,
}

impl<'a> References<'a> {
    /// Reads a bound module.
    ///
    /// # Errors
    /// A function bears an index that the linked module has not.
    pub fn new(module: &Module, graph: &'a Graph) -> Result<References<'a>> {
        let n = module.funcs.iter().map(|function| function.id().index() + 1).max().unwrap_or_default();
        let (mut calls, mut linked, mut bound) =
            (vec![Vec::new(); n], vec![None; n], vec![None; graph.functions.len()]);
        let mut sizes = vec![0; n];
        let mut imported = BTreeSet::new();
        for function in module.funcs.iter() {
            let at = function.id().index();
            match &function.kind {
                FunctionKind::Local(local) => {
                    let mut called = Called::default();
                    dfs_in_order(&mut called, local, local.entry_block());
                    (calls[at], sizes[at]) = (called.0, local.size());
                }
                _ => drop(imported.insert(at)),
            }
            // The name that the function was given when the linked module was read.
            if let Some(index) = function.name.as_deref().and_then(|name| name.parse::<usize>().ok()) {
                linked[at] = Some(index);
                *bound.get_mut(index).context("found a function that was not linked")? = Some(at);
            }
        }
        Ok(References { graph, calls, sizes, imported, linked, bound })
    }

    /// All that functions reach, themselves included.
    pub fn reached(&self, mut functions: Vec<usize>) -> Reached {
        let mut reached =
            Reached { functions: vec![false; self.calls.len()], pieces: vec![false; self.graph.pieces.len()] };
        let mut pieces: Vec<usize> = Vec::new();
        loop {
            let held = if let Some(function) = functions.pop() {
                if std::mem::replace(&mut reached.functions[function], true) {
                    continue;
                }
                functions.extend(&self.calls[function]);
                self.linked[function].map(|index| &self.graph.functions[index])
            } else if let Some(piece) = pieces.pop() {
                if std::mem::replace(&mut reached.pieces[piece], true) {
                    continue;
                }
                Some(&self.graph.pieces[piece].refers_to)
            } else {
                return reached;
            };
            for node in held.into_iter().flatten() {
                match *node {
                    Node::Function(index) => functions.extend(self.bound[index]),
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
