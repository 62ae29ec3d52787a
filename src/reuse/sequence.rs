//! A document as the numbers that reuse compares.

use std::sync::OnceLock;

use super::quote;
use crate::analyze::{DocumentTokens, Language, Token, Tokens};
use crate::corpus::{Corpus, Document, Span};

/// All documents of a corpus with one numbering of words. Each is made ready when it is asked for, so that only those that
/// are being compared take memory.
pub(super) struct Sequences<'c> {
    corpus: &'c Corpus,
    tokens: &'c Tokens,
    /// One number per form.
    symbols: Vec<u32>,
}

impl<'c> Sequences<'c> {
    pub(super) fn new(corpus: &'c Corpus, tokens: &'c Tokens) -> Self {
        Self { corpus, tokens, symbols: symbols_of_forms(tokens) }
    }

    /// The tokens of a document.
    pub(super) fn tokens(&self, row: usize) -> &'c [Token] {
        self.tokens.documents()[row].tokens()
    }

    /// The words of a document.
    pub(super) fn symbols(&self, row: usize) -> Vec<u32> {
        self.tokens(row).iter().map(|token| self.symbols[token.form() as usize]).collect()
    }

    /// A document, ready to be compared.
    pub(super) fn get(&self, row: usize) -> Sequence<'c> {
        Sequence::new(&self.corpus[row], &self.tokens.documents()[row], self.symbols(row))
    }
}

/// One document, ready to be compared.
pub(super) struct Sequence<'c> {
    /// One number per token; equal numbers are equal words up to inflection.
    pub(super) symbols: Vec<u32>,
    document: &'c Document,
    tokens: &'c DocumentTokens,
    details: OnceLock<Details>,
}

/// What is asked only of texts that share enough words, and costs more to find than that they do not.
struct Details {
    /// What is known of each token.
    marks: Vec<Marks>,
    /// Distinct symbols in order, with how often each stands here.
    counts: Vec<(u32, u32)>,
}

/// What is known of one token besides its word.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// It stands inside quotation marks.
    pub(super) quoted: bool,
    /// It is a stop word.
    pub(super) stop: bool,
    /// It is a name, a number or a single ideograph: it says less than a word does.
    pub(super) slight: bool,
}

impl<'c> Sequence<'c> {
    fn new(document: &'c Document, tokens: &'c DocumentTokens, symbols: Vec<u32>) -> Self {
        Self { symbols, document, tokens, details: OnceLock::new() }
    }

    fn details(&self) -> &Details {
        self.details.get_or_init(|| Details::of(self.document, self.tokens, &self.symbols))
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    /// What is known of the token at `at`.
    pub(super) fn marks(&self, at: usize) -> Marks {
        self.details().marks[at]
    }

    /// Bytes from the first of `tokens` to the last.
    pub(super) fn span(&self, tokens: std::ops::Range<usize>) -> Span {
        span_of(&self.tokens.tokens()[tokens])
    }

    /// Whether an alignment with any third document comes out the same, token by token: the words are the same, and
    /// what is known of each.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.symbols == other.symbols && self.details().marks == other.details().marks
    }

    /// How often the word stands in the document.
    pub(super) fn count(&self, symbol: u32) -> u32 {
        let counts = &self.details().counts;
        counts.binary_search_by_key(&symbol, |&(symbol, _)| symbol).map_or(0, |at| counts[at].1)
    }
}

impl Details {
    fn of(document: &Document, tokens: &DocumentTokens, symbols: &[u32]) -> Self {
        let all = tokens.tokens();
        let mut sorted = symbols.to_vec();
        sorted.sort_unstable();
        let counts = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect();
        let mut marks: Vec<Marks> = all
            .iter()
            .enumerate()
            .map(|(at, &token)| Marks {
                stop: token.term().is_none(),
                slight: is_slight(document, all, at, tokens.language()),
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
        Self { marks, counts }
    }
}

/// Bytes from the first of some tokens to the last; nothing of none.
pub(super) fn span_of(tokens: &[Token]) -> Span {
    match tokens {
        [] => Span::default(),
        [only] => only.span(),
        [first, .., last] => Span::new(first.span().start, last.span().end),
    }
}

/// One number for every normalised word: the same for all inflections of it.
///
/// A word may have several stems where documents are read in different languages (or in none, when they are too short
/// to tell); it gets the one that sorts first, so that equal words are always equal, whatever the order of documents.
/// A word that is only ever a stop word stands for itself.
fn symbols_of_forms(tokens: &Tokens) -> Vec<u32> {
    let n_terms = tokens.terms().len();
    let mut by_name: Vec<u32> = (0..n_terms as u32).collect();
    by_name.sort_unstable_by_key(|&term| &tokens.terms()[term as usize]);
    let mut rank = vec![0; n_terms];
    for (place, &term) in by_name.iter().enumerate() {
        rank[term as usize] = place as u32;
    }
    let mut symbols: Vec<u32> = (0..tokens.forms().len()).map(|form| (n_terms + form) as u32).collect();
    for token in tokens.documents().iter().flat_map(|document| document.tokens()) {
        if let Some(term) = token.term() {
            let symbol = &mut symbols[token.form() as usize];
            *symbol = rank[term as usize].min(*symbol);
        }
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

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
