//! The ways to take a view along, in Spanish.

use super::Share;

/// The words.
pub const SHARE: Share = Share {
    png: "Imagen (PNG)",
    svg: "Dibujo (SVG)",
    shown: "Estos números (CSV)",
    record: "El registro completo (CSV)",
    cite: "Copiar cita",
};
