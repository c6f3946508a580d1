//! The names of the contract and the words of languages where others need them: written anew by the tests themselves,
//! when they are told to.

use crate::project::Project;
use crate::step;
use anyhow::Result;

/// Runs the tests of the contract so that they write what they compare otherwise.
pub fn rewrite(project: &Project) -> Result<()> {
    // The languages first: what writes the others speaks them.
    for (tests, doing) in [
        ("contract::every_file_of_words_is_a_language", "writing the languages into src/phrases/mod.rs"),
        ("contract::the_", "writing names and words into README.md and www/"),
    ] {
        let tests = project.cargo().args(["test", "--locked", "--test", "native", tests]);
        step::show("contract", doing, tests.env("CONTRACT", "write"))?;
    }
    Ok(())
}
