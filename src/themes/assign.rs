//! From seeds to themes: labels and tags from what both layers say, and the words that decided.

use rustc_hash::FxHashSet;

use super::calibration::Verdict;
use super::evidence::Evidence;
use super::layers::{Judgement, Layers};
use super::paragraphs::Rows;
use super::seeds::Hits;
use super::terms;
use super::{Label, Method, ParagraphTheme, SeedCoverage, ThemeSet, ThemeTerm, Themes, map};
use crate::analyze::{Analyzer, SurfaceForms, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// Settings of [`Themes`].
#[derive(Clone, Debug)]
pub struct ThemesParams {
    pub(super) set: ThemeSet,
    pub(super) seed: u64,
    pub(super) dimensions: Option<usize>,
}

impl Themes {
    /// Settings that look for the themes of `set`.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::{Label, ThemeSet, Themes}};
    /// let corpus = Corpus::from_texts([("a", "Oil and gas flow through the pipeline.\nThe bride wore white.")])?;
    /// let analyzer = Analyzer::english();
    /// let themes = Themes::params(ThemeSet::builtin()).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))?;
    /// assert_eq!(themes.label_name(themes.paragraphs[0].label), "energy");
    /// assert_eq!(themes.paragraphs[0].evidence, ["Oil", "gas", "pipeline"]);
    /// assert_eq!(themes.paragraphs[1].label, Label::Other);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn params(set: ThemeSet) -> ThemesParams {
        ThemesParams { set, seed: 0, dimensions: None }
    }
}

impl ThemesParams {
    /// The best theme of a paragraph is its primary theme if it has at least this score: that something is said of a theme
    /// does not make it lead. Chosen on labelled news and on the sample, whose paragraphs are led by a theme more often; see
    /// `benches/results/2026-11-27-themes.md`.
    pub const PRIMARY: f64 = 0.85;
    /// A theme that the seed words alone give at least this probability is among the tags: whether something is spoken of
    /// stands in a paragraph's own words; the company that it keeps tells what leads it.
    pub const TAG: f64 = 0.60;
    /// With fewer unmasked paragraphs that hold a term, the seed words alone decide.
    pub const LATENT_FROM: usize = 50;
    /// At most so many words of evidence stand beside a paragraph.
    pub const EVIDENCE: usize = 6;
    /// At most so many typical terms stand beside a theme.
    pub const TERMS: usize = 15;

    /// Seed of the random start that the latent space of more than 250 paragraphs needs.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Dimensions of the latent space; 3√n for n paragraphs and at most 100 unless told.
    pub fn dimensions(mut self, dimensions: usize) -> Self {
        self.dimensions = Some(dimensions);
        self
    }

    /// Finds the themes of every paragraph of `corpus`; `tokens` must be what `analyzer` made of it.
    ///
    /// Two layers look at each paragraph for each theme. *Lexicon*: the theme's seed words in it, weighed by rarity, over
    /// the root of its length. *Latent*, from 50 paragraphs on: how much nearer it lies than paragraphs at large to the
    /// **other** paragraphs that hold the theme's seeds, in a latent semantic space. A logistic regression makes of both
    /// the probability that a reader would see the theme there; see [`ParagraphTheme::scores`].
    ///
    /// Where four seeds of a theme or more stand in the corpus, one of them must stand in a paragraph for the theme to lead it.
    /// The best theme of at least [`PRIMARY`](Self::PRIMARY) is the label (of equals the first in the file), otherwise
    /// *other*. Tags are the label, and every theme that the first layer alone gives at least [`TAG`](Self::TAG). Where
    /// the layers, each asked alone, give different labels, the paragraph is *uncertain*. Masked paragraphs are
    /// *boilerplate* with all scores 0. A corpus without paragraphs or terms gives a result without. Where the numerics
    /// of the latent layer fail, the lexicon decides alone, and a warning says so.
    ///
    /// A theme with fewer than four seeds finds words of their families too (of "ukraine" also "Ukrainian"); see
    /// [`ThemeSet`]. Cost O(words + rows · themes · dimensions) and that of the space.
    ///
    /// # Errors
    /// [`Error::Parameter`] for 0 dimensions or tokens of another corpus, [`Error::NothingToAnalyse`] for an empty set,
    /// [`Error::Library`] where counting fails.
    pub fn fit(self, corpus: &Corpus, analyzer: &Analyzer, tokens: &Tokens) -> Result<Themes> {
        self.check()?;
        let layers = Layers::of(corpus, analyzer, tokens, self.dimensions, self.seed)?;
        themes(&self.set, &layers, &layers.judge(&self.set), corpus, tokens)
    }

