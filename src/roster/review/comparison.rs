//! The record against ICE's lists: for each list, every row has its agreement and every active agreement its row, and
//! each difference in between has a name.
//!
//! It trusts neither side and changes nothing. Which row is which agreement is `pairing`'s.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::place::{Gazetteer, State};

use super::check::{Class, Finding};
use super::pairing::{Evidence, Kept, Printed, SAME_DAYS, pair, twin};
use crate::roster::identity::rules::{ABSENCE_DAYS, FINAL_DAYS, FINAL_LISTS};
use crate::roster::import::list::{List, ListKind, Row};
use crate::roster::import::log::Log;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Model, slug};

/// What came of comparing.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// How many lists of participating agencies were compared: the last of each day.
    pub n_lists: usize,
    /// What nothing explains.
    pub findings: Vec<Finding>,
    /// Differences that have a name, which is the entry's column: `printed twice`, `gap`, `spelling`, `day`, `state`,
    /// `not usable`. Found is the row or agreement, made is what the record has.
    pub named: Log,
    /// For each list compared, in order, why it has another number of rows than the record counts agreements.
    pub balances: Vec<Balance>,
}

/// A list's rows against the record's count of its day: `rows = counted + printed_twice + unusable - gaps`, where
/// nothing is left unexplained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The list's day.
    pub date: Date,
    /// Rows as printed, blank ones apart.
    pub rows: usize,
    /// Agreements that the record counts on the day.
    pub counted: usize,
    /// Rows that repeat another's agreement.
    pub printed_twice: usize,
    /// Rows without a state, an agency or a model.
    pub unusable: usize,
    /// Agreements that the record counts though the list lacks them, because they were back in time.
    pub gaps: usize,
}

impl Balance {
    /// Whether the named differences are all there is between the list and the record.
    pub fn holds(&self) -> bool {
        self.rows + self.gaps == self.counted + self.printed_twice + self.unusable
    }
}

/// Compares the record with lists in whatever order; of each day the last counts, and pending lists are passed over.
pub fn compare(record: &Record, lists: &[List], gazetteer: &Gazetteer) -> Comparison {
    let mut lists: Vec<&List> = lists.iter().filter(|list| list.kind == ListKind::Participating).collect();
    lists.sort_by(|a, b| (&a.issue, &a.name).cmp(&(&b.issue, &b.name)));
    let mut of_day: BTreeMap<Date, Vec<&List>> = BTreeMap::new();
    lists.iter().for_each(|list| of_day.entry(list.issue.date).or_default().push(list));
    let slugs: Vec<String> = record.agreements().map(|agreement| slug(agreement.agency)).collect();
    let mut comparer = Comparer {
        record,
        slugs: &slugs,
        gazetteer,
        of_day: &of_day,
        named: Log::default(),
        balances: Vec::new(),
        unexplained: Log::default(),
        absent: BTreeMap::new(),
    };
    for list in of_day.values().filter_map(|lists| lists.last()) {
        comparer.list(list);
    }
    let mut findings: Vec<Finding> = comparer.unexplained.entries().iter().map(finding).collect();
    findings.extend(comparer.long_gaps());
    findings.extend(comparer.long_absences());
    findings.extend(record.agreements().filter_map(|agreement| within_a_day(&agreement, &of_day)));
    findings.extend(comparer.balances.iter().filter(|balance| !balance.holds()).map(unbalanced));
    Comparison { n_lists: of_day.len(), findings, named: comparer.named, balances: comparer.balances }
}

/// An entry of the log of what nothing explains, as a finding.
fn finding(entry: &crate::roster::import::log::Entry) -> Finding {
    let row = if entry.row > 0 { format!(", row {}", entry.row) } else { String::new() };
    let times = if entry.times > 1 { format!(" (and on {} lists more)", entry.times - 1) } else { String::new() };
    Finding {
        class: if entry.column == "day" { Class::Warning } else { Class::Failure },
        subject: format!("{}{row}{times}", entry.list),
        found: entry.found.clone(),
        expected: entry.made.clone(),
    }
}

/// A day on which the named differences do not lead from the record's count to the list's rows.
fn unbalanced(balance: &Balance) -> Finding {
    Finding {
        class: Class::Failure,
        subject: balance.date.to_string(),
        found: format!("{} rows", balance.rows),
        expected: format!(
            "{} agreements counted, {} rows printed twice and {} not usable, less {} in gaps",
            balance.counted, balance.printed_twice, balance.unusable, balance.gaps
        ),
    }
}

