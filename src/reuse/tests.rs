//! What copied passages are, case by case. The texts are made up for these tests.

mod agreement;
mod events;
mod kinds;
mod laws;
pub(super) mod retold;

use super::*;
use crate::analyze::{Analyzer, Tokens};
use crate::corpus::{Corpus, Document, Mask, Metadata, Paragraph, ParagraphKind, Span};

pub(in crate::reuse) const FERRY: &str =
    "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
pub(in crate::reuse) const BAKERY: &str =
    "a bakery in the old town sells rye loaves from a window that opens at four in the morning";
pub(in crate::reuse) const OWLS: &str =
    "two barn owls have nested above the courtroom since a tile slipped from its roof last winter";

fn corpus<const N: usize>(texts: [&str; N]) -> Corpus {
    let names = ["a", "b", "c", "d", "e", "f"];
    Corpus::from_texts(names.into_iter().zip(texts)).unwrap()
}

fn reuse_of(corpus: &Corpus) -> Reuse {
    Reuse::params().detect(corpus, &english(corpus)).unwrap()
}

fn english(corpus: &Corpus) -> Tokens {
    Analyzer::english().tokenize(corpus)
}

/// The texts of both sides of every passage of an ordered pair.
fn texts(corpus: &Corpus, reuse: &Reuse, target: usize, source: usize) -> Vec<(String, String)> {
    let sides = |passage: &Passage| {
        let (target, source) = (&corpus[passage.target], &corpus[passage.source]);
        (target.slice(passage.target_span).to_owned(), source.slice(passage.source_span).to_owned())
    };
    reuse.passages_between(target, source).iter().map(sides).collect()
}

fn same(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

#[test]
fn a_copied_passage_is_found_with_its_exact_offsets_both_ways() {
    let corpus = corpus([
        &format!("Nobody was surprised. On Monday {FERRY}, harbour staff said."),
        &format!("«Ünlü» news: {FERRY}. Councillors will meet tomorrow."),
    ]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(FERRY)]);
    assert_eq!(texts(&corpus, &reuse, 1, 0), [same(FERRY)]);
    let passage = &reuse.passages[0];
    assert_eq!((passage.kind, passage.tier), (PassageKind::SourceToSource, Tier::Copied));
    assert_eq!((passage.identity, passage.tokens, passage.quoted), (1.0, 16, 0.0));
    let score = reuse.score(0, 1);
    assert_eq!((score.eligible_tokens, score.reused_tokens, score.copied_tokens), (24, 16, 16));
    assert_eq!((score.rewritten_tokens, score.quoted_tokens), (0, 0));
    assert_eq!((score.passages, score.longest_passage), (1, 16));
    assert_eq!(reuse.articles[0].novelty(), Some(1.0 - 16.0 / 24.0));
}

#[test]
fn small_edits_stay_inside_one_passage() {
    let edited = "the ferries to the northern islands were cancelled on Tuesday after a gale damaged its landing stage";
    let corpus = corpus([&format!("He said {FERRY}."), &format!("Reports say {edited}.")]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 1, 0), [(edited.to_owned(), FERRY.to_owned())]);
    // 14 equal, "was" for "were", "on Tuesday" put in, "only" left out.
    assert_eq!(reuse.passages[1].identity, 14.0 / 18.0);
    assert_eq!((reuse.passages[0].tokens, reuse.passages[1].tokens), (16, 17));
}

#[test]
fn reordered_blocks_are_separate_passages() {
    let corpus = corpus([&format!("{FERRY}. {BAKERY}. {OWLS}."), &format!("{OWLS}. {FERRY}. {BAKERY}.")]);
    let reuse = reuse_of(&corpus);
    let joined = format!("{FERRY}. {BAKERY}");
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(&joined), same(OWLS)]);
    assert_eq!(texts(&corpus, &reuse, 1, 0), [same(OWLS), same(&joined)]);
    assert_eq!(reuse.score(0, 1).reuse(), Some(1.0));
    assert_eq!(reuse.score(0, 1).longest_passage, 35);
}

#[test]
fn each_copy_of_a_passage_is_found() {
    let corpus = corpus([
        &format!("First {FERRY}. Then somebody asked about tomorrow. Again {FERRY}."),
        &format!("We heard that {FERRY}."),
    ]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(FERRY), same(FERRY)]);
    assert_eq!(texts(&corpus, &reuse, 1, 0), [same(FERRY)]);
}

