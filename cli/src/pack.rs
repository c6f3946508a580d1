//! `agreement-atlas pack`: counties from TopoJSON into the packed geometry that pages load, and the geometry that the
//! program itself carries.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::atlas::{self, Geography, Options};
use agreement_atlas::place::Gazetteer;
use agreement_atlas::roster::places;
use anyhow::{Context, Result};
use clap::Args;

use crate::archive::shown;
use crate::store;

/// The counties of `data/us.atlas`: their names place agencies when lists are imported.
pub const COUNTIES: &[u8] = include_bytes!("../../data/us.atlas");

/// The agencies that are placed by hand.
const PLACES: &[u8] = include_bytes!("../../data/places.csv");

/// Packs TopoJSON of counties (ids of five digits, a property `name`) into the small binary that maps are drawn from.
#[derive(Args)]
pub struct Pack {
    /// Counties, projected to the national frame or in degrees.
    #[arg(value_name = "FILE.topojson")]
    file: PathBuf,
    /// The same in degrees, for territories that a projected file leaves out.
    #[arg(long, value_name = "FILE.topojson")]
    degrees: Option<PathBuf>,
    /// Packs for a closer look: about twice the bytes, and no names, which the other geometry has.
    #[arg(long)]
    fine: bool,
    /// Where the packed geometry goes.
    #[arg(long, value_name = "FILE", default_value = "us.atlas")]
    out: PathBuf,
}

impl Pack {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let counties = text(&self.file)?;
        let degrees = self.degrees.as_deref().map(text).transpose()?;
        let options = if self.fine { Options::fine() } else { Options::default() };
        let packed =
            atlas::pack(&counties, degrees.as_deref(), &options).map_err(|error| error.in_file(shown(&self.file)))?;
        eprintln!("{}: {} counties, {} bytes", shown(&self.out), packed.n_counties, packed.bytes.len());
        if !packed.left_out.is_empty() {
            eprintln!("left out, of no state that the atlas shows: {}", packed.left_out.join(" "));
        }
        for fips in &packed.squared {
            eprintln!("{fips} has no area in the file: a small square stands for it");
        }
        store::replace(&[(&self.out, packed.bytes)])
    }
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| shown(path))
}

/// The names of the counties that the program carries, and the agencies that its hand table places.
pub fn gazetteer() -> Result<Gazetteer> {
    let geography = Geography::decode(COUNTIES)?;
    let names = Gazetteer::new(geography.counties().iter().map(|county| (county.fips, county.name.as_str())));
    Ok(places::read(PLACES, names).map_err(|error| error.in_file("data/places.csv"))?)
}
