//! Eigenvectors of small symmetric matrices, with the traps of the numeric crate guarded.

use linfa_linalg::eigh::EighInto;
use ndarray::{Array2, Axis};

use crate::error::{Error, Result};

/// Eigenvalues, largest first, and the eigenvectors as columns in the same order, of the symmetric matrix `a`.
///
/// Cost O(n³), about 0.6 s at n = 300. An empty matrix has none.
///
/// # Errors
/// [`Error::Library`] where a cell or a result is not finite, or where the iteration does not settle.
pub(super) fn symmetric(a: Array2<f64>) -> Result<(Vec<f64>, Array2<f64>)> {
    const TASK: &str = "the eigenvalue decomposition";
    let failed = |reason: String| Error::Library { task: TASK, reason };
    let n = a.nrows();
    if a.ncols() != n {
        return Err(failed(format!("a matrix of {n} × {} is not symmetric", a.ncols())));
    }
    if n == 0 {
        return Ok((Vec::new(), a));
    }
    if let Some(cell) = a.iter().find(|cell| !cell.is_finite()) {
        return Err(failed(format!("a cell is {cell}")));
    }
    let (values, vectors) = a.eigh_into().map_err(|error| failed(error.to_string()))?;
    if values.iter().chain(vectors.iter()).any(|value| !value.is_finite()) {
        return Err(failed("a result is not finite".to_owned()));
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    Ok((order.iter().map(|&at| values[at]).collect(), vectors.select(Axis(1), &order)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn largest_first() {
        let (values, vectors) = symmetric(array![[2.0, 1.0], [1.0, 2.0]]).unwrap();
        assert!((values[0] - 3.0).abs() < 1e-12 && (values[1] - 1.0).abs() < 1e-12, "{values:?}");
        assert!((vectors[[0, 0]] - vectors[[1, 0]]).abs() < 1e-12);
    }

    #[test]
    fn corners() {
        assert_eq!(symmetric(Array2::zeros((0, 0))).unwrap().0, Vec::<f64>::new());
        assert_eq!(symmetric(array![[4.0]]).unwrap().0, [4.0]);
        assert_eq!(symmetric(Array2::zeros((3, 3))).unwrap().0, [0.0; 3]);
        assert!(matches!(symmetric(array![[f64::NAN]]), Err(Error::Library { .. })));
        assert!(matches!(symmetric(array![[f64::INFINITY]]), Err(Error::Library { .. })));
        assert!(matches!(symmetric(Array2::zeros((1, 2))), Err(Error::Library { .. })));
    }
}
