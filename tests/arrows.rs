//! Which file uses which: every `crate::`, `super::` and `self::` path, and a module's use of its own children. It
//! reads text, not types: what a macro makes, and what is used without being named, it does not see. Tests at a file's
//! end are apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{code, files, none};

/// A module by its path below the crate's root, which is the empty one.
type Module = Vec<String>;

/// A crate's modules, each in a file of its own, with their code in one text.
struct Crate {
    folder: &'static str,
    modules: BTreeMap<Module, String>,
}

/// An arrow: who uses, whom.
type Arrow = (Module, Module);

impl Crate {
    fn read(folder: &'static str) -> Crate {
        let modules = files(folder, "rs").into_iter().map(|file| (Crate::module(folder, &file), text_of(&file)));
        Crate { folder, modules: modules.collect() }
    }

    /// `src/roster/import/mod.rs` is `roster::import`, as `src/roster/import.rs` would be.
    fn module(folder: &str, file: &str) -> Module {
        let inside = file.strip_prefix(folder).unwrap().trim_start_matches('/').strip_suffix(".rs").unwrap();
        let mut module: Module = inside.split('/').map(str::to_owned).collect();
        let root = module.len() == 1 && ["lib", "main"].contains(&module[0].as_str());
        if root || module.last().is_some_and(|name| name == "mod") {
            module.pop();
        }
        module
    }

    /// The file that a path leads to: the longest beginning of it that is a module, through what modules pass on.
    fn file_of(&self, path: &[String]) -> Module {
        let known = (0..=path.len()).rev().find(|&n| self.modules.contains_key(&path[..n])).unwrap_or(0);
        let Some(name) = path.get(known) else { return path[..known].to_vec() };
        for passed in passed_on(&self.modules[&path[..known]]) {
            // A macro passes on itself, by its bare name.
            if passed.len() > 1 && passed.last() == Some(name) {
                let onward: Module = [&path[..known], &passed[..]].concat();
                return self.file_of(&onward);
            }
        }
        path[..known].to_vec()
    }

    /// Every arrow between two files of the crate.
    fn arrows(&self) -> BTreeSet<Arrow> {
        let mut arrows = BTreeSet::new();
        for (module, code) in &self.modules {
            for path in paths(module, code) {
                arrows.insert((module.clone(), self.file_of(&path)));
            }
            let children =
                self.modules.keys().filter(|other| other.len() == module.len() + 1 && other.starts_with(module));
            for child in children {
                if uses_child(code, child.last().unwrap()) {
                    arrows.insert((module.clone(), child.clone()));
                }
            }
        }
        arrows.retain(|(from, to)| from != to);
        arrows
    }

    fn named(&self, module: &[String]) -> String {
        if module.is_empty() { self.folder.to_owned() } else { format!("{}/{}", self.folder, module.join("/")) }
    }
}

/// The code of a file, without its tests and comments.
fn text_of(file: &str) -> String {
    let code: String = code(file).into_iter().map(|(_, line)| line + "\n").collect();
    // What is passed on within the crate is passed on.
    code.replace("pub(crate) use ", "pub use ").replace("pub(super) use ", "pub use ")
}

/// What a module passes on of its children, as paths below it: `pub use theme::Theme;`.
fn passed_on(code: &str) -> Vec<Module> {
    let statements = code.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    statements.flat_map(leaves).map(|path| path.into_iter().filter(|name| name != "self").collect()).collect()
}

/// Every path of a `use` tree or of an expression, from its beginning as far as it is names and braces.
fn leaves(tree: &str) -> Vec<Module> {
    let tree = tree.trim_start();
    let name: String = tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if let Some(rest) = tree[name.len()..].trim_start().strip_prefix("::") {
        let onward = leaves(rest);
        let whole = |rest: Module| [vec![name.clone()], rest].concat();
        return if onward.is_empty() { vec![vec![name]] } else { onward.into_iter().map(whole).collect() };
    }
    if let Some(group) = tree.strip_prefix('{') {
        return parts(group).into_iter().flat_map(leaves).collect();
    }
    if name.is_empty() { Vec::new() } else { vec![vec![name]] }
}

