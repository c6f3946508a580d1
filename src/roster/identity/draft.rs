//! An agreement as its rows have it, before anything is known of when it was listed: its agency's name, level and
//! counties as last printed. It joins nothing.

use std::collections::BTreeMap;

use super::join::Identities;
use super::name::fold;
use super::thread::{Body, Thread};
use crate::place::Gazetteer;
use crate::roster::import::locate::{self, locate};
use crate::roster::import::log::Log;
use crate::roster::import::sighting::Archive;
use crate::roster::record::agreement::{Draft, Level, Status, id};

/// What is known of an agency from all its rows on all lists, the later overruling the earlier.
#[derive(Default)]
pub(super) struct Agency {
    level: Option<Level>,
    county: Option<String>,
}

/// Level and county of every agency, as last printed on any list, pending ones first.
pub(super) fn agencies(identities: &Identities, archives: [&Archive; 2]) -> BTreeMap<Body, Agency> {
    let mut agencies: BTreeMap<Body, Agency> = BTreeMap::new();
    for archive in archives {
        let mut rows: Vec<_> = archive.rows.iter().collect();
        rows.sort_by_key(|(_, numbers)| numbers.last());
        for (row, _) in rows {
            let agency = agencies.entry(identities.current(&(row.state, fold(&row.agency)))).or_default();
            agency.level = row.level.or(agency.level);
            if row.county.is_some() {
                agency.county.clone_from(&row.county);
            }
        }
    }
    agencies
}

/// An agreement without its dates of listing.
pub(super) fn draft(
    thread: &Thread,
    identities: &Identities,
    agencies: &BTreeMap<Body, Agency>,
    archive: &Archive,
    gazetteer: &Gazetteer,
    log: &mut Log,
) -> Draft {
    let body = identities.current(&thread.body);
    let state = body.0;
    let name = identities.name(&body).unwrap_or(&thread.agency).to_owned();
    let agency = agencies.get(&body);
    let typed = thread.level.or(agency.and_then(|agency| agency.level));
    let level = locate::level(gazetteer, state, &name, typed);
    // Two departments can share a name: an agreement's own county comes before its namesake's.
    let printed = thread.county.as_ref().or(agency.and_then(|agency| agency.county.as_ref()));
    let location = locate(gazetteer, state, &name, level, printed.map(String::as_str));
    let codes = location.counties.iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
    let list = thread.lists.last().map_or("", |list| archive.name(*list));
    if let (Some(typed), Some(level)) = (typed.filter(|_| typed != level), level) {
        let found = format!("{} {name}: {}", state.postal(), typed.code());
        log.note(list, 0, "level", &found, &format!("{}: by the agency's name", level.code()));
    }
    if let (Some(county), Some(remark)) = (printed, location.remark) {
        let found = format!("{} {name}: {county}", state.postal());
        log.note(list, 0, "fips", &found, format!("{codes} {remark}").trim());
    } else if location.counties.is_empty() && level != Some(Level::State) {
        log.note(list, 0, "fips", &format!("{} {name}", state.postal()), "no county given: unplaced");
    }
    Draft {
        id: id(state, &name, thread.model, thread.signed),
        state,
        agency: name,
        level,
        counties: location.counties,
        model: thread.model,
        status: Status::Active,
        signed: thread.signed,
        pending_from: None,
        first_listed: None,
        last_listed: None,
        absent_since: None,
        ended: None,
        renewed_by: None,
        document: thread.document.clone(),
    }
}
