//! The Chromium that browser tests drive: found, or installed where apt-get is.

use crate::project::Project;
use crate::step::Step;
use crate::tool::on_path;
use anyhow::{Result, bail};
use std::path::PathBuf;

/// The names that Chromium and its kin go by, the plainest first.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Where the browser is; installs Debian's, with fonts that do not depend on the machine, when there is none.
pub fn chromium(project: &Project) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("CHROMIUM: found {}, expected a program", named.display());
        }
        return Ok(named);
    }
    if let Some(found) = NAMES.into_iter().find_map(on_path) {
        return Ok(found);
    }
    if on_path("apt-get").is_none() {
        bail!("no Chromium found: put chromium on the PATH, or name it in CHROMIUM");
    }
    let mut step = Step::start("chromium", "installing with apt-get");
    let root = project.tool("id").args(["-u"]).answer()? == "0";
    let apt = |words: &[&str]| {
        let tool = project.tool(if root { "env" } else { "sudo" });
        let tool = if root { tool } else { tool.args(["env"]) };
        tool.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words)
    };
    step.run(apt(&["update"]))?;
    step.run(apt(&["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation", "fonts-dejavu-core"]))?;
    step.done("installed with apt-get");
    match NAMES.into_iter().find_map(on_path) {
        Some(found) => Ok(found),
        None => bail!("apt-get installed no Chromium: put one on the PATH, or name it in CHROMIUM"),
    }
}
