//! A set of documents with distinct ids.

use rustc_hash::FxHashSet;

use super::Document;
use crate::error::{Error, Result};

/// Documents in the order in which they came: row *i* of every matrix is document *i*.
///
/// ```
/// use retell::Corpus;
/// let corpus = Corpus::from_texts([("a", "The cat sat."), ("b", "Cats sit.")])?;
/// assert_eq!(corpus.len(), 2);
/// assert!(Corpus::from_texts([("a", ""), ("a", "")]).is_err());
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    documents: Vec<Document>,
}

impl Corpus {
    /// A corpus of `documents`.
    ///
    /// # Errors
    /// [`Error::DuplicateId`] if two share an id. An empty corpus is allowed; stages that need text say so.
    pub fn new(documents: Vec<Document>) -> Result<Self> {
        let mut seen = FxHashSet::default();
        for document in &documents {
            if !seen.insert(document.id()) {
                return Err(Error::DuplicateId { id: document.id().to_owned() });
            }
        }
        Ok(Self { documents })
    }

    /// A corpus of `(id, text)` pairs.
    ///
    /// # Errors
    /// [`Error::DuplicateId`] if two share an id.
    pub fn from_texts<I, T>(texts: impl IntoIterator<Item = (I, T)>) -> Result<Self>
    where
        I: Into<String>,
        T: Into<String>,
    {
        Self::new(texts.into_iter().map(|(id, text)| Document::new(id, text)).collect())
    }

    /// The documents in order.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The row of the document called `id`.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.documents.iter().position(|document| document.id() == id)
    }
}

impl std::ops::Index<usize> for Corpus {
    type Output = Document;

    fn index(&self, row: usize) -> &Document {
        &self.documents[row]
    }
}
