//! Compressed sparse rows.

/// A sparse matrix by rows. Column indices rise within a row; no cell is stored twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Csr<T> {
    /// Row `i` is `indices[indptr[i]..indptr[i + 1]]`.
    pub(crate) indptr: Vec<usize>,
    pub(crate) indices: Vec<u32>,
    pub(crate) data: Vec<T>,
    pub(crate) n_columns: usize,
}

impl<T: Copy> Csr<T> {
    pub(crate) fn n_rows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// The stored cells of a row as `(column, value)`.
    pub(crate) fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, T)> + Clone {
        let range = self.indptr[row]..self.indptr[row + 1];
        self.indices[range.clone()].iter().map(|&column| column as usize).zip(self.data[range].iter().copied())
    }
}
