//! Agencies in process: which agreement each of them turned into, and which of them never got so far.
//!
//! Source: ICE's lists of pending agencies, which print neither day nor document. What they respell is joined by the
//! rules that join agreements; nobody's place on a list of pending agencies is dropped.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::{Fips, Gazetteer};

use super::draft::{Agency, draft};
use super::join::Identities;
use super::name::{alike, core, fold, reworded};
use super::rules::{MOVED_DAYS, RESPELT_DAYS, Rule};
use super::thread::{Body, Thread};
use crate::roster::import::locate::locate;
use crate::roster::import::log::Log;
use crate::roster::import::sighting::Archive;
use crate::roster::record::agreement::{Draft, Level, Model, Status};

/// An agreement that lists carried, with the agency that has it now and every agency under whose name they did.
pub(super) struct Listed {
    pub body: Body,
    pub names: BTreeSet<Body>,
    pub agreement: Draft,
}

/// An agency in process for a model: the numbers of the pending lists that carried it, and what they printed last.
#[derive(Clone, Default)]
struct Waiting {
    lists: BTreeSet<usize>,
    name: String,
    level: Option<Level>,
    county: Option<String>,
}

/// What is waiting, by agency and model.
type Queue = BTreeMap<(Body, Model), Waiting>;

/// Gives agreements the day from which they were pending; what was pending and never listed becomes a row of its own.
pub(super) fn add(
    listed: &mut Vec<Listed>,
    identities: &Identities,
    agencies: &BTreeMap<Body, Agency>,
    pending: &Archive,
    gazetteer: &Gazetteer,
    log: &mut Log,
) {
    listed
        .sort_by(|a, b| (a.agreement.first_listed, &a.agreement.id).cmp(&(b.agreement.first_listed, &b.agreement.id)));
    let mut queue = queue(identities, pending);
    Respelling { listed, pending, gazetteer, together: together(&queue) }.join(&mut queue, log);
    for ((body, model), mut waiting) in queue {
        let mut own: Vec<&mut Draft> = listed
            .iter_mut()
            .filter(|one| one.agreement.model == model && one.names.contains(&body))
            .map(|one| &mut one.agreement)
            .collect();
        turn(&mut own, &mut waiting.lists, pending);
        let (Some(first), Some(last)) = (waiting.lists.first(), waiting.lists.last()) else { continue };
        let thread = Thread::pending(body.clone(), waiting.name, model, waiting.lists.iter().copied().collect());
        let mut agreement = draft(&thread, identities, agencies, pending, gazetteer, log);
        agreement.id = agreement.id.replace("-undated", "-pending");
        agreement.pending_from = pending.date(*first);
        agreement.ended = pending.date(*last + 1);
        agreement.status = if agreement.ended.is_some() { Status::Ended } else { Status::Pending };
        listed.push(Listed { names: BTreeSet::from([body.clone()]), body, agreement });
    }
}

fn queue(identities: &Identities, pending: &Archive) -> Queue {
    let mut queue = Queue::new();
    let mut rows: Vec<_> = pending.rows.iter().collect();
    rows.sort_by_key(|(_, lists)| lists.last());
    for (row, lists) in rows {
        let body = identities.current(&(row.state, fold(&row.agency)));
        let waiting = queue.entry((body, row.model)).or_default();
        waiting.lists.extend(lists);
        waiting.name.clone_from(&row.agency);
        waiting.level = row.level.or(waiting.level);
        waiting.county = row.county.clone().or(waiting.county.take());
    }
    queue
}

/// The lists that carried each agency, whatever the model.
fn together(queue: &Queue) -> BTreeMap<Body, BTreeSet<usize>> {
    let mut lists: BTreeMap<Body, BTreeSet<usize>> = BTreeMap::new();
    for ((body, _), waiting) in queue {
        lists.entry(body.clone()).or_default().extend(&waiting.lists);
    }
    lists
}

