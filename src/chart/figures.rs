//! All figures of a run, from its results.

use rayon::prelude::*;

use super::cosine_rows::CosineRows;
use super::{
    Drawing, Figure, LeftOut, NetworkFigure, PrintSize, Retold, ReuseFigure, ReuseStrip, ReuseStripsFigure,
    SimilarityFigure, SimilarityHistogramFigure, StripPassage, Style, Taken, TimelineFigure,
};
use crate::analysis::{Analysis, Retelling};
use crate::corpus::{Corpus, Date, Document};
use crate::error::Result;
use crate::reuse::{ArticleReuse, Passage, PassageKind, Reuse, Score, Tier};
use crate::similarity;

pub(super) mod of_themes;

use of_themes::ThemeNumbers;
pub use of_themes::{discovery_figures, theme_figures};

/// The first letter of `labels` that neither the embedded font nor the style's has: it is drawn as a box in a PNG.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn undrawable<'l>(labels: impl IntoIterator<Item = &'l str>, style: &Style) -> Result<Option<char>> {
    let fonts = super::text::Fonts::new(style)?;
    let mut letters = labels.into_iter().flat_map(str::chars);
    Ok(letters.find(|&c| c.is_alphanumeric() && !fonts.has(c)))
}

/// What came of the figures of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Those with something to show, in the order of reading.
    pub drawn: Vec<Figure>,
    /// Those without, each with the reason.
    pub left_out: Vec<LeftOut>,
}

/// The figures of a run: `similarity`, `similarity_histogram`, `reuse`, `reuse_strips`, `network`, `timeline`,
/// `themes_by_article`, `theme_strips`, `theme_terms`, `paragraph_map`, `themes_by_source`, `themes_over_time` and
/// `seed_coverage`, of which those without anything to show are left out.
///
/// They are drawn on the threads of the current rayon pool; no byte depends on how many.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn figures(analysis: &Analysis, style: &Style) -> Result<Figures> {
    let results = Results::of(analysis);
    let themes = ThemeNumbers::of(&analysis.corpus, &analysis.themes);
    let tasks: [Draw<'_>; 6] = [
        Results::similarity,
        Results::similarity_histogram,
        Results::reuse,
        Results::reuse_strips,
        Results::network,
        Results::timeline,
    ];
    let of_run = || tasks.par_iter().map(|draw| draw(&results, style)).collect::<Result<Vec<Drawing>>>();
    let (of_run, of_themes) = rayon::join(of_run, || themes.draw(&ThemeNumbers::GUIDED, style));
    Ok(of_run?.into_iter().chain(of_themes?).collect())
}

impl FromIterator<Drawing> for Figures {
    fn from_iter<T: IntoIterator<Item = Drawing>>(drawings: T) -> Self {
        let mut figures = Self::default();
        for drawing in drawings {
            match drawing {
                Drawing::Drawn(figure) => figures.drawn.push(*figure),
                Drawing::LeftOut(left_out) => figures.left_out.push(left_out),
            }
        }
        figures
    }
}

impl Figures {
    /// The PNG of each figure that is drawn, in order.
    ///
    /// They are drawn on the threads of the current rayon pool; no byte depends on how many.
    ///
    /// # Errors
    /// As [`Figure::png`].
    pub fn pngs(&self, size: PrintSize) -> Result<Vec<Vec<u8>>> {
        self.drawn.par_iter().map(|figure| figure.png(size)).collect()
    }
}

/// Draws one figure.
type Draw<'a> = fn(&Results<'a>, &Style) -> Result<Drawing>;

/// What several figures are made of.
struct Results<'a> {
    analysis: &'a Analysis,
    labels: Vec<String>,
    dates: Vec<Option<Date>>,
    paragraphs: usize,
    told: Vec<Retold>,
}

