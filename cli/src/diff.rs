//! `agreement-atlas diff`: what changed between two records, as one reads it on the morning of a new list.

use std::path::PathBuf;

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::review::diff::{self, Change, Fewer, Kind};
use agreement_atlas_importer::counties;
use anyhow::Result;
use clap::Args;

use crate::answer::{self, Answer, Format};
use crate::archive;

/// What was added, renewed, corrected, renamed or is no longer listed from one record to the next.
///
/// CSV and JSON have the columns change, state, agency, model, signed, found (in OLD), made (in NEW), id. A renewal is
/// one line: the agreement that took over is not among the added ones.
#[derive(Args)]
pub struct Diff {
    /// The record before.
    old: PathBuf,
    /// The record after.
    new: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Diff {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let (old, new) = (archive::record(&self.old)?, archive::record(&self.new)?);
        let gazetteer = counties::gazetteer()?;
        let name = |fips: Fips| gazetteer.name(fips).map_or_else(|| fips.to_string(), str::to_owned);
        let changes = diff::diff(&old, &new, name);
        let warning = diff::fewer(&old, &new).map(|fewer| loud(&fewer));
        let text = match self.format {
            Format::Table => warning.unwrap_or_default() + &text(&changes),
            format => {
                // Not among the rows, which another program reads.
                eprint!("{}", warning.unwrap_or_default());
                answer(&changes).print(format)
            }
        };
        Ok(answer::say(&text)?)
    }
}

fn loud(fewer: &Fewer) -> String {
    let ((old_day, old), (new_day, new)) = (fewer.old, fewer.new);
    format!(
        "FEWER AGREEMENTS: {new} listed on {new_day}, {old} on {old_day}: {} fewer. Was a list cut off?\n\n",
        old.saturating_sub(new)
    )
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "Added",
        Kind::Pending => "Newly pending",
        Kind::Renewed => "Renewed",
        Kind::Switched => "Switched to another model",
        Kind::Returned => "Listed again",
        Kind::Corrected(_) => "Corrected",
        Kind::Renamed => "Renamed",
        Kind::Absent => "Not on the newest list",
        Kind::Ended => "No longer listed",
        Kind::Withdrawn => "No longer pending",
        Kind::Dropped => "No longer in the record",
    }
}

fn signed(day: Option<Date>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

fn answer(changes: &[Change]) -> Answer {
    let columns = ["change", "state", "agency", "model", "signed", "found", "made", "id"];
    let row = |change: &Change| {
        let one = change.agreement;
        let (state, model) = (one.state.postal().to_owned(), one.model.code().to_owned());
        let (found, made) = (change.found.clone(), change.made.clone());
        vec![
            change.kind.name().to_owned(),
            state,
            one.agency.to_owned(),
            model,
            signed(one.signed),
            found,
            made,
            one.id.to_owned(),
        ]
    };
    Answer {
        columns: columns.map(str::to_owned).to_vec(),
        n_words: columns.len(),
        rows: changes.iter().map(row).collect(),
    }
}

/// A heading with its count for each kind, and a line for each change.
fn text(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "nothing changed\n".to_owned();
    }
    let sections = changes.chunk_by(|a, b| heading(a.kind) == heading(b.kind)).filter_map(|section| {
        let heading = heading(section.first()?.kind);
        Some(format!("{heading}: {}\n{}", section.len(), section.iter().map(line).collect::<String>()))
    });
    sections.collect::<Vec<_>>().join("\n")
}

fn line(change: &Change) -> String {
    let one = change.agreement;
    let (found, made) = (change.found.as_str(), change.made.as_str());
    let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    let day = one.signed.map_or("day of signing unknown".to_owned(), |day| format!("signed {day}"));
    let rest = match change.kind {
        Kind::Added if found.is_empty() => format!("{day}  listed {made}"),
        Kind::Added => format!("{day}  listed {made}  pending from {found}"),
        Kind::Pending => format!("pending from {made}"),
        Kind::Renewed => format!("{day}  renewed by {made}"),
        Kind::Switched => format!("{day}  no longer listed as of {}  switched to {made}", signed(one.ended)),
        Kind::Returned => format!("{day}  listed again, after it was no longer listed as of {found}"),
        Kind::Corrected(field) => format!("{} {} -> {}", field.name(), or_none(found), or_none(made)),
        Kind::Renamed => format!("{day}  was {found}"),
        Kind::Absent => format!("{day}  absent since {made}"),
        Kind::Ended => format!("{day}  no longer listed as of {made}"),
        Kind::Withdrawn => format!("pending from {found}  no longer pending as of {made}"),
        Kind::Dropped => format!("{day}  {}", one.id),
    };
    format!("{}  {}  {}  {rest}\n", one.state.postal(), one.agency, one.model.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::roster::record::Record;

    const HEADER: &str = "id,state,agency,level,model,status,signed,pending_from,first_listed,last_listed,ended\n";

    #[test]
    fn a_morning_reads_by_headings() {
        let record = |rows: &str| Record::read(format!("{HEADER}{rows}").as_bytes()).unwrap();
        let old = record(
            "A,FL,Ada,county,TFM,active,2021-01-01,,2021-01-12,2021-01-12,\n\
             B,FL,Bay,,JEM,active,,,2021-01-12,2021-01-12,\n",
        );
        let new = record(
            "A,FL,Ada,municipal,TFM,active,2021-01-01,,2021-01-12,2021-02-12,\n\
             B,FL,Bay,county,JEM,ended,,,2021-01-12,2021-01-12,2021-02-03\n\
             C,TX,Cut,county,WSO,active,2021-01-30,2021-01-12,2021-02-03,2021-02-03,\n\
             D,TX,Day,county,WSO,active,2021-01-31,,2021-02-03,2021-02-03,\n",
        );
        let changes = diff::diff(&old, &new, |fips| fips.to_string());
        assert_eq!(
            text(&changes),
            "Added: 2\n\
             TX  Cut  WSO  signed 2021-01-30  listed 2021-02-03  pending from 2021-01-12\n\
             TX  Day  WSO  signed 2021-01-31  listed 2021-02-03\n\n\
             Corrected: 2\n\
             FL  Ada  TFM  level county -> municipal\n\
             FL  Bay  JEM  level none -> county\n\n\
             No longer listed: 1\n\
             FL  Bay  JEM  day of signing unknown  no longer listed as of 2021-02-03\n"
        );
        assert_eq!(text(&[]), "nothing changed\n");
        let csv = answer(&changes).print(Format::Csv);
        let mut lines = csv.lines();
        assert_eq!(lines.next(), Some("change,state,agency,model,signed,found,made,id"));
        assert_eq!(lines.next(), Some("added,TX,Cut,WSO,2021-01-30,2021-01-12,2021-02-03,C"));
        assert_eq!(lines.last(), Some("ended,FL,Bay,JEM,,2021-01-12,2021-02-03,B"));
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(
            loud(&Fewer { old: (day("2021-01-12"), 120), new: (day("2021-02-03"), 100) }),
            "FEWER AGREEMENTS: 100 listed on 2021-02-03, 120 on 2021-01-12: 20 fewer. Was a list cut off?\n\n"
        );
    }
}
