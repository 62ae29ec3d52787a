//! The one loop that finds words. Counting and reuse both call it.
//!
//! A text is looked at in windows. A window is classified 64 bytes at a time; words are where bits change. What is not
//! ASCII, but for the commonest punctuation, is handed with what touches it to the plain path (`tokenizer`), which decides
//! character by character. Both paths give the same words; the tests hold the first against the second.

use std::iter;
use std::num::NonZero;

use super::ascii::{
    BLOCK, Classes, classify_all, is_cut, is_general_punctuation, is_high_cut, last_cut, next_cut,
};
use super::form::{Form, Key};
use super::{Words, tokenizer};

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// How it is compared.
    pub(crate) form: Form<'a>,
}

/// What words go to as they are found.
pub(super) trait Sink {
    /// Takes words that follow each other.
    ///
    /// In runs, so that what a sink keeps count of while it takes one can stay in registers.
    fn words<'a>(&mut self, words: impl Iterator<Item = Word<'a>>);
}

/// A sink that takes one word after the other.
struct Each<F>(F);

impl<F: FnMut(Word<'_>)> Sink for Each<F> {
    #[inline(always)]
    fn words<'a>(&mut self, words: impl Iterator<Item = Word<'a>>) {
        words.for_each(&mut self.0);
    }
}

/// Finds words by one rule. Keeps its buffers from text to text.
#[derive(Clone, Debug)]
pub(crate) struct Scanner {
    rule: Words,
    /// The window in lower case, and what a key may read beyond it.
    lowered: Box<[u8; WINDOW + Key::BYTES]>,
    classes: Box<[Classes; BLOCKS]>,
    /// Where words begin and end in the window, in turn.
    edges: Box<[u16; WINDOW + 2]>,
    /// What of the window is for the plain path.
    regions: Vec<(usize, usize)>,
}

const BLOCKS: usize = 64;
/// Small enough for everything about a window to stay in the first cache.
const WINDOW: usize = BLOCKS * BLOCK;

impl Scanner {
    /// A scanner for words of `rule`.
    pub(crate) fn new(rule: Words) -> Self {
        Self {
            rule,
            lowered: Box::new([0; WINDOW + Key::BYTES]),
            classes: Box::new([Classes::default(); BLOCKS]),
            edges: Box::new([0; WINDOW + 2]),
            regions: Vec::new(),
        }
    }

