//! Which articles carry the same text, case by case. The texts are made up for these tests.

use proptest::prelude::*;

use super::*;
use crate::analyze::Analyzer;
use crate::corpus::{Document, Metadata};
use crate::reuse::tests::{BAKERY, FERRY, OWLS};
use crate::reuse::{PassageKind, ReuseParams};

fn clusters_of(corpus: &Corpus, params: &ReuseParams) -> Vec<WitnessCluster> {
    let tokens = Analyzer::english().tokenize(corpus);
    params.detect(corpus, &tokens).unwrap().witnesses(corpus, &tokens)
}

fn clusters(texts: &[String]) -> (Corpus, Vec<WitnessCluster>) {
    let texts = texts.iter().enumerate().map(|(at, text)| (format!("{at:04}"), text.as_str()));
    let corpus = Corpus::from_texts(texts).unwrap();
    let found = clusters_of(&corpus, &Reuse::params());
    (corpus, found)
}

fn articles(cluster: &WitnessCluster) -> Vec<usize> {
    cluster.members.iter().map(|member| member.article).collect()
}

fn text<'c>(corpus: &'c Corpus, witness: &Witness) -> &'c str {
    corpus[witness.article].slice(witness.span)
}

/// Words that stand nowhere else.
fn own(name: &str, words: std::ops::Range<usize>) -> String {
    words.map(|at| format!("{name}{at} ")).collect()
}

#[test]
fn articles_that_carry_one_text_are_one_cluster() {
    let (corpus, found) = clusters(&[
        format!("On Monday {FERRY}."),
        format!("{BAKERY}."),
        format!("They heard that {FERRY}. {OWLS}."),
        format!("So {FERRY}, I hear."),
        format!("Look: {OWLS}!"),
    ]);
    assert_eq!(found.iter().map(articles).collect::<Vec<_>>(), [vec![0, 2, 3], vec![2, 4]]);
    for (cluster, words) in found.iter().zip([FERRY, OWLS]) {
        assert!(cluster.members.iter().all(|member| text(&corpus, member) == words && member.overlap == 1.0));
        assert_eq!((cluster.articles, cluster.outlets), (cluster.members.len(), cluster.members.len()));
        assert_eq!(cluster.stability, 1.0);
    }
    assert_eq!(found[0].medoid().tokens, 16);
}

#[test]
fn overlap_is_what_a_witness_shares_with_the_medoid() {
    let edited = FERRY.replace("only landing stage", "sole pier");
    let (corpus, found) =
        clusters(&[format!("So {FERRY}."), format!("Hear: {FERRY}!"), format!("Then {edited} at last.")]);
    assert_eq!(found.len(), 1);
    let overlaps: Vec<f64> = found[0].members.iter().map(|member| member.overlap).collect();
    assert_eq!(overlaps, [1.0, 1.0, 13.0 / 16.0]);
    assert_eq!(text(&corpus, found[0].medoid()), FERRY, "two of three carry it so");
}

#[test]
fn a_text_that_changes_on_its_way_is_not_one_cluster() {
    // Of 60 words each telling replaces 12: from one to the next 48 stay, after five none is left.
    let mut words: Vec<String> = (0..60).map(|at| format!("first{at}")).collect();
    let tellings: Vec<String> = (0..30)
        .map(|telling| {
            for at in 0..12 {
                words[(telling * 12 + at) % 60] = format!("said{telling}x{at}");
            }
            format!(
                "{} {} {}",
                own(&format!("before{telling}x"), 0..9),
                words.join(" "),
                own(&format!("after{telling}x"), 0..9)
            )
        })
        .collect();
    let (corpus, found) = clusters(&tellings);
    for cluster in &found {
        let carried = articles(cluster);
        assert!(carried.iter().max().unwrap() - carried.iter().min().unwrap() <= 5, "{carried:?}");
        let medoid = own_words(text(&corpus, cluster.medoid()));
        for member in &cluster.members {
            let words = own_words(text(&corpus, member));
            let common = words.intersection(&medoid).count();
            assert!(common * 2 >= words.len().max(medoid.len()));
            assert_eq!(member.overlap, common as f64 / words.len().max(medoid.len()) as f64);
        }
    }
    let reached: BTreeSet<usize> = found.iter().flat_map(articles).collect();
    assert!(reached.len() >= 25, "few are left alone: {reached:?}");
    assert!(found.iter().any(|cluster| cluster.stability < 1.0), "where it is cut depends on the threshold");
}

