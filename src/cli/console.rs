//! What is said while working: everything but results, all of it on standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use anstream::eprintln;
use indicatif::{ProgressBar, ProgressStyle};
use owo_colors::OwoColorize;

use super::args::{Colour, Global};
use super::diagnostic;
use super::output;
use super::shorten;
use super::terminal::{on_one_line, printable, steers};
use crate::error::Error;
use crate::report::{BriefLine, Piece};

/// Notes, warnings, errors and progress, as loud as was asked for.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    bars: bool,
    stages: Vec<(&'static str, Duration)>,
    running: Option<(&'static str, Instant, ProgressBar)>,
}

impl Console {
    pub(crate) fn new(global: &Global) -> Self {
        match global.color {
            Colour::Auto => {}
            Colour::Always => anstream::ColorChoice::Always.write_global(),
            Colour::Never => anstream::ColorChoice::Never.write_global(),
        }
        let bars = !global.quiet && std::io::stderr().is_terminal();
        Self { quiet: global.quiet, verbose: global.verbose, bars, stages: Vec::new(), running: None }
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, message: &str) {
        if !self.quiet {
            self.line(&on_one_line(message));
        }
    }

    /// A line of what was found, its names shortened so that it stays one line.
    pub(crate) fn found(&self, line: &BriefLine) {
        /// Columns of headings, one blank among them.
        const HEADING: usize = 8;
        if !self.quiet {
            let room = output::room_of_errors().map(|room| room.saturating_sub(HEADING));
            self.line(&format!("{:<HEADING$}{}", line.heading.bold(), fitted(&line.pieces, room)));
        }
    }

    /// Something worth knowing when one looks closely.
    pub(crate) fn detail(&self, message: &str) {
        if self.verbose {
            self.line(&format!("{}", printable(message).dimmed()));
        }
    }

    /// Something that may make a result other than expected.
    pub(crate) fn warn(&self, message: &str) {
        if !self.quiet {
            self.line(&format!("{} {}", "warning:".yellow().bold(), on_one_line(message)));
        }
    }

    /// An input that is left out, with the mend: an error of its own, so that it is said to the quiet too.
    pub(crate) fn skipped(&self, error: &Error) {
        let hint = diagnostic::hint(error).map(|hint| format!(" ({hint})")).unwrap_or_default();
        let sentence = on_one_line(&diagnostic::sentence(error));
        self.line(&format!("{} {sentence}{hint}", "skipped:".yellow().bold()));
    }

    /// Why the command failed.
    pub(crate) fn error(&self, error: &Error) {
        eprintln!("{}", diagnostic::report(error));
    }

    /// Begins a stage, ending the one before: a spinner on a terminal, a plain line elsewhere.
    pub(crate) fn stage(&mut self, name: &'static str) {
        self.end_stage();
        let bar = if self.bars { spinner(name) } else { ProgressBar::hidden() };
        if !self.bars && !self.quiet {
            self.line(name);
        }
        self.running = Some((name, Instant::now(), bar));
    }

    /// Tells how far the stage has come; from then on it is shown as a bar.
    pub(crate) fn advance(&self, done: u64, total: u64) {
        if let Some((_, _, bar)) = self.running.as_ref().filter(|_| self.bars && total > 0) {
            if bar.length() != Some(total) {
                bar.set_length(total);
                set_style(bar, "{prefix:<24} {bar:30} {pos}/{len} {eta:.dim}");
            }
            bar.set_position(done);
        }
    }

    /// Ends the stage and keeps its time.
    pub(crate) fn end_stage(&mut self) {
        if let Some((name, since, bar)) = self.running.take() {
            bar.finish_and_clear();
            let time = since.elapsed();
            self.detail(&format!("{name}: {:.3} s", time.as_secs_f64()));
            self.stages.push((name, time));
        }
    }

    /// The stages so far with their wall-clock times.
    pub(crate) fn stages(&self) -> &[(&'static str, Duration)] {
        &self.stages
    }

    fn line(&self, text: &str) {
        match &self.running {
            Some((_, _, bar)) => bar.suspend(|| eprintln!("{text}")),
            None => eprintln!("{text}"),
        }
    }
}

/// Says what is wrong with the arguments, or what help or version was asked for, and ends the process.
///
/// An argument may be the name of a file that a stranger chose; clap repeats it as it is.
pub(crate) fn refuse(error: &clap::Error) -> ! {
    let plain = error.render().to_string();
    if plain.chars().any(|c| c != '\n' && c != '\t' && steers(c)) {
        eprintln!("{}", printable(plain.trim_end()));
        std::process::exit(error.exit_code());
    }
    error.exit()
}

/// The pieces of a line on at most so many columns: names give what they can, and the end what is then still too much.
fn fitted(pieces: &[Piece], room: Option<usize>) -> String {
    /// Shorter names say nothing.
    const NARROWEST: usize = 12;
    let safe: Vec<(bool, String)> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Words(text) => (false, on_one_line(text)),
            Piece::Name(name) => (true, on_one_line(name)),
        })
        .collect();
    let whole: String = safe.iter().map(|piece| piece.1.as_str()).collect();
    let Some(room) = room.filter(|&room| shorten::columns(&whole) > room) else { return whole };
    let names = safe.iter().filter(|piece| piece.0);
    let widest = names.clone().map(|name| shorten::columns(&name.1)).max().unwrap_or(0);
    let words: usize = safe.iter().filter(|piece| !piece.0).map(|piece| shorten::columns(&piece.1)).sum();
    let taken =
        |most: usize| words + names.clone().map(|name| shorten::columns(&name.1).min(most)).sum::<usize>();
    let most = (NARROWEST..=widest).rev().find(|&most| taken(most) <= room).unwrap_or(NARROWEST);
    let short = safe
        .iter()
        .map(|(is_name, text)| if *is_name { shorten::in_middle(text, most) } else { text.clone() });
    shorten::at_end(&short.collect::<String>(), room)
}

fn spinner(name: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    set_style(&bar, "{spinner} {prefix}");
    bar.set_prefix(name);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn set_style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
