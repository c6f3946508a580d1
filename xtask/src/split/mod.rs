//! The module in parts over one memory and one table: what paints first, and what is loaded when a page uses it.
//!
//! Nothing is decided at run time: what the first part reaches stands in it, what only later ones reach stands in
//! those, so that each part has all that it needs when the first one is there.

mod cut;
mod glue;
mod graph;
mod image;
mod names;
pub mod part;
mod plan;
mod trap;

use crate::project;
use anyhow::{Context, Result};
use glue::Glue;
use graph::Graph;
use names::Names;
use part::Part;
use plan::{Plan, References};
use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::channel;
use walrus::{FunctionId, Module, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// A module in parts.
pub struct Parted {
    /// The bindings, for all of them.
    pub glue: String,
    /// The parts, in their order.
    pub modules: Vec<Vec<u8>>,
}

/// Reads a linked module as the bindings generator would, and gives its functions in the order of their indices, so
/// that they can be told when it has changed the module.
fn read(linked: &[u8]) -> Result<(Module, Vec<FunctionId>)> {
    let (found, functions) = channel();
    let mut config = ModuleConfig::new();
    config.strict_validate(false).generate_producers_section(false).on_parse(move |_, indices| {
        for function in (0..).map_while(|index| indices.get_func(index).ok()) {
            found.send(function)?;
        }
        Ok(())
    });
    let module = config.parse(linked)?;
    Ok((module, functions.try_iter().collect()))
}

/// Gives each function that was linked its index as a name, and the others none.
fn name(module: &mut Module, linked: &[FunctionId]) {
    let indices: HashMap<_, _> = linked.iter().zip(0..).collect();
    for function in module.funcs.iter_mut() {
        function.name = indices.get(&function.id()).map(|index: &usize| index.to_string());
    }
}

/// Binds a module that was linked with `--emit-relocs` to JavaScript, as an ES module for pages, and parts it. What the
/// bindings generator makes of the whole is left in a folder.
///
/// # Errors
/// The module is none such, or the parts name what it does not export.
pub fn part(linked: &[u8], parts: &[Part], folder: &Path) -> Result<Parted> {
    let mut graph = Graph::read(linked)?;
    let (module, functions) = read(linked)?;
    let mut bindgen = Bindgen::new();
    // The page's script says where the module is: beside itself.
    bindgen.input_module("whole", module).web(true)?.typescript(false).demangle(false).omit_default_module_path(true);
    let mut bound = bindgen.generate_output().context("bindings")?;
    name(bound.wasm_mut(), &functions);
    let silent = trap::silent(bound.wasm(), &References::new(bound.wasm(), &graph)?);
    graph.forget(&trap::set(bound.wasm_mut(), &silent));
    bound.emit(folder)?;
    let (glue, whole) = (project::read(&folder.join("whole.js"))?, project::read(&folder.join("whole_bg.wasm"))?);
    let glue = Glue::read(str::from_utf8(&glue)?, parts)?;
    let exports = glue.exports();
    let module = cut::parse(&whole)?;
    let plan = Plan::new(&module, &References::new(&module, &graph)?, Part::order(parts), |export| {
        exports.get(export).copied().unwrap_or(0)
    })?;
    let names = Names::new(&module, &plan);
    let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names };
    let modules = (0..parts.len()).map(|part| cut.cut(part)).collect::<Result<_>>()?;
    Ok(Parted { glue: glue.parted(&names), modules })
}

#[cfg(test)]
mod tests {
    use super::graph::{Address, Node, Piece};
    use super::part::Order;
    use super::*;
    use walrus::ir::Value;
    use walrus::{
        ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, ImportKind, RefType, ValType,
    };

    /// The functions of the sample, by what they are there for.
    const BROUGHT: usize = 0;
    const DRAW: usize = 1;
    const ANSWER: usize = 2;
    const CHART: usize = 3;
    const SHARED: usize = 4;
    const SHORT: usize = 5;
    const BOTH: usize = 6;
    const TOLD: usize = 7;
    const DRAWN: usize = 8;

