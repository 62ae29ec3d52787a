//! Telling the language of a text by its commonest words, its endings and its letters, at a fraction of what a detector
//! of all languages takes.
//!
//! Each word of the text votes. A word of grammar votes for all languages that have it, with a point for each of its
//! letters up to three; any other word for those that have its ending and its letters, with one point or two. Words with
//! a capital may be names and count one point at most. The language that leads by enough is the answer. A word that is
//! common to several languages moves none of them ahead, so a lead is what only one language explains.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use whatlang::Lang;

use super::telling_words::TRAITS;

/// The least lead: a word such as *with*, or two lesser signs.
const LEAD: u32 = 3;
/// In running text every second word is one of grammar. A lead of fewer points per hundred words is that of a language
/// that is quoted, or of one that resembles the text's own.
const LEAD_OF_HUNDRED: u32 = 20;
/// Texts of so many bytes have a beginning and an end that are long enough to be looked at by themselves.
const LONG: usize = 400;
/// How much of the beginning and of the end of a long text is read.
const WINDOW: usize = 384;
/// Below so many bytes the detector of all languages is sure of hardly any text that might be English: of 1 in 100
/// English headlines and of 5 in 100 pieces of other English text. Not asking it is the same answer.
const FEW: usize = 100;
/// By how much English may be behind in a text that might be English.
const BEHIND: u32 = 1;
/// The length from which an ending tells something.
const ENDED: u32 = 5;

/// What a look at a text finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is in this language.
    Sure(Lang),
    /// It is too short to tell, for the detector of all languages as well.
    Unsure,
    /// Somebody else has to look.
    Open,
}

/// The language of `text` by the votes of its words.
///
/// Of a long text the beginning and the end are read and must agree, lest half of it is in another language. Takes some
/// three nanoseconds per byte read.
pub(super) fn verdict(text: &str) -> Verdict {
    if text.len() < LONG {
        return Votes::of(text).verdict(text.len());
    }
    let end = text.ceil_char_boundary(text.len().saturating_sub(WINDOW).max(text.len() / 2));
    let front = &text[..text.floor_char_boundary(WINDOW.min(end))];
    let front = Votes::of(front).verdict(text.len());
    if matches!(front, Verdict::Sure(_)) && Votes::of(&text[end..]).verdict(text.len()) == front {
        front
    } else {
        Verdict::Open
    }
}

/// A set of languages: a bit for each of [`TRAITS`].
type Languages = u64;

const ALL: Languages = Languages::MAX;

static SIGNS: LazyLock<Signs> = LazyLock::new(Signs::new);

/// The traits by what shows them.
struct Signs {
    words: FxHashMap<u64, Languages>,
    endings: FxHashMap<u64, Languages>,
    /// By [`place`].
    letters: Vec<Languages>,
}

impl Signs {
    fn new() -> Self {
        let mut signs =
            Self { words: FxHashMap::default(), endings: FxHashMap::default(), letters: vec![0; PLACES] };
        for (at, traits) in TRAITS.iter().enumerate() {
            let language = 1 << at;
            for word in traits.words.split_ascii_whitespace() {
                *signs.words.entry(word.chars().fold(0, with_letter)).or_default() |= language;
            }
            for ending in traits.endings.split_ascii_whitespace() {
                *signs.endings.entry(ending.chars().fold(0, last_letters)).or_default() |= language;
            }
            for place in traits.letters.chars().filter_map(place) {
                signs.letters[place] |= language;
            }
        }
        signs
    }
}

/// How many letters have a place.
const PLACES: usize = 0x800;

/// The place of a letter of the alphabets of Europe and the Near East.
fn place(letter: char) -> Option<usize> {
    match letter as usize {
        code @ 0..0x700 => Some(code),
        // Vietnamese.
        code @ 0x1E00..0x1F00 => Some(code - 0x1E00 + 0x700),
        _ => None,
    }
}

