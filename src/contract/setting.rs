//! What an element is told beside a query: attributes that no address and no script has. Only people and tools read
//! this; the shell reads the attributes itself, and no page carries the table.

/// Which elements have an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// Each view, and the atlas.
    Each,
    /// The atlas alone.
    Atlas,
    /// A step of a story.
    Step,
}

impl Bearer {
    /// In the words of the README's table.
    pub const fn name(self) -> &'static str {
        match self {
            Bearer::Each => "all",
            Bearer::Atlas => "the atlas",
            Bearer::Step => "a step",
        }
    }
}

/// An attribute of elements alone.
pub struct Setting {
    /// As attributes are written: `url-state`.
    pub name: &'static str,
    /// What its values are; one that may be left out makes it a switch.
    pub values: &'static str,
    /// Whether it says something without a value.
    pub switch: bool,
    /// What stands where it is not set.
    pub default: &'static str,
    /// The elements that have it.
    pub bearer: Bearer,
    /// What it does, a phrase.
    pub meaning: &'static str,
}

/// Every one, in the order in which the README lists them.
pub static SETTINGS: &[Setting] = &[
    Setting {
        name: "base",
        values: "an address",
        switch: false,
        default: "beside the script",
        bearer: Bearer::Each,
        meaning: "The folder of the files that do not stand beside the script, each under its own name",
    },
    Setting {
        name: "integrity",
        values: "nothing, or a hash as `sha256-…`",
        switch: true,
        default: "none",
        bearer: Bearer::Each,
        meaning: "Every file is compared with the manifest beside it, or the record of `src` with the hash",
    },
    Setting {
        name: "url-state",
        values: "nothing, or a word before its names",
        switch: true,
        default: "none",
        bearer: Bearer::Atlas,
        meaning: "The query lives in the page's address",
    },
    Setting {
        name: "for",
        values: "an id",
        switch: false,
        default: "the atlas around it, else the nearest",
        bearer: Bearer::Step,
        meaning: "The atlas that the step leads",
    },
];
