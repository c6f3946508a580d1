//! How it looks: the county map on any [`Surface`], the growth chart on any of plotters' backends, and both as figures
//! in SVG. It fetches nothing and knows no page; what it draws was counted by [`roster`](crate::roster).

pub mod camera;
pub mod caption;
pub mod choropleth;
pub mod classes;
mod discs;
pub mod dots;
pub mod figure;
pub mod growth;
pub mod hatch;
pub mod labels;
pub mod map;
pub mod outlines;
pub mod page;
pub mod pointing;
pub mod sheet;
pub mod surface;
pub mod svg;
pub mod text;
pub mod theme;
pub mod ticks;
pub mod tiles;

pub use choropleth::Choropleth;
pub use classes::Classes;
pub use surface::{Pen, Surface};
pub use theme::{Color, Theme, Tone};
