//! Latent semantic analysis: paragraphs as points in a space of few dimensions, where near means alike.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, s};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::eigen;
use super::sparse::Sparse;
use crate::error::Result;
use crate::vectorize::TfIdfMatrix;

/// Up to this many rows (or terms, where these are fewer) all eigenvectors of the Gram matrix are taken.
const WHOLE: usize = 400;

/// Up to this many rows (or terms) the leading eigenvectors are sought until they are exact but for rounding.
const EXACT: usize = 5_000;

/// Eigenvalues below this share of the largest are rounding.
const RANK_TOLERANCE: f64 = 1e-10;

/// The rows of `weights` in at most `dimensions` dimensions, each of unit length: shape (rows, d), d ≤ the rank.
///
/// Rows are U·Σ of the truncated singular value decomposition, then scaled to length 1; rows without a term stay 0.
/// Up to 400 rows (or terms) it is that of the whole Gram matrix; above, that of the Krylov space of a block of random
/// vectors of the given `seed` (Musco and Musco 2015), which is enlarged until the leading vectors settle: up to 5,000 rows
/// to rounding, above to what three times as many dimensions give. The sign of each dimension is set so that the cubes of
/// its coordinates sum to a positive number, which does not depend on the order of the rows.
///
/// Rows stay sparse; beside the result there is a basis of terms (or rows) × 3 `dimensions`. Cost about
/// 12 · `dimensions` flops a cell, and 36 · `dimensions`² a term (or row).
pub(super) fn unit_rows(weights: &TfIdfMatrix, dimensions: usize, seed: u64) -> Result<Array2<f64>> {
    let mut rows = signed_places(&Sparse::of(weights), dimensions, seed)?;
    for mut row in rows.rows_mut() {
        scale_to_unit(&mut row);
    }
    Ok(rows)
}

/// The axes of the space of [`unit_rows`], shape (terms, d): weights times these are places, before they are scaled.
///
/// V = Xᵀ·(U·Σ)·Σ⁻², so that what is made of the rows' own weights are the rows' own places.
pub(super) fn axes(weights: &TfIdfMatrix, dimensions: usize, seed: u64) -> Result<Array2<f64>> {
    let matrix = Sparse::of(weights);
    let rows = signed_places(&matrix, dimensions, seed)?;
    let mut axes = matrix.transposed().times(rows.view());
    for (mut axis, place) in axes.columns_mut().into_iter().zip(rows.columns()) {
        axis /= place.dot(&place);
    }
    Ok(axes)
}

/// U·Σ with the signs set.
fn signed_places(matrix: &Sparse<'_>, dimensions: usize, seed: u64) -> Result<Array2<f64>> {
    let mut rows = places(matrix, dimensions, seed)?;
    for mut column in rows.columns_mut() {
        let sign = sign(column.view());
        column.mapv_inplace(|cell| cell * sign);
    }
    // By rows, whichever way they were found: what takes rows wants them in one piece.
    Ok(if rows.is_standard_layout() { rows } else { rows.as_standard_layout().into_owned() })
}

