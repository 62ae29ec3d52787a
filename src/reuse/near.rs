//! Which matches can come to stand in one chain with a run that is long enough.

use rustc_hash::FxHashSet;

use super::seed::{Match, SHINGLE};

/// `matches` without those that no row of links joins to one of at least `min_run` tokens.
///
/// Two long texts share set phrases of three words by the hundred thousand, all over the place; a chain counts only
/// where it holds a longer run. Links reach `max_gap` tokens, so that whatever lies further from every run, and from
/// everything that is joined to a run, can be left out before chains are looked for, and no chain with a run changes.
///
/// The plane of the two texts is cut into squares as wide as a link is long. From the squares in which a run begins
/// or ends a flood goes to their neighbours, on through the matches that begin or end there, and keeps what it
/// reaches: all that links could reach, and some more. O(m log m) for m matches, with less to do for each than chaining.
pub(super) fn near_runs(matches: Vec<Match>, min_run: usize, max_gap: usize) -> Vec<Match> {
    let side = max_gap + SHINGLE;
    let ends =
        |found: &Match| [0, found.len].map(|on| square((found.left + on) / side, (found.right + on) / side));
    let mut places: Vec<(u64, usize)> =
        matches.iter().enumerate().flat_map(|(at, found)| ends(found).map(|square| (square, at))).collect();
    places.sort_unstable();
    let mut kept: Vec<bool> = matches.iter().map(|found| found.len >= min_run).collect();
    let mut open: Vec<usize> = (0..matches.len()).filter(|&at| kept[at]).collect();
    let mut flooded = FxHashSet::default();
    while let Some(at) = open.pop() {
        for here in ends(&matches[at]) {
            if !flooded.insert(here) {
                continue;
            }
            let (left, right) = ((here >> 32) as usize, here as u32 as usize);
            for left in left.saturating_sub(1)..=left + 1 {
                let (first, last) = (square(left, right.saturating_sub(1)), square(left, right + 1));
                let from = places.partition_point(|place| place.0 < first);
                for &(_, at) in places[from..].iter().take_while(|place| place.0 <= last) {
                    if !std::mem::replace(&mut kept[at], true) {
                        open.push(at);
                    }
                }
            }
        }
    }
    let mut kept = kept.into_iter();
    let mut matches = matches;
    matches.retain(|_| kept.next().unwrap_or(false));
    matches
}

/// A square of the plane as one number, in order of left and then right; texts are shorter than 2³² tokens.
fn square(left: usize, right: usize) -> u64 {
    ((left as u64) << 32) | right as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::chain::{Chain, chains};
    use super::*;

    fn at(left: usize, right: usize, len: usize) -> Match {
        Match { left, right, len }
    }

    #[test]
    fn what_links_join_to_a_run_stays() {
        let joined = vec![at(0, 0, 3), at(30, 30, 3), at(60, 60, 5), at(90, 95, 3)];
        assert_eq!(near_runs(joined.clone(), 5, 30), joined);
    }

    #[test]
    fn what_is_far_from_every_run_goes() {
        let run = at(500, 500, 5);
        assert_eq!(near_runs(vec![at(0, 0, 4), at(500, 0, 3), run, at(900, 900, 4)], 5, 30), [run]);
        assert_eq!(near_runs(vec![at(0, 0, 4), at(4, 4, 4)], 5, 30), []);
        assert_eq!(near_runs(Vec::new(), 5, 30), []);
    }

    proptest! {
        #[test]
        fn chains_with_a_run_are_the_same(
            starts in prop::collection::btree_set((0usize..200, 0usize..200), 0..60),
            lengths in prop::collection::vec(3usize..7, 60),
            max_gap in 0usize..12,
        ) {
            let matches: Vec<Match> =
                starts.iter().zip(&lengths).map(|(&(left, right), &len)| at(left, right, len)).collect();
            let has_run = |chain: &Chain| chain.matches.iter().any(|found| found.len >= 6);
            let all: Vec<Chain> = chains(matches.clone(), max_gap).into_iter().filter(has_run).collect();
            let near: Vec<Chain> =
                chains(near_runs(matches, 6, max_gap), max_gap).into_iter().filter(has_run).collect();
            prop_assert_eq!(near, all);
        }
    }
}
