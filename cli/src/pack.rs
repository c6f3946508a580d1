//! `agreement-atlas pack`: what pages load, made from what people read. Counties from TopoJSON become packed geometry,
//! a record in CSV becomes a packed record, its file of names and that of its texts' addresses. Here are also the
//! shapes of the counties that the program itself carries.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::atlas::{self, Options};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::documents::Documents;
use agreement_atlas::roster::record::names::Names;
use agreement_atlas::roster::review::manifest::entry;
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

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
        let manifest = folder.join("manifest.json");
        let Some(noted) = noted(&self.file, &manifest, &files, &record)? else { return store::replace(&files) };
        let mut files = Vec::from(files);
        files.push((&manifest, noted));
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

/// The manifest of the folder that pages load these files from, with what they are now; nothing where it has none. What
/// it says of the record's CSV there, and of the one that was packed if that stands there, is brought up to date, too.
fn noted(csv: &Path, manifest: &Path, files: &[(&Path, Vec<u8>)], record: &Record) -> Result<Option<Vec<u8>>> {
    if !manifest.is_file() {
        return Ok(None);
    }
    let whole = |found: &str| format!("{}: found {found}, expected a manifest of a package", shown(manifest));
    let mut all: Map<String, Value> =
        serde_json::from_slice(&fs::read(manifest)?).with_context(|| whole("no JSON object"))?;
    all.insert("last".to_owned(), record.dates().last().map(ToString::to_string).into());
    let entries = all.get_mut("files").and_then(Value::as_object_mut).with_context(|| whole("no files"))?;
    let shipped = manifest.with_file_name("agreements.csv");
    let own = csv.file_name().map(|name| manifest.with_file_name(name));
    let own = own.filter(|own| *own != shipped && fs::canonicalize(own).ok() == fs::canonicalize(csv).ok());
    let tables = own.into_iter().chain([shipped]).filter_map(|table| Some((fs::read(&table).ok()?, table)));
    let tables: Vec<_> = tables.collect();
    let packed = files.iter().map(|(path, bytes)| (*path, bytes));
    let files = packed.chain(tables.iter().map(|(bytes, path)| (&**path, bytes)));
    for (path, bytes) in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rows = match name.as_str() {
            "agreements.bin" => Some(record.agreements().len()),
            // It may be another record's, or none.
            name if name.ends_with(".csv") => Record::read(bytes).ok().map(|record| record.agreements().len()),
            _ => None,
        };
        let entry = entry(&name, bytes, &Sha256::digest(bytes), rows);
        entries.insert(name, entry);
    }
    Ok(Some((serde_json::to_string_pretty(&all)? + "\n").into_bytes()))
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| shown(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
        assert!(record.agreements().eq(Record::read(bare.as_bytes()).unwrap().agreements()));
        // A manifest in the folder goes on telling what is whole.
        let manifest = folder.join("manifest.json");
        fs::write(&manifest, r#"{ "last": "", "files": { "us.atlas": { "bytes": 1 } } }"#).unwrap();
        fs::write(folder.join("agreements.csv"), csv).unwrap();
        pack(false).run().unwrap();
        let told: Value = serde_json::from_slice(&bytes("manifest.json")).unwrap();
        assert_eq!((&told["last"], &told["files"]["us.atlas"]["bytes"]), (&json!("2025-03-05"), &json!(1)));
        assert_eq!(told["files"]["names.bin"]["bytes"], bytes("names.bin").len());
        assert_eq!(told["files"]["agreements.csv"]["rows"], 1);
        assert_eq!(told["files"]["agreements.csv"]["sha256"].as_str().unwrap().len(), 16);
        // By its first row and its last one a page knows a table that was cut between two.
        let row = csv.lines().nth(1).unwrap();
        for name in ["agreements.csv", "own.csv"] {
            let told = &told["files"][name];
            assert_eq!(
                (&told["rows"], &told["begins"], &told["ends"]),
                (&json!(1), &json!(row), &json!(row)),
                "{name}"
            );
        }
        fs::write(&manifest, "{").unwrap();
        assert!(format!("{:#}", pack(false).run().unwrap_err()).contains("found no JSON object, expected a manifest"));
        assert!(pack(true).run().is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