    /// The names of the themes that are looked for, in their order.
    pub fn names(&self) -> Vec<String> {
        self.set.themes().iter().map(|theme| theme.name.clone()).collect()
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.dimensions == Some(0) {
            let (got, expected) = ("0".to_owned(), "at least 1".to_owned());
            return Err(Error::Parameter { name: "dimensions", got, expected });
        }
        if self.set.themes().is_empty() {
            return Err(Error::NothingToAnalyse { reason: "no theme is given".to_owned() });
        }
        Ok(())
    }
}

/// What was judged, as a result.
pub(super) fn themes(
    set: &ThemeSet,
    layers: &Layers<'_>,
    judgement: &Judgement,
    corpus: &Corpus,
    tokens: &Tokens,
) -> Result<Themes> {
    let Judgement { hits, centroids, verdicts, .. } = judgement;
    let method = match (&layers.rows.counted, centroids) {
        (Some(counted), Some(_)) => Method::Lsa { dimensions: counted.latent.ncols() },
        _ => Method::Lexicon,
    };
    Judged { set, rows: &layers.rows, hits, verdicts, method }.themes(corpus, tokens, layers.warnings.clone())
}

/// Rows whose themes are known, on the way to the result.
struct Judged<'a> {
    set: &'a ThemeSet,
    rows: &'a Rows,
    hits: &'a [Hits],
    verdicts: &'a [Vec<Verdict>],
    method: Method,
}

impl Judged<'_> {
    fn themes(self, corpus: &Corpus, tokens: &Tokens, mut warnings: Vec<String>) -> Result<Themes> {
        let Self { set, rows, hits, verdicts, method } = self;
        let n_themes = set.themes().len();
        let labels: Vec<Label> = verdicts.iter().map(|row| label_of(row)).collect();
        let forms = SurfaceForms::new(corpus, tokens);
        let evidence = Evidence { corpus, tokens, rows, hits, labels: &labels, forms: &forms };
        let mut evidence = evidence.of_all(n_themes).into_iter();
        let mut places = places(rows, &mut warnings).into_iter();
        let mut themes = Themes {
            names: set.themes().iter().map(|theme| theme.name.clone()).collect(),
            colours: set.themes().iter().map(|theme| theme.colour.clone()).collect(),
            method,
            paragraphs: Vec::new(),
            terms: theme_terms(rows, &labels, n_themes, &forms),
            seeds: coverage(set, rows, hits),
            map: Vec::new(),
            warnings,
        };
        let mut found = verdicts.iter();
        for (document, article) in corpus.documents().iter().enumerate() {
            for (paragraph, part) in article.paragraphs().iter().enumerate() {
                // Rows are the unmasked paragraphs in this very order.
                let row = if part.kind.is_masked() { None } else { found.next() };
                themes.paragraphs.push(match row {
                    Some(verdicts) => {
                        let words = evidence.next().unwrap_or_default();
                        judged(document, paragraph, verdicts, words)
                    }
                    None => masked(document, paragraph, n_themes),
                });
                themes.map.push(row.and_then(|_| places.next()));
            }
        }
        themes.warnings.extend(what_to_know(set, &themes));
        Ok(themes)
    }
}

fn judged(document: usize, paragraph: usize, verdicts: &[Verdict], evidence: Vec<String>) -> ParagraphTheme {
    let scores = pick(verdicts, |one| one.score);
    let lexicon = pick(verdicts, |one| one.lexicon);
    let latent: Vec<f64> = verdicts.iter().filter_map(|one| one.latent).collect();
    let label = label(&scores);
    let tagged = |&theme: &usize| label == Label::Theme(theme) || lexicon[theme] >= ThemesParams::TAG;
    ParagraphTheme {
        document,
        paragraph,
        label,
        tags: by_score(&scores).into_iter().filter(tagged).collect(),
        margin: margin(&scores),
        uncertain: !latent.is_empty() && apart(&lexicon, &latent),
        nearest: by_score(&scores).into_iter().next().filter(|&theme| scores[theme] > 0.0),
        scores,
        lexicon,
        latent,
        evidence,
    }
}

/// Whether two layers, each asked alone, give different labels.
fn apart(lexicon: &[f64], latent: &[f64]) -> bool {
    label(lexicon) != label(latent)
}

fn pick(verdicts: &[Verdict], which: fn(&Verdict) -> f64) -> Vec<f64> {
    verdicts.iter().map(which).collect()
}

/// Where the rows lie on a map; all at one place where that cannot be told.
fn places(rows: &Rows, warnings: &mut Vec<String>) -> Vec<(f64, f64)> {
    let nowhere = vec![(0.0, 0.0); rows.rows.len()];
    let Some(counted) = &rows.counted else { return nowhere };
    map::plane(counted.latent.view(), &rows.present()).unwrap_or_else(|error| {
        warnings.push(format!("paragraphs have no places on the map: {error}"));
        nowhere
    })
}

