//! One function per table of a run.

use polars::prelude::{Column, DataFrame, IdxCa, IdxSize, IntoColumn, NewChunkedArray, StringChunked};

use super::encode::refused;
use crate::analysis::Analysis;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::similarity::Pair;
use crate::themes::{Label, ThemeMix, Themes};

/// One row per article: `article, title, source, date, paragraphs, tokens, terms, union_reuse, novelty`, then the
/// share of each theme by length of text, then `other`, then `prior_reuse, prior_novelty, undecided_reuse`: what is found
/// in articles that are not later, its complement, and the part of it that no certainly earlier article holds.
///
/// `paragraphs` and `tokens` leave masked text out; shares are 0 to 1; those of reuse are null for texts too short to
/// tell.
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
    let dated = vec![
        optional_number("prior_reuse", reuse.iter().map(|article| article.prior_reuse())),
        optional_number("prior_novelty", reuse.iter().map(|article| article.prior_novelty())),
        optional_number("undecided_reuse", reuse.iter().map(|article| article.undecided_reuse())),
    ];
    let mix = ThemeMix::of_themes(&analysis.corpus, &analysis.themes);
    let mixes: Vec<Vec<f64>> = rows.map(|row| mix.shares(row)).collect();
    let names = analysis.themes.names.iter().map(String::as_str).chain(["other"]);
    for (theme, name) in names.enumerate() {
        let name = free_name(name, columns.iter().chain(&dated));
        columns.push(number(&name, mixes.iter().map(|mix| mix[theme])));
    }
    columns.extend(dated);
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

/// One row per paragraph, masked ones among them: `article, paragraph, kind, theme, tags, score, margin, evidence,
/// text, nearest, uncertain`. `paragraph` counts from 0; `tags` and `evidence` are joined with `;`; `score` is that of the
/// primary theme, or of the nearest one where the theme is `other`: the probability that a reader sees it there; `nearest`
/// is the theme with the best score, empty where all are 0; `uncertain` is `yes` where seed words alone and nearness
/// alone would give different themes, else `no`. `score` and `margin` are null for boilerplate.
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
        text(
            "nearest",
            entries.iter().map(|entry| entry.nearest.map_or("", |theme| themes.names[theme].as_str())),
        ),
        text("uncertain", entries.iter().map(|entry| if entry.uncertain { "yes" } else { "no" })),
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
fn free_name<'a>(theme: &str, columns: impl Iterator<Item = &'a Column> + Clone) -> String {
    let mut name = theme.to_owned();
    while columns.clone().any(|column| column.name() == name.as_str()) {
        name.insert_str(0, "theme_");
    }
    name
}

pub(super) fn frame(columns: Vec<Column>) -> Result<DataFrame> {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).map_err(|error| refused("building a table", &error))
}

pub(super) fn text(name: &str, values: impl Iterator<Item = impl AsRef<str>>) -> Column {
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

pub(super) fn optional_text(name: &str, values: impl Iterator<Item = Option<impl AsRef<str>>>) -> Column {
    StringChunked::from_iter_options(name.into(), values).into_column()
}

pub(super) fn whole(name: &str, values: impl Iterator<Item = usize>) -> Column {
    Column::new(name.into(), values.map(|value| value as u64).collect::<Vec<_>>())
}

pub(super) fn number(name: &str, values: impl Iterator<Item = f64>) -> Column {
    optional_number(name, values.map(Some))
}

/// Numbers, null where there is none: what is not a number is none.
pub(super) fn optional_number(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    let finite = values.map(|value| value.filter(|value| value.is_finite()));
    Column::new(name.into(), finite.collect::<Vec<_>>())
}
