//! The nearest rows of a row, without looking at every pair.
//!
//! The terms of a row are taken from rare to common, level by level, and what they add to the cosine with every other row
//! is summed up. After a level no row can be nearer than its sum and the product of what is left of both rows' lengths
//! (by the inequality of Cauchy and Schwarz, as in Anastasiu and Karypis, "L2Knng", 2015). Common terms, on which nearly all
//! of the work of the whole product would go, add much the same to every row, so that this bound is close and few rows
//! stay that could be among the nearest. Those are compared whole.
//!
//! Sums are of single precision and bounds leave room for their rounding; what is answered is computed in full.

use std::cmp::Ordering;
use std::ops::Range;

use rayon::prelude::*;

use super::bounds::Bounds;
use super::equal::EqualRows;
use super::pairs::Pair;
use super::unit::{SpreadRow, length, shared_columns};
use crate::vectorize::TfIdfMatrix;

/// A column belongs to the first level whose share of the rows it is not over: 1/256, 1/64, …
const SHARES: [usize; 7] = [256, 64, 16, 8, 4, 2, 1];
/// Comparing two rows whole takes as long as this many steps through the rows of a column, for each cell of a row.
const WHOLE: usize = 3;
/// Rows that a thread takes at once.
const BATCH: usize = 64;

/// Rows made ready to be asked which of them are nearest to a row of the same matrix.
///
/// Takes some 12 bytes for each stored cell and 28 for each row; nothing is as large as rows × rows. Rows with equal cells are
/// kept once.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity::NearestRows};
/// let corpus = Corpus::from_texts([("a", "oil gas"), ("b", "oil gas coal"), ("c", "coal"), ("d", "")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().fit_transform(&counts)?.1;
/// let nearest = NearestRows::among(&weights, 0..4).of(0..4, 1, 0.0);
/// assert_eq!(nearest.iter().map(|pairs| pairs.first().map(|pair| (pair.a, pair.b))).collect::<Vec<_>>(),
///     [Some((0, 1)), Some((0, 1)), Some((1, 2)), None]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct NearestRows<'m> {
    weights: &'m TfIdfMatrix,
    /// Of all rows of the matrix.
    lengths: Vec<f64>,
    equal: EqualRows,
    /// The matrix by columns: where the groups of each begin, and their unit weights.
    starts: Vec<usize>,
    groups: Vec<u32>,
    units: Vec<f32>,
    /// For each level, and in it for each group: the length of its unit row in columns of higher levels.
    left: Vec<Vec<f32>>,
}

/// A group of equal rows and its cosine with the row that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) group: usize,
    pub(super) cosine: f64,
}

impl Hit {
    /// Nearer first, ties by the first row, which is that of the groups.
    fn order(&self, other: &Self) -> Ordering {
        other.cosine.total_cmp(&self.cosine).then(self.group.cmp(&other.group))
    }
}

/// What a thread needs for one row after another.
pub(super) struct Scratch {
    bounds: Bounds,
    spread: SpreadRow,
}

