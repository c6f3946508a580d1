//! A list's rows and the record's agreements paired one to one, the surest evidence first, and which rows repeat
//! another's agreement. What is left over it does not judge.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::Date;
use crate::place::{Fips, Gazetteer, State};
use crate::roster::identity::name::{fold, named_for_one_place, reworded};
use crate::roster::import::list::Row;
use crate::roster::import::locate::locate;
use crate::roster::record::agreement::{Agreement, Model};

/// One agreement's rows can bear days so far apart: ICE corrects days mostly by one, sometimes by weeks.
pub(super) const SAME_DAYS: i32 = 31;

/// A usable row, and the agreement that it was paired with.
pub(super) struct Printed<'a> {
    pub row: &'a Row,
    pub state: State,
    pub model: Model,
    pub slug: String,
    pub kept: Option<usize>,
}

/// An agreement that the record counts on the list's day.
pub(super) struct Kept<'a> {
    pub agreement: Agreement<'a>,
    pub slug: &'a str,
    pub paired: bool,
}

/// Evidence that a row and an agreement are one, surest first; names are alike when the distinctive words of one are
/// all in the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// State, name, model and day.
    All,
    /// State, name and model.
    Name,
    /// State, model and the text's address.
    Document,
    /// State and model, names alike, and days near.
    Alike,
    /// State, county and model, and names alike.
    County,
    /// State, model and day, and one county or one place in the names: the body has another name altogether.
    Body,
    /// State, model and a day at most one off, where nothing else is left: another name altogether, and no county of
    /// one of the two.
    Left,
    /// Model and name, in another state, and days near.
    Elsewhere,
}

impl Evidence {
    pub(super) const ALL: [Evidence; 8] = [
        Evidence::All,
        Evidence::Name,
        Evidence::Document,
        Evidence::Alike,
        Evidence::County,
        Evidence::Body,
        Evidence::Left,
        Evidence::Elsewhere,
    ];

    fn holds(self, printed: &Printed, kept: &Kept, gazetteer: &Gazetteer) -> bool {
        let agreement = kept.agreement;
        if printed.model != agreement.model || (printed.state == agreement.state) == (self == Evidence::Elsewhere) {
            return false;
        }
        let apart = printed.row.signed.zip(agreement.signed).map(|(one, other)| one.since(other).abs());
        let same_day = apart == Some(0);
        let same_county = || shares_county(printed, &agreement, gazetteer);
        match self {
            Evidence::All => printed.slug == kept.slug && printed.row.signed == agreement.signed,
            Evidence::Name => printed.slug == kept.slug,
            Evidence::Document => {
                printed.row.document.is_some() && printed.row.document.as_deref() == agreement.document
            }
            Evidence::Alike => near(printed.row.signed, agreement.signed) && alike(&printed.slug, kept.slug),
            Evidence::County => alike(&printed.slug, kept.slug) && same_county(),
            Evidence::Body => {
                let place = || named_for_one_place(&fold(&printed.row.agency), &fold(agreement.agency));
                same_day && (same_county() || place())
            }
            Evidence::Left => {
                let homeless = || agreement.counties.is_empty() || counties(printed, gazetteer).is_empty();
                apart.is_some_and(|days| days <= 1) && homeless()
            }
            Evidence::Elsewhere => near(printed.row.signed, agreement.signed) && printed.slug == kept.slug,
        }
    }
}

/// Whether two days can be of one agreement.
fn near(one: Option<Date>, other: Option<Date>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.since(other).abs() <= SAME_DAYS)
}

