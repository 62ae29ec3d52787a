//! Rewritten passages: what they are and what they are not.

use super::*;
use crate::reuse::Tier;

pub(in crate::reuse) const NEWS: &str = "The harbour council voted on Tuesday to close the northern breakwater to lorries from the first of March. \
    Engineers had warned for months that cracks in the concrete piers were growing faster than expected. \
    Repairs will cost eleven million crowns and take two winters, according to the treasurer. \
    Fishing crews complained that they learnt of the decision from the radio.";

pub(in crate::reuse) const RETOLD: &str = "From March lorries may no longer use the breakwater in the north, the council of the harbour decided. \
    Cracks grow in its concrete piers, and faster than engineers expected when they first warned of them. \
    The treasurer puts the cost of the repairs at eleven million crowns, over two winters. \
    It was the radio that told fishing crews of the decision, as they complained.";

const OTHER: &str = "The museum of the valley opened a room for its collection of clocks on Sunday. \
    Visitors may wind some of them by hand, which children did with great patience. \
    The oldest was built by a monk who never saw another one. \
    A catalogue is being printed and will be sold at the door in spring.";

fn passages(target: String, source: String) -> (Corpus, Vec<Passage>) {
    let corpus = Corpus::from_texts([("target", target), ("source", source)]).unwrap();
    let passages = reuse_of(&corpus).passages_between(0, 1).to_vec();
    (corpus, passages)
}

#[test]
fn the_same_in_other_words_is_one_rewritten_passage_with_its_borders() {
    let (corpus, passages) =
        passages(format!("{OTHER}\n\n{RETOLD}"), format!("{NEWS}\n\nNothing else was on the agenda."));
    assert_eq!(passages.len(), 1, "{passages:?}");
    let passage = &passages[0];
    assert_eq!(passage.tier, Tier::Rewritten);
    assert_eq!(corpus[0].slice(passage.target_span), RETOLD.trim_end_matches('.'));
    assert_eq!(corpus[1].slice(passage.source_span), NEWS.trim_end_matches('.'));
    assert!(passage.identity > 0.5 && passage.identity < 0.9, "{}", passage.identity);
    for run in &passage.runs {
        assert!(run.tokens >= 3);
        assert!(
            passage.target_span.start <= run.target_span.start
                && run.target_span.end <= passage.target_span.end
        );
    }
}

#[test]
fn both_directions_have_it_and_no_word_counts_twice() {
    let corpus = Corpus::from_texts([("a", format!("{OTHER} {RETOLD}")), ("b", NEWS.to_owned())]).unwrap();
    let reuse = reuse_of(&corpus);
    let (score, back) = (reuse.score(0, 1), reuse.score(1, 0));
    assert_eq!((score.copied_tokens, back.copied_tokens), (0, 0));
    assert_eq!(score.rewritten_tokens, score.reused_tokens);
    assert!(score.reuse() < Some(0.6) && back.reuse() == Some(1.0), "{score:?} {back:?}");
}

#[test]
fn copied_sentences_inside_are_part_of_a_rewritten_passage() {
    let sentence =
        "Repairs will cost eleven million crowns and take two winters, according to the treasurer.";
    let mixed: Vec<&str> = RETOLD.split(". ").map(str::trim).collect();
    let mixed = format!("{}. {}. {sentence} {}", mixed[0], mixed[1], mixed[3]);
    let (corpus, passages) = passages(format!("{OTHER} {mixed}"), NEWS.to_owned());
    assert_eq!(passages.len(), 1, "{passages:?}");
    assert_eq!(passages[0].tier, Tier::Rewritten);
    let longest = passages[0].runs.iter().max_by_key(|run| run.tokens).unwrap();
    assert!(corpus[0].slice(longest.target_span).contains("eleven million crowns and take two winters"));
}

#[test]
fn long_runs_inside_a_rewritten_passage_count_as_copied() {
    let copied = "Repairs will cost eleven million crowns and take two winters, according to the treasurer.";
    let retold: Vec<&str> = RETOLD.split(". ").collect();
    let mixed = format!("{}. {}. {copied} {}", retold[0], retold[1], retold[3]);
    let corpus = Corpus::from_texts([("target", mixed), ("source", NEWS.to_owned())]).unwrap();
    let reuse = reuse_of(&corpus);
    let score = reuse.score(0, 1);
    assert_eq!(score.passages, 1);
    assert!((14..24).contains(&score.copied_tokens), "{score:?}");
    assert_eq!(score.copied_tokens + score.rewritten_tokens, score.reused_tokens);
}

#[test]
fn a_quotation_stays_apart_from_what_is_retold_around_it() {
    let quote = "“We were told on Sunday night by a man on a bicycle that the old harbour would never open again, and nobody \
        asked what we would live on”";
    let short = "Crews complained of the radio, which told of the decision.";
    let (_, passages) = passages(
        format!("{OTHER} The skipper spoke. {quote}, she said. {short}"),
        format!("{NEWS}\n\nLater a skipper said: {quote}."),
    );
    assert!(passages.iter().any(|passage| passage.kind == PassageKind::SharedQuote), "{passages:?}");
}

#[test]
fn lists_of_names_retell_nothing() {
    let names = |step: usize| -> String {
        (0..60).map(|at| format!("Anna{0} Berg{0}, ", (at * step) % 61)).collect::<String>() + "and Others."
    };
    let (_, passages) = passages(names(7), names(11));
    assert!(passages.iter().all(|passage| passage.tier == Tier::Copied), "{passages:?}");
}

#[test]
fn a_copy_is_not_called_rewritten() {
    let (corpus, passages) = passages(format!("{OTHER} {NEWS}"), NEWS.to_owned());
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].tier, Tier::Copied);
    assert_eq!(reuse_of(&corpus).once().collect::<Vec<_>>(), [&passages[0]]);
}

#[test]
fn other_news_and_the_same_subject_share_nothing() {
    let subject = "The harbour council met on Tuesday to hear the treasurer. Lorries were not on the agenda. \
        A new crane was. It will be paid for by the fishing crews, who asked for it in March.";
    assert_eq!(passages(OTHER.to_owned(), NEWS.to_owned()).1, []);
    assert_eq!(passages(subject.to_owned(), NEWS.to_owned()).1, []);
}

#[test]
fn a_summary_is_found_in_the_long_text_and_not_the_other_way_round() {
    let filler = "Gulls circled over the quay while a band played the tunes it plays on every holiday. ";
    let long: String =
        NEWS.split_inclusive(". ").map(|sentence| format!("{sentence}{}", filler.repeat(4))).collect();
    let corpus = Corpus::from_texts([("long", long), ("short", format!("{OTHER} {RETOLD}"))]).unwrap();
    let reuse = reuse_of(&corpus);
    let found = reuse.passages_between(1, 0);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].tier, Tier::Rewritten);
    assert!(found[0].source_span.len() > 2 * found[0].target_span.len());
    // It comes second in the corpus, and is not lost for that.
    assert!(reuse.once().any(|passage| passage == &found[0]));
    let back: usize = reuse.passages_between(0, 1).iter().map(|passage| passage.tokens).sum();
    assert!(back < 100, "{back}");
}

#[test]
fn it_can_be_switched_off() {
    let corpus = Corpus::from_texts([("a", RETOLD), ("b", NEWS)]).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    assert!(!reuse_of(&corpus).passages.is_empty());
    assert!(Reuse::params().rewritten(false).detect(&corpus, &tokens).unwrap().passages.is_empty());
}
