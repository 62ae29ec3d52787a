//! How many themes there are: as many as come again.

use ndarray::{Array2, Axis};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;

use super::{Grouping, trust};
use crate::error::Result;

/// Of more rows so many are tried.
const MOST_ROWS: usize = 3_000;

/// At most so many themes are tried, and no more than one for each five rows.
const MOST: usize = 20;
const ROWS_EACH: usize = 5;

/// Runs with other seeds, and from other halves, for each number.
const TIMES: u64 = 6;

/// Numbers whose steadiness differs by less are equal, and the greatest of them counts: it tells more.
const EQUAL: f64 = 0.05;

/// The search ends where three numbers in turn come again by so much less than the best one.
const HOPELESS: f64 = 0.15;
const IN_TURN: usize = 3;

/// A number of themes that was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// How many.
    pub n_clusters: usize,
    /// Mean adjusted Rand index over other seeds.
    pub stability: f64,
    /// The same over halves of the rows.
    pub replication: f64,
}

impl Tried {
    fn steadiness(&self) -> f64 {
        f64::midpoint(self.stability, self.replication)
    }
}

/// Tries numbers of themes from 2 on, and gives the one that comes again best, over seeds and over halves of the rows
/// taken together (stability as a criterion: Ben-Hur, Elisseeff and Guyon 2002); 1 for fewer than four rows.
///
/// No inertia and no silhouette: on news they fall and rise steadily and choose nothing.
pub(super) fn number_of_themes(
    points: &Array2<f64>,
    grouping: Grouping,
    seed: u64,
    mut tell: impl FnMut(usize),
) -> Result<(usize, Vec<Tried>)> {
    let sample;
    let points = if points.nrows() > MOST_ROWS {
        let mut random = Xoshiro256Plus::seed_from_u64(seed ^ 0x00C0_FFEE);
        let mut drawn = rand::seq::index::sample(&mut random, points.nrows(), MOST_ROWS).into_vec();
        drawn.sort_unstable();
        sample = points.select(Axis(0), &drawn);
        &sample
    } else {
        points
    };
    let most = MOST.min((points.nrows() / ROWS_EACH).max(2));
    if points.nrows() < 4 {
        return Ok((1.min(points.nrows()), Vec::new()));
    }
    let mut tried: Vec<Tried> = Vec::new();
    let mut behind = 0;
    for k in 2..=most {
        tell(k);
        let labels = grouping.of(points, k, seed)?;
        let trust = trust::test(points, &labels, k, grouping, TIMES, seed)?;
        tried.push(Tried { n_clusters: k, stability: trust.stability, replication: trust.replication });
        let best = tried.iter().map(Tried::steadiness).fold(0.0, f64::max);
        behind =
            if tried.last().is_some_and(|last| last.steadiness() < best - HOPELESS) { behind + 1 } else { 0 };
        if behind == IN_TURN {
            break;
        }
    }
    Ok((steadiest(&tried), tried))
}

fn steadiest(tried: &[Tried]) -> usize {
    let best = tried.iter().map(Tried::steadiness).fold(0.0, f64::max);
    tried.iter().rev().find(|tried| tried.steadiness() >= best - EQUAL).map_or(1, |tried| tried.n_clusters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equally_steady_numbers_the_greatest_counts() {
        let tried = |n_clusters, stability| Tried { n_clusters, stability, replication: stability };
        assert_eq!(steadiest(&[tried(2, 0.98), tried(3, 0.5), tried(4, 0.95), tried(5, 0.9)]), 4);
        assert_eq!(steadiest(&[tried(2, 0.99), tried(3, 0.5)]), 2);
        assert_eq!(steadiest(&[]), 1);
    }
}
