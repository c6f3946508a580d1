//! The module in parts over one memory and one table: what paints first, and what is loaded when a page uses it.
//!
//! Nothing is decided at run time: what the first part reaches stands in it, what only later ones reach stands in those, so that each part
//! has all that it needs when the first one is there.

mod cut;
mod glue;
mod graph;
mod image;
mod names;
mod plan;
mod trap;

use crate::project;
use anyhow::{Context, Result};
use glue::Glue;
use graph::Graph;
use names::Names;
use plan::{Plan, References};
use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::channel;
use walrus::{FunctionId, Module, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// One part of the module. The first has to be there before any other; a later one needs none but that.
pub struct Part {
    /// Its name, which the bindings give to the function that loads it.
    pub name: &'static str,
    /// The classes and functions of `embed/wasm.rs` that it brings, as JavaScript calls them; none for the part that takes the rest.
    pub brings: &'static [&'static str],
}

/// A module in parts.
pub struct Parted {
    /// The bindings, for all of them.
    pub glue: String,
    /// The parts, in their order.
    pub modules: Vec<Vec<u8>>,
}

/// Reads a linked module as the bindings generator would, and gives its functions in the order of their indices, so that they can be told
/// when it has changed the module.
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

/// Binds a module that was linked with `--emit-relocs` to JavaScript, as an ES module for pages, and parts it. What the bindings generator
/// makes of the whole is left in a folder.
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
    let plan = Plan::new(&module, &References::new(&module, &graph)?, parts.len(), |export| {
        exports.get(export).copied().unwrap_or(0)
    })?;
    let names = Names::new(&module, &plan);
    let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names };
    let modules = (0..parts.len()).map(|part| cut.cut(part)).collect::<Result<_>>()?;
    Ok(Parted { glue: glue.parted(&names), modules })
}
