//! Terms to columns by their hash: no vocabulary is learnt or kept.

use std::borrow::Borrow;
use std::sync::Arc;

use murmurhash32::murmurhash3_with_seed;
use rayon::prelude::*;

use super::assemble::{Part, RowSorter, in_parts};
use super::batches::batches;
use super::cells;
use super::csr::Csr;
use super::names::Names;
use super::tallied::{for_matrix, for_terms};
use super::tally::{Batch, Plan, Tally};
use super::{HashedMatrix, Norm, Unit, Weight};
use crate::analyze::Analyzer;
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
        let tally = Tally::of(plan, batches)?;
        let rows = Arc::new(tally.rows().map_err(for_matrix)?);
        let slots =
            tally.terms.par_iter().map(|terms| self.slots(&terms.names)).collect::<Result<Vec<_>, _>>();
        let (slots, columns) = slots.and_then(rank).map_err(for_terms)?;
        let longest = tally.batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
        room(rayon::current_num_threads() * RowSorter::<i64>::bytes(columns.len(), longest))
            .map_err(for_matrix)?;
        let mut batches: Vec<Batch> = Vec::with_capacity(tally.batches.len());
        tally
            .batches
            .into_par_iter()
            .map_init(
                || RowSorter::new(columns.len()),
                |row, (worker, mut batch)| {
                    self.fold(&mut batch, &slots[worker], row);
                    batch
                },
            )
            .collect_into_vec(&mut batches);
        Ok(HashedMatrix { csr: self.assemble(batches, &columns).map_err(for_matrix)?, rows })
    }

    /// By number: the column of a term, and [`MINUS`] if it is subtracted.
    fn slots(&self, names: &Names) -> Result<Vec<u32>, NoMemory> {
        let slot = |number| {
            let hash = murmurhash3_with_seed::<0>(names.get(number).as_bytes()) as i32;
            let column = hash.unsigned_abs() % self.n_features as u32;
            if self.alternate_sign && hash < 0 { column | MINUS } else { column }
        };
        let mut slots = with_room(names.len())?;
        slots.extend((0..names.len() as u32).map(slot));
        Ok(slots)
    }

    /// Makes ranks of columns with sums of the numbers with counts. Terms that cancel out leave a cell of zero, as in
    /// scikit-learn.
    fn fold(&self, batch: &mut Batch, slots: &[u32], row: &mut RowSorter<i64>) {
        let Batch { cells, ends, .. } = batch;
        let (mut start, mut n) = (0, 0);
        for end in ends {
            for &cell in &cells[start..*end] {
                let slot = slots[cells::number(cell) as usize];
                let count = i64::from(cells::count(cell));
                row.add_up(slot & !MINUS, if slot & MINUS == 0 { count } else { -count });
            }
            start = *end;
            row.sort();
            for (&rank, &sum) in row.columns.iter().zip(&row.sorted) {
                let sum = if self.binary { 1 } else { sum };
                // No more than the words of a document, of which there are fewer than 2³².
                cells[n] = cells::cell(if sum < 0 { rank | MINUS } else { rank }, sum.unsigned_abs() as u32);
                n += 1;
            }
            *end = n;
        }
        cells.truncate(n);
    }

    /// The matrix of folded cells.
    fn assemble<W: Weight>(&self, batches: Vec<Batch>, columns: &[u32]) -> Result<Csr<W>, NoMemory> {
        let longest = batches.iter().map(Batch::longest_row).max().unwrap_or(0);
        let fill = |weights: &mut Vec<f64>, batch: Batch, part: Part<'_, W>| {
            let mut start = 0;
            for (end, indptr) in batch.ends.into_iter().zip(part.indptr) {
                weights.clear();
                weights.extend(batch.cells[start..end].iter().map(|&cell| {
                    let sum = f64::from(cells::count(cell));
                    if cells::number(cell) & MINUS == 0 { sum } else { -sum }
                }));
                self.norm.scale(weights);
                for (at, &weight) in (start..end).zip(&*weights) {
                    part.indices[at] = columns[(cells::number(batch.cells[at]) & !MINUS) as usize];
                    part.data[at] = W::of(weight);
                }
                *indptr = part.first + end;
                start = end;
            }
        };
        let sized = |batch: Batch| (batch.ends.len(), batch.cells.len(), batch);
        let batches = batches.into_iter().map(sized).collect();
        in_parts(batches, self.n_features, longest * size_of::<f64>(), Vec::new, fill)
    }
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
