//! Which agreements a command is asked about: the contract's names as flags, read by the very code that reads them in an address.

use agreement_atlas::date::Date;
use agreement_atlas::embed::query::Query;
use anyhow::{Result, bail};
use clap::Args;

use crate::import;

/// A day to answer for; `None` for the record's last list.
#[derive(Clone, Copy)]
pub struct AsOf(pub Option<Date>);

/// Reads a date given on the command line, or `latest`.
pub fn as_of(text: &str) -> Result<AsOf, String> {
    if text == "latest" { Ok(AsOf(None)) } else { import::day(text).map(|day| AsOf(Some(day))) }
}

/// The flags that narrow an answer, each as the attribute of its name.
#[derive(Args, Clone, Debug, Default)]
pub struct Narrowed {
    /// Only these states: postal codes, comma-separated.
    #[arg(long, value_name = "CODES")]
    state: Option<String>,
    /// Only these counties: five-digit FIPS codes, comma-separated. State agencies sit in none.
    #[arg(long, value_name = "CODES")]
    county: Option<String>,
    /// Only these models: JEM, TFM, WSO, comma-separated.
    #[arg(long, value_name = "MODELS")]
    model: Option<String>,
    /// Only these levels: county, municipal, state, comma-separated.
    #[arg(long, value_name = "LEVELS")]
    level: Option<String>,
    /// Only those signed from a day to another, FROM..TO, either end open.
    #[arg(long, value_name = "FROM..TO")]
    signed: Option<String>,
    /// Only agencies with these words in their names.
    #[arg(long, value_name = "WORDS")]
    q: Option<String>,
}

impl Narrowed {
    /// The query that the flags ask. `more` are other names of the contract with their values.
    ///
    /// # Errors
    /// A value that is none of its name's: the error says what was found and what was expected.
    pub fn query(&self, more: &[(&str, Option<&str>)]) -> Result<Query> {
        let own = [
            ("state", &self.state),
            ("county", &self.county),
            ("model", &self.model),
            ("level", &self.level),
            ("signed", &self.signed),
            ("q", &self.q),
        ];
        let own = own.iter().map(|(name, value)| (*name, value.as_deref()));
        let mut text = form_urlencoded::Serializer::new(String::new());
        for (name, value) in own.chain(more.iter().copied()) {
            if let Some(value) = value {
                text.append_pair(name, value);
            }
        }
        let (query, warnings) = Query::parse(&text.finish());
        if !warnings.is_empty() {
            bail!("--{}", warnings.join("; --"));
        }
        Ok(query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_as_attributes_are() {
        let narrowed = Narrowed {
            state: Some("fl,TX".to_owned()),
            signed: Some("2025-01-20..".to_owned()),
            q: Some("Lee & Co".to_owned()),
            ..Narrowed::default()
        };
        let filter = narrowed.query(&[("status", Some("pending"))]).unwrap().filter;
        assert_eq!(filter.states.len(), 2);
        assert_eq!((filter.signed, filter.words.as_str()), ((Date::parse("2025-01-20"), None), "Lee & Co"));
        assert_eq!(filter.statuses.len(), 1);
        let wrong = Narrowed { state: Some("ZZ".to_owned()), level: Some("town".to_owned()), ..Narrowed::default() };
        assert_eq!(
            wrong.query(&[]).unwrap_err().to_string(),
            "--state: found \"ZZ\", expected postal codes, comma-separated; \
             --level: found \"town\", expected county municipal state, comma-separated"
        );
    }
}
