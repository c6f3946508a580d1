//! Every check of the atlas, in one run: form, lints, native tests, documentation; beside them scripts, geography,
//! package and its size, pages in a browser.

use crate::program::{self, TESTED, testing};
use crate::project::{self, Project};
use crate::step::{self, Step};
use crate::tool::{self, Tool, on_path};
use crate::{dist, geography, npm, pages, site, size, wasm};
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::thread;

/// Runs the checks; each one runs even when an earlier one failed, so that one run tells all.
/// `fast` stops before the WebAssembly is built.
///
/// What checks the library and what checks its pages go on side by side: linking the module and waiting for a browser
/// leave most cores idle.
pub fn run(project: &Project, fast: bool) -> Result<()> {
    if !fast {
        // Both sides want it.
        wasm::install_target(project)?;
    }
    // Here fonts, there tools; who then lacks them says so.
    npm::install(project).unwrap_or_default();
    let (library, pages) = thread::scope(|scope| {
        let pages = scope.spawn(|| check_pages(project, fast));
        (check_library(project), pages.join())
    });
    let Ok((pages, report)) = pages else { bail!("checking pages: panicked") };
    print!("{report}");
    let failed: Vec<_> = library.failed.into_iter().chain(pages.failed).collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// The checks that failed.
#[derive(Default)]
struct Outcome {
    failed: Vec<&'static str>,
}

impl Outcome {
    /// Notes how a check went; gives what it made.
    fn check<T>(&mut self, name: &'static str, outcome: Result<T>) -> Option<T> {
        if let Err(error) = &outcome {
            eprintln!("{name:<12}failed: {error:#}");
            self.failed.push(name);
        }
        outcome.ok()
    }
}

/// What cargo checks. It locks what it builds, so these wait for one another anyway.
fn check_library(project: &Project) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.check("format", format(project));
    outcome.check("lints", lints(project));
    outcome.check("tests", tests(project));
    outcome.check("export", exported(project));
    outcome.check("docs", docs(project));
    outcome
}

/// What npm's tools check, and the browser's report.
fn check_pages(project: &Project, fast: bool) -> (Outcome, String) {
    let (mut outcome, mut report) = (Outcome::default(), String::new());
    outcome.check("scripts", scripts(project));
    if !fast {
        outcome.check("geography", geography::check(project));
        let site = dist::make(project).and_then(|()| site::assemble(project));
        if let Some(site) = outcome.check("package", site) {
            outcome.check("wasm lints", wasm_lints(project));
            outcome.check("bindings", bindings(project));
            outcome.check("size", size::check(project));
            let (output, opened) = pages::open(project, &site, "tests/browser");
            outcome.check("browser", opened);
            report = output;
        }
    }
    (outcome, report)
}

fn format(project: &Project) -> Result<()> {
    let mut step = Step::start("format", "checking");
    step.run(project.cargo().args(["fmt", "--all", "--check"]))?;
    step.done("clean");
    Ok(())
}

/// Builds the tests and lints what it builds; a warning fails this check and keeps no test from running.
fn lints(project: &Project) -> Result<()> {
    let mut step = Step::start("lints", "building the tests");
    if on_path("clippy-driver").is_none() {
        bail!("found no clippy-driver, expected one beside rustc: rustup component add clippy");
    }
    for what in TESTED {
        lint(&mut step, testing(project, what).args(["--no-run"]))?;
    }
    step.done("clean");
    Ok(())
}

/// Runs a cargo that lints as it compiles, and takes a warning for a failure.
fn lint(step: &mut Step, cargo: Tool) -> Result<()> {
    let (output, outcome) = step.run_kept(cargo);
    // Cargo's count of them, for a crate of ours; those of an earlier run are kept and told again.
    let warned = output.lines().any(|line| line.starts_with("warning: `") && line.contains(" generated "));
    if warned || outcome.is_err() {
        step.show(&output);
    }
    outcome?;
    if warned { bail!("found warnings, expected none") } else { Ok(()) }
}

