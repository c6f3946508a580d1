//! What is said around statements of others: a part of the table in `table.rs`. It holds no words itself, and no
//! statement: those are data.

/// What is said around statements of others.
#[derive(Clone, Copy, Debug)]
pub struct BackgroundPhrases {
    /// A title.
    pub title: &'static str,
    /// Below it: whose words these are.
    pub note: &'static str,
    /// A source.
    pub source: &'static str,
    /// After it, where others reported the statement.
    pub reported: &'static str,
    /// The same in brackets, after the name of a source.
    pub by_others: &'static str,
    /// Day; share, part and whole of the agencies; winner and year of the last election before; share, part and whole
    /// of all counties.
    pub winner: &'static str,
    /// The same holes, of counties with few residents.
    pub small: &'static str,
    /// Of a time of which no list is known: month or year; winner and year; share, part and whole of all counties.
    pub all_winner: &'static str,
    /// The same holes, of counties with few residents.
    pub all_small: &'static str,
    /// In a panel: when, what was said, the source that others reported.
    pub of_place: &'static str,
}
