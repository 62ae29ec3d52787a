//! The matrix of hashed terms.

use std::sync::Arc;

use ndarray::Array2;

use super::{Row, Weight, csr::Csr};
use crate::error::Result;

/// Documents (or paragraphs) × columns that terms were hashed to, sparse, by rows.
///
/// Made by [`HashingVectorizer`](super::HashingVectorizer). Values are finite and may be negative; where terms cancel out
/// a zero is stored. Columns have no names. Values are `f64`, or `f32` where that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct HashedMatrix<W: Weight = f64> {
    pub(super) csr: Csr<W>,
    pub(super) rows: Arc<Vec<Row>>,
}

impl<W: Weight> HashedMatrix<W> {
    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The stored cells of a row as `(column, value)`, columns rising; none beyond the last row.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, W)> + Clone {
        self.csr.row(row)
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

    /// The value of every stored cell, row by row.
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
}
