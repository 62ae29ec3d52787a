//! One function per table of a run.

use polars::prelude::{Column, DataFrame, IdxCa, IdxSize, IntoColumn, NewChunkedArray, StringChunked};

use super::encode::refused;
use crate::analysis::Analysis;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::reuse::Reuse;
use crate::similarity::Pair;
use crate::themes::{Discovery, Label, Themes};

/// One row per article: `article, title, source, date, paragraphs, tokens, terms, union_reuse, novelty`, then the
/// share of each theme by length of text, then `other`.
///
/// `paragraphs` and `tokens` leave masked text out; shares are 0 to 1; `union_reuse` and `novelty` are null for texts
/// too short to tell.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn articles(analysis: &Analysis) -> Result<DataFrame> {
    let documents = analysis.corpus.documents();
    let rows = 0..documents.len();
    let reuse = &analysis.reuse.articles;
    let mut columns = vec![
        text("article", documents.iter().map(|document| document.id())),
        optional_text("title", documents.iter().map(|document| document.title())),
        optional_text("source", documents.iter().map(|document| document.source())),
        optional_text("date", documents.iter().map(|document| document.date().map(|date| date.to_string()))),
        whole("paragraphs", documents.iter().map(|document| document.unmasked().count())),
        whole("tokens", rows.clone().map(|row| analysis.tokens.documents()[row].tokens().len())),
        whole("terms", rows.clone().map(|row| analysis.articles.row(row).len())),
        optional_number("union_reuse", reuse.iter().map(|article| article.union_reuse())),
        optional_number("novelty", reuse.iter().map(|article| article.novelty())),
    ];
    let mixes: Vec<Vec<f64>> = rows.map(|row| analysis.themes.mix(&analysis.corpus, row)).collect();
    let names = analysis.themes.names.iter().map(String::as_str).chain(["other"]);
    for (theme, name) in names.enumerate() {
        let name = free_name(name, &columns);
        columns.push(number(&name, mixes.iter().map(|mix| mix[theme])));
    }
    frame(columns)
}

/// One row per pair of articles that share a term: `article_a, article_b, cosine, jaccard, shared_terms`, in order of
/// the articles. Both measures are 0 to 1.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn similarity(analysis: &Analysis) -> Result<DataFrame> {
    let pairs = analysis.similarity.pairs();
    let rows = |side: fn(&Pair) -> usize| pairs.iter().map(|pair| side(pair) as IdxSize).collect::<Vec<_>>();
    let ids = || analysis.corpus.documents().iter().map(|document| document.id());
    frame(vec![
        repeated("article_a", ids(), &rows(|pair| pair.a))?,
        repeated("article_b", ids(), &rows(|pair| pair.b))?,
        number("cosine", pairs.iter().map(|pair| pair.cosine)),
        number("jaccard", pairs.iter().map(|pair| pair.jaccard)),
        whole("shared_terms", pairs.iter().map(|pair| pair.shared_terms)),
    ])
}

/// One row per neighbour of an article, in the order given: `article_a, article_b, cosine, jaccard, shared_terms,
/// terms`, the terms that make them alike joined with `;`.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn neighbours(corpus: &Corpus, rows: Vec<(usize, usize, Pair, Vec<&str>)>) -> Result<DataFrame> {
    frame(vec![
        text("article_a", rows.iter().map(|row| corpus[row.0].id())),
        text("article_b", rows.iter().map(|row| corpus[row.1].id())),
        number("cosine", rows.iter().map(|row| row.2.cosine)),
        number("jaccard", rows.iter().map(|row| row.2.jaccard)),
        whole("shared_terms", rows.iter().map(|row| row.2.shared_terms)),
        text("terms", rows.iter().map(|row| row.3.join(";"))),
    ])
}

