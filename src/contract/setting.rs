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

/// What the values of an attribute are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// It says nothing without one.
    Needed(&'static str),
    /// It is a switch that may say more.
    Optional(&'static str),
    /// It is a switch.
    None,
}

impl Values {
    /// In the words of the README's table.
    pub fn expected(self) -> String {
        match self {
            Values::Needed(values) => values.to_owned(),
            Values::Optional(values) => format!("nothing, or {values}"),
            Values::None => "nothing".to_owned(),
        }
    }

    /// Whether the attribute says something without a value.
    pub const fn is_switch(self) -> bool {
        !matches!(self, Values::Needed(_))
    }
}

/// An attribute of elements alone.
pub struct Setting {
    /// As attributes are written: `url-state`.
    pub name: &'static str,
    /// What its values are.
    pub values: Values,
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
        values: Values::Needed("an address"),
        default: "beside the script",
        bearer: Bearer::Each,
        meaning: "The folder of the files that do not stand beside the script, each under its own name",
    },
    Setting {
        name: "integrity",
        values: Values::Optional("a hash as `sha256-…`"),
        default: "none",
        bearer: Bearer::Each,
        meaning: "Every file is compared with the manifest beside it, or the record of `src` with the hash",
    },
    Setting {
        name: "url-state",
        values: Values::Optional("a word before its names"),
        default: "none",
        bearer: Bearer::Atlas,
        meaning: "The query lives in the page's address",
    },
    Setting {
        name: "frame",
        values: Values::None,
        default: "none",
        bearer: Bearer::Atlas,
        meaning: "It is all that a frame holds: it asks for what the frame's address asks for, and tells the host how high it is",
    },
    Setting {
        name: "for",
        values: Values::Needed("an id"),
        default: "the atlas around it, else the nearest",
        bearer: Bearer::Step,
        meaning: "The atlas that the step leads",
    },
];