/// The native tests, with their output.
fn tests(project: &Project) -> Result<()> {
    let [rest, own] = TESTED.map(|what| testing(project, what));
    step::show("tests", "cargo test", rest).and(step::show("tests", "cargo test, of the tasks", own))
}

/// A data package of the record, held to the schema of its form by a library of npm.
fn exported(project: &Project) -> Result<()> {
    let folder = project.target("exported");
    let mut step = Step::start("export", "writing");
    step.run(project.tool(program::file(project)).args(["export", "data/agreements.csv", "--out"]).args([&folder]))?;
    let node = npm::node(project)?.args(["--test", "tests/export/schema.test.mjs"]);
    step.run(node.env("EXPORTED", &folder))?;
    step.done("of the published schema");
    Ok(())
}

/// The library's pages; nobody reads the programs'.
fn docs(project: &Project) -> Result<()> {
    let mut step = Step::start("docs", "writing");
    // Chosen and compiled as for the tests, whose macros are there; no manifest but the library's has pages.
    let cargo = tool::lean(project.cargo().args(["doc", "--no-deps", "--locked"]).args(TESTED[0]));
    step.run(cargo.env("RUSTDOCFLAGS", "-Dwarnings"))?;
    step.done("clean");
    Ok(())
}

/// The scripts' types, by their comments, and the published ones with them; then their lints.
fn scripts(project: &Project) -> Result<()> {
    npm::install(project)?;
    let mut step = Step::start("scripts", "checking");
    step.run(npm::bin(project, "tsc").args(["--project", "."]))?;
    step.run(npm::bin(project, "eslint").args(["--max-warnings", "0", "."]))?;
    step.done("clean");
    Ok(())
}

/// The bindings that were made can be called as the scripts believe, and as the examples beside the adapters say.
fn bindings(project: &Project) -> Result<()> {
    let mut step = Step::start("bindings", "checking");
    let examples = project.target("script/examples.ts");
    project::write(&examples, self::examples(project)?.as_bytes())?;
    let paths = serde_json::json!({
        "agreement-atlas": [project.path("www/agreement-atlas.d.ts")],
        "agreement-atlas-wasm": [project.path("www/wasm.d.ts")],
        "agreement-atlas-importer": [project.path("www/importer.d.ts")],
        "bindings": [project.target("bindings/agreement-atlas.js")],
        "bindings-importer": [project.target("importer/importer.js")],
    });
    let config = serde_json::json!({
        "extends": project.path("tsconfig.json"),
        // What is generated is not ours to check, only to compare.
        "compilerOptions": { "checkJs": false, "allowJs": true, "paths": paths },
        "include": [],
        "files": [project.path("tests/types/bindings.ts"), examples],
    });
    let file = project.target("script/tsconfig.json");
    project::write(&file, config.to_string().as_bytes())?;
    step.run(npm::bin(project, "tsc").args([OsStr::new("--project"), file.as_os_str()]))?;
    step.done("as the scripts call them");
    Ok(())
}

/// The examples beside the adapters, each in a block of its own below what they speak of.
fn examples(project: &Project) -> Result<String> {
    let mut examples = project::text(&project.path("tests/types/examples.ts"))?;
    for file in project::files_below(&project.path("src/embed/wasm"))? {
        let text = project::text(&file)?;
        let blocks = text.split("/// ```js\n").skip(1).filter_map(|rest| rest.split_once("/// ```"));
        let (found, expected) = (blocks.clone().count(), text.matches("pub fn ").count());
        if found != expected {
            bail!("{}: found {found} examples, expected {expected}, one for each function", file.display());
        }
        blocks.for_each(|(block, _)| examples += &format!("{{\n{}}}\n", block.replace("///", "")));
    }
    Ok(examples)
}

/// Lints what only a page's half of the library has.
fn wasm_lints(project: &Project) -> Result<()> {
    let mut step = Step::start("wasm lints", "checking");
    lint(&mut step, wasm::linter(project)?)?;
    step.done("clean");
    Ok(())
}
