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

// The blanks of a pattern: no address has such characters. A number of words follows the first three.
/// The agency's first words without what is no letter or digit, `County` as `Co` and `Department` as `Dept`; 0 words
/// for all.
const SHORT: char = '\u{1}';
/// The same words whole.
const WHOLE: char = '\u{2}';
/// The short ones, the first letter small.
const SMALL: char = '\u{3}';
/// The state's postal code.
const STATE: char = '\u{4}';
/// The model's three letters.
const MODEL: char = '\u{5}';
/// Before an address in no common folder.
const ELSEWHERE: char = '\u{6}';
/// Of the day of signing the year, and its last two digits.
const YEAR: char = '\u{7}';
/// See [`YEAR`].
const SHORT_YEAR: char = '\u{8}';
/// The month in two digits, and in as many as it has.
const MONTH: char = '\u{e}';
/// See [`MONTH`].
const BARE_MONTH: char = '\u{f}';
/// The day in two digits, and in as many as it has.
const DAY: char = '\u{10}';
/// See [`DAY`].
const BARE_DAY: char = '\u{11}';
/// Numbers are the characters from this one on: no digits, which an address has, too.
const NUMBERS: u32 = 0x12;

impl Record {
    /// Gives agreements the addresses of their signed texts; a record that has any is left as it is.
    ///
    /// # Errors
    /// When the bytes are no file of addresses, are of another version, are cut short, contradict themselves, or are of
    /// another record: then none is given.
    pub fn link(&mut self, bytes: &[u8]) -> Result<()> {
        if self.agreements().iter().any(|agreement| agreement.document.is_some()) {
            return Ok(());
        }
        let reader = Reader::new(Kind::Record, bytes);
        let mut reader = reader.open(&MAGIC, VERSION, "a file of addresses, which begins with TEXTS")?;
        if reader.number()? != stamp(self) {
            return Err(Error::new(Kind::Record, "addresses of another record", "those of this one"));
        }
        let n_patterns = reader.count()?;
        let n = reader.count()?;
        let uses = reader.numbers(n)?;
        let rest = reader;
        let text = str::from_utf8(reader.take_rest()).map_err(|_| rest.broken("addresses in another encoding", "UTF-8"))?;
        let mut lines = text.split_inclusive('\n');
        let mut line = || match lines.next().and_then(|line| line.strip_suffix('\n')) {
            Some(line) if line.len() <= LONGEST => Ok(line),
            _ => Err(rest.broken("fewer lines than addresses, or one too long", "one for each")),
        };
        let folder = line()?;
        let mut patterns = Vec::with_capacity(n_patterns);
        for _ in 0..n_patterns {
            patterns.push(line()?);
        }
        let mut documents: Vec<Option<String>> = Vec::with_capacity(n);
        for (number, agreement) in uses.into_iter().zip(self.agreements()) {
            let pattern = match number.checked_sub(2) {
                None if number == 0 => {
                    documents.push(None);
                    continue;
                }
                None => Some(line()?),
                Some(at) => patterns.get(at as usize).copied(),
            };
            let address = pattern.and_then(|pattern| filled(folder, pattern, agreement));
            documents.push(Some(address.ok_or_else(|| rest.broken("an address of no pattern", "one of the patterns"))?));
        }
        if documents.len() != n || n != self.agreements().len() || lines.next().is_some() {
            return Err(rest.broken("more lines or agreements than addresses", "one for each"));
        }
        self.set_documents(documents.into_iter());
        Ok(())
    }
}

/// By what a record and its file of addresses know each other: all that patterns are filled with.
fn stamp(record: &Record) -> u32 {
    let mut stamp = Stamp::new();
    for agreement in record.agreements() {
        stamp.add(agreement.agency.as_bytes());
        stamp.add(&[agreement.state.code(), agreement.model as u8]);
        stamp.add(&agreement.signed.map_or(0, Date::days).to_le_bytes());
    }
    stamp.number()
}

/// The address that a pattern is for an agreement; `None` where it asks for what there is not.
fn filled(folder: &str, pattern: &str, agreement: &Agreement) -> Option<String> {
    let mut address = folder.to_owned();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ELSEWHERE => address.clear(),
            SHORT | WHOLE | SMALL => {
                let n = (letters.next()? as u32).checked_sub(NUMBERS)?;
                words(&agreement.agency, letter, n, &mut address);
            }
            STATE => address.push_str(agreement.state.postal()),
            MODEL => address.push_str(agreement.model.code()),
            YEAR | SHORT_YEAR | MONTH | BARE_MONTH | DAY | BARE_DAY => {
                let (year, month, day) = agreement.signed?.ymd();
                let (part, least) = match letter {
                    YEAR => (year as u32, 4),
                    SHORT_YEAR => (year as u32 % 100, 2),
                    MONTH => (month, 2),
                    BARE_MONTH => (month, 1),
                    DAY => (day, 2),
                    _ => (day, 1),
                };
                let digits = part.to_string();
                address.extend(std::iter::repeat_n('0', usize::saturating_sub(least, digits.len())));
                address.push_str(&digits);
            }
            letter => address.push(letter),
        }
        if address.len() > LONGEST {
            return None;
        }
    }
    Some(address)
}

