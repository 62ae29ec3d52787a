//! Pages of two articles whose passages are given.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::page::page;
use crate::corpus::{Corpus, Span};
use crate::reuse::{ArticleReuse, Passage, PassageKind, Reason, Reuse, Run, Score, Tier};

/// Two articles, and what they share as it is said: `(first's words, second's words)`.
struct Pair {
    corpus: Corpus,
    reuse: Reuse,
}

impl Pair {
    fn new(first: &str, second: &str) -> Self {
        let corpus = Corpus::from_texts([("first", first), ("second", second)]).unwrap();
        let words = |text: &str| text.split_whitespace().count();
        let articles = [first, second]
            .map(|text| ArticleReuse { eligible_tokens: words(text), ..ArticleReuse::default() });
        let reuse = Reuse { articles: articles.to_vec(), ..Reuse::default() };
        Self { corpus, reuse }
    }

    fn span(&self, row: usize, words: &str) -> Span {
        let start = self.corpus[row].text().find(words).unwrap_or_else(|| panic!("{words:?} is not there"));
        Span::new(start, start + words.len())
    }

    fn run(&self, first: &str, second: &str) -> Run {
        let tokens = first.split_whitespace().count();
        Run { target_span: self.span(0, first), source_span: self.span(1, second), tokens }
    }

    /// With a passage from these words of the first article to those of the second, equal in `runs`; both ways.
    fn share(
        mut self,
        tier: Tier,
        kind: PassageKind,
        [first, second]: [&str; 2],
        runs: &[[&str; 2]],
    ) -> Self {
        let runs: Vec<Run> = runs.iter().map(|[first, second]| self.run(first, second)).collect();
        let there = Passage {
            target: 0,
            target_span: self.span(0, first),
            source: 1,
            source_span: self.span(1, second),
            tier,
            kind,
            reason: Reason::default(),
            identity: 0.8,
            tokens: first.split_whitespace().count(),
            quoted: 0.0,
            runs,
            weight: 5.0,
            outlets: 2,
            p_value: None,
            fdr: None,
        };
        let turned = |run: &Run| Run { target_span: run.source_span, source_span: run.target_span, ..*run };
        let back = Passage {
            target: 1,
            target_span: there.source_span,
            source: 0,
            source_span: there.target_span,
            runs: there.runs.iter().map(turned).collect(),
            ..there.clone()
        };
        self.reuse.passages.extend([there, back]);
        self.reuse.passages.sort_by_key(|passage| (passage.target, passage.source, passage.target_span));
        self
    }

    /// The page without colours.
    fn page(&self, width: usize, full: bool) -> String {
        anstream::adapter::strip_str(&self.styled(width, full)).to_string()
    }

    fn styled(&self, width: usize, full: bool) -> String {
        page(&self.corpus, &self.reuse, width, full)
    }
}

fn both_tiers() -> Pair {
    let mut pair = Pair::new(
        "On Monday the ferry to the islands was cancelled after a gale, officials said.\n\n\
         Many islanders could not get home for days because no boat sailed from the port.\n\n\
         \"We have never seen such a storm,\" said the harbour master.",
        "\"We have never seen such a storm,\" one captain recalled later.\n\n\
         The ferry to all the islands was cancelled after a gale.\n\n\
         For days no boat sailed from the harbour and people were stranded.",
    )
    .share(
        Tier::Copied,
        PassageKind::SourceToSource,
        [
            "the ferry to the islands was cancelled after a gale",
            "The ferry to all the islands was cancelled after a gale",
        ],
        &[["the ferry to", "The ferry to"], ["the islands was cancelled after a gale"; 2]],
    )
    .share(
        Tier::Rewritten,
        PassageKind::SourceToSource,
        [
            "Many islanders could not get home for days because no boat sailed from the port",
            "For days no boat sailed from the harbour and people were stranded",
        ],
        &[["no boat sailed from the"; 2]],
    )
    .share(
        Tier::Copied,
        PassageKind::SharedQuote,
        ["We have never seen such a storm"; 2],
        &[["We have never seen such a storm"; 2]],
    );
    pair.reuse.scores = vec![Score {
        target: 0,
        source: 1,
        eligible_tokens: 40,
        reused_tokens: 32,
        copied_tokens: 17,
        rewritten_tokens: 15,
        quoted_tokens: 7,
        passages: 3,
        longest_passage: 15,
    }];
    pair
}

