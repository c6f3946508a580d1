//! The XML of a workbook's parts: elements, attributes and texts by their bare names. It knows no workbook.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// What went wrong, for people.
pub type Result<T> = std::result::Result<T, String>;

/// A reader of a part, for which an element without content is one with none.
pub fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    reader
}

/// What comes next.
pub fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>> {
    reader.read_event().map_err(|error| error.to_string())
}

/// Whether an element has a name, whatever its prefix.
pub fn is(element: &BytesStart, name: &str) -> bool {
    element.local_name().as_ref() == name
}

/// An attribute by its name, whatever its prefix.
pub fn attribute<'a>(element: &'a BytesStart, name: &str) -> Result<Option<Cow<'a, str>>> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The text up to the end of an element.
pub fn inner(reader: &mut Reader<&[u8]>, name: &str) -> Result<String> {
    let mut text = String::new();
    loop {
        match next(reader)? {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref().map_err(|error| error.to_string())?;
                let named = || quick_xml::escape::resolve_xml_entity(entity.as_ref());
                match (character, named()) {
                    (Some(character), _) => text.push(character),
                    (None, Some(piece)) => text.push_str(piece),
                    (None, None) => return Err(format!("&{};, which is not known", entity.as_ref())),
                }
            }
            Event::End(element) if element.local_name().as_ref() == name => return Ok(text),
            Event::Eof => return Err(format!("the end within {name}")),
            _ => {}
        }
    }
}

/// A text, which may be in several runs; how it is pronounced is left out.
pub fn string(reader: &mut Reader<&[u8]>, name: &str) -> Result<String> {
    let (mut text, mut phonetic) = (String::new(), false);
    loop {
        match next(reader)? {
            Event::Start(element) if is(&element, "rPh") => phonetic = true,
            Event::End(element) if element.local_name().as_ref() == "rPh" => phonetic = false,
            Event::Start(element) if is(&element, "t") && !phonetic => {
                let kept = attribute(&element, "space")?.is_some_and(|space| space == "preserve");
                let run = inner(reader, "t")?;
                text.push_str(&unescaped(if kept { &run } else { run.trim_matches([' ', '\t', '\r', '\n']) }));
            }
            Event::End(element) if element.local_name().as_ref() == name => return Ok(text),
            Event::Eof => return Err(format!("the end within {name}")),
            _ => {}
        }
    }
}

/// A text with the characters that XML cannot hold, written `_x000D_`.
pub fn unescaped(text: &str) -> String {
    let unit = |rest: &str| {
        let digits = rest.strip_prefix("_x")?.get(..4).filter(|_| rest.get(6..7) == Some("_"))?;
        u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
    };
    let (mut told, mut units, mut rest) = (String::new(), Vec::new(), text);
    while let Some(letter) = rest.chars().next() {
        match unit(rest) {
            // Two units may be one character.
            Some(unit) => units.push(unit),
            None => {
                told.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
                told.push(letter);
            }
        }
        let used = if unit(rest).is_some() { 7 } else { letter.len_utf8() };
        rest = rest.get(used..).unwrap_or_default();
    }
    told + &String::from_utf16_lossy(&units)
}
