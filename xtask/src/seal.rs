//! Whether a step's outputs still follow from its inputs, by content: a second run skips what would come out the same.

use crate::project::{self, Project};
use anyhow::Result;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// The mark left by a step: a hash of what went in and one of what came out. It breaks when a file on either side
/// changes, so an output that was edited or lost is made again.
pub struct Seal {
    file: PathBuf,
    inputs: u64,
    outputs: Vec<PathBuf>,
}

impl Seal {
    /// The seal of a step. `recipe` stands for what is not a file: versions, flags.
    pub fn new(project: &Project, step: &str, recipe: &str, inputs: &[&PathBuf], outputs: &[&PathBuf]) -> Result<Seal> {
        let mut hasher = DefaultHasher::new();
        recipe.hash(&mut hasher);
        for input in inputs {
            input.hash(&mut hasher);
            project::read(input)?.hash(&mut hasher);
        }
        let file = project.target("seals").join(step);
        Ok(Seal { file, inputs: hasher.finish(), outputs: outputs.iter().map(|output| output.to_path_buf()).collect() })
    }

    /// Whether the outputs stand as they were left, made from these inputs.
    pub fn holds(&self) -> bool {
        let kept = std::fs::read_to_string(&self.file).ok();
        kept.is_some() && kept == self.mark().ok()
    }

    /// Seals the outputs as they stand.
    pub fn set(&self) -> Result<()> {
        project::write(&self.file, self.mark()?.as_bytes())
    }

    fn mark(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        for output in &self.outputs {
            output.hash(&mut hasher);
            project::read(output)?.hash(&mut hasher);
        }
        Ok(format!("{:016x} {:016x}\n", self.inputs, hasher.finish()))
    }
}
