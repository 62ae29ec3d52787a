//! Rows that stand apart from all others.

use linfa::traits::Transformer;
use linfa_clustering::Dbscan;
use ndarray::{Array2, Axis};
use rayon::prelude::*;

use crate::error::{Error, Result};

/// Up to so many rows are looked at: each is held against all.
pub(super) const MOST: usize = 5_000;

/// With fewer rows nothing can be said about what is far.
const LEAST: usize = 20;

/// Rows, itself among them, that make a row's neighbourhood dense.
const NEIGHBOURS: usize = 5;

/// How many deviations beyond the median distance is far.
const FAR: f64 = 3.0;

/// Which rows of `points` (unit rows) DBSCAN (Ester and others 1996) leaves outside every dense region; `None` above
/// [`MOST`] rows. No row is one below twenty.
///
/// A neighbourhood reaches to the median of the rows' distances to their fourth neighbour plus three times the median
/// deviation from it (scaled to a normal's), so that it fits the set. Cost O(n²·d).
pub(super) fn of(points: &Array2<f64>) -> Result<Option<Vec<bool>>> {
    let n = points.nrows();
    if n > MOST {
        return Ok(None);
    }
    if n < LEAST {
        return Ok(Some(vec![false; n]));
    }
    let distances = nearest_distances(points);
    let middle = median(distances.clone());
    let deviation = 1.4826 * median(distances.iter().map(|distance| (distance - middle).abs()).collect());
    // A hair more, so that rows that are all equally far do not stand or fall with rounding.
    let reach = (middle + FAR * deviation) * (1.0 + 1e-9);
    // Where most rows have their like, anything else would be far.
    if !reach.is_finite() || reach <= 1e-9 {
        return Ok(Some(vec![false; n]));
    }
    let params = linfa::ParamGuard::check(Dbscan::params(NEIGHBOURS).tolerance(reach))
        .map_err(|error| Error::Library { task: "DBSCAN", reason: error.to_string() })?;
    Ok(Some(params.transform(points).iter().map(Option::is_none).collect()))
}

/// Of each row to its fourth neighbour.
fn nearest_distances(points: &Array2<f64>) -> Vec<f64> {
    let blocks: Vec<_> = points.axis_chunks_iter(Axis(0), 256).collect();
    let squares: Vec<f64> = points.rows().into_iter().map(|row| row.dot(&row)).collect();
    let found: Vec<Vec<f64>> = blocks
        .into_par_iter()
        .map(|block| {
            let products = block.dot(&points.t());
            let fourth = |(row, cosines): (ndarray::ArrayView1<'_, f64>, ndarray::ArrayView1<'_, f64>)| {
                let own = row.dot(&row);
                let mut distances: Vec<f64> =
                    cosines.iter().zip(&squares).map(|(cosine, other)| own + other - 2.0 * cosine).collect();
                let (_, fourth, _) = distances.select_nth_unstable_by(NEIGHBOURS - 1, f64::total_cmp);
                fourth.max(0.0).sqrt()
            };
            block.rows().into_iter().zip(products.rows()).map(fourth).collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

fn median(mut numbers: Vec<f64>) -> f64 {
    let middle = numbers.len() / 2;
    *numbers.select_nth_unstable_by(middle, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_apart_is_found() {
        // Thirty rows around each of two axes, and one on a third.
        let mut points = Array2::zeros((61, 3));
        for row in 0..60 {
            points[[row, row % 2]] = 1.0;
            points[[row, 1 - row % 2]] = (row * 7 % 30) as f64 / 100.0;
        }
        points[[60, 2]] = 1.0;
        let found = of(&points).unwrap().unwrap();
        assert_eq!(found.iter().filter(|out| **out).count(), 1);
        assert!(found[60]);
    }

    #[test]
    fn few_rows_many_rows_and_equal_rows_have_none() {
        assert_eq!(of(&Array2::eye(LEAST - 1)).unwrap(), Some(vec![false; LEAST - 1]));
        assert_eq!(of(&Array2::zeros((MOST + 1, 1))).unwrap(), None);
        assert_eq!(of(&Array2::ones((30, 2))).unwrap(), Some(vec![false; 30]));
    }
}
