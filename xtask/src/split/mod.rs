//! The module in parts over one memory and one table: what paints first, and what is loaded when a page uses it.
//!
//! Nothing is decided at run time: each function and each piece of data stands in the last part that comes before all who reach it, so
//! that a part needs only itself and those before it.

mod cut;
mod glue;
mod graph;
mod image;
mod names;
mod plan;

use anyhow::{Context, Result};
use glue::Glue;
use graph::Graph;
use names::Names;
use plan::Plan;
use walrus::{Module, ModuleConfig};
use wasm_bindgen_cli_support::Bindgen;

/// One part of the module.
pub struct Part {
    /// Its name, which the bindings give to the function that loads it.
    pub name: &'static str,
    /// The part that has to be there before it; `None` for the first.
    pub after: Option<usize>,
    /// The classes and functions of `embed/wasm.rs` that it brings, as JavaScript calls them; none for the part that takes the rest.
    pub brings: &'static [&'static str],
}

impl Part {
    /// A part and those that come before it, itself first.
    fn and_before(parts: &[Part], part: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(part), |part| parts.get(*part).and_then(|part| part.after))
    }

    /// The last part that comes before two, or is one of them.
    fn before_both(parts: &[Part], one: usize, other: usize) -> usize {
        let common = |candidate: &usize| Part::and_before(parts, other).any(|part| part == *candidate);
        Part::and_before(parts, one).find(common).unwrap_or_default()
    }
}

/// A module in parts.
pub struct Parted {
    /// The bindings, for all of them.
    pub glue: String,
    /// The parts, in their order.
    pub modules: Vec<Vec<u8>>,
}

/// Reads a linked module so that its functions can be told after the bindings generator has changed it: each is named by its index.
fn read(linked: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    // As the bindings generator reads one by itself.
    config.strict_validate(false).generate_producers_section(false).on_parse(|module, indices| {
        let names: Vec<_> = (0..).map_while(|index| Some((index, indices.get_func(index).ok()?))).collect();
        for (index, function) in names {
            module.funcs.get_mut(function).name = Some(index.to_string());
        }
        Ok(())
    });
    config.parse(linked)
}

/// Binds a module that was linked with `--emit-relocs` to JavaScript, as an ES module for pages, and parts it.
///
/// # Errors
/// The module is none such, or the parts name what it does not export.
pub fn part(linked: &[u8], parts: &[Part]) -> Result<Parted> {
    let graph = Graph::read(linked)?;
    let mut bindgen = Bindgen::new();
    // The page's script says where the module is: beside itself.
    bindgen.input_module("agreement-atlas", read(linked)?).web(true)?.typescript(false).demangle(false);
    let mut bound = bindgen.omit_default_module_path(true).generate_output().context("bindings")?;
    let js = bound.js().to_owned();
    let glue = Glue::read(&js, parts)?;
    let exports = glue.exports();
    let whole = bound.wasm_mut().emit_wasm();
    let module = cut::parse(&whole)?;
    let plan = Plan::new(&module, &graph, parts, |export| exports.get(export).copied().unwrap_or(0))?;
    let names = Names::new(&module, &plan);
    let cut = cut::Whole { module: &whole, graph: &graph, plan: &plan, names: &names, parts };
    let modules = (0..parts.len()).map(|part| cut.cut(part)).collect::<Result<_>>()?;
    Ok(Parted { glue: glue.parted(&names), modules })
}
