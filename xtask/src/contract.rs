//! The names of the contract in README, script and types: written anew by the tests themselves, when they are told to.

use crate::project::Project;
use crate::step;
use anyhow::Result;

/// Runs the tests of the contract so that they write what they compare otherwise.
pub fn rewrite(project: &Project) -> Result<()> {
    let tests = project.cargo().args(["test", "--locked", "--test", "native", "contract::the_"]);
    step::show("contract", "writing the names into README.md and www/", tests.env("CONTRACT", "write"))
}
