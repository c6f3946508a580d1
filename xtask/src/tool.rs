//! A program that a task calls: cargo, node, npm, rustup. It says nothing of its own; who calls decides what is shown.

use anyhow::{Context, Result, anyhow, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program with its arguments.
pub struct Tool {
    command: Command,
}

impl Tool {
    /// A program started in a folder.
    pub fn new(program: impl AsRef<OsStr>, folder: &Path) -> Tool {
        let mut command = Command::new(program);
        command.current_dir(folder);
        Tool { command }
    }

    /// The cargo that runs this task. The toolchain is the one a person at this folder would get.
    pub fn cargo(folder: &Path) -> Tool {
        Tool::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), folder)
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Tool {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Tool {
        self.command.env(name, value);
        self
    }

    /// What it prints, without the last line break; its errors are part of ours.
    pub fn answer(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| self.line())?;
        if !output.status.success() {
            bail!("{}: {}", self.line(), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
    }

    /// Runs it with its output kept, errors behind the rest.
    pub fn kept(mut self) -> (String, Result<()>) {
        let output = match self.command.output().with_context(|| self.line()) {
            Ok(output) => output,
            Err(error) => return (String::new(), Err(error)),
        };
        let kept = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let failed = || anyhow!("{} failed ({})", self.line(), output.status);
        (kept, if output.status.success() { Ok(()) } else { Err(failed()) })
    }

    /// Runs it with its output shown as it comes.
    pub fn shown(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| self.line())?;
        if !status.success() {
            bail!("{} failed ({status})", self.line());
        }
        Ok(())
    }

    /// The program's name and its first words: enough to know it again.
    fn line(&self) -> String {
        let program = Path::new(self.command.get_program()).file_name().unwrap_or_default();
        let mut line = program.to_string_lossy().into_owned();
        for word in self.command.get_args().map(OsStr::to_string_lossy).take_while(|word| !word.contains('/')) {
            line.push(' ');
            line.push_str(&word);
        }
        line
    }
}

/// Has cargo keep nothing for a debugger or for the next compilation: that would take a fifth of its time. The compiler
/// is the one that lints as well, where there is one: `cargo clippy` would compile every dependency again.
pub fn lean(cargo: Tool) -> Tool {
    let cargo = cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    match on_path("clippy-driver") {
        Some(driver) => cargo.env("RUSTC_WORKSPACE_WRAPPER", driver),
        None => cargo,
    }
}

/// Where the PATH has a program.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|candidate| candidate.is_file())
}
