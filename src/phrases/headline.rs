//! What a language has to say in a headline: a part of the table in `table.rs`. It holds no words itself.
//!
//! A verb has a form for none, for one and for several, of the newest list; then the same three of an earlier day.

/// The pieces of a headline.
#[derive(Clone, Copy, Debug)]
pub struct HeadlinePhrases {
    /// The numbers from one to nine before a noun; larger ones are written in digits.
    pub numbers: [&'static str; 9],
    /// The same before a feminine noun, where a language has those.
    pub numbers_feminine: [&'static str; 9],
    /// In place of the number of no agreements.
    pub none: &'static str,
    /// Between the last two of several, before the last one.
    pub and: fn(&str) -> &'static str,
    /// Likewise.
    pub or: fn(&str) -> &'static str,
    /// A day whose year was said: its number and its month.
    pub day_of_year: &'static str,
    /// Day, before what is so on the newest list.
    pub as_of: &'static str,
    /// Day, before what was so then.
    pub on: &'static str,
    /// Day, before what another tracker restates of a day after the lists.
    pub by: &'static str,
    /// A number, then models with their blank, or nothing.
    pub agreements: [&'static str; 2],
    /// Beside the noun: a model, small.
    pub of_model: &'static str,
    /// Likewise: several models.
    pub of_models: &'static str,
    /// Day; after one agreement, and after several.
    pub signed_on: [&'static str; 2],
    /// Day.
    pub signed_since: [&'static str; 2],
    /// Day.
    pub signed_until: [&'static str; 2],
    /// The first and the last day.
    pub signed_between: [&'static str; 2],
    /// Agencies.
    pub with: &'static str,
    /// A number, then levels with their blank, or nothing.
    pub agencies: [&'static str; 2],
    /// Agencies without a number: levels with their blank, or nothing.
    pub any_agencies: &'static str,
    /// Beside the noun: levels.
    pub of_levels: &'static str,
    /// A level, of one agency and of several.
    pub county: [&'static str; 2],
    /// Likewise.
    pub municipal: [&'static str; 2],
    /// Likewise.
    pub state: [&'static str; 2],
    /// Words in the name of one agency, and in those of several.
    pub named: [&'static str; 2],
    /// A reader's own word.
    pub quoted: &'static str,
    /// Officers.
    pub acts: [&'static str; 6],
    /// Whom agreements let act, where a state's or a territory's own agencies are among others: `own`.
    pub officers: &'static str,
    /// Likewise, where none is its own.
    pub local_officers: &'static str,
    /// Likewise, where only its own are counted: `own`.
    pub own_officers: &'static str,
    /// Of a state, of a territory.
    pub own: [&'static str; 2],
    /// Of active ones beside others.
    pub active: [&'static str; 6],
    /// Of pending ones.
    pub pending: [&'static str; 6],
    /// Of renewed ones.
    pub renewed: [&'static str; 6],
    /// Of absent ones.
    pub absent: [&'static str; 6],
    /// Of those no longer listed: never say more than that.
    pub ended: [&'static str; 6],
    /// After what is absent.
    pub absent_note: &'static str,
    /// After what is no longer listed.
    pub ended_note: &'static str,
    /// Of all counties, or those of places, so many, of how many, where, with which agencies, models, when signed; now,
    /// then.
    pub share: [&'static str; 2],
    /// What else is a county.
    pub share_note: &'static str,
    /// Of agencies or states: one now, several now, one then, several then.
    pub have: [&'static str; 4],
    /// Agencies with a verb's `have`, agreements, what those do.
    pub agencies_have: &'static str,
    /// A state, its verb, a number.
    pub most: &'static str,
    /// The same of two states.
    pub more: &'static str,
    /// Two states, their verb, a number.
    pub most_each: &'static str,
    /// As `most`, of agencies.
    pub most_agencies: &'static str,
    /// As `more`.
    pub more_agencies: &'static str,
    /// As `most_each`.
    pub most_agencies_each: &'static str,
    /// States, their verb.
    pub have_none: &'static str,
    /// The same of agencies.
    pub have_no_agencies: &'static str,
    /// Places.
    pub within: &'static str,
    /// A county, its state; what comes after is parted from it.
    pub county_within: &'static str,
    /// Postal codes of places that are called otherwise within a sentence than in a title.
    pub articled: &'static [(&'static str, &'static str)],
    /// The same where nothing but the place stands there, and another place has the name, too.
    pub alone: &'static [(&'static str, &'static str)],
    /// Postal codes of places that are several.
    pub plural: &'static [&'static str],
    /// Words for counties, as English has them, and what stands for them within a sentence.
    pub counties: &'static [(&'static str, &'static str)],
    /// A number.
    pub states: [&'static str; 2],
    /// A number.
    pub territories: [&'static str; 2],
    /// A number.
    pub chosen_states: &'static str,
    /// A number, territories or the District among them.
    pub chosen_places: &'static str,
    /// A number.
    pub chosen_counties: [&'static str; 2],
    /// Chosen counties, their state.
    pub of_state: &'static str,
    /// Chosen places.
    pub one_of: &'static str,
    /// A number, chosen places.
    pub some_of: &'static str,
    /// No county that was chosen lies in a state that was chosen.
    pub nowhere: &'static str,
    /// A day, what ICE's list held.
    pub held: &'static str,
    /// The same of no agreement.
    pub held_none: &'static str,
    /// Agreements of any kind.
    pub in_all: &'static str,
    /// After what the list held in all.
    pub unfit: &'static str,
    /// The day of the last list.
    pub lists_end: &'static str,
    /// The day of the first list.
    pub lists_begin: &'static str,
    /// Day, a total, its day, month or year.
    pub reported: &'static str,
    /// Where a total is from.
    pub source: &'static str,
    /// Day, agencies in a place.
    pub known: [&'static str; 2],
    /// Day.
    pub unknown: &'static str,
    /// Day; of a selection.
    pub unknown_selected: &'static str,
    /// The day of the last list, how long ago that was.
    pub stale: &'static str,
    /// A number.
    pub weeks_ago: [&'static str; 2],
    /// A number.
    pub months_ago: [&'static str; 2],
    /// A number.
    pub years_ago: [&'static str; 2],
    /// The address of ICE's page.
    pub page: &'static str,
    /// Day on which it was read.
    pub read: &'static str,
    /// The same, and the address at which.
    pub read_at: &'static str,
}
