//! The door: what a page may ask, the sentences it is told, and the one folder that speaks JavaScript.
//!
//! Names and defaults stand in [`contract`](crate::contract), words in [`phrases`](crate::phrases); every number that a
//! page shows comes out of here.

pub mod address;
pub mod background;
pub mod changes;
pub mod curve;
pub mod filters;
pub mod grid;
pub mod growth;
pub mod headline;
pub mod map;
pub mod needs;
pub mod panel;
pub mod place;
pub mod poster;
pub mod restated;
pub mod rows;
pub mod search;
pub mod table;
mod terms;
mod title;
mod words;
mod written;

#[cfg(all(target_family = "wasm", feature = "page"))]
mod canvas;
#[cfg(all(target_family = "wasm", feature = "page"))]
pub mod wasm;

pub use background::BackgroundView;
pub use changes::ChangesView;
pub use filters::FiltersView;
pub use grid::GridView;
pub use growth::GrowthView;
pub use headline::HeadlineView;
pub use map::MapView;
pub use place::PlaceView;
pub use rows::TableView;
pub use search::SearchView;