/// Each run of lists that carried an agency was the wait for its next agreement, `own` being in the order of their
/// listing. A run that began after the last of them is left in `lists`, unless that was in force: ICE may strike a row
/// some days late.
fn turn(own: &mut [&mut Draft], lists: &mut BTreeSet<usize>, pending: &Archive) {
    let in_force = |own: &[&mut Draft], list: usize| {
        pending.date(list).is_some_and(|day| own.iter().any(|draft| draft.agreement().is_active(day)))
    };
    let numbers: Vec<usize> = lists.iter().copied().collect();
    for run in numbers.chunk_by(|one, next| one + 1 == *next) {
        let Some(from) = run.first().and_then(|list| pending.date(*list)) else { continue };
        let next = own.iter_mut().find(|agreement| agreement.first_listed.is_some_and(|first| from <= first));
        let first = next.and_then(|agreement| {
            agreement.pending_from = agreement.pending_from.or(Some(from));
            agreement.first_listed
        });
        // Without a next agreement the whole run is left.
        let waits = |list: usize| pending.date(list) > first && !in_force(own, list);
        lists.retain(|list| !run.contains(list) || waits(*list));
    }
}

/// Joins what is waiting under a name that nothing was listed under to what came after it under another.
struct Respelling<'a> {
    listed: &'a [Listed],
    pending: &'a Archive,
    gazetteer: &'a Gazetteer,
    together: BTreeMap<Body, BTreeSet<usize>>,
}

