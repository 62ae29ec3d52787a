//! How much two articles have in common by chance, estimated from the batch.
//!
//! The best local alignment of two unrelated texts of m and n tokens follows an extreme-value law (Karlin and Altschul
//! 1990): P(weight ≥ w) = 1 − exp(−K·m·n·e^(−λ·w)). As in sequence search (Pearson 1998), λ and K are fitted to the
//! batch itself: pairs of its articles are drawn, and the weight of the best alignment of each is taken, however small.
//! Pairs that have as much as a passage would are left out, for they may be reuse, and the fit knows that they are: it
//! is that of a law cut off above. Four in five of the rest count only as being no better than the fifth: many unrelated
//! articles have not three words in a row in common, and what the law shall tell is its tail.
//!
//! Each tier has a law of its own. Of two unrelated texts that are held against each other for a retelling, the weightiest
//! stretch is likewise the best of very many, m·n of them, so that the same law fits: held-out pairs of news have p-values
//! below .05 and .01 about as often as these say (`p_values_of_unrelated_news_are_what_they_say`).

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::pair::{self, Ready, Side};
use super::seed::SHINGLE;
use super::sequence::Sequences;
use super::{Background, ChanceLaw, Passage, ReuseParams, Tier, rewritten};
use crate::analyze::Tokens;
use crate::corpus::Corpus;

/// Most pairs that are drawn.
const PAIRS: usize = 2_000;
/// Fewest documents of one language, and fewest drawn pairs in the tail, for a fit that can be relied on.
const DOCUMENTS: usize = 50;
const OBSERVED: usize = 100;
/// Fewest tokens of a document that is drawn, and how many of its first tokens are looked at.
const FEWEST_TOKENS: usize = 50;
const MOST_TOKENS: usize = 2_000;
/// In tenths, how many pairs count only as being no better than the best of them.
const BASE: usize = 8;
/// Fits the law of each tier that stands in `passages` to the batch; `None` where the batch is too small.
pub(super) fn background(
    corpus: &Corpus,
    tokens: &Tokens,
    sequences: &Sequences<'_>,
    passages: &[Passage],
    params: &ReuseParams,
) -> Option<Background> {
    let rows = rows(corpus, tokens, sequences);
    let law = |tier| {
        let is_there = passages.iter().any(|passage| passage.tier == tier);
        is_there.then(|| law(tier, &rows, sequences, params)).flatten()
    };
    let (copied, rewritten) = (law(Tier::Copied), law(Tier::Rewritten));
    (copied.is_some() || rewritten.is_some()).then_some(Background {
        copied,
        rewritten,
        documents: rows.len(),
    })
}

fn law(tier: Tier, rows: &[usize], sequences: &Sequences<'_>, params: &ReuseParams) -> Option<ChanceLaw> {
    if rows.len() < DOCUMENTS {
        return None;
    }
    fit(draw(tier, rows, sequences, params), suspect(tier))
}

/// Pairs with this weight or more may be reuse.
fn suspect(tier: Tier) -> f64 {
    match tier {
        Tier::Copied => 3.5,
        Tier::Rewritten => rewritten::LEAST_WEIGHT,
    }
}

/// Draws pairs of these documents and holds them against each other, whatever little they have in common.
fn draw(tier: Tier, rows: &[usize], sequences: &Sequences<'_>, params: &ReuseParams) -> Vec<Drawn> {
    let pairs = pairs(rows.len());
    let mut drawn = vec![false; rows.len()];
    pairs.iter().for_each(|&(left, right)| (drawn[left], drawn[right]) = (true, true));
    let lenient = params.clone().min_tokens(1).min_weight(0.0).min_run(SHINGLE).rewritten(false);
    let ready = |(&row, drawn): (&usize, bool)| {
        let beginning = |row| sequences.get(row).beginning(MOST_TOKENS);
        drawn.then(|| Ready::new(beginning(row), SHINGLE, |_| true))
    };
    let ready: Vec<Option<Ready<'_>>> = rows.par_iter().zip(drawn).map(ready).collect();
    let weight = |left: Side<'_>, right: Side<'_>| match tier {
        Tier::Copied => {
            let [found, _] = pair::passages(left, right, &lenient);
            found.iter().map(|passage| passage.weight).fold(0.0, f64::max)
        }
        Tier::Rewritten => rewritten::weight_by_chance(&left.ready.sequence, &right.ready.sequence),
    };
    let side = |at: usize| ready[at].as_ref().map(|ready| Side { row: at, ready });
    pairs
        .into_par_iter()
        .filter_map(|(left, right)| {
            let (left, right) = (side(left)?, side(right)?);
            let space = space(left.ready.sequence.len(), right.ready.sequence.len());
            Some(Drawn { weight: weight(left, right), space })
        })
        .collect()
}

