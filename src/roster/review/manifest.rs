//! What a manifest tells of a file, by which a page, or a host, knows whether it came whole. It never says what a file
//! means.

use serde_json::{Value, json};

use crate::roster::record::table::span;

/// So many bytes of a hash tell a damaged file from a whole one.
const DIGEST: usize = 8;

/// What is told of a file: its bytes, its SHA-256, of which sixteen digits are written, how many rows it has where that
/// is known, and of a table in CSV with rows the first and the last of these.
pub fn entry(file: &str, bytes: &[u8], sha256: &[u8], rows: Option<usize>) -> Value {
    let hash: String = sha256.iter().take(DIGEST).map(|byte| format!("{byte:02x}")).collect();
    let Some(rows) = rows else { return json!({ "bytes": bytes.len(), "sha256": hash }) };
    match span(bytes).filter(|_| file.ends_with(".csv")) {
        Some([begins, ends]) => {
            json!({ "bytes": bytes.len(), "rows": rows, "sha256": hash, "begins": begins, "ends": ends })
        }
        None => json!({ "bytes": bytes.len(), "rows": rows, "sha256": hash }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_known_by_its_first_row_and_its_last_other_files_by_bytes_and_hash() {
        let told = |file: &str, rows| entry(file, b"a,b\n1,2\n3,4\n", &[0xab; 32], rows);
        let hash = "abababababababab";
        let table = json!({ "bytes": 12, "rows": 2, "sha256": hash, "begins": "1,2", "ends": "3,4" });
        assert_eq!(told("own.csv", Some(2)), table);
        assert_eq!(told("own.tsv", Some(2)), json!({ "bytes": 12, "rows": 2, "sha256": hash }));
        // What is no record's is no table that a page reads.
        assert_eq!(told("own.csv", None), json!({ "bytes": 12, "sha256": hash }));
    }
}
