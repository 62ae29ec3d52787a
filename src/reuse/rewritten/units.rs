//! Sentences made fit for comparing.

use std::ops::Range;

use crate::analyze::{DocumentTokens, sentences};
use crate::corpus::Document;

/// Shorter sentences are joined to the next: a word or two is alike to much by chance.
const FEWEST: usize = 3;
/// Longer ones are parted evenly, so that a boundary is never far off.
pub(super) const MOST: usize = 25;

/// The units of a document, as ranges of tokens.
pub(crate) fn units(document: &Document, tokens: &DocumentTokens) -> Vec<Range<usize>> {
    fit(sentences(document, tokens))
}

fn fit(sentences: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        match joined.last_mut() {
            Some(last) if last.len() < FEWEST => last.end = sentence.end,
            _ => joined.push(sentence),
        }
    }
    if joined.len() > 1
        && let Some(last) = joined.pop_if(|last| last.len() < FEWEST)
        && let Some(before) = joined.last_mut()
    {
        before.end = last.end;
    }
    let parted = |sentence: Range<usize>| {
        let parts = sentence.len().div_ceil(MOST);
        (0..parts).map(move |part| {
            sentence.start + sentence.len() * part / parts
                ..sentence.start + sentence.len() * (part + 1) / parts
        })
    };
    joined.into_iter().flat_map(parted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(sentences: &[usize]) -> Vec<usize> {
        let ends: Vec<usize> = (1..=sentences.len()).map(|n| sentences[..n].iter().sum()).collect();
        let ranges = sentences.iter().zip(ends).map(|(len, end)| end - len..end);
        let units = fit(ranges.collect());
        assert!(units.windows(2).all(|pair| pair[0].end == pair[1].start));
        units.into_iter().map(|unit| unit.len()).collect()
    }

    #[test]
    fn short_sentences_join_the_next_and_the_last_joins_the_one_before() {
        assert_eq!(lengths(&[2, 7, 1, 10, 2]), [9, 13]);
        assert_eq!(lengths(&[1]), [1]);
    }

    #[test]
    fn long_sentences_are_parted_evenly() {
        assert_eq!(lengths(&[51]), [17, 17, 17]);
        assert!(lengths(&[]).is_empty());
    }
}
