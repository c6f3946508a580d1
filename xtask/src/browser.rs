//! The browsers that tests and benchmarks drive: found, or installed where apt-get is.

use crate::project::Project;
use crate::step::Step;
use crate::tool::on_path;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// Chromium's engine without its windows: the same pages for less than half of the time (measured over all browser
/// tests: 217 s of CPU instead of 476).
const SHELL: &str = "chromium-headless-shell";

/// The names that Chromium and its kin go by, the plainest first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// What opens the tests' pages: Chromium's engine alone, or all of it where there is no more to be had.
pub fn headless(project: &Project) -> Result<PathBuf> {
    if let Some(found) = named()? {
        return Ok(found);
    }
    if let Some(found) = on_path(SHELL) {
        return Ok(found);
    }
    let whole = NAMES.into_iter().find_map(on_path);
    // Whoever has a browser is not asked for a password to save a minute.
    if whole.is_none() || is_root(project)? {
        match install(project, SHELL) {
            Ok(found) => return Ok(found),
            Err(error) if whole.is_some() => eprintln!("{SHELL}: {error:#}; all of Chromium is slower"),
            Err(_) => return chromium(project),
        }
    }
    whole.map_or_else(|| chromium(project), Ok)
}

/// The browser that readers have, for what is timed.
pub fn chromium(project: &Project) -> Result<PathBuf> {
    if let Some(found) = named()? {
        return Ok(found);
    }
    match NAMES.into_iter().find_map(on_path) {
        Some(found) => Ok(found),
        None => install(project, "chromium"),
    }
}

/// The one that CHROMIUM names.
fn named() -> Result<Option<PathBuf>> {
    let named = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()).map(PathBuf::from);
    match named {
        Some(named) if !named.is_file() => bail!("CHROMIUM: found {}, expected a program", named.display()),
        named => Ok(named),
    }
}

fn is_root(project: &Project) -> Result<bool> {
    Ok(on_path("apt-get").is_some() && project.tool("id").args(["-u"]).answer()? == "0")
}

/// Installs Debian's, with fonts that do not depend on the machine.
fn install(project: &Project, package: &str) -> Result<PathBuf> {
    if on_path("apt-get").is_none() {
        bail!("no Chromium found: put chromium on the PATH, or name it in CHROMIUM");
    }
    let mut step = Step::start("browser", "installing with apt-get");
    let root = is_root(project)?;
    let apt = |words: &[&str]| {
        let tool = project.tool(if root { "env" } else { "sudo" });
        let tool = if root { tool } else { tool.args(["env"]) };
        tool.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words)
    };
    step.run(apt(&["update"]))?;
    step.run(apt(&["install", "-y", "--no-install-recommends", package, "fonts-liberation", "fonts-dejavu-core"]))?;
    step.done(&format!("installed {package} with apt-get"));
    match on_path(package) {
        Some(found) => Ok(found),
        None => bail!("apt-get installed no {package}: put one on the PATH, or name it in CHROMIUM"),
    }
}
