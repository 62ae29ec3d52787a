//! Snowball's English stemmer for words of ASCII letters, in place.
//!
//! Every distinct form of an English corpus is stemmed once, and with a stemmer that is generated for all languages that
//! was an eighth of the time from text to weights. This one knows the letters to be bytes, copies a word once, and
//! allocates nothing for a stem that is a beginning of its word. A test holds it to what `frostem` gives, which does all
//! other languages and words.
//!
//! The algorithm: M. F. Porter, "The English (Porter2) stemming algorithm", <https://snowballstem.org/algorithms/english/stemmer.html>,
//! in the edition of Snowball 3.2.

use std::borrow::Cow;

/// Longer words are not taken.
const LONGEST: usize = 48;

/// The stem of a lower-case word; `None` for a word that is not all ASCII, has a *Y*, or is longer than 48 bytes.
pub(super) fn stem(word: &str) -> Option<Cow<'_, str>> {
    if word.len() > LONGEST {
        return None;
    }
    let mut stemmed = Word::new(word.as_bytes())?;
    if let Some(stem) = exception(word) {
        return Some(Cow::Borrowed(stem));
    }
    if word.len() < 3 {
        return Some(Cow::Borrowed(word));
    }
    stemmed.plural();
    stemmed.past_and_participle();
    stemmed.final_y();
    stemmed.long_suffixes();
    stemmed.suffixes();
    stemmed.endings();
    stemmed.final_e_and_l();
    let stem = stemmed.finish();
    Some(match word.as_bytes().starts_with(stem) {
        true => Cow::Borrowed(&word[..stem.len()]),
        false => Cow::Owned(String::from_utf8_lossy(stem).into_owned()),
    })
}

/// Words that the rules would get wrong.
fn exception(word: &str) -> Option<&str> {
    if !(3..=6).contains(&word.len()) {
        return None;
    }
    Some(match word {
        "andes" | "atlas" | "bias" | "cosmos" | "howe" | "news" | "sky" => word,
        "early" => "earli",
        "gently" => "gentl",
        "idly" => "idl",
        "only" => "onli",
        "singly" => "singl",
        "skies" => "sky",
        "skis" => "ski",
        "ugly" => "ugli",
        _ => return None,
    })
}

/// Words that begin so have their first region behind it.
const BEGINNINGS: [Letters; 9] = [
    beginning("arsen"),
    beginning("commun"),
    beginning("emerg"),
    beginning("gener"),
    beginning("inter"),
    beginning("later"),
    beginning("organ"),
    beginning("past"),
    beginning("univers"),
];

/// Up to eight letters, to be compared with the first or the last of a word in one step.
#[derive(Clone, Copy)]
struct Letters {
    letters: u64,
    mask: u64,
    length: usize,
}

impl Letters {
    /// Whether they are among these eight.
    fn are_of(self, eight: u64) -> bool {
        eight & self.mask == self.letters
    }
}

const fn beginning(letters: &str) -> Letters {
    let Letters { letters, mask, length } = suffix(letters);
    Letters { letters: letters >> (64 - 8 * length), mask: mask >> (64 - 8 * length), length }
}

const fn suffix(letters: &str) -> Letters {
    let (letters, length) = (letters.as_bytes(), letters.len());
    assert!(0 < length && length <= 8);
    let mut bytes = [0; 8];
    let mut at = 0;
    while at < length {
        bytes[8 - length + at] = letters[at];
        at += 1;
    }
    Letters { letters: u64::from_le_bytes(bytes), mask: u64::MAX << (64 - 8 * length), length }
}

/// Steps two and three: what a suffix in the first region becomes, by its last letter, the longest first.
type Rules = &'static [(Letters, Becomes)];

