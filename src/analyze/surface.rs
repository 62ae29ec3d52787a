//! Terms as people wrote them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Analyzer, Tokens};
use crate::corpus::Corpus;
use crate::error::Result;

/// Documents whose tokens are held at a time where only some terms are looked for.
const BATCH: usize = 1_024;

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

    /// As [`new`](Self::new) for `terms` alone, holding the tokens of few documents at a time: for a corpus whose tokens
    /// would take more room than its text. `analyzer` is that of the terms.
    ///
    /// # Errors
    /// None that the corpus did not have.
    pub fn of_terms<'a>(
        corpus: &Corpus,
        analyzer: &Analyzer,
        terms: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self> {
        let wanted: FxHashSet<&str> = terms.into_iter().collect();
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        let mut counts: BTreeMap<&str, FxHashMap<String, usize>> = BTreeMap::new();
        for documents in corpus.documents().chunks(BATCH) {
            let batch = Corpus::new(documents.to_vec())?;
            let tokens = analyzer.tokenize(&batch);
            let wanted: Vec<Option<&str>> =
                tokens.terms().iter().map(|term| wanted.get(term.as_str()).copied()).collect();
            for (document, content) in batch.documents().iter().zip(tokens.documents()) {
                for token in content.tokens() {
                    let Some(term) = token.term().and_then(|term| wanted[term as usize]) else { continue };
                    let (forms, form) = (counts.entry(term).or_default(), document.slice(token.span()));
                    match forms.get_mut(form) {
                        Some(count) => *count += 1,
                        None => drop(forms.insert(form.to_owned(), 1)),
                    }
                }
            }
        }
        let most = |forms: FxHashMap<String, usize>| {
            forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))
        };
        let named = counts.into_iter().filter_map(|(term, forms)| Some((term.to_owned(), most(forms)?.0)));
        Ok(Self(named.collect()))
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
        let some = SurfaceForms::of_terms(&corpus, &Analyzer::english(), ["export"]).unwrap();
        assert_eq!(some, forms);
        let tie = Corpus::from_texts([("x", "trades trade")]).unwrap();
        assert_eq!(SurfaceForms::new(&tie, &Analyzer::english().tokenize(&tie)).of("trade"), "trade");
    }
}
