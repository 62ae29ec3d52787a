//! Whether two stretches tell of one event, or in one form of two.
//!
//! Who retells a text keeps its names and numbers and changes the words around them. Two reports in one form, of earthquakes,
//! trials or quarterly results, do the reverse: the words are the same, names and numbers are others. So names and numbers
//! are held against the words around them: are they as likely kept as those, or no more than by chance, as in reports
//! of another event on the same subject? The answer is a likelihood ratio (weight of evidence, Good 1950).

use super::concordance::Traits;
use super::texts::{Text, Texts};
use super::weight::Words;

/// How likely a name and a number of one event stand in the report of another like it.
const NAME_BY_CHANCE: f64 = 0.4;
const NUMBER_BY_CHANCE: f64 = 0.15;
/// The share of other words that is kept is taken to be in this range.
const KEPT: std::ops::RangeInclusive<f64> = 0.5..=0.9;
/// With less evidence than this the events are different.
const LEAST: f64 = -2.5;

/// Words that are kept, and all.
#[derive(Default)]
struct Tally {
    kept: f64,
    all: f64,
}

impl Tally {
    fn add(&mut self, kept: bool) {
        self.kept += f64::from(u8::from(kept));
        self.all += 1.0;
    }

    /// How much it speaks for each being kept as likely as `kept`, against as likely as `by_chance`.
    fn evidence(&self, kept: f64, by_chance: f64) -> f64 {
        self.kept * (kept / by_chance).ln() + (self.all - self.kept) * ((1.0 - kept) / (1.0 - by_chance)).ln()
    }
}

/// Whether the stretch of the left document and that of the right one may be of one event, as seen from either.
pub(super) fn may_be_one(texts: &Texts<'_>, words: &Words) -> bool {
    keeps_names(&texts.left, &texts.right, &words.left, &words.right)
        || keeps_names(&texts.right, &texts.left, &words.right, &words.left)
}

/// Whether a stretch of `text` keeps names and numbers that the other document has in `there`.
pub(super) fn keeps_names(
    text: &Text<'_>,
    other: &Text<'_>,
    here: &[(u32, u32)],
    there: &[(u32, u32)],
) -> bool {
    let (mut names, mut numbers, mut plain) = (Tally::default(), Tally::default(), Tally::default());
    for &(word, _) in here {
        let known = text.concordance.traits[word as usize];
        let partner = text.partner(word);
        let of_other = partner.map_or(Traits::empty(), |word| other.concordance.traits[word as usize]);
        let kept = partner.is_some_and(|word| there.binary_search_by_key(&word, |entry| entry.0).is_ok());
        if (known | of_other).contains(Traits::STOP) {
            continue;
        }
        if known.contains(Traits::NUMBER) {
            numbers.add(kept);
        } else if (known | of_other).contains(Traits::PLAIN) {
            plain.add(kept);
        } else if known.contains(Traits::NAME) {
            names.add(kept);
        }
    }
    let share = ((plain.kept + 1.0) / (plain.all + 2.0)).clamp(*KEPT.start(), *KEPT.end());
    names.evidence(share, NAME_BY_CHANCE) + numbers.evidence(share, NUMBER_BY_CHANCE) >= LEAST
}
