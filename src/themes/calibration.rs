//! From the evidence of both layers to a score that reads as a probability.
//!
//! Logistic regressions whose outcome is whether a reader tags a paragraph with a theme. They were fitted on 203
//! paragraphs of 36 news articles that somebody labelled who knew neither this program nor its seeds, each seen through
//! the built-in themes, through the four theme names alone, and through one and three seeds a theme drawn at random, so
//! that scores mean the same with many seeds and with one. How well they hold on other articles stands in
//! `benches/results/`.

use super::seeds::FEW;

/// What is known of one paragraph and one theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// Strength of the theme's seeds in it, 0 to 1.
    pub(super) strength: f64,
    /// Seeds of the theme that stand anywhere in the batch.
    pub(super) live: usize,
    /// How near it lies to the theme's other paragraphs; nothing where there are too few paragraphs to tell.
    pub(super) nearness: Option<f64>,
}

/// What both layers say, together and each alone: probabilities that a reader sees the theme in the paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Verdict {
    pub(super) score: f64,
    pub(super) lexicon: f64,
    pub(super) latent: Option<f64>,
}

/// Intercept; strength; 1 where a seed stands there; ln(1 + live seeds) where one does.
const LEXICON: [f64; 4] = [-2.689, 8.004, 2.560, -0.482];
/// The same, then nearness.
const BOTH: [f64; 5] = [-2.828, 4.412, 0.697, 0.183, 12.114];
/// Intercept; nearness.
const LATENT: [f64; 2] = [-2.631, 15.152];

/// What nearness alone comes to at most where a theme has [`FEW`] live seeds or more: a paragraph on it would hardly lack
/// all of them, and in a batch on other things whole subjects lie near the few paragraphs that hold a stray seed.
const WITHOUT_A_SEED: f64 = 0.5;

/// Without a seed and without neighbours there is no evidence, and the score is exactly 0.
pub(super) fn verdict(evidence: Evidence) -> Verdict {
    let Evidence { strength, live, nearness } = evidence;
    if live == 0 && strength == 0.0 {
        return Verdict { latent: nearness.map(|_| 0.0), ..Verdict::default() };
    }
    let seeded = f64::from(u8::from(strength > 0.0));
    // A seed that a model never met before is one of one at least.
    let choice = seeded * (live.max(1) as f64).ln_1p();
    let most = if strength == 0.0 && live >= FEW { WITHOUT_A_SEED } else { 1.0 };
    let lexicon = if strength > 0.0 { logistic(&LEXICON, &[strength, seeded, choice]) } else { 0.0 };
    match nearness {
        None => Verdict { score: lexicon, lexicon, latent: None },
        Some(nearness) => Verdict {
            score: logistic(&BOTH, &[strength, seeded, choice, nearness]).min(most),
            lexicon,
            latent: Some(logistic(&LATENT, &[nearness])),
        },
    }
}

fn logistic(weights: &[f64], values: &[f64]) -> f64 {
    let sum = weights[0] + weights[1..].iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(strength: f64, live: usize, nearness: Option<f64>) -> f64 {
        verdict(Evidence { strength, live, nearness }).score
    }

    #[test]
    fn more_evidence_is_never_less_likely() {
        for live in [1, 5, 50] {
            for nearness in [None, Some(-0.4), Some(0.0), Some(0.4)] {
                let rising: Vec<f64> = [0.0, 0.1, 0.3, 0.6, 1.0].map(|s| of(s, live, nearness)).to_vec();
                assert!(rising.windows(2).all(|pair| pair[0] < pair[1]), "{rising:?}");
            }
            assert!(of(0.3, live, Some(0.3)) > of(0.3, live, Some(0.1)));
        }
    }

    #[test]
    fn of_many_seeds_one_must_stand_there() {
        assert!(of(0.0, FEW - 1, Some(0.6)) > 0.9);
        assert_eq!(of(0.0, FEW, Some(0.6)), WITHOUT_A_SEED);
        assert!(of(0.1, FEW, Some(0.6)) > 0.9);
    }

    #[test]
    fn no_evidence_is_no_score() {
        assert_eq!(of(0.0, 3, None), 0.0);
        assert_eq!(verdict(Evidence { strength: 0.0, live: 0, nearness: Some(0.7) }).score, 0.0);
        assert!(of(0.0, 3, Some(-1.0)) < 0.01);
    }

    #[test]
    fn the_logistic_function_is_known() {
        assert_eq!(logistic(&[0.0, 1.0], &[0.0]), 0.5);
        assert!((logistic(&[1.0, 2.0], &[-0.5 + 3.0_f64.ln() / 2.0]) - 0.75).abs() < 1e-12);
    }
}
