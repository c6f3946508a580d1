//! Golden images, pixels and accessibility trees: written anew by the tests themselves, when they are told to.

use crate::program::{TESTED, testing};
use crate::project::Project;
use crate::{browser, dist, npm, site, step};
use anyhow::Result;

/// Runs the native tests, that of the program's pixels, and those of the tree that a screen reader is given, so that
/// they write what is golden instead of comparing it.
pub fn rewrite(project: &Project) -> Result<()> {
    let tests = project.cargo().args(["test", "--locked", "--test", "native"]).env("GOLDEN", "write");
    step::show("images", "writing, to be looked at before they are committed", tests)?;
    // Pixels want fonts, and the program as it is now: Cargo builds it for its tests.
    npm::install(project)?;
    let pixels = testing(project, TESTED[0]).args(["--test", "program", "same_pixels"]).env("GOLDEN", "write");
    step::show("pixels", "writing", pixels)?;
    dist::make(project)?;
    let (site, chromium) = (site::assemble(project)?, browser::headless(project)?);
    let node = npm::node(project)?.args(["--test", "tests/browser/tree.test.mjs"]).env("GOLDEN", "write");
    let node = node.env("SITE", site).env("CHROMIUM", chromium);
    step::show("trees", "writing, to be read before they are committed", node)
}
