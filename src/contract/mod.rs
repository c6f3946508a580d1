//! The contract: every name by which a page, an address, a script or the program asks for something, once.
//!
//! A name is a row of [`ATTRIBUTES`] and a field of [`Query`]. From them come the reading of queries with its warnings,
//! the whole query that a page reads, the names that the script passes on, the script's types, the README's table and
//! the program's flags. What a value means for a picture is none of its business.

#[cfg(not(target_family = "wasm"))]
pub mod setting;
pub mod value;

use crate::chart::choropleth::{Area, Unit};
use crate::chart::growth::Scale;
use crate::date::Date;
use crate::phrases::Lang;
use crate::place::Fips;
use crate::roster::query::filter::Filter;
use crate::roster::query::series::{Every, Measure, Split};
use crate::roster::record::agreement::Status;
use crate::vocabulary::vocabulary;

use value::{Address, Kind, Since, Span, Value};

/// A view of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What there is, in a sentence.
    Headline,
    /// The box that finds places and agencies.
    Search,
    /// The map.
    Map,
    /// The date slider and the filters.
    Filters,
    /// The growth chart.
    Growth,
    /// The grid of states.
    Grid,
    /// All that is told of one place.
    Place,
    /// The agreements, row by row.
    Table,
    /// What changed, by day.
    Changes,
    /// What others say of the program.
    Background,
}

vocabulary!(View {
    Headline => "headline",
    Search => "search",
    Map => "map",
    Filters => "filters",
    Growth => "growth",
    Grid => "grid",
    Place => "place",
    Table => "table",
    Changes => "changes",
    Background => "background",
});

/// Annotations that the atlas brings along. A page's own are shown either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// Inaugurations, and what changed the programme.
    #[default]
    BuiltIn,
    /// What studies and findings say of the program.
    Background,
    /// None.
    None,
}

vocabulary!(Notes { BuiltIn => "built-in", Background => "background", None => "none" });

/// Whether a view is drawn dark on light or light on dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorScheme {
    /// As the page allows and the reader prefers.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

vocabulary!(ColorScheme { Auto => "auto", Light => "light", Dark => "dark" });

/// When a view is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// When it is near what is seen.
    #[default]
    Lazy,
    /// At once.
    Eager,
}

vocabulary!(Loading { Lazy => "lazy", Eager => "eager" });

/// All that is asked for. The default is the default of every name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Which views stand in a frame or an atlas without children; empty for those that every page has.
    pub show: Vec<View>,
    /// What the map is coloured by: `by`.
    pub area: Area,
    /// What is counted.
    pub unit: Unit,
    /// What the growth chart is split by.
    pub split: Split,
    /// What the growth chart counts, and whether the map tells of first signatures.
    pub measure: Measure,
    /// The length of its periods, where it counts what was signed or no longer listed.
    pub every: Every,
    /// Its vertical axis.
    pub scale: Scale,
    /// Which agreements are meant: `state`, `county`, `model`, `level`, `status`, `signed`, `q`.
    pub filter: Filter,
    /// The day of the count; `None` for the record's last list.
    pub as_of: Option<Date>,
    /// The growth chart's time axis, each end `None` for the first or last day that something is known of; without one
    /// it begins with [`OPENING`].
    pub range: Option<Span>,
    /// From when changes are told.
    pub since: Since,
    /// Which annotations of ours the growth chart bears.
    pub notes: Notes,
    /// The colours.
    pub theme: ColorScheme,
    /// The language.
    pub lang: Lang,
    /// When views are loaded.
    pub loading: Loading,
    /// Another record.
    pub src: Address,
    /// Another geometry.
    pub geography: Address,
}

/// A name of the contract: an attribute, a parameter of an address, a key of a script, a flag of the program.
pub struct Attribute {
    /// As attributes are written: `as-of`.
    pub name: &'static str,
    /// What it sets.
    field: fn(&mut Query) -> &mut dyn Value,
    /// What an empty list stands for; for all when empty.
    default: &'static [&'static str],
    /// What only people read. A page carries none of it.
    #[cfg(not(target_family = "wasm"))]
    pub manual: Manual,
}

/// What the documentation says of a name.
pub struct Manual {
    /// The views that it concerns; none for the atlas around them.
    pub views: &'static [View],
    /// What it does, a phrase.
    pub meaning: &'static str,
}

/// What an atlas shows that names no view.
const SHOWN: &[&str] = &[View::Map.code(), View::Filters.code(), View::Growth.code()];

/// 1 January 2025: where a growth chart begins that is not told another axis. What came before stands a tap away.
pub const OPENING: Date = Date::from_days(20_089);

