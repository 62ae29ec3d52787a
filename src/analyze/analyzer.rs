//! What an analysis does to text, said once.

use serde::Serialize;

use super::{DocumentTokens, Language, Stemmer, Token, Tokens, stop_words, tokenizer};
use crate::corpus::Corpus;

/// Which rule finds the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Unicode word boundaries, case folded, possessives dropped: for reading news.
    #[default]
    News,
    /// `(?u)\b\w\w+\b` on the lower-cased text, as scikit-learn's vectorizers do.
    Sklearn,
}

/// Where the language of a document comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// Detected for each document; where that is unsure, the language of the batch.
    #[default]
    Detect,
    /// The same for all.
    Fixed(Language),
    /// None: no stemming, no stop words.
    Unknown,
}

/// Text to terms: how words are found, in which language, and what is dropped and stemmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Analyzer {
    words: Words,
    language: LanguageChoice,
    stemmer: Stemmer,
    /// Whether the language's stop words are dropped.
    stop_words: bool,
    ngram_range: (usize, usize),
}

impl Analyzer {
    /// The default: words of news text in the language of each document, without stop words, stemmed.
    pub fn news() -> Self {
        Self {
            words: Words::News,
            language: LanguageChoice::Detect,
            stemmer: Stemmer::RustStemmers,
            stop_words: true,
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
            stop_words: false,
            ngram_range: (1, 1),
        }
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

    /// Whether the language's stop words are dropped.
    pub fn stop_words(mut self, drop: bool) -> Self {
        self.stop_words = drop;
        self
    }

    /// Shortest and longest word n-gram. Checked when a vectorizer is fitted.
    pub fn ngram_range(mut self, shortest: usize, longest: usize) -> Self {
        self.ngram_range = (shortest, longest);
        self
    }

    /// The words of `text` as they would be counted in a document of `language`, in order: the term of each word,
    /// or the word as written (normalised) where it is a stop word. This is how seed words are read.
    pub fn terms_of(&self, text: &str, language: Option<Language>) -> Vec<String> {
        let stops = language.filter(|_| self.stop_words).map(stop_words::list).unwrap_or_default();
        let mut terms = Vec::new();
        tokenizer::words(text, self.words, |_, form| {
            terms.push(if stops.contains(&form) {
                form.to_owned()
            } else {
                self.stemmer.stem(language, form)
            });
        });
        terms
    }

    /// Tokens with their byte spans for every document; masked paragraphs have none.
    pub fn tokenize(&self, corpus: &Corpus) -> Tokens {
        let mut forms = std::collections::BTreeMap::<String, u32>::new();
        let mut form_list = Vec::new();
        let mut terms = std::collections::BTreeMap::<String, u32>::new();
        let mut term_list = Vec::new();
        let mut documents = Vec::new();
        for document in corpus.documents() {
            let language = match self.language {
                LanguageChoice::Detect => Language::detect(document.text()),
                LanguageChoice::Fixed(language) => Some(language),
                LanguageChoice::Unknown => None,
            };
            let stops = language.filter(|_| self.stop_words).map(stop_words::list).unwrap_or_default();
            let mut tokens = Vec::new();
            let mut paragraphs = Vec::new();
            for paragraph in document.paragraphs() {
                let first = tokens.len();
                if !paragraph.kind.is_masked() {
                    tokenizer::words(document.slice(paragraph.span), self.words, |span, form| {
                        let form_id = *forms.entry(form.to_owned()).or_insert_with(|| {
                            form_list.push(form.to_owned());
                            form_list.len() as u32 - 1
                        });
                        let term = (!stops.contains(&form)).then(|| {
                            let stem = self.stemmer.stem(language, form);
                            *terms.entry(stem.clone()).or_insert_with(|| {
                                term_list.push(stem);
                                term_list.len() as u32 - 1
                            })
                        });
                        tokens.push(Token::new(
                            form_id,
                            term,
                            paragraph.span.start + span.start,
                            paragraph.span.start + span.end,
                        ));
                    });
                }
                paragraphs.push(first..tokens.len());
            }
            documents.push(DocumentTokens { language, tokens, paragraphs });
        }
        Tokens { documents, forms: form_list, terms: term_list }
    }
}
