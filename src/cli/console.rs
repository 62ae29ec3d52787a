//! What is said while working: everything but results, all of it on standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use anstream::eprintln;
use indicatif::{ProgressBar, ProgressStyle};
use owo_colors::OwoColorize;

use super::args::{Colour, Global};
use super::diagnostic;
use super::terminal::printable;
use crate::error::Error;

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
            self.line(&printable(message));
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
            self.line(&format!("{} {}", "warning:".yellow().bold(), printable(message)));
        }
    }

    /// An input that is left out, with the mend: an error of its own, so that it is said to the quiet too.
    pub(crate) fn skipped(&self, error: &Error) {
        let hint = diagnostic::hint(error).map(|hint| format!(" ({hint})")).unwrap_or_default();
        let sentence = printable(&diagnostic::sentence(error));
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