const ATLAS: &[View] = &[];
const EACH: &[View] = &View::ALL;
/// What tells how much there is.
const COUNTS: &[View] = &[
    View::Headline,
    View::Search,
    View::Map,
    View::Filters,
    View::Growth,
    View::Grid,
    View::Place,
    View::Table,
    View::Changes,
];
const PICTURES: &[View] = &[View::Map, View::Growth];
const PLACES: &[View] = &[View::Search, View::Map, View::Place];
const LISTED: &[View] = &[View::Headline, View::Search, View::Map, View::Filters, View::Place, View::Table];
const UNITS: &[View] = &[View::Headline, View::Map, View::Filters, View::Table];
const AREAS: &[View] = &[View::Map, View::Filters];
const GROWTH: &[View] = &[View::Growth];
const CHANGES: &[View] = &[View::Changes];

/// Every name, in the order in which the README lists them.
pub static ATTRIBUTES: &[Attribute] = &[
    row("show", |it| &mut it.show, ATLAS, "The views of a frame, or of an atlas without any, in order").or(SHOWN),
    row("by", |it| &mut it.area, AREAS, "What has a colour: counties, states, or agencies as dots"),
    row(
        "unit",
        |it| &mut it.unit,
        UNITS,
        "What is counted: agreements, agencies, or the share of a state's counties; what has a row of the table",
    ),
    row("split", |it| &mut it.split, GROWTH, "The parts of what is counted"),
    row(
        "measure",
        |it| &mut it.measure,
        PICTURES,
        "Agreements active; on the chart those signed in a period, or no longer listed from it; on the map when the \
         first was signed",
    ),
    row("every", |it| &mut it.every, GROWTH, "How long a period is"),
    row("scale", |it| &mut it.scale, GROWTH, "The vertical axis"),
    row("state", |it| &mut it.filter.states, COUNTS, "Only these states"),
    row("county", |it| &mut it.filter.counties, COUNTS, "Only these counties; state agencies sit in none"),
    row("model", |it| &mut it.filter.models, COUNTS, "Only these models"),
    row("level", |it| &mut it.filter.levels, COUNTS, "Only these levels"),
    row("status", |it| &mut it.filter.statuses, LISTED, "Only what has one of these statuses on the day")
        .or(&[Status::Active.code()]),
    row("signed", |it| &mut it.filter.signed, COUNTS, "Only what was signed from a day to another"),
    row("q", |it| &mut it.filter.words, COUNTS, "Only agencies with these words in their names"),
    row("as-of", |it| &mut it.as_of, EACH, "The day counted on"),
    row("range", |it| &mut it.range, GROWTH, "The time axis; `..` for all that is known").or(&["2025-01-01.."]),
    row("since", |it| &mut it.since, CHANGES, "From when, up to the day counted on").or(&["30d"]),
    row(
        "notes",
        |it| &mut it.notes,
        GROWTH,
        "Our annotations, or what studies and findings say; a page's own are shown either way",
    ),
    row("theme", |it| &mut it.theme, EACH, "The colours; `auto`: as the page's `color-scheme` and the reader want"),
    row("lang", |it| &mut it.lang, EACH, "The language; the page's own where none is set"),
    row("loading", |it| &mut it.loading, EACH, "When it is near what is seen, as of an image, or at once"),
    row("src", |it| &mut it.src, EACH, "Another record, as CSV"),
    row("geography", |it| &mut it.geography, PLACES, "Other packed geometry"),
];

const fn row(
    name: &'static str,
    field: fn(&mut Query) -> &mut dyn Value,
    views: &'static [View],
    meaning: &'static str,
) -> Attribute {
    let _manual = Manual { views, meaning };
    Attribute {
        name,
        field,
        default: &[],
        #[cfg(not(target_family = "wasm"))]
        manual: _manual,
    }
}

