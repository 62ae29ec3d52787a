//! Whether the same themes come again.

use ndarray::Array2;

use super::Grouping;
use crate::error::{Error, Result};
use crate::themes::adjusted_rand_index;

/// How far a clustering came again, as a whole and theme by theme; each number is a mean of adjusted Rand indices.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trust {
    /// Over other seeds.
    pub(super) stability: f64,
    /// Over halves of the rows.
    pub(super) replication: f64,
    /// The same two of each cluster: it alone held against the cluster that is most like it.
    pub(super) of_each: Vec<(f64, f64)>,
}

/// Clusters `points` again, with `times` other seeds, and from `times` halves of the rows drawn by those seeds.
///
/// Of so many rows that starts are tried on samples alone, every seed has another sample too, and both numbers are one.
pub(super) fn test(
    points: &Array2<f64>,
    labels: &[usize],
    k: usize,
    grouping: Grouping,
    times: u64,
    seed: u64,
) -> Result<Trust> {
    let mut trust = Trust { stability: 0.0, replication: 0.0, of_each: vec![(0.0, 0.0); k] };
    for step in 1..=times {
        let seed = seed.wrapping_add(step);
        let half = settled(grouping.of_half(points, k, seed))?;
        let sampled = grouping.is_sampled(points.nrows(), k);
        let other = if sampled { half.clone() } else { settled(grouping.of(points, k, seed))? };
        // A run that does not settle agrees with nothing.
        if let Some(other) = other {
            trust.stability += adjusted_rand_index(labels, &other);
            best_matches(labels, &other, k)
                .into_iter()
                .zip(&mut trust.of_each)
                .for_each(|(one, sum)| sum.0 += one);
        }
        if let Some(half) = half {
            trust.replication += adjusted_rand_index(labels, &half);
            best_matches(labels, &half, k)
                .into_iter()
                .zip(&mut trust.of_each)
                .for_each(|(one, sum)| sum.1 += one);
        }
    }
    let times = times.max(1) as f64;
    trust.stability /= times;
    trust.replication /= times;
    trust.of_each.iter_mut().for_each(|sums| *sums = (sums.0 / times, sums.1 / times));
    Ok(trust)
}

fn settled(groups: Result<Vec<usize>>) -> Result<Option<Vec<usize>>> {
    match groups {
        Ok(groups) => Ok(Some(groups)),
        Err(Error::Library { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// For each of `k` clusters of `labels` the adjusted Rand index of "in it or not" with "in it or not" of that of
/// `others` for which it is greatest; 0 for an empty one.
fn best_matches(labels: &[usize], others: &[usize], k: usize) -> Vec<f64> {
    let width = others.iter().max().map_or(0, |most| most + 1);
    let mut together = vec![vec![0u64; width]; k];
    let mut sizes = vec![0u64; width];
    for (&label, &other) in labels.iter().zip(others) {
        together[label][other] += 1;
        sizes[other] += 1;
    }
    let n = labels.len() as u64;
    let of_two = |both: u64, a: u64, b: u64| {
        let pairs = |count: u64| (count * count.saturating_sub(1) / 2) as f64;
        let (in_a, in_b) = (pairs(a) + pairs(n - a), pairs(b) + pairs(n - b));
        let same = pairs(both) + pairs(a - both) + pairs(b - both) + pairs(n + both - a - b);
        let expected = in_a * in_b / pairs(n).max(1.0);
        let most = f64::midpoint(in_a, in_b);
        if most == expected { 1.0 } else { (same - expected) / (most - expected) }
    };
    together
        .iter()
        .map(|row| {
            let size: u64 = row.iter().sum();
            let with = row.iter().zip(&sizes).filter(|(both, _)| **both > 0);
            with.map(|(both, other)| of_two(*both, size, *other)).fold(0.0, f64::max)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_held_against_the_one_most_like_it() {
        let found = best_matches(&[0, 0, 0, 1, 1, 2, 2, 2], &[4, 4, 4, 0, 1, 1, 1, 1], 4);
        assert_eq!(found[0], 1.0);
        assert_eq!(found[3], 0.0, "an empty one");
        // In it or not, as two labellings.
        let expected = adjusted_rand_index(&[0, 0, 0, 0, 0, 1, 1, 1], &[0, 0, 0, 0, 1, 1, 1, 1]);
        assert!((found[2] - expected).abs() < 1e-12, "{found:?} {expected}");
    }
}
