//! What embedders build on, and what their pages are made with and read in: bundlers, frameworks and the scripts of
//! hosts, installed from a lock file of their own, apart from what the project itself is built with; the engines of
//! Firefox and WebKit; the web servers that docs/hosting.md has lines for; and the script of WordPress. The samples are
//! built from the packed package and opened in a browser. No part of `cargo xtask test`: it installs some hundred
//! packages, and takes as long again.

use crate::project::{self, Project};
use crate::step::Step;
use crate::tool::{Tool, on_path};
use crate::{browser, dist, npm, pages, site};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The folder of the tests and of the lock file.
const TESTS: &str = "tests/hosts";
/// The package that has the script of Datawrapper's hosts, alone: what it depends on, a folder of its makers' among it,
/// cannot be installed, and that script needs none of it.
const DATAWRAPPER: (&str, &str) = ("@datawrapper/chart-core", "8.47.0");
/// The folder of tests that need none of them.
const EMBED: &str = "tests/embed";

/// Packs, installs, builds and opens; Node's own report ends the run.
pub fn check(project: &Project) -> Result<()> {
    dist::make(project)?;
    let site = site::assemble(project)?;
    // What an embedder builds on, whatever the host.
    let (report, embedded) = pages::open(project, &site, EMBED);
    print!("{report}");
    let hosts = project.target("hosts");
    for file in ["package.json", "package-lock.json"] {
        let (from, to) = (project.path(TESTS).join(file), hosts.join(file));
        let text = project::read(&from)?;
        // A newer file would be installed anew.
        if project::read(&to).ok().is_none_or(|before| before != text) {
            project::write(&to, &text)?;
        }
    }
    npm::install_in(project, &hosts)?;
    let step = Step::start("hosts", "packing");
    let package = hosts.join("node_modules/agreement-atlas");
    // What the manifest does not list is missing there, too.
    unpack(project, &hosts, project.pkg("").as_os_str(), &package)?;
    let (datawrapper, version) = DATAWRAPPER;
    let package = hosts.join("node_modules").join(datawrapper);
    if !package.is_dir() {
        let packed = format!("{datawrapper}@{version}");
        unpack(project, &hosts, packed.as_ref(), &package)?;
    }
    step.done("packed and installed");
    let mut tests = project::files_below(&project.path(TESTS))?;
    tests.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if tests.is_empty() {
        bail!("{TESTS}: found no *.test.mjs, expected some");
    }
    // One file at a time: each builds what takes all cores.
    let node = npm::node(project)?.args(["--test", "--test-concurrency=1", "--test-timeout=600000"]).args(tests);
    let mut node = node.env("HOSTS", &hosts).env("SITE", site).env("CHROMIUM", browser::headless(project)?);
    let programs = browser::others(project)?.into_iter().chain(servers(project)?).chain([wordpress(project, &hosts)]);
    for (name, found) in ["FIREFOX", "WEBKIT", "NGINX", "APACHE", "WORDPRESS"].into_iter().zip(programs) {
        // Without one its tests are skipped, and say so.
        node = found.into_iter().fold(node, |node, found| node.env(name, found));
    }
    crate::step::show("hosts", "building samples and opening them", node).and(embedded)
}

/// nginx and Apache. `None` for one that is not there and cannot be installed without asking.
fn servers(project: &Project) -> Result<[Option<PathBuf>; 2]> {
    // Not everybody's PATH has the folder of what serves.
    let there =
        |name: &str| on_path(name).or_else(|| Some(Path::new("/usr/sbin").join(name)).filter(|it| it.is_file()));
    let found = || ["nginx", "apache2"].map(there);
    if found().iter().any(Option::is_none)
        && browser::is_root(project)?
        && let Err(error) = browser::apt(project, &["nginx", "apache2-bin"])
    {
        eprintln!("nginx, Apache: {error:#}");
    }
    Ok(found())
}

/// The script by which a page of WordPress has frames, out of Debian's package: neither its own registry nor npm's has
/// it alone. Unpacked, not installed: that would bring a web server and a database. `None` where it cannot be had.
fn wordpress(project: &Project, hosts: &Path) -> Option<PathBuf> {
    const SCRIPT: &str = "usr/share/wordpress/wp-includes/js/wp-embed.js";
    let folder = hosts.join("wordpress");
    let there = || [Path::new("/"), &folder].map(|root| root.join(SCRIPT)).into_iter().find(|script| script.is_file());
    if let Some(script) = there() {
        return Some(script);
    }
    on_path("apt-get")?;
    let mut step = Step::start("hosts", "unpacking WordPress' script");
    let unpacked = std::fs::create_dir_all(&folder).context("wordpress").and_then(|()| {
        if browser::is_root(project)? {
            // A machine that has installed nothing yet knows of no package.
            step.run(project.tool("apt-get").args(["update"]))?;
        }
        step.run(Tool::new("apt-get", &folder).args(["download", "wordpress"]))?;
        for package in project::files_below(&folder)? {
            step.run(Tool::new("dpkg-deb", &folder).args(["-x"]).args([&package]).args(["."]))?;
            std::fs::remove_file(&package).with_context(|| package.display().to_string())?;
        }
        Ok(())
    });
    match unpacked {
        Ok(()) => step.done("unpacked WordPress' script"),
        Err(error) => eprintln!("WordPress: {error:#}"),
    }
    there()
}

/// Puts a package where npm would, by way of the archive that it publishes.
fn unpack(project: &Project, hosts: &Path, packed: &OsStr, package: &Path) -> Result<()> {
    let pack = npm::npm(project)?.args(["pack", "--silent", "--pack-destination"]).args([hosts.as_os_str(), packed]);
    let archive = hosts.join(pack.answer()?.trim());
    if package.exists() {
        std::fs::remove_dir_all(package).with_context(|| package.display().to_string())?;
    }
    std::fs::create_dir_all(package).with_context(|| package.display().to_string())?;
    project
        .tool("tar")
        .args(["-xzf"])
        .args([&archive])
        .args(["--strip-components=1", "-C"])
        .args([package])
        .answer()?;
    Ok(())
}
