//! What passages are, and the reasons that are given.

use super::*;
use crate::corpus::WireCredit;

/// A corpus of (outlet, date, text); an outlet or a date that is empty is none.
fn news<'a>(articles: impl IntoIterator<Item = (&'a str, &'a str, String)>) -> Corpus {
    let documents = articles.into_iter().enumerate().map(|(at, (source, date, text))| {
        let source = (!source.is_empty()).then(|| source.to_owned());
        let date = (!date.is_empty()).then(|| date.parse().unwrap());
        Document::with_metadata(format!("{at:02}"), text, Metadata { title: None, source, date })
    });
    Corpus::new(documents.collect()).unwrap()
}

/// Kind, outlets and reason of the only passage of a pair.
fn told(corpus: &Corpus, target: usize, source: usize) -> (PassageKind, usize, String) {
    let reuse = reuse_of(corpus);
    let passages = reuse.passages_between(target, source);
    assert_eq!(passages.len(), 1, "{passages:?}");
    (passages[0].kind, passages[0].outlets, passages[0].reason.to_string())
}

#[test]
fn what_three_outlets_carry_is_wire_copy() {
    let two = [
        ("Post", "", format!("Nobody slept. {FERRY}, they say.")),
        ("Mail", "", format!("{FERRY}! {OWLS}.")),
    ];
    let found = told(&news(two.clone()), 0, 1);
    assert_eq!(found, (PassageKind::SourceToSource, 2, "prose in both".to_owned()));
    let third = ("Star", "", format!("Hear this: {FERRY}. {BAKERY}."));
    let found = told(&news(two.into_iter().chain([third])), 0, 1);
    assert_eq!(found, (PassageKind::Wire, 3, "3 outlets carry it".to_owned()));
}

#[test]
fn an_outlet_counts_once_and_an_article_without_one_is_one() {
    let of = |sources: [&'static str; 4]| {
        let openings = ["Yes.", "No, no.", "Perhaps so.", "Who can say?"];
        told(
            &news(
                sources
                    .into_iter()
                    .zip(openings)
                    .map(|(source, opening)| (source, "", format!("{opening} {FERRY}."))),
            ),
            0,
            1,
        )
    };
    assert_eq!(of(["Post", "Mail", "Mail", "Post"]).1, 2);
    assert_eq!(of(["Post", "Post", "Mail", "Mail"]).1, 2);
    assert_eq!(of(["Post", "Post", "Post", "Post"]).1, 1);
    assert_eq!(of(["", "", "", ""]).1, 4);
}

#[test]
fn an_outlet_that_holds_a_part_of_the_stretch_does_not_carry_it() {
    let whole = format!("{FERRY}, and {OWLS}");
    let corpus = news([
        ("Post", "", format!("Yes. {whole}.")),
        ("Mail", "", format!("No. {whole}.")),
        ("Star", "", format!("Look: {FERRY}.")),
    ]);
    assert_eq!(told(&corpus, 0, 1).1, 2, "Star has 16 of 34 words");
    assert_eq!(told(&corpus, 0, 2).1, 3, "Mail and Post have all that Star has");
    assert_eq!(told(&corpus, 2, 0), (PassageKind::Wire, 3, "3 outlets carry it".to_owned()));
}

#[test]
fn credited_copy_is_wire_copy_on_both_sides() {
    let corpus = news([
        (
            "Post",
            "",
            format!("PORT HAVEN (Reuters) - On Monday {FERRY}, the harbour master said in the evening."),
        ),
        ("Mail", "", format!("Nobody was surprised when {FERRY}.")),
    ]);
    for (target, source) in [(0, 1), (1, 0)] {
        let reason = "credited to Reuters".to_owned();
        assert_eq!(told(&corpus, target, source), (PassageKind::Wire, 2, reason));
    }
    let reason = reuse_of(&corpus).passages[0].reason;
    assert_eq!(reason, Reason::Credited { credit: WireCredit::Agency("Reuters") });
}

#[test]
fn a_quotation_stays_a_quotation_however_many_make_it() {
    let quote = "We shall mend every lamp on the quay before the herring come back";
    let corpus = news([
        (
            "Post",
            "",
            format!("The mayor promised a bright autumn. “{quote},” Ada Vale told reporters by the water."),
        ),
        (
            "Mail",
            "",
            format!("In a speech to fishermen on Friday, Vale declared: “{quote}.” Few believed her."),
        ),
        (
            "Star",
            "",
            format!("Who pays? “{quote}”, said somebody at the fish market, and everybody laughed."),
        ),
    ]);
    let reason = "inside quotation marks on both sides: 100% here, 100% in the source";
    assert_eq!(told(&corpus, 0, 1), (PassageKind::SharedQuote, 3, reason.to_owned()));
}