/// Pairs the rows and agreements that are left, as far as the evidence goes; of several agreements a row takes the one
/// signed nearest.
pub(super) fn pair<'a>(
    printed: &mut [Printed],
    kept: &mut [Kept<'a>],
    evidence: Evidence,
    gazetteer: &Gazetteer,
    mut name: impl FnMut(&Printed, &Agreement<'a>),
) {
    // Agreements stand by state, so that a row meets only those of its own; one in another state has to look at all.
    let mut left: BTreeMap<Option<(State, Model)>, Vec<usize>> = BTreeMap::new();
    let group = |state: State, model: Model| (evidence != Evidence::Elsewhere).then_some((state, model));
    for (place, kept) in kept.iter().enumerate().filter(|(_, kept)| !kept.paired) {
        left.entry(group(kept.agreement.state, kept.agreement.model)).or_default().push(place);
    }
    for printed in printed.iter_mut().filter(|printed| printed.kept.is_none()) {
        let Some(places) = left.get_mut(&group(printed.state, printed.model)) else { continue };
        let apart = |kept: &Kept| match (kept.agreement.signed, printed.row.signed) {
            (Some(a), Some(b)) => a.since(b).abs(),
            _ => i32::MAX,
        };
        let fitting = places.iter().enumerate().filter_map(|(at, place)| {
            let kept = kept.get(*place)?;
            evidence.holds(printed, kept, gazetteer).then(|| (apart(kept), at, *place))
        });
        let Some((_, at, place)) = fitting.min() else { continue };
        places.remove(at);
        if let Some(kept) = kept.get_mut(place) {
            kept.paired = true;
            name(printed, &kept.agreement);
        }
        printed.kept = Some(place);
    }
}

/// The agreement that a row without one of its own repeats: that of a row of the same model, signed at most
/// [`SAME_DAYS`] apart, under the same name, in other words at most. Names alike are no repetition: Melbourne and West
/// Melbourne stand on one list.
pub(super) fn twin(row: &Printed, all: &[Printed], kept: &[Kept], gazetteer: &Gazetteer) -> Option<String> {
    let twin = all.iter().filter(|other| other.kept.is_some()).find(|other| {
        let corrected = other.kept.and_then(|kept_at| kept.get(kept_at)).and_then(|kept| kept.agreement.signed);
        // A day that is missing contradicts none.
        let missing = row.row.signed.is_none() || other.row.signed.is_none();
        let near = missing || near(row.row.signed, other.row.signed) || row.row.signed == corrected;
        let counties = || (counties(row, gazetteer), counties(other, gazetteer));
        let one_place = || {
            let (a, b) = counties();
            a.is_empty() || b.is_empty() || a == b
        };
        let reworded = || reworded(&row.row.agency, &other.row.agency, row.state);
        let same_name = || other.slug == row.slug || (reworded() && one_place());
        near && other.state == row.state && other.model == row.model && same_name()
    })?;
    let agreement = kept.get(twin.kept?)?.agreement;
    Some(agreement.id.to_owned())
}

fn counties(printed: &Printed, gazetteer: &Gazetteer) -> Vec<Fips> {
    let row = printed.row;
    locate(gazetteer, printed.state, &row.agency, row.level, row.county.as_deref()).counties
}

fn shares_county(printed: &Printed, agreement: &Agreement, gazetteer: &Gazetteer) -> bool {
    !agreement.counties.is_empty() && counties(printed, gazetteer).iter().any(|fips| agreement.counties.contains(fips))
}

/// Words that names of agencies bear or not without meaning another body. What kind of force it is stays: a county's
/// sheriff is not its police.
const GENERAL: [&str; 18] = [
    "and",
    "board",
    "borough",
    "city",
    "county",
    "department",
    "dept",
    "of",
    "office",
    "offices",
    "parish",
    "so",
    "state",
    "the",
    "town",
    "township",
    "trustees",
    "village",
];

/// Whether two slugs can name one body: the distinctive words of one are all in the other, or they differ by two typing
/// errors, long ones by three.
fn alike(a: &str, b: &str) -> bool {
    let words = |slug: &str| -> BTreeSet<String> {
        let kind = |word: &str| match word {
            "sheriff" | "sheriffs" | "sheriffss" => "sheriff".to_owned(),
            "pd" => "police".to_owned(),
            word => word.to_owned(),
        };
        slug.split('-').filter(|word| !GENERAL.contains(word)).map(kind).collect()
    };
    let (a_words, b_words) = (words(a), words(b));
    let telling = |words: &BTreeSet<String>| words.iter().any(|word| word != "sheriff" && word != "police");
    let within =
        (a_words.is_subset(&b_words) && telling(&a_words)) || (b_words.is_subset(&a_words) && telling(&b_words));
    let most = match a.len().min(b.len()) {
        0..=8 => 0,
        9..=24 => 2,
        _ => 3,
    };
    within || strsim::osa_distance(a, b) <= most
}
