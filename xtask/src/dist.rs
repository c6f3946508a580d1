//! `pkg/`: the folder that a newsroom copies to its host, or installs by npm. Everything in it but the manifest is made
//! here.

use crate::project::{self, Project};
use crate::step::Step;
use crate::{bundle, elements, hosting, importer, manifest, npm, poster, wasm};
use agreement_atlas::place::Gazetteer;
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::import::{places, sighting};
use agreement_atlas::roster::query::background;
use agreement_atlas::roster::query::context::Context as Figures;
use agreement_atlas::roster::query::earlier::Earlier;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::profile::SMALL;
use agreement_atlas::roster::query::residents::Residents;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::documents::Documents;
use agreement_atlas::roster::record::names::Names;
use agreement_atlas::roster::review::beside::{self, Beside, Correction};
use agreement_atlas::roster::review::feed;
use anyhow::{Context, Result, bail};

/// Files that ship as they stand in the sources.
const COPIED: [(&str, &str); 16] = [
    ("LICENSE", "LICENSE"),
    ("data/agreements.csv", "agreements.csv"),
    ("www/agreement-atlas.d.ts", "agreement-atlas.d.ts"),
    ("www/agreement-atlas.css", "agreement-atlas.css"),
    ("www/frame.html", "frame.html"),
    ("www/builder.html", "builder.html"),
    ("www/builder.css", "builder.css"),
    ("www/server.js", "server.js"),
    // What the importer's page begins with.
    ("www/import.html", "import.html"),
    ("www/import.css", "import.css"),
    ("data/sightings.csv", "sightings.csv"),
    ("data/lists.csv", "lists.csv"),
    ("data/agreements.stamp", "agreements.stamp"),
    ("docs/package.md", "README.md"),
    ("data/us.atlas", "us.atlas"),
    ("data/us-fine.atlas", "us-fine.atlas"),
];

/// Makes the folder whole: module, script, types, frame page, geometry, record, licence.
pub fn make(project: &Project) -> Result<()> {
    npm::install(project)?;
    let module = wasm::build(project)?;
    let importing = importer::build(project)?;
    bundle::make(project, module.glue, importing.glue)?;
    let step = Step::start("pkg", "copying");
    for (file, part) in &module.parts {
        project::write(&project.pkg(file), &project::read(part)?)?;
    }
    project::write(&project.pkg(importer::MODULE), &project::read(&importing.module)?)?;
    for (from, to) in COPIED {
        project::write(&project.pkg(to), &project::read(&project.path(from))?)?;
    }
    for types in project::files_below(&project.path("www/types"))? {
        let name = types.file_name().unwrap_or_default().to_string_lossy();
        project::write(&project.pkg(&name), &project::read(&types)?)?;
    }
    let custom = elements::manifest(&project::text(&project.path("README.md"))?)?;
    project::write(&project.pkg("custom-elements.json"), custom.as_bytes())?;
    let record = record(project)?;
    project::write(&project.pkg("agreements.bin"), &record.to_packed())?;
    project::write(&project.pkg("names.bin"), &Names::pack(counties(project)?.counties(), &record))?;
    project::write(&project.pkg("documents.bin"), &Documents::pack(&record))?;
    let earlier = earlier(project, &record)?;
    project::write(&project.pkg("earlier.tsv"), earlier.written().as_bytes())?;
    project::write(&project.pkg("sources.tsv"), earlier.written_sources().as_bytes())?;
    project::write(&project.pkg("restated.tsv"), earlier.restated.written().as_bytes())?;
    let figures = figures(project)?;
    project::write(&project.pkg("context.tsv"), figures.written().as_bytes())?;
    project::write(&project.pkg("shares.tsv"), figures.coarse(SMALL).written().as_bytes())?;
    project::write(&project.pkg("residents.bin"), &Residents::pack(&figures))?;
    let statements = "data/background.csv";
    let written = background::written(&project::read(&project.path(statements))?);
    let written = written.map_err(|error| error.in_file(statements))?;
    project::write(&project.pkg("background.tsv"), written.as_bytes())?;
    let corrections = corrections(project)?;
    project::write(&project.pkg("changes.bin"), &Beside::of(&record, &corrections).to_packed(&record))?;
    let [changes_json, changes_atom] = feeds(&record, &corrections)?;
    project::write(&project.pkg("changes.json"), changes_json.as_bytes())?;
    project::write(&project.pkg("changes.atom"), changes_atom.as_bytes())?;
    poster::make(project)?;
    let lines = |name: &str| -> Result<usize> { Ok(project::text(&project.pkg(name))?.lines().count()) };
    let tables = ["earlier.tsv", "sources.tsv", "restated.tsv", "context.tsv", "shares.tsv", "background.tsv"];
    let mut rows = tables.iter().map(|name| Ok((*name, lines(name)?))).collect::<Result<Vec<_>>>()?;
    rows.extend(["agreements.csv", "agreements.bin"].map(|name| (name, record.agreements().len())));
    let last = record.dates().last().map(ToString::to_string).unwrap_or_default();
    manifest::write(project, &listed(project)?, &rows, &last)?;
    let files = shipped(project)?;
    step.done(&format!("complete, {} files", files.len()));
    hosting::make(project, &files)
}

