//! What is known of the changes of a record beside its rows: days of signing that were corrected, and which agreement
//! took over from which, by their places in it. A page loads it as a file when it first tells of changes: the record
//! that pages load has no identifiers. Any bytes may come: it refuses what it cannot read. It counts nothing.
//!
//! First stand the magic bytes and the version, then numbers as `leb128` writes them:
//!
//! - the stamp of the record; how many agreements were taken over; of each its place less that of the one before, and
//!   how much later its successor stands;
//! - how many days were corrected; of each the place of the agreement less that of the one before, the day of the list
//!   less that of the one before, and how much earlier the day was that was printed first, from 1, or 0 for none.

use std::collections::BinaryHeap;

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::leb128::{Reader, unfold};
use crate::roster::identity::join::Identities;
use crate::roster::identity::rules::Rule;
use crate::roster::import::sighting::Archive;
use crate::roster::record::Record;
use crate::roster::record::agreement::id;
use crate::roster::record::stamp::Stamp;

/// The first bytes of every such file.
const MAGIC: [u8; 5] = *b"ASIDE";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 1;

/// A corrected day of signing, from the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day of the first list with the corrected day.
    pub day: Date,
    /// The agreement's `id`.
    pub id: String,
    /// The day as printed before, `None` where it was blank.
    pub was: Option<Date>,
}

/// The corrected days of signing that the evidence tells of.
pub fn corrections(identities: &Identities, archive: &Archive) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for thread in &identities.threads {
        let joins = thread.joins.iter().filter(|join| join.rule == Rule::CorrectedDay && join.signed != thread.signed);
        for join in joins {
            let body = identities.current(&thread.body);
            let name = identities.name(&body).unwrap_or(&thread.agency);
            let id = id(body.0, name, thread.model, thread.signed);
            corrections.extend(archive.date(join.list).map(|day| Correction { day, id, was: join.signed }));
        }
    }
    corrections
}

/// What is known beside a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Of agreements that were taken over, their places and those of their successors.
    pub(super) heirs: Vec<(usize, usize)>,
    /// Of corrected days the agreement's place, the first list with the corrected day, and the day before.
    pub(super) corrections: Vec<(usize, Date, Option<Date>)>,
}

impl Beside {
    /// By the identifiers of a record that has them.
    pub fn of(record: &Record, corrections: &[Correction]) -> Beside {
        let all = record.agreements();
        // A heap sorts in a tenth of the code of the library's sorts.
        let named = all.clone().enumerate().map(|(at, one)| (one.id, at));
        let named = named.collect::<BinaryHeap<_>>().into_sorted_vec();
        let place = |id: &str| {
            let after = named.partition_point(|(other, _)| *other <= id);
            // Without identifiers nothing is told by them.
            let found = named.get(after.checked_sub(1)?).filter(|(other, _)| *other == id && !id.is_empty());
            found.map(|(_, at)| *at)
        };
        let heir = |one: Option<&str>| one.and_then(place);
        let heirs = all.enumerate().filter_map(|(at, one)| Some((at, heir(one.renewed_by)?)));
        let corrected = |it: &Correction| Some((place(&it.id)?, it.day, it.was));
        Beside { heirs: heirs.collect(), corrections: corrections.iter().filter_map(corrected).collect() }
    }

    /// Reads the file of a record.
    ///
    /// # Errors
    /// When the bytes are no such file, are of another version, are cut short, or are of another record.
    pub fn read(bytes: &[u8], record: &Record) -> Result<Beside> {
        let reader = Reader::new(Kind::Record, bytes);
        let mut reader =
            reader.open(&MAGIC, VERSION, "a file of what is known beside a record, which begins with ASIDE")?;
        if reader.number()? != stamp(record) {
            return Err(Error::new(Kind::Record, "what is known beside another record", "the same of this one"));
        }
        let mut beside = Beside::default();
        let mut at = 0_usize;
        for _ in 0..reader.count()? {
            at = at.saturating_add(reader.number()? as usize);
            beside.heirs.push((at, at.saturating_add_signed(reader.signed()? as isize)));
        }
        let (mut at, mut day) = (0_usize, 0_i32);
        for _ in 0..reader.count()? {
            at = at.saturating_add_signed(reader.signed()? as isize);
            day = day.saturating_add(reader.signed()?);
            let was = reader.number()?;
            let signed = record.agreements().get(at).and_then(|one| one.signed);
            let was = was.checked_sub(1).and_then(|step| Some(signed?.plus(-unfold(step))));
            beside.corrections.push((at, Date::from_days(day), was));
        }
        if reader.is_done() { Ok(beside) } else { Err(reader.broken("more bytes after the days", "the end")) }
    }

