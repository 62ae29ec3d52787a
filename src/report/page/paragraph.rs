//! What is said beside a paragraph.

use serde::Serialize;

use super::clean::clean;
use super::look;
use super::plan::paragraph_anchor;
use super::view::View;
use crate::corpus::ParagraphKind;
use crate::themes::ParagraphTheme;

/// Where a paragraph stands and what it is.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    anchor: String,
    /// A link to it, if its article's text is in the page.
    link: Option<String>,
    number: usize,
    kind: &'static str,
    theme: String,
    theme_class: String,
    /// Why it is left out of every count.
    mask: Option<&'static str>,
    evidence: Vec<String>,
}

pub(super) fn place(view: &View<'_>, entry: &ParagraphTheme) -> Place {
    let paragraph = view.analysis.corpus[entry.document].paragraphs()[entry.paragraph];
    Place {
        anchor: paragraph_anchor(entry.document, entry.paragraph),
        link: view.plan.paragraph(entry.document, entry.paragraph),
        number: entry.paragraph,
        kind: paragraph.kind.name(),
        theme: clean(view.analysis.themes.label_name(entry.label)),
        theme_class: look::class(entry.label),
        mask: match paragraph.kind {
            ParagraphKind::Boilerplate(mask) => Some(mask.name()),
            _ => None,
        },
        evidence: entry.evidence.iter().map(|word| clean(word)).collect(),
    }
}
