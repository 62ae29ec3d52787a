//! `retell themes`: each paragraph's theme, from seed words or without; how well they agree with labels; further seeds.

mod folder;
mod scored;

use std::io::Write as _;
use std::path::Path;

use crate::analyze::{Analyzer, Tokens};
use crate::cli::args::{DiscoveryTable, ThemesArgs, ThemesFormat};
use crate::cli::commands::discover;
use crate::cli::diagnostic::Exit;
use crate::cli::gold::{self, Gold};
use crate::cli::grid::{Column, Grid};
use crate::cli::json::Answer;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::settings::{Flags, Settings};
use crate::corpus::{Corpus, read};
use crate::error::Result;
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Evaluation, Suggestion, ThemeModel, Themes, ThemesParams};

/// What came of a command.
enum Outcome {
    Guided(Themes, Option<Evaluation>),
    Discovered(Discovery),
    Suggested(Vec<String>, Vec<Suggestion>),
}

/// What is printed: rows, what they are called in JSON, and how they read.
struct Printed {
    name: &'static str,
    rows: DataFrame,
    text: Option<String>,
}

/// `retell themes`.
pub(crate) fn run(session: &mut Session, args: &ThemesArgs) -> Result<Exit> {
    let flags: [&dyn Flags; 5] = [&args.words, &args.themes, &args.seed, &args.figures, &args.figure_format];
    let settings = session.settings(&args.config, &flags)?;
    if let Some(path) = &args.save_model {
        output::check_file(path, session.force)?;
    }
    let folder = folder::Place::of(session, &settings, args)?;
    let model = args.model.as_deref().map(|path| ThemeModel::from_bytes(&read::bytes(path)?, path));
    let model = model.transpose()?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    let corpus = &reading.corpus;
    let labels = args.gold.as_deref().map(|path| labels(session, path, corpus, args.input.reading.strict));
    let labels = labels.transpose()?;
    let skipped = reading.skipped.len() + labels.as_ref().map_or(0, |labels| labels.refused.len());
    let outcome = match (args.discovery.discover, args.suggest) {
        (Some(how_many), _) => {
            Outcome::Discovered(discover::find(session, &settings, corpus, how_many, &args.discovery)?)
        }
        (None, Some(most)) => suggested(session, &settings, corpus, most)?,
        (None, None) => {
            let themes = match &model {
                Some(model) => by_model(session, model, corpus)?,
                None => assigned(session, &settings, corpus, args.save_model.as_deref())?,
            };
            for warning in &themes.warnings {
                session.console.warn(warning);
            }
            let evaluation =
                labels.map(|labels| evaluated(session, &settings, &themes, &labels)).transpose()?;
            Outcome::Guided(themes, evaluation)
        }
    };
    if let Some(folder) = &folder {
        session.console.stage("drawing");
        match &outcome {
            Outcome::Guided(themes, found) => {
                let contents = folder.guided(corpus, themes, found.as_ref())?;
                folder.write(session, &settings, &reading, contents)?;
            }
            Outcome::Discovered(found) => {
                let contents = folder.discovered(corpus, found)?;
                folder.write(session, &settings, &reading, contents)?;
            }
            // They are printed only: the flags exclude each other.
            Outcome::Suggested(..) => {}
        }
    }
    if folder.is_none() || args.format.is_some() {
        print(session, args, corpus, &outcome, skipped)?;
    }
    Ok(done(skipped))
}

fn print(
    session: &Session,
    args: &ThemesArgs,
    corpus: &Corpus,
    outcome: &Outcome,
    skipped: usize,
) -> Result<()> {
    let Printed { name, rows, text } = printed(session, args, corpus, outcome)?;
    let usual = if text.is_some() { ThemesFormat::Table } else { ThemesFormat::Csv };
    match (args.format.unwrap_or(usual), text) {
        (ThemesFormat::Table, Some(text)) => output::stdout(text.as_bytes()),
        (ThemesFormat::Table, None) => output::stdout(Grid::of_frame(&rows)?.text().as_bytes()),
        (ThemesFormat::Csv, _) => output::stdout(&table::csv(rows)?),
        (ThemesFormat::Jsonl, _) => output::stdout(&table::jsonl(rows)?),
        (ThemesFormat::Json, _) => Answer::new("themes")
            .with("articles", &corpus.len())?
            .with("skipped", &skipped)?
            .with_rows(name, rows)?
            .print(),
    }
}

