//! The project's files, as the tests read them. It writes none.

use std::path::{Path, PathBuf};

use agreement_atlas::atlas::Geography;
use agreement_atlas::place::Gazetteer;
use agreement_atlas::roster;

/// A path inside the project.
pub fn project(path: &str) -> PathBuf {
    // The program's tests stand a folder below it.
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let project = above.into_iter().find(|folder| folder.join("data").is_dir());
    project.unwrap().join(path)
}

/// The names of the counties.
pub fn counties() -> Gazetteer {
    roster::places::counties(text("data/counties.csv").as_bytes()).unwrap()
}

/// The shapes of the counties with their names.
pub fn geography() -> Geography {
    let geography = Geography::decode(&std::fs::read(project("data/us.atlas")).unwrap()).unwrap();
    let names = counties();
    geography.name(|fips| names.name(fips));
    geography
}

/// A text file of the project.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
