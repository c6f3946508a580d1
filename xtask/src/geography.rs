//! `data/us.atlas`: the counties of the npm package us-atlas, packed. The check packs them again and compares.

use crate::npm;
use crate::project::{self, Project};
use crate::step::Step;
use agreement_atlas::atlas::{self, Options};
use anyhow::{Result, bail};

/// The packed geometry, as committed.
const PACKED: &str = "data/us.atlas";

/// Writes the packed geometry.
pub fn make(project: &Project) -> Result<()> {
    npm::install(project)?;
    let step = Step::start("geography", "packing");
    let packed = pack(project)?;
    project::write(&project.path(PACKED), &packed)?;
    step.done(&format!("{PACKED} written, {} bytes", packed.len()));
    Ok(())
}

/// Compares the committed geometry with what packing gives now.
pub fn check(project: &Project) -> Result<()> {
    npm::install(project)?;
    let step = Step::start("geography", "packing");
    if pack(project)? != project::read(&project.path(PACKED))? {
        bail!("{PACKED}: differs from what us-atlas packs to, expected the same: cargo xtask geography makes it anew");
    }
    step.done("as packed");
    Ok(())
}

/// The counties, projected to the national frame, and the territories from the unprojected file.
fn pack(project: &Project) -> Result<Vec<u8>> {
    let text = |file: &str| -> Result<String> {
        Ok(String::from_utf8(project::read(&project.path("node_modules/us-atlas").join(file))?)?)
    };
    let (albers, degrees) = (text("counties-albers-10m.json")?, text("counties-10m.json")?);
    Ok(atlas::pack(&albers, Some(&degrees), &Options::default())?.bytes)
}