#[test]
fn several_sources_each_get_their_passage_and_their_credit() {
    let corpus = corpus([&format!("{FERRY}; {OWLS}"), &format!("Yes, {FERRY}."), &format!("Indeed {OWLS}!")]);
    let reuse = reuse_of(&corpus);
    assert_eq!(reuse.articles[0].union_reuse(), Some(1.0));
    assert_eq!(
        reuse.articles[0].attribution,
        [Credit { source: 2, tokens: 17 }, Credit { source: 1, tokens: 16 }]
    );
}

#[test]
fn a_quotation_in_different_prose_is_a_shared_quote() {
    let quote = "We shall mend every lamp on the quay before the herring come back";
    let corpus = corpus([
        &format!("The mayor promised a bright autumn. “{quote},” Ada Vale told reporters by the water."),
        &format!(
            "In a speech to fishermen on Friday, Vale declared: \"{quote}.\" Few believed her, and some laughed."
        ),
    ]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(quote)]);
    assert_eq!(reuse.passages[0].kind, PassageKind::SharedQuote);
    assert_eq!(reuse.passages[0].quoted, 1.0);
    assert_eq!(reuse.score(0, 1).quoted_tokens, 13);
}

#[test]
fn nine_quoted_words_are_enough_and_eight_are_not() {
    let found = |quote: &str| {
        let corpus = corpus([
            &format!("The mayor promised a bright autumn. “{quote},” Ada Vale told reporters."),
            &format!("In a speech on Friday, Vale declared: “{quote}.” Few believed her."),
        ]);
        texts(&corpus, &reuse_of(&corpus), 0, 1)
    };
    assert_eq!(
        found("We shall mend every lamp on the quay soon"),
        [same("We shall mend every lamp on the quay soon")]
    );
    assert_eq!(found("We shall mend the lamps on the quay"), []);
}

#[test]
fn a_quotation_is_not_merged_with_the_few_words_that_introduce_it() {
    let quote = "We shall mend every lamp on the quay before the herring come back";
    let corpus = corpus([
        &format!("Rain fell. The mayor said that “{quote}” in a long speech."),
        &format!("Sun shone. The mayor said that “{quote}” and left."),
    ]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(quote)]);
    assert_eq!(reuse.passages[0].kind, PassageKind::SharedQuote);
}

#[test]
fn a_quotation_copied_with_its_prose_is_copied_prose() {
    let story = format!(
        "{FERRY}, “and we shall mend it before the herring come back,” said the mayor, who fears that {OWLS}"
    );
    let corpus = corpus([&format!("Rain fell. {story}."), &format!("Sun shone. {story}.")]);
    let reuse = reuse_of(&corpus);
    assert_eq!(texts(&corpus, &reuse, 0, 1), [same(&story)]);
    assert_eq!(reuse.passages[0].kind, PassageKind::SourceToSource);
    assert!(reuse.passages[0].quoted > 0.2 && reuse.passages[0].quoted < 0.3);
}

#[test]
fn names_and_set_phrases_are_no_passages() {
    let corpus = corpus([
        "Northland Prime Minister Ada Vale arrived in Port Haven on June 8 for talks. Vale will see the Port Haven \
         Deep Water Harbour Extension Project, which Northland wants. Vale likes Port Haven.",
        "As crowds watched, Northland Prime Minister Ada Vale arrived in Port Haven on June 9. On the agenda is the \
         Port Haven Deep Water Harbour Extension Project. Northland pays; Port Haven and Vale argue.",
    ]);
    assert_eq!(reuse_of(&corpus).passages, []);
}

#[test]
fn independent_texts_share_nothing() {
    let corpus = corpus([FERRY, BAKERY, OWLS]);
    let reuse = reuse_of(&corpus);
    assert_eq!((reuse.passages.len(), reuse.scores.len(), reuse.articles.len()), (0, 0, 3));
    assert_eq!(reuse.score(0, 1).reuse(), Some(0.0));
    assert_eq!(reuse.articles[2].novelty(), Some(1.0));
}

#[test]
fn identical_documents_score_exactly_one_however_short() {
    for text in [
        FERRY,
        "one two three one two three one two",
        "Ada Vale met Ada Vale in Port Haven",
        "“Only a quotation, and nothing else at all.”",
    ] {
        let corpus = corpus([text, text]);
        let reuse = reuse_of(&corpus);
        assert_eq!(reuse.score(0, 1).reuse(), Some(1.0), "{text}");
        assert_eq!(reuse.score(1, 0).reuse(), Some(1.0), "{text}");
        assert_eq!(reuse.passages[0].identity, 1.0);
        assert_eq!(reuse.passages[0].kind, PassageKind::SourceToSource);
    }
}

