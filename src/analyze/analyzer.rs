//! What an analysis does to text, said once.

use serde::{Deserialize, Serialize};

use super::{Form, Language, Lexicon, STOP, Stemmer, StopWords, Tokens, tokenize, tokenizer};
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// Which rule finds the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Unicode word boundaries (UAX #29), for reading news. Forms are case folded and in normal form C, apostrophes
    /// are `'`, a possessive *’s* is dropped (the token's span still covers it), hyphenated compounds are split,
    /// numbers are kept, marks belong to their word. Han, Hiragana, Thai, Lao, Khmer and Myanmar, written without spaces,
    /// are cut into the words of ICU4X's dictionaries with the feature `segmenter`, which is one of `cli`'s; without
    /// it they are cut at every character. A name that no dictionary has comes out in pieces. A Turkish capital *I* becomes
    /// *i*, for the rule does not know the language.
    #[default]
    News,
    /// `(?u)\b\w\w+\b` on the lower-cased text, as scikit-learn's vectorizers do: Python's `\w` (letters, numbers and
    /// `_`, no marks), full lower-casing (İ gives *i* and a mark, which ends the word; Σ is ς at the end of a word).
    Sklearn,
}

/// What n-grams are made of: scikit-learn's `analyzer`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NgramUnit {
    /// Terms.
    #[default]
    Word,
    /// Characters (code points) of the lower-cased text; a run of white space is one space. N-grams run on across words.
    /// Lower case is that of this build's Unicode; for what Unicode 14 knows, it is Python 3.11's.
    Char,
    /// Characters inside words, each word with a space before it and behind it; a word shorter than all n-grams counts
    /// once as a whole. Words are what stands between white space; with [`Words::News`] they are the normalised words, so
    /// that punctuation is not counted.
    CharWb,
}

/// Where the language of a document comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// Detected for each document from its first 2 KiB; where that is unsure, the language in which most of the
    /// batch's text is written; where no document is sure, that of the batch's text as a whole.
    #[default]
    Detect,
    /// The same for all.
    Fixed(Language),
    /// None: no stemming, no stop words of a language.
    Unknown,
}

/// Text to terms: how words are found, in which language, and what is dropped and stemmed.
///
/// The steps, in order: words are found, stop words dropped, the rest stemmed, and n-grams made of what is left.
///
/// ```
/// use retell::{Analyzer, Language, LanguageChoice, Stemmer, StopWords};
/// let analyzer = Analyzer::news()
///     .language(LanguageChoice::Fixed(Language::English))
///     .stemmer(Stemmer::Snowball)
///     .stop_words(StopWords::from_iter(["the", "of"]));
/// assert_eq!(analyzer.terms("The talks of the ministers", None), ["the", "talk", "of", "the", "minist"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analyzer {
    words: Words,
    language: LanguageChoice,
    stemmer: Stemmer,
    stop_words: StopWords,
    ngram_unit: NgramUnit,
    ngram_range: (usize, usize),
}

impl Analyzer {
    /// The default: words of news text in the language of each document, without stop words, stemmed.
    pub fn news() -> Self {
        Self {
            words: Words::News,
            language: LanguageChoice::Detect,
            stemmer: Stemmer::RustStemmers,
            stop_words: StopWords::Language,
            ngram_unit: NgramUnit::Word,
            ngram_range: (1, 1),
        }
    }

    /// [`Analyzer::news`] for English text.
    pub fn english() -> Self {
        Self::news().language(LanguageChoice::Fixed(Language::English))
    }

    /// What scikit-learn's `TfidfVectorizer()` does: its word rule on the whole text, no stop words, no stemming.
    pub fn sklearn() -> Self {
        Self {
            words: Words::Sklearn,
            language: LanguageChoice::Unknown,
            stemmer: Stemmer::None,
            stop_words: StopWords::None,
            ngram_unit: NgramUnit::Word,
            ngram_range: (1, 1),
        }
    }

    /// Which rule finds the words.
    pub fn words(mut self, words: Words) -> Self {
        self.words = words;
        self
    }

    /// Where the language comes from.
    pub fn language(mut self, language: LanguageChoice) -> Self {
        self.language = language;
        self
    }

    /// Which stemmer is used.
    pub fn stemmer(mut self, stemmer: Stemmer) -> Self {
        self.stemmer = stemmer;
        self
    }

    /// Which words are dropped; `true` stands for the language's list and `false` for none.
    pub fn stop_words(mut self, stop_words: impl Into<StopWords>) -> Self {
        self.stop_words = stop_words.into();
        self
    }

