//! The figures of the themes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::super::{
    Agreement, Colour, ConfusionFigure, Drawing, Figures, MapPoint, ParagraphMapFigure, Part,
    SeedCoverageFigure, SeedUse, Segment, StabilityFigure, Style, ThemeNames, ThemeStripsFigure,
    ThemeTermsFigure, ThemesByArticleFigure, ThemesBySourceFigure, ThemesOverTimeFigure, WeightedTerm,
};
use super::{dates, labels};
use crate::corpus::{Corpus, Date};
use crate::error::Result;
use crate::themes::{Cluster, Discovery, Evaluation, Label, SeedCoverage, ThemeMix, Themes};

/// The figures of themes from seed words: `confusion` where they were held against labels, then `themes_by_article`,
/// `theme_strips`, `theme_terms`, `paragraph_map`, `themes_by_source`, `themes_over_time` and `seed_coverage`, of which those
/// without anything to show are left out.
///
/// They are drawn on the threads of the current rayon pool; no byte depends on how many.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn theme_figures(
    corpus: &Corpus,
    themes: &Themes,
    evaluation: Option<&Evaluation>,
    style: &Style,
) -> Result<Figures> {
    let confusion = evaluation.map(|found| confusion(found, style)).transpose()?;
    let of_themes = ThemeNumbers::of(corpus, themes).draw(&ThemeNumbers::GUIDED, style)?;
    Ok(confusion.into_iter().chain(of_themes).collect())
}

/// The figures of themes that were discovered: `stability`, `themes_by_article`, `theme_strips`, `theme_terms`,
/// `paragraph_map`, `themes_by_source` and `themes_over_time`, of which those without anything to show are left out. Where whole
/// articles were grouped there are no strips and no map.
///
/// They are drawn on the threads of the current rayon pool; no byte depends on how many.
///
/// # Errors
/// [`crate::Error::Parameter`] if the style's font is none.
pub fn discovery_figures(corpus: &Corpus, found: &Discovery, style: &Style) -> Result<Figures> {
    let drawings = ThemeNumbers::discovered(corpus, found).draw(&ThemeNumbers::DISCOVERED, style)?;
    Ok(drawings.into_iter().collect())
}

/// Which classes were taken for which.
fn confusion(found: &Evaluation, style: &Style) -> Result<Drawing> {
    let classes: Vec<String> = found.classes.iter().map(|class| class.class.clone()).collect();
    ConfusionFigure { gold: &classes, found: &classes, counts: &found.confusion }.draw(style)
}

/// The themes as numbers and labels.
pub(in crate::chart) struct ThemeNumbers<'a> {
    labels: Vec<String>,
    dates: Vec<Option<Date>>,
    sources: Vec<Option<String>>,
    mix: ThemeMix,
    colours: Vec<Option<Colour>>,
    /// For each article its paragraphs in order.
    segments: Vec<Vec<Segment>>,
    points: Vec<MapPoint>,
    /// For each theme its typical terms, strongest first.
    terms: Vec<Vec<WeightedTerm>>,
    seeds: &'a [SeedCoverage],
    /// Where themes were discovered.
    discovery: Option<&'a Discovery>,
    /// Whether articles have one theme each, which all their paragraphs then have.
    whole_articles: bool,
}

/// Draws one figure of the themes.
pub(in crate::chart) type Draw<'a> = fn(&ThemeNumbers<'a>, &Style) -> Result<Drawing>;

