//! The tools that come from npm, as pinned in package-lock.json: esbuild bundles, wasm-opt makes the module small,
//! us-atlas-2023 has the counties, Arimo the letters of posters; tsc, eslint with its recommended rules and the names
//! that browsers and Node know, playwright-core, axe-core and ajv, with an older draft and formats, check; d3 and
//! topojson-client draw the map that ours is timed beside.

use crate::project::Project;
use crate::step::Step;
use crate::tool::{Tool, on_path};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Installs the project's own packages when they are missing or older than the lock file.
pub fn install(project: &Project) -> Result<()> {
    install_in(project, &project.path(""))
}

/// Installs what a folder's lock file pins, when it is missing or older than that file.
pub fn install_in(project: &Project, folder: &Path) -> Result<()> {
    // npm leaves this file when it is done, so a broken installation is made again.
    let installed = modified(folder.join("node_modules/.package-lock.json"));
    let locked = modified(folder.join("package-lock.json")).context("package-lock.json: no such file")?;
    if installed.is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    let node = node(project)?.args(["--version"]).answer()?;
    let major = node.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("node: found {node}, expected version 20 or newer");
    }
    let mut step = Step::start("npm", "installing the packages of package-lock.json");
    step.run(npm(project)?.args(["ci", "--no-progress", "--prefix"]).args([folder]))?;
    step.done("installed the packages of package-lock.json");
    Ok(())
}

/// npm itself.
pub fn npm(project: &Project) -> Result<Tool> {
    Ok(project.tool(on_path("npm").context("npm: not on the PATH, expected beside Node.js 20 or newer")?))
}

/// Node itself.
pub fn node(project: &Project) -> Result<Tool> {
    Ok(project.tool(on_path("node").context("node: not on the PATH, expected Node.js 20 or newer")?))
}

/// A program that an installed package brings.
pub fn bin(project: &Project, name: &str) -> Tool {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    project.tool(project.path("node_modules/.bin").join(format!("{name}{suffix}")))
}

fn modified(path: PathBuf) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}
