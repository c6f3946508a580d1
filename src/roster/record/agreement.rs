//! One agreement, as the record keeps it, and the words that ICE sorts agreements by.
//!
//! Source of the words: the columns SUPPORT TYPE and TYPE of ICE's lists. It never counts.

use crate::date::Date;
use crate::place::{Fips, State};
use crate::vocabulary::vocabulary;

/// What an agency may do for ICE under the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Model {
    /// Jail enforcement: officers question and process people held in the agency's own jail.
    Jem,
    /// Task force: officers act for ICE on their ordinary duties.
    Tfm,
    /// Warrant service officer: officers serve ICE's warrants on people in the agency's jail.
    Wso,
}

// The three letters of ICE's lists.
vocabulary!(Model { Jem => "JEM", Tfm => "TFM", Wso => "WSO" });

/// What kind of government the agency belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A sheriff, a county's police or its jail.
    County,
    /// A city, town or campus department.
    Municipal,
    /// An agency of the state itself. It is counted in its state and in no county.
    State,
}

vocabulary!(Level { County => "county", Municipal => "municipal", State => "state" });

/// Where an agreement stands on the day of the record's last list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// ICE lists it.
    Active,
    /// ICE says the agency is in process; it has never been on a list of participating agencies.
    Pending,
    /// No longer listed, and a later agreement of the same agency and model took over.
    Renewed,
    /// No longer listed.
    Ended,
    /// Not on the newest lists, for too short a time to say that it is no longer listed.
    Absent,
}

vocabulary!(Status {
    Active => "active",
    Pending => "pending",
    Renewed => "renewed",
    Ended => "ended",
    Absent => "absent",
});

/// Whose agreement it is, and where that agency sits: what many agreements share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The state or territory of the agency.
    pub state: State,
    /// `None` where ICE never said, as before 21 February 2025.
    pub level: Option<Level>,
    /// The counties it sits in, in the order of their codes; empty for state agencies and where nobody could say.
    pub counties: &'a [Fips],
}

/// One agreement over time: a row of `data/agreements.csv`, as a record shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement<'a> {
    /// Made from content by [`id`]; empty in the packed record that pages load first.
    pub id: &'a str,
    /// The state or territory of the agency.
    pub state: State,
    /// The agency's name, cleaned, as last spelt; empty in a packed record until it is [named](super::Record::name).
    pub agency: &'a str,
    /// `None` where ICE never said, as before 21 February 2025.
    pub level: Option<Level>,
    /// The counties it sits in, in the order of their codes; empty for state agencies and where nobody could say.
    pub counties: &'a [Fips],
    /// What the agency may do.
    pub model: Model,
    /// As of the record's last list.
    pub status: Status,
    /// The day it was signed; `None` where ICE printed none.
    pub signed: Option<Date>,
    /// The first list of pending agencies that carried it.
    pub pending_from: Option<Date>,
    /// The first list that carried it; `None` while pending.
    pub first_listed: Option<Date>,
    /// The last list that carried it; `None` while pending.
    pub last_listed: Option<Date>,
    /// The first list without it, while that absence is too short to be an ending; `None` when it is on the last list
    /// or has ended.
    pub absent_since: Option<Date>,
    /// The first list without it, after which it stayed away; for an agency that never got beyond pending, the
    /// first pending list without it.
    pub ended: Option<Date>,
    /// The `id` of the agreement that took over; empty where nobody says which.
    pub renewed_by: Option<&'a str>,
    /// The address of the signed document, if ICE linked it.
    pub document: Option<&'a str>,
}

/// An agreement that is still being made: its own texts, and otherwise what an [`Agreement`] has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the agreement's of the same name")]
pub struct Draft {
    pub id: String,
    pub state: State,
    pub agency: String,
    pub level: Option<Level>,
    pub counties: Vec<Fips>,
    pub model: Model,
    pub status: Status,
    pub signed: Option<Date>,
    pub pending_from: Option<Date>,
    pub first_listed: Option<Date>,
    pub last_listed: Option<Date>,
    pub absent_since: Option<Date>,
    pub ended: Option<Date>,
    pub renewed_by: Option<String>,
    pub document: Option<String>,
}

impl Draft {
    /// What has been made so far.
    pub fn agreement(&self) -> Agreement<'_> {
        Agreement {
            id: &self.id,
            state: self.state,
            agency: &self.agency,
            level: self.level,
            counties: &self.counties,
            model: self.model,
            status: self.status,
            signed: self.signed,
            pending_from: self.pending_from,
            first_listed: self.first_listed,
            last_listed: self.last_listed,
            absent_since: self.absent_since,
            ended: self.ended,
            renewed_by: self.renewed_by.as_deref(),
            document: self.document.as_deref(),
        }
    }
}

