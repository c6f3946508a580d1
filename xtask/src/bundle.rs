//! The script of the page: `www/agreement-atlas.js` with what it imports, the bindings and the styles, as one ES
//! module, and beside it `gestures.js`, which that one loads after the first picture, and `frame.js`, in a frame.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use anyhow::Result;
use std::path::PathBuf;

/// The modules that ship, each of `www/` and of `pkg/`. The first one loads the others.
const MODULES: [&str; 3] = ["agreement-atlas.js", "gestures.js", "frame.js"];

/// The specifiers that stand in `www/` for what is generated: the bindings, and the styles as text.
const BINDINGS: &str = "agreement-atlas-wasm";
const STYLES: &str = "agreement-atlas-style";

const FLAGS: [&str; 9] = [
    "--bundle",
    "--minify",
    "--format=esm",
    // Browsers of this year keep private members by themselves; written out for older ones they cost 1.3 kB of brotli.
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--loader:.css=text",
    "--external:./gestures.js",
    "--external:./frame.js",
];

/// Bundles into `pkg/`, unless what would come out stands there.
pub fn make(project: &Project, glue: PathBuf) -> Result<()> {
    let mut step = Step::start("script", "bundling");
    let modules = MODULES.map(|module| project.pkg(module));
    let lock = project.path("package-lock.json");
    let sources = project::files_below(&project.path("www"))?;
    let inputs: Vec<&PathBuf> = sources.iter().chain([&glue, &lock]).collect();
    let seal = Seal::new(project, "script", &FLAGS.join(" "), &inputs, &modules.each_ref())?;
    if seal.holds() {
        step.done("unchanged");
        return Ok(());
    }
    let esbuild = || npm::bin(project, "esbuild").args(["--log-level=warning"]);
    // Text is not made smaller when it is bundled.
    let styles = project.target("script/style.css");
    step.run(esbuild().args(["www/style.css", "--minify"]).args([format!("--outfile={}", styles.display())]))?;
    let alias = |specifier: &str, file: &PathBuf| format!("--alias:{specifier}={}", file.display());
    let generated = [alias(BINDINGS, &glue), alias(STYLES, &styles)];
    let out = format!("--outdir={}", project.pkg("").display());
    step.run(esbuild().args(MODULES.map(|module| format!("www/{module}"))).args(FLAGS).args(generated).args([out]))?;
    seal.set()?;
    step.done("bundled");
    Ok(())
}
