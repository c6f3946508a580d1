//! Functions that never return and that nobody outside hears of: what builds a panic's words. A page has no place for those words, so such
//! a function becomes the one instruction that it ends with, and all that stands behind it goes.

use super::plan::References;
use std::collections::BTreeSet;
use walrus::ir::{self, Visitor, dfs_in_order};
use walrus::{FunctionId, FunctionKind, LocalFunction, Module};

/// Finds those functions: they end in a trap whatever happens, and neither they nor what they call can reach an imported function.
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

/// Leaves of functions nothing but a trap.
pub fn set(module: &mut Module, functions: &BTreeSet<usize>) {
    let ids: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    for id in ids.into_iter().filter(|id| functions.contains(&id.index())) {
        let function = module.funcs.get_mut(id);
        // It holds no address any more.
        function.name = None;
        if let FunctionKind::Local(local) = &mut function.kind {
            let body = local.block_mut(local.entry_block());
            body.instrs.clear();
            body.instrs.push((ir::Instr::Unreachable(ir::Unreachable {}), Default::default()));
        }
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
