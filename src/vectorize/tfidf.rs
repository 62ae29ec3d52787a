//! Weighing counts: tf·idf as scikit-learn defines it.

use std::sync::Arc;

use ndarray::aview1;
use serde::{Deserialize, Serialize};

use super::weighting::{Weigh, by_column};
use super::{CountMatrix, TfIdfMatrix, Vocabulary};
use crate::error::{Error, Result};

/// How rows are scaled. A row of zeros stays one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// Unit Euclidean length.
    #[default]
    L2,
    /// Absolute values sum to one.
    L1,
    /// As they are.
    None,
}

/// Settings of [`TfIdf`], scikit-learn's names and defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TfIdfParams {
    pub(crate) sublinear_tf: bool,
    pub(crate) smooth_idf: bool,
    pub(crate) use_idf: bool,
    pub(crate) norm: Norm,
}

/// Inverse document frequencies learnt from one matrix, ready to weigh others with the same columns.
///
/// The weight of a term in a row is tf · idf, and rows are scaled by [`Norm`]. tf is the count, or 1 + ln count when
/// `sublinear_tf`. idf is ln((1 + n) / (1 + df)) + 1 when `smooth_idf`, ln(n / df) + 1 when not, over the n rows of the
/// matrix learnt from, of which df hold the term. This is scikit-learn's `TfidfTransformer`; one thing differs:
/// without smoothing, a term of a given vocabulary that no row holds weighs as if one did, where scikit-learn's idf is
/// infinite and its rows become NaN.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf};
/// let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", "oil")])?;
/// let (vectorizer, counts) = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?;
/// let (tfidf, weights) = TfIdf::params().fit_transform(&counts)?;
/// assert_eq!(weights.idf(), [1.5_f64.ln() + 1.0, 1.0]);
///
/// // New texts are weighed by what was learnt.
/// let other = vectorizer.transform(&Corpus::from_texts([("c", "oil")])?);
/// assert_eq!(tfidf.transform(&other)?.row(0).collect::<Vec<_>>(), [(1, 1.0)]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TfIdf {
    pub(super) params: TfIdfParams,
    pub(super) idf: Arc<Vec<f64>>,
    pub(super) vocabulary: Arc<Vocabulary>,
}

impl TfIdf {
    /// scikit-learn's defaults: smoothed idf, raw tf, rows of unit L2 length.
    pub fn params() -> TfIdfParams {
        TfIdfParams { sublinear_tf: false, smooth_idf: true, use_idf: true, norm: Norm::L2 }
    }

    /// The inverse document frequency of each column; 1 where it is not used.
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// Weighs `counts` with what was learnt.
    ///
    /// # Errors
    /// [`Error::ColumnsDiffer`] if `counts` has other columns than the matrix learnt from.
    pub fn transform(&self, counts: &CountMatrix) -> Result<TfIdfMatrix> {
        check_columns(&self.vocabulary, counts)?;
        Ok(counts.weighed(self, Arc::clone(&self.idf)))
    }
}

impl Weigh for TfIdf {
    #[inline]
    fn row(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>) {
        weights.clear();
        weights.extend(columns.iter().zip(counts).map(|(&column, &count)| {
            let tf = f64::from(count);
            (if self.params.sublinear_tf { tf.ln() + 1.0 } else { tf }) * self.idf[column as usize]
        }));
        self.params.norm.scale(weights);
    }
}

impl Norm {
    pub(super) fn scale(self, weights: &mut [f64]) {
        let length = match self {
            // ndarray adds up in eight places at once, where one sum would wait for itself at every cell.
            Self::L2 => aview1(weights).dot(&aview1(weights)).sqrt(),
            Self::L1 => weights.iter().map(|w| w.abs()).sum(),
            Self::None => return,
        };
        if length > 0.0 {
            weights.iter_mut().for_each(|w| *w /= length);
        }
    }
}

/// Refuses a matrix whose columns are not the ones that were learnt.
pub(super) fn check_columns(learnt: &Arc<Vocabulary>, counts: &CountMatrix) -> Result<()> {
    if Arc::ptr_eq(learnt, &counts.vocabulary) || **learnt == *counts.vocabulary {
        return Ok(());
    }
    Err(Error::ColumnsDiffer { expected: learnt.len(), got: counts.vocabulary.len() })
}

