//! From seeds to themes: both layers, labels, and the words that decided.

use rustc_hash::FxHashSet;

use super::paragraphs::{Counted, Rows};
use super::seeds::{Hits, SeedIndex};
use super::terms;
use super::{
    Label, Method, ParagraphTheme, SeedCoverage, ThemeSet, ThemeTerm, Themes, centroids, lexicon, map,
};
use crate::analyze::{Analyzer, SurfaceForms, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::Unit;

/// Settings of [`Themes`].
#[derive(Clone, Debug)]
pub struct ThemesParams {
    set: ThemeSet,
    seed: u64,
    dimensions: Option<usize>,
}

/// How much the latent layer counts where no seed word of a theme stands in a paragraph. Neighbourhood alone is weak
/// evidence: on 1,562 paragraphs of sport, entertainment and technology 190 were given one of the built-in themes at 1,
/// and 69 at this value, at no cost on labelled news of those themes.
const UNSEEDED: f64 = 0.65;

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
    /// A theme with at least this score may be a paragraph's primary theme.
    pub const PRIMARY: f64 = 0.40;
    /// A theme with at least this score is among a paragraph's tags.
    pub const TAG: f64 = 0.25;
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
    /// Two layers score each paragraph for each theme from 0 to 1. *Lexicon*: its seed words, weighed by rarity, over
    /// the root of its length. *Latent*, from 50 paragraphs on: how much nearer it stands to the theme's centroid than
    /// to that of *other*, in a latent semantic space whose centroids start at the seed words' paragraphs and are
    /// refined by k-means. The score is 1 − (1 − lexicon)(1 − latent): either layer can speak for a theme, the
    /// latent one more softly where no seed word stands.
    /// The best theme of at least [`PRIMARY`](Self::PRIMARY) is the label (of equals the first in the
    /// file), otherwise *other*; every theme of at least [`TAG`](Self::TAG) is a tag. Masked
    /// paragraphs are *boilerplate* with all scores 0. A corpus without paragraphs or terms gives a result without.
    ///
    /// # Errors
    /// [`Error::Parameter`] for 0 dimensions or tokens of another corpus, [`Error::NothingToAnalyse`] for an empty set,
    /// [`Error::Library`] where the numerics fail.
    pub fn fit(self, corpus: &Corpus, analyzer: &Analyzer, tokens: &Tokens) -> Result<Themes> {
        if self.dimensions == Some(0) {
            let (got, expected) = ("0".to_owned(), "at least 1".to_owned());
            return Err(Error::Parameter { name: "dimensions", got, expected });
        }
        let n_themes = self.set.themes().len();
        if n_themes == 0 {
            return Err(Error::NothingToAnalyse { reason: "no theme is given".to_owned() });
        }
        let rows = Rows::new(corpus, tokens, analyzer, Unit::Paragraph, self.dimensions, self.seed)?;
        let hits = find_seeds(&self.set, &rows, analyzer, tokens);
        let mut scores = lexicon::scores(&hits, &rows.lengths, n_themes);
        let mut method = Method::Lexicon;
        let present = rows.present();
        if let Some(counted) = &rows.counted
            && present.iter().filter(|here| **here).count() >= Self::LATENT_FROM
            && let Some(latent) = centroids::scores(&counted.latent, &scores, &present)?
        {
            method = Method::Lsa { dimensions: counted.latent.ncols() };
            for (score, other) in scores.iter_mut().flatten().zip(latent.iter().flatten()) {
                let other = if *score > 0.0 { *other } else { UNSEEDED * other };
                *score = 1.0 - (1.0 - *score) * (1.0 - other);
            }
        }
        let labels: Vec<Label> = scores.iter().map(|scores| label(scores)).collect();
        let forms = SurfaceForms::new(corpus, tokens);
        let evidence = Evidence { corpus, tokens, rows: &rows, hits: &hits, labels: &labels, forms: &forms };
        let evidence = evidence.of_all(n_themes);
        let seeds = coverage(&self.set, &rows, &hits);
        let mut themes = Themes {
            names: self.set.themes().iter().map(|theme| theme.name.clone()).collect(),
            colours: self.set.themes().iter().map(|theme| theme.colour.clone()).collect(),
            method,
            paragraphs: Vec::new(),
            terms: theme_terms(&rows, &labels, n_themes, &forms),
            seeds,
            map: Vec::new(),
            warnings: Vec::new(),
        };
        let places = match &rows.counted {
            Some(counted) => map::plane(counted.latent.view(), &present)?,
            None => vec![(0.0, 0.0); rows.rows.len()],
        };
        let mut found = scores.into_iter().zip(labels).zip(evidence).zip(places);
        for (document, article) in corpus.documents().iter().enumerate() {
            for (paragraph, place) in article.paragraphs().iter().enumerate() {
                // Rows are the unmasked paragraphs in this very order.
                let row = if place.kind.is_masked() { None } else { found.next() };
                let (entry, at) = match row {
                    Some((((scores, label), evidence), at)) => {
                        let (tags, margin) = (tags(&scores), margin(&scores));
                        (
                            ParagraphTheme { document, paragraph, label, scores, tags, margin, evidence },
                            Some(at),
                        )
                    }
                    None => (masked(document, paragraph, n_themes), None),
                };
                themes.paragraphs.push(entry);
                themes.map.push(at);
            }
        }
        themes.warnings = warnings(&self.set, &themes);
        Ok(themes)
    }
}

