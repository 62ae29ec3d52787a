//! What one document says after another in other words.
//!
//! Sentences are held against sentences by the words they share (the way of Sanchez-Perez et al. 2014 on the text alignment
//! corpus of PAN 2013); what is alike and stands close together in both documents is a region, whose borders are then
//! drawn by what each unit shares with the whole other side. Where a document sums up another, the sentences it was
//! made of are spread over a long stretch: those are looked for one by one. Everything is decided from the two documents
//! alone. The numbers in these files were chosen on one half of that corpus, with sets of news in view that retell nothing.

mod condensed;
mod feature;
mod region;
mod similar;
mod texts;
mod units;
mod weight;

use std::ops::Range;

use super::count::{counted, in_both};
use super::sequence::Sequence;
use condensed::condensed;
#[cfg(feature = "read")]
pub(super) use feature::neighbours;
pub(super) use feature::{FEWEST_SHARED, features};
use region::{Region, regions};
pub(super) use region::{hull, overlap};
use similar::{Similar, similar};
use texts::{Bag, Texts};
pub(super) use units::units;
use weight::Lore;

/// Fewest tokens of a stretch on either side.
const FEWEST_TOKENS: usize = 16;

/// A stretch of one document that says what one of another says, as tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) target: Range<usize>,
    pub(super) source: Range<usize>,
    /// It sums up a longer stretch, piece by piece.
    pub(super) condensed: bool,
    /// Summed weight of the words that both have; see [`weight`].
    pub(super) weight: f64,
}

/// The stretches of the left document that retell the right one, and those of the right that retell the left; by place.
pub(super) fn rewritten(left: &Sequence<'_>, right: &Sequence<'_>) -> [Vec<Stretch>; 2] {
    if !feature::share_enough(left.features(), right.features()) {
        return [Vec::new(), Vec::new()];
    }
    let texts = Texts::new(left, right);
    let mut alike = similar(&texts, condensed::PLACE_COSINE);
    if alike.is_empty() {
        return [Vec::new(), Vec::new()];
    }
    let mut bag = Bag::new(texts.n_words);
    let lore = Lore::new(&texts);
    let found = regions(&texts, &alike, &mut bag);
    let of_left = directed(&texts, &alike, found.clone(), &lore, &mut bag);
    alike = alike.into_iter().map(Similar::flipped).collect();
    alike.sort_by_key(|pair| (pair.left, pair.right));
    let found = found.into_iter().map(Region::flipped).collect();
    let of_right = directed(&texts.flipped(), &alike, found, &lore.flipped(), &mut bag);
    [of_left, of_right]
}

fn directed(
    texts: &Texts<'_>,
    alike: &[Similar],
    mut regions: Vec<Region>,
    lore: &Lore,
    bag: &mut Bag,
) -> Vec<Stretch> {
    let summaries = condensed(texts, alike, &mut regions, lore, bag);
    let stretch = |region: Region, condensed: bool| {
        let (target, source) = (texts.left.tokens_of(&region.left), texts.right.tokens_of(&region.right));
        let weight = weight::shared(lore, texts, target.clone(), source.clone());
        Stretch { target, source, condensed, weight }
    };
    let retold = regions.into_iter().map(|region| stretch(region, false));
    let retold = retold.filter(|stretch| weight::is_enough(stretch.weight));
    let mut all: Vec<Stretch> =
        retold.chain(summaries.into_iter().map(|summary| stretch(summary, true))).collect();
    all.retain(|stretch| stretch.target.len().min(stretch.source.len()) >= FEWEST_TOKENS);
    all.sort_by_key(|stretch| (stretch.target.start, stretch.source.start));
    all
}

/// How many of the left tokens are found among the right ones, in any order, each once.
pub(super) fn shared_tokens(left: &[u32], right: &[u32]) -> usize {
    let (left, right) = (counted(left), counted(right));
    in_both(&left, &right, |entry| entry.0).map(|(here, there)| here.1.min(there.1) as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_tokens_are_counted_once_each() {
        assert_eq!(shared_tokens(&[5, 1, 5, 2], &[5, 3, 2, 2]), 2);
        assert_eq!(shared_tokens(&[], &[1]), 0);
    }
}
