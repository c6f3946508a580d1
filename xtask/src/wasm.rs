//! The library as WebAssembly: compiled, bound to JavaScript, optimised. It reads sources and writes below `target/`.

use crate::npm;
use crate::project::Project;
use crate::seal::Seal;
use crate::step::Step;
use anyhow::{Context, Result};
use std::path::PathBuf;
use wasm_bindgen_cli_support::Bindgen;

/// Where the page's half of the library ends up.
pub struct Module {
    /// The bindings: an ES module that exports what `embed/wasm.rs` does, and `init` as its default.
    pub glue: PathBuf,
    /// The module itself, optimised.
    pub wasm: PathBuf,
}

/// The target's name for Rust.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the module, each step only when its inputs changed.
pub fn build(project: &Project) -> Result<Module> {
    install_target(project)?;
    let compiled = compile(project)?;
    let (glue, bound) = bind(project, compiled)?;
    let wasm = optimise(project, bound)?;
    Ok(Module { glue, wasm })
}

/// Adds Rust's standard library for the target, when it is missing.
pub fn install_target(project: &Project) -> Result<()> {
    let folder = project.tool("rustc").args(["--print", "target-libdir", "--target", TARGET]).answer()?;
    if PathBuf::from(folder).is_dir() {
        return Ok(());
    }
    let mut step = Step::start("rustup", "adding the target wasm32-unknown-unknown");
    step.run(project.tool("rustup").args(["target", "add", TARGET]))?;
    step.done("added the target wasm32-unknown-unknown");
    Ok(())
}

fn compile(project: &Project) -> Result<PathBuf> {
    let mut step = Step::start("wasm", "building");
    // The crate type is asked for here: a manifest that names cdylib beside rlib loses link-time optimisation.
    let flags =
        ["rustc", "--profile", "wasm", "--target", TARGET, "-p", "agreement-atlas", "--lib", "--crate-type", "cdylib"];
    step.run(project.cargo().args(flags).args(["--locked"]).env("CARGO_ENCODED_RUSTFLAGS", remapped(project)?))?;
    step.done("built");
    Ok(project.target(TARGET).join("wasm/agreement_atlas.wasm"))
}

/// Flags that shorten the paths which panics carry: the module is the same on each machine, and names none.
fn remapped(project: &Project) -> Result<String> {
    let home = std::env::home_dir().context("found no home directory")?;
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let mut folders = vec![project.path("")];
    if let Ok(registries) = cargo_home.join("registry/src").read_dir() {
        folders.extend(registries.filter_map(|registry| Some(registry.ok()?.path().join(""))));
    }
    let flags: Vec<_> = folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect();
    // The separator that cargo asks for, so that a folder may have a space in its name.
    Ok(flags.join("\x1f"))
}

fn bind(project: &Project, compiled: PathBuf) -> Result<(PathBuf, PathBuf)> {
    let step = Step::start("bindings", "generating");
    let folder = project.target("bindings");
    let (glue, bound) = (folder.join("agreement-atlas.js"), folder.join("agreement-atlas_bg.wasm"));
    // The generator's version is in the module, which it has to match.
    let seal = Seal::new(project, "bindings", "web", &[&compiled], &[&glue, &bound])?;
    if seal.holds() {
        step.done("unchanged");
        return Ok((glue, bound));
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&compiled)
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .out_name("agreement-atlas")
                .typescript(false)
                .remove_producers_section(true)
                .remove_name_section(true)
                // The page's script says where the module is: beside itself.
                .omit_default_module_path(true)
                .generate(&folder)
        })
        .context("bindings")?;
    seal.set()?;
    step.done("generated");
    Ok((glue, bound))
}

/// What wasm-opt is told. Measured on our module, brotli 11: -O3 and -Oz alone give 0.6 kB more.
const OPTIMISE: [&str; 5] = ["--flatten", "--rereloop", "-Oz", "-Oz", "--strip-debug"];

/// Makes the module smaller.
fn optimise(project: &Project, bound: PathBuf) -> Result<PathBuf> {
    let optimised = project.target("bindings").join("agreement-atlas.optimised.wasm");
    let mut step = Step::start("optimiser", "running wasm-opt");
    let lock = project.path("package-lock.json");
    let seal = Seal::new(project, "optimiser", &OPTIMISE.join(" "), &[&bound, &lock], &[&optimised])?;
    if seal.holds() {
        step.done("unchanged");
        return Ok(optimised);
    }
    step.run(npm::bin(project, "wasm-opt").args(OPTIMISE).args(["-o"]).args([&optimised, &bound]))?;
    seal.set()?;
    step.done("optimised");
    Ok(optimised)
}
