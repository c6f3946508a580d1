//! `agreement-atlas changes`: what ICE's lists brought since a day, as a sentence, a table or a feed.

use std::path::{Path, PathBuf};

use agreement_atlas::contract::value::Since;
use agreement_atlas::date::Date;
use agreement_atlas::embed::address::is_of_the_web;
use agreement_atlas::place::{Fips, Gazetteer};
use agreement_atlas::roster::identity::join::identify;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::review::changes::{self, Change, Correction};
use agreement_atlas::roster::review::feed;
use agreement_atlas::roster::review::sentence::sentence;
use agreement_atlas_importer::counties;
use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::answer::{self, Answer};
use crate::archive;
use crate::day::day;
use crate::filter::{Asked, Takes};
use crate::path::shown;
use crate::store::Store;

/// What was added, renewed, re-dated, is missing from the newest list or no longer listed on the lists since a day.
///
/// The sentence can be quoted as it stands. An agency has switched where an agreement of it is no longer listed and one
/// of another model came, first listed at most 30 days before the old one left or 60 days after. CSV and JSON have the
/// columns day, change, state, agency, county, fips, model, signed, found, made, document, id; for a day of signing
/// corrected, found is the day before; what is missing from the newest list is absent there. Feeds have an entry a
/// list, and identities of what was asked for. Days corrected are told where the evidence, sightings.csv and lists.csv,
/// stands beside the record.
#[derive(Args)]
pub struct Changes {
    /// The record, CSV.
    record: PathBuf,
    /// The first day: a date, or so many days before the last list, as 30d. The last list alone without it.
    #[arg(long, value_name = "DATE|DAYSd")]
    since: Option<String>,
    /// The last day; the record's last list without it.
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Date>,
    #[command(flatten)]
    asked: Asked<Narrowed>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The address of the page that a feed belongs to.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    home: Option<String>,
}

/// What narrows the answer, and the language of the sentence.
pub struct Narrowed;

impl Takes for Narrowed {
    const NAMES: &'static [&'static str] = &["state", "county", "model", "level", "signed", "q", "lang"];
}

/// Reads the address of a page.
fn address(text: &str) -> Result<String, String> {
    let is_page = is_of_the_web(text);
    is_page.then(|| text.to_owned()).ok_or_else(|| "expected the address of a page, http:// or https://".to_owned())
}

/// The forms of the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A sentence to quote.
    #[default]
    Sentence,
    /// Columns aligned for reading.
    Table,
    /// RFC 4180.
    Csv,
    /// An array of objects.
    Json,
    /// JSON Feed 1.1.
    Feed,
    /// Atom, RFC 4287.
    Atom,
}

impl Changes {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let record = archive::record(&self.record)?;
        Ok(answer::say(&self.print(&record, &corrections(&self.record)?)?)?)
    }

    fn print(&self, record: &Record, corrections: &[Correction]) -> Result<String> {
        let (filter, lang) = (&self.asked.query.filter, self.asked.query.lang);
        let (span, last) = self.span(record)?;
        let changes = changes::changes(record, corrections, filter, span);
        let answer = || -> Result<Answer> { Ok(answer(&changes, &counties::gazetteer()?)) };
        let home = self.home.as_deref();
        Ok(match self.format {
            Format::Sentence => sentence(&changes::balance(record, &changes, filter, span), filter, span, lang) + "\n",
            Format::Table => answer()?.print(answer::Format::Table),
            Format::Csv => answer()?.print(answer::Format::Csv),
            Format::Json => answer()?.print(answer::Format::Json),
            Format::Feed => feed::json(&feed::entries(record, corrections, filter, span), filter, home),
            Format::Atom => feed::atom(&feed::entries(record, corrections, filter, span), filter, last, home),
        })
    }

    /// The first and the last day asked about, then the record's last.
    fn span(&self, record: &Record) -> Result<((Date, Date), Date)> {
        let (Some(first), Some(last)) = (record.dates().first().copied(), record.dates().last().copied()) else {
            bail!("{}: found no agreement that was listed, expected some", shown(&self.record));
        };
        let to = self.until.unwrap_or(last);
        let from = match self.since.as_deref() {
            None => record.dates().iter().rev().find(|day| **day <= to).copied().unwrap_or(to),
            Some(since) => match Since(since.to_owned()).until(to) {
                Some(day) => changes::begin(record, day),
                None => bail!("--since: found {since:?}, expected a date as YYYY-MM-DD, or days as 30d"),
            },
        };
        if to < first || to > last || from > to {
            bail!("found {from} to {to}, expected days from {first} to {last}, the record's last list");
        }
        Ok(((from, to), last))
    }
}

