//! Lists that the tests make: small ones as text and as workbooks, and workbooks that no spreadsheet program would
//! write. No agency in them is a real one.

use std::io::{Cursor, Seek, Write};

use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The headers of a list of participating agencies.
pub const PARTICIPATING: [&str; 4] = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"];
/// Those of a list of pending ones.
pub const PENDING: [&str; 3] = ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"];

/// The rows of a sheet.
pub type Rows = Vec<Vec<String>>;

/// A sheet with some rows below its headers; the first agency's number tells sheets apart.
pub fn rows(headers: &[&str], agencies: std::ops::Range<usize>) -> Rows {
    let row = |n: usize| {
        let row =
            ["FLORIDA".to_owned(), format!("Town {n} Marshal"), "Task Force Model".to_owned(), "2025-02-26".to_owned()];
        row[..headers.len()].to_vec()
    };
    let headers = headers.iter().map(|header| (*header).to_owned()).collect();
    std::iter::once(headers).chain(agencies.map(row)).collect()
}

/// Rows as CSV.
pub fn csv(rows: &Rows) -> String {
    rows.iter().map(|row| row.join(",") + "\n").collect()
}

/// Sheets, by their names, as a workbook.
pub fn workbook(sheets: &[(&str, Rows)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            sheet.write_row(row as u32, 0, cells).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// An OpenDocument spreadsheet, as far as it takes to be known for one.
pub fn open_document() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("mimetype", plain).unwrap();
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<office:document-content/>").unwrap();
    archive.finish().unwrap().into_inner()
}

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of one sheet that is written part by part, so that it may be larger than the memory that writing it
/// takes.
pub struct Parts<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Parts<W> {
    pub fn new(to: W) -> Parts<W> {
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |all: &str| format!("<Relationships xmlns=\"{PACKAGE}\">{all}</Relationships>");
        let book = format!(
            "<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{DOCUMENT}\">\
             <sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let mut parts = Parts(ZipWriter::new(to));
        let first = relation("r1", "worksheet", "worksheets/sheet1.xml");
        parts.part("_rels/.rels", [relations(&relation("r1", "officeDocument", "xl/workbook.xml"))]);
        parts.part("xl/_rels/workbook.xml.rels", [relations(&first)]);
        parts.part("xl/workbook.xml", [book]);
        parts
    }

    /// Writes a part, piece by piece.
    pub fn part<P: AsRef<[u8]>>(&mut self, name: &str, pieces: impl IntoIterator<Item = P>) {
        self.0.start_file(name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        pieces.into_iter().for_each(|piece| self.0.write_all(piece.as_ref()).unwrap());
    }

    /// Writes the sheet: rows of cells, and what stands behind them.
    pub fn sheet(&mut self, rows: impl IntoIterator<Item = String>, behind: &str) {
        let open = format!("<worksheet xmlns=\"{SPREADSHEET}\" xmlns:r=\"{DOCUMENT}\"><sheetData>");
        let close = format!("</sheetData>{behind}</worksheet>");
        self.part("xl/worksheets/sheet1.xml", std::iter::once(open).chain(rows).chain([close]));
    }

    pub fn finish(self) -> W {
        self.0.finish().unwrap()
    }
}

/// A row of cells that hold their texts themselves.
pub fn cells<C: AsRef<str>>(cells: impl IntoIterator<Item = C>) -> String {
    let cell = |text: C| format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", text.as_ref());
    format!("<row>{}</row>", cells.into_iter().map(cell).collect::<String>())
}
