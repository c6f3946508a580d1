//! From an archive of lists to the record: each agreement once, with the lists that first and last carried it, what it
//! was before, and what took over.
//!
//! Which rows are one agreement is the business of [`join`](super::join). It opens no file, and what it corrects or
//! cannot place goes to the log.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::place::Gazetteer;

use super::draft::{agencies, draft};
use super::join::{Identities, identify};
use super::name::fold;
use super::pending::{self, Listed};
use super::rules::{ABSENCE_DAYS, FINAL_DAYS, FINAL_LISTS, followed};
use super::thread::{Body, Thread};
use crate::roster::import::list::{Entry, List};
use crate::roster::import::locate::locate;
use crate::roster::import::log::Log;
use crate::roster::import::sighting::Archive;
use crate::roster::record::Record;
use crate::roster::record::agreement::{Draft, Status, id};

/// Makes the record of an archive.
pub fn record(participating: &Archive, pending: &Archive, gazetteer: &Gazetteer, log: &mut Log) -> Record {
    record_as(&identify(participating, gazetteer), participating, pending, gazetteer, log)
}

/// Makes the record of an archive whose agreements are told apart already.
pub fn record_as(
    identities: &Identities,
    participating: &Archive,
    pending: &Archive,
    gazetteer: &Gazetteer,
    log: &mut Log,
) -> Record {
    let agencies = agencies(identities, [pending, participating]);
    let mut listed: Vec<Listed> = Vec::new();
    for thread in &identities.threads {
        note_joins(thread, participating, log);
        let body = identities.current(&thread.body);
        let printed = thread.rows.iter().map(|row| identities.current(&(row.state, fold(&row.agency))));
        let names: BTreeSet<Body> = printed.chain([body.clone()]).collect();
        let spells = spells(&thread.lists, participating);
        let draft = draft(thread, identities, &agencies, participating, gazetteer, log);
        if let Some(spell) = spells.last().filter(|spell| spell.absent_since.is_some()) {
            let n_lists = participating.lists.len().saturating_sub(spell.last + 1);
            let made = format!("not on the last {n_lists} of the lists: no longer listed when not on {FINAL_LISTS}");
            log.note(participating.name(spell.last + 1), 0, "absent_since", &draft.id, &made);
        }
        for (n, spell) in spells.iter().enumerate() {
            let mut agreement = draft.clone();
            if n > 0 {
                // An agreement that came back after more than a gap: the same words, a spell of its own.
                agreement.id = format!("{}-{}", draft.id, n + 1);
            }
            agreement.first_listed = participating.date(spell.first);
            agreement.last_listed = participating.date(spell.last);
            (agreement.absent_since, agreement.ended) = (spell.absent_since, spell.ended);
            agreement.status = match (spell.absent_since, spell.ended) {
                (_, Some(_)) => Status::Ended,
                (Some(_), None) => Status::Absent,
                (None, None) => Status::Active,
            };
            listed.push(Listed { body: body.clone(), names: names.clone(), agreement });
        }
    }
    renew(&mut listed, log);
    pending::add(&mut listed, identities, &agencies, pending, gazetteer, log);
    Record::new(&listed.into_iter().map(|one| one.agreement).collect::<Vec<_>>())
}

/// The rows and joins behind an agreement of the record, by its `id`; `None` when no list of participating agencies
/// carried it.
pub fn thread(participating: &Archive, gazetteer: &Gazetteer, wanted: &str) -> Option<Thread> {
    let identities = identify(participating, gazetteer);
    let thread = identities.threads.iter().find(|thread| {
        let body = identities.current(&thread.body);
        let name = identities.name(&body).unwrap_or(&thread.agency);
        let id = id(body.0, name, thread.model, thread.signed);
        // A second spell has a number behind the same id.
        let spell = wanted.strip_prefix(&id).and_then(|rest| rest.strip_prefix('-'));
        wanted == id || spell.is_some_and(|spell| spell.bytes().all(|byte| byte.is_ascii_digit()))
    });
    thread.cloned()
}

