//! The packed record and the file of names: what views need of the CSV comes back, and no bytes make reading panic.

use std::collections::BTreeMap;

use agreement_atlas::date::Date;
use agreement_atlas::place::{Fips, State};
use agreement_atlas::roster::record::Record;
use agreement_atlas::roster::record::agreement::{Draft, Level, Model, Status};
use agreement_atlas::roster::record::documents::Documents;
use agreement_atlas::roster::record::names::Names;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::archive::counties;
use crate::text;

/// What a page is told of an agreement: not its id, nor which one took over, nor, in this file, its document.
fn told(record: &Record) -> Vec<(Draft, u32)> {
    // An agency in capitals and in small letters is one: the first spelling stands.
    let mut spelt: BTreeMap<u32, &str> = BTreeMap::new();
    let told = record.with_agencies().map(|(it, agency)| {
        let agreement = Draft {
            id: String::new(),
            agency: spelt.entry(agency).or_insert(it.agency).to_string(),
            renewed_by: it.renewed_by.map(|_| String::new()),
            document: None,
            ..Draft::from(it)
        };
        (agreement, agency)
    });
    told.collect()
}

/// Packs and unpacks a record with its names and the addresses of its texts.
fn again(record: &Record, counties: &BTreeMap<Fips, String>) -> Record {
    let names = Names::pack(counties.iter().map(|(fips, name)| (*fips, name.as_str())), record);
    let names = Names::read(&names).unwrap();
    for (fips, name) in counties {
        assert_eq!(names.county(*fips), Some(name.as_str()));
    }
    let mut packed = Record::packed(&record.to_packed()).unwrap();
    packed.name(&names).unwrap();
    let documents = Documents::read(&Documents::pack(record), &packed).unwrap();
    for (at, agreement) in record.agreements().enumerate() {
        assert_eq!(documents.of(at), agreement.document);
    }
    packed
}

#[test]
fn the_committed_record_comes_back() {
    let record = Record::read(text("data/agreements.csv").as_bytes()).unwrap();
    let counties = counties().counties().map(|(fips, name)| (fips, name.to_owned())).collect();
    let packed = again(&record, &counties);
    assert_eq!(packed.agreements().len(), record.agreements().len());
    for (one, other) in told(&packed).iter().zip(&told(&record)) {
        assert_eq!(one, other);
    }
    assert_eq!(packed.dates(), record.dates());
}

#[test]
fn an_agency_that_is_spelt_in_either_case_has_its_texts() {
    let head = "state,agency,model,signed,first_listed,ended,document\n";
    let row = |agency: &str, model: &str| {
        format!("AL,{agency},{model},2025-03-01,2025-03-05,,https://a.gov/{agency}_{model}.pdf\n")
    };
    let csv = [head, &row("Lee Police", "JEM"), &row("LEE POLICE", "TFM"), &row("lee police", "WSO")].concat();
    let record = Record::read(csv.as_bytes()).unwrap();
    assert_eq!(told(&again(&record, &BTreeMap::new())), told(&record));
}

#[test]
fn a_record_takes_no_names_but_its_own_and_keeps_those_of_its_csv() {
    let csv = |agency: &str| format!("state,agency,fips,model,first_listed,ended\nFL,{agency},12071,TFM,2025-03-05,\n");
    let record = |agency| Record::read(csv(agency).as_bytes()).unwrap();
    let names = |agency| Names::read(&Names::pack([], &record(agency))).unwrap();
    let agency = |record: &Record| record.agreements().get(0).unwrap().agency.to_owned();
    let mut packed = Record::packed(&record("A").to_packed()).unwrap();
    let error = packed.name(&names("B")).unwrap_err().to_string();
    assert_eq!(error, "record: found names of another record, expected those of this one");
    assert_eq!(agency(&packed), "");
    packed.name(&names("A")).unwrap();
    assert_eq!(agency(&packed), "A");
    packed.name(&names("B")).unwrap();
    assert_eq!(agency(&packed), "A");
    let mut read = record("C");
    read.name(&names("A")).unwrap();
    assert_eq!(agency(&read), "C");
}

