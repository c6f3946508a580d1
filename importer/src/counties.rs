//! The counties and the agencies placed by hand, carried along: agencies are placed by the same tables everywhere.

use agreement_atlas::error::Error;
use agreement_atlas::place::Gazetteer;
use agreement_atlas::roster::import::places;

/// The names of the counties, which place agencies when lists are imported.
const COUNTIES: &[u8] = include_bytes!("../../data/counties.csv");

/// The agencies that are placed by hand.
const PLACES: &[u8] = include_bytes!("../../data/places.csv");

/// The names of the counties, and the agencies that the hand table places.
///
/// # Errors
/// One of the two tables is not what it is read as.
pub fn gazetteer() -> Result<Gazetteer, Error> {
    let names = places::counties(COUNTIES).map_err(|error| error.in_file("data/counties.csv"))?;
    places::read(PLACES, names).map_err(|error| error.in_file("data/places.csv"))
}
