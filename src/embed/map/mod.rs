//! The map of a page: what is counted for its query, where it is looked at, which place is meant, what is drawn anew.

mod camera;
mod counts;
mod first;
mod forms;
mod names;
mod painter;
mod place;
mod share;
mod view;
mod words;

pub use painter::{Laid, Painter, Redraw, highlight};
pub use place::Place;
pub use view::MapView;
