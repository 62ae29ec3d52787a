//! What matrices have in common, whatever their columns stand for.

use super::{HashedMatrix, TfIdfMatrix, Vocabulary, Weight};

/// A sparse matrix of weights that is read row by row, as it is written for other programs.
pub trait Sparse: sealed::Sealed {
    /// What a cell holds.
    type Value: Weight;

    /// Rows and columns.
    fn shape(&self) -> (usize, usize);
    /// How many cells each row stores.
    fn lengths(&self) -> impl ExactSizeIterator<Item = usize>;
    /// The columns of the stored cells of a row, rising; `room` may hold them meanwhile.
    ///
    /// # Panics
    /// If there is no such row.
    fn columns<'a>(&'a self, row: usize, room: &'a mut Room<Self::Value>) -> &'a [u32];
    /// The columns of a row, rising, and the values of these cells; `room` may hold them meanwhile.
    ///
    /// # Panics
    /// If there is no such row.
    fn cells<'a>(&'a self, row: usize, room: &'a mut Room<Self::Value>) -> (&'a [u32], &'a [Self::Value]);
    /// What the columns are called; nothing where terms were hashed.
    fn vocabulary(&self) -> Option<&Vocabulary>;

    /// How many cells are stored.
    fn nnz(&self) -> usize {
        self.lengths().sum()
    }
}

/// Room for one row after another of a matrix that does not keep its weights.
#[derive(Debug, Default)]
pub struct Room<W> {
    pub(super) columns: Vec<u32>,
    pub(super) counts: Vec<u32>,
    pub(super) weights: Vec<f64>,
    pub(super) values: Vec<W>,
}

/// Matrices that are kept.
macro_rules! kept {
    ($matrix:ident, $vocabulary:expr) => {
        impl<W: Weight> Sparse for $matrix<W> {
            type Value = W;

            fn shape(&self) -> (usize, usize) {
                self.shape()
            }

            fn lengths(&self) -> impl ExactSizeIterator<Item = usize> {
                self.indptr().windows(2).map(|bounds| bounds[1] - bounds[0])
            }

            fn columns<'a>(&'a self, row: usize, _: &'a mut Room<W>) -> &'a [u32] {
                &self.indices()[self.indptr()[row]..self.indptr()[row + 1]]
            }

            fn cells<'a>(&'a self, row: usize, room: &'a mut Room<W>) -> (&'a [u32], &'a [W]) {
                (Sparse::columns(self, row, room), &self.data()[self.indptr()[row]..self.indptr()[row + 1]])
            }

            fn vocabulary(&self) -> Option<&Vocabulary> {
                let vocabulary: fn(&Self) -> Option<&Vocabulary> = $vocabulary;
                vocabulary(self)
            }
        }
    };
}

kept!(TfIdfMatrix, |matrix| Some(matrix.vocabulary()));
kept!(HashedMatrix, |_| None);

mod sealed {
    pub trait Sealed {}
    impl<W: super::Weight> Sealed for super::TfIdfMatrix<W> {}
    impl<W: super::Weight> Sealed for super::HashedMatrix<W> {}
    impl<W: super::Weight> Sealed for crate::vectorize::WeighedRows<W> {}
}
