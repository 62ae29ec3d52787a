//! N-grams of characters.

use super::form::{Form, Key};
use super::{Analyzer, NgramUnit, Scanner, Words};
use crate::error::{NoMemory, reserve, reserve_text, room};

/// Finds the n-grams of characters of a text. Keeps its buffers from text to text; an n-gram is a piece of one of them.
#[derive(Clone, Debug)]
pub(super) struct Characters {
    shortest: usize,
    longest: usize,
    /// Whether n-grams stay inside words.
    bounded: bool,
    /// What finds the words, where they are not what stands between spaces.
    scanner: Option<Scanner>,
    /// The text that n-grams are taken from, and behind it what a key may read beyond it.
    text: String,
    /// Where the characters begin, and where the last one ends; nothing if each is one byte.
    starts: Vec<usize>,
    /// The characters that n-grams stay inside: `[from, to)`, counted from the first.
    runs: Vec<(usize, usize)>,
    /// Whether there is a character that no key may have.
    nul: bool,
}

impl Characters {
    /// For n-grams of characters as `analyzer` wants them, of `shortest` to `longest` characters.
    pub(super) fn new(analyzer: &Analyzer, (shortest, longest): (usize, usize)) -> Self {
        let bounded = analyzer.counted_unit() == NgramUnit::CharWb;
        let news = analyzer.word_rule() == Words::News;
        Self {
            shortest,
            longest,
            bounded,
            scanner: (bounded && news).then(|| Scanner::new(Words::News)),
            text: String::new(),
            starts: Vec::new(),
            runs: Vec::new(),
            nul: false,
        }
    }

