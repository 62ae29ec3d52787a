//! The first layer: seed words, weighed by how rare they are.

use super::seeds::{Hits, PatternId};

use rustc_hash::FxHashMap;

/// Words below which a paragraph counts as this long, so that one word in a heading does not decide alone.
const SHORTEST: f64 = 12.0;

/// The raw strength that scores one half.
const HALF: f64 = 0.2;

/// How strongly each paragraph speaks for each theme by its seed words: `scores[paragraph][theme]`, 0 to 1.
///
/// For a seed that stands *c* times in a paragraph, among *df* of *n* paragraphs, the weight is
/// (1 + ln *c*) · idf / idf(1) with idf = ln((1+n)/(1+df)) + 1, so that a seed of one paragraph weighs 1 whatever *n*.
/// A theme's strength is the sum over its seeds, less the same sum over its exclusions, divided by the root of the
/// paragraph's length in words that are no stop words (at least 12). Strength *s* becomes the score
/// *s* / (*s* + 0.2). A paragraph without a seed scores exactly 0.
pub(super) fn scores(hits: &[Hits], lengths: &[usize], n_themes: usize) -> Vec<Vec<f64>> {
    let n = hits.len() as f64;
    let idf = |df: usize| ((1.0 + n) / (1.0 + df as f64)).ln() + 1.0;
    let frequency = |select: fn(&Hits) -> Vec<PatternId>| {
        let mut df = FxHashMap::<PatternId, usize>::default();
        for found in hits {
            for pattern in select(found) {
                *df.entry(pattern).or_insert(0) += 1;
            }
        }
        df
    };
    let seed_df = frequency(|found| found.present.clone());
    let against_df =
        frequency(|found| distinct(&found.against).into_iter().map(|(pattern, _)| pattern).collect());
    let weight = |df: &FxHashMap<PatternId, usize>, (pattern, count): (PatternId, usize)| {
        (1.0 + (count as f64).ln()) * idf(df.get(&pattern).copied().unwrap_or(1)) / idf(1)
    };
    hits.iter()
        .zip(lengths)
        .map(|(found, &length)| {
            let mut strength = vec![0.0; n_themes];
            for seed in distinct(&found.seeds) {
                strength[seed.0.theme] += weight(&seed_df, seed);
            }
            for exclusion in distinct(&found.against) {
                strength[exclusion.0.theme] -= weight(&against_df, exclusion);
            }
            let root = (length as f64).max(SHORTEST).sqrt();
            strength.into_iter().map(|strength: f64| squash(strength.max(0.0) / root)).collect()
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
