//! `agreement-atlas series`: counts of the record day by day, month by month or year by year.

use std::path::PathBuf;

use agreement_atlas::chart::choropleth::Unit;
use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::roster::query::series::{self, Measure, Periods, Step};
use agreement_atlas::roster::record::Record;
use anyhow::{Result, bail, ensure};
use clap::Args;

use crate::answer::{Answer, Format};
use crate::day::day;
use crate::filter::{Asked, Takes};
use crate::{answer, archive, restated};

/// Counts the record over time: agreements active at each period's end, signed in it, or no longer listed from a day in
/// it.
///
/// Prints the column date (2025-05-28, 2025-05 or 2025), a column for each part of --split, then total. The last period
/// ends with the record's last list. Renewals, and agencies that never got beyond pending, are not among the ended.
#[derive(Args)]
pub struct Series {
    /// The record, CSV.
    record: PathBuf,
    #[command(flatten)]
    asked: Asked<Timed>,
    /// The first day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Date>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What the series is of, and what narrows it.
pub struct Timed;

impl Takes for Timed {
    const NAMES: &'static [&'static str] =
        &["split", "every", "measure", "state", "county", "model", "level", "signed", "q", "unit"];
}

impl Series {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let Query { unit, measure, .. } = self.asked.query;
        ensure!(
            unit != Unit::Share && measure != Measure::First,
            "found --unit share or --measure first, which are a map's, expected others"
        );
        let record = archive::record(&self.record)?;
        let periods = self.periods(&record);
        let (first, last) = (record.dates().first(), record.dates().last());
        if let (Some(first), Some(last), None) = (first, last, periods.with_totals().next()) {
            let [from, to] = [self.from, self.to].map(|day| day.map_or(String::new(), |day| day.to_string()));
            bail!("found no period in {from}..{to}, expected days that the record covers, {first} to {last}");
        }
        if periods.n_left_out > 0 {
            eprintln!(
                "left out: {} agreements whose day of signing is unknown or after the last list",
                periods.n_left_out
            );
        }
        if let Some(last) = last.filter(|last| self.to.is_none_or(|to| to >= **last)) {
            let after = restated::after(&self.record, &record)?;
            eprintln!("{}", restated::end(&after, &self.asked.query.filter, *last, "to"));
        }
        Ok(answer::say(&self.answer(&periods).print(self.format))?)
    }

    fn periods(&self, record: &Record) -> Periods {
        let (query, span) = (&self.asked.query, (self.from, self.to));
        let count = match query.unit {
            Unit::Agreements | Unit::Share => series::periods,
            Unit::Agencies => series::agencies,
        };
        count(record, &query.filter, query.split, query.measure, query.every, span)
    }

    fn answer(&self, periods: &Periods) -> Answer {
        let (names, every) = (self.asked.query.split.part_names(), self.asked.query.every);
        let columns = ["date"].into_iter().chain(names.iter().copied()).chain(["total"]);
        let row = |(step, total): (&Step, usize)| {
            let parts = step.parts.iter().take(names.len()).copied().chain([total]);
            std::iter::once(every.label(step.date)).chain(parts.map(|n| n.to_string())).collect()
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
    use agreement_atlas::contract::Query;
    use agreement_atlas::place::State;
    use agreement_atlas::roster::query::filter::Filter;
    use agreement_atlas::roster::query::series::{Measure, Split};

    const CSV: &str = "\
state,agency,level,model,signed,first_listed,last_listed,ended
FL,A,county,TFM,2020-12-01,2021-01-12,2021-02-03,
FL,B,,JEM,,2021-02-03,2021-02-03,
TX,C,state,WSO,2021-01-01,2021-01-12,2021-01-12,2021-02-03
";

    #[test]
    fn an_answer_has_a_column_for_each_part() {
        let check = |split, measure, expected: &str| {
            let filter = Filter { states: vec![State::from_postal("FL").unwrap()], ..Filter::default() };
            let asked = Query { split, measure, filter, ..Query::default() }.into();
            let series = Series { record: PathBuf::new(), asked, from: None, to: None, format: Format::Csv };
            let periods = series.periods(&Record::read(CSV.as_bytes()).unwrap());
            assert_eq!(series.answer(&periods).print(Format::Csv), expected);
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
