//! `agreement-atlas headline`: what there is of a query, in a sentence to quote. The library puts it together.

use std::path::PathBuf;
use std::rc::Rc;

use agreement_atlas::contract::{ATTRIBUTES, Attribute, View};
use agreement_atlas::date::Date;
use agreement_atlas::embed::HeadlineView;
use agreement_atlas_importer::counties;
use anyhow::{Result, bail};
use clap::Args;

use crate::day::day;
use crate::filter::{Asked, Takes};
use crate::{answer, archive, beside};

/// Says in a sentence how many agreements there are, with whom and where; then what another tracker restates of later
/// days, and how old the newest list is.
///
/// The days after the record's last list and the years before its first are told where their tables stand beside the
/// record: totals.csv, early.csv, lists.csv and restated.csv as in data/, or earlier.tsv, sources.tsv and restated.tsv
/// as in pkg/.
#[derive(Args)]
pub struct Headline {
    /// The record, CSV.
    record: PathBuf,
    #[command(flatten)]
    asked: Asked<Told>,
    /// Adds the sources, ICE's page of the program, and the day on which they were read.
    #[arg(long)]
    cite: bool,
    /// The day on which it is read; today without it.
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
}

/// What a headline follows in a page, but for what only a page has.
struct Told;

/// The record stands on the command line by itself, and a sentence has no colours.
const APART: [&str; 3] = ["src", "loading", "theme"];

impl Takes for Told {
    const NAMES: &'static [&'static str] = &[];

    fn attributes() -> impl Iterator<Item = &'static Attribute> {
        ATTRIBUTES.iter().filter(|it| it.manual.views.contains(&View::Headline) && !APART.contains(&it.name))
    }
}

impl Headline {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let mut record = archive::record(&self.record)?;
        record.name_counties(counties::gazetteer()?.counties());
        let (today, last) = (archive::today(), record.dates().last().copied().unwrap_or(Date::from_days(0)));
        // East of Greenwich tomorrow has begun.
        if let Some(day) = self.date.filter(|day| *day < last || *day > today.plus(1)) {
            bail!("--date: found {day}, expected a day on which the newest list could be read, {last} to {today}");
        }
        let earlier = beside::earlier(&self.record, &record)?;
        let mut view = HeadlineView::new(Rc::new(record), earlier)?;
        view.update(self.asked.query.clone(), Some(self.date.unwrap_or(today)));
        let said = if self.cite { view.cite("") } else { view.text() };
        Ok(answer::say(&(said + "\n"))?)
    }
}
