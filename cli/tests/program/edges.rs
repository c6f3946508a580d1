//! Files that are no list, no single one or one of the other kind: `import` and `check` say what was found and what was
//! expected, and leave everything as it was.

use crate::lists::{self, PARTICIPATING, PENDING, Rows, csv, rows, workbook};
use crate::program::{Folder, Ran, run};
use crate::{Test, tests};

pub const TESTS: &[Test] = tests![
    a_workbook_with_two_lists_is_refused_and_both_are_named,
    a_list_behind_another_sheet_is_read_and_the_other_sheet_named,
    a_list_of_the_other_kind_is_named,
    a_capture_of_something_else_is_called_what_it_is,
    a_folder_is_imported_but_for_what_is_named,
];

/// A folder with a record of one list of ten, before the days of the lists in these tests.
fn settled(name: &str) -> Folder {
    let folder = Folder::new(name);
    let list = folder.put("first/2025-03-01.csv", csv(&rows(&PARTICIPATING, 0..10)));
    let ran = folder.import(&["--participating", &list]);
    assert!(ran.ok, "{ran:?}");
    folder
}

/// Tries a file by import and by check: both refuse it in the same words, and nothing of the record changes.
fn refused(folder: &Folder, option: &str, file: &str, words: &str) {
    let before = (folder.set(), folder.files());
    let checked = run(&["check", &folder.record(), "--lists", file]);
    for ran in [folder.import(&[option, file]), checked] {
        assert!(!ran.ok && ran.out.is_empty(), "{file}: {ran:?}");
        assert!(ran.err.contains(&format!("{file}{words}")), "{file}{words}\nis not in\n{}", ran.err);
    }
    assert!((folder.set(), folder.files()) == before, "{file}: something was written");
}

fn said(ran: &Ran, words: &str) {
    assert!(ran.ok && ran.err.contains(words), "{words}\nis not in\n{ran:?}");
}

/// No list is lost because another stands before it.
fn a_workbook_with_two_lists_is_refused_and_both_are_named() {
    let folder = settled("two-lists");
    let sheet = |headers: &[&str]| rows(headers, 0..10);
    let words = ": found lists on the sheets Current and Second, expected a workbook with one";
    for (name, second) in [("two-of-a-kind", sheet(&PARTICIPATING)), ("two-kinds", sheet(&PENDING))] {
        let bytes = workbook(&[("Current", sheet(&PARTICIPATING)), ("Second", second)]);
        let file = folder.put(&format!("{name}/2025-03-02.xlsx"), bytes);
        refused(&folder, "--participating", &file, words);
        let counted = run(&["count", &file]);
        assert!(!counted.ok && counted.err.contains(words), "{counted:?}");
    }
}

