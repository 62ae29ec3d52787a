//! How much of each article is about what.

use super::{Discovery, Label, Themes};
use crate::corpus::{Corpus, Document};

/// How much of each article is about each theme, by length of text: long paragraphs count for more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeMix {
    /// The themes' names.
    pub names: Vec<String>,
    /// For each article its characters of each theme, then of none. Masked text counts nowhere.
    pub lengths: Vec<Vec<usize>>,
}

impl ThemeMix {
    /// Of themes from seed words. What is *other* is of none.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::{ThemeMix, ThemeSet, Themes}};
    /// let corpus = Corpus::from_texts([("a", "The pipeline carries gas.\nWe sang.")])?;
    /// let analyzer = Analyzer::english();
    /// let set = ThemeSet::from_toml("[[theme]]\nname = \"energy\"\nseeds = [\"gas\"]", "t.toml".as_ref())?;
    /// let themes = Themes::params(set).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))?;
    /// let mix = ThemeMix::of_themes(&corpus, &themes);
    /// assert_eq!(mix.lengths, [[25, 8]]);
    /// assert_eq!(mix.shares(0), [25.0 / 33.0, 8.0 / 33.0]);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn of_themes(corpus: &Corpus, themes: &Themes) -> Self {
        let mut mix = Self::nothing(corpus, themes.names.clone());
        for entry in &themes.paragraphs {
            let theme = match entry.label {
                Label::Theme(theme) => Some(theme),
                Label::Other => None,
                Label::Boilerplate => continue,
            };
            mix.add(corpus, entry.document, Some(entry.paragraph), theme);
        }
        mix
    }

    /// Of themes that were discovered. Rows without a term are of none; what was not looked at counts nowhere.
    pub fn of_discovery(corpus: &Corpus, found: &Discovery) -> Self {
        let names = found.clusters.iter().map(|cluster| cluster.name.clone()).collect();
        let mut mix = Self::nothing(corpus, names);
        for (row, &theme) in found.rows.iter().zip(&found.labels) {
            mix.add(corpus, row.document, row.paragraph, theme);
        }
        mix
    }

    /// The share of each theme, then of none, in an article; all zero where it has no text that counts.
    pub fn shares(&self, article: usize) -> Vec<f64> {
        shares(&self.lengths[article])
    }

    fn nothing(corpus: &Corpus, names: Vec<String>) -> Self {
        let lengths = vec![vec![0; names.len() + 1]; corpus.len()];
        Self { names, lengths }
    }

    fn add(&mut self, corpus: &Corpus, article: usize, paragraph: Option<usize>, theme: Option<usize>) {
        let length = characters(&corpus[article], paragraph);
        self.lengths[article][theme.unwrap_or(self.names.len())] += length;
    }
}

/// What part each length is of all.
pub(crate) fn shares(lengths: &[usize]) -> Vec<f64> {
    let total = lengths.iter().sum::<usize>().max(1) as f64;
    lengths.iter().map(|&length| length as f64 / total).collect()
}

/// How long a paragraph is, or all of an article's that are not masked.
fn characters(document: &Document, paragraph: Option<usize>) -> usize {
    let of = |span| document.slice(span).chars().count();
    match paragraph {
        Some(paragraph) => of(document.paragraphs()[paragraph].span),
        None => document.unmasked().map(|(_, paragraph)| of(paragraph.span)).sum(),
    }
}
