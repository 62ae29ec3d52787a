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
    sieve: Sieve,
}

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
        Self { sieve: Sieve::of(&list), list, len, bits }
    }

    /// Calls `work` with the places here and there of each shingle that both lists have.
    fn for_each_shared<'s>(&'s self, other: &'s Self, mut work: impl FnMut(Places<'s>, Places<'s>)) {
        // The shorter of two hashes is compared.
        let bits = self.bits.max(other.bits);
        let (mut here, mut there) = (self.list.as_slice(), other.list.as_slice());
        while let Some(&shingle) = here.first() {
            if !other.sieve.may_have(shingle) {
                here = &here[1..];
                continue;
            }
            let hash = shingle >> bits;
            let same = |list: &[u64]| list.iter().take_while(|&&shingle| shingle >> bits == hash).count();
            there = &there[first_not_below(there, hash << bits)..];
            let (n, m) = (same(here), same(there));
            if m > 0 {
                work(Places { list: &here[..n], of: self }, Places { list: &there[..m], of: other });
            }
            here = &here[n..];
        }
    }

    fn place(&self, shingle: u64) -> u32 {
        (shingle & ((1 << self.bits) - 1)) as u32
    }
}

/// Which shingles are in a list, as two bits for each (Bloom 1970): no is certain.
struct Sieve {
    words: Vec<u64>,
    /// The binary logarithm of the number of bits.
    size: u32,
}

/// Bits for each shingle, at least: of those that are not there one in thirty passes. In short lists, of which there are most,
/// it is one in three hundred.
const SIEVE: usize = 8;
const SHORT_SIEVE: usize = 32;
/// Up to so many bits a list is short.
const SHORT: usize = 1 << 11;

impl Sieve {
    fn of(list: &[u64]) -> Self {
        let bits =
            (list.len() * SIEVE).max((list.len() * SHORT_SIEVE).min(SHORT)).max(64).next_power_of_two();
        let mut sieve = Self { words: vec![0; bits / 64], size: bits.trailing_zeros() };
        for &shingle in list {
            for bit in sieve.bits(shingle) {
                sieve.words[(bit >> 6) as usize] |= 1 << (bit & 63);
            }
        }
        sieve
    }

    /// The bits of a shingle, from what of its hash is left wherever it stands.
    fn bits(&self, shingle: u64) -> [u64; 2] {
        let other = (shingle >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        [shingle, other].map(|hash| hash >> (64 - self.size))
    }

    /// Whether a shingle of the same hash may be there.
    fn may_have(&self, shingle: u64) -> bool {
        self.bits(shingle).iter().all(|bit| self.words[(bit >> 6) as usize] >> (bit & 63) & 1 == 1)
    }
}

/// Where the first of rising numbers stands that is not below `number`, looked for from the beginning in ever longer steps.
fn first_not_below(numbers: &[u64], number: u64) -> usize {
    let mut step = 1;
    while step < numbers.len() && numbers[step - 1] < number {
        step *= 2;
    }
    let (from, until) = (step / 2, step.min(numbers.len()));
    from + numbers[from..until].partition_point(|&other| other < number)
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
    let mut hits = Vec::with_capacity(32);
    // Of two texts that share little, most shingles of the shorter one fall through the sieve of the longer.
    if of_left.list.len() < of_right.list.len() {
        of_left.for_each_shared(of_right, |in_left, in_right| of_both(in_left, in_right, &mut hits));
    } else {
        of_right.for_each_shared(of_left, |in_right, in_left| of_both(in_left, in_right, &mut hits));
    }
    hits
}

/// Adds the pairs of the places of one shingle in both documents.
fn of_both(in_left: Places<'_>, in_right: Places<'_>, hits: &mut Vec<(u64, u32)>) {
    let mut push = |l: usize, r: usize| {
        let (l, r) = (in_left.get(l), in_right.get(r));
        hits.push((OFFSET + u64::from(r) - u64::from(l), l));
    };
    let (n, m) = (in_left.list.len(), in_right.list.len());
    if n * m <= MAX_PLACES {
        for l in 0..n {
            (0..m).for_each(|r| push(l, r));
        }
    } else {
        (0..n.max(m)).for_each(|rank| push(rank % n, rank % m));
    }
}

/// The places of one shingle in a document.
#[derive(Clone, Copy)]
struct Places<'s> {
    list: &'s [u64],
    of: &'s Shingles,
}

impl Places<'_> {
    fn get(self, at: usize) -> u32 {
        self.of.place(self.list[at])
    }
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
    fn the_first_that_is_not_below_is_found_from_anywhere() {
        let numbers: Vec<u64> = (0..50).map(|n| 2 * n).collect();
        for number in 0..=100 {
            assert_eq!(first_not_below(&numbers, number), number.div_ceil(2) as usize);
        }
        assert_eq!((first_not_below(&numbers, 101), first_not_below(&[], 1)), (50, 0));
    }

    #[test]
    fn short_documents_have_no_shingle() {
        assert_eq!(matches(&[], &[1, 2, 3]), []);
        assert_eq!(matches(&[1, 2], &[1, 2]), []);
    }
}