/// U·Σ.
fn places(matrix: &Sparse, dimensions: usize, seed: u64) -> Result<Array2<f64>> {
    let by_rows = matrix.n_rows() < matrix.n_columns();
    let (values, vectors) = if by_rows {
        leading(&matrix.transposed(), dimensions, seed)?
    } else {
        leading(matrix, dimensions, seed)?
    };
    let mut vectors = vectors.slice_move(s![.., ..rank(&values).min(dimensions)]);
    if !by_rows {
        return Ok(matrix.times(vectors.view()));
    }
    for (mut vector, value) in vectors.columns_mut().into_iter().zip(values) {
        vector *= value.sqrt();
    }
    Ok(vectors)
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

/// The leading eigenvalues, largest first, and eigenvectors of Xᵀ·X: at least `dimensions`, or all there are.
///
/// Block Lanczos with every block held against all before it, twice.
fn leading(matrix: &Sparse, dimensions: usize, seed: u64) -> Result<(Vec<f64>, Array2<f64>)> {
    let size = matrix.n_columns();
    if size <= WHOLE.max(2 * dimensions) {
        return eigen::symmetric(matrix.gram());
    }
    let (width, most, tolerance) =
        if size <= EXACT { (16, 8 * dimensions, 1e-10) } else { (48, 3 * dimensions, 1e-6) };
    let (width, most) = (width.min(size), most.max(4 * width).min(size));
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let start = Array2::from_shape_simple_fn((size, width), || random.gen_range(-1.0..1.0));
    let mut basis = Array2::zeros((size, most));
    let mut projected = Array2::<f64>::zeros((most, most));
    let (mut held, mut next_look) = (0, 2 * dimensions);
    // Multiplied once, so that rows without a cell are zero from the start.
    let mut newest = orthonormal(matrix.gram_times(start.view()), 0.0)?;
    loop {
        let grown = held + newest.ncols();
        basis.slice_mut(s![.., held..grown]).assign(&newest);
        let known = basis.slice(s![.., ..grown]);
        let mut image = matrix.gram_times(newest.view());
        let along = across(known, image.view());
        projected.slice_mut(s![..grown, held..grown]).assign(&along);
        projected.slice_mut(s![held..grown, ..grown]).assign(&along.t());
        take_off(&mut image, known, &along);
        let beyond = across(image.view(), image.view());
        let scale = projected.diag().iter().fold(0.0, |most: f64, cell| most.max(*cell));
        let mut next = orthonormal(image, 1e-12 * scale)?;
        if next.ncols() > 0 {
            let along = across(known, next.view());
            take_off(&mut next, known, &along);
            next = orthonormal(next, 0.0)?;
        }
        let last = next.ncols() == 0 || grown + next.ncols() > most;
        if last || grown >= next_look {
            next_look = grown + grown / 4;
            let (values, vectors) = eigen::symmetric(projected.slice(s![..grown, ..grown]).to_owned())?;
            let wanted = dimensions.min(grown);
            // What Xᵀ·X makes of a vector, less what it should make of it: its part outside the basis.
            let outside = |at: usize| {
                let end = vectors.slice(s![held..grown, at]);
                end.dot(&beyond.dot(&end)).max(0.0).sqrt()
            };
            if last || (0..wanted).all(|at| outside(at) <= tolerance * scale) {
                return Ok((values[..wanted].to_vec(), times(known, vectors.slice(s![.., ..wanted]))));
            }
        }
        held = grown;
        newest = next;
    }
}

/// How many of the eigenvalues, largest first, are more than rounding.
fn rank(values: &[f64]) -> usize {
    let largest = values.first().copied().unwrap_or(0.0);
    values.iter().take_while(|&&value| value > RANK_TOLERANCE * largest && value > 0.0).count()
}

/// Rows of a tall matrix that a thread works on at a time. Fixed, since it decides the order of sums.
const TALL: usize = 4_096;

/// Aᵀ·B of two tall matrices.
fn across(a: ArrayView2<'_, f64>, b: ArrayView2<'_, f64>) -> Array2<f64> {
    let blocks: Vec<_> = a.axis_chunks_iter(Axis(0), TALL).zip(b.axis_chunks_iter(Axis(0), TALL)).collect();
    let parts: Vec<Array2<f64>> = blocks.into_par_iter().map(|(a, b)| a.t().dot(&b)).collect();
    parts.into_iter().fold(Array2::zeros((a.ncols(), b.ncols())), |sum, part| sum + part)
}

/// A·B of a tall matrix and a small one.
fn times(a: ArrayView2<'_, f64>, b: ArrayView2<'_, f64>) -> Array2<f64> {
    let mut result = Array2::zeros((a.nrows(), b.ncols()));
    let blocks: Vec<_> =
        result.axis_chunks_iter_mut(Axis(0), TALL).zip(a.axis_chunks_iter(Axis(0), TALL)).collect();
    blocks.into_par_iter().for_each(|(mut out, a)| general_mat_mul(1.0, &a, &b, 0.0, &mut out));
    result
}

/// Takes A·B off `from`.
fn take_off(from: &mut Array2<f64>, a: ArrayView2<'_, f64>, b: &Array2<f64>) {
    let blocks: Vec<_> =
        from.axis_chunks_iter_mut(Axis(0), TALL).zip(a.axis_chunks_iter(Axis(0), TALL)).collect();
    blocks.into_par_iter().for_each(|(mut out, a)| general_mat_mul(-1.0, &a, b, 1.0, &mut out));
}

/// A basis of the columns of `a`, orthonormal but for rounding; directions no longer than `least`, or that are only
/// rounding, are left out.
///
/// By the eigenvectors of the columns' Gram matrix, which like Cholesky-QR is all matrix products, but does not break
/// down where columns depend on each other (Stathopoulos and Wu 2002).
fn orthonormal(a: Array2<f64>, least: f64) -> Result<Array2<f64>> {
    let (values, vectors) = eigen::symmetric(across(a.view(), a.view()))?;
    let bound = (1e-14 * values.first().copied().unwrap_or(0.0)).max(least * least);
    let rank = values.iter().take_while(|&&value| value > bound).count();
    let mut vectors = vectors.slice_move(s![.., ..rank]);
    for (mut vector, value) in vectors.columns_mut().into_iter().zip(values) {
        vector /= value.sqrt();
    }
    Ok(times(a.view(), vectors.view()))
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
    fn axes_lead_to_the_places() {
        let weights = weights(&text(90));
        let (rows, axes) = (unit_rows(&weights, 7, 1).unwrap(), axes(&weights, 7, 1).unwrap());
        let mut found = Sparse::of(&weights).times(axes.view());
        for mut row in found.rows_mut() {
            scale_to_unit(&mut row);
        }
        assert!((found - rows).iter().all(|off| off.abs() < 1e-9));
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
    fn the_krylov_space_agrees_with_the_whole_decomposition() {
        let weights = weights(&text(700));
        let matrix = Sparse::of(&weights);
        assert!(matrix.n_columns() > WHOLE);
        for side in [matrix.transposed(), Sparse::of(&weights)] {
            let (whole, _) = eigen::symmetric(side.gram()).unwrap();
            let (values, vectors) = leading(&side, 10, 3).unwrap();
            assert_eq!(vectors.dim(), (side.n_columns(), 10));
            for (whole, value) in whole.iter().zip(&values) {
                assert!((whole - value).abs() < 1e-9 * values[0], "{whole} {value}");
            }
            // A vector is turned into itself, value times as long.
            let off = side.gram_times(vectors.view()) - &vectors * &ndarray::Array1::from(values.clone());
            assert!(off.iter().all(|cell| cell.abs() < 1e-7 * values[0]));
            let unit = across(vectors.view(), vectors.view()) - Array2::<f64>::eye(10);
            assert!(unit.iter().all(|cell| cell.abs() < 1e-10));
        }
    }

    #[test]
    fn a_space_of_few_directions_ends_the_search() {
        // Two texts again and again: rank two, in a matrix too large to be taken whole.
        let text = "oil gas\n\nchoir hymn\n\n".repeat(300);
        let found = unit_rows(&weights(&text), 10, 1).unwrap();
        assert_eq!(found.dim(), (600, 2));
        let wide: String = (0..900).map(|at| format!("word{at} ")).collect();
        let found = unit_rows(&weights(&format!("{wide}\n\n{wide}\n\nelse\n\n").repeat(200)), 10, 1).unwrap();
        assert_eq!(found.dim(), (600, 2));
        assert!(found.rows().into_iter().all(|row| (row.dot(&row) - 1.0).abs() < 1e-9));
    }

    #[test]
    fn the_seed_hardly_matters_and_threads_not_at_all() {
        let weights = weights(&text(WHOLE + 120));
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