#[derive(Clone, Copy)]
enum Becomes {
    /// Always.
    This(&'static [u8]),
    /// The same, where this letter stands before it.
    After(u8, &'static [u8]),
    /// Nothing, behind a letter that may stand before *-li*.
    NothingAfterValidLi,
    /// Nothing, in the second region.
    NothingInSecond,
}

use Becomes::{After, NothingAfterValidLi, NothingInSecond, This};

/// What step one b makes of a suffix.
enum Verbal {
    Eed,
    Ing,
    /// Taken away where a vowel stands before it.
    Other,
}

fn step_one(last: u8) -> &'static [(Letters, Verbal)] {
    match last {
        b'd' => const { &[(suffix("eed"), Verbal::Eed), (suffix("ed"), Verbal::Other)] },
        b'g' => const { &[(suffix("ing"), Verbal::Ing)] },
        b'y' => {
            const {
                &[
                    (suffix("eedly"), Verbal::Eed),
                    (suffix("ingly"), Verbal::Other),
                    (suffix("edly"), Verbal::Other),
                ]
            }
        }
        _ => &[],
    }
}

fn step_two(last: u8) -> Rules {
    match last {
        b'i' => {
            const {
                &[
                    (suffix("biliti"), This(b"ble")),
                    (suffix("lessli"), This(b"less")),
                    (suffix("entli"), This(b"ent")),
                    (suffix("ousli"), This(b"ous")),
                    (suffix("fulli"), This(b"ful")),
                    (suffix("aliti"), This(b"al")),
                    (suffix("iviti"), This(b"ive")),
                    (suffix("enci"), This(b"ence")),
                    (suffix("anci"), This(b"ance")),
                    (suffix("abli"), This(b"able")),
                    (suffix("alli"), This(b"al")),
                    (suffix("bli"), This(b"ble")),
                    (suffix("ogi"), After(b'l', b"og")),
                    (suffix("li"), NothingAfterValidLi),
                ]
            }
        }
        b'l' => const { &[(suffix("ational"), This(b"ate")), (suffix("tional"), This(b"tion"))] },
        b'm' => const { &[(suffix("alism"), This(b"al"))] },
        b'n' => const { &[(suffix("ization"), This(b"ize")), (suffix("ation"), This(b"ate"))] },
        b'r' => const { &[(suffix("izer"), This(b"ize")), (suffix("ator"), This(b"ate"))] },
        b's' => {
            const {
                &[
                    (suffix("iveness"), This(b"ive")),
                    (suffix("fulness"), This(b"ful")),
                    (suffix("ousness"), This(b"ous")),
                ]
            }
        }
        b't' => const { &[(suffix("ogist"), This(b"og"))] },
        _ => &[],
    }
}

fn step_three(last: u8) -> Rules {
    match last {
        b'e' => {
            const {
                &[
                    (suffix("icate"), This(b"ic")),
                    (suffix("ative"), NothingInSecond),
                    (suffix("alize"), This(b"al")),
                ]
            }
        }
        b'i' => const { &[(suffix("iciti"), This(b"ic"))] },
        b'l' => {
            const {
                &[
                    (suffix("ational"), This(b"ate")),
                    (suffix("tional"), This(b"tion")),
                    (suffix("ical"), This(b"ic")),
                    (suffix("ful"), This(b"")),
                ]
            }
        }
        b's' => const { &[(suffix("ness"), This(b""))] },
        _ => &[],
    }
}

/// Step four: what is taken away in the second region, by its last letter, the longest first.
fn step_four(last: u8) -> &'static [Letters] {
    match last {
        b'c' => const { &[suffix("ic")] },
        b'e' => {
            const {
                &[
                    suffix("ance"),
                    suffix("ence"),
                    suffix("able"),
                    suffix("ible"),
                    suffix("ate"),
                    suffix("ive"),
                    suffix("ize"),
                ]
            }
        }
        b'i' => const { &[suffix("iti")] },
        b'l' => const { &[suffix("al")] },
        b'm' => const { &[suffix("ism")] },
        b'n' => const { &[suffix("ion")] },
        b'r' => const { &[suffix("er")] },
        b's' => const { &[suffix("ous")] },
        b't' => const { &[suffix("ement"), suffix("ment"), suffix("ant"), suffix("ent")] },
        _ => &[],
    }
}

