//! The program `agreement-atlas`: the library's answers at a terminal. It decides nothing of its own.

mod answer;
mod archive;
mod check;
mod count;
mod delimited;
mod diff;
mod folder;
mod import;
mod intake;
mod pack;
mod series;
mod store;
mod why;
mod workbook;

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
    Count(count::Count),
    Series(series::Series),
    Check(check::Check),
    Diff(diff::Diff),
    Pack(pack::Pack),
    Why(why::Why),
}

fn main() -> ExitCode {
    let outcome = match Program::parse().command {
        Command::Import(import) => import.run(),
        Command::Count(count) => count.run(),
        Command::Series(series) => series.run(),
        Command::Check(check) => check.run(),
        Command::Diff(diff) => diff.run(),
        Command::Pack(pack) => pack.run(),
        Command::Why(why) => why.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("agreement-atlas: {error:#}");
            ExitCode::FAILURE
        }
    }
}
