//! `custom-elements.json`: the elements as editors and catalogues read them. Attributes come from the contract; what
//! people are told of elements, events, custom properties and parts comes from the README, so that it stands once.

use agreement_atlas::contract::setting::{Bearer, SETTINGS, Setting};
use agreement_atlas::contract::value::Kind;
use agreement_atlas::contract::{ATTRIBUTES, Attribute, Query, View};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// What no step asks for: which views there are, when they load, and of what; its language is that of its text.
const NOT_OF_STEPS: [&str; 5] = ["show", "loading", "src", "geography", "lang"];

/// What stands in a step, and in each other element.
const PASSAGE: &str = "The passage";
const FALLBACK: &str = "What is shown without JavaScript, and again when something fails";

/// The manifest of the elements that a README tells of, by version 1 of
/// <https://github.com/webcomponents/custom-elements-manifest>.
pub fn manifest(readme: &str) -> Result<String> {
    let named = |names: Vec<String>| names.into_iter().map(|name| json!({ "name": name })).collect::<Vec<_>>();
    let (properties, parts) = (named(quoted(readme, "Custom properties: ")?), named(quoted(readme, "Parts: ")?));
    let events: Vec<_> = rows(readme, "`agreement-").map(event).collect::<Result<_>>()?;
    let (mut classes, mut exports, mut definitions) = (Vec::new(), Vec::new(), Vec::new());
    for cells in rows(readme, "`<agreement-") {
        let [tag, description, ..] = cells.as_slice() else { bail!("README.md: found a row without a meaning") };
        let tag = tag.trim_matches(['`', '<', '>']);
        let word = tag.trim_start_matches("agreement-");
        let view = View::from_code(word);
        let step = word == "step";
        // A note is words of the page's own, in a chart.
        if view.is_none() && word != "atlas" && !step {
            continue;
        }
        let class = class(word);
        let its = |attribute: &&Attribute| match view {
            Some(view) => attribute.manual.views.contains(&view),
            None => !step || !NOT_OF_STEPS.contains(&attribute.name),
        };
        let mut attributes: Vec<_> = ATTRIBUTES.iter().filter(its).map(self::attribute).collect();
        let has = |setting: &&Setting| match setting.bearer {
            Bearer::Each => !step,
            Bearer::Atlas => word == "atlas",
            Bearer::Step => step,
        };
        attributes.extend(SETTINGS.iter().filter(has).map(setting));
        let told = |event: &&Value| !step || event["name"] == "agreement-step";
        let mut declared = json!({
            "kind": "class", "name": class, "tagName": tag, "customElement": true, "description": description,
            "superclass": { "name": "HTMLElement" }, "attributes": attributes,
            "events": events.iter().filter(told).collect::<Vec<_>>(),
            "slots": [{ "name": "", "description": if step { PASSAGE } else { FALLBACK } }],
        });
        // A step is the page's own text, and has nothing to be dressed or asked.
        if let Some(declared) = declared.as_object_mut().filter(|_| !step) {
            declared.insert("members".to_owned(), members(readme, word)?.into());
            declared.insert("cssProperties".to_owned(), properties.clone().into());
            declared.insert("cssParts".to_owned(), parts.clone().into());
        }
        classes.push(declared);
        exports.push(json!({ "kind": "js", "name": class, "declaration": { "name": class } }));
        let declared = json!({ "name": class, "module": "elements.js" });
        definitions.push(json!({ "kind": "custom-element-definition", "name": tag, "declaration": declared }));
    }
    if classes.len() != View::ALL.len() + 2 {
        bail!("README.md: found {} rows of elements, expected the atlas, each view and the step", classes.len());
    }
    let manifest = json!({ "schemaVersion": "1.0.0", "modules": [
        { "kind": "javascript-module", "path": "elements.js", "declarations": classes, "exports": exports },
        { "kind": "javascript-module", "path": "define.js", "declarations": [], "exports": definitions },
    ] });
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// `AgreementMap` of `map`.
fn class(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!("Agreement{}{}", first.map(String::from).unwrap_or_default(), letters.as_str())
}

fn attribute(attribute: &Attribute) -> Value {
    let kind = match attribute.kind() {
        Kind::One(words) => words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | "),
        _ => "string".to_owned(),
    };
    let default = attribute.words(&mut Query::default()).join(",");
    json!({
        "name": attribute.name, "fieldName": attribute.key(), "type": { "text": kind }, "default": format!("'{default}'"),
        "description": format!("{}: {}", attribute.manual.meaning, attribute.kind().expected("`")),
    })
}

fn setting(setting: &Setting) -> Value {
    let kind = if setting.values.is_switch() { "string | boolean" } else { "string" };
    let description = format!("{}: {}", setting.meaning, setting.values.expected());
    json!({ "name": setting.name, "type": { "text": kind }, "default": setting.default, "description": description })
}

fn event(cells: Vec<&str>) -> Result<Value> {
    let [name, detail, when, ..] = cells.as_slice() else { bail!("README.md: found an event without its cells") };
    let description = format!("{when}; detail: {detail}");
    Ok(json!({ "name": name.trim_matches('`'), "type": { "text": "CustomEvent" }, "description": description }))
}

/// The methods and properties of an element, from the README's rows `element.ready`, `map.select("12071")`.
fn members(readme: &str, word: &str) -> Result<Vec<Value>> {
    let mut members = Vec::new();
    for cells in ["`element.", "`view.", "`atlas.", "`headline.", "`map.", "`growth."]
        .into_iter()
        .flat_map(|whose| rows(readme, whose))
    {
        let [names, gives, ..] = cells.as_slice() else { bail!("README.md: found a method without its cells") };
        for (whose, member) in names.split('`').filter_map(|name| name.split_once('.')) {
            let its = whose == "element" || whose == word || (whose == "view" && word != "atlas");
            if !its {
                continue;
            }
            let kind = if member.contains('(') { "method" } else { "field" };
            let name = member.split('(').next().unwrap_or_default();
            members.push(json!({ "kind": kind, "name": name, "description": gives }));
        }
    }
    Ok(members)
}

/// The cells of the README's rows whose first one begins so.
fn rows<'a>(readme: &'a str, beginning: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    readme.lines().filter_map(move |line| {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        line.starts_with(beginning).then(|| line.split(" | ").collect())
    })
}

