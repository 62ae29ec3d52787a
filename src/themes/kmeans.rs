//! k-means on dense rows: linfa's, with our own starts and every trap guarded.

use linfa::DatasetBase;
use linfa::traits::{Fit, FitWith};
use linfa_clustering::{IncrKMeansError, KMeans, KMeansInit};
use ndarray::{Array2, ArrayView1, ArrayView2, Axis};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use crate::error::{Error, Result};

/// Rounds after which k-means stops where it has not settled before.
const MAX_ITERATIONS: u64 = 300;

/// Centroids that move less than this share of the rows' spread have settled.
const TOLERANCE: f64 = 1e-5;

/// Of more rows than these (or than two hundred for each cluster), starts are tried on so many of them.
const SAMPLE: usize = 10_000;

/// Rows of a mini-batch.
const BATCH: usize = 4_096;

/// Rounds over all rows after the mini-batches, and the share of the inertia that another one must save.
const POLISHING: usize = 40;
const WORTHWHILE: f64 = 1e-4;

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
/// Of many rows the starts are those of a sample (see [`draft`]). linfa's mini-batches take the best one on through all
/// rows, and rounds over all rows, which are matrix products here, since linfa's steps are four times as dear, end it.
///
/// # Errors
/// As [`refine`]; also [`Error::Parameter`] where `n_starts` is 0.
pub(super) fn best_of(rows: &Array2<f64>, k: usize, n_starts: usize, seed: u64) -> Result<Clustering> {
    check_k(k, rows.nrows())?;
    if !is_sampled(rows.nrows(), k) {
        return best_start(rows, k, n_starts, seed);
    }
    polish(rows, in_batches(rows, draft(rows, k, n_starts, sample_of(k), seed)?)?)
}

/// Whether so many rows are so many that [`best_of`] tries its starts on a sample.
pub(super) fn is_sampled(n_rows: usize, k: usize) -> bool {
    n_rows > sample_of(k)
}

/// On how many rows starts are tried.
pub(super) fn sample_of(k: usize) -> usize {
    SAMPLE.max(200 * k)
}

/// Centroids of the best of `n_starts` on `size` rows (at least k) that are drawn by the `seed`.
pub(super) fn draft(
    rows: &Array2<f64>,
    k: usize,
    n_starts: usize,
    size: usize,
    seed: u64,
) -> Result<Array2<f64>> {
    check_k(k, rows.nrows())?;
    let mut random = Xoshiro256Plus::seed_from_u64(seed ^ 0x5A3D_1E57_0C4B_9A21);
    let size = size.clamp(k, rows.nrows());
    let mut drawn = rand::seq::index::sample(&mut random, rows.nrows(), size).into_vec();
    drawn.sort_unstable();
    Ok(best_start(&rows.select(Axis(0), &drawn), k, n_starts, seed)?.centroids)
}

