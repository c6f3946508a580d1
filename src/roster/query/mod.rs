//! How many: the record filtered, counted and laid along time, and the totals that others counted, which are never
//! added to it.
//!
//! It uses the rooms before it. It never changes a record, and it puts nothing into words.

pub mod background;
pub mod context;
pub mod count;
pub mod departure;
pub mod earlier;
pub mod filter;
pub mod lean;
pub mod profile;
pub mod residents;
pub mod restated;
pub mod series;
pub mod step;
