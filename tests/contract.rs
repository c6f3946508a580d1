//! What the README, the script and its types say of the contract is what the code does. `cargo xtask contract` writes
//! it anew.

use std::fmt::Write;
use std::rc::Rc;

use agreement_atlas::atlas::Geography;
use agreement_atlas::chart::Theme;
use agreement_atlas::contract::setting::{SETTINGS, Setting};
use agreement_atlas::contract::value::Kind;
use agreement_atlas::contract::{ATTRIBUTES, Attribute, Query, View};
use agreement_atlas::embed::panel::panel;
use agreement_atlas::embed::{
    BackgroundView, ChangesView, FiltersView, GridView, GrowthView, HeadlineView, MapView, PlaceView, SearchView,
    TableView,
};
use agreement_atlas::phrases::{Lang, Phrases};
use agreement_atlas::roster::query::background;
use agreement_atlas::roster::query::count::By;
use agreement_atlas::roster::query::restated::Restated;
use agreement_atlas::roster::record::Record;
use agreement_atlas::vocabulary::Vocabulary;

use crate::tidy::files;
use crate::{project, text};

/// The lines of a file between one that holds `contract: begin` and one that holds `contract: end` are those given.
fn check(file: &str, block: &str) {
    let found = text(file);
    let lines = |mark: &str| found.split_inclusive('\n').position(|line| line.contains(mark));
    let (begin, end) = (lines("contract: begin"), lines("contract: end"));
    let (begin, end) = begin.zip(end).unwrap_or_else(|| panic!("{file} lacks its marks, contract: begin and end"));
    let lines: Vec<&str> = found.split_inclusive('\n').collect();
    let expected = [&lines[..=begin].concat(), block, &lines[end..].concat()].concat();
    if std::env::var("CONTRACT").as_deref() == Ok("write") {
        if found != expected {
            std::fs::write(project(file), expected).unwrap();
        }
        return;
    }
    for (number, (line, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, expected, "{file}:{}: found the first, expected the second: cargo xtask contract", number + 1);
    }
    assert_eq!(found, expected, "{file}");
}

/// The languages that have a file in `src/phrases`, by their codes: English, then the others in order.
fn languages() -> Vec<String> {
    let files = std::fs::read_dir(project("src/phrases")).unwrap();
    let stems = files.filter_map(|file| file.unwrap().file_name().to_str()?.strip_suffix(".rs").map(str::to_owned));
    let mut codes: Vec<String> = stems.filter(|stem| stem.len() == 2).collect();
    codes.sort_by_key(|code| (code != "en", code.clone()));
    codes
}

/// First of the tests that write: the others go through the languages that this one lists.
#[test]
fn every_file_of_words_is_a_language() {
    let codes = languages();
    let mut files: Vec<String> = codes.iter().map(|code| format!("mod {code};\n")).collect();
    files.sort();
    let variant = |code: &String| format!("{}{} => {code}", code[..1].to_uppercase(), &code[1..]);
    let variants: Vec<String> = codes.iter().map(variant).collect();
    let block = format!("{}\nlanguages! {{ {} }}\n", files.concat(), variants.join(", "));
    check("src/phrases/mod.rs", &block);
}

/// Words in every language, as a script has them.
fn spoken(named: impl Fn(&Phrases) -> Vec<(&'static str, &'static str)>) -> String {
    let mut block = String::new();
    for lang in Lang::ALL {
        if *lang != Lang::default() {
            block.push_str("/** @type {Words} */\n");
        }
        writeln!(block, "const {} = {{", lang.code()).unwrap();
        for (name, words) in named(lang.phrases()) {
            writeln!(block, "  {name}: '{}',", words.replace('\'', "\\'")).unwrap();
        }
        block.push_str("};\n\n");
    }
    let codes = Lang::CODES.join(", ");
    block.push_str(&format!("/** @type {{Record<string, Words>}} */\nconst languages = {{ {codes} }};\n"));
    block
}

#[test]
fn the_script_has_the_controls_words_in_every_language() {
    check("www/messages.js", &spoken(|phrases| phrases.controls.named()));
    check("www/hands.js", &spoken(|phrases| phrases.hands.named()));
}

#[test]
fn the_words_of_what_gives_views_away_are_in_every_language() {
    let words = |phrases: &Phrases| {
        let place = &phrases.place;
        let copying = [
            ("link", place.copy_link),
            ("sentence", place.copy_sentence),
            ("embed", place.copy_embed),
            ("copied", place.copied),
            ("byHand", place.copy_by_hand),
        ];
        phrases.share.named().into_iter().chain(copying).collect()
    };
    check("www/share-words.js", &spoken(words));
}

