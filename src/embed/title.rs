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
    let mut name = bare(geography, county, lang);
    name.push_str(", ");
    name.push_str(state);
    name
}

/// Whether a county by its index is the only one of its state.
pub fn is_alone(geography: &Geography, county: usize) -> bool {
    let state = |at: usize| geography.counties().get(at).map(|shape| shape.fips.state());
    // The counties of a state stand together. Before the first and after the last there is none.
    let own = state(county);
    state(county.wrapping_sub(1)) != own && state(county.wrapping_add(1)) != own
}

/// The same without its state, `Lee County`; its code where its name has not come.
pub fn bare(geography: &Geography, county: usize, lang: Lang) -> String {
    let Some(shape) = geography.counties().get(county) else { return String::new() };
    match geography.name_of(county) {
        "" => shape.fips.to_string(),
        name => lang.county(shape.fips, name),
    }
}
