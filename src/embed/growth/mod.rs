//! The growth chart of a page: what is counted for its query, what a day on it says, what happened.

mod events;
mod reading;
mod view;
mod words;

pub use reading::Reading;
pub use view::GrowthView;
