//! Where something stands in a text: byte spans inside, code point offsets for readers in other languages.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** in a document's text, always on character boundaries.
///
/// ```
/// use retell::Span;
/// let text = "Жар-птица";
/// let span = Span::new(0, 6);
/// assert_eq!(span.of(text), "Жар");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, end exclusive.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is covered.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text under the span; empty when the span does not lie in `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Turns byte offsets of one text into Unicode code point offsets, which exports use.
///
/// Built in one pass over the text; each look-up then scans at most [`CodePoints::STEP`] bytes.
///
/// ```
/// use retell::{CodePoints, Span};
/// let text = "Жар-птица";
/// assert_eq!(CodePoints::new(text).span(Span::new(7, 17)), Span::new(4, 9));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// `counts[i]` is the number of code points that start before byte `i * STEP`.
    counts: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Distance between two stored counts, in bytes.
    pub const STEP: usize = 1024;

    /// Counts the code points of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut counts = vec![0];
        let mut total = 0;
        for block in text.as_bytes().chunks(Self::STEP) {
            total += starts(block);
            counts.push(total);
        }
        Self { text, counts }
    }

    /// The number of code points before byte `at`; `at` is clamped to the text.
    pub fn offset(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = at / Self::STEP;
        self.counts[block] + starts(&self.text.as_bytes()[block * Self::STEP..at])
    }

    /// The span in code points.
    pub fn span(&self, bytes: Span) -> Span {
        Span::new(self.offset(bytes.start), self.offset(bytes.end))
    }
}

/// Line and column of a byte offset, both counted from 1, the column in characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    (line, String::from_utf8_lossy(&before[line_start..]).chars().count() + 1)
}

/// How many code points start in `bytes`: every byte that is not a UTF-8 continuation byte starts one.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_chars() {
        let text = "añ—🦀x".repeat(700);
        let points = CodePoints::new(&text);
        for (at, _) in text.char_indices().step_by(37) {
            assert_eq!(points.offset(at), text[..at].chars().count());
        }
        assert_eq!(points.offset(text.len()), text.chars().count());
        assert_eq!(points.offset(usize::MAX), text.chars().count());
    }

    #[test]
    fn places_count_from_one_and_in_characters() {
        assert_eq!(line_and_column("", 0), (1, 1));
        assert_eq!(line_and_column("é=1\nü=2", 6), (2, 2));
        assert_eq!(line_and_column("a", 99), (1, 2));
    }

    #[test]
    fn empty_text_has_one_offset() {
        assert_eq!(CodePoints::new("").offset(0), 0);
    }
}
