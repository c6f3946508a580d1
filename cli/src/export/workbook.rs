//! The package's workbook: agreements, agencies, codebook. Every cell is text, a day or a number; none is a formula.
//!
//! It names no author and no hour: the same tables give the same bytes.

use agreement_atlas::date::Date;
use agreement_atlas::roster::record::codebook::{Column, Holds};
use agreement_atlas::roster::record::guard::is_active;
use anyhow::{Context, Result, ensure};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet};

use super::sheet::Sheet;

/// The most characters, in UTF-16, that a workbook's cell holds. Source: Excel specifications and limits, Microsoft.
const MOST_LETTERS: usize = 32_767;
/// The most links of a sheet, and the most characters of a link. Source: the same.
const MOST_LINKS: usize = 65_530;
const LONGEST_LINK: usize = 2_000;
/// The widest column, in characters; the names of most agencies fit.
const WIDEST: usize = 48;

/// The workbook's bytes. `last` is the record's last day, which stands in for the day of making.
///
/// # Errors
/// A text too long for a cell, or more rows than a sheet has.
pub fn written(sheets: &[Sheet], last: Date) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new().set_title("Agreement Atlas: 287(g) agreements").set_creation_datetime(&excel(last)?),
    );
    for sheet in sheets {
        table(workbook.add_worksheet(), sheet).with_context(|| format!("sheet {}", sheet.codebook.name))?;
    }
    let head = ["table", "column", "holds", "required", "meaning"].map(str::to_owned).to_vec();
    let page = workbook.add_worksheet();
    page.set_name("codebook")?;
    let columns = sheets.iter().flat_map(|sheet| sheet.codebook.columns.iter().map(|one| (sheet.codebook.name, one)));
    let rows: Vec<Vec<String>> = columns.map(|(table, column)| meaning(table, column)).collect();
    header(page, &head, &rows)?;
    for (row, cells) in (1..).zip(&rows) {
        for (at, cell) in (0..).zip(cells) {
            page.write_string(row, at, cell)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// A row of the codebook.
fn meaning(table: &str, column: &Column) -> Vec<String> {
    let holds = match column.holds {
        Holds::Text | Holds::Form(_) => "text".to_owned(),
        Holds::Word(words) => words().join(", "),
        Holds::Day => "date".to_owned(),
        Holds::Address => "address".to_owned(),
        Holds::Number(of) => format!("number of {of}"),
    };
    let required = if column.is_required { "yes" } else { "no" };
    vec![table.to_owned(), column.name.to_owned(), holds, required.to_owned(), column.sentence.replace('`', "")]
}

fn table(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    page.set_name(sheet.codebook.name)?;
    let head: Vec<String> = sheet.codebook.columns.iter().map(|column| column.name.to_owned()).collect();
    header(page, &head, &sheet.rows)?;
    let day = Format::new().set_num_format("yyyy-mm-dd");
    // A reader who edits such a cell and presses Enter still has text.
    let quoted = Format::new().set_quote_prefix();
    let mut n_links = 0;
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (at, (cell, column)) in (0..).zip(cells.iter().zip(sheet.codebook.columns)) {
            if cell.is_empty() {
                continue;
            }
            let n_letters = cell.encode_utf16().count();
            ensure!(
                n_letters <= MOST_LETTERS,
                "row {}, column {}: found {n_letters} characters, expected at most {MOST_LETTERS}",
                row + 1,
                column.name
            );
            match column.holds {
                // Days before 1900 are none to a workbook: they stay text.
                Holds::Day => match Date::parse(cell).filter(|day| day.ymd().0 >= 1900) {
                    Some(date) => page.write_datetime_with_format(row, at, excel(date)?, &day)?,
                    None => page.write_string(row, at, cell)?,
                },
                Holds::Number(_) => page.write_number(row, at, cell.parse::<u32>()?)?,
                Holds::Address if is_web(cell) && n_links < MOST_LINKS => {
                    n_links += 1;
                    page.write_url(row, at, Url::new(cell.as_str()).set_text(cell))?
                }
                _ if is_active(cell) => page.write_string_with_format(row, at, cell, &quoted)?,
                _ => page.write_string(row, at, cell)?,
            };
        }
    }
    Ok(())
}

/// The header, bold, frozen and with a filter, over columns as wide as their cells.
fn header(page: &mut Worksheet, head: &[String], rows: &[Vec<String>]) -> Result<()> {
    let bold = Format::new().set_bold();
    for (at, name) in (0..).zip(head) {
        page.write_string_with_format(0, at, name, &bold)?;
        let cells = rows.iter().filter_map(|row| row.get(usize::from(at)));
        let longest = cells.chain([name]).map(|cell| cell.chars().take(WIDEST).count()).max().unwrap_or_default();
        page.set_column_width(at, u32::try_from(longest)? + 2)?;
    }
    page.set_freeze_panes(1, 0)?;
    page.autofilter(0, 0, u32::try_from(rows.len())?, u16::try_from(head.len())?.saturating_sub(1))?;
    Ok(())
}

/// An address that may be a link: of the web, in plain characters.
fn is_web(address: &str) -> bool {
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
    (address.starts_with("https://") || address.starts_with("http://")) && is_plain && address.len() <= LONGEST_LINK
}

fn excel(date: Date) -> Result<ExcelDateTime> {
    let (year, month, day) = date.ymd();
    Ok(ExcelDateTime::from_ymd(u16::try_from(year)?, u8::try_from(month)?, u8::try_from(day)?)?)
}
