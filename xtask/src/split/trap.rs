//! Functions that never return and that nobody outside hears of: what builds a panic's words. A page has no place for
//! those words, so such a function becomes the one instruction that it ends with, and all that stands behind it goes.

use super::plan::References;
use std::collections::BTreeSet;
use walrus::ir::{self, Visitor, dfs_in_order};
use walrus::{FunctionKind, LocalFunction, Module};

/// Finds those functions: they end in a trap whatever happens, and neither they nor what they call can reach an
/// imported function.
pub fn silent(module: &Module, references: &References) -> BTreeSet<usize> {
    let local = module.funcs.iter().filter_map(|function| match &function.kind {
        FunctionKind::Local(local) => Some((function.id().index(), local)),
        _ => None,
    });
    let silent = |function: &usize| {
        let reached = references.reached(vec![*function]).functions;
        reached.iter().filter_map(|at| references.functions.get(*at)).all(|function| !function.imported)
    };
    local.filter(|(_, local)| never_returns(local)).map(|(at, _)| at).filter(silent).collect()
}

/// Leaves of functions nothing but a trap, and puts one where they were called. Gives where in the linked file
/// constants stood that only such a call took: addresses of words and of lines in the source.
pub fn set(module: &mut Module, functions: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut gone = BTreeSet::new();
    for function in module.funcs.iter_mut() {
        let at = function.id().index();
        let FunctionKind::Local(local) = &mut function.kind else { continue };
        if functions.contains(&at) {
            // It holds no address any more.
            function.name = None;
            local.block_mut(local.entry_block()).instrs.clear();
            push(local, local.entry_block());
            continue;
        }
        let mut sequences = Sequences::default();
        dfs_in_order(&mut sequences, local, local.entry_block());
        for sequence in sequences.0 {
            let instructions = &mut local.block_mut(sequence).instrs;
            let silent = |instruction: &ir::Instr| match instruction {
                ir::Instr::Call(call) => functions.contains(&call.func.index()),
                _ => false,
            };
            let Some(call) = instructions.iter().position(|(instruction, _)| silent(instruction)) else { continue };
            instructions.truncate(call);
            while let Some((ir::Instr::Const(_) | ir::Instr::LocalGet(_), at)) = instructions.last() {
                gone.extend((!at.is_default()).then(|| at.data() as usize));
                instructions.pop();
            }
            push(local, sequence);
        }
    }
    gone
}

fn push(function: &mut LocalFunction, sequence: ir::InstrSeqId) {
    function.block_mut(sequence).instrs.push((ir::Instr::Unreachable(ir::Unreachable {}), ir::InstrLocId::default()));
}

/// The sequences of instructions of a function.
#[derive(Default)]
struct Sequences(Vec<ir::InstrSeqId>);

impl Visitor<'_> for Sequences {
    fn start_instr_seq(&mut self, sequence: &ir::InstrSeq) {
        self.0.push(sequence.id());
    }
}

fn never_returns(function: &LocalFunction) -> bool {
    let entry = function.entry_block();
    let traps = matches!(function.block(entry).instrs.last(), Some((ir::Instr::Unreachable(_), _)));
    let mut leaves = Leaves { entry, found: false };
    dfs_in_order(&mut leaves, function, entry);
    traps && !leaves.found
}

/// Looks for a way out of a function.
struct Leaves {
    entry: ir::InstrSeqId,
    found: bool,
}

impl Visitor<'_> for Leaves {
    fn visit_return(&mut self, _: &ir::Return) {
        self.found = true;
    }

    fn visit_br(&mut self, branch: &ir::Br) {
        self.found |= branch.block == self.entry;
    }

    fn visit_br_if(&mut self, branch: &ir::BrIf) {
        self.found |= branch.block == self.entry;
    }

    fn visit_br_table(&mut self, branch: &ir::BrTable) {
        self.found |= branch.default == self.entry || branch.blocks.contains(&self.entry);
    }
}
