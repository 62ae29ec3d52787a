//! How much it says that two stretches share words.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::count::{counted, places_in_both};
use super::super::evidence;
use super::super::sequence::Sequence;
use super::bar::Bar;
use super::concordance::Traits;
use super::texts::{Bag, Text, Texts};

/// What words that are neither names nor numbers must weigh of it: lists of names are no retelling of each other.
const LEAST_PLAIN: f64 = 1.0;

/// Whether all words that two documents share, wherever they stand, could weigh enough: a bound that most lists of names and
/// dates stay below.
pub(super) fn may_be_enough(left: &Sequence<'_>, right: &Sequence<'_>) -> bool {
    let (here, there) = (left.vocabulary().symbols(), right.vocabulary().symbols());
    let (mut sum, mut plain) = (0.0, 0.0);
    for (word, other) in places_in_both(here, there, |symbol| *symbol) {
        let traits = left.concordance().traits[word] | right.concordance().traits[other];
        let most = most(traits);
        sum += most;
        plain += if traits.contains(Traits::PLAIN) { most } else { 0.0 };
        if sum >= Bar::TOLD.weight && plain >= LEAST_PLAIN {
            return true;
        }
    }
    false
}

/// The most that a word weighs of which this is known, on one side or the other.
fn most(traits: Traits) -> f64 {
    if traits.contains(Traits::STOP) {
        0.0
    } else if traits.contains(Traits::PLAIN) {
        1.0
    } else {
        evidence::SLIGHT
    }
}

/// The weight of a word of the left document that the right one has too, of which this many in each are under judgement: see
/// [`evidence`].
fn weight(texts: &Texts<'_>, (here, there): (u32, u32), judged: (u32, u32)) -> f64 {
    let most = most(traits(texts, here, there));
    if most == 0.0 {
        return 0.0;
    }
    let share = |text: &Text<'_>, word: u32, judged: u32| {
        evidence::share(text.count(word).saturating_sub(judged), text.len())
    };
    let elsewhere = share(&texts.left, here, judged.0).min(share(&texts.right, there, judged.1));
    evidence::rarity(elsewhere) * most
}

/// What either document knows of a word.
fn traits(texts: &Texts<'_>, here: u32, there: u32) -> Traits {
    texts.left.concordance.traits[here as usize] | texts.right.concordance.traits[there as usize]
}

/// The distinct words of two stretches, with how often each stands there.
pub(super) struct Words {
    pub(super) left: Vec<(u32, u32)>,
    pub(super) right: Vec<(u32, u32)>,
}

impl Words {
    /// Of two stretches of tokens.
    pub(super) fn of(texts: &Texts<'_>, left: Range<usize>, right: Range<usize>) -> Self {
        let words = |text: &Text<'_>, tokens: Range<usize>| counted(&text.concordance.words[tokens]);
        Self { left: words(&texts.left, left), right: words(&texts.right, right) }
    }

    /// Those that both have: on either side the word and how often it is there.
    fn in_both<'w>(&'w self, texts: &'w Texts<'_>) -> impl Iterator<Item = [(u32, u32); 2]> + 'w {
        let mut right = self.right.iter().peekable();
        self.left.iter().filter_map(move |here| {
            let partner = texts.left.partner(here.0)?;
            while right.next_if(|there| there.0 < partner).is_some() {}
            Some([*here, *right.next_if(|there| there.0 == partner)?])
        })
    }

    /// The summed weight of the distinct words that both stretches have, times the share of the shorter one's tokens that
    /// are shared; 0 where they share hardly more than names.
    pub(super) fn shared_weight(&self, texts: &Texts<'_>) -> f64 {
        let (mut sum, mut plain, mut tokens) = (0.0, 0.0, 0);
        for [here, there] in self.in_both(texts) {
            let weight = weight(texts, (here.0, there.0), (here.1, there.1));
            tokens += here.1.min(there.1);
            sum += weight;
            let is_plain = traits(texts, here.0, there.0).contains(Traits::PLAIN);
            plain += if is_plain { weight } else { 0.0 };
        }
        if plain < LEAST_PLAIN {
            return 0.0;
        }
        let tokens_of = |words: &[(u32, u32)]| words.iter().map(|entry| entry.1).sum::<u32>();
        sum * f64::from(tokens) / f64::from(tokens_of(&self.left).min(tokens_of(&self.right)).max(1))
    }
}

/// The same as [`Words::shared_weight`] for units that were each found at a place of their own: the words a unit shares with
/// the stretch beside it.
pub(super) fn at_places(
    texts: &Texts<'_>,
    places: &[(usize, Range<usize>)],
    tokens: usize,
    bag: &mut Bag,
) -> f64 {
    let left = &texts.left;
    let mut seen = FxHashSet::default();
    let (mut sum, mut found) = (0.0, 0);
    for (unit, place) in places {
        bag.with(&texts.right, place, |bag| {
            for &word in &left.concordance.words[left.units[*unit].clone()] {
                let Some(there) = left.partner(word).filter(|_| bag.contains(left, word)) else { continue };
                found += 1;
                if seen.insert(word) {
                    sum += weight(texts, (word, there), (1, 1));
                }
            }
        });
    }
    sum * f64::from(found) / tokens.max(1) as f64
}
