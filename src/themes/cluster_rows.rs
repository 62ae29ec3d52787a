//! Latent semantic analysis and k-means of any matrix of weights.

use ndarray::Array2;

use super::{Discovery, kmeans, latent};
use crate::error::{Error, Result};
use crate::vectorize::TfIdfMatrix;

/// Rows of a matrix in groups.
#[derive(Clone, Debug, PartialEq)]
pub struct RowClusters {
    /// For each row its group, from 0 to the number asked for; rows of zeros are in one like others.
    pub labels: Vec<usize>,
    /// Sum of the squared distances of the unit rows to their group's centroid.
    pub inertia: f64,
    /// Unit rows of the latent space, shape (rows, d).
    pub points: Array2<f64>,
}

/// Groups the rows of `weights`: what [`Discovery`] does once counting is done, without names, stability and repeats.
///
/// Latent semantic analysis in `dimensions` (or the rank, where that is less), unit rows, k-means from the best of
/// [`Discovery::STARTS`] starts. Above 10,000 rows (or 200 a group) starts are tried on a sample. The same for the same
/// seed, whatever the threads. Cost about 12 · dimensions flops a cell, then (rows · k · dimensions) a round.
///
/// # Errors
/// [`Error::Parameter`] where `k` is 0 or above the number of rows, or `dimensions` is 0; [`Error::Library`] where a weight
/// is not finite, or the numerics fail.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, themes};
/// let texts = [("a", "oil gas"), ("b", "gas oil coal"), ("c", "choir hymn"), ("d", "hymn song")];
/// let corpus = Corpus::from_texts(texts)?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().sublinear_tf(true).fit_transform(&counts)?.1;
/// let found = themes::cluster_rows(&weights, 2, 3, 0)?;
/// assert_eq!(found.labels[0], found.labels[1]);
/// assert_ne!(found.labels[0], found.labels[2]);
/// # Ok::<(), retell::Error>(())
/// ```
pub fn cluster_rows(weights: &TfIdfMatrix, k: usize, dimensions: usize, seed: u64) -> Result<RowClusters> {
    kmeans::check_k(k, weights.rows().len())?;
    if dimensions == 0 {
        let (got, expected) = ("0".to_owned(), "at least 1".to_owned());
        return Err(Error::Parameter { name: "dimensions", got, expected });
    }
    if let Some(weight) = weights.data().iter().find(|weight| !weight.is_finite()) {
        return Err(Error::Library { task: "placing rows", reason: format!("a weight is {weight}") });
    }
    let points = latent::unit_rows(weights, dimensions, seed)?;
    let found = kmeans::best_of(&points, k, Discovery::STARTS, seed)?;
    Ok(RowClusters { labels: found.labels, inertia: found.inertia, points })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, TfIdf};

    #[test]
    fn what_cannot_be_is_an_error() {
        let corpus = Corpus::from_texts([("a", "oil gas"), ("b", "choir")]).unwrap();
        let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus).unwrap().1;
        let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
        for (k, dimensions) in [(0, 1), (3, 1), (1, 0)] {
            assert!(matches!(cluster_rows(&weights, k, dimensions, 0), Err(Error::Parameter { .. })));
        }
        let found = cluster_rows(&weights, 2, 100, 0).unwrap();
        assert_eq!((found.points.dim(), found.inertia < 1e-20), ((2, 2), true));
        assert_ne!(found.labels[0], found.labels[1]);
    }
}
