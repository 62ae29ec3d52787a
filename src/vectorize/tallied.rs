//! Documents that were counted, before there is a matrix.

use std::sync::Arc;

use bytemuck::Pod;

use super::Row;
use super::assemble::{Values, assemble};
use super::counted::Counted;
use super::csr::Csr;
use super::select::Columns;
use super::sorted_rows::SortedRows;
use super::tally::Tally;
use crate::error::{Error, NoMemory, Result, room};

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
        self.tally.counted.n_rows()
    }

    /// In how many rows each column stands. There is room for a number made of each afterwards.
    pub(super) fn document_frequencies(&self) -> Result<Vec<usize>> {
        let df = self.tally.document_frequencies(&self.columns, self.n_columns);
        df.and_then(|df| room(df.len() * size_of::<f64>()).map(|()| df)).map_err(for_terms)
    }

    /// The sum of the counts of all columns.
    pub(super) fn total(&self) -> u64 {
        self.tally.total(&self.columns, self.binary)
    }

    /// The rows, and what `values` makes of their counts.
    pub(super) fn into_matrix<T: Pod + Send + Sync>(
        self,
        values: &impl Values<T>,
    ) -> Result<(Arc<Vec<Row>>, Csr<T>)> {
        self.into_rows_and(|counted, columns, n_columns, binary| {
            assemble(counted, columns, n_columns, binary, values)
        })
    }

    /// The rows, and their counts in the order of the columns.
    pub(super) fn into_sorted(self) -> Result<(Arc<Vec<Row>>, SortedRows)> {
        self.into_rows_and(SortedRows::of)
    }

    fn into_rows_and<M>(
        self,
        make: impl FnOnce(Counted, &Columns, usize, bool) -> Result<M, NoMemory>,
    ) -> Result<(Arc<Vec<Row>>, M)> {
        let Self { tally, columns, n_columns, binary } = self;
        let rows = Arc::new(tally.counted.rows().map_err(for_matrix)?);
        // The names are not needed any more.
        drop(tally.terms);
        let made = make(tally.counted, &columns, n_columns, binary).map_err(for_matrix)?;
        Ok((rows, made))
    }
}

/// That there is no memory for the terms of all that was counted.
pub(super) fn for_terms(refused: NoMemory) -> Error {
    refused.wanted_for("the vocabulary")
}

/// That there is none for the result.
pub(super) fn for_matrix(refused: NoMemory) -> Error {
    refused.wanted_for("the matrix")
}

/// Ends the process where a result was promised; nothing but memory can be wanting.
pub(super) fn or_abort(error: &Error) -> ! {
    let bytes = if let Error::OutOfMemory { bytes, .. } = error { *bytes } else { None };
    NoMemory { bytes: bytes.unwrap_or_default() }.abort()
}
