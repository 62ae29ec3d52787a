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

/// Whether nothing that two documents share can stand in one chain with this maximal match: no shingle begins in both where
/// a match that is linked to it would begin or end.
///
/// Looks at `max_gap` tokens before it and behind it on either side; says no where that is too far to look.
pub(super) fn is_alone(left: &[u32], right: &[u32], found: &Match, max_gap: usize) -> bool {
    const OVERLAP: usize = SHINGLE - 1;
    // A match before it may reach into it by less than a shingle, and ends `max_gap` tokens before it or later.
    let before =
        |symbols: &[u32], at: usize| at.saturating_sub(max_gap + SHINGLE)..(at + OVERLAP).min(symbols.len());
    let behind = |symbols: &[u32], at: usize| at - OVERLAP..(at + max_gap + SHINGLE).min(symbols.len());
    let (left_end, right_end) = (found.left + found.len, found.right + found.len);
    !share_shingle(&left[before(left, found.left)], &right[before(right, found.right)])
        && !share_shingle(&left[behind(left, left_end)], &right[behind(right, right_end)])
}

/// Whether two short stretches have a shingle in common; yes where they are too long to tell.
fn share_shingle(left: &[u32], right: &[u32]) -> bool {
    if right.len() > u64::BITS as usize {
        return true;
    }
    may_share_shingle(left, right) && has_three_in_a_row(left, right)
}

/// Whether two neighbours on the left, one after the other, look like neighbours on the right: no is certain, and most of what
/// is asked is told by it.
fn may_share_shingle(left: &[u32], right: &[u32]) -> bool {
    let mut sieve = [0_u64; 16];
    let bit = |two: &[u32]| {
        let mixed = two[0].wrapping_mul(0x9E37_79B1) ^ two[1].wrapping_mul(0x85EB_CA77);
        (mixed >> 28, mixed >> 22 & 63)
    };
    for two in right.windows(2) {
        let (word, bit) = bit(two);
        sieve[word as usize] |= 1 << bit;
    }
    let mut before = false;
    left.windows(2).any(|two| {
        let (word, bit) = bit(two);
        let here = sieve[word as usize] >> bit & 1 == 1;
        std::mem::replace(&mut before, here) && here
    })
}

fn has_three_in_a_row(left: &[u32], right: &[u32]) -> bool {
    // A bit for each place on the right: the last word on the left stands there; the last two end there.
    let (mut one, mut two) = (0_u64, 0_u64);
    left.iter().any(|word| {
        let equal = right.iter().zip(0..).fold(0, |bits, (other, at)| bits | u64::from(word == other) << at);
        let three = two << 1 & equal;
        two = one << 1 & equal;
        one = equal;
        three != 0
    })
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

    #[test]
    fn a_match_is_alone_where_no_shingle_is_near_on_both_sides() {
        let words = |from: u32| from..from + 40;
        let run = [1, 2, 3, 4, 5];
        let text = |before: u32, gap: u32, own: u32| -> Vec<u32> {
            let other = [7, 8, 9];
            words(before).chain(other).chain(own..own + gap).chain(run).chain(words(own + 100)).collect()
        };
        let alone = |left: &[u32], right: &[u32], max_gap| {
            let at = |text: &[u32]| text.iter().position(|&word| word == 1).unwrap();
            is_alone(left, right, &Match { left: at(left), right: at(right), len: 5 }, max_gap)
        };
        let (near, far) = (text(100, 10, 200), text(400, 11, 500));
        assert!(alone(&near, &far, 10));
        assert!(!alone(&near, &far, 11));
        assert!(!alone(&near, &far, 1_000));
        let turned = |text: &[u32]| {
            text.iter().rev().copied().map(|word| if word < 6 { 6 - word } else { word }).collect::<Vec<_>>()
        };
        assert!(alone(&turned(&near), &turned(&far), 10));
        assert!(!alone(&turned(&near), &turned(&far), 11));
        assert!(alone(&run, &run, 10));
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