/// The corrected days that the evidence beside a record tells of; none where there is no evidence.
fn corrections(record: &Path) -> Result<Vec<Correction>> {
    let Some([participating, _]) = Store::of(record).evidence()? else { return Ok(Vec::new()) };
    Ok(changes::corrections(&identify(&participating, &counties::gazetteer()?), &participating))
}

fn answer(changes: &[Change], gazetteer: &Gazetteer) -> Answer {
    let columns =
        ["day", "change", "state", "agency", "county", "fips", "model", "signed", "found", "made", "document", "id"];
    let row = |change: &Change| {
        let one = change.agreement;
        let joined = |text: &dyn Fn(&Fips) -> String| one.counties.iter().map(text).collect::<Vec<_>>().join(";");
        [
            change.day.to_string(),
            change.kind.name().to_owned(),
            one.state.postal().to_owned(),
            one.agency.to_owned(),
            joined(&|fips| gazetteer.name(*fips).unwrap_or_default().to_owned()),
            joined(&Fips::to_string),
            one.model.code().to_owned(),
            one.signed.map_or(String::new(), |day| day.to_string()),
            change.found(),
            change.made(),
            one.document.unwrap_or_default().to_owned(),
            one.id.to_owned(),
        ]
        .to_vec()
    };
    Answer {
        columns: columns.map(str::to_owned).to_vec(),
        n_words: columns.len(),
        rows: changes.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::contract::Query;
    use agreement_atlas::phrases::Lang;

    const CSV: &str = "\
id,state,agency,level,county,fips,model,status,signed,first_listed,last_listed,absent_since,ended,document
A,FL,Ada,county,Lee,12071,TFM,active,2021-01-01,2021-01-12,2021-02-20,,,https://a.gov/a
B,FL,Bay,,,,JEM,ended,,2021-01-12,2021-01-12,,2021-02-01,
C,TX,Cut,county,,,WSO,absent,2021-01-30,2021-01-12,2021-02-01,2021-02-20,,
D,TX,Day,county,,,WSO,active,2021-01-31,2021-02-20,2021-02-20,,,
";

    fn asked(since: Option<&str>, format: Format) -> Changes {
        Changes {
            record: PathBuf::from("record.csv"),
            since: since.map(str::to_owned),
            until: None,
            asked: Query::default().into(),
            format,
            home: None,
        }
    }

    #[test]
    fn each_form_answers() {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let check = |since, format, expected: &str| {
            assert_eq!(asked(since, format).print(&record, &[]).unwrap(), expected);
        };
        check(None, Format::Sentence, "February 20, 2021: 1 added, 1 missing from the newest list, 2 in all.\n");
        check(
            Some("2021-01-13"),
            Format::Sentence,
            "Since January 13, 2021: 1 added, 1 no longer listed, 1 missing from the newest list, 2 in all on \
             February 20, 2021.\n",
        );
        let mut spanish = asked(None, Format::Sentence);
        spanish.asked.query.lang = Lang::Es;
        let said = "El 20 de febrero de 2021: 1 agregado, 1 falta en la lista más reciente, 2 en total.\n";
        assert_eq!(spanish.print(&record, &[]).unwrap(), said);
        let csv = "day,change,state,agency,county,fips,model,signed,found,made,document,id\n\
                   2021-02-20,added,TX,Day,,,WSO,2021-01-31,,,,D\n2021-02-20,absent,TX,Cut,,,WSO,2021-01-30,,,,C\n";
        check(Some("5d"), Format::Csv, csv);
        assert!(asked(Some("30d"), Format::Feed).print(&record, &[]).unwrap().contains("\"items\""));
        assert!(asked(Some("30d"), Format::Atom).print(&record, &[]).unwrap().starts_with("<?xml"));
        let error = asked(Some("soon"), Format::Csv).print(&record, &[]).unwrap_err().to_string();
        assert_eq!(error, "--since: found \"soon\", expected a date as YYYY-MM-DD, or days as 30d");
        let error = asked(Some("2022-01-01"), Format::Csv).print(&record, &[]).unwrap_err().to_string();
        assert!(error.starts_with("found 2022-01-01 to 2021-02-20, expected days from 2021-01-12"), "{error}");
    }

    #[test]
    fn a_feed_belongs_to_a_page() {
        assert_eq!(address("https://news.example/287g?a&b").as_deref(), Ok("https://news.example/287g?a&b"));
        for hostile in ["", "javascript:alert(1)", "news.example", "file:///etc/passwd", "https://a.example/\n"] {
            assert_eq!(address(hostile), Err("expected the address of a page, http:// or https://".to_owned()));
        }
    }
}
