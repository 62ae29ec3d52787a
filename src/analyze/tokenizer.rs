//! Words character by character: exact for every script, and what the fast path of `scan` is held to.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Words;
use super::complex_script;
use super::python_words::is_word;
use crate::corpus::Span;

/// Calls `each` with the span and the normalised form of every word of `text`, in order.
///
/// Spans lie on character boundaries, rise and do not overlap. No form is empty. One buffer serves all forms.
pub(super) fn words(text: &str, rule: Words, each: impl FnMut(Span, &str)) {
    match rule {
        Words::News => news(text, each),
        Words::Sklearn => sklearn(text, each),
    }
}

/// Unicode word boundaries (UAX #29, dictionaries where it has none), then one spelling for each word.
fn news(text: &str, mut each: impl FnMut(Span, &str)) {
    let mut form = String::new();
    complex_script::word_indices(text, |start, word, spelled| {
        if spelled {
            return each(Span::new(start, start + word.len()), word);
        }
        // UAX #29 joins `_` to its word (`_so_`), some apostrophes are letters to it, and a mark belongs to the character
        // before it even where that is a space.
        let body = word.trim_start_matches(is_edge);
        let start = start + (word.len() - body.len());
        let body = body.trim_end_matches(is_edge);
        normalise(body, &mut form);
        if form.ends_with("'s") {
            form.truncate(form.len() - 2);
        }
        if !form.is_empty() {
            each(Span::new(start, start + body.len()), &form);
        }
    });
}

/// `(?u)\b\w\w+\b` over Python's `text.lower()`: runs of at least two word characters.
fn sklearn(text: &str, mut each: impl FnMut(Span, &str)) {
    // Whether a capital sigma is final depends on its neighbours, so the text must be lowered in one piece. Every
    // sigma of the text is one sigma of the lowered text, in order, which leads back to the original bytes.
    let lowered = text.contains('Σ').then(|| text.to_lowercase());
    let mut sigmas = lowered.iter().flat_map(|text| text.chars()).filter(|c| matches!(c, 'σ' | 'ς'));
    let mut run = Run::default();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let c = if matches!(c, 'Σ' | 'σ' | 'ς') { sigmas.next().unwrap_or(c) } else { c };
        if c.is_ascii() {
            if is_word(c) { run.push(at, end, c.to_ascii_lowercase()) } else { run.close(&mut each) }
        } else if is_word(c) {
            for lower in c.to_lowercase() {
                // Only İ comes here with anything else than a word character: it lowers to i and U+0307.
                if is_word(lower) { run.push(at, end, lower) } else { run.close(&mut each) }
            }
        } else {
            run.close(&mut each);
        }
    }
    run.close(&mut each);
}

/// Word characters that touch.
#[derive(Default)]
struct Run {
    form: String,
    characters: usize,
    start: usize,
    end: usize,
}

impl Run {
    fn push(&mut self, start: usize, end: usize, c: char) {
        if self.characters == 0 {
            self.start = start;
        }
        self.characters += 1;
        self.end = end;
        self.form.push(c);
    }

    fn close(&mut self, each: &mut impl FnMut(Span, &str)) {
        if self.characters > 1 {
            each(Span::new(self.start, self.end), &self.form);
        }
        self.characters = 0;
        self.form.clear();
    }
}

/// Writes the one spelling of `word` that is counted into `form`.
pub(super) fn normalise(word: &str, form: &mut String) {
    form.clear();
    if word.is_ascii() {
        form.push_str(word);
        form.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            _ if c.is_ascii() => form.push(c.to_ascii_lowercase()),
            _ if is_apostrophe(c) => form.push('\''),
            _ if is_invisible(c) => {}
            // Full folding would keep the dot of İ as a mark, and istanbul and İstanbul apart.
            'İ' => form.push('i'),
            '\u{307}' if form.ends_with('i') => {}
            // Folding would make ı an i, which is another letter.
            'ı' => form.push('ı'),
            'ẞ' => form.push_str("ss"),
            // Lower-casing what was upper-cased is Unicode's full case folding: ß becomes ss, ς σ, ſ s.
            _ => c.to_uppercase().flat_map(char::to_lowercase).for_each(|folded| {
                form.push(if is_apostrophe(folded) { '\'' } else { folded });
            }),
        }
    }
    if is_nfc_quick(form.chars()) != IsNormalized::Yes {
        *form = form.nfc().collect();
    }
}

