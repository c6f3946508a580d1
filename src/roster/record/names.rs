//! What counties and agencies are called: a file that a page loads after its first picture, for the answers it gives.
//! Made from `data/counties.csv` and `data/agreements.csv`. It knows no shapes and counts nothing. Any bytes may come:
//! it refuses what it cannot read.
//!
//! First stand the magic bytes and the version, then numbers as `leb128` writes them:
//!
//! - the stamp of the record whose agencies these are;
//! - how many different names counties have, and of each how many bytes of the one before it begins with;
//! - how many counties there are; of each its code less the one before; then of each how much further down its name
//!   stands than the last one of the state, where 0 is followed by how much further up;
//! - how many templates of agencies' names there are; how many agencies; of each its template.
//!
//! Then lines of text: the rest of each county's name, the templates, and of each agency whose template has a blank for
//! them its own words.

use crate::error::{Error, Kind, Result};
use crate::leb128::Reader;
use crate::place::Fips;

use super::Record;
use super::agreement::Agreement;

/// The first bytes of every file of names.
const MAGIC: [u8; 5] = *b"NAMES";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 1;

// The blanks of a template.
/// The bare name of the agency's first county.
const COUNTY: char = '\u{1}';
/// The English name of its state.
const STATE: char = '\u{2}';
/// Words of its own.
const WORDS: char = '\u{3}';

/// So many bytes a name has at the most, so that no file asks for more memory than a multiple of its own size.
const LONGEST: usize = 1000;

/// The names of all counties, and of the agencies of one packed record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    stamp: u32,
    /// In the order of codes.
    counties: Vec<(Fips, String)>,
    /// Template and words of each.
    agencies: Vec<(String, String)>,
}

impl Names {
    /// Reads a file of names.
    ///
    /// # Errors
    /// When the bytes are no names, are of another version, are cut short, or contradict themselves.
    pub fn read(bytes: &[u8]) -> Result<Names> {
        let reader = Reader::new(Kind::Record, bytes);
        let mut reader = reader.open(&MAGIC, VERSION, "a file of names, which begins with NAMES")?;
        let stamp = reader.number()?;
        let n = reader.count()?;
        let shared = reader.numbers(n)?;
        let n = reader.count()?;
        let codes = reader.numbers(n)?;
        let places = places(&mut reader, &codes)?;
        let n_templates = reader.count()?;
        let n = reader.count()?;
        let uses = reader.numbers(n)?;
        let rest = reader;
        let text = str::from_utf8(reader.take_rest()).map_err(|_| rest.broken("names in another encoding", "UTF-8"))?;
        let mut lines = text.split_inclusive('\n');
        let mut line = || match lines.next().and_then(|line| line.strip_suffix('\n')) {
            Some(line) if line.len() <= LONGEST => Ok(line),
            _ => Err(rest.broken("fewer lines than names, or one too long", "one for each")),
        };

        let mut words: Vec<String> = Vec::with_capacity(shared.len());
        for shared in shared {
            let begins = words.last().map_or("", String::as_str).get(..shared as usize);
            let begins = begins.ok_or_else(|| rest.broken("a name that begins with more than another", "less"))?;
            let word = format!("{begins}{}", line()?);
            words.push(if word.len() <= LONGEST {
                word
            } else {
                return Err(rest.broken("a name too long", "a shorter one"));
            });
        }
        let mut counties = Vec::with_capacity(places.len());
        for (fips, place) in places {
            let name = words.get(place).ok_or_else(|| rest.broken("a county of no name", "one of the names"))?;
            counties.push((fips, name.clone()));
        }
        let mut templates = Vec::with_capacity(n_templates);
        for _ in 0..n_templates {
            templates.push(line()?);
        }
        let mut agencies = Vec::with_capacity(uses.len());
        for template in uses {
            let template = templates.get(template as usize).copied();
            let template = template.ok_or_else(|| rest.broken("an agency of no template", "one of the templates"))?;
            let words = if template.contains(WORDS) { line()? } else { "" };
            agencies.push((template.to_owned(), words.to_owned()));
        }
        match lines.next() {
            Some(_) => Err(rest.broken("more lines than names", "one for each")),
            None => Ok(Names { stamp, counties, agencies }),
        }
    }

