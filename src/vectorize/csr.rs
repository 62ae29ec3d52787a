//! Compressed sparse rows.

use std::sync::Arc;

use bytemuck::Pod;
use ndarray::Array2;

use crate::error::{Error, Result};
use crate::pages::Pages;

/// A sparse matrix by rows. Column indices rise within a row; no cell is stored twice.
///
/// Matrices with the same cells share where they are, so that weighing counts copies no place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Csr<T: Pod> {
    /// Row `i` is `indices[indptr[i]..indptr[i + 1]]`.
    pub(crate) indptr: Arc<Vec<usize>>,
    pub(crate) indices: Arc<Pages<u32>>,
    pub(crate) data: Pages<T>,
    pub(crate) n_columns: usize,
}

/// The largest dense copy that is made: 2²⁷ cells, 1 GiB of `f64`.
const MOST_DENSE_CELLS: usize = 1 << 27;

impl<T: Pod> Csr<T> {
    pub(crate) fn new(
        indptr: Vec<usize>,
        indices: impl Into<Pages<u32>>,
        data: impl Into<Pages<T>>,
        n_columns: usize,
    ) -> Self {
        Self { indptr: Arc::new(indptr), indices: Arc::new(indices.into()), data: data.into(), n_columns }
    }

    pub(crate) fn n_rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// The stored cells of a row as `(column, value)`; none beyond the last row.
    pub(crate) fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, T)> + Clone {
        let range = if row < self.n_rows() { self.indptr[row]..self.indptr[row + 1] } else { 0..0 };
        self.indices[range.clone()]
            .iter()
            .map(|&column| column as usize)
            .zip(self.data[range].iter().copied())
    }

    /// The same cells with other values, one for each.
    pub(crate) fn with_data<U: Pod>(&self, data: Vec<U>) -> Csr<U> {
        Csr {
            indptr: Arc::clone(&self.indptr),
            indices: Arc::clone(&self.indices),
            data: data.into(),
            n_columns: self.n_columns,
        }
    }

    /// In how many rows each column stands.
    pub(crate) fn document_frequencies(&self) -> Vec<usize> {
        let mut df = vec![0; self.n_columns];
        for &column in self.indices.iter() {
            df[column as usize] += 1;
        }
        df
    }

    /// The rows of these numbers, in their order, repeated where a number is.
    pub(crate) fn select_rows(&self, rows: &[usize]) -> Result<Self> {
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for &row in rows {
            if row >= self.n_rows() {
                let expected = format!("row numbers under {}", self.n_rows());
                return Err(Error::Parameter { name: "rows", got: row.to_string(), expected });
            }
            let range = self.indptr[row]..self.indptr[row + 1];
            indices.extend_from_slice(&self.indices[range.clone()]);
            data.extend_from_slice(&self.data[range]);
            indptr.push(indices.len());
        }
        Ok(Self::new(indptr, indices, data, self.n_columns))
    }
}

impl<T: Pod + Default> Csr<T> {
    pub(crate) fn to_dense(&self) -> Result<Array2<T>> {
        let (rows, columns) = (self.n_rows(), self.n_columns);
        if rows.checked_mul(columns).is_none_or(|cells| cells > MOST_DENSE_CELLS) {
            return Err(Error::TooManyCells { rows, columns });
        }
        let mut dense = Array2::from_elem((rows, columns), T::default());
        for row in 0..rows {
            for (column, value) in self.row(row) {
                dense[[row, column]] = value;
            }
        }
        Ok(dense)
    }
}
