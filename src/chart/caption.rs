//! The words around a picture: what is shown, as of when, by which colours, from where. It sets none of them.

use super::theme::Color;

/// The words around a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// What is shown.
    pub title: String,
    /// As of when.
    pub date: String,
    /// The legend's heading: the unit.
    pub unit: String,
    /// The legend's entries.
    pub legend: Vec<Key>,
    /// What the picture cannot show.
    pub notes: Vec<String>,
    /// Where the figures come from.
    pub source: String,
}

impl Caption {
    /// Title, date and notes in one line, for those who hear it.
    pub fn summary(&self) -> String {
        self.told(self.notes.len())
    }

    /// The same with only the first notes.
    pub fn told(&self, n_notes: usize) -> String {
        let mut spoken = vec![self.title.as_str(), &self.date];
        spoken.extend(self.notes.iter().take(n_notes).map(|note| note.trim_end_matches('.')));
        spoken.join(". ") + "."
    }
}

/// How a legend shows what stands for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// All of a patch.
    Whole,
    /// A patch with stripes.
    Striped,
    /// A dot.
    Dot,
    /// A dot's outline.
    Ring,
    /// An outlined box.
    Badge,
}

impl Swatch {
    /// Its word, as a page's style knows it.
    pub fn name(self) -> &'static str {
        match self {
            Swatch::Whole => "whole",
            Swatch::Striped => "striped",
            Swatch::Dot => "dot",
            Swatch::Ring => "ring",
            Swatch::Badge => "badge",
        }
    }
}

/// An entry of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// How it is shown.
    pub swatch: Swatch,
    /// In which colour.
    pub color: Color,
    /// What it stands for.
    pub label: String,
}
