//! Terms as people wrote them.

use rustc_hash::FxHashMap;

use super::Tokens;
use crate::corpus::Corpus;

/// For each term the way it is most often written: a stem is no word that one could print.
///
/// ```
/// use retell::{Analyzer, Corpus, analyze::SurfaceForms};
/// let corpus = Corpus::from_texts([("a", "Ministries agreed. The ministry and other Ministries paid.")])?;
/// let tokens = Analyzer::english().tokenize(&corpus);
/// let forms = SurfaceForms::new(&corpus, &tokens);
/// assert_eq!(forms.of("ministri"), "Ministries");
/// assert_eq!(forms.of("ministri agre"), "ministri agre"); // n-grams stay as they are
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurfaceForms(FxHashMap<String, String>);

impl SurfaceForms {
    /// Counts how each term of `tokens` is written in `corpus`; of equals the first in code point order.
    pub fn new(corpus: &Corpus, tokens: &Tokens) -> Self {
        let mut counts = FxHashMap::<(u32, &str), usize>::default();
        for (document, content) in corpus.documents().iter().zip(tokens.documents()) {
            for token in content.tokens() {
                if let Some(term) = token.term() {
                    *counts.entry((term, document.slice(token.span()))).or_insert(0) += 1;
                }
            }
        }
        let mut counts: Vec<((u32, &str), usize)> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| (a.0.0, b.1, a.0.1).cmp(&(b.0.0, a.1, b.0.1)));
        counts.dedup_by_key(|entry| entry.0.0);
        let name = |term: u32| tokens.terms()[term as usize].clone();
        Self(counts.into_iter().map(|((term, form), _)| (name(term), form.to_owned())).collect())
    }

    /// How `term` is most often written; the term itself where it stands nowhere.
    pub fn of<'a>(&'a self, term: &'a str) -> &'a str {
        self.0.get(term).map_or(term, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;

    #[test]
    fn the_most_common_spelling_stands_for_a_term() {
        let corpus = Corpus::from_texts([("x", "export Exports exports exports")]).unwrap();
        let forms = SurfaceForms::new(&corpus, &Analyzer::english().tokenize(&corpus));
        assert_eq!(forms.of("export"), "exports");
        assert_eq!(forms.of("absent"), "absent");
        let tie = Corpus::from_texts([("x", "trades trade")]).unwrap();
        assert_eq!(SurfaceForms::new(&tie, &Analyzer::english().tokenize(&tie)).of("trade"), "trade");
    }
}
