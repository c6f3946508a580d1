//! The codebook: what each column of the public tables holds, in one sentence each. It reads no table and judges none.
//!
//! `data/SOURCES.md` and the exported package say these sentences; the tests hold the three together.

use crate::place::State;

use super::agreement::{Level, Model, Status};

/// What a cell holds.
#[derive(Clone, Copy)]
pub enum Holds {
    /// Text as it stands.
    Text,
    /// Text of a form that a regular expression describes whole.
    Form(&'static str),
    /// One of the words that the function lists.
    Word(fn() -> Vec<&'static str>),
    /// A day as `YYYY-MM-DD`.
    Day,
    /// An address on the web.
    Address,
    /// How many, from none on; of what, the word says.
    Number(&'static str),
}

/// One column.
#[derive(Clone, Copy)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether each row has one; else the cell may be empty.
    pub is_required: bool,
    /// Whether no two rows have the same.
    pub is_unique: bool,
    /// What it means. Words of the files stand between backticks.
    pub sentence: &'static str,
}

/// A table: its rows stand for what `title` says.
pub struct Codebook {
    /// The file's name without its ending.
    pub name: &'static str,
    /// What the table is.
    pub title: &'static str,
    /// The columns, in the file's order.
    pub columns: &'static [Column],
}

/// The form of `fips`.
const CODES: &str = "[0-9]{5}(;[0-9]{5})*";
/// The form of a list of models.
const MODELS: &str = "(JEM|TFM|WSO)(;(JEM|TFM|WSO))*";

const fn optional(name: &'static str, holds: Holds, sentence: &'static str) -> Column {
    Column { name, holds, is_required: false, is_unique: false, sentence }
}

const fn required(name: &'static str, holds: Holds, sentence: &'static str) -> Column {
    Column { is_required: true, ..optional(name, holds, sentence) }
}

const fn key(name: &'static str, sentence: &'static str) -> Column {
    Column { is_unique: true, ..required(name, Holds::Text, sentence) }
}

fn states() -> Vec<&'static str> {
    State::all().map(State::postal).collect()
}

fn levels() -> Vec<&'static str> {
    Level::ALL.map(Level::code).to_vec()
}

fn models() -> Vec<&'static str> {
    Model::ALL.map(Model::code).to_vec()
}

fn statuses() -> Vec<&'static str> {
    Status::ALL.map(Status::code).to_vec()
}

/// `agreements.csv`, the record.
pub const AGREEMENTS: Codebook = Codebook {
    name: "agreements",
    title: "287(g) agreements over time, one row an agreement",
    columns: &[
        key("id", "made from content: `FL-lee-county-sheriffs-office-TFM-2025-02-24`"),
        required("state", Holds::Word(states), "postal code, GU and MP included"),
        required("agency", Holds::Text, "the name, cleaned, as last spelt"),
        optional(
            "level",
            Holds::Word(levels),
            "county, municipal, state, as ICE last typed it; a county's sheriff is the county's and a police department \
             that does not call itself a county's a town's, whatever the type says. Empty where ICE never said (before \
             21 February 2025 it said nothing)",
        ),
        optional(
            "county",
            Holds::Text,
            "name of the county it sits in; empty for state agencies and where neither ICE, the agency's name \
             nor `places.csv` says; several joined by `;`",
        ),
        optional("fips", Holds::Form(CODES), "five-digit code of that county; several joined by `;` in the same order"),
        required(
            "model",
            Holds::Word(models),
            "JEM (jail enforcement), TFM (task force), WSO (warrant service officer)",
        ),
        required("status", Holds::Word(statuses), "active, pending, renewed, ended or absent, as of the last list"),
        optional(
            "signed",
            Holds::Day,
            "as ICE prints it, as corrected: the day last printed, and where its year cannot be (5025) the year \
             of the first list that carried it",
        ),
        optional("pending_from", Holds::Day, "first pending list that carried it"),
        optional(
            "first_listed",
            Holds::Day,
            "first list of participating agencies that carried it; empty while it is pending",
        ),
        optional("last_listed", Holds::Day, "last list of participating agencies that carried it"),
        optional(
            "absent_since",
            Holds::Day,
            "date of the first list without it, while that absence is too short to be an ending; empty otherwise. It is \
             not counted from that day on",
        ),
        optional(
            "ended",
            Holds::Day,
            "date of the first list without it, after which it stayed away. It says that ICE no longer lists the \
             agreement, not why",
        ),
        optional(
            "renewed_by",
            Holds::Text,
            "the `id` of the later agreement of the same agency and model that took over, first listed at most \
             30 days before the older one left or 60 days after; the agency's name may be worded otherwise in it",
        ),
        optional("document", Holds::Address, "address of the signed text, if ICE linked it"),
    ],
};

/// `agencies.csv`, made from the record.
pub const AGENCIES: Codebook = Codebook {
    name: "agencies",
    title: "Agencies with a 287(g) agreement or waiting for one, one row an agency",
    columns: &[
        key(
            "id",
            "made from content: `FL-lee-county-sheriffs-office`; a part of a hash of the name follows where \
             state and name in plain letters do not tell agencies apart",
        ),
        required("state", Holds::Word(states), "postal code, GU and MP included"),
        required(
            "agency",
            Holds::Text,
            "the name, as its latest agreement spells it; an agency is told apart by state and name, capitals aside",
        ),
        optional("level", Holds::Word(levels), "county, municipal, state, as its latest agreement that has one says"),
        optional("county", Holds::Text, "names of the counties that its agreements name, joined by `;`"),
        optional("fips", Holds::Form(CODES), "five-digit codes of those counties, in the same order"),
        required("models", Holds::Form(MODELS), "every model that it has had or waited for, joined by `;`"),
        optional(
            "models_now",
            Holds::Form(MODELS),
            "the models of its agreements that the last list holds, joined by `;`",
        ),
        optional("first_listed", Holds::Day, "first list of participating agencies that carried an agreement of it"),
        optional("last_listed", Holds::Day, "last list of participating agencies that carried an agreement of it"),
        required(
            "agreements_now",
            Holds::Number("agreements"),
            "how many of its agreements the last list holds; 0 for an agency that is pending, absent or no \
             longer listed",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::record::Record;

    #[test]
    fn the_record_has_these_columns() {
        let header: Vec<&str> = AGREEMENTS.columns.iter().map(|column| column.name).collect();
        assert_eq!(Record::default().to_csv(|_| String::new()), format!("{}\n", header.join(",")));
    }

    #[test]
    fn the_forms_name_every_model() {
        let any = models().join("|");
        assert_eq!(MODELS, format!("({any})(;({any}))*"));
    }
}
