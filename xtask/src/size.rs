//! What a reader pays: everything that a visit transfers, as sent, beside the budgets of the design.

use crate::project::{self, Project};
use crate::{dist, npm};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// Which files a visit transfers when. A browser test holds that it asks for these and for no others.
const TRANSFER: &str = "tests/browser/transfer.json";

/// A stage of a visit to a page with map and chart: its name in that file, what a reader has by then, and the budget
/// for all that was transferred by then, in bytes of brotli 11. The last ones are none: what other maps, and views
/// beside the pictures, bring on pages that have them, and the importer's page, each counted apart.
const STAGES: [(&str, &str, usize); 14] = [
    ("first map", "until the first map can be painted", 95_000),
    ("map and chart", "until map and growth chart are both painted", 125_000),
    ("whole visit", "a visit that points, opens tables, looks at a state", 200_000),
    ("other maps", "what a map of states, agencies or first days brings", 12_000),
    // What they weigh, so that none grows unseen. The aim is 25 for search, place and grid together; they are 33, and
    // the date with the models is 7.
    ("on use", "what views beside the pictures bring", 40_450),
    ("filters", "what the unfolded filters bring", 9_990),
    ("address", "what keeps a query in the address", 1_500),
    ("story", "what a story brings, beside the lists' days", 3_120),
    ("headline", "what the headline brings", 16_480),
    ("table", "what the table of agreements brings", 14_350),
    ("background", "what others say brings, with the counties' figures", 17_200),
    ("changes", "what changed brings", 17_950),
    ("given away", "what a picture as a file, or its numbers, bring", 37_700),
    // A data reporter's page; no reader's.
    ("importer", "the importer page, with its reader of workbooks", 250_000),
];
const APART: [&str; 11] = [
    "other maps",
    "on use",
    "filters",
    "address",
    "story",
    "headline",
    "table",
    "background",
    "changes",
    "given away",
    "importer",
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

/// Makes the package and prints what it transfers. An error when a budget is exceeded.
pub fn report(project: &Project) -> Result<()> {
    dist::make(project)?;
    check(project)
}

/// Prints what the package transfers as it stands. An error when a budget is exceeded.
pub fn check(project: &Project) -> Result<()> {
    let transfer: serde_json::Value =
        serde_json::from_slice(&project::read(&project.path(TRANSFER))?).context(TRANSFER)?;
    let mut rest = dist::shipped(project)?;
    let sizes = measure(project, &rest)?;
    let size = |file: &str| sizes.get(file).copied().with_context(|| format!("{file}: was not measured"));
    println!("{:<54}{:>9}{:>9}{:>11}{:>9}", "bytes", "raw", "gzip 9", "brotli 11", "budget");
    let mut total = Bytes::default();
    let mut over = Vec::new();
    for (stage, meaning, budget) in STAGES {
        if APART.contains(&stage) {
            total = Bytes::default();
        }
        let files = transfer.get(stage).and_then(|files| files.as_array());
        let files = files.with_context(|| format!("{TRANSFER}: found no list of the {stage}"))?;
        for file in files.iter().filter_map(|file| file.as_str()) {
            let at = rest.iter().position(|shipped| shipped == file);
            rest.remove(at.with_context(|| format!("{TRANSFER}: {file}: found twice or not in pkg/"))?);
            let bytes = size(file)?;
            total += bytes;
            line(&format!("  {file}"), bytes, None);
        }
        line(meaning, total, Some(budget));
        if total.brotli > budget {
            over.push(format!("{meaning}: found {} bytes of brotli, expected at most {budget}", total.brotli));
        }
    }
    println!("the rest");
    for file in &rest {
        line(&format!("  {file}"), size(file)?, None);
    }
    if over.is_empty() { Ok(()) } else { bail!(over.join("; ")) }
}

fn line(name: &str, bytes: Bytes, budget: Option<usize>) {
    let over = budget.is_some_and(|budget| bytes.brotli > budget);
    let budget = budget.map(grouped).unwrap_or_default();
    let (raw, gzip, brotli) = (grouped(bytes.raw), grouped(bytes.gzip), grouped(bytes.brotli));
    let row = format!("{name:<54}{raw:>9}{gzip:>9}{brotli:>11}{budget:>9}{}", if over { "  over" } else { "" });
    println!("{}", row.trim_end());
}

/// 1234567 as 1,234,567.
fn grouped(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", grouped(n / 1000), n % 1000) }
}

/// What the package's files are on the way, by what Node has of both formats: hosts use the same code.
fn measure(project: &Project, files: &[String]) -> Result<BTreeMap<String, Bytes>> {
    let node = npm::node(project)?.args(["xtask/sizes.mjs"]).args(files.iter().map(|file| project.pkg(file)));
    let answer = node.answer()?;
    let sizes = files.iter().zip(answer.lines()).map(|(file, line)| {
        let numbers: Option<Vec<usize>> = line.split(' ').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[raw, gzip, brotli]) => Ok((file.clone(), Bytes { raw, gzip, brotli })),
            _ => bail!("{file}: found {line:?}, expected three sizes"),
        }
    });
    sizes.collect()
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
