//! How much it says that two stretches share words.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::count::{counted, in_both};
use super::super::evidence;
use super::texts::{Bag, Text, Texts};

/// What it takes to be sure of a rewritten passage, in words that say something; a copied one needs less, for its words
/// stand in order.
const LEAST: f64 = 5.0;
/// What words that are neither names nor numbers must weigh of it: lists of names are no retelling of each other.
const LEAST_PLAIN: f64 = 1.0;
/// The same for a condensed passage, whose words were looked for in many places.
const LEAST_CONDENSED: f64 = 9.0;

/// What is known of every word of two documents.
pub(super) struct Lore {
    /// By word: it is a stop word.
    stop: Vec<bool>,
    /// By word: it stands somewhere without a capital, so that it is neither a name nor a number.
    plain: Vec<bool>,
    /// By word: how often it stands in each document.
    counts: [Vec<u32>; 2],
    lengths: [usize; 2],
}

impl Lore {
    pub(super) fn new(texts: &Texts<'_>) -> Self {
        let n = texts.n_words;
        let mut lore = Self {
            stop: vec![false; n],
            plain: vec![false; n],
            counts: [vec![0; n], vec![0; n]],
            lengths: [0; 2],
        };
        for (side, text) in [&texts.left, &texts.right].into_iter().enumerate() {
            lore.lengths[side] = text.words.len();
            for (at, &word) in text.words.iter().enumerate() {
                let (word, marks) = (word as usize, text.sequence.marks(at));
                lore.counts[side][word] += 1;
                lore.stop[word] |= marks.stop;
                lore.plain[word] |= !marks.capital;
            }
        }
        lore
    }

    pub(super) fn flipped(mut self) -> Self {
        self.counts.swap(0, 1);
        self.lengths.swap(0, 1);
        self
    }

    /// The weight of a word of which this many in each document are under judgement: see [`evidence`].
    fn weight(&self, word: usize, judged: [u32; 2]) -> f64 {
        if self.stop[word] {
            return 0.0;
        }
        let share = |side: usize| {
            evidence::share(self.counts[side][word].saturating_sub(judged[side]), self.lengths[side])
        };
        evidence::rarity(share(0).min(share(1))) * if self.plain[word] { 1.0 } else { evidence::SLIGHT }
    }
}

/// The summed weight of the distinct words that two stretches of tokens share, times the share of the shorter one's
/// tokens that are shared; 0 where they share hardly more than names.
pub(super) fn shared(lore: &Lore, texts: &Texts<'_>, left: Range<usize>, right: Range<usize>) -> f64 {
    let (of_left, of_right) =
        (counted(&texts.left.words[left.clone()]), counted(&texts.right.words[right.clone()]));
    let (mut sum, mut plain, mut tokens) = (0.0, 0.0, 0);
    for (&(word, here), &(_, there)) in in_both(&of_left, &of_right, |entry| entry.0) {
        let weight = lore.weight(word as usize, [here, there]);
        tokens += here.min(there);
        sum += weight;
        plain += if lore.plain[word as usize] { weight } else { 0.0 };
    }
    if plain < LEAST_PLAIN {
        return 0.0;
    }
    sum * f64::from(tokens) / left.len().min(right.len()).max(1) as f64
}

/// Whether a rewritten passage may be spoken of.
pub(super) fn is_enough(weight: f64) -> bool {
    weight >= LEAST
}

/// Whether a condensed passage may be spoken of.
pub(super) fn is_enough_condensed(weight: f64) -> bool {
    weight >= LEAST_CONDENSED
}

/// The same as [`shared`] for units that were each found at a place of their own: the words a unit shares with the
/// stretch beside it.
pub(super) fn at_places(
    lore: &Lore,
    texts: &Texts<'_>,
    places: &[(usize, Range<usize>)],
    tokens: usize,
    bag: &mut Bag,
) -> f64 {
    let text: &Text<'_> = &texts.left;
    let mut seen = FxHashSet::default();
    let (mut sum, mut found) = (0.0, 0);
    for (unit, place) in places {
        bag.with(&texts.right, place, |bag| {
            for &word in &text.words[text.units[*unit].clone()] {
                if bag.contains(word) {
                    found += 1;
                    if seen.insert(word) {
                        sum += lore.weight(word as usize, [1, 1]);
                    }
                }
            }
        });
    }
    sum * f64::from(found) / tokens.max(1) as f64
}
