//! Tokens with their places for every document, in parallel and in one order.

use std::ops::Range;

use rayon::prelude::*;

use super::interner::Interner;
use super::lexicon::{Lexicon, STOP};
use super::{Analyzer, DocumentTokens, Language, Token, Tokens, chunks, detection::Languages, tokenizer};
use crate::corpus::{Corpus, Document};

/// The tokens of a run of documents, numbered by the run's own tables.
struct Part {
    documents: Vec<DocumentTokens>,
    forms: Interner,
    terms: Interner,
}

/// The tokens of every document; numbers by first appearance in the order of the corpus.
pub(super) fn tokenize(analyzer: &Analyzer, corpus: &Corpus) -> Tokens {
    let languages = Languages::of(corpus, analyzer.language_choice(), None).documents;
    let parts: Vec<Part> = chunks::chunks(corpus)
        .into_par_iter()
        .map(|run| part(analyzer, &corpus.documents()[run.clone()], &languages[run]))
        .collect();
    merge(parts)
}

fn part(analyzer: &Analyzer, documents: &[Document], languages: &[Option<Language>]) -> Part {
    let mut lexicon = Lexicon::new(analyzer);
    let documents = documents
        .iter()
        .zip(languages)
        .map(|(document, &language)| document_tokens(&mut lexicon, analyzer, document, language))
        .collect();
    Part { documents, forms: lexicon.forms, terms: lexicon.terms }
}

fn document_tokens(
    lexicon: &mut Lexicon<'_>,
    analyzer: &Analyzer,
    document: &Document,
    language: Option<Language>,
) -> DocumentTokens {
    let place = lexicon.language(language);
    let mut tokens = Vec::new();
    let mut paragraphs: Vec<Range<usize>> = Vec::with_capacity(document.paragraphs().len());
    for paragraph in document.paragraphs() {
        let first = tokens.len();
        if !paragraph.kind.is_masked() {
            let offset = paragraph.span.start;
            tokenizer::words(document.slice(paragraph.span), analyzer.word_rule(), |span, form| {
                let (form, term) = lexicon.read(place, form);
                let term = (term != STOP).then_some(term);
                tokens.push(Token::new(form, term, offset + span.start, offset + span.end));
            });
        }
        paragraphs.push(first..tokens.len());
    }
    DocumentTokens { language, tokens, paragraphs }
}

/// Puts the parts together in their order, which gives every form and term the number of its first appearance.
fn merge(parts: Vec<Part>) -> Tokens {
    let (mut forms, mut terms) = (Interner::default(), Interner::default());
    let mut documents = Vec::with_capacity(parts.iter().map(|part| part.documents.len()).sum());
    for part in parts {
        let form_numbers: Vec<u32> = part.forms.iter().map(|form| forms.intern(form)).collect();
        let term_numbers: Vec<u32> = part.terms.iter().map(|term| terms.intern(term)).collect();
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