/// Only where ICE printed two lists on one day can the first have carried what the second did not.
fn within_a_day(agreement: &Agreement, of_day: &BTreeMap<Date, Vec<&List>>) -> Option<Finding> {
    let gone = agreement.gone().filter(|gone| agreement.last_listed == Some(*gone))?;
    let column = if agreement.ended.is_some() { "ended" } else { "absent_since" };
    (of_day.get(&gone)?.len() == 1).then(|| Finding {
        class: Class::Failure,
        subject: agreement.id.to_owned(),
        found: format!("last_listed and {column} both {gone}"),
        expected: "two lists on that day".to_owned(),
    })
}

struct Comparer<'a> {
    record: &'a Record,
    slugs: &'a [String],
    gazetteer: &'a Gazetteer,
    of_day: &'a BTreeMap<Date, Vec<&'a List>>,
    named: Log,
    balances: Vec<Balance>,
    unexplained: Log,
    /// The days on whose lists an agreement was absent though active, by its place in the record.
    absent: BTreeMap<usize, Vec<Date>>,
}

impl Comparer<'_> {
    fn list(&mut self, list: &List) {
        let mut printed = self.printed(list);
        let active = |(_, (agreement, _)): &(usize, (Agreement, &String))| agreement.is_active(list.issue.date);
        let both = self.record.agreements().zip(self.slugs).enumerate();
        let (places, mut kept): (Vec<usize>, Vec<Kept>) = both
            .filter(active)
            .map(|(place, (agreement, slug))| (place, Kept { agreement, slug, paired: false }))
            .unzip();
        for evidence in Evidence::ALL {
            pair(&mut printed, &mut kept, evidence, self.gazetteer, |printed, kept| {
                self.name_pair(list, printed, kept, evidence);
            });
        }
        let unusable = list.rows.len() - printed.len();
        let mut balance = Balance {
            date: list.issue.date,
            rows: list.rows.len(),
            counted: kept.len(),
            printed_twice: 0,
            unusable,
            gaps: 0,
        };
        for row in printed.iter().filter(|row| row.kept.is_none()) {
            match twin(row, &printed, &kept, self.gazetteer) {
                Some(twin) => {
                    balance.printed_twice += 1;
                    self.named.note(&list.name, row.row.number, "printed twice", &shown(row.row), &twin);
                }
                None => self.unexplained.note(&list.name, row.row.number, "row", &shown(row.row), &self.nearest(row)),
            }
        }
        for (place, kept) in places.iter().zip(&kept).filter(|(_, kept)| !kept.paired) {
            balance.gaps += usize::from(self.absence(list, *place, &kept.agreement));
        }
        self.balances.push(balance);
    }

    fn printed<'b>(&mut self, list: &'b List) -> Vec<Printed<'b>> {
        let mut printed = Vec::new();
        for row in &list.rows {
            match (row.state, row.model) {
                (Some(state), Some(model)) if !row.agency.is_empty() => {
                    printed.push(Printed { row, state, model, slug: slug(&row.agency), kept: None });
                }
                _ => self.named.note(&list.name, row.number, "not usable", &shown(row), "no agreement"),
            }
        }
        printed
    }

    /// Names what a row and its agreement differ in; case aside, as counts leave it aside.
    fn name_pair(&mut self, list: &List, printed: &Printed, agreement: &Agreement, evidence: Evidence) {
        let row = printed.row;
        if evidence == Evidence::Elsewhere {
            self.named.note(&list.name, row.number, "state", &shown(row), agreement.id);
        } else if !row.agency.eq_ignore_ascii_case(agreement.agency) {
            let made = format!("{}: {}", agreement.id, agreement.agency);
            self.named.note(&list.name, row.number, "spelling", &shown(row), &made);
        }
        if row.signed != agreement.signed {
            self.named.note(&list.name, row.number, "day", &shown(row), agreement.id);
            let apart = row.signed.zip(agreement.signed).map_or(0, |(a, b)| a.since(b).abs());
            // A day in a year that cannot be was a slip of the pen, however far.
            if apart > SAME_DAYS && row.signed.is_some_and(|signed| signed <= list.issue.date.plus(366)) {
                let made = format!("a day near that of {}", agreement.id);
                self.unexplained.note(&list.name, row.number, "day", &shown(row), &made);
            }
        }
    }

    /// What the record has nearest to a row without an agreement.
    fn nearest(&self, printed: &Printed) -> String {
        let same = self.record.agreements().zip(self.slugs).filter(|(agreement, slug)| {
            agreement.state == printed.state && agreement.model == printed.model && **slug == printed.slug
        });
        let apart = |agreement: &Agreement| match (agreement.signed, printed.row.signed) {
            (Some(a), Some(b)) => a.since(b).abs(),
            _ => i32::MAX,
        };
        let day = |day: Option<Date>| day.map_or("never".to_owned(), |day| day.to_string());
        match same.map(|(agreement, _)| agreement).min_by_key(|agreement| apart(agreement)) {
            Some(near) => format!(
                "an active agreement: {} is first listed {}, last {}, ended {}",
                near.id,
                day(near.first_listed),
                day(near.last_listed),
                day(near.ended)
            ),
            None => "an active agreement: the record has none of that name and model".to_owned(),
        }
    }

    /// An active agreement without a row: a gap that closed, or a failure. Gives whether it is a gap.
    fn absence(&mut self, list: &List, place: usize, agreement: &Agreement) -> bool {
        let day = list.issue.date;
        let (Some(first), Some(last)) = (agreement.first_listed, agreement.last_listed) else {
            return false;
        };
        // On the first or last day an earlier list of the day can have carried it.
        let several = self.of_day.get(&day).is_some_and(|lists| lists.len() > 1);
        if (first < day && day < last) || (several && (day == first || day == last)) {
            self.named.note(&list.name, 0, "gap", agreement.id, "active: listed before and after");
            self.absent.entry(place).or_default().push(day);
            return true;
        }
        let expected = match (agreement.ended, agreement.absent_since) {
            _ if day <= last => format!("a row: the record has it listed from {first} to {last}"),
            (Some(ended), _) => format!("a row, or ended no later than this list: last listed {last}, ended {ended}"),
            (None, Some(since)) => {
                format!("a row, or absent_since no later than this list: last listed {last}, absent_since {since}")
            }
            (None, None) => format!("a row, or absent_since or ended: last listed {last}"),
        };
        self.unexplained.note(&list.name, 0, "agreement", &format!("no row for {}", agreement.id), &expected);
        false
    }

    /// Absences at the end that have lasted long enough to be endings.
    fn long_absences(&self) -> impl Iterator<Item = Finding> {
        let last = self.of_day.last_key_value().map(|(last, _)| *last);
        let absent = move |agreement: &Agreement| {
            let Some((since, last)) = agreement.absent_since.zip(last) else { return false };
            // Of the lists of the first day, the earlier ones may have carried it.
            let n_later: usize = self.of_day.range(since.plus(1)..).map(|(_, lists)| lists.len()).sum();
            n_later + 1 >= FINAL_LISTS || last.since(since) >= FINAL_DAYS
        };
        let absent = self.record.agreements().filter(absent);
        absent.map(|agreement| Finding {
            class: Class::Failure,
            subject: agreement.id.to_owned(),
            found: format!("absent_since {}", agreement.absent_since.map_or(String::new(), |since| since.to_string())),
            expected: format!("ended: {FINAL_LISTS} lists or {FINAL_DAYS} days without it"),
        })
    }

    /// Gaps that closed too late to have ended nothing.
    fn long_gaps(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (place, absent) in &self.absent {
            let Some(agreement) = self.record.agreements().get(*place) else { continue };
            let absent: BTreeSet<&Date> = absent.iter().collect();
            let mut from = None;
            for day in self.of_day.keys() {
                if absent.contains(day) {
                    from.get_or_insert(*day);
                } else if let Some(missed) = from.take().filter(|missed| day.since(*missed) > ABSENCE_DAYS) {
                    findings.push(Finding {
                        class: Class::Failure,
                        subject: agreement.id.to_owned(),
                        found: format!("no row from {missed} until {day}"),
                        expected: format!("ended {missed}: an absence of more than {ABSENCE_DAYS} days"),
                    });
                }
            }
        }
        findings
    }
}

