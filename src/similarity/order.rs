//! The order in which rows stand in a heatmap, so that like stands beside like.

use super::Similarity;

/// Above this many rows the distances of all pairs are too many for a picture that no longer shows single rows.
const MOST_LINKED: usize = 3_000;

/// Above [`MOST_LINKED`] rows, the pairs of so many nearest rows of each are looked at.
const NEAREST: usize = 10;

/// The leaves of an average-linkage dendrogram over 1 − cosine, from left to right.
///
/// At every merge the side that holds the smaller row index goes left, so the order repeats exactly.
/// Cost: rows² time and memory up to 3,000 rows.
///
/// Above, a heatmap shows blocks of rows, and single linkage is near enough: groups are joined by their most alike
/// pair, the most alike first, where each row brings its ten nearest; groups that no pair joins stand in order of their
/// first row. Cost: p log p time for p pairs, and memory for ten of each row.
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
    if n > MOST_LINKED {
        return nearest_order(similarity);
    }
    let mut distances: Vec<f64> = (0..n)
        .flat_map(|a| (a + 1..n).map(move |b| (a, b)))
        .map(|(a, b)| 1.0 - similarity.cosine(a, b))
        .collect();
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

/// The leaves of a single-linkage dendrogram over the pairs of each row with its nearest.
fn nearest_order(similarity: &Similarity) -> Vec<usize> {
    let n = similarity.n_rows();
    // (cosine, pair) by which both rows of a pair know each other; the weakest falls out when a row has too many.
    let mut near: Vec<Vec<(f64, usize)>> = vec![Vec::new(); n];
    for (at, pair) in similarity.pairs().iter().enumerate() {
        for row in [pair.a, pair.b] {
            let list = &mut near[row];
            // Pairs come in order, so that of equals the earlier ones stay.
            let place = list.partition_point(|(cosine, _)| *cosine >= pair.cosine);
            if place < NEAREST {
                list.truncate(NEAREST - 1);
                list.insert(place, (pair.cosine, at));
            }
        }
    }
    let mut links: Vec<(f64, usize)> = near.into_iter().flatten().collect();
    links.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    links.dedup();
    // Groups are chains of rows: `next` leads along them, and the first row, which is the smallest, knows the last.
    let mut groups: Vec<usize> = (0..n).collect();
    let mut next: Vec<Option<usize>> = vec![None; n];
    let mut last: Vec<usize> = (0..n).collect();
    for (_, at) in links {
        let pair = similarity.pairs()[at];
        let (a, b) = (first_of(&mut groups, pair.a), first_of(&mut groups, pair.b));
        if a != b {
            let (left, right) = (a.min(b), a.max(b));
            next[last[left]] = Some(right);
            last[left] = last[right];
            groups[right] = left;
        }
    }
    let mut order = Vec::with_capacity(n);
    for first in (0..n).filter(|&row| groups[row] == row) {
        order.extend(std::iter::successors(Some(first), |&row| next[row]));
    }
    order
}

/// The first row of the group of `row`; shortens the way there for the next time.
fn first_of(groups: &mut [usize], mut row: usize) -> usize {
    while groups[row] != row {
        groups[row] = groups[groups[row]];
        row = groups[row];
    }
    row
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, TfIdf};

    fn similarity(texts: &[String]) -> Similarity {
        let corpus =
            Corpus::from_texts(texts.iter().enumerate().map(|(at, text)| (at.to_string(), text.as_str())));
        let vectorizer = CountVectorizer::params(Analyzer::sklearn());
        let counts = vectorizer.fit_transform(&corpus.unwrap()).unwrap().1;
        compare(&TfIdf::params().fit_transform(&counts).unwrap().1, 0.0)
    }

    #[test]
    fn the_cheaper_order_puts_like_beside_like_too() {
        let texts = ["oil gas", "choir hymn", "gas oil coal", "hymn choir song", "ice", "coal gas oil"];
        let similarity = similarity(&texts.map(str::to_owned));
        assert_eq!(average_linkage_order(&similarity), [0, 2, 5, 1, 3, 4]);
        assert_eq!(nearest_order(&similarity), [0, 2, 5, 1, 3, 4]);
    }

    #[test]
    fn many_rows_have_an_order_with_every_row_once() {
        let texts: Vec<String> = (0..=MOST_LINKED).map(|row| format!("word{}", row * row % 1_009)).collect();
        let similarity = similarity(&texts);
        let order = average_linkage_order(&similarity);
        assert!(order.windows(2).filter(|pair| texts[pair[0]] == texts[pair[1]]).count() > MOST_LINKED / 2);
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..=MOST_LINKED).collect::<Vec<_>>());
    }
}