impl<'a> ThemeNumbers<'a> {
    pub(in crate::chart) fn of(corpus: &Corpus, themes: &'a Themes) -> Self {
        let mut segments: Vec<Vec<Segment>> = vec![Vec::new(); corpus.len()];
        let mut points = Vec::new();
        for (at, entry) in themes.paragraphs.iter().enumerate() {
            let part = part(entry.label);
            if let Some(at) = themes.map.get(at).copied().flatten() {
                points.push(MapPoint { at, part });
            }
            let span = corpus[entry.document].paragraphs()[entry.paragraph].span;
            let length = corpus[entry.document].slice(span).chars().count();
            segments[entry.document].push(Segment { length, part });
        }
        let mut terms: Vec<Vec<WeightedTerm>> = vec![Vec::new(); themes.names.len()];
        for term in &themes.terms {
            terms[term.theme].push(WeightedTerm { term: term.term.clone(), weight: term.weight });
        }
        Self {
            labels: labels(corpus),
            dates: dates(corpus),
            sources: sources(corpus),
            mix: ThemeMix::of_themes(corpus, themes),
            colours: themes.colours.iter().map(|colour| Colour::parse(colour.as_deref()?)).collect(),
            segments,
            points,
            terms,
            seeds: &themes.seeds,
            discovery: None,
            whole_articles: false,
        }
    }

    fn discovered(corpus: &Corpus, found: &'a Discovery) -> Self {
        let part = |label: Option<usize>| label.map_or(Part::Other, Part::Theme);
        let themes: BTreeMap<(usize, Option<usize>), Option<usize>> = found
            .rows
            .iter()
            .map(|row| (row.document, row.paragraph))
            .zip(found.labels.iter().copied())
            .collect();
        let whole_articles = found.rows.iter().all(|row| row.paragraph.is_none());
        // What was not looked at, since themes from seed words have it, is not drawn.
        let segments = corpus.documents().iter().enumerate().map(|(at, document)| {
            let paragraphs = document.paragraphs().iter().enumerate();
            let segments = paragraphs.filter_map(|(number, paragraph)| {
                let part = if paragraph.kind.is_masked() {
                    Part::Boilerplate
                } else {
                    part(*themes.get(&(at, (!whole_articles).then_some(number)))?)
                };
                Some(Segment { length: document.slice(paragraph.span).chars().count(), part })
            });
            segments.collect()
        });
        let points = found.map.iter().zip(&found.labels).filter(|entry| entry.1.is_some());
        let terms = found.clusters.iter().map(|cluster| {
            let terms = cluster.terms.iter();
            terms.map(|(term, weight)| WeightedTerm { term: term.clone(), weight: *weight }).collect()
        });
        Self {
            labels: labels(corpus),
            dates: dates(corpus),
            sources: sources(corpus),
            mix: ThemeMix::of_discovery(corpus, found),
            colours: Vec::new(),
            segments: segments.collect(),
            points: points.map(|(&at, &label)| MapPoint { at, part: part(label) }).collect(),
            terms: terms.collect(),
            seeds: &[],
            discovery: Some(found),
            whole_articles,
        }
    }

    /// The figures of themes from seed words.
    pub(in crate::chart) const GUIDED: [Draw<'a>; 7] = [
        Self::by_article,
        Self::strips,
        Self::terms,
        Self::map,
        Self::by_source,
        Self::over_time,
        Self::seed_coverage,
    ];
    /// Those of themes that were discovered.
    const DISCOVERED: [Draw<'a>; 7] = [
        Self::stability,
        Self::by_article,
        Self::strips,
        Self::terms,
        Self::map,
        Self::by_source,
        Self::over_time,
    ];

    pub(in crate::chart) fn draw(&self, figures: &[Draw<'a>], style: &Style) -> Result<Vec<Drawing>> {
        figures.par_iter().map(|draw| draw(self, style)).collect()
    }

    fn names(&self) -> ThemeNames<'_> {
        ThemeNames { names: &self.mix.names, colours: &self.colours }
    }

