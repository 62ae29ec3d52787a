//! Words that carry no subject: a list for each language, NLTK's for most, or the user's own.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::english_stop_words::ENGLISH;
use super::stem::{CEDILLA, COMMA};
use super::{Language, Words, function_words, tokenizer};

/// Which words are dropped before stemming and before n-grams are made.
///
/// With [`Words::News`] the list is brought into the form of the tokens first, so that *don't* stands for *Don’t* too;
/// an entry of several words drops each of them. With [`Words::Sklearn`] entries are compared as they stand, as
/// scikit-learn does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopWords {
    /// None is dropped.
    None,
    /// NLTK's list for the document's language, for English with a few words more that news is full of (*said*,
    /// *would*); for Chinese, Japanese and Thai a list of our own; none where the language is not known.
    #[default]
    Language,
    /// These words, whatever the language.
    List(Vec<String>),
}

impl StopWords {
    /// scikit-learn's `stop_words="english"`: 318 words, whatever the language. Contractions are not among them, for
    /// [`Words::Sklearn`] cuts them up.
    pub fn sklearn_english() -> Self {
        ENGLISH.split(' ').collect()
    }
}

impl From<bool> for StopWords {
    /// Whether the language's list is used.
    fn from(drop: bool) -> Self {
        if drop { Self::Language } else { Self::None }
    }
}

impl<W: Into<String>> FromIterator<W> for StopWords {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self::List(words.into_iter().map(Into::into).collect())
    }
}

/// Words that NLTK's English list lacks and that say nothing of a news text's subject: modal verbs, and what stands
/// between a quotation and its speaker. *May* is left out: it is a month.
const ENGLISH_NEWS: [&str; 10] =
    ["also", "could", "might", "must", "said", "say", "saying", "says", "shall", "would"];

/// A stop list in the form of the tokens it is compared with.
#[derive(Debug, Default)]
pub(super) struct StopList {
    keys: FxHashSet<String>,
    language: Option<Language>,
}

impl StopList {
    /// The list for tokens of `rule` in `language`.
    pub(super) fn new(choice: &StopWords, rule: Words, language: Option<Language>) -> Self {
        let mut list = Self { keys: FxHashSet::default(), language };
        match choice {
            StopWords::None => {}
            StopWords::Language => {
                if let Some(words) = language.and_then(function_words::of) {
                    // Cut already: another cut could only make two words of one.
                    list.keys.extend(words.split_ascii_whitespace().map(str::to_owned));
                } else {
                    let words = language.and_then(|language| stop_words::lookup(language.code()));
                    words.unwrap_or_default().iter().for_each(|word| list.add(word, rule));
                }
                if language == Some(Language::English) {
                    ENGLISH_NEWS.iter().for_each(|word| list.add(word, rule));
                }
            }
            StopWords::List(words) => words.iter().for_each(|word| list.add(word, rule)),
        }
        list
    }

    /// Whether `form` is dropped.
    pub(super) fn contains(&self, form: &str) -> bool {
        !self.keys.is_empty() && self.keys.contains(key(self.language, form).as_ref())
    }

    /// Whether `form` is dropped for what stands in the list otherwise written.
    pub(super) fn contains_otherwise(&self, form: &str) -> bool {
        !self.keys.is_empty()
            && matches!(key(self.language, form), Cow::Owned(form) if self.keys.contains(&form))
    }

    /// What stands in the list.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    fn add(&mut self, word: &str, rule: Words) {
        match rule {
            Words::News => tokenizer::words(word, rule, |_, form| {
                self.keys.insert(key(self.language, form).into_owned());
            }),
            Words::Sklearn => {
                self.keys.insert(key(self.language, word).into_owned());
            }
        }
    }
}

/// A form without the differences that the lists do not make.
fn key(language: Option<Language>, form: &str) -> Cow<'_, str> {
    match language {
        // NLTK writes modern Greek without accents, running text has them.
        Some(Language::Greek) if !form.is_ascii() => {
            Cow::Owned(form.nfd().filter(|c| !is_combining_mark(*c)).collect())
        }
        // NLTK writes ş and ţ, running text ș and ț.
        Some(Language::Romanian) if form.contains(COMMA) => Cow::Owned(
            form.replace(COMMA[0], &CEDILLA[0].to_string()).replace(COMMA[1], &CEDILLA[1].to_string()),
        ),
        Some(Language::Russian) if form.contains('ё') => Cow::Owned(form.replace('ё', "е")),
        _ => Cow::Borrowed(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(language: Language) -> StopList {
        StopList::new(&StopWords::Language, Words::News, Some(language))
    }

    #[test]
    fn every_language_has_a_list() {
        for language in Language::all() {
            assert!(list(language).keys.len() > 40, "{language}");
        }
        assert!(!StopList::new(&StopWords::Language, Words::News, None).contains("the"));
    }

    #[test]
    fn contractions_match() {
        let english = list(Language::English);
        for form in ["don't", "it", "i", "shouldn't", "the"] {
            assert!(english.contains(form), "{form}");
        }
        for form in ["oil", "work", "group", "system"] {
            assert!(!english.contains(form), "{form}");
        }
    }

    #[test]
    fn accents_and_cedillas_are_no_difference() {
        assert!(list(Language::Greek).contains("αλλά") && list(Language::Greek).contains("είναι"));
        assert!(list(Language::Romanian).contains("și") && list(Language::Romanian).contains("şi"));
        assert!(list(Language::Russian).contains("ещё") && list(Language::Russian).contains("еще"));
        assert!(!list(Language::French).contains("été\u{301}"));
    }

    #[test]
    fn scikit_learns_list_is_whole() {
        let StopWords::List(words) = StopWords::sklearn_english() else { panic!("no list") };
        assert_eq!(words.len(), 318);
        assert!(
            words.is_sorted_by(|a, b| a < b)
                && words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase()))
        );
    }

    #[test]
    fn a_list_of_ones_own_is_read_like_the_text() {
        let own: StopWords = ["Don’t", "New York"].into_iter().collect();
        let news = StopList::new(&own, Words::News, None);
        assert!(news.contains("don't") && news.contains("new") && news.contains("york"));
        assert!(!StopList::new(&own, Words::Sklearn, None).contains("don't"));
    }
}
