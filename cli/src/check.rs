//! `agreement-atlas check`: whether the record holds together, and whether it says what ICE's lists say.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use agreement_atlas::roster::import::list::{List, ListKind};
use agreement_atlas::roster::import::log::{Entry, Log};
use agreement_atlas::roster::import::sighting::Archive;
use agreement_atlas::roster::query::departure::{self, Departures};
use agreement_atlas::roster::record::agreement::Agreement;
use agreement_atlas::roster::review::check::{self, Class};
use agreement_atlas::roster::review::comparison::{self, Balance};
use agreement_atlas_importer::counties;
use agreement_atlas_importer::intake::{Intake, current};
use agreement_atlas_importer::reading::Terms;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::path::shown;
use crate::store::Store;
use crate::{answer, archive, folder, intake};

/// Checks the record against itself and, with --lists, against each of ICE's lists of participating agencies, the last
/// of each day.
///
/// Prints a line for each failure and warning; then one for each difference that has a name: a row printed twice, a gap
/// that closed, an agreement that the record keeps under another spelling, day or state; then what is absent since a
/// day, and each day whose list has another number of rows than the record counts; then, for each year, how many
/// agreements were no longer listed, switched to another model and renewed; last, what was checked. Fails when anything
/// did.
#[derive(Args)]
pub struct Check {
    /// The record, CSV.
    record: PathBuf,
    /// ICE's lists (XLSX or CSV), or folders of them.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    lists: Vec<PathBuf>,
}

impl Check {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let (report, n_failures) = self.report()?;
        answer::say(&report)?;
        match n_failures {
            0 => Ok(()),
            1 => bail!("{}: 1 failure", shown(&self.record)),
            n => bail!("{}: {n} failures", shown(&self.record)),
        }
    }

    /// A record to be checked against lists.
    pub fn of(record: PathBuf, lists: Vec<PathBuf>) -> Check {
        Check { record, lists }
    }

    /// The lists to compare with: what import would set aside is set aside here.
    fn lists(&self) -> Result<Vec<List>> {
        let found = folder::find(&self.lists)?;
        for file in &found.passed_over {
            eprintln!("{}: {}", shown(file), intake::PASSED_OVER);
        }
        let terms = Terms { date: None, kind: None };
        let files: Vec<(PathBuf, Terms)> = found.files.into_iter().map(|file| (file, terms)).collect();
        let mut lists = BTreeMap::new();
        let mut intake = Intake::default();
        intake::read(&mut intake, &files, false, |_, accepted| {
            let participating = accepted.into_iter().filter(|list| list.kind == ListKind::Participating);
            lists.extend(participating.map(|list| (list.issue.clone(), list)));
        })?;
        for file in intake.files(ListKind::Pending) {
            eprintln!("{}: a list of pending agencies: not compared", shown(file));
        }
        let used = current(Archive::new(lists.values().cloned()), &mut Log::default(), &mut intake.told);
        intake::say(&mut intake.told);
        lists.retain(|issue, _| used.lists.iter().any(|list| list.issue == *issue));
        Ok(lists.into_values().collect())
    }

    /// What was found, a line each, failures and warnings first, and how many of the lines are failures.
    pub fn report(&self) -> Result<(String, usize)> {
        Store::of(&self.record).verify()?;
        let record = archive::record(&self.record)?;
        let text = fs::read_to_string(&self.record).with_context(|| shown(&self.record))?;
        let whole = record.agreements().any(|agreement| !agreement.id.is_empty());
        ensure!(whole, "{}: found no ids, expected the whole record", shown(&self.record));
        let gazetteer = counties::gazetteer()?;
        let mut findings = check::agreements(&record);
        findings.extend(check::file(&text, &record, &gazetteer));
        let lists = self.lists()?;
        let comparison = comparison::compare(&record, &lists, &gazetteer);
        findings.extend(comparison.findings);

        let mut lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.extend(comparison.named.entries().iter().map(named));
        lines.extend(record.agreements().filter_map(|agreement| absent(&agreement)));
        lines.extend(comparison.balances.iter().filter(|balance| balance.rows != balance.counted).map(balanced));
        lines.extend(departure::by_year(&record).into_iter().map(left));
        let n_failures = findings.iter().filter(|finding| finding.class == Class::Failure).count();
        let n_warnings = findings.len() - n_failures;
        lines.push(format!(
            "{} agreements checked, {} lists compared: {n_failures} failures, {n_warnings} warnings, {} differences named",
            record.agreements().len(),
            comparison.n_lists,
            comparison.named.entries().len(),
        ));
        Ok((lines.join("\n") + "\n", n_failures))
    }
}

