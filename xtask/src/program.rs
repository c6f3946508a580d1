//! The program and the tests, built once, the way in which the tests want them: whatever runs them has these.

use crate::project::Project;
use crate::step::Step;
use crate::tool::{self, Tool};
use anyhow::Result;
use std::path::PathBuf;

/// What `cargo test` builds: all but the tasks, then the tasks. Beside the program, which wants more of the crates that
/// both use, the bindings generator would be compiled a second time.
pub const TESTED: [&[&str]; 2] = [&["--workspace", "--exclude", "xtask"], &["--package", "xtask"]];

/// Cargo, testing.
pub fn testing(project: &Project, what: &[&str]) -> Tool {
    tool::lean(project.cargo().args(["test", "--locked"]).args(what))
}

/// Builds what is tested, the program with it.
pub fn build(project: &Project) -> Result<()> {
    let mut step = Step::start("program", "building");
    step.run(testing(project, TESTED[0]).args(["--no-run"]))?;
    step.done("built");
    Ok(())
}

/// The program, as the tests have built it.
pub fn file(project: &Project) -> PathBuf {
    project.target(&format!("debug/agreement-atlas{}", std::env::consts::EXE_SUFFIX))
}
