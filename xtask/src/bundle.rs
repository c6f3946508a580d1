//! The script of the page: `www/agreement-atlas.js`, what it imports and the bindings, as one ES module.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use anyhow::Result;
use std::path::PathBuf;

/// The specifier that stands for the generated bindings in `www/`.
const BINDINGS: &str = "agreement-atlas-wasm";

const FLAGS: [&str; 7] = [
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    // Styles are imported as text: they go into shadow roots.
    "--loader:.css=text",
];

/// Bundles into `pkg/agreement-atlas.js`, unless what would come out stands there.
pub fn make(project: &Project, glue: PathBuf) -> Result<()> {
    let mut step = Step::start("script", "bundling");
    let script = project.pkg("agreement-atlas.js");
    let lock = project.path("package-lock.json");
    let sources = project::files_below(&project.path("www"))?;
    let inputs: Vec<&PathBuf> = sources.iter().chain([&glue, &lock]).collect();
    let seal = Seal::new(project, "script", &FLAGS.join(" "), &inputs, &[&script])?;
    if seal.holds() {
        step.done("unchanged");
        return Ok(());
    }
    let tool = npm::bin(project, "esbuild").args(["www/agreement-atlas.js", "--log-level=warning"]).args(FLAGS);
    let alias = format!("--alias:{BINDINGS}={}", glue.display());
    step.run(tool.args([alias, format!("--outfile={}", script.display())]))?;
    seal.set()?;
    step.done("bundled");
    Ok(())
}
