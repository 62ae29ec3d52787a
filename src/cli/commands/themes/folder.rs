//! `retell themes -o`: everything that was found, as tables and figures in a folder.

use std::path::Path;

use super::Outcome;
use crate::chart::{self, Figures, LeftOut, Style};
use crate::cli::args::{DiscoveryTable, ReadingArgs, ThemesArgs};
use crate::cli::commands::discover;
use crate::cli::figures;
use crate::cli::manifest::{Arguments, Command, MANIFEST, Made, Manifest};
use crate::cli::output::{Folder, Occupied};
use crate::cli::session::{Session, portable};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::corpus::read::Reading;
use crate::error::{Error, Result};
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Evaluation, OverTime, ThemeMix, Themes};

/// Where the folder will be, and how its figures look.
pub(super) struct Place<'a> {
    args: &'a ThemesArgs,
    path: &'a Path,
    occupied: Occupied,
    style: Style,
}

impl<'a> Place<'a> {
    /// The folder that was asked for. What is wrong with it is told before any work is done.
    pub(super) fn of(session: &Session, settings: &Settings, args: &'a ThemesArgs) -> Result<Option<Self>> {
        let Some(path) = args.output.as_deref() else {
            return match args.figures.first().or_else(|| args.figure_files.first()) {
                None => Ok(None),
                Some(name) => Err(Error::Parameter {
                    name: "output",
                    got: "not given".to_owned(),
                    expected: format!("a folder for the figures that --{name} is about"),
                }),
            };
        };
        let occupied = if session.force { Occupied::Force } else { Occupied::Refuse };
        Folder::check(path, occupied)?;
        let style = settings.style(args.figure_files.font.as_deref())?;
        Ok(Some(Self { args, path, occupied, style }))
    }

    /// Writes the folder whole, or not at all.
    pub(super) fn write(
        &self,
        session: &mut Session,
        settings: &Settings,
        reading: &Reading,
        outcome: &Outcome,
    ) -> Result<()> {
        let corpus = &reading.corpus;
        session.console.stage("drawing");
        let figures = match outcome {
            Outcome::Guided(themes, evaluation) => {
                chart::theme_figures(corpus, themes, evaluation.as_ref(), &self.style)?
            }
            Outcome::Discovered(found) => chart::discovery_figures(corpus, found, &self.style)?,
            Outcome::Suggested(..) => Figures::default(),
        };
        self.warn_of_boxes(session, corpus, outcome)?;
        let mut folder = Folder::create(self.path, self.occupied, &session.scratch)?;
        figures::write(&mut folder, "figures/", &figures, settings)?;
        for left_out in &figures.left_out {
            session.console.detail(&format!("no figure {}: {}", left_out.name, left_out.reason));
        }
        session.console.stage("writing tables");
        for (name, rows) in tables(session, corpus, outcome)? {
            folder.write(&format!("tables/{name}.csv"), &table::csv(rows)?)?;
        }
        let manifest = self.manifest(settings, reading, outcome, figures.left_out, &folder)?;
        folder.write_unlisted(MANIFEST, &manifest.to_json()?)?;
        session.console.end_stage();
        let files = folder.written().len();
        folder.finish()?;
        session.console.note(&format!("{files} files in {}: tables and figures", portable(self.path)));
        Ok(())
    }

    fn manifest(
        &self,
        settings: &Settings,
        reading: &Reading,
        outcome: &Outcome,
        left_out: Vec<LeftOut>,
        folder: &Folder,
    ) -> Result<Manifest> {
        let ReadingArgs { columns, ignore, .. } = self.args.input.reading.clone();
        let arguments = Arguments {
            inputs: self.args.input.inputs.clone(),
            columns,
            ignore,
            font: self.args.figure_files.font.clone(),
        };
        let beside: Vec<&Path> =
            self.args.gold.as_deref().into_iter().chain(self.args.model.as_deref()).collect();
        let warnings = match outcome {
            Outcome::Guided(themes, evaluation) => {
                let of_evaluation = evaluation.iter().flat_map(|found| &found.warnings);
                themes.warnings.iter().chain(of_evaluation).cloned().collect()
            }
            Outcome::Discovered(found) => found.warnings.clone(),
            Outcome::Suggested(..) => Vec::new(),
        };
        let made = Made {
            command: Command::Themes,
            arguments: &arguments,
            settings,
            beside: &beside,
            corpus: &reading.corpus,
            reading,
            warnings,
        };
        Manifest::of(made, left_out, folder)
    }

    fn warn_of_boxes(&self, session: &Session, corpus: &Corpus, outcome: &Outcome) -> Result<()> {
        let terms: Vec<&str> = match outcome {
            Outcome::Guided(themes, _) => themes.terms.iter().map(|entry| entry.term.as_str()).collect(),
            Outcome::Discovered(found) => {
                found.clusters.iter().flat_map(|cluster| &cluster.terms).map(|term| term.0.as_str()).collect()
            }
            Outcome::Suggested(..) => Vec::new(),
        };
        let labels = corpus.documents().iter().map(|document| document.id()).chain(terms);
        if let Some(warning) = figures::boxes(labels, &self.style)? {
            session.console.warn(&warning);
        }
        Ok(())
    }
}

type Tables = Vec<(&'static str, DataFrame)>;

fn tables(session: &Session, corpus: &Corpus, outcome: &Outcome) -> Result<Tables> {
    match outcome {
        Outcome::Guided(themes, evaluation) => guided(corpus, themes, evaluation.as_ref()),
        Outcome::Discovered(found) => discovered(session, corpus, found),
        Outcome::Suggested(..) => Ok(Vec::new()),
    }
}

fn guided(corpus: &Corpus, themes: &Themes, evaluation: Option<&Evaluation>) -> Result<Tables> {
    let rows = themes.paragraphs.iter().map(|entry| (entry.document, entry.label.theme()));
    let counted = OverTime::of(corpus, rows, themes.names.len());
    let names: Vec<&str> = themes.names.iter().map(String::as_str).collect();
    let mut tables = vec![
        ("paragraphs", table::paragraphs(corpus, themes)?),
        ("theme_terms", table::theme_terms(themes)?),
        ("seeds", table::seeds(themes)?),
        ("themes_over_time", table::over_time(&counted, &names)?),
    ];
    tables.extend(mixes(corpus, &ThemeMix::of_themes(corpus, themes))?);
    if let Some(found) = evaluation {
        tables.push(("evaluation", table::evaluation(found)?));
    }
    Ok(tables)
}

fn discovered(session: &Session, corpus: &Corpus, found: &Discovery) -> Result<Tables> {
    let of = |which| discover::table(session, corpus, found, which);
    let mut tables = vec![
        ("clusters", of(DiscoveryTable::Assignments)?),
        ("themes", of(DiscoveryTable::Themes)?),
        ("themes_over_time", of(DiscoveryTable::OverTime)?),
    ];
    if !found.tried.is_empty() {
        tables.push(("numbers_of_themes", of(DiscoveryTable::Numbers)?));
    }
    tables.extend(mixes(corpus, &ThemeMix::of_discovery(corpus, found))?);
    Ok(tables)
}

fn mixes(corpus: &Corpus, mix: &ThemeMix) -> Result<Tables> {
    Ok(vec![
        ("themes_by_article", table::themes_by_article(corpus, mix)?),
        ("themes_by_source", table::themes_by_source(corpus, mix)?),
    ])
}
