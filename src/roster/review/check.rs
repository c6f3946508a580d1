//! The record against itself: what must hold of each agreement, whatever lists it was made of.
//!
//! It reports and changes nothing. That the record says what ICE's lists say is [`comparison`](super::comparison)'s to
//! find out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::date::Date;
use crate::place::{Gazetteer, State};

use crate::roster::identity::rules::{FIRST_YEAR, RENEWED_DAYS, UNLINKED_DAYS};
use crate::roster::record::Record;
use crate::roster::record::agreement::{Agreement, Level, Status, slug};
use crate::roster::record::guard::unguarded;

/// Two agreements of one agency and model signed within so many days of each other look like one printed twice.
const TWICE_DAYS: i32 = 31;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The record contradicts itself or a list.
    Failure,
    /// Possible, and worth a look.
    Warning,
}

/// One thing found in one place. Printed on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs.
    pub class: Class,
    /// The agreement's `id`, or `row 7` of a file.
    pub subject: String,
    /// What stands there.
    pub found: String,
    /// What was expected instead.
    pub expected: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let warning = if self.class == Class::Warning { "warning: " } else { "" };
        write!(f, "{warning}{}: found {}, expected {}", self.subject, self.found, self.expected)
    }
}

/// What must hold of the agreements. An agreement gone within a day may have `last_listed` equal to `ended`, as of two
/// lists of one day the first can have carried it and the second not; whether that day had two lists, only the lists
/// can say.
pub fn agreements(record: &Record) -> Vec<Finding> {
    let by_id: BTreeMap<&str, Agreement> = record.agreements().map(|one| (one.id, one)).collect();
    let mut findings = Findings::default();
    let mut seen = BTreeSet::new();
    for agreement in record.agreements() {
        findings.subject = agreement.id.to_owned();
        if !seen.insert(agreement.id) {
            findings.fail("an id met before", "each id once");
        }
        names(&agreement, &mut findings);
        days(&agreement, &mut findings);
        status(&agreement, &mut findings);
        places(&agreement, &mut findings);
        renewal(&agreement, &by_id, &mut findings);
    }
    repeated(record, &mut findings);
    findings.all
}