/// A difference that has a name, on one line.
fn named(entry: &Entry) -> String {
    let row = if entry.row > 0 { format!(", row {}", entry.row) } else { String::new() };
    let times = if entry.times > 1 { format!(" (and on {} lists more)", entry.times - 1) } else { String::new() };
    format!("{}: {}{row}{times}: {} is {}", entry.column, entry.list, entry.found, entry.made)
}

/// What is missing from the newest lists, for too short a time to be an ending, on one line.
fn absent(agreement: &Agreement) -> Option<String> {
    agreement.absent_since.map(|since| format!("absent since {since}: {}: not counted from that day on", agreement.id))
}

/// A day on which a list has another number of rows than the record counts agreements, on one line.
fn balanced(balance: &Balance) -> String {
    let Balance { date, rows, counted, printed_twice, unusable, gaps } = balance;
    format!(
        "{date}: {rows} rows: {counted} agreements, {printed_twice} printed twice, {unusable} not usable, {gaps} in gaps"
    )
}

/// A year's departures, on one line.
fn left((year, of): (i32, Departures)) -> String {
    let Departures { ended, switched, renewed } = of;
    format!("{year}: {ended} no longer listed, {switched} of them switched to another model; {renewed} renewed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The report on the lists of the fixtures and a record of one agreement, which the last list does not carry any
    /// more.
    #[test]
    fn the_report_ends_in_what_was_checked() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
        let record = std::env::temp_dir().join(format!("agreement-atlas-{}-check.csv", std::process::id()));
        let csv = "id,state,agency,level,county,fips,model,status,signed,first_listed,last_listed,absent_since,ended\n\
                   FL-lee-county-sheriffs-office-WSO-2019-05-06,FL,Lee County Sheriff's Office,county,Lee,12071,WSO,absent,\
                   2019-05-06,2021-01-12,2025-05-28,2025-05-29,\n";
        fs::write(&record, csv).unwrap();
        let report = |lists: Vec<PathBuf>| Check { record: record.clone(), lists }.report().unwrap();
        let absent =
            "absent since 2025-05-29: FL-lee-county-sheriffs-office-WSO-2019-05-06: not counted from that day on\n";
        let alone = "1 agreements checked, 0 lists compared: 0 failures, 0 warnings, 0 differences named\n";
        assert_eq!(report(Vec::new()), (format!("{absent}{alone}"), 0));
        let (text, n_failures) = report(vec![fixtures.join("lists/participating"), fixtures.join("lists/pending")]);
        assert!(text.contains(absent), "{text}");
        // The record lacks what the lists hold: no named difference leads from the one to the other.
        assert!(
            text.contains("2025-05-29: found 3 rows, expected 0 agreements counted, 0 rows printed twice"),
            "{text}"
        );
        assert!(text.contains("1 agreements checked, 3 lists compared: "), "{text}");
        assert!(n_failures > 0);
        let gone = csv.replace("WSO,absent", "WSO,ended").replace("2025-05-28,2025-05-29,", "2025-05-28,,2025-05-29");
        fs::write(&record, gone).unwrap();
        let year = "2025: 1 no longer listed, 0 of them switched to another model; 0 renewed\n";
        assert_eq!(report(Vec::new()), (format!("{year}{alone}"), 0));
        fs::remove_file(record).unwrap();
    }
}
