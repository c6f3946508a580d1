//! The headline: what there is of a query, in a sentence or two that can be quoted as they stand. It draws nothing.

mod age;
mod counted;
mod grammar;
mod places;
mod view;
mod words;

pub use view::HeadlineView;
