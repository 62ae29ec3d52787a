//! `retell completions` and `retell man`: both made from the arguments themselves.

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::error::{Error, Result};

/// `retell completions`.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
    output::stdout(&script)?;
    Ok(Exit::Done)
}

/// `retell man`: the page of the program, followed by those of its commands.
pub(crate) fn man() -> Result<Exit> {
    let failed =
        |error: std::io::Error| Error::Library { task: "writing the manual", reason: error.to_string() };
    let mut program = Cli::command();
    program.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(program.clone()).render(&mut page).map_err(failed)?;
    for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
        clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    }
    output::stdout(&page)?;
    Ok(Exit::Done)
}
