//! The record's files as a set: what an import writes, and how a stamp tells that they are of one import. It opens none
//! of them.

use agreement_atlas::error::{Error, Kind};
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::import::sighting::{self, Archive};

/// The lists that were read, in order.
pub const LISTS: &str = "lists.csv";
/// Every row that they printed.
pub const SIGHTINGS: &str = "sightings.csv";
/// What the stamp calls the record, whose file may have any name.
pub const RECORD: &str = "record";

/// The columns of the log, before anything else in its file.
pub const LOG_HEAD: &str = "run,list,row,column,found,made,times\n";

/// What a stamp says: of each file of the set how many bytes it has and their hash.
pub fn stamp(record: &[u8], lists: &[u8], sightings: &[u8]) -> String {
    let sealed = [(RECORD, record), (LISTS, lists), (SIGHTINGS, sightings)];
    sealed.iter().map(|(name, bytes)| format!("{name} {}\n", seal(bytes))).collect()
}

/// The files that a stamp speaks of, each with its seal.
///
/// # Errors
/// The first word that no stamp has.
pub fn sealed(stamp: &str) -> Result<Vec<(&str, &str)>, &str> {
    let line = |line| -> Result<(&str, &str), &str> {
        let (name, seal) = str::split_once(line, ' ').unwrap_or((line, ""));
        if [RECORD, LISTS, SIGHTINGS].contains(&name) { Ok((name, seal)) } else { Err(name) }
    };
    stamp.lines().map(line).collect()
}

/// How many bytes, and their hash (FNV-1a, 64 bits): against mixing, not against forgery.
pub fn seal(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{} {hash:016x}", bytes.len())
}

/// The evidence of two files, participating and pending; `name` is how the file of sightings is called.
///
/// # Errors
/// One of the two is not what import writes.
pub fn evidence(lists: &str, sightings: &str, name: &str) -> Result<[Archive; 2], Error> {
    let archives = sighting::read(lists, sightings).map_err(|error| match error.kind() {
        Kind::Record => error.in_file(name),
        _ => error,
    })?;
    Ok(archives.into())
}

/// The log's text with what this run found at its end.
pub fn appended(logged: String, log: &Log) -> String {
    // A run's number begins its lines; a line break inside a quoted cell begins no line with a number and a comma by
    // chance alone.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(logged.as_bytes());
    let last = reader.records().flatten().filter_map(|row| row.get(0)?.parse::<usize>().ok()).last();
    let lines = log.to_csv(last.unwrap_or_default() + 1);
    match lines.strip_prefix(LOG_HEAD).filter(|_| !logged.is_empty()) {
        Some(lines) => logged + lines,
        None => lines,
    }
}