#[test]
fn passages_stand_side_by_side_with_the_same_number() {
    let page = both_tiers().page(60, false);
    let expected = "\
80.0% of first stands in second: 32 of 40 words; copied
42.5%, rewritten 37.5%; 17.5% in shared quotations
0.0% of second stands in first: 0 of 34 words

1 copied, source-to-source: 10 words, 80% alike
2 rewritten, source-to-source: 15 words, 80% alike
3” copied, shared-quote: 7 words, 80% alike

first                        │ second
─────────────────────────────┼─────────────────────────────
On Monday                    │ \"⟦3” We have never seen such
                             │ a storm 3”⟧,\" one captain
                             │ recalled later.
                             │
⟦1 the ferry to the islands  │ ⟦1 The ferry to +all+ the
was cancelled after a        │ islands was cancelled after
gale 1⟧,                     │ a gale 1⟧.
officials said.              │
                             │
{2 Many islanders could not  │ {2 For days =no boat sailed
get home for days because    │ from the= harbour and people
=no boat sailed from the=    │ were stranded 2}.
port 2}.                     │
                             │
\"⟦3” We have never seen such │
a storm 3”⟧,\" said the       │
harbour master.              │

⟦ … ⟧ copied · { … } rewritten · 1” shared quotation ·
+words+ on this side only · =words= on both sides
";
    assert_eq!(page, expected);
}

#[test]
fn where_two_columns_have_no_room_one_article_stands_below_the_other() {
    let page = both_tiers().page(40, false);
    assert!(!page.contains('│'), "{page}");
    let second = page.find("\nsecond\n").unwrap();
    let place = |words: &str| page.find(words).unwrap();
    assert!(place("⟦1 the ferry") < second && place("⟦1 The ferry") > second, "{page}");
    assert!(page.contains("On Monday ⟦1 the ferry"), "{page}");
}

#[test]
fn tiers_and_kinds_differ_in_colour_and_edits_are_underlined() {
    let styled = both_tiers().styled(100, false);
    let look = |words: &str| {
        let before = &styled[..styled.find(words).unwrap_or_else(|| panic!("{words} in {styled}"))];
        before[before.rfind('\u{1b}').unwrap()..].to_owned()
    };
    let looks = [look("the ferry to the"), look("Many islanders"), look("We have never"), look("+all+")];
    for (at, one) in looks.iter().enumerate() {
        assert!(looks[..at].iter().all(|other| other != one), "{looks:?}");
    }
    assert!(look("+all+").contains(";4m") && look("=no boat").contains(";4m"), "{looks:?}");
    assert!(!look("Many islanders").contains(";4m"), "{looks:?}");
}

/// Three passages, one of them moved: the two that keep their order stand on one height, the third has its number.
#[test]
fn a_block_in_another_order_keeps_its_number_on_both_sides() {
    let one = "alpha bravo charlie delta echo foxtrot golf";
    let two = "hotel india juliet kilo lima";
    let three = "mike november oscar papa quebec romeo";
    let pair = Pair::new(&format!("{two}. {one}. {three}."), &format!("{one}. {two}. {three}."));
    let pair = [one, two, three].iter().fold(pair, |pair, words| {
        pair.share(Tier::Copied, PassageKind::SourceToSource, [words, words], &[[words, words]])
    });
    let page = pair.page(100, false);
    for mark in ["⟦1 ", "1⟧.", "⟦2 ", "2⟧.", "⟦3 ", "3⟧."] {
        assert_eq!(page.matches(mark).count(), 2, "{mark} in {page}");
    }
    let both = |mark: &str| {
        let begins = |half: &str| half.trim_start().starts_with(mark);
        page.lines()
            .any(|line| line.split_once('│').is_some_and(|(left, right)| begins(left) && begins(right)))
    };
    assert_eq!(["⟦1 ", "⟦2 ", "⟦3 "].map(both), [false, true, true], "{page}");
}