/// What may stand at the edge of a UAX #29 word without belonging to it.
fn is_edge(c: char) -> bool {
    // A mark that follows a space or a stroke makes one "word" of both.
    (c.is_ascii() && !c.is_ascii_alphanumeric())
        || is_apostrophe(c)
        || is_invisible(c)
        || matches!(c, '\u{200C}' | '\u{200D}')
}

/// The apostrophe as typists and typographers write it.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

/// Format characters that UAX #29 keeps inside a word and no reader sees: soft hyphens, direction marks, joiners of
/// words. The joiners of letters (U+200C, U+200D) are left, for they change what is read.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, rule: Words) -> Vec<(&str, String)> {
        let mut found = Vec::new();
        words(text, rule, |span, form| found.push((&text[span.start..span.end], form.to_owned())));
        found
    }

    fn forms(text: &str, rule: Words) -> Vec<String> {
        found(text, rule).into_iter().map(|(_, form)| form).collect()
    }

    #[test]
    fn news_drops_the_possessive_and_keeps_its_span() {
        assert_eq!(found("Merkel’s", Words::News), [("Merkel’s", "merkel".to_owned())]);
        assert_eq!(forms("the USA'S isn’t it's", Words::News), ["the", "usa", "isn't", "it"]);
    }

    #[test]
    fn news_splits_compounds_and_keeps_numbers() {
        assert_eq!(
            forms("EU-wide, 3.14 of 1,000 km²", Words::News),
            ["eu", "wide", "3.14", "of", "1,000", "km", "²"]
        );
    }

    #[test]
    fn news_trims_what_only_looks_like_a_letter() {
        assert_eq!(
            found("_so_ ʼtis __ ʼ", Words::News),
            [("so", "so".to_owned()), ("tis", "tis".to_owned())]
        );
        assert_eq!(found("a  \u{93f}b", Words::News)[1].1, "\u{93f}");
    }

    #[test]
    fn news_gives_each_word_one_spelling() {
        assert_eq!(forms("STRASSE Straße straẞe", Words::News), ["strasse"; 3]);
        assert_eq!(forms("Ὀδυσσεύς ὈΔΥΣΣΕΎΣ", Words::News), ["ὀδυσσεύσ"; 2]);
        assert_eq!(forms("İstanbul istanbul i\u{307}stanbul", Words::News), ["istanbul"; 3]);
        assert_eq!(forms("caf\u{e9} cafe\u{301} CAF\u{c9}", Words::News), ["café"; 3]);
        assert_eq!(forms("co\u{ad}operate \u{200f}cooperate", Words::News), ["cooperate"; 2]);
    }

    #[test]
    fn news_keeps_marks() {
        assert_eq!(forms("हिन्दी நன்றி", Words::News), ["हिन्दी", "நன்றி"]);
    }

    #[test]
    fn sklearn_wants_two_word_characters() {
        assert_eq!(forms("Can't U.S. 3.14 a_b é̃a x", Words::Sklearn), ["can", "14", "a_b"]);
        assert_eq!(forms("①½ Ⅴx _", Words::Sklearn), ["①½", "ⅴx"]);
    }

    #[test]
    fn sklearn_lowers_the_dotted_capital_in_two() {
        assert_eq!(found("İstanbul", Words::Sklearn), [("stanbul", "stanbul".to_owned())]);
        assert_eq!(found("AİBC", Words::Sklearn), [("Aİ", "ai".to_owned()), ("BC", "bc".to_owned())]);
    }

    #[test]
    fn sklearn_knows_final_sigma() {
        assert_eq!(forms("ΟΔΟΣ ΟΔΟΣΑ σς ΑΣ'Β", Words::Sklearn), ["οδος", "οδοσα", "σς", "ασ"]);
    }
}