/// Fills [`Passage::p_value`] and [`Passage::fdr`] of the tiers that have a law; the passages are ordered by target and source.
pub(super) fn judge(
    background: &Background,
    sequences: &Sequences<'_>,
    passages: &mut [Passage],
    compared: usize,
) {
    for tier in [Tier::Copied, Tier::Rewritten] {
        let Some(law) = background.law(tier) else { continue };
        for passage in passages.iter_mut().filter(|passage| passage.tier == tier) {
            let space = space(sequences.len(passage.target), sequences.len(passage.source));
            passage.p_value = Some(law.p_value(passage.weight, space));
        }
        discoveries(tier, passages, compared);
    }
}

/// Fills the rates of the passages of one tier.
fn discoveries(tier: Tier, passages: &mut [Passage], compared: usize) {
    // The best passage of a pair stands for the pair.
    let pairs = passages.chunk_by(|a, b| (a.target, a.source) == (b.target, b.source));
    let best = |passages: &[Passage]| {
        let of_tier = passages.iter().filter(|passage| passage.tier == tier);
        of_tier.filter_map(|passage| passage.p_value).min_by(f64::total_cmp)
    };
    let mut best: Vec<f64> = pairs.filter_map(best).collect();
    best.sort_unstable_by(f64::total_cmp);
    let mut rates: Vec<f64> =
        best.iter().zip(1..).map(|(p, rank)| p * compared as f64 / f64::from(rank)).collect();
    let mut least = 1.0;
    for rate in rates.iter_mut().rev() {
        least = rate.min(least);
        *rate = least;
    }
    for passage in passages.iter_mut().filter(|passage| passage.tier == tier) {
        // A passage that is not the best of its pair takes the rate of the next pair that is no better.
        passage.fdr = passage.p_value.map(|p| {
            let at = best.partition_point(|other| *other < p);
            rates.get(at).copied().unwrap_or_else(|| p * compared as f64 / best.len().max(1) as f64).min(1.0)
        });
    }
}

/// How many ordered pairs are asked for.
pub(super) fn compared(n: usize, params: &ReuseParams) -> usize {
    if let Some(pairs) = &params.pairs {
        return pairs.iter().filter(|(target, source)| target != source).collect::<FxHashSet<_>>().len();
    }
    let set =
        |rows: &Option<Vec<usize>>| rows.as_ref().map(|rows| rows.iter().copied().collect::<FxHashSet<_>>());
    match (set(&params.targets), set(&params.sources)) {
        (None, None) => n * n.saturating_sub(1),
        (Some(rows), None) | (None, Some(rows)) => rows.len() * n.saturating_sub(1),
        (Some(targets), Some(sources)) => {
            targets.len() * sources.len() - targets.intersection(&sources).count()
        }
    }
}

/// ln(m·n).
fn space(m: usize, n: usize) -> f64 {
    (m.max(1) as f64).ln() + (n.max(1) as f64).ln()
}

/// The documents that are drawn from, in order of their ids: those of the language that most are in, long enough.
fn rows(corpus: &Corpus, tokens: &Tokens, sequences: &Sequences<'_>) -> Vec<usize> {
    let language = |row: usize| tokens.documents()[row].language();
    let mut rows: Vec<usize> = (0..corpus.len()).filter(|&row| sequences.len(row) >= FEWEST_TOKENS).collect();
    rows.sort_unstable_by_key(|&row| (language(row), corpus[row].id()));
    let most = rows.chunk_by(|&a, &b| language(a) == language(b)).rev().max_by_key(|rows| rows.len());
    most.map(<[usize]>::to_vec).unwrap_or_default()
}

