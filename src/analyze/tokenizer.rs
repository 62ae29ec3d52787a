//! The one loop that finds words. Counting and reuse both call it.

use unicode_segmentation::UnicodeSegmentation;

use super::Words;
use crate::corpus::Span;

/// Calls `each` with the span and the normalised form of every word of `text`, in order.
pub(crate) fn words(text: &str, rule: Words, mut each: impl FnMut(Span, &str)) {
    let _ = rule;
    for (start, word) in text.unicode_word_indices() {
        each(Span::new(start, start + word.len()), &word.to_lowercase());
    }
}
