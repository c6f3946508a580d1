//! The committed record and the archive that it was made of, for every test that asks for them; and where the counts
//! that somebody else made of ICE's lists cannot agree with it.

use std::collections::BTreeSet;

use agreement_atlas::place::Gazetteer;
use agreement_atlas::roster::identity::join::Identities;
use agreement_atlas::roster::identity::name::fold;
use agreement_atlas::roster::identity::rules::Rule;
use agreement_atlas::roster::identity::thread::{Body, Thread};
use agreement_atlas::roster::import::places;
use agreement_atlas::roster::import::sighting::{self, Archive};
use agreement_atlas::roster::record::Record;

use crate::text;

/// The record.
pub fn record() -> Record {
    Record::read(text("data/agreements.csv").as_bytes()).unwrap()
}

/// The names of the counties.
pub fn counties() -> Gazetteer {
    places::counties(text("data/counties.csv").as_bytes()).unwrap()
}

/// The record's evidence: the lists of participating and of pending agencies, and what places agencies.
pub fn evidence() -> (Archive, Archive, Gazetteer) {
    let (participating, pending) = sighting::read(&text("data/lists.csv"), &text("data/sightings.csv")).unwrap();
    let gazetteer = places::read(text("data/places.csv").as_bytes(), counties()).unwrap();
    (participating, pending, gazetteer)
}

/// The gaps of an agreement that closed within 60 days: the list before, the list after. After a longer absence it has
/// a row of its own.
pub fn gaps(thread: &Thread, archive: &Archive) -> Vec<(usize, usize)> {
    let day = |list: usize| archive.date(list).unwrap();
    let pairs = thread.lists.windows(2).map(|pair| (pair[0], pair[1]));
    pairs.filter(|(before, after)| before + 1 < *after && day(*after).since(day(before + 1)) <= 60).collect()
}

/// An agency of one state whose row ICE once printed in another, where a namesake has an agreement of its own. The
/// expected counts take the two for one from the misplaced row on.
pub fn namesakes(identities: &Identities) -> BTreeSet<(Body, Body)> {
    let misplaced = identities.threads.iter().flat_map(|thread| {
        let joins = thread.joins.iter().filter(|join| join.rule == Rule::WrongState);
        joins.map(|join| (identities.current(&thread.body), (join.state, fold(&join.agency))))
    });
    let agencies: BTreeSet<Body> = identities.threads.iter().map(|thread| identities.current(&thread.body)).collect();
    misplaced.filter(|(_, namesake)| agencies.contains(namesake)).collect()
}
