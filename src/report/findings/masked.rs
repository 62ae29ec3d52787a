//! What was left out of every count, and why.

use super::wording::{Names, capitalised, counted, listed};
use super::{Finding, TOLD};
use crate::analysis::Analysis;
use crate::corpus::ParagraphKind;

pub(super) fn masked(analysis: &Analysis, names: &Names) -> Finding {
    let is_masked = |kind: ParagraphKind| kind.is_masked();
    let documents = analysis.corpus.documents().iter().enumerate();
    let with_chrome: Vec<_> =
        documents.filter(|(_, document)| document.count_paragraphs(is_masked) > 0).collect();
    let mut sentences: Vec<String> = with_chrome
        .iter()
        .take(TOLD)
        .map(|(row, document)| {
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
                names.of(*row),
                counted(n, "paragraph", "paragraphs"),
                if n == 1 { "is" } else { "are" },
                listed(&reasons)
            )
        })
        .collect();
    if with_chrome.len() > TOLD {
        let more = counted(with_chrome.len() - TOLD, "more article has", "more articles have");
        sentences.push(format!("{} such paragraphs; the manifest lists them all.", capitalised(&more)));
    }
    Finding { heading: "What was left out", sentences, figure: None, table: Some("paragraphs.csv") }
}