#[test]
fn texts_too_short_to_tell_have_no_share() {
    let corpus = corpus(["", "word", "word"]);
    let reuse = reuse_of(&corpus);
    assert_eq!(reuse.score(1, 2).reuse(), None);
    assert_eq!(reuse.articles[0].novelty(), None);
    assert_eq!(reuse_of(&Corpus::default()).articles, []);
}

/// A document whose second line is masked.
fn with_masked_line(id: &str, lines: [&str; 3]) -> Document {
    let text = lines.join("\n");
    let mut at = 0;
    let paragraphs = lines.iter().enumerate().map(|(line, words)| {
        let span = Span::new(at, at + words.len());
        at = span.end + 1;
        let kind = if line == 1 { ParagraphKind::Boilerplate(Mask::Copyright) } else { ParagraphKind::Body };
        Paragraph { span, kind }
    });
    let paragraphs = paragraphs.collect();
    Document::with_paragraphs(id, text, Metadata::default(), paragraphs)
}

#[test]
fn masked_paragraphs_are_not_found_and_do_not_part_a_passage() {
    let a = with_masked_line("a", [FERRY, OWLS, BAKERY]);
    let b = with_masked_line("b", ["Nothing new today.", OWLS, "Nothing new tomorrow either."]);
    let c = Document::new("c", format!("Late news. {FERRY}. {BAKERY}. Good night."));
    let corpus = Corpus::new(vec![a, b, c]).unwrap();
    let reuse = reuse_of(&corpus);
    assert_eq!(reuse.passages_between(0, 1), []);
    let passages = reuse.passages_between(0, 2);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].tokens, 35, "those of the masked paragraph do not count");
    assert_eq!(corpus[0].slice(passages[0].target_span), [FERRY, OWLS, BAKERY].join("\n"));
    let words: Vec<_> = passages[0].runs.iter().map(|run| corpus[0].slice(run.target_span)).collect();
    assert_eq!(words.len(), 1);
    assert_eq!(reuse.score(0, 2).reuse(), Some(1.0));
    assert_eq!(reuse.score(0, 2).eligible_tokens, 35);
}

