//! All that a panel tells of one place: who has an agreement there, since when and in what text, who else acts there,
//! how it came about, and what lies beside it.

mod address;
mod beside;
pub(super) mod dossier;
mod newest;
mod view;
mod who;
mod words;

pub use view::PlaceView;