impl Attribute {
    /// With what an empty list stands for.
    const fn or(mut self, default: &'static [&'static str]) -> Attribute {
        self.default = default;
        self
    }

    /// The attribute of a name.
    pub fn of(name: &str) -> Option<&'static Attribute> {
        ATTRIBUTES.iter().find(|attribute| attribute.name == name)
    }

    /// Its name in a script: `asOf`.
    pub fn key(&self) -> String {
        let mut after = false;
        let mut key = String::new();
        for letter in self.name.chars() {
            if letter != '-' {
                key.push(if after { letter.to_ascii_uppercase() } else { letter });
            }
            after = letter == '-';
        }
        key
    }

    /// What its values are.
    pub fn kind(&self) -> Kind {
        (self.field)(&mut Query::default()).kind()
    }

    /// Reads a value into a query.
    ///
    /// # Errors
    /// What was expected, in a line, when the value is not understood; nothing is set then.
    pub fn read(&self, query: &mut Query, text: &str) -> Result<(), String> {
        let field = (self.field)(query);
        if field.read(text) { Ok(()) } else { Err(field.kind().expected("")) }
    }

    /// Its words in a query; see [`write`](Attribute::write).
    pub fn words(&self, query: &mut Query) -> Vec<String> {
        let mut words = Vec::new();
        self.write(query, &mut |word| words.push(word.to_owned()));
        words
    }

    /// Its words in a query, one after another, the default included; see [`Value::write`].
    pub fn write(&self, query: &mut Query, tell: &mut dyn FnMut(&str)) {
        let mut told = false;
        (self.field)(query).write(&mut |word| {
            told = true;
            tell(word);
        });
        if !told {
            self.default.iter().copied().for_each(tell);
        }
    }
}

impl Query {
    /// Reads names with their values, and says what of them was not understood, a line each. A name given twice counts
    /// as last given; a blank value as none.
    pub fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> (Query, Vec<String>) {
        let (mut query, mut warnings) = (Query::default(), Vec::new());
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match Attribute::of(name).map(|attribute| attribute.read(&mut query, value)) {
                Some(Ok(())) => {}
                Some(Err(expected)) => warnings.push(format!("{name}: found \"{value}\", expected {expected}")),
                None => warnings.push(format!("found the unknown name \"{name}\"")),
            }
        }
        (query, warnings)
    }

    /// Reads the parameters of an address; see [`read`](Query::read).
    pub fn parse(text: &str) -> (Query, Vec<String>) {
        let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).collect();
        Query::read(pairs.iter().map(|(name, value)| (&**name, &**value)))
    }

    /// Reads what a page's script passes on: a line for each name, then a tab and its value; see [`read`](Query::read).
    pub fn read_lines(text: &str) -> (Query, Vec<String>) {
        Query::read(text.lines().filter_map(|line| line.split_once('\t')))
    }
}

/// The lines that a view was last given, so that the same ones are not read again.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    text: String,
    /// What of them was not understood, a line each.
    pub warnings: Vec<String>,
}

impl Asked {
    /// The query of some lines; `None` when they are those before. Without any the query is the default.
    pub fn read(&mut self, text: &str) -> Option<Query> {
        if self.text == text {
            return None;
        }
        self.text = text.to_owned();
        let (query, warnings) = Query::read_lines(text);
        self.warnings = warnings;
        Some(query)
    }

