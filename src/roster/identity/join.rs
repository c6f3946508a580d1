//! Which printed rows are one agreement, and which names are one agency, whatever ICE typed.
//!
//! Rules run in order, each only where a single candidate remains; each join is kept with its rule, so that anyone can
//! ask why. Nothing is joined by a shared document alone, nor by likeness alone: Baker and Lake County, Melbourne and
//! Melbourne Beach, Mahanoy City and Mahanoy Township are all real.

use std::collections::{BTreeMap, BTreeSet};

use super::grounds::{Grounds, worded_alike};
use super::name::{alike, core, fold, mangled};
use super::rules::{CORRECTION_DAYS, RESPELT_DAYS, Rule, possible_year, took_over};
use super::thread::{Body, Join, Thread};
use crate::date::Date;
use crate::place::Gazetteer;
use crate::roster::import::cell::only;
use crate::roster::import::sighting::{Archive, Printed};
use crate::roster::record::agreement::Model;

/// All agreements of an archive, and the agencies that are one under several names.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    /// The agreements, in no particular order.
    pub threads: Vec<Thread>,
    /// Where an agency goes by another name now: from the old one to the new.
    renamed: BTreeMap<Body, Body>,
    /// The name of each agency as last printed, with the list.
    names: BTreeMap<Body, (usize, String)>,
}

impl Identities {
    /// The agency that a body is called now.
    pub fn current(&self, body: &Body) -> Body {
        let mut body = body;
        // A chain of new names has no circle: each is older than the next. Its length bounds the walk all the same.
        for _ in 0..self.renamed.len() {
            match self.renamed.get(body) {
                Some(next) => body = next,
                None => break,
            }
        }
        body.clone()
    }

    /// The name of an agency as last printed.
    pub fn name(&self, body: &Body) -> Option<&str> {
        self.names.get(&self.current(body)).map(|(_, name)| name.as_str())
    }
}

/// Joins the rows of an archive into agreements.
pub fn identify(archive: &Archive, gazetteer: &Gazetteer) -> Identities {
    let mut joiner = Joiner::new(archive, gazetteer);
    joiner.possible_years();
    joiner.double_listings();
    for rule in [Rule::SameDocument, Rule::Spelling, Rule::Wording] {
        joiner.successions(rule);
        joiner.renamed_twins();
    }
    joiner.double_listings();
    joiner.stand_ins();
    joiner.successions(Rule::Relabelled);
    joiner.successions(Rule::CorrectedDay);
    joiner.successions(Rule::WrongState);
    joiner.renewals();
    joiner.finish()
}

struct Joiner<'a> {
    archive: &'a Archive,
    grounds: Grounds<'a>,
    /// `None` where a thread was joined to another.
    threads: Vec<Option<Thread>>,
    identities: Identities,
}

