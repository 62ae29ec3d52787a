//! What is looked up: a key of 64 bits leads to the numbers of the articles that have it.
//!
//! A new kind of feature is a variant of [`Feature`], and where articles are candidates by it, what it needs in
//! [`Feature::needed`] and its keys in [`Feature::keys`]: both what is kept and what is asked come from there.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::analyze::{Analyzer, DocumentTokens, Language, Token, Tokens};
use crate::corpus::Document;
use crate::reuse::seed::hash;
use crate::reuse::{candidate, rewritten};

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// Words in a row, each as its stem in the article's language.
    Run,
    /// Two words that stand side by side in a sentence when stop words are left out, whichever comes first.
    Neighbours,
    /// An article's id.
    Id,
    /// A word; leads not to articles but to the languages in which it is read there.
    Word,
    /// A stem that a word has in some language; leads to the numbers of those that it has as it is read there.
    Stem,
}

impl Feature {
    pub(super) const ALL: [Self; 5] = [Self::Run, Self::Neighbours, Self::Id, Self::Word, Self::Stem];
    /// The kinds by which articles are candidates.
    pub(super) const OF_TEXT: [Self; 2] = [Self::Run, Self::Neighbours];

    /// What it is called in a segment.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Neighbours => "neighbours",
            Self::Id => "id",
            Self::Word => "word",
            Self::Stem => "stem",
        }
    }

    /// Whether it leads to articles.
    pub(super) fn leads_to_articles(self) -> bool {
        matches!(self, Self::Run | Self::Neighbours | Self::Id)
    }

    /// How many keys of this kind two articles must share to be worth aligning.
    pub(super) fn needed(self) -> u32 {
        match self {
            Self::Neighbours => rewritten::FEWEST_SHARED as u32,
            Self::Run | Self::Id | Self::Word | Self::Stem => 1,
        }
    }

    /// In how many of all articles a feature of this kind may stand to nominate any, as in a corpus of so many.
    pub(super) fn max_documents(self, documents: usize) -> usize {
        match self {
            Self::Neighbours => candidate::max_neighbours(documents),
            Self::Run | Self::Id | Self::Word | Self::Stem => usize::MAX,
        }
    }

    /// The features of a text, each with the keys under which articles that have it are kept; sorted and each once. A
    /// feature has one key, and is it, where each word is kept under one number.
    pub(super) fn keys(self, text: &Text<'_>, min_run: usize) -> Vec<(u64, u64)> {
        let mut keys = Vec::new();
        match self {
            // Of fewer words than a run, the run of all of them: a text may be copied whole however short it is.
            Self::Run if !text.words.is_empty() => {
                text.words.windows(min_run.min(text.words.len())).for_each(|run| push_runs(run, &mut keys));
            }
            Self::Neighbours => {
                for (a, b) in rewritten::neighbours(text.tokens, &text.units) {
                    let (a, b) = (text.words[a], text.words[b]);
                    // The numbers of a word are those of every word that equals it.
                    if a == b {
                        continue;
                    }
                    let pair = |a: u32, b: u32| hash(&[a.min(b), a.max(b)]);
                    let feature = pair(a[0], b[0]);
                    let chosen = a.iter().flat_map(|&a| b.iter().map(move |&b| (a, b)));
                    keys.extend(chosen.filter(|(a, b)| a != b).map(|(a, b)| (feature, pair(a, b))));
                }
            }
            Self::Run | Self::Id | Self::Word | Self::Stem => {}
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// A text as its keys are made of it.
pub(super) struct Text<'w> {
    /// The numbers of each word: one where it is kept, and where it is asked for, all that an equal word may be kept
    /// under.
    words: Vec<&'w [u32]>,
    tokens: &'w [Token],
    /// Sentences, as reuse cuts them.
    units: Vec<Range<usize>>,
}

impl<'w> Text<'w> {
    pub(super) fn new(document: &Document, tokens: &'w DocumentTokens, words: Vec<&'w [u32]>) -> Self {
        Self { words, tokens: tokens.tokens(), units: rewritten::units(document, tokens) }
    }
}

/// The keys of a run in all the ways to choose one number of each word; the first of them stands for the run.
fn push_runs(run: &[&[u32]], keys: &mut Vec<(u64, u64)>) {
    let first: Vec<u32> = run.iter().map(|numbers| numbers[0]).collect();
    let feature = hash(&first);
    let mut chosen = vec![0; run.len()];
    loop {
        let numbers: Vec<u32> = run.iter().zip(&chosen).map(|(numbers, &at)| numbers[at]).collect();
        keys.push((feature, hash(&numbers)));
        // Counts on, the first word fastest.
        let Some(at) = (0..run.len()).find(|&at| chosen[at] + 1 < run[at].len()) else { return };
        chosen[..at].fill(0);
        chosen[at] += 1;
    }
}

/// A text as a key. It must be the same in every build that reads this version of the format.
pub(super) fn key(text: &str) -> u64 {
    let bytes: Vec<u32> = text.bytes().map(u32::from).collect();
    hash(&bytes)
}

/// A word as a number that does not depend on what other words there are. Two words may have one: whoever is led to an
/// article by it compares the words.
pub(super) fn number(word: &str) -> u32 {
    key(word) as u32
}

/// The key of a stem in a language.
pub(super) fn stem_key(language: Option<Language>, stem: &str) -> u64 {
    key(&format!("{} {stem}", language.map_or("", Language::code)))
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

/// For each word, the stems that it may have in any language, with the number of the one under which it is kept.
///
/// Which of its stems a word is compared by depends on the languages of all articles (see `reuse/sequence.rs`), of which
/// those that are to come are not known.
pub(super) fn stems(tokens: &Tokens, analyzer: &Analyzer) -> Vec<(u64, u32)> {
    let mut read: Vec<(Option<Language>, u32)> = tokens
        .documents()
        .par_iter()
        .flat_map_iter(|document| {
            let mut forms: Vec<u32> = document.tokens().iter().map(|token| token.form()).collect();
            forms.sort_unstable();
            forms.dedup();
            forms.into_iter().map(|form| (document.language(), form))
        })
        .collect();
    read.par_sort_unstable();
    read.dedup();
    let stems = |language| {
        let forms = tokens.forms();
        let terms = analyzer.terms_of_forms(forms.iter().map(String::as_str), language);
        terms.into_iter().zip(forms).map(|(term, form)| term.unwrap_or_else(|| form.clone())).collect()
    };
    let kept: Vec<Vec<u32>> = read
        .chunk_by(|a, b| a.0 == b.0)
        .map(|of_language| {
            let stems: Vec<String> = stems(of_language[0].0);
            of_language.iter().map(|&(_, form)| number(&stems[form as usize])).collect()
        })
        .collect();
    let kept: Vec<(u32, u32)> = read.iter().map(|read| read.1).zip(kept.into_iter().flatten()).collect();
    let languages: Vec<Option<Language>> = Language::all().map(Some).chain([None]).collect();
    let others = languages.into_par_iter().flat_map_iter(|language| {
        let stems: Vec<String> = stems(language);
        let differing = kept.iter().filter_map(move |&(form, kept)| {
            let stem = &stems[form as usize];
            (number(stem) != kept).then(|| (stem_key(language, stem), kept))
        });
        differing.collect::<Vec<_>>()
    });
    let mut pairs: Vec<(u64, u32)> = others.collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The words of documents as the numbers under which they are kept.
pub(super) struct Kept {
    forms: Vec<u32>,
    terms: Vec<u32>,
}

impl Kept {
    pub(super) fn new(tokens: &Tokens) -> Self {
        let numbers = |words: &[String]| words.par_iter().map(|word| number(word)).collect();
        Self { forms: numbers(tokens.forms()), terms: numbers(tokens.terms()) }
    }

    /// The words of one document, for a [`Text`].
    pub(super) fn words(&self, document: &DocumentTokens) -> Vec<&[u32]> {
        let number = |token: &Token| match token.term() {
            Some(term) => &self.terms[term as usize],
            None => &self.forms[token.form() as usize],
        };
        document.tokens().iter().map(|token| std::slice::from_ref(number(token))).collect()
    }
}