/// Its default, as words between marks.
fn default(attribute: &Attribute) -> String {
    let words = attribute.words(&mut Query::default());
    match attribute.kind() {
        Kind::Any(all) if words == all => "all".to_owned(),
        Kind::Text => "none".to_owned(),
        Kind::Address => "beside the script".to_owned(),
        _ if words.is_empty() => "all".to_owned(),
        _ => format!("`{}`", words.join("` `")),
    }
}

/// A line of types, parted before a choice where it is too long.
fn wrapped(line: &str) -> String {
    let at = line.match_indices(" | '").map(|(at, _)| at).take_while(|at| *at < 100).last();
    match at.filter(|_| line.len() > 120) {
        Some(at) => format!("{}\n    {}\n", &line[..at], line[at..].trim_start()),
        None => format!("{line}\n"),
    }
}

/// Attributes that scripts read of what is no element of ours: a shape's own, and that of a note, which is words of the
/// page's own.
const OF_OTHERS: [&str; 2] = ["d", "date"];
/// Scripts that read attributes by names that they are given: they go through those of the contract, or whoever gives
/// a name is read here, too.
const BY_NAME: [&str; 10] = [
    "www/address.js",
    "www/builder/preview.js",
    "www/element.js",
    "www/frame.js",
    "www/group.js",
    "www/lead.js",
    "www/pictures.js",
    "www/query.js",
    "www/story.js",
    "www/view.js",
];

/// How a script may read an attribute: a name, or an expression for one, follows.
const READING: [&str; 4] = ["getAttribute(", "hasAttribute(", ".asked(", ".address("];
/// How none does, as nobody would see which.
const UNSEEN: [&str; 5] = [".getAttributeNode", ".getAttributeNS", ".hasAttributeNS", "NamedItem(", ".attributes['"];

/// The attributes that a script asks elements for by their names, and whether it asks for some by a variable.
fn asked(script: &str) -> (Vec<&str>, bool) {
    let arguments = READING.iter().flat_map(|how| script.split(how).skip(1));
    let (named, others): (Vec<&str>, Vec<&str>) = arguments.partition(|rest| rest.starts_with('\''));
    let named = named.into_iter().filter_map(|rest| rest.split('\'').nth(1));
    // Selectors: agreement-atlas[frame].
    let selected = script.split("agreement-").skip(1).filter_map(|rest| {
        let (_, rest) =
            rest.split_once('[').filter(|(tag, _)| tag.chars().all(|letter| letter.is_ascii_lowercase()))?;
        rest.split(|letter: char| letter != '-' && !letter.is_ascii_lowercase()).next()
    });
    (named.chain(selected).collect(), !others.is_empty())
}

#[test]
fn the_attributes_of_elements_alone_are_read_and_declared() {
    let files = files("www", "js");
    let scripts: Vec<String> = files.iter().map(|file| text(file)).collect();
    let types = text("www/agreement-atlas.d.ts");
    let (_, template) = types.split_once("export type Template = {").unwrap();
    let template = template.split("\n};\n").next().unwrap();
    let read: Vec<&str> = scripts.iter().flat_map(|script| asked(script).0).collect();
    for Setting { name, values, .. } in SETTINGS {
        assert!(read.contains(name), "{name} is told of, and read by no script");
        let quoted = if name.contains('-') { format!("'{name}'") } else { (*name).to_owned() };
        let kind = if values.is_switch() { "string | boolean" } else { "string" };
        assert!(template.contains(&format!("{quoted}?: {kind} | undefined")), "{name} is told of, and not declared");
        assert!(Attribute::of(name).is_none(), "{name} is part of a query, too");
    }
    let known = |name: &str| Attribute::of(name).is_some() || SETTINGS.iter().any(|setting| setting.name == name);
    let unknown: Vec<_> = read.into_iter().filter(|name| !known(name) && !OF_OTHERS.contains(name)).collect();
    assert!(unknown.is_empty(), "read, and not told of: {unknown:?}");
}

