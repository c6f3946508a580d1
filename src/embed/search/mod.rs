//! Finding a place or an agency by what a reader types: states, counties, agencies, and the towns that agencies stand
//! for. It moves no map and counts nothing that `roster` does not.

mod finding;
pub(super) mod fold;
mod index;
mod letters;
mod matching;
mod reading;
mod town;
mod view;

pub use view::{Chosen, Found, Offer, SearchView};
