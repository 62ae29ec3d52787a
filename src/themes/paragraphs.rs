//! The paragraphs of a corpus as rows: counted, weighed, and placed in a latent space.

use ndarray::Array2;

use super::latent;
use crate::analyze::{Analyzer, NgramUnit, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::{CountMatrix, CountVectorizer, Row, TfIdf, TfIdfMatrix, Unit};

/// The rows that themes and clusters are made of.
pub(super) struct Rows {
    /// One per unmasked paragraph (or document), in corpus order.
    pub(super) rows: Vec<Row>,
    /// Words of each row that are no stop words.
    pub(super) lengths: Vec<usize>,
    /// Single terms, none dropped; `None` where no row has any.
    pub(super) counted: Option<Counted>,
}

/// What needs at least one term.
pub(super) struct Counted {
    pub(super) counts: CountMatrix,
    /// Sublinear tf, smoothed idf, unit rows.
    pub(super) weights: TfIdfMatrix,
    /// Unit rows of the latent space, shape (rows, d); a row without a term is 0.
    pub(super) latent: Array2<f64>,
}

impl Rows {
    /// Counts the rows of `corpus`, without giving them a place: their latent space has no dimension.
    pub(super) fn count(corpus: &Corpus, tokens: &Tokens, analyzer: &Analyzer, unit: Unit) -> Result<Self> {
        let (rows, lengths) = lengths(corpus, tokens, unit)?;
        let counted = if lengths.iter().all(|&length| length == 0) {
            None
        } else {
            let analyzer = analyzer.clone().ngram_unit(NgramUnit::Word).ngram_range(1, 1);
            let (_, counts) = CountVectorizer::params(analyzer).unit(unit).fit_transform(corpus)?;
            if counts.rows() != rows {
                let reason = "the tokens were not made from this corpus by this analyzer".to_owned();
                return Err(Error::Library { task: "counting paragraphs", reason });
            }
            let (_, weights) = TfIdf::params().sublinear_tf(true).fit_transform(&counts)?;
            Some(Counted { latent: Array2::zeros((rows.len(), 0)), counts, weights })
        };
        Ok(Self { rows, lengths, counted })
    }

    /// Whether each row has a term.
    pub(super) fn present(&self) -> Vec<bool> {
        self.lengths.iter().map(|&length| length > 0).collect()
    }
}

impl Counted {
    /// The rows' places in a latent space, of 3√n dimensions for n rows, at most 100, unless told.
    pub(super) fn placed(&self, dimensions: Option<usize>, seed: u64) -> Result<Array2<f64>> {
        let dimensions = dimensions.unwrap_or_else(|| default_dimensions(self.weights.rows().len()));
        latent::unit_rows(&self.weights, dimensions, seed)
    }
}

/// The rows of a corpus in its order, and how many words of each are no stop words.
pub(super) fn lengths(corpus: &Corpus, tokens: &Tokens, unit: Unit) -> Result<(Vec<Row>, Vec<usize>)> {
    if tokens.documents().len() != corpus.len() {
        let (got, expected) =
            (tokens.documents().len().to_string(), format!("the corpus's {}", corpus.len()));
        return Err(Error::Parameter { name: "documents in tokens", got, expected });
    }
    let mut rows = Vec::new();
    let mut lengths = Vec::new();
    for (document, (content, words)) in corpus.documents().iter().zip(tokens.documents()).enumerate() {
        let length = |range: std::ops::Range<usize>| {
            words.tokens()[range].iter().filter(|token| token.term().is_some()).count()
        };
        match unit {
            Unit::Document => {
                rows.push(Row { document, paragraph: None });
                lengths.push(length(0..words.tokens().len()));
            }
            Unit::Paragraph => {
                for (paragraph, _) in content.unmasked() {
                    rows.push(Row { document, paragraph: Some(paragraph) });
                    lengths.push(words.paragraphs().get(paragraph).cloned().map_or(0, length));
                }
            }
        }
    }
    Ok((rows, lengths))
}

/// 3√n, from 2 to 100: 30 for a hundred paragraphs, 100 from about eleven hundred on.
fn default_dimensions(n_rows: usize) -> usize {
    ((3.0 * (n_rows as f64).sqrt()).round() as usize).clamp(2, 100)
}