#[test]
fn no_attribute_is_read_unseen() {
    let mut by_name = Vec::new();
    for file in files("www", "js") {
        let script = text(&file);
        if asked(&script).1 {
            by_name.push(file.clone());
        }
        for how in UNSEEN {
            assert!(!script.contains(how), "{file}: {how}");
        }
        // What elements are told of is the contract, and none of them asks which of it changed.
        for rest in script.split("static observedAttributes").skip(1) {
            assert!(rest.starts_with(" = attributes;"), "{file}: observes others than the contract's");
        }
        for rest in script.split("attributeChangedCallback(").skip(1) {
            assert!(rest.starts_with(')') || rest.starts_with("_,"), "{file}: asks which attribute changed");
        }
    }
    assert_eq!(by_name, BY_NAME, "these read attributes by names that they are given");
}

#[test]
fn the_readme_lists_every_name() {
    let mut table = "| name | values | default | for | |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for attribute in ATTRIBUTES {
        let views = match attribute.manual.views {
            [] => "the atlas".to_owned(),
            views if views == View::ALL => "all".to_owned(),
            views => views.iter().map(|view| view.code()).collect::<Vec<_>>().join(", "),
        };
        let (name, values, meaning) = (attribute.name, attribute.kind().expected("`"), attribute.manual.meaning);
        writeln!(table, "| `{name}` | {values} | {} | {views} | {meaning} |", default(attribute)).unwrap();
    }
    table.push_str("\n| of elements alone | values | default | for | |\n| --- | --- | --- | --- | --- |\n");
    for Setting { name, values, default, bearer, meaning } in SETTINGS {
        writeln!(table, "| `{name}` | {} | {default} | {} | {meaning} |", values.expected(), bearer.name()).unwrap();
    }
    check("README.md", &table);
}

#[test]
fn the_script_passes_on_every_name() {
    let addresses = ATTRIBUTES.iter().filter(|attribute| attribute.kind() == Kind::Address);
    let list = |names: Vec<&str>| format!("[\n  '{}',\n]", names.join("',\n  '"));
    let all = list(ATTRIBUTES.iter().map(|attribute| attribute.name).collect());
    let addresses = list(addresses.map(|attribute| attribute.name).collect());
    let block = format!(
        "/** Every attribute. */\nexport const attributes = {all};\n\
         /** Those that say where a file is. */\nexport const addresses = {addresses};\n"
    );
    check("www/query.js", &block);
}

/// Words as a list of a script.
fn listed(words: &[&str]) -> String {
    if words.is_empty() { "[]".to_owned() } else { format!("['{}']", words.join("', '")) }
}

#[test]
fn the_builder_knows_every_name_and_what_its_values_are() {
    let mut block = "/** @type {readonly Row[]} */\nexport const contract = [\n".to_owned();
    for attribute in ATTRIBUTES {
        let (kind, words) = match attribute.kind() {
            Kind::One(words) => ("one", words),
            Kind::Any(words) => ("any", words),
            Kind::States => ("states", &[][..]),
            Kind::Counties => ("counties", &[][..]),
            Kind::Day => ("day", &[][..]),
            Kind::Span => ("span", &[][..]),
            Kind::Since => ("since", &[][..]),
            Kind::Text => ("text", &[][..]),
            Kind::Address => ("address", &[][..]),
        };
        let default = attribute.words(&mut Query::default());
        let default: Vec<&str> = default.iter().map(String::as_str).collect();
        let views: Vec<&str> = attribute.manual.views.iter().map(|view| view.code()).collect();
        writeln!(block, "  {{\n    name: '{}', kind: '{kind}',", attribute.name).unwrap();
        for (field, words) in [("words", words), ("usual", &default), ("views", &views)] {
            writeln!(block, "    {field}: {},", listed(words)).unwrap();
        }
        block.push_str("  },\n");
    }
    block.push_str("];\n");
    check("www/builder/contract.js", &block);
}

/// `aboutTag` of `about_tag`.
fn camel(name: &str) -> String {
    let mut pieces = name.split('_');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |name, piece| format!("{name}{}{}", piece[..1].to_uppercase(), &piece[1..]))
}

/// What a language calls the values of each name, in the contract's order. Languages are called what they call
/// themselves.
fn values_called(lang: Lang) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let languages = Lang::ALL.iter().map(|lang| (lang.code(), lang.phrases().name)).collect();
    let mut called: Vec<_> =
        lang.phrases().builder.values.iter().map(|(name, values)| (*name, values.to_vec())).collect();
    called.push(("lang", languages));
    called.sort_by_key(|(name, _)| ATTRIBUTES.iter().position(|attribute| attribute.name == *name));
    called
}

