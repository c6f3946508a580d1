//! The faults that `docs/hosting.md` tells of: each has the sentence that a page says of it, in each language, and no
//! reason that a page can give is without a fault.

use std::collections::BTreeSet;

use agreement_atlas::phrases::Lang;
use agreement_atlas::vocabulary::Vocabulary;

use crate::text;

/// The section that tells of them.
fn section() -> String {
    let guide = text("docs/hosting.md");
    let (_, rest) = guide.split_once("\n## When something fails\n").unwrap();
    rest.split("\n## ").next().unwrap().to_owned()
}

/// The rows of a table, the first of the section or the second, each a list of so many cells.
fn table<const N: usize>(section: &str, nth: usize) -> Vec<[String; N]> {
    let table = section.split("\n\n").filter(|part| part.starts_with('|')).nth(nth).unwrap();
    let cells = |row: &str| {
        let cells: Vec<String> = row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{row}: expected {N} cells"))
    };
    // Below the heads and their line.
    table.lines().skip(2).map(cells).collect()
}

/// What a type of `core.js` may be, as words.
fn words_of(name: &str) -> BTreeSet<String> {
    let core = text("www/core.js");
    let before = core.split_once(&format!("}} {name}")).unwrap().0;
    let (_, words) = before.rsplit_once("@typedef {").unwrap();
    words.split('|').map(|word| word.trim().trim_matches('\'').to_owned()).collect()
}

#[test]
fn each_fault_is_told_as_a_page_says_it() {
    let (reasons, kinds) = (words_of("Reason"), words_of("ErrorKind"));
    let said = |lang: Lang, name: &str| -> &'static str {
        let named = lang.phrases().controls.named();
        named.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("no word for {name}")).1
    };
    let section = section();
    let mut told = BTreeSet::new();
    for row in table(&section, 0) {
        let [fault, kind, reason, english, spanish, remedy] = row.each_ref().map(String::as_str);
        assert!(kind == "any" || kinds.contains(kind.trim_matches('`')), "{fault}: {kind}");
        let reason = reason.trim_matches('`');
        for (lang, sentence) in Lang::ALL.iter().zip([english, spanish]) {
            assert_eq!(sentence, format!("{}: {}.", said(*lang, "failed"), said(*lang, reason)), "{fault}");
        }
        assert!(!remedy.is_empty(), "{fault}");
        told.insert(reason.to_owned());
    }
    assert_eq!(told, reasons);
    for lang in Lang::ALL {
        assert!(section.contains(said(*lang, "unanswered")));
    }
    assert!(text("README.md").contains("(docs/hosting.md#when-something-fails)"));
}

#[test]
fn the_faults_that_embedders_meet_are_all_there() {
    let section = section();
    let told = table::<6>(&section, 0).into_iter().map(|[fault, ..]| fault);
    let faults: Vec<String> = told.chain(table::<3>(&section, 1).into_iter().map(|[fault, ..]| fault)).collect();
    // One word alone may stand in another's row, too.
    for words in [
        &["no WebAssembly"][..],
        &["too old a browser"],
        &["later script", "wrong MIME type"],
        &["CORS", "sandbox"],
        &["policy", "forbids"],
        &["file is missing"],
        &["file is cut"],
        &["no connection"],
        &["error of ours"],
        &["itself is missing", "wrong MIME type", "CORS", "sandbox", "file://"],
        &["classic tag"],
    ] {
        assert!(faults.iter().any(|fault| words.iter().all(|word| fault.contains(word))), "{words:?}");
    }
}