/// A row in words, with what tells it from others.
fn shown(row: &Row) -> String {
    let state = row.state.map_or("(no state)", State::postal);
    let agency = if row.agency.is_empty() { "(no agency)" } else { &row.agency };
    let model = row.model.map_or("(no model)", Model::code);
    let signed = row.signed.map_or("undated".to_owned(), |day| format!("signed {day}"));
    format!("{state} {agency} {model} {signed}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;
    use crate::roster::import::cell::Cell;
    use crate::roster::import::issue::Issue;

    const HEADER: &str =
        "id,state,agency,level,county,fips,model,status,signed,first_listed,last_listed,absent_since,ended";

    /// A list of rows `state|agency|county|model|signed`.
    fn list(name: &str, rows: &[&str]) -> List {
        let header = "STATE|LAW ENFORCEMENT AGENCY|COUNTY|SUPPORT TYPE|SIGNED";
        let cells = |line: &&str| -> Vec<Cell> { line.split('|').map(Cell::new).collect() };
        let sheet: Vec<Vec<Cell>> = std::iter::once(&header).chain(rows).map(cells).collect();
        List::read(name, Issue::from_name(name).unwrap(), &sheet, &mut Log::default()).unwrap()
    }

    /// Every difference between rows of a record and lists: the named ones, then the failures.
    fn check(agreements: &[&str], lists: &[List], expected: &[&str]) {
        let text = format!("{HEADER}\n{}\n", agreements.join("\n"));
        let record = Record::read(text.as_bytes()).unwrap();
        let gazetteer = Gazetteer::new([(Fips::new(12_071).unwrap(), "Lee"), (Fips::new(12_021).unwrap(), "Collier")]);
        let comparison = compare(&record, lists, &gazetteer);
        let named = comparison.named.entries().iter().map(|entry| {
            format!("{} {} {} x{}: {} -> {}", entry.column, entry.list, entry.row, entry.times, entry.found, entry.made)
        });
        // What is unbalanced has its rows or agreements among the findings already.
        let findings = comparison.findings.iter().filter(|finding| !finding.found.ends_with(" rows"));
        let found: Vec<String> = named.chain(findings.map(ToString::to_string)).collect();
        assert_eq!(found, expected);
    }

    const LEE: &str = "L,FL,Lee County Sheriff's Office,county,Lee,12071,TFM,active,2025-02-26,2025-03-01,2025-03-20,,";
    const ROW: &str = "FLORIDA|LEE COUNTY SHERIFF\u{2019}S OFFICE|Lee|TFM|2025-02-26";

    #[test]
    fn a_list_that_the_record_repeats_has_no_difference() {
        check(&[LEE], &[list("2025-03-01", &[ROW]), list("2025-03-20", &[ROW])], &[]);
        // A list before the record's first, and the lists of a day but for its last.
        check(&[LEE], &[list("2025-03-01am", &["FLORIDA|X|Lee|TFM|2025-01-01"]), list("2025-03-01pm", &[ROW])], &[]);
    }

    /// An agreement that the record lacks is none of its neighbour's, whatever words their names share.
    #[test]
    fn a_neighbour_is_no_row_printed_twice() {
        for (kept, lacking) in [
            ("Lee Police Department", "West Lee Police Department"),
            ("Lee Beach Police Department", "Lee Police Department"),
            ("Lee County Constable Precinct 1", "Lee County Constable Precinct 2"),
        ] {
            let agreement = LEE.replace("Lee County Sheriff's Office", kept);
            let [row, other] = [kept, lacking].map(|name| format!("FLORIDA|{name}|Lee|TFM|2025-02-26"));
            let found = format!(
                "2025-03-01, row 3: found FL {lacking} TFM signed 2025-02-26, expected an active agreement: \
                 the record has none of that name and model"
            );
            check(&[&agreement], &[list("2025-03-01", &[&row, &other]), list("2025-03-20", &[&row])], &[&found]);
        }
    }

    #[test]
    fn rows_printed_twice_are_named() {
        let near = "FLORIDA|Lee County Sheriff|Lee|TFM|2025-03-01";
        check(
            &[LEE],
            &[list("2025-03-01", &[ROW, ROW, near])],
            &[
                "printed twice 2025-03-01 3 x1: FL LEE COUNTY SHERIFF'S OFFICE TFM signed 2025-02-26 -> L",
                "printed twice 2025-03-01 4 x1: FL Lee County Sheriff TFM signed 2025-03-01 -> L",
            ],
        );
        check(
            &[LEE],
            &[list("2025-03-01", &[ROW, &ROW.replace("2025-02-26", "2025-01-25"), "FLORIDA||Lee|TFM|"])],
            &[
                "not usable 2025-03-01 4 x1: FL (no agency) TFM undated -> no agreement",
                "2025-03-01, row 3: found FL LEE COUNTY SHERIFF'S OFFICE TFM signed 2025-01-25, expected an active agreement: \
                 L is first listed 2025-03-01, last 2025-03-20, ended never",
            ],
        );
    }

    #[test]
    fn each_list_is_the_records_count_and_the_named_differences() {
        let text = format!("{HEADER}\n{LEE}\n");
        let record = Record::read(text.as_bytes()).unwrap();
        let lists = [
            list("2025-03-01", &[ROW, ROW, "FLORIDA||Lee|TFM|"]),
            list("2025-03-05", &["FLORIDA||Lee|TFM|"]),
            list("2025-03-06", &["FLORIDA|Ocala|Lee|JEM|2025-02-26"]),
            list("2025-03-20", &[ROW]),
        ];
        let comparison = compare(&record, &lists, &Gazetteer::default());
        let told = comparison
            .balances
            .iter()
            .map(|it| (it.rows, it.counted, it.printed_twice, it.unusable, it.gaps, it.holds()));
        let expected = [(3, 1, 1, 1, 0, true), (1, 1, 0, 1, 1, true), (1, 1, 0, 0, 1, false), (1, 1, 0, 0, 0, true)];
        assert_eq!(told.collect::<Vec<_>>(), expected);
        let unbalanced = "2025-03-06: found 1 rows, expected 1 agreements counted, 0 rows printed twice and 0 not usable, \
             less 1 in gaps";
        assert!(comparison.findings.iter().any(|finding| finding.to_string() == unbalanced));
    }

    #[test]
    fn other_spellings_days_and_states_are_named() {
        let row = |text: &str| [list("2025-03-01", &[text]), list("2025-03-20", &[ROW])];
        check(
            &[LEE],
            &row("FLORIDA|Lee Sheriff|Lee|TFM|2025-02-25"),
            &[
                "spelling 2025-03-01 2 x1: FL Lee Sheriff TFM signed 2025-02-25 -> L: Lee County Sheriff's Office",
                "day 2025-03-01 2 x1: FL Lee Sheriff TFM signed 2025-02-25 -> L",
            ],
        );
        check(
            &[LEE],
            &row("FLORIDA|Estero Police Department|Lee|TFM|2025-02-26"),
            &[
                "spelling 2025-03-01 2 x1: FL Estero Police Department TFM signed 2025-02-26 -> L: Lee County Sheriff's Office",
            ],
        );
        // A body of no county under another name, a day off; and one under two words for its office.
        let farms = "F,FL,Office of Farms,state,,,TFM,active,2025-02-26,2025-03-01,2025-03-20,,";
        let (day, same) = ("2025-02-27", "FLORIDA|Office of Farms||TFM|2025-02-26");
        check(
            &[farms],
            &[
                list("2025-03-01", &[&format!("FLORIDA|Department of Agriculture||TFM|{day}")]),
                list("2025-03-20", &[same]),
            ],
            &[
                "spelling 2025-03-01 2 x1: FL Department of Agriculture TFM signed 2025-02-27 -> F: Office of Farms",
                "day 2025-03-01 2 x1: FL Department of Agriculture TFM signed 2025-02-27 -> F",
            ],
        );
        let police = farms.replace("Office of Farms,state", "University of Lee Police Department,municipal");
        let same = same.replace("Office of Farms", "University of Lee Police Department");
        let trustees = "FLORIDA|University of Lee Board of Trustees||TFM|2025-02-26";
        check(
            &[&police],
            &[list("2025-03-01", &[trustees]), list("2025-03-20", &[&same])],
            &["spelling 2025-03-01 2 x1: FL University of Lee Board of Trustees TFM signed 2025-02-26 -> \
                 F: University of Lee Police Department"],
        );
        check(
            &[LEE],
            &row(&ROW.replace("FLORIDA", "ALABAMA")),
            &["state 2025-03-01 2 x1: AL LEE COUNTY SHERIFF'S OFFICE TFM signed 2025-02-26 -> L"],
        );
        check(
            &[LEE],
            &row(&ROW.replace("2025-02-26", "2019-02-26")),
            &[
                "day 2025-03-01 2 x1: FL LEE COUNTY SHERIFF'S OFFICE TFM signed 2019-02-26 -> L",
                "warning: 2025-03-01, row 2: found FL LEE COUNTY SHERIFF'S OFFICE TFM signed 2019-02-26, expected a day near that of L",
            ],
        );
        // Another force of another county is another body.
        check(
            &[LEE],
            &row("FLORIDA|Naples Police Department|Collier|TFM|2025-02-26"),
            &[
                "2025-03-01, row 2: found FL Naples Police Department TFM signed 2025-02-26, expected an active agreement: \
                 the record has none of that name and model",
                "2025-03-01: found no row for L, expected a row: the record has it listed from 2025-03-01 to 2025-03-20",
            ],
        );
    }

    #[test]
    fn gaps_are_named_when_they_close_in_time() {
        let other = "FLORIDA|Collier County Sheriff's Office|Collier|JEM|2020-01-01";
        let collier =
            "C,FL,Collier County Sheriff's Office,county,Collier,12021,JEM,active,2020-01-01,2025-01-02,2025-06-20,,";
        let lists = |days: &[&str], with: &[&str]| -> Vec<List> {
            let rows = |day: &&str| if with.contains(day) { vec![other, ROW] } else { vec![other] };
            days.iter().map(|day| list(day, &rows(day))).collect()
        };
        let gap = "gap 2025-03-05 0 x1: L -> active: listed before and after";
        check(
            &[LEE, collier],
            &lists(&["2025-03-01", "2025-03-05", "2025-03-20"], &["2025-03-01", "2025-03-20"]),
            &[gap],
        );
        let longer = LEE.replace("2025-03-20", "2025-05-20");
        check(
            &[&longer, collier],
            &lists(&["2025-03-01", "2025-03-05", "2025-05-20"], &["2025-03-01", "2025-05-20"]),
            &[
                gap,
                "L: found no row from 2025-03-05 until 2025-05-20, expected ended 2025-03-05: an absence of more than 60 days",
            ],
        );
        check(
            &[LEE, collier],
            &lists(&["2025-03-20", "2025-03-21", "2025-03-22", "2025-03-23"], &["2025-03-20"]),
            &[
                "2025-03-21 (and on 2 lists more): found no row for L, expected a row, or absent_since or ended: last listed 2025-03-20",
            ],
        );
        let absent = LEE.replace("active", "absent").replace("2025-03-20,,", "2025-03-20,2025-03-21,");
        check(&[&absent, collier], &lists(&["2025-03-20", "2025-03-21", "2025-03-22"], &["2025-03-20"]), &[]);
        let long = "L: found absent_since 2025-03-21, expected ended: 3 lists or 21 days without it";
        check(
            &[&absent, collier],
            &lists(&["2025-03-20", "2025-03-21", "2025-03-22", "2025-03-23"], &["2025-03-20"]),
            &[long],
        );
        check(&[&absent, collier], &lists(&["2025-03-20", "2025-03-21", "2025-04-11"], &["2025-03-20"]), &[long]);
        check(
            &[&absent.replace("21,", "22,"), collier],
            &lists(&["2025-03-20", "2025-03-21", "2025-03-22"], &["2025-03-20"]),
            &["2025-03-21: found no row for L, expected a row, or absent_since no later than this list: \
                 last listed 2025-03-20, absent_since 2025-03-22"],
        );
        let gone = LEE.replace("active", "ended") + "2025-03-23";
        check(
            &[&gone, collier],
            &lists(&["2025-03-20", "2025-03-22", "2025-03-23"], &["2025-03-20"]),
            &["2025-03-22: found no row for L, expected a row, or ended no later than this list: \
                 last listed 2025-03-20, ended 2025-03-23"],
        );
        let within = gone.replace("2025-03-20", "2025-03-23");
        check(
            &[&within, collier],
            &lists(&["2025-03-01", "2025-03-23"], &["2025-03-01"]),
            &["L: found last_listed and ended both 2025-03-23, expected two lists on that day"],
        );
    }
}
