//! Terms to columns by their hash: no vocabulary is learnt or kept.

use std::borrow::Borrow;
use std::sync::Arc;

use murmurhash32::murmurhash3_with_seed;
use rayon::prelude::*;

use super::assemble::{Part, Share, in_parts};
use super::batches::batches;
use super::cells::{self, Cell};
use super::counted::{Batch, Counted};
use super::csr::Csr;
use super::row_sorter::RowSorter;
use super::tallied::{for_matrix, for_terms};
use super::tally::{Plan, Tally};
use super::workers::in_pool;
use super::{HashedMatrix, Norm, Unit, Weight};
use crate::analyze::{Analyzer, Strings};
use crate::corpus::{Corpus, Document};
use crate::error::{Error, NoMemory, Result, room, with_room};

/// Counts terms in columns that their hashes tell: scikit-learn's `HashingVectorizer`, cell for cell.
///
/// The column of a term is |*h*| mod `n_features`, *h* being the MurmurHash3 (x86, 32 bits, seed 0) of its UTF-8 bytes as a
/// signed number. Terms may share a column; half of them are subtracted from it (those whose *h* is negative), so that
/// what they add up to cancels out on average. Nothing is learnt, so texts that never met have the same columns; what a
/// column stands for cannot be told.
///
/// ```
/// use retell::{Analyzer, Corpus, HashingVectorizer, Norm};
/// let corpus = Corpus::from_texts([("a", "coal coal gas"), ("b", "")])?;
/// let vectorizer = HashingVectorizer::new(Analyzer::sklearn()).n_features(8).norm(Norm::None);
/// let hashed = vectorizer.transform(&corpus)?;
/// assert_eq!(hashed.shape(), (2, 8));
/// assert_eq!(hashed.row(0).collect::<Vec<_>>(), [(1, 2.0), (4, -1.0)]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HashingVectorizer {
    analyzer: Analyzer,
    unit: Unit,
    n_features: usize,
    alternate_sign: bool,
    binary: bool,
    norm: Norm,
}

impl HashingVectorizer {
    /// scikit-learn's settings: 2²⁰ columns, signs alternate, rows of unit L2 length.
    pub fn new(analyzer: Analyzer) -> Self {
        Self {
            analyzer,
            unit: Unit::Document,
            n_features: 1 << 20,
            alternate_sign: true,
            binary: false,
            norm: Norm::L2,
        }
    }

    /// What a row is.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// How many columns there are: 1 to 2³¹ − 1. Checked when a corpus is transformed.
    pub fn n_features(mut self, n: usize) -> Self {
        self.n_features = n;
        self
    }

    /// Whether a term with a negative hash is subtracted; on unless set.
    pub fn alternate_sign(mut self, on: bool) -> Self {
        self.alternate_sign = on;
        self
    }

    /// Puts 1 into every cell that any term of the row has its column in, even where the terms cancel out.
    pub fn binary(mut self, on: bool) -> Self {
        self.binary = on;
        self
    }

    /// How rows are scaled.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// Counts and hashes `corpus`. An empty corpus gives no rows.
    ///
    /// Cost: one pass over the text; memory: the cells, and the distinct terms while it runs.
    ///
    /// # Errors
    /// [`Error::Parameter`] if a setting is out of its range; [`Error::OutOfMemory`].
    pub fn transform(&self, corpus: &Corpus) -> Result<HashedMatrix> {
        self.transform_batches(batches(corpus))
    }

    /// [`transform`](Self::transform) of documents that come in batches: see
    /// [`CountVectorizerParams::fit_transform_batches`](super::CountVectorizerParams::fit_transform_batches). Values are
    /// kept as `W`.
    ///
    /// # Errors
    /// As [`transform`](Self::transform).
    pub fn transform_batches<W, B, D>(
        &self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<HashedMatrix<W>>
    where
        W: Weight,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        /// scikit-learn's limit, for its columns are 32-bit numbers; here one bit of them is the sign.
        const MOST: usize = i32::MAX as usize;
        if !(1..=MOST).contains(&self.n_features) {
            let (got, expected) = (self.n_features.to_string(), format!("a whole number from 1 to {MOST}"));
            return Err(Error::Parameter { name: "n_features", got, expected });
        }
        let ngram_range = self.analyzer.checked_ngram_range()?;
        let plan = Plan { analyzer: &self.analyzer, ngram_range, unit: self.unit, fallback: None };
        in_pool(|| self.matrix(Tally::of(plan, batches)?))
    }

    fn matrix<W: Weight>(&self, tally: Tally) -> Result<HashedMatrix<W>> {
        let rows = Arc::new(tally.counted.rows().map_err(for_matrix)?);
        let slots =
            tally.terms.par_iter().map(|terms| self.slots(&terms.names)).collect::<Result<Vec<_>, _>>();
        let (slots, columns) = slots.and_then(rank).map_err(for_terms)?;
        let csr = self.assemble(tally.counted, &slots, &columns).map_err(for_matrix)?;
        Ok(HashedMatrix { csr, rows })
    }

