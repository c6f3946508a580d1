//! `agreement-atlas context`: in which counties a day's agencies are, and the same share of all counties.

use std::path::PathBuf;

use agreement_atlas::atlas::Geography;
use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::query::context::Context as Figures;
use agreement_atlas::roster::query::profile::{self, Agency, Line, Of, Profile, Share, Within};
use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::answer::{self, Answer, Format};
use crate::filter::{Asked, Takes};
use crate::path::shown;
use crate::{archive, pack};

/// The figures that the program carries.
const FIGURES: &[u8] = include_bytes!("../../data/context.csv");

/// The agencies of the years before the record, from single rosters.
const EARLY: &[u8] = include_bytes!("../../data/early.csv");

/// Says in which counties agencies with an agreement are, and whose residents: small ones, and those that voted for the
/// winner of the last presidential election. Beside each share stands its base rate, the same share of all counties.
///
/// An agency of several counties counts once, as in such counties when every one of them is. State agencies sit in no
/// county and are counted apart. A town's or a campus's agency is not its county's. Days before the record's first list
/// are answered from the rosters of 2002 to 2017, a partial list.
///
/// CSV and JSON have the columns as_of, basis (record or rosters), of, within, vintage, then numerator, denominator,
/// percent, unknown, left_out (agencies placed in no county, or counties whose residents are unknown), the same five of
/// the base rate, state_agencies.
#[derive(Args)]
pub struct Context {
    /// The record, CSV.
    record: PathBuf,
    #[command(flatten)]
    asked: Asked<Dated>,
    /// Other figures than the program's: CSV with the columns of data/context.csv.
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The day.
pub struct Dated;

impl Takes for Dated {
    const NAMES: &'static [&'static str] = &["as-of"];
}

/// The agencies of a day and where they are known from.
struct Basis {
    day: Date,
    /// `record` or `rosters`.
    word: &'static str,
    agencies: Vec<Agency>,
}

impl Context {
    /// Runs it.
    pub fn run(&self) -> Result<()> {
        let figures = self.figures()?;
        let basis = self.basis()?;
        let profile = profile::profile(&figures, &basis.agencies, basis.day);
        let heading = heading(&basis, &profile);
        let text = match self.format {
            Format::Table => format!("{heading}\n{}", table(&profile).print(Format::Table)),
            format => {
                // Not among the rows, which another program reads.
                eprint!("{heading}");
                rows(&basis, &profile).print(format)
            }
        };
        Ok(answer::say(&text)?)
    }

    fn figures(&self) -> Result<Figures> {
        let Some(file) = &self.context else {
            return Ok(Figures::compile(FIGURES).map_err(|error| error.in_file("data/context.csv"))?);
        };
        let bytes = std::fs::read(file).with_context(|| shown(file))?;
        Ok(Figures::compile(&bytes).map_err(|error| error.in_file(shown(file)))?)
    }

    fn basis(&self) -> Result<Basis> {
        let record = archive::record(&self.record)?;
        let geography = Geography::decode(pack::SHAPES)?;
        // A code of another year is looked up as on the map; one that is on no map stands, and is in no table either.
        let current = |fips: Fips| {
            let county = geography.position(fips).and_then(|index| geography.counties().get(index));
            county.map_or(fips, |county| county.fips)
        };
        let (Some(first), Some(last)) = (record.dates().first(), record.dates().last()) else {
            bail!("{}: found no list, expected agreements that were listed", shown(&self.record));
        };
        let day = self.asked.query.as_of.unwrap_or(*last);
        if day >= *first {
            if day > *last {
                eprintln!("--as-of {day}: answered for {last}, the record's last list");
            }
            let day = day.min(*last);
            return Ok(Basis { day, word: "record", agencies: profile::active(&record, day, current) });
        }
        let known = profile::known(EARLY, day, current).map_err(|error| error.in_file("data/early.csv"))?;
        match known {
            Some(known) if known.span.0 <= day && day <= known.span.1 => {
                Ok(Basis { day, word: "rosters", agencies: known.agencies })
            }
            // Nothing is known of other days: zero would be an answer.
            Some(profile::Known { span: (from, to), .. }) => bail!(
                "--as-of: found {day}, expected a day that the record covers, {first} to {last}, or the rosters before it, {from} to {to}"
            ),
            None => bail!("--as-of: found {day}, expected a day that the record covers, {first} to {last}"),
        }
    }
}

/// What is counted, and what is in none of the lines.
fn heading(basis: &Basis, profile: &Profile) -> String {
    let source = match basis.word {
        "record" => "active by the record",
        _ => "known from rosters, a partial list",
    };
    let mut text = format!(
        "{}: {} agencies {source}; {} of a state or territory, in no county and counted in no line\n\
         all counties: of the fifty states and the District, and of votes those whose votes are known\n",
        basis.day, profile.agencies, profile.of_states
    );
    text += &match profile.winner {
        Some(winner) => format!("the last presidential election was that of {}, won by {winner}\n", profile.election),
        None => format!(
            "the last presidential election was that of {}, whose votes are not in the file: unknown\n",
            profile.election
        ),
    };
    text
}

fn of(line: &Line) -> &'static str {
    match line.of {
        Of::Agencies => "agencies",
        Of::Counties => "counties with a county-wide agreement",
        Of::Residents => "residents of these counties",
        Of::ForeignBorn => "foreign-born residents of these counties",
    }
}

fn base(line: &Line) -> &'static str {
    match line.of {
        Of::Agencies | Of::Counties => "of all counties",
        Of::Residents => "of all residents",
        Of::ForeignBorn => "of all foreign-born residents",
    }
}