    /// Calls `each` with every word of `text`, in order.
    ///
    /// Spans lie on character boundaries, rise and do not overlap. No form is empty.
    #[inline]
    pub(crate) fn scan(&mut self, text: &str, each: impl FnMut(Word<'_>)) {
        self.scan_into(text, &mut Each(each));
    }

    /// Gives the words that [`scan`](Self::scan) calls with to `sink`.
    #[inline]
    pub(super) fn scan_into(&mut self, text: &str, sink: &mut impl Sink) {
        match self.rule {
            Words::News => self.scan_as::<true>(text, sink),
            Words::Sklearn => self.scan_as::<false>(text, sink),
        }
    }

    #[inline]
    fn scan_as<const NEWS: bool>(&mut self, text: &str, sink: &mut impl Sink) {
        let mut start = 0;
        while start < text.len() {
            let rest = &text.as_bytes()[start..];
            match window(rest) {
                Some(length) => {
                    self.window::<NEWS>(text, start, start + length, sink);
                    start += length;
                }
                None => {
                    // A word without an end, or a script that writes without spaces.
                    let end = start + next_cut(rest);
                    self.plain(text, start, end, sink);
                    start = end;
                }
            }
        }
    }

    /// The words of `text[start..end]`, which fits a window and is cut off on both sides.
    #[inline]
    fn window<const NEWS: bool>(&mut self, text: &str, start: usize, end: usize, sink: &mut impl Sink) {
        let bytes = &text.as_bytes()[start..end];
        let high = classify_all::<NEWS>(bytes, &mut *self.lowered, &mut *self.classes);
        self.regions.clear();
        if high {
            self.find_regions(bytes);
        }
        let n = self.find_edges::<NEWS>(bytes.len());
        let mut at = 0;
        for region in 0..self.regions.len() {
            let (from, to) = self.regions[region];
            // A word may end where a region begins, at the cut.
            let until = at + self.edges[at..n].partition_point(|&edge| usize::from(edge) <= from);
            self.fast::<NEWS>(start, at, until, sink);
            self.plain(text, start + from, start + to, sink);
            at = until;
        }
        self.fast::<NEWS>(start, at, n, sink);
    }

    /// Finds the stretches between cuts that are not all ASCII, each with the cut before it: a mark or a joiner at the
    /// beginning of a stretch belongs to what stands before it.
    fn find_regions(&mut self, bytes: &[u8]) {
        let passes = match self.rule {
            Words::News => is_high_cut,
            Words::Sklearn => is_general_punctuation,
        };
        // Where the last region ends, and the last character that needs none.
        let (mut done, mut passed) = (0, 0);
        for at in 0..bytes.len().div_ceil(BLOCK) {
            let mut high = self.classes[at].high;
            while high != 0 {
                let place = at * BLOCK + high.trailing_zeros() as usize;
                high &= high - 1;
                if place < passed {
                    continue;
                }
                if bytes[place..].first_chunk().is_some_and(passes) {
                    passed = place + 3;
                    continue;
                }
                let from = done + last_cut(&bytes[done..place]).unwrap_or(0);
                done = place + next_cut(&bytes[place..]);
                passed = done;
                self.regions.push((from, done));
            }
        }
        for &(from, to) in &self.regions {
            for at in from / BLOCK..=(to - 1) / BLOCK {
                let low = from.saturating_sub(at * BLOCK);
                let high = (to - at * BLOCK).min(BLOCK);
                let inside = (u64::MAX << low) & (u64::MAX >> (BLOCK - high));
                let classes = &mut self.classes[at];
                classes.words &= !inside;
                classes.letters &= !inside;
                classes.digits &= !inside;
            }
        }
    }

    /// Writes where words begin and end; tells how many edges there are.
    #[inline(always)]
    fn find_edges<const NEWS: bool>(&mut self, length: usize) -> usize {
        let n_blocks = length.div_ceil(BLOCK);
        let word_bits = |at: usize, classes: &[Classes; BLOCKS]| {
            if at >= n_blocks {
                return 0;
            }
            let class = &classes[at];
            if !NEWS {
                return class.words;
            }
            let mids = class.mid_any | class.mid_letter | class.mid_digit;
            if mids == 0 {
                return class.words;
            }
            let neighbours = |mask: fn(&Classes) -> u64| {
                let left = if at > 0 { mask(&classes[at - 1]) >> 63 } else { 0 };
                let right = if at + 1 < n_blocks { mask(&classes[at + 1]) << 63 } else { 0 };
                (mask(class) << 1 | left) & (mask(class) >> 1 | right)
            };
            let joins_letters = (class.mid_any | class.mid_letter) & neighbours(|class| class.letters);
            let joins_digits = (class.mid_any | class.mid_digit) & neighbours(|class| class.digits);
            class.words | joins_letters | joins_digits
        };
        let mut n = 0;
        let (mut before, mut here) = (0, word_bits(0, &self.classes));
        // Whether the last bit of the block before is a word's that counts.
        let mut open = 0;
        for at in 0..n_blocks {
            let next = word_bits(at + 1, &self.classes);
            let mut bits = here;
            if !NEWS {
                // scikit-learn's words have two characters at least.
                bits &= (here << 1 | before >> 63) | (here >> 1 | next << 63);
            }
            let mut edges = bits ^ (bits << 1 | open);
            let base = (at * BLOCK) as u16;
            while let Some(some) = NonZero::new(edges) {
                self.edges[n] = base + some.trailing_zeros() as u16;
                n += 1;
                edges &= edges - 1;
            }
            open = bits >> 63;
            (before, here) = (here, next);
        }
        if open == 1 {
            self.edges[n] = length as u16;
            n += 1;
        }
        n
    }

    /// The words of the window whose edges are those of numbers `from..until`.
    #[inline(always)]
    fn fast<const NEWS: bool>(&self, base: usize, from: usize, until: usize, sink: &mut impl Sink) {
        let lowered = &*self.lowered;
        let (pairs, _) = self.edges[from..until].as_chunks::<2>();
        sink.words(pairs.iter().filter_map(
            #[inline(always)]
            |&[start, end]| {
                let (mut start, mut end) = (usize::from(start), usize::from(end));
                let mut form_end = end;
                if NEWS {
                    if lowered[start] == b'_' || lowered[end - 1] == b'_' {
                        // UAX #29 joins `_` to its word.
                        while start < end && lowered[start] == b'_' {
                            start += 1;
                        }
                        while end > start && lowered[end - 1] == b'_' {
                            end -= 1;
                        }
                        if start == end {
                            return None;
                        }
                        form_end = end;
                    }
                    if end - start > 2 && lowered[end - 2] == b'\'' && lowered[end - 1] == b's' {
                        form_end = end - 2;
                    }
                }
                // Every word begins inside the window; to say so saves looking twice.
                let form = Form::within(lowered, start % WINDOW, form_end);
                Some(Word { start: base + start, end: base + end, form })
            },
        ));
    }

    /// The words of a stretch that is cut off on both sides, character by character.
    fn plain(&self, text: &str, from: usize, to: usize, sink: &mut impl Sink) {
        tokenizer::words(&text[from..to], self.rule, |span, form| {
            let form = Form::new(form);
            sink.words(iter::once(Word { start: from + span.start, end: from + span.end, form }));
        });
    }
}

/// How much of `bytes` goes into a window: all of it, or up to the last cut that fits.
fn window(bytes: &[u8]) -> Option<usize> {
    if bytes.len() <= WINDOW {
        return Some(bytes.len());
    }
    bytes[1..WINDOW].iter().rposition(|&byte| is_cut(byte)).map(|cut| cut + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Found = Vec<(usize, usize, String)>;

    fn scanned(text: &str, rule: Words) -> Found {
        let mut found = Vec::new();
        Scanner::new(rule).scan(text, |word| {
            assert_eq!(word.form.key(), Form::new(word.form.as_str()).key());
            found.push((word.start, word.end, word.form.as_str().to_owned()));
        });
        found
    }

    fn plain(text: &str, rule: Words) -> Found {
        let mut found = Vec::new();
        tokenizer::words(text, rule, |span, form| found.push((span.start, span.end, form.to_owned())));
        found
    }

    fn assert_same(text: &str) {
        for rule in [Words::News, Words::Sklearn] {
            assert_eq!(scanned(text, rule), plain(text, rule), "{rule:?} {text:?}");
        }
    }

    /// Texts in which everything that joins or cuts stands beside everything else.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            8 => "[a-zA-Z0-9]{1,6}",
            6 => "[ '._:,;\"^`\\-\n\r\t(){}@#\u{0}\u{b}\u{85}]{1,3}",
            2 => "[éßİıÉñüœÅǅ]{1,3}",
            3 => "[’‘“”–—…‐‑‒―‖‗‚‛„‟†‡•‣․‥‧‰‿]{1,2}",
            2 => "[’‘“”–—…\u{a0}\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}\u{301}\u{307}]{1,2}",
            1 => "[Σσςαϊ]{1,3}",
            1 => "[Жжя]{1,3}|[אב\"']{1,3}|[नि्]{1,3}|[中文のカ]{1,3}|[한국]{1,2}|[ไทย]{1,3}|[🇦🇧👍🏽Ⓜ①½]{1,2}",
            1 => any::<char>().prop_map(String::from),
            1 => Just("'s".to_owned()),
            1 => Just("’s".to_owned()),
            1 => Just(" ".repeat(61)),
            1 => Just("x".repeat(70)),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn both_paths_give_the_same_words(text in texts()) {
            assert_same(&text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn windows_show_nowhere(text in texts(), again in 40_usize..120, lead in 0_usize..70) {
            assert_same(&format!("{}{}", "a ".repeat(lead), text.repeat(again)));
        }
    }

    #[test]
    fn long_words_and_long_stretches_are_whole() {
        for piece in ["x", "x_", "é", "a.", "1,", "中", "a'é"] {
            for n in [63, 64, 65, 1023, 4095, 4096, 4097, 9000] {
                assert_same(&piece.repeat(n));
                assert_same(&format!("one {} two", piece.repeat(n)));
                assert_same(&format!("{}{}", "word ".repeat(n), piece.repeat(n)));
            }
        }
    }

    #[test]
    fn words_at_the_edges_of_blocks_are_whole() {
        for lead in 50..80 {
            for word in ["don't", "3.14", "Merkel's", "_so_", "a", "ab", "U.S.", "é", "x's"] {
                assert_same(&format!("{}{word}", " ".repeat(lead)));
                assert_same(&format!("{}{word} {word}", "-".repeat(lead)));
            }
        }
    }
}
