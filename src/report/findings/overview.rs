//! What was read.

use super::Finding;
use super::wording::{capitalised, counted, listed};
use crate::analysis::Analysis;

pub(super) fn overview(analysis: &Analysis) -> Finding {
    let corpus = &analysis.corpus;
    let words: usize = analysis.tokens.documents().iter().map(|document| document.tokens().len()).sum();
    let paragraphs: usize = corpus.documents().iter().map(|document| document.unmasked().count()).sum();
    let mut sentences = vec![format!(
        "{} with {} and {} of their own text.",
        capitalised(&counted(corpus.len(), "article", "articles")),
        counted(paragraphs, "paragraph", "paragraphs"),
        counted(words, "word", "words"),
    )];
    let mut languages: Vec<_> =
        analysis.tokens.documents().iter().filter_map(|document| document.language()).collect();
    languages.sort_unstable();
    languages.dedup();
    if !languages.is_empty() {
        let names: Vec<String> = languages.iter().map(|language| capitalised(language.name())).collect();
        let unknown =
            analysis.tokens.documents().iter().filter(|document| document.language().is_none()).count();
        let but = match unknown {
            0 => String::new(),
            n => format!("; that of {} is not known", counted(n, "article", "articles")),
        };
        sentences.push(format!("Language: {}{but}.", listed(&names)));
    }
    Finding { heading: "What was read", sentences, figure: None, table: Some("articles.csv") }
}
