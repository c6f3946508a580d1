//! The bindings of a module in parts: what a later part brings is no export any more, but what the promise of its
//! loading gives.
//!
//! It reads JavaScript as wasm-bindgen writes it: a statement at the beginning of a line, its exports as `wasm.name`.

use super::names::{self, Names};
use super::part::Part;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// What wasm-bindgen calls the module that brings the imports of `whole`.
const IMPORTED: &str = "./whole_bg.js";

/// What statements begin with that are left out: ways to let go of an object that nobody here takes, and, in place of
/// every way to come by a module, the one that the scripts go: see `LOADING`.
const LEFT_OUT: [&str; 8] = [
    "if (Symbol.dispose)",
    "if (!('encodeInto' in",
    "async function __wbg_load(",
    "function initSync(",
    "let __wbg_init_promise",
    "async function __wbg_init(",
    "async function __wbg_init_once(",
    "export { initSync",
];

/// How a response becomes a part. A host that calls it by another type is served more slowly, and is told so. `core.js`
/// has seen that the response is one of success, and asks for the first part but once.
const LOADING: &str = "
async function __wbg_load(response, imports) {
    const type = response.headers.get('Content-Type');
    if (type === 'application/wasm') return WebAssembly.instantiateStreaming(response, imports);
    console.warn(`agreement-atlas: ${response.url} came as ${type}, expected application/wasm: it starts later`);
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

export default async function __wbg_init(response) {
    const { instance, module } = await __wbg_load(response, __wbg_get_imports());
    return __wbg_finalize_init(instance, module);
}
";

/// How a response becomes a later part, which is lent what others have; a function, as each part would repeat it.
const LENDING: &str = "
async function __wbg_part(response, lent) {
    const { instance } = await __wbg_load(response, { ...__wbg_get_imports(), FIRST: lent });
    return instance.exports;
}
";

/// An object of another class is what the compiler says of our own scripts, which alone call these functions.
const ASSERTION: &str = "_assertClass(";

/// What lets go of objects that a script forgot: ours free each, and would not wait for a collector of garbage, which
/// knows nothing of the module's memory.
const FINALIZATION: &str = "Finalization";

/// What is written for each class or text, and what does as well: nothing but `free` takes a value out of its object,
/// and no text is passed without a way to grow.
const LEANER: [[&str; 2]; 3] = [
    ["    __destroy_into_raw() {\n", "    free() {\n"],
    ["        return ptr;\n    }\n    free() {\n        const ptr = this.__destroy_into_raw();\n", ""],
    ["    if (realloc === undefined) {", "    if (false) {"],
];

/// The bindings, before they are parted.
pub struct Glue<'a> {
    text: &'a str,
    parts: &'a [Part],
    /// The part of each class and function, by its name in JavaScript.
    brought: BTreeMap<&'a str, usize>,
}

/// Whether a statement makes a registry of objects.
fn finalizes(statement: &str) -> bool {
    let name = statement.strip_prefix("const ").and_then(|rest| rest.split_once(" = "));
    name.is_some_and(|(name, _)| name.ends_with(FINALIZATION))
}

/// Whether a line tells one of an object.
fn finalized(line: &str) -> bool {
    line.trim_start().split_once('.').is_some_and(|(name, _)| name.ends_with(FINALIZATION))
}