fn printed(session: &Session, args: &ThemesArgs, corpus: &Corpus, outcome: &Outcome) -> Result<Printed> {
    Ok(match outcome {
        Outcome::Discovered(found) => {
            let rows = discover::table(session, corpus, found, args.discovery.table)?;
            Printed { name: rows_of(args.discovery.table), rows, text: None }
        }
        Outcome::Suggested(names, found) => Printed {
            name: "suggestions",
            rows: table::suggestions(corpus, names, found)?,
            text: Some(suggestions(names, found)),
        },
        Outcome::Guided(_, Some(found)) => {
            Printed { name: "evaluation", rows: table::evaluation(found)?, text: Some(scored::text(found)) }
        }
        Outcome::Guided(themes, None) => {
            Printed { name: "paragraphs", rows: table::paragraphs(corpus, themes)?, text: None }
        }
    })
}

/// What the rows of a table of discovery are.
fn rows_of(table: DiscoveryTable) -> &'static str {
    match table {
        DiscoveryTable::Assignments => "clusters",
        DiscoveryTable::Themes => "themes",
        DiscoveryTable::OverTime => "periods",
        DiscoveryTable::Numbers => "numbers",
    }
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

/// Assigns themes, and keeps what was learnt where that is asked for.
fn assigned(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    save: Option<&Path>,
) -> Result<Themes> {
    let Some(path) = save else {
        return guided(session, settings, corpus, |params, analyzer, tokens| {
            params.fit(corpus, analyzer, tokens)
        });
    };
    let (model, themes) =
        guided(session, settings, corpus, |params, analyzer, tokens| params.learn(corpus, analyzer, tokens))?;
    let bytes = model.to_bytes()?;
    output::beside(path, &session.scratch, |file| file.write_all(&bytes))?.put(&session.scratch)?;
    Ok(themes)
}

fn by_model(session: &mut Session, model: &ThemeModel, corpus: &Corpus) -> Result<Themes> {
    session.console.stage("assigning themes");
    let themes = model.assign(corpus)?;
    session.console.end_stage();
    Ok(themes)
}

/// The labels of a file; those that cannot be used are told, and passed over unless that is not allowed.
fn labels(session: &Session, path: &Path, corpus: &Corpus, strict: bool) -> Result<Gold> {
    let mut gold = gold::gold(path, corpus)?;
    for refused in &gold.refused {
        session.console.skipped(refused);
    }
    if strict && !gold.refused.is_empty() {
        return Err(gold.refused.swap_remove(0));
    }
    Ok(gold)
}

fn evaluated(session: &Session, settings: &Settings, themes: &Themes, gold: &Gold) -> Result<Evaluation> {
    let found = themes.evaluate(&gold.labels, settings.seed)?;
    for warning in &found.warnings {
        session.console.warn(warning);
    }
    Ok(found)
}

fn suggested(session: &mut Session, settings: &Settings, corpus: &Corpus, most: usize) -> Result<Outcome> {
    let (names, found) = guided(session, settings, corpus, |params, analyzer, tokens| {
        Ok((params.names(), params.suggest(corpus, analyzer, tokens, most)?))
    })?;
    for (theme, name) in names.iter().enumerate() {
        if !found.iter().any(|one| one.theme == theme) {
            let message = format!("no word stands beside the seeds of the theme {name:?} often enough");
            session.console.warn(&message);
        }
    }
    Ok(Outcome::Suggested(names, found))
}

/// The proposals as a table to read.
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
