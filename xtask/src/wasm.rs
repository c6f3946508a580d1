//! The library as WebAssembly: compiled, bound to JavaScript, optimised. It reads sources and writes below `target/`.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::split;
use crate::split::part::Part;
use crate::step::Step;
use crate::tool::Tool;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Where the page's half of the library ends up.
pub struct Module {
    /// The bindings: an ES module that exports what `embed/wasm/` does, and `init` as its default.
    pub glue: PathBuf,
    /// The parts of the module, optimised, by the names of their files.
    pub parts: Vec<(String, PathBuf)>,
}

/// A part that comes after none but the first.
const PLAIN: Part = Part { name: "", brings: &[], after: &[], rare: false };

/// What a page loads apart: what paints a map of counties, what paints other maps, what paints the growth chart, each
/// view beside a picture, what gives views away as files, and what answers. What finds places, and what
/// tells of one, of rows, of changes or of what others say, name them, as answers do: `core.js` waits for those.
pub const PARTS: [Part; 16] = [
    Part { name: "first", brings: &["Geography", "MapView", "Record", "wholeQuery"], ..PLAIN },
    Part { name: "forms", brings: &["equip"], ..PLAIN },
    Part { name: "growth", brings: &["GrowthView", "nameGrowth"], ..PLAIN },
    Part { name: "search", brings: &["SearchView"], after: &["answers"], ..PLAIN },
    Part { name: "filters", brings: &["FiltersView"], ..PLAIN },
    Part { name: "panel", brings: &["unfolded"], after: &["filters"], rare: true },
    Part { name: "place", brings: &["PlaceView"], after: &["answers"], ..PLAIN },
    Part { name: "grid", brings: &["GridView"], ..PLAIN },
    Part { name: "background", brings: &["BackgroundView", "growthNotes"], after: &["answers"], rare: true },
    Part { name: "changes", brings: &["ChangesView"], after: &["answers"], rare: true },
    Part { name: "headline", brings: &["HeadlineView"], rare: true, ..PLAIN },
    Part { name: "table", brings: &["TableView"], after: &["answers"], rare: true },
    Part {
        name: "pictures",
        brings: &["mapGiven", "growthGiven", "gridGiven"],
        after: &["answers", "growth", "grid"],
        rare: true,
    },
    Part { name: "csv", brings: &["CsvReading"], ..PLAIN },
    Part { name: "numbers", brings: &["counts"], after: &["answers"], rare: true },
    Part { name: "answers", brings: &[], ..PLAIN },
];

/// The target's name for Rust.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the module, each step only when its inputs changed.
pub fn build(project: &Project) -> Result<Module> {
    install_target(project)?;
    let linked = compile(project)?;
    let (glue, parts) = bind(project, linked)?;
    let names: Vec<_> = PARTS.iter().map(|part| part.name).zip(parts).collect();
    let optimised = optimise(project, &OPTIMISE, &names)?;
    let parts = PARTS.iter().zip(optimised).map(|(part, optimised)| match part.name {
        "first" => ("agreement-atlas.wasm".to_owned(), optimised),
        name => (format!("agreement-atlas-{name}.wasm"), optimised),
    });
    Ok(Module { glue, parts: parts.collect() })
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
    // Who holds whose address: the module is parted by it.
    step.run(compiler(project, "agreement-atlas", "cdylib", &["-Clink-arg=--emit-relocs"])?)?;
    step.done("built");
    Ok(project.target(TARGET).join("wasm/agreement_atlas.wasm"))
}

/// The compiler that lints as well, over the crates that the module was built with. What it makes is thrown away, and
/// not optimised.
pub fn linter(project: &Project) -> Result<Tool> {
    let compiler = compiler(project, "agreement-atlas", "rlib", &[])?.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    Ok(compiler.args(["-Copt-level=0", "-Clto=off"]))
}

/// The compiler of a package to a module, with more flags of its own.
pub fn compiler(project: &Project, package: &str, crate_type: &str, flags: &[&str]) -> Result<Tool> {
    let what = ["rustc", "--profile", "wasm", "--target", TARGET, "-p", package, "--lib", "--locked"];
    // The crate type is asked for here: a manifest that names cdylib beside rlib loses link-time optimisation.
    let cargo = project.cargo().args(what).args(["--crate-type", crate_type]);
    Ok(cargo.env("CARGO_ENCODED_RUSTFLAGS", remapped(project)?).args(["--"]).args(flags))
}

