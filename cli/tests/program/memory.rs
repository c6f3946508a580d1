//! Lists of a million rows, and small files that unpack to large ones: the program answers or says what is too much,
//! and never takes more than 200 MB. Memory is measured, of the program as a process of its own.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use agreement_atlas::place::State;

use crate::lists::{PARTICIPATING, Parts, cells};
use crate::program::{self, Folder, PROGRAM, Ran};
use crate::{Test, tests};

pub const TESTS: &[Test] = tests![
    a_million_rows_of_text_are_refused,
    a_million_rows_of_a_workbook_are_refused,
    the_largest_list_is_answered,
    a_cell_in_the_last_row_and_column_is_one_cell,
    texts_shared_without_end_are_refused,
    small_files_that_unpack_to_large_ones_are_refused,
    what_stands_beside_the_cells_is_bounded,
];

/// The most that any file may take, in MB.
const MOST: f64 = 200.0;
/// The word by which this binary, started by itself, is a process that starts the program and measures it.
const MEASURE: &str = "--measure";
/// A program at work for so long hangs.
const PATIENCE: Duration = Duration::from_secs(300);

/// Imports a file and gives what the program said.
fn import(folder: &Folder, file: &str) -> Ran {
    let words = folder.importing(&["--participating", file, "--date", "2025-03-01"]);
    let name = Path::new(file).file_name().unwrap().to_string_lossy();
    measured(folder, &name, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Starts the program, and says how much memory it took. Between this process and the program stands a small one: the
/// system counts to a program also what the process that starts it has had.
fn measured(folder: &Folder, name: &str, words: &[&str]) -> Ran {
    let peak = folder.path("peak");
    let ran = program::ran(Command::new(std::env::current_exe().unwrap()).arg(MEASURE).arg(&peak).args(words));
    let peak: f64 = fs::read_to_string(&peak).unwrap_or_else(|error| panic!("{error}: {ran:?}")).parse().unwrap();
    println!("{name}: {peak:.0} MB");
    assert!(peak < MOST, "{name} took {peak:.0} MB: {ran:?}");
    ran
}

/// The other side of [`measured`].
pub fn measure_as_asked() -> Option<ExitCode> {
    let mut words = std::env::args().skip(1);
    let peak = words.next().filter(|word| word == MEASURE).and_then(|_| words.next())?;
    let mut child = Command::new(PROGRAM).args(words).spawn().unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("still at work after {} s", PATIENCE.as_secs());
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    assert!(status.code().is_some(), "ended by a signal: {status}");
    fs::write(peak, most_memory().to_string()).unwrap();
    Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The most memory that a child of this process had, in MB.
fn most_memory() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    // Kilobytes, where it is not a Mac's bytes.
    let unit = if cfg!(target_vendor = "apple") { 1.0 } else { 1024.0 };
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss() as f64 * unit / 1e6
}

/// The program ends with an error that says this, and writes nothing.
fn refused(folder: &Folder, file: &str, words: &str) {
    let ran = import(folder, file);
    assert!(!ran.ok && ran.out.is_empty() && ran.err.contains(words), "{words}\nis not in\n{ran:?}");
    assert!(folder.set().iter().all(Option::is_none), "{ran:?}");
}

/// A file that is written as it is made.
fn written(folder: &Folder, name: &str, write: impl FnOnce(BufWriter<File>) -> BufWriter<File>) -> String {
    let path = folder.path(name);
    write(BufWriter::new(File::create(&path).unwrap())).flush().unwrap();
    path
}

/// CSV of so many rows.
fn text(folder: &Folder, name: &str, n: usize, row: impl Fn(usize) -> String) -> String {
    written(folder, name, |mut file| {
        writeln!(file, "{}", PARTICIPATING.join(",")).unwrap();
        (0..n).for_each(|n| writeln!(file, "{}", row(n)).unwrap());
        file
    })
}

/// A workbook of a sheet with these rows and what stands behind them, and of other parts.
fn workbook<'a>(
    folder: &Folder,
    name: &str,
    rows: impl IntoIterator<Item = String>,
    behind: &str,
    others: impl IntoIterator<Item = (&'a str, usize, &'a str)>,
) -> String {
    written(folder, name, |file| {
        let mut parts = Parts::new(file);
        // A part is a piece so many times, between the tags of its root.
        for (part, times, piece) in others {
            let root = part.rsplit('/').next().unwrap().trim_end_matches(".xml");
            let (open, close) = match root {
                "sharedStrings" => ("<sst>", "</sst>"),
                "styles" => ("<styleSheet><cellXfs>", "</cellXfs></styleSheet>"),
                "sheet1.xml.rels" => ("<Relationships>", "</Relationships>"),
                _ => ("", ""),
            };
            parts.part(part, std::iter::once(open).chain(std::iter::repeat_n(piece, times)).chain([close]));
        }
        parts.sheet(rows, behind);
        parts.finish()
    })
}

fn row(n: usize) -> [String; 4] {
    ["FLORIDA".to_owned(), format!("Town {n} Marshal"), "Task Force Model".to_owned(), "2025-02-26".to_owned()]
}

fn a_million_rows_of_text_are_refused() {
    let folder = Folder::new("million-text");
    let file = text(&folder, "long.csv", 1_000_000, |n| row(n).join(","));
    refused(&folder, &file, ": found a file of 53 MB, more than 20, expected an XLSX workbook or UTF-8 CSV");
    let file = text(&folder, "short.csv", 1_000_000, |n| format!("FL,Town {n},TFM,"));
    refused(&folder, &file, ": found more than 160000 cells, expected");
    let file = text(&folder, "blank.csv", 5_000_000, |_| ",,,".to_owned());
    refused(&folder, &file, "found nothing below the header");
}

fn a_million_rows_of_a_workbook_are_refused() {
    let folder = Folder::new("million-workbook");
    let rows = std::iter::once(cells(PARTICIPATING)).chain((0..1_000_000).map(|n| cells(row(n))));
    let file = workbook(&folder, "long.xlsx", rows, "", []);
    refused(&folder, &file, "sheet1.xml of more than 8 MB, expected an XLSX workbook or UTF-8 CSV");
    let rows = std::iter::repeat_n("<row/>".to_owned(), 1_000_000);
    let file = workbook(&folder, "blank.xlsx", rows, "", []);
    refused(&folder, &file, "found no row with that header");
}

/// A list as large as a list may be, of rows that all have to be repaired.
fn the_largest_list_is_answered() {
    let folder = Folder::new("largest");
    let states: Vec<&str> = State::all().map(State::name).collect();
    let row = |n: usize| {
        let (state, month, day) = (states[n % states.len()], 1 + n % 12, 1 + n % 28);
        format!(
            "{state} ,Town {n} Marshal ,Municipality ,Nowhere County ,Task Force Model ,2024-{month:02}-{day:02} ,link ,link "
        )
    };
    let head = "STATE,LAW ENFORCEMENT AGENCY,TYPE,COUNTY,SUPPORT TYPE,SIGNED,MOA,ADDENDUM";
    let list = |name: &str, n: usize| {
        let rows = (0..n).map(|n| row(n) + "\n");
        folder.put(name, std::iter::once(format!("{head}\n")).chain(rows).collect::<String>())
    };
    let largest = list("largest.csv", 19_999);
    let ran = measured(&folder, "largest.csv, counted", &["count", &largest, "--format", "csv"]);
    assert!(ran.ok && ran.out.ends_with("\n19999,19999,19999\n"), "{ran:?}");
    let ran = import(&folder, &largest);
    assert!(ran.ok && ran.out.contains("19,999 in all"), "{ran:?}");
    let before = folder.set();
    let ran = import(&folder, &list("too-large.csv", 20_000));
    assert!(!ran.ok && ran.err.contains("more than 160000 cells") && folder.set() == before, "{ran:?}");
}

fn a_cell_in_the_last_row_and_column_is_one_cell() {
    let folder = Folder::new("last-cell");
    let last = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row>".to_owned();
    let rows = std::iter::once(cells(PARTICIPATING)).chain((0..3).map(|n| cells(row(n)))).chain([last]);
    let file = workbook(&folder, "last-cell.xlsx", rows, "", []);
    let ran = import(&folder, &file);
    assert!(ran.ok && ran.out.contains("3 in all"), "{ran:?}");
    assert!(ran.err.contains("not usable: 1 rows without a known state"), "{ran:?}");
    assert!(fs::read_to_string(folder.path("log.csv")).unwrap().contains(",1048576,STATE,"), "{ran:?}");
}

const SHARED: &str = "xl/sharedStrings.xml";
const RELATIONS: &str = "xl/worksheets/_rels/sheet1.xml.rels";

fn texts_shared_without_end_are_refused() {
    let folder = Folder::new("texts");
    let long = format!("<si><t>{}</t></si>", "a".repeat(1 << 20));
    let shown = |n: usize| std::iter::repeat_n("<row><c t=\"s\"><v>0</v></c></row>".to_owned(), n);
    let file = workbook(&folder, "one-long-text.xlsx", shown(100), "", [(SHARED, 1, long.as_str())]);
    refused(&folder, &file, "more than 16 MB of text");
    let file = workbook(&folder, "many-long-texts.xlsx", shown(100), "", [(SHARED, 7, long.as_str())]);
    refused(&folder, &file, "more than 16 MB of text");
    let file = workbook(&folder, "many-texts.xlsx", shown(1), "", [(SHARED, (8 << 20) / 5 - 9, "<si/>")]);
    refused(&folder, &file, "found");
    let file = workbook(&folder, "too-many-texts.xlsx", shown(1), "", [(SHARED, 20 << 20, "<si/>")]);
    refused(&folder, &file, "sharedStrings.xml of more than 8 MB");
    let claim = "<sst count=\"1\" uniqueCount=\"4000000000000\"></sst>";
    let file = workbook(&folder, "claimed-texts.xlsx", shown(1), "", [(SHARED, 1, claim)]);
    refused(&folder, &file, "sharedStrings.xml that claims 4000000000000 texts in ");
}

fn small_files_that_unpack_to_large_ones_are_refused() {
    let folder = Folder::new("unpacked");
    let blank = " ".repeat(1 << 20);
    let none = std::iter::empty::<String>;
    let file = workbook(&folder, "one-large-part.xlsx", none(), "", [("xl/media/image1.png", 2_000, blank.as_str())]);
    assert!(fs::metadata(&file).unwrap().len() < 20 << 20);
    refused(&folder, &file, "image1.png of more than 8 MB");
    let names: Vec<String> = (0..600).map(|n| format!("xl/media/image{n}.png")).collect();
    let parts =
        |n: usize, times: usize| names.iter().take(n).map(move |name| (name.as_str(), times, " ")).collect::<Vec<_>>();
    let file = workbook(&folder, "large-parts.xlsx", none(), "", parts(9, 7 << 20));
    refused(&folder, &file, "more than 24 MB when unpacked");
    let file = workbook(&folder, "many-parts.xlsx", none(), "", parts(600, 1));
    refused(&folder, &file, "604 parts, more than 500");
    let cell = "<row><c><v>1</v></c></row>".to_owned();
    let file = workbook(&folder, "many-cells.xlsx", std::iter::repeat_n(cell, 200_000), "", []);
    refused(&folder, &file, "more than 160000 cells");
}

/// What a reader of workbooks keeps beside the cells: links, relations, names, styles with the texts that they name.
fn what_stands_beside_the_cells_is_bounded() {
    let folder = Folder::new("beside");
    let rows = || std::iter::once(cells(PARTICIPATING)).chain((0..3).map(|n| cells(row(n))));
    let full = |piece: &str| (8 << 20) / piece.len() - 200;
    let links = |link: &str| format!("<hyperlinks>{}</hyperlinks>", link.repeat(full(link)));
    let related = links("<hyperlink ref=\"A1\" r:id=\"r1\"/>");
    let relation: String =
        (0..150_000).map(|n| format!("<Relationship Id=\"{n}\" Type=\"/hyperlink\" Target=\"x\"/>")).collect();
    let relations = (RELATIONS, 1, relation.as_str());
    let texts = (SHARED, full("<si/>"), "<si/>");
    for (name, behind, others) in [
        ("links", links("<hyperlink ref=\"A1\"/>"), vec![]),
        ("links-with-words", links("<hyperlink ref=\"A1\" location=\"A\" display=\"A\" tooltip=\"A\"/>"), vec![]),
        ("relations", related.clone(), vec![relations]),
        ("all-at-once", links("<hyperlink ref=\"A1\"/>"), vec![relations, texts]),
    ] {
        let file = workbook(&folder, &format!("{name}.xlsx"), rows(), &behind, others);
        let ran = import(&folder, &file);
        assert!(ran.ok && ran.out.contains("3 in all"), "{name}: {ran:?}");
    }
    let none = std::iter::empty::<String>;
    let name = format!("<font><name val=\"{}\"/></font></fonts><cellXfs>", "a".repeat(1 << 19));
    let named = format!("<fonts>{name}{}", "<xf fontId=\"0\"/>".repeat(20_000));
    let fonts = format!("</cellXfs><fonts>{}</fonts><cellXfs>", "<font/>".repeat(1 << 20));
    for (name, times, piece) in
        [("styles", 1 << 20, "<xf/>"), ("named-styles", 1, named.as_str()), ("fonts", 1, fonts.as_str())]
    {
        let file = workbook(&folder, &format!("{name}.xlsx"), none(), "", [("xl/styles.xml", times, piece)]);
        let ran = import(&folder, &file);
        assert!(!ran.ok && ran.err.contains(" bytes with more styles than a list needs"), "{name}: {ran:?}");
    }
}
