//! k-means on dense rows: linfa's, with our own starts and every trap guarded.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeans, KMeansInit};
use ndarray::{Array2, ArrayView1, Axis};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use crate::error::{Error, Result};

/// Rounds after which k-means stops where it has not settled before.
const MAX_ITERATIONS: u64 = 300;

/// Centroids that move less than this share of the rows' spread have settled.
const TOLERANCE: f64 = 1e-5;

/// Where k-means ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clustering {
    /// Shape (k, d).
    pub(super) centroids: Array2<f64>,
    /// For each row its nearest centroid; ties go to the lower number.
    pub(super) labels: Vec<usize>,
    /// Sum of the squared distances of the rows to their centroids. Counted here: linfa's is that of the round before.
    pub(super) inertia: f64,
}

/// Refines `start` (shape (k, d)) on `rows` (shape (n, d)).
///
/// # Errors
/// [`Error::Parameter`] where k is 0 or above n, or the widths differ; [`Error::Library`] where a number is not
/// finite or linfa refuses.
pub(super) fn refine(rows: &Array2<f64>, start: Array2<f64>) -> Result<Clustering> {
    let failed = |reason: String| Error::Library { task: "k-means", reason };
    check_k(start.nrows(), rows.nrows())?;
    if start.ncols() != rows.ncols() {
        let (got, expected) = (start.ncols().to_string(), format!("the rows' {}", rows.ncols()));
        return Err(Error::Parameter { name: "centroid dimensions", got, expected });
    }
    if let Some(cell) = rows.iter().chain(start.iter()).find(|cell| !cell.is_finite()) {
        return Err(failed(format!("a coordinate is {cell}")));
    }
    // linfa's tolerance is absolute: a distance between all centroids of one round and the next.
    let spread = spread(rows);
    if spread <= 0.0 {
        return Ok(assign(rows, start));
    }
    let model = KMeans::params(start.nrows())
        .n_runs(1)
        .max_n_iterations(MAX_ITERATIONS)
        .tolerance(TOLERANCE * spread)
        .init_method(KMeansInit::Precomputed(start))
        .fit(&DatasetBase::from(rows.view()))
        .map_err(|error| failed(error.to_string()))?;
    if model.centroids().iter().any(|cell| !cell.is_finite()) {
        return Err(failed("a centroid is not finite".to_owned()));
    }
    Ok(assign(rows, model.centroids().clone()))
}

/// The best of `n_starts` k-means++ starts by inertia; of equals the first.
///
/// # Errors
/// As [`refine`]; also [`Error::Parameter`] where `n_starts` is 0.
pub(super) fn best_of(rows: &Array2<f64>, k: usize, n_starts: usize, seed: u64) -> Result<Clustering> {
    check_k(k, rows.nrows())?;
    let runs: Vec<Clustering> = (0..n_starts as u64)
        .into_par_iter()
        .map(|run| {
            let mut random =
                Xoshiro256Plus::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(run));
            refine(rows, plus_plus(rows, k, &mut random))
        })
        .collect::<Result<_>>()?;
    runs.into_iter().min_by(|a, b| a.inertia.total_cmp(&b.inertia)).ok_or(Error::Parameter {
        name: "n_starts",
        got: "0".to_owned(),
        expected: "at least 1".to_owned(),
    })
}

/// Whether `n` rows can make `k` clusters.
pub(super) fn check_k(k: usize, n: usize) -> Result<()> {
    if (1..=n).contains(&k) {
        return Ok(());
    }
    let expected = match n {
        0 => "rows with at least one term to cluster, and there is none".to_owned(),
        _ => format!("a number from 1 to the {n} rows that have terms"),
    };
    Err(Error::Parameter { name: "n_clusters", got: k.to_string(), expected })
}

