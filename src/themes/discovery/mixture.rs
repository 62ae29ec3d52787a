//! A mixture of Gaussians on dense rows: linfa's, with its traps guarded.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::GaussianMixtureModel;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, s};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::themes::{eigen, kmeans};

/// The leading dimensions are used, at most so many: a Gaussian has a covariance of each two of them to learn …
const DIMENSIONS: usize = 20;

/// … and needs at least so many rows for each.
const ROWS_A_DIMENSION: usize = 5;

const ROUNDS: u64 = 300;
const TOLERANCE: f64 = 1e-4;
/// Added to the variance of each dimension, as a share of the mean variance.
const REGULARISATION: f64 = 1e-3;

/// A fitted mixture.
#[derive(Clone, Debug)]
pub(super) struct Mixture {
    dimensions: usize,
    scale: f64,
    means: Array2<f64>,
    precisions: Vec<Array2<f64>>,
    /// ln weight + ½ ln det precision of each.
    constants: Vec<f64>,
}

/// Fits `k` Gaussians to the leading dimensions of `points`; of many rows to a sample drawn by the `seed`.
///
/// linfa adds up densities, not their logarithms, so that rows far from every Gaussian come out infinite, and so can
/// dense rows. So rows are scaled until a dimension's variance is 1 on average, which keeps densities in reach, and
/// [`Mixture::assign`] does its own sums.
///
/// # Errors
/// [`Error::Parameter`] where k is 0 or above the number of rows, [`Error::Library`] where linfa does not settle, a
/// Gaussian collapses, or a number is not finite.
pub(super) fn fit(points: &Array2<f64>, k: usize, size: usize, seed: u64) -> Result<Mixture> {
    kmeans::check_k(k, points.nrows())?;
    let failed = |reason: String| Error::Library { task: "the mixture of Gaussians", reason };
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let mut drawn =
        rand::seq::index::sample(&mut random, points.nrows(), size.clamp(k, points.nrows())).into_vec();
    drawn.sort_unstable();
    let dimensions = DIMENSIONS.min(points.ncols()).min(drawn.len() / (ROWS_A_DIMENSION * k)).max(1);
    if points.ncols() == 0 {
        return Err(failed("the rows have no dimension".to_owned()));
    }
    let mut rows = points.slice(s![.., ..dimensions]).select(Axis(0), &drawn);
    if let Some(cell) = rows.iter().find(|cell| !cell.is_finite()) {
        return Err(failed(format!("a coordinate is {cell}")));
    }
    let variance = rows.var_axis(Axis(0), 0.0).mean().unwrap_or(0.0);
    if variance <= 1e-18 {
        return Err(failed("all rows are the same".to_owned()));
    }
    let scale = variance.sqrt().recip();
    rows *= scale;
    let model = GaussianMixtureModel::params_with_rng(k, random)
        .n_runs(1)
        .max_n_iterations(ROUNDS)
        .tolerance(TOLERANCE)
        .reg_covariance(REGULARISATION)
        .fit(&DatasetBase::from(rows))
        .map_err(|error| failed(error.to_string()))?;
    let mut constants = Vec::with_capacity(k);
    let mut precisions = Vec::with_capacity(k);
    for (precision, weight) in model.precisions().outer_iter().zip(model.weights()) {
        let values = eigen::symmetric(precision.to_owned())?.0;
        constants.push(weight.ln() + values.iter().map(|value| value.ln()).sum::<f64>() / 2.0);
        precisions.push(precision.to_owned());
    }
    if model.means().iter().chain(&constants).any(|number| !number.is_finite()) {
        return Err(failed("a Gaussian has no finite density".to_owned()));
    }
    Ok(Mixture { dimensions, scale, means: model.means().clone(), precisions, constants })
}

impl Mixture {
    /// For each row its most probable Gaussian; of equals the first. Logarithms are compared, so that no row is too far.
    pub(super) fn assign(&self, points: ArrayView2<'_, f64>) -> Vec<usize> {
        let blocks: Vec<_> = points.axis_chunks_iter(Axis(0), 1024).collect();
        let found: Vec<Vec<usize>> = blocks
            .into_par_iter()
            .map(|block| {
                let rows = &block.slice(s![.., ..self.dimensions]) * self.scale;
                let mut logs = Array2::zeros((rows.nrows(), self.constants.len()));
                for (at, precision) in self.precisions.iter().enumerate() {
                    let off = &rows - &self.means.row(at);
                    let distances = (&off.dot(precision) * &off).sum_axis(Axis(1));
                    logs.column_mut(at)
                        .assign(&distances.mapv(|distance| self.constants[at] - distance / 2.0));
                }
                let best = |row: ArrayView1<'_, f64>| {
                    (1..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best })
                };
                logs.rows().into_iter().map(best).collect()
            })
            .collect();
        found.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_clouds() -> Array2<f64> {
        Array2::from_shape_fn((80, 2), |(row, axis)| {
            let wide = ((row * 13 + axis * 7) % 29) as f64 / 29.0;
            if row % 2 == 0 { wide } else { 4.0 + 3.0 * wide }
        })
    }

    #[test]
    fn clouds_are_told_apart_and_far_rows_too() {
        let points = two_clouds();
        let found = fit(&points, 2, 80, 1).unwrap();
        let labels = found.assign(points.view());
        assert!(labels.iter().enumerate().all(|(row, label)| *label == labels[row % 2]), "{labels:?}");
        assert_ne!(labels[0], labels[1]);
        // So far out that linfa's own densities are all 0: the wider cloud is the likelier one.
        let far = found.assign(ndarray::array![[-1e5, -1e5], [1e5, 1e5]].view());
        assert_eq!(far, [labels[1], labels[1]]);
    }

    #[test]
    fn what_cannot_be_fitted_is_an_error() {
        let points = two_clouds();
        assert!(matches!(fit(&points, 0, 80, 1), Err(Error::Parameter { .. })));
        assert!(matches!(fit(&points, 81, 80, 1), Err(Error::Parameter { .. })));
        assert!(matches!(fit(&Array2::ones((9, 2)), 2, 9, 1), Err(Error::Library { .. })));
        assert!(matches!(fit(&Array2::zeros((9, 0)), 2, 9, 1), Err(Error::Library { .. })));
        let mut broken = points;
        broken[[3, 1]] = f64::NAN;
        assert!(matches!(fit(&broken, 2, 80, 1), Err(Error::Library { .. })));
    }
}
