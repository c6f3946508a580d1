//! The columns of `agreements.csv`: how an agreement is written in them, and read back. It knows one row at a time.

use crate::date::Date;
use crate::error::{Error, Kind, Result};
use crate::place::{Fips, State};
use crate::vocabulary::Vocabulary;

use super::agreement::{Agreement, Level, Model, Status};

/// A column of `agreements.csv`, in the order of [`COLUMNS`].
#[derive(Clone, Copy)]
pub(super) enum Column {
    Id,
    State,
    Agency,
    Level,
    County,
    Fips,
    Model,
    Status,
    Signed,
    PendingFrom,
    FirstListed,
    LastListed,
    AbsentSince,
    Ended,
    RenewedBy,
    Document,
}

/// The columns of `agreements.csv`, in order.
pub(super) const COLUMNS: [&str; 16] = [
    "id",
    "state",
    "agency",
    "level",
    "county",
    "fips",
    "model",
    "status",
    "signed",
    "pending_from",
    "first_listed",
    "last_listed",
    "absent_since",
    "ended",
    "renewed_by",
    "document",
];

impl Column {
    pub(super) const ALL: [Column; 16] = [
        Column::Id,
        Column::State,
        Column::Agency,
        Column::Level,
        Column::County,
        Column::Fips,
        Column::Model,
        Column::Status,
        Column::Signed,
        Column::PendingFrom,
        Column::FirstListed,
        Column::LastListed,
        Column::AbsentSince,
        Column::Ended,
        Column::RenewedBy,
        Column::Document,
    ];

    pub(super) fn name(self) -> &'static str {
        COLUMNS.get(self as usize).copied().unwrap_or_default()
    }
}

/// A cell of the record's file, but for the names of counties.
pub(super) fn written(agreement: &Agreement, column: Column) -> String {
    let date = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    match column {
        Column::Id => agreement.id.to_owned(),
        Column::State => agreement.state.postal().to_owned(),
        Column::Agency => agreement.agency.to_owned(),
        Column::Level => agreement.level.map_or("", Level::code).to_owned(),
        Column::County => String::new(),
        Column::Fips => agreement.counties.iter().map(Fips::to_string).collect::<Vec<_>>().join(";"),
        Column::Model => agreement.model.code().to_owned(),
        Column::Status => agreement.status.code().to_owned(),
        Column::Signed => date(agreement.signed),
        Column::PendingFrom => date(agreement.pending_from),
        Column::FirstListed => date(agreement.first_listed),
        Column::LastListed => date(agreement.last_listed),
        Column::AbsentSince => date(agreement.absent_since),
        Column::Ended => date(agreement.ended),
        Column::RenewedBy => agreement.renewed_by.unwrap_or_default().to_owned(),
        Column::Document => agreement.document.unwrap_or_default().to_owned(),
    }
}

/// Text without the invisible marks that turn the direction of what follows: in a sentence they would turn that, too.
pub fn undirected(mut text: String) -> String {
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // Where it stands: a page that takes one record after another has no room for another copy of each.
    text.retain(|c| !turns(c));
    text
}

/// One row being read.
pub(super) struct Cells<'a> {
    pub row: &'a [&'a str],
    pub places: &'a [Option<usize>; COLUMNS.len()],
    pub number: usize,
}

impl<'a> Cells<'a> {
    /// The row's agreement; `counties` has room for its own.
    pub(super) fn agreement(&self, counties: &'a mut Vec<Fips>) -> Result<Agreement<'a>> {
        let [signed, pending_from, first_listed, last_listed, absent_since, ended] = self.days()?;
        if first_listed.is_none() && pending_from.is_none() {
            return Err(self.wrong(Column::FirstListed, "a date, or one in pending_from"));
        }
        let agency = self.text(Column::Agency);
        if agency.is_empty() {
            return Err(self.wrong(Column::Agency, "a name"));
        }
        let status = match (self.text(Column::Status), ended, first_listed) {
            ("", Some(_), _) => Some(Status::Ended),
            ("", None, None) => Some(Status::Pending),
            ("", None, Some(_)) if absent_since.is_some() => Some(Status::Absent),
            ("", None, Some(_)) => Some(Status::Active),
            (code, ..) => Status::from_code(code),
        };
        let status = status.ok_or_else(|| self.wrong(Column::Status, &Status::one_of()))?;
        let level = match self.text(Column::Level) {
            "" => None,
            code => Some(Level::from_code(code).ok_or_else(|| self.wrong(Column::Level, &Level::one_of()))?),
        };
        let state = State::from_postal(self.text(Column::State));
        let model = Model::from_code(self.text(Column::Model));
        let optional = |column: Column| Some(self.text(column)).filter(|text| !text.is_empty());
        self.counties(counties)?;
        Ok(Agreement {
            id: self.text(Column::Id),
            state: state.ok_or_else(|| self.wrong(Column::State, "a postal code such as FL"))?,
            agency,
            level,
            counties,
            model: model.ok_or_else(|| self.wrong(Column::Model, &Model::one_of()))?,
            status,
            signed,
            pending_from,
            first_listed,
            last_listed,
            absent_since,
            ended,
            // A record may say that a later agreement took over, and not which.
            renewed_by: optional(Column::RenewedBy).or((status == Status::Renewed).then_some("")),
            document: optional(Column::Document),
        })
    }

    fn text(&self, column: Column) -> &'a str {
        let place = self.places.get(column as usize).copied().flatten();
        place.and_then(|at| self.row.get(at)).copied().unwrap_or_default()
    }

    fn days(&self) -> Result<[Option<Date>; 6]> {
        let columns = [
            Column::Signed,
            Column::PendingFrom,
            Column::FirstListed,
            Column::LastListed,
            Column::AbsentSince,
            Column::Ended,
        ];
        let mut days = [None; 6];
        for (day, column) in days.iter_mut().zip(columns) {
            let text = self.text(column);
            *day = Date::parse(text);
            if day.is_none() && !text.is_empty() {
                return Err(self.wrong(column, "a date as YYYY-MM-DD"));
            }
        }
        Ok(days)
    }

    fn counties(&self, counties: &mut Vec<Fips>) -> Result<()> {
        counties.clear();
        for code in self.text(Column::Fips).split(';').filter(|code| !code.is_empty()) {
            // An agreement counts once in a county.
            let fips = Fips::parse(code).filter(|fips| !counties.contains(fips));
            counties.push(fips.ok_or_else(|| self.wrong(Column::Fips, "different five-digit codes joined by ;"))?);
        }
        Ok(())
    }

    fn wrong(&self, column: Column, expected: &str) -> Error {
        let found = format!("\"{}\"", shorten(self.text(column)));
        Error::new(Kind::Record, found, expected).at_row(self.number).in_column(column.name())
    }
}

/// The beginning of a text too long for a message: a page served in place of a record, say.
pub(super) fn shorten(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_the_direction_are_left_out_and_nothing_else() {
        let check = |text: &str, expected: &str| assert_eq!(undirected(text.to_owned()), expected);
        check("Heron \u{202e}ecilop\u{2066} Police\u{200f}\u{61c}", "Heron ecilop Police");
        check("Doña Ana, שלום, l\u{200d}ee", "Doña Ana, שלום, l\u{200d}ee");
        check("", "");
    }
}