    fn sample() -> Result<(Vec<u8>, Graph)> {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let (brought, _) = module.add_import_func("./whole_bg.js", "__wbg_fill", ty);
        let mut functions = vec![brought];
        let define = |module: &mut Module, calls: &[FunctionId], n: usize| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            let mut body = builder.func_body();
            calls.iter().for_each(|called| _ = body.call(*called));
            (0..n).for_each(|_| _ = body.i32_const(7).drop());
            builder.finish(vec![], &mut module.funcs)
        };
        let shared = define(&mut module, &[brought], 20);
        let short = define(&mut module, &[], 1);
        let both = define(&mut module, &[], 20);
        let [told, drawn] = [(); 2].map(|()| define(&mut module, &[], 20));
        let words = module.locals.add(ValType::I32);
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[]);
        builder.func_body().i32_const(20).drop().unreachable();
        let panic = builder.finish(vec![words], &mut module.funcs);
        let draw = define(&mut module, &[shared, short], 0);
        let answer = define(&mut module, &[shared, short, both], 0);
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.func_body().call(both).i32_const(16).call(panic);
        let chart = builder.finish(vec![], &mut module.funcs);
        functions.extend([draw, answer, chart, shared, short, both, told, drawn, panic]);
        for (name, function) in [("draw", draw), ("answer", answer), ("chart", chart)] {
            module.exports.add(name, function);
        }
        name(&mut module, &functions);

        let memory = module.memories.add_local(false, false, 1, None, None);
        let value = b"FIRSTLATERSHARE".to_vec();
        let offset = ConstExpr::Value(Value::I32(16));
        let data = module.data.add(DataKind::Active { memory, offset }, value);
        module.memories.get_mut(memory).data_segments.insert(data);
        let table = module.tables.add_local(false, 3, None, RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let elements = module.elements.add(kind, ElementItems::Functions(vec![told, drawn]));
        module.tables.get_mut(table).elem_segments.insert(elements);

        let mut addresses = vec![Vec::new(); functions.len()];
        let mut holds = |function: usize, to: Node| addresses[function].push(Address { at: 1, to });
        for (function, piece) in [(DRAW, 0), (ANSWER, 1), (ANSWER, 2), (CHART, 2)] {
            holds(function, Node::Piece(piece));
        }
        holds(ANSWER, Node::Function(TOLD));
        let piece = |at: u32, refers_to| Piece { memory: 16 + 5 * at..21 + 5 * at, refers_to, fixed: at == 2 };
        let pieces = vec![piece(0, vec![Node::Function(DRAWN)]), piece(1, vec![]), piece(2, vec![])];
        Ok((module.emit_wasm(), Graph { functions: addresses, pieces }))
    }

    /// The names that parts of the sample's functions were given.
    fn names_of(module: &Module, ids: impl IntoIterator<Item = FunctionId>) -> Vec<usize> {
        let name = |id: FunctionId| module.funcs.get(id).name.as_deref().and_then(|name| name.parse().ok());
        let mut names: Vec<usize> = ids.into_iter().filter_map(name).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn each_part_holds_what_it_reaches_and_what_the_first_lacks() -> Result<()> {
        let (whole, mut graph) = sample()?;
        let mut module = cut::parse(&whole)?;
        let silent = trap::silent(&module, &References::new(&module, &graph)?);
        assert_eq!(silent.len(), 1);
        let words = trap::set(&mut module, &silent);
        let ends = module.funcs.iter_local().filter(|(_, local)| {
            matches!(local.block(local.entry_block()).instrs.last(), Some((walrus::ir::Instr::Unreachable(_), _)))
        });
        // The panic itself, and the one who called it, without what it gave.
        assert_eq!((ends.count(), words.len()), (2, 1));
        graph.forget(&words);
        let whole = module.emit_wasm();
        let module = cut::parse(&whole)?;
        let part_of = |export: &str| ["draw", "answer", "chart"].iter().position(|name| *name == export).unwrap_or(0);
        let plan = Plan::new(&module, &References::new(&module, &graph)?, vec![Order::default(); 3], part_of)?;
        assert_eq!(plan.pieces, [Some(0), Some(1), Some(0)]);
        let names = Names::new(&module, &plan);
        let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names };
        let check = |part: usize, held: &[usize], imported: &[usize], slots: &[i32], data: &[u8]| -> Result<()> {
            // Reading it checks that it is whole in itself.
            let module = cut::parse(&cut.cut(part)?)?;
            assert_eq!(names_of(&module, module.funcs.iter_local().map(|(id, _)| id)), held, "{part}");
            let functions = module.imports.iter().filter_map(|import| match import.kind {
                ImportKind::Function(id) => Some(id),
                _ => None,
            });
            assert_eq!(names_of(&module, functions), imported, "{part}");
            let filled = module.elements.iter().map(|element| match element.kind {
                ElementKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } => at,
                _ => -1,
            });
            assert_eq!(filled.collect::<Vec<_>>(), slots, "{part}");
            assert_eq!(module.data.iter().flat_map(|data| data.value.clone()).collect::<Vec<_>>(), data, "{part}");
            assert_eq!(module.exports.iter().any(|export| matches!(export.item, ExportItem::Memory(_))), part == 0);
            Ok(())
        };
        check(0, &[DRAW, SHARED, SHORT, DRAWN], &[BROUGHT], &[2], b"FIRSTLATERSHARE")?;
        check(1, &[ANSWER, SHORT, BOTH, TOLD], &[SHARED], &[1], b"LATER")?;
        // A panic has no name any more, and where it was called stands the trap.
        check(2, &[CHART, BOTH], &[], &[], b"")?;

        // A part that comes after another takes of it what it has, data, too.
        let after_one = vec![Order::default(), Order::default(), Order { after: vec![1], rare: false }];
        let plan = Plan::new(&module, &References::new(&module, &graph)?, after_one, part_of)?;
        assert_eq!(plan.pieces, [Some(0), Some(1), Some(1)]);
        let names = Names::new(&module, &plan);
        let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names };
        let part = |part: usize| cut::parse(&cut.cut(part)?);
        let (answers, chart) = (part(1)?, part(2)?);
        let own = |module: &Module| names_of(module, module.funcs.iter_local().map(|(id, _)| id));
        assert_eq!((own(&answers), own(&chart)), (vec![ANSWER, SHORT, BOTH, TOLD], vec![CHART]));
        let exported = |module: &Module| module.exports.iter().map(|export| export.name.clone()).collect::<Vec<_>>();
        let imported = chart.imports.iter().filter(|import| matches!(import.kind, ImportKind::Function(_)));
        let imported: Vec<_> = imported.map(|import| import.name.clone()).collect();
        assert_eq!(imported.len(), 1);
        assert!(exported(&answers).contains(&imported[0]) && !exported(&part(0)?).contains(&imported[0]));

        // What two parts have alike that come after one stands in that, unless both are rare.
        let later = |export: &str| ["draw", "", "answer", "chart"].iter().position(|name| *name == export).unwrap_or(0);
        for (rare, lent, left) in [(false, vec![BOTH], vec![CHART]), (true, vec![], vec![CHART, BOTH])] {
            let after = Order { after: vec![1], rare };
            let order = vec![Order::default(), Order::default(), after.clone(), after];
            let plan = Plan::new(&module, &References::new(&module, &graph)?, order, later)?;
            let held = |part: usize| {
                let functions = module.funcs.iter().map(|function| function.id());
                names_of(&module, functions.filter(|id| plan.holds(part, id.index())))
            };
            assert_eq!(held(1), lent, "{rare}");
            assert_eq!(held(3), left, "{rare}");
        }

        // For a rare part nothing is moved: what never changes it brings itself.
        let rare = vec![Order::default(), Order::default(), Order { after: Vec::new(), rare: true }];
        let plan = Plan::new(&module, &References::new(&module, &graph)?, rare, part_of)?;
        assert_eq!(plan.pieces, [Some(0), Some(1), Some(1)]);
        let names = Names::new(&module, &plan);
        let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names };
        let data = |part: usize| -> Result<Vec<u8>> {
            Ok(cut::parse(&cut.cut(part)?)?.data.iter().flat_map(|data| data.value.clone()).collect())
        };
        assert_eq!([data(0)?, data(1)?, data(2)?], [b"FIRST".to_vec(), b"LATERSHARE".to_vec(), b"SHARE".to_vec()]);
        // What may change stands in the first all the same.
        graph.pieces.iter_mut().for_each(|piece| piece.fixed = false);
        let rare = vec![Order::default(), Order::default(), Order { after: Vec::new(), rare: true }];
        let plan = Plan::new(&module, &References::new(&module, &graph)?, rare, part_of)?;
        assert_eq!((plan.pieces, plan.copies[2].len()), (vec![Some(0), Some(1), Some(0)], 0));
        Ok(())
    }

    #[test]
    fn bindings_give_later_parts_by_a_promise_alone() -> Result<()> {
        let glue = "/** A map. */
export class MapView {
    draw() { wasm.draw(this.ptr); wasm.__wbindgen_free(1); }
}
if (Symbol.dispose) MapView.prototype[Symbol.dispose] = MapView.prototype.free;

/** What lies under a point. */
export function placeAt(map, x) {
    _assertClass(map, MapView);
    return wasm.answer(map.ptr, x);
}

const import0 = {
    __wbg_fill: function(arg0) { arg0.fill(); },
};

function initSync(module) {
    return module;
}

async function __wbg_init(module_or_path) {
    return __wbg_load(module_or_path);
}

export { initSync, __wbg_init as default };
";
        let answers = Part { name: "answers", ..Part::default() };
        let parts = [Part { name: "first", brings: &["MapView"], ..Part::default() }, answers];
        let (whole, graph) = sample()?;
        let module = cut::parse(&whole)?;
        let read = Glue::read(glue, &parts)?;
        let exports = read.exports();
        assert_eq!((exports.get("draw"), exports.get("answer")), (Some(&0), Some(&1)));
        let part_of = |export: &str| exports.get(export).copied().unwrap_or(0);
        let plan = Plan::new(&module, &References::new(&module, &graph)?, vec![Order::default(); 2], part_of)?;
        let names = Names::new(&module, &plan);
        let short =
            |name: &str| names.exports.get(name).and_then(|item| names.items.get(item)).cloned().unwrap_or_default();
        let parted = read.parted(&names);
        assert!(parted.contains(&format!("export class MapView {{\n    draw() {{ wasm.{}(this.ptr)", short("draw"))));
        // Of what nobody uses nothing is left, and what loads is there once.
        assert!(!parted.contains("dispose") && !parted.contains("initSync"), "{parted}");
        assert_eq!(parted.matches("function __wbg_init(").count(), 1, "{parted}");
        assert!(
            parted.contains(&format!(
                "\nfunction placeAt(map, x) {{\n    return wasm_answers.{}(map.ptr",
                short("answer")
            ))
        );
        assert!(parted.contains("\n    a: function(arg0) { arg0.fill(); }"), "{parted}");
        assert!(parted.contains("export async function answers(response)") && parted.contains("return { placeAt };"));
        let missing = [Part { name: "first", brings: &["ChartView"], ..Part::default() }, answers];
        let error = Glue::read(glue, &missing).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with("found no ChartView in the bindings"), "{error}");
        Ok(())
    }
}
