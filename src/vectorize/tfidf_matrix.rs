//! The matrix of weights.

use std::sync::Arc;

use ndarray::Array2;

use super::{Row, Vocabulary, Weight, csr::Csr};
use crate::error::Result;

/// How much each term weighs in each row: documents (or paragraphs) × terms, sparse, by rows.
///
/// Made by [`TfIdf`](super::TfIdf) or, with another form of tf and idf, by [`Bm25`](super::Bm25). It has the cells of
/// the counts it was made from; weights are finite and not negative. They are `f64`, or `f32` where that was asked for
/// (see [`Vectorizer`](super::Vectorizer)).
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, Norm, TfIdf};
/// let corpus = Corpus::from_texts([("a", "Gas, more gas and oil."), ("b", "The."), ("c", "Oil")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().norm(Norm::L1).fit_transform(&counts)?.1;
/// assert_eq!(weights.row(2).collect::<Vec<_>>(), [(1, 1.0)]);
/// assert_eq!(weights.row(1).len(), 0); // nothing but a stop word: a row of zeros
/// assert_eq!(weights.select_rows(&[2, 0])?.rows()[0].document, 2);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TfIdfMatrix<W: Weight = f64> {
    pub(super) csr: Csr<W>,
    pub(super) rows: Arc<Vec<Row>>,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) idf: Arc<Vec<f64>>,
}

impl<W: Weight> TfIdfMatrix<W> {
    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The stored cells of a row as `(column, weight)`, columns rising; none beyond the last row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, W)> + Clone {
        self.csr.row(row)
    }

    /// The inverse document frequency of each column; 1 where it is not used.
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// In how many of these rows each term stands, one per column.
    pub fn document_frequencies(&self) -> Vec<usize> {
        self.csr.document_frequencies()
    }

    /// Rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.csr.n_rows(), self.csr.n_columns)
    }

    /// How many cells are stored.
    pub fn nnz(&self) -> usize {
        self.csr.data.len()
    }

    /// Where rows begin and end in [`indices`](Self::indices) and [`data`](Self::data): one more entry than rows.
    pub fn indptr(&self) -> &[usize] {
        &self.csr.indptr
    }

    /// The column of every stored cell, row by row.
    pub fn indices(&self) -> &[u32] {
        &self.csr.indices
    }

    /// The weight of every stored cell, row by row.
    pub fn data(&self) -> &[W] {
        &self.csr.data
    }

    /// The whole matrix with its zeros, for small ones.
    ///
    /// # Errors
    /// [`Error::TooManyCells`](crate::Error::TooManyCells) over 2²⁷ cells.
    pub fn to_dense(&self) -> Result<Array2<W>> {
        self.csr.to_dense()
    }

    /// The rows of these numbers in this order, with the same columns.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) for a number that is no row.
    pub fn select_rows(&self, rows: &[usize]) -> Result<Self> {
        Ok(Self {
            csr: self.csr.select_rows(rows)?,
            rows: Arc::new(rows.iter().map(|&row| self.rows[row]).collect()),
            vocabulary: Arc::clone(&self.vocabulary),
            idf: Arc::clone(&self.idf),
        })
    }
}
