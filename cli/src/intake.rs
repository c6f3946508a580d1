//! Lists of files taken in: read in parallel, and what is said of them said at the terminal. `import` and `check` take
//! them in alike.

use std::path::PathBuf;

use agreement_atlas::roster::import::list::List;
use agreement_atlas_importer::intake::Intake;
use agreement_atlas_importer::reading::Terms;
use anyhow::{Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use crate::archive;

/// Lists read at a time: enough for every core, few enough to be kept in memory with all their rows.
const BATCH: usize = 32;

/// What is said of files in folders of lists that cannot be lists.
pub const PASSED_OVER: &str = "passed over: neither a workbook nor CSV";

/// Reads all files, some at a time, and gives what is accepted to `keep`, which may see one list of an issue replace
/// another. Files that cannot be read are all named before anything is refused.
///
/// # Errors
/// Files cannot be read, unless they may be skipped; or lists of one issue differ, unless its day is accepted.
pub fn read(
    intake: &mut Intake,
    files: &[(PathBuf, Terms)],
    skip: bool,
    mut keep: impl FnMut(&mut Intake, Vec<List>),
) -> Result<()> {
    let bar = ProgressBar::new(files.len() as u64).with_style(
        ProgressStyle::with_template("reading lists {bar:30} {pos}/{len} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut failures = Vec::new();
    for batch in files.chunks(BATCH) {
        let mut accepted = Vec::new();
        for reading in archive::lists(batch, || bar.inc(1)) {
            match reading {
                Ok(reading) => accepted.extend(intake.take(reading)),
                Err(error) => failures.push(format!("{error:#}")),
            }
            say(&mut intake.told);
        }
        keep(intake, accepted);
    }
    bar.finish_and_clear();
    if !failures.is_empty() {
        let all = failures.join("\n");
        let count = format!("{} of {} files cannot be read", failures.len(), files.len());
        ensure!(skip, "{all}\n{count}: nothing is written; import --skip-unreadable leaves them out");
        eprintln!("{all}\n{count}: left out");
        for failure in &failures {
            intake.log.note("", 0, "file", failure, "left out");
        }
    }
    let conflicts: Vec<String> = intake.conflicts.iter().map(ToString::to_string).collect();
    ensure!(conflicts.is_empty(), "{}", conflicts.join("\n"));
    Ok(())
}

/// Says at the terminal what is to be said.
pub fn say(told: &mut Vec<String>) {
    told.drain(..).for_each(|line| eprintln!("{line}"));
}
