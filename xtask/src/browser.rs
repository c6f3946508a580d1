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

/// Firefox, and WebKit's small browser, whose driver needs a display: what pages are held to beside Chromium. `None`
/// for one that is not there and cannot be installed without asking.
pub fn others(project: &Project) -> Result<[Option<PathBuf>; 2]> {
    let found = || [on_path("firefox-esr").or_else(|| on_path("firefox")), mini_browser()];
    if found().iter().any(Option::is_none) && is_root(project)? {
        apt(project, &["firefox-esr", "webkit2gtk-driver", "xvfb"])?;
    }
    Ok(found())
}

/// Where Debian has it, with its driver and the display; nowhere on the PATH.
fn mini_browser() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|folder| folder.path());
    let mut found = folders.map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser")).filter(|file| file.is_file());
    let found = found.next()?;
    (on_path("WebKitWebDriver").is_some() && on_path("Xvfb").is_some()).then_some(found)
}

/// The one that CHROMIUM names.
fn named() -> Result<Option<PathBuf>> {
    let named = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()).map(PathBuf::from);
    match named {
        Some(named) if !named.is_file() => bail!("CHROMIUM: found {}, expected a program", named.display()),
        named => Ok(named),
    }
}

/// Whether packages can be installed without asking.
pub fn is_root(project: &Project) -> Result<bool> {
    Ok(on_path("apt-get").is_some() && project.tool("id").args(["-u"]).answer()? == "0")
}

/// Installs Debian's, with fonts that do not depend on the machine.
fn install(project: &Project, package: &str) -> Result<PathBuf> {
    if on_path("apt-get").is_none() {
        bail!("no Chromium found: put chromium on the PATH, or name it in CHROMIUM");
    }
    apt(project, &[package, "fonts-liberation", "fonts-dejavu-core"])?;
    match on_path(package) {
        Some(found) => Ok(found),
        None => bail!("apt-get installed no {package}: put one on the PATH, or name it in CHROMIUM"),
    }
}

/// Installs packages of Debian's.
pub fn apt(project: &Project, packages: &[&str]) -> Result<()> {
    let mut step = Step::start("apt-get", "installing");
    let root = is_root(project)?;
    let apt = |words: &[&str]| {
        let tool = project.tool(if root { "env" } else { "sudo" });
        let tool = if root { tool } else { tool.args(["env"]) };
        tool.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words)
    };
    step.run(apt(&["update"]))?;
    step.run(apt(&["install", "-y", "--no-install-recommends"]).args(packages))?;
    step.done(&format!("installed {}", packages.join(", ")));
    Ok(())
}