impl<'m> NearestRows<'m> {
    /// Makes the rows of `among` ready; those beyond the matrix are left out.
    ///
    /// Cost: a few steps for each stored cell, and sorting the rows once.
    pub fn among(weights: &'m TfIdfMatrix, among: Range<usize>) -> Self {
        let (n_rows, n_columns) = weights.shape();
        let among = among.start.min(n_rows)..among.end.min(n_rows).max(among.start.min(n_rows));
        let lengths: Vec<f64> = (0..n_rows).into_par_iter().map(|row| length(weights, row)).collect();
        let equal = EqualRows::of(weights, among);
        let mut starts = vec![0usize; n_columns + 1];
        for group in 0..equal.len() {
            weights.row(equal.rows(group)[0]).for_each(|(column, _)| starts[column + 1] += 1);
        }
        for column in 1..starts.len() {
            starts[column] += starts[column - 1];
        }
        let level_of = |column: usize| level_of(starts[column + 1] - starts[column], equal.len());
        let cells = starts.last().copied().unwrap_or(0);
        let (mut groups, mut units) = (vec![0u32; cells], vec![0f32; cells]);
        let mut left = vec![vec![0f32; equal.len()]; SHARES.len()];
        let mut next = starts.clone();
        for (group, row) in (0..equal.len()).map(|group| (group, equal.rows(group)[0])) {
            let mut squares = [0.0; SHARES.len()];
            for (column, weight) in weights.row(row).filter(|_| lengths[row] > 0.0) {
                let unit = weight / lengths[row];
                groups[next[column]] = group as u32;
                units[next[column]] = unit as f32;
                next[column] += 1;
                squares[level_of(column)] += unit * unit;
            }
            let mut square: f64 = 0.0;
            for level in (0..SHARES.len()).rev() {
                left[level][group] = square.sqrt() as f32;
                square += squares[level];
            }
        }
        Self { weights, lengths, equal, starts, groups, units, left }
    }

    /// For each of `rows` its `k` nearest, nearest first, ties by row; none under the `threshold`, none that shares no
    /// term that weighs something, and never the row itself. Rows beyond the matrix are left out.
    ///
    /// The same on any number of threads. Cost: at most about that of the sparse product of the rows, on made-up text half of
    /// it (`benches/results`). Memory: the pairs returned, and for each thread 8 bytes for each row and for each column.
    pub fn of(&self, rows: Range<usize>, k: usize, threshold: f64) -> Vec<Vec<Pair>> {
        let n_rows = self.lengths.len();
        let rows: Vec<usize> = (rows.start.min(n_rows)..rows.end.min(n_rows)).collect();
        // Equal rows have the same nearest but for themselves: the first of them here asks for all.
        let asks_for = |row: usize| match self.equal.group_of(row) {
            Some(group) => {
                let equal = self.equal.rows(group);
                equal[equal.partition_point(|&other| other < rows[0])]
            }
            None => row,
        };
        let asked: Vec<Vec<Hit>> = rows
            .par_iter()
            .with_min_len(BATCH)
            .map_init(
                || self.scratch(),
                |scratch, &row| match asks_for(row) == row {
                    true => self.hits(scratch, row, k, threshold),
                    false => Vec::new(),
                },
            )
            .collect();
        rows.par_iter().map(|&row| self.pairs(row, &asked[asks_for(row) - rows[0]], k)).collect()
    }

    /// The groups of which a row is among the `k` nearest of a row, the nearest first.
    pub(super) fn hits(&self, scratch: &mut Scratch, row: usize, k: usize, threshold: f64) -> Vec<Hit> {
        if self.lengths[row] == 0.0 || k == 0 {
            return Vec::new();
        }
        let Scratch { bounds, spread } = scratch;
        spread.put(self.weights, row, self.lengths[row]);
        bounds.clear();
        // A row that has no equal is not its own neighbour.
        let own = self.equal.group_of(row).filter(|&group| self.equal.rows(group).len() == 1);
        let mut levels: [Vec<(usize, f64)>; SHARES.len()] = Default::default();
        for (column, weight) in self.weights.row(row) {
            let size = self.starts[column + 1] - self.starts[column];
            levels[level_of(size, self.equal.len())].push((column, weight / self.lengths[row]));
        }
        let steps = |level: &[(usize, f64)]| -> usize {
            level.iter().map(|&(column, _)| self.starts[column + 1] - self.starts[column]).sum()
        };
        let mut steps_left: usize = levels.iter().map(|level| steps(level)).sum();
        let mut square_left: f64 = levels.iter().flatten().map(|(_, unit)| unit * unit).sum();
        let n_cells: usize = levels.iter().map(Vec::len).sum();
        // What sums and bounds may be off by rounding: each of their terms by a few units in the last place.
        let slack = (n_cells + 16) as f64 * f64::from(f32::EPSILON);
        let mut floor = threshold;
        for (at, level) in levels.iter().enumerate() {
            for &(column, unit) in level {
                let range = self.starts[column]..self.starts[column + 1];
                bounds.add(&self.groups[range.clone()], &self.units[range], unit as f32);
                square_left -= unit * unit;
            }
            steps_left -= steps(level);
            // Looking at all bounds is worth it only where much is left to do.
            if steps_left > 0 && steps_left < self.equal.len() / 2 {
                continue;
            }
            let length_left = if steps_left == 0 { 0.0 } else { square_left.max(0.0).sqrt() as f32 };
            bounds.set(&self.left[at], length_left, own);
            let seeds = if k < self.equal.len() { bounds.highest(k) } else { Vec::new() };
            if seeds.len() == k {
                let mut cosines: Vec<f64> =
                    seeds.iter().map(|&group| self.cosine(spread, group as usize)).collect();
                cosines.sort_unstable_by(|a, b| b.total_cmp(a));
                floor = floor.max(cosines[k - 1]);
            }
            let most = steps_left / (WHOLE * n_cells.max(1));
            if let Some(candidates) = bounds.from(floor - slack, (steps_left > 0).then_some(most)) {
                return self.compared(spread, candidates, k, floor, slack);
            }
        }
        Vec::new()
    }

