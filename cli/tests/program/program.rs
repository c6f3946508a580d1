//! The program started as people start it: what it said and what it left in a folder. It knows nothing of lists.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The program that was built with the tests.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_agreement-atlas");

/// What is left of a program that was started.
#[derive(Debug)]
pub struct Ran {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

/// Starts the program and waits for its end.
pub fn run(words: &[&str]) -> Ran {
    ran(Command::new(PROGRAM).args(words))
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { ok: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of one test, gone when the test ends well; what a failed one left can be looked at.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("agreement-atlas-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    /// The path of a file in it, as a word of a command.
    pub fn path(&self, file: &str) -> String {
        self.0.join(file).into_os_string().into_string().unwrap()
    }

    /// Writes a file, in a folder of its own if its name says so, and gives its path.
    pub fn put(&self, file: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self.path(file)
    }

    /// The names of the files directly in it, in order.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_file())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Imports into the record of this folder.
    pub fn import(&self, words: &[&str]) -> Ran {
        run(&self.importing(words).iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The words of an import into the record of this folder.
    pub fn importing(&self, words: &[&str]) -> Vec<String> {
        let words = ["import"].iter().chain(words).map(|word| (*word).to_owned());
        words.chain(["--out".to_owned(), self.record(), "--log".to_owned(), self.path("log.csv")]).collect()
    }

    /// The path of its record.
    pub fn record(&self) -> String {
        self.path("agreements.csv")
    }

    /// The record and its evidence, `None` for what is not there.
    pub fn set(&self) -> [Option<Vec<u8>>; 3] {
        ["agreements.csv", "lists.csv", "sightings.csv"].map(|file| fs::read(self.path(file)).ok())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }
}
