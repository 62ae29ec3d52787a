//! The second layer: paragraphs near the seed words' own paragraphs, whatever their wording.

use ndarray::{Array2, Axis};

use super::{kmeans, latent};
use crate::error::Result;

/// How strongly each row speaks for each theme by its place: `scores[row][theme]`, 0 to 1.
///
/// k-means starts from the seed centroids of the themes (means of the rows, weighed by the square of their lexicon
/// scores) plus the corpus mean as *other*. With *c* the cosine of a row to where a theme's centroid ends and *o* that
/// to *other*'s, at least 0, the score is (c − o) / (1 − o), at least 0: nothing for a row that is no nearer to the
/// theme than to *other*, 1 for one that stands on the theme's centroid. A theme without a seed hit and a row without a
/// term score 0.
///
/// `None` where no theme has a seed hit, or fewer rows have terms than there are centroids.
pub(super) fn scores(
    rows: &Array2<f64>,
    lexicon: &[Vec<f64>],
    present: &[bool],
) -> Result<Option<Vec<Vec<f64>>>> {
    let n_themes = lexicon.first().map_or(0, Vec::len);
    let live: Vec<usize> =
        (0..n_themes).filter(|&theme| lexicon.iter().any(|row| row[theme] > 0.0)).collect();
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
    let mut scores = vec![vec![0.0; n_themes]; rows.nrows()];
    for (row, scores) in scores.iter_mut().enumerate() {
        let other = cosines[[row, last]].max(0.0);
        for (at, &theme) in live.iter().enumerate() {
            let room = 1.0 - other;
            let ahead = cosines[[row, at]] - other;
            scores[theme] = if room > 1e-9 { (ahead / room).clamp(0.0, 1.0) } else { 0.0 };
        }
    }
    Ok(Some(scores))
}
