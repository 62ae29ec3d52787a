//! The matrix of counts.

use std::sync::Arc;

use ndarray::Array2;

use super::weighting::Weigh;
use super::{TfIdfMatrix, Vocabulary, csr::Csr};
use crate::error::Result;

/// What a row of a matrix stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index of the document in its corpus.
    pub document: usize,
    /// Index of the paragraph in its document, where rows are paragraphs.
    pub paragraph: Option<usize>,
}

/// How often each term stands in each row: documents (or paragraphs) × terms, sparse, by rows.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer};
/// let corpus = Corpus::from_texts([("a", "Gas, more gas and oil."), ("b", "The."), ("c", "Oil")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// assert!(counts.vocabulary().terms().eq(["gas", "oil"]));
/// assert_eq!(counts.row(0).collect::<Vec<_>>(), [(0, 2), (1, 1)]);
/// assert_eq!((counts.shape(), counts.nnz(), counts.n_tokens()), ((3, 2), 3, 7));
/// assert_eq!(counts.document_frequencies(), [1, 2]);
/// assert_eq!(counts.to_dense()?[[2, 1]], 1);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CountMatrix {
    pub(super) csr: Csr<u32>,
    pub(super) rows: Arc<Vec<Row>>,
    pub(super) tokens: Vec<usize>,
    pub(super) vocabulary: Arc<Vocabulary>,
}

impl CountMatrix {
    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The non-zero cells of a row as `(column, count)`, columns rising; none beyond the last row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, u32)> + Clone {
        self.csr.row(row)
    }

    /// In how many rows each term stands: *df*, one per column.
    pub fn document_frequencies(&self) -> Vec<usize> {
        self.csr.document_frequencies()
    }

    /// Words read for all rows, stop words and words that are no column among them; n-grams where those are of characters.
    pub fn n_tokens(&self) -> usize {
        self.tokens.iter().sum()
    }

    /// Words read for each row, as for [`n_tokens`](Self::n_tokens).
    pub fn row_tokens(&self) -> &[usize] {
        &self.tokens
    }

    /// The sum of each row's counts.
    pub fn row_sums(&self) -> Vec<u64> {
        (0..self.csr.n_rows()).map(|row| self.row(row).map(|cell| u64::from(cell.1)).sum()).collect()
    }

    /// The counts themselves as weights, for comparing rows without weighing them; idf is 1 throughout.
    pub fn unweighted(&self) -> TfIdfMatrix {
        let data = self.csr.data.iter().map(|&count| f64::from(count)).collect();
        self.with_weights(data, Arc::new(vec![1.0; self.csr.n_columns]))
    }

    /// These cells with what `weigh` makes of them.
    pub(super) fn weighed(&self, weigh: &impl Weigh, idf: Arc<Vec<f64>>) -> TfIdfMatrix {
        let (mut data, mut row) = (Vec::with_capacity(self.nnz()), Vec::new());
        for bounds in self.csr.indptr.windows(2) {
            let cells = bounds[0]..bounds[1];
            weigh.row(&self.csr.indices[cells.clone()], &self.csr.data[cells], &mut row);
            data.extend_from_slice(&row);
        }
        self.with_weights(data, idf)
    }

    fn with_weights(&self, data: Vec<f64>, idf: Arc<Vec<f64>>) -> TfIdfMatrix {
        TfIdfMatrix {
            csr: self.csr.with_data(data),
            rows: Arc::clone(&self.rows),
            vocabulary: Arc::clone(&self.vocabulary),
            idf,
        }
    }

    /// Rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.csr.n_rows(), self.csr.n_columns)
    }

    /// How many cells are not zero.
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

    /// The count of every stored cell, row by row.
    pub fn data(&self) -> &[u32] {
        &self.csr.data
    }

    /// The whole matrix with its zeros, for small ones.
    ///
    /// # Errors
    /// [`Error::TooManyCells`](crate::Error::TooManyCells) over 2²⁷ cells.
    pub fn to_dense(&self) -> Result<Array2<u32>> {
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
            tokens: rows.iter().map(|&row| self.tokens[row]).collect(),
            vocabulary: Arc::clone(&self.vocabulary),
        })
    }
}
