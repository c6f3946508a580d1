//! `agreement-atlas why`: the printed rows behind an agreement, and the rules that made them one.

use std::path::PathBuf;

use agreement_atlas::place::key;
use agreement_atlas::roster::identity::history;
use agreement_atlas::roster::identity::thread::Thread;
use agreement_atlas::roster::import::sighting::{Archive, Printed, runs};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Agreement, slug};
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, bail};
use clap::Args;

use crate::answer::{self, Answer, Format};
use crate::archive;
use crate::path::shown;
use crate::store::Store;

/// Shows the sightings of an agreement, and by which rules they are one.
///
/// A part of an id, or words of the agency's name, will do: of several agreements they are listed with their ids, a
/// single one is shown.
#[derive(Args)]
pub struct Why {
    /// The agreement: its `id` in the record, a part of it, or words of the agency's name and state.
    #[arg(value_name = "ID|WORDS", required = true)]
    words: Vec<String>,
    /// The record; its evidence, sightings.csv and lists.csv, stands beside it.
    #[arg(long, value_name = "RECORD", default_value = "data/agreements.csv")]
    record: PathBuf,
}

impl Why {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let (record, wanted) = (archive::record(&self.record)?, self.words.join(" "));
        let text = match matching(&record, &wanted).as_slice() {
            [] => bail!("{}: found no agreement of \"{wanted}\", expected its id, or words of its name", self.shown()),
            [one] => self.evidence(one)?,
            several => {
                eprintln!("{} agreements: name one by its id", several.len());
                choice(several).print(Format::Table)
            }
        };
        Ok(answer::say(&text)?)
    }

    fn shown(&self) -> String {
        shown(&self.record)
    }

    /// The rows behind an agreement: of the lists of participating agencies, or of pending ones where it was never
    /// listed.
    fn evidence(&self, agreement: &Agreement) -> Result<String> {
        let evidence = Store::of(&self.record).evidence()?;
        let [participating, pending] =
            evidence.with_context(|| format!("{}: found no sightings.csv beside it", self.shown()))?;
        if agreement.first_listed.is_none() {
            return Ok(waiting(agreement, &pending));
        }
        let thread = history::thread(&participating, &counties::gazetteer()?, agreement.id)
            .with_context(|| format!("{}: found no such agreement in the lists of {}", agreement.id, self.shown()))?;
        Ok(listed(agreement, &thread, &participating))
    }
}

/// The agreement of an id, else those in whose id, name or state each of some words is found, in the record's order.
fn matching<'a>(record: &'a Record, wanted: &str) -> Vec<Agreement<'a>> {
    if let Some(one) = record.agreements().find(|one| one.id.eq_ignore_ascii_case(wanted.trim())) {
        return vec![one];
    }
    let words: Vec<String> = wanted.split_whitespace().map(key).filter(|word| !word.is_empty()).collect();
    let holds = |one: &Agreement| {
        let texts = [key(one.id), key(one.agency), key(one.state.name())];
        !words.is_empty() && words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    };
    record.agreements().filter(holds).collect()
}

/// What words could mean, a line each.
fn choice(agreements: &[Agreement]) -> Answer {
    let columns = ["state", "agency", "model", "signed", "status", "id"];
    let row = |one: &Agreement| {
        let signed = one.signed.map_or(String::new(), |day| day.to_string());
        let (state, model, status) = (one.state.postal(), one.model.code(), one.status.code());
        [state, one.agency, model, &signed, status, one.id].map(str::to_owned).to_vec()
    };
    let rows = agreements.iter().map(row).collect();
    Answer { columns: columns.map(str::to_owned).to_vec(), n_words: columns.len(), rows }
}

fn heading(agreement: &Agreement) -> String {
    let (state, model) = (agreement.state.postal(), agreement.model.code());
    format!("{state} {}, {model}, {}\n{}", agreement.agency, agreement.status.code(), agreement.id)
}

/// A row in words, with the lists that carried it.
fn line(row: &Printed, lists: &[usize], archive: &Archive) -> String {
    let signed = row.signed.map_or("no day".to_owned(), |day| day.to_string());
    let county = row.county.as_deref().unwrap_or("-");
    format!("  {} {}, {county}, signed {signed}, on {}", row.state.postal(), row.agency, runs(archive, lists))
}