fn find_seeds(set: &ThemeSet, rows: &Rows, analyzer: &Analyzer, tokens: &Tokens) -> Vec<Hits> {
    let index = SeedIndex::new(set, analyzer, tokens);
    rows.rows
        .iter()
        .map(|row| {
            let words = &tokens.documents()[row.document];
            let range = row.paragraph.and_then(|paragraph| words.paragraphs().get(paragraph).cloned());
            index.hits(words.language(), words.tokens(), range.unwrap_or(0..0))
        })
        .collect()
}

fn masked(document: usize, paragraph: usize, n_themes: usize) -> ParagraphTheme {
    ParagraphTheme {
        document,
        paragraph,
        label: Label::Boilerplate,
        scores: vec![0.0; n_themes],
        tags: Vec::new(),
        margin: 0.0,
        evidence: Vec::new(),
    }
}

/// The best theme that reaches the threshold; of equals the first.
fn label(scores: &[f64]) -> Label {
    match by_score(scores).first() {
        Some(&best) if scores[best] >= ThemesParams::PRIMARY => Label::Theme(best),
        _ => Label::Other,
    }
}

/// Themes that reach the threshold for tags, best first.
fn tags(scores: &[f64]) -> Vec<usize> {
    by_score(scores).into_iter().filter(|&theme| scores[theme] >= ThemesParams::TAG).collect()
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

/// What it takes to say which words decided.
struct Evidence<'a> {
    corpus: &'a Corpus,
    tokens: &'a Tokens,
    rows: &'a Rows,
    hits: &'a [Hits],
    labels: &'a [Label],
    forms: &'a SurfaceForms,
}

impl Evidence<'_> {
    /// For each row the words that speak most for its label: seeds in the order of the text, then, where room is left
    /// and no seed stands there, the terms that pull it toward the theme's other paragraphs.
    fn of_all(&self, n_themes: usize) -> Vec<Vec<String>> {
        let pulls = self.rows.counted.as_ref().map(|counted| Pulls::new(counted, self.labels, n_themes));
        (0..self.rows.rows.len())
            .map(|row| {
                let Label::Theme(theme) = self.labels[row] else { return Vec::new() };
                let seeds = self.seeds(row, theme);
                match (&pulls, &self.rows.counted) {
                    (Some(pulls), Some(counted)) if seeds.is_empty() => {
                        self.pulling(row, pulls.of(counted, row, theme))
                    }
                    _ => seeds,
                }
            })
            .collect()
    }

    /// The seeds of `theme` as they stand in the row, each spelling once.
    fn seeds(&self, row: usize, theme: usize) -> Vec<String> {
        let document = self.rows.rows[row].document;
        let words = self.tokens.documents()[document].tokens();
        let mut seen = FxHashSet::default();
        self.hits[row]
            .seeds
            .iter()
            .filter(|hit| hit.pattern.theme == theme)
            .map(|hit| {
                let (first, last) = (words[hit.first].span(), words[hit.end - 1].span());
                self.corpus[document].slice(crate::corpus::Span::new(first.start, last.end)).to_owned()
            })
            .filter(|word| seen.insert(word.to_lowercase()))
            .take(ThemesParams::EVIDENCE)
            .collect()
    }

    /// Terms as they stand in the row, strongest first.
    fn pulling(&self, row: usize, terms: Vec<&str>) -> Vec<String> {
        let place = self.rows.rows[row];
        let words = &self.tokens.documents()[place.document];
        let range =
            place.paragraph.and_then(|paragraph| words.paragraphs().get(paragraph).cloned()).unwrap_or(0..0);
        terms
            .into_iter()
            .map(|term| {
                let stands = words.tokens()[range.clone()].iter().find(|token| {
                    token.term().is_some_and(|found| self.tokens.terms()[found as usize] == term)
                });
                match stands {
                    Some(token) => self.corpus[place.document].slice(token.span()).to_owned(),
                    None => self.forms.of(term).to_owned(),
                }
            })
            .collect()
    }
}

/// How far each term is heavier in a theme's rows than in all rows.
struct Pulls {
    themes: Vec<Vec<f64>>,
    overall: Vec<f64>,
}

impl Pulls {
    fn new(counted: &Counted, labels: &[Label], n_themes: usize) -> Self {
        let n_terms = counted.weights.vocabulary().len();
        let mut themes = vec![vec![0.0; n_terms]; n_themes];
        let mut overall = vec![0.0; n_terms];
        let mut sizes = vec![0usize; n_themes];
        for (row, label) in labels.iter().enumerate() {
            for (column, weight) in counted.weights.row(row) {
                overall[column] += weight / labels.len() as f64;
                if let Label::Theme(theme) = *label {
                    themes[theme][column] += weight;
                }
            }
            if let Label::Theme(theme) = *label {
                sizes[theme] += 1;
            }
        }
        for (theme, size) in themes.iter_mut().zip(sizes) {
            theme.iter_mut().for_each(|weight| *weight /= size.max(1) as f64);
        }
        Self { themes, overall }
    }

    /// The terms of a row that pull it most toward `theme`, strongest first.
    fn of<'c>(&self, counted: &'c Counted, row: usize, theme: usize) -> Vec<&'c str> {
        let pull = |(column, weight): (usize, f64)| {
            (column, weight * (self.themes[theme][column] - self.overall[column]))
        };
        let mut pulls: Vec<(usize, f64)> =
            counted.weights.row(row).map(pull).filter(|pull| pull.1 > 0.0).collect();
        pulls.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        pulls.truncate(ThemesParams::EVIDENCE);
        pulls.into_iter().map(|(column, _)| counted.weights.vocabulary().terms()[column].as_str()).collect()
    }
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

fn warnings(set: &ThemeSet, themes: &Themes) -> Vec<String> {
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
