//! `pkg/manifest.json`: what each file of the package is when it is whole, so that a page, or a host, can tell a file
//! that was cut short. It never says what a file means.

use crate::project::{self, Project};
use agreement_atlas::roster::review::manifest::entry;
use anyhow::Result;
use serde_json::{Map, json};
use sha2::{Digest, Sha256};

/// Its name.
pub const FILE: &str = "manifest.json";

/// Writes it: of each of these files its bytes and its hash, of some how many rows it has, of a table in CSV the first
/// and the last of these, and the record's last day.
pub fn write(project: &Project, files: &[String], rows: &[(&str, usize)], last: &str) -> Result<()> {
    let mut all = Map::new();
    for file in files.iter().filter(|file| *file != FILE) {
        let rows = rows.iter().find(|(name, _)| name == file).map(|(_, rows)| *rows);
        let bytes = project::read(&project.pkg(file))?;
        all.insert(file.clone(), entry(file, &bytes, &Sha256::digest(&bytes), rows));
    }
    let manifest = json!({ "version": project.version(), "last": last, "files": all });
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    project::write(&project.pkg(FILE), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_bytes_rows_and_hash() {
        let entry = |bytes: &[u8], rows| entry("own.bin", bytes, &Sha256::digest(bytes), rows);
        // The first example of FIPS 180-2.
        assert_eq!(entry(b"abc", Some(1)), json!({ "bytes": 3, "rows": 1, "sha256": "ba7816bf8f01cfea" }));
        assert_eq!(entry(b"", None), json!({ "bytes": 0, "sha256": "e3b0c44298fc1c14" }));
    }
}
