//! `data/us.atlas`: the counties of the npm package us-atlas, packed. The check packs them again and compares.

use crate::npm;
use crate::project::{self, Project};
use crate::step::Step;
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
    let _albers = project::read(&project.path("node_modules/us-atlas/counties-albers-10m.json"))?;
    let _lonlat = project::read(&project.path("node_modules/us-atlas/counties-10m.json"))?;
    bail!("packing is not there yet")
}
