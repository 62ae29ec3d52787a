//! Documents that were counted, before there is a matrix.

use std::sync::Arc;

use super::assemble::{Values, Weights, assemble, weigh_in_place};
use super::csr::Csr;
use super::select::Columns;
use super::tally::Tally;
use super::weighting::Weigh;
use super::{Row, Weight};

/// Documents that were counted, and which column each number is.
pub(super) struct Tallied {
    pub(super) tally: Tally,
    pub(super) columns: Columns,
    pub(super) n_columns: usize,
    pub(super) binary: bool,
}

impl Tallied {
    /// How many rows there are.
    pub(super) fn n_rows(&self) -> usize {
        self.tally.n_rows()
    }

    /// In how many rows each column stands.
    pub(super) fn document_frequencies(&self) -> Vec<usize> {
        self.tally.document_frequencies(&self.columns, self.n_columns)
    }

    /// The sum of the counts of all columns.
    pub(super) fn total(&self) -> u64 {
        self.tally.total(&self.columns, self.binary)
    }

    /// The rows, and the weights that `weigh` makes of their counts.
    pub(super) fn into_weights<W: Weight>(mut self, weigh: &impl Weigh) -> (Arc<Vec<Row>>, Csr<W>) {
        if self.tally.batches.len() != 1 {
            return self.into_matrix(&Weights(weigh));
        }
        let rows = Arc::new(self.tally.rows());
        let (worker, batch) = self.tally.batches.swap_remove(0);
        (rows, weigh_in_place(batch, &self.columns[worker], self.n_columns, self.binary, weigh))
    }

    /// The rows, and what `values` makes of their counts.
    pub(super) fn into_matrix<T: Copy + Default + Send>(
        self,
        values: &impl Values<T>,
    ) -> (Arc<Vec<Row>>, Csr<T>) {
        let rows = Arc::new(self.tally.rows());
        (rows, assemble(self.tally.batches, &self.columns, self.n_columns, self.binary, values))
    }
}
