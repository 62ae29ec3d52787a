//! Text to the numbers of its terms.

use super::form::Key;
use super::scan::{Sink, Word};
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
        let mut look_up = LookUp { lexicon, language, keys, terms, n: 0, n_words: 0, each: &mut each };
        scanner.scan_into(text, &mut look_up);
        look_up.all();
        look_up.n_words
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

/// Takes words and looks them up together.
struct LookUp<'r, 'a, E> {
    lexicon: &'r mut Lexicon<'a>,
    language: usize,
    keys: &'r mut [Key; TOGETHER],
    terms: &'r mut [u32; TOGETHER],
    /// How many keys wait.
    n: usize,
    /// How many do not wait any more.
    n_words: usize,
    each: E,
}

impl<E: FnMut(&[u32], usize)> LookUp<'_, '_, E> {
    /// Looks up all that wait.
    // Apart from the loop over words, which it would rob of its registers.
    #[inline(never)]
    fn all(&mut self) {
        let found = self.lexicon.resolve(self.language, &self.keys[..self.n], self.terms);
        (self.each)(found, self.lexicon.terms().len());
        (self.n, self.n_words) = (0, self.n_words + self.n);
    }
}

impl<E: FnMut(&[u32], usize)> Sink for LookUp<'_, '_, E> {
    #[inline(always)]
    fn words<'w>(&mut self, words: impl Iterator<Item = Word<'w>>) {
        let mut n = self.n;
        for word in words {
            self.keys[n % TOGETHER] = self.lexicon.key(self.language, word.form);
            n += 1;
            if n == TOGETHER {
                self.n = n;
                self.all();
                n = 0;
            }
        }
        self.n = n;
    }
}
