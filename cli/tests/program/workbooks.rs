//! Our reader of workbooks against calamine, which reads every spreadsheet: the same cells and links, or neither reads
//! it. A page cannot load calamine, which is 200 kB more.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use agreement_atlas::roster::import::cell::Cell;
use agreement_atlas::roster::import::sheet::Sheet;
use agreement_atlas_importer::workbook::{Workbook, read};
use calamine::{Data, Reader};

use crate::{Given, Test, project, tests};

pub const TESTS: &[Test] = tests![
    cut_down_workbooks_are_read_as_by_a_reader_of_every_spreadsheet,
    what_spreadsheet_programs_write_is_read_alike,
];

pub const OF_EVIDENCE: &[Given] = tests![every_workbook_is_read_as_by_a_reader_of_every_spreadsheet];

/// The workbooks below a folder; none where there is no such folder.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "xlsx"));
    files.chain(folders.iter().flat_map(|folder| workbooks(folder))).collect()
}

/// A workbook as calamine reads it, which reads every spreadsheet.
fn read_whole(bytes: &[u8]) -> Result<Workbook, String> {
    let said = |error: calamine::XlsxError| error.to_string();
    let mut workbook: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(bytes)).map_err(said)?;
    let saved = workbook.workbook_properties().ok().and_then(|properties| properties.modified);
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut sheet = Sheet::default();
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(said)?;
        while let Some(cell) = cells.next_cell().map_err(said)? {
            let (row, column) = cell.get_position();
            let text = match Data::from(cell.get_value().clone()) {
                Data::DateTime(day) if day.is_datetime() => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    format!("{year:04}-{month:02}-{day:02}")
                }
                data => data.to_string(),
            };
            if !text.is_empty() {
                sheet.put(row as usize, column as usize, Cell::new(text));
            }
        }
        drop(cells);
        for link in workbook.hyperlinks_by_sheet_name(&name).map_err(said)? {
            sheet.link(link.range.start.0 as usize, link.range.start.1 as usize, link.target);
        }
        sheets.push((name, sheet));
    }
    Ok(Workbook { saved, sheets })
}

/// Holds our reader to calamine on the workbooks below a folder; gives how many both read.
fn compare(folder: &Path) -> usize {
    let mut n = 0;
    for file in workbooks(folder) {
        let bytes = std::fs::read(&file).unwrap();
        match (read(bytes.clone()), read_whole(&bytes)) {
            (Ok(own), Ok(whole)) => {
                assert_eq!(own.saved, whole.saved, "{}", file.display());
                assert!(own.sheets == whole.sheets, "{}: other cells or links", file.display());
                n += 1;
            }
            (own, whole) => assert_eq!(own.is_ok(), whole.is_ok(), "{}", file.display()),
        }
    }
    n
}

fn cut_down_workbooks_are_read_as_by_a_reader_of_every_spreadsheet() {
    assert!(compare(&project("tests/fixtures")) > 5);
}

fn every_workbook_is_read_as_by_a_reader_of_every_spreadsheet(evidence: &Path) {
    assert!(compare(evidence) > 5);
}

/// Both read it, and alike; what is shown in the first column.
fn alike(bytes: Vec<u8>) -> Vec<String> {
    let whole = read_whole(&bytes).unwrap();
    let own = read(bytes).unwrap();
    assert_eq!(own.sheets, whole.sheets);
    let (_, sheet) = own.sheets.first().unwrap();
    sheet.rows().map(|(_, row)| row.at(0).text.clone()).collect()
}

fn what_spreadsheet_programs_write_is_read_alike() {
    use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let texts = ["Doña Ana", " blanks ", "<&> \"quoted\"", "_x0041_ and \u{1}", "two\nlines", "😀"];
    for (row, text) in texts.iter().enumerate() {
        sheet.write(row as u32, 0, *text).unwrap();
    }
    let bold = Format::new().set_bold();
    let plain = Format::new();
    sheet.write_rich_string(6, 0, &[(&plain, "in "), (&bold, "runs ")]).unwrap();
    sheet.write(7, 0, true).unwrap();
    sheet.write(8, 0, 0.1 + 0.2).unwrap();
    sheet.write(9, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(10, 0, Formula::new("=\"a\"").set_result("a")).unwrap();
    sheet.write(11, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_url_with_text(12, 0, "https://www.ice.gov/a?b=c&d=e#f", "link").unwrap();
    let formats = [
        "m/d/yyyy",
        "dd\\-mmm\\-yy;@",
        "[$-409]d/m/yy h:mm AM/PM",
        "[h]:mm",
        "0.00 \"days\"",
        "General",
        "#,##0*y",
        "_d0",
    ];
    for (row, format) in formats.iter().enumerate() {
        let format = Format::new().set_num_format(*format);
        sheet.write_with_format(13 + row as u32, 0, 45_808.75, &format).unwrap();
    }
    let day = Format::new().set_num_format_index(14);
    for (row, number) in [0.5, 1.0, 59.0, 61.0, 366.0, 25_569.0, 2_958_465.9].iter().enumerate() {
        sheet.write_with_format(21 + row as u32, 0, *number, &day).unwrap();
    }
    writer.add_worksheet().set_name("Another & last").unwrap().write(4, 2, "x").unwrap();
    let shown = alike(writer.save_to_buffer().unwrap());
    let expected = [
        "in runs ",
        "true",
        "0.30000000000000004",
        "2",
        "a",
        "#DIV/0!",
        "link",
        "2025-05-31",
        "2025-05-31",
        "2025-05-31",
    ];
    assert_eq!(&shown[..3], &texts[..3]);
    assert_eq!(&shown[6..16], &expected);
    assert_eq!(&shown[16..21], ["45808.75"; 5]);
}
