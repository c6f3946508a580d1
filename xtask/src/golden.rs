//! Golden images and accessibility trees: written anew by the tests themselves, when they are told to.

use crate::project::Project;
use crate::{browser, dist, npm, program, site, step};
use anyhow::Result;

/// Runs the native tests, and those of the tree that a screen reader is given, so that they write what is golden
/// instead of comparing it.
pub fn rewrite(project: &Project) -> Result<()> {
    let tests = project.cargo().args(["test", "--locked", "--test", "native"]).env("GOLDEN", "write");
    step::show("images", "writing, to be looked at before they are committed", tests)?;
    dist::make(project)?;
    let (site, chromium) = (site::assemble(project)?, browser::headless(project)?);
    let files = ["tests/browser/tree.test.mjs", "tests/browser/poster.test.mjs"];
    let node = npm::node(project)?.args(["--test"]).args(files).env("GOLDEN", "write");
    let node = node.env("PROGRAM", program::file(project));
    step::show(
        "trees",
        "writing, to be read before they are committed; pixels, too",
        node.env("SITE", site).env("CHROMIUM", chromium),
    )
}
