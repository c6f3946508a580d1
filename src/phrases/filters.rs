//! What the controls of the date and the models are called. It holds no words itself.

/// What the controls of the date and the models are called.
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
}