/// Flags that shorten the paths which panics carry: the module is the same on each machine, and names none.
fn remapped(project: &Project) -> Result<String> {
    let home = std::env::home_dir().context("found no home directory")?;
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let sysroot = project.tool("rustc").args(["--print", "sysroot"]).answer()?;
    // Where the standard library's sources are installed, its panics carry their paths.
    let mut folders = vec![project.path(""), PathBuf::from(sysroot).join("lib/rustlib/src/rust/library").join("")];
    if let Ok(registries) = cargo_home.join("registry/src").read_dir() {
        folders.extend(registries.filter_map(|registry| Some(registry.ok()?.path().join(""))));
    }
    let remapped = folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    let flags: Vec<_> = remapped.collect();
    // The separator that cargo asks for, so that a folder may have a space in its name.
    Ok(flags.join("\x1f"))
}

/// Binds the module to JavaScript and parts it.
fn bind(project: &Project, linked: PathBuf) -> Result<(PathBuf, Vec<PathBuf>)> {
    let step = Step::start("bindings", "generating");
    let folder = project.target("bindings");
    let glue = folder.join("agreement-atlas.js");
    let bound: Vec<_> = PARTS.iter().map(|part| folder.join(format!("{}.wasm", part.name))).collect();
    let outputs: Vec<_> = bound.iter().chain([&glue]).collect();
    // The generator's version is in the module, which it has to match; how it is parted is in this program.
    let program = std::env::current_exe().context("found no program")?;
    let seal = Seal::new(project, "bindings", "web", &[&linked, &program], &outputs)?;
    if seal.holds() {
        step.done("unchanged");
        return Ok((glue, bound));
    }
    let parted = split::part(&project::read(&linked)?, &PARTS, &folder)?;
    project::write(&glue, parted.glue.as_bytes())?;
    for (file, module) in bound.iter().zip(&parted.modules) {
        project::write(file, module)?;
    }
    seal.set()?;
    step.done(&format!("generated, in {} parts", PARTS.len()));
    Ok((glue, bound))
}

/// What wasm-opt is told. Measured on our module, brotli 11: -O3 and -Oz alone give 0.6 kB more, the assumption that
/// nothing lies in the first kilobyte of memory, where only a stack at its end would come, saves 0.4. That no trap ever
/// happens is not assumed: it would save 0.2, and with the traps go the checks that end in them.
const OPTIMISE: [&str; 8] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--strip-debug",
    // Told by the module's own contents, too.
    "--strip-target-features",
];

/// Makes modules, or parts of one, smaller, those that have changed.
pub fn optimise(project: &Project, flags: &[&str], bound: &[(&str, PathBuf)]) -> Result<Vec<PathBuf>> {
    let mut step = Step::start("optimiser", "running wasm-opt");
    let script = project.path("xtask/optimise.mjs");
    let lock = project.path("package-lock.json");
    let (mut jobs, mut seals, mut outputs) = (Vec::new(), Vec::new(), Vec::new());
    for (name, module) in bound {
        let optimised = module.with_extension("optimised.wasm");
        let recipe = flags.join(" ");
        let inputs = [module, &script, &lock];
        let seal = Seal::new(project, &format!("optimiser-{name}"), &recipe, &inputs, &[&optimised])?;
        if !seal.holds() {
            let files = ["-o".into(), optimised.to_string_lossy().into_owned(), module.to_string_lossy().into_owned()];
            jobs.push(flags.iter().map(ToString::to_string).chain(files).collect::<Vec<_>>());
            seals.push(seal);
        }
        outputs.push(optimised);
    }
    if jobs.is_empty() {
        step.done("unchanged");
        return Ok(outputs);
    }
    let program = project.path("node_modules/binaryen/bin/wasm-opt");
    let node = npm::node(project)?.args([script, program]).args([serde_json::to_string(&jobs)?]);
    step.run(node)?;
    for seal in &seals {
        seal.set()?;
    }
    step.done(&format!("optimised, {} of {}", seals.len(), bound.len()));
    Ok(outputs)
}
