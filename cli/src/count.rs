//! `agreement-atlas count`: how many agreements and agencies a list or the record holds, by what one asks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use agreement_atlas::chart::choropleth::Unit;
use agreement_atlas::contract::Query;
use agreement_atlas::date::Date;
use agreement_atlas::error::{Error, Kind};
use agreement_atlas::phrases::Lang;
use agreement_atlas::place::{Fips, State, county_title};
use agreement_atlas::roster::identity::history;
use agreement_atlas::roster::import::list::{List, Row};
use agreement_atlas::roster::query::count::{self, By};
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Level, Model};
use agreement_atlas_importer::counties;
use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::answer::{self, Answer, Format};
use crate::filter::{Asked, Takes, known, word};
use crate::path::shown;
use crate::{archive, restated};

/// Counts a single list of ICE's (XLSX or CSV), or the record on a day.
///
/// Prints the columns named in --by, then agreements and agencies; of a single list also rows, as printed, blank ones
/// apart. A table names states and counties beside their codes; CSV and JSON have the codes alone. The day counted on,
/// and what the total is now, go to standard error: by the tables of restated totals beside the record, or else by the
/// program's own.
#[derive(Args)]
pub struct Count {
    /// A list or a record; a record is CSV with a `first_listed` column.
    #[arg(value_name = "FILE|RECORD")]
    file: PathBuf,
    /// What to sort by, comma-separated.
    #[arg(long, value_delimiter = ',', value_parser = word::<By>())]
    by: Vec<By>,
    #[command(flatten)]
    asked: Asked<Counted>,
    /// Counts each query of a file in place of one: a line each, as in the address of a page; `-` for standard input.
    #[arg(long, value_name = "FILE|-")]
    queries: Option<PathBuf>,
    /// Prints only this number.
    #[arg(long, value_parser = word::<Unit>())]
    unit: Option<Unit>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The day and what narrows the count.
pub struct Counted;

impl Takes for Counted {
    const NAMES: &'static [&'static str] = &["as-of", "status", "state", "county", "model", "level", "signed", "q"];
}

