//! Every check, in one run: form, lints, native tests, documentation, scripts, geography, package and its size, pages in a browser.

use crate::project::{self, Project};
use crate::step::{Step, heading};
use crate::{browser, dist, geography, npm, site, size, wasm};
use anyhow::{Result, bail};
use std::ffi::OsStr;
use std::path::Path;

/// Runs the checks; each one runs even when an earlier one failed, so that one run tells all.
/// `fast` stops before the WebAssembly is built.
pub fn run(project: &Project, fast: bool) -> Result<()> {
    let mut failed = Vec::new();
    let mut check = |name: &'static str, outcome: Result<()>| {
        if let Err(error) = outcome {
            eprintln!("{name:<12}failed: {error:#}");
            failed.push(name);
        }
    };
    check("format", quiet(project, "format", "checking", ["fmt", "--all", "--check"]));
    let lints = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    check("lints", quiet(project, "lints", "checking", lints));
    check("tests", tests(project));
    check("docs", docs(project));
    check("scripts", scripts(project));
    if !fast {
        check("wasm lints", wasm_lints(project));
        check("geography", geography::check(project));
        match dist::make(project).and_then(|()| site::assemble(project)) {
            Ok(site) => {
                check("bindings", bindings(project));
                check("size", size::check(project));
                check("browser", pages(project, &site));
            }
            Err(error) => check("package", Err(error)),
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn quiet<const N: usize>(project: &Project, name: &'static str, doing: &str, words: [&str; N]) -> Result<()> {
    let mut step = Step::start(name, doing);
    step.run(project.cargo().args(words))?;
    step.done("clean");
    Ok(())
}

/// The native tests, with their output. The tasks' own run apart: beside the program, which wants more of the crates
/// that both use, the bindings generator would be compiled a second time.
fn tests(project: &Project) -> Result<()> {
    heading("tests", "cargo test");
    let rest = project.cargo().args(["test", "--workspace", "--exclude", "xtask", "--locked"]).shown();
    let own = project.cargo().args(["test", "--package", "xtask", "--locked"]).shown();
    rest.and(own)
}

fn docs(project: &Project) -> Result<()> {
    let mut step = Step::start("docs", "writing");
    let words = ["doc", "--no-deps", "--workspace", "--locked"];
    step.run(project.cargo().args(words).env("RUSTDOCFLAGS", "-Dwarnings"))?;
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

/// The bindings that were made can be called as the scripts believe.
fn bindings(project: &Project) -> Result<()> {
    let mut step = Step::start("bindings", "checking");
    let paths = serde_json::json!({
        "agreement-atlas": [project.path("www/agreement-atlas.d.ts")],
        "agreement-atlas-wasm": [project.path("www/wasm.d.ts")],
        "bindings": [project.target("bindings/agreement-atlas.js")],
    });
    let config = serde_json::json!({
        "extends": project.path("tsconfig.json"),
        // What is generated is not ours to check, only to compare.
        "compilerOptions": { "checkJs": false, "allowJs": true, "paths": paths },
        "include": [],
        "files": [project.path("tests/types/bindings.ts")],
    });
    let file = project.target("script/tsconfig.json");
    project::write(&file, config.to_string().as_bytes())?;
    step.run(npm::bin(project, "tsc").args([OsStr::new("--project"), file.as_os_str()]))?;
    step.done("as the scripts call them");
    Ok(())
}

fn wasm_lints(project: &Project) -> Result<()> {
    wasm::install_target(project)?;
    let words =
        ["clippy", "-p", "agreement-atlas", "--lib", "--target", wasm::TARGET, "--locked", "--", "-D", "warnings"];
    quiet(project, "wasm lints", "checking", words)
}

/// Opens the site's pages in a browser. Node's own report ends the run.
fn pages(project: &Project, site: &Path) -> Result<()> {
    let chromium = browser::chromium(project)?;
    let mut tests = project::files_below(&project.path("tests/browser"))?;
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if tests.is_empty() {
        bail!("tests/browser: found no *.test.mjs, expected some");
    }
    let root = project.path("");
    let tests = tests.iter().map(|file| file.strip_prefix(&root).unwrap_or(file));
    heading("browser", "node --test");
    npm::node(project)?.args(["--test"]).args(tests).env("SITE", site).env("CHROMIUM", chromium).shown()
}
