//! A change of a list in words, and as a row of CSV with the columns of the program's, its identifiers apart. It finds
//! no change.

use crate::date::Date;
use crate::phrases::{Lang, phrase};
use crate::place::Fips;
use crate::roster::record::agreement::{Agreement, Model};
use crate::roster::record::table::row;
use crate::roster::review::changes::Kind;

use super::words::{lower_first, model_name};

/// The columns.
pub const COLUMNS: &str = "day,change,state,agency,county,fips,model,signed,found,made,document\n";

/// Its day, its kind, the earlier day of signing, and of what took its place the model and the day of signing.
pub type Told = (Date, Kind, Option<Date>, Option<(Model, Option<Date>)>);

/// The row of a change. `made` is the corrected day of signing, the day of signing of the agreement that took over, or
/// the model that the agency switched to.
pub fn written(
    (day, kind, was, other): Told,
    one: &Agreement,
    named: &dyn Fn(&Fips) -> String,
    address: &str,
) -> String {
    let written = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let made = match (kind, other) {
        (Kind::Redated, _) => written(one.signed),
        (Kind::Renewed | Kind::Superseded, Some((_, signed))) => written(signed),
        (Kind::Switched, Some((model, _))) => model.code().to_owned(),
        _ => String::new(),
    };
    let joined = |text: &dyn Fn(&Fips) -> String| one.counties.iter().map(text).collect::<Vec<_>>().join(";");
    row(&[
        day.to_string(),
        kind.name().to_owned(),
        one.state.postal().to_owned(),
        one.agency.to_owned(),
        joined(named),
        joined(&Fips::to_string),
        one.model.code().to_owned(),
        written(one.signed),
        written(was),
        made,
        address.to_owned(),
    ])
}

/// What became of agreements, over several.
pub fn heading(kind: Kind, lang: Lang) -> &'static str {
    lang.pick(match kind {
        Kind::Added => phrase!(changes.kinds.added),
        Kind::Returned => phrase!(changes.kinds.returned),
        Kind::Renewed => phrase!(changes.kinds.renewed),
        Kind::Superseded => phrase!(changes.kinds.superseded),
        Kind::Switched => phrase!(changes.kinds.switched),
        Kind::Ended => phrase!(changes.kinds.ended),
        Kind::Absent => phrase!(changes.kinds.absent),
        Kind::Redated => phrase!(changes.kinds.redated),
    })
}

/// When an agreement was signed, what was printed before, and what took its place.
pub fn said((_, kind, was, other): Told, one: &Agreement, lang: Lang) -> String {
    let signed = match one.signed {
        Some(day) => lang.tell(phrase!(changes.signed), &[&lang.day(day)]),
        None => lang.pick(phrase!(changes.undated)).to_owned(),
    };
    let (more, day) = match (kind, other, was, one.signed) {
        (Kind::Redated, _, Some(was), Some(now)) => {
            return lang.tell(phrase!(changes.corrected), &[&lang.day(was), &lang.day(now)]);
        }
        (Kind::Redated, _, None, Some(now)) => return lang.tell(phrase!(changes.filled), &[&lang.day(now)]),
        (Kind::Renewed | Kind::Superseded, Some((_, Some(day))), ..) => (phrase!(changes.heir), lang.day(day)),
        (Kind::Switched, Some((model, _)), ..) => (phrase!(changes.now), lower_first(model_name(model, lang))),
        _ => return signed,
    };
    [signed, lang.tell(more, &[&day])].join(lang.pick(phrase!(changes.apart)))
}
