//! `agreement-atlas pack`: what pages load, made from what people read. Counties from TopoJSON become packed geometry,
//! a record in CSV becomes a packed record, its file of names and that of its texts' addresses. Here are also the
//! shapes of the counties that the program itself carries.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::atlas::{self, Options};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::documents::Documents;
use agreement_atlas::roster::record::names::Names;
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, bail};
use clap::Args;

use crate::path::shown;
use crate::store;

/// The shapes of the counties.
pub const SHAPES: &[u8] = include_bytes!("../../data/us.atlas");

/// Packs counties (TopoJSON with ids of five digits and a property `name`) into the small binary that maps are drawn
/// from, or a record (CSV) into agreements.bin, names.bin and documents.bin, which pages load in place of those beside
/// their script.
#[derive(Args)]
pub struct Pack {
    /// Counties, projected to the national frame or in degrees; or a record, whose name ends in .csv.
    #[arg(value_name = "FILE.topojson|FILE.csv")]
    file: PathBuf,
    /// The same counties in degrees, for territories that a projected file leaves out.
    #[arg(long, value_name = "FILE.topojson")]
    degrees: Option<PathBuf>,
    /// Packs counties for a closer look: about twice the bytes, and no names, which the other geometry has.
    #[arg(long)]
    fine: bool,
    /// Where the packed geometry goes, `us.atlas` unless it is said; or the folder for the three files of a record,
    /// this one unless it is said.
    #[arg(long, value_name = "FILE|FOLDER")]
    out: Option<PathBuf>,
}

impl Pack {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        match self.file.extension() {
            Some(extension) if extension == "csv" => self.record(),
            _ => self.geometry(),
        }
    }

    fn record(&self) -> Result<()> {
        if self.fine || self.degrees.is_some() {
            bail!("--fine, --degrees: found a record, expected counties with these");
        }
        let bytes = fs::read(&self.file).with_context(|| shown(&self.file))?;
        let record = Record::read(&bytes).map_err(|error| error.in_file(shown(&self.file)))?;
        let folder = self.out.clone().unwrap_or_default();
        let [packed, names, documents] = ["agreements.bin", "names.bin", "documents.bin"].map(|name| folder.join(name));
        let files = [
            (packed.as_path(), record.to_packed()),
            (&names, Names::pack(counties::gazetteer()?.counties(), &record)),
            (&documents, Documents::pack(&record)),
        ];
        for (file, bytes) in &files {
            eprintln!("{}: {} agreements, {} bytes", shown(file), record.agreements().len(), bytes.len());
        }
        store::replace(&files)
    }

    fn geometry(&self) -> Result<()> {
        let out = self.out.clone().unwrap_or_else(|| "us.atlas".into());
        let counties = text(&self.file)?;
        let degrees = self.degrees.as_deref().map(text).transpose()?;
        let options = if self.fine { Options::fine() } else { Options::default() };
        let packed =
            atlas::pack(&counties, degrees.as_deref(), &options).map_err(|error| error.in_file(shown(&self.file)))?;
        eprintln!("{}: {} counties, {} bytes", shown(&out), packed.counties.len(), packed.bytes.len());
        if !packed.left_out.is_empty() {
            eprintln!("left out, of no state that the atlas shows: {}", packed.left_out.join(" "));
        }
        for fips in &packed.squared {
            eprintln!("{fips} has no area in the file: a small square stands for it");
        }
        store::replace(&[(&out, packed.bytes)])
    }
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| shown(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_becomes_the_three_files_that_pages_load() {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-pack", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let csv = "state,agency,level,fips,model,first_listed,ended,document\n\
            FL,Lee Sheriff,county,12071,TFM,2025-03-05,,https://a.gov/LeeSheriffFL.pdf\n";
        let file = folder.join("own.csv");
        fs::write(&file, csv).unwrap();
        let pack = |fine| Pack { file: file.clone(), degrees: None, fine, out: Some(folder.clone()) };
        pack(false).run().unwrap();
        let bytes = |name: &str| fs::read(folder.join(name)).unwrap();
        let mut record = Record::packed(&bytes("agreements.bin")).unwrap();
        record.name(&Names::read(&bytes("names.bin")).unwrap()).unwrap();
        let documents = Documents::read(&bytes("documents.bin"), &record).unwrap();
        assert_eq!(documents.of(0), Some("https://a.gov/LeeSheriffFL.pdf"));
        let bare = csv.replace("https://a.gov/LeeSheriffFL.pdf", "");
        assert_eq!(record.agreements(), Record::read(bare.as_bytes()).unwrap().agreements());
        assert!(pack(true).run().is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