fn within(line: &Line) -> &'static str {
    match line.within {
        Within::Small => "under 100,000 residents",
        Within::Winner => "voted for the winner",
    }
}

/// Of which year the figures of a line are.
fn vintage(line: &Line, profile: &Profile) -> String {
    let within = match line.within {
        Within::Small => "residents 2023".to_owned(),
        Within::Winner => format!("votes {}", profile.election),
    };
    match line.of {
        Of::Residents if line.within != Within::Small => format!("{within}, residents 2023"),
        Of::ForeignBorn => format!("{within}, foreign-born 2017-2021"),
        _ => within,
    }
}

fn percent(share: Share) -> String {
    share.tenths().map_or(String::new(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))
}

/// For reading.
fn table(profile: &Profile) -> Answer {
    let columns = ["within", "of", "share", "count", "base rate", "count", "base of", "unknown", "left out", "vintage"];
    let said = |share: Share| match share.tenths() {
        Some(_) => [format!("{} %", percent(share)), format!("{} of {}", share.part, share.whole)],
        None => ["unknown".to_owned(), String::new()],
    };
    let row = |line: &Line| {
        let ([share, count], [base_share, base_count]) = (said(line.here), said(line.base));
        let (unknown, left_out) = (line.here.unknown.to_string(), line.here.left_out.to_string());
        let [within, of, base] = [within(line), of(line), base(line)].map(str::to_owned);
        vec![within, of, share, count, base_share, base_count, base, unknown, left_out, vintage(line, profile)]
    };
    Answer {
        columns: columns.map(str::to_owned).to_vec(),
        n_words: columns.len(),
        rows: profile.lines.iter().map(row).collect(),
    }
}

/// For other programs.
fn rows(basis: &Basis, profile: &Profile) -> Answer {
    let columns = [
        "as_of",
        "basis",
        "of",
        "within",
        "vintage",
        "numerator",
        "denominator",
        "percent",
        "unknown",
        "left_out",
        "base_numerator",
        "base_denominator",
        "base_percent",
        "base_unknown",
        "base_left_out",
        "state_agencies",
    ];
    let row = |line: &Line| {
        let mut cells = vec![basis.day.to_string(), basis.word.to_owned(), of(line).to_owned()];
        cells.extend([within(line).to_owned(), vintage(line, profile)]);
        for share in [line.here, line.base] {
            let [whole, unknown, left_out] = [share.whole, share.unknown, share.left_out].map(|n| n.to_string());
            // Of nothing known there is no part, which is not a part of zero.
            let part = share.tenths().map_or(String::new(), |_| share.part.to_string());
            cells.extend([part, whole, percent(share), unknown, left_out]);
        }
        cells.push(if line.of == Of::Agencies { profile.of_states.to_string() } else { String::new() });
        cells
    };
    Answer { columns: columns.map(str::to_owned).to_vec(), n_words: 5, rows: profile.lines.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::contract::Query;

    fn context(as_of: &str) -> Context {
        let record = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data/agreements.csv");
        let query = Query { as_of: Date::parse(as_of), ..Query::default() };
        Context { record, asked: query.into(), context: None, format: Format::Csv }
    }

    fn answered(as_of: &str) -> (Basis, Profile) {
        let context = context(as_of);
        let basis = context.basis().unwrap();
        let profile = profile::profile(&context.figures().unwrap(), &basis.agencies, basis.day);
        (basis, profile)
    }

    #[test]
    fn days_before_the_record_are_answered_from_rosters() {
        let (basis, profile) = answered("2017-08-01");
        assert_eq!((basis.word, profile.winner), ("rosters", Some("Trump")));
        assert_eq!(
            heading(&basis, &profile),
            "2017-08-01: 59 agencies known from rosters, a partial list; 2 of a state or territory, in no county and counted in \
             no line\nall counties: of the fifty states and the District, and of votes those whose votes are known\n\
             the last presidential election was that of 2016, won by Trump\n"
        );
        // The year's last election is not in the file; an agency of Connecticut's old counties is placed all the same.
        let (_, profile) = answered("2010-01-01");
        assert_eq!((profile.election, profile.winner), (2008, None));
        assert_eq!((profile.lines[0].here.unknown, profile.lines[0].here.left_out), (0, 0));
    }

    #[test]
    fn days_of_which_nothing_is_known_are_refused() {
        for day in ["2017-08-02", "2020-12-31", "2002-07-01"] {
            let message = context(day).basis().map(|_| ()).unwrap_err().to_string();
            assert!(message.starts_with(&format!("--as-of: found {day}, expected a day that the record")), "{message}");
            assert!(message.ends_with("or the rosters before it, 2002-07-02 to 2017-08-01"), "{message}");
        }
    }

    #[test]
    fn what_is_unknown_is_blank_and_null() {
        let (basis, profile) = answered("2024-06-01");
        let csv = rows(&basis, &profile).print(Format::Csv);
        let line = csv.lines().find(|line| line.contains("counties with a county-wide agreement,voted")).unwrap();
        assert!(line.contains(",votes 2020,,0,,"), "{line}");
        assert!(line.ends_with(",,0,,3144,0,"), "{line}");
        let json: serde_json::Value = serde_json::from_str(&rows(&basis, &profile).print(Format::Json)).unwrap();
        assert!(json[4]["percent"].is_null() && json[4]["numerator"].is_null(), "{}", json[4]);
        assert!(json[0]["percent"].is_f64() && json[0]["numerator"].is_u64(), "{}", json[0]);
    }
}
