//! Where the signed texts are: a file that a page loads when it first tells of a place. ICE names a text by its agency,
//! state, model and day, one hand after another, so that most addresses are one of a few patterns filled in from the
//! record, and take a third of their own bytes. Any bytes may come: it refuses what it cannot read. Whether an address
//! may be followed is not its business.
//!
//! First stand the magic bytes and the version, then numbers as `leb128` writes them:
//!
//! - the stamp of the agreements that these are the texts of;
//! - how many patterns there are; how many agreements; of each its pattern from 2, 1 for one of its own, 0 for no
//!   text.
//!
//! Then lines of text: the folder that addresses begin with; the patterns, then those that agreements have of their
//! own.

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::leb128::Reader;

use super::Record;
use super::agreement::Agreement;
use super::stamp::Stamp;

/// The first bytes of every file of addresses.
const MAGIC: [u8; 5] = *b"TEXTS";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 1;

/// So many bytes an address has at the most, so that no file asks for more memory than a multiple of its own size.
const LONGEST: usize = 2_000;

// The blanks of a pattern: no address has such bytes. A number of words follows the first three.
/// The agency's first words without what is no letter or digit, `County` as `Co` and `Department` as `Dept`; 0 words
/// for all.
const SHORT: u8 = 0x01;
/// The same words whole.
const WHOLE: u8 = 0x02;
/// The short ones, the first letter small.
const SMALL: u8 = 0x03;
/// The state's postal code.
const STATE: u8 = 0x04;
/// The model's three letters.
const MODEL: u8 = 0x05;
/// Before an address in no common folder.
const ELSEWHERE: u8 = 0x06;
/// Of the day of signing the year, and its last two digits.
const YEAR: u8 = 0x07;
/// See [`YEAR`].
const SHORT_YEAR: u8 = 0x08;
/// The month in two digits, and in as many as it has.
const MONTH: u8 = 0x0e;
/// See [`MONTH`].
const BARE_MONTH: u8 = 0x0f;
/// The day in two digits, and in as many as it has.
const DAY: u8 = 0x10;
/// See [`DAY`].
const BARE_DAY: u8 = 0x11;
/// Numbers are the bytes from this one on: no digits, which an address has, too.
const NUMBERS: u8 = 0x12;

/// The addresses of the signed texts of one record, in its order; empty ones where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents(Vec<String>);

impl Documents {
    /// Reads a file of addresses of a record's texts, once its agencies have names.
    ///
    /// # Errors
    /// When the bytes are no file of addresses, are of another version, are cut short, contradict themselves, or are of
    /// another record.
    pub fn read(bytes: &[u8], record: &Record) -> Result<Documents> {
        let reader = Reader::new(Kind::Record, bytes);
        let mut reader = reader.open(&MAGIC, VERSION, "a file of addresses, which begins with TEXTS")?;
        if reader.number()? != stamp(record.agreements()) {
            return Err(Error::new(Kind::Record, "addresses of another record", "those of this one"));
        }
        let n_patterns = reader.count()?;
        let n = reader.count()?;
        let uses = reader.numbers(n)?;
        let rest = reader;
        let texts = texts(reader.take_rest(), n_patterns, &uses, record);
        let wrong = || rest.broken("other lines than addresses", "one for each agreement that has a text");
        texts.map(Documents).ok_or_else(wrong)
    }

    /// The address of the text of an agreement by its place in the record; `None` where none is known.
    pub fn of(&self, agreement: usize) -> Option<&str> {
        self.0.get(agreement).map(String::as_str).filter(|address| !address.is_empty())
    }
}