#[test]
fn the_builder_speaks_every_language() {
    let mut block = String::new();
    let quoted = |words: &str| format!("'{}'", words.replace('\'', "\\'"));
    for lang in Lang::ALL {
        if *lang != Lang::default() {
            block.push_str("/** @type {BuilderWords} */\n");
        }
        let phrases = lang.phrases().builder;
        writeln!(block, "const {} = {{", lang.code()).unwrap();
        for (name, words) in phrases.words.named() {
            let (key, words) = (format!("  {}:", camel(name)), quoted(words));
            // A sentence in quotes stays whole; what comes before it may break.
            let line = if key.len() + words.len() < 139 { format!("{key} {words},") } else { in_pieces(&key, &words) };
            writeln!(block, "{line}").unwrap();
        }
        block.push_str("  /** @type {Record<string, string>} */\n  names: {\n");
        for (name, called) in phrases.names {
            writeln!(block, "    '{name}': {},", quoted(called)).unwrap();
        }
        block.push_str("  },\n  /** @type {Record<string, Record<string, string>>} */\n  values: {\n");
        for (name, values) in values_called(*lang) {
            let values: Vec<String> =
                values.iter().map(|(value, called)| format!("'{value}': {}", quoted(called))).collect();
            // On one line where there is room.
            let line = format!("    '{name}': {{ {} }},", values.join(", "));
            let lines = format!("    '{name}': {{\n      {},\n    }},", values.join(",\n      "));
            writeln!(block, "{}", if line.chars().count() < 140 { line } else { lines }).unwrap();
        }
        block.push_str("  },\n};\n\n");
    }
    let codes = Lang::CODES.join(", ");
    block
        .push_str(&format!("/** @type {{Record<string, BuilderWords>}} */\nexport const languages = {{ {codes} }};\n"));
    check("www/builder/words.js", &block);
}

/// A long sentence of a script, over several lines.
fn in_pieces(key: &str, quoted: &str) -> String {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in quoted.trim_matches('\'').split_inclusive(' ') {
        if line.chars().count() + word.chars().count() > 120 {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
    }
    lines.push(line);
    format!("{key}\n    '{}',", lines.join("' +\n    '"))
}

#[test]
fn the_builder_has_a_word_for_every_name_and_every_value() {
    for lang in Lang::ALL {
        let phrases = lang.phrases().builder;
        let names: Vec<&str> = phrases.names.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ATTRIBUTES.iter().map(|attribute| attribute.name).collect::<Vec<_>>(), "{lang:?}");
        let mut values = values_called(*lang).into_iter();
        for attribute in ATTRIBUTES {
            let (Kind::One(words) | Kind::Any(words)) = attribute.kind() else { continue };
            let (name, called) = values.next().unwrap_or_else(|| panic!("{lang:?}: no words of {}", attribute.name));
            assert_eq!(name, attribute.name, "{lang:?}");
            assert_eq!(called.iter().map(|(value, _)| *value).collect::<Vec<_>>(), words, "{lang:?}: {name}");
        }
        assert_eq!(values.next(), None, "{lang:?}");
    }
}

/// Words as a union of TypeScript.
fn union(words: &[&str]) -> String {
    format!("'{}'", words.join("' | '"))
}

#[test]
fn the_types_have_every_name_and_every_word() {
    let interface = |about: &str, name: &str| format!("/** {about}. */\nexport interface {name} {{\n");
    let about = "A change of a query: lists as arrays or comma-separated, nothing for the default";
    let mut change = interface(about, "QueryChange");
    let mut whole = interface("A whole query, defaults included", "Query");
    for attribute in ATTRIBUTES {
        let (key, kind, meaning) = (attribute.key(), attribute.kind(), attribute.manual.meaning);
        let expected = match kind {
            Kind::One(_) | Kind::Any(_) | Kind::Text | Kind::Address => String::new(),
            kind => format!(": {}", kind.expected("`")),
        };
        writeln!(change, "  /** {meaning}{expected}. */").unwrap();
        let (given, held) = match kind {
            Kind::One(words) => (union(words), union(words)),
            Kind::Any(words) => {
                (format!("readonly ({})[] | string", union(words)), format!("readonly ({})[]", union(words)))
            }
            Kind::States | Kind::Counties => ("readonly string[] | string".to_owned(), "readonly string[]".to_owned()),
            Kind::Day | Kind::Span | Kind::Since | Kind::Text | Kind::Address => {
                ("string".to_owned(), "string".to_owned())
            }
        };
        change.push_str(&wrapped(&format!("  {key}?: {given} | null;")));
        whole.push_str(&wrapped(&format!("  readonly {key}: {held};")));
    }
    let by = union(&By::ALL.map(By::code));
    let block = format!("{change}}}\n\n{whole}}}\n\n/** What counts are sorted by. */\nexport type CountBy = {by};\n");
    check("www/agreement-atlas.d.ts", &block);
}

