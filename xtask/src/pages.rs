//! The tests that open the site's pages in Chromium, a folder of them at a time. They are Node's; this deals them to
//! processes.

use crate::project::{self, Project};
use crate::step::Step;
use crate::{browser, npm, program};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::thread;

/// So many shares for each process: who is done early takes another.
const ROUNDS: usize = 3;

/// Runs the tests of a folder, by three processes on two cores, as each of them waits now and then. Gives Node's own
/// report, which ends a run.
pub fn open(project: &Project, site: &Path, folder: &str) -> (String, Result<()>) {
    match opening(project, site, folder) {
        Ok((output, outcome)) => (output, outcome),
        Err(error) => (String::new(), Err(error)),
    }
}

fn opening(project: &Project, site: &Path, folder: &str) -> Result<(String, Result<()>)> {
    let chromium = browser::headless(project)?;
    // What the importer's page makes, and what pages count, is held to what the program says.
    program::build(project)?;
    let cores = thread::available_parallelism().context("found no cores")?;
    let processes = cores.get() + cores.get().div_ceil(2);
    let shares = shares(project, folder, processes * ROUNDS)?;
    let concurrency = format!("--test-concurrency={processes}");
    // Half an hour is for a test that waits for what never comes; they take some minutes together.
    let node = npm::node(project)?.args(["--test", &concurrency, "--test-timeout=1800000"]).args(shares);
    let mut step = Step::start("browser", &format!("opening the pages of {folder}"));
    let node = node.env("SITE", site).env("PROGRAM", program::file(project)).env("CHROMIUM", chromium);
    let (output, outcome) = step.run_kept(node);
    if outcome.is_ok() {
        step.done("opened every page");
    }
    Ok((output, outcome))
}

/// Scripts that run the files of tests, about as long each: a browser begun for each file, and code compiled anew in
/// it, would take a tenth of the time. How long a file takes its bytes tell well enough
/// for a beginning.
fn shares(project: &Project, folder: &str, n: usize) -> Result<Vec<PathBuf>> {
    let mut tests = project::files_below(&project.path(folder))?;
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if tests.is_empty() {
        bail!("{folder}: found no *.test.mjs, expected some");
    }
    let mut sized =
        tests.into_iter().map(|file| Ok((project::read(&file)?.len(), file))).collect::<Result<Vec<_>>>()?;
    sized.sort_unstable_by(|one, other| other.cmp(one));
    let mut shares = vec![(0, Vec::new()); n.min(sized.len())];
    for (bytes, file) in sized {
        if let Some((sum, files)) = shares.iter_mut().min_by_key(|(sum, _)| *sum) {
            *sum += bytes;
            files.push(file);
        }
    }
    let begin = "import { pathToFileURL } from 'node:url';\nfor (const file of ";
    let shares = shares.into_iter().enumerate().map(|(at, (_, files))| {
        let script = project.target(&format!("{folder}/{at}.mjs"));
        let list = serde_json::to_string(&files)?;
        project::write(&script, format!("{begin}{list}) await import(pathToFileURL(file));\n").as_bytes())?;
        Ok(script)
    });
    shares.collect()
}
