//! Agreement Atlas: who has a 287(g) agreement with ICE, since when, and where, drawn for any web page.
//!
//! [`roster`] turns the lists that ICE publishes into one record per agreement and counts it; [`atlas`] knows the
//! shapes of counties; [`chart`] draws both on any surface; [`contract`] has every name by which it is asked; [`embed`]
//! is the door to a page. `roster` and `atlas` never meet but on the codes of [`place`]. Nothing here reads a file, a
//! clock or a random number.

mod arithmetic;
pub mod date;
pub mod error;
mod leb128;
pub mod phrases;
pub mod place;
pub mod vocabulary;

pub mod atlas;
pub mod chart;
pub mod contract;
pub mod embed;
pub mod roster;
