//! What is said of what changed: a part of the table in `table.rs`. It holds no words itself.

/// What is said of what lists changed, of several of them or of one.
#[derive(Clone, Copy, Debug)]
pub struct ChangesPhrases {
    /// A title.
    pub title: &'static str,
    /// A title: of which place.
    pub title_of: &'static str,
    /// The first and the last day.
    pub span: &'static str,
    /// A number of agreements that came onto a list.
    pub added: [&'static str; 2],
    /// A number that came back.
    pub returned: [&'static str; 2],
    /// A number that left as a successor came.
    pub renewed: [&'static str; 2],
    /// A number without which lists came: never say more than that.
    pub gone: [&'static str; 2],
    /// A number that the newest list is without, for too short a time to say that they are no longer listed.
    pub absent: [&'static str; 2],
    /// A number whose day of signing was corrected.
    pub redated: [&'static str; 2],
    /// In place of these.
    pub nothing: &'static str,
    /// The same of the record's first list.
    pub first_list: &'static str,
    /// A number of agreements on the day that is spoken of.
    pub in_all: &'static str,
    /// The same, and the day.
    pub in_all_on: &'static str,
    /// Day, what its list brought.
    pub on: &'static str,
    /// Day, what lists brought since.
    pub since: &'static str,
    /// Of what, then as `on`.
    pub of_on: &'static str,
    /// Of what, then as `since`.
    pub of_since: &'static str,
    /// States, and more that narrows the question.
    pub of_these: &'static str,
    /// What narrows the question.
    pub of_asked: &'static str,
    /// Between the last two names.
    pub and: &'static str,
    /// The same before a name that begins with an I.
    pub and_i: &'static str,
    /// States.
    pub opened: [&'static str; 2],
    /// States.
    pub reopened: [&'static str; 2],
    /// States whose agreements are all no longer listed.
    pub emptied: [&'static str; 2],
    /// States that a list has none of, where some are missing from it for a short time.
    pub unlisted: [&'static str; 2],
    /// Those no longer listed that a sentence speaks of: the only one.
    pub it: &'static str,
    /// Both of two.
    pub both: &'static str,
    /// All of a number.
    pub every: &'static str,
    /// A number of a number.
    pub some: &'static str,
    /// Those whose agency has another model now.
    pub switched: [&'static str; 2],
    /// Those whose successor was on another list.
    pub superseded: [&'static str; 2],
    /// Of a list without very many of those before.
    pub seldom: &'static str,
    /// Beside every account: what it does not say.
    pub caution: &'static str,
    /// The first and the last day, between which nothing changed.
    pub empty: &'static str,
    /// The day of the last change before that.
    pub last: &'static str,
    /// In place of that day.
    pub never: &'static str,
    /// The day asked for, the day counted on, which is before it.
    pub reversed: &'static str,
    /// A button: away from a place.
    pub back: &'static str,
    /// A heading, of states.
    pub by_state: &'static str,
    /// A number of states that changed.
    pub more: [&'static str; 2],
    /// A heading: what became of agreements.
    pub kinds: Kinds,
    /// Day of signing, small, after a name.
    pub signed: &'static str,
    /// In place of a day of signing.
    pub undated: &'static str,
    /// Day of signing before, day now.
    pub corrected: &'static str,
    /// Day of signing, where there was none.
    pub filled: &'static str,
    /// The day of signing of an agreement that took over.
    pub heir: &'static str,
    /// A model, which an agency switched to.
    pub now: &'static str,
    /// Between two things that are said of an agreement.
    pub apart: &'static str,
    /// A link.
    pub text: &'static str,
    /// The same for a screen reader: agency, model.
    pub text_of: &'static str,
    /// Before links.
    pub follow: &'static str,
}

/// What became of agreements, each a heading over several.
#[derive(Clone, Copy, Debug)]
pub struct Kinds {
    /// On a list for the first time.
    pub added: &'static str,
    /// On a list again.
    pub returned: &'static str,
    /// A successor came as they left.
    pub renewed: &'static str,
    /// They left, and a successor is on another list.
    pub superseded: &'static str,
    /// They left, and their agency has another model.
    pub switched: &'static str,
    /// They left: never say more than that.
    pub ended: &'static str,
    /// Missing for a short time.
    pub absent: &'static str,
    /// The day of signing was corrected.
    pub redated: &'static str,
}
