//! Two documents as units of words with weights.

use std::ops::Range;

use super::super::count::places_in_both;
use super::super::sequence::{Marks, Sequence};
use super::concordance::Concordance;

/// What is left of the weight of a stop word: they say little, but what is shuffled and not rewritten keeps them.
const STOP: f64 = 0.4;
/// The least a word weighs, as a share of the most.
const LEAST: f64 = 0.05;
/// The other document has not this word.
const NOWHERE: u32 = u32::MAX;

/// Two documents whose words know each other.
pub(super) struct Texts<'s> {
    pub(super) left: Text<'s>,
    pub(super) right: Text<'s>,
}

/// One of two documents.
pub(super) struct Text<'s> {
    sequence: &'s Sequence<'s>,
    pub(super) concordance: &'s Concordance,
    /// Sentences, short ones joined to the next and long ones parted.
    pub(super) units: &'s [Range<usize>],
    /// By word: the number that it has in the other document, or [`NOWHERE`]. Rising, for words are in the same order there.
    partners: Vec<u32>,
    /// By word: how few units of the two documents have it.
    pub(super) isf: Vec<f64>,
    /// The highest that [`isf`](Self::isf) can be.
    highest: f64,
}

impl<'s> Texts<'s> {
    /// Weighs words by how few units of the two documents have them (tf-isf, Otterbacher et al. 2005): the decision must
    /// not depend on any other document.
    pub(super) fn new(left: &'s Sequence<'s>, right: &'s Sequence<'s>) -> Self {
        let n_units = left.units().len() + right.units().len();
        let mut texts = Self { left: Text::new(left, n_units), right: Text::new(right, n_units) };
        let (of_left, of_right) = (left.vocabulary().symbols(), right.vocabulary().symbols());
        for (here, there) in places_in_both(of_left, of_right, |symbol| *symbol) {
            texts.left.partners[here] = there as u32;
            texts.right.partners[there] = here as u32;
        }
        let rarities: Vec<f64> =
            (0..=n_units).map(|units| (n_units as f64 / units.max(1) as f64).ln()).collect();
        let weigh = |text: &Text<'_>, other: &Text<'_>| -> Vec<f64> {
            let units = |word: usize| {
                let there = text.partner(word as u32);
                text.units_with(word) + there.map_or(0, |there| other.units_with(there as usize))
            };
            (0..text.partners.len()).map(|word| rarities[units(word)]).collect()
        };
        texts.left.isf = weigh(&texts.left, &texts.right);
        texts.right.isf = weigh(&texts.right, &texts.left);
        texts
    }

    /// The same two the other way round.
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left }
    }
}

impl<'s> Text<'s> {
    fn new(sequence: &'s Sequence<'s>, n_units: usize) -> Self {
        let concordance = sequence.concordance();
        Self {
            sequence,
            units: sequence.units(),
            partners: vec![NOWHERE; sequence.vocabulary().len()],
            isf: Vec::new(),
            highest: (n_units as f64).ln().max(1.0),
            concordance,
        }
    }

    /// The number of a word in the other document.
    pub(super) fn partner(&self, word: u32) -> Option<u32> {
        let partner = self.partners[word as usize];
        (partner != NOWHERE).then_some(partner)
    }

    /// How many units have a word.
    pub(super) fn units_with(&self, word: usize) -> usize {
        self.concordance.of_word.row(word).len()
    }

    /// How often a word stands in it.
    pub(super) fn count(&self, word: u32) -> u32 {
        self.sequence.vocabulary().counts()[word as usize]
    }

    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.concordance.words.len()
    }

    /// The tokens of some units, which are one or more.
    pub(super) fn tokens_of(&self, units: &Range<usize>) -> Range<usize> {
        self.units[units.start].start..self.units[units.end - 1].end
    }

    /// The summed weight of the tokens of a unit.
    pub(super) fn unit_weight(&self, unit: usize) -> f64 {
        self.units[unit].clone().map(|at| self.weight(at)).sum()
    }

    /// The weight of a token: 0 to 1.
    fn weight(&self, at: usize) -> f64 {
        let weight = (self.isf[self.concordance.words[at] as usize] / self.highest).max(LEAST);
        if self.sequence.marks(at).contains(Marks::STOP) { weight * STOP } else { weight }
    }
}

/// The words of a stretch of one document, for finding those of the other in it.
pub(super) struct Bag {
    counts: Vec<u32>,
    taken: Vec<u32>,
}

impl Bag {
    pub(super) fn new(texts: &Texts<'_>) -> Self {
        let most = texts.left.partners.len().max(texts.right.partners.len());
        Self { counts: vec![0; most], taken: vec![0; most] }
    }

    /// What `find` finds with the words of these units in the bag.
    pub(super) fn with<T>(
        &mut self,
        text: &Text<'_>,
        units: &Range<usize>,
        find: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let words = text.concordance.of_unit.rows(units);
        words.iter().for_each(|(word, times)| self.counts[word as usize] += times);
        let found = find(self);
        words.iter().for_each(|(word, _)| self.counts[word as usize] = 0);
        found
    }

    /// Whether a word of the other document is in the bag.
    pub(super) fn contains(&self, other: &Text<'_>, word: u32) -> bool {
        other.partner(word).is_some_and(|word| self.counts[word as usize] > 0)
    }

    /// The summed weight of the tokens of a unit of the other document that are in the bag, each of the bag's taken once.
    pub(super) fn weight(&mut self, other: &Text<'_>, unit: usize) -> f64 {
        let tokens = other.units[unit].clone();
        let partner = |at: usize| other.partner(other.concordance.words[at]).map(|word| word as usize);
        let mut weight = 0.0;
        for at in tokens.clone() {
            if let Some(word) = partner(at)
                && self.taken[word] < self.counts[word]
            {
                self.taken[word] += 1;
                weight += other.weight(at);
            }
        }
        tokens.filter_map(partner).for_each(|word| self.taken[word] = 0);
        weight
    }
}
