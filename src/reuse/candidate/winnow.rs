//! Winnowing: few hashes of many, and still one of every stretch (Schleimer, Wilkerson and Aiken 2003).

use std::collections::VecDeque;

/// Appends the hashes that are least among some `window` neighbours, of equal ones the last.
///
/// Two texts that share `window` hashes in a row keep the same least one of them, so every stretch of that length is
/// found. Of random hashes 2 / (`window` + 1) are kept. Texts of fewer hashes than a window keep their least one.
pub(super) fn winnowed(hashes: impl Iterator<Item = u64>, window: usize, into: &mut Vec<u64>) {
    // Hashes that may still become the least, ascending, each with its place.
    let mut least: VecDeque<(u64, usize)> = VecDeque::new();
    let mut kept = None;
    let mut n = 0;
    for (at, hash) in hashes.enumerate() {
        n = at + 1;
        while least.back().is_some_and(|&(other, _)| other >= hash) {
            least.pop_back();
        }
        least.push_back((hash, at));
        if least[0].1 + window <= at {
            least.pop_front();
        }
        if n >= window && kept != Some(least[0].1) {
            into.push(least[0].0);
            kept = Some(least[0].1);
        }
    }
    if n < window {
        into.extend(least.front().map(|&(hash, _)| hash));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept(hashes: &[u64], window: usize) -> Vec<u64> {
        let mut into = Vec::new();
        winnowed(hashes.iter().copied(), window, &mut into);
        into
    }

    /// The example of the publication.
    #[test]
    fn the_least_of_each_window_is_kept_once() {
        let hashes = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98];
        assert_eq!(kept(&hashes, 4), [17, 17, 8, 39, 17]);
    }

    #[test]
    fn short_texts_keep_one() {
        assert_eq!(kept(&[5, 3, 4], 4), [3]);
        assert_eq!(kept(&[], 4), [0; 0]);
        assert_eq!(kept(&[5, 3, 4], 1), [5, 3, 4]);
    }

    proptest! {
        #[test]
        fn a_shared_window_shares_a_hash(
            shared in prop::collection::vec(0..50_u64, 5..9),
            around in prop::collection::vec(prop::collection::vec(0..50_u64, 0..9), 4),
        ) {
            let of = |before: &[u64], after: &[u64]| kept(&[before, &shared, after].concat(), 5);
            let (a, b) = (of(&around[0], &around[1]), of(&around[2], &around[3]));
            prop_assert!(a.iter().any(|hash| shared.contains(hash) && b.contains(hash)));
        }
    }
}
