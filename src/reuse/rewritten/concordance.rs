//! The words of one document and where each stands: made once, asked for every pair that the document is in.

use std::ops::Range;

use super::super::sequence::Marks;

/// The words of a document, numbered in the order of their symbols, so that those of two documents are matched in one sweep.
pub(crate) struct Concordance {
    /// By word: its symbol, rising.
    pub(super) symbols: Vec<u32>,
    /// By word: what is known of it.
    pub(super) traits: Vec<Traits>,
    /// By word: how often it stands in the document.
    pub(super) counts: Vec<u32>,
    /// By token: its word.
    pub(super) words: Vec<u32>,
    /// By unit: its words, rising, each with how often it stands there.
    pub(super) of_unit: Rows,
    /// By word: the units that it stands in, rising, each with how often.
    pub(super) of_word: Rows,
}

/// What is known of a word of one document.
#[derive(Clone, Copy, Default)]
pub(super) struct Traits {
    /// It is a stop word.
    pub(super) stop: bool,
    /// It stands somewhere without a capital, so that it is neither a name nor a number.
    pub(super) plain: bool,
    /// It has a capital where no sentence begins.
    pub(super) name: bool,
    /// It is a number.
    pub(super) number: bool,
}

impl Concordance {
    /// Of a document with these symbols, what is known of each token, distinct symbols with their counts, and units.
    pub(crate) fn new(
        symbols: &[u32],
        marks: impl Fn(usize) -> Marks,
        counts: &[(u32, u32)],
        units: &[Range<usize>],
    ) -> Self {
        let mut by_symbol: Vec<(u32, u32)> = symbols.iter().copied().zip(0..).collect();
        by_symbol.sort_unstable();
        let mut words = vec![0; symbols.len()];
        let mut traits = vec![Traits::default(); counts.len()];
        for (same, word) in by_symbol.chunk_by(|a, b| a.0 == b.0).zip(0_u32..) {
            for &(_, at) in same {
                words[at as usize] = word;
                let marks = marks(at as usize);
                let of_word = &mut traits[word as usize];
                of_word.stop |= marks.stop;
                of_word.plain |= !marks.capital;
                of_word.name |= marks.capital && marks.slight;
                of_word.number |= marks.number;
            }
        }
        let mut of_unit = Rows::default();
        let mut unit_words: Vec<u32> = Vec::new();
        for unit in units {
            unit_words.clear();
            unit_words.extend(words.get(unit.clone()).unwrap_or_default());
            unit_words.sort_unstable();
            of_unit.push(unit_words.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)));
        }
        Self {
            of_word: of_unit.turned(counts.len()),
            symbols: counts.iter().map(|entry| entry.0).collect(),
            counts: counts.iter().map(|entry| entry.1).collect(),
            traits,
            words,
            of_unit,
        }
    }
}

/// Rows of (number, how often), one behind the other.
#[derive(Default)]
pub(super) struct Rows {
    entries: Vec<(u32, u32)>,
    ends: Vec<u32>,
}

impl Rows {
    fn push(&mut self, row: impl Iterator<Item = (u32, u32)>) {
        self.entries.extend(row);
        self.ends.push(self.entries.len() as u32);
    }

    pub(super) fn row(&self, at: usize) -> &[(u32, u32)] {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[from as usize..self.ends[at] as usize]
    }

    /// The rows from `rows.start` to `rows.end`, one behind the other.
    pub(super) fn rows(&self, rows: &Range<usize>) -> &[(u32, u32)] {
        let end = |at: usize| at.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        &self.entries[end(rows.start)..end(rows.end)]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// For each of so many numbers the rows that it stands in.
    fn turned(&self, numbers: usize) -> Self {
        let mut ends = vec![0_u32; numbers];
        self.entries.iter().for_each(|&(number, _)| ends[number as usize] += 1);
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        // Each end is the beginning now, and moves on with every entry.
        let mut entries = vec![(0, 0); self.entries.len()];
        for row in 0..self.len() {
            for &(number, times) in self.row(row) {
                let end = &mut ends[number as usize];
                entries[*end as usize] = (row as u32, times);
                *end += 1;
            }
        }
        Self { entries, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_by_symbol_and_found_in_their_units() {
        let symbols = [70, 5, 70, 9, 5, 5];
        let counts = [(5, 3), (9, 1), (70, 2)];
        let marks = |at: usize| Marks { stop: at == 3, capital: at < 3, slight: at == 2, ..Marks::default() };
        let found = Concordance::new(&symbols, marks, &counts, &[0..3, 3..6]);
        assert_eq!(found.words, [2, 0, 2, 1, 0, 0]);
        assert_eq!(
            (found.of_unit.row(0), found.of_unit.row(1)),
            (&[(0, 1), (2, 2)][..], &[(0, 2), (1, 1)][..])
        );
        assert_eq!(found.of_unit.rows(&(0..2)).len(), 4);
        assert_eq!(found.of_word.row(0), [(0, 1), (1, 2)]);
        assert_eq!((found.of_word.row(1), found.of_word.row(2)), (&[(1, 1)][..], &[(0, 2)][..]));
        let known =
            |word: usize| (found.traits[word].stop, found.traits[word].plain, found.traits[word].name);
        assert_eq!(
            [known(0), known(1), known(2)],
            [(false, true, false), (true, true, false), (false, false, true)]
        );
    }

    #[test]
    fn nothing_has_no_words() {
        let found = Concordance::new(&[], |_| Marks::default(), &[], &[]);
        assert_eq!((found.of_unit.len(), found.of_word.len()), (0, 0));
    }
}
