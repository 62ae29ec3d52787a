//! Two documents as units of words with weights.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::count::counted;
use super::super::sequence::Sequence;

/// What is left of the weight of a stop word: they say little, but what is shuffled and not rewritten keeps them.
const STOP: f64 = 0.4;
/// The least a word weighs, as a share of the most.
const LEAST: f64 = 0.05;

/// Two documents with one numbering of their words.
pub(super) struct Texts<'s> {
    pub(super) left: Text<'s>,
    pub(super) right: Text<'s>,
    /// How many different words the two have.
    pub(super) n_words: usize,
}

/// One of two documents.
pub(super) struct Text<'s> {
    pub(super) sequence: &'s Sequence<'s>,
    /// Sentences, short ones joined to the next and long ones parted.
    pub(super) units: &'s [Range<usize>],
    /// By token: its word, numbered from 0 by first appearance in the two documents.
    pub(super) words: Vec<u32>,
    /// By token: its weight, 0 to 1.
    weights: Vec<f64>,
    /// By unit: its words with tf-isf weights, by word.
    pub(super) vectors: Vec<Vec<(u32, f64)>>,
    /// By unit: the summed weight of its tokens.
    pub(super) unit_weights: Vec<f64>,
}

impl<'s> Texts<'s> {
    /// Weighs words by how few units of the two documents have them (tf-isf, Otterbacher et al. 2005): the decision must
    /// not depend on any other document.
    pub(super) fn new(left: &'s Sequence<'s>, right: &'s Sequence<'s>) -> Self {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut numbered = |sequence: &Sequence<'_>| -> Vec<u32> {
            let next = |numbers: &mut FxHashMap<u32, u32>, symbol| {
                let n = numbers.len() as u32;
                *numbers.entry(symbol).or_insert(n)
            };
            sequence.symbols.iter().map(|&symbol| next(&mut numbers, symbol)).collect()
        };
        let (left_words, right_words) = (numbered(left), numbered(right));
        let n_words = numbers.len();
        let by_unit = |units: &[Range<usize>], words: &[u32]| -> Vec<_> {
            units.iter().map(|unit| counted(&words[unit.clone()])).collect()
        };
        let counts = [by_unit(left.units(), &left_words), by_unit(right.units(), &right_words)];
        let mut in_units = vec![0_u32; n_words];
        counts.iter().flatten().flatten().for_each(|&(word, _)| in_units[word as usize] += 1);
        let n_units = (left.units().len() + right.units().len()) as f64;
        let isf: Vec<f64> = in_units.iter().map(|&units| (n_units / f64::from(units.max(1))).ln()).collect();
        let [of_left, of_right] = counts;
        let highest = n_units.ln().max(1.0);
        Self {
            left: Text::new(left, left_words, of_left, &isf, highest),
            right: Text::new(right, right_words, of_right, &isf, highest),
            n_words,
        }
    }
}

impl Texts<'_> {
    /// The same two the other way round.
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left, n_words: self.n_words }
    }
}

impl<'s> Text<'s> {
    fn new(
        sequence: &'s Sequence<'s>,
        words: Vec<u32>,
        counts: Vec<Vec<(u32, u32)>>,
        isf: &[f64],
        highest: f64,
    ) -> Self {
        let weigh = |(at, &word): (usize, &u32)| {
            let weight = (isf[word as usize] / highest).max(LEAST);
            if sequence.marks(at).stop { weight * STOP } else { weight }
        };
        let weights: Vec<f64> = words.iter().enumerate().map(weigh).collect();
        let vector = |counts: Vec<(u32, u32)>| {
            counts.into_iter().map(|(word, count)| (word, f64::from(count) * isf[word as usize])).collect()
        };
        Self {
            sequence,
            units: sequence.units(),
            unit_weights: sequence.units().iter().map(|unit| weights[unit.clone()].iter().sum()).collect(),
            vectors: counts.into_iter().map(vector).collect(),
            words,
            weights,
        }
    }

    /// The words of some units.
    pub(super) fn words_of(&self, units: &Range<usize>) -> &[u32] {
        &self.words[self.tokens_of(units)]
    }

    /// The tokens of some units, which are one or more.
    pub(super) fn tokens_of(&self, units: &Range<usize>) -> Range<usize> {
        self.units[units.start].start..self.units[units.end - 1].end
    }
}

/// The words of a stretch of one document, to find those of the other in.
pub(super) struct Bag {
    counts: Vec<u32>,
    taken: Vec<u32>,
}

impl Bag {
    pub(super) fn new(n_words: usize) -> Self {
        Self { counts: vec![0; n_words], taken: vec![0; n_words] }
    }

    /// What `find` finds with the words of these units in the bag.
    pub(super) fn with<T>(
        &mut self,
        text: &Text<'_>,
        units: &Range<usize>,
        find: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let words = text.words_of(units);
        words.iter().for_each(|&word| self.counts[word as usize] += 1);
        let found = find(self);
        words.iter().for_each(|&word| self.counts[word as usize] = 0);
        found
    }

    pub(super) fn contains(&self, word: u32) -> bool {
        self.counts[word as usize] > 0
    }

    /// The summed weight of the unit's tokens that are in the bag, each of the bag's taken once.
    pub(super) fn weight(&mut self, text: &Text<'_>, unit: usize) -> f64 {
        let tokens = text.units[unit].clone();
        let mut weight = 0.0;
        for at in tokens.clone() {
            let word = text.words[at] as usize;
            if self.taken[word] < self.counts[word] {
                self.taken[word] += 1;
                weight += text.weights[at];
            }
        }
        tokens.for_each(|at| self.taken[text.words[at] as usize] = 0);
        weight
    }
}
