//! The order in which rows stand in a heatmap, so that like stands beside like.

use super::Similarity;

/// The leaves of an average-linkage dendrogram over 1 − cosine, from left to right.
///
/// At every merge the side that holds the smaller row index goes left, so the order repeats exactly.
/// Cost: rows² time and memory; for pictures, not for large sets.
///
/// ```
/// # use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity};
/// let corpus = Corpus::from_texts([("a", "cats sit"), ("b", "stocks fell"), ("c", "a cat sat")])?;
/// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
/// let weights = TfIdf::params().fit_transform(&counts)?.1;
/// let order = similarity::average_linkage_order(&similarity::compare(&weights, 0.0));
/// assert_eq!(order, [0, 2, 1]);
/// # Ok::<(), retell::Error>(())
/// ```
pub fn average_linkage_order(similarity: &Similarity) -> Vec<usize> {
    let n = similarity.n_rows();
    if n < 3 {
        return (0..n).collect();
    }
    let mut distances: Vec<f64> =
        (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| 1.0 - similarity.cosine(a, b)).collect();
    let dendrogram = kodama::linkage(&mut distances, n, kodama::Method::Average);
    let mut leaves: Vec<Vec<usize>> = (0..n).map(|row| vec![row]).collect();
    for step in dendrogram.steps() {
        let mut left = std::mem::take(&mut leaves[step.cluster1]);
        let mut right = std::mem::take(&mut leaves[step.cluster2]);
        if right.iter().min() < left.iter().min() {
            std::mem::swap(&mut left, &mut right);
        }
        left.extend(right);
        leaves.push(left);
    }
    leaves.pop().unwrap_or_default()
}
