//! What a view shows, as one typed value: read from and written to the query string that attributes, addresses and
//! scripts share. An unknown value gives the default and a warning; it never fails.

use serde::Serialize;

use crate::chart::Lang;
use crate::chart::choropleth::{Area, Unit};
use crate::chart::growth::Scale;
use crate::date::Date;
use crate::place::{Fips, State};
use crate::roster::series::{Every, Measure, Split};
use crate::roster::{Filter, Level, Model, Status};

/// Every name of the contract that a view understands, with its values and its default, as the README lists them.
pub const NAMES: [(&str, &str, &str); 18] = [
    ("show", "any of `filters map growth`, in order", "all"),
    ("by", "`county` `state` `agency`", "`county`"),
    ("unit", "`agreements` `agencies`", "`agreements`"),
    ("split", "`model` `level` `none`", "`model`"),
    ("measure", "`active` `signed` `ended` (growth chart)", "`active`"),
    ("every", "`day` `month` `year` (growth chart, for `signed` and `ended`)", "`month`"),
    ("scale", "`linear` `log` (growth chart)", "`linear`"),
    ("state", "postal codes, comma-separated", "all"),
    ("county", "five-digit FIPS codes, comma-separated", "all"),
    ("model", "`JEM` `TFM` `WSO`, comma-separated", "all"),
    ("level", "`county` `municipal` `state`, comma-separated", "all"),
    ("status", "`active` `pending` `renewed` `ended` `absent`, comma-separated", "`active`"),
    ("signed", "`FROM..TO`, either end open", "all"),
    ("q", "words in the agency's name", "none"),
    ("as-of", "a date, or `latest`", "`latest`"),
    ("range", "`FROM..TO` of the growth chart's time axis, either end open or `latest`", "all that is known"),
    ("notes", "`built-in` `none` (growth chart)", "`built-in`"),
    ("lang", "`en` `es`", "the page's"),
];

/// A view of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The date slider and the models' checkboxes.
    Filters,
    /// The map.
    Map,
    /// The growth chart.
    Growth,
}

impl View {
    /// All of them, in the order that an atlas without children shows them.
    pub const ALL: [View; 3] = [View::Filters, View::Map, View::Growth];

    /// Its word in `show`.
    pub fn name(self) -> &'static str {
        match self {
            View::Filters => "filters",
            View::Map => "map",
            View::Growth => "growth",
        }
    }
}

/// Annotations that the atlas brings along. A page's own are shown either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// Inaugurations, and what changed the programme.
    #[default]
    BuiltIn,
    /// None.
    None,
}

// Each value of a name with its word; a query is read and written by the same list.
const AREAS: [(&str, Area); 3] = [("county", Area::County), ("state", Area::State), ("agency", Area::Agency)];
const UNITS: [(&str, Unit); 2] = [("agreements", Unit::Agreements), ("agencies", Unit::Agencies)];
const SPLITS: [(&str, Split); 3] = [("model", Split::Model), ("level", Split::Level), ("none", Split::None)];
const MEASURES: [(&str, Measure); 3] =
    [("active", Measure::Active), ("signed", Measure::Signed), ("ended", Measure::Ended)];
const EVERY: [(&str, Every); 3] = [("day", Every::Day), ("month", Every::Month), ("year", Every::Year)];
const SCALES: [(&str, Scale); 2] = [("linear", Scale::Linear), ("log", Scale::Log)];
const NOTES: [(&str, Notes); 2] = [("built-in", Notes::BuiltIn), ("none", Notes::None)];

/// All that a view shows. The default is the default of every name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Which views stand in a frame or an atlas without children; empty for all.
    pub show: Vec<View>,
    /// What the map is coloured by: `by`.
    pub area: Area,
    /// What is counted.
    pub unit: Unit,
    /// What the growth chart is split by.
    pub split: Split,
    /// What the growth chart counts.
    pub measure: Measure,
    /// The length of its periods, where it counts what was signed or no longer listed.
    pub every: Every,
    /// Its vertical axis.
    pub scale: Scale,
    /// Which agreements are meant: `state`, `county`, `model`, `level`, `status`, `signed`, `q`.
    pub filter: Filter,
    /// The day of the count; `None` for the record's last list.
    pub as_of: Option<Date>,
    /// The growth chart's time axis; `None` for the first or last day that something is known of.
    pub range: (Option<Date>, Option<Date>),
    /// Which annotations of ours the growth chart bears.
    pub notes: Notes,
    /// The language.
    pub lang: Lang,
}