#[test]
fn dates_decide_who_is_credited() {
    let dated = |id: &str, date: &str, text: String| {
        let date = (!date.is_empty()).then(|| date.parse().unwrap());
        Document::with_metadata(id, text, Metadata { date, ..Metadata::default() })
    };
    let credited = |dates: [&str; 3]| {
        let corpus = Corpus::new(vec![
            dated("target", dates[0], format!("Look: {FERRY}; and more.")),
            dated("longer", dates[1], format!("Look: {FERRY}; and more, too.")),
            dated("shorter", dates[2], format!("They say {FERRY}.")),
        ]);
        let corpus = corpus.unwrap();
        let credits = reuse_of(&corpus).articles[0].attribution.clone();
        credits.into_iter().map(|credit| corpus[credit.source].id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(credited(["2025-05-09", "2025-05-08", "2025-05-07"]), ["shorter", "longer"]);
    assert_eq!(credited(["2025-05-09", "2025-05", "2025-05-07"]), ["longer"]); // the month holds the day: undecided
    assert_eq!(credited(["2025-05-09", "2025-05-08", ""]), ["longer"]);
    assert_eq!(credited(["2025-05-09", "2025-05-10", "2025-05-09"]), ["shorter", "longer"]); // no source is later
    assert_eq!(credited(["", "", ""]), ["longer"]);
    assert_eq!(credited(["2025-05-09", "2025-05-10", ""]), ["shorter", "longer"]); // no date is better than too late
}

#[test]
fn nobody_can_have_taken_from_what_came_later() {
    let of = |dates: [&str; 3]| {
        let texts = [format!("Look: {FERRY}; {OWLS}."), format!("They say {FERRY}."), format!("And {OWLS}.")];
        let documents = dates.into_iter().zip(texts).zip(["a", "b", "c"]).map(|((date, text), id)| {
            let date = (!date.is_empty()).then(|| date.parse().unwrap());
            Document::with_metadata(id, text, Metadata { date, ..Metadata::default() })
        });
        let first = reuse_of(&Corpus::new(documents.collect()).unwrap()).articles.swap_remove(0);
        assert_eq!((first.eligible_tokens, first.reused_tokens), (34, 33));
        (first.prior_tokens, first.undecided_tokens)
    };
    // FERRY has 16 words and stands in the second article; OWLS has 17 and stands in the third.
    assert_eq!(of(["2025-05-09", "2025-05-08", "2025-05-07"]), (33, 0));
    assert_eq!(of(["2025-05-09", "2025-05-10", "2025-05-07"]), (17, 0));
    assert_eq!(of(["2025-05-09", "2025-05-10", "2025-05-10"]), (0, 0));
    assert_eq!(of(["2025-05-09", "2025-05", "2025-05-10"]), (16, 16)); // the month holds the day
    assert_eq!(of(["2025-05-09", "", "2025-05-07"]), (33, 16));
    assert_eq!(of(["", "2025-05-10", "2025-05-07"]), (33, 33));
}

#[test]
fn targets_sources_and_pairs_restrict_what_is_listed() {
    let text = format!("So {FERRY}, {OWLS}.");
    let corpus = corpus([&text, &format!("{text} Yes."), &format!("{text} No.")]);
    let tokens = english(&corpus);
    let listed = |params: ReuseParams| -> Vec<(usize, usize)> {
        let reuse = params.detect(&corpus, &tokens).unwrap();
        reuse.scores.iter().map(|score| (score.target, score.source)).collect()
    };
    assert_eq!(listed(Reuse::params()).len(), 6);
    assert_eq!(listed(Reuse::params().targets([2]).sources([0, 1])), [(2, 0), (2, 1)]);
    assert_eq!(listed(Reuse::params().targets([0])), [(0, 1), (0, 2)]);
    assert_eq!(listed(Reuse::params().pairs([(1, 0), (1, 0), (2, 2)])), [(1, 0)]);
}

#[test]
fn settings_out_of_range_are_named() {
    let corpus = corpus([FERRY]);
    let tokens = english(&corpus);
    let refused = |params: ReuseParams| params.detect(&corpus, &tokens).unwrap_err().to_string();
    assert_eq!(refused(Reuse::params().min_identity(1.5)), "min_identity is 1.5, expected 0 to 1");
    assert!(refused(Reuse::params().min_weight(f64::NAN)).starts_with("min_weight is NaN"));
    assert!(refused(Reuse::params().min_run(2)).starts_with("min_run is 2"));
    assert!(refused(Reuse::params().max_links(0)).starts_with("max_links is 0"));
    assert!(refused(Reuse::params().targets([1])).starts_with("targets is row 1"));
    assert!(refused(Reuse::params().pairs([(0, 7)])).starts_with("pairs is row 7"));
    assert!(Reuse::params().detect(&Corpus::default(), &tokens).is_err());
}

#[test]
fn text_that_everybody_carries_is_found_in_every_copy_under_a_bound() {
    let texts: Vec<(String, String)> =
        (0..20).map(|at| (format!("{at:02}"), format!("Paper {at}. {FERRY}. End {at}."))).collect();
    let corpus = Corpus::from_texts(texts).unwrap();
    let reuse = Reuse::params().max_links(2).detect(&corpus, &english(&corpus)).unwrap();
    // The first, the nearest two before and the two after.
    assert_eq!(reuse.passages_between(19, 0).len(), 1);
    assert_eq!(reuse.passages_between(19, 17).len(), 1);
    assert_eq!(reuse.passages_between(19, 10).len(), 0);
    assert!(reuse.articles.iter().all(|article| article.reused_tokens >= 16));
}

#[test]
fn hostile_documents_end_in_good_time() {
    let repeated = format!("{FERRY}. ").repeat(1_000);
    let all_equal = "same ".repeat(50_000);
    let few_words: String =
        (0..50_000_usize).map(|at| ["red ", "blue ", "green "][at * at % 7 % 3]).collect();
    let corpus = corpus([
        &repeated,
        &format!("{repeated} end"),
        &all_equal,
        &format!("{all_equal} end"),
        &few_words,
        FERRY,
    ]);
    let reuse = reuse_of(&corpus);
    assert_eq!(reuse.score(0, 1).reuse(), Some(1.0));
    assert_eq!(reuse.score(2, 3).reuse(), Some(1.0));
    assert_eq!(reuse.score(5, 0).reuse(), Some(1.0));
    assert_eq!(reuse.score(0, 5).reuse(), Some(1.0));
}
