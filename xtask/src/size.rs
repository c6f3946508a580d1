//! What a reader pays: the bytes of each shipped file, raw and as sent, beside the budget of the design.

use crate::dist;
use crate::project::{self, Project};
use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// The budget of a first visit, map and growth chart, in bytes of brotli 11.
const FIRST_VISIT: usize = 130_000;

/// What a first visit loads: the name in the budget, its share in bytes, its files.
const GROUPS: [(&str, usize, &[&str]); 4] = [
    ("wasm", 55_000, &["agreement-atlas.wasm"]),
    ("script and styles", 15_000, &["agreement-atlas.js"]),
    ("geometry", 38_000, &["us.atlas"]),
    ("record", 30_000, &["agreements.csv", "earlier.tsv"]),
];

#[derive(Clone, Copy, Default)]
struct Bytes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl std::ops::AddAssign for Bytes {
    fn add_assign(&mut self, other: Bytes) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// Makes the package and prints the table. An error when a first visit is over its budget; a group over its share is only marked.
pub fn report(project: &Project) -> Result<()> {
    dist::make(project)?;
    let files = dist::shipped(project)?;
    let measure = |file: &str| -> Result<Bytes> {
        let bytes = project::read(&project.pkg(file))?;
        Ok(Bytes { raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? })
    };
    println!("{:<28}{:>10}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip 9", "brotli 11", "budget");
    let mut total = Bytes::default();
    for (group, budget, members) in GROUPS {
        println!("{group}");
        for file in members {
            let bytes = measure(file)?;
            total += bytes;
            line(&format!("  {file}"), bytes, Some(budget));
        }
    }
    line("first visit", total, Some(FIRST_VISIT));
    println!("the rest");
    let first = |file: &str| GROUPS.iter().any(|(_, _, members)| members.contains(&file));
    for file in files.iter().filter(|file| !first(file)) {
        line(&format!("  {file}"), measure(file)?, None);
    }
    if total.brotli > FIRST_VISIT {
        bail!("a first visit: found {} bytes of brotli, expected at most {FIRST_VISIT}", total.brotli);
    }
    Ok(())
}

fn line(name: &str, bytes: Bytes, budget: Option<usize>) {
    let over = budget.is_some_and(|budget| bytes.brotli > budget);
    let budget = budget.map(grouped).unwrap_or_default();
    let (raw, gzip, brotli) = (grouped(bytes.raw), grouped(bytes.gzip), grouped(bytes.brotli));
    let row = format!("{name:<28}{raw:>10}{gzip:>10}{brotli:>10}{budget:>10}{}", if over { "  over" } else { "" });
    println!("{}", row.trim_end());
}

/// 1234567 as 1,234,567.
fn grouped(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", grouped(n / 1000), n % 1000) }
}

/// Bytes as the best hosts send them: brotli, quality 11, the widest window that browsers take.
pub fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut sent = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut sent, 4096, 11, 22);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    drop(encoder);
    Ok(sent.len())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_by_three() {
        let check = |n, text: &str| assert_eq!(grouped(n), text);
        check(0, "0");
        check(999, "999");
        check(1_000, "1,000");
        check(1_020_304, "1,020,304");
    }
}
