//! `agreement-atlas import`: ICE's lists in; the evidence, the record made of it and the log of repairs out.
//!
//! All files are written beside their places and renamed when they are whole: a failed import leaves the old ones.

use std::fs;
use std::path::{Path, PathBuf};

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::list::{List, ListKind};
use agreement_atlas::roster::log::Log;
use agreement_atlas::roster::sighting::{self, Archive};
use agreement_atlas::roster::{Agreement, Level, Record, Status, history};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::archive;
use crate::pack;

/// Reads ICE's lists (XLSX or CSV, files or folders) and writes the record made of all of them and of those read before.
///
/// What was read before is kept beside the record, in sightings.csv and lists.csv: a new list is added by reading it alone, and
/// reading a list again changes nothing. Without the two files the record is made of the lists given.
///
/// A list's date is read from its name, as in 2025-05-28pm.xlsx. Which kind of list it is, its header says: only
/// lists of participating agencies have a SIGNED column.
#[derive(Args)]
pub struct Import {
    /// Lists of participating agencies, or folders of them.
    #[arg(long, num_args = 1.., required_unless_present = "pending", value_name = "PATH")]
    participating: Vec<PathBuf>,
    /// Lists of pending agencies, or folders of them.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pending: Vec<PathBuf>,
    /// The date of the list, where a single one is read and its name carries none.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Lets in a list of this date although it holds fewer than seven in ten of the agreements of the last good one.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    accept: Vec<Date>,
    /// Where the record goes; sightings.csv and lists.csv stand beside it.
    #[arg(long, value_name = "FILE", default_value = "agreements.csv")]
    out: PathBuf,
    /// Where the log of everything repaired or unusable goes.
    #[arg(long, value_name = "FILE", default_value = "import-log.csv")]
    log: PathBuf,
}

/// Reads a date given on the command line.
pub fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date as YYYY-MM-DD".to_owned())
}

