//! A sparse matrix times slabs of dense columns, which is all that latent semantic analysis asks of it.

use std::borrow::Cow;

use ndarray::{Array2, ArrayView2, s};
use rayon::prelude::*;

use crate::vectorize::TfIdfMatrix;

/// Columns that are worked on at a time: one line of the cache.
const SLAB: usize = 8;

/// A sparse matrix by rows, that of a matrix of weights or its transpose.
pub(super) struct Sparse<'a> {
    indptr: Cow<'a, [usize]>,
    indices: Cow<'a, [u32]>,
    data: Cow<'a, [f64]>,
    n_columns: usize,
}

impl<'a> Sparse<'a> {
    /// The rows of `weights` where they stand; nothing is copied.
    pub(super) fn of(weights: &'a TfIdfMatrix) -> Self {
        Self {
            indptr: weights.indptr().into(),
            indices: weights.indices().into(),
            data: weights.data().into(),
            n_columns: weights.vocabulary().len(),
        }
    }

    pub(super) fn n_rows(&self) -> usize {
        self.indptr.len() - 1
    }

    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Columns as rows. Copies every cell once.
    pub(super) fn transposed(&self) -> Sparse<'static> {
        let mut indptr = vec![0usize; self.n_columns + 1];
        for &column in self.indices.iter() {
            indptr[column as usize + 1] += 1;
        }
        for at in 0..self.n_columns {
            indptr[at + 1] += indptr[at];
        }
        let mut next = indptr.clone();
        let mut indices = vec![0u32; self.indices.len()];
        let mut data = vec![0.0; self.data.len()];
        for row in 0..self.n_rows() {
            for (column, weight) in self.row(row) {
                let place = next[column];
                next[column] += 1;
                indices[place] = row as u32;
                data[place] = weight;
            }
        }
        Sparse { indptr: indptr.into(), indices: indices.into(), data: data.into(), n_columns: self.n_rows() }
    }

    fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + Clone {
        let range = self.indptr[row]..self.indptr[row + 1];
        let columns = self.indices[range.clone()].iter().map(|&column| column as usize);
        columns.zip(self.data[range].iter().copied())
    }

    /// Xᵀ·X, shape (columns, columns), for few columns.
    pub(super) fn gram(&self) -> Array2<f64> {
        let mut gram = Array2::zeros((self.n_columns, self.n_columns));
        for row in 0..self.n_rows() {
            for (a, weight) in self.row(row) {
                for (b, other) in self.row(row) {
                    gram[[a, b]] += weight * other;
                }
            }
        }
        gram
    }

    /// Xᵀ·(X·D) for a dense D of shape (columns, d): the same shape.
    ///
    /// Each slab of D passes all rows by itself: both products at once, without anything of the size of rows × d between
    /// them, and with one sum order whatever the threads. Cost 4·d flops a cell.
    pub(super) fn gram_times(&self, dense: ArrayView2<'_, f64>) -> Array2<f64> {
        let slabs = slabs_of(dense);
        let done: Vec<Vec<[f64; SLAB]>> = slabs
            .par_iter()
            .map(|slab| {
                let mut out = vec![[0.0; SLAB]; self.n_columns];
                for row in 0..self.n_rows() {
                    let sums = self.row_times(row, slab);
                    for (column, weight) in self.row(row) {
                        for (cell, sum) in out[column].iter_mut().zip(sums) {
                            *cell += weight * sum;
                        }
                    }
                }
                out
            })
            .collect();
        let mut result = Array2::zeros(dense.dim());
        for (at, slab) in done.iter().enumerate() {
            write_slab(&mut result, at, slab);
        }
        result
    }

    /// X·D for a dense D of shape (columns, d): shape (rows, d). Cost 2·d flops a cell.
    pub(super) fn times(&self, dense: ArrayView2<'_, f64>) -> Array2<f64> {
        let slabs = slabs_of(dense);
        let width = dense.ncols();
        let mut result = Array2::zeros((self.n_rows(), width));
        if width == 0 {
            return result;
        }
        // Blocks of rows, so that a slab stays near while they pass it.
        const BLOCK: usize = 1024;
        let blocks =
            result.as_slice_mut().map_or(Vec::new(), |cells| cells.chunks_mut(BLOCK * width).collect());
        blocks.into_par_iter().enumerate().for_each(|(block, cells)| {
            for (at, slab) in slabs.iter().enumerate() {
                for (row, out) in cells.chunks_mut(width).enumerate() {
                    let sums = self.row_times(block * BLOCK + row, slab);
                    let place = at * SLAB..width.min((at + 1) * SLAB);
                    let length = place.len();
                    out[place].copy_from_slice(&sums[..length]);
                }
            }
        });
        result
    }

    fn row_times(&self, row: usize, slab: &[[f64; SLAB]]) -> [f64; SLAB] {
        let mut sums = [0.0; SLAB];
        for (column, weight) in self.row(row) {
            for (sum, cell) in sums.iter_mut().zip(&slab[column]) {
                *sum += weight * cell;
            }
        }
        sums
    }
}

