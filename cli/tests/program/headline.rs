//! The headline at a terminal: what it counts, what stands beside the record, and the day on which it is read.

use crate::program::{Folder, run};
use crate::{Test, tests};

pub const TESTS: &[Test] = tests![the_headline_is_told_with_its_age_and_its_sources, what_is_not_understood_is_refused];

const CSV: &str = "state,agency,level,fips,model,first_listed,ended\n\
    FL,Lee Sheriff,county,12071,TFM,2025-03-05,\nFL,Tampa Police,municipal,12057,WSO,2025-03-06,\n";

fn the_headline_is_told_with_its_age_and_its_sources() {
    let folder = Folder::new("headline");
    let record = folder.put("own.csv", CSV);
    let told = |words: &[&str]| run(&[&["headline", &record], words].concat());
    let said = "As of March 6, 2025, two agreements with two agencies in Florida let local officers act for ICE.";
    assert_eq!(told(&["--date", "2025-03-20"]).out, format!("{said}\n"));
    let aged = told(&["--date", "2025-06-06"]).out;
    assert_eq!(aged, format!("{said} The newest list here is from March 6, 2025, three months ago.\n"));
    // By the clock of the machine, which is later than that.
    assert!(told(&[]).out.starts_with(&format!("{said} The newest list here is from March 6, 2025, ")));
    let county = told(&["--county", "12071", "--lang", "es", "--unit", "agencies", "--cite", "--date", "2025-03-20"]);
    assert_eq!(
        county.out,
        "Al 6 de marzo de 2025, una agencia en el condado de Lee, Florida, tiene un acuerdo que permite a agentes locales \
         actuar en nombre de ICE. Fuente: listas de agencias participantes de ICE, 5 de marzo de 2025 a 6 de marzo de 2025. \
         Página del programa de ICE: https://www.ice.gov/identify-and-arrest/287g Consultado el 20 de marzo de 2025.\n"
    );
}

fn what_is_not_understood_is_refused() {
    let folder = Folder::new("headline-refused");
    let record = folder.put("own.csv", CSV);
    for (words, expected) in [
        (["--date", "soon"], "expected a date as YYYY-MM-DD"),
        (["--date", "2026-02-31"], "expected a date as YYYY-MM-DD"),
        (
            ["--date", "2999-01-01"],
            "--date: found 2999-01-01, expected a day on which the newest list could be read, 2025-03-06 to ",
        ),
        (["--date", "2025-03-05"], "--date: found 2025-03-05, expected a day on which"),
        (["--state", "ZZ"], "expected postal codes"),
        (["--split", "model"], "--split"),
    ] {
        let ran = run(&[&["headline", &record], &words[..]].concat());
        assert!(!ran.ok && ran.out.is_empty() && ran.err.contains(expected), "{ran:?}");
    }
}