/// One row per ordered pair of articles: `target, source, reuse, copied, rewritten, quoted, reused_tokens,
/// eligible_tokens, passages, longest_passage`. `reuse` is the sum of `copied` and `rewritten`, and
/// `quoted` is the part of it that is shared quotations; all are null for targets too short to tell.
///
/// `pairs` are the pairs that were compared, as `(target, source)`; without them, all pairs of the corpus are listed,
/// but of more than 1,000 articles only those that share a passage, since a million zeros say nothing.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn reuse(corpus: &Corpus, reuse: &Reuse, pairs: Option<&[(usize, usize)]>) -> Result<DataFrame> {
    const LIST_ALL: usize = 1000;
    let n = corpus.len();
    let every = |rows: usize| {
        (0..rows).flat_map(move |target| {
            (0..rows).filter(move |&source| source != target).map(move |source| (target, source))
        })
    };
    let score = |(target, source)| reuse.score(target, source);
    let scores: Vec<_> = match pairs {
        Some(pairs) => pairs.iter().copied().map(score).collect(),
        None if n <= LIST_ALL => every(n).map(score).collect(),
        None => reuse.scores.clone(),
    };
    let id = |row: usize| corpus[row].id();
    frame(vec![
        text("target", scores.iter().map(|score| id(score.target))),
        text("source", scores.iter().map(|score| id(score.source))),
        optional_number("reuse", scores.iter().map(|score| score.reuse())),
        optional_number("copied", scores.iter().map(|score| score.copied())),
        optional_number("rewritten", scores.iter().map(|score| score.rewritten())),
        optional_number("quoted", scores.iter().map(|score| score.quoted())),
        whole("reused_tokens", scores.iter().map(|score| score.reused_tokens)),
        whole("eligible_tokens", scores.iter().map(|score| score.eligible_tokens)),
        whole("passages", scores.iter().map(|score| score.passages)),
        whole("longest_passage", scores.iter().map(|score| score.longest_passage)),
    ])
}

/// One row per passage, both directions of each: `target, target_start, target_end, source, source_start, source_end,
/// tier, kind, identity, tokens, quoted, text`. Offsets count code points of the original text, end exclusive, and
/// select `text` in the target.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn passages(corpus: &Corpus, reuse: &Reuse) -> Result<DataFrame> {
    let passages = &reuse.passages;
    let points: Vec<_> = corpus.documents().iter().map(|document| document.code_points()).collect();
    let targets: Vec<_> =
        passages.iter().map(|passage| points[passage.target].span(passage.target_span)).collect();
    let sources: Vec<_> =
        passages.iter().map(|passage| points[passage.source].span(passage.source_span)).collect();
    frame(vec![
        text("target", passages.iter().map(|passage| corpus[passage.target].id())),
        whole("target_start", targets.iter().map(|span| span.start)),
        whole("target_end", targets.iter().map(|span| span.end)),
        text("source", passages.iter().map(|passage| corpus[passage.source].id())),
        whole("source_start", sources.iter().map(|span| span.start)),
        whole("source_end", sources.iter().map(|span| span.end)),
        text("tier", passages.iter().map(|passage| passage.tier.name())),
        text("kind", passages.iter().map(|passage| passage.kind.name())),
        number("identity", passages.iter().map(|passage| passage.identity)),
        whole("tokens", passages.iter().map(|passage| passage.tokens)),
        number("quoted", passages.iter().map(|passage| passage.quoted)),
        text("text", passages.iter().map(|passage| corpus[passage.target].slice(passage.target_span))),
    ])
}

/// One row per paragraph, masked ones among them: `article, paragraph, kind, theme, tags, score, margin, evidence,
/// text`. `paragraph` counts from 0; `tags` and `evidence` are joined with `;`; `score` is that of the primary theme,
/// or of the nearest one where the theme is `other`; `score` and `margin` are null for boilerplate.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn paragraphs(corpus: &Corpus, themes: &Themes) -> Result<DataFrame> {
    let entries = &themes.paragraphs;
    let paragraph = |at: usize| &corpus[entries[at].document].paragraphs()[entries[at].paragraph];
    let at = 0..entries.len();
    let score = |at: usize| match entries[at].label {
        Label::Boilerplate => None,
        Label::Theme(theme) => Some(entries[at].scores[theme]),
        Label::Other => Some(entries[at].scores.iter().copied().fold(0.0, f64::max)),
    };
    let tags = |at: usize| {
        entries[at].tags.iter().map(|&tag| themes.names[tag].as_str()).collect::<Vec<_>>().join(";")
    };
    frame(vec![
        text("article", entries.iter().map(|entry| corpus[entry.document].id())),
        whole("paragraph", entries.iter().map(|entry| entry.paragraph)),
        text("kind", at.clone().map(|at| paragraph(at).kind.name())),
        text("theme", entries.iter().map(|entry| themes.label_name(entry.label))),
        text("tags", at.clone().map(tags)),
        optional_number("score", at.clone().map(score)),
        optional_number(
            "margin",
            entries.iter().map(|entry| (entry.label != Label::Boilerplate).then_some(entry.margin)),
        ),
        text("evidence", entries.iter().map(|entry| entry.evidence.join(";"))),
        text("text", at.map(|at| corpus[entries[at].document].slice(paragraph(at).span))),
    ])
}