/// A word on the way to its stem. A *y* that is a consonant is written *Y*.
struct Word {
    /// Letters from [`BEFORE`] on; no rule makes a word longer than it came.
    bytes: [u8; BEFORE + LONGEST],
    len: usize,
    /// A bit for each letter of the word as it came: whether it is a vowel.
    vowels: u64,
    /// Where the two regions begin: behind the first consonant that follows a vowel, and behind the next such.
    first: usize,
    second: usize,
}

/// Nothing stands so far before a word, so that there always are eight bytes up to its end.
const BEFORE: usize = 8;

fn is_vowel(letter: u8) -> bool {
    const VOWELS: u32 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25;
    letter >= b'a' && VOWELS >> (letter & 31) & 1 == 1
}

/// Eight bytes from `start` on.
fn eight(bytes: &[u8], start: usize) -> u64 {
    u64::from_le_bytes(bytes[start..].first_chunk().copied().unwrap_or_default())
}

impl Word {
    fn new(word: &[u8]) -> Option<Self> {
        let word = word.strip_prefix(b"'").unwrap_or(word);
        let mut bytes = [0; BEFORE + LONGEST];
        let mut vowels = 0_u64;
        let mut after_vowel = true;
        for (at, (&letter, into)) in word.iter().zip(&mut bytes[BEFORE..]).enumerate() {
            if !letter.is_ascii() || letter == b'Y' {
                return None;
            }
            let letter = if letter == b'y' && after_vowel { b'Y' } else { letter };
            after_vowel = is_vowel(letter);
            vowels |= u64::from(after_vowel) << at;
            *into = letter;
        }
        let len = word.len();
        let consonants = !vowels & ((1 << len) - 1);
        let next = |bits: u64, from: usize| {
            let rest = bits >> from;
            (rest != 0).then(|| from + rest.trailing_zeros() as usize)
        };
        let region = |from: usize| Some(next(consonants, next(vowels, from)?)? + 1);
        let head = eight(&bytes, BEFORE);
        let first = match BEGINNINGS.iter().find(|beginning| beginning.are_of(head)) {
            Some(beginning) => Some(beginning.length),
            None => region(0),
        };
        let second = first.and_then(region);
        Some(Self { bytes, len, vowels, first: first.unwrap_or(len), second: second.unwrap_or(len) })
    }

    fn letters(&self) -> &[u8] {
        self.until(self.len)
    }

    fn until(&self, end: usize) -> &[u8] {
        &self.bytes[BEFORE..BEFORE + end]
    }

    fn last(&self) -> Option<u8> {
        self.letters().last().copied()
    }

    /// The last eight letters.
    fn tail(&self) -> u64 {
        eight(&self.bytes, self.len)
    }

    fn ends(&self, suffix: Letters) -> bool {
        suffix.are_of(self.tail())
    }

    /// The first of some suffixes that the word ends in.
    fn ending(&self, suffixes: &[Letters]) -> Option<Letters> {
        suffixes.iter().copied().find(|&suffix| self.ends(suffix))
    }

    /// Puts `other` in the place of what begins at `from`.
    fn replace(&mut self, from: usize, other: &[u8]) {
        self.len = from + other.len();
        self.bytes[BEFORE + from..BEFORE + self.len].copy_from_slice(other);
    }

    /// Whether there is a vowel before `until`, up to where the word is still as it came.
    fn has_vowel(&self, until: usize) -> bool {
        self.vowels & ((1 << until) - 1) != 0
    }

    /// Whether what stands before `end` ends in a short syllable.
    fn is_short(&self, end: usize) -> bool {
        match *self.until(end) {
            [.., before, vowel, last]
                if !is_vowel(before)
                    && is_vowel(vowel)
                    && !is_vowel(last)
                    && !matches!(last, b'w' | b'x' | b'Y') =>
            {
                true
            }
            [vowel, last] if is_vowel(vowel) && !is_vowel(last) => true,
            _ => self.until(end).ends_with(b"past"),
        }
    }

