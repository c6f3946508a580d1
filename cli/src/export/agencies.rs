//! The agencies of a record, one row each. They are told apart as the record tells them apart, never otherwise.

use std::collections::{BTreeMap, BTreeSet};

use agreement_atlas::date::Date;
use agreement_atlas::place::Fips;
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Agreement, Level, Model, slug};
use sha2::{Digest, Sha256};

/// The rows of `agencies.csv`, in the record's order, as of its last day.
pub fn rows(record: &Record, last: Date, county: impl Fn(Fips) -> String) -> Vec<Vec<String>> {
    let mut agencies: Vec<Vec<Agreement>> = Vec::new();
    let mut number = None;
    for (agreement, agency) in record.with_agencies() {
        if number.replace(agency) != Some(agency) {
            agencies.push(Vec::new());
        }
        if let Some(own) = agencies.last_mut() {
            own.push(agreement);
        }
    }
    let mut n_of_slug: BTreeMap<String, usize> = BTreeMap::new();
    for first in agencies.iter().filter_map(|own| own.first()) {
        *n_of_slug.entry(plain_id(first)).or_default() += 1;
    }
    let is_alone = |id: &str| n_of_slug.get(id) == Some(&1) && !id.ends_with('-');
    agencies.iter().filter_map(|own| row(own, last, &county, is_alone)).collect()
}

/// State and name in plain letters: what the ids of its agreements begin with.
fn plain_id(agreement: &Agreement) -> String {
    format!("{}-{}", agreement.state.postal(), slug(agreement.agency))
}

/// Where plain letters do not tell agencies apart, a part of the name's hash does, whatever other agencies there are.
fn id(agreement: &Agreement, is_alone: impl Fn(&str) -> bool) -> String {
    let plain = plain_id(agreement);
    if is_alone(&plain) {
        return plain;
    }
    let hash: String =
        Sha256::digest(agreement.agency.to_ascii_lowercase()).iter().map(|b| format!("{b:02x}")).collect();
    format!("{}-{}", plain.trim_end_matches('-'), hash.get(..8).unwrap_or_default())
}

fn row(
    own: &[Agreement],
    last: Date,
    county: &impl Fn(Fips) -> String,
    is_alone: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    // The latest says how the agency is spelt, and its level.
    let mut by_time = own.to_vec();
    by_time.sort_by_key(|one| (one.last_listed, one.first_listed, one.pending_from, one.signed));
    let latest = *by_time.last()?;
    let level = by_time.iter().rev().find_map(|one| one.level).map_or("", Level::code);
    let counties: BTreeSet<Fips> = own.iter().flat_map(|one| one.counties.iter().copied()).collect();
    let models = |is_asked: &dyn Fn(&Agreement) -> bool| {
        let found = Model::ALL.into_iter().filter(|model| own.iter().any(|one| one.model == *model && is_asked(one)));
        found.map(Model::code).collect::<Vec<_>>().join(";")
    };
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    Some(vec![
        id(&latest, is_alone),
        latest.state.postal().to_owned(),
        latest.agency.to_owned(),
        level.to_owned(),
        counties.iter().map(|fips| county(*fips)).collect::<Vec<_>>().join(";"),
        counties.iter().map(Fips::to_string).collect::<Vec<_>>().join(";"),
        models(&|_| true),
        models(&|one| one.is_active(last)),
        day(own.iter().filter_map(|one| one.first_listed).min()),
        day(own.iter().filter_map(|one| one.last_listed).max()),
        own.iter().filter(|one| one.is_active(last)).count().to_string(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_has_one_row_and_an_id_of_its_own() {
        let record = Record::read(
            "state,agency,level,fips,model,signed,first_listed,last_listed,ended\n\
             FL,Lee Office,,12071,JEM,2020-01-01,2021-01-12,2025-02-19,2025-02-21\n\
             FL,LEE office,county,12071,TFM,2025-02-26,2025-03-01,2026-03-27,\n\
             FL,Lee's Office,,,WSO,,2025-03-01,2026-03-27,\n\
             FL,Lees Office,,,WSO,,2025-03-01,2026-03-27,\n\
             FL,~?!,,,WSO,,2025-03-01,2026-03-27,\n"
                .as_bytes(),
        )
        .unwrap();
        let last = *record.dates().last().unwrap();
        let rows = rows(&record, last, |_| "Lee".to_owned());
        assert_eq!(
            rows[0].join(","),
            "FL-lee-office,FL,LEE office,county,Lee,12071,JEM;TFM,TFM,2021-01-12,2026-03-27,1"
        );
        let ids: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!((rows.len(), ids.len()), (4, 4));
        for (row, start) in rows[1..].iter().zip(["FL-lees-office-", "FL-lees-office-", "FL-"]) {
            assert!(row[0].starts_with(start) && row[0].len() == start.len() + 8, "{}", row[0]);
        }
    }
}
