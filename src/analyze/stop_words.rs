//! Words that carry no subject: NLTK's list for each language.

use super::Language;

/// The stop words of `language`, as they are spelled in running text.
pub(crate) fn list(language: Language) -> &'static [&'static str] {
    stop_words::lookup(language.code()).unwrap_or_default()
}
