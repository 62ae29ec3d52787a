//! Quotations that several articles carry.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{Names, capitalised, counted, listed};
use super::{Finding, TOLD};
use crate::analysis::Analysis;
use crate::reuse::PassageKind;

/// Words of a quotation that a sentence holds.
const WORDS: usize = 40;

/// A quotation and who carries it.
pub(super) struct Quotation {
    text: String,
    tokens: usize,
    articles: BTreeSet<usize>,
}

pub(super) fn quotations(analysis: &Analysis, names: &Names) -> Finding {
    let mut quotations: Vec<Quotation> = grouped(analysis).into_values().collect();
    quotations.sort_by(|x, y| y.tokens.cmp(&x.tokens).then_with(|| x.text.cmp(&y.text)));
    let mut sentences: Vec<String> = quotations.iter().take(TOLD).map(|one| sentence(names, one)).collect();
    if quotations.len() > TOLD {
        let more = counted(quotations.len() - TOLD, "more shared quotation", "more shared quotations");
        sentences.push(format!("{} can be found in the table.", capitalised(&more)));
    }
    if !quotations.is_empty() {
        sentences.push("A shared quotation points to a common source, not to copying.".to_owned());
    }
    Finding {
        heading: "Shared quotations",
        sentences,
        figure: Some("reuse_strips"),
        table: Some("passages.jsonl"),
    }
}

/// Quotations by their words, whatever their capitals and line breaks.
pub(super) fn grouped(analysis: &Analysis) -> BTreeMap<String, Quotation> {
    let mut groups: BTreeMap<String, Quotation> = BTreeMap::new();
    let quotes = analysis.reuse.passages.iter().filter(|passage| passage.kind == PassageKind::SharedQuote);
    for passage in quotes {
        let text = analysis.corpus[passage.target].slice(passage.target_span);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let group = groups.entry(text.to_lowercase()).or_insert_with(|| Quotation {
            text,
            tokens: passage.tokens,
            articles: BTreeSet::new(),
        });
        group.articles.extend([passage.target, passage.source]);
    }
    groups
}

fn sentence(names: &Names, quotation: &Quotation) -> String {
    let carriers: Vec<String> =
        quotation.articles.iter().take(TOLD).map(|&row| names.of(row).to_owned()).collect();
    let others = quotation.articles.len().saturating_sub(TOLD);
    let carriers = if others == 0 {
        listed(&carriers)
    } else {
        format!("{} and {}", carriers.join(", "), counted(others, "other", "others"))
    };
    format!(
        "{carriers} carry the same quotation of {}: “{}”.",
        counted(quotation.tokens, "word", "words"),
        opening(&quotation.text)
    )
}

/// The words that a quotation begins with; one that goes on far beyond is for the texts side by side.
fn opening(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    if words.len() > WORDS {
        words[WORDS] = "…";
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_quotation_the_beginning_is_told() {
        let words = |n: usize| vec!["word"; n].join(" ");
        assert_eq!(opening(&words(WORDS)), words(WORDS));
        assert_eq!(opening(&words(WORDS + 1)), words(WORDS) + " …");
        assert_eq!(opening(""), "");
    }
}