    /// Calls `each` with every n-gram of `text`. Within a word, or the text, they come by length. Where there is no memory
    /// for a copy of the text, there are none.
    #[inline]
    pub(super) fn scan(&mut self, text: &str, each: impl FnMut(Form<'_>)) -> Result<(), NoMemory> {
        self.read(text)?;
        match (self.starts.is_empty(), self.nul) {
            (true, false) => self.cut(|at| at, |from, to| Form::within(self.text.as_bytes(), from, to), each),
            (false, false) => {
                self.cut(|at| self.starts[at], |from, to| Form::within(self.text.as_bytes(), from, to), each)
            }
            (true, true) => self.cut(|at| at, |from, to| Form::new(&self.text[from..to]), each),
            (false, true) => self.cut(|at| self.starts[at], |from, to| Form::new(&self.text[from..to]), each),
        }
        Ok(())
    }

    /// Puts the text to take n-grams from into the buffers.
    fn read(&mut self, text: &str) -> Result<(), NoMemory> {
        let Self { text: into, starts, runs, .. } = self;
        into.clear();
        starts.clear();
        runs.clear();
        reserve_text(into, text.len().saturating_add(2 + Key::BYTES))?;
        if !text.is_ascii() {
            // The copy in lower case, which may be longer, as may be what is made of it.
            room(text.len().saturating_mul(2))?;
        }
        match &mut self.scanner {
            Some(scanner) => {
                into.push(' ');
                scanner.scan(text, |word| {
                    into.push_str(word.form.as_str());
                    into.push(' ');
                });
            }
            // ASCII is lower-cased in place, without another copy.
            None if text.is_ascii() && !self.bounded => {
                fold_spaces(text, into);
                into.make_ascii_lowercase();
            }
            None if self.bounded => {
                into.push(' ');
                for word in text.to_lowercase().split(is_space).filter(|word| !word.is_empty()) {
                    into.push_str(word);
                    into.push(' ');
                }
            }
            None => fold_spaces(&text.to_lowercase(), into),
        }
        if !into.is_ascii() {
            reserve(starts, into.chars().count() + 1)?;
            starts.extend(into.char_indices().map(|(start, _)| start));
            starts.push(into.len());
        }
        let length = if starts.is_empty() { into.len() } else { starts.len() - 1 };
        if self.bounded {
            reserve(runs, into.bytes().filter(|&byte| byte == b' ').count())?;
            let mut space = None;
            let characters = into.char_indices().enumerate();
            for (at, _) in characters.filter(|(_, (_, character))| *character == ' ') {
                // A word with the space before it and the space behind it, which is the next one's too.
                runs.extend(space.map(|space| (space, at + 1)));
                space = Some(at);
            }
        } else {
            runs.push((0, length));
        }
        self.nul = into.as_bytes().contains(&0);
        into.extend(std::iter::repeat_n('\0', Key::BYTES));
        Ok(())
    }

    /// Calls `each` with every n-gram: `byte` tells where a character begins, and `form` what two places enclose.
    #[inline(always)]
    fn cut<'a>(
        &'a self,
        byte: impl Fn(usize) -> usize,
        form: impl Fn(usize, usize) -> Form<'a>,
        mut each: impl FnMut(Form<'a>),
    ) {
        for &(from, to) in &self.runs {
            let length = to - from;
            for n in self.shortest..=self.longest.min(length) {
                for at in from..=to - n {
                    each(form(byte(at), byte(at + n)));
                }
            }
            // scikit-learn counts a word that is shorter than all n-grams, once.
            if self.bounded && length < self.shortest {
                each(form(byte(from), byte(to)));
            }
        }
    }
}

/// What Python's `\s` matches and `str.split` splits at: Unicode's white space, and four separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

/// Appends `text`, each run of white space as one space. White space that stands alone is left as it is, as scikit-learn
/// does by `\s\s+`.
fn fold_spaces(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(is_space) {
        let after = rest[at..].trim_start_matches(is_space);
        let spaces = &rest[at..rest.len() - after.len()];
        into.push_str(&rest[..at]);
        into.push_str(if spaces.chars().nth(1).is_some() { " " } else { spaces });
        rest = after;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(analyzer: Analyzer, range: (usize, usize), text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut characters = Characters::new(&analyzer, range);
        // The second text must not show in the first.
        characters.scan("OTHER  téxt\0", |_| {}).unwrap();
        characters
            .scan(text, |form| {
                assert_eq!(form.key(), Form::new(form.as_str()).key());
                found.push(form.as_str().to_owned());
            })
            .unwrap();
        found
    }

    fn char(range: (usize, usize), text: &str) -> Vec<String> {
        grams(Analyzer::sklearn().ngram_unit(NgramUnit::Char), range, text)
    }

    fn char_wb(range: (usize, usize), text: &str) -> Vec<String> {
        grams(Analyzer::sklearn().ngram_unit(NgramUnit::CharWb), range, text)
    }

    #[test]
    fn runs_of_white_space_are_one_space() {
        assert_eq!(char((1, 1), "A \n\tb\tc\u{a0}\u{3000}é"), ["a", " ", "b", "\t", "c", " ", "é"]);
        assert_eq!(char((2, 3), "a\u{1c}\u{1f}B"), ["a ", " b", "a b"]);
        assert_eq!(char((1, 1), "\n \n"), [" "]);
        assert_eq!(char((3, 5), "ab"), [""; 0]);
    }

    #[test]
    fn words_are_padded_and_short_ones_count_once() {
        assert_eq!(char_wb((2, 3), " Ab\u{1d}c "), [" a", "ab", "b ", " ab", "ab ", " c", "c ", " c "]);
        assert_eq!(char_wb((4, 6), "a abc"), [" a ", " abc", "abc ", " abc "]);
        assert_eq!(char_wb((1, 1), ""), [""; 0]);
        assert_eq!(char_wb((9, 9), "\u{2003}"), [""; 0]);
    }

    #[test]
    fn letters_are_lowered_in_their_word() {
        assert_eq!(char_wb((9, 9), "ΟΔΟΣ İ"), [" οδος ", " i\u{307} "]);
        assert_eq!(char((2, 2), "ΑΣ Σ"), ["ας", "ς ", " σ"]);
    }

    #[test]
    fn a_zero_byte_is_a_character() {
        assert_eq!(char((1, 2), "a\0\0"), ["a", "\0", "\0", "a\0", "\0\0"]);
        assert_eq!(char((2, 2), "é\0"), ["é\0"]);
    }

    #[test]
    fn news_takes_normalised_words_or_the_text_as_it_stands() {
        let news = |unit| Analyzer::news().ngram_unit(unit);
        assert_eq!(
            grams(news(NgramUnit::CharWb), (4, 4), "«Oslo’s» U.S."),
            [" osl", "oslo", "slo ", " u.s", "u.s "]
        );
        assert_eq!(grams(news(NgramUnit::Char), (3, 3), "O’s,\n x"), ["o’s", "’s,", "s, ", ", x"]);
    }
}
