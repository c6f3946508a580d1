//! The progress of a task: one line a step, with its time. A long step says meanwhile what it is doing.

use crate::tool::Tool;
use anyhow::{Context, Result};
use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// One step under way.
pub struct Step {
    name: &'static str,
    started: Instant,
    ticker: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Step {
    /// Begins. `doing` is said while it lasts: "building", "installing esbuild".
    pub fn start(name: &'static str, doing: &str) -> Step {
        let started = Instant::now();
        let (stop, stopped) = channel();
        let doing = doing.to_owned();
        let ticker = std::thread::spawn(move || {
            let terminal = stderr().is_terminal();
            // A terminal's line ticks; a log gets a line when a step turns out long, then one a minute.
            let mut wait = Duration::from_secs(if terminal { 1 } else { 5 });
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
                let seconds = started.elapsed().as_secs();
                if SHOWN.load(Relaxed) > 0 {
                    continue;
                }
                if terminal {
                    eprint!("\r\x1b[2K{name:<12}{doing}, {seconds} s");
                    let _ = stderr().flush();
                } else {
                    eprintln!("{name:<12}{doing}, {seconds} s so far");
                    wait = Duration::from_secs(60);
                }
            }
            if terminal {
                eprint!("\r\x1b[2K");
            }
        });
        Step { name, started, ticker: Some((stop, ticker)) }
    }

    /// Runs a tool without its output, which is shown whole when it fails.
    pub fn run(&mut self, tool: Tool) -> Result<()> {
        let (output, outcome) = self.run_kept(tool);
        if outcome.is_err() {
            self.hush();
            eprintln!("{}", output.trim_end());
        }
        outcome
    }

    /// Runs a tool; gives its output, and whether it succeeded.
    pub fn run_kept(&mut self, tool: Tool) -> (String, Result<()>) {
        let (output, outcome) = tool.kept();
        (output, outcome.context(self.name))
    }

    /// Ends well. `done` says what is there now: "built", "unchanged".
    pub fn done(mut self, done: &str) {
        self.hush();
        eprintln!("{:<12}{done}, {:.1} s", self.name, self.started.elapsed().as_secs_f64());
    }

    fn hush(&mut self) {
        if let Some((stop, ticker)) = self.ticker.take() {
            drop(stop);
            let _ = ticker.join();
        }
    }
}

/// A step that failed leaves no half line behind.
impl Drop for Step {
    fn drop(&mut self) {
        self.hush();
    }
}

/// How many tools have the terminal to themselves.
static SHOWN: AtomicUsize = AtomicUsize::new(0);

/// A step whose tool shows its own output: a line comes first, so that what follows has a name, and no other step ticks
/// into it.
pub fn show(name: &str, doing: &str, tool: Tool) -> Result<()> {
    eprintln!("{name:<12}{doing}");
    SHOWN.fetch_add(1, Relaxed);
    let outcome = tool.shown();
    SHOWN.fetch_sub(1, Relaxed);
    outcome
}
