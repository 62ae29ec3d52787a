//! A document as the numbers that reuse compares.

use std::ops::Range;
use std::sync::OnceLock;

use super::count::counted;
use super::rewritten::Concordance;
use super::{quote, rewritten};
use crate::analyze::{DocumentTokens, Language, Token, Tokens, span_of, tokens_in};
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
        Self::among(corpus, tokens, &[])
    }

    /// The same among documents that are not at hand: `elsewhere` are terms that forms of `tokens` have there.
    pub(super) fn among(corpus: &'c Corpus, tokens: &'c Tokens, elsewhere: &[(u32, String)]) -> Self {
        Self { corpus, tokens, symbols: symbols_of_forms(tokens, elsewhere) }
    }

    /// The tokens of a document.
    pub(super) fn tokens(&self, row: usize) -> &'c [Token] {
        self.tokens.documents()[row].tokens()
    }

    /// The words of a document.
    pub(super) fn symbols(&self, row: usize) -> Vec<u32> {
        self.tokens(row).iter().map(|token| self.symbols[token.form() as usize]).collect()
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.corpus.len()
    }

    /// How many tokens a document has.
    pub(super) fn len(&self, row: usize) -> usize {
        self.tokens(row).len()
    }

    /// The tokens of a document that begin inside `span`.
    pub(super) fn range(&self, row: usize, span: Span) -> Range<usize> {
        tokens_in(self.tokens(row), span)
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
    vocabulary: OnceLock<Vocabulary>,
    said: OnceLock<Said>,
    concordance: OnceLock<Concordance>,
}

/// What is asked only of texts that share enough words, and costs more to find than that they do not.
struct Details {
    /// What is known of each token.
    marks: Vec<Marks>,
    /// How often the word of each token stands here, or [`VERY_OFTEN`].
    times: Vec<u8>,
}

/// So often or more.
const VERY_OFTEN: u8 = u8::MAX;

/// The distinct symbols of a document, rising, with how often each stands there.
pub(super) struct Vocabulary {
    symbols: Vec<u32>,
    counts: Vec<u32>,
}

impl Vocabulary {
    pub(super) fn of(symbols: &[u32]) -> Self {
        let (symbols, counts) = counted(symbols).into_iter().unzip();
        Self { symbols, counts }
    }

    pub(super) fn len(&self) -> usize {
        self.symbols.len()
    }

    pub(super) fn symbols(&self) -> &[u32] {
        &self.symbols
    }

    pub(super) fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The place of a symbol.
    pub(super) fn word(&self, symbol: u32) -> Option<usize> {
        self.symbols.binary_search(&symbol).ok()
    }
}

/// What is asked where other words for the same are looked for.
struct Said {
    /// Sentences, joined and parted so that they can be held against each other, as ranges of tokens.
    units: Vec<Range<usize>>,
    /// What another document must share of for its being a retelling; see [`rewritten::features`].
    features: Vec<u64>,
}

bitflags::bitflags! {
    /// What is known of one token besides its word.
    #[derive(Clone, Copy, Default, PartialEq, Eq)]
    pub(super) struct Marks: u8 {
        /// It stands inside quotation marks.
        const QUOTED = 1;
        /// It is a stop word.
        const STOP = 1 << 1;
        /// It is a name, a number or a single ideograph: it says less than a word does.
        const SLIGHT = 1 << 2;
        /// It is written with a capital or is a number, wherever it stands.
        const CAPITAL = 1 << 3;
        /// It begins with a digit.
        const NUMBER = 1 << 4;
    }
}

impl<'c> Sequence<'c> {
    fn new(document: &'c Document, tokens: &'c DocumentTokens, symbols: Vec<u32>) -> Self {
        let (details, vocabulary) = (OnceLock::new(), OnceLock::new());
        let (said, concordance) = (OnceLock::new(), OnceLock::new());
        Self { symbols, document, tokens, details, vocabulary, said, concordance }
    }

    fn details(&self) -> &Details {
        self.details.get_or_init(|| Details::of(self.document, self.tokens, &self.symbols))
    }

    fn said(&self) -> &Said {
        self.said.get_or_init(|| {
            let mut units = rewritten::units(self.document, self.tokens);
            // A text that was cut short has fewer words than its document.
            units.truncate(units.partition_point(|unit| unit.end <= self.len()));
            Said { features: rewritten::features(&self.symbols, self.tokens.tokens(), &units), units }
        })
    }

