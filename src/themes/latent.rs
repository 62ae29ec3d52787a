//! Latent semantic analysis: paragraphs as points in a space of few dimensions, where near means alike.

use ndarray::{Array2, ArrayView1, Axis, s};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::eigen;
use crate::error::Result;
use crate::vectorize::TfIdfMatrix;

/// Up to this many rows the decomposition is exact; above, its cost (O(n³)) calls for the randomised one.
const EXACT_ROWS: usize = 250;

/// Extra dimensions that the randomised method carries along, and how often it multiplies by the matrix and back.
const OVERSAMPLING: usize = 20;
const POWER_STEPS: usize = 8;

/// Above this many rows the space is that of some of them, evenly spaced; all are placed in it.
const MOST_FITTED: usize = 100_000;

/// Eigenvalues below this share of the largest are rounding.
const RANK_TOLERANCE: f64 = 1e-10;

/// The rows of `weights` in at most `dimensions` dimensions, each of unit length: shape (rows, d), d ≤ the rank.
///
/// Rows are U·Σ of the truncated singular value decomposition, then scaled to length 1; rows without a term stay 0.
/// Up to 250 rows it is exact (eigenvectors of the Gram matrix); above, subspace iteration from a random start
/// of the given `seed` (Halko, Martinsson and Tropp 2011, algorithm 4.4). Above 100,000 rows every second, third … row
/// makes the space, and all are projected into it, so that the cost grows with the rows' terms alone. The sign of each dimension is set so that
/// the cubes of its coordinates sum to a positive number, which does not depend on the order of the rows.
pub(super) fn unit_rows(weights: &TfIdfMatrix, dimensions: usize, seed: u64) -> Result<Array2<f64>> {
    let matrix = Sparse::new(weights);
    let (values, mut rows) = if matrix.rows.len() <= EXACT_ROWS {
        matrix.exact()?
    } else if matrix.rows.len() <= MOST_FITTED {
        matrix.randomised(dimensions, seed)?
    } else {
        matrix.sampled(dimensions, seed, MOST_FITTED)?
    };
    rows = rows.slice(s![.., ..rank(&values).min(dimensions)]).to_owned();
    for (mut column, value) in rows.columns_mut().into_iter().zip(values) {
        let sign = sign(column.view());
        column.mapv_inplace(|cell| cell * sign * value.sqrt());
    }
    for mut row in rows.rows_mut() {
        scale_to_unit(&mut row);
    }
    Ok(rows)
}

/// Scales a vector to length 1; one that is (but for rounding) zero becomes exactly zero.
pub(super) fn scale_to_unit(row: &mut ndarray::ArrayViewMut1<'_, f64>) {
    let length = row.dot(row).sqrt();
    if length > 1e-9 {
        row.mapv_inplace(|cell| cell / length);
    } else {
        row.fill(0.0);
    }
}

/// +1 or −1 such that the scaled coordinates have a positive third moment; where that is 0, a positive first entry.
pub(super) fn sign(column: ArrayView1<'_, f64>) -> f64 {
    let skew: f64 = column.iter().map(|cell| cell.powi(3)).sum();
    let decisive = if skew.abs() > 1e-9 {
        skew
    } else {
        column.iter().copied().find(|cell| cell.abs() > 1e-9).unwrap_or(1.0)
    };
    decisive.signum()
}

/// The matrix by rows and by columns, so that both products can be shared among threads with one sum order.
struct Sparse {
    rows: Vec<Vec<(usize, f64)>>,
    columns: Vec<Vec<(usize, f64)>>,
}

impl Sparse {
    fn new(weights: &TfIdfMatrix) -> Self {
        let rows = (0..weights.rows().len()).map(|row| weights.row(row).collect()).collect();
        Self::of_rows(rows, weights.vocabulary().len())
    }

    fn of_rows(rows: Vec<Vec<(usize, f64)>>, n_columns: usize) -> Self {
        let mut columns = vec![Vec::new(); n_columns];
        for (row, cells) in rows.iter().enumerate() {
            for &(column, weight) in cells {
                columns[column].push((row, weight));
            }
        }
        Self { rows, columns }
    }