/// The key of a word with one more letter. Different words have different keys, or so nearly always that nothing hangs
/// on it.
const fn with_letter(key: u64, letter: char) -> u64 {
    key.rotate_left(7) ^ (letter as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The last three letters of a word with one more letter.
const fn last_letters(last: u64, letter: char) -> u64 {
    (last << 21 | letter as u64) & ((1 << 63) - 1)
}

/// The word that is being read.
struct Word {
    key: u64,
    last: u64,
    length: u32,
    has_capital: bool,
    /// The languages whose alphabet has all its letters.
    letters: Languages,
}

const EMPTY: Word = Word { key: 0, last: 0, length: 0, has_capital: false, letters: ALL };

/// The points of each language after a text has been read.
struct Votes {
    points: [u32; TRAITS.len()],
    words: u32,
    /// Whether letters were met that none of the languages has.
    foreign: bool,
}

impl Votes {
    fn of(text: &str) -> Self {
        let signs = &*SIGNS;
        let mut votes = Self { points: [0; TRAITS.len()], words: 0, foreign: false };
        let mut word = EMPTY;
        for found in text.chars() {
            if found.is_ascii() {
                let lower = found.to_ascii_lowercase();
                if lower.is_ascii_lowercase() {
                    word.add(lower, lower != found);
                } else if word.length != 0 {
                    votes.end(&mut word, signs);
                }
            } else if found.is_alphabetic() {
                let lower = found.to_lowercase().next().unwrap_or(found);
                word.add(lower, lower != found);
                if !lower.is_ascii() {
                    let languages = place(lower).map_or(0, |place| signs.letters[place]);
                    votes.foreign |= languages == 0;
                    word.letters &= languages;
                }
            } else if !is_mark(found) && word.length != 0 {
                votes.end(&mut word, signs);
            }
        }
        if word.length != 0 {
            votes.end(&mut word, signs);
        }
        votes
    }

    #[inline]
    fn end(&mut self, word: &mut Word, signs: &Signs) {
        self.words += 1;
        let (mut languages, points) = word.vote(signs);
        while languages != 0 {
            self.points[languages.trailing_zeros() as usize] += points;
            languages &= languages - 1;
        }
        *word = EMPTY;
    }

    /// What the points of a text of so many bytes say, or of a part of it.
    fn verdict(&self, bytes: usize) -> Verdict {
        let (mut first, mut best) = (0, 0);
        for (at, &points) in self.points.iter().enumerate() {
            if points > best {
                (first, best) = (at, points);
            }
        }
        let leader = TRAITS[first].lang;
        let others = TRAITS.iter().zip(&self.points).enumerate();
        let others =
            others.filter(|(at, (traits, _))| *at != first && (leader.is_none() || traits.lang != leader));
        let second = others.map(|(_, (_, &points))| points).max().unwrap_or(0);
        let lead = best - second;
        match leader {
            _ if self.foreign => Verdict::Open,
            Some(lang) if lead >= LEAD && lead * 100 >= self.words * LEAD_OF_HUNDRED => Verdict::Sure(lang),
            _ if bytes < FEW && self.points[ENGLISH] + BEHIND >= best => Verdict::Unsure,
            _ => Verdict::Open,
        }
    }
}

/// Where English stands among the traits.
const ENGLISH: usize = 0;

impl Word {
    #[inline]
    fn add(&mut self, letter: char, is_capital: bool) {
        self.key = with_letter(self.key, letter);
        self.last = last_letters(self.last, letter);
        self.length += 1;
        self.has_capital |= is_capital;
    }

    /// The languages that the word votes for, and with how many points.
    #[inline]
    fn vote(&self, signs: &Signs) -> (Languages, u32) {
        if let Some(&languages) = signs.words.get(&self.key) {
            return (languages, if self.has_capital { 1 } else { self.length.min(3) });
        }
        let by_letters = self.letters != ALL;
        if self.has_capital {
            return (if by_letters { self.letters } else { 0 }, 1);
        }
        let ended = if self.length < ENDED { None } else { signs.endings.get(&self.last) };
        match ended {
            Some(ended) if !by_letters => (*ended, 1),
            Some(ended) if ended & self.letters != 0 => (ended & self.letters, 2),
            _ if by_letters => (self.letters, 2),
            _ => (0, 0),
        }
    }
}

/// Whether a sign that is no letter belongs to the word it stands in: accents written by themselves, vowels of Arabic,
/// soft hyphens and joiners.
fn is_mark(found: char) -> bool {
    matches!(found, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}')
}
