//! What the controls of the date and of the filters are called, and what is said of filters. It holds no words itself.

/// What the controls are called.
#[derive(Clone, Copy, Debug)]
pub struct FiltersPhrases {
    /// The slider of days.
    pub date: &'static str,
    /// The field in which a day is typed.
    pub typed: &'static str,
    /// A button: the list before.
    pub previous: &'static str,
    /// A button: the list after.
    pub next: &'static str,
    /// A button.
    pub play: &'static str,
    /// A button.
    pub pause: &'static str,
    /// A mark below the slider, before a year.
    pub inauguration: &'static str,
    /// The models' checkboxes.
    pub models: &'static str,
    /// A button: unfolds the other filters.
    pub more: &'static str,
    /// The same where a reader has chosen some: how many.
    pub some: &'static str,
    /// The box in which a place is searched.
    pub place: &'static str,
    /// The levels' checkboxes.
    pub levels: &'static str,
    /// The statuses' checkboxes.
    pub statuses: &'static str,
    /// The statuses: active, pending, renewed, ended, absent. Never say more than that of the last two.
    pub status: [&'static str; 5],
    /// What is counted: agreements or agencies.
    pub units: &'static str,
    /// The first of these.
    pub agreements: &'static str,
    /// The second.
    pub agencies: &'static str,
    /// A third, of a map of states.
    pub share: &'static str,
    /// The days of signing.
    pub signed: &'static str,
    /// Their first one.
    pub from: &'static str,
    /// Their last one.
    pub to: &'static str,
    /// Said where the first comes after the last.
    pub turned: &'static str,
    /// The field for words in agencies' names.
    pub words: &'static str,
    /// Levels, as a filter that is chosen.
    pub level: &'static str,
    /// Words in agencies' names, likewise.
    pub named: &'static str,
    /// A filter that a reader has taken away from a page.
    pub all_states: &'static str,
    /// Likewise.
    pub all_counties: &'static str,
    /// Likewise.
    pub all_models: &'static str,
    /// Likewise.
    pub all_levels: &'static str,
    /// Likewise.
    pub any_day: &'static str,
    /// Likewise.
    pub any_name: &'static str,
    /// A button: the filter that it takes away.
    pub remove: &'static str,
    /// A button: takes all of a reader's filters away.
    pub clear: &'static str,
    /// A button: shows all that there is, whatever the page asks for.
    pub whole: &'static str,
    /// Agreements, agencies: what the filters leave.
    pub result: &'static str,
    /// Day: the filters leave nothing.
    pub nothing: &'static str,
    /// A button: a filter, and how many there would be without it.
    pub without: &'static str,
    /// A button: the newest day, and how many there would be then.
    pub on_day: &'static str,
    /// A button that folds the filters: how many agreements or agencies they leave.
    pub show: &'static str,
}
