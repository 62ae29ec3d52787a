//! What this machine cannot be asked to beat: reading memory, and looking at every byte once.

use std::hint::black_box;

use super::clock::{Lap, lap};
use crate::corpus::Corpus;

/// A buffer of this many bytes lies beyond the caches of all but the largest machines.
const BEYOND_CACHES: usize = 64 << 20;

/// Numbers as many as the text has bytes, and never so few that a cache could hold them.
pub(super) struct Memory(Vec<u64>);

impl Memory {
    pub(super) fn for_text(bytes: usize) -> Self {
        let words = bytes.max(BEYOND_CACHES) / size_of::<u64>();
        // Not zeros, which the system would map to one page.
        Self((1..=words as u64).collect())
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.len() * size_of::<u64>()
    }

    /// Reads all of it once, on one thread.
    pub(super) fn read(&self) -> Lap {
        lap(|| black_box(&self.0).iter().fold(0u64, |sum, &word| sum.wrapping_add(word))).1
    }
}

/// Looks for a byte in all texts, on one thread.
pub(super) fn memchr_scan(corpus: &Corpus) -> Lap {
    let documents = black_box(corpus.documents());
    lap(|| {
        documents
            .iter()
            .map(|document| memchr::memchr_iter(0, document.text().as_bytes()).count())
            .sum::<usize>()
    })
    .1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_buffer_is_as_large_as_the_text_and_beyond_the_caches() {
        assert_eq!(Memory::for_text(1).bytes(), BEYOND_CACHES);
        assert_eq!(Memory::for_text(BEYOND_CACHES + 4096).bytes(), BEYOND_CACHES + 4096);
        assert!(Memory::for_text(1).read().wall > 0.0);
        let corpus = Corpus::from_texts([("a", "some text")]).unwrap();
        assert!(memchr_scan(&corpus).wall >= 0.0);
    }
}