impl TfIdfParams {
    /// Use 1 + ln tf in place of tf.
    pub fn sublinear_tf(mut self, on: bool) -> Self {
        self.sublinear_tf = on;
        self
    }

    /// idf = ln((1+n)/(1+df)) + 1 when on, ln(n/df) + 1 when off.
    pub fn smooth_idf(mut self, on: bool) -> Self {
        self.smooth_idf = on;
        self
    }

    /// Whether idf is used at all; when off every idf is 1.
    pub fn use_idf(mut self, on: bool) -> Self {
        self.use_idf = on;
        self
    }

    /// How rows are scaled.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// Learns idf from `counts`. A matrix without rows gives 1 for every term.
    ///
    /// # Errors
    /// None; a `Result` like every other `fit`.
    pub fn fit(self, counts: &CountMatrix) -> Result<TfIdf> {
        Ok(self.learn(counts.shape().0, &counts.document_frequencies(), Arc::clone(&counts.vocabulary)))
    }

    /// Learns idf from `n` rows, of which `df` hold each term.
    pub(super) fn learn(self, n: usize, df: &[usize], vocabulary: Arc<Vocabulary>) -> TfIdf {
        let idf = |df: usize| match (self.use_idf, self.smooth_idf) {
            (false, _) => 1.0,
            (true, true) => ((1.0 + n as f64) / (1.0 + df as f64)).ln() + 1.0,
            (true, false) => (n.max(1) as f64 / df.max(1) as f64).ln() + 1.0,
        };
        TfIdf { params: self, idf: Arc::new(by_column(df, idf)), vocabulary }
    }

    /// [`fit`](Self::fit) and [`TfIdf::transform`] of the same counts.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, counts: &CountMatrix) -> Result<(TfIdf, TfIdfMatrix)> {
        let tfidf = self.fit(counts)?;
        let weights = tfidf.transform(counts)?;
        Ok((tfidf, weights))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Corpus, CountVectorizer};

    fn counts(texts: &[&str], vocabulary: &[&str]) -> CountMatrix {
        let corpus =
            Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap();
        let vocabulary = vocabulary.iter().map(|&term| term.to_owned()).collect();
        CountVectorizer::params(Analyzer::sklearn()).vocabulary(vocabulary).fit_transform(&corpus).unwrap().1
    }

    #[test]
    fn rows_of_zeros_stay_zeros() {
        for norm in [Norm::L1, Norm::L2, Norm::None] {
            let weights =
                TfIdf::params().norm(norm).fit_transform(&counts(&["", "aa", "b"], &["aa", "bb"])).unwrap().1;
            assert_eq!(weights.indptr(), [0, 0, 1, 1]);
            assert!(weights.data().iter().all(|weight| weight.is_finite()));
        }
    }

    #[test]
    fn a_term_that_no_row_holds_has_a_finite_idf() {
        let learnt = TfIdf::params().smooth_idf(false).fit(&counts(&["aa", "aa"], &["aa", "bb"])).unwrap();
        assert_eq!(learnt.idf(), [1.0, 2.0_f64.ln() + 1.0]);
        let weights = learnt.transform(&counts(&["aa bb"], &["aa", "bb"])).unwrap();
        assert!((weights.data().iter().map(|w| w * w).sum::<f64>() - 1.0).abs() < 1e-15);
        let nothing = TfIdf::params().smooth_idf(false).fit(&counts(&[], &["aa"])).unwrap();
        assert_eq!(nothing.idf(), [1.0]);
    }

    #[test]
    fn other_columns_are_refused() {
        let learnt = TfIdf::params().fit(&counts(&["aa"], &["aa", "bb"])).unwrap();
        assert!(learnt.transform(&counts(&["aa"], &["aa", "bb"])).is_ok());
        for other in [&["aa"][..], &["bb", "aa"], &["aa", "cc"]] {
            let refused = learnt.transform(&counts(&["aa"], other));
            assert!(matches!(refused, Err(Error::ColumnsDiffer { expected: 2, .. })), "{other:?}");
        }
    }
}
