//! The findings, figures, passages and texts as one HTML page that needs nothing else.

use minijinja::{Environment, value::Serde};
use serde::Serialize;

use super::findings::Finding;
use super::findings::wording::{Names, percent};
use crate::analysis::Analysis;
use crate::error::{Error, Result};

/// A figure as the page shows it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its name, as in the findings.
    pub name: String,
    /// An SVG document without outside references.
    pub svg: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Above so many articles the page leaves their texts to the tables.
const SHOWN_ARTICLES: usize = 500;
/// Above so many passages the page leaves the rest to the table.
const SHOWN_PASSAGES: usize = 500;

/// What the template reads.
#[derive(Serialize)]
struct Page<'a> {
    n: usize,
    version: &'static str,
    sections: Vec<Section<'a>>,
    figures: Vec<Shown<'a>>,
    passages: Vec<Row>,
    n_passages: usize,
    articles: Vec<Article<'a>>,
}

#[derive(Serialize)]
struct Section<'a> {
    heading: &'a str,
    sentences: &'a [String],
    table: Option<&'a str>,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    svg: &'a str,
    alt: &'a str,
}

#[derive(Serialize)]
struct Row {
    target: String,
    source: String,
    tier: &'static str,
    kind: &'static str,
    identity: String,
    tokens: usize,
    target_text: String,
    source_text: String,
}

#[derive(Serialize)]
struct Article<'a> {
    id: &'a str,
    name: String,
    date: String,
    novelty: Option<String>,
    paragraphs: Vec<Paragraph<'a>>,
}

#[derive(Serialize)]
struct Paragraph<'a> {
    kind: &'static str,
    theme: &'a str,
    text: &'a str,
}

/// The page. Self-contained: no script, no request; every text from outside is escaped.
///
/// # Errors
/// [`Error::Library`] if the template engine refuses.
pub fn html(analysis: &Analysis, findings: &[Finding], pictures: &[Picture]) -> Result<String> {
    let mut environment = Environment::new();
    let failed =
        |error: minijinja::Error| Error::Library { task: "writing the report", reason: error.to_string() };
    environment.add_template("report.html", include_str!("report.html")).map_err(failed)?;
    let template = environment.get_template("report.html").map_err(failed)?;
    let names = Names::new(&analysis.corpus);
    let sections: Vec<Section<'_>> = findings
        .iter()
        .map(|finding| Section {
            heading: finding.heading,
            sentences: &finding.sentences,
            table: finding.table,
        })
        .collect();
    let figures: Vec<Shown<'_>> = pictures
        .iter()
        .map(|picture| Shown { name: &picture.name, svg: &picture.svg, alt: &picture.alt })
        .collect();
    template
        .render(Serde(Page {
            n: analysis.corpus.len(),
            version: env!("CARGO_PKG_VERSION"),
            sections,
            figures,
            passages: passages(analysis, &names),
            n_passages: analysis.reuse.once().count(),
            articles: if analysis.corpus.len() <= SHOWN_ARTICLES {
                articles(analysis, &names)
            } else {
                Vec::new()
            },
        }))
        .map_err(failed)
}

/// Each passage once.
fn passages(analysis: &Analysis, names: &Names) -> Vec<Row> {
    let corpus = &analysis.corpus;
    let once = analysis.reuse.once();
    once.take(SHOWN_PASSAGES)
        .map(|passage| Row {
            target: names.of(passage.target).to_owned(),
            source: names.of(passage.source).to_owned(),
            tier: passage.tier.name(),
            kind: passage.kind.name(),
            identity: percent(passage.identity),
            tokens: passage.tokens,
            target_text: corpus[passage.target].slice(passage.target_span).to_owned(),
            source_text: corpus[passage.source].slice(passage.source_span).to_owned(),
        })
        .collect()
}

fn articles<'a>(analysis: &'a Analysis, names: &Names) -> Vec<Article<'a>> {
    let mut entries = analysis.themes.paragraphs.iter().peekable();
    let documents = analysis.corpus.documents().iter().enumerate();
    documents
        .map(|(row, document)| Article {
            id: document.id(),
            name: names.of(row).to_owned(),
            date: document.date().map(|date| date.to_string()).unwrap_or_default(),
            novelty: analysis.reuse.articles[row].novelty().map(percent),
            paragraphs: std::iter::from_fn(|| entries.next_if(|entry| entry.document == row))
                .map(|entry| {
                    let paragraph = document.paragraphs()[entry.paragraph];
                    Paragraph {
                        kind: paragraph.kind.name(),
                        theme: analysis.themes.label_name(entry.label),
                        text: document.slice(paragraph.span),
                    }
                })
                .collect(),
        })
        .collect()
}
