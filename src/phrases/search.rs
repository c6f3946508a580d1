//! What a search says, as a language fills it in. It holds no words itself.

/// What is found, and what readers call it.
#[derive(Clone, Copy, Debug)]
pub struct SearchPhrases {
    /// Under a name: what it is.
    pub state: &'static str,
    /// See `state`: an inhabited territory.
    pub territory: &'static str,
    /// See `state`: the District of Columbia.
    pub federal_district: &'static str,
    /// See `state`.
    pub county: &'static str,
    /// See `state`: a parish, a borough, an independent city.
    pub equivalent: &'static str,
    /// See `state`.
    pub town: &'static str,
    /// See `state`.
    pub agency: &'static str,
    /// See `state`: an agency of the state's own.
    pub state_agency: &'static str,
    /// What it is, and where.
    pub about: &'static str,
    /// What the list of what is found is called.
    pub found: &'static str,
    /// Number.
    pub results: [&'static str; 2],
    /// Results, a number of those that are shown.
    pub first: &'static str,
    /// What was typed.
    pub nothing: &'static str,
    /// Where nothing is called what was typed (#1): how many are, but for a typing error (#2).
    pub similar: &'static str,
    /// What readers call the District of Columbia.
    pub capital: &'static str,
    /// What readers call kinds of places before `of`, small, without accents, with blanks between them.
    pub kinds: &'static str,
}
