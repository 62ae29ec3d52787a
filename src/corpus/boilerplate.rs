//! Finding what is not the article's own prose. Masked and listed, never deleted.

use serde::Serialize;

use super::{Metadata, Paragraph};

/// Why a paragraph is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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
    /// What the outlet says about itself below the article.
    AboutOutlet,
    /// A line that already stands in the same article: a title or caption printed again.
    Repeated,
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
        }
    }
}

/// Marks the paragraphs of one document that are not its own prose.
pub(super) fn mark(_text: &str, _metadata: &Metadata, _paragraphs: &mut [Paragraph]) {}
