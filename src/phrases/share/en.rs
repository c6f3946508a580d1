//! The ways to take a view along, in English.

use super::Share;

/// The words.
pub const SHARE: Share = Share {
    png: "Picture (PNG)",
    svg: "Drawing (SVG)",
    shown: "These numbers (CSV)",
    record: "The whole record (CSV)",
    cite: "Copy citation",
};
