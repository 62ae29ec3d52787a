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

    /// A corpus holds no text of 4 GiB, so positions fit.
    pub(crate) fn new(form: u32, term: Option<u32>, start: usize, end: usize) -> Self {
        Self { form, term: term.unwrap_or(Self::STOP), start: start as u32, end: end as u32 }
    }

    /// The same token with its numbers looked up in tables.
    pub(super) fn renumbered(self, forms: &[u32], terms: &[u32]) -> Self {
        let term = self.term().map_or(Self::STOP, |term| terms[term as usize]);
        Self { form: forms[self.form as usize], term, ..self }
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
///
/// ```
/// use retell::{Analyzer, Corpus};
/// let corpus = Corpus::from_texts([("a", "The ministers’ talks stalled.")])?;
/// let tokens = Analyzer::english().tokenize(&corpus);
/// let talks = tokens.documents()[0].tokens()[2];
/// assert_eq!(talks.span().of(corpus[0].text()), "talks");
/// assert_eq!(tokens.forms()[talks.form() as usize], "talks");
/// assert_eq!(talks.term().map(|term| tokens.terms()[term as usize].as_str()), Some("talk"));
/// # Ok::<(), retell::Error>(())
/// ```
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

/// Those of a document's tokens that begin inside a span.
pub(crate) fn tokens_in(tokens: &[Token], span: Span) -> Range<usize> {
    let before = |place: usize| tokens.partition_point(|token| token.span().start < place);
    before(span.start)..before(span.end)
}

/// Bytes from the first of some tokens to the last; nothing of none.
pub(crate) fn span_of(tokens: &[Token]) -> Span {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => Span::new(first.span().start, last.span().end),
        _ => Span::default(),
    }
}