impl Query {
    /// Reads a query string, and says what in it was not understood, a line each. A name given twice counts as last given.
    /// Names that are the page's own business (`theme`, `src`, `geography`) are passed over.
    pub fn parse(text: &str) -> (Query, Vec<String>) {
        let mut query = Query::default();
        let mut warnings = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let value = value.trim();
            if value.is_empty() || matches!(&*name, "theme" | "src" | "geography") {
                continue;
            }
            if !query.set(&name, value) {
                let expected = NAMES.iter().find(|(known, ..)| *known == name).map(|(_, values, _)| *values);
                warnings.push(match expected {
                    Some(expected) => format!("{name}: found \"{value}\", expected {}", expected.replace('`', "")),
                    None => format!("found the unknown name \"{name}\""),
                });
            }
        }
        (query, warnings)
    }

    /// Sets one name; false, and nothing set, when the name or the value is not understood.
    fn set(&mut self, name: &str, value: &str) -> bool {
        let word = value.to_ascii_lowercase();
        match name {
            "show" => {
                let view = |word: &str| View::ALL.into_iter().find(|view| view.name() == word);
                assign(&mut self.show, all(word.split([' ', ',']), view))
            }
            "by" => assign(&mut self.area, one(&word, &AREAS)),
            "unit" => assign(&mut self.unit, one(&word, &UNITS)),
            "split" => assign(&mut self.split, one(&word, &SPLITS)),
            "measure" => assign(&mut self.measure, one(&word, &MEASURES)),
            "every" => assign(&mut self.every, one(&word, &EVERY)),
            "scale" => assign(&mut self.scale, one(&word, &SCALES)),
            "notes" => assign(&mut self.notes, one(&word, &NOTES)),
            "state" => assign(&mut self.filter.states, all(word.split(','), State::from_postal)),
            "county" => assign(&mut self.filter.counties, all(word.split(','), Fips::parse)),
            "model" => assign(&mut self.filter.models, all(word.split(','), Model::from_code)),
            "level" => assign(&mut self.filter.levels, all(word.split(','), Level::from_code)),
            "status" => assign(&mut self.filter.statuses, all(word.split(','), Status::from_code)),
            "signed" => assign(&mut self.filter.signed, range(&word)),
            "q" => assign(&mut self.filter.words, Some(value.to_owned())),
            "as-of" => assign(&mut self.as_of, day(&word)),
            "range" => assign(&mut self.range, range(&word)),
            "lang" => assign(&mut self.lang, Lang::from_tag(&word)),
            _ => false,
        }
    }
}

/// A whole query as a page reads it, defaults included: the names of the contract, values as attributes write them, lists as lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Whole {
    show: Vec<&'static str>,
    by: &'static str,
    unit: &'static str,
    split: &'static str,
    measure: &'static str,
    every: &'static str,
    scale: &'static str,
    state: Vec<&'static str>,
    county: Vec<String>,
    model: Vec<&'static str>,
    level: Vec<&'static str>,
    status: Vec<&'static str>,
    signed: String,
    q: String,
    as_of: String,
    range: String,
    notes: &'static str,
    lang: &'static str,
}

impl From<&Query> for Whole {
    fn from(query: &Query) -> Whole {
        let filter = &query.filter;
        let statuses: &[Status] = if filter.statuses.is_empty() { &[Status::Active] } else { &filter.statuses };
        let show: &[View] = if query.show.is_empty() { &View::ALL } else { &query.show };
        Whole {
            show: show.iter().map(|view| view.name()).collect(),
            by: word(&AREAS, query.area),
            unit: word(&UNITS, query.unit),
            split: word(&SPLITS, query.split),
            measure: word(&MEASURES, query.measure),
            every: word(&EVERY, query.every),
            scale: word(&SCALES, query.scale),
            state: filter.states.iter().map(|state| state.postal()).collect(),
            county: filter.counties.iter().map(Fips::to_string).collect(),
            model: filter.models.iter().map(|model| model.code()).collect(),
            level: filter.levels.iter().map(|level| level.code()).collect(),
            status: statuses.iter().map(|status| status.code()).collect(),
            signed: written(filter.signed),
            q: filter.words.clone(),
            as_of: query.as_of.map_or("latest".to_owned(), |day| day.to_string()),
            range: written(query.range),
            notes: word(&NOTES, query.notes),
            lang: query.lang.tag(),
        }
    }
}

/// `FROM..TO`; empty when both ends are open.
fn written((from, to): (Option<Date>, Option<Date>)) -> String {
    let end = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    if from.is_none() && to.is_none() { String::new() } else { format!("{}..{}", end(from), end(to)) }
}