/// The record of one list alone, participating or pending, as though all its rows were in force from its day: how a
/// single list is counted.
pub fn record_of(list: &List, gazetteer: &Gazetteer) -> Record {
    let agreement = |entry: &Entry| Draft {
        id: id(entry.state, &entry.row.agency, entry.model, entry.row.signed),
        state: entry.state,
        agency: entry.row.agency.clone(),
        level: entry.row.level,
        counties: locate(gazetteer, entry.state, &entry.row.agency, entry.row.level, entry.row.county.as_deref())
            .counties,
        model: entry.model,
        status: Status::Active,
        signed: entry.row.signed,
        pending_from: None,
        first_listed: Some(list.issue.date),
        last_listed: Some(list.issue.date),
        absent_since: None,
        ended: None,
        renewed_by: None,
        document: entry.row.document.clone(),
    };
    Record::new(&list.entries().iter().map(agreement).collect::<Vec<_>>())
}

/// A stretch of lists that carried an agreement, gaps that closed again included.
#[derive(Debug, PartialEq, Eq)]
struct Spell {
    first: usize,
    last: usize,
    absent_since: Option<Date>,
    ended: Option<Date>,
}

impl Spell {
    fn on(list: usize) -> Spell {
        Spell { first: list, last: list, absent_since: None, ended: None }
    }
}

/// The spells in which an agreement was listed. `seen` are the numbers of the lists that carried it, in order.
fn spells(seen: &[usize], archive: &Archive) -> Vec<Spell> {
    let date = |list: usize| archive.date(list);
    let mut spells: Vec<Spell> = Vec::new();
    for &list in seen {
        match spells.last_mut() {
            Some(spell) => {
                let missed = date(spell.last + 1).filter(|_| spell.last + 1 < list);
                let absent = missed.zip(date(list)).map_or(0, |(from, to)| to.since(from));
                if absent <= ABSENCE_DAYS {
                    spell.last = list;
                } else {
                    spell.ended = missed;
                    spells.push(Spell::on(list));
                }
            }
            None => spells.push(Spell::on(list)),
        }
    }
    if let Some(spell) = spells.last_mut() {
        let without = archive.lists.len().saturating_sub(spell.last + 1);
        let missed = date(spell.last + 1);
        let days = missed.zip(archive.lists.last()).map_or(0, |(from, last)| last.issue.date.since(from));
        if without >= FINAL_LISTS || days >= FINAL_DAYS {
            spell.ended = missed;
        } else {
            spell.absent_since = missed;
        }
    }
    spells
}

/// Every join of an agreement, for the log: what was printed, what stands, and by which rule.
fn note_joins(thread: &Thread, archive: &Archive, log: &mut Log) {
    let day = |day: Option<Date>| day.map_or("no day".to_owned(), |day| day.to_string());
    for join in &thread.joins {
        let rule = join.rule.words();
        let list = archive.name(join.list);
        if join.agency != thread.agency || join.state != thread.body.0 {
            let found = format!("{} {}", join.state.postal(), join.agency);
            log.note(list, 0, "agency", &found, &format!("{} {}: {rule}", thread.body.0.postal(), thread.agency));
        }
        if join.signed != thread.signed {
            let found =
                format!("{} {} {} {}", thread.body.0.postal(), thread.agency, thread.model.code(), day(join.signed));
            log.note(list, 0, "signed", &found, &format!("{}: {rule}", day(thread.signed)));
        }
    }
}