/// The words in backticks of the sentence that begins so.
fn quoted(readme: &str, beginning: &str) -> Result<Vec<String>> {
    let (_, rest) = readme.split_once(beginning).with_context(|| format!("README.md: found no {beginning:?}"))?;
    let sentence = rest.split(". ").next().unwrap_or_default();
    Ok(sentence.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{self, Project};

    #[test]
    fn the_manifest_tells_of_each_element_what_the_readme_does() -> Result<()> {
        let readme = project::text(&Project::find()?.path("README.md"))?;
        let manifest: Value = serde_json::from_str(&manifest(&readme)?)?;
        let classes = manifest["modules"][0]["declarations"].as_array().context("no classes")?;
        let map = classes.iter().find(|class| class["tagName"] == "agreement-map").context("no map")?;
        let names = |what: &str| -> Vec<&str> {
            map[what].as_array().into_iter().flatten().filter_map(|it| it["name"].as_str()).collect()
        };
        assert_eq!(map["name"], "AgreementMap");
        assert!(names("attributes").contains(&"as-of") && names("attributes").contains(&"base"));
        assert!(!names("attributes").contains(&"range"), "a map has no time axis");
        assert!(names("events").contains(&"agreement-select"));
        assert_eq!(names("members"), ["ready", "toSVG", "toBlob", "toCSV", "placeAt", "select", "table"]);
        assert!(names("attributes").contains(&"integrity") && !names("attributes").contains(&"url-state"));
        assert!(names("cssProperties").iter().all(|name| name.starts_with("--agreement-")));
        let step = classes.iter().find(|class| class["tagName"] == "agreement-step").context("no step")?;
        let asked = step["attributes"].as_array().context("no attributes")?;
        assert!(asked.iter().any(|it| it["name"] == "for") && asked.iter().all(|it| it["name"] != "show"));
        assert!(step["events"].as_array().is_some_and(|events| events.len() == 1) && step["cssParts"].is_null());
        assert!(names("cssProperties").len() > 3 && names("cssParts").contains(&"legend"));
        Ok(())
    }

    #[test]
    fn a_readme_without_its_tables_is_an_error() {
        assert!(manifest("# Nothing").is_err());
        assert!(manifest("Custom properties: `--a`. Parts: `b`. ").is_err());
    }
}
