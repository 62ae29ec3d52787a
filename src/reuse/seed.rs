//! Where two documents agree: shared runs of a few words, grown to maximal matches.

/// Tokens of a shingle. Three find text with small edits; chaining takes out what agrees by chance.
pub(super) const SHINGLE: usize = 3;

/// Most places at which one shingle is tried in full; above, its occurrences are paired by rank.
const MAX_PLACES: usize = 256;

/// Equal tokens in a row that cannot be longer on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// First token in the left document.
    pub(super) left: usize,
    /// First token in the right document.
    pub(super) right: usize,
    /// How many.
    pub(super) len: usize,
}

/// The shingles of one document, each so many tokens in a row: hash and place as one number each, sorted.
pub(super) struct Shingles {
    list: Vec<u64>,
    /// Tokens of a shingle.
    len: usize,
    /// Bits of a place; the others are the hash's.
    bits: u32,
    /// A bit for each beginning that a hash may have, set where one has it.
    sieve: Vec<u64>,
    /// How many bits of a hash are its beginning.
    beginning: u32,
}

/// Bits of a sieve for each shingle, at least: of the shingles that the other text does not have so many in one pass.
const SIEVE: usize = 8;
/// How many times longer a list must be than what is looked for in it for searches to be faster than to go through it.
const LONGER: usize = 8;

impl Shingles {
    /// All of [`SHINGLE`] tokens.
    pub(super) fn of(symbols: &[u32]) -> Self {
        Self::kept(symbols, SHINGLE, |_| true)
    }