fn masked(document: usize, paragraph: usize, n_themes: usize) -> ParagraphTheme {
    ParagraphTheme {
        document,
        paragraph,
        label: Label::Boilerplate,
        scores: vec![0.0; n_themes],
        lexicon: vec![0.0; n_themes],
        latent: Vec::new(),
        uncertain: false,
        nearest: None,
        tags: Vec::new(),
        margin: 0.0,
        evidence: Vec::new(),
    }
}

/// What a row is chiefly about.
pub(super) fn label_of(verdicts: &[Verdict]) -> Label {
    label(&pick(verdicts, |one| one.score))
}

/// The best theme that reaches the threshold; of equals the first.
fn label(scores: &[f64]) -> Label {
    match by_score(scores).first() {
        Some(&best) if scores[best] >= ThemesParams::PRIMARY => Label::Theme(best),
        _ => Label::Other,
    }
}

/// Best minus second best; the best itself where there is but one theme.
fn margin(scores: &[f64]) -> f64 {
    let order = by_score(scores);
    let score = |rank: usize| order.get(rank).map_or(0.0, |&theme| scores[theme]);
    score(0) - score(1)
}

fn by_score(scores: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    order
}

/// Where each seed stands, in the order of the themes file.
fn coverage(set: &ThemeSet, rows: &Rows, hits: &[Hits]) -> Vec<SeedCoverage> {
    let mut coverage: Vec<Vec<SeedCoverage>> = set
        .themes()
        .iter()
        .enumerate()
        .map(|(theme, entry)| {
            let none = |seed: &String| SeedCoverage { theme, seed: seed.clone(), paragraphs: 0, articles: 0 };
            entry.seeds.iter().map(none).collect()
        })
        .collect();
    let mut seen = FxHashSet::default();
    for (row, found) in rows.rows.iter().zip(hits) {
        for pattern in &found.present {
            let seed = &mut coverage[pattern.theme][pattern.index];
            seed.paragraphs += 1;
            if seen.insert((*pattern, row.document)) {
                seed.articles += 1;
            }
        }
    }
    coverage.into_iter().flatten().collect()
}

fn theme_terms(rows: &Rows, labels: &[Label], n_themes: usize, forms: &SurfaceForms) -> Vec<ThemeTerm> {
    let Some(counted) = &rows.counted else { return Vec::new() };
    let groups: Vec<Option<usize>> = labels
        .iter()
        .map(|label| match *label {
            Label::Theme(theme) => Some(theme),
            Label::Other => Some(n_themes),
            Label::Boilerplate => None,
        })
        .collect();
    let typical = terms::typical(&counted.counts, &groups, n_themes + 1, ThemesParams::TERMS, forms);
    let of_theme = |(theme, terms): (usize, Vec<terms::Weighted>)| {
        terms.into_iter().map(move |(term, weight)| ThemeTerm { theme, term, weight })
    };
    typical.into_iter().take(n_themes).enumerate().flat_map(of_theme).collect()
}

fn what_to_know(set: &ThemeSet, themes: &Themes) -> Vec<String> {
    /// Dead seeds that a warning names before it only counts.
    const NAMED: usize = 8;
    // The built-in vocabulary is broad on purpose; that most of it is missing from a few articles says nothing.
    let general = *set == ThemeSet::builtin();
    let mut warnings = set.warnings();
    for (theme, name) in themes.names.iter().enumerate() {
        let seeds: Vec<&SeedCoverage> = themes.seeds.iter().filter(|seed| seed.theme == theme).collect();
        let dead: Vec<&str> =
            seeds.iter().filter(|seed| seed.paragraphs == 0).map(|seed| seed.seed.as_str()).collect();
        if dead.len() == seeds.len() {
            warnings.push(format!("no seed of the theme {name:?} stands in the text"));
            continue;
        }
        if !themes.paragraphs.iter().any(|entry| entry.label == Label::Theme(theme)) {
            warnings.push(format!("the theme {name:?} leads no paragraph"));
        }
        if !dead.is_empty() && !general {
            let (n, all, more) = (dead.len(), seeds.len(), if dead.len() > NAMED { ", …" } else { "" });
            let named = dead[..n.min(NAMED)].join(", ");
            warnings.push(format!(
                "{n} of {all} seeds of the theme {name:?} stand nowhere in the text: {named}{more}"
            ));
        }
    }
    warnings
}

#[cfg(test)]
mod tests;
