//! How alike two partitions of the same rows are.

use rustc_hash::FxHashMap;

/// The adjusted Rand index of two labellings: 1 for equal partitions, about 0 for independent ones, below 0 for less.
///
/// (Σ C(nᵢⱼ,2) − E) / (½(Σ C(aᵢ,2) + Σ C(bⱼ,2)) − E) with E = Σ C(aᵢ,2) · Σ C(bⱼ,2) / C(n,2) (Hubert and Arabie 1985).
/// Labels are only compared for equality. Where both partitions are trivial (one cluster, or all singletons) or the
/// rows are fewer than two, it is 1. Rows beyond the shorter list are ignored. Cost O(n).
pub fn adjusted_rand_index(a: &[usize], b: &[usize]) -> f64 {
    let pairs = |count: u64| (count * count.saturating_sub(1) / 2) as f64;
    // Sums of whole numbers below 2⁵³ are exact.
    let sum = |counts: &[u64]| counts.iter().copied().map(pairs).sum::<f64>();
    let table = Contingency::new(a, b);
    let (together, in_a, in_b) = (sum(&table.cells), sum(&table.a), sum(&table.b));
    let all = pairs(table.n);
    let expected = if all > 0.0 { in_a * in_b / all } else { 0.0 };
    let most = f64::midpoint(in_a, in_b);
    if most == expected { 1.0 } else { (together - expected) / (most - expected) }
}

/// What a labelling tells of another one, as shares of what there is to know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Information {
    /// How far each group of the second labelling holds rows of one class of the first only: 0 to 1.
    pub homogeneity: f64,
    /// How far the rows of each class stand in one group only: 0 to 1.
    pub completeness: f64,
    /// The harmonic mean of both: 0 to 1 (Rosenberg and Hirschberg 2007).
    pub v_measure: f64,
    /// Mutual information over the mean of both entropies: 0 to 1. With that mean, which is scikit-learn's default, it
    /// is equal to the V-measure; it is given because readers look for it by this name.
    pub nmi: f64,
}

/// Homogeneity, completeness, V-measure and normalised mutual information of a labelling against the one that is right.
///
/// With entropies *H* and mutual information *I* = H(classes) + H(groups) − H(both): I / H(classes), I / H(groups), and
/// 2·I / (H(classes) + H(groups)). Where an entropy is 0, what is divided by it is 1; where both are, all four are 1.
/// Labels are only compared for equality. Rows beyond the shorter list are ignored. Cost O(n).
///
/// ```
/// use retell::themes::information;
/// assert_eq!(information(&[0, 0, 1, 1], &[7, 7, 3, 3]).v_measure, 1.0);
/// assert_eq!(information(&[0, 0, 1, 1], &[7, 7, 7, 7]).completeness, 1.0);
/// assert_eq!(information(&[0, 0, 1, 1], &[0, 1, 0, 1]).nmi, 0.0);
/// ```
pub fn information(classes: &[usize], groups: &[usize]) -> Information {
    let table = Contingency::new(classes, groups);
    let (of_classes, of_groups) = (table.entropy(&table.a), table.entropy(&table.b));
    let shared = (of_classes + of_groups - table.entropy(&table.cells)).max(0.0);
    let share = |of: f64| if of > 0.0 { (shared / of).min(1.0) } else { 1.0 };
    let v_measure = share(f64::midpoint(of_classes, of_groups));
    Information { homogeneity: share(of_classes), completeness: share(of_groups), v_measure, nmi: v_measure }
}

/// How many rows two labellings share, cell by cell; each list sorted, so that sums over it are always the same.
struct Contingency {
    n: u64,
    a: Vec<u64>,
    b: Vec<u64>,
    cells: Vec<u64>,
}

impl Contingency {
    fn new(a: &[usize], b: &[usize]) -> Self {
        let n = a.len().min(b.len());
        let count = |keys: &mut dyn Iterator<Item = (usize, usize)>| {
            let mut counts = FxHashMap::<(usize, usize), u64>::default();
            keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
            let mut counts: Vec<u64> = counts.into_values().collect();
            counts.sort_unstable();
            counts
        };
        Self {
            n: n as u64,
            a: count(&mut a[..n].iter().map(|&label| (label, 0))),
            b: count(&mut b[..n].iter().map(|&label| (label, 0))),
            cells: count(&mut a.iter().copied().zip(b.iter().copied())),
        }
    }

    /// In nats; exactly 0 for a single group.
    fn entropy(&self, counts: &[u64]) -> f64 {
        if counts.len() < 2 {
            return 0.0;
        }
        let n = self.n as f64;
        counts.iter().map(|&count| count as f64 / n).map(|share| -share * share.ln()).sum()
    }
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

    #[test]
    fn information_is_that_of_scikit_learn() {
        // scikit-learn 1.9.1: homogeneity_completeness_v_measure and normalized_mutual_info_score.
        let found = information(&[0, 0, 1, 1, 2, 2], &[0, 0, 1, 2, 2, 2]);
        for (found, expected) in [
            (found.homogeneity, 0.710_309_917_857_152_5),
            (found.completeness, 0.771_556_173_679_471_2),
            (found.v_measure, 0.739_667_376_800_759),
            (found.nmi, 0.739_667_376_800_759),
        ] {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn information_of_one_group_and_of_none() {
        let all = |value: f64| Information {
            homogeneity: value,
            completeness: value,
            v_measure: value,
            nmi: value,
        };
        assert_eq!(information(&[], &[]), all(1.0));
        assert_eq!(information(&[4, 4], &[1, 1]), all(1.0));
        let one = information(&[0, 1], &[3, 3]);
        assert_eq!((one.homogeneity, one.completeness, one.v_measure), (0.0, 1.0, 0.0));
    }
}
