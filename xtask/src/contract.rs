//! The names of the contract and the languages' words in README, script and types: written anew by the tests themselves, when they are told to.

use crate::project::Project;
use crate::step::heading;
use anyhow::Result;

/// Runs the tests of the contract so that they write what they compare otherwise.
pub fn rewrite(project: &Project) -> Result<()> {
    heading("contract", "writing the names and words into src/phrases/mod.rs, README.md and www/");
    // The languages first: the others are written by a program that speaks them.
    for test in ["contract::every_file_of_words_is_a_language", "contract::the_"] {
        project.cargo().args(["test", "--locked", "--test", "native", test]).env("CONTRACT", "write").shown()?;
    }
    Ok(())
}
