//! What matrices have in common, whatever their columns stand for.

use super::{HashedMatrix, TfIdfMatrix, Weight};

/// A sparse matrix of weights by rows, as it is written for other programs.
pub trait Sparse: sealed::Sealed {
    /// What a cell holds.
    type Value: Weight;

    /// Rows and columns.
    fn shape(&self) -> (usize, usize);
    /// Where rows begin and end among the stored cells: one more entry than rows.
    fn indptr(&self) -> &[usize];
    /// The column of every stored cell, row by row.
    fn indices(&self) -> &[u32];
    /// The value of every stored cell, row by row.
    fn data(&self) -> &[Self::Value];
    /// What the columns are called; nothing where terms were hashed.
    fn terms(&self) -> Option<&[String]>;
}

impl<W: Weight> Sparse for TfIdfMatrix<W> {
    type Value = W;

    fn shape(&self) -> (usize, usize) {
        self.shape()
    }

    fn indptr(&self) -> &[usize] {
        self.indptr()
    }

    fn indices(&self) -> &[u32] {
        self.indices()
    }

    fn data(&self) -> &[W] {
        self.data()
    }

    fn terms(&self) -> Option<&[String]> {
        Some(self.vocabulary().terms())
    }
}

impl<W: Weight> Sparse for HashedMatrix<W> {
    type Value = W;

    fn shape(&self) -> (usize, usize) {
        self.shape()
    }

    fn indptr(&self) -> &[usize] {
        self.indptr()
    }

    fn indices(&self) -> &[u32] {
        self.indices()
    }

    fn data(&self) -> &[W] {
        self.data()
    }

    fn terms(&self) -> Option<&[String]> {
        None
    }
}

mod sealed {
    pub trait Sealed {}
    impl<W: super::Weight> Sealed for super::TfIdfMatrix<W> {}
    impl<W: super::Weight> Sealed for super::HashedMatrix<W> {}
}
