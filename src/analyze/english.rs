//! Telling plainly English text from all other, at a fraction of what a detector of all languages takes.

/// Fewer words say too little.
const FEWEST_WORDS: usize = 50;
/// Of a hundred words so many are grammar that only English has, in English news some fourteen; in each half of the
/// text so many at least, lest half of it is in another language.
const OF_TEXT: usize = 8;
const OF_HALF: usize = 6;
/// At most every twentieth word may have a letter with an accent.
const WORDS_PER_ACCENT: usize = 20;

/// Whether `text` is English beyond doubt: it is full of English articles, conjunctions and pronouns, all through.
///
/// `false` means doubt, not another language. Takes about a nanosecond per byte.
pub(super) fn is_plain(text: &str) -> bool {
    let (front, back) = text.as_bytes().split_at(text.len() / 2);
    let (front, back) = (Counts::of(front), Counts::of(back));
    let words = front.words + back.words;
    words >= FEWEST_WORDS
        && (front.english + back.english) * 100 >= words * OF_TEXT
        && [&front, &back].iter().all(|half| half.english * 100 >= half.words * OF_HALF)
        && (front.letters + back.letters) * WORDS_PER_ACCENT <= words
}

/// What is counted in a piece of text.
#[derive(Default)]
struct Counts {
    /// Runs of letters of ASCII.
    words: usize,
    /// How many of them are English grammar.
    english: usize,
    /// Letters beyond ASCII.
    letters: usize,
}

impl Counts {
    fn of(text: &[u8]) -> Self {
        let mut counts = Self::default();
        let mut word = 0_u64;
        for &byte in text {
            let lower = byte | 0x20;
            if lower.is_ascii_lowercase() {
                // The last eight letters; no listed word has as many.
                word = word << 8 | u64::from(lower);
            } else {
                counts.end(word);
                word = 0;
                // The first byte of a character is E2 for dashes and quotation marks, C2 for signs.
                counts.letters += usize::from(byte >= 0xC3 && byte != 0xE2);
            }
        }
        counts.end(word);
        counts
    }

    fn end(&mut self, word: u64) {
        if word != 0 {
            self.words += 1;
            self.english += usize::from(is_grammar(word));
        }
    }
}

/// A word as eight bytes.
const fn packed(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut packed = 0;
    let mut at = 0;
    while at < bytes.len() {
        packed = packed << 8 | bytes[at] as u64;
        at += 1;
    }
    packed
}

/// Whether a word is one of those that make up much of all English and are hardly ever seen in other languages. *Of*
/// and *was*, which Dutch has too, *to* and *for*, which are Danish as well, and the like are left out.
fn is_grammar(word: u64) -> bool {
    const THE: u64 = packed("the");
    const AND: u64 = packed("and");
    const THAT: u64 = packed("that");
    const WITH: u64 = packed("with");
    const THIS: u64 = packed("this");
    const FROM: u64 = packed("from");
    const WHICH: u64 = packed("which");
    const WERE: u64 = packed("were");
    const BEEN: u64 = packed("been");
    const WOULD: u64 = packed("would");
    const THEIR: u64 = packed("their");
    const THEY: u64 = packed("they");
    const HIS: u64 = packed("his");
    const SAID: u64 = packed("said");
    const WHO: u64 = packed("who");
    const YOU: u64 = packed("you");
    const SHE: u64 = packed("she");
    const NOT: u64 = packed("not");
    const AFTER: u64 = packed("after");
    const THERE: u64 = packed("there");
    const COULD: u64 = packed("could");
    const WHEN: u64 = packed("when");
    const WHAT: u64 = packed("what");
    const ABOUT: u64 = packed("about");
    const THAN: u64 = packed("than");
    matches!(
        word,
        THE | AND
            | THAT
            | WITH
            | THIS
            | FROM
            | WHICH
            | WERE
            | BEEN
            | WOULD
            | THEIR
            | THEY
            | HIS
            | SAID
            | WHO
            | YOU
            | SHE
            | NOT
            | AFTER
            | THERE
            | COULD
            | WHEN
            | WHAT
            | ABOUT
            | THAN
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ministers said after the meeting that they had agreed with the company on a timetable for \
        the deliveries of gas, which would begin in the spring. ";
    const GERMAN: &str = "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen, \
        die im Frühjahr beginnen sollen. ";

    #[test]
    fn english_all_through_is_plain() {
        assert!(is_plain(&ENGLISH.repeat(3)));
        assert!(is_plain(&ENGLISH.to_uppercase().repeat(3)));
        assert!(is_plain(&ENGLISH.replace(' ', " “").repeat(3)));
    }

    #[test]
    fn everything_else_is_doubtful() {
        assert!(!is_plain(""));
        assert!(!is_plain("the the the"));
        assert!(!is_plain(ENGLISH), "too short");
        assert!(!is_plain(&GERMAN.repeat(6)));
        assert!(!is_plain(&format!("{}{}", ENGLISH.repeat(3), GERMAN.repeat(3))), "half of each");
        assert!(!is_plain(&format!("{}{}", GERMAN.repeat(3), ENGLISH.repeat(3))), "half of each");
        assert!(!is_plain(&"Los Angeles Lakers Boston Celtics New York Knicks ".repeat(20)), "names alone");
        assert!(!is_plain(&"Thé ministers and thé company ".repeat(20)), "accents");
    }

    #[test]
    fn a_word_is_grammar_whole_and_in_any_case() {
        let english = |text: &str| Counts::of(text.as_bytes()).english;
        assert_eq!(english("The AND that"), 3);
        assert_eq!(english("Theo hand thatched xxxxxxthe"), 0);
        assert_eq!(english("the—the’s"), 2);
        assert_eq!(Counts::of("Œuvre naïve".as_bytes()).letters, 2);
    }
}
