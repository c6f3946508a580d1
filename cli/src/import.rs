//! `agreement-atlas import`: ICE's lists in; the evidence, the record made of it and the log of repairs out.
//!
//! All files are written beside their places and renamed when they are whole: a failed import leaves the old ones.

use std::fs;
use std::path::PathBuf;

use agreement_atlas::date::Date;
use agreement_atlas::roster::import::list::ListKind;
use agreement_atlas::roster::import::log::Log;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Agreement, Level, Status};
use agreement_atlas_importer::counties;
use agreement_atlas_importer::import::Import as Made;
use agreement_atlas_importer::intake::Intake;
use agreement_atlas_importer::reading::Terms;
use agreement_atlas_importer::set::{LISTS, LOG_HEAD, SIGHTINGS, appended};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::day::day;
use crate::path::shown;
use crate::store::{self, Store};
use crate::{answer, folder, intake};

/// Reads ICE's lists (XLSX or CSV, files or folders and the folders in them) and writes the record made of all of them
/// and of those read before.
///
/// What was read before is kept beside the record, in sightings.csv and lists.csv: a new list is added by reading it
/// alone, and reading a list again changes nothing. Without the two files the record is made of the lists given.
/// agreements.stamp tells that the three are of one import; if they are not, none is read.
///
/// A list's date is read from its name: as in 2025-05-28pm, in ICE's participatingAgencies05282025pm, or in an
/// archive's 20210915223357, which is taken to be UTC. A list is known by its kind, its day and the part of the day.
/// One that was read before is replaced when its rows have changed; two of one import must not differ. CSV may have
/// commas, semicolons or tabs and be in UTF-8 or UTF-16.
#[derive(Args)]
pub struct Import {
    /// Lists of participating agencies, or folders of them. They have a column SIGNED.
    #[arg(long, num_args = 1.., required_unless_present = "pending", value_name = "PATH")]
    participating: Vec<PathBuf>,
    /// Lists of pending agencies, or folders of them. They have no column SIGNED.
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pending: Vec<PathBuf>,
    /// The date of the list, where a single one is read: it rules over its name and the time at which it was saved.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Lets in a list of this date that looks wrong, once somebody has looked at it: one that holds fewer than seven in
    /// ten of the agreements of the last good one, lacks one end of the alphabet, names agencies that take part as in
    /// process, or has other rows than those read before.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    accept: Vec<Date>,
    /// Leaves out files that cannot be read or dated; without it they are named and nothing is written.
    #[arg(long)]
    skip_unreadable: bool,
    /// Where the record goes; sightings.csv, lists.csv and the stamp stand beside it.
    #[arg(long, value_name = "FILE", default_value = "agreements.csv")]
    out: PathBuf,
    /// Where the log of everything repaired or unusable goes: it is added at the end, under the next number in the
    /// column `run`.
    #[arg(long, value_name = "FILE", default_value = "import-log.csv")]
    log: PathBuf,
}