    /// All eigenvalues and eigenvectors of X·Xᵀ.
    fn exact(&self) -> Result<(Vec<f64>, Array2<f64>)> {
        let n = self.rows.len();
        let mut gram = Array2::zeros((n, n));
        for cells in &self.columns {
            for &(a, weight) in cells {
                for &(b, other) in cells {
                    gram[[a, b]] += weight * other;
                }
            }
        }
        eigen::symmetric(gram)
    }

    /// The leading eigenvalues and eigenvectors of X·Xᵀ.
    fn randomised(&self, dimensions: usize, seed: u64) -> Result<(Vec<f64>, Array2<f64>)> {
        let width = (dimensions + OVERSAMPLING).min(self.rows.len());
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        let start = Array2::from_shape_simple_fn((self.columns.len(), width), || random.gen_range(-1.0..1.0));
        let mut basis = orthonormal(product(&self.rows, &start))?;
        for _ in 0..POWER_STEPS {
            basis = orthonormal(product(&self.rows, &product(&self.columns, &basis)))?;
        }
        // Once more: the Gram matrix squares the condition number, so that one pass leaves rounding behind.
        basis = orthonormal(basis)?;
        let projected = product(&self.columns, &basis);
        let (values, vectors) = eigen::symmetric(projected.t().dot(&projected))?;
        Ok((values, basis.dot(&vectors)))
    }
}

impl Sparse {
    /// The leading eigenvalues of X·Xᵀ for at most `most` evenly spaced rows, and all rows in the terms of its
    /// eigenvectors: X·V·Σ⁻¹, which for the rows that were drawn are the eigenvectors themselves.
    fn sampled(&self, dimensions: usize, seed: u64, most: usize) -> Result<(Vec<f64>, Array2<f64>)> {
        let step = self.rows.len().div_ceil(most);
        let drawn = Self::of_rows(self.rows.iter().step_by(step).cloned().collect(), self.columns.len());
        let (mut values, vectors) = drawn.randomised(dimensions, seed)?;
        values.truncate(rank(&values).min(dimensions));
        let mut axes = product(&drawn.columns, &vectors.slice(s![.., ..values.len()]).to_owned());
        for (mut axis, value) in axes.columns_mut().into_iter().zip(&values) {
            axis /= *value;
        }
        Ok((values, product(&self.rows, &axes)))
    }
}

/// How many of the eigenvalues, largest first, are more than rounding.
fn rank(values: &[f64]) -> usize {
    let largest = values.first().copied().unwrap_or(0.0);
    values.iter().take_while(|&&value| value > RANK_TOLERANCE * largest && value > 0.0).count()
}

/// Sparse rows times a dense matrix.
fn product(rows: &[Vec<(usize, f64)>], dense: &Array2<f64>) -> Array2<f64> {
    let mut result = Array2::zeros((rows.len(), dense.ncols()));
    result.axis_iter_mut(Axis(0)).into_par_iter().zip(rows).for_each(|(mut out, cells)| {
        for &(at, weight) in cells {
            out.scaled_add(weight, &dense.row(at));
        }
    });
    result
}