#[test]
fn names_concern_no_other_views_than_they_say() {
    let record = Rc::new(Record::read(text("data/agreements.csv").as_bytes()).unwrap());
    let geography = Rc::new(Geography::decode(&std::fs::read(project("data/us.atlas")).unwrap()).unwrap());
    let told = |view: View, query: Query| {
        let (theme, caption) = (Theme::LIGHT, "");
        match view {
            View::Map => {
                let mut map = MapView::whole(record.clone(), geography.clone()).unwrap();
                map.update(query);
                format!("{:?}", map.caption(&theme))
            }
            View::Growth => {
                let mut growth = GrowthView::new(record.clone(), None).unwrap();
                growth.update(query, 600.0, caption);
                format!("{:?}{:?}", growth.caption(&theme), growth.marks(&theme))
            }
            View::Place => {
                let mut place = PlaceView::new(record.clone(), geography.clone()).unwrap();
                place.update(query);
                format!("{:?}{:?}", place.asked(), place.dossier("12071"))
            }
            View::Filters => {
                let mut filters = FiltersView::new(record.clone());
                filters.update(query);
                format!("{}{:?}{}", filters.curve().to_owned(), filters.models(), panel(&filters, &Query::default()))
            }
            View::Background => {
                let statements = background::written(text("data/background.csv").as_bytes()).unwrap();
                let mut view = BackgroundView::new(record.clone(), Restated::default()).unwrap();
                view.furnish(statements.as_bytes(), true).unwrap();
                view.update(query);
                view.told()
            }
            View::Changes => {
                let mut changes = ChangesView::new(record.clone(), Restated::default()).unwrap();
                changes.update(query);
                changes.dossier("") + &changes.dossier("2026-05-18") + &changes.dossier("#0")
            }
            View::Search => {
                let mut search = SearchView::new(record.clone(), geography.clone()).unwrap();
                search.update(query);
                let found = search.find("florida");
                let chosen: Vec<_> = found.offers.iter().map(|offer| search.choose(offer.entry)).collect();
                format!("{found:?}{chosen:?}")
            }
            View::Headline => {
                let mut headline = HeadlineView::new(record.clone(), None).unwrap();
                headline.update(query, None);
                headline.cite("")
            }
            View::Grid => {
                let mut grid = GridView::new(record.clone(), Restated::default()).unwrap();
                grid.update(query);
                format!("{:?}{:?}{:?}{:?}{:?}", grid.caption(), grid.words(), grid.tiles(), grid.day(), grid.curves())
            }
            View::Table => {
                let mut table = TableView::new(record.clone(), Restated::default()).unwrap();
                table.update(query);
                format!("{:?}{:?}{:?}{}", table.caption(), table.words(), table.heads(), table.rows(0, usize::MAX))
            }
        }
    };
    for view in View::ALL {
        let plain = told(view, Query::default());
        for attribute in ATTRIBUTES.iter().filter(|attribute| !attribute.manual.views.contains(&view)) {
            let words = match attribute.kind() {
                Kind::One(words) | Kind::Any(words) => words.to_vec(),
                Kind::States => vec!["FL"],
                Kind::Counties => vec!["12071"],
                Kind::Day => vec!["2025-05-28"],
                Kind::Span => vec!["2025-03-01.."],
                Kind::Since => vec!["90d"],
                Kind::Text | Kind::Address => vec!["police"],
            };
            for word in words {
                let mut query = Query::default();
                attribute.read(&mut query, word).unwrap();
                assert_eq!(told(view, query), plain, "{}={word}: {view:?}", attribute.name);
            }
        }
    }
}

#[test]
fn every_column_stands_in_the_sources() {
    let sources = text("data/SOURCES.md");
    let record = text("data/agreements.csv");
    for column in record.lines().next().unwrap().split(',') {
        assert!(sources.contains(&format!("`{column}`")), "data/SOURCES.md lacks {column}");
    }
}
