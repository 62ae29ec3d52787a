//! What holds of any texts.

use proptest::prelude::*;

use super::*;

/// Random words of a vocabulary of 5,000, joined by spaces.
fn words(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(0..5_000_u32, count)
        .prop_map(|words| words.iter().map(|word| format!("word{word} ")).collect::<String>())
}

/// A few texts of few words, so that they share much.
fn babble() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(
        prop::sample::select(vec!["the", "of", "red", "sea", "Vale", "“", "”", "’", ".", "\n", "ran"]),
        0..80,
    );
    prop::collection::vec(text.prop_map(|words| words.join(" ")), 2..5)
}

fn babbled(texts: &[String]) -> Corpus {
    Corpus::from_texts(texts.iter().enumerate().map(|(at, text)| (format!("{at}"), text.as_str()))).unwrap()
}

/// Lets almost everything pass, so that laws are tried on many passages.
fn lenient() -> ReuseParams {
    Reuse::params().min_tokens(4).min_weight(0.0).min_run(3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_planted_copy_is_found(copy in words(20..60), [a, b, c, d] in [words(0..200), words(0..200), words(0..200), words(0..200)]) {
        let corpus = corpus([&format!("{a}{copy}{b}"), &format!("{c}{copy}{d}")]);
        let reuse = reuse_of(&corpus);
        let planted = Span::new(a.len(), a.len() + copy.len());
        let found: usize = reuse.passages_between(0, 1).iter()
            .map(|passage| Span::new(passage.target_span.start.max(planted.start), passage.target_span.end.min(planted.end)).len())
            .sum();
        prop_assert!(found as f64 >= 0.95 * (copy.len() - 1) as f64, "{found} of {}", copy.len());
    }

    #[test]
    fn scores_are_shares_and_passages_are_in_order(texts in babble()) {
        let corpus = babbled(&texts);
        let reuse = lenient().detect(&corpus, &english(&corpus)).unwrap();
        for score in &reuse.scores {
            prop_assert!(score.reused_tokens > 0 && score.reused_tokens <= score.eligible_tokens);
            prop_assert!(score.reuse().is_none_or(|share| (0.0..=1.0).contains(&share)));
            prop_assert!(score.copied_tokens + score.rewritten_tokens == score.reused_tokens);
            prop_assert!(score.quoted_tokens <= score.reused_tokens && score.longest_passage <= score.reused_tokens);
            let passages = reuse.passages_between(score.target, score.source);
            prop_assert_eq!(passages.len(), score.passages);
            for two in passages.windows(2) {
                prop_assert!(two[0].target_span.end <= two[1].target_span.start);
            }
        }
        for passage in &reuse.passages {
            prop_assert!(passage.identity > 0.0 && passage.identity <= 1.0 && passage.tokens > 0);
            prop_assert!(!corpus[passage.target].slice(passage.target_span).is_empty());
            prop_assert!(!corpus[passage.source].slice(passage.source_span).is_empty());
        }
        for article in &reuse.articles {
            let credited: usize = article.attribution.iter().map(|credit| credit.tokens).sum();
            prop_assert!(credited == article.reused_tokens && credited <= article.eligible_tokens);
        }
    }

    #[test]
    fn both_directions_tell_of_the_same_pairs(texts in babble()) {
        let corpus = babbled(&texts);
        let reuse = lenient().detect(&corpus, &english(&corpus)).unwrap();
        for score in &reuse.scores {
            prop_assert!(!reuse.passages_between(score.source, score.target).is_empty());
        }
    }

    #[test]
    fn threads_and_the_order_of_documents_change_no_value(texts in babble()) {
        let corpus = babbled(&texts);
        let detect = |corpus: &Corpus| lenient().detect(corpus, &english(corpus)).unwrap();
        let reuse = detect(&corpus);
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            prop_assert_eq!(&pool.install(|| detect(&corpus)), &reuse);
        }
        let backwards = Corpus::new(corpus.documents().iter().rev().cloned().collect()).unwrap();
        let last = corpus.len() - 1;
        let reversed = detect(&backwards);
        for target in 0..corpus.len() {
            for source in 0..corpus.len() {
                let renamed = reversed.passages_between(last - target, last - source).iter()
                    .map(|passage| Passage { target, source, ..passage.clone() });
                prop_assert_eq!(renamed.collect::<Vec<_>>(), reuse.passages_between(target, source));
            }
        }
    }
}
