//! Which terms make two rows alike.

use super::unit::length;
use crate::vectorize::TfIdfMatrix;

/// How much one term adds to the cosine of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Column of the term.
    pub column: usize,
    /// Product of the two unit weights; the contributions of a pair sum to its cosine.
    pub weight: f64,
}

/// The terms that make rows `a` and `b` alike, largest contribution first, ties by term; at most `n`.
pub fn explain(weights: &TfIdfMatrix, a: usize, b: usize, n: usize) -> Vec<Contribution> {
    let scale = length(weights, a) * length(weights, b);
    let mut right = weights.row(b).peekable();
    let mut shared: Vec<Contribution> = weights
        .row(a)
        .filter_map(|(column, weight)| {
            while right.next_if(|cell| cell.0 < column).is_some() {}
            let other = right.next_if(|cell| cell.0 == column)?.1;
            Some(Contribution { column, weight: weight * other / scale })
        })
        .collect();
    shared.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.column.cmp(&y.column)));
    shared.truncate(n);
    shared
}
