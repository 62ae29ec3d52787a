#![doc = include_str!("../../../docs/model-format.md")]

mod content;
pub(crate) mod envelope;

use std::io::{self, Write};
use std::path::Path;

use content::Content;

use super::Vectorizer;
use crate::error::{Error, Result, room};

/// The version of the format that this build writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

impl Vectorizer {
    /// Writes the model, to be read by [`from_bytes`](Self::from_bytes): see [`model`](crate::vectorize::model) for the
    /// format. The same model gives the same bytes. Nothing of the size of the model is held in memory.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let content = Content::of(self);
        envelope::write(out, |out| content.write(out))
    }

    /// The bytes that [`write`](Self::write) writes.
    ///
    /// ```
    /// use std::path::Path;
    /// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, Vectorizer, Weighting};
    /// let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", "oil")])?;
    /// let params = Vectorizer::params(CountVectorizer::params(Analyzer::sklearn()), Weighting::TfIdf(TfIdf::params()));
    /// let (vectorizer, weights) = params.fit_transform(&corpus)?;
    ///
    /// let bytes = vectorizer.to_bytes()?;
    /// let again = Vectorizer::from_bytes(&bytes, Path::new("gas.model"))?;
    /// assert_eq!(again.transform(&corpus), weights);
    /// # Ok::<(), retell::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Library`] if the model has a term of more than 4 GiB.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.write(&mut bytes)
            .map_err(|error| Error::Library { task: "saving a model", reason: error.to_string() })?;
        Ok(bytes)
    }

    /// Reads a model that [`write`](Self::write) or [`to_bytes`](Self::to_bytes) gave; `path` is what errors call it.
    ///
    /// The model is the one that was saved, to the bit. Bytes of which one is changed, missing or too many are refused,
    /// and so is whatever no fitting gives, even where the checksum holds: parameters out of their ranges, terms that
    /// stand twice or out of order, weights that are not finite. Never takes more memory than a small multiple of
    /// `bytes`, whatever stands in them.
    ///
    /// # Errors
    /// [`Error::Model`] with what is wrong; [`Error::OutOfMemory`]; [`Error::NotBuilt`] if the model has words of a script without spaces that
    /// dictionaries found, and this build has none.
    pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self> {
        // What is made of the bytes at most, for it is made by what cannot be refused.
        room(bytes.len().saturating_mul(8)).map_err(|refused| refused.wanted_for("the model"))?;
        let refused = |problem| Error::Model { path: path.to_owned(), problem };
        let content = Content::read(envelope::open(bytes).map_err(refused)?).map_err(refused)?;
        if content.needs_dictionaries() {
            return Err(Error::NotBuilt { path: path.to_owned(), feature: "segmenter" });
        }
        content.vectorizer().map_err(refused)
    }
}

#[cfg(test)]
mod tests;