impl Respelling<'_> {
    fn join(&self, queue: &mut Queue, log: &mut Log) {
        let unlisted = |(body, model): &&(Body, Model)| {
            !self.listed.iter().any(|one| one.agreement.model == *model && one.names.contains(body))
        };
        let mut left: Vec<(Body, Model)> = queue.keys().filter(unlisted).cloned().collect();
        // The first to wait first, so that what was respelt twice is found at its last spelling.
        left.sort_by_key(|key| queue.get(key).and_then(|waiting| waiting.lists.first().copied()));
        for key in left {
            let Some(waiting) = queue.get(&key) else { continue };
            let mut found: Vec<(Body, Rule)> = self.after(&key, waiting, queue);
            found.dedup_by(|one, other| one.0 == other.0);
            let [(body, rule)] = found.as_slice() else { continue };
            let list = waiting.lists.last().map_or("", |list| self.pending.name(*list));
            let was = format!("{} {}", key.0.0.postal(), waiting.name);
            let later = (body.clone(), key.1);
            let Some(joined) = queue.remove(&key) else { continue };
            let name = self.name(&later, queue).unwrap_or_else(|| joined.name.clone());
            log.note(list, 0, "pending_from", &was, &format!("{} {name}: {}", body.0.postal(), rule.words()));
            let into = queue.entry(later).or_insert_with(|| Waiting { name, ..Waiting::default() });
            into.lists.extend(joined.lists);
        }
    }

    /// The bodies that an agency in process may have turned into, in order, each with the rule.
    fn after(&self, key: &(Body, Model), waiting: &Waiting, queue: &Queue) -> Vec<(Body, Rule)> {
        let (Some(first), Some(last)) = (waiting.lists.first(), waiting.lists.last()) else { return Vec::new() };
        // What still waits has turned into nothing.
        let (Some(from), Some(gone)) = (self.pending.date(*first), self.pending.date(last + 1)) else {
            return Vec::new();
        };
        let candidates = self.listed.iter().filter(|one| one.agreement.model == key.1).map(|one| {
            let (agreement, counties) = (&one.agreement, one.agreement.counties.clone());
            (&one.body, agreement.agency.as_str(), agreement.first_listed, counties)
        });
        let others = queue.iter().filter(|((_, model), _)| *model == key.1).map(|((body, _), other)| {
            let day = other.lists.first().and_then(|list| self.pending.date(*list));
            (body, other.name.as_str(), day, self.counties(body, other))
        });
        let counties = self.counties(&key.0, waiting);
        let found = candidates.chain(others).filter_map(|(body, name, day, theirs)| {
            let days = day.filter(|day| *day > from)?.since(gone);
            let rule = self.rule((&key.0, waiting, &counties), (body, name, &theirs), days)?;
            Some((body.clone(), rule))
        });
        let mut found: Vec<(Body, Rule)> = found.filter(|(body, _)| *body != key.0).collect();
        found.sort();
        found
    }

    /// The rule by which a later name is that of an agency in process; `days` from the first list without the one to
    /// the other.
    fn rule(&self, old: (&Body, &Waiting, &[Fips]), new: (&Body, &str, &[Fips]), days: i32) -> Option<Rule> {
        let ((body, waiting, counties), (later, name, theirs)) = (old, new);
        if body.0 != later.0 {
            // Without a day there must be more than a name: a county that the first state has not.
            let misplaced = waiting.level == Some(Level::County) && counties.is_empty() && !theirs.is_empty();
            return (body.1 == later.1 && misplaced && days <= MOVED_DAYS).then_some(Rule::WrongState);
        }
        let apart = !counties.is_empty() && !theirs.is_empty() && counties != theirs;
        let lists = |body: &Body| self.together.get(body);
        let together = lists(body).zip(lists(later)).is_some_and(|(one, other)| !one.is_disjoint(other));
        if days > RESPELT_DAYS || apart || together {
            return None;
        }
        let worded = core(&body.1, body.0) == core(&later.1, later.0) || reworded(&waiting.name, name, body.0);
        match alike(&body.1, &later.1) {
            true => Some(Rule::Spelling),
            false => worded.then_some(Rule::Wording),
        }
    }

    fn counties(&self, body: &Body, waiting: &Waiting) -> Vec<Fips> {
        locate(self.gazetteer, body.0, &waiting.name, waiting.level, waiting.county.as_deref()).counties
    }

    /// The name under which a body is listed, or waits.
    fn name(&self, key: &(Body, Model), queue: &Queue) -> Option<String> {
        let listed = self.listed.iter().find(|one| one.body == key.0).map(|one| one.agreement.agency.clone());
        listed.or_else(|| queue.get(key).map(|waiting| waiting.name.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::identity::history;
    use crate::roster::import::cell::Cell;
    use crate::roster::import::issue::Issue;
    use crate::roster::import::list::List;

    /// Lists of rows `agency` or `STATE: agency`, county sheriffs' with a task-force agreement; a participating row
    /// ends in its day.
    fn archive(lists: &[(&str, &[&str])], participating: bool) -> Archive {
        let mut head = vec!["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"];
        head.extend(participating.then_some("SIGNED"));
        Archive::new(lists.iter().map(|(name, rows)| {
            let mut sheet = vec![head.iter().map(|head| Cell::new(*head)).collect::<Vec<Cell>>()];
            for row in *rows {
                let (state, row) = row.split_once(": ").unwrap_or(("FLORIDA", row));
                let (agency, day) = row.split_once(" | ").unwrap_or((row, ""));
                let county = agency.split(" Sheriff").next().filter(|county| county.ends_with("County"));
                let level = if county.is_some() { "County" } else { "Municipality" };
                let mut cells = vec![state, agency, level, county.unwrap_or_default(), "Task Force Model"];
                cells.extend(participating.then_some(day));
                sheet.push(cells.into_iter().map(Cell::new).collect());
            }
            List::read(name, Issue::from_name(name).unwrap(), &sheet, &mut Log::default()).unwrap()
        }))
    }

    /// Every agreement as `id pending_from status`, made of pending lists and of participating ones.
    fn check(pending: &[(&str, &[&str])], participating: &[(&str, &[&str])], expected: &[&str]) {
        let counties = [(12_071, "Lee"), (12_073, "Leon"), (45_055, "Kershaw")];
        let gazetteer = Gazetteer::new(counties.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        let (participating, pending) = (archive(participating, true), archive(pending, false));
        let record = history::record(&participating, &pending, &gazetteer, &mut Log::default());
        let told = record.agreements().map(|one| {
            let from = one.pending_from.map_or("-".to_owned(), |from| from.to_string());
            format!("{} {from} {}", one.id, one.status.code())
        });
        assert_eq!(told.collect::<Vec<String>>(), expected);
    }

    const OTHER: &str = "Ocala Police Department";
    const EARLY: (&str, &[&str]) = ("2025-03-01", &["Ocala Police Department | 2025-02-01"]);
    const OCALA: &str = "FL-ocala-police-department-TFM-2025-02-01 - active";

    #[test]
    fn what_waited_is_the_agreements_beginning() {
        let listed: &[&str] = &["Ocala Police Department | 2025-02-01", "Apopka Police Department | 2025-04-14"];
        let apopka = "FL-apopka-police-department-TFM-2025-04-14 2025-03-20 active";
        let lists = |name: &'static str| [("2025-03-20", [name]), ("2025-04-10", [OTHER])];
        let turn = |name, expected: &[&str]| {
            let lists = lists(name);
            let lists: Vec<(&str, &[&str])> = lists.iter().map(|(day, rows)| (*day, rows.as_slice())).collect();
            check(&lists, &[EARLY, ("2025-04-15", listed)], expected);
        };
        turn("Apopka Police Department", &[apopka, OCALA]);
        turn("Apopka Polce Department", &[apopka, OCALA]);
        turn("City of Apopka Police Department, FL", &[apopka, OCALA]);
        turn(
            "Arcadia Police Department",
            &[
                "FL-apopka-police-department-TFM-2025-04-14 - active",
                "FL-arcadia-police-department-TFM-pending 2025-03-20 ended",
                OCALA,
            ],
        );
    }

    #[test]
    fn a_name_spelt_twice_waits_once() {
        let pending: &[(&str, &[&str])] = &[
            ("2025-03-20", &["Apopka Polce Department"]),
            ("2025-04-10", &["Apopka Police Department"]),
            ("2025-04-20", &[OTHER]),
        ];
        check(pending, &[EARLY], &["FL-apopka-police-department-TFM-pending 2025-03-20 ended", OCALA]);
        // Two that waited together are two, and so are two counties.
        let together: &[(&str, &[&str])] = &[
            ("2025-03-20", &["Apopka Polce Department"]),
            ("2025-04-10", &["Apopka Polce Department", "Apopka Police Department"]),
            ("2025-04-20", &["Lee County Sheriff's Office"]),
            ("2025-04-30", &["Leon County Sheriff's Office"]),
        ];
        check(
            together,
            &[EARLY],
            &[
                "FL-apopka-polce-department-TFM-pending 2025-03-20 ended",
                "FL-apopka-police-department-TFM-pending 2025-04-10 ended",
                "FL-lee-county-sheriffs-office-TFM-pending 2025-04-20 ended",
                "FL-leon-county-sheriffs-office-TFM-pending 2025-04-30 pending",
                OCALA,
            ],
        );
    }

    #[test]
    fn a_county_that_its_state_has_not_is_another_states() {
        let kershaw = "SOUTH CAROLINA: Kershaw County Sheriff's Office | 2025-04-10";
        let lists: &[(&str, &[&str])] =
            &[("2025-04-03", &["Kershaw County Sheriff's Office"]), ("2025-04-08", &[OTHER])];
        let listed: &[&str] = &["Ocala Police Department | 2025-02-01", kershaw];
        check(
            lists,
            &[EARLY, ("2025-04-30", listed)],
            &[OCALA, "SC-kershaw-county-sheriffs-office-TFM-2025-04-10 2025-04-03 active"],
        );
    }

    #[test]
    fn a_renewal_waits_while_the_older_agreement_is_in_force() {
        let (old, new) = ("Ocala Police Department | 2025-02-01", "Ocala Police Department | 2025-06-01");
        check(
            &[
                ("2025-02-20", &[OTHER]),
                ("2025-04-20", &["Apopka"]),
                ("2025-05-20", &[OTHER]),
                ("2025-06-20", &["Apopka"]),
            ],
            &[EARLY, ("2025-06-02", &[old, new]), ("2025-06-10", &[new]), ("2025-07-10", &[new])],
            &[
                "FL-apopka-TFM-pending 2025-04-20 pending",
                "FL-ocala-police-department-TFM-2025-02-01 2025-02-20 renewed",
                "FL-ocala-police-department-TFM-2025-06-01 2025-05-20 active",
            ],
        );
    }
}
