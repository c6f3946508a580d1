//! Who has agreed, when: from ICE's lists to the record, and counts of it. It knows no geometry and no drawing.

pub mod agreement;
pub mod cell;
pub mod changes;
pub mod check;
pub mod codebook;
pub mod comparison;
pub mod context;
pub mod count;
pub mod dating;
pub mod departure;
pub mod diff;
pub mod earlier;
pub mod eastern;
#[cfg(not(target_family = "wasm"))]
pub mod feed;
pub mod filter;
pub mod guard;
pub mod history;
pub mod identity;
pub mod issue;
pub mod list;
pub mod locate;
pub mod log;
pub mod name;
pub mod names;
mod packed;
mod pending;
pub mod places;
pub mod profile;
pub mod record;
pub mod restated;
pub mod sentence;
pub mod series;
pub mod sheet;
pub mod sighting;
pub mod thread;

pub use agreement::{Agreement, Level, Model, Status};
pub use context::Context;
pub use count::{By, Count};
pub use earlier::Earlier;
pub use filter::Filter;
pub use list::List;
pub use log::Log;
pub use names::Names;
pub use record::Record;
pub use restated::Restated;
