//! Cutting a text into paragraphs.

use serde::{Deserialize, Serialize};

use super::{Mask, Span, kind, line, wrap};

/// One paragraph of a document: where it stands and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Bytes of the document's text, without surrounding white space.
    pub span: Span,
    /// What kind of text this is.
    pub kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ParagraphKind {
    /// Running prose.
    Body,
    /// A title or heading.
    Heading,
    /// The words under a picture.
    Caption,
    /// Not the article's own words: masked, and listed with the reason.
    Boilerplate(Mask),
}

impl ParagraphKind {
    /// The word used in tables: `body`, `heading`, `caption` or `boilerplate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Heading => "heading",
            Self::Caption => "caption",
            Self::Boilerplate(_) => "boilerplate",
        }
    }

    /// Whether the paragraph is left out of every count.
    pub fn is_masked(self) -> bool {
        matches!(self, Self::Boilerplate(_))
    }
}

/// Cuts `text` into paragraphs and says what each is.
///
/// Where the text is hard-wrapped, a block between blank lines is a paragraph; where it is not, every line is one.
/// Which of the two holds is decided once for the whole text (see `wrap`). Every character that is not white space
/// lies in exactly one paragraph. Takes time in proportion to the text.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let blocks = line::blocks(text);
    let pieces: Vec<Piece> = match wrap::width(text, &blocks) {
        Some(width) => {
            let mut spans = Vec::new();
            let mut pieces = Vec::new();
            for (block, lines) in blocks.iter().enumerate() {
                wrap::unwrap(text, lines, width, &mut spans);
                pieces.extend(spans.drain(..).map(|span| Piece { span, block }));
            }
            pieces
        }
        None => blocks
            .iter()
            .enumerate()
            .flat_map(|(block, lines)| lines.iter().map(move |&span| Piece { span, block }))
            .collect(),
    };
    let kinds = kind::kinds(text, &pieces);
    pieces.iter().zip(kinds).map(|(piece, kind)| Paragraph { span: piece.span, kind }).collect()
}

/// A paragraph before its kind is known, with the block of lines in which it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its bytes.
    pub(super) span: Span,
    /// The number of its block: pieces of one block have no blank line between them.
    pub(super) block: usize,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces that make texts with every end of line, wrapping, headings and odd characters.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n".to_owned()),
            Just("\n\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\u{2028}".to_owned()),
            Just("\u{c}".to_owned()),
            Just(" Share this article".to_owned()),
            Just("(Image Credit: A)".to_owned()),
            Just("The council met again on Monday to speak of the harbour, ".to_owned()),
            Just("Related Articles\n".to_owned()),
            ".{0,40}",
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn paragraphs_are_ordered_and_cover_all_but_white_space(text in texts()) {
            let mut at = 0;
            let mut outside = String::new();
            for paragraph in split(&text) {
                prop_assert!(paragraph.span.start >= at && paragraph.span.end > paragraph.span.start);
                let inside = paragraph.span.of(&text);
                prop_assert!(!inside.is_empty() && inside.trim() == inside);
                outside.push_str(&text[at..paragraph.span.start]);
                at = paragraph.span.end;
            }
            outside.push_str(&text[at..]);
            prop_assert_eq!(outside.trim(), "");
        }
    }
}