/// The names of the files that the package ships, `package.json` first. An error when one is missing.
pub fn shipped(project: &Project) -> Result<Vec<String>> {
    let files = listed(project)?;
    for file in &files {
        if !project.pkg(file).is_file() {
            bail!("pkg/{file}: missing, expected after cargo xtask dist");
        }
    }
    Ok(files)
}

/// The same, whether they are there or not. An error when `package.json` tells another version than the library's.
fn listed(project: &Project) -> Result<Vec<String>> {
    let manifest: serde_json::Value =
        serde_json::from_slice(&project::read(&project.pkg("package.json"))?).context("pkg/package.json")?;
    let told = manifest.get("version").and_then(|version| version.as_str()).unwrap_or_default();
    let version = project.version();
    if told != version {
        bail!("pkg/package.json: found version {told:?}, expected {version:?} as in Cargo.toml");
    }
    let mut files = vec!["package.json".to_owned()];
    let listed = manifest.get("files").and_then(|listed| listed.as_array());
    let listed = listed.context("pkg/package.json: found no files, expected a list")?;
    files.extend(listed.iter().filter_map(|file| file.as_str().map(str::to_owned)));
    Ok(files)
}

/// The record; what pages load first of it is packed, its names and the addresses of its texts ship apart.
fn record(project: &Project) -> Result<Record> {
    let file = "data/agreements.csv";
    Ok(Record::read(&project::read(&project.path(file))?).map_err(|error| error.in_file(file))?)
}

/// The names of the counties.
fn counties(project: &Project) -> Result<Gazetteer> {
    let file = "data/counties.csv";
    Ok(places::counties(&project::read(&project.path(file))?).map_err(|error| error.in_file(file))?)
}

/// Residents and votes by county, which no page loads before it is asked for them.
fn figures(project: &Project) -> Result<Figures> {
    let file = "data/context.csv";
    Ok(Figures::compile(&project::read(&project.path(file))?).map_err(|error| error.in_file(file))?)
}

/// What the record cannot say of itself, from the tables beside it.
fn earlier(project: &Project, record: &Record) -> Result<Earlier> {
    let table = |name: &str| project::read(&project.path("data").join(name));
    let tables = [table("totals.csv")?, table("early.csv")?, table("lists.csv")?, table("restated.csv")?];
    Earlier::compile(tables.each_ref().map(Vec::as_slice), record)
        .context("totals.csv, early.csv, lists.csv or restated.csv")
}

/// How many days before the last list the feeds go back.
const FEED_DAYS: i32 = 90;

/// The days of signing that were corrected, from the evidence beside the record.
fn corrections(project: &Project) -> Result<Vec<Correction>> {
    let text = |name: &str| -> Result<String> {
        let bytes = project::read(&project.path("data").join(name))?;
        String::from_utf8(bytes).with_context(|| format!("data/{name}: found bytes that are no UTF-8"))
    };
    let (participating, _) = sighting::read(&text("lists.csv")?, &text("sightings.csv")?)
        .map_err(|error| error.in_file("data/sightings.csv"))?;
    let gazetteer = places::read(text("places.csv")?.as_bytes(), counties(project)?)
        .map_err(|error| error.in_file("data/places.csv"))?;
    Ok(beside::corrections(&identify(&participating, &gazetteer), &participating))
}

/// What changed of late, as JSON Feed and as Atom.
fn feeds(record: &Record, corrections: &[Correction]) -> Result<[String; 2]> {
    let Some(last) = record.dates().last().copied() else { bail!("data/agreements.csv: found no list, expected some") };
    let span = (last.plus(-FEED_DAYS), last);
    let all = Filter::default();
    let entries = feed::entries(record, corrections, &all, span);
    Ok([feed::json(&entries, &all, None), feed::atom(&entries, &all, last, None)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feeds_tell_of_the_newest_list_first() -> Result<()> {
        let project = Project::find()?;
        let record = record(&project)?;
        let [json, atom] = feeds(&record, &corrections(&project)?)?;
        let feed: serde_json::Value = serde_json::from_str(&json)?;
        let newest = record.dates().last().map(ToString::to_string).unwrap_or_default();
        let items = feed["items"].as_array().context("no items")?;
        let id = items[0]["id"].as_str().context("no id")?;
        assert!(id.ends_with(&newest), "{id} is not of {newest}");
        assert_eq!(atom.matches("<entry>").count(), items.len());
        assert!(json.find(&newest) < json.find(items[1]["id"].as_str().context("no id")?));
        Ok(())
    }
}
