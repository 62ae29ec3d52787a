//! From forms to terms, decided once for each distinct form.

use super::form::{Form, Key};
use super::form_table::{FormTable, Place};
use super::interner::Interner;
use super::stop_words::StopList;
use super::term_reader::TOGETHER;
use super::{Analyzer, Language, LanguageChoice, elision};
use crate::error::NoMemory;

/// The distinct terms of a stretch of text, and which form counts as which.
///
/// Stop words are looked up and stems made when a form is first seen in a language; after that a word costs a hash
/// and a comparison: what a form leads to is the term itself, or that it is a stop word.
#[derive(Debug)]
pub(crate) struct Lexicon<'a> {
    analyzer: &'a Analyzer,
    terms: Interner,
    /// By language; one language is the rule, so a short list serves.
    memos: Vec<Memo>,
    /// What was refused first: from there on, what is new passes for a stop word.
    refused: Option<NoMemory>,
}

#[derive(Debug)]
struct Memo {
    language: Option<Language>,
    stops: StopList,
    /// By form: its term, or [`STOP`].
    terms: FormTable,
}

/// The number that stands for *no term*: a stop word.
pub(crate) const STOP: u32 = u32::MAX;

impl<'a> Lexicon<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, terms: Interner::default(), memos: Vec::new(), refused: None }
    }

    /// The place of a language's decisions, to be handed to [`term`](Self::term).
    pub(crate) fn language(&mut self, language: Option<Language>) -> usize {
        if let Some(place) = self.memos.iter().position(|memo| memo.language == language) {
            return place;
        }
        let stops = StopList::new(self.analyzer.stop_word_choice(), self.analyzer.word_rule(), language);
        let mut terms = FormTable::default();
        let known = stops.iter().try_for_each(|word| terms.insert(Form::new(word), STOP));
        self.known(known.map(|()| STOP));
        self.memos.push(Memo { language, stops, terms });
        self.memos.len() - 1
    }

    /// The distinct terms, numbered in order of first appearance.
    pub(crate) fn terms(&self) -> &Interner {
        &self.terms
    }

    /// The distinct terms alone.
    pub(crate) fn into_terms(self) -> Interner {
        self.terms
    }

    /// What memory there was none for: since then, words have passed for stop words that are none.
    #[inline]
    pub(crate) fn refused(&self) -> Option<NoMemory> {
        self.refused
    }

    /// The number of the term that `form` counts as; [`STOP`] for a stop word. See also [`refused`](Self::refused).
    pub(crate) fn term(&mut self, place: usize, form: Form<'_>) -> u32 {
        if let Some(term) = self.memos[place].terms.get(form) {
            return term;
        }
        let learnt = self.decide(place, form.as_str());
        let learnt = learnt.and_then(|term| self.memos[place].terms.insert(form, term).map(|()| term));
        self.known(learnt)
    }

    /// A term that is refused, for want of memory, is remembered as such.
    fn known(&mut self, learnt: Result<u32, NoMemory>) -> u32 {
        learnt.unwrap_or_else(|refused| {
            self.refused.get_or_insert(refused);
            STOP
        })
    }

    /// What stands for a form until its turn comes in [`resolve`](Self::resolve).
    #[inline(always)]
    pub(crate) fn key(&mut self, place: usize, form: Form<'_>) -> Key {
        match form.key() {
            Key::LONG => self.long(place, form.as_str()),
            key => key,
        }
    }

    /// Apart, so that the loop over words stays short enough to be put where it is called.
    #[cold]
    fn long(&mut self, place: usize, word: &str) -> Key {
        Key::numbered(self.term(place, Form::new(word)))
    }

    /// The terms of `keys`, of which there are at most as many as `terms` has room for, without the stop words.
    ///
    /// Many at once, because look-ups that do not wait for what is done with the one before overlap in the processor.
    pub(super) fn resolve<'t>(
        &mut self,
        place: usize,
        keys: &[Key],
        terms: &'t mut [u32; TOGETHER],
    ) -> &'t [u32] {
        let (mut n, mut rest) = (0, keys.iter());
        // A stop word is overwritten by what comes next: no branch that a processor could guess wrong.
        let mut put = |term: u32| {
            terms[n % TOGETHER] = term;
            n += usize::from(term != STOP);
        };
        loop {
            let table = self.memos[place].terms.view();
            let unknown = rest.find(|&&key| match table.first(key) {
                Some(term) => {
                    put(term);
                    false
                }
                None => true,
            });
            match unknown {
                Some(&key) => put(self.look_further(place, key)),
                None => return &terms[..n],
            }
        }
    }

    #[cold]
    fn look_further(&mut self, place: usize, key: Key) -> u32 {
        if let Some(term) = key.number() {
            return term;
        }
        let learnt = self.learn(place, key);
        self.known(learnt)
    }

    /// The term of a form that is its own key, decided if it is new.
    fn learn(&mut self, place: usize, key: Key) -> Result<u32, NoMemory> {
        let belongs = self.memos[place].terms.seek(key)?;
        if let Place::Taken(term) = belongs {
            return Ok(term);
        }
        let (bytes, length) = key.bytes();
        let term = self.decide(place, std::str::from_utf8(&bytes[..length]).unwrap_or_default())?;
        self.memos[place].terms.put(belongs, key, term);
        Ok(term)
    }

    fn decide(&mut self, place: usize, form: &str) -> Result<u32, NoMemory> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let memo = &self.memos[place];
        let word = elision::strip(memo.language, form);
        // Words of the list were known before any text was.
        if memo.stops.contains_otherwise(form) || (word.len() < form.len() && memo.stops.contains(word)) {
            return Ok(STOP);
        }
        match memo.language {
            Some(language) => self.terms.intern(&self.analyzer.stemming().stem(language, word)),
            // Nothing is stemmed and there is one language, none: what is a new form is a new term.
            None if self.analyzer.language_choice() == LanguageChoice::Unknown => self.terms.add(word),
            None => self.terms.intern(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_known_however_they_are_written() {
        let analyzer = Analyzer::english().language(LanguageChoice::Detect);
        let mut lexicon = Lexicon::new(&analyzer);
        for (language, stops, kept) in [
            (Language::English, &["the", "said"][..], "theme"),
            (Language::Romanian, &["și", "şi"], "știre"),
            (Language::Greek, &["αλλά", "αλλα"], "ελλάδα"),
            (Language::French, &["il", "qu'il", "d'une"], "l'otan"),
        ] {
            let place = lexicon.language(Some(language));
            for stop in stops {
                assert_eq!(lexicon.term(place, Form::new(stop)), STOP, "{stop}");
                let key = lexicon.key(place, Form::new(stop));
                assert!(lexicon.resolve(place, &[key], &mut [0; TOGETHER]).is_empty(), "{stop}");
            }
            assert_ne!(lexicon.term(place, Form::new(kept)), STOP, "{kept}");
        }
    }

    #[test]
    fn many_at_once_are_what_each_is_alone() {
        let analyzer = Analyzer::english();
        let words = ["the", "ministers", "of", "energy", "internationalisations", "minister", "and", "the"];
        let (mut one, mut many) = (Lexicon::new(&analyzer), Lexicon::new(&analyzer));
        let place = one.language(Some(Language::English));
        assert_eq!(many.language(Some(Language::English)), place);
        for _ in 0..2 {
            let alone: Vec<u32> = words.map(|word| one.term(place, Form::new(word))).to_vec();
            let keys = words.map(|word| many.key(place, Form::new(word)));
            let mut terms = [0; TOGETHER];
            let terms = many.resolve(place, &keys, &mut terms);
            let name = |lexicon: &Lexicon<'_>, term: u32| lexicon.terms().resolve(term).to_owned();
            let alone: Vec<String> =
                alone.into_iter().filter(|&term| term != STOP).map(|term| name(&one, term)).collect();
            assert_eq!(alone, ["minist", "energi", "internationalis", "minist"]);
            assert_eq!(terms.iter().map(|&term| name(&many, term)).collect::<Vec<_>>(), alone);
        }
    }
}