impl Count {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let query = &self.asked.query;
        ensure!(
            self.unit != Some(Unit::Share),
            "--unit: found share, expected agreements or agencies: a share is a map's, of a state's counties"
        );
        let mut answer = match (self.record()?, &self.queries) {
            (Some(record), Some(queries)) => self.of_each(&record, queries)?,
            (None, Some(_)) => anyhow::bail!("--queries: found a list, expected a record"),
            (Some(record), None) => self.of_record(&record, &query.filter)?,
            (None, None) => self.of_list(&self.list()?, &query.filter)?,
        };
        let counted = [Unit::Agreements, Unit::Agencies];
        for unit in counted.into_iter().filter(|unit| self.unit.is_some_and(|only| only != *unit)) {
            answer.drop(unit.code());
        }
        if let Format::Table = self.format {
            self.name(&mut answer)?;
        }
        Ok(answer::say(&answer.print(self.format))?)
    }

    /// The record in the file, or `None` when the file does not begin as one.
    fn record(&self) -> Result<Option<Record>> {
        let bytes = fs::read(&self.file).with_context(|| shown(&self.file))?;
        let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut columns = head.split(|byte| *byte == b',');
        let is_record = columns.any(|column| column.trim_ascii() == b"first_listed") || bytes.starts_with(b"id,");
        is_record.then(|| archive::record(&self.file)).transpose()
    }

    /// Names of states and counties beside their codes.
    fn name(&self, answer: &mut Answer) -> Result<()> {
        let gazetteer = counties::gazetteer()?;
        let name = |by: &By, code: &str| match by {
            By::State => State::from_postal(code).map(|state| state.name().to_owned()),
            By::County => {
                let fips = Fips::parse(code)?;
                let county = county_title(fips, gazetteer.name(fips)?);
                Some(format!("{county}, {}", fips.state().name()))
            }
            _ => None,
        };
        for row in &mut answer.rows {
            let skip = usize::from(self.queries.is_some());
            for (cell, by) in row.iter_mut().skip(skip).zip(&self.by) {
                match name(by, cell) {
                    Some(name) => *cell = format!("{cell} {name}"),
                    None if cell.is_empty() => "(none)".clone_into(cell),
                    None => {}
                }
            }
        }
        Ok(())
    }

    fn of_record(&self, record: &Record, filter: &Filter) -> Result<Answer> {
        let restated = restated::after(&self.file, record)?;
        let (day, later) = self.day_of(record, &restated, &self.asked.query)?;
        if let Some(later) = later {
            return Ok(later);
        }
        let (asked, last) = (self.asked.query.as_of, record.dates().last().copied());
        if asked.is_none() || asked == last {
            eprintln!("{}", restated::end(&restated, filter, day, "on"));
        } else if asked < last {
            eprintln!("counted on {}", Lang::En.day(day));
        }
        Ok(self.answer(count::count(record, filter, day, &self.by), None))
    }

    /// The answers to the queries of a file, each line before what is counted for it.
    fn of_each(&self, record: &Record, queries: &Path) -> Result<Answer> {
        ensure!(
            self.asked.query == Query::default(),
            "--queries: found a filter or a day beside it, expected them in its lines"
        );
        let text =
            if queries == Path::new("-") { io::read_to_string(io::stdin()) } else { fs::read_to_string(queries) };
        let text = text.with_context(|| shown(queries))?;
        let mut rows: Vec<(bool, Vec<String>)> = Vec::new();
        let later = restated::after(&self.file, record)?;
        for (line, number) in text.lines().zip(1..) {
            let at = || format!("{}:{number}", shown(queries));
            // As an address has it.
            let asked = line.strip_prefix('?').unwrap_or(line);
            for pair in asked.split('&').filter(|_| !asked.is_empty()) {
                ensure!(pair.contains('='), "{}: found {pair}, expected a name and a value as name=value", at());
            }
            // The place that is open in a page narrows nothing.
            let asked = asked.split('&').filter(|pair| !pair.starts_with("place=")).collect::<Vec<_>>().join("&");
            let (query, warnings) = Query::parse(&asked);
            ensure!(warnings.is_empty(), "{}: {}", at(), warnings.join("; "));
            known(&query).map_err(|error| anyhow::anyhow!("{}: county: {error}", at()))?;
            let (day, restated) = self.day_of(record, &later, &query).with_context(at)?;
            let first = [line.to_owned()];
            if let Some(restated) = restated {
                // Nobody knows of how many agencies.
                rows.extend(restated.rows.into_iter().map(|mut row| {
                    row.insert(self.by.len() + 1, String::new());
                    (true, first.iter().cloned().chain(row).collect())
                }));
                continue;
            }
            rows.extend(count::count(record, &query.filter, day, &self.by).into_iter().map(|count| {
                let numbers = [count.agreements, count.agencies].map(|n| n.to_string());
                let rest = ["counted".to_owned(), day.to_string(), String::new()];
                (false, first.iter().cloned().chain(count.groups).chain(numbers).chain(rest).collect())
            }));
        }
        let by = self.by.iter().map(|by| by.code());
        let columns = std::iter::once("query").chain(by).chain(["agreements", "agencies", "basis", "date", "source"]);
        let mut columns: Vec<String> = columns.map(str::to_owned).collect();
        // What is counted needs no word for it but beside what is not.
        let n = columns.len() - if rows.iter().any(|(restated, _)| *restated) { 0 } else { 3 };
        columns.truncate(n);
        let cut = |(_, mut row): (bool, Vec<String>)| {
            row.truncate(n);
            row
        };
        Ok(Answer { n_words: 1 + self.by.len(), columns, rows: rows.into_iter().map(cut).collect() })
    }

    /// The day that a query is counted on, and what is restated of a later one that it asks for.
    fn day_of(
        &self,
        record: &Record,
        restated: &Restated,
        Query { as_of, filter, .. }: &Query,
    ) -> Result<(Date, Option<Answer>)> {
        let day = record.clamp(*as_of);
        let (Some(day), Some(first), Some(last)) = (day, record.dates().first(), record.dates().last()) else {
            return Err(Error::new(Kind::Record, "no list", "agreements that were listed")
                .in_file(shown(&self.file))
                .into());
        };
        match *as_of {
            // Nothing is known of the days before the first list: zero would be an answer.
            Some(asked) if asked < *first => {
                anyhow::bail!("--as-of: found {asked}, expected a day that the record covers, {first} to {last}")
            }
            Some(asked) if asked > *last => {
                let today = archive::today();
                ensure!(
                    asked <= today.plus(1),
                    "--as-of: found {asked}, expected a day that has come, {first} to {today}"
                );
                let later = restated::answer(restated, asked, *last, &self.by, filter);
                ensure!(
                    later.is_none() || self.unit != Some(Unit::Agencies),
                    "--unit: found agencies, expected agreements: totals after {last} are of agreements alone"
                );
                Ok((day, later))
            }
            _ => Ok((day, None)),
        }
    }

    fn list(&self) -> Result<List> {
        // A single list is counted as it stands, whatever its day.
        archive::list_of_any_day(&self.file)
    }

    fn of_list(&self, list: &List, filter: &Filter) -> Result<Answer> {
        let record = history::record_of(list, &counties::gazetteer()?);
        let counts = count::count(&record, filter, list.issue.date, &self.by);
        // Rows as printed are those of the whole list: what could not be read is of no state, model or level.
        let whole = *filter == Filter::default();
        Ok(self.answer(counts, whole.then(|| rows(list, &self.by, &record))))
    }

    fn answer(&self, counts: Vec<count::Count>, rows: Option<BTreeMap<Vec<String>, usize>>) -> Answer {
        let mut columns: Vec<String> = self.by.iter().map(|by| by.code().to_owned()).collect();
        columns.extend(["agreements".to_owned(), "agencies".to_owned()]);
        let mut lines: BTreeMap<Vec<String>, (usize, usize)> =
            counts.into_iter().map(|count| (count.groups, (count.agreements, count.agencies))).collect();
        if let Some(rows) = &rows {
            columns.push("rows".to_owned());
            // Rows that cannot be used stand in a line of their own where no agreement does.
            for groups in rows.keys() {
                lines.entry(groups.clone()).or_default();
            }
        }
        let line = |(groups, (agreements, agencies)): (Vec<String>, (usize, usize))| {
            let n_rows = rows.as_ref().map(|rows| rows.get(&groups).copied().unwrap_or_default());
            let numbers = [Some(agreements), Some(agencies), n_rows].into_iter().flatten();
            groups.iter().cloned().chain(numbers.map(|n| n.to_string())).collect()
        };
        Answer { n_words: self.by.len(), columns, rows: lines.into_iter().map(line).collect() }
    }
}

