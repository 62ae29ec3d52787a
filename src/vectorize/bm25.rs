//! Weighing counts: Okapi BM25.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::tfidf::check_columns;
use super::weighting::{Weigh, by_column};
use super::{CountMatrix, TfIdfMatrix, Vocabulary};
use crate::error::{Error, Result};

/// Settings of [`Bm25`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bm25Params {
    k1: f64,
    b: f64,
}

/// Document frequencies and the mean length learnt from one matrix, ready to weigh others with the same columns.
///
/// The weight of a term in a row is
///
/// idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / mean length)), idf = ln(1 + (n − df + ½) / (df + ½)),
///
/// the saturated tf of Robertson and Zaragoza (*The Probabilistic Relevance Framework*, 2009, §3.3) with the idf of
/// Lucene's `BM25Similarity`, which adds 1 inside the logarithm so that no term weighs below zero. The length of a row
/// is the sum of its counts. Rows are not scaled; similarity compares directions, so it takes these weights as well.
///
/// ```
/// use retell::{Analyzer, Bm25, Corpus, CountVectorizer};
/// let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", "oil")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = Bm25::params().k1(1.2).b(0.75).fit_transform(&counts)?.1;
/// let idf = 2.0_f64.ln();
/// let (_, gas) = weights.row(0).next().unwrap();
/// assert!((gas - idf * 2.0 * 2.2 / (2.0 + 1.2 * (0.25 + 0.75 * 3.0 / 2.0))).abs() < 1e-12);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bm25 {
    pub(super) params: Bm25Params,
    pub(super) mean_length: f64,
    pub(super) idf: Arc<Vec<f64>>,
    pub(super) vocabulary: Arc<Vocabulary>,
}

impl Bm25 {
    /// The usual defaults: k1 = 1.2, b = 0.75.
    pub fn params() -> Bm25Params {
        Bm25Params { k1: 1.2, b: 0.75 }
    }

    /// The inverse document frequency of each column.
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

impl Weigh for Bm25 {
    fn row(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>) {
        let Bm25Params { k1, b } = self.params;
        let length: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        // Where nothing was learnt of lengths, every row is of mean length.
        let relative = if self.mean_length > 0.0 { length as f64 / self.mean_length } else { 1.0 };
        let slope = k1 * (1.0 - b + b * relative);
        weights.clear();
        weights.extend(columns.iter().zip(counts).map(|(&column, &count)| {
            let tf = f64::from(count);
            self.idf[column as usize] * tf * (k1 + 1.0) / (tf + slope)
        }));
    }
}

impl Bm25Params {
    /// How slowly repetition stops counting: 0 counts presence alone. At least 0.
    pub fn k1(mut self, k1: f64) -> Self {
        self.k1 = k1;
        self
    }

    /// How much long rows are held back: 0 not at all, 1 in full proportion.
    pub fn b(mut self, b: f64) -> Self {
        self.b = b;
        self
    }

    /// Learns document frequencies and the mean length of `counts`.
    ///
    /// # Errors
    /// [`Error::Parameter`] if `k1` is not a finite number from 0 to a million, or `b` not one from 0 to 1.
    pub fn fit(self, counts: &CountMatrix) -> Result<Bm25> {
        self.check()?;
        let total = counts.row_sums().into_iter().sum();
        let vocabulary = Arc::clone(&counts.vocabulary);
        Ok(self.learn(counts.shape().0, total, &counts.document_frequencies(), vocabulary))
    }

    /// Refuses settings out of their ranges.
    pub(super) fn check(self) -> Result<()> {
        for (name, got, most) in [("k1", self.k1, 1e6), ("b", self.b, 1.0)] {
            if !(0.0..=most).contains(&got) {
                let expected = format!("a number from 0 to {most}");
                return Err(Error::Parameter { name, got: format!("{got:?}"), expected });
            }
        }
        Ok(())
    }

    /// Learns from `n` rows with `total` occurrences, of which `df` rows hold each term.
    pub(super) fn learn(self, n: usize, total: u64, df: &[usize], vocabulary: Arc<Vocabulary>) -> Bm25 {
        let n = n as f64;
        let idf = |df: usize| (1.0 + (n - df as f64 + 0.5) / (df as f64 + 0.5)).ln();
        Bm25 {
            params: self,
            mean_length: if n > 0.0 { total as f64 / n } else { 0.0 },
            idf: Arc::new(by_column(df, idf)),
            vocabulary,
        }
    }

    /// [`fit`](Self::fit) and [`Bm25::transform`] of the same counts.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, counts: &CountMatrix) -> Result<(Bm25, TfIdfMatrix)> {
        let bm25 = self.fit(counts)?;
        let weights = bm25.transform(counts)?;
        Ok((bm25, weights))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Corpus, CountVectorizer};

    fn counts(texts: &[&str]) -> CountMatrix {
        let corpus =
            Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap();
        let params = CountVectorizer::params(Analyzer::sklearn()).vocabulary(vec!["aa".into(), "bb".into()]);
        params.fit_transform(&corpus).unwrap().1
    }

    #[test]
    fn settings_out_of_range_are_named() {
        for (params, named) in [
            (Bm25::params().k1(-1.0), "k1"),
            (Bm25::params().k1(f64::INFINITY), "k1"),
            (Bm25::params().b(f64::NAN), "b"),
            (Bm25::params().b(1.1), "b"),
        ] {
            assert!(
                matches!(params.fit(&counts(&["aa"])), Err(Error::Parameter { name, .. }) if name == named)
            );
        }
    }

    #[test]
    fn degenerate_matrices_give_finite_weights() {
        let learnt = Bm25::params().k1(0.0).fit(&counts(&["", ""])).unwrap();
        let weights = learnt.transform(&counts(&["aa aa bb", ""])).unwrap();
        assert!(weights.data().iter().all(|weight| weight.is_finite() && *weight > 0.0));
        assert_eq!(Bm25::params().fit_transform(&counts(&[])).unwrap().1.shape(), (0, 2));
    }
}
