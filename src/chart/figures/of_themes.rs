//! The figures of the themes.

use super::super::{
    Colour, Drawing, MapPoint, ParagraphMapFigure, Part, SeedCoverageFigure, SeedUse, Segment, Style,
    ThemeNames, ThemeStripsFigure, ThemeTermsFigure, ThemesByArticleFigure, ThemesBySourceFigure,
    ThemesOverTimeFigure, WeightedTerm,
};
use crate::corpus::{Corpus, Date};
use crate::error::Result;
use crate::themes::{Label, Themes};

/// The themes as numbers and labels.
pub(in crate::chart) struct ThemeNumbers<'a> {
    themes: &'a Themes,
    colours: Vec<Option<Colour>>,
    sources: Vec<Option<String>>,
    /// For each article its paragraphs in order.
    segments: Vec<Vec<Segment>>,
    points: Vec<MapPoint>,
}

impl<'a> ThemeNumbers<'a> {
    pub(in crate::chart) fn of(corpus: &Corpus, themes: &'a Themes) -> Self {
        let mut segments: Vec<Vec<Segment>> = vec![Vec::new(); corpus.len()];
        let mut points = Vec::new();
        for (at, entry) in themes.paragraphs.iter().enumerate() {
            let part = part(entry.label);
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
        Self {
            themes,
            colours: themes.colours.iter().map(|colour| Colour::parse(colour.as_deref()?)).collect(),
            sources: corpus.documents().iter().map(|document| document.source().map(str::to_owned)).collect(),
            segments,
            points,
        }
    }

    fn names(&self) -> ThemeNames<'_> {
        ThemeNames { names: &self.themes.names, colours: &self.colours }
    }

    /// Characters of each theme, then of *other*, for each article.
    fn lengths(&self) -> Vec<Vec<usize>> {
        let themes = self.themes.names.len();
        let of = |article: &Vec<Segment>| {
            let mut lengths = vec![0; themes + 1];
            for segment in article {
                match segment.part {
                    Part::Theme(theme) if theme < themes => lengths[theme] += segment.length,
                    Part::Theme(_) | Part::Other => lengths[themes] += segment.length,
                    Part::Boilerplate => {}
                }
            }
            lengths
        };
        self.segments.iter().map(of).collect()
    }

    /// For each theme how many paragraphs it has.
    fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0usize; self.themes.names.len()];
        for segment in self.segments.iter().flatten() {
            if let Part::Theme(theme) = segment.part
                && let Some(size) = sizes.get_mut(theme)
            {
                *size += 1;
            }
        }
        sizes
    }

    pub(in crate::chart) fn by_article(&self, labels: &[String], style: &Style) -> Result<Drawing> {
        let shares: Vec<Vec<f64>> = self
            .lengths()
            .into_iter()
            .map(|lengths| {
                let total = lengths.iter().sum::<usize>().max(1) as f64;
                lengths.into_iter().map(|length| length as f64 / total).collect()
            })
            .collect();
        let own = |row: &Vec<Segment>| row.iter().filter(|segment| segment.part != Part::Boilerplate).count();
        let paragraphs: Vec<usize> = self.segments.iter().map(own).collect();
        ThemesByArticleFigure { labels, themes: self.names(), shares: &shares, paragraphs: &paragraphs }
            .draw(style)
    }

    pub(in crate::chart) fn strips(&self, labels: &[String], style: &Style) -> Result<Drawing> {
        ThemeStripsFigure { labels, themes: self.names(), articles: &self.segments }.draw(style)
    }

    pub(in crate::chart) fn terms(&self, style: &Style) -> Result<Drawing> {
        let mut terms: Vec<Vec<WeightedTerm>> = vec![Vec::new(); self.themes.names.len()];
        for term in &self.themes.terms {
            if let Some(terms) = terms.get_mut(term.theme) {
                terms.push(WeightedTerm { term: term.term.clone(), weight: term.weight });
            }
        }
        let (articles, paragraphs) = (self.segments.len(), self.sizes());
        ThemeTermsFigure { articles, themes: self.names(), terms: &terms, paragraphs: &paragraphs }
            .draw(style)
    }

    pub(in crate::chart) fn map(&self, style: &Style) -> Result<Drawing> {
        let articles = self.segments.len();
        ParagraphMapFigure { articles, themes: self.names(), points: &self.points }.draw(style)
    }

    pub(in crate::chart) fn by_source(&self, style: &Style) -> Result<Drawing> {
        let lengths = self.lengths();
        ThemesBySourceFigure { themes: self.names(), sources: &self.sources, lengths: &lengths }.draw(style)
    }

    pub(in crate::chart) fn over_time(&self, dates: &[Option<Date>], style: &Style) -> Result<Drawing> {
        let lengths = self.lengths();
        ThemesOverTimeFigure { themes: self.names(), dates, lengths: &lengths }.draw(style)
    }

    pub(in crate::chart) fn seed_coverage(&self, style: &Style) -> Result<Drawing> {
        let mut seeds: Vec<Vec<SeedUse>> = vec![Vec::new(); self.themes.names.len()];
        for seed in &self.themes.seeds {
            if let Some(seeds) = seeds.get_mut(seed.theme) {
                let (paragraphs, articles) = (seed.paragraphs, seed.articles);
                seeds.push(SeedUse { seed: seed.seed.clone(), paragraphs, articles });
            }
        }
        SeedCoverageFigure { articles: self.segments.len(), themes: self.names(), seeds: &seeds }.draw(style)
    }
}

fn part(label: Label) -> Part {
    match label {
        Label::Theme(theme) => Part::Theme(theme),
        Label::Other => Part::Other,
        Label::Boilerplate => Part::Boilerplate,
    }
}
