//! What the budget names, measured: the import of an archive, and drawing, scrubbing and pointing in a real browser. It
//! judges nothing: machines are noisy, so read medians and ratios.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::step::{self, Step};
use crate::{browser, dist, npm, site};

/// How often the import is run.
const RUNS: usize = 5;

/// Measures. `archive` is a folder with `participating` and `pending` lists, if there is one at hand.
pub fn run(project: &Project, archive: Option<&Path>) -> Result<()> {
    if let Some(archive) = archive {
        import(project, archive)?;
    }
    dist::make(project)?;
    let site = site::assemble(project)?;
    let chromium = browser::chromium(project)?;
    let node = project.tool("node").args(["tests/browser/bench.mjs"]).env("SITE", site).env("CHROMIUM", chromium);
    step::show("browser", "drawing, at 1200 px and ratio 2", node)
}

/// Measures ours beside pages that others' libraries draw, which are in a folder of their own: nothing else needs them.
pub fn beside_peers(project: &Project) -> Result<()> {
    npm::install_in(project, &project.path("bench/peers"))?;
    dist::make(project)?;
    let site = site::assemble(project)?;
    let chromium = browser::chromium(project)?;
    let node = project.tool("node").args(["bench/peers/bench.mjs"]).env("SITE", site).env("CHROMIUM", chromium);
    step::show("browser", "drawing beside d3 and what is written by hand, at 1200 px", node)
}

fn import(project: &Project, archive: &Path) -> Result<()> {
    let mut step = Step::start("program", "building");
    step.run(project.cargo().args(["build", "--release", "--locked", "-p", "agreement-atlas-cli"]))?;
    step.done("built");
    let folder = project.target("bench");
    let mut times = Vec::new();
    for _ in 0..RUNS {
        // Without evidence beside the record every list is read.
        if folder.exists() {
            std::fs::remove_dir_all(&folder).context("bench")?;
        }
        std::fs::create_dir_all(&folder).context("bench")?;
        let begun = Instant::now();
        let program = project.tool(project.target("release/agreement-atlas")).args(["import", "--participating"]);
        let program = program.args([archive.join("participating")]).args(["--pending"]).args([archive.join("pending")]);
        let program = program.args(["--out"]).args([folder.join("agreements.csv")]);
        program.args(["--log"]).args([folder.join("log.csv")]).kept().1?;
        times.push(begun.elapsed());
    }
    times.sort();
    let shown = |time: Option<&Duration>| time.map_or(0.0, Duration::as_secs_f64);
    let (median, worst) = (shown(times.get(RUNS / 2)), shown(times.last()));
    println!("import of the archive, {RUNS} runs: median {median:.2} s, worst {worst:.2} s (budget 10 s)");
    Ok(())
}
