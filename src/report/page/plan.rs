//! What a page has room for. A few articles are shown whole; of many, what they share comes first.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::corpus::Span;
use crate::reuse::Score;

/// Pairs are shown with both texts whole until these hold so many bytes.
const WHOLE: usize = 600_000;
/// Then with the paragraphs that hold a passage, until these hold so many.
const EXCERPTS: usize = 2_000_000;
/// Texts of articles, in bytes.
const TEXTS: usize = 6_000_000;
/// Articles.
const ARTICLES: usize = 1_000;
/// What the frame of a pair takes, in bytes of text.
const FRAME: usize = 1_500;

/// How much of two articles stands side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Both texts.
    Whole,
    /// The paragraphs that hold a passage.
    Excerpt,
}

/// What is shown of an analysis.
#[derive(Debug)]
pub(super) struct Plan {
    articles: Vec<bool>,
    /// By the pair's rows, the smaller first.
    pairs: BTreeMap<(usize, usize), Extent>,
    /// Pairs of articles that share a passage, the strongest first, whether shown or not.
    pub(super) sharing: Vec<(usize, usize)>,
}

impl Plan {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let corpus = &analysis.corpus;
        let sharing = by_strength(&analysis.reuse.scores);
        let mut pairs = BTreeMap::new();
        let (mut whole, mut excerpts) = (0, 0);
        for &(a, b) in &sharing {
            let texts = corpus[a].text().len() + corpus[b].text().len();
            let excerpt = excerpt_bytes(analysis, a, b);
            if whole + texts + FRAME <= WHOLE {
                whole += texts + FRAME;
                pairs.insert((a, b), Extent::Whole);
            } else if excerpts + excerpt + FRAME <= EXCERPTS {
                excerpts += excerpt + FRAME;
                pairs.insert((a, b), Extent::Excerpt);
            }
        }
        // What stands in a pair comes first, the rest in its order.
        let mut articles = vec![false; corpus.len()];
        let (mut room, mut shown) = (TEXTS, 0);
        let of_pairs = sharing.iter().flat_map(|&(a, b)| [a, b]);
        for row in of_pairs.chain(0..corpus.len()) {
            let text = corpus[row].text().len();
            if !articles[row] && text <= room && shown < ARTICLES {
                room -= text;
                shown += 1;
                articles[row] = true;
            }
        }
        Self { articles, pairs, sharing }
    }

    /// The pairs that stand side by side, by rows, the smaller first.
    pub(super) fn pairs(&self) -> impl Iterator<Item = ((usize, usize), Extent)> {
        self.pairs.iter().map(|(&pair, &extent)| (pair, extent))
    }

    /// Whether an article stands in the page.
    pub(super) fn has_article(&self, row: usize) -> bool {
        self.articles[row]
    }

    /// A link to an article, if it is in the page.
    pub(super) fn article(&self, row: usize) -> Option<String> {
        self.has_article(row).then(|| format!("#{}", article_anchor(row)))
    }

    /// A link to a paragraph, if it is in the page.
    pub(super) fn paragraph(&self, row: usize, paragraph: usize) -> Option<String> {
        self.has_article(row).then(|| format!("#{}", paragraph_anchor(row, paragraph)))
    }

    /// A link to two articles side by side, if they stand so.
    pub(super) fn pair(&self, a: usize, b: usize) -> Option<String> {
        self.pairs.contains_key(&(a.min(b), a.max(b))).then(|| format!("#{}", pair_anchor(a, b)))
    }
}

/// Where an article stands. Its number is that of its row, from 1.
pub(super) fn article_anchor(row: usize) -> String {
    format!("article-{}", row + 1)
}

/// Where a paragraph stands; paragraphs count from 0, as in the tables.
pub(super) fn paragraph_anchor(row: usize, paragraph: usize) -> String {
    format!("{}-p{paragraph}", article_anchor(row))
}

/// Where two articles stand side by side. Each order of them is an anchor.
pub(super) fn pair_anchor(a: usize, b: usize) -> String {
    format!("pair-{}-{}", a + 1, b + 1)
}

/// Where a passage of a pair stands on one side; passages count from 1.
pub(super) fn passage_anchor(pair: (usize, usize), number: usize, side: usize) -> String {
    format!("{}-{number}{}", pair_anchor(pair.0, pair.1), ["a", "b"][side])
}

/// Pairs with a passage, by the share of the one that holds more of the other.
fn by_strength(scores: &[Score]) -> Vec<(usize, usize)> {
    let mut strength: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    for score in scores.iter().filter(|score| score.passages > 0) {
        let pair = (score.target.min(score.source), score.target.max(score.source));
        let known = strength.entry(pair).or_default();
        *known = (known.0.max(score.reuse().unwrap_or(0.0)), known.1.max(score.reused_tokens));
    }
    let mut pairs: Vec<_> = strength.into_iter().collect();
    pairs.sort_by(|(x, (x_share, x_tokens)), (y, (y_share, y_tokens))| {
        y_share.total_cmp(x_share).then(y_tokens.cmp(x_tokens)).then(x.cmp(y))
    });
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// Bytes of the paragraphs of two articles that hold a passage of theirs.
fn excerpt_bytes(analysis: &Analysis, a: usize, b: usize) -> usize {
    let shared = analysis.reuse.shared(a, b);
    let of = |row: usize, side: usize| {
        let mut spans: Vec<Span> = shared.iter().map(|one| one.spans[side]).collect();
        spans.sort();
        let paragraphs = analysis.corpus[row].paragraphs().iter();
        paragraphs
            .filter(|paragraph| meets(&spans, paragraph.span))
            .map(|paragraph| paragraph.span.len())
            .sum()
    };
    let texts: usize = of(a, 0);
    texts + of(b, 1)
}

/// Whether any of `spans`, which are sorted by start, has a byte in `place`.
pub(super) fn meets(spans: &[Span], place: Span) -> bool {
    spans.iter().take_while(|span| span.start < place.end).any(|span| span.end > place.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_ordered_by_what_they_share() {
        let score = |target, source, reused_tokens| Score {
            target,
            source,
            eligible_tokens: 100,
            reused_tokens,
            passages: 1,
            ..Score::default()
        };
        let scores = [score(0, 1, 10), score(1, 0, 30), score(2, 0, 90), score(2, 1, 30)];
        assert_eq!(by_strength(&scores), [(0, 2), (0, 1), (1, 2)]);
    }

    #[test]
    fn spans_meet_where_they_have_a_byte_in_common() {
        let spans = [Span::new(0, 4), Span::new(9, 12)];
        assert!(!meets(&spans, Span::new(4, 9)));
        assert!(meets(&spans, Span::new(4, 10)));
        assert!(meets(&spans, Span::new(3, 4)));
        assert!(!meets(&[], Span::new(0, 9)));
    }
}
