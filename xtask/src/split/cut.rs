//! Cuts one part out of a bound module: its own functions, data and table slots. What stands in the first part becomes
//! an import.

use super::graph::Graph;
use super::image::Image;
use super::names::{self, Item, Names};
use super::plan::Plan;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionKind, GlobalKind, ImportKind, ImportedFunction, Module,
    ModuleConfig,
};

/// A bound module and all that is known of it.
pub struct Whole<'a> {
    pub module: &'a [u8],
    pub graph: &'a Graph,
    pub plan: &'a Plan,
    pub names: &'a Names,
}

/// Reads a bound module. Everything in it gets an id of the same number each time.
pub fn parse(module: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(module)
}

impl Whole<'_> {
    /// One part, as a module of its own that the optimiser may make smaller.
    ///
    /// # Errors
    /// It would need a function that is neither its own nor shared: the plan was wrong.
    pub fn cut(&self, part: usize) -> Result<Vec<u8>> {
        let mut module = parse(self.module)?;
        let image = Image::take(&mut module, self.graph, self.plan)?;
        let items = items(&module);
        self.export(&mut module, &items, part);
        if part > 0 {
            module.start = None;
            self.import(&mut module, &items, part)?;
        }
        image.put(&mut module, part);
        self.fill(&mut module, &items, part)?;
        for import in module.imports.iter_mut() {
            if let Some(short) = self.names.imports.get(&import.name) {
                (import.module, import.name) = (names::BINDINGS.to_owned(), short.clone());
            }
        }
        let customs: Vec<_> = module.customs.iter().map(|(id, custom)| (id, custom.name().to_owned())).collect();
        // The optimiser has to know the features; relocations and symbols are of the module as it was.
        for (id, _) in customs.into_iter().filter(|(_, name)| name != "target_features") {
            module.customs.delete(id);
        }
        walrus::passes::gc::run(&mut module);
        self.check(&module, part)?;
        Ok(module.emit_wasm())
    }

    /// A part holds nothing of another.
    fn check(&self, module: &Module, part: usize) -> Result<()> {
        match module.funcs.iter_local().find(|(function, _)| !self.plan.holds(part, function.index())) {
            Some((function, _)) => bail!("part {part} needs function {}, which another part holds", function.index()),
            None => Ok(()),
        }
    }

    /// Whether something stands in a part: memory, tables and globals in the first.
    fn holds(&self, part: usize, item: Item) -> bool {
        match item {
            Item::Function(function) => self.plan.holds(part, function),
            _ => part == 0,
        }
    }

    /// Exports what the bindings or later parts need of a part, and nothing else.
    fn export(&self, module: &mut Module, items: &BTreeMap<Item, ExportItem>, part: usize) {
        for id in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
            module.exports.delete(id);
        }
        // What a part only has a copy of it exports to nobody.
        let shared = self.plan.shared();
        let lent = |item: &Item| match item {
            Item::Function(function) if shared.contains(function) => self.plan.lends(part, *function),
            _ => true,
        };
        let called: BTreeSet<Item> = self.names.exports.values().copied().collect();
        let own = |item: &Item| self.holds(part, *item) && (lent(item) || (part == 0 && called.contains(item)));
        for (item, short) in self.names.items.iter().filter(|(item, _)| own(item)) {
            if let Some(item) = items.get(item) {
                module.exports.add(short, *item);
            }
        }
    }

    /// Imports what a later part may need of others.
    fn import(&self, module: &mut Module, items: &BTreeMap<Item, ExportItem>, part: usize) -> Result<()> {
        let lent = |item: Item| self.plan.lenders(part).any(|lender| self.holds(lender, item));
        for (item, short) in self.names.items.iter().filter(|(item, _)| !self.holds(part, **item) && lent(**item)) {
            let mut add = |kind: ImportKind| module.imports.add(names::FIRST, short, kind);
            match items.get(item).context("a name of nothing")? {
                ExportItem::Memory(id) => module.memories.get_mut(*id).import = Some(add((*id).into())),
                ExportItem::Table(id) => module.tables.get_mut(*id).import = Some(add((*id).into())),
                ExportItem::Global(id) => module.globals.get_mut(*id).kind = GlobalKind::Import(add((*id).into())),
                ExportItem::Function(id) => {
                    let import = add((*id).into());
                    let function = module.funcs.get_mut(*id);
                    function.kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
                }
                ExportItem::Tag(_) => bail!("found a tag, expected none to be shared"),
            }
        }
        Ok(())
    }

    /// Fills the part's own slots of the table, as few runs.
    fn fill(&self, module: &mut Module, items: &BTreeMap<Item, ExportItem>, part: usize) -> Result<()> {
        for id in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
            module.elements.delete(id);
        }
        for table in module.tables.iter_mut() {
            table.elem_segments.clear();
        }
        let Some(table) = module.tables.main_function_table()? else { return Ok(()) };
        let mut runs: Vec<(u32, Vec<walrus::FunctionId>)> = Vec::new();
        for (slot, function) in &self.plan.slots {
            let item = Item::Function(*function);
            if !self.holds(part, item) {
                continue;
            }
            let Some(ExportItem::Function(id)) = items.get(&item) else { bail!("a slot of no function") };
            match runs.last_mut().filter(|(start, run)| *start + run.len() as u32 == *slot) {
                Some((_, run)) => run.push(*id),
                None => runs.push((*slot, vec![*id])),
            }
        }
        for (slot, run) in runs {
            let offset = ConstExpr::Value(Value::I32(slot as i32));
            let segment = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(run));
            module.tables.get_mut(table).elem_segments.insert(segment);
        }
        Ok(())
    }
}

/// All that a module holds, by number.
fn items(module: &Module) -> BTreeMap<Item, ExportItem> {
    let items = module.funcs.iter().map(|function| ExportItem::Function(function.id()));
    let items = items.chain(module.memories.iter().map(|memory| ExportItem::Memory(memory.id())));
    let items = items.chain(module.tables.iter().map(|table| ExportItem::Table(table.id())));
    let items = items.chain(module.globals.iter().map(|global| ExportItem::Global(global.id())));
    items.map(|item| (Item::from(item), item)).collect()
}
