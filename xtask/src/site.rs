//! `target/site/`: what a host would serve. The package, as it is and as a release, with the project's own pages beside
//! it.

use crate::project::{self, Project};
use crate::step::Step;
use crate::{dist, hosting, npm, release};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Puts the site together from `pkg/`, `www/*.html` and `www/demo/`, and says where it is.
pub fn assemble(project: &Project) -> Result<PathBuf> {
    let step = Step::start("site", "assembling");
    let site = project.target("site");
    if site.exists() {
        std::fs::remove_dir_all(&site).with_context(|| site.display().to_string())?;
    }
    let www = project.path("www");
    for from in project::files_below(&www)? {
        let path = from.strip_prefix(&www).context("www")?;
        let page = path.extension().is_some_and(|extension| extension == "html") && path.components().count() == 1;
        if page || path.starts_with("demo") {
            project::write(&site.join(path), &project::read(&from)?)?;
        }
    }
    let shipped = dist::shipped(project)?;
    for file in hosting::beside(&shipped).into_iter().chain(shipped) {
        project::write(&site.join(&file), &project::read(&project.pkg(&file))?)?;
    }
    step.done("assembled");
    release::make(project, &site)?;
    Ok(site)
}

/// Serves a folder until it is interrupted, on `port` or the next free one: by the server of the tests, without what
/// they have it answer otherwise.
pub fn serve(project: &Project, folder: &Path, port: u16) -> Result<()> {
    let node = npm::node(project)?.args(["tests/browser/demo.mjs"]).args([folder]).args([port.to_string()]);
    node.shown()
}
