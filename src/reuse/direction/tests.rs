//! Who was first, case by case. The texts are made up for these tests.

use super::*;
use crate::analyze::Analyzer;
use crate::corpus::Metadata;
use crate::reuse::tests::{BAKERY, FERRY, OWLS};

/// An article of an outlet with a date; none of either where empty.
type Article<'a> = (&'a str, &'a str, &'a str);

/// What is known of the first article as target and the second as source. The other way round it is the same, reversed.
fn between(target: Article<'_>, source: Article<'_>) -> Precedence {
    let document = |id: &str, (outlet, date, text): Article<'_>| {
        let source = (!outlet.is_empty()).then(|| outlet.to_owned());
        let date = (!date.is_empty()).then(|| date.parse().unwrap());
        Document::with_metadata(id, text, Metadata { source, date, title: None })
    };
    let corpus = Corpus::new(vec![document("t", target), document("s", source)]).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let reuse = Reuse::params().detect(&corpus, &tokens).unwrap();
    let found = reuse.precedence(&corpus, &tokens, 0, 1).unwrap();
    let back = reuse.precedence(&corpus, &tokens, 1, 0).unwrap();
    assert_eq!(back.direction, found.direction.reversed());
    assert_eq!((back.leaning, back.confidence), (found.leaning.reversed(), found.confidence));
    let sides =
        |precedence: &Precedence| -> Vec<Direction> { precedence.clues.iter().map(Clue::first).collect() };
    let mut reversed: Vec<Direction> = sides(&back).into_iter().map(Direction::reversed).collect();
    let mut expected = sides(&found);
    reversed.sort();
    expected.sort();
    assert_eq!(reversed, expected);
    let listed = reuse.precedences(&corpus, &tokens);
    assert_eq!(listed.len(), 1, "each pair once");
    assert!(listed[0] == found || listed[0] == back);
    assert_ne!(listed[0].leaning, Direction::Target);
    found
}

fn verdict(found: &Precedence) -> (Direction, Direction, f64) {
    (found.direction, found.leaning, (found.confidence * 1e3).round() / 1e3)
}

fn told(found: &Precedence) -> Vec<String> {
    found.clues.iter().map(ToString::to_string).collect()
}

#[test]
fn dates_decide_as_far_as_they_are_precise() {
    use Direction::{Source, Target, Undecided};
    let text = format!("So {FERRY}.");
    for (target, source, expected, confidence) in [
        ("2025-05-09", "2025-05-08", Source, 1.0),
        ("2025-05-08", "2025-05-09", Target, 1.0),
        ("2025-05-08T10:00:00Z", "2025-05-08T09:00:00Z", Source, 1.0),
        ("2025-05-08T10:00:00Z", "2025-05-08", Undecided, 0.5),
        ("2025-05", "2025-05-08", Undecided, 0.5),
        ("2025-05-08T10:00:00Z", "2025-05-08T10:00:00Z", Undecided, 0.5),
        ("2025-06", "2025-05-08", Source, 1.0),
        ("2025-05-08", "", Undecided, 0.5),
        ("", "", Undecided, 0.5),
    ] {
        let found = between(("", target, &text), ("", source, &text));
        assert_eq!(verdict(&found), (expected, expected, confidence), "{target} {source}");
    }
    assert_eq!(told(&between(("", "2025-05", &text), ("", "2025-05-08", &text))), ["the dates overlap"]);
    assert_eq!(told(&between(("", "2025", &text), ("", "2024", &text))), ["the source has the earlier date"]);
}

#[test]
fn who_names_the_other_outlet_seems_to_be_later() {
    let found = between(
        ("Daily Owl", "", &format!("As Harbour Bulletin reported, {FERRY}.")),
        ("Harbour Bulletin", "", &format!("On Monday morning {FERRY}.")),
    );
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Source, 0.8));
    assert_eq!(told(&found), ["the target names Harbour Bulletin, the outlet of the source"]);
}

#[test]
fn clues_that_contradict_each_other_leave_it_open() {
    let found = between(
        ("Daily Owl", "", &format!("As Harbour Bulletin reported, {FERRY}.")),
        ("Harbour Bulletin", "", &format!("On Monday, says Daily Owl, {FERRY}.")),
    );
    assert_eq!(found.clues.len(), 2);
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Undecided, 0.5));
}