impl<'a> Joiner<'a> {
    /// Rule 1: the same name after folding, model and day are one agreement, whatever the absence between.
    fn new(archive: &'a Archive, gazetteer: &'a Gazetteer) -> Joiner<'a> {
        let mut threads: BTreeMap<(Body, Model, Option<Date>), Thread> = BTreeMap::new();
        let mut names: BTreeMap<Body, (usize, String)> = BTreeMap::new();
        let mut listed: BTreeMap<Body, BTreeSet<usize>> = BTreeMap::new();
        // By the last list that carried a row, so that what was printed last stands.
        let mut rows: Vec<(&Printed, &Vec<usize>)> = archive.rows.iter().collect();
        rows.sort_by_key(|(_, numbers)| numbers.last());
        for (row, numbers) in rows {
            let body = (row.state, fold(&row.agency));
            let last = numbers.last().copied().unwrap_or_default();
            listed.entry(body.clone()).or_default().extend(numbers);
            names.insert(body.clone(), (last, row.agency.clone()));
            let thread = threads.entry((body.clone(), row.model, row.signed)).or_insert_with(|| Thread {
                signed: row.signed,
                ..Thread::pending(body, String::new(), row.model, Vec::new())
            });
            thread.agency.clone_from(&row.agency);
            thread.level = row.level.or(thread.level);
            thread.county = row.county.clone().or(thread.county.take());
            thread.document = row.document.clone().or(thread.document.take());
            thread.documents.extend(row.document.clone());
            thread.rows.push(row.clone());
            thread.lists.extend(numbers);
        }
        let mut threads: Vec<Thread> = threads.into_values().collect();
        for thread in &mut threads {
            thread.lists.sort_unstable();
            thread.lists.dedup();
        }
        let identities = Identities { names, ..Identities::default() };
        let grounds = Grounds { archive, gazetteer, listed };
        Joiner { archive, grounds, threads: threads.into_iter().map(Some).collect(), identities }
    }

    /// A year that cannot be, or that is a year or ten early while month and day fall in the 60 days before the first
    /// listing, becomes the year of the first listing. A year that a linked text bears in its name is no slip: lists of
    /// 2021 were months apart.
    fn possible_years(&mut self) {
        for thread in self.threads.iter_mut().flatten() {
            let Some((signed, list)) = thread.signed.zip(thread.lists.first().copied()) else { continue };
            let Some(listed) = self.archive.date(list) else { continue };
            let year = signed.ymd().0.to_string();
            let borne =
                thread.documents.iter().any(|text| text.rsplit('/').next().is_some_and(|name| name.contains(&year)));
            let Some(corrected) = possible_year(signed, listed).filter(|_| !borne) else { continue };
            let (state, agency) = (thread.body.0, thread.agency.clone());
            thread.joins.push(Join { rule: Rule::ImpossibleYear, state, agency, signed: thread.signed, list });
            thread.signed = Some(corrected);
        }
        // The same day may stand in a row of its own.
        self.join_pairs(Rule::ImpossibleYear, |one, other| one.body == other.body && one.signed == other.signed);
    }

    /// Rule 2, and what rule 1 left: an agreement under two days on one list.
    fn double_listings(&mut self) {
        let bodies = self.threads.iter().flatten().map(|thread| thread.body.clone());
        let cores: BTreeMap<Body, Vec<String>> = bodies.map(|body| (body.clone(), core(&body.1, body.0))).collect();
        self.join_pairs(Rule::DoubleListing, |one, other| {
            let close = match (one.signed, other.signed) {
                (Some(a), Some(b)) => a.since(b).abs() <= CORRECTION_DAYS,
                _ => false,
            };
            let text = || !one.documents.is_disjoint(&other.documents);
            let body = || one.body == other.body || cores.get(&one.body) == cores.get(&other.body);
            (close || text()) && one.shares_a_list(other) && body()
        });
    }

    /// Rule 1 again, for agencies that were found under another name.
    fn renamed_twins(&mut self) {
        self.join_pairs(Rule::SameName, |one, other| one.body == other.body && one.signed == other.signed);
    }

    /// Joins each two threads of one state and model for which a rule holds, until none are left.
    fn join_pairs(&mut self, rule: Rule, holds: impl Fn(&Thread, &Thread) -> bool) {
        let groups = self.groups(|thread| (thread.model, thread.body.0));
        for one in 0..self.threads.len() {
            while let Some(thread) = self.thread(one) {
                let group = groups.get(&(thread.model, thread.body.0)).into_iter().flatten().copied();
                let mut others = group.filter(|other| *other > one);
                let found = others.find(|other| self.thread(*other).is_some_and(|other| holds(thread, other)));
                let Some(other) = found else { break };
                self.join(one, other, rule);
            }
        }
    }

    /// A thread by its number; `None` where it was joined to another.
    fn thread(&self, at: usize) -> Option<&Thread> {
        self.threads.get(at)?.as_ref()
    }

    /// The numbers of threads that have a key in common, in order: no rule joins others.
    fn groups<'t, K: Ord>(&'t self, key: impl Fn(&'t Thread) -> K) -> BTreeMap<K, Vec<usize>> {
        let mut groups: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        for (at, thread) in self.threads.iter().enumerate() {
            if let Some(thread) = thread {
                groups.entry(key(thread)).or_default().push(at);
            }
        }
        groups
    }

    /// Pairs of threads of one group of which the one that began later is the earlier one under a rule, in order.
    fn pairs<'t, K: Ord>(
        &'t self,
        key: impl Fn(&'t Thread) -> K,
        holds: impl Fn(&Thread, &Thread) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for group in self.groups(key).values() {
            for (before, after) in group.iter().flat_map(|before| group.iter().map(move |after| (*before, *after))) {
                let (Some(old), Some(new)) = (self.thread(before), self.thread(after)) else { continue };
                if new.lists.first() > old.lists.first() && holds(old, new) {
                    pairs.push((before, after));
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Rule 9: a row that stands on the very lists on which another of its state, model and day is missing, and whose
    /// agency no other list ever named, is that other's, where its name is the other's mangled.
    fn stand_ins(&mut self) {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (brief, row) in self.threads.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_ref()?))) {
            let (Some(first), Some(last)) = (row.lists.first(), row.lists.last()) else { continue };
            let days = self.archive.date(last + 1).zip(self.archive.date(*first)).map(|(back, gone)| back.since(gone));
            if row.lists.len() != last - first + 1 || days.is_none_or(|days| days > RESPELT_DAYS) {
                continue;
            }
            let others = self.threads.iter().enumerate().filter_map(|(at, other)| Some((at, other.as_ref()?)));
            if others.clone().any(|(at, other)| at != brief && other.body == row.body) {
                continue;
            }
            let missing = others.filter(|(_, other)| {
                let listed = |list: usize| other.lists.binary_search(&list).is_ok();
                let gap = first.checked_sub(1).is_some_and(listed) && listed(last + 1);
                let same = row.body.0 == other.body.0 && row.model == other.model && row.signed == other.signed;
                let mangled = mangled(&row.body.1, &other.body.1);
                same && gap && mangled && !row.shares_a_list(other) && !self.grounds.apart(row, other)
            });
            if let Some((lasting, _)) = only(missing) {
                found.push((brief, lasting));
            }
        }
        for pair in &found {
            // Of two rows in one gap, neither is the missing one's for certain.
            if found.iter().filter(|(_, lasting)| *lasting == pair.1).count() == 1 {
                self.join(pair.0, pair.1, Rule::StandIn);
            }
        }
    }

    /// Rules 3 to 8: an agreement that leaves and another that comes are one, where neither has another candidate.
    fn successions(&mut self, rule: Rule) {
        loop {
            let pairs = match rule {
                Rule::WrongState => self.pairs(
                    |thread| (thread.model, thread.body.1.as_str()),
                    |old, new| self.grounds.holds(rule, old, new),
                ),
                _ => self.pairs(|thread| (thread.model, thread.body.0), |old, new| self.grounds.holds(rule, old, new)),
            };
            let clear = |pair: &&(usize, usize)| {
                let rivals = pairs.iter().filter(|other| {
                    *other != *pair
                        && (other.0 == pair.0 || other.1 == pair.1)
                        && !self.are_spellings(rule, pair, other)
                });
                rivals.count() == 0
            };
            let clear: Vec<(usize, usize)> = pairs.iter().filter(clear).copied().collect();
            if clear.is_empty() {
                break;
            }
            // A thread that was joined is another one now: its further joins are found in the next round.
            let mut joined = BTreeSet::new();
            for (before, after) in clear {
                if joined.insert(before) && joined.insert(after) {
                    self.join(before, after, rule);
                }
            }
        }
    }

    /// Whether the two candidates of a thread are spellings of one another, so that there is nothing to choose between.
    fn are_spellings(&self, rule: Rule, one: &(usize, usize), other: &(usize, usize)) -> bool {
        let differing = if one.0 == other.0 { (one.1, other.1) } else { (one.0, other.0) };
        let (Some(a), Some(b)) = (self.thread(differing.0), self.thread(differing.1)) else { return false };
        let alike = match rule {
            Rule::SameDocument | Rule::Spelling => alike(&a.body.1, &b.body.1),
            Rule::Wording => worded_alike(a, b),
            _ => false,
        };
        alike && a.body.0 == b.body.0 && a.signed == b.signed && !a.shares_a_list(b)
    }

    /// An agency renews under other words: its agreement leaves as another of its model comes, signed another day by
    /// what the names say is the same body. The two stay two agreements, of one agency; both may stand on some lists
    /// together.
    fn renewals(&mut self) {
        let renewed = |old: &Thread, new: &Thread| {
            let ended = old.lists.last().and_then(|last| self.archive.date(last + 1));
            let first = new.lists.first().and_then(|first| self.archive.date(*first));
            let took_over = ended.zip(first).is_some_and(|(ended, first)| took_over(ended, first));
            old.body != new.body && took_over && worded_alike(old, new)
        };
        let pairs = self.pairs(|thread| (thread.model, thread.body.0), renewed);
        for (before, after) in &pairs {
            let rivals = pairs.iter().filter(|(old, new)| (old == before) != (new == after)).count();
            let (Some(old), Some(new)) = (self.thread(*before), self.thread(*after)) else { continue };
            if rivals > 0 || old.body == new.body {
                continue;
            }
            let (was, is) = (old.body.clone(), new.body.clone());
            let (state, agency, signed, name) = (was.0, old.agency.clone(), old.signed, new.agency.clone());
            let list = new.lists.first().copied().unwrap_or_default();
            self.rename(&was, &is);
            if let Some(Some(old)) = self.threads.get_mut(*before) {
                old.agency = name;
                old.joins.push(Join { rule: Rule::Renewed, state, agency, signed, list });
            }
        }
    }

    /// Makes one thread of two, in the place of the one that was printed last: what it says stands. The agencies become
    /// one too, unless the agreement was handed over.
    fn join(&mut self, one: usize, other: usize, rule: Rule) {
        let last = |at: usize| self.thread(at).map(|thread| thread.lists.last().copied());
        let (Some(of_one), Some(of_other)) = (last(one), last(other)) else { return };
        let (before, after) = if of_one <= of_other { (one, other) } else { (other, one) };
        let old = self.threads.get_mut(before).and_then(Option::take);
        let (Some(old), Some(new)) = (old, self.threads.get_mut(after).and_then(Option::as_mut)) else { return };
        let list = new.lists.first().copied().unwrap_or_default();
        let same_name = alike(&old.body.1, &new.body.1) || worded_alike(&old, new);
        new.joins.extend(old.joins);
        new.joins.push(Join { rule, state: old.body.0, agency: old.agency, signed: old.signed, list });
        new.lists.extend(old.lists);
        new.lists.sort_unstable();
        new.lists.dedup();
        new.rows.extend(old.rows);
        new.documents.extend(old.documents);
        new.signed = new.signed.or(old.signed);
        new.level = new.level.or(old.level);
        new.county = new.county.take().or(old.county);
        new.document = new.document.take().or(old.document);
        // Its agreement may have moved to the agency that signed it; the names say whether it is the same agency.
        let renamed = match rule {
            // A sheriff of the same name in the wrong state is somebody else's sheriff: only the one row was misplaced.
            Rule::Relabelled | Rule::WrongState => false,
            Rule::SameDocument | Rule::CorrectedDay => same_name,
            Rule::StandIn => true,
            _ => true,
        };
        if old.body != new.body && renamed {
            let name = new.body.clone();
            self.rename(&old.body, &name);
        }
    }

    /// From here on an agency is another one, in every agreement of its.
    fn rename(&mut self, old: &Body, new: &Body) {
        self.identities.renamed.insert(old.clone(), new.clone());
        for thread in self.threads.iter_mut().flatten().filter(|thread| thread.body == *old) {
            thread.body = new.clone();
        }
    }

    fn finish(mut self) -> Identities {
        self.identities.threads = self.threads.into_iter().flatten().collect();
        self.identities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Fips;
    use crate::roster::import::cell::Cell;
    use crate::roster::import::issue::Issue;
    use crate::roster::import::list::List;
    use crate::roster::import::log::Log;

    /// A row of Florida: agency, day, county, document.
    type Line<'a> = (&'a str, &'a str, &'a str, &'a str);

    /// Joins the lists of an archive, each with its rows, and tells each agreement: name, day, numbers of its lists,
    /// rules.
    fn identified(lists: &[(&str, &[Line])]) -> Vec<String> {
        let head = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"];
        let lists = lists.iter().map(|(name, rows)| {
            let mut sheet = vec![head.map(Cell::new).to_vec()];
            for (agency, signed, county, document) in *rows {
                let (state, agency) = agency.split_once(": ").unwrap_or(("FLORIDA", agency));
                let row = [state, agency, "Municipality", county, "Task Force Model", signed, document];
                sheet.push(row.map(Cell::new).to_vec());
            }
            List::read(name, Issue::from_name(name).unwrap(), &sheet, &mut Log::default()).unwrap()
        });
        let counties = [(12_071, "Lee"), (12_073, "Leon"), (12_086, "Miami-Dade")];
        let gazetteer = Gazetteer::new(counties.map(|(code, name)| (Fips::new(code).unwrap(), name)));
        let identities = identify(&Archive::new(lists), &gazetteer);
        let mut told: Vec<String> = (identities.threads.iter())
            .map(|thread| {
                let name = identities.name(&thread.body).unwrap();
                let rules: Vec<String> = thread.joins.iter().map(|join| format!("{:?}", join.rule)).collect();
                let day = thread.signed.map_or("-".to_owned(), |day| day.to_string());
                format!("{name} {day} {:?} {}", thread.lists, rules.join(" ")).trim_end().to_owned()
            })
            .collect();
        told.sort();
        told
    }

    const D: &str = "2025-04-15";

    #[test]
    fn one_agreement_whatever_the_absence() {
        let row: Line = ("A Police Department", D, "", "");
        let other: Line = ("Elsewhere Police Department", D, "", "");
        let told = identified(&[("2025-05-01", &[row]), ("2025-07-01", &[other]), ("2025-10-01", &[row, other])]);
        assert_eq!(told, ["A Police Department 2025-04-15 [0, 2]", "Elsewhere Police Department 2025-04-15 [1, 2]"]);
    }

    #[test]
    fn a_double_listing_counts_once() {
        let lists: &[(&str, &[Line])] = &[(
            "2025-05-01",
            &[
                ("St. Cloud Police Department", "2025-04-14", "", ""),
                ("City of St. Cloud Police Department", D, "", ""),
            ],
        )];
        assert_eq!(identified(lists).len(), 1);
        // Two days far apart are two agreements, unless they have one text.
        let days = |document| -> Vec<String> {
            identified(&[("2025-05-01", &[("A", "2025-01-15", "", document), ("A", D, "", document)])])
        };
        assert_eq!(days("").len(), 2);
        assert_eq!(days("https://www.ice.gov/a.pdf").len(), 1);
    }

    #[test]
    fn spellings_are_one_but_neighbours_are_not() {
        let turn =
            |one, other| identified(&[("2025-05-01", &[(one, D, "", "")]), ("2025-05-08", &[(other, D, "", "")])]);
        let check = |one, other, expected: &str| assert_eq!(turn(one, other), [expected]);
        check("Indiatlantic PD", "Indialantic PD", "Indialantic PD 2025-04-15 [0, 1] Spelling");
        check(
            "City of Miami Police Department",
            "Miami Police Department",
            "Miami Police Department 2025-04-15 [0, 1] Wording",
        );
        assert_eq!(turn("Constable Precinct 1", "Constable Precinct 2").len(), 2);
        assert_eq!(turn("Mahanoy City Police Department", "Mahanoy Township Police Department").len(), 2);
        assert_eq!(turn("Melbourne Police Department", "Melbourne Beach Police Department").len(), 2);
        assert_eq!(turn("University of Florida Police", "Florida State University Police").len(), 2);
        // Two that stood on one list together are two, however alike.
        let both: &[(&str, &[Line])] = &[
            (
                "2025-05-01",
                &[("Baker County Sheriff's Office", D, "", ""), ("Lake County Sheriff's Office", D, "", "")],
            ),
            ("2025-05-08", &[("Lake County Sheriff's Office", D, "", "")]),
        ];
        assert_eq!(identified(both).len(), 2);
    }

    #[test]
    fn of_two_candidates_none_is_taken() {
        let lists: &[(&str, &[Line])] = &[
            ("2025-05-01", &[("Greenville PD", D, "", "")]),
            ("2025-05-08", &[("Greenvale PD", D, "", ""), ("Grenville PD", D, "", "")]),
        ];
        assert_eq!(identified(lists).len(), 3);
    }

    #[test]
    fn an_agreement_is_handed_over_within_its_county() {
        let lists: &[(&str, &[Line])] = &[
            ("2025-05-01", &[("Lee County Sheriff's Office", D, "Lee County", "")]),
            ("2025-05-08", &[("Lee County Board of Commissioners Jail", D, "Lee County", "")]),
        ];
        assert_eq!(identified(lists), ["Lee County Board of Commissioners Jail 2025-04-15 [0, 1] Relabelled"]);
    }

    #[test]
    fn days_are_corrected_within_bounds() {
        let turn = |was: &str, is: &str, document: &str| {
            identified(&[("2025-05-01", &[("A", was, "", document)]), ("2025-05-08", &[("A", is, "", document)])])
        };
        let check =
            |was, is, document, expected: usize| assert_eq!(turn(was, is, document).len(), expected, "{was} {is}");
        let other = "https://www.ice.gov/a.pdf";
        check("2025-04-15", "2025-04-14", "", 1);
        check("2025-04-15", "2025-01-02", "", 1);
        check("2025-03-15", "2025-04-14", "", 1);
        check("2025-01-15", "2025-04-14", "", 1);
        check("2024-12-15", "2025-04-14", "", 2);
        check("2024-12-15", "2025-04-14", other, 1);
        check("2024-04-14", "2025-04-14", other, 1);
        assert_eq!(turn("5025-04-15", "5025-04-15", ""), ["A 2025-04-15 [0, 1] ImpossibleYear"]);
        assert_eq!(turn("2015-04-15", "2015-04-15", ""), ["A 2025-04-15 [0, 1] ImpossibleYear"]);
        assert_eq!(turn("2015-01-15", "2015-01-15", ""), ["A 2015-01-15 [0, 1]"]);
    }

    #[test]
    fn a_text_linked_later_splits_nothing() {
        let text = "https://www.ice.gov/a.pdf";
        let turn = |before, at_the_turn| {
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-22", &[("A", "2025-05-20", "", before)]),
                ("2025-07-28", &[("A", "2025-06-30", "", at_the_turn)]),
                ("2025-08-04", &[("A", "2025-06-30", "", text)]),
            ];
            identified(lists)
        };
        assert_eq!(turn("", ""), ["A 2025-06-30 [0, 1, 2] CorrectedDay"]);
        // A text that was there when the day changed speaks for an agreement of its own.
        assert_eq!(turn("", text).len(), 2);
        assert_eq!(turn("https://www.ice.gov/b.pdf", "").len(), 2);
    }

    #[test]
    fn a_blank_day_that_is_filled_is_the_same_agreement() {
        let turn = |was: &str, is: &str, back: &str| {
            let other: Line = ("Elsewhere", D, "", "");
            let lists: &[(&str, &[Line])] =
                &[("2025-05-01", &[("A", was, "", ""), other]), ("2025-05-02", &[other]), (back, &[("A", is, "", "")])];
            identified(lists).into_iter().filter(|told| told.starts_with('A')).collect::<Vec<_>>()
        };
        assert_eq!(turn("", D, "2025-07-01"), ["A 2025-04-15 [0, 2] CorrectedDay"]);
        assert_eq!(turn(D, "", "2025-07-01"), ["A 2025-04-15 [0, 2] CorrectedDay"]);
        assert_eq!(turn("", D, "2025-07-02").len(), 2);
        // Beside an agreement with a day, a row without one is one more.
        assert_eq!(identified(&[("2025-05-01", &[("A", "", "", ""), ("A", D, "", "")])]).len(), 2);
    }

    #[test]
    fn a_mangled_row_stands_in_for_the_one_that_is_missing() {
        let walton: Line = ("Walton County Sheriff's Office", D, "", "");
        let turn = |brief: Line, days: [&str; 3], last: &[Line]| {
            let mut after = vec![walton];
            after.extend(last);
            identified(&[(days[0], &[walton]), (days[1], &[brief]), (days[2], &after)])
        };
        let mangled: Line = ("Waria-labelon County Sheriff's Office", D, "", "");
        let days = ["2025-05-01", "2025-05-02", "2025-05-06"];
        assert_eq!(turn(mangled, days, &[]), ["Walton County Sheriff's Office 2025-04-15 [0, 1, 2] StandIn"]);
        // Another day, a longer gap, a row that stays, and an agency of a county that is known: others' agreements.
        assert_eq!(turn((mangled.0, "2025-04-14", "", ""), days, &[]).len(), 2);
        assert_eq!(turn(mangled, ["2025-05-01", "2025-05-02", "2025-07-02"], &[]).len(), 2);
        assert_eq!(turn(mangled, days, &[mangled]).len(), 2);
        let gulf: Line = ("Walnut-upon County Sheriff's Office", D, "", "");
        let lee: Line = ("Lee County Sheriff's Office", D, "", "");
        let apart: &[(&str, &[Line])] =
            &[(days[0], &[lee]), (days[1], &[("Leon County Jail", D, "", "")]), (days[2], &[lee])];
        assert_eq!(identified(apart).len(), 2);
        let two: &[(&str, &[Line])] = &[(days[0], &[walton]), (days[1], &[mangled, gulf]), (days[2], &[walton])];
        assert_eq!(identified(two).len(), 3);
    }

    #[test]
    fn an_agreement_is_handed_over_between_a_town_and_its_county() {
        let (town, county) = ("Haskell Police Department", "Haskell County Sheriff's Office");
        let turn = |day: &str| -> Vec<String> {
            identified(&[("2025-05-01", &[(town, D, "", "")]), ("2025-05-02", &[(county, day, "", "")])])
        };
        assert_eq!(turn(D), ["Haskell County Sheriff's Office 2025-04-15 [0, 1] Relabelled"]);
        assert_eq!(turn("2025-04-14").len(), 2);
    }

    #[test]
    fn one_text_of_one_day_is_one_agreement_but_never_on_one_list() {
        let (one, other) = ("Baker County Sheriff's Office", "Office of the Jail Administrator");
        let text = "https://www.ice.gov/a.pdf";
        let turn = |day: &str, first: &str| -> Vec<String> {
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-01", &[(one, D, "", text), (first, D, "", text)]),
                ("2025-09-01", &[(other, day, "", text)]),
            ];
            identified(lists)
        };
        assert_eq!(turn(D, one), ["Office of the Jail Administrator 2025-04-15 [0, 1] SameDocument"]);
        // A shared text alone joins nothing: not of another day, not on one list together.
        assert_eq!(turn("2025-04-16", one).len(), 2);
        assert_eq!(turn(D, other).len(), 2);
    }

    #[test]
    fn a_spelling_is_back_within_60_days() {
        let turn = |back: &str| {
            let gap: Line = ("Elsewhere", D, "", "");
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-01", &[("Indiatlantic PD", D, "", ""), gap]),
                ("2025-05-08", &[gap]),
                (back, &[("Indialantic PD", D, "", ""), gap]),
            ];
            identified(lists).len()
        };
        assert_eq!(turn("2025-07-07"), 2);
        assert_eq!(turn("2025-07-08"), 3);
    }

    #[test]
    fn what_is_handed_over_has_one_county_day_and_next_list() {
        let turn = |county: &str, day: &str, between: &str| {
            let gap: Line = ("Elsewhere", "2025-01-02", "", "");
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-01", &[("Lee County Sheriff's Office", D, "", ""), gap]),
                (between, &[("Board of Commissioners Jail", day, county, ""), gap]),
                ("2025-05-15", &[("Board of Commissioners Jail", day, county, ""), gap]),
            ];
            identified(lists).len()
        };
        assert_eq!(turn("Lee County", D, "2025-05-08"), 2);
        assert_eq!(turn("Leon County", D, "2025-05-08"), 3);
        assert_eq!(turn("Lee County", "2025-04-14", "2025-05-08"), 3);
        let late: &[(&str, &[Line])] = &[
            ("2025-05-01", &[("Lee County Sheriff's Office", D, "", "")]),
            ("2025-05-08", &[("Elsewhere", D, "", "")]),
            ("2025-05-15", &[("Board of Commissioners Jail", D, "Lee County", "")]),
        ];
        assert_eq!(identified(late).len(), 3);
    }

    #[test]
    fn a_day_is_corrected_on_the_very_next_list() {
        let turn = |between: &[Line]| {
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-01", &[("A", "2025-04-16", "", "")]),
                ("2025-05-08", between),
                ("2025-05-15", &[("A", D, "", "")]),
            ];
            identified(lists).len()
        };
        assert_eq!(turn(&[("A", "2025-04-16", "", "")]), 1);
        assert_eq!(turn(&[("Elsewhere", "2025-01-02", "", "")]), 3);
    }

    #[test]
    fn a_row_moves_to_its_state_unlinked_and_within_30_days() {
        let turn = |document, back: &str| {
            let lists: &[(&str, &[Line])] = &[
                ("2025-05-01", &[("TEXAS: Ellis County Sheriff", D, "", document)]),
                ("2025-05-02", &[("Elsewhere", "2025-01-02", "", "")]),
                (back, &[("KANSAS: Ellis County Sheriff", D, "", "")]),
            ];
            identified(lists).len()
        };
        assert_eq!(turn("", "2025-06-01"), 2);
        assert_eq!(turn("", "2025-06-02"), 3);
        assert_eq!(turn("https://www.ice.gov/TX.pdf", "2025-06-01"), 3);
    }

    #[test]
    fn a_year_that_the_text_bears_stands() {
        let check = |document, expected: &str| {
            assert_eq!(identified(&[("2025-05-01", &[("A", "2024-04-15", "", document)])]), [expected]);
        };
        check("", "A 2025-04-15 [0] ImpossibleYear");
        check("https://www.ice.gov/doclib/2024/A_04152025.pdf", "A 2025-04-15 [0] ImpossibleYear");
        check("https://www.ice.gov/doclib/A_4-15-2024.pdf", "A 2024-04-15 [0]");
    }

    #[test]
    fn a_corrected_day_is_found_after_the_agreement_was_handed_over() {
        let document = "https://www.ice.gov/a.pdf";
        let lists: &[(&str, &[Line])] = &[
            ("2025-05-01", &[("Department of Agriculture", "2025-04-16", "", "")]),
            ("2025-05-08", &[("Department of Agriculture", D, "", document)]),
            ("2025-05-15", &[("Office of Farms", D, "", document)]),
        ];
        assert_eq!(identified(lists), ["Office of Farms 2025-04-15 [0, 1, 2] SameDocument CorrectedDay"]);
    }

    #[test]
    fn an_agency_renews_under_other_words() {
        let (trustees, police) = ("University of Alachua Board of Trustees", "University of Alachua Police Department");
        let turn = |later: &str, days: [&str; 3]| -> Vec<String> {
            let old: Line = (trustees, "2025-04-15", "", "");
            let new: Line = (later, "2025-07-24", "", "");
            identified(&[(days[0], &[old]), (days[1], &[old, new]), (days[2], &[new])])
        };
        let near = ["2025-05-01", "2025-07-24", "2025-08-01"];
        // Two agreements of one agency, whose name is the one printed last.
        assert_eq!(
            turn(police, near),
            [
                "University of Alachua Police Department 2025-04-15 [0, 1] Renewed",
                "University of Alachua Police Department 2025-07-24 [1, 2]"
            ]
        );
        let apart = |told: Vec<String>| assert!(told.iter().any(|line| line.starts_with(trustees)), "{told:?}");
        apart(turn(police, ["2025-05-01", "2025-07-24", "2025-08-24"]));
        apart(turn("Alachua Police Department", near));
        apart(turn("GEORGIA: University of Alachua Police Department", near));
    }

    #[test]
    fn a_county_is_no_typing_error_for_another() {
        let turn = |one, other| {
            let lists: &[(&str, &[Line])] =
                &[("2025-05-01", &[(one, D, "", "")]), ("2025-05-08", &[(other, D, "", "")])];
            identified(lists).len()
        };
        assert_eq!(turn("Lee County Sheriff's Office", "Leon County Sheriff's Office"), 2);
        assert_eq!(turn("Loe County Sheriff's Office", "Lee County Sheriff's Office"), 1);
    }

    #[test]
    fn a_wrong_state_moves_the_row_and_not_the_namesake() {
        let lists: &[(&str, &[Line])] = &[
            (
                "2025-05-01",
                &[("TEXAS: Ellis County Sheriff", D, "", ""), ("TEXAS: Ellis County Sheriff", "2025-01-02", "", "")],
            ),
            (
                "2025-05-08",
                &[("KANSAS: Ellis County Sheriff", D, "", ""), ("TEXAS: Ellis County Sheriff", "2025-01-02", "", "")],
            ),
        ];
        assert_eq!(
            identified(lists),
            ["Ellis County Sheriff 2025-01-02 [0, 1]", "Ellis County Sheriff 2025-04-15 [0, 1] WrongState"]
        );
    }
}
