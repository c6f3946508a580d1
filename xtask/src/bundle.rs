//! The script of the page: `www/agreement-atlas.js` with what it imports, the bindings and the styles, as one ES
//! module, and beside it what that one loads: `gestures.js` after the first picture, `frame.js` in a frame,
//! `integrity.js` where files are to be checked, and the code of views that not every page has. For bundlers the same
//! code once more, with its registration apart.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use anyhow::Result;
use std::path::PathBuf;

/// The modules that ship, each of `www/` and of `pkg/`. The first one loads the others.
const MODULES: [&str; 18] = [
    "agreement-atlas.js",
    "gestures.js",
    "frame.js",
    "background.js",
    "changes.js",
    "filters.js",
    "panel.js",
    "address.js",
    "grid.js",
    "headline.js",
    "place.js",
    "search.js",
    "story.js",
    "table.js",
    "integrity.js",
    "counts.js",
    "csv.js",
    "pictures.js",
];

/// The modules of pages that make something of the package. No module above loads them.
const PAGES: [&str; 1] = ["builder.js"];

/// The importer's page and its worker, which nothing else loads.
const IMPORT: [&str; 2] = ["import.js", "import-worker.js"];

/// What bundlers are given in place of the first module: the classes, and what registers them, so that a page that
/// imports both has the code once.
const PACKAGED: [&str; 2] = ["elements.js", "define.js"];

/// What pages without a script of their own have: a classic script, whose names are nobody else's.
const CLASSIC: &str = "embed.js";

/// The specifiers that stand in `www/` for what is generated: the bindings, the importer's, and below the last the
/// sheets as text.
const BINDINGS: &str = "agreement-atlas-wasm";
const IMPORTER: &str = "agreement-atlas-importer";
const STYLES: &str = "agreement-atlas-style";

const FLAGS: [&str; 7] = [
    "--bundle",
    "--minify",
    "--format=esm",
    // Browsers of this year keep private members by themselves; written out for older ones they cost 1.3 kB of brotli.
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--loader:.css=text",
];

/// The sheet for pages; it ships as it stands.
pub const ROOM: &str = "agreement-atlas.css";

/// The rules of a sheet for pages as those of a view's own tree: `agreement-map` is `:host(agreement-map)` there. Those
/// of what stands in an element are the page's alone, and so are those without weight, which the views have in one of
/// their own; the headline has its own in its own sheet, as no page without one is to load them.
fn of_host(sheet: &str) -> String {
    let elsewhere =
        |rule: &str| rule.contains('>') || rule.contains(":where") || rule.starts_with("agreement-headline");
    let own: String = sheet.split_inclusive('}').filter(|rule| !elsewhere(rule)).collect();
    let mut rules = String::new();
    let mut rest = own.as_str();
    while let Some(at) = rest.find("agreement-") {
        let (before, name) = rest.split_at(at);
        let end = name.find(|it: char| !it.is_ascii_lowercase() && it != '-').unwrap_or(name.len());
        let (name, after) = name.split_at(end);
        rules += before;
        // A custom property is everybody's.
        rules += &if before.ends_with('-') { name.to_owned() } else { format!(":host({name})") };
        rest = after;
    }
    rules + rest
}

/// Bundles into `pkg/`, unless what would come out stands there.
pub fn make(project: &Project, glue: PathBuf, importer: PathBuf) -> Result<()> {
    let mut step = Step::start("script", "bundling");
    let made = MODULES.iter().chain(&PAGES).chain(&IMPORT).chain(&PACKAGED).chain([&CLASSIC]);
    let modules: Vec<PathBuf> = made.map(|module| project.pkg(module)).collect();
    let lock = project.path("package-lock.json");
    let sources = project::files_below(&project.path("www"))?;
    let inputs: Vec<&PathBuf> = sources.iter().chain([&glue, &importer, &lock]).collect();
    let seal = Seal::new(project, "script", &FLAGS.join(" "), &inputs, &modules.iter().collect::<Vec<_>>())?;
    if seal.holds() {
        step.done("unchanged");
        return Ok(());
    }
    let esbuild = || npm::bin(project, "esbuild").args(["--log-level=warning"]);
    // Text is not made smaller when it is bundled.
    let sheets = sources.iter().filter(|source| source.extension().is_some_and(|extension| extension == "css"));
    let sheets: Vec<&PathBuf> = sheets.collect();
    let out = |folder: PathBuf| format!("--outdir={}", folder.display());
    step.run(esbuild().args(&sheets).args(["--minify".to_owned(), out(project.target("script"))]))?;
    // What a view's own sheet says of its own element: the room that the page's sheet gives it.
    let [own, room] = ["style.css", ROOM].map(|sheet| project.target("script").join(sheet));
    let whole = format!("{}{}", project::text(&own)?, of_host(&project::text(&room)?));
    project::write(&own, whole.as_bytes())?;
    let sheet = |file: &&PathBuf| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        format!("--alias:{STYLES}/{name}={}", project.target("script").join(format!("{name}.css")).display())
    };
    let generated: Vec<String> =
        sheets.iter().map(sheet).chain([format!("--alias:{BINDINGS}={}", glue.display())]).collect();
    // The first module loads the others by these very names.
    let loaded: Vec<String> = MODULES.iter().skip(1).map(|module| format!("--external:./{module}")).collect();
    let bundler = || esbuild().args(FLAGS).args(&generated).args(&loaded).args([out(project.pkg(""))]);
    let modules = |names: &[&str]| names.iter().map(|module| format!("www/{module}")).collect::<Vec<_>>();
    step.run(bundler().args(modules(&MODULES)).args(modules(&PAGES)).args(["--define:ALONE=true"]))?;
    let apart = ["--define:ALONE=false", "--external:./elements.js"];
    step.run(bundler().args(modules(&PACKAGED)).args(apart))?;
    let importing =
        [format!("--alias:{IMPORTER}={}", importer.display()), "--external:./agreement-atlas.js".to_owned()];
    step.run(bundler().args(modules(&IMPORT)).args(importing))?;
    let classic = esbuild().args(["--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none"]);
    step.run(classic.args([format!("www/{CLASSIC}"), out(project.pkg(""))]))?;
    seal.set()?;
    step.done("bundled");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_an_element_is_one_of_the_host() {
        let check = |sheet, expected| assert_eq!(of_host(sheet), expected);
        check("a-map,agreement-map{b:c}", "a-map,:host(agreement-map){b:c}");
        check(
            "agreement-map:before{a:var(--agreement-room,1px)}",
            ":host(agreement-map):before{a:var(--agreement-room,1px)}",
        );
        check("agreement-map>img{a:b}agreement-map{c:d}", ":host(agreement-map){c:d}");
        check("a{b:c}agreement-headline:before{d:e}agreement-map{f:g}", "a{b:c}:host(agreement-map){f:g}");
        check("", "");
    }
}
