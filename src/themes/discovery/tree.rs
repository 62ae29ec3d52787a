//! Which themes are near each other: a tree over them.

use ndarray::{Array2, ArrayView1};

/// Two themes, or groups of them, that are joined.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Index into [`Discovery::clusters`](super::Discovery::clusters), or from the number of clusters on an index into
    /// [`Discovery::tree`](super::Discovery::tree) plus that number.
    pub left: usize,
    /// The same for the other one; always greater than `left`.
    pub right: usize,
    /// The mean distance between the themes of both sides, 1 − cosine of their centroids: 0 for the same wording, about 1
    /// for nothing in common.
    pub distance: f64,
}

/// Joins the nearest two again and again, until all are one: average linkage by kodama. One join fewer than `centroids`
/// has rows; none for one row.
pub(super) fn of(centroids: &Array2<f64>) -> Vec<Join> {
    let n = centroids.nrows();
    if n < 2 {
        return Vec::new();
    }
    let mut distances = Vec::with_capacity(n * (n - 1) / 2);
    for a in 0..n {
        distances.extend((a + 1..n).map(|b| 1.0 - cosine(centroids.row(a), centroids.row(b))));
    }
    let dendrogram = kodama::linkage(&mut distances, n, kodama::Method::Average);
    let join = |step: &kodama::Step<f64>| Join {
        left: step.cluster1.min(step.cluster2),
        right: step.cluster1.max(step.cluster2),
        distance: step.dissimilarity.max(0.0),
    };
    dendrogram.steps().iter().map(join).collect()
}

fn cosine(a: ArrayView1<'_, f64>, b: ArrayView1<'_, f64>) -> f64 {
    let lengths = (a.dot(&a) * b.dot(&b)).sqrt();
    if lengths > 0.0 { a.dot(&b) / lengths } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_nearest_are_joined_first() {
        let tree = of(&array![[1.0, 0.0], [0.0, 1.0], [2.0, 0.2]]);
        assert_eq!((tree[0].left, tree[0].right), (0, 2));
        assert_eq!((tree[1].left, tree[1].right), (1, 3));
        assert!(tree[0].distance < 0.01 && (tree[1].distance - 0.95).abs() < 0.01, "{tree:?}");
        assert_eq!(of(&array![[1.0]]), []);
        assert_eq!(of(&array![[0.0], [0.0]])[0].distance, 1.0, "nothing is known of empty ones");
    }
}
