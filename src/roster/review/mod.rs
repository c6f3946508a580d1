//! The record held against itself, the lists it was made of, another record or an earlier day, and what is told of the
//! differences.
//!
//! It uses every other room, and none uses it. It never changes what it looks at.

pub mod beside;
pub mod changes;
pub mod check;
pub mod comparison;
pub mod diff;
#[cfg(not(target_family = "wasm"))]
pub mod feed;
#[cfg(not(target_family = "wasm"))]
pub mod manifest;
mod pairing;
pub mod sentence;
