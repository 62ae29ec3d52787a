//! A document as the numbers that reuse compares.

use std::ops::Range;

use rayon::prelude::*;

use super::{quote, rewritten};
use crate::analyze::{DocumentTokens, Language, Token, Tokens, sentences};
use crate::corpus::{Corpus, Document, Span};

/// One document, ready to be compared.
pub(super) struct Sequence {
    /// One number per token; equal numbers are equal words up to inflection.
    pub(super) symbols: Vec<u32>,
    /// What is known of each token.
    marks: Vec<Marks>,
    spans: Vec<Span>,
    /// Sentences, joined and parted so that they can be held against each other, as ranges of tokens.
    pub(super) units: Vec<Range<usize>>,
    /// What another document must share of for its being a retelling; see [`rewritten::features`].
    pub(super) features: Vec<u64>,
    /// Distinct symbols in order, with how often each stands here.
    counts: Vec<(u32, u32)>,
}

/// What is known of one token besides its word.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    /// It stands inside quotation marks.
    pub(super) quoted: bool,
    /// It is a stop word.
    pub(super) stop: bool,
    /// It is a name, a number or a single ideograph: it says less than a word does.
    pub(super) slight: bool,
    /// It is written with a capital or is a number, wherever it stands.
    pub(super) capital: bool,
}

impl Sequence {
    /// All documents of a corpus, with one numbering of words.
    pub(super) fn all(corpus: &Corpus, tokens: &Tokens) -> Vec<Self> {
        Self::all_among(corpus, tokens, &[])
    }

    /// As [`all`](Self::all), among documents that are not at hand: `elsewhere` are terms that forms of `tokens` have there.
    pub(super) fn all_among(corpus: &Corpus, tokens: &Tokens, elsewhere: &[(u32, String)]) -> Vec<Self> {
        let symbols = symbols_of_forms(tokens, elsewhere);
        let documents: Vec<_> = corpus.documents().iter().zip(tokens.documents()).collect();
        documents.into_par_iter().map(|(document, tokens)| Self::new(document, tokens, &symbols)).collect()
    }

    fn new(document: &Document, tokens: &DocumentTokens, symbol_of: &[u32]) -> Self {
        let all = tokens.tokens();
        let symbols: Vec<u32> = all.iter().map(|token| symbol_of[token.form() as usize]).collect();
        let counts = counts(&symbols);
        let mut marks: Vec<Marks> = all
            .iter()
            .enumerate()
            .map(|(at, &token)| Marks {
                stop: token.term().is_none(),
                slight: is_slight(document, all, at, tokens.language()),
                capital: is_capital(document, token, tokens.language()),
                ..Marks::default()
            })
            .collect();
        let quotations = quote::quotations(document);
        let mut next = 0;
        for (mark, token) in marks.iter_mut().zip(all) {
            while quotations.get(next).is_some_and(|span| span.end <= token.span().start) {
                next += 1;
            }
            mark.quoted = quotations.get(next).is_some_and(|span| span.start <= token.span().start);
        }
        let units = rewritten::units(sentences(document, tokens));
        let spans = all.iter().map(|token| token.span()).collect();
        let mut sequence = Self { symbols, marks, spans, units, features: Vec::new(), counts };
        sequence.features = rewritten::features(&sequence);
        sequence
    }

    /// Its first tokens, as if the document ended there, without its sentences: nothing rewritten is looked for in it.
    pub(super) fn beginning(&self, tokens: usize) -> Self {
        let end = tokens.min(self.len());
        let symbols = self.symbols[..end].to_vec();
        Self {
            counts: counts(&symbols),
            symbols,
            marks: self.marks[..end].to_vec(),
            spans: self.spans[..end].to_vec(),
            units: Vec::new(),
            features: Vec::new(),
        }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// What is known of the token at `at`.
    pub(super) fn marks(&self, at: usize) -> Marks {
        self.marks[at]
    }

    /// Bytes from the first of `tokens` to the last.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        Span::new(self.spans[tokens.start].start, self.spans[tokens.end - 1].end)
    }

    /// The tokens that begin inside `span`.
    pub(super) fn range(&self, span: Span) -> std::ops::Range<usize> {
        let before = |end: usize| self.spans.partition_point(|token| token.start < end);
        before(span.start)..before(span.end)
    }

    /// How often the word stands in the document.
    pub(super) fn count(&self, symbol: u32) -> u32 {
        self.counts.binary_search_by_key(&symbol, |&(symbol, _)| symbol).map_or(0, |at| self.counts[at].1)
    }
}

/// Distinct symbols in order, with how often each stands there.
fn counts(symbols: &[u32]) -> Vec<(u32, u32)> {
    let mut sorted = symbols.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

/// One number for every normalised word: the same for all inflections of it.
///
/// A word may have several stems where documents are read in different languages (or in none, when they are too short
/// to tell); it gets the one that sorts first, so that equal words are always equal, whatever the order of documents.
/// A word that is only ever a stop word stands for itself.
pub(super) fn symbols_of_forms(tokens: &Tokens, elsewhere: &[(u32, String)]) -> Vec<u32> {
    let mut names: Vec<&str> = tokens.terms().iter().map(String::as_str).collect();
    names.extend(elsewhere.iter().map(|(_, term)| term.as_str()));
    names.sort_unstable();
    names.dedup();
    let rank = |term: &str| names.partition_point(|&name| name < term) as u32;
    let ranks: Vec<u32> = tokens.terms().iter().map(|term| rank(term)).collect();
    let mut symbols: Vec<u32> = (0..tokens.forms().len()).map(|form| (names.len() + form) as u32).collect();
    let here = tokens.documents().iter().flat_map(|document| document.tokens());
    let here = here.filter_map(|token| Some((token.form(), ranks[token.term()? as usize])));
    let elsewhere = elsewhere.iter().map(|(form, term)| (*form, rank(term)));
    for (form, rank) in here.chain(elsewhere) {
        let symbol = &mut symbols[form as usize];
        *symbol = rank.min(*symbol);
    }
    symbols
}

/// Whether the token is a number, an ideograph, or has a capital that no sentence start and no German noun explains.
fn is_slight(document: &Document, tokens: &[Token], at: usize, language: Option<Language>) -> bool {
    let span = tokens[at].span();
    let text = document.slice(span);
    let Some(first) = text.chars().next() else { return false };
    if first.is_numeric() || (text.len() == first.len_utf8() && is_ideograph(first)) {
        return true;
    }
    if !first.is_uppercase() || language == Some(Language::German) || at == 0 {
        return false;
    }
    let between = document.slice(Span::new(tokens[at - 1].span().end, span.start));
    !between.contains(['.', '!', '?', ':', '\n', '“', '„', '"', '«', '‘'])
}

/// Whether the token is a number or begins with a capital that German does not give to all nouns.
fn is_capital(document: &Document, token: Token, language: Option<Language>) -> bool {
    let first = document.slice(token.span()).chars().next();
    first.is_some_and(|c| c.is_numeric() || (c.is_uppercase() && language != Some(Language::German)))
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
