//! The words that decided, as they stand in the text.

use rustc_hash::FxHashSet;

use super::paragraphs::{Counted, Rows};
use super::seeds::Hits;
use super::{Label, ThemesParams};
use crate::analyze::{SurfaceForms, Tokens};
use crate::corpus::{Corpus, Span};

/// What it takes to say which words decided.
pub(super) struct Evidence<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) tokens: &'a Tokens,
    pub(super) rows: &'a Rows,
    pub(super) hits: &'a [Hits],
    pub(super) labels: &'a [Label],
    pub(super) forms: &'a SurfaceForms,
}

impl Evidence<'_> {
    /// For each row the words that speak most for its label: seeds in the order of the text, then, where room is left
    /// and no seed stands there, the terms that pull it toward the theme's other paragraphs.
    pub(super) fn of_all(&self, n_themes: usize) -> Vec<Vec<String>> {
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
                self.corpus[document].slice(Span::new(first.start, last.end)).to_owned()
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
        pulls.into_iter().map(|(column, _)| counted.weights.vocabulary().term(column)).collect()
    }
}
