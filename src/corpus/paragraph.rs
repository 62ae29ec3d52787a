//! Cutting a text into paragraphs.

use serde::Serialize;

use super::{Mask, Span};

/// One paragraph of a document: where it stands and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Bytes of the document's text, without surrounding white space.
    pub span: Span,
    /// What kind of text this is.
    pub kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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

/// Cuts `text` into paragraphs: blank-line blocks where the text is hard-wrapped, lines where it is not.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        }
        at += line.len();
    }
    paragraphs
}
