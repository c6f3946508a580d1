//! Where the project's files stand: its root, what it ships, what it builds, what npm gave it.

use crate::tool::Tool;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folders that tasks read and write.
pub struct Project {
    root: PathBuf,
    target: PathBuf,
    version: String,
}

impl Project {
    /// The project that cargo runs this task for.
    pub fn find() -> Result<Project> {
        let manifest =
            std::env::var_os("CARGO_MANIFEST_DIR").context("found no project, expected to run as cargo xtask")?;
        let root = Path::new(&manifest).parent().context("xtask stands in no project")?.to_owned();
        let answer = Tool::cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]).answer()?;
        let metadata: serde_json::Value = serde_json::from_str(&answer).context("cargo metadata")?;
        let text = |value: &serde_json::Value, name| Some(value.get(name)?.as_str()?.to_owned());
        let target = text(&metadata, "target_directory").context("cargo metadata names no target directory")?;
        let packages = metadata.get("packages").and_then(|packages| packages.as_array());
        let library = packages.and_then(|packages| {
            packages.iter().find(|package| text(package, "name").as_deref() == Some("agreement-atlas"))
        });
        let version =
            library.and_then(|library| text(library, "version")).context("cargo metadata names no library")?;
        Ok(Project { target: target.into(), version, root })
    }

    /// A file or folder of the sources, by its path from the root.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A file or folder that a task makes for itself.
    pub fn target(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// `pkg/`, or a file in it.
    pub fn pkg(&self, file: &str) -> PathBuf {
        self.root.join("pkg").join(file)
    }

    /// The library's version, as in its manifest.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Cargo, at the root.
    pub fn cargo(&self) -> Tool {
        Tool::cargo(&self.root)
    }

    /// Any other program, at the root.
    pub fn tool(&self, program: impl AsRef<std::ffi::OsStr>) -> Tool {
        Tool::new(program, &self.root)
    }
}

/// The bytes of a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}

/// The text of a file; the error names it.
pub fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| path.display().to_string())
}

/// Makes the folders above a file.
pub fn make_room(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}

/// Writes a file, and the folders above it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    make_room(path)?;
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Every file below a folder, sorted by path; none when there is no such folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