/// Writes the first `n` words of a name, all for 0, as a mark wants them.
fn words(name: &str, mark: char, n: u32, into: &mut String) {
    let mut left = n;
    for (at, word) in name.split(' ').enumerate() {
        let word = match word {
            "County" if mark != WHOLE => "Co",
            "Department" if mark != WHOLE => "Dept",
            word => word,
        };
        for letter in word.chars().filter(char::is_ascii_alphanumeric) {
            let small = mark == SMALL && at == 0 && word.starts_with(letter);
            into.push(if small { letter.to_ascii_lowercase() } else { letter });
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
    const DAYS: [&[char]; 7] = [
        &[MONTH, DAY, YEAR],
        &[MONTH, '.', DAY, '.', YEAR],
        &[MONTH, DAY, SHORT_YEAR],
        &[MONTH, '.', DAY, '.', SHORT_YEAR],
        &[YEAR, '-', MONTH, '-', DAY],
        &[MONTH, '-', DAY, '-', YEAR],
        &[BARE_MONTH, '.', BARE_DAY, '.', YEAR],
    ];

    impl Record {
        /// The packed addresses of the signed texts; [`link`](Record::link) reads them, for this record as a page has
        /// it. One that no address can be, too long or with control characters, is left out.
        pub fn pack_documents(&self) -> Vec<u8> {
            // A packed record has one spelling of each agency.
            let mut told = self.agreements().to_vec();
            let names: Vec<String> = agencies(self).map(|(name, _)| name).collect();
            for (agreement, (_, agency)) in told.iter_mut().zip(self.with_agencies()) {
                agreement.agency = names.get(agency as usize).cloned().unwrap_or_default();
            }
            let told = Record::in_order(told, self.with_agencies().map(|(_, agency)| agency).collect(), None);
            let address = |agreement: &Agreement| agreement.document.clone().filter(|address| is_writable(address));
            let folder = folder(told.agreements().iter().filter_map(address));
            let patterns: Vec<Option<String>> = (told.agreements().iter())
                .map(|agreement| address(agreement).map(|address| pattern(&folder, &address, agreement)))
                .collect();
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
            head.number(stamp(&told));
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
                let mut text = String::new();
                words(&agreement.agency, mark, said as u32, &mut text);
                let longer = best.as_ref().is_none_or(|(best, _)| best.len() < text.len());
                if said < MOST_WORDS && longer && text.len() >= SHORTEST && address.contains(&text) {
                    let number = char::from_u32(NUMBERS + said as u32).unwrap_or_default();
                    best = Some((text, format!("{mark}{number}")));
                }
            }
        }
        if let Some((text, blank)) = best {
            replace(&text, &blank);
        }
        let _ = DAYS.iter().any(|form| {
            let form: String = form.iter().collect();
            filled("", &form, agreement).is_some_and(|day| replace(&day, &form))
        });
        replace(agreement.state.postal(), &STATE.to_string());
        replace(agreement.model.code(), &MODEL.to_string());
        let pattern = if inside.is_some() { pattern } else { format!("{ELSEWHERE}{pattern}") };
        // What does not come back as it was is written as it is.
        match filled(folder, &pattern, agreement) {
            Some(found) if found == address => pattern,
            _ => format!("{ELSEWHERE}{address}"),
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

    fn bare(record: &Record) -> Record {
        let mut bare = record.clone();
        bare.set_documents(std::iter::repeat(None));
        bare
    }

    fn documents(record: &Record) -> Vec<Option<&str>> {
        record.agreements().iter().map(|agreement| agreement.document.as_deref()).collect()
    }

    #[test]
    fn addresses_come_back_and_like_ones_share_a_pattern() {
        let whole = record(ROWS);
        let packed = whole.pack_documents();
        let mut linked = bare(&whole);
        linked.link(&packed).unwrap();
        assert_eq!(documents(&linked), documents(&whole));
        let text = String::from_utf8_lossy(&packed);
        assert_eq!(text.matches("https://a.gov/texts/").count(), 1, "{text:?}");
        assert!(!text.contains("Autauga") && !text.contains("Baldwin") && !text.contains("cocoa"), "{text:?}");
        for n in 0..packed.len() {
            assert!(bare(&whole).link(&packed[..n]).is_err(), "{n} bytes");
        }
        assert!(bare(&whole).link(&[&packed[..], b"a\n"].concat()).is_err());
    }

    #[test]
    fn a_record_takes_no_addresses_but_its_own_and_keeps_those_of_its_csv() {
        let whole = record(ROWS);
        for other in [ROWS.replace("2025-09-22", "2025-09-23"), ROWS.replace("Cocoa", "Coral"), ROWS.replace("WSO", "JEM")] {
            let mut other = bare(&record(&other));
            let error = other.link(&whole.pack_documents()).unwrap_err().to_string();
            assert_eq!(error, "record: found addresses of another record, expected those of this one");
            assert!(documents(&other).iter().all(Option::is_none));
        }
        let mut own = record(&ROWS.replace("b.gov", "c.gov"));
        own.link(&whole.pack_documents()).unwrap();
        assert!(documents(&own).contains(&Some("https://c.gov/Doña%20Ana 7.2.2025")));
        let error = bare(&whole).link(b"<!doctype html>").unwrap_err().to_string();
        assert_eq!(error, "record: found other bytes, expected a file of addresses, which begins with TEXTS");
    }

    #[test]
    fn a_record_without_texts_has_a_file_of_none() {
        let none = bare(&record(ROWS));
        let mut linked = none.clone();
        linked.link(&none.pack_documents()).unwrap();
        assert!(documents(&linked).iter().all(Option::is_none));
        // No address has control characters.
        let odd = record("FL,A,TFM,2025-07-02,2025-07-05,,\"https://a.gov/\tb\"\n");
        let mut linked = bare(&odd);
        linked.link(&odd.pack_documents()).unwrap();
        assert_eq!(documents(&linked), [None]);
    }
}