    /// Its sentences, joined and parted so that they can be held against each other, as ranges of tokens.
    pub(super) fn units(&self) -> &[Range<usize>] {
        &self.said().units
    }

    /// What another document must share of for its being a retelling, sorted.
    pub(super) fn features(&self) -> &[u64] {
        &self.said().features
    }

    /// Its words and where each stands.
    pub(super) fn concordance(&self) -> &Concordance {
        self.concordance.get_or_init(|| {
            Concordance::new(&self.symbols, |at| self.marks(at), self.vocabulary(), self.units())
        })
    }

    /// Its first tokens, as if the document ended there.
    pub(super) fn beginning(&self, tokens: usize) -> Self {
        let end = tokens.min(self.len());
        Self::new(self.document, self.tokens, self.symbols[..end].to_vec())
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
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        span_of(&self.tokens.tokens()[tokens])
    }

    /// Whether an alignment with any third document comes out the same, token by token: the words are the same,
    /// what is known of each, and the sentences.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.symbols == other.symbols
            && self.details().marks == other.details().marks
            && self.units() == other.units()
    }

    /// Its distinct words.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(&self.symbols))
    }

    /// How often the word of the token at `at` stands in the document.
    pub(super) fn count(&self, at: usize) -> u32 {
        match self.details().times[at] {
            VERY_OFTEN => {
                let word = self.vocabulary().word(self.symbols[at]).unwrap_or_default();
                self.vocabulary().counts()[word]
            }
            times => u32::from(times),
        }
    }
}

impl Details {
    fn of(document: &Document, tokens: &DocumentTokens, symbols: &[u32]) -> Self {
        let all = tokens.tokens();
        let mut marks: Vec<Marks> = all
            .iter()
            .enumerate()
            .map(|(at, &token)| {
                let mut marks = Marks::empty();
                marks.set(Marks::STOP, token.term().is_none());
                if let Some(first) = document.slice(token.span()).chars().next() {
                    marks |= written(document, all, at, first, tokens.language());
                }
                marks
            })
            .collect();
        let quotations = quote::quotations(document);
        let mut next = 0;
        for (mark, token) in marks.iter_mut().zip(all) {
            while quotations.get(next).is_some_and(|span| span.end <= token.span().start) {
                next += 1;
            }
            let is_quoted = quotations.get(next).is_some_and(|span| span.start <= token.span().start);
            mark.set(Marks::QUOTED, is_quoted);
        }
        Self { marks, times: times(symbols) }
    }
}

/// How often the symbol at each place stands among all, or [`VERY_OFTEN`].
fn times(symbols: &[u32]) -> Vec<u8> {
    let mut places: Vec<u64> =
        symbols.iter().zip(0..).map(|(&symbol, at)| u64::from(symbol) << 32 | at).collect();
    places.sort_unstable();
    let mut times = vec![0; symbols.len()];
    for same in places.chunk_by(|a, b| a >> 32 == b >> 32) {
        let n = u8::try_from(same.len()).unwrap_or(VERY_OFTEN);
        same.iter().for_each(|place| times[*place as u32 as usize] = n);
    }
    times
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

/// What the first character of a token says of it.
fn written(
    document: &Document,
    tokens: &[Token],
    at: usize,
    first: char,
    language: Option<Language>,
) -> Marks {
    if first.is_numeric() {
        return Marks::NUMBER | Marks::CAPITAL | Marks::SLIGHT;
    }
    let mut marks = Marks::empty();
    // German gives capitals to all nouns.
    marks.set(Marks::CAPITAL, first.is_uppercase() && language != Some(Language::German));
    let is_single = || tokens[at].span().len() == first.len_utf8();
    let is_name = marks.contains(Marks::CAPITAL) && at > 0 && !begins_sentence(document, tokens, at);
    marks.set(Marks::SLIGHT, is_name || is_ideograph(first) && is_single());
    marks
}

/// Whether a capital may be one because something begins after the token before.
fn begins_sentence(document: &Document, tokens: &[Token], at: usize) -> bool {
    let between = document.slice(Span::new(tokens[at - 1].span().end, tokens[at].span().start));
    between != " " && between.contains(['.', '!', '?', ':', '\n', '“', '„', '"', '«', '‘'])
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
