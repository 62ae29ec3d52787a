//! Whether an alignment is enough to speak of a passage.

use super::align::{Column, Step, alike, identity, trimmed};
use super::params::ReuseParams;
use super::sequence::{Marks, Sequence};

/// What a stop word weighs, and the least that any token does: twenty words in a row are a passage whatever they are.
const LEAST: f64 = 0.15;
/// What is left of the weight of a name or a number.
pub(super) const SLIGHT: f64 = 0.25;
/// How fast a word loses weight with its share of the two documents: half at one in five hundred.
const RATE: f64 = 500.0;
/// Documents shorter than this are taken to be this long, so that one repetition does not weigh too much.
const FEWEST_TOKENS: usize = 500;

/// Two documents, and what it takes for an alignment of them to count.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'s> {
    pub(super) left: &'s Sequence<'s>,
    pub(super) right: &'s Sequence<'s>,
    pub(super) params: &'s ReuseParams,
}

impl Evidence<'_> {
    /// Whether the columns hold enough equal tokens, of enough weight, close enough together.
    pub(super) fn is_passage(self, columns: &[Column]) -> bool {
        let equal = columns.iter().filter(|column| column.is_equal()).count();
        equal >= self.params.min_tokens
            && identity(columns) >= self.params.min_identity
            && longest_run(columns) >= self.params.min_run
            && self.weight(columns) >= self.params.min_weight
    }

    /// The summed weight of the equal tokens, times the identity: words that stand between other words say less, or
    /// two names a sentence apart would make a passage.
    ///
    /// A word that both texts use all the time (the name of their subject) is no sign of copying. The weight of a
    /// token is 1 / (1 + 500 · r), where r is the share of a document's tokens that are the same word elsewhere, of the
    /// document where that is less: a refrain of one of them is still news to the other.
    /// It depends on the words of the two documents alone.
    pub(super) fn weight(self, columns: &[Column]) -> f64 {
        let equal = columns.iter().filter(|column| column.is_equal());
        identity(columns) * equal.map(|column| self.token_weight(column)).sum::<f64>()
    }

    fn token_weight(self, column: &Column) -> f64 {
        let (left, right) = (column.left as usize, column.right as usize);
        let (here, there) = (self.left.marks(left), self.right.marks(right));
        if (here | there).contains(Marks::STOP) {
            return LEAST;
        }
        let elsewhere =
            |sequence: &Sequence<'_>, at: usize| share(sequence.count(at).saturating_sub(1), sequence.len());
        let factor = if (here & there).contains(Marks::SLIGHT) { SLIGHT } else { 1.0 };
        (rarity(elsewhere(self.left, left).min(elsewhere(self.right, right))) * factor).max(LEAST)
    }

    /// The parts of an alignment that are passages.
    pub(super) fn passages(self, columns: &[Column]) -> Vec<Vec<Column>> {
        let parts = alike(columns, self.params.min_identity);
        parts.iter().flat_map(|part| self.quotations_apart(part)).map(<[Column]>::to_vec).collect()
    }

    /// A passage as one, or the quotations in it: a quotation that both texts make, without the chance words around
    /// it, where those alone would not be enough.
    fn quotations_apart(self, columns: &[Column]) -> Vec<&[Column]> {
        if !self.is_passage(columns) {
            return Vec::new();
        }
        let quoted = |column: &Column| {
            let quoted_left = || self.left.marks(column.left as usize).contains(Marks::QUOTED);
            let quoted_right = || self.right.marks(column.right as usize).contains(Marks::QUOTED);
            match column.step {
                Step::LeftOnly => quoted_left(),
                Step::RightOnly => quoted_right(),
                _ => quoted_left() && quoted_right(),
            }
        };
        let prose: Vec<Column> = columns.iter().filter(|column| !quoted(column)).copied().collect();
        if prose.is_empty() || self.stands_as_prose(&prose) {
            return vec![columns];
        }
        let quotations: Vec<&[Column]> = columns
            .chunk_by(|a, b| quoted(a) == quoted(b))
            .filter(|chunk| quoted(&chunk[0]))
            .map(trimmed)
            .filter(|chunk| self.is_passage(chunk))
            .collect();
        if quotations.is_empty() { vec![columns] } else { quotations }
    }

    /// Whether what two texts share outside quotation marks would be enough, taken together.
    fn stands_as_prose(self, prose: &[Column]) -> bool {
        prose.iter().filter(|column| column.is_equal()).count() >= self.params.min_tokens
            && self.weight(prose) >= self.params.min_weight
    }
}

/// The share of a document's tokens that so many occurrences are.
pub(super) fn share(occurrences: u32, tokens: usize) -> f64 {
    f64::from(occurrences) / tokens.max(FEWEST_TOKENS) as f64
}

/// What a word weighs that makes up this share of a document: half at one in five hundred.
pub(super) fn rarity(share: f64) -> f64 {
    1.0 / (1.0 + RATE * share)
}

fn longest_run(columns: &[Column]) -> usize {
    columns
        .chunk_by(|a, b| a.step == b.step)
        .filter(|run| run[0].is_equal())
        .map(<[_]>::len)
        .max()
        .unwrap_or(0)
}
