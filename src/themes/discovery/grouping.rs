//! How rows become groups.

use ndarray::Array2;

use super::{Discovery, mixture};
use crate::error::Result;
use crate::themes::kmeans;

/// What groups rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// k-means: groups of about one width. The best on news (see `benches/results`).
    #[default]
    KMeans,
    /// A mixture of Gaussians over the leading twenty dimensions: groups may differ in width and shape. It needs
    /// many rows for each theme.
    Mixture,
}

impl Grouping {
    /// A group below `k` for each row of `points`; some may have no row.
    pub(super) fn of(self, points: &Array2<f64>, k: usize, seed: u64) -> Result<Vec<usize>> {
        match self {
            Self::KMeans => Ok(kmeans::best_of(points, k, Discovery::STARTS, seed)?.labels),
            Self::Mixture => mixed(points, k, kmeans::sample_of(k), seed),
        }
    }

    /// The same from half of the rows, drawn by the seed, for all rows. Halves of few rows are larger: two rows a group.
    pub(super) fn of_half(self, points: &Array2<f64>, k: usize, seed: u64) -> Result<Vec<usize>> {
        let size = points.nrows().div_ceil(2).max(2 * k).min(kmeans::sample_of(k));
        match self {
            Self::KMeans => {
                let centroids = kmeans::draft(points, k, Discovery::STARTS, size, seed)?;
                Ok(kmeans::nearest(points.view(), &centroids))
            }
            Self::Mixture => mixed(points, k, size, seed),
        }
    }

    /// Whether so many rows are grouped by samples anyway.
    pub(super) fn is_sampled(self, n_rows: usize, k: usize) -> bool {
        kmeans::is_sampled(n_rows, k)
    }
}

fn mixed(points: &Array2<f64>, k: usize, size: usize, seed: u64) -> Result<Vec<usize>> {
    Ok(mixture::fit(points, k, size, seed)?.assign(points.view()))
}
