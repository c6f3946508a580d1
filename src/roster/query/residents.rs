//! How many people live in each county: of what is [known of counties](super::context) the part that a page tells, in
//! half of its bytes. Any bytes may come: it refuses what it cannot read.
//!
//! First stand the magic bytes and the version, then numbers as `leb128` writes them: how many counties; of each its
//! code less the one before; of each its residents and 1 more, or 0 where they are unknown.

use crate::error::{Kind, Result};
use crate::leb128::Reader;
use crate::place::Fips;

/// The first bytes of every file of residents.
const MAGIC: [u8; 5] = *b"FOLKS";
/// The one version of the format that this code writes and reads.
const VERSION: u8 = 1;

/// The residents of counties on 1 July 2023.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Residents {
    /// Of each county its code less the one before.
    steps: Vec<u32>,
    /// Its residents and 1 more, or 0.
    numbers: Vec<u32>,
}

impl Residents {
    /// Reads a file of residents.
    ///
    /// # Errors
    /// When the bytes are no residents, are of another version, are cut short, or contradict themselves.
    pub fn read(bytes: &[u8]) -> Result<Residents> {
        let reader = Reader::new(Kind::Context, bytes);
        let mut reader = reader.open(&MAGIC, VERSION, "a file of residents, which begins with FOLKS")?;
        let n = reader.count()?;
        let (steps, numbers) = (reader.numbers(n)?, reader.numbers(n)?);
        if !reader.is_done() {
            return Err(reader.broken("more bytes after the residents", "the end"));
        }
        Ok(Residents { steps, numbers })
    }

    /// How many live in a county; `None` where that is unknown, as in territories.
    pub fn of(&self, fips: Fips) -> Option<u32> {
        let mut code = 0_u32;
        for (step, number) in self.steps.iter().zip(&self.numbers) {
            code = code.saturating_add(*step);
            if code == fips.code() {
                return number.checked_sub(1);
            }
        }
        None
    }
}

#[cfg(not(target_family = "wasm"))]
mod encode {
    use super::*;
    use crate::leb128::Writer;
    use crate::roster::query::context::Context;

    impl Residents {
        /// The packed residents of all counties of a table; [`read`](Residents::read) reads them.
        pub fn pack(context: &Context) -> Vec<u8> {
            let mut written = Writer::default();
            written.bytes.extend(MAGIC);
            written.bytes.push(VERSION);
            written.number(context.counties().count() as u32);
            let mut before = 0;
            for (fips, _) in context.counties() {
                written.number(fips.code() - before);
                before = fips.code();
            }
            for (_, figures) in context.counties() {
                written.number(figures.residents.map_or(0, |residents| residents + 1));
            }
            written.bytes
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::query::context::Context;

    const CSV: &str = "fips,population_2023,foreign_born_2017_21,votes_dem_2016,votes_gop_2016,votes_2016,\
        votes_dem_2024,votes_gop_2024,votes_2024\n01001,60342,,,,,,,\n12071,,,,,,,,\n15005,0,,,,,,,\n";

    #[test]
    fn residents_come_back_and_unknown_ones_stay_unknown() {
        let packed = Residents::pack(&Context::compile(CSV.as_bytes()).unwrap());
        let residents = Residents::read(&packed).unwrap();
        let of = |code| residents.of(Fips::new(code).unwrap());
        assert_eq!([of(1_001), of(12_071), of(15_005), of(66_010)], [Some(60_342), None, Some(0), None]);
        for n in 0..packed.len() {
            assert!(Residents::read(&packed[..n]).is_err(), "{n} bytes");
        }
        assert!(Residents::read(&[&packed[..], &[0]].concat()).is_err());
        assert!(Residents::read(b"<!doctype html>").unwrap_err().to_string().contains("begins with FOLKS"));
    }
}
