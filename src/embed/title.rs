//! What a county is called on a page, by the names that have come. It knows no agreement.

use crate::atlas::Geography;
use crate::phrases::Lang;

/// A county by its index, with its state: `Lee County, Florida`; empty for an index beyond the last.
pub fn county(geography: &Geography, county: usize, lang: Lang) -> String {
    let Some(shape) = geography.counties().get(county) else { return String::new() };
    let state = lang.state(shape.fips.state());
    // A territory of one county, and the District, are that county.
    if is_alone(geography, county) {
        return state.to_owned();
    }
    format!("{}, {state}", bare(geography, county, lang))
}

/// Whether a county by its index is the only one of its state.
pub fn is_alone(geography: &Geography, county: usize) -> bool {
    let state = |at: usize| geography.counties().get(at).map(|shape| shape.fips.state());
    // The counties of a state stand together.
    let mut beside = [county.checked_sub(1), county.checked_add(1)].into_iter().flatten();
    beside.all(|other| state(other) != state(county))
}

/// The same without its state, `Lee County`; its code where its name has not come.
pub fn bare(geography: &Geography, county: usize, lang: Lang) -> String {
    let Some(shape) = geography.counties().get(county) else { return String::new() };
    match geography.name_of(county) {
        "" => shape.fips.to_string(),
        name => lang.county(shape.fips, name),
    }
}