    /// The nearest of the candidates, each with what it can be at most.
    fn compared(
        &self,
        spread: &SpreadRow,
        mut candidates: Vec<(f32, u32)>,
        k: usize,
        floor: f64,
        slack: f64,
    ) -> Vec<Hit> {
        candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut hits: Vec<Hit> = Vec::new();
        let mut floor = floor;
        for (bound, group) in candidates {
            if f64::from(bound) + slack < floor {
                break;
            }
            let hit = Hit { group: group as usize, cosine: self.cosine(spread, group as usize) };
            if hit.cosine >= floor && hit.cosine > 0.0 {
                hits.push(hit);
            }
            // Not after every hit, so that large `k` do not make it slow.
            if hits.len() >= k.saturating_mul(2) {
                hits.select_nth_unstable_by(k - 1, Hit::order);
                hits.truncate(k);
                floor = floor.max(hits[k - 1].cosine);
            }
        }
        hits.sort_unstable_by(Hit::order);
        hits.truncate(k);
        hits
    }

    fn cosine(&self, spread: &SpreadRow, group: usize) -> f64 {
        let row = self.equal.rows(group)[0];
        spread.cosine(self.weights, row, self.lengths[row])
    }

    /// The pairs of a row with the rows of these groups, `k` at most.
    fn pairs(&self, row: usize, hits: &[Hit], k: usize) -> Vec<Pair> {
        let mut pairs: Vec<(f64, usize)> = hits
            .iter()
            .flat_map(|hit| {
                let others = self.equal.rows(hit.group).iter().filter(|&&other| other != row);
                others.take(k).map(|&other| (hit.cosine, other))
            })
            .collect();
        pairs.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        pairs.truncate(k);
        pairs.into_iter().map(|(cosine, other)| self.pair(row, other, cosine)).collect()
    }

    fn pair(&self, row: usize, other: usize, cosine: f64) -> Pair {
        let shared_terms = shared_columns(self.weights, row, other);
        let union = self.weights.row(row).len() + self.weights.row(other).len() - shared_terms;
        let jaccard = shared_terms as f64 / union as f64;
        Pair { a: row.min(other), b: row.max(other), cosine, jaccard, shared_terms }
    }

    pub(super) fn scratch(&self) -> Scratch {
        Scratch { bounds: Bounds::new(self.equal.len()), spread: SpreadRow::new(self.starts.len() - 1) }
    }

    pub(super) fn equal(&self) -> &EqualRows {
        &self.equal
    }
}

/// The level of a column that stands in so many of `n` groups.
fn level_of(size: usize, n: usize) -> usize {
    SHARES.iter().position(|share| size * share <= n).unwrap_or(SHARES.len() - 1)
}
