//! The command line: the only room that prints, reads a clock, writes files or ends the process.

mod args;
mod commands;
mod config;
mod console;
mod diagnostic;
mod figures;
mod found;
mod gold;
mod grid;
mod json;
mod lists;
mod manifest;
mod nearest;
mod output;
mod pairs;
mod pan;
mod pictures;
mod search;
mod session;
mod settings;
mod shorten;
mod terminal;

use clap::Parser;

use args::{Cli, Command};
use diagnostic::Exit;
use session::Session;

/// Parses the arguments, runs the command and tells the exit code.
pub fn run() -> std::process::ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| console::refuse(&error));
    let mut session = Session::new(&cli.global, cli.command.force());
    let done = session.use_threads(cli.command.threads()).and_then(|()| dispatch(&mut session, &cli.command));
    let exit = done.unwrap_or_else(|error| {
        session.scratch.remove_and(|| ());
        session.console.error(&error);
        diagnostic::exit(&error)
    });
    exit.into()
}

fn dispatch(session: &mut Session, command: &Command) -> crate::error::Result<Exit> {
    match command {
        Command::Run(args) => commands::run::run(session, args),
        Command::Vectorize(args) => commands::vectorize::run(session, args),
        Command::Similar(args) => commands::similar::run(session, args),
        Command::Reuse(args) => commands::reuse::run(session, args),
        Command::Index(args) => commands::index::run(session, args),
        Command::Query(args) => commands::query::run(session, args),
        Command::Compare(args) => commands::compare::run(session, args),
        Command::Themes(args) => commands::themes::run(session, args),
        Command::Bench(args) => commands::bench::run(session, args),
        Command::Verify(args) => commands::verify::run(session, args),
        Command::Rerun(args) => commands::rerun::run(session, args),
        Command::Completions { shell } => commands::shell::completions(*shell),
        Command::Man => commands::shell::man(),
    }
}
