//! How alike two partitions of the same rows are.

use rustc_hash::FxHashMap;

/// The adjusted Rand index of two labellings: 1 for equal partitions, about 0 for independent ones, below 0 for less.
///
/// (Σ C(nᵢⱼ,2) − E) / (½(Σ C(aᵢ,2) + Σ C(bⱼ,2)) − E) with E = Σ C(aᵢ,2) · Σ C(bⱼ,2) / C(n,2) (Hubert and Arabie 1985).
/// Labels are only compared for equality. Where both partitions are trivial (one cluster, or all singletons) or the
/// rows are fewer than two, it is 1. Pairs beyond the shorter list are ignored. Cost O(n).
pub fn adjusted_rand_index(a: &[usize], b: &[usize]) -> f64 {
    let n = a.len().min(b.len());
    let pairs = |count: u64| (count * count.saturating_sub(1) / 2) as f64;
    // Sums of whole numbers below 2⁵³ are exact, so that the hash order of the counts does not matter.
    let sum = |keys: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut counts = FxHashMap::<(usize, usize), u64>::default();
        keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
        let mut counts: Vec<u64> = counts.into_values().collect();
        counts.sort_unstable();
        counts.into_iter().map(pairs).sum::<f64>()
    };
    let together = sum(&mut a.iter().copied().zip(b.iter().copied()));
    let in_a = sum(&mut a[..n].iter().map(|&label| (label, 0)));
    let in_b = sum(&mut b[..n].iter().map(|&label| (label, 0)));
    let all = pairs(n as u64);
    let expected = if all > 0.0 { in_a * in_b / all } else { 0.0 };
    let most = f64::midpoint(in_a, in_b);
    if most == expected { 1.0 } else { (together - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[5, 5, 2, 2]), 1.0);
        // scikit-learn 1.9.1: adjusted_rand_score([0,0,1,2],[0,0,1,1]) and ([0,0,1,1],[0,1,0,1]).
        assert!((adjusted_rand_index(&[0, 0, 1, 2], &[0, 0, 1, 1]) - 0.571_428_571_428_571_4).abs() < 1e-15);
        assert!((adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-15);
    }

    #[test]
    fn corners() {
        assert_eq!(adjusted_rand_index(&[], &[]), 1.0);
        assert_eq!(adjusted_rand_index(&[3], &[0]), 1.0);
        assert_eq!(adjusted_rand_index(&[0, 0, 0], &[1, 1, 1]), 1.0);
        assert_eq!(adjusted_rand_index(&[0, 1, 2], &[2, 1, 0]), 1.0);
        assert_eq!(adjusted_rand_index(&[0, 0, 0], &[0, 1, 2]), 0.0);
    }
}
