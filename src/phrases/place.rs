//! What is said of one place in its panel, beside its map. It holds no words itself.

/// The words of the panel of a place.
#[derive(Clone, Copy, Debug)]
pub struct PlacePhrases {
    /// Before a place is chosen.
    pub hint: &'static str,
    /// A place, agreements counted, agencies counted.
    pub has: &'static str,
    /// The same on an earlier day, which is the fourth.
    pub had: &'static str,
    /// The first of these alone.
    pub has_none: &'static str,
    /// The first and the fourth.
    pub had_none: &'static str,
    /// Of several places together; holes as in `has`, the first unused.
    pub have: &'static str,
    /// The same on an earlier day, which is the fourth.
    pub had_together: &'static str,
    /// The same without any.
    pub have_none: &'static str,
    /// A heading over these places, to choose one.
    pub choose: &'static str,
    /// A heading over what the newest lists changed, a place a line.
    pub newest: &'static str,
    /// Agreements that came onto a list.
    pub added: [&'static str; 2],
    /// Agreements without which a list came: never say more than that.
    pub gone: [&'static str; 2],
    /// Likewise, for too short a time to say so.
    pub missing: [&'static str; 2],
    /// Of other agreements than active ones: place, agreements counted, agencies counted, what kind of agreements.
    pub counted: &'static str,
    /// Day; of one agreement.
    pub signed_one: &'static str,
    /// Day; of several agreements.
    pub signed_all: &'static str,
    /// Day; of the first of several.
    pub signed_first: &'static str,
    /// Of a county where only a town's or a campus's agency has one.
    pub none_own: &'static str,
    /// A heading: what, how many.
    pub heading: &'static str,
    /// A heading: agencies that sit in a county.
    pub here: &'static str,
    /// A heading: a state's agencies, of a county.
    pub of_state: &'static str,
    /// A heading: a state's agencies, of the state.
    pub own: &'static str,
    /// A heading: the other agencies of a state.
    pub local: &'static str,
    /// A heading: agencies without an agreement any more.
    pub earlier: &'static str,
    /// Where an agency's agreement holds.
    pub county_wide: &'static str,
    /// Likewise.
    pub town: &'static str,
    /// Likewise.
    pub state_wide: &'static str,
    /// Likewise: other counties.
    pub also_in: &'static str,
    /// Day.
    pub listed: &'static str,
    /// A status.
    pub active: &'static str,
    /// Day; a status.
    pub pending: &'static str,
    /// Day; a status.
    pub absent: &'static str,
    /// Day; a status: never say more than that.
    pub ended: &'static str,
    /// Day; a status.
    pub renewed: &'static str,
    /// A link.
    pub text: &'static str,
    /// The same for a screen reader: agency, model.
    pub text_of: &'static str,
    /// In place of the link, where the lists have none.
    pub no_text: &'static str,
    /// The line of time, in words: its first and its last month, the most there ever were, the day counted, how many
    /// then.
    pub course: &'static str,
    /// A number.
    pub residents: &'static str,
    /// Counties counted, all counties, a state.
    pub share: &'static str,
    /// A heading.
    pub neighbours: &'static str,
    /// A heading.
    pub neighbour_states: &'static str,
    /// A heading.
    pub nearest: &'static str,
    /// A heading.
    pub counties: &'static str,
    /// A button.
    pub close: &'static str,
    /// A button.
    pub copy_link: &'static str,
    /// A button.
    pub copy_sentence: &'static str,
    /// A button.
    pub copy_embed: &'static str,
    /// Said when something was copied.
    pub copied: &'static str,
    /// Said where it could not be copied: it stands in a field.
    pub copy_by_hand: &'static str,
    /// Beside a panel: the signed texts could not be fetched.
    pub no_texts: &'static str,
}