    /// Those of `len` tokens whose hash is to be kept.
    pub(super) fn kept(symbols: &[u32], len: usize, keep: impl Fn(u64) -> bool) -> Self {
        let bits = usize::BITS - symbols.len().leading_zeros();
        let hashes = symbols.windows(len).map(hash).zip(0..).filter(|(hash, _)| keep(*hash));
        let mut list: Vec<u64> = hashes.map(|(hash, at)| hash >> bits << bits | at).collect();
        list.sort_unstable();
        let beginning = (list.len() * SIEVE).max(64).next_power_of_two().trailing_zeros();
        let mut sieve = vec![0_u64; 1 << (beginning - 6)];
        for shingle in &list {
            let bit = shingle >> (64 - beginning);
            sieve[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        Self { list, len, bits, sieve, beginning }
    }

    /// Whether a shingle of the same hash may be there.
    fn may_have(&self, shingle: u64) -> bool {
        let bit = shingle >> (64 - self.beginning);
        self.sieve[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }

    /// The shingles that another list may have too.
    fn sieved(&self, other: &Self) -> Vec<u64> {
        self.list.iter().copied().filter(|&shingle| other.may_have(shingle)).collect()
    }

    /// Those that a list may have of which `sieved` are the ones that may be here.
    fn partners(&self, other: &Self, sieved: &[u64], bits: u32) -> Vec<u64> {
        if sieved.len() * LONGER < self.list.len() { self.searched(sieved, bits) } else { self.sieved(other) }
    }

    /// The shingles that have a hash of one of `few`, which are in order, by the bits that are left when `bits` are cut off.
    fn searched(&self, few: &[u64], bits: u32) -> Vec<u64> {
        let mut kept = Vec::new();
        for few in few.chunk_by(|a, b| a >> bits == b >> bits) {
            let hash = few[0] >> bits;
            let from = self.list.partition_point(|shingle| shingle >> bits < hash);
            kept.extend(self.list[from..].iter().take_while(|&shingle| shingle >> bits == hash));
        }
        kept
    }

    fn place(&self, shingle: u64) -> u32 {
        (shingle & ((1 << self.bits) - 1)) as u32
    }
}

/// A hash of some symbols. Whoever matches by it compares the symbols too.
pub(super) fn hash(symbols: &[u32]) -> u64 {
    symbols.iter().fold(0x9E37_79B9_7F4A_7C15, |hash: u64, &symbol| {
        let mixed = (hash.rotate_left(23) ^ u64::from(symbol)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        mixed ^ (mixed >> 32)
    })
}

/// All maximal matches of at least as many tokens as the shingles have, in order of their diagonal and place.
///
/// A shingle that stands at too many places (a refrain) is paired by rank, the r-th here with the r-th there, turning
/// round where one side has fewer, so that every occurrence keeps a partner and the work stays linear: at most
/// 16 × the tokens of the longer document.
pub(super) fn maximal_matches(left: &[u32], right: &[u32], shingles: (&Shingles, &Shingles)) -> Vec<Match> {
    let mut hits = hits(shingles.0, shingles.1);
    let len = shingles.0.len;
    // Sorted by diagonal, so that one sweep grows each match once.
    hits.sort_unstable();
    let mut matches: Vec<Match> = Vec::new();
    let mut done: Option<(u64, u32)> = None;
    for (diagonal, at) in hits {
        if done.is_some_and(|(of, until)| of == diagonal && at < until) {
            continue;
        }
        let (l, r) = (at as usize, (at as u64 + diagonal - OFFSET) as usize);
        if left[l..l + len] != right[r..r + len] {
            continue;
        }
        let before = left[..l].iter().rev().zip(right[..r].iter().rev()).take_while(|(a, b)| a == b).count();
        let after = left[l..].iter().zip(&right[r..]).take_while(|(a, b)| a == b).count();
        matches.push(Match { left: l - before, right: r - before, len: before + after });
        done = Some((diagonal, (l + after) as u32));
    }
    matches
}

/// Added to right − left, so that diagonals sort as unsigned numbers.
const OFFSET: u64 = 1 << 32;

/// (diagonal, place in the left document) of every pair of equal shingles.
fn hits(of_left: &Shingles, of_right: &Shingles) -> Vec<(u64, u32)> {
    // The shorter of two hashes is compared.
    let bits = of_left.bits.max(of_right.bits);
    // Of two texts that share little, most is gone once the shorter list has been sieved.
    let (left, right) = if of_left.list.len() < of_right.list.len() {
        let left = of_left.sieved(of_right);
        let right = of_right.partners(of_left, &left, bits);
        (left, right)
    } else {
        let right = of_right.sieved(of_left);
        (of_left.partners(of_right, &right, bits), right)
    };
    let mut hits = Vec::new();
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        let (here, there) = (left[l] >> bits, right[r] >> bits);
        if here != there {
            l += usize::from(here < there);
            r += usize::from(there < here);
            continue;
        }
        let run = |list: &[u64]| list.iter().take_while(|&&shingle| shingle >> bits == here).count();
        let (in_left, in_right) = (&left[l..l + run(&left[l..])], &right[r..r + run(&right[r..])]);
        let mut push = |a: u64, b: u64| {
            let (a, b) = (of_left.place(a), of_right.place(b));
            hits.push((OFFSET + u64::from(b) - u64::from(a), a));
        };
        if in_left.len() * in_right.len() <= MAX_PLACES {
            for &a in in_left {
                in_right.iter().for_each(|&b| push(a, b));
            }
        } else {
            for rank in 0..in_left.len().max(in_right.len()) {
                push(in_left[rank % in_left.len()], in_right[rank % in_right.len()]);
            }
        }
        l += in_left.len();
        r += in_right.len();
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(left: &[u32], right: &[u32]) -> Vec<Match> {
        maximal_matches(left, right, (&Shingles::of(left), &Shingles::of(right)))
    }

    #[test]
    fn a_match_is_as_long_as_it_can_be() {
        let found = matches(&[9, 1, 2, 3, 4, 5, 8], &[7, 7, 1, 2, 3, 4, 5]);
        assert_eq!(found, [Match { left: 1, right: 2, len: 5 }]);
    }

    #[test]
    fn runs_that_are_too_short_or_not_kept_match_nothing() {
        let (left, right) = ([9, 1, 2, 3, 4, 8, 5, 6, 7], [7, 1, 2, 3, 4, 0, 5, 6, 7]);
        let runs = |keep: fn(u64) -> bool| {
            let of = |symbols: &[u32]| Shingles::kept(symbols, 4, keep);
            maximal_matches(&left, &right, (&of(&left), &of(&right)))
        };
        assert_eq!(runs(|_| true), [Match { left: 1, right: 1, len: 4 }]);
        assert_eq!(runs(|_| false), []);
    }

    #[test]
    fn every_copy_of_a_passage_is_matched() {
        let found = matches(&[1, 2, 3, 0, 1, 2, 3], &[1, 2, 3]);
        assert_eq!(found, [Match { left: 4, right: 0, len: 3 }, Match { left: 0, right: 0, len: 3 }]);
    }

    #[test]
    fn a_refrain_keeps_a_partner_for_every_occurrence_in_linear_work() {
        let left = vec![1; 5_000];
        let right = vec![1; 4_000];
        let found = matches(&left, &right);
        assert!(found.len() < 10, "{}", found.len());
        assert!(found.contains(&Match { left: 0, right: 0, len: 4_000 }));
    }

    #[test]
    fn a_short_text_is_found_in_a_much_longer_one() {
        let long: Vec<u32> = (0..5_000).collect();
        let short = [9_000, 700, 701, 702, 703, 9_001];
        assert_eq!(matches(&long, &short), [Match { left: 700, right: 1, len: 4 }]);
        assert_eq!(matches(&short, &long), [Match { left: 1, right: 700, len: 4 }]);
    }

    #[test]
    fn short_documents_have_no_shingle() {
        assert_eq!(matches(&[], &[1, 2, 3]), []);
        assert_eq!(matches(&[1, 2], &[1, 2]), []);
    }
}
