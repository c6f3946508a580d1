//! The program as people run it, linked once: every test starts the built program, and reads what it says and what it
//! leaves behind. A test that needs the evidence beside the project is skipped where there is none, and the run says
//! which.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

/// The record and what it was made of.
#[path = "../../../tests/archive.rs"]
mod archive;
/// What a file can be that is no list, or no single one.
mod edges;
/// The lists that the record is made of.
mod evidence;
/// What pages say of the program's flags.
mod flags;
/// Every published form of a list's name.
mod forms;
/// The sentence of a record.
mod headline;
/// Imports that are killed.
mod kill;
/// Lists that the tests make.
mod lists;
/// How much memory large and hostile files take.
mod memory;
/// The program, started.
mod program;
/// Pictures of a record.
mod render;
/// What the record and the tables beside it are restated from.
mod sources;
/// How workbooks are read.
mod workbooks;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Trial};

/// Tests by their names: `tests![one, other]`.
macro_rules! tests {
    ($($name:ident),* $(,)?) => { &[$((stringify!($name), $name)),*] };
}
use tests;

/// A test that stands alone.
type Test = (&'static str, fn());
/// A test of what stands in a folder that may not be there, which it is given.
type Given = (&'static str, fn(&Path));

/// Why a test of the evidence is skipped.
const SKIPPED: &str = "no evidence beside the project";

fn main() -> ExitCode {
    if let Some(code) = memory::measure_as_asked() {
        return code;
    }
    let of = |module: &'static str, tests: &[Test]| -> Vec<Trial> {
        let trial = |(name, test): &Test| {
            let test = *test;
            Trial::test(format!("{module}::{name}"), move || {
                test();
                Ok(())
            })
        };
        tests.iter().map(trial).collect()
    };
    let given = |folder: fn() -> Option<PathBuf>, lacking: &'static str, module: &'static str, tests: &[Given]| {
        let trial = |(name, test): &Given| {
            let test = *test;
            Trial::ignorable_test(format!("{module}::{name}"), move || {
                let Some(folder) = folder() else { return Ok(Completion::ignored_with(lacking)) };
                test(&folder);
                Ok(Completion::Completed)
            })
        };
        tests.iter().map(trial).collect::<Vec<_>>()
    };
    let of_evidence = |module, tests| given(evidence, SKIPPED, module, tests);
    let trials = [
        of("edges", edges::TESTS),
        of("memory", memory::TESTS),
        of("kill", kill::TESTS),
        of("evidence", evidence::TESTS),
        of("flags", flags::TESTS),
        of("forms", forms::TESTS),
        of("headline", headline::TESTS),
        of("render", render::TESTS),
        of("workbooks", workbooks::TESTS),
        of_evidence("evidence", evidence::OF_EVIDENCE),
        of_evidence("sources", sources::OF_EVIDENCE),
        of_evidence("forms", forms::OF_EVIDENCE),
        of_evidence("workbooks", workbooks::OF_EVIDENCE),
        given(render::fonts, render::FONTLESS, "render", render::OF_FONTS),
    ];
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials.into_iter().flatten().collect());
    if conclusion.num_ignored > 0 {
        eprintln!("{} tests were not tried: above each says what it lacks", conclusion.num_ignored);
    }
    conclusion.exit_code()
}

/// The folder of the evidence. Where it stands beside the project nothing of it may be missing: a test that does not
/// find its part fails.
fn evidence() -> Option<PathBuf> {
    Some(project("../shared/data")).filter(|folder| folder.is_dir())
}

/// A path inside the project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A text file of the project.
fn text(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
