//! The terms of a matrix: column numbers to terms and back.

use rustc_hash::FxHashMap;

/// The columns of a document-term matrix, sorted by term in code point order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
    columns: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// A vocabulary of distinct `terms`, sorted here.
    pub(crate) fn new(mut terms: Vec<String>) -> Self {
        terms.sort_unstable();
        terms.dedup();
        let columns = terms.iter().enumerate().map(|(column, term)| (term.clone(), column as u32)).collect();
        Self { terms, columns }
    }

    /// The terms, one per column.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// The column of `term`.
    pub fn column(&self, term: &str) -> Option<usize> {
        self.columns.get(term).map(|&column| column as usize)
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
