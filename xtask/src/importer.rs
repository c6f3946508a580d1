//! What the importer's page loads: the crate of the program's own rules as a module of its own, compiled, bound,
//! optimised. It reads sources and writes below `target/`.

use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use crate::wasm;
use anyhow::{Context, Result};
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// The module's name in `pkg/`.
pub const MODULE: &str = "import.wasm";

/// Bytes that the module may have of memory: what the program's own import may, in a page, too.
const MEMORY: &str = "-Clink-arg=--max-memory=209715200";

/// What wasm-opt is told. Measured, brotli 11: -Oz gives ten bytes less for three times as long, and what else makes a
/// module smaller takes minutes with this one and gains a hundredth.
const OPTIMISE: [&str; 4] = ["-O1", "--low-memory-unused", "--strip-debug", "--strip-target-features"];

/// The module and its bindings.
pub struct Module {
    /// The bindings: an ES module with `init` as its default.
    pub glue: PathBuf,
    /// The module.
    pub module: PathBuf,
}

/// Builds it, each step only when its inputs changed.
pub fn build(project: &Project) -> Result<Module> {
    let mut step = Step::start("importer", "building");
    step.run(wasm::compiler(project, "agreement-atlas-importer", "cdylib", &[MEMORY])?)?;
    step.done("built");
    let linked = project.target(wasm::TARGET).join("wasm/agreement_atlas_importer.wasm");
    let folder = project.target("importer");
    let [glue, bound] = ["importer.js", "importer_bg.wasm"].map(|file| folder.join(file));
    let step = Step::start("importer", "generating bindings");
    let program = std::env::current_exe().context("found no program")?;
    let seal = Seal::new(project, "importer", "web", &[&linked, &program], &[&glue, &bound])?;
    if !seal.holds() {
        let mut bindgen = Bindgen::new();
        bindgen.input_bytes("importer", project::read(&linked)?).web(true)?.typescript(false).demangle(false);
        // The worker says where the module is: beside itself.
        bindgen.omit_default_module_path(true).remove_name_section(true).remove_producers_section(true);
        bindgen.generate_output().context("bindings")?.emit(&folder)?;
        seal.set()?;
    }
    step.done("bound");
    let optimised = wasm::optimise(project, &OPTIMISE, &[("importer", bound)])?;
    let module = optimised.into_iter().next().context("importer: found no module")?;
    Ok(Module { glue, module })
}