/// How many rows of a list fall into each group, whether they can be used or not.
fn rows(list: &List, by: &[By], record: &Record) -> BTreeMap<Vec<String>, usize> {
    let mut rows = BTreeMap::new();
    for row in &list.rows {
        for groups in groups(row, by, record) {
            *rows.entry(groups).or_default() += 1;
        }
    }
    rows
}

/// The groups of a printed row; empty words for what it does not say.
fn groups(row: &Row, by: &[By], record: &Record) -> Vec<Vec<String>> {
    by.iter().fold(vec![Vec::new()], |lines, by| {
        let groups: Vec<String> = match by {
            By::State => vec![row.state.map_or("", |state| state.postal()).to_owned()],
            By::Model => vec![row.model.map_or("", Model::code).to_owned()],
            By::Level => vec![row.level.map_or("", Level::code).to_owned()],
            By::Status => vec!["active".to_owned()],
            By::County | By::Agency => {
                let same = record.agreements().find(|agreement| {
                    Some(agreement.state) == row.state
                        && Some(agreement.model) == row.model
                        && agreement.agency.eq_ignore_ascii_case(&row.agency)
                        && agreement.signed == row.signed
                });
                same.map_or(vec![String::new()], |agreement| {
                    by.groups(&agreement, agreement.first_listed.unwrap_or(Date::from_days(0)))
                })
            }
        };
        lines
            .iter()
            .flat_map(|line| groups.iter().map(move |group| [line.clone(), vec![group.clone()]].concat()))
            .collect()
    })
}
