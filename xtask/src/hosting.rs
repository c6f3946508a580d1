//! What a host sends with the files of the package: one table, written as `pkg/_headers`, which Netlify and Cloudflare
//! Pages read, and the demo's own server; and each file compressed beside itself, for hosts that would compress it anew
//! at each request. docs/hosting.md says the same to other hosts.

use crate::npm;
use crate::project::{self, Project};
use crate::seal::Seal;
use crate::step::Step;
use anyhow::Result;
use std::fmt::Write;
use std::path::PathBuf;

/// The file of headers.
pub const HEADERS: &str = "_headers";

/// Which paths get a header, its name, its value. No path gets the same header by two rows: hosts would join them. A
/// word after a colon stands for one step of a path, an asterisk for all that follows.
const SENT: [(&[&str], &str, &str); 6] = [
    // Pages on other hosts, and frames in a sandbox, fetch scripts and data.
    (&["/*"], "Access-Control-Allow-Origin", "*"),
    // Pages that isolate themselves load only what says that it may be.
    (&["/*"], "Cross-Origin-Resource-Policy", "cross-origin"),
    (&["/*"], "X-Content-Type-Options", "nosniff"),
    // Kept, and asked for each time whether it is still the same: names are stable, and code, module and data of two
    // releases are not to be mixed.
    (&["/", "/:file", "/poster/*"], "Cache-Control", "public, no-cache"),
    // Kept, and never asked for again: each has a folder of its own name.
    (&["/releases/*"], "Cache-Control", "public, max-age=31536000, immutable"),
    // Anybody may frame it; it may do nothing but what it does. Some hosts leave out the ending.
    (
        &["/frame.html", "/frame", "/releases/:release/frame.html", "/releases/:release/frame"],
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
    ),
];

/// The endings of what gets smaller.
const SMALLER: [&str; 10] = ["js", "css", "html", "wasm", "bin", "atlas", "csv", "tsv", "json", "atom"];

/// The formats that each is compressed in, by their endings.
const FORMATS: [&str; 2] = ["br", "gz"];

/// The table as a file: a path in a line, its headers indented below.
fn headers() -> String {
    let mut text =
        "# What the files of Agreement Atlas are sent with, where this folder is the root of a host.\n".to_owned();
    let mut paths: Vec<&str> = Vec::new();
    for path in SENT.iter().flat_map(|(paths, ..)| paths.iter()) {
        if !paths.contains(path) {
            paths.push(path);
        }
    }
    for path in paths {
        text += path;
        text.push('\n');
        for (_, name, value) in SENT.iter().filter(|(paths, ..)| paths.contains(&path)) {
            // Nothing fails that is written into a string.
            let _ = writeln!(text, "  {name}: {value}");
        }
    }
    text
}

/// What stands beside the files that ship, made from them.
pub fn beside(files: &[String]) -> Vec<String> {
    let ending = |file: &&String| SMALLER.iter().any(|ending| file.ends_with(&format!(".{ending}")));
    // The manifests are for those who install, not for those who visit.
    let visited = |file: &&String| !["package.json", "custom-elements.json"].contains(&file.as_str());
    let compressed = files.iter().filter(ending).filter(visited);
    let compressed = compressed.flat_map(|file| FORMATS.map(|format| format!("{file}.{format}")));
    [HEADERS.to_owned()].into_iter().chain(compressed).collect()
}

/// Writes the headers, and compresses what is not compressed as it stands.
pub fn make(project: &Project, files: &[String]) -> Result<()> {
    project::write(&project.pkg(HEADERS), headers().as_bytes())?;
    let made: Vec<PathBuf> =
        beside(files).iter().filter(|file| *file != HEADERS).map(|file| project.pkg(file)).collect();
    let inputs: Vec<PathBuf> = made.iter().map(|file| file.with_extension("")).collect();
    let script = project.path("xtask/compress.mjs");
    let all: Vec<&PathBuf> = inputs.iter().chain([&script]).collect();
    let seal = Seal::new(project, "compressed", &FORMATS.join(" "), &all, &made.iter().collect::<Vec<_>>())?;
    if seal.holds() {
        return Ok(());
    }
    let mut step = Step::start("pkg", "compressing");
    let mut files = inputs;
    files.dedup();
    step.run(npm::node(project)?.args([&script]).args(files))?;
    seal.set()?;
    step.done("compressed");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_has_each_header_once() {
        let text = headers();
        let mut paths: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
        let n = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), n, "{text}");
        assert!(text.lines().all(|line| line.starts_with(['#', '/']) || line.starts_with("  ")), "{text}");
    }

    #[test]
    fn the_guide_names_each_header_for_each_host() -> Result<()> {
        let guide = project::text(&Project::find()?.path("docs/hosting.md"))?;
        for host in ["## nginx", "## Apache", "## S3 and CloudFront"] {
            let (_, section) = guide.split_once(host).unwrap_or_default();
            let section = section.split("\n## ").next().unwrap_or_default();
            for (_, name, value) in SENT {
                assert!(section.contains(name) && section.contains(value), "{host}: {name}: {value}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_a_visitor_fetches_is_compressed_beside_itself() {
        let files = ["a.js", "LICENSE", "a.d.ts", "package.json", "us.atlas"].map(str::to_owned);
        assert_eq!(beside(&files), ["_headers", "a.js.br", "a.js.gz", "us.atlas.br", "us.atlas.gz"]);
    }
}