fn a_list_behind_another_sheet_is_read_and_the_other_sheet_named() {
    let folder = settled("behind");
    let notes: Rows =
        [["Notes"], ["Updated daily"], ["See the page"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
    let bytes = workbook(&[("Cover", notes), ("Empty", Rows::new()), ("List", rows(&PARTICIPATING, 0..12))]);
    let file = folder.put("new/2025-03-02.xlsx", bytes);
    let words = format!("{file}: the sheet Cover is no list: its 3 rows are not read\n");
    let ran = folder.import(&["--participating", &file]);
    said(&ran, &words);
    assert!(ran.out.contains("2 added") && ran.out.contains("12 in all"), "{ran:?}");
    let ran = run(&["check", &folder.record(), "--lists", &folder.path("first"), &file]);
    said(&ran, &words);
    assert!(ran.out.contains("12 agreements checked, 2 lists compared: 0 failures"), "{ran:?}");
    let log = String::from_utf8(std::fs::read(folder.path("log.csv")).unwrap()).unwrap();
    for line in ["sheet,Cover,no list: 3 rows not read", "sheet,Empty,no list: 0 rows not read"] {
        assert!(log.contains(line), "{line} is not in\n{log}");
    }
}

/// The kind is read from the header. Under the other option a list is refused; `check`, which has one option, compares
/// lists of participating agencies wherever they stand, and says that a list of pending ones is not compared.
fn a_list_of_the_other_kind_is_named() {
    let folder = settled("swapped");
    let before = folder.set();
    let pending = folder.put("swapped/participatingAgencies03022025.xlsx", workbook(&[("One", rows(&PENDING, 0..10))]));
    let participating =
        folder.put("swapped/pendingAgencies03032025.xlsx", workbook(&[("One", rows(&PARTICIPATING, 0..10))]));
    for (option, file, words) in [
        (
            "--participating",
            &pending,
            "found no column SIGNED, as on lists of pending agencies, expected one, or --pending",
        ),
        (
            "--pending",
            &participating,
            "found a column SIGNED, as on lists of participating agencies, expected none, or --participating",
        ),
    ] {
        let ran = folder.import(&[option, file]);
        assert!(!ran.ok && ran.err.contains(&format!("{file}, sheet One: {words}")), "{ran:?}");
    }
    let ran = folder.import(&["--participating", &folder.path("swapped")]);
    assert!(!ran.ok && ran.err.contains("1 of 2 files cannot be read: nothing is written"), "{ran:?}");
    assert!(folder.set() == before);

    let ran = run(&["check", &folder.record(), "--lists", &folder.path("first"), &folder.path("swapped")]);
    said(&ran, &format!("{pending}: a list of pending agencies: not compared\n"));
    assert!(!ran.err.contains(&participating), "{ran:?}");
    assert!(ran.out.contains("10 agreements checked, 2 lists compared: 0 failures"), "{ran:?}");
}

/// What archives and mail programs save under a workbook's name.
fn a_capture_of_something_else_is_called_what_it_is() {
    let folder = settled("captures");
    let page = "<html><head><title>Page not found</title></head><body>404</body></html>";
    let forms: [(&str, &str, Vec<u8>); 13] = [
        ("page", "a page (HTML)", format!("<!DOCTYPE html>\n{page}").into()),
        ("page-in-capitals", "a page (HTML)", page.to_uppercase().into()),
        ("page-with-mark", "a page (HTML)", format!("\u{feff}\r\n {page}").into()),
        ("page-saved", "a page (HTML)", format!("<!-- saved from url=(0021)https://www.ice.gov -->\n{page}").into()),
        ("page-as-xml", "a page (HTML)", format!("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n{page}").into()),
        ("answer", "JSON", br#"{"url": "https://www.ice.gov", "status": 404}"#.into()),
        ("answers", "JSON", b" \n[{\"status\": 404}]".into()),
        ("sheet", "an OpenDocument spreadsheet", lists::open_document()),
        ("old", "an old workbook (XLS) or one with a password", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("document", "a PDF", b"%PDF-1.7\n".into()),
        ("table", "XML", b"<?xml version=\"1.0\"?>\n<Workbook></Workbook>".into()),
        ("nothing", "an empty file", Vec::new()),
        ("packed", "a file packed by gzip", vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]),
    ];
    for (name, found, bytes) in forms {
        for ending in ["xlsx", "csv"] {
            let file = folder.put(&format!("{name}/participatingAgencies03022025.{ending}"), &bytes);
            refused(
                &folder,
                "--participating",
                &file,
                &format!(": found {found}, expected an XLSX workbook or UTF-8 CSV"),
            );
        }
    }
    // A workbook that is cut off, and one whose bytes went through a program for text.
    let whole = workbook(&[("One", rows(&PARTICIPATING, 0..50))]);
    let text: Vec<u8> = String::from_utf8_lossy(&whole).into_owned().into_bytes();
    for (name, bytes) in [("cut-off", &whole[..whole.len() / 2]), ("as-text", &text)] {
        let file = folder.put(&format!("{name}/participatingAgencies03022025.xlsx"), bytes);
        refused(&folder, "--participating", &file, ": found ");
    }
}

fn a_folder_is_imported_but_for_what_is_named() {
    let folder = settled("leaving-out");
    folder.put("new/2025-03-02.xlsx", workbook(&[("One", rows(&PARTICIPATING, 0..12))]));
    folder.put("new/2025-03-03.xlsx", "<!DOCTYPE html><html></html>");
    folder.put("new/2025-03-04.csv", csv(&rows(&PENDING, 0..12)));
    let ran = folder.import(&["--participating", &folder.path("new"), "--skip-unreadable"]);
    said(&ran, "2 of 3 files cannot be read: left out");
    for words in ["2025-03-03.xlsx: found a page (HTML)", "2025-03-04.csv: found no column SIGNED"] {
        said(&ran, words);
    }
    assert!(ran.out.contains("2 added") && ran.out.contains("12 in all"), "{ran:?}");
}
