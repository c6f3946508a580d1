//! From the bytes of ICE's lists to the record and the evidence: what the program `import` and the importer's page have
//! in common, so that both write the same bytes.
//!
//! It opens no file, asks no clock and starts no thread: bytes come in, bytes go out. What the cells of a list mean,
//! and which rows are one agreement, the library says. Only `wasm.rs` speaks JavaScript.

mod archive;
pub mod counties;
mod delimited;
pub mod import;
pub mod intake;
pub mod reading;
pub mod refusal;
pub mod session;
pub mod set;
pub mod workbook;
mod xlsx;
mod xml;

#[cfg(target_family = "wasm")]
pub mod wasm;
