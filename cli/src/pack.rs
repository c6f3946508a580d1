//! `agreement-atlas pack`: counties from TopoJSON into the packed geometry that pages load.

use std::path::PathBuf;

use agreement_atlas::place::Gazetteer;
use anyhow::Result;
use clap::Args;

/// Packs a TopoJSON file of counties into the small binary that maps are drawn from.
#[derive(Args)]
pub struct Pack {
    /// TopoJSON, projected, with an object of counties whose ids are five-digit codes.
    #[arg(value_name = "FILE.topojson")]
    file: PathBuf,
}

impl Pack {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        anyhow::bail!("{}", self.file.display())
    }
}

/// The names of the counties in the geometry that the program carries.
pub fn gazetteer() -> Result<Gazetteer> {
    Ok(Gazetteer::default())
}