/// Greedy k-means++: each further centroid is, of a few rows drawn by their squared distance, the one that leaves the
/// least inertia (Arthur and Vassilvitskii 2007, with scikit-learn's 2 + ln k tries). Needs 1 ≤ k ≤ n. Cost O(k·n·d) a try.
fn plus_plus(rows: &Array2<f64>, k: usize, random: &mut impl Rng) -> Array2<f64> {
    let tries = 2 + (k as f64).ln() as usize;
    let mut chosen = vec![random.gen_range(0..rows.nrows())];
    let mut nearest: Vec<f64> = distances(rows, chosen[0]);
    while chosen.len() < k {
        let mut best: Option<(f64, usize, Vec<f64>)> = None;
        for _ in 0..tries {
            let candidate = draw(&nearest, random.r#gen::<f64>());
            let reached: Vec<f64> =
                distances(rows, candidate).iter().zip(&nearest).map(|(new, old)| new.min(*old)).collect();
            let inertia: f64 = reached.iter().sum();
            if best.as_ref().is_none_or(|(least, ..)| inertia < *least) {
                best = Some((inertia, candidate, reached));
            }
        }
        let Some((_, candidate, reached)) = best else { break };
        chosen.push(candidate);
        nearest = reached;
    }
    rows.select(Axis(0), &chosen)
}

/// The index at which the running sum of `weights` passes `share` of the total; the last where all are 0.
fn draw(weights: &[f64], share: f64) -> usize {
    let target = share * weights.iter().sum::<f64>();
    let mut sum = 0.0;
    weights
        .iter()
        .position(|weight| {
            sum += weight;
            sum > target
        })
        .unwrap_or(weights.len() - 1)
}

/// Squared distances of all rows to one of them.
fn distances(rows: &Array2<f64>, from: usize) -> Vec<f64> {
    let origin = rows.row(from);
    rows.rows().into_iter().map(|row| squared_distance(row, origin)).collect()
}

fn squared_distance(a: ArrayView1<'_, f64>, b: ArrayView1<'_, f64>) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Root of the mean squared distance of the rows to their mean.
fn spread(rows: &Array2<f64>) -> f64 {
    let Some(mean) = rows.mean_axis(Axis(0)) else { return 0.0 };
    let total: f64 = rows.rows().into_iter().map(|row| squared_distance(row, mean.view())).sum();
    (total / rows.nrows() as f64).sqrt()
}

fn assign(rows: &Array2<f64>, centroids: Array2<f64>) -> Clustering {
    let nearest: Vec<(usize, f64)> = rows
        .axis_iter(Axis(0))
        .into_par_iter()
        .map(|row| {
            let mut best = (0, f64::INFINITY);
            for (cluster, centroid) in centroids.rows().into_iter().enumerate() {
                let distance = squared_distance(row, centroid);
                if distance < best.1 {
                    best = (cluster, distance);
                }
            }
            best
        })
        .collect();
    let labels = nearest.iter().map(|near| near.0).collect();
    let inertia = nearest.iter().map(|near| near.1).sum();
    Clustering { centroids, labels, inertia }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn two_groups_are_found_from_given_centroids() {
        let rows = array![[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]];
        let found = refine(&rows, array![[1.0, 1.0], [9.0, 1.0]]).unwrap();
        assert_eq!(found.labels, [0, 0, 1, 1]);
        assert!((found.inertia - 4.0).abs() < 1e-6, "{}", found.inertia);
        assert!((found.centroids[[0, 1]] - 1.0).abs() < 1e-4 && found.centroids[[0, 0]].abs() < 1e-3);
    }

    #[test]
    fn what_would_panic_or_mislead_is_an_error() {
        let rows = array![[0.0, 0.0], [1.0, 1.0]];
        let parameter = |result: Result<Clustering>| matches!(result, Err(Error::Parameter { .. }));
        assert!(parameter(refine(&rows, Array2::zeros((3, 2)))), "k above n");
        assert!(parameter(refine(&rows, Array2::zeros((0, 2)))), "k of 0");
        assert!(parameter(refine(&rows, Array2::zeros((1, 3)))), "other dimensions");
        assert!(parameter(refine(&Array2::zeros((0, 2)), Array2::zeros((1, 2)))), "no rows");
        assert!(parameter(best_of(&rows, 3, 1, 0)));
        assert!(parameter(best_of(&rows, 1, 0, 0)), "no starts");
        assert!(matches!(refine(&rows, array![[f64::NAN, 0.0]]), Err(Error::Library { .. })));
        assert!(matches!(refine(&array![[f64::INFINITY]], array![[0.0]]), Err(Error::Library { .. })));
    }

    #[test]
    fn identical_rows_are_one_cluster_whatever_k() {
        let found = best_of(&Array2::ones((4, 3)), 3, 2, 7).unwrap();
        assert_eq!(found.labels, [0, 0, 0, 0]);
        assert_eq!(found.inertia, 0.0);
    }

    #[test]
    fn every_row_its_own_cluster() {
        let rows = array![[0.0], [1.0], [5.0]];
        let mut labels = best_of(&rows, 3, 3, 1).unwrap().labels;
        labels.sort_unstable();
        assert_eq!(labels, [0, 1, 2]);
    }

    #[test]
    fn a_draw_follows_the_weights() {
        assert_eq!(draw(&[1.0, 0.0, 3.0], 0.0), 0);
        assert_eq!(draw(&[1.0, 0.0, 3.0], 0.25), 2);
        assert_eq!(draw(&[0.0, 1.0], 0.0), 1);
        assert_eq!(draw(&[0.0, 0.0], 0.5), 1);
    }
}
