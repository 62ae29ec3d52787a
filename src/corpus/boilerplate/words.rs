//! The words of a stretch of text as they are compared: without case, white space, quotation marks or punctuation.

use super::super::prose::is_unspaced;

/// The words of `text` with the bytes where each begins and ends: runs of letters and digits, and each character of a
/// script without spaces.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, found)| found.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while !is_unspaced(first)
            && let Some((at, next)) =
                rest.next_if(|(_, found)| found.is_alphanumeric() && !is_unspaced(*found))
        {
            end = at + next.len_utf8();
        }
        Some((start, end))
    })
}

/// A word as it is compared.
pub(super) fn folded(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).collect()
}