/// Different pairs of n things, all of them or [`PAIRS`] drawn with a fixed seed.
fn pairs(n: usize) -> Vec<(usize, usize)> {
    if n * (n - 1) / 2 <= PAIRS {
        return (0..n).flat_map(|left| (left + 1..n).map(move |right| (left, right))).collect();
    }
    let mut state = 0u64;
    let mut draw = || {
        // SplitMix64 (Steele, Lea and Flood 2014).
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(mixed ^ (mixed >> 31)) * n as u128) >> 64) as usize
    };
    let mut drawn = FxHashSet::default();
    let mut pairs = Vec::with_capacity(PAIRS);
    while pairs.len() < PAIRS {
        let (a, b) = (draw(), draw());
        let pair = (a.min(b), a.max(b));
        if a != b && drawn.insert(pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// The best weight of a pair, and ln(m·n).
#[derive(Clone, Copy, Debug)]
struct Drawn {
    weight: f64,
    space: f64,
}

/// The most likely law for weights that are cut off at `suspect`, of which most are only known to be no more than the base.
///
/// For a given λ the best K has a closed form: n / K = Σ m·n·(e^(−λ·max(w, base)) − e^(−λ·cut)), n of those above the
/// base. What is left is a search for λ alone.
fn fit(mut drawn: Vec<Drawn>, suspect: f64) -> Option<ChanceLaw> {
    drawn.retain(|drawn| drawn.weight < suspect);
    drawn.sort_unstable_by(|a, b| a.weight.total_cmp(&b.weight).then(a.space.total_cmp(&b.space)));
    let base = drawn.get(drawn.len() * BASE / 10)?.weight;
    let above = || drawn.iter().filter(|drawn| drawn.weight > base);
    let observed = above().count();
    if observed < OBSERVED {
        return None;
    }
    let (n, sum) = (observed as f64, above().map(|drawn| drawn.weight).sum::<f64>());
    // ln Σ …, with the longest pair taken out, so that nothing overflows.
    let longest = drawn.iter().map(|drawn| drawn.space).fold(0.0, f64::max);
    let log_sum = |rate: f64| {
        let tail = (-rate * (suspect - base)).exp();
        let each = |drawn: &Drawn| {
            (drawn.space - longest).exp() * ((-rate * (drawn.weight - base).max(0.0)).exp() - tail)
        };
        drawn.iter().map(each).sum::<f64>().ln() + longest - rate * base
    };
    let likelihood = |rate: f64| n * rate.ln() - rate * sum - n * log_sum(rate);
    let rate = highest(likelihood, 0.05, 50.0);
    let log_k = n.ln() - log_sum(rate);
    (rate.is_finite() && log_k.is_finite()).then_some(ChanceLaw { lambda: rate, log_k, pairs: observed })
}

/// Where a function of one peak is highest, by golden section of the logarithm.
fn highest(function: impl Fn(f64) -> f64, from: f64, until: f64) -> f64 {
    let golden = (5f64.sqrt() - 1.0) / 2.0;
    let (mut from, mut until) = (from.ln(), until.ln());
    for _ in 0..60 {
        let (a, b) = (until - golden * (until - from), from + golden * (until - from));
        if function(a.exp()) < function(b.exp()) {
            from = a;
        } else {
            until = b;
        }
    }
    ((from + until) / 2.0).exp()
}

#[cfg(test)]
mod tests {
    use super::super::tests::retold;
    use super::*;

    const CUT: f64 = 3.5;

    /// Numbers from 0 to 1, never either.
    fn uniform(n: usize) -> impl Iterator<Item = f64> {
        (0..n).map(move |at| {
            ((at as f64 * 0.618_033_988_749_895).fract() + 0.5 / n as f64).clamp(1e-9, 1.0 - 1e-9)
        })
    }

    /// Weights that follow the law with this λ and K for pairs of different lengths.
    fn drawn(rate: f64, log_k: f64) -> Vec<Drawn> {
        uniform(4_000)
            .zip([10.0, 11.0, 12.5].into_iter().cycle())
            .map(|(u, space)| Drawn { weight: ((log_k + space) - (-u.ln()).ln()) / rate, space })
            .collect()
    }

    #[test]
    fn the_law_of_cut_off_weights_is_found_again() {
        for (rate, log_k) in [(5.0, -5.0), (3.0, -8.0), (8.0, -2.0)] {
            let law = fit(drawn(rate, log_k), CUT).unwrap();
            assert!((law.lambda / rate - 1.0).abs() < 0.05, "{law:?}");
            assert!((law.log_k - log_k).abs() < 0.5, "{law:?}");
        }
    }

    #[test]
    fn copies_among_the_pairs_do_not_change_the_law() {
        let mut with_copies = drawn(5.0, -5.0);
        with_copies.extend((0..2_000).map(|at| Drawn { weight: 4.0 + f64::from(at), space: 11.0 }));
        let [plain, other] = [drawn(5.0, -5.0), with_copies].map(|drawn| fit(drawn, CUT).unwrap());
        assert_eq!((plain.lambda, plain.log_k), (other.lambda, other.log_k));
    }

    #[test]
    fn too_few_or_equal_weights_have_no_law() {
        assert!(fit(Vec::new(), CUT).is_none());
        assert!(fit(vec![Drawn { weight: 1.0, space: 10.0 }; 5_000], CUT).is_none());
        assert!(fit(drawn(5.0, -5.0).into_iter().take(5 * OBSERVED - 50).collect(), CUT).is_none());
    }

    /// What the law of the documents of even rows says of pairs of odd ones: p-values of the weightiest they have in common.
    fn held_out(tier: Tier, corpus: &Corpus) -> Vec<f64> {
        let tokens = crate::analyze::Analyzer::english().tokenize(corpus);
        let sequences = Sequences::new(corpus, &tokens);
        let params = super::super::Reuse::params();
        let of = |odd: usize| -> Vec<usize> { (0..corpus.len()).filter(|row| row % 2 == odd).collect() };
        let law = law(tier, &of(0), &sequences, &params).unwrap();
        let unsuspected = draw(tier, &of(1), &sequences, &params).into_iter();
        let unsuspected = unsuspected.filter(|drawn| drawn.weight < suspect(tier));
        unsuspected.map(|drawn| law.p_value(drawn.weight, drawn.space)).collect()
    }

    fn share_below(p_values: &[f64], limit: f64) -> f64 {
        p_values.iter().filter(|&&p| p < limit).count() as f64 / p_values.len() as f64
    }

    /// Texts of words that are as unequally frequent as in language, with no copying among them.
    fn unrelated(n: usize) -> Vec<(String, String)> {
        let mut state = 7u64;
        let mut draw = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1u64 << 31) as f64
        };
        let common = ["the", "of", "to", "and", "in", "that", "was", "for", "it", "on"];
        let mut word = move || match draw() {
            small if small < 0.45 => common[(draw() * draw() * 10.0) as usize].to_owned(),
            _ => format!("w{}", (2_000f64.powf(draw())) as usize),
        };
        (0..n)
            .map(|at| {
                let words: Vec<String> = (0..200 + 37 * at % 300).map(|_| word()).collect();
                (format!("{at:04}"), words.join(" "))
            })
            .collect()
    }

    #[test]
    fn p_values_of_unrelated_texts_are_what_they_say() {
        let p_values = held_out(Tier::Copied, &Corpus::from_texts(unrelated(160)).unwrap());
        for (limit, range) in [(0.05, 0.03..0.08), (0.01, 0.0..0.02)] {
            let share = share_below(&p_values, limit);
            assert!(range.contains(&share), "{share} below {limit}");
        }
    }

    /// Real news, where it is at hand.
    #[cfg(feature = "read")]
    #[test]
    fn p_values_of_unrelated_news_are_what_they_say() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/bbc/docs.jsonl.zst");
        if !std::path::Path::new(path).exists() {
            return;
        }
        let options = crate::corpus::read::Options::default();
        let all = crate::corpus::read::read(&[path.into()], &options, &mut |_, _| {}).unwrap().corpus;
        let some = all.documents().iter().step_by(5).take(400).cloned().collect();
        let corpus = Corpus::new(some).unwrap();
        for tier in [Tier::Copied, Tier::Rewritten] {
            let p_values = held_out(tier, &corpus);
            for (limit, range) in [(0.05, 0.02..0.07), (0.01, 0.001..0.02)] {
                let share = share_below(&p_values, limit);
                assert!(range.contains(&share), "{tier:?}: {share} below {limit}");
            }
        }
    }

    const FERRY: &str =
        "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";

    /// Unrelated texts, two of which have a sentence in common.
    fn with_copy(n: usize) -> (Corpus, Tokens) {
        let mut texts = unrelated(n);
        for at in [3, 30] {
            texts[at].1.push_str(". ");
            texts[at].1.push_str(FERRY);
        }
        let corpus = Corpus::from_texts(texts).unwrap();
        let tokens = crate::analyze::Analyzer::english().tokenize(&corpus);
        (corpus, tokens)
    }

    #[test]
    fn a_copy_is_no_chance() {
        let (corpus, tokens) = with_copy(80);
        let reuse = super::super::Reuse::params().max_fdr(0.01).detect(&corpus, &tokens).unwrap();
        let background = reuse.background.unwrap();
        assert_eq!(background.documents, 80);
        assert_eq!(reuse.passages.len(), 2, "in both directions");
        for passage in &reuse.passages {
            assert!(passage.p_value.unwrap() < 1e-6 && passage.fdr.unwrap() < 0.001, "{passage:?}");
        }
        let law = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| super::super::Reuse::params().detect(&corpus, &tokens).unwrap().background)
        };
        assert_eq!([law(1), law(3)], [Some(background); 2]);
    }

    #[test]
    fn a_retelling_is_no_chance_and_has_a_law_of_its_own() {
        let (mut texts, [news, retold]) = (unrelated(80), [retold::NEWS, retold::RETOLD]);
        texts[5].1 = format!("{} {news}", texts[5].1);
        texts[50].1 = format!("{} {retold}", texts[50].1);
        let corpus = Corpus::from_texts(texts).unwrap();
        let tokens = crate::analyze::Analyzer::english().tokenize(&corpus);
        let reuse = super::super::Reuse::params().max_fdr(0.01).detect(&corpus, &tokens).unwrap();
        let told: Vec<_> =
            reuse.passages.iter().map(|found| (found.target, found.source, found.tier)).collect();
        assert_eq!(told, [(5, 50, Tier::Rewritten), (50, 5, Tier::Rewritten)]);
        let background = reuse.background.unwrap();
        assert!(background.copied.is_none(), "there is no copy to be judged");
        assert!(background.rewritten.is_some_and(|law| law.pairs >= OBSERVED));
        for passage in &reuse.passages {
            assert!(passage.p_value.unwrap() < 1e-4 && passage.fdr.unwrap() < 0.01, "{passage:?}");
        }
    }

    #[test]
    fn what_chance_gives_is_dropped_where_that_is_asked_for() {
        let (corpus, tokens) = with_copy(80);
        let params = || super::super::Reuse::params().min_tokens(4).min_weight(1.0).min_run(3);
        let all = params().detect(&corpus, &tokens).unwrap().passages;
        let sure = params().max_fdr(0.01).detect(&corpus, &tokens).unwrap().passages;
        assert!(all.len() > sure.len(), "{}", all.len());
        assert_eq!(
            sure.iter().map(|passage| (passage.target, passage.source)).collect::<Vec<_>>(),
            [(3, 30), (30, 3)]
        );
        for passage in &all {
            let (p, fdr) = (passage.p_value.unwrap(), passage.fdr.unwrap());
            assert!((0.0..=1.0).contains(&p) && p <= fdr && fdr <= 1.0, "{passage:?}");
        }
    }

    #[test]
    fn a_small_batch_tells_nothing_and_drops_nothing() {
        let (corpus, tokens) = with_copy(49);
        let reuse = super::super::Reuse::params().max_fdr(0.0).detect(&corpus, &tokens).unwrap();
        assert_eq!((reuse.background, reuse.passages.len()), (None, 2));
        assert!(reuse.passages.iter().all(|passage| (passage.p_value, passage.fdr) == (None, None)));
        let refused = super::super::Reuse::params().max_fdr(1.5).detect(&corpus, &tokens).unwrap_err();
        assert_eq!(refused.to_string(), "max_fdr is 1.5, expected 0 to 1");
    }

    #[test]
    fn pairs_are_drawn_once_each_and_always_the_same() {
        for n in [2, 40, 64, 65, 1_000] {
            let drawn = pairs(n);
            assert_eq!(drawn.len(), PAIRS.min(n * (n - 1) / 2));
            assert!(drawn.iter().all(|(a, b)| a < b && *b < n));
            assert_eq!(drawn.iter().collect::<FxHashSet<_>>().len(), drawn.len());
            assert_eq!(drawn, pairs(n));
        }
    }

    #[test]
    fn pairs_asked_for_are_counted_once() {
        let params = super::super::Reuse::params;
        assert_eq!(compared(5, &params()), 20);
        assert_eq!(compared(5, &params().targets([1, 1, 2])), 8);
        assert_eq!(compared(5, &params().targets([1, 2]).sources([2, 3])), 3);
        assert_eq!(compared(5, &params().pairs([(1, 0), (1, 0), (2, 2), (0, 1)])), 2);
    }
}
