//! Looking for candidates, spilling, and aligning equal texts once change nothing but the time and memory it takes.

use proptest::prelude::*;

use super::super::kind;
use super::super::pair::{self, Ready, Side};
use super::super::sequence::Sequences;
use super::*;

/// Texts of words of their own with stretches of each other, some of them the same throughout, some but for capitals.
fn retold() -> impl Strategy<Value = Vec<String>> {
    let copy = (0..100_usize, 0..60_usize, 5..50_usize, 0..60_usize);
    let text = (20..90_usize, prop::collection::vec(copy, 0..3), 0..8_u32);
    prop::collection::vec(text, 2..12).prop_map(|texts| {
        let mut made: Vec<Vec<String>> = Vec::new();
        for (at, (n, copies, kind)) in texts.into_iter().enumerate() {
            let mut words: Vec<String> = (0..n).map(|word| format!("w{at}x{}", word * word % 61)).collect();
            for (source, from, len, to) in copies.into_iter().filter(|_| at > 0) {
                let source = &made[source % at];
                let from = from.min(source.len());
                let stretch = source[from..source.len().min(from + len)].to_vec();
                let to = to.min(words.len());
                words.splice(to..to, stretch);
            }
            match (kind, made.last()) {
                (0 | 1, Some(before)) => words = before.clone(),
                (2, Some(before)) => words = before.iter().map(|word| word.to_uppercase()).collect(),
                _ => {}
            }
            made.push(words);
        }
        // Equal words, but not at equal places.
        made.iter()
            .enumerate()
            .map(|(at, words)| words.join(if at % 2 == 0 { " " } else { ", \n" }))
            .collect()
    })
}

/// Every pair aligned for itself.
fn every_pair(corpus: &Corpus, params: &ReuseParams) -> Vec<Passage> {
    let tokens = english(corpus);
    let sequences = Sequences::new(corpus, &tokens);
    let ready: Vec<_> =
        (0..corpus.len()).map(|row| Ready::new(sequences.get(row), params.min_run, |_| true)).collect();
    let side = |row: usize| Side { row, ready: &ready[row] };
    let mut passages = Vec::new();
    for a in 0..corpus.len() {
        for b in 0..corpus.len() {
            if corpus[a].id() < corpus[b].id() {
                passages.extend(pair::passages(side(a), side(b), params).into_iter().flatten());
            }
        }
    }
    passages.sort_by_key(|passage| (passage.target, passage.source, passage.target_span));
    kind::decide(corpus, &sequences, &mut passages);
    passages
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_passages_are_those_of_every_pair_aligned_for_itself(
        texts in retold(),
        memory in prop::sample::select(vec![None, Some(0), Some(4_000), Some(60_000)]),
        threads in 1..4_usize,
        turned in any::<bool>(),
    ) {
        let mut documents: Vec<Document> =
            texts.iter().enumerate().map(|(at, text)| Document::new(format!("{at:02}"), text.as_str())).collect();
        if turned {
            documents.reverse();
        }
        let corpus = Corpus::new(documents).unwrap();
        for params in [Reuse::params(), Reuse::params().min_tokens(5).min_weight(0.0)] {
            let expected = every_pair(&corpus, &params);
            let params = memory.map_or(params.clone(), |bytes| params.clone().memory(bytes));
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let reuse = pool.install(|| params.detect(&corpus, &english(&corpus)).unwrap());
            prop_assert_eq!(&reuse.passages, &expected);
            let every = (0..corpus.len()).flat_map(|a| (0..corpus.len()).map(move |b| (a, b)));
            let named = pool.install(|| params.clone().pairs(every).detect(&corpus, &english(&corpus)).unwrap());
            prop_assert_eq!(named, reuse);
        }
    }

    #[test]
    fn winnowing_loses_no_pair_that_shares_what_it_guarantees(texts in retold()) {
        let corpus = Corpus::from_texts(texts.iter().enumerate().map(|(at, text)| (format!("{at:02}"), text.as_str()))).unwrap();
        let tokens = english(&corpus);
        let every = Reuse::params().detect(&corpus, &tokens).unwrap();
        let params = Reuse::params().winnowing(4);
        let winnowed = params.detect(&corpus, &tokens).unwrap();
        // How many outlets carry a text, and so its kind, is told by all pairs, of which some are lost.
        let of_the_pair = |passage: &Passage| Passage {
            kind: PassageKind::SourceToSource,
            reason: Reason::default(),
            outlets: 0,
            ..passage.clone()
        };
        let [every, winnowed] = [every, winnowed].map(|reuse| reuse.passages.iter().map(of_the_pair).collect::<Vec<_>>());
        for passage in &every {
            let short = passage.runs.iter().all(|run| run.tokens < params.guarantee());
            prop_assert!(short || winnowed.contains(passage));
        }
        prop_assert!(winnowed.iter().all(|passage| every.contains(passage)));
    }
}

#[test]
fn each_of_many_copies_has_a_passage_to_the_first_and_the_nearest_and_is_credited_to_the_first() {
    let n = 1_200;
    let day = |at: usize| format!("2025-{:02}-{:02}", 1 + at / 28 % 12, 1 + at % 28);
    let documents: Vec<Document> = (0..n)
        .map(|at| {
            let date = (at < 336).then(|| day(at).parse().unwrap());
            // Equal words that stand elsewhere in each.
            let text = format!("{}{FERRY}. {OWLS}.", " ".repeat(at % 7));
            Document::with_metadata(format!("{at:04}"), text, Metadata { date, ..Metadata::default() })
        })
        .collect();
    let corpus = Corpus::new(documents).unwrap();
    let reuse = reuse_of(&corpus);
    // 100,000 / 1,200 links back, as many forth, and the first.
    let sources = |target: usize| -> Vec<usize> {
        reuse.scores.iter().filter(|score| score.target == target).map(|score| score.source).collect()
    };
    let expected: Vec<usize> = [0].into_iter().chain(600 - 83..600).chain(601..=600 + 83).collect();
    assert_eq!(sources(600), expected);
    for (target, article) in reuse.articles.iter().enumerate() {
        assert_eq!(article.union_reuse(), Some(1.0));
        assert_eq!(article.attribution.len(), 1);
        assert!(target == 0 || article.attribution[0].source == 0 || target >= 336, "{target}");
    }
    let passage = &reuse.passages_between(600, 0)[0];
    assert_eq!(corpus[600].slice(passage.target_span), format!("{FERRY}. {OWLS}"));
    assert_eq!(corpus[0].slice(passage.source_span), format!("{FERRY}. {OWLS}"));
}

#[test]
fn names_paragraphs_and_single_words_by_the_thousand_end_in_good_time() {
    let name = |list: u32, at: u32| {
        let drawn = super::super::seed::hash(&[list, at]) % 200;
        format!("Vale{drawn} Moor{}, ", drawn * 31 % 89)
    };
    let mut texts: Vec<String> = (0..400).map(|list| (0..60).map(|at| name(list, at)).collect()).collect();
    texts.extend((0..2_000).map(|at| format!("word{at}")));
    texts.extend((0..400).map(|_| FERRY.to_owned()));
    texts.push(vec![FERRY; 2_000].join("\n"));
    let named = texts.iter().enumerate().map(|(at, text)| (format!("{at:05}"), text.as_str()));
    let corpus = Corpus::from_texts(named).unwrap();
    let reuse = reuse_of(&corpus);
    assert!(reuse.passages.iter().all(|passage| passage.target >= 2_400), "lists of names share nothing");
    assert!(reuse.articles[2_400..].iter().all(|article| article.union_reuse() == Some(1.0)));
}
