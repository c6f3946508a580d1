//! A list as text: values with commas, semicolons or tabs between them, in UTF-8 or UTF-16. It guesses no other
//! encoding.

use agreement_atlas::roster::import::cell::Cell;
use agreement_atlas::roster::import::sheet::Sheet;

/// The header that no list goes without; the mark between its line's values separates all.
const HEADER: &str = "law enforcement agency";

/// Reads a text as a sheet.
///
/// # Errors
/// What the bytes are instead, for people.
pub fn sheet(bytes: &[u8], n_cells: usize) -> Result<Sheet, String> {
    let text = text(bytes)?;
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter(&text));
    let mut sheet = Sheet::default();
    let mut n = 0;
    let (mut row, mut counted) = (0, 0);
    for record in reader.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|error| error.to_string())?;
        // A row is named by its line, empty lines counted, as an editor shows it. The reader's own count lags where
        // lines end in CRLF.
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let start = start + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = text.as_bytes().get(counted..start).unwrap_or_default();
        row += passed.iter().filter(|byte| **byte == b'\n').count();
        counted = start;
        for (column, value) in record.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            n += 1;
            if n > n_cells {
                return Err(format!("more than {n_cells} cells"));
            }
            sheet.put(row, column, Cell::new(value));
        }
    }
    Ok(sheet)
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let utf_16 = |unit: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let (pairs, odd) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        let text = String::from_utf16(&units).ok().filter(|_| odd.is_empty());
        text.ok_or_else(|| "bytes that are not UTF-16, although they begin so".to_owned())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf_16(u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => utf_16(u16::from_be_bytes, rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf_8(rest),
        bytes => utf_8(bytes),
    }
}

fn utf_8(bytes: &[u8]) -> Result<String, String> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err("bytes that are no text".to_owned()),
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
    Err(format!("bytes that are not UTF-8, the first {byte:#04X} in line {line}: Windows-1252?"))
}

/// The mark that stands most often in the header's line.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| line.to_lowercase().contains(HEADER)).unwrap_or_default();
    let count = |mark: u8| header.bytes().filter(|byte| *byte == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE\nFLORIDA,\"Doña, Ana\",Task Force Model\n";

    #[test]
    fn every_mark_and_encoding_reads_the_same() {
        let plain = sheet(TEXT.as_bytes(), 100).unwrap();
        let utf_16 = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
            [mark.to_vec(), TEXT.encode_utf16().flat_map(bytes).collect()].concat()
        };
        let marked = |mark: &str| TEXT.replace("\"Doña, Ana\"", "Doña| Ana").replace(',', mark).replace('|', ",");
        for bytes in [
            utf_16(u16::to_le_bytes, &[0xFF, 0xFE]),
            utf_16(u16::to_be_bytes, &[0xFE, 0xFF]),
            [vec![0xEF, 0xBB, 0xBF], TEXT.as_bytes().to_vec()].concat(),
            marked(";").into_bytes(),
            marked("\t").into_bytes(),
            TEXT.replace('\n', "\r\n").into_bytes(),
        ] {
            assert_eq!(sheet(&bytes, 100).unwrap(), plain);
        }
    }

    #[test]
    fn other_bytes_are_named() {
        let check = |bytes: &[u8], message: &str| assert_eq!(sheet(bytes, 5).unwrap_err(), message);
        check(b"STATE\nDo\xF1a\n", "bytes that are not UTF-8, the first 0xF1 in line 2: Windows-1252?");
        check(b"\xFF\xFEa", "bytes that are not UTF-16, although they begin so");
        check(b"a\0b", "bytes that are no text");
        check(TEXT.as_bytes(), "more than 5 cells");
    }
}
