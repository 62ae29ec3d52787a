//! Matches that stand in the same order in both documents and close to each other, joined to chains.

use super::align::EQUAL;
use super::seed::{Match, SHINGLE};

/// What a token between two matches costs. An equal token gains [`EQUAL`].
const GAP: i64 = 1;

/// A chain: matches in order, and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) matches: Vec<Match>,
    pub(super) score: i64,
}

impl Chain {
    /// A match that nothing is linked to.
    fn of_one(found: Match) -> Self {
        Self { matches: vec![found], score: EQUAL * found.len as i64 }
    }
}

/// Matches of which none is linked to any other, as chains, best first.
pub(super) fn single(matches: Vec<Match>) -> Vec<Chain> {
    in_order(matches.into_iter().map(Chain::of_one).collect())
}

fn in_order(mut chains: Vec<Chain>) -> Vec<Chain> {
    chains.sort_by_key(|chain| (-chain.score, chain.matches[0].left, chain.matches[0].right));
    chains
}

/// The best chains, best first, each match in one chain.
///
/// A match follows another where it begins after it in both documents (they may overlap by less than a shingle) and at
/// most `max_gap` tokens on in either. The score is [`EQUAL`] for each equal token less one for each token in a gap
/// on either side. One sweep along the left document over a tree of best scores along the right one:
/// O(m log m) for m matches. Chains are taken greedily, and one that runs into a match already taken ends there: this
/// is what finds blocks that were put in another order, and each of several copies.
pub(super) fn chains(mut matches: Vec<Match>, max_gap: usize) -> Vec<Chain> {
    matches.sort_unstable_by_key(|found| (found.left, found.right));
    let links = Links::find(&matches, max_gap as i64);
    let mut order: Vec<usize> = (0..matches.len()).collect();
    order.sort_by_key(|&at| (-links.score[at], at));
    let mut used = vec![false; matches.len()];
    let mut chains = Vec::new();
    for end in order {
        if used[end] {
            continue;
        }
        let mut members = Vec::new();
        let mut score = links.score[end];
        let mut at = Some(end);
        while let Some(here) = at {
            if used[here] {
                score -= links.score[here];
                break;
            }
            used[here] = true;
            members.push(matches[here]);
            at = links.before[here];
        }
        members.reverse();
        chains.push(Chain { matches: members, score });
    }
    in_order(chains)
}

/// The best predecessor of every match.
struct Links {
    score: Vec<i64>,
    before: Vec<Option<usize>>,
}

impl Links {
    fn find(matches: &[Match], max_gap: i64) -> Self {
        let n = matches.len();
        let left_end = |at: usize| (matches[at].left + matches[at].len) as i64;
        let right_end = |at: usize| (matches[at].right + matches[at].len) as i64;
        // Slots of the tree stand in order of the end in the right document.
        let mut by_right: Vec<usize> = (0..n).collect();
        by_right.sort_unstable_by_key(|&at| (right_end(at), at));
        let right_ends: Vec<i64> = by_right.iter().map(|&at| right_end(at)).collect();
        let mut slot = vec![0; n];
        by_right.iter().enumerate().for_each(|(place, &at)| slot[at] = place);
        let mut by_left: Vec<usize> = (0..n).collect();
        by_left.sort_unstable_by_key(|&at| (left_end(at), at));

        let overlap = SHINGLE as i64 - 1;
        let mut tree = BestScores::new(n);
        let mut score = vec![0; n];
        let mut before = vec![None; n];
        let (mut entered, mut left) = (0, 0);
        for at in 0..n {
            let (l, r) = (matches[at].left as i64, matches[at].right as i64);
            while entered < n && left_end(by_left[entered]) <= l + overlap {
                let found = by_left[entered];
                tree.set(slot[found], score[found] + GAP * (left_end(found) + right_end(found)));
                entered += 1;
            }
            while left < entered && left_end(by_left[left]) < l - max_gap {
                tree.clear(slot[by_left[left]]);
                left += 1;
            }
            let from = right_ends.partition_point(|&end| end < r - max_gap);
            let to = right_ends.partition_point(|&end| end <= r + overlap);
            score[at] = EQUAL * matches[at].len as i64;
            if let Some(place) = tree.best(from, to) {
                let previous = by_right[place];
                let (dl, dr) = (l - left_end(previous), r - right_end(previous));
                let cost = GAP * (dl.max(0) + dr.max(0)) + EQUAL * (-dl).max(-dr).max(0);
                if score[previous] > cost {
                    score[at] += score[previous] - cost;
                    before[at] = Some(previous);
                }
            }
        }
        Self { score, before }
    }
}

/// A tree that gives the slot of the highest value in a range; of equal values the last slot.
struct BestScores {
    size: usize,
    /// (value, slot) of the best below each node.
    nodes: Vec<(i64, usize)>,
}

const EMPTY: i64 = i64::MIN;

impl BestScores {
    fn new(n: usize) -> Self {
        let size = n.next_power_of_two();
        Self { size, nodes: vec![(EMPTY, 0); 2 * size] }
    }

    fn set(&mut self, slot: usize, value: i64) {
        let mut at = self.size + slot;
        self.nodes[at] = (value, slot);
        while at > 1 {
            at /= 2;
            self.nodes[at] = self.nodes[2 * at].max(self.nodes[2 * at + 1]);
        }
    }

    fn clear(&mut self, slot: usize) {
        self.set(slot, EMPTY);
    }

    fn best(&self, from: usize, to: usize) -> Option<usize> {
        let (mut from, mut to) = (from + self.size, to + self.size);
        let mut best = (EMPTY, 0);
        while from < to {
            if from % 2 == 1 {
                best = best.max(self.nodes[from]);
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                best = best.max(self.nodes[to]);
            }
            from /= 2;
            to /= 2;
        }
        (best.0 != EMPTY).then_some(best.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(left: usize, right: usize, len: usize) -> Match {
        Match { left, right, len }
    }

    #[test]
    fn matches_in_order_and_near_make_one_chain() {
        let found = chains(vec![at(0, 10, 8), at(10, 18, 6)], 30);
        assert_eq!(found, [Chain { matches: vec![at(0, 10, 8), at(10, 18, 6)], score: 14 * EQUAL - 2 }]);
    }

    #[test]
    fn reordered_blocks_are_two_chains() {
        let found = chains(vec![at(0, 20, 10), at(10, 0, 12)], 30);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].matches, [at(10, 0, 12)]);
    }

    #[test]
    fn a_gap_that_is_too_long_splits() {
        assert_eq!(chains(vec![at(0, 0, 20), at(50, 50, 20)], 30).len(), 1);
        assert_eq!(chains(vec![at(0, 0, 20), at(51, 51, 20)], 30).len(), 2);
        assert_eq!(chains(vec![at(0, 0, 20), at(20, 51, 20)], 30).len(), 2);
    }

    #[test]
    fn two_copies_share_no_match() {
        let found = chains(vec![at(0, 0, 6), at(7, 7, 6), at(100, 0, 6), at(107, 7, 6)], 30);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|chain| chain.matches.len() == 2));
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(chains(Vec::new(), 30), []);
    }
}
