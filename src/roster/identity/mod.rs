//! From the evidence to the record: which rows are one agreement, and what became of each.
//!
//! It uses [`import`](super::import) and [`record`](super::record). It never reads a cell, and it counts nothing.

mod draft;
mod grounds;
pub mod history;
pub mod join;
pub mod name;
mod pending;
pub mod rules;
pub mod thread;
