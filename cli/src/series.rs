//! `agreement-atlas series`: counts of the record day by day, month by month or year by year.

use std::path::PathBuf;

use agreement_atlas::chart::choropleth::Unit;
use agreement_atlas::date::Date;
use agreement_atlas::roster::series::{self, Every, Measure, Periods, Split, Step};
use agreement_atlas::roster::{Filter, Record, sentence};
use anyhow::Result;
use clap::Args;

use crate::answer::{Answer, Format};
use crate::filter::Narrowed;
use crate::{answer, archive, import};

/// Counts the record over time: agreements active at each period's end, signed in it, or no longer listed from a day in it.
///
/// Prints the column date (2025-05-28, 2025-05 or 2025), a column for each part of --split, then total. The last period ends
/// with the record's last list. Renewals, and agencies that never got beyond pending, are not among the ended.
#[derive(Args)]
pub struct Series {
    /// The record, CSV.
    record: PathBuf,
    /// The parts: model, level or none.
    #[arg(long, default_value = "model", value_parser = split)]
    split: Split,
    /// The periods: day, month or year.
    #[arg(long, default_value = "month", value_parser = every)]
    every: Every,
    /// What is counted: active, signed or ended.
    #[arg(long, default_value = "active", value_parser = measure)]
    measure: Measure,
    #[command(flatten)]
    narrowed: Narrowed,
    /// What is counted: agreements, or the agencies that have them.
    #[arg(long, value_name = "UNIT", default_value = "agreements", value_parser = unit)]
    unit: Unit,
    /// The first day.
    #[arg(long, value_name = "DATE", value_parser = import::day)]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DATE", value_parser = import::day)]
    to: Option<Date>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The value of a word, or what the words are.
fn among<T: Copy>(words: &[(&str, T)], text: &str) -> Result<T, String> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        format!("expected one of {}", words.join(", "))
    })
}

fn split(text: &str) -> Result<Split, String> {
    among(&[("model", Split::Model), ("level", Split::Level), ("none", Split::None)], text)
}

fn every(text: &str) -> Result<Every, String> {
    among(&[("day", Every::Day), ("month", Every::Month), ("year", Every::Year)], text)
}

fn measure(text: &str) -> Result<Measure, String> {
    among(&[("active", Measure::Active), ("signed", Measure::Signed), ("ended", Measure::Ended)], text)
}

fn unit(text: &str) -> Result<Unit, String> {
    among(&[("agreements", Unit::Agreements), ("agencies", Unit::Agencies)], text)
}

impl Series {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let record = archive::record(&self.record)?;
        let filter = self.narrowed.query(&[])?.filter;
        let periods = self.periods(&record, &filter);
        if periods.n_left_out > 0 {
            eprintln!(
                "left out: {} agreements whose day of signing is unknown or after the last list",
                periods.n_left_out
            );
        }
        if let Some(last) = record.dates().last() {
            eprintln!("counted to {}, the record's last list", sentence::day(*last));
        }
        Ok(answer::say(&self.answer(&periods).print(self.format))?)
    }

    fn periods(&self, record: &Record, filter: &Filter) -> Periods {
        let span = (self.from, self.to);
        match self.unit {
            Unit::Agreements => series::periods(record, filter, self.split, self.measure, self.every, span),
            Unit::Agencies => series::agencies(record, filter, self.split, self.measure, self.every, span),
        }
    }

    fn answer(&self, periods: &Periods) -> Answer {
        let names = self.split.part_names();
        let columns = ["date"].into_iter().chain(names.iter().copied()).chain(["total"]);
        let row = |(step, total): (&Step, usize)| {
            let parts = step.parts.iter().take(names.len()).copied().chain([total]);
            std::iter::once(self.every.label(step.date)).chain(parts.map(|n| n.to_string())).collect()
        };
        Answer {
            columns: columns.map(str::to_owned).collect(),
            n_words: 1,
            rows: periods.with_totals().map(row).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::place::State;

    const CSV: &str = "\
state,agency,level,model,signed,first_listed,last_listed,ended
FL,A,county,TFM,2020-12-01,2021-01-12,2021-02-03,
FL,B,,JEM,,2021-02-03,2021-02-03,
TX,C,state,WSO,2021-01-01,2021-01-12,2021-01-12,2021-02-03
";

    #[test]
    fn an_answer_has_a_column_for_each_part() {
        let check = |split, measure, expected: &str| {
            let (record, every, format) = (PathBuf::new(), Every::Month, Format::Csv);
            let (narrowed, unit) = (Narrowed::default(), Unit::Agreements);
            let series = Series { record, split, every, measure, narrowed, unit, from: None, to: None, format };
            let florida = Filter { states: vec![State::from_postal("FL").unwrap()], ..Filter::default() };
            let periods = series.periods(&Record::read(CSV.as_bytes()).unwrap(), &florida);
            assert_eq!(series.answer(&periods).print(format), expected);
        };
        check(Split::Model, Measure::Active, "date,JEM,TFM,WSO,total\n2021-01,0,1,0,1\n2021-02,1,1,0,2\n");
        check(
            Split::Level,
            Measure::Signed,
            "date,county,municipal,state,unknown,total\n2020-12,1,0,0,0,1\n2021-01,0,0,0,0,0\n2021-02,0,0,0,0,0\n",
        );
        check(Split::None, Measure::Ended, "date,total\n2021-01,0\n2021-02,0\n");
    }
}