impl<'a> Glue<'a> {
    /// Reads the bindings.
    ///
    /// # Errors
    /// A part names a class or function that is not in them.
    pub fn read(text: &'a str, parts: &'a [Part]) -> Result<Glue<'a>> {
        let brought = statements(text).filter_map(exported).map(|name| {
            let part = parts.iter().position(|part| part.brings.contains(&name));
            // The one that brings nothing by name brings the rest.
            (name, part.or_else(|| parts.iter().position(|part| part.brings.is_empty())).unwrap_or_default())
        });
        let brought: BTreeMap<_, _> = brought.collect();
        for name in parts.iter().flat_map(|part| part.brings) {
            if !brought.contains_key(name) {
                bail!("found no {name} in the bindings, expected it as a class or function of embed/wasm/");
            }
        }
        Ok(Glue { text, parts, brought })
    }

    /// The part of each export of the module that one of a later part's classes or functions calls. All others are the
    /// first's.
    pub fn exports(&self) -> BTreeMap<&'a str, usize> {
        let mut exports = BTreeMap::new();
        for statement in statements(self.text) {
            let Some(part) = exported(statement).and_then(|name| self.brought.get(name)) else { continue };
            // What the bindings themselves run on has names that no class or function of ours could have.
            let own = words(statement).filter(|word| word.holder == Some("wasm"));
            let own = own.filter(|word| !word.text.starts_with("__wbindgen") && !word.text.starts_with("__externref"));
            exports.extend(own.map(|word| (word.text, *part)));
        }
        exports
    }

    /// The bindings of the parts. For each but the first they export a function of its name: it takes the response that
    /// brings the part and promises the part's classes and functions. The first part must be there.
    pub fn parted(&self, names: &Names) -> String {
        let exports = self.exports();
        let mut parted = String::new();
        let left_out = |it: &&str| LEFT_OUT.iter().any(|start| it.starts_with(start)) || finalizes(it);
        for statement in statements(self.text).filter(|it| !left_out(it)) {
            let part = exported(statement).and_then(|name| self.brought.get(name)).copied().unwrap_or_default();
            let statement = if part > 0 { statement.replacen("export ", "", 1) } else { statement.to_owned() };
            let mut rest = statement.as_str();
            for word in words(&statement) {
                let short = match word.holder {
                    Some("wasm") => names.exports.get(word.text).and_then(|item| names.items.get(item)),
                    _ => names.imports.get(word.text),
                };
                let Some(short) = short else { continue };
                let whole = word.holder.map_or(word.text.len(), |_| "wasm.".len() + word.text.len());
                let before = word.end - whole - (statement.len() - rest.len());
                parted.push_str(&rest[..before]);
                if word.holder.is_some() {
                    parted
                        .push_str(&format!("{}.", variable(self.parts, exports.get(word.text).copied().unwrap_or(0))));
                }
                parted.push_str(short);
                rest = &statement[word.end..];
            }
            parted.push_str(rest);
        }
        parted = parted.replace(IMPORTED, names::BINDINGS);
        for [whole, lean] in LEANER {
            parted = parted.replace(whole, lean);
        }
        let needless = |line: &str| line.trim_start().starts_with(ASSERTION) || finalized(line);
        let mut parted: String = parted.split_inclusive('\n').filter(|line| !needless(line)).collect();
        parted.push_str(LOADING);
        parted.push_str(&LENDING.replace("FIRST", names::FIRST));
        let order = Part::order(self.parts);
        for (part, Part { name, .. }) in self.parts.iter().enumerate().skip(1) {
            let brought: Vec<_> = self.brought.iter().filter(|(_, of)| **of == part).map(|(name, _)| *name).collect();
            parted.push_str(&format!(
                "
let {variable};
export async function {name}(response) {{
    {variable} = await __wbg_part(response, {lent});
    return {{ {brought} }};
}}
",
                variable = variable(self.parts, part),
                lent = match order.get(part).map(|order| order.after.as_slice()).unwrap_or_default() {
                    [] => "wasm".to_owned(),
                    after => {
                        let after: Vec<_> = after.iter().map(|other| variable(self.parts, *other)).collect();
                        format!("{{ ...{}, ...wasm }}", after.join(", ..."))
                    }
                },
                brought = brought.join(", "),
            ));
        }
        parted
    }
}

/// What the bindings call a part's exports.
fn variable(parts: &[Part], part: usize) -> String {
    match parts.get(part) {
        Some(Part { name, .. }) if part > 0 => format!("wasm_{name}"),
        _ => "wasm".to_owned(),
    }
}

/// The statements of a file, each with the comment before it.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        // A line that begins with a word begins a statement.
        let begins = |at: &usize| rest[*at..].starts_with(|first: char| first.is_ascii_alphabetic());
        let lines = rest.match_indices('\n').map(|(at, _)| at + 1).filter(begins);
        let end = lines.min().unwrap_or(rest.len());
        let (statement, after) = rest.split_at(end);
        rest = after;
        Some(statement)
    })
}

/// The name of the class or function that a statement exports.
fn exported(statement: &str) -> Option<&str> {
    let named = ["export class ", "export function "].iter().find_map(|start| statement.strip_prefix(start))?;
    named.split(|letter: char| !is_of_word(letter)).next()
}

/// A word of a text and what it is a property of.
struct Word<'a> {
    text: &'a str,
    holder: Option<&'a str>,
    end: usize,
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut before: Option<(&str, usize)> = None;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let end = text[start..].find(|letter| !is_of_word(letter)).map_or(text.len(), |length| start + length);
        at = end;
        let word = &text[start..end];
        let held = before.filter(|(_, end)| text.get(*end..start) == Some("."));
        before = Some((word, end));
        Some(Word { text: word, holder: held.map(|(holder, _)| holder), end })
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}
