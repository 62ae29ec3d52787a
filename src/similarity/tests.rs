//! The quick answers held against those of all pairs.

use proptest::prelude::*;

use super::*;
use crate::analyze::Analyzer;
use crate::corpus::Corpus;
use crate::vectorize::{CountVectorizer, TfIdf, TfIdfMatrix};

/// The matrix of these texts, `sklearn`'s words; an empty vocabulary is none of them.
pub(super) fn weights(texts: &[String]) -> TfIdfMatrix {
    let texts = texts.iter().enumerate().map(|(at, text)| (at.to_string(), text.as_str()));
    let corpus = Corpus::from_texts(texts.chain([("last".to_owned(), "xx yy")])).unwrap();
    let counts = CountVectorizer::params(Analyzer::sklearn()).fit_transform(&corpus).unwrap().1;
    let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
    weights.select_rows(&(0..corpus.len() - 1).collect::<Vec<_>>()).unwrap()
}

/// Does work on so many threads.
pub(super) fn threads<T: Send>(n: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap().install(work)
}

/// The `k` nearest by looking at every pair.
fn looked_at(
    weights: &TfIdfMatrix,
    k: usize,
    rows: std::ops::Range<usize>,
    among: std::ops::Range<usize>,
    threshold: f64,
) -> Vec<Vec<Pair>> {
    let all = compare(weights, 0.0);
    rows.map(|row| {
        let others = among.clone().filter(|&other| other != row);
        let mut pairs: Vec<(usize, Pair)> =
            others.filter_map(|other| Some((other, *all.pair(row, other)?))).collect();
        pairs.retain(|(_, pair)| pair.cosine >= threshold && pair.cosine > 0.0);
        pairs.sort_by(|x, y| y.1.cosine.total_cmp(&x.1.cosine).then(x.0.cmp(&y.0)));
        pairs.into_iter().take(k).map(|pair| pair.1).collect()
    })
    .collect()
}

/// Texts of few rare and many common words, some of them copies, some empty.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        4 => (0..4u32).prop_map(|word| format!("common{word}")),
        2 => (0..30u32).prop_map(|word| format!("middling{word}")),
        1 => (0..1_000u32).prop_map(|word| format!("rare{word}")),
    ];
    let text = prop::collection::vec(word, 0..25).prop_map(|words| words.join(" "));
    (prop::collection::vec(text, 1..60), prop::collection::vec((0..60usize, 0..60usize), 0..20)).prop_map(
        |(mut texts, copies)| {
            for (from, to) in copies {
                let text = texts[from % texts.len()].clone();
                let to = to % texts.len();
                texts[to] = text;
            }
            texts
        },
    )
}

proptest! {
    #[test]
    fn the_nearest_are_those_that_looking_at_every_pair_finds(
        texts in texts(),
        k in prop_oneof![0usize..8, Just(100)],
        threshold in prop_oneof![Just(0.0), 0.0..1.0f64, Just(1.0)],
        split in 0usize..60,
    ) {
        let weights = weights(&texts);
        let n = texts.len();
        let split = split % (n + 1);
        for (rows, among) in [(0..n, 0..n), (0..split, split..n), (split..n, 0..n), (0..n, 0..split)] {
            let found = NearestRows::among(&weights, among.clone()).of(rows.clone(), k, threshold);
            prop_assert_eq!(&found, &looked_at(&weights, k, rows, among, threshold));
        }
        let on = |n: usize| threads(n, || top_pairs(&weights, k));
        prop_assert_eq!(on(1), on(3));
    }

    #[test]
    fn near_identical_rows_are_gathered_around_medoids(texts in texts(), threshold in 0.05..1.0f64) {
        let weights = weights(&texts);
        let all = compare(&weights, 0.0);
        let groups = NearIdentical::groups(&weights, threshold).unwrap();
        let mut seen = vec![false; texts.len()];
        for group in &groups {
            prop_assert!(group.members.len() > 1);
            for &(row, cosine) in &group.members {
                prop_assert!(!std::mem::replace(&mut seen[row], true), "{} is in two groups", row);
                prop_assert_eq!(cosine, all.cosine(group.medoid, row));
                prop_assert!(cosine >= threshold);
            }
        }
        // Who is left alone has nobody left that it could have been the medoid of.
        for row in (0..texts.len()).filter(|&row| !seen[row]) {
            for other in (0..texts.len()).filter(|&other| other != row && !seen[other]) {
                prop_assert!(all.cosine(row, other) < threshold, "{} and {} are both alone", row, other);
            }
        }
        prop_assert_eq!(threads(3, || NearIdentical::groups(&weights, threshold).unwrap()), groups);
    }
}

#[test]
fn many_rows_give_what_looking_at_every_pair_gives() {
    // Enough rows for every level of rarity to be met, drawn without chance.
    let word = |row: usize, at: usize| {
        let draw = (row * 7_919 + at * 104_729 + row * row * at) % 10_007;
        format!("w{}", (10_007 / (draw + 1)).min(3_000) * 7 + draw % 7)
    };
    let texts: Vec<String> =
        (0..700).map(|row| (0..40).map(|at| word(row, at)).collect::<Vec<_>>().join(" ")).collect();
    let weights = weights(&texts);
    for (k, threshold) in [(1, 0.0), (5, 0.0), (50, 0.3)] {
        let found = NearestRows::among(&weights, 0..700).of(0..700, k, threshold);
        assert_eq!(found, looked_at(&weights, k, 0..700, 0..700, threshold));
    }
}

#[test]
fn degenerate_rows_have_degenerate_answers() {
    let none = weights(&["".to_owned(), "".to_owned()]);
    assert_eq!(top_pairs(&none, 3), [vec![], vec![]]);
    assert_eq!(NearIdentical::groups(&none, 0.5).unwrap(), []);
    let one = weights(&["oil".to_owned()]);
    assert_eq!(top_pairs(&one, 3), [vec![]]);
    let same = weights(&vec!["oil gas".to_owned(); 5]);
    let nearest = top_pairs(&same, 2);
    let others = |row: usize| nearest[row].iter().map(|pair| pair.a + pair.b - row).collect::<Vec<_>>();
    assert_eq!([others(0), others(1), others(4)], [[1, 2], [0, 2], [0, 1]]);
    assert!(nearest.iter().flatten().all(|pair| (pair.cosine, pair.jaccard) == (1.0, 1.0)));
    assert_eq!(
        top_pairs_among(&same, 2, 3..9, 7..9),
        [vec![], vec![]],
        "what is beyond the matrix is left out"
    );
    #[allow(clippy::reversed_empty_ranges)]
    let backwards = 9..3;
    assert_eq!(NearestRows::among(&same, backwards).of(0..5, 2, 0.0).concat(), []);
}
