//! What a part of the module is. It says what one brings, never how it is cut.

/// One part of the module. The first has to be there before any other; a later one needs none but that, and the one
/// that it comes after.
#[derive(Clone, Copy, Default)]
pub struct Part {
    /// Its name, which the bindings give to the function that loads it.
    pub name: &'static str,
    /// The classes and functions of `embed/wasm/` that it brings, as JavaScript calls them; none for the part that
    /// takes the rest.
    pub brings: &'static [&'static str],
    /// Another later part, which is always there before this one and lends it what it has; none but for few.
    pub after: Option<&'static str>,
}

impl Part {
    /// For each part the index of the one that it comes after.
    pub fn before(parts: &[Part]) -> Vec<Option<usize>> {
        let index = |part: &Part| parts.iter().position(|other| Some(other.name) == part.after);
        parts.iter().map(index).collect()
    }
}
