//! The program `agreement-atlas`: the library's answers at a terminal. It decides nothing of its own.

mod answer;
mod archive;
mod beside;
mod changes;
mod check;
mod context;
mod count;
mod day;
mod diff;
mod export;
mod filter;
mod folder;
mod headline;
mod import;
mod intake;
mod pack;
mod path;
mod pixels;
mod render;
mod restated;
mod series;
mod store;
mod update;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 287(g) agreements over time: ICE's lists in, one record and its counts out.
#[derive(Parser)]
#[command(name = "agreement-atlas", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Import(import::Import),
    Changes(changes::Changes),
    Count(count::Count),
    Series(series::Series),
    Check(check::Check),
    Context(context::Context),
    Diff(diff::Diff),
    Export(export::Export),
    Headline(headline::Headline),
    Pack(pack::Pack),
    Render(render::Render),
    Update(update::Update),
    Why(why::Why),
}

fn main() -> ExitCode {
    let outcome = match Program::parse().command {
        Command::Import(import) => import.run(),
        Command::Changes(changes) => changes.run(),
        Command::Count(count) => count.run(),
        Command::Series(series) => series.run(),
        Command::Check(check) => check.run(),
        Command::Context(context) => context.run(),
        Command::Diff(diff) => diff.run(),
        Command::Export(export) => export.run(),
        Command::Headline(headline) => headline.run(),
        Command::Pack(pack) => pack.run(),
        Command::Render(render) => render.run(),
        Command::Update(update) => return end(update.run()),
        Command::Why(why) => why.run(),
    };
    end(outcome.map(|()| ExitCode::SUCCESS))
}

/// What the program ends with: an error on one line of stderr and 1, else the command's own code.
fn end(outcome: anyhow::Result<ExitCode>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("agreement-atlas: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever copies a command out of the page for newsrooms has one that the program understands.
    #[test]
    fn the_newsroom_is_told_true_commands() {
        let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/newsroom.md");
        let text = std::fs::read_to_string(page).unwrap().replace("YYYY-MM-DD", "2026-06-01");
        let commands: Vec<&str> = text.split("target/release/agreement-atlas ").skip(1).collect();
        assert!(commands.len() > 5);
        for command in commands {
            let command = command.split(['\n', '`', ')', '>']).next().unwrap().trim_end_matches(" 2");
            let words = command.split_whitespace().map(|word| word.trim_matches('"'));
            match Program::try_parse_from(std::iter::once("agreement-atlas").chain(words)) {
                Ok(_) => {}
                Err(error) => assert_eq!(error.kind(), clap::error::ErrorKind::DisplayHelp, "{command}: {error}"),
            }
        }
    }
}