/// The addresses that lines of text are for the agreements of a record, by the pattern of each; `None` where they are
/// others than it has, or too few or many.
fn texts(lines: &[u8], n_patterns: usize, uses: &[u32], record: &Record) -> Option<Vec<String>> {
    let lines: Vec<&[u8]> = lines.strip_suffix(b"\n")?.split(|byte| *byte == b'\n').collect();
    let mut own = n_patterns;
    let mut texts = Vec::new();
    for (number, agreement) in uses.iter().zip(record.agreements()) {
        // The folder is the first of the lines.
        let at = match *number as usize {
            0 => {
                texts.push(String::new());
                continue;
            }
            1 => {
                own += 1;
                own
            }
            shared if shared <= n_patterns + 1 => shared - 1,
            _ => return None,
        };
        texts.push(filled(lines.first()?, lines.get(at)?, &agreement)?);
    }
    let is_whole = uses.len() == texts.len() && texts.len() == record.agreements().len() && lines.len() == own + 1;
    is_whole.then_some(texts)
}

/// By what a record and its file of addresses know each other: all that patterns are filled with.
fn stamp<'a>(agreements: impl Iterator<Item = Agreement<'a>>) -> u32 {
    let mut stamp = Stamp::new();
    for agreement in agreements {
        stamp.add(agreement.agency.as_bytes());
        stamp.add(&[agreement.state.code(), agreement.model as u8]);
        stamp.add(&agreement.signed.map_or(0, Date::days).to_le_bytes());
    }
    stamp.number()
}

/// The address that a pattern is for an agreement; `None` where it asks for what there is not, or is no text.
fn filled(folder: &[u8], pattern: &[u8], agreement: &Agreement) -> Option<String> {
    let (year, month, day) = agreement.signed.map_or((0, 0, 0), Date::ymd);
    let mut address = folder.to_vec();
    let mut bytes = pattern.iter();
    // One that grows too long is none.
    while let Some(&byte) = bytes.next().filter(|_| address.len() <= LONGEST) {
        let (part, least) = match byte {
            ELSEWHERE => {
                address.clear();
                continue;
            }
            SHORT | WHOLE | SMALL => {
                words(agreement.agency, byte, bytes.next()?.checked_sub(NUMBERS)?, &mut address);
                continue;
            }
            STATE | MODEL => {
                let code = if byte == STATE { agreement.state.postal() } else { agreement.model.code() };
                address.extend_from_slice(code.as_bytes());
                continue;
            }
            YEAR => (year as u32, 4),
            SHORT_YEAR => (year as u32 % 100, 2),
            MONTH => (month, 2),
            BARE_MONTH => (month, 1),
            DAY => (day, 2),
            BARE_DAY => (day, 1),
            byte => {
                address.push(byte);
                continue;
            }
        };
        // It was signed on no day.
        if year == 0 {
            return None;
        }
        let digits = part.to_string();
        if digits.len() < least {
            address.push(b'0');
        }
        address.extend_from_slice(digits.as_bytes());
    }
    String::from_utf8(address).ok().filter(|address| address.len() <= LONGEST)
}

/// Writes the first `n` words of a name, all for 0, as a mark wants them.
fn words(name: &str, mark: u8, n: u8, into: &mut Vec<u8>) {
    let (mut left, mut first) = (n, mark == SMALL);
    for word in name.as_bytes().split(|byte| *byte == b' ') {
        let word: &[u8] = match word {
            b"County" if mark != WHOLE => b"Co",
            b"Department" if mark != WHOLE => b"Dept",
            word => word,
        };
        for byte in word.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
            into.push(if first { byte.to_ascii_lowercase() } else { *byte });
            first = false;
        }
        left = left.wrapping_sub(1);
        if left == 0 {
            break;
        }
    }
}

#[cfg(not(target_family = "wasm"))]
mod encode {
    use std::collections::BTreeMap;

    use super::super::packed::agencies;
    use super::*;
    use crate::leb128::Writer;

    /// A stretch of a name shorter than this is not looked for: it would be found in other words.
    const SHORTEST: usize = 3;
    /// How many words a number can stand for.
    const MOST_WORDS: usize = 16;
    /// The days of signing that ICE writes into addresses.
    const DAYS: [&[u8]; 7] = [
        &[MONTH, DAY, YEAR],
        &[MONTH, b'.', DAY, b'.', YEAR],
        &[MONTH, DAY, SHORT_YEAR],
        &[MONTH, b'.', DAY, b'.', SHORT_YEAR],
        &[YEAR, b'-', MONTH, b'-', DAY],
        &[MONTH, b'-', DAY, b'-', YEAR],
        &[BARE_MONTH, b'.', BARE_DAY, b'.', YEAR],
    ];