    /// What n-grams are made of when text is counted. Tokens and their terms are the same whatever it is; characters are
    /// counted as they stand, without stop words, stems or languages, and of news in the paragraphs that are not masked.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, CountVectorizer, NgramUnit};
    /// let corpus = Corpus::from_texts([("a", "Oil, oil")])?;
    /// let analyzer = Analyzer::sklearn().ngram_unit(NgramUnit::CharWb).ngram_range(4, 4);
    /// let vectorizer = CountVectorizer::params(analyzer).fit(&corpus)?;
    /// assert!(vectorizer.vocabulary().terms().eq([" oil", "il, ", "oil ", "oil,"]));
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn ngram_unit(mut self, unit: NgramUnit) -> Self {
        self.ngram_unit = unit;
        self
    }

    /// Shortest and longest n-gram, in terms (joined by one space) or characters. Checked when a vectorizer is fitted.
    pub fn ngram_range(mut self, shortest: usize, longest: usize) -> Self {
        self.ngram_range = (shortest, longest);
        self
    }

    /// Tokens with their byte spans for every document; masked paragraphs have none. N-grams are not made.
    ///
    /// Documents are read in parallel; forms and terms are numbered by first appearance in the order of the corpus,
    /// whatever the threads. Memory: 16 bytes a token, and each distinct form and term once.
    pub fn tokenize(&self, corpus: &Corpus) -> Tokens {
        tokenize::tokenize(self, corpus)
    }

    /// As [`tokenize`](Self::tokenize), each document in the language that is told for it.
    #[cfg(feature = "read")]
    pub(crate) fn tokenize_as(
        &self,
        documents: &[crate::corpus::Document],
        languages: &[Option<Language>],
    ) -> Tokens {
        tokenize::tokenize_as(self, documents, languages)
    }

    /// What each of `forms`, which are normalised words, counts as in a document of `language`: a term, or none if it is
    /// a stop word there.
    #[cfg(feature = "read")]
    pub(crate) fn terms_of_forms<'f>(
        &self,
        forms: impl Iterator<Item = &'f str>,
        language: Option<Language>,
    ) -> Vec<Option<String>> {
        let mut lexicon = Lexicon::new(self);
        let place = lexicon.language(language);
        forms
            .map(|form| match lexicon.term(place, Form::new(form)) {
                STOP => None,
                term => Some(lexicon.terms().resolve(term).to_owned()),
            })
            .collect()
    }

    /// The words of a short text such as a seed phrase, in order, as they would be counted in a document of `language`:
    /// the term of each, or the word as written (normalised) where it is a stop word. N-grams are not made. A fixed
    /// language of the analyzer goes before `language`.
    pub fn terms(&self, text: &str, language: Option<Language>) -> Vec<String> {
        let language = match self.language {
            LanguageChoice::Detect => language,
            LanguageChoice::Fixed(fixed) => Some(fixed),
            LanguageChoice::Unknown => None,
        };
        let mut lexicon = Lexicon::new(self);
        let place = lexicon.language(language);
        let mut terms = Vec::new();
        tokenizer::words(text, self.words, |_, form| {
            let term = lexicon.term(place, Form::new(form));
            terms.push(if term == STOP { form.to_owned() } else { lexicon.terms().resolve(term).to_owned() });
        });
        terms
    }

    /// The words of a text as they are compared, but not stemmed: normalised, in order, stop words among them.
    pub fn forms(&self, text: &str) -> Vec<String> {
        let mut forms = Vec::new();
        tokenizer::words(text, self.words, |_, form| forms.push(form.to_owned()));
        forms
    }

    pub(crate) fn word_rule(&self) -> Words {
        self.words
    }

    pub(crate) fn language_choice(&self) -> LanguageChoice {
        self.language
    }

    pub(crate) fn stemming(&self) -> Stemmer {
        self.stemmer
    }

    pub(crate) fn stop_word_choice(&self) -> &StopWords {
        &self.stop_words
    }

    pub(crate) fn counted_unit(&self) -> NgramUnit {
        self.ngram_unit
    }

    /// The n-gram range, checked.
    pub(crate) fn checked_ngram_range(&self) -> Result<(usize, usize)> {
        let (shortest, longest) = self.ngram_range;
        if shortest == 0 || longest < shortest {
            return Err(Error::Parameter {
                name: "ngram_range",
                got: format!("({shortest}, {longest})"),
                expected: "two whole numbers from 1, the shortest first".to_owned(),
            });
        }
        Ok((shortest, longest))
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::news()
    }
}