/// The columns of a dense matrix, eight at a time; the last slab is filled up with zeros.
fn slabs_of(dense: ArrayView2<'_, f64>) -> Vec<Vec<[f64; SLAB]>> {
    let mut slabs = vec![vec![[0.0; SLAB]; dense.nrows()]; dense.ncols().div_ceil(SLAB)];
    for (at, slab) in slabs.iter_mut().enumerate() {
        let end = dense.ncols().min((at + 1) * SLAB);
        for (cells, row) in slab.iter_mut().zip(dense.slice(s![.., at * SLAB..end]).rows()) {
            cells.iter_mut().zip(row).for_each(|(cell, from)| *cell = *from);
        }
    }
    slabs
}

fn write_slab(result: &mut Array2<f64>, at: usize, slab: &[[f64; SLAB]]) {
    let end = result.ncols().min((at + 1) * SLAB);
    for (mut row, cells) in result.slice_mut(s![.., at * SLAB..end]).rows_mut().into_iter().zip(slab) {
        row.iter_mut().zip(cells).for_each(|(to, cell)| *to = *cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, TfIdf, Unit};

    #[test]
    fn products_are_those_of_the_dense_matrix() {
        let text: String =
            (0..50).map(|row| format!("word{} word{} own{}\n\n", row % 7, row % 11, row / 2)).collect();
        let corpus = Corpus::from_texts([("x", text.as_str())]).unwrap();
        let counts = CountVectorizer::params(Analyzer::sklearn())
            .unit(Unit::Paragraph)
            .fit_transform(&corpus)
            .unwrap()
            .1;
        let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
        let (matrix, dense) = (Sparse::of(&weights), weights.to_dense().unwrap());
        assert_eq!((matrix.n_rows(), matrix.n_columns()), dense.dim());
        let near = |a: &Array2<f64>, b: &Array2<f64>| {
            assert_eq!(a.dim(), b.dim());
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12));
        };
        for width in [0, 1, 8, 13] {
            let right =
                Array2::from_shape_fn((dense.ncols(), width), |(a, b)| ((a * 7 + b * 3) % 5) as f64 - 2.0);
            near(&matrix.times(right.view()), &dense.dot(&right));
            near(&matrix.gram_times(right.view()), &dense.t().dot(&dense.dot(&right)));
            let left = Array2::from_shape_fn((dense.nrows(), width), |(a, b)| ((a * 5 + b) % 7) as f64 - 3.0);
            near(&matrix.transposed().times(left.view()), &dense.t().dot(&left));
        }
        near(&matrix.gram(), &dense.t().dot(&dense));
        near(&matrix.transposed().gram(), &dense.dot(&dense.t()));
    }
}
