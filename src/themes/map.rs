//! Paragraphs on a plane.

use ndarray::{Array2, ArrayView2, Axis};

use super::eigen;
use crate::error::Result;

/// Places for the rows of `points` (shape (n, d)) on a plane where near means alike: their first two principal components.
///
/// Row and column order of the input do not matter but for rounding. One row, and identical rows, lie at (0, 0);
/// two different rows lie on the first axis. The sign of each axis is set so that the cubes of its
/// coordinates sum to a positive number. Rows that are not `present` (no term) get no say in the axes and lie at (0, 0).
pub(super) fn plane(points: ArrayView2<'_, f64>, present: &[bool]) -> Result<Vec<(f64, f64)>> {
    let kept: Vec<usize> =
        present.iter().enumerate().filter(|(_, here)| **here).map(|(row, _)| row).collect();
    let mut places = vec![(0.0, 0.0); points.nrows()];
    let mut centred: Array2<f64> = points.select(Axis(0), &kept);
    let Some(mean) = centred.mean_axis(Axis(0)) else { return Ok(places) };
    if points.ncols() == 0 {
        return Ok(places);
    }
    centred -= &mean;
    let (values, vectors) = eigen::symmetric(centred.t().dot(&centred))?;
    let mut axes = [vec![0.0; kept.len()], vec![0.0; kept.len()]];
    for (at, axis) in axes.iter_mut().enumerate() {
        if at < values.len() && values[at] > 1e-12 {
            let projected = centred.dot(&vectors.column(at));
            let sign = super::latent::sign(projected.view());
            *axis = projected.iter().map(|cell| cell * sign).collect();
        }
    }
    for (at, row) in kept.into_iter().enumerate() {
        places[row] = (axes[0][at], axes[1][at]);
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn few_rows_have_sane_places() {
        assert_eq!(plane(Array2::zeros((0, 0)).view(), &[]).unwrap(), []);
        assert_eq!(plane(array![[0.6, 0.8]].view(), &[true]).unwrap(), [(0.0, 0.0)]);
        assert_eq!(plane(array![[1.0, 0.0], [1.0, 0.0]].view(), &[true, true]).unwrap(), [(0.0, 0.0); 2]);
        let two = plane(array![[1.0, 0.0], [0.0, 1.0]].view(), &[true, true]).unwrap();
        let half = 0.5_f64.sqrt();
        assert!((two[0].0 - half).abs() < 1e-12 && (two[1].0 + half).abs() < 1e-12, "{two:?}");
        assert_eq!((two[0].1, two[1].1), (0.0, 0.0));
    }

    #[test]
    fn distances_in_a_plane_are_kept() {
        let points = array![[0.0, 0.0], [3.0, 0.0], [0.0, 4.0]];
        let places = plane(points.view(), &[true; 3]).unwrap();
        let apart = |a: usize, b: usize| (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1);
        assert!((apart(0, 1) - 3.0).abs() < 1e-9 && (apart(0, 2) - 4.0).abs() < 1e-9);
        assert!((apart(1, 2) - 5.0).abs() < 1e-9);
    }

    #[test]
    fn rows_without_terms_do_not_pull() {
        let points = array![[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]];
        let places = plane(points.view(), &[true, false, true]).unwrap();
        assert_eq!(places[1], (0.0, 0.0));
        assert!((places[0].0 + places[2].0).abs() < 1e-12);
    }
}