    /// The bare name of a county.
    pub fn county(&self, fips: Fips) -> Option<&str> {
        let at = self.counties.binary_search_by_key(&fips, |(fips, _)| *fips).ok()?;
        self.counties.get(at).map(|(_, name)| name.as_str())
    }

    /// The name of the agency that has an agreement.
    fn agency(&self, number: u32, agreement: &Agreement) -> Option<String> {
        let (template, words) = self.agencies.get(number as usize)?;
        let mut name = String::new();
        // Its own words have blanks, too: for the county in `Leesburg`.
        for letter in template.replace(WORDS, words).chars() {
            match letter {
                COUNTY => name.push_str(self.county(*agreement.counties.first()?)?),
                STATE => name.push_str(agreement.state.name()),
                letter => name.push(letter),
            }
        }
        Some(name)
    }
}

/// The counties' codes, ascending, and where the name of each stands.
fn places(reader: &mut Reader, codes: &[u32]) -> Result<Vec<(Fips, usize)>> {
    let mut places: Vec<(Fips, usize)> = Vec::with_capacity(codes.len());
    let mut code = 0_u32;
    for step in codes {
        code = code.saturating_add(*step);
        let fips = Fips::new(code).filter(|_| *step > 0);
        let fips = fips.ok_or_else(|| reader.broken("a county out of order", "codes that ascend, of known states"))?;
        let last = places.last().filter(|(last, _)| last.state() == fips.state());
        // The first name of all is one further down than none.
        let last = last.map_or(0, |(_, place)| place.wrapping_add(1));
        let place = match reader.number()? as usize {
            0 => last.wrapping_sub(reader.number()? as usize),
            down => last.wrapping_add(down),
        };
        places.push((fips, place.wrapping_sub(1)));
    }
    Ok(places)
}

impl Record {
    /// Gives a record the names of counties, and the agencies of a packed one theirs; those of one that has them
    /// already are left as they are.
    ///
    /// # Errors
    /// The names are another record's; then no agency is given one.
    pub fn name(&mut self, names: &Names) -> Result<()> {
        self.name_counties(names.counties.iter().map(|(fips, name)| (*fips, name.as_str())));
        let Some(stamp) = self.unnamed() else { return Ok(()) };
        let mut found: Vec<String> = Vec::new();
        let mut last = None;
        for (agreement, agency) in self.with_agencies().filter(|_| stamp == names.stamp) {
            if last.replace(agency) != Some(agency) {
                found.extend(names.agency(agency, &agreement));
            }
        }
        self.set_names(&found).ok_or_else(|| Error::new(Kind::Record, "names of another record", "those of this one"))
    }
}

#[cfg(not(target_family = "wasm"))]
mod encode {
    use std::collections::BTreeMap;

    use super::super::packed::{agencies, plain, stamp};
    use super::*;
    use crate::leb128::Writer;

    /// A template of whole names, and one of last words, stand for so many agencies at least. Measured: fewer make more
    /// of the templates' numbers than they save, more leave words to be said again.
    const LEAST: (usize, usize) = (2, 8);

