//! What a fuzzer holds against each other: the two paths on which words are found.

use super::{Scanner, Words, tokenizer};

/// A word: where it begins, where it ends, how it is compared.
pub type Found = (usize, usize, String);

/// The words of `text` as everything finds them: many bytes at a time where they are ASCII.
pub fn scanned(text: &str, rule: Words) -> Vec<Found> {
    let mut found = Vec::new();
    Scanner::new(rule).scan(text, |word| found.push((word.start, word.end, word.form.as_str().to_owned())));
    found
}

/// The words of `text`, found character by character.
pub fn plain(text: &str, rule: Words) -> Vec<Found> {
    let mut found = Vec::new();
    tokenizer::words(text, rule, |span, form| found.push((span.start, span.end, form.to_owned())));
    found
}
