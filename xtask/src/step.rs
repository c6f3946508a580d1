//! The progress of a task: one line a step, with its time. On a terminal a long step ticks meanwhile.

use crate::tool::Tool;
use anyhow::{Context, Result};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Steps run side by side: each has a line of its own. Nothing is drawn where no terminal is.
static LINES: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// One step under way.
pub struct Step {
    name: &'static str,
    started: Instant,
    line: ProgressBar,
}

impl Step {
    /// Begins. `doing` is said while it lasts: "building", "installing esbuild".
    pub fn start(name: &'static str, doing: &str) -> Step {
        // A log has each line once.
        if !stderr().is_terminal() {
            eprintln!("{name:<12}{doing}");
        }
        let line = LINES.add(ProgressBar::new_spinner());
        if let Ok(style) = ProgressStyle::with_template("{prefix:<12}{msg}, {elapsed}") {
            line.set_style(style);
        }
        line.set_prefix(name);
        line.set_message(doing.to_owned());
        line.enable_steady_tick(Duration::from_secs(1));
        Step { name, started: Instant::now(), line }
    }

    /// Runs a tool without its output, which is shown whole when it fails.
    pub fn run(&mut self, tool: Tool) -> Result<()> {
        let (output, outcome) = self.run_kept(tool);
        if outcome.is_err() {
            self.show(&output);
        }
        outcome
    }

    /// Shows what a tool has said.
    pub fn show(&self, output: &str) {
        LINES.suspend(|| eprintln!("{}", output.trim_end()));
    }

    /// Runs a tool; gives its output, and whether it succeeded.
    pub fn run_kept(&mut self, tool: Tool) -> (String, Result<()>) {
        let (output, outcome) = tool.kept();
        (output, outcome.context(self.name))
    }

    /// Ends well. `done` says what is there now: "built", "unchanged".
    pub fn done(self, done: &str) {
        self.hush();
        LINES.suspend(|| eprintln!("{:<12}{done}, {:.1} s", self.name, self.started.elapsed().as_secs_f64()));
    }

    fn hush(&self) {
        self.line.finish_and_clear();
        LINES.remove(&self.line);
    }
}

/// A step that failed leaves no half line behind.
impl Drop for Step {
    fn drop(&mut self) {
        self.hush();
    }
}

/// A step whose tool shows its own output: a line comes first, so that what follows has a name, and no other step ticks
/// into it.
pub fn show(name: &str, doing: &str, tool: Tool) -> Result<()> {
    LINES.set_draw_target(ProgressDrawTarget::hidden());
    eprintln!("{name:<12}{doing}");
    let outcome = tool.shown();
    LINES.set_draw_target(ProgressDrawTarget::stderr());
    outcome
}
