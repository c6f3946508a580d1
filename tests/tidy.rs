//! The house rules that a machine can see. Each failure names file and line.

use std::path::Path;

use crate::{project, text};

/// Every file of a kind below a folder, by its path inside the project.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![project(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let inside = path.strip_prefix(project("")).unwrap();
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no .{ending} file");
    found
}

/// A file without its tests, which come last.
fn own(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

/// The code of a file: without its tests and without comments.
pub fn code(file: &str) -> Vec<(usize, String)> {
    let text = text(file);
    let lines = own(&text).lines().enumerate().map(|(index, line)| (index + 1, line.to_owned()));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//")).collect()
}

pub fn none(failures: &[String]) {
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn each_file_opens_by_saying_what_it_is() {
    let mut failures = Vec::new();
    for file in ["src", "cli/src", "cli/tests", "importer/src", "xtask/src", "tests"]
        .iter()
        .flat_map(|folder| files(folder, "rs"))
    {
        if !text(&file).starts_with("//! ") {
            failures.push(format!("{file}:1: opens without `//!`"));
        }
    }
    for file in files("www", "js") {
        if !text(&file).starts_with("// ") {
            failures.push(format!("{file}:1: opens without `//`"));
        }
    }
    none(&failures);
}

#[test]
fn javascript_is_spoken_at_the_door_alone() {
    let mut failures = Vec::new();
    for file in files("src", "rs") {
        if file == "src/embed/canvas.rs" || file.starts_with("src/embed/wasm/") {
            continue;
        }
        for (number, line) in code(&file) {
            for word in ["wasm_bindgen", "web_sys", "js_sys", "plotters_canvas"] {
                if line.contains(word) {
                    failures.push(format!("{file}:{number}: {word}"));
                }
            }
        }
    }
    none(&failures);
}

#[test]
fn the_library_asks_no_clock_file_or_dice() {
    let mut failures = Vec::new();
    for file in files("src", "rs") {
        for (number, line) in code(&file) {
            for word in ["std::fs", "std::io", "std::env", "std::net", "std::time", "Instant::", "SystemTime", "rand::"]
            {
                if line.contains(word) {
                    failures.push(format!("{file}:{number}: {word}"));
                }
            }
        }
    }
    none(&failures);
}

#[test]
fn files_are_nouns_and_modules_name_what_they_give() {
    let mut failures = Vec::new();
    for file in ["src", "cli/src", "importer/src", "xtask/src"].iter().flat_map(|folder| files(folder, "rs")) {
        let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
        if ["utils", "util", "helpers", "helper", "prelude", "misc", "common"].contains(&stem.as_str()) {
            failures.push(format!("{file}: no such noun of the trade"));
        }
        for (number, line) in code(&file) {
            let line = line.trim();
            if line.contains("pub use") && line.contains("::*") {
                failures.push(format!("{file}:{number}: re-exports everything"));
            }
        }
    }
    none(&failures);
}

#[test]
fn words_that_are_not_true_stay_out() {
    // What ICE stopped listing is no longer listed; nobody knows more.
    let mut failures = Vec::new();
    let sources = ["src", "cli/src", "importer/src"].iter().flat_map(|folder| files(folder, "rs"));
    for file in sources
        .chain(files("www", "js"))
        .chain(files("www", "html"))
        .chain(["README.md", "CHANGELOG.md"].map(str::to_owned))
    {
        for (index, line) in text(&file).lines().enumerate() {
            let lower = line.to_lowercase();
            for word in ["terminated", "cancelled", "canceled", "rescinded"] {
                if lower.contains(word) {
                    failures.push(format!("{file}:{}: {word}", index + 1));
                }
            }
        }
    }
    none(&failures);
}

#[test]
fn lines_end_where_their_words_do() {
    let mut failures = Vec::new();
    let rust = ["src", "cli/src", "cli/tests", "importer/src", "xtask/src", "tests"]
        .iter()
        .flat_map(|folder| files(folder, "rs"));
    let page = ["js", "html", "css", "ts"].iter().flat_map(|ending| files("www", ending));
    let tests = ["tests/browser", "tests/embed", "tests/hosts"].iter().flat_map(|folder| files(folder, "mjs"));
    for file in rust.chain(page).chain(tests) {
        for (index, line) in text(&file).lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                failures.push(format!("{file}:{}: ends in a blank", index + 1));
            }
            // A sentence in quotes stays whole, to be found by a search; a comment breaks.
            let most = if line.trim_start().starts_with("//") { 120 } else { 140 };
            if line.chars().count() > most {
                failures.push(format!("{file}:{}: {} characters long", index + 1, line.chars().count()));
            }
        }
        if !text(&file).ends_with('\n') {
            failures.push(format!("{file}: its last line has no end"));
        }
    }
    none(&failures);
}