/// The parts of a group, whose opening brace is read.
fn parts(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// Every path of a module's code that begins at the crate, above or here, from the crate's root.
fn paths(module: &[String], code: &str) -> Vec<Module> {
    let mut paths = Vec::new();
    // Modules within the file that are open, by their indentation.
    let mut within: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let opens = line.trim_end().ends_with('{') && line.trim_start().trim_start_matches("pub ").starts_with("mod ");
        if opens {
            within.push(indent);
        } else if line.trim() == "}" && within.last() == Some(&indent) {
            within.pop();
        }
        for root in ["crate::", "super::", "self::"] {
            for (found, _) in line.match_indices(root) {
                let before = line[..found].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                // Groups go over several lines: the tree is read from the whole text.
                paths.extend(
                    leaves(&code[at + found..]).iter().filter_map(|path| from_root(module, within.len(), path)),
                );
            }
        }
        at += line.len();
    }
    paths
}

/// A path from the crate's root; nothing when it stays in its file.
fn from_root(module: &[String], within: usize, path: &[String]) -> Option<Module> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let rest: Vec<String> =
        path.iter().filter(|name| !["crate", "super", "self"].contains(&name.as_str())).cloned().collect();
    if path[0] == "crate" {
        return Some(rest);
    }
    let ups = ups.checked_sub(within)?;
    (path[0] == "super" || within == 0).then(|| [&module[..module.len().saturating_sub(ups)], &rest[..]].concat())
}

