//! The hand table: it places agencies in counties of their own state that the map shows, each for a reason.

use std::collections::BTreeSet;

use agreement_atlas::place::{Fips, State};
use agreement_atlas::roster::import::places::{self, COLUMNS};
use agreement_atlas::roster::record::agreement::slug;

use crate::archive::counties;
use crate::{geography, text};

#[test]
fn the_hand_table_is_read_and_places_agencies_on_the_map() {
    let table = text("data/places.csv");
    let geography = geography();
    let gazetteer = places::read(table.as_bytes(), counties()).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
    let mut agencies = BTreeSet::new();
    let mut last = (String::new(), String::new());
    for row in reader.records().map(Result::unwrap) {
        let state = State::from_postal(&row[0]).unwrap();
        let counties: Vec<Fips> = row[2].split(';').map(|code| Fips::parse(code).unwrap()).collect();
        assert!(counties.iter().all(|fips| fips.state() == state && geography.position(*fips).is_some()), "{row:?}");
        assert_eq!(gazetteer.seats(state, &slug(&row[1])), counties, "{row:?}");
        assert!(!row[3].trim().is_empty() && row.iter().all(|cell| cell.trim() == cell), "{row:?}");
        assert!(agencies.insert((state, slug(&row[1]))), "{row:?} stands twice");
        let next = (row[0].to_owned(), row[1].to_owned());
        assert!(last < next, "{next:?} is out of order");
        last = next;
    }
}

#[test]
fn the_table_of_names_has_the_counties_of_the_map() {
    let names = counties();
    assert!(names.counties().map(|(fips, _)| fips).eq(geography().counties().iter().map(|county| county.fips)));
    let name = |code| names.name(Fips::parse(code).unwrap());
    assert_eq!([name("35013"), name("51610"), name("66010")], [Some("Doña Ana"), Some("Falls Church"), Some("Guam")]);
}
