//! Tokens with their places for every document, in parallel and in one order.

use std::ops::Range;

use rayon::prelude::*;

use super::interner::Interner;
use super::lexicon::{Lexicon, STOP};
use super::scan::Scanner;
use super::{Analyzer, DocumentTokens, Language, Token, Tokens, chunks, detection::languages};
use crate::corpus::{Corpus, Document};

/// The tokens of a run of documents, numbered by the run's own tables.
struct Part {
    documents: Vec<DocumentTokens>,
    forms: Interner,
    terms: Interner,
}

/// The tokens of every document; numbers by first appearance in the order of the corpus.
pub(super) fn tokenize(analyzer: &Analyzer, corpus: &Corpus) -> Tokens {
    let languages = languages(corpus, analyzer.language_choice());
    tokenize_as(analyzer, corpus.documents(), &languages)
}

/// The tokens of every document, each read in the language that is told; numbers by first appearance in their order.
pub(super) fn tokenize_as(
    analyzer: &Analyzer,
    documents: &[Document],
    languages: &[Option<Language>],
) -> Tokens {
    let parts: Vec<Part> = chunks::chunks_of(documents, rayon::current_num_threads())
        .into_par_iter()
        .map(|run| part(analyzer, &documents[run.clone()], &languages[run]))
        .collect();
    merge(parts)
}

fn part(analyzer: &Analyzer, documents: &[Document], languages: &[Option<Language>]) -> Part {
    let mut reader = Reader {
        scanner: Scanner::new(analyzer.word_rule()),
        lexicon: Lexicon::new(analyzer),
        forms: Interner::default(),
    };
    let documents = documents
        .iter()
        .zip(languages)
        .map(|(document, &language)| reader.document(document, language))
        .collect();
    Part { documents, forms: reader.forms, terms: reader.lexicon.into_terms() }
}

struct Reader<'a> {
    scanner: Scanner,
    lexicon: Lexicon<'a>,
    forms: Interner,
}

impl Reader<'_> {
    fn document(&mut self, document: &Document, language: Option<Language>) -> DocumentTokens {
        let place = self.lexicon.language(language);
        let mut tokens = Vec::new();
        let mut paragraphs: Vec<Range<usize>> = Vec::with_capacity(document.paragraphs().len());
        for paragraph in document.paragraphs() {
            let first = tokens.len();
            if !paragraph.kind.is_masked() {
                let offset = paragraph.span.start;
                self.scanner.scan(document.slice(paragraph.span), |word| {
                    let form = self.forms.intern_form(word.form).unwrap_or_else(|refused| refused.abort());
                    let term = self.lexicon.term(place, word.form);
                    let term = (term != STOP).then_some(term);
                    tokens.push(Token::new(form, term, offset + word.start, offset + word.end));
                });
            }
            paragraphs.push(first..tokens.len());
        }
        if let Some(refused) = self.lexicon.refused() {
            refused.abort();
        }
        DocumentTokens { language, tokens, paragraphs }
    }
}

/// The number of a string. Tokens are promised, and held as spans beside their text: they fit, or nothing goes on.
fn number(strings: &mut Interner, string: &str) -> u32 {
    strings.intern(string).unwrap_or_else(|refused| refused.abort())
}

/// Puts the parts together in their order, which gives every form and term the number of its first appearance.
fn merge(parts: Vec<Part>) -> Tokens {
    let (mut forms, mut terms) = (Interner::default(), Interner::default());
    let mut documents = Vec::with_capacity(parts.iter().map(|part| part.documents.len()).sum());
    for part in parts {
        let form_numbers: Vec<u32> = part.forms.iter().map(|form| number(&mut forms, form)).collect();
        let term_numbers: Vec<u32> = part.terms.iter().map(|term| number(&mut terms, term)).collect();
        documents.extend(part.documents.into_iter().map(|mut document| {
            for token in &mut document.tokens {
                *token = token.renumbered(&form_numbers, &term_numbers);
            }
            document
        }));
    }
    Tokens {
        documents,
        forms: forms.iter().map(str::to_owned).collect(),
        terms: terms.iter().map(str::to_owned).collect(),
    }
}
