//! Text to the numbers of its terms.

use super::form::Key;
use super::{Analyzer, Interner, Language, Lexicon, Scanner};
use crate::error::NoMemory;

/// Reads one text after the other and numbers the terms it meets.
///
/// In two steps that take turns: words are found until there are a few hundred, and then all are looked up. Each step
/// is a short loop over what is in the first cache, and its look-ups do not wait for one another.
#[derive(Debug)]
pub(crate) struct TermReader<'a> {
    scanner: Scanner,
    lexicon: Lexicon<'a>,
    keys: Box<[Key; TOGETHER]>,
    terms: Box<[u32; TOGETHER]>,
}

/// How many words are looked up together.
pub(super) const TOGETHER: usize = 256;

impl<'a> TermReader<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer) -> Self {
        Self {
            scanner: Scanner::new(analyzer.word_rule()),
            lexicon: Lexicon::new(analyzer),
            keys: Box::new([Key::NONE; TOGETHER]),
            terms: Box::new([0; TOGETHER]),
        }
    }

    /// The place of a language, to be handed to [`read`](Self::read).
    pub(crate) fn language(&mut self, language: Option<Language>) -> usize {
        self.lexicon.language(language)
    }

    /// Calls `each` with the terms of `text` in order, some at a time and without stop words, and with how many distinct
    /// terms there are by now. Tells how many words there were, stop words among them.
    #[inline]
    pub(crate) fn read(&mut self, text: &str, language: usize, mut each: impl FnMut(&[u32], usize)) -> usize {
        let Self { scanner, lexicon, keys, terms } = self;
        let (mut n, mut n_words) = (0, 0);
        scanner.scan(text, |word| {
            keys[n % TOGETHER] = lexicon.key(language, word.form);
            n += 1;
            if n == TOGETHER {
                let found = lexicon.resolve(language, &keys[..], terms);
                each(found, lexicon.terms().len());
                (n, n_words) = (0, n_words + n);
            }
        });
        let found = lexicon.resolve(language, &keys[..n], terms);
        each(found, lexicon.terms().len());
        n_words + n
    }

    /// What memory there was none for: since then, terms were left out.
    pub(crate) fn refused(&self) -> Option<NoMemory> {
        self.lexicon.refused()
    }

    /// The distinct terms met so far.
    pub(crate) fn terms(&self) -> &Interner {
        self.lexicon.terms()
    }

    /// The distinct terms alone.
    pub(crate) fn into_terms(self) -> Interner {
        self.lexicon.into_terms()
    }
}