    impl Documents {
        /// The packed addresses of a record's texts; [`read`](Documents::read) reads them, for the record as a page has
        /// it. One that no address can be, too long or with control characters, is left out.
        pub fn pack(record: &Record) -> Vec<u8> {
            // A packed record has one spelling of each agency.
            let names: Vec<String> = agencies(record).map(|(name, _)| name).collect();
            let name = |agency: u32| names.get(agency as usize).map_or("", String::as_str);
            let told = || record.with_agencies().map(|(one, agency)| Agreement { agency: name(agency), ..one });
            let address = |one: &Agreement| one.document.map(str::to_owned).filter(|address| is_writable(address));
            let folder = folder(told().filter_map(|one| address(&one)));
            let patterns: Vec<Option<String>> =
                told().map(|one| address(&one).map(|address| pattern(&folder, &address, &one))).collect();
            let mut times: BTreeMap<&str, usize> = BTreeMap::new();
            for pattern in patterns.iter().flatten() {
                *times.entry(pattern).or_default() += 1;
            }
            let mut shared: Vec<(&str, usize)> = times.into_iter().filter(|(_, n)| *n > 1).collect();
            // The most used first: their numbers are the smallest.
            shared.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            let mut head = Writer::default();
            head.bytes.extend(MAGIC);
            head.bytes.push(VERSION);
            head.number(stamp(told()));
            head.number(shared.len() as u32);
            head.number(patterns.len() as u32);
            let mut lines = format!("{folder}\n");
            lines.extend(shared.iter().map(|(pattern, _)| format!("{pattern}\n")));
            for pattern in &patterns {
                let Some(pattern) = pattern else {
                    head.number(0);
                    continue;
                };
                match shared.iter().position(|(other, _)| other == pattern) {
                    Some(at) => head.number(at as u32 + 2),
                    None => {
                        head.number(1);
                        lines.push_str(pattern);
                        lines.push('\n');
                    }
                }
            }
            head.bytes.extend(lines.bytes());
            head.bytes
        }
    }

    fn is_writable(address: &str) -> bool {
        address.len() < LONGEST && !address.chars().any(char::is_control)
    }

    /// The folder that most addresses lie in, its last slash included; empty where there are none.
    fn folder(addresses: impl Iterator<Item = String>) -> String {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for address in addresses {
            let end = address.rfind('/').map_or(0, |at| at + 1);
            *times.entry(address.get(..end).unwrap_or_default().to_owned()).or_default() += 1;
        }
        times.into_iter().max_by_key(|(_, n)| *n).map(|(folder, _)| folder).unwrap_or_default()
    }

    /// A blank as text.
    fn blank(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }

    /// An address with blanks for what the record says, too.
    fn pattern(folder: &str, address: &str, agreement: &Agreement) -> String {
        let inside = address.strip_prefix(folder);
        let mut pattern = inside.unwrap_or(address).to_owned();
        let mut replace = |text: &str, blank: &str| {
            let found = !text.is_empty() && pattern.contains(text);
            if found {
                pattern = pattern.replacen(text, blank, 1);
            }
            found
        };
        let mut best: Option<(String, String)> = None;
        let n_words = agreement.agency.split(' ').count();
        for mark in [SHORT, WHOLE, SMALL] {
            for n in (1..=n_words).rev() {
                // All words are 0 of them.
                let said = if n == n_words { 0 } else { n };
                let mut text = Vec::new();
                words(agreement.agency, mark, said as u8, &mut text);
                let text = String::from_utf8(text).unwrap_or_default();
                let longer = best.as_ref().is_none_or(|(best, _)| best.len() < text.len());
                if said < MOST_WORDS && longer && text.len() >= SHORTEST && address.contains(&text) {
                    best = Some((text, blank(&[mark, NUMBERS + said as u8])));
                }
            }
        }
        if let Some((text, blank)) = best {
            replace(&text, &blank);
        }
        let _ = DAYS.iter().any(|form| filled(b"", form, agreement).is_some_and(|day| replace(&day, &blank(form))));
        replace(agreement.state.postal(), &blank(&[STATE]));
        replace(agreement.model.code(), &blank(&[MODEL]));
        let pattern = if inside.is_some() { pattern } else { blank(&[ELSEWHERE]) + &pattern };
        // What does not come back as it was is written as it is.
        match filled(folder.as_bytes(), pattern.as_bytes(), agreement) {
            Some(found) if found == address => pattern,
            _ => blank(&[ELSEWHERE]) + address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "state,agency,model,signed,first_listed,ended,document\n";
    const ROWS: &str = "\
AL,Autauga County Sheriff's Office,WSO,2025-09-22,2025-10-01,,https://a.gov/texts/AutaugaCoSheriffsOfficeAL_WSO_09222025.pdf
AL,Baldwin County Sheriff's Office,TFM,2025-10-02,2025-10-05,,https://a.gov/texts/BaldwinCoSheriffsOfficeAL_TFM_10022025.pdf
AL,Baldwin County Sheriff's Office,WSO,,2025-10-05,,
FL,Cocoa Beach Police Department,TFM,2025-03-18,2025-03-20,,https://a.gov/texts/cocoaBeachPoliceDept_03.18.25.pdf
FL,Doña Ana Police,TFM,2025-07-02,2025-07-05,,https://b.gov/Doña%20Ana 7.2.2025
";

    fn record(rows: &str) -> Record {
        Record::read(format!("{HEAD}{rows}").as_bytes()).unwrap()
    }

    fn own(record: &Record) -> Vec<Option<&str>> {
        record.agreements().map(|agreement| agreement.document).collect()
    }

    #[test]
    fn addresses_come_back_and_like_ones_share_a_pattern() {
        let record = record(ROWS);
        let packed = Documents::pack(&record);
        let documents = Documents::read(&packed, &record).unwrap();
        assert_eq!((0..5).map(|at| documents.of(at)).collect::<Vec<_>>(), own(&record));
        assert_eq!(documents.of(5), None);
        let text = String::from_utf8_lossy(&packed);
        assert_eq!(text.matches("https://a.gov/texts/").count(), 1, "{text:?}");
        assert!(!text.contains("Autauga") && !text.contains("Baldwin") && !text.contains("cocoa"), "{text:?}");
        for n in 0..packed.len() {
            assert!(Documents::read(&packed[..n], &record).is_err(), "{n} bytes");
        }
        assert!(Documents::read(&[&packed[..], b"a\n"].concat(), &record).is_err());
    }

    #[test]
    fn a_record_takes_no_addresses_but_its_own() {
        let packed = Documents::pack(&record(ROWS));
        for (was, is) in [("2025-09-22", "2025-09-23"), ("Cocoa", "Coral"), ("WSO", "JEM"), ("AL,Aut", "GA,Aut")] {
            let error = Documents::read(&packed, &record(&ROWS.replace(was, is))).unwrap_err().to_string();
            assert_eq!(error, "record: found addresses of another record, expected those of this one");
        }
        let error = Documents::read(b"<!doctype html>", &record(ROWS)).unwrap_err().to_string();
        assert_eq!(error, "record: found other bytes, expected a file of addresses, which begins with TEXTS");
    }

    #[test]
    fn a_record_without_texts_has_a_file_of_none() {
        let none = record("FL,A,TFM,2025-07-02,2025-07-05,,\n");
        assert_eq!(Documents::read(&Documents::pack(&none), &none).unwrap().of(0), None);
        // No address has control characters, nor is it so long.
        let long = "a".repeat(3_000);
        for odd in ["https://a.gov/\tb", &long] {
            let odd = record(&format!("FL,A,TFM,2025-07-02,2025-07-05,,\"{odd}\"\n"));
            assert_eq!(Documents::read(&Documents::pack(&odd), &odd).unwrap().of(0), None);
        }
    }
}
