//! What is said in the table of agreements and around it: a part of the table in `table.rs`. It holds no words itself.

/// The words of the table of agreements, beside those that it shares with the map and the panel of a place.
#[derive(Clone, Copy, Debug)]
pub struct RowsPhrases {
    /// A column.
    pub model: &'static str,
    /// A column.
    pub level: &'static str,
    /// A column.
    pub status: &'static str,
    /// A column: days of signing.
    pub signed: &'static str,
    /// A column: days of lists.
    pub first: &'static str,
    /// A column: days of lists.
    pub last: &'static str,
    /// In that column, of what is on the day's list.
    pub still: &'static str,
    /// In the column of counties, of a state's own agency.
    pub state_wide: &'static str,
    /// Day; a status.
    pub absent: &'static str,
    /// Day; a status: never say more than that.
    pub ended: &'static str,
    /// Day; a status.
    pub renewed: &'static str,
    /// Agreements counted, agencies counted.
    pub total: &'static str,
    /// A button, pressed where agencies have rows and not agreements.
    pub group: &'static str,
    /// Place; a button that shows the other places, too.
    pub back: &'static str,
    /// What keys do.
    pub hint: &'static str,
    /// Column.
    pub up: &'static str,
    /// Column.
    pub down: &'static str,
    /// Where there is no row: how many there are of other statuses.
    pub others: &'static str,
    /// Number; one of those.
    pub n_active: [&'static str; 2],
    /// Number; one of those.
    pub n_pending: [&'static str; 2],
    /// Number; one of those.
    pub n_renewed: [&'static str; 2],
    /// Number; one of those: never say more than that.
    pub n_ended: [&'static str; 2],
    /// Number; one of those.
    pub n_absent: [&'static str; 2],
    /// The addresses of the texts could not be fetched.
    pub textless: &'static str,
}
