//! What is looked up: a key of 64 bits leads to the numbers of the articles that have it.
//!
//! A new kind of feature is a variant of [`Feature`], what it needs in [`Feature::needed`] if articles are candidates by
//! it, and the function that makes its keys, called where those of the others are.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::analyze::{DocumentTokens, Tokens};
use crate::corpus::Document;
use crate::reuse::seed::hash;

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// Words in a row, each as its stem in the article's language.
    Run,
    /// An article's id.
    Id,
    /// A word; leads not to articles but to the languages in which it is read there.
    Word,
}

impl Feature {
    pub(super) const ALL: [Self; 3] = [Self::Run, Self::Id, Self::Word];
    /// The kinds by which articles are candidates.
    pub(super) const OF_TEXT: [Self; 1] = [Self::Run];

    /// What it is called in a segment.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Id => "id",
            Self::Word => "word",
        }
    }

    /// How many keys of this kind two articles must share to be worth aligning.
    pub(super) fn needed(self) -> u32 {
        1
    }

    /// The keys of each document, sorted and each once; for kinds of [`OF_TEXT`](Self::OF_TEXT).
    pub(super) fn of_text(self, tokens: &Tokens, min_run: usize) -> Vec<Vec<u64>> {
        match self {
            Self::Run => {
                let words = Words::new(tokens);
                tokens.documents().par_iter().map(|document| words.runs(document, min_run)).collect()
            }
            Self::Id | Self::Word => Vec::new(),
        }
    }
}

/// A text as a key. It must be the same in every build that reads this version of the format.
pub(super) fn key(text: &str) -> u64 {
    let bytes: Vec<u32> = text.bytes().map(u32::from).collect();
    hash(&bytes)
}

/// The keys of ids, in the order of the documents.
pub(super) fn ids(documents: &[Document]) -> Vec<(u64, u32)> {
    documents.iter().zip(0..).map(|(document, at)| (key(document.id()), at)).collect()
}

/// The keys of words with the number of each language they are read in; `languages` are those numbers by document.
pub(super) fn words(tokens: &Tokens, languages: &[u32]) -> Vec<(u64, u32)> {
    let mut read = FxHashSet::default();
    for (document, &language) in tokens.documents().iter().zip(languages) {
        read.extend(document.tokens().iter().map(|token| (token.form(), language)));
    }
    let keys: Vec<u64> = tokens.forms().par_iter().map(|form| key(form)).collect();
    read.into_iter().map(|(form, language)| (keys[form as usize], language)).collect()
}

/// Words as numbers that do not depend on what other words there are.
///
/// Two words may have one number: whoever is led to an article by it compares the words.
struct Words {
    forms: Vec<u32>,
    terms: Vec<u32>,
}

impl Words {
    fn new(tokens: &Tokens) -> Self {
        let numbers = |words: &[String]| words.par_iter().map(|word| key(word) as u32).collect();
        Self { forms: numbers(tokens.forms()), terms: numbers(tokens.terms()) }
    }

    /// The runs of `length` words; of fewer words than that, the run of all of them, for a text may be copied whole
    /// however short it is.
    fn runs(&self, document: &DocumentTokens, length: usize) -> Vec<u64> {
        let numbers: Vec<u32> = document
            .tokens()
            .iter()
            .map(|token| match token.term() {
                Some(term) => self.terms[term as usize],
                None => self.forms[token.form() as usize],
            })
            .collect();
        let mut keys: Vec<u64> = match numbers.len() {
            0 => Vec::new(),
            n => numbers.windows(length.min(n)).map(hash).collect(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
