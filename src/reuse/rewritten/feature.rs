//! What two documents must share before it is worth asking whether one retells the other.

use std::ops::Range;

use super::super::count::in_both;
use super::super::seed::hash;
use crate::analyze::Token;

/// Fewest pairs of neighbouring words that two documents share where one retells the other. On one half of the PAN-2013
/// corpus 99 of 100 pairs of documents with rewritten passages share more, and half of the pairs without share one.
pub(crate) const FEWEST_SHARED: usize = 5;

/// The places of words that stand side by side in a unit when stop words are left out.
pub(crate) fn neighbours<'t>(
    tokens: &'t [Token],
    units: &'t [Range<usize>],
) -> impl Iterator<Item = (usize, usize)> + 't {
    units.iter().flat_map(|unit| {
        let said = unit.clone().filter(|&at| tokens[at].term().is_some());
        said.clone().zip(said.skip(1))
    })
}

/// The neighbours in a text as hashes, whichever of two words comes first; sorted, each once. A rewritten sentence keeps
/// some of them though it keeps hardly a run of three words.
pub(crate) fn features(symbols: &[u32], tokens: &[Token], units: &[Range<usize>]) -> Vec<u64> {
    let pairs = neighbours(tokens, units).map(|(a, b)| (symbols[a], symbols[b]));
    let mut features: Vec<u64> =
        pairs.filter(|(a, b)| a != b).map(|(a, b)| hash(&[a.min(b), a.max(b)])).collect();
    features.sort_unstable();
    features.dedup();
    features
}

/// Whether two sorted lists share at least [`FEWEST_SHARED`].
pub(super) fn share_enough(left: &[u64], right: &[u64]) -> bool {
    in_both(left, right, |feature| *feature).take(FEWEST_SHARED).count() == FEWEST_SHARED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_enough() {
        assert!(share_enough(&[1, 2, 3, 4, 5, 6], &[0, 1, 2, 3, 5, 6]));
        assert!(!share_enough(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 6, 7]));
    }
}