/// A basis of the columns of `a`, orthonormal but for rounding, directions that are only rounding left out.
///
/// By the eigenvectors of the columns' Gram matrix, which like Cholesky-QR is all matrix products, but does not break
/// down where columns depend on each other (Stathopoulos and Wu 2002).
fn orthonormal(a: Array2<f64>) -> Result<Array2<f64>> {
    let (values, vectors) = eigen::symmetric(a.t().dot(&a))?;
    let largest = values.first().copied().unwrap_or(0.0);
    let rank = values.iter().take_while(|&&value| value > 1e-14 * largest && value > 0.0).count();
    let mut vectors = vectors.slice(s![.., ..rank]).to_owned();
    for (mut vector, value) in vectors.columns_mut().into_iter().zip(values) {
        vector.mapv_inplace(|cell| cell / value.sqrt());
    }
    Ok(a.dot(&vectors))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, TfIdf, Unit};

    fn weights(text: &str) -> TfIdfMatrix {
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let vectorizer = CountVectorizer::params(Analyzer::sklearn()).unit(Unit::Paragraph);
        let counts = vectorizer.fit_transform(&corpus).unwrap().1;
        TfIdf::params().sublinear_tf(true).fit_transform(&counts).unwrap().1
    }

    /// Paragraphs with few words each, so that their matrix has rank and structure.
    fn text(n: usize) -> String {
        let word = |at: usize| format!("word{} ", at % 37);
        (0..n)
            .map(|row| {
                (0..6).map(|at| word(row * row + at * (row % 5 + 1))).collect::<String>()
                    + &format!("own{row}\n\n")
            })
            .collect()
    }

    #[test]
    fn at_full_rank_cosines_are_kept() {
        let weights = weights("oil gas\ngas coal oil\nchoir hymn");
        let rows = unit_rows(&weights, 10, 0).unwrap();
        let dense = |row: usize| {
            let mut cells = vec![0.0; weights.vocabulary().len()];
            weights.row(row).for_each(|(column, weight)| cells[column] = weight);
            cells
        };
        for (a, b) in [(0, 1), (0, 2), (1, 2), (0, 0)] {
            let cosine: f64 = dense(a).iter().zip(dense(b)).map(|(a, b)| a * b).sum();
            assert!((rows.row(a).dot(&rows.row(b)) - cosine).abs() < 1e-9, "{a} {b}");
        }
    }

    #[test]
    fn dimensions_end_at_the_rank() {
        assert_eq!(unit_rows(&weights("oil gas\noil gas"), 10, 0).unwrap().dim(), (2, 1));
        assert_eq!(unit_rows(&weights("oil gas"), 3, 0).unwrap().dim(), (1, 1));
        assert_eq!(unit_rows(&weights("oil\ngas\ncoal"), 2, 0).unwrap().dim(), (3, 2));
    }

    #[test]
    fn a_row_without_terms_is_zero() {
        let rows = unit_rows(&weights("oil gas\na\ncoal"), 5, 0).unwrap();
        assert!(rows.row(1).iter().all(|cell| *cell == 0.0));
        assert!((rows.row(0).dot(&rows.row(0)) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_randomised_way_agrees_with_the_exact_one() {
        let matrix = Sparse::new(&weights(&text(120)));
        let (exact, _) = matrix.exact().unwrap();
        let (close, vectors) = matrix.randomised(10, 3).unwrap();
        for at in 0..10 {
            assert!((exact[at] - close[at]).abs() < 1e-8 * exact[0], "{at}: {} {}", exact[at], close[at]);
        }
        let gram = vectors.t().dot(&vectors);
        for ((a, b), cell) in gram.indexed_iter() {
            assert!((cell - f64::from(u8::from(a == b))).abs() < 1e-10);
        }
    }

    #[test]
    fn some_of_the_rows_make_nearly_the_space_of_all() {
        let weights = weights(&text(300));
        let matrix = Sparse::new(&weights);
        let (values, all) = matrix.sampled(10, 3, 300).unwrap();
        let (expected, vectors) = matrix.randomised(10, 3).unwrap();
        assert_eq!(values, expected[..10]);
        for ((row, column), cell) in all.indexed_iter() {
            assert!((cell - vectors[[row, column]]).abs() < 1e-6, "{row} {column}");
        }
        // From every second row: each row lies near itself, but for what its own half has in particular.
        let (half, placed) = matrix.sampled(10, 3, 150).unwrap();
        assert_eq!(placed.dim(), (300, 10));
        assert!(half.iter().zip(&expected).all(|(half, all)| half < all && *half > all / 4.0));
    }

    #[test]
    fn above_the_bound_the_seed_hardly_matters_and_threads_not_at_all() {
        let weights = weights(&text(EXACT_ROWS + 20));
        let rows = unit_rows(&weights, 8, 1).unwrap();
        for threads in [1, 2, 5] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert_eq!(pool.install(|| unit_rows(&weights, 8, 1)).unwrap(), rows);
        }
        let other = unit_rows(&weights, 8, 2).unwrap();
        let worst =
            (0..rows.nrows()).map(|at| (rows.row(at).dot(&other.row(at)) - 1.0).abs()).fold(0.0, f64::max);
        assert!(worst < 1e-6, "{worst}");
    }

    #[test]
    fn the_sign_does_not_hang_on_the_order() {
        assert_eq!(sign(ndarray::array![-2.0, 1.0].view()), -1.0);
        assert_eq!(sign(ndarray::array![1.0, -2.0].view()), -1.0);
        assert_eq!(
            sign(ndarray::array![-1.0, 1.0].view()),
            -1.0,
            "undecided: the first entry becomes positive"
        );
        assert_eq!(sign(ndarray::array![0.0, 0.0].view()), 1.0);
    }
}
