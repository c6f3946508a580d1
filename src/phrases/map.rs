//! What a language says around a map and of a place on it: a part of its table. It holds no words itself.

/// What is said around a map and of a place on it.
#[derive(Clone, Copy, Debug)]
pub struct MapPhrases {
    /// After a title.
    pub by_county: &'static str,
    /// After a title.
    pub by_state: &'static str,
    /// After a title.
    pub by_agency: &'static str,
    /// What kind of agreements.
    pub agencies_with: &'static str,
    /// Behind the county of a dot that has no room in it.
    pub beside: &'static str,
    /// The legend's heading on a map of dots.
    pub dots: &'static str,
    /// The legend's heading.
    pub agreements_per_county: &'static str,
    /// The legend's heading.
    pub agreements_per_state: &'static str,
    /// The legend's heading.
    pub agencies_per_county: &'static str,
    /// The legend's heading.
    pub agencies_per_state: &'static str,
    /// In the legend: places without any.
    pub none: &'static str,
    /// In the legend: striped counties.
    pub striped: &'static str,
    /// In the legend: badges in states.
    pub state_agency: &'static str,
    /// Names of states with their counts.
    pub no_room: &'static str,
    /// Agreements counted, agencies counted, states and territories counted.
    pub total: &'static str,
    /// Day; of a map or a place.
    pub nothing: &'static str,
    /// Agreements counted, states and territories counted.
    pub of_states: &'static str,
    /// Agreements counted, agencies counted.
    pub of_no_county: &'static str,
    /// Of a striped county.
    pub none_own: &'static str,
    /// Of a place: before the number of its state's own agencies.
    pub state_wide: &'static str,
    /// A number, after names of agencies.
    pub more: &'static str,
    /// Day.
    pub signed: &'static str,
    /// The first and the last day.
    pub signed_between: &'static str,
    /// After what is counted.
    pub by_first_of_county: &'static str,
    /// After what is counted.
    pub by_first_of_state: &'static str,
    /// The legend's heading.
    pub first_per_county: &'static str,
    /// The legend's heading.
    pub first_per_state: &'static str,
    /// In the legend: year.
    pub before_year: &'static str,
    /// In the legend: year.
    pub first_half: &'static str,
    /// In the legend: year.
    pub second_half: &'static str,
    /// In the legend: year.
    pub since_july: &'static str,
    /// Of a map of first days: some places have none any more.
    pub first_past: &'static str,
    /// A footnote on a map of first signatures.
    pub no_day: &'static str,
    /// Of a place: day.
    pub first_signed: &'static str,
    /// A column of the table.
    pub first_column: &'static str,
    /// What kind of agreements.
    pub share_with: &'static str,
    /// The legend's heading.
    pub share_per_state: &'static str,
    /// Counties that have one, counties.
    pub share_line: &'static str,
    /// Right after `share_line` in a footnote.
    pub share_note: &'static str,
    /// In that note, of all counties: what is one in territories.
    pub share_too: &'static str,
    /// The same two numbers in a table.
    pub share_of: &'static str,
    /// A column of the table.
    pub share_column: &'static str,
    /// A footnote where dots have no room.
    pub no_dots: &'static str,
    /// Of a place that was not counted.
    pub unasked: &'static str,
    /// Above the inset of the Northern Mariana Islands, which is narrow.
    pub marianas: &'static str,
    /// The same on a phone: four letters.
    pub marianas_narrow: &'static str,
    /// A column of the table.
    pub county: &'static str,
    /// A column of the table.
    pub state: &'static str,
    /// A column of the table.
    pub agency: &'static str,
    /// A column of the table.
    pub place: &'static str,
    /// A column of the table.
    pub models: &'static str,
    /// A column of the table.
    pub agreements: &'static str,
    /// A column of the table.
    pub agencies: &'static str,
    /// In the table, after a state's name.
    pub state_agencies: &'static str,
    /// In the table.
    pub unplaced: &'static str,
    /// In the table, of what is to be taken off for agencies of several counties.
    pub repeated: &'static str,
}
