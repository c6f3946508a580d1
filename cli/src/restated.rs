//! Days after a record's last list: totals by state and model that another tracker restated, for those who count on
//! such a day.
//!
//! It never mixes them with what was counted: an answer is of the one or of the other, and says which.

use std::collections::BTreeMap;
use std::path::Path;

use agreement_atlas::date::Date;
use agreement_atlas::embed::restated::newest;
use agreement_atlas::phrases::Lang;
use agreement_atlas::roster::query::count::By;
use agreement_atlas::roster::query::filter::Filter;
use agreement_atlas::roster::query::restated::{self, Restated, TRACKER};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::Model;
use anyhow::Result;

use crate::answer::Answer;
use crate::beside;

/// The tables of the project's own data; see `data/SOURCES.md`.
const TABLE: &[u8] = include_bytes!("../../data/restated.csv");

/// The tables of days after a record's last list: those beside it, as for a headline, or else those that the program
/// carries. None for a record without lists.
///
/// # Errors
/// A table beside the record is none.
pub fn after(path: &Path, record: &Record) -> Result<Restated> {
    let Some(last) = record.dates().last() else { return Ok(Restated::default()) };
    let restated = match beside::earlier(path, record)? {
        Some(earlier) => earlier.restated,
        None => Restated::read(TABLE)?,
    };
    Ok(restated.after(*last))
}

/// The answer for a day after a record's last list: from the newest restated totals on or before it. `None`, and a word
/// on standard error about where the record ends, when they cannot tell: before the first of them, or of anything but
/// states and models.
pub fn answer(restated: &Restated, asked: Date, last: Date, by: &[By], filter: &Filter) -> Option<Answer> {
    let found = of(restated, asked, by, filter);
    match &found {
        Some(_) => eprintln!("--as-of {asked}: restated, not counted: the record's last list is of {last}"),
        None => eprintln!("--as-of {asked}: {}", end(restated, filter, last, "on")),
    }
    found
}

/// That a record is counted `on` its last list or `to` it, and what the newest total is: the sentence of every view.
pub fn end(restated: &Restated, filter: &Filter, last: Date, on: &str) -> String {
    let counted = format!("counted {on} {}", Lang::En.day(last));
    match newest(restated, filter, last, Lang::En) {
        Some(newest) => format!("{counted}. {newest}"),
        None => counted,
    }
}

fn of(restated: &Restated, asked: Date, by: &[By], filter: &Filter) -> Option<Answer> {
    let table = restated.on(asked)?;
    if !restated::answers(filter) || by.iter().any(|by| !matches!(by, By::State | By::Model)) {
        return None;
    }
    let mut sums: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    if by.is_empty() {
        sums.insert(Vec::new(), 0);
    }
    for state in table.states() {
        for (model, n) in Model::ALL.into_iter().zip(table.of_state(state, filter)).filter(|(_, n)| *n > 0) {
            let group = |by: &By| if *by == By::State { state.postal() } else { model.code() };
            *sums.entry(by.iter().map(group).collect()).or_default() += n;
        }
    }
    let mut columns: Vec<String> = by.iter().map(|by| by.code().to_owned()).collect();
    columns.extend(["agreements", "basis", "date", "source"].map(str::to_owned));
    let source = format!("{TRACKER}: {}", table.workbook);
    let line = |(groups, n): (Vec<&str>, usize)| {
        let rest = [n.to_string(), "restated".to_owned(), table.day.to_string(), source.clone()];
        groups.into_iter().map(str::to_owned).chain(rest).collect()
    };
    Some(Answer { n_words: by.len(), columns, rows: sums.into_iter().map(line).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Format;

    const CSV: &str = "\
date,state,jem,tfm,wso,total,source
2026-06-09,AL,1,2,0,3,a.xlsx
2026-06-09,GU,0,1,0,1,a.xlsx
2026-06-29,AL,1,5,0,6,b.xlsx
";

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn states_and_models_are_answered_with_the_word_and_the_source() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let check = |asked, by: &[By], filter: &Filter, expected: Option<&str>| {
            let found = of(&restated, day(asked), by, filter).map(|answer| answer.print(Format::Csv));
            assert_eq!(found.as_deref(), expected);
        };
        let all = Filter::default();
        check(
            "2026-06-28",
            &[By::State, By::Model],
            &all,
            Some(
                "state,model,agreements,basis,date,source\nAL,JEM,1,restated,2026-06-09,Tracking_287g: a.xlsx\n\
                 AL,TFM,2,restated,2026-06-09,Tracking_287g: a.xlsx\nGU,TFM,1,restated,2026-06-09,Tracking_287g: a.xlsx\n",
            ),
        );
        let total = "agreements,basis,date,source\n6,restated,2026-06-29,Tracking_287g: b.xlsx\n";
        check("2030-01-01", &[], &all, Some(total));
        check("2026-06-08", &[], &all, None);
        check("2026-06-28", &[By::County], &all, None);
        check("2026-06-28", &[By::State, By::Level], &all, None);
        let words = Filter { words: "sheriff".to_owned(), ..all };
        check("2026-06-28", &[], &words, None);
    }

    #[test]
    fn what_totals_cannot_tell_is_said_with_the_newest_one() {
        let restated = Restated::read(CSV.as_bytes()).unwrap();
        let said = |restated: &Restated, words: &str| {
            end(restated, &Filter { words: words.to_owned(), ..Filter::default() }, day("2026-05-18"), "on")
        };
        let total = "was 6 agreements on June 29, 2026, as restated by another tracker, Tracking_287g";
        let counted = "counted on May 18, 2026";
        let lists = "The lists counted here end on May 18, 2026; the total";
        assert_eq!(said(&restated, ""), format!("{counted}. {lists} {total}."));
        let unknown = "for this selection alone it is not known";
        assert_eq!(said(&restated, "sheriff"), format!("{counted}. {lists} of all {total}; {unknown}."));
        assert_eq!(said(&Restated::default(), ""), counted);
    }

    /// What the file's own totals add up to is what is answered.
    #[test]
    fn the_committed_table_is_answered_whole() {
        let mut reader = csv::Reader::from_reader(TABLE);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let newest = rows.last().unwrap()[0].to_owned();
        let sum: usize = rows.iter().filter(|row| row[0] == newest).map(|row| row[5].parse::<usize>().unwrap()).sum();
        let restated = Restated::read(TABLE).unwrap();
        for by in [&[][..], &[By::Model], &[By::State], &[By::State, By::Model]] {
            let answer = of(&restated, day(&newest), by, &Filter::default()).unwrap();
            let found: usize = answer.rows.iter().map(|row| row[by.len()].parse::<usize>().unwrap()).sum();
            assert_eq!(found, sum);
        }
    }
}
