//! Tokens with their places: what reuse and themes read.

use std::ops::Range;

use super::Language;
use crate::corpus::Span;

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Index into [`Tokens::forms`].
    form: u32,
    /// Index into [`Tokens::terms`], or [`Token::STOP`].
    term: u32,
    start: u32,
    end: u32,
}

impl Token {
    const STOP: u32 = u32::MAX;

    pub(crate) fn new(form: u32, term: Option<u32>, start: usize, end: usize) -> Self {
        Self { form, term: term.unwrap_or(Self::STOP), start: start as u32, end: end as u32 }
    }

    /// The word as written, normalised: an index into [`Tokens::forms`].
    pub fn form(self) -> u32 {
        self.form
    }

    /// The term (stem) it counts as: an index into [`Tokens::terms`]; `None` for a stop word.
    pub fn term(self) -> Option<u32> {
        (self.term != Self::STOP).then_some(self.term)
    }

    /// Bytes of the document's text.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The tokens of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentTokens {
    pub(crate) language: Option<Language>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) paragraphs: Vec<Range<usize>>,
}

impl DocumentTokens {
    /// The language the document was stemmed in.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// All tokens in order, stop words among them; none from masked paragraphs.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// For each paragraph of the document, which of its tokens are its own; empty for masked ones.
    pub fn paragraphs(&self) -> &[Range<usize>] {
        &self.paragraphs
    }
}

/// The tokens of a corpus, with the words and terms that their numbers stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    pub(crate) documents: Vec<DocumentTokens>,
    pub(crate) forms: Vec<String>,
    pub(crate) terms: Vec<String>,
}

impl Tokens {
    /// One entry per document of the corpus.
    pub fn documents(&self) -> &[DocumentTokens] {
        &self.documents
    }

    /// The distinct normalised words, in order of first appearance.
    pub fn forms(&self) -> &[String] {
        &self.forms
    }

    /// The distinct terms (stems), in order of first appearance.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }
}