fn best_start(rows: &Array2<f64>, k: usize, n_starts: usize, seed: u64) -> Result<Clustering> {
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

/// Takes centroids once through all rows, a batch at a time; each batch is spread over all of them, since neighbours
/// are often of one article.
fn in_batches(rows: &Array2<f64>, centroids: Array2<f64>) -> Result<Array2<f64>> {
    let failed = |reason: String| Error::Library { task: "mini-batch k-means", reason };
    let n_batches = rows.nrows().div_ceil(BATCH);
    let params = KMeans::params(centroids.nrows())
        .tolerance(f64::MIN_POSITIVE)
        .init_method(KMeansInit::Precomputed(centroids));
    let params = linfa::ParamGuard::check(params).map_err(|error| failed(error.to_string()))?;
    let mut model = None;
    for batch in 0..n_batches {
        let chosen: Vec<usize> = (batch..rows.nrows()).step_by(n_batches).collect();
        let chosen = DatasetBase::from(rows.select(Axis(0), &chosen));
        model = match params.fit_with(model, &chosen) {
            Ok(model) | Err(IncrKMeansError::NotConverged(model)) => Some(model),
            Err(error) => return Err(failed(error.to_string())),
        };
    }
    let centroids = model.map(|model| model.centroids().clone()).unwrap_or_default();
    if centroids.iter().any(|cell| !cell.is_finite()) {
        return Err(failed("a centroid is not finite".to_owned()));
    }
    Ok(centroids)
}

/// Rounds of assigning all rows and taking means, until they save next to nothing. An empty cluster stays where it is.
fn polish(rows: &Array2<f64>, centroids: Array2<f64>) -> Result<Clustering> {
    let mut found = assign(rows, centroids);
    for _ in 0..POLISHING {
        let mut next = assign(rows, means(rows, &found));
        let saved = found.inertia - next.inertia;
        std::mem::swap(&mut found, &mut next);
        if saved <= WORTHWHILE * found.inertia {
            break;
        }
    }
    Ok(found)
}

/// The mean of each cluster's rows.
fn means(rows: &Array2<f64>, found: &Clustering) -> Array2<f64> {
    let mut means = Array2::zeros(found.centroids.dim());
    let mut sizes = vec![0usize; means.nrows()];
    for (row, &label) in rows.rows().into_iter().zip(&found.labels) {
        means.row_mut(label).scaled_add(1.0, &row);
        sizes[label] += 1;
    }
    for (cluster, mut mean) in means.rows_mut().into_iter().enumerate() {
        match sizes[cluster] {
            0 => mean.assign(&found.centroids.row(cluster)),
            size => mean /= size as f64,
        }
    }
    means
}

/// For each row its nearest centroid; ties go to the lower number.
pub(super) fn nearest(rows: ArrayView2<'_, f64>, centroids: &Array2<f64>) -> Vec<usize> {
    let halves: Vec<f64> =
        centroids.rows().into_iter().map(|centroid| centroid.dot(&centroid) / 2.0).collect();
    let blocks: Vec<_> = rows.axis_chunks_iter(Axis(0), BATCH).collect();
    let labels: Vec<Vec<usize>> = blocks
        .into_par_iter()
        .map(|block| {
            // |x − c|² is least where x·c − |c|²/2 is greatest.
            let products = block.dot(&centroids.t());
            let best = |row: ArrayView1<'_, f64>| {
                let score = |at: usize| row[at] - halves[at];
                (1..row.len()).fold(0, |best, at| if score(at) > score(best) { at } else { best })
            };
            products.rows().into_iter().map(best).collect()
        })
        .collect();
    labels.into_iter().flatten().collect()
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
    let (Some(a), Some(b)) = (a.to_slice(), b.to_slice()) else {
        return a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    };
    // Eight sums at a time, which need not wait for each other.
    let mut sums = [0.0; 8];
    let (whole_a, rest_a) = a.as_chunks::<8>();
    let (whole_b, rest_b) = b.as_chunks::<8>();
    for (a, b) in whole_a.iter().zip(whole_b) {
        for at in 0..8 {
            sums[at] += (a[at] - b[at]) * (a[at] - b[at]);
        }
    }
    let rest: f64 = rest_a.iter().zip(rest_b).map(|(a, b)| (a - b) * (a - b)).sum();
    sums.iter().sum::<f64>() + rest
}

/// Root of the mean squared distance of the rows to their mean.
fn spread(rows: &Array2<f64>) -> f64 {
    let Some(mean) = rows.mean_axis(Axis(0)) else { return 0.0 };
    let total: f64 = rows.rows().into_iter().map(|row| squared_distance(row, mean.view())).sum();
    (total / rows.nrows() as f64).sqrt()
}

fn assign(rows: &Array2<f64>, centroids: Array2<f64>) -> Clustering {
    let labels = nearest(rows.view(), &centroids);
    let distances: Vec<f64> = labels
        .par_iter()
        .enumerate()
        .map(|(row, &label)| squared_distance(rows.row(row), centroids.row(label)))
        .collect();
    Clustering { centroids, labels, inertia: distances.iter().sum() }
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
    fn many_rows_are_clustered_as_few_are() {
        // Four corners of a square with rows around them, enough for starts on a sample, mini-batches and rounds over all.
        let n = SAMPLE + 3_000;
        let rows = Array2::from_shape_fn((n, 2), |(row, axis)| {
            let corner = if (row % 4) >> axis == 1 || (axis == 0 && row % 4 == 3) { 10.0 } else { 0.0 };
            corner + (row * (7 + axis) % 101) as f64 / 101.0
        });
        let found = best_of(&rows, 4, 2, 3).unwrap();
        let expected = polish(&rows, rows.select(Axis(0), &[0, 1, 2, 3])).unwrap();
        assert!(is_sampled(n, 4) && (found.inertia / expected.inertia - 1.0).abs() < 1e-9);
        assert_eq!(super::super::adjusted_rand_index(&found.labels, &expected.labels), 1.0);
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert_eq!(pool.install(|| best_of(&rows, 4, 2, 3)).unwrap(), found);
        }
        assert!(matches!(draft(&rows, 0, 1, 10, 0), Err(Error::Parameter { .. })));
    }

    #[test]
    fn a_draw_follows_the_weights() {
        assert_eq!(draw(&[1.0, 0.0, 3.0], 0.0), 0);
        assert_eq!(draw(&[1.0, 0.0, 3.0], 0.25), 2);
        assert_eq!(draw(&[0.0, 1.0], 0.0), 1);
        assert_eq!(draw(&[0.0, 0.0], 0.5), 1);
    }
}
