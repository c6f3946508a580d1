//! Golden images: written anew by the tests themselves, when they are told to.

use crate::project::Project;
use crate::step;
use anyhow::Result;

/// Runs the native tests so that they write each golden image instead of comparing it.
pub fn rewrite(project: &Project) -> Result<()> {
    let tests = project.cargo().args(["test", "--locked", "--test", "native"]).env("GOLDEN", "write");
    step::show("golden", "writing, to be looked at before they are committed", tests)
}