#[test]
fn short_and_light_is_incidental_unless_it_is_all_there_is() {
    let phrase = "the rest of the staff at the hotel and the port struck";
    let params = || Reuse::params().min_weight(2.0);
    let detect = |corpus: &Corpus| params().detect(corpus, &english(corpus)).unwrap();
    let reuse = detect(&corpus([&format!("Rain: {phrase}, we hear."), &format!("Sun, but {phrase}!")]));
    let passage = &reuse.passages[0];
    assert!(passage.tokens < 15 && passage.weight > 5.0, "{passage:?}");
    assert_eq!(passage.kind, PassageKind::SourceToSource, "few words, but each says something");
    let names = "the Lord Mayor of Port Haven and the Queen of the Northern Islands";
    let reuse =
        detect(&corpus([&format!("Rain wetted {names} today."), &format!("Sun shone on {names}, too.")]));
    assert_eq!(reuse.passages[0].kind, PassageKind::Incidental);
    assert_eq!(reuse.passages[0].reason.to_string(), "13 words of weight 2.5");
    let reuse = detect(&corpus([names, &format!("Sun shone on {names}, too.")]));
    assert_eq!(reuse.passages[0].kind, PassageKind::SourceToSource);
}

/// Articles of one outlet on different days, each with a sentence of its own before and behind `habit`.
fn archive(
    outlet: &'static str,
    habit: &str,
    days: usize,
    stories: [&str; 6],
) -> Vec<(&'static str, &'static str, String)> {
    const DAYS: [&str; 6] =
        ["2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05", "2025-05-06"];
    stories.iter().zip(0..).map(|(story, at)| (outlet, DAYS[at % days], format!("{story} {habit}"))).collect()
}

const STORIES: [&str; 6] = [
    "The ferry sails again. Whoever waits for the ferry should bring a coat, since a ferry in May is a cold ferry.",
    "Rye bread sells well. A baker who bakes rye all night sells rye all day, and rye keeps for a week.",
    "Owls nest in the court. An owl hoots while a judge speaks, and the judge waits until the owl is silent.",
    "Apples froze in April. A farmer counts frozen apples by the tree, and every tree has frozen apples.",
    "Chess is back in the park. A park without chess is quiet; chess players make the park loud.",
    "Clay floods the brickyard. Bricks of wet clay crack, so the brickyard dries clay for months.",
];
const HABIT: &str = "Tell our editors what moves you by letter, by pigeon or at the counter in Mill Lane, and win a year of reading.";

#[test]
fn what_one_outlet_says_whatever_the_story_is_boilerplate() {
    let corpus = news(archive("Post", HABIT, 6, STORIES));
    let reason = "6 articles of this outlet have it, no other outlet".to_owned();
    assert_eq!(told(&corpus, 0, 1), (PassageKind::Boilerplate, 1, reason));
}

#[test]
fn one_days_habit_and_one_that_others_share_is_none() {
    let corpus = news(archive("Post", HABIT, 2, STORIES));
    assert_eq!(told(&corpus, 0, 1).0, PassageKind::SourceToSource);
    let elsewhere = ("Mail", "2025-05-04", format!("Nothing happened. {HABIT}"));
    let corpus = news(archive("Post", HABIT, 6, STORIES).into_iter().chain([elsewhere]));
    assert_eq!(told(&corpus, 0, 1).0, PassageKind::SourceToSource);
}

#[test]
fn an_outlet_that_goes_on_with_its_story_has_no_habit() {
    let background = "The ferry to the islands was cancelled in April after a gale damaged the landing stage of the harbour.";
    let stories = [
        "The ferry stays away from the islands. A new landing stage comes in June, says the harbour.",
        "Engineers look at the landing stage. The harbour wants the ferry back before the islands run out of salt.",
        "A gale hit the harbour again. The islands have no ferry and now no landing stage.",
        "Islanders row to the harbour. Without a ferry, the islands get letters by rowing boat.",
        "The landing stage is paid for. So the harbour says, and the ferry may sail to the islands by July.",
        "The ferry is back. Crowds cheer on the islands and in the harbour; the landing stage holds.",
    ];
    let corpus = news(archive("Post", background, 6, stories));
    assert_eq!(told(&corpus, 0, 3).0, PassageKind::SourceToSource);
}

#[test]
fn kinds_do_not_depend_on_threads_or_order() {
    let articles = || {
        archive("Post", HABIT, 6, STORIES).into_iter().chain([("", "", format!("{FERRY} {HABIT} {OWLS}"))])
    };
    let forwards = reuse_of(&news(articles()));
    let backwards = reuse_of(&news(articles().collect::<Vec<_>>().into_iter().rev()));
    let last = articles().count() - 1;
    for passage in &forwards.passages {
        let same = &backwards.passages_between(last - passage.target, last - passage.source)[0];
        assert_eq!((passage.kind, passage.reason, passage.outlets), (same.kind, same.reason, same.outlets));
    }
}
