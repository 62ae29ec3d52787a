//! Weights that are made when they are read.

use std::marker::PhantomData;
use std::sync::Arc;

use super::cells;
use super::sorted_rows::SortedRows;
use super::vectorizer::Learnt;
use super::weighting::Weigh;
use super::{Room, Row, Sparse, Vocabulary, Weight};

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
}

impl<W: Weight> Sparse for WeighedRows<W> {
    type Value = W;

    fn shape(&self) -> (usize, usize) {
        self.shape()
    }

    fn lengths(&self) -> impl ExactSizeIterator<Item = usize> {
        self.sorted.lengths()
    }

    fn columns<'a>(&'a self, row: usize, room: &'a mut Room<W>) -> &'a [u32] {
        room.columns.clear();
        room.columns.extend(self.sorted.row(row).iter().map(|&cell| cells::number(cell)));
        &room.columns
    }

    fn cells<'a>(&'a self, row: usize, room: &'a mut Room<W>) -> (&'a [u32], &'a [W]) {
        self.columns(row, room);
        let Room { columns, counts, weights, values } = room;
        counts.clear();
        counts.extend(self.sorted.row(row).iter().map(|&cell| cells::count(cell)));
        self.learnt.row(columns, counts, weights);
        values.clear();
        values.extend(weights.iter().map(|&weight| W::of(weight)));
        (columns, values)
    }

    fn vocabulary(&self) -> Option<&Vocabulary> {
        Some(self.vocabulary())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{LanguageChoice, chunks};
    use crate::vectorize::TfIdfMatrix;
    use crate::{Analyzer, Bm25, Corpus, CountVectorizer, Norm, TfIdf, Vectorizer, Weighting};

    /// Enough cells for several chunks. Every ninth text is too short to tell its language: it is counted after the others.
    fn corpus() -> Corpus {
        let texts = (0..400_u32).map(|i| {
            let n = if i % 9 == 0 { 3 } else { 400 };
            let word = |j: u32| match j % 4 {
                0 => "the".to_owned(),
                1 => "of".to_owned(),
                _ => format!("w{}", (i * 31 + j * 7919) % (150 + i)),
            };
            (i.to_string(), (0..n).map(word).collect::<Vec<_>>().join(" "))
        });
        Corpus::from_texts(texts).unwrap()
    }

    fn is_that_matrix<W: Weight>(rows: &WeighedRows<W>, matrix: &TfIdfMatrix<W>) {
        assert_eq!((rows.shape(), rows.rows()), (matrix.shape(), matrix.rows()));
        assert!(rows.vocabulary() == matrix.vocabulary() && rows.nnz() == matrix.nnz());
        assert!(rows.lengths().eq(Sparse::lengths(matrix)));
        let (mut room, mut other) = (Room::default(), Room::default());
        for row in 0..matrix.shape().0 {
            assert_eq!(rows.columns(row, &mut room), matrix.columns(row, &mut other));
            assert_eq!(rows.cells(row, &mut room), matrix.cells(row, &mut other), "{row}");
        }
    }

    #[test]
    fn rows_are_those_of_the_matrix() {
        let corpus = corpus();
        let batches = || {
            let runs = chunks(&corpus, 40).into_iter();
            runs.map(|run| || corpus.documents()[run].to_vec())
        };
        let weightings = [
            Weighting::TfIdf(TfIdf::params().sublinear_tf(true).norm(Norm::L1)),
            Weighting::Bm25(Bm25::params()),
            Weighting::Count,
        ];
        let analyzers = [Analyzer::sklearn(), Analyzer::sklearn().language(LanguageChoice::Detect)];
        for (weighting, analyzer) in weightings.iter().flat_map(|&w| analyzers.iter().map(move |a| (w, a))) {
            for binary in [false, true] {
                // Some columns are left out, so that rows become shorter than they were counted.
                let counts = CountVectorizer::params(analyzer.clone()).min_df(4).binary(binary);
                let params = Vectorizer::params(counts, weighting);
                let (vectorizer, matrix) = params.clone().fit_transform(&corpus).unwrap();
                assert!(matrix.nnz() > 1 << 15);
                let (same, rows) = params.clone().fit_rows(batches()).unwrap();
                assert!(same == vectorizer);
                is_that_matrix(&rows, &matrix);
                is_that_matrix(&vectorizer.transform_rows(batches()).unwrap(), &matrix);
                let single: TfIdfMatrix<f32> = vectorizer.transform_batches(batches()).unwrap();
                is_that_matrix(&vectorizer.transform_rows(batches()).unwrap(), &single);
            }
        }
    }

    #[test]
    fn nothing_gives_no_rows() {
        let vectorizer = Vectorizer::params(
            CountVectorizer::params(Analyzer::sklearn()),
            Weighting::TfIdf(TfIdf::params()),
        )
        .fit(&Corpus::from_texts([("a", "gas")]).unwrap())
        .unwrap();
        let none: [fn() -> Vec<crate::Document>; 0] = [];
        let rows: WeighedRows = vectorizer.transform_rows(none.into_iter()).unwrap();
        assert_eq!((rows.shape(), rows.nnz()), ((0, 1), 0));
    }
}
