//! Short names for all that parts and bindings know each other's things by: they are read by machines alone, thousands
//! of times.

use super::plan::Plan;
use std::collections::BTreeMap;
use walrus::{ExportItem, ImportKind, Module};

/// Something that a module can export, by the number of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
    Tag(usize),
}

impl From<ExportItem> for Item {
    fn from(item: ExportItem) -> Item {
        match item {
            ExportItem::Function(id) => Item::Function(id.index()),
            ExportItem::Table(id) => Item::Table(id.index()),
            ExportItem::Memory(id) => Item::Memory(id.index()),
            ExportItem::Global(id) => Item::Global(id.index()),
            ExportItem::Tag(id) => Item::Tag(id.index()),
        }
    }
}

/// The short names.
pub struct Names {
    /// Of what a part exports, for the bindings or for another part.
    pub items: BTreeMap<Item, String>,
    /// What the bindings call exports, and what those are.
    pub exports: BTreeMap<String, Item>,
    /// Of the functions that the bindings bring, by their names there.
    pub imports: BTreeMap<String, String>,
}

impl Names {
    /// Names for the exports and imports of a bound module, and for what its parts share.
    pub fn new(module: &Module, plan: &Plan) -> Names {
        let exports: BTreeMap<_, _> =
            module.exports.iter().map(|export| (export.name.clone(), Item::from(export.item))).collect();
        let shared = module.memories.iter().map(|memory| Item::Memory(memory.id().index()));
        let shared = shared.chain(module.tables.iter().map(|table| Item::Table(table.id().index())));
        let shared = shared.chain(module.globals.iter().map(|global| Item::Global(global.id().index())));
        let called = plan.shared().into_iter().map(Item::Function);
        let mut items = BTreeMap::new();
        for item in exports.values().copied().chain(shared).chain(called) {
            let next = short(items.len());
            items.entry(item).or_insert(next);
        }
        let imported = module.imports.iter().filter(|import| matches!(import.kind, ImportKind::Function(_)));
        let imports = imported.enumerate().map(|(n, import)| (import.name.clone(), short(n))).collect();
        Names { items, exports, imports }
    }
}

/// What parts call the bindings, where they import from them.
pub const BINDINGS: &str = "a";
/// What later parts call the first.
pub const FIRST: &str = "b";

/// The n-th name: a letter, then letters and digits.
fn short(mut n: usize) -> String {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$0123456789";
    let mut name = String::new();
    let mut choice = LETTERS.len() - 10;
    loop {
        name.extend(LETTERS.chars().nth(n % choice));
        n /= choice;
        if n == 0 {
            return name;
        }
        n -= 1;
        choice = LETTERS.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn short_names_differ_and_grow_late() {
        let names: BTreeSet<_> = (0..5000).map(short).collect();
        assert_eq!(names.len(), 5000);
        assert!((0..54).all(|n| short(n).len() == 1) && (54..54 + 54 * 64).all(|n| short(n).len() == 2));
    }
}
