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
    /// [`Error::DuplicateId`] if two share an id; [`Error::TooLong`] if a text has 4 GiB or more, so that every later
    /// stage may count bytes in 32 bits. An empty corpus is allowed; stages that need text say so.
    pub fn new(documents: Vec<Document>) -> Result<Self> {
        let mut seen = FxHashSet::default();
        for document in &documents {
            check_length(document.id(), document.text().len())?;
            if !seen.insert(document.id()) {
                return Err(Error::DuplicateId { id: document.id().to_owned() });
            }
        }
        Ok(Self { documents })
    }

    /// A corpus of `(id, text)` pairs.
    ///
    /// # Errors
    /// As [`Corpus::new`].
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

/// Refuses what 32-bit byte positions cannot address.
pub(super) fn check_length(id: &str, bytes: usize) -> Result<()> {
    if u32::try_from(bytes).is_ok_and(|bytes| bytes < u32::MAX) {
        return Ok(());
    }
    Err(Error::TooLong { id: id.to_owned(), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_four_gibibytes_is_refused() {
        assert!(check_length("a", u32::MAX as usize - 1).is_ok());
        assert!(matches!(
            check_length("a", u32::MAX as usize),
            Err(Error::TooLong { bytes: 0xFFFF_FFFF, .. })
        ));
        #[cfg(target_pointer_width = "64")]
        assert!(check_length("a", 1 << 32).is_err());
    }
}
