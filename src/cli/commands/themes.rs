//! `retell themes`: each paragraph's theme, from seed words or without.

use std::path::Path;

use crate::cli::args::{DiscoveryTable, ThemesArgs, ThemesFormat};
use crate::cli::commands::discover;
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
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
    match args.format {
        ThemesFormat::Csv => output::stdout(&table::csv(frame)?)?,
        ThemesFormat::Jsonl => output::stdout(&table::jsonl(frame)?)?,
        ThemesFormat::Json => Answer::new("themes")
            .with("articles", &reading.corpus.len())?
            .with("skipped", &reading.skipped.len())?
            .with_rows(rows_of(args), frame)?
            .print()?,
    }
    Ok(done(reading.skipped.len()))
}

/// What the rows of the answer are.
fn rows_of(args: &ThemesArgs) -> &'static str {
    match (args.discovery.discover, args.discovery.table) {
        (None, _) => "paragraphs",
        (Some(_), DiscoveryTable::Assignments) => "clusters",
        (Some(_), DiscoveryTable::Themes) => "themes",
        (Some(_), DiscoveryTable::OverTime) => "periods",
        (Some(_), DiscoveryTable::Numbers) => "numbers",
    }
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
