//! The second layer: paragraphs near the seed words' own paragraphs, whatever their wording.

use ndarray::{Array2, Axis};

use super::{kmeans, latent};
use crate::error::Result;

/// What the latent layer says of each row.
pub(super) struct Nearness {
    /// Cosine of each row to each theme's centroid; 0 for a theme without a seed hit and a row without a term.
    pub(super) themes: Vec<Vec<f64>>,
    /// Cosine to the centroid of *other*.
    pub(super) other: Vec<f64>,
    /// Cluster after k-means: a theme, or `None` for *other*.
    pub(super) cluster: Vec<Option<usize>>,
}

/// Starts k-means from the seed centroids of the themes (means of the rows, weighed by the square of their lexicon
/// scores) plus the corpus mean as *other*, and measures each row against where the centroids end.
///
/// `None` where no theme has a seed hit, or fewer rows have terms than there are centroids.
pub(super) fn nearness(rows: &Array2<f64>, lexicon: &[Vec<f64>], present: &[bool]) -> Result<Option<Nearness>> {
    let n_themes = lexicon.first().map_or(0, Vec::len);
    let live: Vec<usize> = (0..n_themes).filter(|&theme| lexicon.iter().any(|row| row[theme] > 0.0)).collect();
    let kept: Vec<usize> = (0..rows.nrows()).filter(|&row| present[row]).collect();
    if live.is_empty() || kept.len() <= live.len() {
        return Ok(None);
    }
    let points = rows.select(Axis(0), &kept);
    let mut start = Array2::zeros((live.len() + 1, rows.ncols()));
    for (at, &theme) in live.iter().enumerate() {
        for &row in &kept {
            start.row_mut(at).scaled_add(lexicon[row][theme].powi(2), &rows.row(row));
        }
    }
    for row in &kept {
        start.row_mut(live.len()).scaled_add(1.0, &rows.row(*row));
    }
    let last = live.len();
    for (at, mut centroid) in start.rows_mut().into_iter().enumerate() {
        if at < last { latent::scale_to_unit(&mut centroid) } else { centroid /= kept.len() as f64 }
    }
    let found = kmeans::refine(&points, start)?;
    let mut centroids = found.centroids;
    for mut centroid in centroids.rows_mut() {
        latent::scale_to_unit(&mut centroid);
    }
    let cosines = rows.dot(&centroids.t());
    let mut themes = vec![vec![0.0; n_themes]; rows.nrows()];
    for (row, scores) in themes.iter_mut().enumerate() {
        for (at, &theme) in live.iter().enumerate() {
            scores[theme] = cosines[[row, at]];
        }
    }
    let mut cluster = vec![None; rows.nrows()];
    for (&row, label) in kept.iter().zip(found.labels) {
        cluster[row] = live.get(label).copied();
    }
    Ok(Some(Nearness { themes, other: cosines.column(last).to_vec(), cluster }))
}
