//! What was left out of every count, and why.

use super::Finding;
use super::wording::{counted, listed, name};
use crate::analysis::Analysis;
use crate::corpus::ParagraphKind;

pub(super) fn masked(analysis: &Analysis) -> Finding {
    let is_masked = |kind: ParagraphKind| kind.is_masked();
    let sentences = analysis
        .corpus
        .documents()
        .iter()
        .filter(|document| document.count_paragraphs(is_masked) > 0)
        .map(|document| {
            let mut reasons: Vec<&str> = document
                .paragraphs()
                .iter()
                .filter_map(|paragraph| match paragraph.kind {
                    ParagraphKind::Boilerplate(mask) => Some(mask.name()),
                    _ => None,
                })
                .collect();
            reasons.sort_unstable();
            reasons.dedup();
            let n = document.count_paragraphs(is_masked);
            format!(
                "In {}, {} {} left out of every count: {}.",
                name(document),
                counted(n, "paragraph", "paragraphs"),
                if n == 1 { "is" } else { "are" },
                listed(&reasons)
            )
        })
        .collect();
    Finding { heading: "What was left out", sentences, figure: None, table: Some("paragraphs.csv") }
}