/// Whether a module uses a child by its bare name; what it merely passes on, others use.
fn uses_child(code: &str, child: &str) -> bool {
    let passed = code.split("pub use ").map(|part| part.split_once(';').map_or(part, |(_, rest)| rest));
    let own: String =
        std::iter::once(code.split("pub use ").next().unwrap_or_default()).chain(passed.skip(1)).collect();
    own.match_indices(&format!("{child}::")).any(|(at, _)| {
        let before = own[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The circles between the parts of one module: itself and each child with all that is below it.
fn circle(arrows: &BTreeSet<Arrow>, module: &[String]) -> Option<Vec<Module>> {
    let part = |other: &Module| other.starts_with(module).then(|| other[..other.len().min(module.len() + 1)].to_vec());
    let mut uses: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (from, to) in arrows {
        if let Some((from, to)) = part(from).zip(part(to)).filter(|(from, to)| from != to) {
            uses.entry(from).or_default().insert(to);
        }
    }
    // Who uses nobody is in no circle; take those away until none is left, and what stays has one.
    loop {
        let left: BTreeSet<Module> = uses.keys().cloned().collect();
        for used in uses.values_mut() {
            used.retain(|other| left.contains(other));
        }
        let before = uses.len();
        uses.retain(|_, used| !used.is_empty());
        if uses.len() == before {
            break;
        }
    }
    let mut walk = vec![uses.keys().next()?.clone()];
    loop {
        let next = uses[walk.last()?].first()?.clone();
        if let Some(start) = walk.iter().position(|seen| *seen == next) {
            walk.drain(..start);
            walk.push(next);
            return Some(walk);
        }
        walk.push(next);
    }
}

/// Each circle of a crate, in words: its parts in order, and the arrows between files that make it.
fn circles(of: &Crate) -> Vec<String> {
    let arrows = of.arrows();
    let mut failures = Vec::new();
    for module in of.modules.keys() {
        // The widgets and their sentences use each other still.
        if of.named(module) == "src/embed" {
            continue;
        }
        let Some(walk) = circle(&arrows, module) else { continue };
        let names: Vec<String> = walk.iter().map(|module| of.named(module)).collect();
        failures.push(format!("a circle: {}", names.join(" -> ")));
        for pair in walk.windows(2) {
            let below = |other: &Module, part: &Module| {
                if part.as_slice() == module.as_slice() { other == part } else { other.starts_with(part) }
            };
            let of_pair = arrows.iter().filter(|(from, to)| below(from, &pair[0]) && below(to, &pair[1]));
            failures.extend(of_pair.map(|(from, to)| format!("    {} uses {}", of.named(from), of.named(to))));
        }
    }
    failures
}

#[test]
fn a_circle_is_found_and_named() {
    let made = |files: &[(&str, &str)]| {
        let module = |path: &str| path.split('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let modules = files.iter().map(|(path, code)| (module(path), (*code).to_owned())).collect();
        circles(&Crate { folder: "made", modules })
    };
    let check = |files: &[(&str, &str)], expected: &[&str]| assert_eq!(made(files), expected, "{files:?}");
    let no_circle = [("", "pub use a::A;\n"), ("a", "use super::b::B;\n"), ("b", "use std::fmt;\n")];
    check(&no_circle, &[]);
    let two = ["a circle: made/a -> made/b -> made/a", "    made/a uses made/b", "    made/b uses made/a"];
    check(&[("", ""), ("a", "use super::b::B;\n"), ("b", "fn f() { super::a::g() }\n")], &two);
    // Through a group over several lines, and through what the parent passes on.
    check(&[("", "pub use a::A;\n"), ("a", "use crate::{\n    b::B,\n};\n"), ("b", "use crate::A;\n")], &two);
    // What a module within the file calls `super` is the file, and what it calls `super::super` its parent.
    check(&[("", ""), ("a", "mod inner {\n    use super::b;\n}\n"), ("b", "use super::a;\n")], &[]);
    check(&[("", ""), ("a", "mod inner {\n    use super::super::b;\n}\n"), ("b", "use super::a;\n")], &two);
    // Two rooms of which no file uses itself.
    let rooms = [
        ("", ""),
        ("a", ""),
        ("a/x", "use crate::b::y::Y;\n"),
        ("a/z", ""),
        ("b", ""),
        ("b/y", "use crate::a::z::{self, Z};\n"),
    ];
    let named = ["a circle: made/a -> made/b -> made/a", "    made/a/x uses made/b/y", "    made/b/y uses made/a/z"];
    check(&rooms, &named);
    // A module and its child.
    let named = ["a circle: made -> made/a -> made", "    made uses made/a", "    made/a uses made"];
    check(&[("", "mod a;\nfn f() { a::g() }\n"), ("a", "use super::f;\n")], &named);
}

#[test]
fn no_file_and_no_room_uses_itself_by_way_of_another() {
    none(
        &["src", "cli/src", "importer/src", "xtask/src"].map(Crate::read).iter().flat_map(circles).collect::<Vec<_>>(),
    );
}

#[test]
fn modules_use_those_below_them() {
    // A module and what it may use of its siblings; the ground floor uses nothing above itself.
    let ground = ["arithmetic", "error", "date", "place", "leb128", "vocabulary", "phrases"];
    let above: [(&str, &[&str]); 5] = [
        ("roster", &[]),
        ("atlas", &[]),
        ("chart", &["roster", "atlas"]),
        ("contract", &["roster", "chart"]),
        ("embed", &["roster", "atlas", "chart", "contract"]),
    ];
    let src = Crate::read("src");
    let mut failures = Vec::new();
    for module in src.modules.keys().filter_map(|module| module.first()) {
        let known = ground.contains(&module.as_str()) || above.iter().any(|(name, _)| name == module);
        assert!(known, "src/{module} stands outside the layout");
    }
    for (from, to) in src.arrows() {
        let (Some(user), Some(used)) = (from.first(), to.first()) else { continue };
        let may = above.iter().find(|(name, _)| name == user).map(|(_, may)| *may).unwrap_or_default();
        if user != used && !may.contains(&used.as_str()) && !ground.contains(&used.as_str()) {
            failures.push(format!("{} uses {}", src.named(&from), src.named(&to)));
        }
    }
    none(&failures);
}

#[test]
fn rooms_of_the_roster_use_those_before_them() {
    let rooms = ["record", "import", "identity", "query", "review"];
    let place = |module: &Module| match module.as_slice() {
        [roster, room, ..] if roster == "roster" => rooms.iter().position(|name| name == room),
        _ => None,
    };
    let src = Crate::read("src");
    let mut failures = Vec::new();
    for module in src.modules.keys().filter(|module| module.len() > 1 && module[0] == "roster") {
        assert!(place(module).is_some(), "{} stands in no room", src.named(module));
    }
    for (from, to) in src.arrows() {
        if place(&from).zip(place(&to)).is_some_and(|(from, to)| from < to) {
            failures.push(format!("{} uses {}, which comes after it", src.named(&from), src.named(&to)));
        }
    }
    none(&failures);
}
