//! A workbook's sheets, read within bounds: of a file that is small and claims to be large, no more is read than a list
//! can need.
//!
//! Of the workbook's properties, which name clerks, only the time of saving is read.

use std::sync::{Mutex, PoisonError};

use agreement_atlas::roster::import::cell::Cell;
use agreement_atlas::roster::import::sheet::Sheet;

use crate::archive::{Archive, Failure, PART};
use crate::xlsx::{Found, Xlsx};

/// Bytes of all parts, unpacked: pictures and fonts among them. ICE's workbooks have up to 1.5 MB.
const ALL: u64 = 24 << 20;
/// Bytes of the part with the styles; ICE's have up to 37 kB. Read, each of them is many times as large as written.
const STYLES: usize = 1 << 20;
/// Bytes of the styles times their number; ICE's workbooks have up to 8 MB. Every style is read with copies of the
/// texts that it names.
const STYLED: usize = 64 << 20;
/// Parts of a workbook; ICE's have up to 23.
const PARTS: usize = 500;
/// Sheets of a workbook; ICE's have one or two.
const SHEETS: usize = 20;
/// Cells that hold something, on all sheets: 20,000 agreements in eight columns, more than the country has police
/// agencies.
pub const CELLS: usize = 160_000;
/// Bytes of text in all cells.
const TEXT: usize = 16 << 20;
/// Workbooks with more bytes than this are read one at a time, so that several threads need no more memory than one.
const LARGE: u64 = 4 << 20;

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What a workbook holds.
pub struct Workbook {
    /// When it was saved, as it says itself.
    pub saved: Option<String>,
    /// Its sheets with their names.
    pub sheets: Vec<(String, Sheet)>,
}

/// Reads a workbook.
///
/// # Errors
/// What was found instead of a workbook that is read, for people.
pub fn read(bytes: Vec<u8>) -> Result<Workbook, String> {
    let archive = Archive::open(&bytes)?;
    let size = measure(&archive)?;
    let _one = (size > LARGE).then(|| ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
    let workbook = Xlsx::open(archive)?;
    let saved = workbook.saved();
    let names = workbook.sheets();
    if names.len() > SHEETS {
        return Err(format!("{} sheets, more than {SHEETS}", names.len()));
    }
    let mut budget = Budget { cells: CELLS, text: TEXT };
    let mut sheets = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let mut sheet = Sheet::default();
        // The cells come one after another: between them nothing is kept, wherever they stand.
        workbook.read(index, |(row, column), found| {
            match found {
                Found::Cell(text) => {
                    budget.take(&text)?;
                    sheet.put(row, column, Cell::new(text));
                }
                Found::Link(target) => sheet.link(row, column, target),
            }
            Ok(())
        })?;
        sheets.push((name, sheet));
    }
    Ok(Workbook { saved, sheets })
}

/// What may still be kept of a workbook's cells.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    fn take(&mut self, text: &str) -> Result<(), String> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| format!("more than {CELLS} cells"))?;
        self.text = self.text.checked_sub(text.len()).ok_or_else(|| format!("more than {} MB of text", TEXT >> 20))?;
        Ok(())
    }
}

/// How many bytes the parts have when they are unpacked. They are counted, as the file's own directory can say
/// anything.
fn measure(archive: &Archive) -> Result<u64, String> {
    let n_parts = archive.names().count();
    if n_parts > PARTS {
        return Err(format!("{n_parts} parts, more than {PARTS}"));
    }
    let mut all = 0;
    for (index, name) in archive.names().enumerate() {
        let content = archive.part(index).map_err(|failure| match failure {
            Failure::TooLarge => format!("{name} of more than {} MB", PART >> 20),
            Failure::Damaged(found) => format!("{name}: {found}"),
        })?;
        let size = content.len();
        all += size as u64;
        if all > ALL {
            return Err(format!("more than {} MB when unpacked", ALL >> 20));
        }
        if name == "mimetype" && content.starts_with(b"application/vnd.oasis") {
            return Err("an OpenDocument spreadsheet".to_owned());
        }
        let lower = name.to_lowercase();
        if lower.ends_with("sharedstrings.xml") {
            claimed(&content).map_or(Ok(()), |n| Err(format!("{name} that claims {n} texts in {size} bytes")))?;
        }
        if lower.ends_with("styles.xml") && !is_modest(&content) {
            return Err(format!("{name} of {size} bytes with more styles than a list needs"));
        }
    }
    Ok(all)
}

/// Whether styles are few and short enough to be read.
fn is_modest(content: &[u8]) -> bool {
    // A style is an element `xf`; other names that hold these letters are counted with it.
    let n_styles = content.windows(2).filter(|letters| letters == b"xf").count();
    // UTF-16, in which nothing is counted; no spreadsheet program writes it.
    content.len() <= STYLES && n_styles * content.len() <= STYLED && !content.contains(&0)
}

/// A number of shared texts larger than the bytes that hold them: room for so many would be taken before the first is
/// read.
fn claimed(content: &[u8]) -> Option<String> {
    if content.contains(&0) {
        // UTF-16, in which nothing is looked for; no spreadsheet program writes it.
        return Some("an unknown number of".to_owned());
    }
    let key = b"uniqueCount";
    let claims = content.windows(key.len()).enumerate().filter(|(_, found)| found == key);
    claims.map(|(at, _)| at + key.len()).find_map(|at| {
        let behind = content.get(at..)?.iter().skip_while(|byte| !byte.is_ascii_digit());
        let digits: String =
            behind.take_while(|byte| byte.is_ascii_digit()).take(30).map(|byte| char::from(*byte)).collect();
        let possible = digits.parse::<usize>().is_ok_and(|n| n <= content.len());
        (!possible && !digits.is_empty()).then_some(digits)
    })
}