#[test]
fn errors_say_what_was_found() {
    let record = Record::read(b"state,agency,model,first_listed,ended\nFL,A,TFM,2025-03-05,\n").unwrap();
    let (packed, names) = (record.to_packed(), Names::pack([], &record));
    let check = |bytes: &[u8], expected: &str| {
        let found = Record::packed(bytes).map(|_| ()).unwrap_err().to_string();
        assert_eq!(found, format!("record: found {expected}"));
    };
    let page = b"<!doctype html>";
    check(page, "other bytes, expected a packed record, which begins with AGREE");
    check(b"AGREE\x07", "version 7, expected version 3");
    check(&packed[..packed.len() - 1], "the end of the bytes, expected more of them: the file is cut short");
    check(&[&packed[..], &[0]].concat(), "more bytes after the agreements, expected the end");
    let error = Names::read(page).unwrap_err().to_string();
    assert_eq!(error, "record: found other bytes, expected a file of names, which begins with NAMES");
    let error = Names::read(&[&names[..], b"B\n"].concat()).unwrap_err().to_string();
    assert_eq!(error, "record: found more lines than names, expected one for each");
    for n in 0..packed.len() {
        assert!(Record::packed(&packed[..n]).is_err(), "{n} bytes of a record");
    }
    for n in 0..names.len() {
        assert!(Names::read(&names[..n]).is_err(), "{n} bytes of names");
    }
}

fn day() -> impl Strategy<Value = Date> {
    // Few enough to be shared, and some at the ends of the calendar.
    prop_oneof![(19_000..19_030).prop_map(Date::from_days), (-354_285..=2_932_896).prop_map(Date::from_days)]
}

fn fips() -> impl Strategy<Value = Fips> {
    let states: Vec<State> = State::all().collect();
    (proptest::sample::select(states), 0..1000_u32)
        .prop_map(|(state, county)| Fips::new(u32::from(state.code()) * 1000 + county).unwrap())
}

prop_compose! {
    fn agreement()(
        state in proptest::sample::select(State::all().take(4).collect::<Vec<_>>()),
        agency in prop_oneof!["[A-C]", "(Lee|Doña Ana|Saint Lee) (County|Police) (Office|Department)", "\\PC{1,12}"],
        level in option::of(proptest::sample::select(Level::ALL.to_vec())),
        counties in vec(fips(), 0..4),
        model in proptest::sample::select(Model::ALL.to_vec()),
        signed in option::of(day()),
        listed in option::of((day(), option::of(day()))),
        pending in day(),
        gone in option::of((day(), any::<bool>())),
        renewed in any::<bool>(),
        document in option::of(prop_oneof![
            "https://a\\.gov/(texts|other)/(Lee|DoaAna)(Co|County)(Office|Dept)(AL|AK)_(TFM|JEM)_0102202[56]\\.pdf",
            "[^\\p{Cc}]{1,30}",
        ]),
    ) -> Draft {
        let (ended, absent) = match gone {
            Some((day, true)) => (Some(day), None),
            Some((day, false)) => (None, Some(day)),
            None => (None, None),
        };
        let renewed = renewed && ended.is_some();
        Draft {
            id: String::new(),
            state,
            agency,
            level,
            counties,
            model,
            status: match (listed, ended, absent) {
                _ if renewed => Status::Renewed,
                (_, Some(_), _) => Status::Ended,
                (None, None, _) => Status::Pending,
                (Some(_), None, Some(_)) => Status::Absent,
                (Some(_), None, None) => Status::Active,
            },
            signed,
            pending_from: listed.is_none().then_some(pending),
            first_listed: listed.map(|(first, _)| first),
            last_listed: listed.and_then(|(_, last)| last),
            absent_since: absent,
            ended,
            renewed_by: renewed.then(String::new),
            document,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_comes_back(
        agreements in vec(agreement(), 1..40),
        counties in proptest::collection::btree_map(fips(), "(Lee|Leeward|Doña Ana|Saint Lee|\\PC{1,9})", 0..40),
    ) {
        let record = Record::new(&agreements);
        let packed = again(&record, &counties);
        prop_assert_eq!(told(&packed), told(&record));
    }

    #[test]
    fn no_bytes_make_it_panic(
        agreements in vec(agreement(), 1..6),
        counties in proptest::collection::btree_map(fips(), "(Lee|Leeward)", 0..4),
        edits in vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        noise in vec(any::<u8>(), 0..60),
    ) {
        let record = Record::new(&agreements);
        let packed = record.to_packed();
        let names = Names::pack(counties.iter().map(|(fips, name)| (*fips, name.as_str())), &record);
        let edited = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            for (at, value) in &edits {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            bytes
        };
        // Noise behind a good beginning, too.
        for bytes in [edited(&packed), noise.clone(), [b"AGREE\x01", &noise[..]].concat()] {
            let _ = Record::packed(&bytes);
        }
        let documents = Documents::pack(&record);
        for bytes in [edited(&documents), noise.clone(), [b"TEXTS\x01", &noise[..]].concat()] {
            let _ = Documents::read(&bytes, &record);
        }
        for bytes in [edited(&names), noise.clone(), [b"NAMES\x01", &noise[..]].concat()] {
            if let (Ok(names), Ok(mut record)) = (Names::read(&bytes), Record::packed(&packed)) {
                let _ = record.name(&names);
            }
        }
    }
}
