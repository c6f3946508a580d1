//! The importer as the page's worker calls it: files in by name, a report and the new files out. Each function is an
//! adapter of a few lines.

use agreement_atlas::date::Date;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::reading;
use crate::refusal::Refusal;
use crate::session::{self, Written};

/// An import in the making.
#[wasm_bindgen]
pub struct Session(session::Session);

/// What came out of an import.
#[wasm_bindgen]
pub struct Outcome {
    report: JsValue,
    written: Written,
}

/// A refusal, for the page.
#[derive(Serialize)]
struct Refused {
    /// The file that was being read; empty where it was all of them.
    file: String,
    /// Its kind, a word.
    reason: &'static str,
    /// What was found and what was expected.
    message: String,
    /// The day that lets it in; empty where nothing does.
    accept: String,
}

fn refused(file: &str, refusal: &Refusal) -> Refused {
    // What the program is told by a flag the page asks for in a field of its own.
    let message = refusal.message.replace(", or --date", "");
    let accept = refusal.accept.map_or(String::new(), |date| date.to_string());
    Refused { file: file.to_owned(), reason: refusal.reason.code(), message, accept }
}

fn thrown(refusals: &[Refused]) -> JsValue {
    refusals.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

#[wasm_bindgen]
impl Session {
    /// An import on a day, as days since 1970 in UTC.
    #[wasm_bindgen(constructor)]
    pub fn new(today: i32) -> Session {
        Session(session::Session::on(Date::from_days(today)))
    }

    /// Takes one of the record's files.
    pub fn hold(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.hold(name, bytes);
    }

    /// Lets in the lists of a day, as `YYYY-MM-DD`.
    pub fn accept(&mut self, date: &str) {
        if let Some(date) = Date::parse(date) {
            self.0.accept(date);
        }
    }

    /// Reads a list, of a day as `YYYY-MM-DD` or, where none is given, of the one in its name. Throws refusals.
    pub fn read(&mut self, name: &str, bytes: Vec<u8>, date: &str) -> Result<(), JsValue> {
        self.0.read(name, bytes, Date::parse(date)).map_err(|refusal| thrown(&[refused(name, &refusal)]))
    }

    /// Imports what was read. Throws refusals.
    pub fn import(self) -> Result<Outcome, JsValue> {
        let (report, written) = self
            .0
            .import()
            .map_err(|refusals| thrown(&refusals.iter().map(|refusal| refused("", refusal)).collect::<Vec<_>>()))?;
        let report = report.serialize(&Serializer::json_compatible())?;
        Ok(Outcome { report, written })
    }
}

#[wasm_bindgen]
impl Outcome {
    /// What is to be shown: a plain object.
    pub fn report(&self) -> JsValue {
        self.report.clone()
    }

    /// The bytes of a file that was written.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.written.get(name).cloned()
    }
}

/// Throws a refusal of a file that is too large to be a list, before it is read.
#[wasm_bindgen]
pub fn fits(name: &str, size: f64) -> Result<(), JsValue> {
    reading::fits(name.as_ref(), size as u64).map_err(|refusal| thrown(&[refused(name, &refusal)]))
}

/// The names of the record's files, in the order in which the page offers them.
#[wasm_bindgen]
pub fn files() -> Vec<String> {
    session::FILES.map(str::to_owned).to_vec()
}
