//! The script of the page: `www/agreement-atlas.js` with what it imports, the bindings and the styles, as one ES
//! module, and beside it what that one loads: `gestures.js` after the first picture, `frame.js` in a frame, and the
//! code of views that not every page has. For bundlers the same code once more, with its registration apart.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use anyhow::Result;
use std::path::PathBuf;

/// The modules that ship, each of `www/` and of `pkg/`. The first one loads the others.
const MODULES: [&str; 8] =
    ["agreement-atlas.js", "gestures.js", "frame.js", "filters.js", "grid.js", "pictures.js", "place.js", "search.js"];

/// What bundlers are given in place of the first module: the classes, and what registers them, so that a page that
/// imports both has the code once.
const PACKAGED: [&str; 2] = ["elements.js", "define.js"];

/// The specifiers that stand in `www/` for what is generated: the bindings, and below the second the sheets as text.
const BINDINGS: &str = "agreement-atlas-wasm";
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
/// of what stands in an element are the page's alone.
fn of_host(sheet: &str) -> String {
    let own: String = sheet.split_inclusive('}').filter(|rule| !rule.contains('>')).collect();
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
pub fn make(project: &Project, glue: PathBuf) -> Result<()> {
    let mut step = Step::start("script", "bundling");
    let modules: Vec<PathBuf> = MODULES.iter().chain(&PACKAGED).map(|module| project.pkg(module)).collect();
    let lock = project.path("package-lock.json");
    let sources = project::files_below(&project.path("www"))?;
    let inputs: Vec<&PathBuf> = sources.iter().chain([&glue, &lock]).collect();
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
    step.run(bundler().args(MODULES.map(|module| format!("www/{module}"))))?;
    step.run(bundler().args(PACKAGED.map(|module| format!("www/{module}"))).args(["--external:./elements.js"]))?;
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
        check("", "");
    }
}
