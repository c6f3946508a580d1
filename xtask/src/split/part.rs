//! What a part of the module is. It says what one brings, never how it is cut.

/// One part of the module. The first has to be there before any other; a later one needs none but that.
pub struct Part {
    /// Its name, which the bindings give to the function that loads it.
    pub name: &'static str,
    /// The classes and functions of `embed/wasm/` that it brings, as JavaScript calls them; none for the part that
    /// takes the rest.
    pub brings: &'static [&'static str],
}
