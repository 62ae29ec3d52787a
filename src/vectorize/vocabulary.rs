//! The terms of a matrix: column numbers to terms and back.

use crate::error::{Error, Result};

/// The columns of a document-term matrix.
///
/// A vocabulary that was learnt is sorted by term in code point order; one that was given keeps the order it was given
/// in, as scikit-learn's does.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer};
/// let corpus = Corpus::from_texts([("a", "gas and oil"), ("b", "oil")])?;
/// let vectorizer = CountVectorizer::params(Analyzer::english()).fit(&corpus)?;
/// assert_eq!(vectorizer.vocabulary().terms(), ["gas", "oil"]);
/// assert_eq!(vectorizer.vocabulary().column("oil"), Some(1));
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
    /// Columns in the order of their terms, for binary search; empty where that is the order of the columns.
    by_term: Vec<u32>,
}

impl Vocabulary {
    /// A vocabulary of distinct terms that are sorted already.
    pub(crate) fn sorted(terms: Vec<String>) -> Self {
        debug_assert!(terms.is_sorted_by(|a, b| a < b), "terms must rise");
        Self { terms, by_term: Vec::new() }
    }

    /// A vocabulary in an order of the user's.
    pub(crate) fn given(terms: Vec<String>) -> Result<Self> {
        let refuse = |got: String| Error::Parameter {
            name: "vocabulary",
            got,
            expected: "at least one term, each once".to_owned(),
        };
        if terms.is_empty() || terms.len() > u32::MAX as usize {
            return Err(refuse(format!("{} terms", terms.len())));
        }
        let mut by_term: Vec<u32> = (0..terms.len() as u32).collect();
        by_term.sort_by_key(|&column| &terms[column as usize]);
        for pair in by_term.windows(2) {
            if terms[pair[0] as usize] == terms[pair[1] as usize] {
                return Err(refuse(format!("{:?} twice", terms[pair[0] as usize])));
            }
        }
        Ok(Self { terms, by_term })
    }

    /// Whether it was given, not learnt.
    pub(super) fn is_given(&self) -> bool {
        !self.by_term.is_empty()
    }

    /// The terms, one per column.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The column of `term`.
    pub fn column(&self, term: &str) -> Option<usize> {
        if self.by_term.is_empty() {
            return self.terms.binary_search_by(|other| other.as_str().cmp(term)).ok();
        }
        let at =
            self.by_term.binary_search_by(|&column| self.terms[column as usize].as_str().cmp(term)).ok()?;
        Some(self.by_term[at] as usize)
    }

    /// Columns and terms, terms rising.
    pub(crate) fn by_term(&self) -> impl Iterator<Item = (usize, &str)> {
        (0..self.len()).map(|place| {
            let column = self.by_term.get(place).map_or(place, |&column| column as usize);
            (column, self.terms[column].as_str())
        })
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(terms: &[&str]) -> Vec<String> {
        terms.iter().map(|&term| term.to_owned()).collect()
    }

    #[test]
    fn a_given_order_is_kept_and_searched() {
        let vocabulary = Vocabulary::given(terms(&["oil", "gas", "é", "coal"])).unwrap();
        assert_eq!(vocabulary.terms()[0], "oil");
        for (column, term) in ["oil", "gas", "é", "coal"].into_iter().enumerate() {
            assert_eq!(vocabulary.column(term), Some(column));
        }
        assert_eq!(vocabulary.column("peat"), None);
    }

    #[test]
    fn none_and_twice_are_refused() {
        assert!(matches!(Vocabulary::given(vec![]), Err(Error::Parameter { name: "vocabulary", .. })));
        assert!(matches!(Vocabulary::given(terms(&["a", "b", "a"])), Err(Error::Parameter { .. })));
    }
}
