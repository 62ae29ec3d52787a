//! Cosines by row, for pictures that look at every pair.

use std::cell::RefCell;

use crate::similarity::{Pair, Similarity};

/// The cosines of one row after the other: looking up each pair by itself would search the list of pairs anew for
/// every one of rows × rows.
pub(super) struct CosineRows<'s> {
    similarity: &'s Similarity,
    /// For each row where its pairs as the later one begin in `earlier`; one more entry than rows.
    starts: Vec<usize>,
    /// Pairs by their later row, as indices into the list of pairs.
    earlier: Vec<usize>,
    /// The row that was asked for last, and its cosines with all rows.
    known: RefCell<(Option<usize>, Vec<f64>)>,
}

impl<'s> CosineRows<'s> {
    /// Cost: a pass over the pairs, and memory for an index of each.
    pub(super) fn new(similarity: &'s Similarity) -> Self {
        let mut starts = vec![0; similarity.n_rows() + 1];
        for pair in similarity.pairs() {
            starts[pair.b + 1] += 1;
        }
        for row in 1..starts.len() {
            starts[row] += starts[row - 1];
        }
        let mut next = starts.clone();
        let mut earlier = vec![0; similarity.pairs().len()];
        for (at, pair) in similarity.pairs().iter().enumerate() {
            earlier[next[pair.b]] = at;
            next[pair.b] += 1;
        }
        Self { similarity, starts, earlier, known: RefCell::new((None, Vec::new())) }
    }

    /// [`Similarity::cosine`]; cheap where `a` is that of the call before.
    pub(super) fn cosine(&self, a: usize, b: usize) -> f64 {
        let mut known = self.known.borrow_mut();
        let (row, cosines) = &mut *known;
        if *row != Some(a) {
            *row = Some(a);
            self.fill(a, cosines);
        }
        cosines.get(b).copied().unwrap_or(0.0)
    }

    fn fill(&self, row: usize, cosines: &mut Vec<f64>) {
        cosines.clear();
        cosines.resize(self.similarity.n_rows(), 0.0);
        let Some(own) = cosines.get_mut(row) else { return };
        *own = 1.0;
        let pairs = self.similarity.pairs();
        let from = pairs.partition_point(|pair| pair.a < row);
        for Pair { b, cosine, .. } in pairs[from..].iter().take_while(|pair| pair.a == row) {
            cosines[*b] = *cosine;
        }
        for &at in &self.earlier[self.starts[row]..self.starts[row + 1]] {
            cosines[pairs[at].a] = pairs[at].cosine;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::similarity::compare;
    use crate::vectorize::{CountVectorizer, TfIdf};

    #[test]
    fn rows_hold_what_pairs_say() {
        let texts =
            [("a", "oil gas"), ("b", "choir oil"), ("c", "ice"), ("d", "gas oil coal"), ("e", "choir")];
        let corpus = Corpus::from_texts(texts).unwrap();
        let counts = CountVectorizer::params(Analyzer::sklearn()).fit_transform(&corpus).unwrap().1;
        let similarity = compare(&TfIdf::params().fit_transform(&counts).unwrap().1, 0.0);
        let rows = CosineRows::new(&similarity);
        for (a, b) in (0..6).flat_map(|a| (0..6).map(move |b| (a, b))).filter(|pair| *pair != (5, 5)) {
            assert_eq!(rows.cosine(a, b), similarity.cosine(a, b), "{a} {b}");
        }
        assert_eq!(CosineRows::new(&Similarity::default()).cosine(0, 1), 0.0);
    }
}