#[test]
fn no_merge_is_left_half_done() {
    let mut failures = Vec::new();
    let words = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(str::to_owned);
    let rust = ["src", "cli", "importer", "xtask", "tests"].iter().flat_map(|folder| files(folder, "rs"));
    let page = ["js", "css", "html"].iter().flat_map(|ending| files("www", ending));
    let rest = files("tests", "mjs").into_iter().chain(files("docs", "md")).chain(files("data", "csv"));
    for file in words.into_iter().chain(rust).chain(page).chain(rest) {
        for (index, line) in text(&file).lines().enumerate() {
            if ["<<<<<<<", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
                failures.push(format!("{file}:{}: {line}", index + 1));
            }
        }
    }
    none(&failures);
}

/// Lines of a file, its tests apart: what can be read at one sitting.
const MOST_LINES: usize = 400;

#[test]
fn files_are_short() {
    let mut failures = Vec::new();
    let rust = ["src", "cli/src", "importer/src", "xtask/src"].iter().flat_map(|folder| files(folder, "rs"));
    for file in rust.chain(files("www", "js")) {
        let text = text(&file);
        // What is written from the contract is nobody's to read.
        let (before, rest) = text.split_once("contract: begin").unwrap_or((&text, ""));
        let after = rest.split_once("contract: end").map_or("", |(_, after)| after);
        let lines = own(&[before, after].concat()).lines().count();
        // All that a language says is one table, for a translator to copy.
        if lines > MOST_LINES && !text.contains("pub const PHRASES: Phrases = Phrases {") {
            failures.push(format!("{file}:{MOST_LINES}: {lines} lines without its tests"));
        }
    }
    none(&failures);
}

/// The packages that the project was asked to be built with, each with the name that code calls it by.
#[test]
fn the_packages_asked_for_are_used() {
    let sources: Vec<String> = files("src", "rs").into_iter().map(|file| text(&file)).collect();
    let manifest = text("Cargo.toml");
    let asked = ["js-sys", "plotters-canvas", "serde", "serde-wasm-bindgen", "wasm-bindgen", "web-sys"];
    for package in asked {
        assert!(manifest.lines().any(|line| line.starts_with(&format!("{package} = "))), "{package} is not asked for");
        let name = package.replace('-', "_") + "::";
        assert!(sources.iter().any(|source| source.contains(&name)), "{package} is used nowhere");
        assert!(!manifest.contains("[patch"), "a package is patched");
    }
}

#[test]
fn each_dependency_has_its_reason() {
    let mut failures = Vec::new();
    for manifest in ["Cargo.toml", "cli/Cargo.toml", "importer/Cargo.toml", "xtask/Cargo.toml"] {
        let text = text(manifest);
        let (mut within, mut before) = (false, "");
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('[') {
                within = line.contains("dependencies");
            } else if within && line.contains('=') && !before.starts_with('#') && !line.starts_with("agreement-atlas") {
                failures.push(format!("{manifest}:{}: {line}", index + 1));
            }
            before = line;
        }
    }
    none(&failures);
}
