//! `retell themes`: each paragraph's theme, from seed words or without.

use std::path::Path;

use crate::cli::args::{ThemesArgs, ThemesFormat};
use crate::cli::commands::discover;
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::table::{self, DataFrame};
use crate::themes::Themes;

/// `retell themes`.
pub(crate) fn run(session: &mut Session, args: &ThemesArgs) -> Result<Exit> {
    let settings = session.settings(&args.config, &[&args.words, &args.themes, &args.seed])?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    let frame = match args.discovery.discover {
        Some(how_many) => discover::run(session, &settings, &reading.corpus, how_many, &args.discovery)?,
        None => assigned(session, &settings, &reading.corpus, settings.themes.as_deref())?,
    };
    output::stdout(&match args.format {
        ThemesFormat::Csv => table::csv(frame)?,
        ThemesFormat::Jsonl => table::jsonl(frame)?,
    })?;
    Ok(done(reading.skipped.len()))
}

fn assigned(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    file: Option<&Path>,
) -> Result<DataFrame> {
    let set = session.themes(file)?;
    let analyzer = settings.analyzer()?;
    session.console.stage("assigning themes");
    let tokens = analyzer.tokenize(corpus);
    let themes = Themes::params(set).seed(settings.seed).fit(corpus, &analyzer, &tokens)?;
    session.console.end_stage();
    for warning in &themes.warnings {
        session.console.warn(warning);
    }
    table::paragraphs(corpus, &themes)
}