    /// Steps zero and one a: *'s*, *-s*.
    fn plural(&mut self) {
        if !matches!(self.last(), Some(b's' | b'd' | b'\'')) {
            return;
        }
        if let Some(found) = self.ending(const { &[suffix("'s'"), suffix("'"), suffix("'s")] }) {
            self.len -= found.length;
        }
        if self.ends(const { suffix("sses") }) {
            self.len -= 2;
        } else if self.ending(const { &[suffix("ied"), suffix("ies")] }).is_some() {
            let from = self.len - 3;
            self.replace(from, if from >= 2 { b"i" } else { b"ie" });
        } else if self.last() == Some(b's')
            && self.ending(const { &[suffix("ss"), suffix("us")] }).is_none()
            && self.has_vowel(self.len.saturating_sub(2))
        {
            self.len -= 1;
        }
    }

    /// Step one b: *-eed*, *-ed*, *-ing*, and *-ly* behind them.
    fn past_and_participle(&mut self) {
        let Some((found, kind)) =
            self.last().map(step_one).unwrap_or_default().iter().find(|(found, _)| self.ends(*found))
        else {
            return;
        };
        let from = self.len - found.length;
        match (kind, self.until(from)) {
            (Verbal::Eed, b"succ" | b"proc" | b"exc") => return,
            (Verbal::Eed, _) if from < self.first => return,
            (Verbal::Eed, _) => return self.replace(from, b"ee"),
            (Verbal::Ing, [before, b'y']) if !is_vowel(*before) => return self.replace(1, b"ie"),
            (Verbal::Ing, b"even" | b"cann" | b"inn" | b"earr" | b"herr" | b"out") => return,
            _ => {}
        }
        if !self.has_vowel(from) {
            return;
        }
        self.len = from;
        match *self.letters() {
            [.., b'a', b't'] | [.., b'b', b'l'] | [.., b'i', b'z'] => self.replace(from, b"e"),
            [b'a' | b'e' | b'o', one, other] if is_double(one, other) => {}
            [.., one, other] if is_double(one, other) => self.len -= 1,
            _ if from == self.first && self.is_short(from) => self.replace(from, b"e"),
            _ => {}
        }
    }

    /// Step one c: *-y* behind a consonant that does not begin the word.
    fn final_y(&mut self) {
        if let [_, .., before, b'y' | b'Y'] = *self.letters()
            && !is_vowel(before)
        {
            self.bytes[BEFORE + self.len - 1] = b'i';
        }
    }

    /// Step two.
    fn long_suffixes(&mut self) {
        if self.len > 1 {
            self.apply(step_two);
        }
    }

    /// Step three.
    fn suffixes(&mut self) {
        if self.len > 2 {
            self.apply(step_three);
        }
    }

    fn apply(&mut self, rules: fn(u8) -> Rules) {
        let Some(rules) = self.last().map(rules) else { return };
        let Some(&(found, becomes)) = rules.iter().find(|(suffix, _)| self.ends(*suffix)) else { return };
        let from = self.len - found.length;
        if from < self.first {
            return;
        }
        let before = self.until(from).last().copied();
        match becomes {
            This(other) => self.replace(from, other),
            After(letter, other) if before == Some(letter) => self.replace(from, other),
            NothingAfterValidLi if before.is_some_and(is_valid_before_li) => self.len = from,
            NothingInSecond if from >= self.second => self.len = from,
            After(..) | NothingAfterValidLi | NothingInSecond => {}
        }
    }

    /// Step four.
    fn endings(&mut self) {
        let Some(found) = self.last().and_then(|last| self.ending(step_four(last))) else { return };
        let from = self.len - found.length;
        let is_ion = self.ends(const { suffix("ion") });
        let may_go = !is_ion || matches!(self.until(from).last(), Some(b's' | b't'));
        if from >= self.second && may_go {
            self.len = from;
        }
    }

