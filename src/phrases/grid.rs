//! What a language has to say around the grid of states: a part of the table in `table.rs`. It holds no words itself.

/// What is said around the grid of states.
#[derive(Clone, Copy, Debug)]
pub struct GridPhrases {
    /// What a reader may do with the tiles.
    pub hint: &'static str,
    /// A button: each curve on a scale of its own.
    pub own: &'static str,
    /// The first and the last day of the curves.
    pub one_scale: &'static str,
    /// The same where each has its own.
    pub own_scale: &'static str,
}
