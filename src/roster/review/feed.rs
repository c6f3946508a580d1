//! What changed, list by list, as feeds that a static host can serve: JSON Feed 1.1 and Atom (RFC 4287).
//!
//! Entries bear their list's day, so that the same record gives the same bytes: no clock is asked and no host is named.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::{Value, json};

use crate::date::Date;

use super::changes::{self, Change, Correction, Kind};
use super::sentence::sentence;
use crate::phrases::Lang;
use crate::place::{Fips, State, key};
use crate::roster::query::filter::Filter;
use crate::roster::record::agreement::{Level, Model};
use crate::roster::record::{Record, undirected};

/// What both feeds are called.
const TITLE: &str = "287(g) agreements on ICE's lists: what changed";
/// Said with each list: the lists give no reasons.
const CAUTION: &str = "What is no longer listed, ICE's list does not carry any more; the lists do not say why.";
/// What begins each identity: a tag (RFC 4151) in the project's name, which no host can change. The feed's goes on with
/// `lists`, an entry's with `list/` and its day, both with what was asked for: another choice is another feed.
const ID: &str = "tag:agreement-atlas,2025:";

/// One list that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list's day.
    pub day: Date,
    /// Its sentence.
    pub title: String,
    /// Its changes, a line each.
    pub text: String,
}

/// The entries of a span of days, both ends included, the newest first.
pub fn entries(record: &Record, corrections: &[Correction], filter: &Filter, span: (Date, Date)) -> Vec<Entry> {
    let all = changes::changes(record, corrections, filter, span);
    let of_day = |changes: &[Change]| {
        let day = changes.first()?.day;
        let balance = changes::balance(record, changes, filter, (day, day));
        let lines: Vec<String> = changes.iter().map(line).chain([CAUTION.to_owned()]).collect();
        let title = plain(&sentence(&balance, filter, (day, day), Lang::En));
        Some(Entry { day, title, text: plain(&lines.join("\n")) })
    };
    all.chunk_by(|one, other| one.day == other.day).rev().filter_map(of_day).collect()
}

/// A change on one line.
fn line(change: &Change) -> String {
    let one = change.agreement;
    let kind = match change.kind {
        Kind::Superseded => "no longer listed, renewed on another list".to_owned(),
        Kind::Absent => "missing from the newest list".to_owned(),
        Kind::Redated if change.was.is_none() => format!("day of signing filled in, {}", change.made()),
        Kind::Redated => format!("day of signing corrected from {} to {}", change.found(), change.made()),
        kind => kind.name().to_owned(),
    };
    let signed = one.signed.map_or("day of signing unknown".to_owned(), |day| format!("signed {}", Lang::En.day(day)));
    let document = one.document.as_ref().map_or(String::new(), |document| format!(" {document}"));
    format!("{}: {}, {}, {}; {signed}{document}", kind, one.agency, one.state.name(), one.model.code())
}

/// Text without what XML has no place for, and without marks that turn the direction of what follows.
fn plain(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    undirected(text.chars().filter(allowed).collect())
}

/// What a filter asks for, statuses aside, as the names and values of an address; one text for one choice, in whatever
/// order it was made, and nothing for all.
fn asked(filter: &Filter) -> String {
    let list = |mut values: Vec<String>, between: &str| {
        values.sort_unstable();
        values.dedup();
        values.join(between)
    };
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    let (from, to) = filter.signed;
    let signed = if filter.signed == (None, None) { String::new() } else { format!("{}..{}", day(from), day(to)) };
    let words = filter.words.split_whitespace().map(key).filter(|word| !word.is_empty());
    let values = [
        ("state", list(filter.states.iter().map(|it| State::postal(*it).to_owned()).collect(), ",")),
        ("county", list(filter.counties.iter().map(Fips::to_string).collect(), ",")),
        ("model", list(filter.models.iter().map(|it| Model::code(*it).to_owned()).collect(), ",")),
        ("level", list(filter.levels.iter().map(|it| Level::code(*it).to_owned()).collect(), ",")),
        ("signed", signed),
        ("q", list(words.collect(), " ")),
    ];
    let given = values.iter().filter(|(_, value)| !value.is_empty());
    form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish()
}

/// An identity of what was asked for.
fn id(of: &str, filter: &Filter) -> String {
    match asked(filter) {
        asked if asked.is_empty() => format!("{ID}{of}"),
        asked => format!("{ID}{of}?{asked}"),
    }
}

