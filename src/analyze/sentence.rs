//! Where sentences end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{DocumentTokens, Token};
use crate::corpus::{Document, Span};

/// Two words with more bytes between them are never in one sentence.
const WIDE: usize = 200;

/// The tokens of each sentence, in order; a sentence ends with its paragraph.
///
/// Boundaries are those of Unicode Standard Annex 29. Three of them are none for us: before a word in lower case, after an
/// abbreviation, and after an initial. So a line that was wrapped and `“Stop!” he said` stay whole. One is added where
/// hundreds of bytes stand between two words. Time is linear in the text.
pub(crate) fn sentences(document: &Document, tokens: &DocumentTokens) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    for range in tokens.paragraphs() {
        if range.is_empty() {
            continue;
        }
        let mut bounds = bounds(document, &tokens.tokens()[range.clone()]).skip(1).peekable();
        let mut start = range.start;
        for at in range.start + 1..range.end {
            let (before, here) = (tokens.tokens()[at - 1].span(), tokens.tokens()[at].span());
            let mut is_bound = false;
            while bounds.next_if(|&bound| bound <= here.start).is_some() {
                is_bound = true;
            }
            if is_bound && ends(document, before, here) {
                sentences.push(start..at);
                start = at;
            }
        }
        sentences.push(start..range.end);
    }
    sentences
}

/// The boundaries between these words of one paragraph, and where it begins.
///
/// After a full stop the rules look ahead for the next letter from every blank and bracket, so words with very much between
/// them are not looked at together.
fn bounds<'t>(document: &'t Document, words: &'t [Token]) -> impl Iterator<Item = usize> + 't {
    let near = words.chunk_by(|a, b| b.span().start - a.span().end <= WIDE);
    near.flat_map(|words| {
        let span = Span::new(words[0].span().start, words[words.len() - 1].span().end);
        document.slice(span).split_sentence_bound_indices().map(move |(at, _)| span.start + at)
    })
}

/// Whether a boundary between these two words is the end of a sentence.
fn ends(document: &Document, before: Span, here: Span) -> bool {
    if document.slice(here).starts_with(char::is_lowercase) {
        return false;
    }
    let between = document.slice(Span::new(before.end, here.start));
    !(between.starts_with('.') && is_abbreviation(document.slice(before)))
}

fn is_abbreviation(word: &str) -> bool {
    let mut characters = word.chars();
    if let (Some(first), None) = (characters.next(), characters.next()) {
        return first.is_uppercase();
    }
    let last = word.rsplit('.').next().unwrap_or(word);
    ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok()
        || (last.len() < word.len() && last.chars().count() == 1)
}

/// What is commonly written with a full stop before a name or a number, in the languages that are stemmed; sorted.
const ABBREVIATIONS: [&str; 86] = [
    "abb", "abs", "adm", "al", "approx", "apr", "art", "aug", "av", "bd", "bl", "bzw", "ca", "capt", "cf",
    "cmdr", "co", "col", "corp", "dec", "doc", "dr", "dra", "ed", "eds", "eng", "etc", "feb", "fig", "gen",
    "gov", "hon", "inc", "ing", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mgr", "min",
    "mlle", "mme", "mr", "mrs", "ms", "nn", "no", "nov", "nr", "núm", "oct", "okt", "op", "p", "pag", "pp",
    "pres", "prof", "rep", "rev", "sen", "sep", "sept", "sgt", "sig", "sr", "sra", "ss", "st", "sta", "sto",
    "supt", "univ", "usw", "vgl", "vol", "vs", "zb", "г", "им", "ул",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;

    fn split(text: &str) -> Vec<String> {
        let corpus = Corpus::from_texts([("a", text)]).unwrap();
        let tokens = Analyzer::english().tokenize(&corpus);
        let all = tokens.documents()[0].tokens();
        sentences(&corpus[0], &tokens.documents()[0])
            .into_iter()
            .map(|range| {
                corpus[0]
                    .slice(Span::new(all[range.start].span().start, all[range.end - 1].span().end))
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn the_abbreviations_are_in_order() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        assert_eq!(
            split("Dr. Amsel met J. R. Finch at No. 10. They spoke, e.g. About U.S. Steel."),
            ["Dr. Amsel met J. R. Finch at No. 10", "They spoke, e.g. About U.S. Steel"]
        );
    }

    #[test]
    fn a_quotation_goes_on_in_lower_case() {
        assert_eq!(
            split("“Stop!” he said. “Why now?” Nobody knew."),
            ["Stop!” he said", "Why now", "Nobody knew"]
        );
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_heading_does_not() {
        assert_eq!(
            split("The ferry was late and\nnobody minded. It rained\n\nWhat next\n\nThe ferry came."),
            ["The ferry was late and\nnobody minded", "It rained", "What next", "The ferry came"]
        );
    }

    #[test]
    fn what_stands_before_the_first_word_ends_nothing() {
        assert_eq!(split("… The Ferry came. (“It Sank.”)"), ["The Ferry came", "It Sank"]);
    }

    #[test]
    fn very_much_between_two_words_parts_them_in_good_time() {
        for blank in [" ", ")", "”", "\t"] {
            let wide = blank.repeat(200_000 / blank.len());
            let start = std::time::Instant::now();
            assert_eq!(
                split(&format!("One.{wide}Two{wide}Three{wide}four.")),
                ["One", "Two", &format!("Three{wide}four")]
            );
            assert!(start.elapsed().as_secs() < 60, "{blank:?}");
        }
        assert_eq!(split(&format!("One.{}Two", " ".repeat(150))).len(), 2);
        assert_eq!(split(&format!("One{}Two", " ".repeat(150))).len(), 1);
    }

    #[test]
    fn nothing_has_no_sentence() {
        assert!(split("").is_empty());
        assert!(split("… — !").is_empty());
    }
}