    /// For each theme how many paragraphs it has.
    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0usize; self.mix.names.len()];
        for segment in self.segments.iter().flatten() {
            if let Part::Theme(theme) = segment.part
                && let Some(size) = sizes.get_mut(theme)
            {
                *size += 1;
            }
        }
        sizes
    }

    fn stability(&self, style: &Style) -> Result<Drawing> {
        let Some(found) = self.discovery else {
            return Ok(Drawing::nothing("stability", "No themes were discovered."));
        };
        let of = |number: fn(&Cluster) -> f64| found.clusters.iter().map(number).collect::<Vec<f64>>();
        let sizes: Vec<usize> = found.clusters.iter().map(|cluster| cluster.size).collect();
        StabilityFigure {
            themes: self.names(),
            unit: if self.whole_articles { "article" } else { "paragraph" },
            sizes: &sizes,
            seeds: Agreement {
                by_theme: &of(|cluster| cluster.stability),
                overall: found.stability,
                runs: Discovery::SEEDS as usize,
                enough: Discovery::STABLE,
            },
            halves: Agreement {
                by_theme: &of(|cluster| cluster.replication),
                overall: found.replication,
                runs: Discovery::SEEDS as usize,
                enough: Discovery::REPLICATED,
            },
        }
        .draw(style)
    }

    fn by_article(&self, style: &Style) -> Result<Drawing> {
        let labels = &self.labels;
        let shares: Vec<Vec<f64>> = (0..labels.len()).map(|article| self.mix.shares(article)).collect();
        let own = |row: &Vec<Segment>| row.iter().filter(|segment| segment.part != Part::Boilerplate).count();
        let paragraphs: Vec<usize> = self.segments.iter().map(own).collect();
        ThemesByArticleFigure { labels, themes: self.names(), shares: &shares, paragraphs: &paragraphs }
            .draw(style)
    }

    fn strips(&self, style: &Style) -> Result<Drawing> {
        if self.whole_articles {
            return Ok(Drawing::nothing(
                "theme_strips",
                "Whole articles were grouped, not their paragraphs.",
            ));
        }
        ThemeStripsFigure { labels: &self.labels, themes: self.names(), articles: &self.segments }.draw(style)
    }

    fn terms(&self, style: &Style) -> Result<Drawing> {
        let (articles, paragraphs) = (self.segments.len(), self.sizes());
        ThemeTermsFigure { articles, themes: self.names(), terms: &self.terms, paragraphs: &paragraphs }
            .draw(style)
    }

    fn map(&self, style: &Style) -> Result<Drawing> {
        if self.whole_articles {
            return Ok(Drawing::nothing(
                "paragraph_map",
                "Whole articles were grouped, not their paragraphs.",
            ));
        }
        let articles = self.segments.len();
        ParagraphMapFigure { articles, themes: self.names(), points: &self.points }.draw(style)
    }

    fn by_source(&self, style: &Style) -> Result<Drawing> {
        ThemesBySourceFigure { themes: self.names(), sources: &self.sources, lengths: &self.mix.lengths }
            .draw(style)
    }

    fn over_time(&self, style: &Style) -> Result<Drawing> {
        ThemesOverTimeFigure { themes: self.names(), dates: &self.dates, lengths: &self.mix.lengths }
            .draw(style)
    }

    fn seed_coverage(&self, style: &Style) -> Result<Drawing> {
        let mut seeds: Vec<Vec<SeedUse>> = vec![Vec::new(); self.mix.names.len()];
        for seed in self.seeds {
            if let Some(seeds) = seeds.get_mut(seed.theme) {
                let (paragraphs, articles) = (seed.paragraphs, seed.articles);
                seeds.push(SeedUse { seed: seed.seed.clone(), paragraphs, articles });
            }
        }
        SeedCoverageFigure { articles: self.segments.len(), themes: self.names(), seeds: &seeds }.draw(style)
    }
}

fn sources(corpus: &Corpus) -> Vec<Option<String>> {
    corpus.documents().iter().map(|document| document.source().map(str::to_owned)).collect()
}

fn part(label: Label) -> Part {
    match label {
        Label::Theme(theme) => Part::Theme(theme),
        Label::Other => Part::Other,
        Label::Boilerplate => Part::Boilerplate,
    }
}
