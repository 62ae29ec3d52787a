//! Work shares for threads.

use std::ops::Range;

use crate::corpus::{Corpus, Document};

/// Under this many bytes a second thread costs more than it saves.
const SMALLEST: usize = 64 * 1024;

/// The documents cut into about `n` runs of about equal bytes, in order; fewer where they would be small.
///
/// Whoever merges what the runs give in the order of the runs sees everything in the order of the corpus, so the
/// number of runs shows in no result.
pub(crate) fn chunks(corpus: &Corpus, n: usize) -> Vec<Range<usize>> {
    chunks_of(corpus.documents(), n)
}

/// As [`chunks`], of documents that are no corpus.
pub(super) fn chunks_of(documents: &[Document], n: usize) -> Vec<Range<usize>> {
    let total: usize = documents.iter().map(|document| document.text().len()).sum();
    let share = total.div_ceil(n.max(1)).max(SMALLEST);
    let mut chunks = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (row, document) in documents.iter().enumerate() {
        bytes += document.text().len();
        if bytes >= share {
            chunks.push(start..row + 1);
            (start, bytes) = (row + 1, 0);
        }
    }
    if start < documents.len() {
        chunks.push(start..documents.len());
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_the_corpus_in_order() {
        let texts = (0..50).map(|i| (i.to_string(), "word ".repeat(1000 * (i % 7))));
        let corpus = Corpus::from_texts(texts).unwrap();
        for n in [1, 2, 5] {
            let chunks = chunks(&corpus, n);
            assert_eq!(chunks.iter().cloned().flatten().collect::<Vec<_>>(), (0..50).collect::<Vec<_>>());
            assert!(chunks.len() <= n + 1 && (n < 2 || chunks.len() > 1));
        }
        assert!(super::chunks(&Corpus::default(), 2).is_empty());
    }
}
