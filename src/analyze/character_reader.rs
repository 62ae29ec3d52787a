//! Text to the numbers of its n-grams of characters.

use super::characters::Characters;
use super::form::Key;
use super::term_reader::TOGETHER;
use super::{Analyzer, Interner};
use crate::error::NoMemory;

/// Reads one text after the other and numbers the n-grams of characters it meets, as
/// [`TermReader`](super::TermReader) does terms. An n-gram is its own term, so one table serves.
#[derive(Debug)]
pub(crate) struct CharacterReader {
    characters: Characters,
    grams: Interner,
    keys: Box<[Key; TOGETHER]>,
    numbers: Box<[u32; TOGETHER]>,
    refused: Option<NoMemory>,
}

impl CharacterReader {
    pub(crate) fn new(analyzer: &Analyzer, ngram_range: (usize, usize)) -> Self {
        Self {
            characters: Characters::new(analyzer, ngram_range),
            grams: Interner::default(),
            keys: Box::new([Key::NONE; TOGETHER]),
            numbers: Box::new([0; TOGETHER]),
            refused: None,
        }
    }

    /// Calls `each` with the n-grams of `text`, some at a time, and with how many distinct ones there are by now. Tells how
    /// many n-grams there were.
    #[inline]
    pub(crate) fn read(&mut self, text: &str, mut each: impl FnMut(&[u32], usize)) -> usize {
        let Self { characters, grams, keys, numbers, refused } = self;
        let mut each = |numbers: &[u32], grams: &Interner| match grams.refused() {
            None => each(numbers, grams.len()),
            Some(first) => *refused = Some(first),
        };
        let (mut n, mut n_grams) = (0, 0);
        let scanned = characters.scan(text, |form| {
            keys[n % TOGETHER] = grams.key(form);
            n += 1;
            if n == TOGETHER {
                grams.intern_keys(&keys[..], &mut numbers[..]);
                each(&numbers[..], grams);
                (n, n_grams) = (0, n_grams + n);
            }
        });
        grams.intern_keys(&keys[..n], &mut numbers[..n]);
        each(&numbers[..n], grams);
        *refused = refused.or(scanned.err());
        n_grams + n
    }

    /// What memory there was none for: since then, n-grams were left out.
    pub(crate) fn refused(&self) -> Option<NoMemory> {
        self.refused
    }

    /// The distinct n-grams met so far.
    pub(crate) fn grams(&self) -> &Interner {
        &self.grams
    }

    /// The distinct n-grams alone.
    pub(crate) fn into_grams(self) -> Interner {
        self.grams
    }
}
