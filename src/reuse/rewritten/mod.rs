//! What one document says after another in other words.
//!
//! Sentences are held against sentences by the words they share (the way of Sanchez-Perez et al. 2014 on the text alignment
//! corpus of PAN 2013); what is alike and stands close together in both documents is a region, whose borders are then
//! drawn by what each unit shares with the whole other side. Where a document sums up another, the sentences it was
//! made of are spread over a long stretch: those are looked for one by one. Everything is decided from the two documents
//! alone. The numbers in these files were chosen on one half of that corpus, with sets of news in view that retell nothing.

mod bar;
mod concordance;
mod condensed;
mod event;
mod feature;
mod region;
mod similar;
mod texts;
mod units;
mod weight;

use std::ops::Range;

use bar::Bar;

use super::count::{counted, in_both};
use super::sequence::Sequence;
pub(super) use concordance::Concordance;
use condensed::condensed;
#[cfg(feature = "read")]
pub(super) use feature::neighbours;
pub(super) use feature::{FEWEST_SHARED, features};
use region::{Region, regions};
pub(super) use region::{hull, overlap};
use similar::{Similar, similar};
use texts::{Bag, Texts};
pub(super) use units::units;
use weight::Words;

/// The least that the shared words of a stretch weigh.
pub(super) const LEAST_WEIGHT: f64 = Bar::TOLD.weight;
/// Fewest tokens of a stretch on either side.
pub(super) const FEWEST_TOKENS: usize = 16;
/// A unit in the middle of a copy is settled: it and so many units around it are copied. What is nearer to the border is still
/// needed to tell that a retelling beside it is mostly copied.
const INSIDE_COPY: usize = 12;

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
///
/// `copied` are the tokens of each that lie in close copies of the other: what is in the middle of a copy on both sides is
/// told of already, and is held against nothing that is.
pub(super) fn rewritten(
    left: &Sequence<'_>,
    right: &Sequence<'_>,
    copied: (&[Range<usize>], &[Range<usize>]),
) -> [Vec<Stretch>; 2] {
    let nothing = [Vec::new(), Vec::new()];
    if !feature::share_enough(left.features(), right.features()) {
        return nothing;
    }
    let settled = (settled(left.units(), copied.0), settled(right.units(), copied.1));
    if settled.0.iter().chain(&settled.1).all(|&settled| settled) || !weight::may_be_enough(left, right) {
        return nothing;
    }
    held_against(left, right, (&settled.0, &settled.1), &Bar::TOLD)
}

/// The weight of the weightiest stretch of either document that could be taken for a retelling of one of the other, however
/// little it says: what unrelated documents have in common.
pub(super) fn weight_by_chance(left: &Sequence<'_>, right: &Sequence<'_>) -> f64 {
    let nothing_settled = |sequence: &Sequence<'_>| vec![false; sequence.units().len()];
    let settled = (nothing_settled(left), nothing_settled(right));
    let found = held_against(left, right, (&settled.0, &settled.1), &Bar::ANYTHING);
    found.iter().flatten().map(|stretch| stretch.weight).fold(0.0, f64::max)
}

/// The stretches of each document that come to what `bar` asks for, held against the units of the other; of units that
/// are settled, only against those that are not.
fn held_against(
    left: &Sequence<'_>,
    right: &Sequence<'_>,
    settled: (&[bool], &[bool]),
    bar: &Bar,
) -> [Vec<Stretch>; 2] {
    let texts = Texts::new(left, right);
    let mut alike = similar(&texts, condensed::PLACE_COSINE, settled);
    if alike.is_empty() {
        return [Vec::new(), Vec::new()];
    }
    let mut bag = Bag::new(&texts);
    let found = regions(&texts, &alike, bar, &mut bag);
    let of_left = directed(&texts, &alike, found.clone(), bar, &mut bag);
    alike = alike.into_iter().map(Similar::flipped).collect();
    alike.sort_by_key(|pair| (pair.left, pair.right));
    let found = found.into_iter().map(Region::flipped).collect();
    let of_right = directed(&texts.flipped(), &alike, found, bar, &mut bag);
    [of_left, of_right]
}

/// Which units lie in the middle of a copy. A copy that reaches from the beginning of a document to its end has no border.
fn settled(units: &[Range<usize>], copies: &[Range<usize>]) -> Vec<bool> {
    let mut copied = vec![false; units.len()];
    for copy in copies {
        let first = units.partition_point(|unit| unit.start < copy.start);
        let end = units.partition_point(|unit| unit.end <= copy.end);
        if first < end {
            copied[first..end].fill(true);
        }
    }
    let mut settled = copied.clone();
    for at in (0..copied.len()).filter(|&at| !copied[at]) {
        settled[at.saturating_sub(INSIDE_COPY)..(at + INSIDE_COPY + 1).min(copied.len())].fill(false);
    }
    settled
}

fn directed(
    texts: &Texts<'_>,
    alike: &[Similar],
    mut regions: Vec<Region>,
    bar: &Bar,
    bag: &mut Bag,
) -> Vec<Stretch> {
    let summaries = condensed(texts, alike, &mut regions, bar, bag);
    let stretch = |region: &Region, condensed: bool| {
        let (target, source) = (texts.left.tokens_of(&region.left), texts.right.tokens_of(&region.right));
        let words = Words::of(texts, target.clone(), source.clone());
        (Stretch { target, source, condensed, weight: words.shared_weight(texts) }, words)
    };
    let retold = regions.iter().map(|region| stretch(region, false));
    let retold = retold.filter(|(stretch, words)| {
        stretch.weight >= bar.weight && (!bar.one_event || event::may_be_one(texts, words))
    });
    let retold = retold.map(|(stretch, _)| stretch);
    let summed_up = summaries.iter().map(|summary| stretch(summary, true).0);
    let mut all: Vec<Stretch> = retold.chain(summed_up).collect();
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
    fn units_are_settled_in_the_middle_of_a_copy_and_at_the_ends_of_a_document() {
        let units: Vec<Range<usize>> = (0..40).map(|at| 10 * at..10 * at + 10).collect();
        let settled = |copies: &[(usize, usize)]| -> Vec<usize> {
            let copies: Vec<Range<usize>> = copies.iter().map(|&(start, end)| start..end).collect();
            (0..40).filter(|&at| super::settled(&units, &copies)[at]).collect()
        };
        // Units 2 to 28 lie in the copy.
        assert_eq!(settled(&[(15, 295)]), [14, 15, 16]);
        assert_eq!(settled(&[(0, 140), (140, 155)]), [0, 1, 2]);
        assert_eq!(settled(&[(0, 400)]).len(), 40);
        assert!(settled(&[(30, 270)]).is_empty() && settled(&[]).is_empty());
    }

    #[test]
    fn shared_tokens_are_counted_once_each() {
        assert_eq!(shared_tokens(&[5, 1, 5, 2], &[5, 3, 2, 2]), 2);
        assert_eq!(shared_tokens(&[], &[1]), 0);
    }
}