/// One row per clustered paragraph: `article, paragraph, cluster, terms, size, text`. `cluster` is the name of its
/// group, empty where the paragraph has no term; `terms` are typical of the group, joined with `;`.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn clusters(corpus: &Corpus, found: &Discovery) -> Result<DataFrame> {
    let cluster = |row: usize| found.labels[row].map(|label| &found.clusters[label]);
    let rows = 0..found.rows.len();
    let terms = |row: usize| {
        let terms = cluster(row).into_iter().flat_map(|cluster| &cluster.terms);
        terms.map(|(term, _)| term.as_str()).collect::<Vec<_>>().join(";")
    };
    let words = |row: usize| {
        let document = &corpus[found.rows[row].document];
        let paragraph = found.rows[row].paragraph.map(|paragraph| document.paragraphs()[paragraph].span);
        paragraph.map_or(document.text(), |span| document.slice(span))
    };
    frame(vec![
        text("article", found.rows.iter().map(|row| corpus[row.document].id())),
        whole("paragraph", found.rows.iter().map(|row| row.paragraph.unwrap_or(0))),
        text("cluster", rows.clone().map(|row| cluster(row).map_or("", |cluster| cluster.name.as_str()))),
        text("terms", rows.clone().map(terms)),
        whole("size", rows.clone().map(|row| cluster(row).map_or(0, |cluster| cluster.size))),
        text("text", rows.map(words)),
    ])
}

/// One row per theme and term: `theme, term, weight`, strongest first in each theme.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn theme_terms(themes: &Themes) -> Result<DataFrame> {
    frame(vec![
        text("theme", themes.terms.iter().map(|entry| themes.names[entry.theme].as_str())),
        text("term", themes.terms.iter().map(|entry| entry.term.as_str())),
        number("weight", themes.terms.iter().map(|entry| entry.weight)),
    ])
}

/// One row per seed: `theme, seed, paragraphs, articles`; 0 is a dead seed.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn seeds(themes: &Themes) -> Result<DataFrame> {
    frame(vec![
        text("theme", themes.seeds.iter().map(|entry| themes.names[entry.theme].as_str())),
        text("seed", themes.seeds.iter().map(|entry| entry.seed.as_str())),
        whole("paragraphs", themes.seeds.iter().map(|entry| entry.paragraphs)),
        whole("articles", themes.seeds.iter().map(|entry| entry.articles)),
    ])
}

/// The name of a theme's column; a theme that is called like another column gets a prefix.
fn free_name(theme: &str, columns: &[Column]) -> String {
    let mut name = theme.to_owned();
    while columns.iter().any(|column| column.name() == name.as_str()) {
        name.insert_str(0, "theme_");
    }
    name
}

pub(super) fn frame(columns: Vec<Column>) -> Result<DataFrame> {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).map_err(|error| refused("building a table", &error))
}

fn text(name: &str, values: impl Iterator<Item = impl AsRef<str>>) -> Column {
    StringChunked::from_iter_values(name.into(), values).into_column()
}

/// The texts at these places. Each distinct one is held once, however many rows repeat it.
pub(super) fn repeated<'a>(
    name: &str,
    texts: impl Iterator<Item = &'a str>,
    at: &[IdxSize],
) -> Result<Column> {
    let texts = StringChunked::from_iter_values(name.into(), texts).into_column();
    texts.take(&IdxCa::from_slice("at".into(), at)).map_err(|error| refused("building a table", &error))
}

fn optional_text(name: &str, values: impl Iterator<Item = Option<impl AsRef<str>>>) -> Column {
    StringChunked::from_iter_options(name.into(), values).into_column()
}

pub(super) fn whole(name: &str, values: impl Iterator<Item = usize>) -> Column {
    Column::new(name.into(), values.map(|value| value as u64).collect::<Vec<_>>())
}

fn number(name: &str, values: impl Iterator<Item = f64>) -> Column {
    Column::new(name.into(), values.collect::<Vec<_>>())
}

fn optional_number(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    Column::new(name.into(), values.collect::<Vec<_>>())
}
