//! From the cells of ICE's lists to the evidence: each different row once, with the lists that carried it.
//!
//! It uses the words of [`record`](super::record) for what it reads, and no other room. It never decides that two rows
//! are one agreement, and it opens no file.

pub mod cell;
pub mod dating;
pub mod doubt;
pub mod eastern;
pub mod issue;
pub mod list;
pub mod locate;
pub mod log;
pub mod places;
pub mod sheet;
pub mod sighting;
