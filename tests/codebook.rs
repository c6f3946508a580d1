//! The codebook's sentences where people read them, and its guard against formulas on any text.

use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::record::agreement::{Draft, Level, Model, Status};
use agreement_atlas::roster::record::codebook::{AGENCIES, AGREEMENTS, Codebook};
use agreement_atlas::roster::record::table::Table;
use agreement_atlas::roster::record::{Record, guard};
use agreement_atlas::{date::Date, place::State};
use proptest::prelude::*;

use crate::text;

/// A table of `data/SOURCES.md` as the codebook has it.
fn told(codebook: &Codebook) -> String {
    let line = |column: &agreement_atlas::roster::record::codebook::Column| {
        format!("| `{}` | {} |\n", column.name, column.sentence)
    };
    format!("| column | meaning |\n| --- | --- |\n{}\n", codebook.columns.iter().map(line).collect::<String>())
}

#[test]
fn sources_says_the_same_sentences() {
    let sources = text("data/SOURCES.md");
    for codebook in [&AGREEMENTS, &AGENCIES] {
        assert!(sources.contains(&told(codebook)), "data/SOURCES.md: expected this table\n{}", told(codebook));
    }
}

/// Whether a word of a page is made as identifiers of agreements are, or as those of agencies.
fn is_id(word: &str) -> bool {
    let (state, rest) = word.split_at_checked(2).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    State::from_postal(state).is_some_and(|it| it.postal() == state)
        && rest.starts_with('-')
        && rest.matches('-').count() > 1
        && rest.chars().all(plain)
}

/// An example that is not in the record would be looked for in vain.
#[test]
fn what_pages_call_an_agreement_or_an_agency_is_in_the_record() {
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let ids: Vec<&str> = record.agreements().map(|it| it.id).collect();
    let known = |word: &str| {
        ids.iter().any(|id| {
            *id == word
                || id
                    .strip_prefix(word)
                    .is_some_and(|rest| Model::ALL.iter().any(|model| rest.starts_with(&format!("-{}-", model.code()))))
        })
    };
    let (mut n, codebook) = (0, told(&AGREEMENTS) + &told(&AGENCIES));
    let pages = [
        "README.md",
        "CHANGELOG.md",
        "data/SOURCES.md",
        "docs/package.md",
        "docs/program.md",
        "docs/newsroom.md",
        "docs/hosting.md",
    ];
    for (page, text) in pages.iter().map(|page| (*page, text(page))).chain([("the codebook", codebook)]) {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|word| is_id(word)) {
            assert!(known(word), "{page}: found {word}, expected an identifier of the record");
            n += 1;
        }
    }
    assert!(n >= 4, "{n}");
}

/// Text that spreadsheets, CSV and this project's guard could all stumble over.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof!["[' =+@\t\r\n\"a,;＝-]{0,8}", "'{0,3}[=+@\t-].{0,6}", ".{0,12}", "-?[0-9.]{1,6}", any::<String>()]
}

fn agreement(name: &str, document: &str) -> Draft {
    Draft {
        id: format!("{name}-id"),
        state: State::from_postal("FL").unwrap(),
        agency: name.to_owned(),
        level: Some(Level::County),
        counties: Vec::new(),
        model: Model::Tfm,
        status: Status::Active,
        signed: None,
        pending_from: None,
        first_listed: Date::parse("2025-03-01"),
        last_listed: Date::parse("2025-03-01"),
        absent_since: None,
        ended: None,
        renewed_by: None,
        document: Some(document.to_owned()).filter(|text| !text.is_empty()),
    }
}

/// A number, as a spreadsheet sees it: nothing that it could run.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_from_the_record(name in cells(), document in cells()) {
        prop_assume!(!name.is_empty());
        let record = Record::new(&[agreement(&name, &document)]);
        let read = Record::read(record.to_csv(|_| String::new()).as_bytes()).unwrap();
        prop_assert!(read.agreements().eq(record.agreements()));
    }

    #[test]
    fn no_cell_of_any_csv_is_a_formula(texts in prop::collection::vec(cells(), 2..5)) {
        let mut table = Table::new(&["a", "b"]);
        table.push(&texts);
        let mut log = Log::default();
        log.note(&texts[0], 1, "agency", &texts[1], "made");
        for csv in [table.finish(), log.to_csv(1)] {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
            for row in reader.records() {
                for cell in &row.unwrap() {
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number(cell);
                    prop_assert!(!is_formula, "{:?}", cell);
                }
            }
        }
        for text in &texts {
            let written = guard::guarded(text);
            prop_assert_eq!(guard::unguarded(&written), text);
        }
    }
}
