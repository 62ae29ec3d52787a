//! All figures of a run, from its results.

use super::cosine_rows::CosineRows;
use super::part::{Part, ThemeNames};
use super::{
    Colour, Figure, MapPoint, ParagraphMapFigure, ReuseFigure, ReuseStrip, ReuseStripsFigure, Segment,
    SimilarityFigure, StripPassage, Style, Taken, ThemeStripsFigure, ThemeTermsFigure, ThemesByArticleFigure,
    WeightedTerm,
};
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::reuse::{Passage, PassageKind, Reuse, Score, Tier};
use crate::similarity::Similarity;
use crate::themes::{Label, Themes};

/// The first letter of `labels` that neither the embedded font nor the style's has: it is drawn as a box in a PNG.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn undrawable<'l>(labels: impl IntoIterator<Item = &'l str>, style: &Style) -> Result<Option<char>> {
    let fonts = super::text::Fonts::new(style)?;
    let mut letters = labels.into_iter().flat_map(str::chars);
    Ok(letters.find(|&c| c.is_alphanumeric() && !fonts.has(c)))
}

/// The seven figures of a run, in the order of the folder's listing: `similarity`, `reuse`, `themes_by_article`,
/// `theme_strips`, `theme_terms`, `paragraph_map`, `reuse_strips`.
///
/// `order` is the order of the heatmaps: the leaves of [`crate::similarity::average_linkage_order`]. Without themes
/// their figures say so in a sentence.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn figures(
    corpus: &Corpus,
    similarity: &Similarity,
    order: &[usize],
    reuse: &Reuse,
    themes: Option<&Themes>,
    style: &Style,
) -> Result<Vec<Figure>> {
    let labels: Vec<String> = corpus.documents().iter().map(|document| document.id().to_owned()).collect();
    let paragraphs = corpus.documents().iter().map(|document| document.unmasked().count()).sum();
    let union: Vec<Option<f64>> =
        reuse.articles.iter().map(crate::reuse::ArticleReuse::union_reuse).collect();

    let cosines = CosineRows::new(similarity);
    // The heatmap looks at every pair, and few have a score.
    let of_target: Vec<&[Score]> = (0..corpus.len())
        .map(|row| {
            let from = reuse.scores.partition_point(|score| score.target < row);
            &reuse.scores[from..reuse.scores.partition_point(|score| score.target <= row)]
        })
        .collect();

    let mut figures = vec![
        SimilarityFigure {
            labels: &labels,
            paragraphs,
            cosine: &|a, b| Some(cosines.cosine(a, b)),
            order,
            tree: true,
        }
        .draw(style)?,
        ReuseFigure {
            labels: &labels,
            paragraphs,
            reuse: &|target, source| {
                let none = reuse.articles.get(target)?.union_reuse().map(|_| 0.0);
                let scores = of_target.get(target).copied().unwrap_or_default();
                let at = scores.binary_search_by_key(&source, |score| score.source);
                at.map_or(none, |at| scores[at].reuse())
            },
            union: &union,
            order,
        }
        .draw(style)?,
    ];
    figures.extend(theme_figures(corpus, &labels, themes, style)?);
    let strips: Vec<ReuseStrip> =
        corpus.documents().iter().enumerate().map(|(row, document)| strip(document, row, reuse)).collect();
    figures.push(ReuseStripsFigure { labels: &labels, paragraphs, strips: &strips }.draw(style)?);
    Ok(figures)
}

/// The four figures of the themes.
fn theme_figures(
    corpus: &Corpus,
    labels: &[String],
    themes: Option<&Themes>,
    style: &Style,
) -> Result<Vec<Figure>> {
    let colours: Vec<Option<Colour>> = themes.map_or_else(Vec::new, |themes| {
        themes.colours.iter().map(|colour| Colour::parse(colour.as_deref()?)).collect()
    });
    let names = ThemeNames { names: themes.map_or(&[], |themes| &themes.names), colours: &colours };
    let articles = corpus.len();

    let mut shares: Vec<Vec<f64>> = vec![Vec::new(); articles];
    let mut segments: Vec<Vec<Segment>> = vec![Vec::new(); articles];
    let mut terms: Vec<Vec<WeightedTerm>> = vec![Vec::new(); names.names.len()];
    let mut of_theme = vec![0usize; names.names.len()];
    let mut points = Vec::new();
    if let Some(themes) = themes {
        for (row, share) in shares.iter_mut().enumerate() {
            *share = themes.mix(corpus, row);
        }
        for term in &themes.terms {
            if let Some(terms) = terms.get_mut(term.theme) {
                terms.push(WeightedTerm { term: term.term.clone(), weight: term.weight });
            }
        }
        for (at, entry) in themes.paragraphs.iter().enumerate() {
            let part = part(entry.label);
            if let Part::Theme(theme) = part
                && let Some(count) = of_theme.get_mut(theme)
            {
                *count += 1;
            }
            if let Some(at) = themes.map.get(at).copied().flatten() {
                points.push(MapPoint { at, part });
            }
            let document = corpus.documents().get(entry.document);
            let paragraph =
                document.and_then(|document| Some((document, document.paragraphs().get(entry.paragraph)?)));
            if let Some((document, paragraph)) = paragraph {
                let length = document.slice(paragraph.span).chars().count();
                segments[entry.document].push(Segment { length, part });
            }
        }
    }
    let own = |row: &Vec<Segment>| row.iter().filter(|segment| segment.part != Part::Boilerplate).count();
    let paragraphs: Vec<usize> = segments.iter().map(own).collect();

    Ok(vec![
        ThemesByArticleFigure { labels, themes: names, shares: &shares, paragraphs: &paragraphs }
            .draw(style)?,
        ThemeStripsFigure { labels, themes: names, articles: &segments }.draw(style)?,
        ThemeTermsFigure { articles, themes: names, terms: &terms, paragraphs: &of_theme }.draw(style)?,
        ParagraphMapFigure { articles, themes: names, points: &points }.draw(style)?,
    ])
}

fn part(label: Label) -> Part {
    match label {
        Label::Theme(theme) => Part::Theme(theme),
        Label::Other => Part::Other,
        Label::Boilerplate => Part::Boilerplate,
    }
}

/// An article's strip: lengths and places in characters, as readers count them.
pub(super) fn strip(document: &Document, row: usize, reuse: &Reuse) -> ReuseStrip {
    let points = document.code_points();
    let from = reuse.passages.partition_point(|passage| passage.target < row);
    let to = reuse.passages.partition_point(|passage| passage.target <= row);
    let passages = reuse.passages[from..to].iter().filter(|passage| passage.kind != PassageKind::Boilerplate);
    let passages = passages.map(|passage| {
        let span = points.span(passage.target_span);
        StripPassage { start: span.start, end: span.end, source: passage.source, taken: taken(passage) }
    });
    let masked = document.paragraphs().iter().filter(|paragraph| paragraph.kind.is_masked());
    ReuseStrip {
        length: points.offset(document.text().len()),
        passages: passages.collect(),
        masked: masked
            .map(|paragraph| points.span(paragraph.span))
            .map(|span| (span.start, span.end))
            .collect(),
        novelty: reuse.articles.get(row).and_then(crate::reuse::ArticleReuse::novelty),
    }
}

fn taken(passage: &Passage) -> Taken {
    match (passage.kind, passage.tier) {
        (PassageKind::SharedQuote, _) => Taken::Quoted,
        (_, Tier::Copied) => Taken::Copied,
        (_, Tier::Rewritten) => Taken::Rewritten,
    }
}
