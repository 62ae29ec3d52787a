//! How much of two texts is the same.

use rustc_hash::FxHashMap;

/// The least share of the longer of two that both must have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold {
    tenths: usize,
}

impl Threshold {
    pub(super) const HALF: Self = Self { tenths: 5 };
    pub(super) const LOOSER: Self = Self { tenths: 4 };
    pub(super) const STRICTER: Self = Self { tenths: 6 };

    /// Whether `common` is enough of `longer`; compared in whole numbers, so that half is half.
    pub(super) fn holds(self, common: usize, longer: usize) -> bool {
        common * 10 >= longer * self.tenths
    }
}

/// Most words of a text whose longest common subsequence is counted exactly.
const EXACT: usize = 4_096;

/// A text that others are compared with.
pub(super) struct Reference<'t> {
    words: &'t [u32],
    /// For each distinct word the number of its row of bits; none where the text is too long to count exactly.
    rows: Option<FxHashMap<u32, usize>>,
    /// Which places have the word: `blocks` numbers of 64 bits for each.
    places: Vec<u64>,
    blocks: usize,
}

impl<'t> Reference<'t> {
    pub(super) fn new(words: &'t [u32]) -> Self {
        let blocks = words.len().div_ceil(64);
        if words.len() > EXACT {
            return Self { words, rows: None, places: Vec::new(), blocks };
        }
        let mut rows = FxHashMap::default();
        let mut places = Vec::new();
        for (at, &word) in words.iter().enumerate() {
            let next = rows.len();
            let row = *rows.entry(word).or_insert(next);
            places.resize(places.len().max((row + 1) * blocks), 0);
            places[row * blocks + at / 64] |= 1 << (at % 64);
        }
        Self { words, rows: Some(rows), places, blocks }
    }

    /// How many words of `other` stand here in the same order: the longest common subsequence, by the bit-parallel rows of
    /// Hyyrö (2004); of very long texts how many groups of three words both have, plus two.
    pub(super) fn common(&self, other: &[u32]) -> usize {
        if self.words == other {
            return other.len();
        }
        let Some(rows) = &self.rows else { return common_trigrams(self.words, other) };
        let mut free = vec![u64::MAX; self.blocks];
        for word in other {
            let Some(&row) = rows.get(word) else { continue };
            let places = &self.places[row * self.blocks..][..self.blocks];
            let mut carried = false;
            for (free, &places) in free.iter_mut().zip(places) {
                let used = *free & places;
                let (sum, over) = free.overflowing_add(used);
                let (sum, over_by_carry) = sum.overflowing_add(u64::from(carried));
                carried = over || over_by_carry;
                *free = sum | (*free & !places);
            }
        }
        // Bits beyond the text stand for no word and stay set.
        free.iter().map(|free| free.count_zeros() as usize).sum()
    }
}

fn common_trigrams(a: &[u32], b: &[u32]) -> usize {
    let sorted = |words: &[u32]| {
        let mut trigrams: Vec<[u32; 3]> =
            words.windows(3).map(|three| [three[0], three[1], three[2]]).collect();
        trigrams.sort_unstable();
        trigrams
    };
    let (a, b) = (sorted(a), sorted(b));
    let (mut at, mut common) = (0, 0);
    for trigram in &b {
        while a.get(at).is_some_and(|earlier| earlier < trigram) {
            at += 1;
        }
        if a.get(at) == Some(trigram) {
            common += 1;
            at += 1;
        }
    }
    if common == 0 { 0 } else { common + 2 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn common(a: &[u32], b: &[u32]) -> usize {
        Reference::new(a).common(b)
    }

    /// By the table that defines it.
    fn plain(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn words_in_the_same_order_are_common() {
        assert_eq!(common(&[1, 2, 3, 4], &[1, 9, 3, 4]), 3);
        assert_eq!(common(&[1, 2, 3, 4], &[4, 3, 2, 1]), 1);
        assert_eq!(common(&[], &[1]), 0);
    }

    #[test]
    fn very_long_texts_are_compared_in_groups_of_words() {
        let long: Vec<u32> = (0..EXACT as u32 + 100).collect();
        assert_eq!(common(&long, &long[50..]), long.len() - 50);
        let mut edited = long.clone();
        edited[2_000] = u32::MAX;
        assert_eq!(common(&long, &edited), long.len() - 3);
        assert_eq!(common(&long, &[7; 5_000]), 0);
    }

    #[test]
    fn half_is_half() {
        assert!(Threshold::HALF.holds(5, 10) && !Threshold::HALF.holds(5, 11));
        assert!(Threshold::LOOSER.holds(4, 10) && !Threshold::STRICTER.holds(5, 10));
    }

    proptest! {
        #[test]
        fn rows_of_bits_count_what_the_table_counts(
            words in prop::sample::select(vec![3_u32, 40, 300]),
            a in prop::collection::vec(0..300_u32, 0..400),
            b in prop::collection::vec(0..300_u32, 0..400),
        ) {
            // With few words every block of 64 has them, with many most blocks have none and hand the carry on.
            let [a, b] = [a, b].map(|text| text.iter().map(|word| word % words).collect::<Vec<_>>());
            prop_assert_eq!(common(&a, &b), plain(&a, &b));
        }
    }
}
