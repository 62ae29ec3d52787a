//! Articles that are one text, so that many copies are told as one group and not as pairs.

use std::cmp::Reverse;

use crate::reuse::Score;

/// Two articles are one text where either has so much of its prose in common with the other.
const ONE_TEXT: f64 = 0.9;
/// Two that are one text are told as the pair they are.
const FEWEST: usize = 3;

/// Articles that are one text, or nearly so.
pub(super) struct OneText {
    /// Rows, in order.
    pub(super) articles: Vec<usize>,
    /// Each has at least so much of its prose in common with another of them.
    pub(super) least: f64,
}

/// Which articles are one text.
pub(super) struct OneTexts {
    /// Those of most articles first.
    pub(super) texts: Vec<OneText>,
    /// For each row the first row of its text.
    first: Vec<usize>,
}

impl OneTexts {
    /// Groups the articles of `scores`, sorted by target and source as they come; `share` tells how much prose of its
    /// target a score has.
    pub(super) fn of(articles: usize, scores: &[Score], share: impl Fn(&Score) -> f64) -> Self {
        let mut first: Vec<usize> = (0..articles).collect();
        let mut best = vec![0.0_f64; articles];
        for score in scores.iter().filter(|score| share(score) >= ONE_TEXT) {
            let back = scores.binary_search_by_key(&(score.source, score.target), |s| (s.target, s.source));
            if back.is_ok_and(|at| share(&scores[at]) >= ONE_TEXT) {
                best[score.target] = best[score.target].max(share(score));
                let (a, b) = (find(&mut first, score.target), find(&mut first, score.source));
                first[a.max(b)] = a.min(b);
            }
        }
        let mut rows: Vec<(usize, usize)> = (0..articles).map(|row| (find(&mut first, row), row)).collect();
        rows.sort_unstable();
        let mut texts: Vec<OneText> = rows
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|rows| rows.len() >= FEWEST)
            .map(|rows| OneText {
                articles: rows.iter().map(|&(_, row)| row).collect(),
                least: rows.iter().map(|&(_, row)| best[row]).fold(1.0, f64::min),
            })
            .collect();
        let mut of_text: Vec<usize> = (0..articles).collect();
        for text in &texts {
            text.articles.iter().for_each(|&row| of_text[row] = text.articles[0]);
        }
        texts.sort_by_key(|text| (Reverse(text.articles.len()), text.articles[0]));
        Self { texts, first: of_text }
    }

    /// The text of a row: the same for articles that are one text.
    pub(super) fn text(&self, row: usize) -> usize {
        self.first[row]
    }
}

/// The first row of the group that a row is in; the way there is halved.
fn find(first: &mut [usize], mut row: usize) -> usize {
    while first[row] != row {
        first[row] = first[first[row]];
        row = first[row];
    }
    row
}
