//! Cosine and Jaccard of all pairs of rows.
//!
//! The cosine of unit rows is a sparse product. One accumulator per row walks the postings of that row's terms
//! (Gustavson's algorithm), so the cost is the number of multiply-adds, and nothing of size rows × rows is built
//! except the pairs that are asked for.

use std::ops::Range;

use rayon::prelude::*;

use super::nearest::NearestRows;
use super::unit::{cosine, length};
use crate::vectorize::TfIdfMatrix;

/// Two rows that share at least one term, `a` before `b`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The earlier row.
    pub a: usize,
    /// The later row.
    pub b: usize,
    /// Cosine of the weighted rows, 0 to 1.
    pub cosine: f64,
    /// Shared terms ÷ terms of either: 0 to 1.
    pub jaccard: f64,
    /// Terms that stand in both.
    pub shared_terms: usize,
}

/// All pairs of a matrix's rows at or over a threshold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Similarity {
    n_rows: usize,
    pairs: Vec<Pair>,
    /// Where the pairs of each row, as the earlier one, begin; one more entry than rows.
    starts: Vec<usize>,
}

impl Similarity {
    /// Pairs in order of `a`, then `b`, each once and `a` before `b`.
    fn new(n_rows: usize, pairs: Vec<Pair>) -> Self {
        let starts = (0..=n_rows).map(|row| pairs.partition_point(|pair| pair.a < row)).collect();
        Self { n_rows, pairs, starts }
    }

    /// How many rows were compared.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The pairs in order of `a`, then `b`.
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pair of two rows in either order; `None` where they share nothing or lie under the threshold.
    pub fn pair(&self, a: usize, b: usize) -> Option<&Pair> {
        let (a, b) = (a.min(b), a.max(b));
        let pairs = &self.pairs[*self.starts.get(a)?..*self.starts.get(a + 1)?];
        // Later rows only ever rise by one or more, so a pair stands no further on than it would if none were missing;
        // mostly none is, and the first look finds it.
        let furthest = b.checked_sub(a + 1)?;
        match pairs.get(furthest) {
            Some(pair) if pair.b == b => Some(pair),
            _ => {
                let until = pairs.len().min(furthest);
                pairs[..until].binary_search_by_key(&b, |pair| pair.b).ok().map(|at| &pairs[at])
            }
        }
    }

    /// The cosine of two rows; 1 for a row with itself, 0 where the pair is not listed.
    pub fn cosine(&self, a: usize, b: usize) -> f64 {
        if a == b { 1.0 } else { self.pair(a, b).map_or(0.0, |pair| pair.cosine) }
    }
}

/// All pairs of rows that share a term and whose cosine is at least `threshold`.
///
/// Rows are compared as directions: whatever their scaling, cosine is that of the rows at unit length. A row without
/// terms is like no other. Cost: the multiply-adds of the sparse product; memory: the pairs returned.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity};
/// let corpus = Corpus::from_texts([("a", "cats sit"), ("b", "a cat sat"), ("c", "stocks fell")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().fit_transform(&counts)?.1;
/// let alike = similarity::compare(&weights, 0.0);
/// assert_eq!(alike.pairs().len(), 1); // a and b share "cat"
/// # Ok::<(), retell::Error>(())
/// ```
pub fn compare(weights: &TfIdfMatrix, threshold: f64) -> Similarity {
    let postings = Postings::of(weights);
    let pairs = (0..postings.n_rows)
        .into_par_iter()
        .map_init(
            || Accumulator::new(postings.n_rows),
            |accumulator, a| {
                accumulator.later_rows(weights, &postings, a);
                accumulator.drain(a, &postings, threshold)
            },
        )
        .flatten_iter()
        .collect();
    Similarity::new(postings.n_rows, pairs)
}

/// The `k` nearest rows of every row, nearest first, ties by row.
///
/// Rows that share no term with a row are never listed. Nothing larger than `rows × k` is built; see [`NearestRows`].
pub fn top_pairs(weights: &TfIdfMatrix, k: usize) -> Vec<Vec<Pair>> {
    let all = 0..weights.rows().len();
    top_pairs_among(weights, k, all.clone(), all)
}

/// For each of `rows` its `k` nearest in `among`, nearest first, ties by row; rows beyond the matrix are left out.
///
/// For holding one set of rows against another: one entry per row of `rows`, nothing larger than that times `k` built.
pub fn top_pairs_among(
    weights: &TfIdfMatrix,
    k: usize,
    rows: Range<usize>,
    among: Range<usize>,
) -> Vec<Vec<Pair>> {
    NearestRows::among(weights, among).of(rows, k, 0.0)
}

/// As [`compare`], but only the pairs in which one row is among the `k` nearest of the other: at most rows × k.
///
/// For so many rows that all pairs would not fit into memory, or into a table that anybody reads. Every row that
/// shares a term with another has its nearest; what is not listed is less alike than what is.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity};
/// let corpus = Corpus::from_texts([("a", "oil gas"), ("b", "oil gas coal"), ("c", "coal oil")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().fit_transform(&counts)?.1;
/// let nearest = similarity::compare_nearest(&weights, 1);
/// assert!(nearest.pair(0, 1).is_some() && nearest.pair(0, 2).is_none());
/// # Ok::<(), retell::Error>(())
/// ```
pub fn compare_nearest(weights: &TfIdfMatrix, k: usize) -> Similarity {
    let mut pairs: Vec<Pair> = top_pairs(weights, k).into_iter().flatten().collect();
    pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
    pairs.dedup_by_key(|pair| (pair.a, pair.b));
    Similarity::new(weights.rows().len(), pairs)
}

