//! `datapackage.json` and the words beside it. Source of the form: Tabular Data Package 1.0, specs.frictionlessdata.io.
//!
//! It invents no contributor and no day: what it says follows from the tables and the record's last list.

use agreement_atlas::date::Date;
use agreement_atlas::roster::record::codebook::{Column, Holds};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::sheet::Sheet;

/// The terms of the compilation.
pub const LICENSE: &str = include_str!("../../../LICENSE");

/// Whose lists they are, in the words of the README.
const TERMS: &str = "ICE's lists are U.S. government records, in the public domain in the United States. The \
    compilation made from them is under the MIT licence.";

/// What it is.
const ABOUT: &str = "Agreements under section 287(g) of the Immigration and Nationality Act, by which a local or \
    state agency acts for ICE, the federal immigration agency: one record per agreement over time, made from the \
    lists that ICE publishes and overwrites. An agreement that ended in it is no longer listed as of that day; \
    the lists do not say why.";

/// The descriptor, for the tables with their CSV, the workbook, and the record's last day.
pub fn descriptor(tables: &[(&Sheet, &[u8])], workbook: &[u8], last: Date) -> String {
    let resources: Vec<Value> = tables.iter().map(|(sheet, csv)| resource(sheet, csv)).collect();
    let package = json!({
        "profile": "tabular-data-package",
        "name": "agreement-atlas",
        "title": "Agreement Atlas: 287(g) agreements over time",
        "description": format!("{ABOUT} {TERMS}"),
        "version": last.to_string(),
        "keywords": ["287(g)", "ICE", "immigration", "police", "agreements", "United States"],
        "licenses": [{
            "name": "MIT",
            "title": "MIT License, of the compilation; the lists that it is made from are U.S. government \
    records in the public domain",
            "path": "LICENSE"
        }],
        "sources": [{
            "title": "ICE's lists of participating and pending 287(g) agencies, U.S. Immigration and Customs \
    Enforcement",
            "path": "https://www.ice.gov/identify-and-arrest/287g"
        }],
        "resources": resources,
        // Not a resource: a tabular package describes tables as text. The workbook holds the same ones.
        "workbook": { "path": "agreements.xlsx", "bytes": workbook.len(), "hash": hash(workbook) },
    });
    format!("{package:#}\n")
}

fn resource(sheet: &Sheet, csv: &[u8]) -> Value {
    let book = sheet.codebook;
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), book.columns.iter().map(field).collect());
    schema.insert("missingValues".to_owned(), json!([""]));
    schema.insert("primaryKey".to_owned(), "id".into());
    if book.columns.iter().any(|column| column.name == "renewed_by") {
        // The empty resource is the table itself.
        let key = json!([{ "fields": "renewed_by", "reference": { "resource": "", "fields": "id" } }]);
        schema.insert("foreignKeys".to_owned(), key);
    }
    json!({
        "profile": "tabular-data-resource",
        "name": book.name,
        "title": book.title,
        "path": format!("{}.csv", book.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": csv.len(),
        "hash": hash(csv),
        "dialect": { "delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let mut constraints = Map::new();
    if column.is_required {
        constraints.insert("required".to_owned(), true.into());
    }
    if column.is_unique {
        constraints.insert("unique".to_owned(), true.into());
    }
    let mut field = Map::new();
    let (mut kind, mut format, mut unit) = ("string", None, None);
    match column.holds {
        Holds::Text => {}
        Holds::Form(form) => {
            constraints.insert("pattern".to_owned(), form.into());
        }
        Holds::Word(words) => {
            constraints.insert("enum".to_owned(), words().into());
        }
        Holds::Day => kind = "date",
        Holds::Address => format = Some("uri"),
        Holds::Number(of) => {
            (kind, unit) = ("integer", Some(of));
            constraints.insert("minimum".to_owned(), 0.into());
        }
    }
    let words = [("name", Some(column.name)), ("type", Some(kind)), ("format", format), ("unit", unit)];
    for (key, word) in words.into_iter().chain([("description", Some(column.sentence))]) {
        field.extend(word.map(|word| (key.to_owned(), word.into())));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), constraints.into());
    }
    field.into()
}

fn hash(bytes: &[u8]) -> String {
    let digits: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{digits}")
}

/// The package's README.
pub fn readme(last: Date) -> String {
    format!(
        "# 287(g) agreements over time

{ABOUT}

- `agreements.csv`: one row an agreement
- `agencies.csv`: one row an agency
- `agreements.xlsx`: both, and what each column means
- `datapackage.json`: the same for programs, a Tabular Data Package

The record ends with ICE's list of {last}.

## To quote it

Agreement Atlas, 287(g) agreements over time, from ICE's lists to {last}.

## Formulas

In the CSV files a cell whose first character after any apostrophes and spaces is `=`, `+`, `-`, `@`, a
full-width twin of these, a tab or a line break has one apostrophe before it, plain negative numbers apart.
Take that one apostrophe off to have the cell as it was. In the workbook such cells are text.

## Terms

{TERMS}
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::roster::record::codebook::{AGENCIES, AGREEMENTS};

    /// The descriptor of two empty tables, and their CSV.
    fn described() -> (Value, [String; 2]) {
        let sheets = [&AGREEMENTS, &AGENCIES].map(|codebook| Sheet { codebook, rows: Vec::new() });
        let csv = sheets.each_ref().map(Sheet::csv);
        let tables = [(&sheets[0], csv[0].as_bytes()), (&sheets[1], csv[1].as_bytes())];
        let text = descriptor(&tables, b"PK", Date::parse("2026-03-27").unwrap());
        (serde_json::from_str(&text).unwrap(), csv)
    }

    /// What no schema can know: the tables are those beside the descriptor, and its keys lead somewhere.
    #[test]
    fn the_descriptor_is_of_its_tables() {
        let (package, csv) = described();
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), csv.len());
        for (resource, csv) in resources.iter().zip(&csv) {
            assert_eq!(resource["path"], format!("{}.csv", resource["name"].as_str().unwrap()));
            assert_eq!(resource["bytes"], csv.len());
            assert_eq!(resource["hash"], hash(csv.as_bytes()));
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let header: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(header.join(",") + "\n", *csv);
            for field in fields {
                assert!(!field["description"].as_str().unwrap().is_empty(), "{field}");
                // The schema lets pass what a type cannot have.
                let rules = field["constraints"].as_object().into_iter().flatten().map(|(rule, _)| rule.as_str());
                let known = |rule: &str| match field["type"].as_str().unwrap() {
                    _ if matches!(rule, "required" | "unique") => true,
                    "string" => matches!(rule, "pattern" | "enum"),
                    "integer" => rule == "minimum",
                    _ => false,
                };
                assert!(rules.into_iter().all(known), "{field}");
            }
            for key in [&resource["schema"]["primaryKey"], &resource["schema"]["foreignKeys"][0]["fields"]] {
                assert!(key.is_null() || header.contains(&key.as_str().unwrap()));
            }
        }
    }
}
