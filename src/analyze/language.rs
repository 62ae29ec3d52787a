//! The languages that have stop words and, where words have endings, a stemmer; and how a document's language is found.

use serde::{Deserialize, Serialize};

use super::detection;

/// A language with stop words and a Snowball stemmer; Chinese, Japanese and Thai have stop words alone, and their words
/// are kept as they are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each variant is the language it names")]
pub enum Language {
    Arabic,
    Chinese,
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Japanese,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Thai,
    Turkish,
}

/// Every language with its ISO 639-1 code and lower-case English name.
const TABLE: [(Language, &str, &str); 21] = [
    (Language::Arabic, "ar", "arabic"),
    (Language::Chinese, "zh", "chinese"),
    (Language::Danish, "da", "danish"),
    (Language::Dutch, "nl", "dutch"),
    (Language::English, "en", "english"),
    (Language::Finnish, "fi", "finnish"),
    (Language::French, "fr", "french"),
    (Language::German, "de", "german"),
    (Language::Greek, "el", "greek"),
    (Language::Hungarian, "hu", "hungarian"),
    (Language::Italian, "it", "italian"),
    (Language::Japanese, "ja", "japanese"),
    (Language::Norwegian, "no", "norwegian"),
    (Language::Portuguese, "pt", "portuguese"),
    (Language::Romanian, "ro", "romanian"),
    (Language::Russian, "ru", "russian"),
    (Language::Spanish, "es", "spanish"),
    (Language::Swedish, "sv", "swedish"),
    (Language::Tamil, "ta", "tamil"),
    (Language::Thai, "th", "thai"),
    (Language::Turkish, "tr", "turkish"),
];

impl Language {
    /// All twenty-one, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The English name in lower case.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The language of an ISO 639-1 code or English name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        TABLE.iter().find(|row| row.1 == name || row.2 == name).map(|row| row.0)
    }

    /// The language `text` is written in, or `None` where the evidence is too thin or the language is none of these.
    ///
    /// Only the first 2 KiB are read: some 300 words, after which more text changes next to no answer.
    ///
    /// ```
    /// use retell::Language;
    /// let text = "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen.";
    /// assert_eq!(Language::detect(text), Some(Language::German));
    /// assert_eq!(Language::detect("42"), None);
    /// ```
    pub fn detect(text: &str) -> Option<Self> {
        detection::reliable(detection::prefix(text, detection::BYTES_READ)).and_then(detection::supported)
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
