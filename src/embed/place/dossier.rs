//! What a panel tells of a place, in words and in its order. It counts nothing and chooses no words.

use serde::Serialize;

/// All that is told of one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dossier {
    /// Five digits for a county, the postal code for a state.
    pub code: String,
    /// `Lee County, Florida`.
    pub name: String,
    /// Agreements counted there.
    pub agreements: usize,
    /// Agencies counted there.
    pub agencies: usize,
    /// `As of May 18, 2026`.
    pub date: String,
    /// How many with how many, and when the first was signed.
    pub sentence: String,
    /// What narrows that, and what it leaves unsaid; a sentence each.
    pub notes: Vec<String>,
    /// The sentence with all that belongs to it, to be quoted.
    pub quote: String,
    /// Who is there.
    pub groups: Vec<Group>,
    /// How it came about; `None` where there never was any.
    pub course: Option<Course>,
    /// Residents, and the share of the state's counties that have any; a line each.
    pub facts: Vec<String>,
    /// The state of a county, what lies beside it, or what is nearest.
    pub choices: Vec<Choices>,
    /// The words of the panel's buttons.
    pub words: Words,
}

/// Agencies under a heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// What they are, and how many.
    pub heading: String,
    /// Whether they are too many, or too long ago, to be shown at once.
    pub folded: bool,
    /// One or more.
    pub agencies: Vec<Agency>,
}

/// An agency with its agreements.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agency {
    /// Its name, as ICE last spelt it.
    pub name: String,
    /// Where it sits and where its agreements hold, in words.
    pub seat: String,
    /// One or more: those that stand first.
    pub agreements: Vec<Line>,
}

/// One agreement.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What the model is called.
    pub model: String,
    /// Whether it is no longer listed.
    pub past: bool,
    /// Where it stands on the day, then when it was signed and since when ICE has listed it.
    pub said: Vec<String>,
    /// Its signed text; `None` where no address is known, or none that may be followed.
    pub link: Option<Link>,
}

/// A link to a signed text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// Of a page of the web.
    pub address: String,
    /// What is read.
    pub text: String,
    /// What is heard: the same, then whose it is.
    pub label: String,
}

/// A line of time: how many agreements there were.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// An SVG path of the steps, 1,000 wide and 100 high.
    pub line: String,
    /// The same closed along the bottom.
    pub area: String,
    /// Where the day counted lies, from 0 to 1,000.
    pub now: i32,
    /// The ends of the time, in words.
    pub from: String,
    /// See `from`.
    pub to: String,
    /// The largest count.
    pub most: String,
    /// All of it in a sentence.
    pub label: String,
}

/// Places to choose from.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choices {
    /// What they are.
    pub heading: String,
    /// Whether they are too many to be shown at once.
    pub folded: bool,
    /// One or more.
    pub places: Vec<Choice>,
}

/// A place to choose.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Five digits for a county, the postal code for a state.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How many agreements, as a number.
    pub count: String,
    /// The same in words.
    pub said: String,
    /// Agreements there.
    pub agreements: usize,
    /// Agencies there.
    pub agencies: usize,
}

/// The words of the panel's buttons.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Words {
    /// Lets go of the place.
    pub close: &'static str,
    /// Copies an address.
    pub link: &'static str,
    /// Copies the quotation.
    pub sentence: &'static str,
    /// Copies a frame's tag.
    pub embed: &'static str,
    /// Said when something was copied.
    pub copied: &'static str,
    /// Said where it could not be.
    pub by_hand: &'static str,
    /// Said where the signed texts' addresses did not come.
    pub no_texts: &'static str,
}