/// What must hold of the record's file: its rows in order, counties under their names, and no clerk's address or mail
/// gateway in it.
pub fn file(text: &str, record: &Record, gazetteer: &Gazetteer) -> Vec<Finding> {
    let mut findings = Findings::default();
    for (index, line) in text.lines().enumerate() {
        let lower = line.to_ascii_lowercase();
        for word in ["@", "safelinks", "outlook"] {
            if lower.contains(word) {
                findings.subject = format!("row {}", index + 1);
                findings.fail(word, "no mail address and no mail gateway");
            }
        }
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (Some(id), county) = (column("id"), column("county")) else {
        findings.subject = "row 1".to_owned();
        findings.fail("no column id", "the whole record");
        return findings.all;
    };
    let mut sorted = true;
    for (row, agreement) in reader.records().flatten().zip(record.agreements()) {
        findings.subject = format!("row {}", row.position().map_or(0, csv::Position::line));
        let found = unguarded(row.get(id).unwrap_or_default());
        if found != agreement.id {
            // Every row after the first one out of order is out of order too.
            if sorted {
                findings.fail(found, &format!("{}: rows sorted by state, agency, model and signed", agreement.id));
            }
            sorted = false;
            continue;
        }
        let names: Option<Vec<&str>> = agreement.counties.iter().map(|fips| gazetteer.name(*fips)).collect();
        let printed = county.and_then(|at| row.get(at)).map(unguarded);
        match (printed, names.map(|names| names.join(";"))) {
            (Some(printed), Some(names)) if printed != names => {
                findings.fail(&format!("county {printed:?}"), &format!("{names:?}, the names of the fips"));
            }
            (_, None) => findings.fail("a fips of no county", "codes of counties"),
            _ => {}
        }
    }
    findings.all
}

#[derive(Default)]
struct Findings {
    subject: String,
    all: Vec<Finding>,
}

impl Findings {
    fn fail(&mut self, found: &str, expected: &str) {
        self.note(Class::Failure, found, expected);
    }

    fn note(&mut self, class: Class, found: &str, expected: &str) {
        let (subject, found, expected) = (self.subject.clone(), found.to_owned(), expected.to_owned());
        self.all.push(Finding { class, subject, found, expected });
    }

    /// Two days of one agreement, of which the first must not come after the second. Days that are not there contradict
    /// nothing.
    fn in_order(&mut self, before: (&str, Option<Date>), after: (&str, Option<Date>)) {
        if let (Some(first), Some(second)) = (before.1, after.1)
            && first > second
        {
            self.fail(&format!("{} {first}", before.0), &format!("no later than {} {second}", after.0));
        }
    }
}

fn names(agreement: &Agreement, findings: &mut Findings) {
    let (state, model) = (agreement.state.postal(), agreement.model.code());
    if !agreement.id.starts_with(&format!("{state}-")) {
        findings.fail("the id of another state", &format!("one that begins with {state}-"));
    }
    if !agreement.id.contains(&format!("-{model}-")) {
        findings.fail("the id of another model", &format!("one with -{model}- in it"));
    }
}

fn days(agreement: &Agreement, findings: &mut Findings) {
    let (first, last) = (("first_listed", agreement.first_listed), ("last_listed", agreement.last_listed));
    findings.in_order(("pending_from", agreement.pending_from), first);
    findings.in_order(first, last);
    findings.in_order(last, ("absent_since", agreement.absent_since));
    findings.in_order(last, ("ended", agreement.ended));
    findings.in_order(("pending_from", agreement.pending_from), ("ended", agreement.ended));
    if agreement.first_listed.is_some() != agreement.last_listed.is_some() {
        findings.fail("one of first_listed and last_listed", "both or neither");
    }
    if agreement.absent_since.is_some() && (agreement.ended.is_some() || agreement.first_listed.is_none()) {
        findings.fail("absent_since", "none in what has ended or was never listed");
    }
    let Some(signed) = agreement.signed else { return };
    if signed.ymd().0 < FIRST_YEAR {
        findings.fail(&format!("signed {signed}"), &format!("no day before {FIRST_YEAR}"));
    }
    if let Some(first) = agreement.first_listed.filter(|first| *first < signed) {
        // ICE first printed an earlier day, and corrected it before it linked a text.
        let late = signed.since(first) > UNLINKED_DAYS;
        let class = if late { Class::Failure } else { Class::Warning };
        findings.note(class, &format!("signed {signed}"), &format!("no later than first_listed {first}"));
    }
}

fn status(agreement: &Agreement, findings: &mut Findings) {
    let expected = match (agreement.first_listed, agreement.ended, &agreement.renewed_by) {
        (_, Some(_), Some(_)) => Status::Renewed,
        (_, Some(_), None) => Status::Ended,
        (Some(_), None, _) if agreement.absent_since.is_some() => Status::Absent,
        (Some(_), None, _) => Status::Active,
        (None, None, _) => Status::Pending,
    };
    if agreement.status != expected {
        findings.fail(&format!("status {}", agreement.status.code()), &format!("{} by its dates", expected.code()));
    }
    if agreement.renewed_by.is_some() && agreement.ended.is_none() {
        findings.fail("renewed_by without ended", "the day from which it was no longer listed");
    }
}

fn places(agreement: &Agreement, findings: &mut Findings) {
    for fips in agreement.counties.iter().filter(|fips| fips.state() != agreement.state) {
        let state = agreement.state.postal();
        findings.fail(&format!("fips {fips} in {}", fips.state().postal()), &format!("counties of {state}"));
    }
    if agreement.level == Some(Level::State) && !agreement.counties.is_empty() {
        findings.fail("a state agency with a county", "no county");
    }
}

fn renewal(agreement: &Agreement, by_id: &BTreeMap<&str, Agreement>, findings: &mut Findings) {
    let Some(renewed_by) = &agreement.renewed_by else { return };
    let Some(later) = by_id.get(renewed_by).filter(|later| later.id != agreement.id) else {
        findings.fail(&format!("renewed_by {renewed_by}"), "the id of another agreement of the record");
        return;
    };
    let body = |one: &Agreement| -> (State, String) { (one.state, slug(one.agency)) };
    if (body(later), later.model) != (body(agreement), agreement.model) {
        findings.fail(&format!("renewed_by {renewed_by}"), "one of the same state, agency and model");
    }
    let (Some(ended), first) = (agreement.ended, later.first_listed) else { return };
    let (from, to) = (ended.plus(-RENEWED_DAYS.0), ended.plus(RENEWED_DAYS.1));
    if !first.is_some_and(|first| (from..=to).contains(&first)) {
        let first = first.map_or("never".to_owned(), |first| first.to_string());
        findings.fail(&format!("renewed_by {renewed_by}, first listed {first}"), &format!("between {from} and {to}"));
    }
}

/// One agreement in two rows, it seems: of one agency, model and place, active at one time and signed within days of
/// each other.
fn repeated(record: &Record, findings: &mut Findings) {
    let mut seen: BTreeMap<(State, String, &str), Vec<Agreement>> = BTreeMap::new();
    for agreement in record.agreements().filter(|agreement| agreement.first_listed.is_some()) {
        let key = (agreement.state, slug(agreement.agency), agreement.model.code());
        let others = seen.entry(key).or_default();
        let same = |other: &&Agreement| {
            let near = agreement.signed.zip(other.signed).is_some_and(|(a, b)| a.since(b).abs() <= TWICE_DAYS);
            let together = [(&agreement, *other), (*other, &agreement)]
                .iter()
                .any(|(one, other)| one.first_listed.is_some_and(|first| other.is_active(first)));
            near && together && agreement.counties == other.counties
        };
        if let Some(other) = others.iter().find(same) {
            findings.subject = agreement.id.to_owned();
            let found = format!("active beside {}", other.id);
            findings.note(Class::Warning, &found, &format!("days of signing more than {TWICE_DAYS} apart"));
        }
        others.push(agreement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;

    const HEADER: &str = "id,state,agency,level,county,fips,model,status,signed,pending_from,first_listed,\
         last_listed,absent_since,ended,renewed_by";
    const LEE: &str = "FL-lee-TFM-2021-01-01,FL,Lee,county,Lee,12071,TFM,active,2021-01-01,,2021-01-12,2022-01-03,,,";

    /// The findings in a record of some rows.
    fn found(rows: &[&str]) -> Vec<String> {
        let text = format!("{HEADER}\n{}\n", rows.join("\n"));
        let record = Record::read(text.as_bytes()).unwrap();
        let gazetteer = Gazetteer::new([(Fips::new(12_071).unwrap(), "Lee"), (Fips::new(1_081).unwrap(), "Lee")]);
        let all = agreements(&record).into_iter().chain(file(&text, &record, &gazetteer));
        all.map(|finding| finding.to_string()).collect()
    }

    #[test]
    fn each_quirk_has_a_line() {
        // Lee's row with something changed.
        let check = |old: &str, new: &str, expected: &[&str]| assert_eq!(found(&[&LEE.replace(old, new)]), expected);
        check("", "", &[]);
        check(
            "FL-lee",
            "GA-lee",
            &["GA-lee-TFM-2021-01-01: found the id of another state, expected one that begins with FL-"],
        );
        check(
            "lee-TFM",
            "lee-WSO",
            &["FL-lee-WSO-2021-01-01: found the id of another model, expected one with -TFM- in it"],
        );
        let lee = |text: &str| format!("FL-lee-TFM-2021-01-01: found {text}");
        check(
            "2021-01-01,,",
            "2021-01-01,2021-02-01,",
            &[&lee("pending_from 2021-02-01, expected no later than first_listed 2021-01-12")],
        );
        check(
            "2022-01-03",
            "2021-01-11",
            &[&lee("first_listed 2021-01-12, expected no later than last_listed 2021-01-11")],
        );
        check("2022-01-03", "", &[&lee("one of first_listed and last_listed, expected both or neither")]);
        check(
            "active,2021-01-01,,2021-01-12,2022-01-03,,",
            "ended,2021-01-01,,2021-01-12,2022-01-03,,2022-01-02",
            &[&lee("last_listed 2022-01-03, expected no later than ended 2022-01-02")],
        );
        check("active,2021-01-01,,2021-01-12,2022-01-03,,", "ended,2021-01-01,,2021-01-12,2022-01-03,,2022-01-03", &[]);
        check("active,2021-01-01,,2021-01-12,2022-01-03,", "absent,2021-01-01,,2021-01-12,2022-01-03,2022-01-04", &[]);
        check("2022-01-03,", "2022-01-03,2022-01-04", &[&lee("status active, expected absent by its dates")]);
        check(
            "active,2021-01-01,,2021-01-12,2022-01-03,,",
            "ended,2021-01-01,,2021-01-12,2022-01-03,2022-01-04,2022-01-04",
            &[&lee("absent_since, expected none in what has ended or was never listed")],
        );
        check("active,2021-01-01", "active,1921-01-01", &[&lee("signed 1921-01-01, expected no day before 2002")]);
        check(
            "active,2021-01-01",
            "active,2021-04-14",
            &[
                "warning: FL-lee-TFM-2021-01-01: found signed 2021-04-14, expected no later than first_listed 2021-01-12",
            ],
        );
        check(
            "active,2021-01-01",
            "active,2021-04-15",
            &[&lee("signed 2021-04-15, expected no later than first_listed 2021-01-12")],
        );
        check("active", "ended", &[&lee("status ended, expected active by its dates")]);
        check("Lee,12071", "Lee,01081", &[&lee("fips 01081 in AL, expected counties of FL")]);
        check("Lee,12071", "Le,12071", &["row 2: found county \"Le\", expected \"Lee\", the names of the fips"]);
        check("Lee,12071", ",12999", &["row 2: found a fips of no county, expected codes of counties"]);
        check("county,Lee", "state,Lee", &[&lee("a state agency with a county, expected no county")]);
        check("FL,Lee", "FL,clerk@lee.gov", &["row 2: found @, expected no mail address and no mail gateway"]);
    }

    #[test]
    fn rows_stand_once_and_in_order() {
        let orange = LEE.replace("lee", "orange").replace("FL,Lee", "FL,Orange");
        assert_eq!(found(&[LEE, &orange]), Vec::<String>::new());
        assert_eq!(
            found(&[&orange, LEE]),
            [
                "row 2: found FL-orange-TFM-2021-01-01, expected FL-lee-TFM-2021-01-01: rows sorted by state, agency, model and signed"
            ]
        );
        let later = LEE.replace("2021-01-01", "2021-01-06");
        assert_eq!(
            found(&[LEE, &later]),
            [
                "warning: FL-lee-TFM-2021-01-06: found active beside FL-lee-TFM-2021-01-01, expected days of signing more than 31 apart"
            ]
        );
        let twice = LEE.replace("active,2021-01-01", "active,");
        assert_eq!(found(&[&twice, &twice]), ["FL-lee-TFM-2021-01-01: found an id met before, expected each id once"]);
    }

    #[test]
    fn a_renewal_follows_its_agreement() {
        let old = "FL-lee-TFM-2016-01-01,FL,Lee,county,Lee,12071,TFM,renewed,2016-01-01,,2021-01-12,2021-01-12,,2021-02-01,\
         FL-lee-TFM-2021-01-01";
        let check = |old: &str, first_listed: &str, expected: &[&str]| {
            assert_eq!(found(&[old, &LEE.replace("2021-01-12", first_listed)]), expected);
        };
        let lee = |text: &str| format!("FL-lee-TFM-2016-01-01: found {text}");
        check(old, "2021-01-12", &[]);
        check(
            old,
            "2021-04-03",
            &[&lee(
                "renewed_by FL-lee-TFM-2021-01-01, first listed 2021-04-03, expected between 2021-01-02 and 2021-04-02",
            )],
        );
        check(
            &old.replace("TFM-2021", "TFM-2020"),
            "2021-01-12",
            &[&lee("renewed_by FL-lee-TFM-2020-01-01, expected the id of another agreement of the record")],
        );
        check(&old.replace("renewed", "ended"), "2021-01-12", &[&lee("status ended, expected renewed by its dates")]);
        check(
            &old.replace("FL,Lee", "FL,LEESBURG"),
            "2021-01-12",
            &[
                &lee("renewed_by FL-lee-TFM-2021-01-01, expected one of the same state, agency and model"),
                "row 2: found FL-lee-TFM-2016-01-01, expected FL-lee-TFM-2021-01-01: rows sorted by state, agency, model and signed",
            ],
        );
        // A record's `renewed` without an id, and an id without an end.
        check(
            &old.replace(",FL-lee-TFM-2021-01-01", ","),
            "2021-01-12",
            &[&lee("renewed_by , expected the id of another agreement of the record")],
        );
        check(
            &old.replace("2021-02-01,FL", ",FL"),
            "2021-01-12",
            &[
                &lee("status renewed, expected active by its dates"),
                &lee("renewed_by without ended, expected the day from which it was no longer listed"),
            ],
        );
    }
}
