//! Who has agreed, when: from ICE's lists to the record, and counts of it. It knows no geometry and no drawing.
//!
//! Five rooms in a row, each of which may use those before it and none behind it: what the record is ([`record`]), what
//! a list prints ([`import`]), which rows are one agreement ([`identity`]), how many there are ([`query`]), what is
//! worth telling of that ([`review`]). A thing has one path: no room passes on what another has.

pub mod identity;
pub mod import;
pub mod query;
pub mod record;
pub mod review;
