//! `retell themes -o`: everything that was found, as tables and figures in a folder.

use std::path::Path;

use crate::chart::{self, Figures, LeftOut, Style};
use crate::cli::args::{ReadingArgs, ThemesArgs};
use crate::cli::figures;
use crate::cli::manifest::{Arguments, Command, MANIFEST, Made, Manifest};
use crate::cli::output::Folder;
use crate::cli::session::{Session, portable};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::corpus::read::Reading;
use crate::error::Result;
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Evaluation, OverTime, ThemeMix, Themes};

/// Where the folder will be, and how its figures look.
pub(super) struct Place<'a> {
    args: &'a ThemesArgs,
    path: &'a Path,
    style: Style,
}

/// What goes into it.
pub(super) struct Contents<'c> {
    figures: Figures,
    /// Without their endings.
    tables: Vec<(&'static str, DataFrame)>,
    /// The words that figures show, beside the articles' names.
    terms: Vec<&'c str>,
    warnings: Vec<String>,
}

impl<'a> Place<'a> {
    /// The folder that was asked for. What is wrong with it is told before any work is done.
    pub(super) fn of(session: &Session, settings: &Settings, args: &'a ThemesArgs) -> Result<Option<Self>> {
        let Some(path) = args.output.as_deref() else { return Ok(None) };
        Folder::check(path, session.occupied())?;
        let style = settings.style(args.font.font.as_deref())?;
        Ok(Some(Self { args, path, style }))
    }

    /// What there is to write of themes from seed words.
    pub(super) fn guided<'c>(
        &self,
        corpus: &Corpus,
        themes: &'c Themes,
        evaluation: Option<&Evaluation>,
    ) -> Result<Contents<'c>> {
        let rows = themes.paragraphs.iter().map(|entry| (entry.document, entry.label.theme()));
        let mut tables = vec![
            ("paragraphs", table::paragraphs(corpus, themes)?),
            ("theme_terms", table::theme_terms(themes)?),
            ("seeds", table::seeds(themes)?),
        ];
        tables.extend(parts(corpus, &ThemeMix::of_themes(corpus, themes), rows)?);
        if let Some(found) = evaluation {
            tables.push(("evaluation", table::evaluation(found)?));
        }
        let of_evaluation = evaluation.iter().flat_map(|found| &found.warnings);
        Ok(Contents {
            figures: chart::theme_figures(corpus, themes, evaluation, &self.style)?,
            tables,
            terms: themes.terms.iter().map(|entry| entry.term.as_str()).collect(),
            warnings: themes.warnings.iter().chain(of_evaluation).cloned().collect(),
        })
    }

    /// What there is to write of themes that were discovered.
    pub(super) fn discovered<'c>(&self, corpus: &Corpus, found: &'c Discovery) -> Result<Contents<'c>> {
        let mut tables =
            vec![("clusters", table::clusters(corpus, found)?), ("themes", table::discovered_themes(found)?)];
        tables.extend(parts(corpus, &ThemeMix::of_discovery(corpus, found), found.by_document())?);
        if !found.tried.is_empty() {
            tables.push(("numbers_of_themes", table::numbers_of_themes(found)?));
        }
        let terms = found.clusters.iter().flat_map(|cluster| &cluster.terms);
        Ok(Contents {
            figures: chart::discovery_figures(corpus, found, &self.style)?,
            tables,
            terms: terms.map(|(term, _)| term.as_str()).collect(),
            warnings: found.warnings.clone(),
        })
    }

    /// Writes the folder whole, or not at all.
    pub(super) fn write(
        &self,
        session: &mut Session,
        settings: &Settings,
        reading: &Reading,
        contents: Contents<'_>,
    ) -> Result<()> {
        let Contents { figures, tables, terms, warnings } = contents;
        session.console.stage("writing tables and figures");
        let labels = reading.corpus.documents().iter().map(|document| document.id()).chain(terms);
        figures::warn_of_boxes(&session.console, labels, &self.style)?;
        let mut folder = Folder::create(self.path, session.occupied(), &session.scratch)?;
        figures::write(&session.console, &mut folder, "figures/", &figures, settings)?;
        for (name, rows) in tables {
            folder.write(&format!("tables/{name}.csv"), &table::csv(rows)?)?;
        }
        let manifest = self.manifest(settings, reading, figures.left_out, warnings, &folder)?;
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
        left_out: Vec<LeftOut>,
        warnings: Vec<String>,
        folder: &Folder,
    ) -> Result<Manifest> {
        let args = self.args;
        let ReadingArgs { columns, ignore, .. } = args.input.reading.clone();
        let arguments =
            Arguments { inputs: args.input.inputs.clone(), columns, ignore, font: args.font.font.clone() };
        let beside: Vec<&Path> = args.gold.as_deref().into_iter().chain(args.model.as_deref()).collect();
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
}

/// How much there is of each theme, by article, outlet and period. `rows` are the documents and themes of what was labelled.
fn parts(
    corpus: &Corpus,
    mix: &ThemeMix,
    rows: impl Iterator<Item = (usize, Option<usize>)>,
) -> Result<[(&'static str, DataFrame); 3]> {
    let names: Vec<&str> = mix.names.iter().map(String::as_str).collect();
    let over_time = OverTime::of(corpus, rows, names.len());
    Ok([
        ("themes_by_article", table::themes_by_article(corpus, mix)?),
        ("themes_by_source", table::themes_by_source(corpus, mix)?),
        ("themes_over_time", table::over_time(&over_time, &names)?),
    ])
}
