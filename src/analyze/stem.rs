//! Stemming, behind one door for two implementations.

use super::Language;
use serde::Serialize;

/// Which stemmer reduces a word to its stem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stemmer {
    /// The crate `rust-stemmers`: an older Snowball, the default.
    #[default]
    RustStemmers,
    /// The crate `frostem`: current Snowball.
    Snowball,
    /// Words are kept as they are.
    None,
}

impl Stemmer {
    /// The stem of a lower-case word; the word itself where the stemmer has nothing to say.
    pub(crate) fn stem(self, language: Option<Language>, word: &str) -> String {
        match (self, language) {
            (Self::RustStemmers, Some(Language::English)) => {
                rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English).stem(word).into_owned()
            }
            _ => word.to_owned(),
        }
    }
}
