//! `retell themes`: each paragraph's theme, from seed words or without.

use std::path::Path;

use crate::cli::args::{ThemesArgs, ThemesFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Themes};

/// `retell themes`.
pub(crate) fn run(session: &mut Session, args: &ThemesArgs) -> Result<Exit> {
    let settings = session.settings(&args.config, &[&args.words, &args.themes, &args.seed])?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    let frame = match args.discover {
        Some(k) => discovered(session, &settings, &reading.corpus, k)?,
        None => assigned(session, &settings, &reading.corpus, settings.themes.as_deref())?,
    };
    match args.format {
        ThemesFormat::Csv => output::stdout(&table::csv(frame)?)?,
        ThemesFormat::Jsonl => output::stdout(&table::jsonl(frame)?)?,
        ThemesFormat::Json => Answer::new("themes")
            .with("articles", &reading.corpus.len())?
            .with("skipped", &reading.skipped.len())?
            .with_rows(if args.discover.is_some() { "clusters" } else { "paragraphs" }, frame)?
            .print()?,
    }
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

fn discovered(session: &mut Session, settings: &Settings, corpus: &Corpus, k: usize) -> Result<DataFrame> {
    let analyzer = settings.analyzer()?;
    session.console.stage("finding themes");
    let tokens = analyzer.tokenize(corpus);
    let found = Discovery::params(k).seed(settings.seed).fit(corpus, &analyzer, &tokens)?;
    session.console.end_stage();
    for warning in &found.warnings {
        session.console.warn(warning);
    }
    session.console.note(&format!(
        "{} groups of {} paragraphs; stability over {} seeds {:.2} (adjusted Rand index, 1 is the same every time)",
        found.clusters.len(),
        found.rows.len(),
        Discovery::SEEDS,
        found.stability
    ));
    table::clusters(corpus, &found)
}
