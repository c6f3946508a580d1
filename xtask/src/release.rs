//! `releases/NAME/`: the package once more, in a folder that is named by what is in it, so that a host may say that it
//! never changes; and `newest.json`, which names it. An older folder is never touched, and npm is given none.

use crate::project::{self, Project};
use crate::step::Step;
use crate::{dist, hosting, manifest};
use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;

/// The folder of all releases. The headers say how long it is kept, and `www/changes.js` looks above it for the feeds.
const FOLDER: &str = "releases";

/// Which of them is the newest.
const NEWEST: &str = "newest.json";

/// So many hexadecimal digits of the manifest's hash name a release.
const DIGITS: usize = 12;

/// What a page names itself, and may say the hash of.
const NAMED: [&str; 3] = ["agreement-atlas.js", "agreement-atlas.css", "embed.js"];

/// Puts what stands in `pkg/` into a release below a folder, unless it is there.
pub fn make(project: &Project, into: &Path) -> Result<()> {
    let step = Step::start("release", "copying");
    let shipped = dist::shipped(project)?;
    let files: Vec<String> = hosting::beside(&shipped).into_iter().chain(shipped).collect();
    let name = add(&project.pkg(""), files.iter().filter(|file| *file != hosting::HEADERS), into)?;
    step.done(&format!("{FOLDER}/{name}/ is the newest"));
    Ok(())
}

/// Copies files into the release that they are, and names it as the newest; gives its name.
fn add<'a>(from: &Path, files: impl Iterator<Item = &'a String>, into: &Path) -> Result<String> {
    let told = project::read(&from.join(manifest::FILE))?;
    let hash: String = Sha256::digest(&told).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = hash.get(..DIGITS).unwrap_or_default().to_owned();
    let folder = into.join(FOLDER).join(&name);
    if !folder.exists() {
        // Whole, or not at all.
        let part = into.join(FOLDER).join(format!(".{name}"));
        if part.exists() {
            std::fs::remove_dir_all(&part).with_context(|| part.display().to_string())?;
        }
        for file in files {
            project::write(&part.join(file), &project::read(&from.join(file))?)?;
        }
        std::fs::rename(&part, &folder).with_context(|| folder.display().to_string())?;
    }
    let mut integrity = Map::new();
    for file in NAMED {
        let hash = Sha384::digest(project::read(&folder.join(file))?);
        integrity.insert(file.to_owned(), Value::String(format!("sha384-{}", BASE64_STANDARD.encode(hash))));
    }
    let told: Value = serde_json::from_slice(&told).context(manifest::FILE)?;
    let newest = json!({
        "folder": format!("{FOLDER}/{name}/"),
        "version": told.get("version"),
        "last": told.get("last"),
        "integrity": integrity,
    });
    project::write(&into.join(NEWEST), (serde_json::to_string_pretty(&newest)? + "\n").as_bytes())?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_named_by_what_it_is_and_stays_as_it_was() -> Result<()> {
        let work = Project::find()?.target("tests/release");
        if work.exists() {
            std::fs::remove_dir_all(&work)?;
        }
        let (from, into) = (work.join("pkg"), work.join("site"));
        let files: Vec<String> = NAMED.iter().chain(&[manifest::FILE]).map(ToString::to_string).collect();
        let release = |words: &str| -> Result<(String, Value)> {
            for file in NAMED {
                project::write(&from.join(file), words.as_bytes())?;
            }
            let told = json!({ "version": "1.2.3", "last": words, "files": {} });
            project::write(&from.join(manifest::FILE), told.to_string().as_bytes())?;
            let name = add(&from, files.iter(), &into)?;
            Ok((name, serde_json::from_slice(&project::read(&into.join(NEWEST))?)?))
        };
        let (first, newest) = release("abc")?;
        assert_eq!(newest["folder"], format!("releases/{first}/"));
        assert_eq!((&newest["version"], &newest["last"]), (&json!("1.2.3"), &json!("abc")));
        // The second example of FIPS 180-2, in base64.
        let hash = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(newest["integrity"]["embed.js"], hash);
        let (second, newest) = release("later")?;
        assert_ne!(first, second);
        assert_eq!(newest["folder"], format!("releases/{second}/"));
        let script = |name: &str| project::text(&into.join(FOLDER).join(name).join("agreement-atlas.js"));
        assert_eq!((script(&first)?, script(&second)?), ("abc".to_owned(), "later".to_owned()));
        // Named again, and not written again.
        project::write(&into.join(FOLDER).join(&first).join("agreement-atlas.js"), b"abc\n")?;
        assert_eq!(release("abc")?.0, first);
        assert_eq!(script(&first)?, "abc\n");
        let left = std::fs::read_dir(into.join(FOLDER))?.count();
        assert_eq!(left, 2);
        Ok(())
    }
}