    impl Names {
        /// The packed names of counties, in the order of their codes, and of a record's agencies; [`read`](Names::read)
        /// reads them.
        pub fn pack<'a>(counties: impl IntoIterator<Item = (Fips, &'a str)>, record: &Record) -> Vec<u8> {
            let counties = counties.into_iter().map(|(fips, name)| (fips, plain(name)));
            let counties: BTreeMap<Fips, String> = counties.collect();
            let mut head = Writer::default();
            head.bytes.extend(MAGIC);
            head.bytes.push(VERSION);
            head.number(stamp(record));
            let mut lines = String::new();
            write_counties(&mut head, &mut lines, &counties);
            write_agencies(&mut head, &mut lines, &counties, record);
            head.bytes.extend(lines.bytes());
            head.bytes
        }
    }

    fn write_counties(head: &mut Writer, lines: &mut String, counties: &BTreeMap<Fips, String>) {
        let words: BTreeMap<&str, usize> = counties.values().map(|name| (name.as_str(), 0)).collect();
        let words: BTreeMap<&str, usize> = words.into_keys().zip(1..).collect();
        head.number(words.len() as u32);
        let mut before = "";
        for word in words.keys() {
            let same = word.char_indices().zip(before.chars()).find(|((_, a), b)| a != b);
            let shared = same.map_or(word.len().min(before.len()), |((at, _), _)| at);
            head.number(shared as u32);
            lines.push_str(word.get(shared..).unwrap_or_default());
            lines.push('\n');
            before = word;
        }
        head.number(counties.len() as u32);
        let mut before = 0;
        for fips in counties.keys() {
            head.number(fips.code() - before);
            before = fips.code();
        }
        let mut last = None;
        for (fips, name) in counties {
            let place = words.get(name.as_str()).copied().unwrap_or_default();
            let from = last.filter(|(state, _)| *state == fips.state()).map_or(0, |(_, place)| place);
            match place.checked_sub(from) {
                Some(down) if down > 0 => head.number(down as u32),
                _ => [0, from - place].into_iter().for_each(|up| head.number(up as u32)),
            }
            last = Some((fips.state(), place));
        }
    }

    fn write_agencies(head: &mut Writer, lines: &mut String, counties: &BTreeMap<Fips, String>, record: &Record) {
        let blanked: Vec<String> =
            agencies(record).map(|(name, agreement)| blanked(&name, &agreement, counties)).collect();
        let mut wholes: BTreeMap<&str, usize> = BTreeMap::new();
        for name in blanked.iter().filter(|name| name.contains([COUNTY, STATE])) {
            *wholes.entry(name).or_default() += 1;
        }
        wholes.retain(|_, n| *n >= LEAST.0);
        let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
        for name in blanked.iter().filter(|name| !wholes.contains_key(name.as_str())) {
            for end in last_words(name) {
                *ends.entry(end).or_default() += 1;
            }
        }
        let chosen: Vec<(String, &str)> = blanked
            .iter()
            .map(|name| {
                if wholes.contains_key(name.as_str()) {
                    return (name.clone(), "");
                }
                let end = last_words(name).find(|end| ends.get(end).is_some_and(|n| *n >= LEAST.1)).unwrap_or_default();
                (format!("{WORDS}{end}"), name.strip_suffix(end).unwrap_or(name))
            })
            .collect();
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for (template, _) in &chosen {
            *used.entry(template).or_default() += 1;
        }
        // The most used first: their numbers are the smallest.
        let mut templates: Vec<(&str, usize)> = used.into_iter().collect();
        templates.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        head.number(templates.len() as u32);
        head.number(chosen.len() as u32);
        for (template, _) in &templates {
            lines.push_str(template);
            lines.push('\n');
        }
        for (template, words) in &chosen {
            head.number(templates.iter().position(|(other, _)| other == template).unwrap_or_default() as u32);
            if template.contains(WORDS) {
                lines.push_str(words);
                lines.push('\n');
            }
        }
    }

    /// A name with a blank for that of its first county, or else of its state.
    fn blanked(name: &str, agreement: &Agreement, counties: &BTreeMap<Fips, String>) -> String {
        let county =
            agreement.counties.first().and_then(|fips| counties.get(fips)).filter(|county| name.contains(*county));
        match county.filter(|county| !county.is_empty()) {
            Some(county) => name.replacen(county, &COUNTY.to_string(), 1),
            None => name.replacen(agreement.state.name(), &STATE.to_string(), 1),
        }
    }

    /// The ends of a name that begin with a blank, the longest first.
    fn last_words(name: &str) -> impl Iterator<Item = &str> {
        name.match_indices(' ').filter_map(|(at, _)| name.get(at..))
    }
}