fn own_words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

#[test]
fn a_text_that_slides_on_is_not_one_cluster() {
    let slide = |at: usize| {
        format!(
            "{}. {}. {}",
            own(&format!("a{at}x"), 0..9),
            own("word", 20 * at..20 * at + 60),
            own(&format!("b{at}x"), 0..9)
        )
    };
    let (_, found) = clusters(&(0..30).map(slide).collect::<Vec<_>>());
    assert!(!found.is_empty());
    for cluster in &found {
        let carried = articles(cluster);
        assert!(carried.iter().max().unwrap() - carried.iter().min().unwrap() <= 3, "{carried:?}");
    }
}

#[test]
fn a_refrain_joins_its_own_words_and_not_the_stories_around_it() {
    let refrain = "readers who know more are asked to write to the desk at the old harbour gate before noon";
    let story = |name: &str| format!("{} {refrain}.", own(name, 0..60));
    let mut texts = vec![story("gale"), story("gale"), story("strike"), story("strike")];
    texts.extend((0..6).map(|at| format!("{}. {refrain}.", own(&format!("lone{at}x"), 0..20))));
    let (corpus, found) = clusters(&texts);
    assert_eq!(
        found.iter().map(articles).collect::<Vec<_>>(),
        [(0..10).collect::<Vec<_>>(), vec![0, 1], vec![2, 3]]
    );
    assert_eq!(text(&corpus, found[0].medoid()), refrain);
}

#[test]
fn the_whole_and_a_part_of_it_are_two_texts() {
    let whole = own("word", 0..50);
    let part = own("word", 0..20);
    let (_, found) = clusters(&[
        format!("Alpha. {whole}"),
        format!("Beta. {whole}"),
        format!("Gamma. {part} Delta."),
        format!("Epsilon. {part} Zeta."),
    ]);
    assert_eq!(found.iter().map(articles).collect::<Vec<_>>(), [vec![0, 1, 2, 3], vec![0, 1]]);
    assert_eq!([found[0].medoid().tokens, found[1].medoid().tokens], [20, 50]);
}

#[test]
fn an_article_that_repeats_the_text_is_there_twice_and_counts_once() {
    let (_, found) = clusters(&[
        format!("First {FERRY}. Then somebody asked about tomorrow. Again {FERRY}."),
        format!("We heard that {FERRY}."),
    ]);
    assert_eq!(articles(&found[0]), [0, 0, 1]);
    assert_eq!((found[0].articles, found[0].outlets), (2, 2));
}

#[test]
fn the_earliest_is_told_as_far_as_the_dates_tell() {
    use Earliest::{No, Undecided, Yes};
    let of = |dates: [&str; 3]| {
        let document = |(at, date): (usize, &str)| {
            let date = (!date.is_empty()).then(|| date.parse().unwrap());
            let source = Some(if at == 0 { "Owl" } else { "Gull" }.to_owned());
            Document::with_metadata(
                format!("{at}"),
                format!("So {FERRY}."),
                Metadata { date, source, title: None },
            )
        };
        let corpus = Corpus::new(dates.into_iter().enumerate().map(document).collect()).unwrap();
        let found = clusters_of(&corpus, &Reuse::params());
        assert_eq!((found.len(), found[0].articles, found[0].outlets), (1, 3, 2));
        let mut told = [Undecided; 3];
        found[0].members.iter().for_each(|member| told[member.article] = member.earliest);
        (told, found[0].earliest(), articles(&found[0]))
    };
    assert_eq!(of(["2025-05-09", "2025-05-07", "2025-05-08"]), ([No, Yes, No], Some(1), vec![1, 2, 0]));
    assert_eq!(
        of(["2025-05-09", "2025-05", "2025-05-07"]),
        ([No, Undecided, Undecided], None, vec![1, 2, 0])
    );
    assert_eq!(of(["2025-05-09", "2025-04", "2025-05-07"]), ([No, Yes, No], Some(1), vec![1, 2, 0]));
    assert_eq!(of(["2025-05-09", "", "2025-05-07"]), ([No, Undecided, Undecided], None, vec![2, 0, 1]));
    let noon = "2025-05-07T12:00:00Z";
    assert_eq!(of([noon, noon, "2025-05-08"]), ([Undecided, Undecided, No], None, vec![0, 1, 2]));
    assert_eq!(of(["", "", ""]), ([Undecided; 3], None, vec![0, 1, 2]));
}

