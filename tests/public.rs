//! The names by which a page reaches elements, but for the attributes, which are the contract's: events, methods, parts
//! and custom properties. What the README tells of, what the types declare and what the scripts and sheets use is the
//! same; `custom-elements.json` is made from the README.

use std::collections::BTreeSet;

use crate::text;
use crate::tidy::files;

type Names = BTreeSet<String>;

/// What stands between two texts, wherever both do in a line, if it is a name.
fn between(text: &str, before: &str, after: char) -> Names {
    let names = text.lines().flat_map(|line| line.split(before).skip(1));
    let names = names.filter_map(|rest| rest.split_once(after)).map(|(name, _)| name);
    let plain = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    names.filter(plain).map(str::to_owned).collect()
}

/// All scripts and sheets of the elements, the sheet for pages included.
fn shell() -> String {
    let files = files("www", "js").into_iter().chain(files("www", "css"));
    files.filter(|file| !file.contains("/demo/")).map(|file| text(&file)).collect::<Vec<_>>().join("\n")
}

/// The names in backticks of the README's sentence that begins so.
fn told(beginning: &str) -> Names {
    let readme = text("README.md");
    let (_, rest) = readme.split_once(beginning).unwrap();
    let sentence = rest.split(".\n").next().unwrap().split(". ").next().unwrap();
    sentence.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn union<const N: usize>(sets: [Names; N]) -> Names {
    sets.into_iter().flatten().collect()
}

#[track_caller]
fn same(what: &str, found: &Names, expected: &Names) {
    let missing: Vec<_> = expected.difference(found).collect();
    let superfluous: Vec<_> = found.difference(expected).collect();
    assert!(missing.is_empty() && superfluous.is_empty(), "{what}: missing {missing:?}, superfluous {superfluous:?}");
}

#[test]
fn the_events_told_of_are_those_declared_and_dispatched() {
    let readme = text("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `agreement-")?.split_once('`'));
    let told: Names = rows.map(|(name, _)| name.to_owned()).collect();
    let types = text("www/agreement-atlas.d.ts");
    let (_, events) = types.split_once("export interface Events {").unwrap();
    same("the types", &between(events.split("\n}").next().unwrap(), "'agreement-", '\''), &told);
    let shell = shell();
    let dispatched = ["dispatch('agreement-", "new CustomEvent('agreement-"].map(|call| between(&shell, call, '\''));
    same("the scripts", &union(dispatched), &told);
}

#[test]
fn the_parts_told_of_are_those_made() {
    let shell = shell();
    same("the scripts", &between(&shell, "part: '", '\''), &told("Parts: "));
}

#[test]
fn the_custom_properties_told_of_are_those_used() {
    let mut told = told("Custom properties: ");
    // The first sentence goes on beyond a bracket.
    told.retain(|name| name.starts_with("--"));
    let told: Names = told.into_iter().map(|name| name.trim_start_matches("--agreement-").to_owned()).collect();
    let shell = shell();
    let used = [',', ')', ':'].map(|end| between(&shell, "--agreement-", end));
    same("the sheets", &union(used), &told);
}

/// The members that the README tells of, as `map.select`; those of every element under each class that has them.
fn members() -> Names {
    let readme = text("README.md");
    let (_, table) = readme.split_once("| method or property |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| "));
    let cells = rows.filter_map(|row| row.split(" | ").next().map(str::to_owned)).collect::<Vec<_>>();
    let mut members = Names::new();
    for name in cells.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let (whose, rest) = name.split_once('.').unwrap();
        let member = rest.split('(').next().unwrap();
        let all: &[&str] = if whose == "element" { &["view", "atlas"] } else { &[whose] };
        members.extend(all.iter().map(|whose| format!("{whose}.{member}")));
    }
    members
}

#[test]
fn the_methods_told_of_are_those_declared_and_written() {
    let told = members();
    let types = text("www/agreement-atlas.d.ts");
    let mut declared = Names::new();
    for class in types.split("export declare ").skip(1).filter(|class| class.contains("class Agreement")) {
        let (name, body) = class.split_once("class Agreement").unwrap().1.split_once(' ').unwrap();
        let lines = body.split("\n}").next().unwrap().lines().skip(1);
        let members = lines.filter_map(|line| line.strip_prefix("  ")).map(|line| line.trim_start_matches("readonly "));
        let members = members.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let named = members.map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap());
        declared.extend(named.map(|member| format!("{}.{member}", name.to_lowercase())));
    }
    same("the types", &declared, &told);
    for name in &told {
        let (whose, member) = name.split_once('.').unwrap();
        let own = format!("www/{}.js", if whose == "view" { "element" } else { whose });
        // The class of a view whose code comes later stands beside the others of those.
        let file = [own.as_str(), "www/later.js"].map(text).concat();
        let written = ["", "async ", "get "].iter().any(|kind| file.contains(&format!("\n  {kind}{member}(")));
        assert!(written, "{name} is told of, and not in the script");
    }
}