    /// Says of each county that a query asks for and nobody `knows` that there is none.
    pub fn place(&mut self, query: &Query, knows: &dyn Fn(Fips) -> bool) {
        for fips in query.filter.counties.iter().filter(|fips| !knows(**fips)) {
            self.warnings.push(format!("county: found \"{fips}\", expected the code of a county that the atlas has"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::record::agreement::Model;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn a_county_that_there_is_not_is_told_once_for_a_query() {
        let mut asked = Asked::default();
        let knows = |fips: Fips| fips == Fips::new(12_071).unwrap();
        for _ in 0..2 {
            if let Some(query) = asked.read("county\t12071,72127") {
                asked.place(&query, &knows);
            }
            assert_eq!(asked.warnings, ["county: found \"72127\", expected the code of a county that the atlas has"]);
        }
    }

    /// A value of a kind.
    fn sample(kind: Kind) -> &'static str {
        match kind {
            Kind::One(words) | Kind::Any(words) => words.last().unwrap(),
            Kind::States => "TX,FL",
            Kind::Counties => "12071",
            Kind::Day => "2025-05-28",
            Kind::Span => "2025-01-20..",
            Kind::Since => "2025-01-20",
            Kind::Text => "Lee & Sons",
            Kind::Address => "/a.csv?b=c&d",
        }
    }

    fn written(attribute: &Attribute, query: &mut Query) -> String {
        attribute.words(query).join(",")
    }

    #[test]
    fn every_name_is_read_and_written_and_has_its_own_field() {
        for attribute in ATTRIBUTES {
            let (name, value) = (attribute.name, sample(attribute.kind()));
            let (mut query, warnings) = Query::read([(name, value)].into_iter());
            assert!(warnings.is_empty(), "{name}: {warnings:?}");
            assert_eq!(written(attribute, &mut query), value, "{name}");
            assert_ne!(written(attribute, &mut Query::default()), value, "{name}");
            for other in ATTRIBUTES.iter().filter(|other| other.name != name) {
                let of_default = written(other, &mut Query::default());
                assert_eq!(written(other, &mut query), of_default, "{name} sets {}", other.name);
            }
            // In an address, with blanks around.
            let wide =
                form_urlencoded::Serializer::new(String::new()).append_pair(name, &format!(" {value} ")).finish();
            assert_eq!(Query::parse(&wide), (query.clone(), vec![]), "{wide}");
            let blank = Query::read([(name, value), (name, " ")].into_iter());
            assert_eq!(blank, (query, vec![]), "{name}");
        }
    }

    #[test]
    fn words_are_read_in_either_case_and_tags_as_languages() {
        let check = |text: &str, expected: &str| assert_eq!(Query::parse(text), Query::parse(expected), "{text}");
        check("by=STATE&model=tfm,Wso&as-of=Latest", "by=state&model=TFM,WSO");
        check("lang=es-MX", "lang=es");
        check("show=growth+map", "show=growth,map");
        check("range=2025-01-01..latest", "range=2025-01-01..");
        check("by=county&by=state", "by=state");
        check("by=&as-of=latest&signed=..", "");
        assert_eq!(Query::parse("model=TFM,JEM").0.filter.models, [Model::Tfm, Model::Jem]);
    }

    #[test]
    fn lines_are_read_once() {
        let mut asked = Asked::default();
        let query = asked.read("as-of\t2025-05-28\nby\ttown").unwrap();
        assert_eq!(query.as_of, Date::parse("2025-05-28"));
        assert_eq!(asked.warnings, ["by: found \"town\", expected county state agency"]);
        assert_eq!(asked.read("as-of\t2025-05-28\nby\ttown"), None);
        assert_eq!(asked.warnings.len(), 1);
        assert_eq!(asked.read(""), Some(Query::default()));
        assert_eq!(asked.warnings, [""; 0]);
    }

    #[test]
    fn a_whole_query_names_its_defaults() {
        let mut query = Query::parse("model=TFM&signed=2025-01-20..").0;
        let mut check =
            |name, expected| assert_eq!(written(Attribute::of(name).unwrap(), &mut query), expected, "{name}");
        check("by", "county");
        check("as-of", "latest");
        check("show", "map,filters,growth");
        check("model", "TFM");
        check("status", "active");
        check("state", "");
        check("signed", "2025-01-20..");
        check("range", "2025-01-01..");
        check("notes", "built-in");
        check("theme", "auto");
        check("src", "");
        assert_eq!(Attribute::of("as-of").unwrap().key(), "asOf");
    }

    #[test]
    fn all_days_are_another_axis_than_none_that_was_named() {
        let range = |text: &str| Query::parse(text).0.range;
        assert_eq!(range(""), None);
        assert_eq!(range("range=.."), Some((None, None)));
        assert_eq!(range("range=..latest"), range("range=.."));
        let mut all = Query::parse("range=..").0;
        assert_eq!(written(Attribute::of("range").unwrap(), &mut all), "..");
        let default = written(Attribute::of("range").unwrap(), &mut Query::default());
        assert_eq!(range(&format!("range={default}")), Some((Some(OPENING), None)));
    }

    #[test]
    fn what_is_not_understood_is_said_and_left_at_its_default() {
        let check = |text: &str, warning: &str| {
            let (query, warnings) = Query::parse(text);
            assert_eq!(query, Query::default(), "{text}");
            assert_eq!(warnings, [warning]);
        };
        check("by=town", "by: found \"town\", expected county state agency");
        check("theme=dakr", "theme: found \"dakr\", expected auto light dark");
        check("model=TFM,TFN", "model: found \"TFM,TFN\", expected JEM TFM WSO, comma-separated");
        check("state=FL,ZZ", "state: found \"FL,ZZ\", expected postal codes, comma-separated");
        check("county=1207", "county: found \"1207\", expected five-digit FIPS codes, comma-separated");
        check("as-of=yesterday", "as-of: found \"yesterday\", expected a date, or latest");
        for span in ["2025-02-01..2025-01-01", "2025-02-01", "2025-02-01...", "2025-02-30.."] {
            let expected = format!("signed: found \"{span}\", expected FROM..TO, either end open or latest");
            check(&format!("signed={span}"), &expected);
        }
        check("lang=tlh", &format!("lang: found \"tlh\", expected {}", Lang::CODES.join(" ")));
        check("colour=red", "found the unknown name \"colour\"");
    }
}