/// Names what took over from agreements that are no longer listed: a later one of the same agency and model. One of
/// another model is noted.
fn renew(listed: &mut [Listed], log: &mut Log) {
    let mut successors: Vec<(usize, String)> = Vec::new();
    for (index, Listed { body, agreement: old, .. }) in listed.iter().enumerate() {
        let Some(ended) = old.ended else { continue };
        let follows = |new: &Draft| followed(&old.agreement(), &new.agreement());
        let of_body =
            || listed.iter().filter(|new| new.body == *body && follows(&new.agreement)).map(|new| &new.agreement);
        let same = of_body().filter(|new| new.model == old.model).min_by_key(|new| new.first_listed);
        if let Some(new) = same {
            successors.push((index, new.id.clone()));
        } else if let Some(new) = of_body().min_by_key(|new| new.first_listed) {
            log.note(&ended.to_string(), 0, "ended", &old.id, &format!("switched to {}", new.id));
        }
    }
    for (index, successor) in successors {
        if let Some(Listed { agreement: old, .. }) = listed.get_mut(index) {
            old.status = Status::Renewed;
            old.renewed_by = Some(successor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::cell::Cell;
    use crate::roster::import::issue::Issue;
    use crate::roster::import::list::List as Read;

    /// Lists of Florida's rows `agency | model | day`.
    fn archive(lists: &[(&str, &[&str])]) -> Archive {
        let head = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED"];
        Archive::new(lists.iter().map(|(name, rows)| {
            let mut sheet = vec![head.map(Cell::new).to_vec()];
            for row in *rows {
                let [agency, model, day] = row.split(" | ").collect::<Vec<&str>>().try_into().unwrap();
                sheet.push(["FLORIDA", agency, "Municipality", model, day].map(Cell::new).to_vec());
            }
            Read::read(name, Issue::from_name(name).unwrap(), &sheet, &mut Log::default()).unwrap()
        }))
    }

    /// Every agreement but the one that stands on all lists, with the days of its listing, of its absence and of its
    /// end, and what the log says of absences and ends.
    fn check(lists: &[(&str, &[&str])], expected: &[&str]) {
        let mut log = Log::default();
        let record = record(&archive(lists), &Archive::default(), &Gazetteer::new([]), &mut log);
        let date = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
        let told = record.agreements().filter(|one| !one.id.contains("ocala")).map(|one| {
            let days = [one.first_listed, one.last_listed, one.gone()].map(date).join(" ");
            let later = one.renewed_by.map_or(String::new(), |later| format!(" by {later}"));
            format!("{} {} {days}{later}", one.id, one.status.code())
        });
        let ends = log.entries().iter().filter(|entry| ["ended", "absent_since"].contains(&entry.column.as_str()));
        let told: Vec<String> = told.chain(ends.map(|entry| format!("log: {} {}", entry.found, entry.made))).collect();
        assert_eq!(told, expected);
    }

    const ALL: &str = "Ocala Police Department | Task Force Model | 2025-01-02";
    const A: &str = "Apopka | Task Force Model | 2025-02-01";

    #[test]
    fn an_absence_ends_an_agreement_when_it_lasts() {
        // Back on the 60th day after the first list without it, and on the 61st.
        check(
            &[("2025-03-01", &[ALL, A]), ("2025-03-10", &[ALL]), ("2025-05-09", &[ALL, A])],
            &["FL-apopka-TFM-2025-02-01 active 2025-03-01 2025-05-09 -"],
        );
        check(
            &[("2025-03-01", &[ALL, A]), ("2025-03-10", &[ALL]), ("2025-05-10", &[ALL, A])],
            &[
                "FL-apopka-TFM-2025-02-01 ended 2025-03-01 2025-03-01 2025-03-10",
                "FL-apopka-TFM-2025-02-01-2 active 2025-05-10 2025-05-10 -",
            ],
        );
    }

    #[test]
    fn at_the_end_it_takes_three_lists_or_three_weeks() {
        let absent = "FL-apopka-TFM-2025-02-01 absent 2025-03-01 2025-03-01 2025-03-02";
        let flagged = |n: usize| {
            format!("log: FL-apopka-TFM-2025-02-01 not on the last {n} of the lists: no longer listed when not on 3")
        };
        let ended = "FL-apopka-TFM-2025-02-01 ended 2025-03-01 2025-03-01 2025-03-02";
        let lists = |days: &[&'static str]| -> Vec<(&'static str, &'static [&'static str])> {
            let without = days.iter().map(|day| (*day, [ALL].as_slice()));
            [("2025-03-01", [ALL, A].as_slice())].into_iter().chain(without).collect()
        };
        check(&lists(&["2025-03-02", "2025-03-22"]), &[absent, &flagged(2)]);
        check(&lists(&["2025-03-02", "2025-03-23"]), &[ended]);
        check(&lists(&["2025-03-02", "2025-03-03", "2025-03-04"]), &[ended]);
    }

    #[test]
    fn what_took_over_was_listed_near_the_end() {
        let turn = |later: &'static str, days: [&'static str; 4], expected: &[&str]| {
            let gone: &[&str] = &[ALL];
            let both: &[&str] = &[ALL, A, later];
            let new: &[&str] = &[ALL, later];
            let lists: Vec<(&str, &[&str])> = match days[3] {
                // The later one is there before the older one leaves, or after.
                "before" => vec![(days[0], &[ALL, A]), (days[1], both), (days[2], new)],
                last => vec![(days[0], &[ALL, A]), (days[1], gone), (days[2], new), (last, new)],
            };
            check(&lists, expected);
        };
        let same = "Apopka | Task Force Model | 2025-06-01";
        let other = "Apopka | Warrant Service Officer | 2025-06-01";
        let old = |rest: &str| format!("FL-apopka-TFM-2025-02-01 {rest}");
        turn(
            same,
            ["2025-03-01", "2025-06-01", "2025-07-31", "2025-08-30"],
            &[
                &old("renewed 2025-03-01 2025-03-01 2025-06-01 by FL-apopka-TFM-2025-06-01"),
                "FL-apopka-TFM-2025-06-01 active 2025-07-31 2025-08-30 -",
            ],
        );
        turn(
            same,
            ["2025-03-01", "2025-06-01", "2025-08-01", "2025-08-30"],
            &[
                &old("ended 2025-03-01 2025-03-01 2025-06-01"),
                "FL-apopka-TFM-2025-06-01 active 2025-08-01 2025-08-30 -",
            ],
        );
        turn(
            other,
            ["2025-03-01", "2025-06-01", "2025-06-30", "before"],
            &[
                &old("absent 2025-03-01 2025-06-01 2025-06-30"),
                "FL-apopka-WSO-2025-06-01 active 2025-06-01 2025-06-30 -",
                "log: FL-apopka-TFM-2025-02-01 not on the last 1 of the lists: no longer listed when not on 3",
            ],
        );
        turn(
            other,
            ["2025-03-01", "2025-06-01", "2025-06-30", "2025-07-31"],
            &[
                &old("ended 2025-03-01 2025-03-01 2025-06-01"),
                "FL-apopka-WSO-2025-06-01 active 2025-06-30 2025-07-31 -",
                "log: FL-apopka-TFM-2025-02-01 switched to FL-apopka-WSO-2025-06-01",
            ],
        );
        // First listed at most 30 days before the older one left.
        let overlap = |first: &'static str, expected: &[&str]| {
            let lists: [(&str, &[&str]); 5] = [
                ("2025-03-01", &[ALL, A]),
                (first, &[ALL, A, same]),
                ("2025-07-01", &[ALL, same]),
                ("2025-07-02", &[ALL, same]),
                ("2025-07-03", &[ALL, same]),
            ];
            check(&lists, expected);
        };
        overlap(
            "2025-06-01",
            &[
                &old("renewed 2025-03-01 2025-06-01 2025-07-01 by FL-apopka-TFM-2025-06-01"),
                "FL-apopka-TFM-2025-06-01 active 2025-06-01 2025-07-03 -",
            ],
        );
        overlap(
            "2025-05-31",
            &[
                &old("ended 2025-03-01 2025-05-31 2025-07-01"),
                "FL-apopka-TFM-2025-06-01 active 2025-05-31 2025-07-03 -",
            ],
        );
    }
}
