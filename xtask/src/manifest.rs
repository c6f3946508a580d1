//! `pkg/manifest.json`: what each file of the package is when it is whole, so that a page, or a host, can tell a file
//! that was cut short. It never says what a file means.

use crate::project::{self, Project};
use agreement_atlas::roster::record::table;
use anyhow::Result;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Its name.
pub const FILE: &str = "manifest.json";

/// So many hexadecimal digits of a hash tell a damaged file from a whole one.
const DIGITS: usize = 16;

/// Writes it: of each of these files its bytes and its hash, of some how many rows it has, of a table in CSV the first
/// and the last of these, and the record's last day.
pub fn write(project: &Project, files: &[String], rows: &[(&str, usize)], last: &str) -> Result<()> {
    let mut all = Map::new();
    for file in files.iter().filter(|file| *file != FILE) {
        let rows = rows.iter().find(|(name, _)| name == file).map(|(_, rows)| *rows);
        let bytes = project::read(&project.pkg(file))?;
        let mut entry = entry(&bytes, rows);
        if let (Some(entry), Some(_), Some(span)) = (entry.as_object_mut(), rows, table::span(&bytes))
            && file.ends_with(".csv")
        {
            entry.extend(["begins", "ends"].map(str::to_owned).into_iter().zip(span.map(Value::from)));
        }
        all.insert(file.clone(), entry);
    }
    let manifest = json!({ "version": project.version(), "last": last, "files": all });
    let text = serde_json::to_string_pretty(&manifest)? + "\n";
    project::write(&project.pkg(FILE), text.as_bytes())
}

/// What is said of a file.
fn entry(bytes: &[u8], rows: Option<usize>) -> Value {
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match rows {
        Some(rows) => json!({ "bytes": bytes.len(), "rows": rows, "sha256": hash.get(..DIGITS) }),
        None => json!({ "bytes": bytes.len(), "sha256": hash.get(..DIGITS) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_bytes_rows_and_hash() {
        // The first example of FIPS 180-2.
        assert_eq!(entry(b"abc", Some(1)), json!({ "bytes": 3, "rows": 1, "sha256": "ba7816bf8f01cfea" }));
        assert_eq!(entry(b"", None), json!({ "bytes": 0, "sha256": "e3b0c44298fc1c14" }));
    }
}
