//! The first layer: seed words, weighed by how rare they are.

use serde::{Deserialize, Serialize};

use super::seeds::{Hits, PatternId};
use super::{Theme, ThemeSet};

/// Words below which a paragraph counts as this long, so that one word in a heading does not decide alone.
const SHORTEST: f64 = 12.0;

/// The sum that becomes a strength of one half.
const HALF: f64 = 0.2;

/// In how many of so many paragraphs each seed and each exclusion stands: what their weights are made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rarity {
    /// Paragraphs that were counted.
    pub(super) paragraphs: usize,
    /// By theme and by the seed's place in it.
    pub(super) seeds: Vec<Vec<usize>>,
    /// The same for exclusions that stand apart from every seed.
    pub(super) against: Vec<Vec<usize>>,
}

impl Rarity {
    /// Counts `hits`, one entry a paragraph.
    pub(super) fn of(set: &ThemeSet, hits: &[Hits]) -> Self {
        let none = |length: fn(&Theme) -> usize| -> Vec<Vec<usize>> {
            set.themes().iter().map(|theme| vec![0; length(theme)]).collect()
        };
        let mut seeds = none(|theme| theme.seeds.len());
        let mut against = none(|theme| theme.exclude.len());
        for found in hits {
            for pattern in &found.present {
                seeds[pattern.theme][pattern.index] += 1;
            }
            for (pattern, _) in distinct(&found.against) {
                against[pattern.theme][pattern.index] += 1;
            }
        }
        Self { paragraphs: hits.len(), seeds, against }
    }

    /// How many seeds of a theme stand anywhere.
    pub(super) fn live(&self, theme: usize) -> usize {
        self.seeds[theme].iter().filter(|&&paragraphs| paragraphs > 0).count()
    }

    fn weight(&self, paragraphs: usize, count: usize) -> f64 {
        let idf = |df: usize| ((1.0 + self.paragraphs as f64) / (1.0 + df as f64)).ln() + 1.0;
        // A pattern that was never met before weighs as much as one that was met once.
        (1.0 + (count as f64).ln()) * (idf(paragraphs.max(1)) / idf(1)).max(0.0)
    }
}

/// How strongly each paragraph speaks for each theme by its seed words: `strengths[paragraph][theme]`, 0 to 1.
///
/// For a seed that stands *c* times in a paragraph, among *df* of *n* paragraphs, the weight is
/// (1 + ln *c*) · idf / idf(1) with idf = ln((1+n)/(1+df)) + 1, so that a seed of one paragraph weighs 1 whatever *n*.
/// A theme's sum is taken over its seeds, less the same sum over its exclusions, and divided by the root of the
/// paragraph's length in words that are no stop words (at least 12). A sum *s* becomes the strength
/// *s* / (*s* + 0.2). A paragraph without a seed has exactly 0.
pub(super) fn strengths(hits: &[Hits], lengths: &[usize], rarity: &Rarity) -> Vec<Vec<f64>> {
    hits.iter()
        .zip(lengths)
        .map(|(found, &length)| {
            let mut sums = vec![0.0; rarity.seeds.len()];
            for (PatternId { theme, index }, count) in distinct(&found.seeds) {
                sums[theme] += rarity.weight(rarity.seeds[theme][index], count);
            }
            for (PatternId { theme, index }, count) in distinct(&found.against) {
                sums[theme] -= rarity.weight(rarity.against[theme][index], count);
            }
            let root = (length as f64).max(SHORTEST).sqrt();
            sums.into_iter().map(|sum: f64| squash(sum.max(0.0) / root)).collect()
        })
        .collect()
}

fn squash(strength: f64) -> f64 {
    strength / (strength + HALF)
}

/// The patterns among `hits` in order, with how often each stands there.
fn distinct(hits: &[super::seeds::Hit]) -> Vec<(PatternId, usize)> {
    let mut patterns: Vec<PatternId> = hits.iter().map(|hit| hit.pattern).collect();
    patterns.sort_unstable();
    let mut counted: Vec<(PatternId, usize)> = Vec::new();
    for pattern in patterns {
        match counted.last_mut() {
            Some((last, count)) if *last == pattern => *count += 1,
            _ => counted.push((pattern, 1)),
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::super::seeds::Hit;
    use super::*;

    /// Strengths of paragraphs of a theme with one seed and one exclusion.
    fn scores(hits: &[Hits], lengths: &[usize], n_themes: usize) -> Vec<Vec<f64>> {
        let theme = |at: usize| Theme {
            name: at.to_string(),
            seeds: vec!["seed".to_owned()],
            exclude: vec!["out".to_owned()],
            colour: None,
        };
        let set = ThemeSet::new((0..n_themes).map(theme).collect()).unwrap();
        strengths(hits, lengths, &Rarity::of(&set, hits))
    }

    const SEED: PatternId = PatternId { theme: 0, index: 0 };

    fn hits(times: usize) -> Hits {
        let seeds: Vec<Hit> = (0..times).map(|first| Hit { pattern: SEED, first, end: first + 1 }).collect();
        Hits {
            present: seeds.first().map(|hit| hit.pattern).into_iter().collect(),
            seeds,
            against: Vec::new(),
        }
    }

    #[test]
    fn one_rare_seed_in_a_short_paragraph() {
        let expected = (1.0 / 12.0_f64.sqrt()) / (1.0 / 12.0_f64.sqrt() + HALF);
        assert_eq!(scores(&[hits(1), hits(0)], &[3, 40], 1), [[expected], [0.0]]);
        assert_eq!(scores(&[hits(1)], &[12], 1), [[expected]], "twelve words count like three");
    }

    #[test]
    fn longer_paragraphs_and_common_seeds_score_less() {
        let short = scores(&[hits(1), hits(0), hits(0)], &[25, 25, 25], 1)[0][0];
        assert!((short - 0.2 / (0.2 + HALF)).abs() < 1e-12, "weight 1 over the root of 25");
        assert!(scores(&[hits(1), hits(0), hits(0)], &[100, 25, 25], 1)[0][0] < short);
        assert!(scores(&[hits(1), hits(1), hits(0)], &[25, 25, 25], 1)[0][0] < short);
        assert!(scores(&[hits(2), hits(0), hits(0)], &[25, 25, 25], 1)[0][0] > short);
    }

    #[test]
    fn exclusions_take_away_but_never_below_zero() {
        let mut both = hits(1);
        both.against = vec![Hit { pattern: SEED, first: 5, end: 6 }];
        assert_eq!(scores(&[both.clone()], &[20], 1), [[0.0]]);
        both.against.push(Hit { pattern: SEED, first: 7, end: 8 });
        assert_eq!(scores(&[both], &[20], 1), [[0.0]]);
    }

    #[test]
    fn no_paragraph_no_score() {
        assert_eq!(scores(&[], &[], 3), Vec::<Vec<f64>>::new());
        assert_eq!(scores(&[hits(0)], &[0], 2), [[0.0, 0.0]]);
    }
}