impl Import {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        ensure!(self.out != self.log, "--log: found the path of --out, expected another");
        let mut log = Log::default();
        let files = self.files(&mut log)?;
        let logged = self.logged()?;
        let store = Store::of(&self.out);
        let _hold = store.hold(&[&self.log])?;
        let before = store.evidence()?;
        let bare = before.is_none() && self.out.exists();
        let mut intake = Intake::onto(before.unwrap_or_default(), log);
        intake.accept.clone_from(&self.accept);
        intake::read(&mut intake, &files, self.skip_unreadable, Intake::keep)?;
        ensure!(
            !bare,
            "{}: found a record without the lists that it was made of, expected {LISTS} and {SIGHTINGS} beside it; import into another \
             folder, or move it away to begin anew",
            shown(&self.out),
        );
        let n_lists = intake.names().len();
        let mut told = Vec::new();
        let made = Made::of(intake, &counties::gazetteer()?, &mut told);
        intake::say(&mut told);
        let Made { record, agreements, lists, sightings, log, sentence, .. } = made?;
        store::replace(&[(&self.log, appended(logged, &log).into_bytes())])?;
        store.write(agreements.into_bytes(), lists.into_bytes(), sightings.into_bytes())?;
        self.say(n_lists, &record, &log);
        if let Some(sentence) = sentence {
            answer::say(&(sentence + "\n"))?;
        }
        Ok(())
    }

    /// The files to be read, each with what is known of it.
    fn files(&self, log: &mut Log) -> Result<Vec<(PathBuf, Terms)>> {
        let mut files = Vec::new();
        for (kind, paths) in [(ListKind::Participating, &self.participating), (ListKind::Pending, &self.pending)] {
            let found = folder::find(paths)?;
            let terms = Terms { date: self.date, kind: Some(kind) };
            files.extend(found.files.into_iter().map(|file| (file, terms)));
            for file in found.passed_over {
                log.note("", 0, "file", &shown(&file), intake::PASSED_OVER);
                eprintln!("{}: {}", shown(&file), intake::PASSED_OVER);
            }
        }
        if self.date.is_some() && files.len() > 1 {
            bail!("--date: found {} lists, expected one", files.len());
        }
        Ok(files)
    }

    /// What the log holds already.
    fn logged(&self) -> Result<String> {
        let logged = match fs::read_to_string(&self.log) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
            logged => logged.with_context(|| shown(&self.log))?,
        };
        let known = logged.is_empty() || logged.starts_with(LOG_HEAD);
        ensure!(
            known,
            "{}: found another file, expected a log that begins {}; move it away",
            shown(&self.log),
            LOG_HEAD.trim()
        );
        Ok(logged)
    }

    fn say(&self, n_lists: usize, record: &Record, log: &Log) {
        let of = |status: Status| record.agreements().filter(|a| a.status == status).count();
        let homeless = |a: &Agreement| a.counties.is_empty() && a.level != Some(Level::State);
        let unplaced = record.agreements().filter(homeless);
        eprintln!(
            "{n_lists} lists: {} agreements, {} active, {} absent, {} pending, {} no longer listed; {} of no known county",
            record.agreements().len(),
            of(Status::Active),
            of(Status::Absent),
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
        Import { participating, pending, date: None, accept, skip_unreadable: false, out, log }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive;
    use agreement_atlas_importer::session::Session;
    use std::path::Path;

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
            skip_unreadable: false,
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
             2025-05-28,2025-05-29,,,,https://www.ice.gov/doclib/287gMOA/Lee.pdf",
        );
        // The warrant agreement stood on both older lists; one list without it is too little to end it.
        has(
            "FL-lee-county-sheriffs-office-WSO-2019-05-06,FL,Lee County Sheriff's Office,county,Lee,12071,WSO,absent,2019-05-06,,\
             2021-01-12,2025-05-28,2025-05-29,,,https://www.ice.gov/doclib/287gMOA/Lee_WSO.pdf",
        );
        has(
            "GU-guam-customs-and-quarantine-agency-TFM-2025-05-01,GU,Guam Customs and Quarantine Agency,state,,,TFM,absent,2025-05-01,,\
             2025-05-28,2025-05-28,2025-05-29,,,",
        );
        has(
            "WV-berkeley-county-sheriffs-office-JEM-pending,WV,Berkeley County Sheriff's Office,county,Berkeley,54003,JEM,\
             ended,,2025-05-27,,,,2025-11-06,,",
        );
        let log = fs::read_to_string(&import.log).unwrap();
        for line in [
            "1,2025-05-28pm,8,STATE,UTAHJ,UT,1",
            "1,2025-05-28pm,4,SIGNED,05/082025,2025-05-08,2",
            "1,2025-05-28pm,0,signed,GU Guam Customs and Quarantine Agency TFM 5025-05-01,2025-05-01: a year that cannot be,1",
            "1,2025-05-27pm,4,SUPPORT TYPE,,not usable: the row is not counted,1",
            "1,2025-05-28pm,0,fips,FL Fort Walton Beach Police Department,no county given: unplaced,1",
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
            let count = "1 of 4 files cannot be read: nothing is written; import --skip-unreadable leaves them out";
            assert_eq!(error, format!("{FIXTURES}/{file}{message}\n{count}"));
            assert_eq!(fs::read_to_string(&import.out).unwrap(), "the old record");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "the record and its lock");
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
                "{FIXTURES}/record.csv, column LAW ENFORCEMENT AGENCY: found no row with that header, expected a table under ICE's headers
\
                 1 of 1 files cannot be read: nothing is written; import --skip-unreadable leaves them out"
            )
        );
        import.date = Date::parse("2025-05-28");
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("record.csv, column LAW ENFORCEMENT AGENCY"), "{error}");
        fs::remove_dir_all(folder).unwrap();
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

    const HEAD: &str = "STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE,SIGNED\n";
    const ROW: &str = "FLORIDA,Florida Highway Patrol,Task Force Model,2025-02-26\n";
    const OTHER: &str = "FLORIDA,Ocala Police Department,Task Force Model,2025-02-26\n";

    /// An import of files written here, by their names, and its folder.
    fn written(name: &str, files: &[(&str, &str)]) -> (Import, PathBuf) {
        let (mut import, folder) = import(name, &[], &[]);
        for (file, text) in files {
            let path = folder.join("lists").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        import.participating = vec![folder.join("lists")];
        (import, folder)
    }

    fn evidence(folder: &Path) -> [String; 3] {
        ["agreements.csv", LISTS, SIGHTINGS].map(|file| fs::read_to_string(folder.join(file)).unwrap())
    }

    #[test]
    fn a_folder_is_imported_but_for_files_that_are_named() {
        let whole = HEAD.to_owned() + ROW;
        let (mut import, folder) = written(
            "skipped",
            &[
                ("2025-03-01.csv", &whole),
                ("agencies.csv", &whole),
                ("b05282035.csv", &whole),
                ("notes.md", "x"),
                ("a.xls", "x"),
            ],
        );
        let error = import.run().unwrap_err().to_string();
        for line in [
            "agencies.csv: found no date",
            "found the day 2035-05-28",
            "a.xls: found bytes",
            "3 of 4 files cannot be read",
        ] {
            assert!(error.contains(line), "{line} is not in {error}");
        }
        assert!(!import.out.exists() && !import.log.exists());
        import.skip_unreadable = true;
        import.run().unwrap();
        assert_eq!(evidence(&folder)[1].lines().count(), 2);
        assert!(fs::read_to_string(&import.log).unwrap().contains("left out"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_list_is_known_by_its_day_and_not_by_its_stem() {
        let (one, other) = (HEAD.to_owned() + ROW, HEAD.to_owned() + ROW + OTHER);
        let stem = "sheets_20250303_151931/participatingAgencies.csv";
        let (import, folder) =
            written("stems", &[("sheets_20250301_151931/participatingAgencies.csv", &one), (stem, &other)]);
        import.run().unwrap();
        let lists = evidence(&folder)[1].clone();
        assert!(
            lists.contains("participating,2025-03-01,2025-03-01,1,1,\nparticipating,2025-03-03,2025-03-03,2,2,\n"),
            "{lists}"
        );
        fs::remove_dir_all(folder).unwrap();

        // One day twice: the same rows are one list, other rows are an error that names both.
        let twice = |name: &str, text: &str| {
            written(name, &[("2025-03-01pm.csv", &one), ("participatingAgencies03012025pm.csv", text)])
        };
        let (import, folder) = twice("same", &one);
        import.run().unwrap();
        assert_eq!(evidence(&folder)[1].lines().count(), 2);
        fs::remove_dir_all(folder).unwrap();
        let (import, folder) = twice("other", &other);
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("participatingAgencies03012025pm.csv: found other rows than in"), "{error}");
        assert!(error.contains("2025-03-01pm.csv, expected one participating list of 2025-03-01pm"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_corrected_list_replaces_the_older_one_and_the_log_keeps_both_runs() {
        let (mut import, folder) = written("corrected", &[("2025-03-01.csv", &(HEAD.to_owned() + ROW))]);
        import.run().unwrap();
        let corrected = folder.join("03012025.csv");
        fs::write(&corrected, HEAD.to_owned() + ROW + OTHER).unwrap();
        import.participating = vec![corrected];
        let error = import.run().unwrap_err().to_string();
        assert!(
            error.ends_with("expected the same, or a list of another day; --accept 2025-03-01 replaces them"),
            "{error}"
        );
        import.accept = Date::parse("2025-03-01").into_iter().collect();
        import.run().unwrap();
        assert!(evidence(&folder)[1].ends_with("participating,2025-03-01,2025-03-01,2,2,\n"));
        let log = fs::read_to_string(&import.log).unwrap();
        assert_eq!(log.matches("run,list").count(), 1);
        assert!(
            log.contains("\n2,2025-03-01,0,file,03012025.csv,other rows than those read before: they are replaced,1\n"),
            "{log}"
        );
        assert!(log.lines().nth(1).unwrap().starts_with("1,"), "{log}");
        fs::remove_dir_all(folder).unwrap();
    }

    /// Rows of a dozen agencies in each of some states, and how each row ends.
    fn dozens(states: std::ops::Range<usize>, end: &str) -> String {
        const STATES: [&str; 10] =
            ["ALABAMA", "ARIZONA", "FLORIDA", "GEORGIA", "IDAHO", "KANSAS", "MAINE", "OHIO", "TEXAS", "UTAH"];
        let rows = states.flat_map(|state| (0..12).map(move |n| (STATES[state], n)));
        rows.map(|(state, n)| format!("{state},Agency {n} Police Department,Task Force Model{end}\n")).collect()
    }

    #[test]
    fn a_list_that_is_cut_short_is_refused_until_accepted() {
        let whole = HEAD.to_owned() + &dozens(0..10, ",2025-02-26");
        for (name, states, cut) in [("tail", 0..9, true), ("head", 1..10, true), ("none", 0..10, false)] {
            let thinned: String = match cut {
                true => dozens(states, ",2025-02-26"),
                // As many leave, and from everywhere.
                false => whole
                    .lines()
                    .skip(1)
                    .enumerate()
                    .filter(|(n, _)| n % 8 > 0)
                    .map(|(_, row)| format!("{row}\n"))
                    .collect(),
            };
            let files = [("2025-03-01.csv", whole.as_str()), ("2025-03-02.csv", &(HEAD.to_owned() + &thinned))];
            let (mut import, folder) = written(&format!("cut-{name}"), &files);
            let error = import.run().err().map(|error| error.to_string()).unwrap_or_default();
            assert_eq!(error.starts_with("2025-03-02: found the list cut short"), cut, "{error}");
            import.accept = Date::parse("2025-03-02").into_iter().collect();
            import.run().unwrap();
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn a_list_of_a_day_to_come_is_refused() {
        let name = format!("{}.csv", archive::today().plus(400));
        let (mut import, folder) = written("to-come", &[(&name, &(HEAD.to_owned() + ROW))]);
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("expected a day from 1996 to"), "{error}");
        import.date = Date::parse("2025-03-01");
        import.run().unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_record_without_its_lists_is_never_written_over() {
        let (mut import, folder) = written("bare", &[("2025-03-01.csv", &(HEAD.to_owned() + ROW))]);
        import.run().unwrap();
        for file in [LISTS, SIGHTINGS, "agreements.stamp"] {
            fs::remove_file(folder.join(file)).unwrap();
        }
        let record = fs::read(&import.out).unwrap();
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("found a record without the lists that it was made of"), "{error}");
        assert_eq!(fs::read(&import.out).unwrap(), record);
        import.out = folder.join("new/agreements.csv");
        fs::create_dir_all(folder.join("new")).unwrap();
        import.run().unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn those_that_take_part_are_not_in_process() {
        let taking = HEAD.to_owned() + &dozens(0..10, ",2025-02-26");
        let (mut import, folder) = written("takers", &[("2025-03-01.csv", &taking)]);
        let pending = folder.join("2025-03-02.csv");
        let head = "STATE,LAW ENFORCEMENT AGENCY,SUPPORT TYPE\n";
        fs::write(&pending, head.to_owned() + &dozens(0..10, "")).unwrap();
        import.pending = vec![pending.clone()];
        let error = import.run().unwrap_err().to_string();
        assert!(error.starts_with("2025-03-02: found 120 of the 120 agreements on 2025-03-01"), "{error}");
        // Some of those in process were listed in the meantime.
        fs::write(&pending, head.to_owned() + &dozens(0..5, "")).unwrap();
        import.run().unwrap();
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_list_without_days_of_signing_is_refused() {
        let undated = HEAD.to_owned() + &dozens(0..2, ",");
        let (import, folder) = written("undated-rows", &[("2025-03-01.csv", &undated)]);
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("column SIGNED: found no day on 24 of 24 rows, expected a day of signing"), "{error}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_date_given_rules_over_the_name() {
        let (mut import, folder) =
            written("dated", &[("participatingAgencies05282025pm.csv", &(HEAD.to_owned() + ROW))]);
        import.date = Date::parse("2025-05-28");
        import.run().unwrap();
        assert!(evidence(&folder)[1].contains("participating,2025-05-28pm,"));
        import.date = Date::parse("2025-06-02");
        import.run().unwrap();
        assert!(evidence(&folder)[1].contains("participating,2025-06-02,"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_list_signed_after_its_day_is_refused() {
        let rows: String =
            ["A", "B", "C"].map(|town| format!("FLORIDA,Town {town} Marshal,Task Force Model,2025-05-26\n")).concat();
        let (import, folder) = written("wrong-day", &[("2025-03-01.csv", &(HEAD.to_owned() + &rows))]);
        let error = import.run().unwrap_err().to_string();
        assert!(error.contains("found 3 rows signed more than 31 days after 2025-03-01"), "{error}");
        fs::remove_dir_all(folder).unwrap();
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
        let expected = "1,2025-03-03,0,list,79 agreements after 90 on 2025-03-02,\"taken, but look at it: so many seldom leave at once\",1";
        assert_eq!(flags, [expected]);
        fs::remove_dir_all(folder).unwrap();
    }

    /// What a page makes of the same bytes: there is one importer.
    #[test]
    fn a_page_writes_the_same_bytes() {
        let (import, folder) = import("page", &["lists/participating/2021-01-12.xlsx"], &["lists/pending"]);
        import.run().unwrap();
        let set = || Store::of(&import.out).files().into_iter().chain([import.log.clone()]);
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().replace("log.csv", "import-log.csv");
        let mut session = Session::on(archive::today());
        for path in set() {
            session.hold(&name(&path), fs::read(&path).unwrap());
        }
        let more = ["2025-05-28pm.xlsx", "2025-05-29am.xlsx"]
            .map(|file| Path::new(FIXTURES).join("lists/participating").join(file));
        for path in &more {
            session.read(&name(path), fs::read(path).unwrap(), None).unwrap();
        }
        session.accept(Date::parse("2025-05-29").unwrap());
        let import = Import {
            participating: more.to_vec(),
            pending: Vec::new(),
            accept: Date::parse("2025-05-29").into_iter().collect(),
            ..import
        };
        import.run().unwrap();
        let (report, written) = session.import().unwrap();
        for path in Store::of(&import.out).files().into_iter().chain([import.log.clone()]) {
            let found = written.get(name(&path).as_str()).map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(found.unwrap(), fs::read_to_string(&path).unwrap(), "{}", path.display());
        }
        assert!(report.sentence.starts_with("May 29, 2025: "), "{}", report.sentence);
        assert!(!report.changes.is_empty() && !report.repaired.is_empty());
        fs::remove_dir_all(folder).unwrap();
    }
}