impl<'a> Results<'a> {
    fn of(analysis: &'a Analysis) -> Self {
        let documents = analysis.corpus.documents();
        let told = analysis.retellings().into_iter().filter(|told| told.share >= Retelling::NOTABLE_SHARE);
        Self {
            analysis,
            labels: labels(&analysis.corpus),
            dates: dates(&analysis.corpus),
            paragraphs: documents.iter().map(|document| document.unmasked().count()).sum(),
            told: told
                .map(|told| Retold {
                    target: told.target,
                    source: told.source,
                    share: told.share,
                    dated: told.is_dated(),
                })
                .collect(),
        }
    }

    fn similarity(&self, style: &Style) -> Result<Drawing> {
        let cosines = CosineRows::new(&self.analysis.similarity);
        SimilarityFigure {
            labels: &self.labels,
            paragraphs: self.paragraphs,
            cosine: &|a, b| Some(cosines.cosine(a, b)),
            order: &self.analysis.order,
            tree: true,
        }
        .draw(style)
    }

    fn similarity_histogram(&self, style: &Style) -> Result<Drawing> {
        let n = self.labels.len();
        let cosines: Vec<f64> = self.analysis.similarity.pairs().iter().map(|pair| pair.cosine).collect();
        let all_known = n <= Analysis::ALL_PAIRS;
        SimilarityHistogramFigure {
            articles: n,
            pairs: if all_known { n * n.saturating_sub(1) / 2 } else { cosines.len() },
            all_known,
            threshold: similarity::standing_out(&cosines),
            cosines: &cosines,
        }
        .draw(style)
    }

    fn reuse(&self, style: &Style) -> Result<Drawing> {
        let reuse = &self.analysis.reuse;
        let union: Vec<Option<f64>> = reuse.articles.iter().map(ArticleReuse::union_reuse).collect();
        // The heatmap looks at every pair, and few have a score.
        let of_target: Vec<&[Score]> = (0..self.labels.len())
            .map(|row| {
                let from = reuse.scores.partition_point(|score| score.target < row);
                &reuse.scores[from..reuse.scores.partition_point(|score| score.target <= row)]
            })
            .collect();
        ReuseFigure {
            labels: &self.labels,
            paragraphs: self.paragraphs,
            reuse: &|target, source| {
                let none = reuse.articles.get(target)?.union_reuse().map(|_| 0.0);
                let scores = of_target.get(target).copied().unwrap_or_default();
                let at = scores.binary_search_by_key(&source, |score| score.source);
                at.map_or(none, |at| scores[at].reuse())
            },
            union: &union,
            order: &self.analysis.order,
            told: &self.told,
        }
        .draw(style)
    }

    fn reuse_strips(&self, style: &Style) -> Result<Drawing> {
        let documents = self.analysis.corpus.documents().iter().enumerate();
        let strips: Vec<ReuseStrip> =
            documents.map(|(row, document)| strip(document, row, &self.analysis.reuse)).collect();
        ReuseStripsFigure { labels: &self.labels, paragraphs: self.paragraphs, strips: &strips }.draw(style)
    }

    fn network(&self, style: &Style) -> Result<Drawing> {
        NetworkFigure { labels: &self.labels, dates: &self.dates, told: &self.told }.draw(style)
    }

    fn timeline(&self, style: &Style) -> Result<Drawing> {
        TimelineFigure { labels: &self.labels, dates: &self.dates, told: &self.told }.draw(style)
    }
}

fn labels(corpus: &Corpus) -> Vec<String> {
    corpus.documents().iter().map(|document| document.id().to_owned()).collect()
}

fn dates(corpus: &Corpus) -> Vec<Option<Date>> {
    corpus.documents().iter().map(Document::date).collect()
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
        novelty: reuse.articles.get(row).and_then(ArticleReuse::novelty),
    }
}

fn taken(passage: &Passage) -> Taken {
    match (passage.kind, passage.tier) {
        (PassageKind::SharedQuote, _) => Taken::Quoted,
        (_, Tier::Copied) => Taken::Copied,
        (_, Tier::Rewritten) => Taken::Rewritten,
    }
}
