//! Which units of two documents are alike.

use super::super::count::in_both;
use super::texts::{Text, Texts};

/// A word that stands in more units of both documents nominates none of them: it says little, and pairs of units that
/// share nothing rarer are not alike.
const MOST_UNITS: usize = 100;
/// Most units that one is alike to: the nearest. In long texts that repeat themselves all would be too many to hold.
const NEAREST: usize = 64;

/// Two units that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Similar {
    pub(super) left: usize,
    pub(super) right: usize,
    /// Of their tf-isf vectors.
    pub(super) cosine: f64,
    /// Shared words, doubled, ÷ the words of both.
    pub(super) dice: f64,
}

impl Similar {
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}

/// The pairs of units with at least this cosine, by left unit and then by right.
///
/// Time: for each unit on the left, the units on the right that share a word that is not in too many. Only for those is
/// the cosine worked out that can still come to enough with the words that are in too many.
pub(super) fn similar(texts: &Texts<'_>, least_cosine: f64) -> Vec<Similar> {
    let Texts { left, right, n_words } = texts;
    let mut units_of_word: Vec<Vec<(u32, f64)>> = vec![Vec::new(); *n_words];
    for (unit, vector) in right.vectors.iter().enumerate() {
        vector.iter().for_each(|&(word, weight)| units_of_word[word as usize].push((unit as u32, weight)));
    }
    let mut left_units = vec![0_usize; *n_words];
    left.vectors.iter().flatten().for_each(|&(word, _)| left_units[word as usize] += 1);
    let is_common =
        |word: u32| units_of_word[word as usize].len().min(left_units[word as usize]) > MOST_UNITS;
    let norms = |text: &Text<'_>, keep: &dyn Fn(u32) -> bool| -> Vec<f64> {
        let kept = |vector: &[(u32, f64)]| norm(vector.iter().filter(|(word, _)| keep(*word)));
        text.vectors.iter().map(|vector| kept(vector)).collect()
    };
    let (of_left, of_right) = (norms(left, &|_| true), norms(right, &|_| true));
    let (common_left, common_right) = (norms(left, &is_common), norms(right, &is_common));
    let mut found: Vec<Similar> = Vec::new();
    let mut products = vec![0.0; right.vectors.len()];
    let mut nominated: Vec<u32> = Vec::new();
    for (unit, vector) in left.vectors.iter().enumerate() {
        for &(word, weight) in vector.iter().filter(|(word, _)| !is_common(*word)) {
            for &(other, of_other) in &units_of_word[word as usize] {
                if products[other as usize] == 0.0 {
                    nominated.push(other);
                }
                products[other as usize] += weight * of_other;
            }
        }
        nominated.sort_unstable();
        nominated.dedup();
        let first = found.len();
        for other in nominated.drain(..) {
            let other = other as usize;
            let of_both = of_left[unit] * of_right[other];
            let most = std::mem::take(&mut products[other]) + common_left[unit] * common_right[other];
            // A little more, for sums come out a little different in another order.
            if of_both <= 0.0 || most * 1.000_001 < least_cosine * of_both {
                continue;
            }
            let (product, shared) = product(vector, &right.vectors[other]);
            if product / of_both >= least_cosine {
                let words = (vector.len() + right.vectors[other].len()) as f64;
                found.push(Similar {
                    left: unit,
                    right: other,
                    cosine: product / of_both,
                    dice: 2.0 * shared as f64 / words,
                });
            }
        }
        if found.len() - first > NEAREST {
            found[first..].sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.right.cmp(&b.right)));
            found.truncate(first + NEAREST);
            found[first..].sort_by_key(|pair| pair.right);
        }
    }
    found
}

fn norm<'v>(vector: impl IntoIterator<Item = &'v (u32, f64)>) -> f64 {
    vector.into_iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// The inner product of two vectors, and how many words they share.
fn product(a: &[(u32, f64)], b: &[(u32, f64)]) -> (f64, usize) {
    let common = in_both(a, b, |entry| entry.0);
    common.fold((0.0, 0), |(sum, shared), (a, b)| (sum + a.1 * b.1, shared + 1))
}

/// The cosine of two stretches.
pub(super) fn cosine(
    left: &Text<'_>,
    of_left: &std::ops::Range<usize>,
    right: &Text<'_>,
    of_right: &std::ops::Range<usize>,
) -> f64 {
    let (a, b) = (summed(&left.vectors[of_left.clone()]), summed(&right.vectors[of_right.clone()]));
    let of_both = norm(&a) * norm(&b);
    if of_both > 0.0 { product(&a, &b).0 / of_both } else { 0.0 }
}

fn summed(vectors: &[Vec<(u32, f64)>]) -> Vec<(u32, f64)> {
    let mut all: Vec<(u32, f64)> = vectors.iter().flatten().copied().collect();
    // The sort keeps the order of units, so that sums are always the same.
    all.sort_by_key(|(word, _)| *word);
    all.chunk_by(|a, b| a.0 == b.0)
        .map(|run| (run[0].0, run.iter().map(|(_, weight)| weight).sum()))
        .collect()
}