#[test]
fn boilerplate_and_incidental_words_have_no_witnesses() {
    let corpus =
        Corpus::from_texts([("a", format!("So {FERRY}.")), ("b", format!("Then {FERRY}!"))]).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let mut reuse = Reuse::params().detect(&corpus, &tokens).unwrap();
    assert_eq!(reuse.witnesses(&corpus, &tokens).len(), 1);
    for kind in [PassageKind::Boilerplate, PassageKind::Incidental] {
        reuse.passages.iter_mut().for_each(|passage| passage.kind = kind);
        assert_eq!(reuse.witnesses(&corpus, &tokens), []);
    }
}

#[test]
fn nothing_has_no_witnesses() {
    assert_eq!(clusters(&[]).1, []);
    assert_eq!(clusters(&[FERRY.to_owned(), BAKERY.to_owned()]).1, []);
}

#[test]
fn a_text_in_a_thousand_copies_is_one_cluster() {
    let words: Vec<String> = FERRY.split(' ').map(str::to_owned).collect();
    let copies: Vec<String> = (0..1_000)
        .map(|at| {
            // One word of each differs: 16 wordings, and every copy stands among words of its own.
            let mut words = words.clone();
            words[at % 16] = format!("changed{}", at % 16);
            format!(
                "{}. {}. {}",
                own(&format!("a{at}x"), 0..5),
                words.join(" "),
                own(&format!("b{at}x"), 0..5)
            )
        })
        .collect();
    // Each copy is compared with few others only; that is no reason to part them.
    let texts = copies.iter().enumerate().map(|(at, text)| (format!("{at:04}"), text.as_str()));
    let found = clusters_of(&Corpus::from_texts(texts).unwrap(), &Reuse::params().max_links(10));
    assert_eq!((found.len(), found[0].articles), (1, 1_000));
    let least = found[0].members.iter().map(|member| member.overlap).fold(1.0, f64::min);
    assert_eq!(least, 13.0 / 15.0, "one word differs in each of two, and an end may be cut");
}

/// A few texts of few words, so that they share much.
fn babble() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec!["the", "of", "red", "sea", "Vale", "“", "”", ".", "\n", "ran"]);
    prop::collection::vec(prop::collection::vec(word, 0..60).prop_map(|words| words.join(" ")), 2..6)
}

/// Lets almost everything pass, so that laws are tried on many passages.
fn lenient() -> ReuseParams {
    Reuse::params().min_tokens(4).min_weight(0.0).min_run(3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn members_are_sides_of_passages_and_share_half_with_the_medoid(texts in babble()) {
        let corpus = Corpus::from_texts(texts.iter().enumerate().map(|(at, text)| (format!("{at}"), text.as_str()))).unwrap();
        let tokens = Analyzer::english().tokenize(&corpus);
        let reuse = lenient().detect(&corpus, &tokens).unwrap();
        let sides: BTreeSet<(usize, Span)> = reuse.passages.iter()
            .flat_map(|passage| [(passage.target, passage.target_span), (passage.source, passage.source_span)])
            .collect();
        let mut seen = BTreeSet::new();
        for cluster in reuse.witnesses(&corpus, &tokens) {
            prop_assert!(cluster.articles >= 2 && cluster.outlets == cluster.articles);
            prop_assert!((0.0..=1.0).contains(&cluster.stability));
            prop_assert_eq!(cluster.medoid().overlap, 1.0);
            for member in &cluster.members {
                prop_assert!(seen.insert((member.article, member.span)), "a stretch is in one cluster");
                prop_assert!(sides.contains(&(member.article, member.span)));
                prop_assert!((0.5..=1.0).contains(&member.overlap));
            }
        }
    }

    #[test]
    fn threads_and_the_order_of_documents_change_nothing(texts in babble()) {
        let corpus = Corpus::from_texts(texts.iter().enumerate().map(|(at, text)| (format!("{at}"), text.as_str()))).unwrap();
        let found = clusters_of(&corpus, &lenient());
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            prop_assert_eq!(&pool.install(|| clusters_of(&corpus, &lenient())), &found);
        }
        let backwards = Corpus::new(corpus.documents().iter().rev().cloned().collect()).unwrap();
        let mut reversed = clusters_of(&backwards, &lenient());
        let last = corpus.len() - 1;
        reversed.iter_mut().flat_map(|cluster| &mut cluster.members).for_each(|member| member.article = last - member.article);
        prop_assert_eq!(reversed, found);
    }
}