impl Import {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let participating = archive::files(&self.participating)?;
        let files: Vec<PathBuf> = participating.into_iter().chain(archive::files(&self.pending)?).collect();
        if self.date.is_some() && files.len() > 1 {
            bail!("--date: found {} lists, expected one", files.len());
        }
        ensure!(self.out != self.log, "--log: found the path of --out, expected another");
        let bar = ProgressBar::new(files.len() as u64).with_style(
            ProgressStyle::with_template("reading lists {bar:30} {pos}/{len} {msg} {elapsed}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let mut log = Log::default();
        let mut lists = Vec::new();
        for file in &files {
            bar.set_message(file.file_stem().unwrap_or_default().to_string_lossy().into_owned());
            lists.push(archive::list(file, self.date, &mut log).inspect_err(|_| bar.abandon())?);
            bar.inc(1);
        }
        bar.finish_and_clear();
        let n_lists = lists.len();
        let names: Vec<String> = lists.iter().map(|list| list.name.clone()).collect();
        let (new, new_pending): (Vec<List>, Vec<List>) =
            lists.into_iter().partition(|list| list.kind == ListKind::Participating);
        let (before, pending_before) = self.before()?;
        let (participating, pending) = (before.with(new), pending_before.with(new_pending));
        ensure!(
            !participating.lists.is_empty(),
            "found only lists without a SIGNED column, expected a list of participating agencies among them"
        );
        let (participating, pending) = (current(participating, &mut log), current(pending, &mut log));
        self.refuse(&participating, &names)?;
        for (before, after) in participating.losses() {
            let size = |list: usize| participating.lists.get(list).map_or(0, |list| list.agreements);
            let (name, earlier) = (participating.name(after), participating.name(before));
            let found = format!("{} agreements after {} on {earlier}", size(after), size(before));
            log.note(name, 0, "list", &found, "taken, but look at it: so many seldom leave at once");
            eprintln!("LOOK AT {name}: {found}");
        }
        let gazetteer = pack::gazetteer()?;
        let record = history::record(&participating, &pending, &gazetteer, &mut log);
        let name = |fips: Fips| gazetteer.name(fips).unwrap_or_default().to_owned();
        replace(&[
            (&self.out, record.to_csv(name).into_bytes()),
            (&self.log, log.to_csv().into_bytes()),
            (&beside(&self.out, LISTS), sighting::lists_csv(&participating, &pending).into_bytes()),
            (&beside(&self.out, SIGHTINGS), sighting::sightings_csv(&participating, &pending).into_bytes()),
        ])?;
        self.say(n_lists, &record, &log);
        Ok(())
    }

    /// What was read before, if anything.
    fn before(&self) -> Result<(Archive, Archive)> {
        evidence(&self.out).map(Option::unwrap_or_default)
    }

    /// A list far smaller than the last good one is no news but a mistake, until somebody has looked at it.
    fn refuse(&self, archive: &Archive, read_now: &[String]) -> Result<()> {
        for (good, suspect) in archive.suspects() {
            let (Some(good), Some(list)) = (archive.lists.get(good), archive.lists.get(suspect)) else { continue };
            let date = list.issue.date;
            ensure!(
                self.accept.contains(&date) || !read_now.contains(&list.name),
                "{}: found {} agreements, expected at least seven in ten of the {} on {}; --accept {date} lets it in",
                list.name,
                list.agreements,
                good.agreements,
                good.name
            );
        }
        Ok(())
    }

    fn say(&self, n_lists: usize, record: &Record, log: &Log) {
        let of = |status: Status| record.agreements().iter().filter(|a| a.status == status).count();
        let homeless = |a: &&Agreement| a.counties.is_empty() && a.level != Some(Level::State);
        let unplaced = record.agreements().iter().filter(homeless);
        eprintln!(
            "{n_lists} lists: {} agreements, {} active, {} pending, {} no longer listed; {} of no known county",
            record.agreements().len(),
            of(Status::Active),
            of(Status::Pending),
            of(Status::Ended) + of(Status::Renewed),
            unplaced.count(),
        );
        eprintln!("{}; {} findings in {}", self.out.display(), log.entries().len(), self.log.display());
    }
}

impl Import {
    /// One list to be added to a record, with the days of lists that are let in although they are small.
    pub fn of(list: PathBuf, kind: ListKind, accept: Vec<Date>, out: PathBuf, log: PathBuf) -> Import {
        let (participating, pending) = match kind {
            ListKind::Participating => (vec![list], Vec::new()),
            ListKind::Pending => (Vec::new(), vec![list]),
        };
        Import { participating, pending, date: None, accept, out, log }
    }
}

/// An archive without its stale lists, each of which is named.
fn current(archive: Archive, log: &mut Log) -> Archive {
    let stale: Vec<String> = archive.stale().into_iter().map(str::to_owned).collect();
    for list in &stale {
        log.note(list, 0, "list", "saved before an earlier list was", "stale: not used");
        eprintln!("{list}: its workbook was saved before that of an earlier list: stale, not used");
    }
    archive.without(&stale)
}

/// The lists that were read, in order.
pub const LISTS: &str = "lists.csv";
/// Every row that they printed.
pub const SIGHTINGS: &str = "sightings.csv";

/// A file beside another.
pub fn beside(file: &Path, name: &str) -> PathBuf {
    file.with_file_name(name)
}

/// The evidence beside a record, participating and pending; `None` when there is none.
pub fn evidence(record: &Path) -> Result<Option<(Archive, Archive)>> {
    let (lists, sightings) = (beside(record, LISTS), beside(record, SIGHTINGS));
    if !lists.exists() && !sightings.exists() {
        return Ok(None);
    }
    let text = |path: &Path| fs::read_to_string(path).with_context(|| archive::shown(path));
    let archives = sighting::read(&text(&lists)?, &text(&sightings)?);
    Ok(Some(archives.map_err(|error| error.in_file(archive::shown(&sightings)))?))
}

/// Writes files beside their places, then renames them all.
pub fn replace(files: &[(&Path, Vec<u8>)]) -> Result<()> {
    let part = |path: &Path| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        path.with_file_name(name)
    };
    for (path, bytes) in files {
        fs::write(part(path), bytes).with_context(|| archive::shown(path))?;
    }
    for (path, _) in files {
        fs::rename(part(path), path).with_context(|| archive::shown(path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures");

    /// An import of fixtures into a folder of its own.
    fn import(name: &str, participating: &[&str], pending: &[&str]) -> (Import, PathBuf) {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let paths = |files: &[&str]| files.iter().map(|file| Path::new(FIXTURES).join(file)).collect();
        let import = Import {
            participating: paths(participating),
            pending: paths(pending),
            date: None,
            accept: Vec::new(),
            out: folder.join("agreements.csv"),
            log: folder.join("log.csv"),
        };
        (import, folder)
    }

    #[test]
    fn lists_become_one_record_and_a_log() {
        let (mut import, folder) = import("whole", &["lists/participating"], &["lists/pending"]);
        import.accept = Date::parse("2025-05-29").into_iter().collect();
        import.run().unwrap();
        let record = fs::read_to_string(&import.out).unwrap();
        let has = |line: &str| assert!(record.lines().any(|found| found == line), "{line} is not in\n{record}");
        has(
            "FL-lee-county-sheriffs-office-TFM-2025-02-26,FL,Lee County Sheriff's Office,county,Lee,12071,TFM,active,2025-02-26,,\
             2025-05-28,2025-05-29,,,https://www.ice.gov/doclib/287gMOA/Lee.pdf",
        );
        // The warrant agreement stood on both older lists; one list without it is too little to end it.
        has(
            "FL-lee-county-sheriffs-office-WSO-2019-05-06,FL,Lee County Sheriff's Office,county,Lee,12071,WSO,active,2019-05-06,,\
             2021-01-12,2025-05-28,,,https://www.ice.gov/doclib/287gMOA/Lee_WSO.pdf",
        );
        has(
            "GU-guam-customs-and-quarantine-agency-TFM-2025-05-01,GU,Guam Customs and Quarantine Agency,state,,,TFM,active,2025-05-01,,\
             2025-05-28,2025-05-28,,,",
        );
        has(
            "WV-berkeley-county-sheriffs-office-JEM-pending,WV,Berkeley County Sheriff's Office,county,Berkeley,54003,JEM,\
             ended,,2025-05-27,,,2025-11-06,,",
        );
        let log = fs::read_to_string(&import.log).unwrap();
        for line in [
            "2025-05-28pm,8,STATE,UTAHJ,UT,1",
            "2025-05-28pm,4,SIGNED,05/082025,2025-05-08,2",
            "2025-05-28pm,0,signed,GU Guam Customs and Quarantine Agency TFM 5025-05-01,2025-05-01: a year that cannot be,1",
            "2025-05-27pm,4,SUPPORT TYPE,,not usable: the row is not counted,1",
            "2025-05-28pm,0,fips,FL Fort Walton Beach Police Department,no county given: unplaced,1",
        ] {
            assert!(log.lines().any(|found| found == line), "{line} is not in\n{log}");
        }
        assert!(!record.contains('@') && !log.contains('@'));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_list_is_refused_and_the_old_record_stays() {
        for (name, message) in [
            ("no-workbook", ": found bytes that are no workbook, expected an XLSX workbook or UTF-8 CSV"),
            (
                "no-header",
                ", sheet Sheet, column LAW ENFORCEMENT AGENCY: found no row with that header, expected a table under ICE's headers",
            ),
            ("no-rows", ", sheet Sheet, row 1: found nothing below the header, expected a row for each agreement"),
            ("no-such-day", ", sheet Sheet, row 2, column SIGNED: found \"2025-02-30\", expected a date"),
        ] {
            let file = format!("broken/2025-06-01-{name}.xlsx");
            let (import, folder) = import(name, &["lists/participating", &file], &[]);
            fs::write(&import.out, "the old record").unwrap();
            let error = import.run().unwrap_err().to_string();
            assert_eq!(error, format!("{FIXTURES}/{file}{message}"));
            assert_eq!(fs::read_to_string(&import.out).unwrap(), "the old record");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn a_list_without_a_date_asks_for_one() {
        let (mut import, folder) = import("undated", &["record.csv"], &[]);
        let error = import.run().unwrap_err().to_string();
        assert_eq!(
            error,
            format!(
                "{FIXTURES}/record.csv: found no date in the name \"record\", expected one as in 2025-05-28pm, or --date"
            )
        );
        import.date = Date::parse("2025-05-28");
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("record.csv, column LAW ENFORCEMENT AGENCY"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }

    /// The last lists read one at a time, in any order, onto the evidence of the others, and all of them read again, give the same bytes.
    #[test]
    fn a_new_list_is_added_by_reading_it_alone() {
        let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ice");
        let fixtures = Path::new(FIXTURES).join("lists");
        let root = if archive.is_dir() { archive } else { fixtures };
        let participating = archive::files(&[root.join("participating")]).unwrap();
        let pending = archive::files(&[root.join("pending")]).unwrap();
        let n_late = 20.min(participating.len() - 1);
        let (early, late) = participating.split_at(participating.len() - n_late);

        let (mut import, folder) = import("whole-archive", &[], &[]);
        (import.participating, import.pending) = (participating.clone(), pending.clone());
        import.run().unwrap();
        let files = ["agreements.csv", LISTS, SIGHTINGS];
        let read = |folder: &Path| files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
        let whole = read(&folder);

        let (mut step, beside) = self::import("step-by-step", &[], &[]);
        (step.participating, step.pending) = (early.to_vec(), pending);
        step.run().unwrap();
        step.pending = Vec::new();
        for list in late.iter().rev() {
            step.participating = vec![list.clone()];
            step.run().unwrap();
        }
        assert!(read(&beside) == whole, "one list at a time gives another record");
        import.run().unwrap();
        assert!(read(&folder) == whole, "reading the lists again gives another record");
        fs::remove_dir_all(folder).unwrap();
        fs::remove_dir_all(beside).unwrap();
    }

    #[test]
    fn a_far_smaller_list_is_refused_until_accepted() {
        let (mut import, folder) = import("smaller", &["lists/participating"], &[]);
        let list = folder.join("2025-06-02.csv");
        fs::write(&list, "STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE,SIGNED\nFLORIDA,Florida Highway Patrol,Task Force Model,2025-02-26\n")
            .unwrap();
        import.participating.push(list);
        // The fixtures' last list holds three agreements after eight: it is far smaller itself.
        let error = import.run().unwrap_err().to_string();
        assert_eq!(
            error,
            "2025-05-29am: found 3 agreements, expected at least seven in ten of the 8 on 2025-05-28pm; --accept 2025-05-29 lets it in"
        );
        import.accept = vec![Date::parse("2025-05-29").unwrap(), Date::parse("2025-06-02").unwrap()];
        import.run().unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    /// A list is of the kind that its header says, whatever the folder it lies in.
    #[test]
    fn the_kind_is_read_from_the_header() {
        let (straight, folder) = import("straight", &["lists/participating"], &["lists/pending"]);
        let (swapped, beside) = import("swapped", &["lists/pending"], &["lists/participating"]);
        let accept = vec![Date::parse("2025-05-29").unwrap()];
        for mut import in [straight, swapped] {
            import.accept.clone_from(&accept);
            import.run().unwrap();
        }
        for file in ["agreements.csv", LISTS, SIGHTINGS] {
            assert!(fs::read(folder.join(file)).unwrap() == fs::read(beside.join(file)).unwrap(), "{file}");
        }
        fs::remove_dir_all(folder).unwrap();
        fs::remove_dir_all(beside).unwrap();
    }

    /// A list that lost more than ten agreements and 2 % is taken, and the log says so.
    #[test]
    fn a_smaller_list_is_taken_and_flagged() {
        let (mut import, folder) = import("flagged", &[], &[]);
        for (name, n) in [("2025-03-01", 100), ("2025-03-02", 90), ("2025-03-03", 79)] {
            let file = folder.join(format!("{name}.csv"));
            let rows = (0..n).map(|n| format!("FLORIDA,Town {n} Marshal,Task Force Model,2025-02-26\n"));
            let head = "STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE,SIGNED\n".to_owned();
            fs::write(&file, head + &rows.collect::<String>()).unwrap();
            import.participating.push(file);
        }
        import.run().unwrap();
        let log = fs::read_to_string(&import.log).unwrap();
        let flags: Vec<&str> = log.lines().filter(|line| line.contains("look at it")).collect();
        let expected = "2025-03-03,0,list,79 agreements after 90 on 2025-03-02,\"taken, but look at it: so many seldom leave at once\",1";
        assert_eq!(flags, [expected]);
        fs::remove_dir_all(folder).unwrap();
    }

    /// The committed record is what this importer makes of the archive, where it stands beside the project.
    #[test]
    fn the_committed_record_is_what_the_archive_gives() {
        let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ice");
        if !archive.is_dir() {
            return;
        }
        let (mut import, folder) = import("archive", &[], &[]);
        (import.participating, import.pending) = (vec![archive.join("participating")], vec![archive.join("pending")]);
        import.run().unwrap();
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/agreements.csv");
        assert!(
            fs::read(&import.out).unwrap() == fs::read(committed).unwrap(),
            "data/agreements.csv is not what import makes"
        );
        for file in [&import.out, &import.log, &beside(&import.out, LISTS), &beside(&import.out, SIGHTINGS)] {
            let text = fs::read_to_string(file).unwrap().to_ascii_lowercase();
            for word in ["@", "safelinks", "outlook.com"] {
                assert!(!text.contains(word), "{word} in {}", file.display());
            }
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
