//! Why nothing is imported, in the words of the program, and the one thing that lets it in all the same. It decides
//! nothing.

use std::fmt;

use agreement_atlas::date::Date;
use agreement_atlas::error::Error;

/// What an import was refused for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A file is no list.
    Unreadable,
    /// A list's day is not known, or cannot be the one in its name; a day given along with it overcomes that.
    Undated,
    /// Two lists of one issue differ.
    Twice,
    /// A list differs from the one read before for its issue.
    Other,
    /// A list holds fewer than seven in ten of the agreements of the last good one.
    Small,
    /// A list lacks one end of the alphabet.
    Cut,
    /// A list of those in process names those that take part.
    Takers,
    /// There is no list of participating agencies.
    Bare,
    /// The files of the record are not of one import, or not what import writes.
    Mixed,
}

impl Reason {
    /// A word for it.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Unreadable => "unreadable",
            Reason::Undated => "undated",
            Reason::Twice => "twice",
            Reason::Other => "other",
            Reason::Small => "small",
            Reason::Cut => "cut",
            Reason::Takers => "takers",
            Reason::Bare => "bare",
            Reason::Mixed => "mixed",
        }
    }
}

/// Why nothing is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Of which kind it is.
    pub reason: Reason,
    /// What was found and what was expected.
    pub message: String,
    /// The day that lets it in, once somebody has looked at its list.
    pub accept: Option<Date>,
    /// How the program is told so.
    pub remedy: String,
}

impl Refusal {
    /// One that nothing lets in.
    pub fn new(reason: Reason, message: impl Into<String>) -> Refusal {
        Refusal { reason, message: message.into(), accept: None, remedy: String::new() }
    }

    /// The same, unless its list's day is accepted.
    pub(crate) fn until_accepted(self, date: Date) -> Refusal {
        Refusal { accept: Some(date), remedy: format!("--accept {date} lets it in"), ..self }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        Refusal::new(Reason::Unreadable, error.to_string())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.remedy.as_str() {
            "" => f.write_str(&self.message),
            remedy => write!(f, "{}; {remedy}", self.message),
        }
    }
}

impl std::error::Error for Refusal {}
