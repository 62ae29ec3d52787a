//! Finding what is not the article's own prose. Masked and listed, never deleted.
//!
//! Three looks at a document, each leaving alone what an earlier one has masked:
//!
//! 1. `pattern`: what a single short line says of itself ("Leave a comment", "READ MORE: …").
//! 2. `repeated`: a title or caption that stands there a second time.
//! 3. `position`: what a line is because of where it stands: bylines above the article, links under "Related
//!    articles", what an outlet says about itself below its copyright line.
//!
//! Two more look at more than the document, and only where they are asked to: `ignored`, what a user wants left out, and
//! `learnt`, what an outlet repeats in article after article.
//!
//! In doubt a line stays: prose that is masked is lost to every count, a line of chrome that is not costs little.

mod byline;
mod ignored;
mod learnt;
mod pattern;
mod position;
mod repeated;
mod share;
mod words;

use serde::{Deserialize, Serialize};

use super::{Metadata, Paragraph, ParagraphKind};

pub use ignored::IgnoreList;
pub(super) use learnt::learn;
pub(super) use pattern::mask_of;

/// Why a paragraph is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Mask {
    /// Share or follow buttons.
    ShareBar,
    /// Links to other articles: "Related Articles", "READ MORE: …".
    RelatedLinks,
    /// "Leave a comment", "No Comments on …".
    Comments,
    /// A copyright line.
    Copyright,
    /// An invitation to subscribe.
    Subscribe,
    /// Section names, "Back to Top", reading time.
    Navigation,
    /// What the outlet says about itself or its authors, before or below the article.
    AboutOutlet,
    /// A line that already stands in the same article: a title or caption printed again.
    Repeated,
    /// "Advertisement", "Story continues below".
    Advertisement,
    /// A notice on cookies or consent.
    Cookies,
    /// The author's name or the date of publication on a line of its own.
    Byline,
    /// The block of fields at the head of a Markdown file.
    FrontMatter,
    /// Signs of a markup language without words of the article: a comment, a link definition.
    Markup,
    /// A line of signs without letters or digits: `* * *`.
    Separator,
    /// What the outlet prints with article after article, whatever they are about.
    Habit,
    /// A text that the user wants left out.
    Ignored {
        /// Which file of the [`IgnoreList`] it stands in, counted from 0.
        file: usize,
    },
}

impl Mask {
    /// The word used in tables and in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::ShareBar => "share bar",
            Self::RelatedLinks => "links to other articles",
            Self::Comments => "comments",
            Self::Copyright => "copyright",
            Self::Subscribe => "subscription",
            Self::Navigation => "navigation",
            Self::AboutOutlet => "about the outlet",
            Self::Repeated => "repeated line",
            Self::Advertisement => "advertisement",
            Self::Cookies => "cookie notice",
            Self::Byline => "byline or date",
            Self::FrontMatter => "front matter",
            Self::Markup => "markup",
            Self::Separator => "separator",
            Self::Habit => "repeated by the outlet",
            Self::Ignored { .. } => "ignore file",
        }
    }
}

/// Marks lines that say themselves that they are no prose, in paragraphs whose kinds a format has told. Plain text has
/// been through this when it was cut.
pub(super) fn mark_lines(text: &str, paragraphs: &mut [Paragraph]) {
    let told = |kind| matches!(kind, ParagraphKind::Boilerplate(_) | ParagraphKind::Caption);
    for paragraph in paragraphs.iter_mut().filter(|paragraph| !told(paragraph.kind)) {
        if let Some(mask) = mask_of(paragraph.span.of(text)) {
            paragraph.kind = ParagraphKind::Boilerplate(mask);
        }
    }
}

/// Marks the paragraphs of one document that are not its own prose, beyond what their words say of themselves.
pub(super) fn mark(text: &str, metadata: &Metadata, paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == ParagraphKind::Body) {
        if let Some(mask) = pattern::mask_of_menu(paragraph.span.of(text)) {
            paragraph.kind = ParagraphKind::Boilerplate(mask);
        }
    }
    repeated::mark(text, metadata.title.as_deref(), paragraphs);
    position::mark(text, metadata, paragraphs);
}

#[cfg(test)]
mod tests;