    /// The file of a record; [`read`](Beside::read) reads it.
    #[cfg(not(target_family = "wasm"))]
    pub fn to_packed(&self, record: &Record) -> Vec<u8> {
        use crate::leb128::{Writer, fold};

        let mut file = Writer::default();
        file.bytes.extend(MAGIC);
        file.bytes.push(VERSION);
        file.number(stamp(record));
        file.number(self.heirs.len() as u32);
        let mut before = 0;
        for (at, heir) in &self.heirs {
            file.number((at - before) as u32);
            file.signed(*heir as i32 - *at as i32);
            before = *at;
        }
        file.number(self.corrections.len() as u32);
        let (mut before, mut last) = (0, 0);
        for (at, day, was) in &self.corrections {
            file.signed(*at as i32 - before);
            file.signed(day.days() - last);
            // A day before is told from the corrected one; of an undated agreement none is.
            let signed = record.agreements().get(*at).and_then(|one| one.signed);
            let step = signed.zip(*was).map(|(signed, was)| fold(signed.since(was)) + 1);
            file.number(step.unwrap_or_default());
            (before, last) = (*at as i32, day.days());
        }
        file.bytes
    }
}

/// By what a record and its file know each other: the days of all its agreements.
fn stamp(record: &Record) -> u32 {
    let mut stamp = Stamp::new();
    for agreement in record.agreements() {
        for day in [agreement.first_listed, agreement.signed, agreement.ended, agreement.absent_since] {
            stamp.add(&day.map_or(0, Date::days).to_le_bytes());
        }
    }
    stamp.number()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "\
id,state,agency,model,status,signed,first_listed,last_listed,absent_since,ended,renewed_by
A,AL,A,TFM,active,2025-01-01,2025-03-01,2025-06-01,,,
B,FL,B,TFM,renewed,2025-01-01,2025-03-01,2025-04-01,,2025-05-01,B2
B2,FL,B,TFM,active,2025-04-15,2025-05-01,2025-06-01,,,
C,FL,C,TFM,renewed,2025-01-01,2025-03-01,2025-04-01,,2025-05-01,nobody
D,FL,D,TFM,active,,2025-03-01,2025-06-01,,,
";

    fn record() -> Record {
        Record::read(CSV.as_bytes()).unwrap()
    }

    fn beside() -> Beside {
        let day = |text: &str| Date::parse(text).unwrap();
        let correction =
            |id: &str, was: Option<&str>| Correction { day: day("2025-05-01"), id: id.to_owned(), was: was.map(day) };
        let corrections =
            [correction("B2", Some("2025-04-20")), correction("A", Some("2024-12-31")), correction("D", None)];
        Beside::of(&record(), &[&corrections[..], &[correction("nobody", None)]].concat())
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let beside = beside();
        assert_eq!(beside.heirs, [(1, 2)]);
        assert_eq!(beside.corrections.iter().map(|it| it.0).collect::<Vec<_>>(), [2, 0, 4]);
        let packed = beside.to_packed(&record());
        assert_eq!(Beside::read(&packed, &record()), Ok(beside));
    }

    #[test]
    fn what_is_cut_or_of_another_record_is_refused() {
        let (record, packed) = (record(), beside().to_packed(&record()));
        for end in 0..packed.len() {
            assert!(Beside::read(&packed[..end], &record).is_err(), "{end} of {} bytes", packed.len());
        }
        assert!(Beside::read(&[&packed[..], &[0]].concat(), &record).is_err());
        let other = Record::read(CSV.replacen("2025-06-01", "2025-06-02", 1).as_bytes()).unwrap();
        assert!(Beside::read(&packed, &other).is_ok(), "a day that tells nothing of a change");
        let other = Record::read(CSV.replacen("2025-05-01", "2025-05-02", 1).as_bytes()).unwrap();
        let error = Beside::read(&packed, &other).unwrap_err().to_string();
        assert!(error.contains("another record"), "{error}");
        // Whatever the bytes say, nothing is asked of a place that there is not.
        for at in 6..packed.len() {
            for byte in [0, 0x7f, 0x80, 0xff] {
                let mut hostile = packed.clone();
                hostile[at] = byte;
                let _ = Beside::read(&hostile, &record);
            }
        }
    }
}
