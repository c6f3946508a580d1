//! A path in words: how it is shown, and what it ends in. It opens nothing.

use std::path::Path;

/// How a path is printed.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What a file's name ends in, in small letters.
pub fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}
