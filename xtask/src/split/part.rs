//! What a part of the module is. It says what one brings, never how it is cut.

/// One part of the module. The first has to be there before any other; a later one needs none but that, and those that
/// it comes after.
#[derive(Clone, Copy, Default)]
pub struct Part {
    /// Its name, which the bindings give to the function that loads it.
    pub name: &'static str,
    /// The classes and functions of `embed/wasm/` that it brings, as JavaScript calls them; none for the part that
    /// takes the rest.
    pub brings: &'static [&'static str],
    /// Other later parts, which are always there before this one and lend it what they have; none but for few.
    pub after: &'static [&'static str],
    /// Whether few pages ever load it: then nothing is moved to the first part for its sake, and what never changes it
    /// brings once more.
    pub rare: bool,
}

impl Part {
    /// Where each part stands among the others.
    pub fn order(parts: &[Part]) -> Vec<Order> {
        let index = |name: &&str| parts.iter().position(|other| other.name == *name);
        let order = |part: &Part| Order { after: part.after.iter().filter_map(index).collect(), rare: part.rare };
        parts.iter().map(order).collect()
    }
}

/// Where a part stands among the others.
#[derive(Clone, Default)]
pub struct Order {
    /// The indices of those that it comes after, beside the first.
    pub after: Vec<usize>,
    /// As a part says it.
    pub rare: bool,
}
