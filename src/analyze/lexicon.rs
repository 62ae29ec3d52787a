//! From forms to terms, decided once for each distinct form.

use super::interner::Interner;
use super::stop_words::StopList;
use super::{Analyzer, Language, elision};

/// The distinct forms and terms of a stretch of text, and which form counts as which term.
///
/// Stop words are looked up and stems made when a form is first seen in a language; after that a word costs a hash
/// look-up and an array access.
pub(crate) struct Lexicon<'a> {
    analyzer: &'a Analyzer,
    pub(crate) forms: Interner,
    pub(crate) terms: Interner,
    /// By language; one language is the rule, so a short list serves.
    memos: Vec<Memo>,
}

struct Memo {
    language: Option<Language>,
    stops: StopList,
    /// By form: its term, or one of the two below.
    terms: Vec<u32>,
}

/// The number that stands for *no term*: a stop word.
pub(crate) const STOP: u32 = u32::MAX;
const UNKNOWN: u32 = u32::MAX - 1;

impl<'a> Lexicon<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, forms: Interner::default(), terms: Interner::default(), memos: Vec::new() }
    }

    /// The place of a language's decisions, to be handed to [`read`](Self::read).
    pub(crate) fn language(&mut self, language: Option<Language>) -> usize {
        if let Some(place) = self.memos.iter().position(|memo| memo.language == language) {
            return place;
        }
        let stops = StopList::new(self.analyzer.stop_word_choice(), self.analyzer.word_rule(), language);
        self.memos.push(Memo { language, stops, terms: Vec::new() });
        self.memos.len() - 1
    }

    /// The numbers of a form and of its term ([`STOP`] for a stop word).
    pub(crate) fn read(&mut self, language: usize, form: &str) -> (u32, u32) {
        let number = self.forms.intern(form);
        let memo = &mut self.memos[language];
        let at = number as usize;
        if memo.terms.len() <= at {
            memo.terms.resize(at + 1, UNKNOWN);
        }
        if memo.terms[at] == UNKNOWN {
            let word = elision::strip(memo.language, form);
            memo.terms[at] = if memo.stops.contains(word) || memo.stops.contains(form) {
                STOP
            } else {
                match memo.language {
                    Some(language) => self.terms.intern(&self.analyzer.stemming().stem(language, word)),
                    None => self.terms.intern(word),
                }
            };
        }
        (number, memo.terms[at])
    }
}