/// What a feed is called.
fn title(filter: &Filter) -> String {
    match asked(filter) {
        asked if asked.is_empty() => TITLE.to_owned(),
        asked => format!("{TITLE} ({asked})"),
    }
}

/// Midday in Greenwich: the list's day in every time zone of the United States but Guam and the Northern Marianas,
/// where it has begun.
fn instant(day: Date) -> String {
    format!("{day}T12:00:00Z")
}

/// JSON Feed 1.1, <https://jsonfeed.org/version/1.1>, of the entries that a filter admits. `home` is the address of the
/// page it belongs to.
pub fn json(entries: &[Entry], filter: &Filter, home: Option<&str>) -> String {
    let item = |entry: &Entry| {
        json!({
            "id": id(&format!("list/{}", entry.day), filter),
            "title": entry.title,
            "content_text": entry.text,
            "date_published": instant(entry.day),
        })
    };
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(filter),
        "language": "en-US",
        "items": entries.iter().map(item).collect::<Vec<Value>>(),
    });
    if let (Some(home), Some(feed)) = (home, feed.as_object_mut()) {
        feed.insert("home_page_url".to_owned(), Value::from(home));
    }
    format!("{feed:#}\n")
}

/// Atom, RFC 4287, of the entries that a filter admits. `last` is the day of the record's last list: when the feed was
/// last brought up to date.
pub fn atom(entries: &[Entry], filter: &Filter, last: Date, home: Option<&str>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    let text = |xml: &mut Writer<Vec<u8>>, tag: &str, text: &str| {
        xml.create_element(tag).write_text_content(BytesText::new(text)).map(|_| ())
    };
    let begun = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    let feed = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    let feed = feed.with_attribute(("xml:lang", "en-US"));
    let written = feed.write_inner_content(|xml| {
        text(xml, "id", &id("lists", filter))?;
        text(xml, "title", &title(filter))?;
        text(xml, "updated", &instant(last))?;
        xml.create_element("author").write_inner_content(|xml| text(xml, "name", "Agreement Atlas"))?;
        if let Some(home) = home {
            xml.create_element("link").with_attribute(("href", home)).write_empty()?;
        }
        for entry in entries {
            xml.create_element("entry").write_inner_content(|xml| {
                text(xml, "id", &id(&format!("list/{}", entry.day), filter))?;
                text(xml, "title", &entry.title)?;
                text(xml, "updated", &instant(entry.day))?;
                let content = xml.create_element("content").with_attribute(("type", "text"));
                content.write_text_content(BytesText::new(&entry.text)).map(|_| ())
            })?;
        }
        Ok(())
    });
    // Writing to memory has nothing to fail on.
    let _ = begun.and(written.map(|_| ()));
    String::from_utf8(xml.into_inner()).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::Reader;

    const CSV: &str = "\
id,state,agency,model,status,signed,first_listed,last_listed,absent_since,ended,document
A,AL,A,TFM,active,2025-01-01,2025-03-01,2025-06-01,,,https://a.gov/a?b&c
B,FL,\"<script>]]>\"\"&amp; \u{202e}B\",TFM,ended,,2025-03-01,2025-04-01,,2025-05-01,
C,MD,C,WSO,active,2025-01-01,2025-05-01,2025-06-01,,,
";

    fn made() -> (Vec<Entry>, Date) {
        let record = Record::read(CSV.as_bytes()).unwrap();
        let day = |text: &str| Date::parse(text).unwrap();
        let corrections = [Correction { day: day("2025-05-01"), id: "A".to_owned(), was: None }];
        let span = (day("2025-03-01"), day("2025-06-01"));
        (entries(&record, &corrections, &Filter::default(), span), day("2025-06-01"))
    }

    #[test]
    fn a_list_that_changed_something_is_an_entry() {
        let (entries, _) = made();
        let titles: Vec<&str> = entries.iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(
            titles,
            ["May 1, 2025: 1 added, 1 no longer listed, 1 day of signing corrected, 2 in all; \
                 Maryland has its first in the record; Florida has none any more.",]
        );
        assert_eq!(
            entries[0].text,
            format!(
                "added: C, Maryland, WSO; signed January 1, 2025\n\
                 no longer listed: <script>]]>\"&amp; B, Florida, TFM; day of signing unknown\n\
                 re-dated: day of signing filled in\n{CAUTION}"
            )
            .replace(
                "re-dated: day of signing filled in",
                "day of signing filled in, 2025-01-01: A, Alabama, TFM; signed January 1, 2025 https://a.gov/a?b&c"
            )
        );
    }

    #[test]
    fn a_json_feed_has_what_its_version_requires() {
        let (entries, _) = made();
        let feed: Value =
            serde_json::from_str(&json(&entries, &Filter::default(), Some("https://news.example/"))).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert!(feed["title"].is_string() && feed["home_page_url"] == "https://news.example/");
        let items = feed["items"].as_array().unwrap();
        assert_eq!(items[0]["id"], "tag:agreement-atlas,2025:list/2025-05-01");
        assert!(items.iter().all(|item| item["content_text"].is_string() && item["id"].is_string()));
        assert_eq!(items[0]["content_text"], Value::from(entries[0].text.as_str()));
        assert!(json(&[], &Filter::default(), None).contains("\"items\": []"));
    }

    #[test]
    fn another_choice_is_another_feed_and_the_same_one_the_same() {
        let (entries, last) = made();
        let filter = |states: &[&str], words: &str| {
            let states = states.iter().filter_map(|postal| State::from_postal(postal)).collect();
            Filter { states, words: words.to_owned(), ..Filter::default() }
        };
        let told = |filter: &Filter| [json(&entries, filter, None), atom(&entries, filter, last, None)];
        let identities = |feed: &str| -> Vec<String> {
            let lines = feed.lines().filter(|line| line.contains(ID)).map(|line| line.trim().to_owned());
            lines.collect()
        };
        let (some, same) = (filter(&["FL", "MD"], "police B"), filter(&["MD", "FL", "FL"], " b  Police"));
        let all = told(&Filter::default());
        for (told, (same, all)) in told(&some).iter().zip(told(&same).iter().zip(&all)) {
            assert_eq!(told, same);
            assert!(
                identities(told).iter().all(|id| id.contains("?state=FL%2CMD&") && id.contains("q=b+police")),
                "{told}"
            );
            assert!(identities(all).iter().all(|id| !identities(told).contains(id) && !id.contains('?')), "{all}");
            assert_eq!(identities(told).len(), identities(all).len());
            assert!(told.contains("what changed (state=FL%2CMD&"), "{told}");
        }
        let days = Filter { signed: (Date::parse("2025-01-20"), None), ..Filter::default() };
        assert_eq!(id("lists", &days), "tag:agreement-atlas,2025:lists?signed=2025-01-20..");
    }

    /// The elements of a feed, each with its path and text.
    fn elements(xml: &str) -> Vec<(String, String)> {
        let mut reader = Reader::from_str(xml);
        let (mut path, mut found) = (Vec::new(), Vec::<(String, String)>::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    path.push(tag.name().as_ref().to_owned());
                    found.push((path.join("/"), String::new()));
                }
                Event::End(_) => drop(path.pop()),
                Event::Text(text) => {
                    if let Some(last) = found.last_mut() {
                        last.1.push_str(&text);
                    }
                }
                Event::GeneralRef(name) => {
                    let letter = match &*name {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "quot" => "\"",
                        "apos" => "'",
                        other => panic!("{other}"),
                    };
                    found.last_mut().unwrap().1.push_str(letter);
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn an_atom_feed_has_what_its_standard_requires() {
        let (entries, last) = made();
        let xml = atom(&entries, &Filter::default(), last, Some("https://news.example/?a&b"));
        assert!(!xml.contains("<script>") && !xml.contains('\u{202e}'), "{xml}");
        let found = elements(&xml);
        let of = |path: &str| -> Vec<String> {
            found.iter().filter(|(at, _)| at == path).map(|(_, text)| text.trim().to_owned()).collect()
        };
        for path in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(of(path).len(), 1, "{path} in {xml}");
        }
        for path in ["feed/entry/id", "feed/entry/title", "feed/entry/updated", "feed/entry/content"] {
            assert_eq!(of(path).len(), entries.len(), "{path}");
        }
        assert_eq!(of("feed/entry/content")[0], entries[0].text);
        assert_eq!(of("feed/updated"), ["2025-06-01T12:00:00Z"]);
        let all = Filter::default();
        assert_eq!(atom(&entries, &all, last, None), atom(&made().0, &all, last, None));
    }
}
