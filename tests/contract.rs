//! The README's tables of attributes and columns say what the code does.

use agreement_atlas::embed::query::NAMES;

use crate::text;

#[test]
fn every_attribute_stands_in_the_readme() {
    let readme = text("README.md");
    for (name, values, default) in NAMES {
        let line = format!("| `{name}` | {values} | {default} |");
        assert!(readme.contains(&line), "README.md lacks the line\n{line}");
    }
}

#[test]
fn the_page_passes_on_every_name() {
    let script = text("www/query.js").split_whitespace().collect::<Vec<_>>().join(" ");
    let names = NAMES.map(|(name, ..)| format!("'{name}'")).join(", ");
    assert!(script.contains(&names), "www/query.js lacks\n{names}");
    let types = text("www/agreement-atlas.d.ts");
    for (name, ..) in NAMES {
        let key: String = name.split('-').enumerate().map(|(n, part)| camel(n, part)).collect();
        assert!(types.contains(&format!("  {key}?:")), "www/agreement-atlas.d.ts lacks {key}");
    }
}

fn camel(n: usize, part: &str) -> String {
    if n == 0 { part.to_owned() } else { part[..1].to_uppercase() + &part[1..] }
}

#[test]
fn every_column_stands_in_the_sources() {
    let sources = text("data/SOURCES.md");
    let record = text("data/agreements.csv");
    for column in record.lines().next().unwrap().split(',') {
        assert!(sources.contains(&format!("`{column}`")), "data/SOURCES.md lacks {column}");
    }
}