/// The first article has a sentence once, the second twice: both of its copies are told from their own text.
#[test]
fn what_explains_only_the_second_article_is_marked_too() {
    let words = "alpha bravo charlie delta echo foxtrot golf";
    let pair = Pair::new(&format!("One {words}."), &format!("{words}. And once more: golf {words}!"));
    let mut pair = pair.share(Tier::Copied, PassageKind::SourceToSource, [words, words], &[]);
    let again = format!("golf {words}");
    let second = pair.span(1, &again);
    let second = Span::new(second.start + "golf ".len(), second.end);
    let back = Passage { target_span: second, ..pair.reuse.passages_between(1, 0)[0].clone() };
    pair.reuse.passages.push(back);
    let page = pair.page(100, false);
    assert!(page.contains("⟦1 ⟦2 alpha") && page.contains("golf 1⟧ 2⟧."), "{page}");
    assert!(page.contains("more: golf ⟦2 alpha") && page.contains("golf 2⟧!"), "{page}");
}

#[test]
fn long_stretches_of_one_article_alone_are_folded_unless_all_is_asked_for() {
    let words = |name: &str, n: usize| (0..n).map(|at| format!("{name}{at}")).collect::<Vec<_>>().join(" ");
    let copied = words("same", 20);
    let pair = Pair::new(
        &format!("{}\n\n{}. {copied}. {}", words("head", 100), words("more", 236), words("tail", 50)),
        &format!("{} {copied}", words("short", 36)),
    )
    .share(Tier::Copied, PassageKind::SourceToSource, [&copied, &copied], &[[&copied, &copied]]);
    let page = pair.page(100, false);
    assert!(page.contains("… 312 words …") && page.contains("… 38 words …"), "{page}");
    let shown = |word: &str| page.split([' ', '\n', '.']).any(|shown| shown == word);
    assert!(["head11", "more224", "tail11", "short35"].into_iter().all(shown), "{page}");
    assert!(!["head12", "more223", "tail12"].into_iter().any(shown), "{page}");
    assert!(page.contains("--full"), "{page}");
    let all = pair.page(100, true);
    assert!(all.contains("head57") && all.contains("tail49") && !all.contains("words …"), "{all}");
}

#[test]
fn masked_paragraphs_are_named_and_with_all_asked_for_shown() {
    let text =
        "The council met on Monday to speak of the harbour wall.\n\nShare this article\n\nThe wall is old.";
    let pair = Pair::new(text, "Nothing of it.");
    assert!(pair.page(100, false).contains("(left out: share bar; 3 words)"), "{}", pair.page(100, false));
    assert!(pair.page(200, true).contains("Share this article)"), "{}", pair.page(200, true));
    assert!(pair.page(100, false).contains("No passage stands in both."));
}

/// What is said of a passage in a batch that is large enough to tell.
#[test]
fn outlets_and_significance_are_said_where_they_are_known() {
    let mut pair = both_tiers();
    for passage in &mut pair.reuse.passages {
        (passage.kind, passage.outlets, passage.p_value) = (PassageKind::Wire, 5, Some(0.0004));
    }
    let page = pair.page(100, false);
    assert!(page.contains("1* copied, wire: 10 words, 80% alike, in 5 outlets, p < 0.001\n"), "{page}");
    assert!(page.contains("1* agency or press copy"), "{page}");
}

#[test]
fn of_many_passages_the_first_are_listed() {
    let numbers = || (0..14).map(|at| format!("word{at}."));
    let text = numbers().collect::<Vec<_>>().join(" ");
    let pair = numbers().fold(Pair::new(&text, &text), |pair, word| {
        pair.share(Tier::Copied, PassageKind::Incidental, [&word, &word], &[])
    });
    assert!(
        pair.page(100, false).contains("10? copied, incidental: 1 word, 80% alike\n… and 4 more; --full")
    );
    assert!(pair.page(100, true).contains("14? copied"));
}

