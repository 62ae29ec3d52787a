//! The terms of a matrix: column numbers to terms and back.

use std::cmp::Ordering;

use crate::analyze::Strings;
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
/// let vocabulary = vectorizer.vocabulary();
/// assert!(vocabulary.terms().eq(["gas", "oil"]));
/// assert_eq!((vocabulary.term(1), vocabulary.column("oil")), ("oil", Some(1)));
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Strings,
    /// Columns in the order of their terms, for binary search; empty where that is the order of the columns.
    by_term: Vec<u32>,
}

impl Vocabulary {
    /// A vocabulary of distinct terms that are sorted already.
    pub(crate) fn sorted(terms: Strings) -> Self {
        debug_assert!(terms.iter().is_sorted_by(|a, b| a < b), "terms must rise");
        Self { terms, by_term: Vec::new() }
    }

    /// A vocabulary in an order of the user's.
    pub(crate) fn given(terms: Strings) -> Result<Self> {
        let refuse = |got: String| Error::Parameter {
            name: "vocabulary",
            got,
            expected: "at least one term, each once".to_owned(),
        };
        if terms.len() == 0 || terms.len() > u32::MAX as usize {
            return Err(refuse(format!("{} terms", terms.len())));
        }
        let mut by_term: Vec<u32> = (0..terms.len() as u32).collect();
        by_term.sort_by_key(|&column| terms.get(column));
        let twice = by_term.windows(2).find(|pair| terms.get(pair[0]) == terms.get(pair[1]));
        if let Some(pair) = twice {
            return Err(refuse(format!("{:?} twice", terms.get(pair[0]))));
        }
        Ok(Self { terms, by_term })
    }

    /// The terms as they are kept.
    pub(super) fn strings(&self) -> &Strings {
        &self.terms
    }

    /// Whether it was given, not learnt.
    pub(super) fn is_given(&self) -> bool {
        !self.by_term.is_empty()
    }

    /// The terms, one per column.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.terms.iter()
    }

    /// The term of `column`.
    ///
    /// # Panics
    /// If there is no such column.
    pub fn term(&self, column: usize) -> &str {
        self.terms.get(u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// The column of `term`.
    pub fn column(&self, term: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let column = self.in_order(middle);
            match self.term(column).cmp(term) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(column),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Columns and terms, terms rising.
    pub(crate) fn by_term(&self) -> impl Iterator<Item = (usize, &str)> {
        (0..self.len()).map(|place| {
            let column = self.in_order(place);
            (column, self.term(column))
        })
    }

    /// The column at a place in the order of the terms.
    fn in_order(&self, place: usize) -> usize {
        self.by_term.get(place).map_or(place, |&column| column as usize)
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_order_is_kept_and_searched() {
        let vocabulary = Vocabulary::given(Strings::of(["oil", "gas", "é", "coal"]).unwrap()).unwrap();
        assert_eq!(vocabulary.term(0), "oil");
        for (column, term) in ["oil", "gas", "é", "coal"].into_iter().enumerate() {
            assert_eq!(vocabulary.column(term), Some(column));
        }
        assert_eq!(vocabulary.column("peat"), None);
    }

    #[test]
    fn none_and_twice_are_refused() {
        assert!(matches!(
            Vocabulary::given(Strings::default()),
            Err(Error::Parameter { name: "vocabulary", .. })
        ));
        assert!(matches!(
            Vocabulary::given(Strings::of(["a", "b", "a"]).unwrap()),
            Err(Error::Parameter { .. })
        ));
    }
}
