//! The door: what a page may ask, the sentences it is told, and the one file that speaks JavaScript.
//!
//! Names and defaults stand in [`contract`](crate::contract); every number that a page shows comes out of here.

pub mod describe;
pub mod widget;

#[cfg(target_family = "wasm")]
mod canvas;
#[cfg(target_family = "wasm")]
pub mod wasm;

pub use widget::{GrowthWidget, MapWidget};
