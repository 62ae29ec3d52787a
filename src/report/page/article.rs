//! An article: how it is called, what it is about, from whom it has its words, its text.

use serde::Serialize;

use super::clean::clean;
use super::paragraph::{Place, place};
use super::plan::{article_anchor, meets};
use super::view::View;
use crate::corpus::Span;
use crate::report::findings::wording::{counted, percent};
use crate::themes::{Label, ParagraphTheme};

/// Articles that are named beside a paragraph, and sources that are listed.
const NAMED: usize = 6;

/// How an article is called.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    number: usize,
    name: String,
    id: String,
    outlet: Option<String>,
    date: Option<String>,
    link: Option<String>,
}

impl Head {
    pub(super) fn new(view: &View<'_>, row: usize) -> Self {
        let document = &view.analysis.corpus[row];
        Self {
            number: row + 1,
            name: clean(view.names.of(row)),
            id: clean(document.id()),
            outlet: document.source().map(clean),
            date: document.date().map(|date| date.to_string()),
            link: view.plan.article(row),
        }
    }
}

/// An article as it stands in the page.
#[derive(Debug, Serialize)]
pub(super) struct Article {
    anchor: String,
    head: Head,
    words: String,
    /// Share of its words that stand in no other article.
    own: Option<String>,
    strip: Vec<Segment>,
    sources: Vec<Source>,
    more_sources: usize,
    paragraphs: Vec<Paragraph>,
}

/// A stretch of the strip.
#[derive(Debug, Serialize)]
struct Segment {
    length: usize,
    class: String,
    name: String,
    link: Option<String>,
}

/// From whom words are.
#[derive(Debug, Serialize)]
struct Source {
    head: Head,
    share: String,
    pair: Option<String>,
}

#[derive(Debug, Serialize)]
struct Paragraph {
    place: Place,
    text: String,
    /// Articles that have a passage of it.
    elsewhere: Vec<Elsewhere>,
    more: usize,
}

#[derive(Debug, PartialEq, Serialize)]
struct Elsewhere {
    number: usize,
    name: String,
    link: Option<String>,
}

impl Article {
    pub(super) fn new(view: &View<'_>, row: usize) -> Self {
        let reuse = &view.analysis.reuse.articles[row];
        let eligible = reuse.eligible_tokens.max(1) as f64;
        let source = |credit: &crate::reuse::Credit| Source {
            head: Head::new(view, credit.source),
            share: percent(credit.tokens as f64 / eligible),
            pair: view.plan.pair(row, credit.source),
        };
        Self {
            anchor: article_anchor(row),
            head: Head::new(view, row),
            words: counted(reuse.eligible_tokens, "word", "words"),
            own: reuse.novelty().map(percent),
            strip: strip(view, row),
            sources: reuse.attribution.iter().take(NAMED).map(source).collect(),
            more_sources: reuse.attribution.len().saturating_sub(NAMED),
            paragraphs: paragraphs(view, row),
        }
    }
}

/// Stretches of one label as one, so that a long article is no longer a list.
fn strip(view: &View<'_>, row: usize) -> Vec<Segment> {
    let document = &view.analysis.corpus[row];
    let length =
        |entry: &ParagraphTheme| document.slice(document.paragraphs()[entry.paragraph].span).chars().count();
    let same = |a: &ParagraphTheme, b: &ParagraphTheme| a.label == b.label;
    let stretches = view.entries(row).chunk_by(same);
    stretches
        .map(|stretch| Segment {
            length: stretch.iter().map(length).sum(),
            class: super::look::class(stretch[0].label),
            name: match stretch[0].label {
                Label::Boilerplate => "left out".to_owned(),
                label => clean(view.analysis.themes.label_name(label)),
            },
            link: view.plan.paragraph(row, stretch[0].paragraph),
        })
        .collect()
}

fn paragraphs(view: &View<'_>, row: usize) -> Vec<Paragraph> {
    let document = &view.analysis.corpus[row];
    let carriers = carriers(view, row);
    let paragraph = |entry: &ParagraphTheme| {
        let span = document.paragraphs()[entry.paragraph].span;
        let others: Vec<usize> =
            carriers.iter().filter(|(_, spans)| meets(spans, span)).map(|(other, _)| *other).collect();
        Paragraph {
            place: place(view, entry),
            text: clean(document.slice(span)),
            elsewhere: others
                .iter()
                .take(NAMED)
                .map(|&other| Elsewhere {
                    number: other + 1,
                    name: clean(view.names.of(other)),
                    link: view.plan.pair(row, other),
                })
                .collect(),
            more: others.len().saturating_sub(NAMED),
        }
    };
    view.entries(row).iter().map(paragraph).collect()
}

/// Who shares passages with an article, and where these stand in it, those with most of it first.
fn carriers(view: &View<'_>, row: usize) -> Vec<(usize, Vec<Span>)> {
    let passages = &view.analysis.reuse.passages;
    let from = passages.partition_point(|passage| passage.target < row);
    let to = passages.partition_point(|passage| passage.target <= row);
    let mut carriers: Vec<(usize, usize, Vec<Span>)> = passages[from..to]
        .chunk_by(|a, b| a.source == b.source)
        .map(|passages| {
            let mut spans: Vec<Span> = passages.iter().map(|passage| passage.target_span).collect();
            spans.sort();
            let tokens = view.analysis.reuse.score(row, passages[0].source).reused_tokens;
            (tokens, passages[0].source, spans)
        })
        .collect();
    carriers.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    carriers.into_iter().map(|(_, other, spans)| (other, spans)).collect()
}