/// Pieces of text that break careless pages.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(" ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\t".to_owned()),
        Just("\u{1b}[31m\u{1b}]0;title\u{7}".to_owned()),
        Just("\u{202e}\u{2067}\u{61c}".to_owned()),
        Just("漢字かな交じり文。「東京」".to_owned()),
        Just("한국어".to_owned()),
        Just("e\u{301}".to_owned() + &"\u{336}".repeat(90)),
        Just("\u{1100}".repeat(9)),
        Just("x".repeat(150)),
        Just("⟦1 fake 1⟧".to_owned()),
        Just("שלום עולם".to_owned()),
        "[a-z]{1,9} ",
        "[a-z]{1,9}[,.] ",
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_text_steers_the_terminal_or_leaves_its_columns(
        texts in [hostile(), hostile()],
        cuts in proptest::collection::vec([0.0..1.0_f64, 0.0..1.0, 0.0..1.0, 0.0..1.0], 0..5),
        width in 1..150_usize,
        full in any::<bool>(),
    ) {
        let mut pair = Pair::new(&texts[0], &texts[1]);
        for (at, [a, b, c, d]) in cuts.iter().enumerate() {
            let cut = |row: usize, [from, to]: [&f64; 2]| {
                let text = pair.corpus[row].text();
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let place = |share: &f64| places[(share * places.len() as f64) as usize];
                let (from, to) = (place(from), place(to));
                text[from.min(to)..from.max(to)].to_owned()
            };
            let words = [cut(0, [a, b]), cut(1, [c, d])];
            let words = [words[0].as_str(), &words[1]];
            let tier = if at % 2 == 0 { Tier::Copied } else { Tier::Rewritten };
            if words.iter().all(|words| !words.is_empty()) {
                pair = pair.share(tier, PassageKind::SourceToSource, words, &[]);
            }
        }
        let page = pair.page(width, full);
        for line in page.lines() {
            prop_assert!(line.width() <= width.max(4), "{} columns of {width}: {line:?}", line.width());
            prop_assert!(!line.chars().any(|c| c.is_control() || matches!(c, '\u{61c}' | '\u{202e}' | '\u{2067}')), "{line:?}");
        }
    }
}

/// A text of 20,000 words is a page that one reads, and is made at once; a word of 10,000 letters is only long.
#[test]
fn long_texts_and_long_words_are_no_trouble() {
    let words = |name: &str| (0..20_000).map(|at| format!("{name}{at}")).collect::<Vec<_>>().join(" ");
    let word = "x".repeat(10_000);
    let (first, second) = (format!("{word} {}", words("one")), format!("{} {word}", words("two")));
    let pair = Pair::new(&first, &second).share(
        Tier::Copied,
        PassageKind::SourceToSource,
        ["one900 one901", "two77 two78"],
        &[],
    );
    let page = pair.page(100, false);
    assert!(page.lines().count() < 60, "{} lines", page.lines().count());
    assert!(pair.page(100, true).lines().count() > 2_000);
}

#[test]
fn letters_without_spaces_stay_outside_of_a_passage_that_they_are_not_of() {
    let carried = "港口批准了新墙";
    let pair = Pair::new("港口批准了新墙。居民", "终于有了决定。港口批准了新墙。码头").share(
        Tier::Copied,
        PassageKind::SourceToSource,
        [carried, carried],
        &[],
    );
    let page = pair.page(80, false);
    assert!(page.contains("│ 终于有了决定。\n⟦1 港口批准了新墙 1⟧。"), "{page}");
}

#[test]
fn what_runs_from_right_to_left_stands_one_below_the_other() {
    let carried = "מועצת הנמל אישרה את חומת השיטפונות החדשה";
    let (first, second) = (format!("\u{200f}{carried} אתמול"), format!("החלטה: {carried}"));
    let pair =
        Pair::new(&first, &second).share(Tier::Copied, PassageKind::SourceToSource, [carried, carried], &[]);
    let page = pair.page(120, false);
    assert!(!page.contains('│') && !page.contains('\u{FFFD}'), "{page}");
    assert!(page.contains(&format!("⟦1 {carried} 1⟧")), "{page}");
}