fn assign<T>(field: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *field = value;
            true
        }
        None => false,
    }
}

fn one<T: Copy>(word: &str, known: &[(&str, T)]) -> Option<T> {
    known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

fn word<T: PartialEq>(known: &[(&'static str, T)], value: T) -> &'static str {
    known.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// Every word of a list, or `None` when one is not understood: half a filter would be another filter.
fn all<'a, T>(words: impl Iterator<Item = &'a str>, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    words.map(str::trim).filter(|word| !word.is_empty()).map(read).collect()
}

/// A date, or `Some(None)` for `latest`.
fn day(word: &str) -> Option<Option<Date>> {
    if word == "latest" { Some(None) } else { Date::parse(word).map(Some) }
}

/// `FROM..TO`; an end that is empty or `latest` is open.
fn range(word: &str) -> Option<(Option<Date>, Option<Date>)> {
    let at = word.find('.')?;
    let (from, to) = (word.get(..at)?, word.get(at..)?.strip_prefix("..")?);
    let end = |word: &str| if word.is_empty() { Some(None) } else { day(word) };
    let (from, to) = (end(from)?, end(to)?);
    from.zip(to).is_none_or(|(from, to)| from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_understood() {
        let text = "show=map+growth&by=state&unit=agencies&split=none&measure=signed&every=year\
                    &scale=log&notes=none&state=FL,tx&county=12071&model=TFM,WSO&level=county\
                    &status=active,ended&signed=2025-01-20..&q=Lee%20County&as-of=2025-05-28&range=2025-01-01..latest&lang=es-MX";
        let (query, warnings) = Query::parse(text);
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(query.show, [View::Map, View::Growth]);
        assert_eq!(
            (query.area, query.unit, query.split, query.lang),
            (Area::State, Unit::Agencies, Split::None, Lang::Es)
        );
        assert_eq!(
            (query.measure, query.every, query.scale, query.notes),
            (Measure::Signed, Every::Year, Scale::Log, Notes::None)
        );
        assert_eq!(query.filter.states.len(), 2);
        assert_eq!(query.filter.models, [Model::Tfm, Model::Wso]);
        assert_eq!(query.filter.words, "Lee County");
        assert_eq!(query.filter.signed, (Date::parse("2025-01-20"), None));
        assert_eq!(query.as_of, Date::parse("2025-05-28"));
        assert_eq!(query.range, (Date::parse("2025-01-01"), None));
        for (name, ..) in NAMES {
            assert!(text.contains(&format!("{name}=")), "{name}");
        }
    }

    #[test]
    fn a_whole_query_names_its_defaults() {
        let whole = Whole::from(&Query::parse("model=TFM&signed=2025-01-20..").0);
        assert_eq!((whole.by, whole.split, whole.as_of.as_str()), ("county", "model", "latest"));
        assert_eq!(
            (whole.show, whole.model, whole.status),
            (vec!["filters", "map", "growth"], vec!["TFM"], vec!["active"])
        );
        assert_eq!((whole.signed.as_str(), whole.range.as_str()), ("2025-01-20..", ""));
        assert_eq!((whole.measure, whole.every, whole.scale, whole.notes), ("active", "month", "linear", "built-in"));
    }

    #[test]
    fn what_is_not_understood_is_said_and_left_at_its_default() {
        let check = |text: &str, warning: &str| {
            let (query, warnings) = Query::parse(text);
            assert_eq!(query, Query::default(), "{text}");
            assert_eq!(warnings, [warning]);
        };
        check("by=town", "by: found \"town\", expected county state agency");
        check("measure=all", "measure: found \"all\", expected active signed ended (growth chart)");
        check("scale=cubic", "scale: found \"cubic\", expected linear log (growth chart)");
        check("notes=all", "notes: found \"all\", expected built-in none (growth chart)");
        check("every=week", "every: found \"week\", expected day month year (growth chart, for signed and ended)");
        check("state=FL,ZZ", "state: found \"FL,ZZ\", expected postal codes, comma-separated");
        check("as-of=yesterday", "as-of: found \"yesterday\", expected a date, or latest");
        check(
            "signed=2025-02-01..2025-01-01",
            "signed: found \"2025-02-01..2025-01-01\", expected FROM..TO, either end open",
        );
        check("colour=red", "found the unknown name \"colour\"");
        assert_eq!(Query::parse("theme=dark&by=&as-of=latest"), (Query::default(), Vec::new()));
    }
}