#[test]
fn overlapping_dates_stay_undecided_whatever_the_texts_say() {
    let found = between(
        ("Daily Owl", "2025-05-08", &format!("As Harbour Bulletin reported, {FERRY}.")),
        ("Harbour Bulletin", "2025-05", &format!("On Monday morning {FERRY}.")),
    );
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Source, 0.8));
    assert_eq!(found.clues[0], Clue::Dates(Direction::Undecided));
}

#[test]
fn who_has_it_in_quotation_marks_seems_to_be_later() {
    let found = between(
        ("", "", &format!("The mayor's office writes: “{FERRY}.” Nobody answered the telephone.")),
        ("", "", &format!("On Monday {FERRY}. Repairs take a week at least.")),
    );
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Source, 0.7));
    assert_eq!(told(&found), ["only the target has it in quotation marks"]);
}

#[test]
fn quotations_on_both_sides_may_come_from_a_third() {
    let found = between(
        ("", "", &format!("The mayor's office writes: “{FERRY}.” Nobody answered the telephone.")),
        ("", "", &format!("A notice on the pier read: “{FERRY}.” Repairs take a week.")),
    );
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Undecided, 0.5));
    assert_eq!(told(&found), ["all of it is quotation or agency copy, which both may have from a third"]);
}

#[test]
fn the_longer_wording_seems_to_be_first() {
    let longer = "the ferry to the small northern islands was once again cancelled on Tuesday after a very bad gale had damaged its only landing stage";
    let found = between(
        ("", "", &format!("So {FERRY}. Here is another line about nothing much.")),
        ("", "", &format!("Hear: {longer}. Some words on something else follow.")),
    );
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Source, 0.6));
    assert_eq!(told(&found), ["the target has it in 16 words in place of 24"]);
}

#[test]
fn who_holds_all_of_the_other_may_be_first_and_coverage_alone_says_nothing() {
    let held = between(
        ("", "", &format!("So {FERRY}.")),
        ("", "", &format!("In the news: {FERRY}. Besides, {BAKERY}, and {OWLS}.")),
    );
    assert_eq!(verdict(&held), (Direction::Undecided, Direction::Source, 0.55));
    assert_eq!(told(&held), ["94% of the target stands in the source, which has more"]);
    let covered = between(
        ("", "", &format!("So {FERRY}. But nobody knows when the boats will sail again.")),
        ("", "", &format!("In the news: {FERRY}. Besides, {BAKERY}, and {OWLS}.")),
    );
    assert_eq!(verdict(&covered), (Direction::Undecided, Direction::Undecided, 0.5));
    assert_eq!(told(&covered), ["it is 62% of the target and 28% of the source"]);
}

#[test]
fn without_dates_nothing_is_certain() {
    let longer = FERRY.replace("was cancelled", "was once again cancelled on Tuesday and on Friday");
    let found = between(
        ("Daily Owl", "", &format!("Harbour Bulletin writes: “{FERRY}.”")),
        ("Harbour Bulletin", "", &format!("Hear: {longer}. Besides, {BAKERY}, and {OWLS}, and {BAKERY}.")),
    );
    assert_eq!(found.clues.len(), 4, "{:?}", found.clues);
    assert_eq!(verdict(&found), (Direction::Undecided, Direction::Source, MAX_CONFIDENCE));
}

#[test]
fn names_of_outlets_are_whole_and_no_common_words() {
    let document = |text: &str| Document::new("a", text);
    assert!(names(&document("It was AFP that said so."), "AFP"));
    assert!(names(&document("(Daily Owl) Rain fell."), "Daily Owl"));
    assert!(!names(&document("It was AFPX that said so."), "AFP"));
    assert!(!names(&document("Time will tell."), "Time"));
    assert!(!names(&document("daily owl"), "Daily Owl"));
    assert!(!names(&document("Anything."), " "));
}

#[test]
fn articles_that_share_nothing_have_no_precedence() {
    let corpus = Corpus::from_texts([("a", FERRY), ("b", BAKERY)]).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let reuse = Reuse::params().detect(&corpus, &tokens).unwrap();
    assert_eq!(reuse.precedence(&corpus, &tokens, 0, 1), None);
    assert_eq!(reuse.precedence(&corpus, &tokens, 0, 7), None);
    assert_eq!(reuse.precedences(&corpus, &tokens), []);
}