impl From<Agreement<'_>> for Draft {
    fn from(one: Agreement) -> Draft {
        Draft {
            id: one.id.to_owned(),
            state: one.state,
            agency: one.agency.to_owned(),
            level: one.level,
            counties: one.counties.to_vec(),
            model: one.model,
            status: one.status,
            signed: one.signed,
            pending_from: one.pending_from,
            first_listed: one.first_listed,
            last_listed: one.last_listed,
            absent_since: one.absent_since,
            ended: one.ended,
            renewed_by: one.renewed_by.map(str::to_owned),
            document: one.document.map(str::to_owned),
        }
    }
}

impl<'a> Agreement<'a> {
    /// Whose it is, and where that sits.
    pub fn seat(&self) -> Seat<'a> {
        Seat { state: self.state, level: self.level, counties: self.counties }
    }

    /// The first day on which it is not counted any more: `ended`, else `absent_since`.
    pub fn gone(&self) -> Option<Date> {
        self.ended.or(self.absent_since)
    }

    /// Whether ICE listed it on a day: `first_listed <= day`, and neither `ended` nor `absent_since` is on or before
    /// it.
    pub fn is_active(&self, day: Date) -> bool {
        self.first_listed.is_some_and(|first| first <= day) && self.gone().is_none_or(|gone| day < gone)
    }

    /// Whether it is a state's own agency's, which acts in all of it and which no county shows.
    pub fn is_state_wide(&self) -> bool {
        self.level == Some(Level::State) && self.counties.is_empty()
    }

    /// Where it stood on a day; `None` before it was first heard of, and for one that never got beyond pending once it
    /// is not: it was never in force, and so it has not ended.
    pub fn status_on(&self, day: Date) -> Option<Status> {
        match (self.first_listed, self.ended) {
            (Some(first), _) if day < first => self.pending_from.filter(|from| *from <= day).map(|_| Status::Pending),
            (None, Some(ended)) if ended <= day => None,
            (_, Some(ended)) if ended <= day => {
                Some(if self.renewed_by.is_some() { Status::Renewed } else { Status::Ended })
            }
            (Some(_), _) if self.absent_since.is_some_and(|since| since <= day) => Some(Status::Absent),
            (Some(_), _) => Some(Status::Active),
            (None, _) => self.pending_from.filter(|from| *from <= day).map(|_| Status::Pending),
        }
    }
}

/// The stable name of an agreement: `FL-lee-county-sheriffs-office-TFM-2025-02-24`. Without a day it ends in `undated`.
pub fn id(state: State, agency: &str, model: Model, signed: Option<Date>) -> String {
    let day = signed.map_or("undated".to_owned(), |day| day.to_string());
    format!("{}-{}-{}-{day}", state.postal(), slug(agency), model.code())
}

/// A name as part of an address: lower case, apostrophes and accents off, anything else that is no letter or digit as
/// one hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        match crate::place::plain(letter) {
            Some(letter) => slug.push(letter),
            None if letter == '\'' => {}
            None if slug.ends_with('-') || slug.is_empty() => {}
            None => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_content() {
        let florida = State::from_postal("FL").unwrap();
        let day = Date::parse("2025-02-26");
        assert_eq!(
            id(florida, "Lee County Sheriff's Office", Model::Tfm, day),
            "FL-lee-county-sheriffs-office-TFM-2025-02-26"
        );
        assert_eq!(id(florida, "Cut \"N\" Shoot, P.D.", Model::Jem, None), "FL-cut-n-shoot-p-d-JEM-undated");
    }

    #[test]
    fn status_follows_the_dates() {
        let day = |text| Date::parse(text);
        let agreement = Agreement {
            id: "",
            state: State::from_postal("FL").unwrap(),
            agency: "Lee County Sheriff's Office",
            level: None,
            counties: &[],
            model: Model::Tfm,
            status: Status::Ended,
            signed: None,
            pending_from: day("2025-02-01"),
            first_listed: day("2025-03-01"),
            last_listed: day("2025-05-01"),
            absent_since: None,
            ended: day("2025-06-01"),
            renewed_by: None,
            document: None,
        };
        let check = |text, status| assert_eq!(agreement.status_on(day(text).unwrap()), status, "{text}");
        check("2025-01-31", None);
        check("2025-02-01", Some(Status::Pending));
        check("2025-03-01", Some(Status::Active));
        check("2025-05-31", Some(Status::Active));
        check("2025-06-01", Some(Status::Ended));
        let lapsed = Agreement { first_listed: None, last_listed: None, ..agreement };
        assert_eq!(lapsed.status_on(day("2025-05-31").unwrap()), Some(Status::Pending));
        assert_eq!(lapsed.status_on(day("2025-06-01").unwrap()), None);
        let absent = Agreement { ended: None, absent_since: day("2025-06-01"), ..agreement };
        assert_eq!(absent.status_on(day("2025-05-31").unwrap()), Some(Status::Active));
        assert_eq!(absent.status_on(day("2025-06-01").unwrap()), Some(Status::Absent));
        assert!(!absent.is_active(day("2025-06-01").unwrap()));
    }
}