    /// Step five.
    fn final_e_and_l(&mut self) {
        let from = self.len.saturating_sub(1);
        let goes = match *self.letters() {
            [.., b'e'] => from >= self.second || (from >= self.first && !self.is_short(from)),
            [.., b'l', b'l'] => from >= self.second,
            _ => false,
        };
        if goes {
            self.len = from;
        }
    }

    fn finish(&mut self) -> &[u8] {
        self.bytes[BEFORE..BEFORE + self.len]
            .iter_mut()
            .filter(|letter| **letter == b'Y')
            .for_each(|letter| *letter = b'y');
        self.letters()
    }
}

fn is_double(one: u8, other: u8) -> bool {
    one == other && matches!(one, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
}

fn is_valid_before_li(letter: u8) -> bool {
    matches!(letter, b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frostem(word: &str) -> String {
        frostem::Stemmer::new(frostem::Algorithm::English).stem(word).into_owned()
    }

    #[track_caller]
    fn agree(word: &str) {
        assert_eq!(stem(word).unwrap(), frostem(word), "{word}");
    }

    /// Every ending that a rule names, or that another rule turns into one.
    const ENDINGS: &str = "' 's 's' s ss us sses ied ies ed eed ing edly eedly ingly at bl iz bb dd ff gg mm nn pp rr tt ll y \
        e l le anci enci ogi logi li bli abli alli fulli lessli ousli entli aliti biliti iviti tional ational alism ation \
        ization izer ator iveness fulness ousness ogist icate ative alize iciti ical ful ness ic ance ence able ible ate \
        ive ize iti al ism ion sion tion er ous ant ent ment ement ly ally ology ying oing yed ye";

    #[test]
    fn each_rule_on_each_kind_of_beginning() {
        let beginnings = "a b y by ay yo eb ab abb add ebb off egg past arsen commun gener inter univers organ late later \
            emerg succ proc exc even cann inn earr herr out d t sk ski ann hop hopp tax snow say enjoy rel relat nat nation \
            'a ' 'y yy yay cryst sens sensit gen tr aero beau beaut 4 x4 a1";
        let mut words = 0;
        for beginning in beginnings.split_whitespace().chain([""]) {
            for middle in ENDINGS.split_whitespace().chain([""]) {
                for ending in ENDINGS.split_whitespace().chain([""]) {
                    agree(&format!("{beginning}{middle}{ending}"));
                    words += 1;
                }
            }
        }
        assert!(words > 300_000, "{words}");
    }

    #[test]
    fn exceptions_are_the_same_and_so_are_words_around_them() {
        let words = "andes atlas bias cosmos howe news sky early gently idly only singly skies skis ugly succeed proceed \
            exceed evening canning inning earring herring outing dying lying tying past pasted pasting paste";
        for word in words.split_whitespace() {
            agree(word);
            for more in ["s", "ly", "ed", "ing", "'s", "e"] {
                agree(&format!("{word}{more}"));
            }
            agree(&format!("re{word}"));
        }
    }

    #[test]
    fn what_is_not_ascii_or_very_long_is_left_to_others() {
        for word in ["café", "daY", "İ", &"a".repeat(LONGEST + 1)] {
            assert_eq!(stem(word), None, "{word}");
        }
        agree(&format!("{}ational", "ab".repeat(20)));
        agree("");
    }

    proptest! {
        #[test]
        fn any_word_has_the_stem_that_frostem_gives(
            word in "[a-z']{0,12}",
            vowels in "[aeiouy]?[bcdlsty]{0,2}[aeiouy]{0,2}[bcdfglmnprstwxy']{0,3}[aeiouy]{0,2}",
            ending in proptest::sample::select(ENDINGS.split_whitespace().collect::<Vec<_>>()),
        ) {
            for word in [word.clone(), vowels.clone(), word + ending, vowels + ending] {
                prop_assert_eq!(stem(&word).unwrap(), frostem(&word), "{}", word);
            }
        }
    }
}
