//! `agreement-atlas why`: the printed rows behind an agreement, and the rules that made them one.

use std::path::PathBuf;

use agreement_atlas::roster::history;
use agreement_atlas::roster::sighting::runs;
use anyhow::{Context, Result};
use clap::Args;

use crate::store::Store;
use crate::{answer, pack};

/// Shows the sightings of an agreement, and by which rules they are one.
#[derive(Args)]
pub struct Why {
    /// The agreement, as the record's `id` names it.
    #[arg(value_name = "ID")]
    id: String,
    /// The record; its evidence, sightings.csv and lists.csv, stands beside it.
    #[arg(long, value_name = "RECORD", default_value = "data/agreements.csv")]
    record: PathBuf,
}

impl Why {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let record = self.record.display();
        let evidence = Store::of(&self.record).evidence()?;
        let (participating, _) = evidence.with_context(|| format!("{record}: found no sightings.csv beside it"))?;
        let thread = history::thread(&participating, &pack::gazetteer()?, &self.id)
            .with_context(|| format!("{}: found no such agreement in the lists of {record}", self.id))?;
        let mut lines = vec![format!("{} {}, {}", thread.body.0.postal(), thread.agency, thread.model.code())];
        lines.push("printed".to_owned());
        for row in &thread.rows {
            let numbers = participating.rows.get(row).map(Vec::as_slice).unwrap_or_default();
            let signed = row.signed.map_or("no day".to_owned(), |day| day.to_string());
            let county = row.county.as_deref().unwrap_or("-");
            let (state, lists) = (row.state.postal(), runs(&participating, numbers));
            lines.push(format!("  {state} {}, {county}, signed {signed}, on {lists}", row.agency));
        }
        if !thread.joins.is_empty() {
            lines.push("joined".to_owned());
        }
        for join in &thread.joins {
            let signed = join.signed.map_or("no day".to_owned(), |day| day.to_string());
            let (state, list) = (join.state.postal(), participating.name(join.list));
            lines.push(format!("  {state} {}, signed {signed}: {}, from {list} on", join.agency, join.rule.words()));
        }
        Ok(answer::say(&format!("{}\n", lines.join("\n")))?)
    }
}
