//! `data/context.csv`: residents and votes by county, cut from a table that has more. `data/SOURCES.md` says from
//! where.

use crate::project::{self, Project};
use crate::step::Step;
use agreement_atlas::roster::query::context;
use anyhow::Result;
use std::path::Path;

/// Writes the table from `file`, whose columns it takes over as they are, sorted by county.
pub fn make(project: &Project, file: &Path) -> Result<()> {
    let step = Step::start("context", "reading");
    let table =
        context::table(&project::read(file)?).map_err(|error| error.in_file(file.to_string_lossy().into_owned()))?;
    project::write(&project.path("data/context.csv"), table.as_bytes())?;
    step.done(&format!("data/context.csv written, {} counties", table.lines().count().saturating_sub(1)));
    Ok(())
}