    /// By number: the column of a term, and [`MINUS`] if it is subtracted.
    fn slots(&self, names: &Strings) -> Result<Vec<u32>, NoMemory> {
        let slot = |name: &str| {
            let hash = murmurhash3_with_seed::<0>(name.as_bytes()) as i32;
            let column = hash.unsigned_abs() % self.n_features as u32;
            if self.alternate_sign && hash < 0 { column | MINUS } else { column }
        };
        let mut slots = with_room(names.len())?;
        slots.extend(names.iter().map(slot));
        Ok(slots)
    }

    /// The matrix, from the ranks of columns by worker and number. Terms that cancel out leave a cell of zero, as in
    /// scikit-learn.
    fn assemble<W: Weight>(
        &self,
        counted: Counted,
        slots: &[Vec<u32>],
        columns: &[u32],
    ) -> Result<Csr<W>, NoMemory> {
        let lengths = lengths(&counted, slots, columns.len())?;
        let fill = |row: &mut RowSorter<i64>, share: &Share, part: Part<'_, W>| {
            let mut n = 0;
            for (cells, indptr) in share.by_row().zip(part.indptr) {
                for &cell in cells {
                    let slot = slots[share.worker][cells::number(cell) as usize];
                    let count = i64::from(cells::count(cell));
                    row.add_up(slot & !MINUS, if slot & MINUS == 0 { count } else { -count });
                }
                row.sort();
                row.weights.clear();
                let value = |&sum: &i64| if self.binary { 1.0 } else { sum as f64 };
                row.weights.extend(row.sorted.iter().map(value));
                self.norm.scale(&mut row.weights);
                for (&rank, &weight) in row.columns.iter().zip(&row.weights) {
                    part.indices[n] = columns[rank as usize];
                    part.data[n] = W::of(weight);
                    n += 1;
                }
                *indptr = part.first + n;
            }
        };
        in_parts(counted, &lengths, self.n_features, columns.len(), fill)
    }
}

/// How many cells each batch has when terms of one column share one.
fn lengths(counted: &Counted, slots: &[Vec<u32>], n_columns: usize) -> Result<Vec<usize>, NoMemory> {
    let n_words = n_columns.div_ceil(64);
    room(rayon::current_num_threads() * n_words * size_of::<u64>())?;
    let of_row = |met: &mut [u64], row: &[Cell], slots: &[u32]| {
        let place = |cell| {
            let rank = (slots[cells::number(cell) as usize] & !MINUS) as usize;
            (rank / 64, 1 << (rank % 64))
        };
        let mut n = 0;
        for (word, bit) in row.iter().copied().map(place) {
            n += usize::from(met[word] & bit == 0);
            met[word] |= bit;
        }
        row.iter().copied().map(place).for_each(|(word, _)| met[word] = 0);
        n
    };
    let of_batch = |met: &mut Vec<u64>, batch: &(usize, Batch)| {
        counted.by_row(batch).map(|row| of_row(met, row, &slots[batch.0])).sum()
    };
    Ok(counted.batches.par_iter().map_init(|| vec![0; n_words], of_batch).collect())
}

/// The bit of a column that tells that what stands there is subtracted.
const MINUS: u32 = 1 << 31;

/// Puts the place of each column among all that have a term in its stead, signs as they are; tells which column is at each
/// place. What is used is few of many, so that a row can be sorted by it without comparing.
fn rank(mut slots: Vec<Vec<u32>>) -> Result<(Vec<Vec<u32>>, Vec<u32>), NoMemory> {
    let mut columns: Vec<u32> = with_room(slots.iter().map(Vec::len).sum())?;
    columns.extend(slots.iter().flatten().map(|slot| slot & !MINUS));
    columns.par_sort_unstable();
    columns.dedup();
    for slot in slots.iter_mut().flatten() {
        *slot = columns.partition_point(|&column| column < *slot & !MINUS) as u32 | *slot & MINUS;
    }
    Ok((slots, columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(text: &str) -> Corpus {
        Corpus::from_texts([("a", text)]).unwrap()
    }

    #[test]
    fn numbers_of_columns_are_checked() {
        for (n, right) in [(0, false), (1, true), (i32::MAX as usize, true), (1 << 31, false)] {
            let result = HashingVectorizer::new(Analyzer::sklearn()).n_features(n).transform(&corpus("gas"));
            match result {
                Ok(hashed) => assert!(right && hashed.shape() == (1, n)),
                Err(error) => assert!(!right && matches!(error, Error::Parameter { name: "n_features", .. })),
            }
        }
        let range = HashingVectorizer::new(Analyzer::sklearn().ngram_range(0, 1)).transform(&corpus("gas"));
        assert!(matches!(range, Err(Error::Parameter { name: "ngram_range", .. })));
    }

    #[test]
    fn terms_that_cancel_out_leave_a_cell() {
        // One column for all: coal counts up, gas down.
        let vectorizer = HashingVectorizer::new(Analyzer::sklearn()).n_features(1);
        let row = |vectorizer: &HashingVectorizer, text| {
            vectorizer.transform(&corpus(text)).unwrap().row(0).collect::<Vec<(usize, f64)>>()
        };
        assert_eq!(row(&vectorizer, "coal gas"), [(0, 0.0)]);
        assert_eq!(row(&vectorizer.clone().binary(true), "coal gas gas"), [(0, 1.0)]);
        assert_eq!(row(&vectorizer.clone().norm(Norm::None), "coal gas gas gas"), [(0, -2.0)]);
        assert_eq!(row(&vectorizer, ""), []);
    }
}
