//! The contract's names as flags. What they mean, which values they have and how those are read is the library's.

use std::marker::PhantomData;

use agreement_atlas::contract::value::Kind;
use agreement_atlas::contract::{Attribute, Query};
use agreement_atlas::place::State;
use agreement_atlas::vocabulary::Vocabulary;
use agreement_atlas_importer::counties;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

/// Which names a command takes.
pub trait Takes {
    /// As the contract writes them.
    const NAMES: &'static [&'static str];

    /// Their rows of the contract.
    fn attributes() -> impl Iterator<Item = &'static Attribute> {
        Self::NAMES.iter().filter_map(|name| Attribute::of(name))
    }
}

/// A query by the flags of some names.
pub struct Asked<T> {
    /// What is asked.
    pub query: Query,
    takes: PhantomData<T>,
}

impl<T> From<Query> for Asked<T> {
    fn from(query: Query) -> Asked<T> {
        Asked { query, takes: PhantomData }
    }
}

/// The flag of a name. Its values are understood as they are in a page.
fn flag(attribute: &'static Attribute) -> Arg {
    let (kind, meaning) = (attribute.kind(), attribute.manual.meaning);
    let arg = Arg::new(attribute.name).long(attribute.name).value_name(match kind {
        Kind::One(_) => "WORD",
        Kind::Any(_) | Kind::Text => "WORDS",
        Kind::States | Kind::Counties => "CODES",
        Kind::Day => "DATE",
        Kind::Span => "FROM..TO",
        Kind::Since => "DATE|DAYSd",
        Kind::Address => "ADDRESS",
    });
    let default = attribute.words(&mut Query::default()).join(",");
    if let Kind::One(words) = kind {
        let default = words.iter().find(|word| **word == default).copied();
        return arg
            .help(meaning)
            .value_parser(PossibleValuesParser::new(words))
            .ignore_case(true)
            .default_value(default);
    }
    let read = move |text: &str| {
        let mut query = Query::default();
        attribute.read(&mut query, text).map_err(|expected| format!("expected {expected}{}", meant(kind, text)))?;
        known(&query)?;
        Ok::<String, String>(text.to_owned())
    };
    let otherwise = if default.is_empty() { String::new() } else { format!("; {default} without it") };
    arg.help(format!("{meaning}: {}{otherwise}", kind.expected(""))).value_parser(read)
}

/// The codes of states that were given by their names; nothing where one of them is none.
fn meant(kind: Kind, text: &str) -> String {
    let named = |name: &str| State::all().find(|state| state.name().eq_ignore_ascii_case(name.trim()));
    let codes = || text.split(',').map(|name| named(name).map(State::postal)).collect::<Option<Vec<_>>>();
    let codes = if kind == Kind::States { codes() } else { None };
    codes.map_or(String::new(), |codes| format!(": {}", codes.join(",")))
}

/// Refuses a county that there is not.
pub fn known(query: &Query) -> Result<(), String> {
    let counties = &query.filter.counties;
    // The table of counties is read for those who ask for one.
    let gazetteer = counties.first().map(|_| counties::gazetteer()).transpose().map_err(|error| error.to_string())?;
    let unknown = counties.iter().find(|fips| gazetteer.as_ref().is_none_or(|all| all.name(**fips).is_none()));
    unknown.map_or(Ok(()), |fips| Err(format!("found {fips}, expected the code of a county that the atlas has")))
}

impl<T: Takes> Args for Asked<T> {
    fn augment_args(command: Command) -> Command {
        command.args(T::attributes().map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<T: Takes> FromArgMatches for Asked<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given = T::attributes().filter_map(|it| Some((it.name, matches.get_one::<String>(it.name)?.as_str())));
        match Query::read(given) {
            (query, warnings) if warnings.is_empty() => Ok(query.into()),
            (_, warnings) => Err(Error::raw(ErrorKind::ValueValidation, format!("--{}\n", warnings.join("\n--")))),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Reads a word of a vocabulary, and lists them in the help.
pub fn word<T: Vocabulary + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let known = PossibleValuesParser::new(T::CODES);
    known.try_map(|word| T::from_code(&word).ok_or_else(|| format!("expected {}", T::one_of())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use agreement_atlas::contract::ATTRIBUTES;
    use agreement_atlas::date::Date;
    use agreement_atlas::roster::record::agreement::Level;

    struct All;

    impl Takes for All {
        const NAMES: &'static [&'static str] =
            &["state", "county", "model", "level", "status", "signed", "q", "unit", "split", "as-of"];
    }

    fn ask(words: &[&str]) -> Result<Query, String> {
        let command = Asked::<All>::augment_args(Command::new("ask"));
        let matches = command.try_get_matches_from([&["ask"], words].concat()).map_err(|error| error.to_string())?;
        Ok(Asked::<All>::from_arg_matches(&matches).map_err(|error| error.to_string())?.query)
    }

    #[test]
    fn flags_are_read_as_attributes_are() {
        let words = ["--state", "fl,TX", "--signed", "2025-01-20..", "--q", "Lee & Co", "--level", "COUNTY"];
        let query = ask(&words).unwrap();
        assert_eq!(query.filter.states.len(), 2);
        assert_eq!((query.filter.signed, query.filter.words.as_str()), ((Date::parse("2025-01-20"), None), "Lee & Co"));
        assert_eq!(query.filter.levels, [Level::County]);
        assert_eq!(query, Query { filter: query.filter.clone(), ..Query::default() });
        assert_eq!(ask(&[]).unwrap(), Query::default());
    }

    #[test]
    fn what_is_not_understood_is_refused_with_what_is_expected() {
        let check = |words: [&str; 2], expected: &str| {
            let error = ask(&words).unwrap_err();
            assert!(error.contains(words[1]) && error.contains(expected), "{error}");
        };
        check(["--state", "ZZ"], "expected postal codes, comma-separated");
        check(["--state", "new york,Florida"], "expected postal codes, comma-separated: NY,FL");
        // Codes that name no county, of Puerto Rico and of Florida: zero would be an answer.
        check(["--county", "72127"], "expected the code of a county that the atlas has");
        check(["--county", "12071,12999"], "found 12999, expected the code of a county");
        check(["--level", "town"], "expected county municipal state, comma-separated");
        check(["--as-of", "soon"], "expected a date, or latest");
        check(["--unit", "people"], "[possible values: agreements, agencies, share]");
    }

    #[test]
    fn the_help_of_a_flag_has_its_meaning_and_its_values() {
        for attribute in ATTRIBUTES {
            let help = Command::new("ask").arg(flag(attribute)).render_help().to_string();
            let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(help.contains(&format!("--{} <", attribute.name)), "{help}");
            let (Kind::One(words) | Kind::Any(words)) = attribute.kind() else { continue };
            assert!(words.iter().all(|word| help.contains(word)), "{help}");
        }
    }
}
