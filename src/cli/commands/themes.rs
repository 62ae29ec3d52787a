//! `retell themes`: each paragraph's theme, from seed words or without; how well they agree with labels; further seeds.

mod scored;

use std::path::Path;

use crate::analyze::{Analyzer, Tokens};
use crate::cli::args::{ThemesArgs, ThemesFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::gold;
use crate::cli::grid::{Column, Grid};
use crate::cli::json::Answer;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Suggestion, Themes, ThemesParams};

/// What a command found: rows, what they are called in JSON, and how they read.
struct Found {
    name: &'static str,
    rows: DataFrame,
    text: Option<String>,
    skipped: usize,
}

/// `retell themes`.
pub(crate) fn run(session: &mut Session, args: &ThemesArgs) -> Result<Exit> {
    let settings = session.settings(&args.config, &[&args.words, &args.themes, &args.seed])?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    let corpus = &reading.corpus;
    let found = match (args.discover, &args.gold, args.suggest) {
        (Some(k), ..) => Found {
            name: "clusters",
            rows: discovered(session, &settings, corpus, k)?,
            text: None,
            skipped: 0,
        },
        (None, Some(path), _) => scored(session, &settings, corpus, path, args.input.reading.strict)?,
        (None, None, Some(most)) => suggested(session, &settings, corpus, most)?,
        (None, None, None) => {
            let themes = guided(session, &settings, corpus, |params, analyzer, tokens| {
                params.fit(corpus, analyzer, tokens)
            })?;
            tell(session, &themes);
            Found { name: "paragraphs", rows: table::paragraphs(corpus, &themes)?, text: None, skipped: 0 }
        }
    };
    let skipped = reading.skipped.len() + found.skipped;
    let read = if found.text.is_some() { ThemesFormat::Table } else { ThemesFormat::Csv };
    match (args.format.unwrap_or(read), found.text) {
        (ThemesFormat::Table, Some(text)) => output::stdout(text.as_bytes())?,
        (ThemesFormat::Csv | ThemesFormat::Table, _) => output::stdout(&table::csv(found.rows)?)?,
        (ThemesFormat::Jsonl, _) => output::stdout(&table::jsonl(found.rows)?)?,
        (ThemesFormat::Json, _) => Answer::new("themes")
            .with("articles", &corpus.len())?
            .with("skipped", &skipped)?
            .with_rows(found.name, found.rows)?
            .print()?,
    }
    Ok(done(skipped))
}

/// Does `work` with the themes that the settings name, and the words of the corpus.
fn guided<T>(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    work: impl FnOnce(ThemesParams, &Analyzer, &Tokens) -> Result<T>,
) -> Result<T> {
    let set = session.themes(settings.themes.as_deref())?;
    let analyzer = settings.analyzer()?;
    session.console.stage("assigning themes");
    let tokens = analyzer.tokenize(corpus);
    let found = work(Themes::params(set).seed(settings.seed), &analyzer, &tokens)?;
    session.console.end_stage();
    Ok(found)
}

fn tell(session: &Session, themes: &Themes) {
    for warning in &themes.warnings {
        session.console.warn(warning);
    }
}

fn scored(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    path: &Path,
    strict: bool,
) -> Result<Found> {
    let mut gold = gold::gold(path, corpus)?;
    for refused in &gold.refused {
        session.console.skipped(refused);
    }
    if strict && !gold.refused.is_empty() {
        return Err(gold.refused.swap_remove(0));
    }
    let themes =
        guided(session, settings, corpus, |params, analyzer, tokens| params.fit(corpus, analyzer, tokens))?;
    tell(session, &themes);
    let found = themes.evaluate(&gold.labels, settings.seed)?;
    for warning in &found.warnings {
        session.console.warn(warning);
    }
    Ok(Found {
        name: "evaluation",
        rows: table::evaluation(&found)?,
        text: Some(scored::text(&found)),
        skipped: gold.refused.len(),
    })
}

fn suggested(session: &mut Session, settings: &Settings, corpus: &Corpus, most: usize) -> Result<Found> {
    let (names, found) = guided(session, settings, corpus, |params, analyzer, tokens| {
        Ok((params.names(), params.suggest(corpus, analyzer, tokens, most)?))
    })?;
    for (theme, name) in names.iter().enumerate() {
        if !found.iter().any(|one| one.theme == theme) {
            session
                .console
                .note(&format!("no word stands beside the seeds of the theme {name:?} often enough"));
        }
    }
    let rows = table::suggestions(corpus, &names, &found)?;
    Ok(Found { name: "suggestions", rows, text: Some(suggestions(&names, &found)), skipped: 0 })
}

fn suggestions(names: &[String], found: &[Suggestion]) -> String {
    let counted = ["paragraphs", "beside seeds", "log-likelihood", "gained", "lost", "moved"];
    let columns = [Column::words("theme"), Column::words("seed")];
    let mut grid = Grid::new(columns.into_iter().chain(counted.map(Column::number)));
    for one in found {
        grid.row([
            names[one.theme].clone(),
            one.seed.clone(),
            one.paragraphs.to_string(),
            one.beside.to_string(),
            format!("{:.1}", one.log_likelihood),
            one.gained.len().to_string(),
            one.lost.len().to_string(),
            one.moved.to_string(),
        ]);
    }
    format!("{}\n", grid.text())
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