/// The matrix by columns: for each term the rows that hold it, with their unit weights.
struct Postings {
    n_rows: usize,
    starts: Vec<usize>,
    rows: Vec<u32>,
    weights: Vec<f64>,
    /// Terms of each row.
    sizes: Vec<usize>,
    lengths: Vec<f64>,
}

impl Postings {
    fn of(weights: &TfIdfMatrix) -> Self {
        let n_rows = weights.rows().len();
        let mut starts = vec![0usize; weights.vocabulary().len() + 1];
        for row in 0..n_rows {
            for (column, _) in weights.row(row) {
                starts[column + 1] += 1;
            }
        }
        for column in 1..starts.len() {
            starts[column] += starts[column - 1];
        }
        let lengths: Vec<f64> = (0..n_rows).map(|row| length(weights, row)).collect();
        let mut next = starts.clone();
        let cells = starts.last().copied().unwrap_or(0);
        let mut rows = vec![0u32; cells];
        let mut unit = vec![0.0; cells];
        for (row, &length) in lengths.iter().enumerate() {
            for (column, weight) in weights.row(row) {
                rows[next[column]] = row as u32;
                unit[next[column]] = if length > 0.0 { weight / length } else { 0.0 };
                next[column] += 1;
            }
        }
        let sizes = (0..n_rows).map(|row| weights.row(row).len()).collect();
        Self { n_rows, starts, rows, weights: unit, sizes, lengths }
    }
}

/// Dot products of one row with all others, touched rows only.
struct Accumulator {
    cosine: Vec<f64>,
    shared: Vec<u32>,
    touched: Vec<u32>,
}

impl Accumulator {
    fn new(n_rows: usize) -> Self {
        Self { cosine: vec![0.0; n_rows], shared: vec![0; n_rows], touched: Vec::new() }
    }

    /// Adds the products of `row` with all later ones.
    fn later_rows(&mut self, weights: &TfIdfMatrix, postings: &Postings, row: usize) {
        if postings.lengths[row] == 0.0 {
            return;
        }
        for (column, weight) in weights.row(row) {
            let range = postings.starts[column]..postings.starts[column + 1];
            let rows = &postings.rows[range.clone()];
            let first = rows.partition_point(|&other| other as usize <= row);
            let unit = weight / postings.lengths[row];
            for (&other, other_weight) in rows[first..].iter().zip(&postings.weights[range][first..]) {
                let other = other as usize;
                if self.shared[other] == 0 {
                    self.touched.push(other as u32);
                }
                self.shared[other] += 1;
                self.cosine[other] += unit * other_weight;
            }
        }
    }

    /// The pairs found for `row`, ordered by the other row; the accumulator is left empty.
    fn drain(&mut self, row: usize, postings: &Postings, threshold: f64) -> Vec<Pair> {
        self.touched.sort_unstable();
        let mut pairs = Vec::new();
        for other in self.touched.drain(..) {
            let other = other as usize;
            let shared_terms = std::mem::take(&mut self.shared[other]) as usize;
            let cosine = cosine(std::mem::take(&mut self.cosine[other]));
            if cosine >= threshold {
                let union = postings.sizes[row] + postings.sizes[other] - shared_terms;
                let jaccard = shared_terms as f64 / union as f64;
                pairs.push(Pair { a: row.min(other), b: row.max(other), cosine, jaccard, shared_terms });
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::weights;
    use super::*;

    proptest! {
        #[test]
        fn a_pair_is_found_where_it_is_listed_and_nowhere_else(
            texts in prop::collection::vec("(aa |bb |cc |dd ){0,3}", 1..12),
            threshold in 0.0..0.5f64,
        ) {
            let similarity = compare(&weights(&texts), threshold);
            for a in 0..texts.len() + 2 {
                for b in 0..texts.len() + 2 {
                    let listed = similarity.pairs().iter().find(|pair| (pair.a, pair.b) == (a.min(b), a.max(b)));
                    prop_assert_eq!(similarity.pair(a, b), listed);
                }
            }
        }

        #[test]
        fn the_nearest_of_every_row_are_among_all_pairs(
            texts in prop::collection::vec("(aa |bb |cc |dd ){0,3}", 1..12),
            k in 0usize..4,
        ) {
            let weights = weights(&texts);
            let all = compare(&weights, 0.0);
            prop_assert_eq!(&compare_nearest(&weights, texts.len()), &all);
            let nearest = compare_nearest(&weights, k);
            prop_assert!(nearest.pairs().iter().all(|pair| all.pair(pair.a, pair.b) == Some(pair)));
            for row in 0..texts.len() {
                let of_row = |set: &Similarity| -> Vec<f64> {
                    let own = set.pairs().iter().filter(|pair| pair.a == row || pair.b == row);
                    let mut cosines: Vec<f64> = own.map(|pair| pair.cosine).collect();
                    cosines.sort_by(|a, b| b.total_cmp(a));
                    cosines.truncate(k);
                    cosines
                };
                prop_assert_eq!(of_row(&nearest), of_row(&all));
            }
        }
    }
}
