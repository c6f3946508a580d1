//! Cuts one part out of a bound module: its own functions, data and table slots. What stands in parts before it becomes an import.

use super::Part;
use super::graph::Graph;
use super::image::Image;
use super::names::{self, Item, Names};
use super::plan::Plan;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
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
    pub parts: &'a [Part],
}

/// Reads a bound module. Everything in it gets an id of the same number each time.
pub fn parse(module: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(module)
}

impl Whole<'_> {
    /// One part, as a module of its own that the optimiser may make smaller.
    ///
    /// # Errors
    /// It would need something that has no name across parts: the plan was wrong.
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
                (import.module, import.name) = (names::module(0), short.clone());
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

    /// A part holds nothing of another, and needs none but those before it.
    fn check(&self, module: &Module, part: usize) -> Result<()> {
        let known: Vec<_> =
            Part::and_before(self.parts, part).skip(1).map(|before| names::module(before + 1)).collect();
        for import in module.imports.iter().filter(|import| import.module != names::module(0)) {
            if !known.contains(&import.module) {
                bail!("part {part} needs {} of {}, which need not be there", import.name, import.module);
            }
        }
        for (function, _) in module.funcs.iter_local() {
            if !self.plan.holds(part, function.index()) {
                bail!("part {part} holds function {} of another", function.index());
            }
        }
        Ok(())
    }

    /// The part that something stands in: memory, tables and globals in the first.
    fn part_of(&self, item: Item) -> Option<usize> {
        match item {
            Item::Function(function) => self.plan.functions.get(function).copied().flatten(),
            _ => Some(0),
        }
    }

    /// Exports what the bindings or later parts need of a part, and nothing else.
    fn export(&self, module: &mut Module, items: &BTreeMap<Item, ExportItem>, part: usize) {
        for id in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
            module.exports.delete(id);
        }
        for (item, short) in self.names.items.iter().filter(|(item, _)| self.part_of(**item) == Some(part)) {
            if let Some(item) = items.get(item) {
                module.exports.add(short, *item);
            }
        }
    }

    /// Imports what a part needs of those before it.
    fn import(&self, module: &mut Module, items: &BTreeMap<Item, ExportItem>, part: usize) -> Result<()> {
        for (item, short) in &self.names.items {
            let Some(from) = self.part_of(*item).filter(|from| *from != part) else { continue };
            let from = names::module(from + 1);
            let mut add = |kind: ImportKind| module.imports.add(&from, short, kind);
            match items.get(item).context("a name of nothing")? {
                ExportItem::Memory(id) => module.memories.get_mut(*id).import = Some(add((*id).into())),
                ExportItem::Table(id) => module.tables.get_mut(*id).import = Some(add((*id).into())),
                ExportItem::Global(id) => module.globals.get_mut(*id).kind = GlobalKind::Import(add((*id).into())),
                ExportItem::Function(id) if self.plan.holds(part, id.index()) => {}
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
            if self.part_of(item) != Some(part) {
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
