//! The rules by which rows are one agreement: their names, and every threshold of theirs in one place. It looks at days
//! alone; what names and documents say is `grounds`'s.

use crate::date::Date;
use crate::roster::record::agreement::Agreement;

/// Why two rows are one agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// 1: the same name, after the agency was found under another one.
    SameName,
    /// 2: on one list under two days, or with one text.
    DoubleListing,
    /// 3: the same signed document and day, never both on one list.
    SameDocument,
    /// 4: a typing error in the name.
    Spelling,
    /// 5: words added to the name, dropped or swapped.
    Wording,
    /// 6: handed over to another agency of the county.
    Relabelled,
    /// 7: the day of signing corrected.
    CorrectedDay,
    /// 8: moved to its right state.
    WrongState,
    /// 9: a mangled name, on the very lists on which the agreement is missing under its own.
    StandIn,
    /// A year that cannot be.
    ImpossibleYear,
    /// No join of rows: the agency's later agreement stands under other words of its name.
    Renewed,
}

impl Rule {
    /// The rule in words, for the log and for `why`.
    pub fn words(self) -> &'static str {
        match self {
            Rule::SameName => "the same agency, model and day",
            Rule::DoubleListing => "listed twice at once",
            Rule::SameDocument => "the same document of the same day",
            Rule::Spelling => "spelling",
            Rule::Wording => "words added, dropped or swapped",
            Rule::Relabelled => "handed over to another agency of the county",
            Rule::CorrectedDay => "the day of signing was corrected",
            Rule::WrongState => "listed under a wrong state",
            Rule::StandIn => "a mangled name on the lists that lack the agreement",
            Rule::ImpossibleYear => "a year that cannot be",
            Rule::Renewed => "the agency renewed under other words",
        }
    }
}

/// Two days of one agreement on one list lie at most so far apart (rule 2); a corrected day moves forward at most so
/// far (rule 7).
pub(super) const CORRECTION_DAYS: i32 = 31;
/// A corrected day of an agreement whose text was never linked moves at most so far (rule 7).
pub(crate) const UNLINKED_DAYS: i32 = 92;
/// A respelt agency is back within so many days (rules 4 and 5).
pub(super) const RESPELT_DAYS: i32 = 60;
/// An agreement moved to its right state is there within so many days (rule 8).
pub(super) const MOVED_DAYS: i32 = 30;
/// The year of the first agreement: Florida's, 2 July 2002. No agreement was signed before.
pub(crate) const FIRST_YEAR: i32 = 2002;
/// A year that is so many too early is a slip, when month and day fall in the [`SLIP_DAYS`] before the first listing.
const SLIP_YEARS: [i32; 2] = [1, 10];
/// See [`SLIP_YEARS`].
const SLIP_DAYS: i32 = 60;
/// A folded name of so many letters is long: three typing errors are forgiven in it, in a shorter one two (rule 4). ICE
/// once printed Freedom County for Minnesota's Freeborn County.
pub(super) const LONG_NAME: usize = 20;
/// Typing errors that are forgiven in a long name, and in a shorter one (rule 4).
pub(super) const NAME_SLIPS: (usize, usize) = (3, 2);
/// Typing errors that are forgiven in the word for an office.
pub(super) const OFFICE_SLIPS: usize = 1;
/// A mangled name lacks at most so many letters of the true one, in one place (rule 9). A page whose `alt` was replaced
/// by `aria-label` throughout made Waria-labelon County of Walton County.
pub(super) const MANGLED_LETTERS: usize = 3;
/// An absence of up to so many days that closes again ends nothing (design, section 3).
pub(crate) const ABSENCE_DAYS: i32 = 60;
/// At the archive's end so many lists without an agreement end it, or so many days (design, section 3).
pub(crate) const FINAL_LISTS: usize = 3;
/// See [`FINAL_LISTS`].
pub(crate) const FINAL_DAYS: i32 = 21;
/// A later agreement that is first listed so many days before the older one's end, or after it, took over.
pub(crate) const RENEWED_DAYS: (i32, i32) = (30, 60);

/// Whether an agreement first listed on a day can have taken over from one that was no longer listed as of another.
pub(super) fn took_over(ended: Date, first: Date) -> bool {
    (-RENEWED_DAYS.0..=RENEWED_DAYS.1).contains(&first.since(ended))
}

/// Whether an agreement can have taken over from an older one of its agency.
pub(crate) fn followed(old: &Agreement, new: &Agreement) -> bool {
    let near = old.ended.zip(new.first_listed).is_some_and(|(ended, first)| took_over(ended, first));
    near && new.first_listed > old.first_listed
}

/// Whether two days are the same in years that follow one another.
pub(super) fn a_year_apart(one: Date, other: Date) -> bool {
    let ((year, month, day), (other_year, other_month, other_day)) = (one.ymd(), other.ymd());
    (month, day) == (other_month, other_day) && (year - other_year).abs() == 1
}

/// The day in the year of the first listing, when its own year cannot be or is a year or ten early.
pub(super) fn possible_year(signed: Date, listed: Date) -> Option<Date> {
    let ((year, month, day), (listed_year, ..)) = (signed.ymd(), listed.ymd());
    let corrected = Date::new(listed_year, month, day)?;
    let impossible = year > listed_year + 1 || year < FIRST_YEAR;
    let early = SLIP_YEARS.contains(&(listed_year - year)) && (0..=SLIP_DAYS).contains(&listed.since(corrected));
    (impossible || early).then_some(corrected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_mended_where_it_cannot_be_or_is_a_slip() {
        let day = |text: &str| Date::parse(text).unwrap();
        let check = |signed, listed, mended: Option<&str>| {
            assert_eq!(possible_year(day(signed), day(listed)), mended.map(day), "{signed} {listed}");
        };
        // None is older than the first of all, or signed in a year after the one that followed its listing.
        check("2001-03-01", "2025-03-05", Some("2025-03-01"));
        check("2002-07-02", "2025-03-05", None);
        check("2027-03-01", "2025-03-05", Some("2025-03-01"));
        check("2026-03-01", "2025-03-05", None);
        // A year or ten too early, when the same day of the right year lies at most 60 days back.
        check("2024-03-06", "2025-05-05", Some("2025-03-06"));
        check("2015-03-06", "2025-05-05", Some("2025-03-06"));
        check("2023-03-06", "2025-05-05", None);
        check("2024-03-05", "2025-05-05", None);
    }
}