fn listed(agreement: &Agreement, thread: &Thread, participating: &Archive) -> String {
    let mut lines = vec![heading(agreement), "printed".to_owned()];
    for row in &thread.rows {
        let lists = participating.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        lines.push(line(row, lists, participating));
    }
    if !thread.joins.is_empty() {
        lines.push("joined".to_owned());
    }
    for join in &thread.joins {
        let signed = join.signed.map_or("no day".to_owned(), |day| day.to_string());
        let (state, list) = (join.state.postal(), participating.name(join.list));
        lines.push(format!("  {state} {}, signed {signed}: {}, from {list} on", join.agency, join.rule.words()));
    }
    lines.join("\n") + "\n"
}

/// An agency in process: the rows of pending lists under its name, whatever its capitals and punctuation.
fn waiting(agreement: &Agreement, pending: &Archive) -> String {
    let name = slug(agreement.agency);
    let own = |row: &Printed| row.state == agreement.state && row.model == agreement.model && slug(&row.agency) == name;
    let mut lines = vec![heading(agreement), "printed on lists of pending agencies".to_owned()];
    let rows = pending.rows.iter().filter(|(row, _)| own(row));
    lines.extend(rows.map(|(row, lists)| line(row, lists, pending)));
    if lines.len() == 2 {
        lines.push("  under another spelling: the import's log names it".to_owned());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::roster::import::cell::Cell;
    use agreement_atlas::roster::import::issue::Issue;
    use agreement_atlas::roster::import::list::List;
    use agreement_atlas::roster::import::log::Log;

    const CSV: &str = "\
id,state,agency,level,model,status,signed,pending_from,first_listed,last_listed,ended
FL-lee-county-sheriffs-office-TFM-2025-02-26,FL,Lee County Sheriff's Office,county,TFM,active,2025-02-26,,2025-03-01,2025-03-01,
FL-lee-county-sheriffs-office-WSO-2019-05-06,FL,Lee County Sheriff's Office,county,WSO,ended,2019-05-06,,2021-01-12,2021-01-12,2025-03-01
WV-berkeley-county-sheriffs-office-JEM-pending,WV,Berkeley County Sheriff's Office,county,JEM,pending,,2025-02-20,,,
";

    #[test]
    fn words_name_what_they_could_be() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let check = |wanted: &str, expected: &[&str]| {
            let found: Vec<String> = matching(&record, wanted)
                .iter()
                .map(|one| format!("{} {}", one.state.postal(), one.model.code()))
                .collect();
            assert_eq!(found, expected, "{wanted}");
        };
        check("FL-lee-county-sheriffs-office-TFM-2025-02-26", &["FL TFM"]);
        check("fl-lee-county-sheriffs-office-wso-2019-05-06", &["FL WSO"]);
        check("lee county", &["FL TFM", "FL WSO"]);
        check("Sheriff's", &["FL TFM", "FL WSO", "WV JEM"]);
        check("FL-lee-county", &["FL TFM", "FL WSO"]);
        check("lee wso", &["FL WSO"]);
        check("west virginia", &["WV JEM"]);
        check("JEM-pending", &["WV JEM"]);
        check("collier", &[]);
        check(" - ", &[]);
        let told = choice(&matching(&record, "lee")).print(Format::Csv);
        let line = "FL,Lee County Sheriff's Office,WSO,2019-05-06,ended,FL-lee-county-sheriffs-office-WSO-2019-05-06";
        assert_eq!(told.lines().nth(2), Some(line), "{told}");
    }

    #[test]
    fn who_is_in_process_is_known_too() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let head = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"];
        let row = ["WEST VIRGINIA", "BERKELEY COUNTY SHERIFF'S OFFICE", "County", "Berkeley", "Jail Enforcement Model"];
        let sheet = vec![head.map(Cell::new).to_vec(), row.map(Cell::new).to_vec()];
        let issue = Issue::from_name("2025-02-20").unwrap();
        let list = List::read("2025-02-20", issue, sheet.as_slice(), &mut Log::default()).unwrap();
        let told = waiting(&matching(&record, "berkeley")[0], &Archive::new([list]));
        assert_eq!(
            told,
            "WV Berkeley County Sheriff's Office, JEM, pending\nWV-berkeley-county-sheriffs-office-JEM-pending\n\
             printed on lists of pending agencies\n  WV BERKELEY COUNTY SHERIFF'S OFFICE, Berkeley, signed no day, on 2025-02-20\n"
        );
    }
}
