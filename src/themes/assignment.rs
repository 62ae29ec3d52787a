//! The result: each paragraph's theme with its scores and the words that decided.

use serde::Serialize;

/// What a paragraph is about, first of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Index into [`Themes::names`].
    Theme(usize),
    /// None of the themes.
    Other,
    /// Masked: not the article's own prose.
    Boilerplate,
}

impl Label {
    /// The theme, where it is one.
    pub fn theme(self) -> Option<usize> {
        match self {
            Self::Theme(theme) => Some(theme),
            Self::Other | Self::Boilerplate => None,
        }
    }
}

/// How the labels were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Method {
    /// Weighted seed words; for sets of few paragraphs.
    Lexicon,
    /// Seed words, and nearness to the paragraphs that hold them in a latent semantic space.
    Lsa {
        /// Dimensions of that space.
        dimensions: usize,
    },
}

/// One paragraph's theme.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphTheme {
    /// Index of the document.
    pub document: usize,
    /// Index of the paragraph in its document.
    pub paragraph: usize,
    /// Its primary theme.
    pub label: Label,
    /// For each theme the probability that a reader sees it in the paragraph, 0 to 1.
    pub scores: Vec<f64>,
    /// The same by the seed words alone.
    pub lexicon: Vec<f64>,
    /// The same by nearness alone; empty where there are too few paragraphs to tell.
    pub latent: Vec<f64>,
    /// Whether the seed words alone and nearness alone would give it different themes.
    pub uncertain: bool,
    /// The theme with the best score, where one is above 0: the primary, or what *other* is nearest to.
    pub nearest: Option<usize>,
    /// Every theme that is present, the primary first: indices into [`Themes::names`].
    pub tags: Vec<usize>,
    /// Best score minus second best, 0 to 1.
    pub margin: f64,
    /// The words that speak most for the primary theme, as they stand in the text.
    pub evidence: Vec<String>,
}

/// A term that is typical of a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeTerm {
    /// Index into [`Themes::names`].
    pub theme: usize,
    /// The term, as most often written.
    pub term: String,
    /// c-TF-IDF weight, above 0.
    pub weight: f64,
}

/// Where a seed occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedCoverage {
    /// Index into [`Themes::names`].
    pub theme: usize,
    /// The seed as the user wrote it.
    pub seed: String,
    /// Paragraphs that hold it; 0 is a dead seed.
    pub paragraphs: usize,
    /// Articles that hold it.
    pub articles: usize,
}

/// The themes of a corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Themes {
    /// The themes' names in the order of the themes file.
    pub names: Vec<String>,
    /// `#RRGGBB` for each, where the user gave one.
    pub colours: Vec<Option<String>>,
    /// How the labels were found.
    pub method: Method,
    /// Every paragraph in corpus order, masked ones among them.
    pub paragraphs: Vec<ParagraphTheme>,
    /// For each theme its typical terms, strongest first.
    pub terms: Vec<ThemeTerm>,
    /// For each seed where it occurs.
    pub seeds: Vec<SeedCoverage>,
    /// For each entry of `paragraphs` its place on a map where near means alike; `None` for masked ones.
    pub map: Vec<Option<(f64, f64)>>,
    /// What a reader should know: dead seeds, themes without a paragraph.
    pub warnings: Vec<String>,
}

impl Themes {
    /// The word for a label in tables: a theme's name, `other` or `boilerplate`.
    pub fn label_name(&self, label: Label) -> &str {
        match label {
            Label::Theme(theme) => &self.names[theme],
            Label::Other => "other",
            Label::Boilerplate => "boilerplate",
        }
    }
}
