//! Weights that are made when they are read.

use std::marker::PhantomData;
use std::sync::Arc;

use super::cells;
use super::sorted_rows::SortedRows;
use super::vectorizer::Learnt;
use super::weighting::Weigh;
use super::{Room, Row, Vocabulary, Weight};

/// The rows of a [`TfIdfMatrix`](super::TfIdfMatrix) that is not there: counts, which are weighed when a row is read.
///
/// Made by [`Vectorizer`](super::Vectorizer) of what is written out and not kept. It holds 8 bytes a cell, where the
/// matrix holds 12 with `f64`, and takes no other memory while it is made than the counts took that it is made of. A row
/// costs what weighing it costs, each time it is read; its weights are those of the matrix, bit by bit.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, Vectorizer, Weighting};
/// use retell::vectorize::{Room, Sparse, WeighedRows};
/// let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", "The."), ("c", "oil")])?;
/// let counts = CountVectorizer::params(Analyzer::english());
/// let params = Vectorizer::params(counts, Weighting::TfIdf(TfIdf::params()));
/// let (vectorizer, rows): (_, WeighedRows) = params.fit_rows([|| corpus.documents()].into_iter())?;
/// assert_eq!(rows.shape(), (3, 2));
/// assert_eq!(rows.cells(2, &mut Room::default()), (&[1][..], &[1.0][..]));
/// assert_eq!(rows.cells(1, &mut Room::default()).0.len(), 0); // nothing but a stop word
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Debug)]
pub struct WeighedRows<W: Weight = f64> {
    pub(super) sorted: SortedRows,
    pub(super) rows: Arc<Vec<Row>>,
    pub(super) vocabulary: Arc<Vocabulary>,
    pub(super) learnt: Learnt,
    pub(super) value: PhantomData<W>,
}

impl<W: Weight> WeighedRows<W> {
    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.sorted.len(), self.vocabulary.len())
    }

    /// How many cells each row has.
    pub(super) fn lengths(&self) -> impl ExactSizeIterator<Item = usize> {
        self.sorted.lengths()
    }

    pub(super) fn columns<'r>(&self, row: usize, room: &'r mut Room<W>) -> &'r [u32] {
        room.columns.clear();
        room.columns.extend(self.sorted.row(row).iter().map(|&cell| cells::number(cell)));
        &room.columns
    }

    pub(super) fn cells<'r>(&self, row: usize, room: &'r mut Room<W>) -> (&'r [u32], &'r [W]) {
        self.columns(row, room);
        let Room { columns, counts, weights, values } = room;
        counts.clear();
        counts.extend(self.sorted.row(row).iter().map(|&cell| cells::count(cell)));
        self.learnt.row(columns, counts, weights);
        values.clear();
        values.extend(weights.iter().map(|&weight| W::of(weight)));
        (columns, values)
    }
}
