//! The words of one document and where each stands: made once, asked for every pair that the document is in.

use std::ops::Range;

use super::super::sequence::{Marks, Vocabulary};
use super::units;

/// Where the words of a document stand. A word is its place in the [`Vocabulary`], so that in two documents words that both
/// have come in the same order.
pub(crate) struct Concordance {
    /// By word: what is known of it.
    pub(super) traits: Vec<Traits>,
    /// By token: its word.
    pub(super) words: Vec<u32>,
    /// By unit: its words, rising, each with how often it stands there.
    pub(super) of_unit: Rows,
    /// By word: the units that it stands in, rising, each with how often.
    pub(super) of_word: Rows,
}

bitflags::bitflags! {
    /// What is known of a word of one document.
    #[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
    pub(super) struct Traits: u8 {
        /// It is a stop word.
        const STOP = 1;
        /// It stands somewhere without a capital, so that it is neither a name nor a number.
        const PLAIN = 1 << 1;
        /// It has a capital where no sentence begins.
        const NAME = 1 << 2;
        /// It is a number.
        const NUMBER = 1 << 3;
    }
}

impl Traits {
    /// What one of its places says of a word.
    fn told_by(marks: Marks) -> Self {
        let mut traits = Self::empty();
        traits.set(Self::STOP, marks.contains(Marks::STOP));
        traits.set(Self::PLAIN, !marks.contains(Marks::CAPITAL));
        traits.set(Self::NAME, marks.contains(Marks::CAPITAL | Marks::SLIGHT));
        traits.set(Self::NUMBER, marks.contains(Marks::NUMBER));
        traits
    }
}

impl Concordance {
    /// Of a document with these symbols, what is known of each token, its distinct symbols, and units.
    pub(crate) fn new(
        symbols: &[u32],
        marks: impl Fn(usize) -> Marks,
        vocabulary: &Vocabulary,
        units: &[Range<usize>],
    ) -> Self {
        let mut traits = vec![Traits::empty(); vocabulary.len()];
        let word_at = |(at, &symbol): (usize, &u32)| {
            let word = vocabulary.word(symbol).unwrap_or_default();
            traits[word] |= Traits::told_by(marks(at));
            word as u32
        };
        let words: Vec<u32> = symbols.iter().enumerate().map(word_at).collect();
        let mut of_unit = Rows::default();
        of_unit.reserve(words.len(), units.len());
        let mut unit_words: Vec<u32> = Vec::new();
        for unit in units {
            unit_words.clear();
            unit_words.extend(words.get(unit.clone()).unwrap_or_default());
            unit_words.sort_unstable();
            of_unit.push(unit_words.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u8)));
        }
        of_unit.shrink();
        Self { of_word: of_unit.turned(vocabulary.len()), traits, words, of_unit }
    }
}

/// Rows of (number, how often), one behind the other: five bytes for an entry, for documents are held by the thousand.
#[derive(Default)]
pub(super) struct Rows {
    numbers: Vec<u32>,
    times: Vec<u8>,
    ends: Vec<u32>,
}

/// A unit is never so long that a word could stand in it more often than is counted.
const _: () = assert!(units::MOST <= u8::MAX as usize);

impl Rows {
    fn reserve(&mut self, entries: usize, rows: usize) {
        self.numbers.reserve_exact(entries);
        self.times.reserve_exact(entries);
        self.ends.reserve_exact(rows);
    }

    fn shrink(&mut self) {
        self.numbers.shrink_to_fit();
        self.times.shrink_to_fit();
    }

    fn push(&mut self, row: impl Iterator<Item = (u32, u8)>) {
        for (number, times) in row {
            self.numbers.push(number);
            self.times.push(times);
        }
        self.ends.push(self.numbers.len() as u32);
    }

    pub(super) fn row(&self, at: usize) -> Entries<'_> {
        self.rows(&(at..at + 1))
    }

    /// The rows from `rows.start` to `rows.end`, one behind the other.
    pub(super) fn rows(&self, rows: &Range<usize>) -> Entries<'_> {
        let end = |at: usize| at.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        let entries = end(rows.start)..end(rows.end);
        Entries { numbers: &self.numbers[entries.clone()], times: &self.times[entries] }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// For each of so many numbers the rows that it stands in.
    fn turned(&self, numbers: usize) -> Self {
        let mut ends = vec![0_u32; numbers];
        self.numbers.iter().for_each(|&number| ends[number as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        // Each end is the beginning now, and moves on with every entry.
        let mut turned =
            Self { numbers: vec![0; self.numbers.len()], times: vec![0; self.times.len()], ends };
        for row in 0..self.len() {
            let Entries { numbers, times } = self.row(row);
            for (&number, &times) in numbers.iter().zip(times) {
                let end = &mut turned.ends[number as usize];
                turned.numbers[*end as usize] = row as u32;
                turned.times[*end as usize] = times;
                *end += 1;
            }
        }
        turned
    }
}

/// Entries of rows.
#[derive(Clone, Copy)]
pub(super) struct Entries<'r> {
    numbers: &'r [u32],
    times: &'r [u8],
}

impl<'r> Entries<'r> {
    pub(super) fn len(self) -> usize {
        self.numbers.len()
    }

    /// Each number and how often it is there.
    pub(super) fn iter(self) -> impl Iterator<Item = (u32, u32)> + 'r {
        self.numbers.iter().zip(self.times).map(|(&number, &times)| (number, u32::from(times)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(rows: &Rows, at: usize) -> Vec<(u32, u32)> {
        rows.row(at).iter().collect()
    }

    #[test]
    fn words_are_numbered_by_symbol_and_found_in_their_units() {
        let symbols = [70, 5, 70, 9, 5, 5];
        let marks = |at: usize| {
            let mut marks = Marks::empty();
            marks.set(Marks::STOP, at == 3);
            marks.set(Marks::CAPITAL, at < 3);
            marks.set(Marks::SLIGHT, at == 2);
            marks
        };
        let found = Concordance::new(&symbols, marks, &Vocabulary::of(&symbols), &[0..3, 3..6]);
        assert_eq!(found.words, [2, 0, 2, 1, 0, 0]);
        let (of_unit, of_word) = (&found.of_unit, &found.of_word);
        assert_eq!([entries(of_unit, 0), entries(of_unit, 1)], [[(0, 1), (2, 2)], [(0, 2), (1, 1)]]);
        assert_eq!(of_unit.rows(&(0..2)).len(), 4);
        assert_eq!(entries(of_word, 0), [(0, 1), (1, 2)]);
        assert_eq!([entries(of_word, 1), entries(of_word, 2)], [[(1, 1)], [(0, 2)]]);
        assert_eq!(found.traits, [Traits::PLAIN, Traits::PLAIN | Traits::STOP, Traits::NAME]);
    }

    #[test]
    fn nothing_has_no_words() {
        let found = Concordance::new(&[], |_| Marks::empty(), &Vocabulary::of(&[]), &[]);
        assert_eq!((found.of_unit.len(), found.of_word.len()), (0, 0));
    }
}
